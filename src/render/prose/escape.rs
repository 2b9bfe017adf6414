//! Text and addresses as HTML holds them.

use memchr::{memchr2, memchr3};

/// Appends text between tags.
pub(crate) fn text(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = memchr3(b'&', b'<', b'>', rest.as_bytes()) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        out.push_str(match from.as_bytes().first() {
            Some(b'&') => "&amp;",
            Some(b'<') => "&lt;",
            _ => "&gt;",
        });
        rest = from.get(1..).unwrap_or("");
    }
    out.push_str(rest);
}

/// Appends the value of an attribute, to stand in double quotes.
pub(crate) fn attribute(out: &mut String, value: &str) {
    let mut rest = value;
    while let Some(at) = memchr2(b'"', b'\'', rest.as_bytes()) {
        let (before, from) = rest.split_at(at);
        text(out, before);
        out.push_str(if from.starts_with('"') { "&quot;" } else { "&#39;" });
        rest = from.get(1..).unwrap_or("");
    }
    text(out, rest);
}

/// Appends an address, to stand in double quotes: what no address may hold is percent-encoded, what is encoded already stays.
pub(crate) fn address(out: &mut String, address: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in address.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#39;"),
            0..=0x20 | b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | 0x7f.. => {
                out.push('%');
                out.push(char::from(HEX[usize::from(byte >> 4)]));
                out.push(char::from(HEX[usize::from(byte & 15)]));
            }
            _ => out.push(char::from(byte)),
        }
    }
}
