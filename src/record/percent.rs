//! Addresses in percent form (RFC 3986), as browsers show and copy them.

use std::borrow::Cow;

/// An address in its own letters: each `%` with two digits after it is the byte they say. What is no UTF-8 then stays as it was written.
pub fn percent_decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let digits = text.get(at + 1..at + 3).filter(|h| *byte == b'%' && h.bytes().all(|b| b.is_ascii_hexdigit()));
        let hex = digits.and_then(|h| u8::from_str_radix(h, 16).ok());
        out.push(hex.unwrap_or(*byte));
        at += if hex.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).map_or(Cow::Borrowed(text), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::percent_decoded;

    #[test]
    fn letters_come_back() {
        for (text, want) in [
            ("/hen%20gynllun%20%C5%B7/", "/hen gynllun ŷ/"),
            ("/100%/%+f/%zz", "/100%/%+f/%zz"),
            ("/caf%E9/", "/caf%E9/"),
            ("%", "%"),
            ("ŷ%41", "ŷA"),
        ] {
            assert_eq!(percent_decoded(text), want);
        }
    }
}
