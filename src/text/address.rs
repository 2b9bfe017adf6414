//! Which addresses a link or an image of an author may have. Everything else is shown as words.

/// What kind of address it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `http`, `https`.
    Web,
    /// `mailto`, `tel`.
    Contact,
    /// `#3.3`.
    Fragment,
    /// `/about/`: from the top of the site.
    Top,
    /// Anything else without a scheme.
    Relative,
    /// Not to be followed.
    Refused,
}

/// Judges an address as a browser would read it (WHATWG URL): leading spaces and control characters are passed over there,
/// tabs and line ends fall out anywhere, and `\` is `/`. An address that relies on any of this is refused.
pub(super) fn kind(address: &str) -> Kind {
    let address = address.trim_matches(' ');
    if address.chars().any(|c| {
        c.is_control()
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    }) {
        return Kind::Refused;
    }
    if address.starts_with('#') {
        return Kind::Fragment;
    }
    let head = address.split(['/', '?', '#', '\\']).next().unwrap_or("");
    if let Some((scheme, _)) = head.split_once(':') {
        return match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" if has_host(address, scheme.len() + 1) => Kind::Web,
            "mailto" | "tel" => Kind::Contact,
            _ => Kind::Refused,
        };
    }
    match address.as_bytes() {
        [b'/' | b'\\', b'/' | b'\\', ..] | [b'\\', ..] => Kind::Refused,
        [b'/', ..] => Kind::Top,
        _ => Kind::Relative,
    }
}

/// Two slashes and something after them.
fn has_host(address: &str, from: usize) -> bool {
    address.get(from..).and_then(|r| r.strip_prefix("//")).is_some_and(|h| !h.is_empty() && !h.starts_with(['/', '\\', '?', '#']))
}

/// The end of a bare address (`http://…`) that `text` begins with: as in GitHub's Markdown, closing punctuation is not part of it.
pub(super) fn bare_end(text: &str) -> Option<usize> {
    let scheme = ["https://", "http://"].iter().find(|s| text.get(..s.len()).is_some_and(|t| t.eq_ignore_ascii_case(s)))?;
    let stop = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '`' | '“' | '”' | '|' | '█');
    let mut end = text.find(stop).unwrap_or(text.len());
    while let Some(last) = text.get(..end).and_then(|t| t.chars().next_back()) {
        let cut = match last {
            '?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~' | '\'' | '’' | '‘' => true,
            ')' => unbalanced(text.get(..end).unwrap_or(""), '(', ')'),
            ']' => unbalanced(text.get(..end).unwrap_or(""), '[', ']'),
            _ => false,
        };
        if !cut {
            break;
        }
        end -= last.len_utf8();
    }
    (end > scheme.len() && text.get(scheme.len()..).is_some_and(|h| h.starts_with(|c: char| c.is_alphanumeric() || c == '[')))
        .then_some(end)
}

fn unbalanced(text: &str, open: char, close: char) -> bool {
    text.matches(close).count() > text.matches(open).count()
}
