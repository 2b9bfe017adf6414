//! Addresses in percent form (RFC 3986), as browsers show and copy them.

use std::borrow::Cow;

/// An address in its own letters: each `%` with two digits after it is the byte they say. What is no UTF-8 then stays as it was written.
pub fn percent_decoded(text: &str) -> Cow<'_, str> {
    // Hardly any address has one, and there are hundreds of thousands.
    if memchr::memchr(b'%', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    percent_encoding::percent_decode_str(text).decode_utf8().unwrap_or(Cow::Borrowed(text))
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
