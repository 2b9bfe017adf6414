//! Addresses and style sheets in a drawing, as browsers read them.

/// The only data that an address may hold.
const PICTURES: [&str; 5] = ["data:image/png", "data:image/jpeg", "data:image/gif", "data:image/webp", "data:image/avif"];

/// Returns what a style sheet, or the value of an attribute, fetches from elsewhere.
pub(super) fn fetched_by(style: &str) -> Option<String> {
    if !style.contains(['(', '@', '\\', '&']) {
        return None;
    }
    let style = read(style);
    if style.contains("@import") {
        return Some("a style sheet from elsewhere (`@import`)".to_owned());
    }
    let mut rest = style.as_str();
    while let Some((_, after)) = rest.split_once("url(") {
        let address = after.trim_start_matches(['"', '\'', ' ']);
        if is_elsewhere(address) {
            let shown: String = address.chars().take(40).take_while(|c| !matches!(c, ')' | '"' | '\'')).collect();
            return Some(format!("`url({shown})`, which is fetched from elsewhere"));
        }
        rest = after;
    }
    None
}

/// Whether an address, in small letters and without blanks, is on another host, or data that is no picture.
pub(super) fn is_elsewhere(address: &str) -> bool {
    if address.starts_with("data:") {
        return !PICTURES.iter().any(|picture| address.starts_with(picture));
    }
    let scheme = address.split([':', '/', '#', '?', ')', '"', '\'']).next().unwrap_or("");
    let has_scheme = address.get(scheme.len()..).is_some_and(|after| after.starts_with(':'));
    address.starts_with("//")
        || address.starts_with("\\\\")
        || has_scheme && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// A style sheet as browsers read it: in small letters, without blanks and comments, with its references and escapes read (CSS Syntax 3, 4.3.7).
fn read(style: &str) -> String {
    let mut signs = String::new();
    let mut rest = style;
    while let Some(c) = rest.chars().next() {
        let (c, len) = reference(rest).unwrap_or((c, c.len_utf8()));
        signs.push(c);
        rest = rest.get(len..).unwrap_or("");
    }
    let mut out = String::new();
    let mut rest = signs.as_str();
    while let Some(c) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
            continue;
        }
        let mut len = c.len_utf8();
        let mut sign = c;
        if c == '\\' {
            let digits = rest.bytes().skip(1).take(6).take_while(u8::is_ascii_hexdigit).count();
            match rest.get(1..=digits).and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32) {
                Some(escaped) => {
                    sign = escaped;
                    len += digits + usize::from(rest.as_bytes().get(1 + digits).is_some_and(u8::is_ascii_whitespace));
                }
                None => {
                    rest = rest.get(1..).unwrap_or("");
                    continue;
                }
            }
        }
        if !sign.is_whitespace() && !sign.is_control() {
            out.extend(sign.to_lowercase());
        }
        rest = rest.get(len..).unwrap_or("");
    }
    out
}

/// A value as browsers read it: in small letters, with its references to characters, without blanks.
pub(super) fn plain(value: &str) -> String {
    let mut plain = String::new();
    let mut rest = value;
    while let Some(c) = rest.chars().next() {
        let (c, len) = reference(rest).unwrap_or((c, c.len_utf8()));
        if !c.is_whitespace() && !c.is_control() {
            plain.extend(c.to_lowercase());
        }
        rest = rest.get(len..).unwrap_or("");
    }
    plain
}

/// Whether an address is a script, or data that may hold one.
pub(super) fn is_script(address: &str) -> bool {
    let plain = plain(address);
    plain.starts_with("javascript:")
        || plain.starts_with("vbscript:")
        || plain.starts_with("data:") && !PICTURES.iter().any(|picture| plain.starts_with(picture))
}

/// The character that `&#106;`, `&#x6a;`, `&colon;` or `&tab;` stands for at the head of a text, and its length.
fn reference(text: &str) -> Option<(char, usize)> {
    let body = text.strip_prefix('&')?;
    let end = body.find(';').filter(|end| *end <= 12)?;
    let name = body.get(..end)?;
    let digits = name.strip_prefix('#').map(|digits| match digits.strip_prefix('x') {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => digits.parse(),
    });
    let c = match (digits, name) {
        (Some(code), _) => char::from_u32(code.ok()?)?,
        (None, "colon") => ':',
        (None, "tab" | "newline") => ' ',
        _ => return None,
    };
    Some((c, end + 2))
}
