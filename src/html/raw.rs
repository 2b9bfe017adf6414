//! HTML that an author wrote: what of it is rendered whatever the site says, what is shown to nobody, and what stays words.

use std::borrow::Cow;

/// Elements that can harm nobody and that are rendered without their attributes.
const HARMLESS: [&str; 10] = ["sup", "sub", "br", "s", "u", "b", "i", "em", "strong", "span"];

/// A tag longer than this is shown as it is written.
const LONGEST_TAG: usize = 1000;

/// A part of a stretch of HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RawPart<'t> {
    /// Words, and tags that are shown as such.
    Words(&'t str),
    /// A comment, as written.
    Comment(&'t str),
    /// A tag of a harmless element.
    Tag {
        /// The element, in lower case.
        name: &'static str,
        /// Whether it ends the element.
        closing: bool,
        /// The tag as written.
        source: &'t str,
    },
}

/// Returns the parts of a stretch of HTML, in order. A comment that nothing closes is words.
pub(crate) fn parts(html: &str) -> impl Iterator<Item = RawPart<'_>> {
    let (mut rest, mut at, mut comments) = (html, 0, true);
    std::iter::from_fn(move || {
        loop {
            let Some(open) = rest.as_bytes().get(at..).and_then(|b| memchr::memchr(b'<', b)).map(|n| at + n) else {
                let words = std::mem::take(&mut rest);
                at = 0;
                return (!words.is_empty()).then_some(RawPart::Words(words));
            };
            let Some((part, len)) = part(rest.get(open..).unwrap_or(""), &mut comments) else {
                at = open + 1;
                continue;
            };
            if open > 0 {
                let (words, after) = rest.split_at(open);
                (rest, at) = (after, 0);
                return Some(RawPart::Words(words));
            }
            (rest, at) = (rest.get(len..).unwrap_or(""), 0);
            return Some(part);
        }
    })
}

/// The comment or harmless tag that a text begins with, and its length. `comments` is false once it is known that no comment ends.
fn part<'t>(text: &'t str, comments: &mut bool) -> Option<(RawPart<'t>, usize)> {
    if text.starts_with("<!--") {
        // `<!-->` is a whole comment: its end may begin with the dashes that open it.
        let end = text.get(2..).filter(|_| *comments).and_then(|t| memchr::memmem::find(t.as_bytes(), b"-->"));
        *comments &= end.is_some();
        let len = end? + 2 + 3;
        return Some((RawPart::Comment(text.get(..len)?), len));
    }
    let bytes = text.as_bytes();
    let closing = bytes.get(1) == Some(&b'/');
    let lead = 1 + usize::from(closing);
    let len = bytes.get(lead..)?.iter().take(8).take_while(|b| b.is_ascii_alphanumeric()).count();
    let written = text.get(lead..lead + len)?;
    let name = HARMLESS.into_iter().find(|n| n.eq_ignore_ascii_case(written))?;
    let mut at = lead + len;
    if !matches!(bytes.get(at)?, b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r') {
        return None;
    }
    let window = bytes.get(..text.len().min(LONGEST_TAG))?;
    loop {
        at += window.get(at..)?.iter().position(|b| matches!(b, b'<' | b'>' | b'"' | b'\''))?;
        match window.get(at)? {
            b'<' => return None,
            b'>' if is_of_words(text.get(lead + len..at)?) => return None,
            b'>' => return Some((RawPart::Tag { name, closing, source: text.get(..=at)? }, at + 1)),
            quote => at += 2 + memchr::memchr(*quote, window.get(at + 1..)?)?,
        }
    }
}

/// Whether what follows the name of a tag is words and no attributes, as in `if a<b and c>d`. No harmless element has an attribute
/// without a value.
fn is_of_words(attributes: &str) -> bool {
    let mut after_sign = false;
    let mut rest = attributes.trim_end_matches('/').trim_ascii();
    while let Some(first) = rest.bytes().next() {
        let len = match first {
            b'"' | b'\'' => rest.get(1..).and_then(|t| t.find(char::from(first))).map_or(rest.len(), |n| n + 2),
            _ => rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '"' | '\'')).unwrap_or(rest.len()),
        };
        let (word, after) = rest.split_at(len);
        let valued = after_sign || word.contains('=') || after.trim_ascii_start().starts_with('=');
        if !valued {
            return true;
        }
        after_sign = word.ends_with('=');
        rest = after.trim_ascii_start();
    }
    false
}

/// Appends the words of HTML where no tag can be: harmless tags and comments vanish, a line break is a blank, the rest is as written.
pub(crate) fn push_plain(out: &mut String, html: &str) {
    let mut hidden = false;
    for part in parts(html) {
        match part {
            RawPart::Words(words) if std::mem::take(&mut hidden) => push_after_comment(out, words),
            RawPart::Words(words) => out.push_str(words),
            RawPart::Comment(_) => hidden = true,
            RawPart::Tag { name: "br", .. } if !out.is_empty() && !out.ends_with([' ', '\n']) => out.push(' '),
            RawPart::Tag { .. } => {}
        }
    }
}

/// Appends the words that follow a comment: of the blanks on its two sides one is left.
pub(crate) fn push_after_comment(out: &mut String, words: &str) {
    let blank = out.is_empty() || out.ends_with(char::is_whitespace);
    out.push_str(if blank { words.trim_start_matches(' ') } else { words });
}

/// Returns Markdown in which comments that hold words are words themselves; those of a document hold none once `edition` has emptied them.
pub(crate) fn escape_comments(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len() + 2);
    for part in parts(markdown) {
        let (RawPart::Words(source) | RawPart::Tag { source, .. } | RawPart::Comment(source)) = part;
        let inside = source.strip_prefix("<!--").and_then(|s| s.strip_suffix("-->")).unwrap_or("");
        if matches!(part, RawPart::Comment(_)) && !inside.trim().is_empty() {
            out.push('\\');
        }
        out.push_str(source);
    }
    out
}

/// Whether inline HTML is a comment.
pub(crate) fn is_comment(html: &str) -> bool {
    matches!(parts(html).next(), Some(RawPart::Comment(_)))
}

/// Returns a value without its comments: the title of a document, a cell of a table. The text of a document has spans and keeps its bytes.
pub(crate) fn without_comments(value: &str) -> Cow<'_, str> {
    if memchr::memmem::find(value.as_bytes(), b"<!--").is_none() {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len());
    let mut hidden = false;
    for part in parts(value) {
        match part {
            RawPart::Words(words) | RawPart::Tag { source: words, .. } if std::mem::take(&mut hidden) => {
                push_after_comment(&mut out, words);
            }
            RawPart::Words(words) | RawPart::Tag { source: words, .. } => out.push_str(words),
            RawPart::Comment(_) => hidden = true,
        }
    }
    if hidden {
        out.truncate(out.trim_end().len());
    }
    Cow::Owned(out)
}

/// Whether a tag ends a line.
pub(crate) fn is_line_break(tag: &str) -> bool {
    matches!(parts(tag).next(), Some(RawPart::Tag { name: "br", .. }))
}

/// Whether HTML has anything to be seen: words, or a tag that is shown as such.
pub(crate) fn is_seen(html: &str) -> bool {
    parts(html).any(|part| matches!(part, RawPart::Words(words) if !words.trim().is_empty()))
}

#[cfg(test)]
mod tests {
    use super::{is_seen, parts, push_plain, without_comments};

    fn plain(html: &str) -> String {
        let mut out = String::new();
        push_plain(&mut out, html);
        out
    }

    #[test]
    fn harmless_tags_and_comments_vanish() {
        for (html, words) in [
            ("8<SUP class=x>th</sup >", "8th"),
            ("a<br/>b<br><br>c", "a b c"),
            ("a<!-- b --> c<!---->d<!-->e", "a cde"),
            ("a <!-- b --> c <!-- d -->", "a c "),
            ("<span title=\"a > b\">x</span>", "x"),
            ("a <!-- b", "a <!-- b"),
            ("<script>x</script>", "<script>x</script>"),
            ("<sup", "<sup"),
            ("<b <i>x", "<b x"),
            ("<bx>", "<bx>"),
            ("if a<b and c>d", "if a<b and c>d"),
            ("<b class = 'x'>y</b> <br clear=all />z", "y z"),
        ] {
            assert_eq!(plain(html), words, "{html}");
        }
        assert!(!is_seen("<!-- a -->\n<br>\n") && is_seen("<p></p>"));
    }

    #[test]
    fn values_have_no_comments() {
        for (value, words) in [
            ("Lamps <!-- ask Ann --> and quays", "Lamps and quays"),
            ("Lamps <!-- ask\nAnn -->", "Lamps"),
            ("<!-- a --> <b>Lamps</b>", "<b>Lamps</b>"),
            ("Lamps <!-- ask", "Lamps <!-- ask"),
            ("a < b -- > c ", "a < b -- > c "),
            ("<!-- a -->", ""),
        ] {
            assert_eq!(without_comments(value), words, "{value}");
        }
    }

    #[test]
    fn time_is_linear() {
        for piece in ["<!--", "<b \"", "<b '\"", "<", "<sup>", "<b <!--"] {
            // A square of this many bytes would take minutes.
            let html = piece.repeat(200_000 / piece.len());
            assert!(parts(&html).count() <= html.len());
        }
    }
}
