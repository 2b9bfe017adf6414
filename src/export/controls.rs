//! Control characters: nobody sees them, and they drive terminals and break tables. No export has one.

/// A file of text without control characters but line ends and tabs; in JSON, without those that it writes as `\u0007`, `\b` or `\f`.
pub(super) fn without_controls(bytes: Vec<u8>, is_json: bool) -> Vec<u8> {
    let is_control = |byte: &u8| *byte == 0x7f || *byte < 0x20 && !matches!(byte, b'\n' | b'\r' | b'\t');
    let has_escape = || {
        is_json && memchr::memmem::find_iter(&bytes, b"\\").any(|at| escape_len(bytes.get(at..).unwrap_or_default()).is_some())
    };
    if !bytes.iter().any(is_control) && !has_escape() {
        return bytes;
    }
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        at += match (escape_len(rest).filter(|_| is_json), rest) {
            (Some(len), _) => len,
            // An escaped backslash is no beginning of another escape.
            (None, [b'\\', next, ..]) if is_json => {
                out.extend([b'\\', *next]);
                2
            }
            (None, [byte, ..]) => {
                out.extend(Some(*byte).filter(|byte| !is_control(byte)));
                1
            }
            (None, []) => 1,
        };
    }
    out
}

/// The length of the escape of a control character at the start of a text.
fn escape_len(text: &[u8]) -> Option<usize> {
    match text {
        [b'\\', b'b' | b'f', ..] => Some(2),
        [b'\\', b'u', b'0', b'0', b'0' | b'1', _, ..] => Some(6),
        [b'\\', b'u', b'0', b'0', b'7', b'f' | b'F', ..] => Some(6),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::without_controls;

    #[test]
    fn only_control_characters_go() {
        let clean = |text: &str, is_json: bool| String::from_utf8(without_controls(text.into(), is_json)).unwrap();
        assert_eq!(clean("a\u{7}b\r\n\tc\u{7f}\u{1b}", false), "ab\r\n\tc");
        assert_eq!(clean(r#"{"a":"x\u0007y\bz\n\t\"\\u0007\\b"}"#, true), r#"{"a":"xyz\n\t\"\\u0007\\b"}"#);
        assert_eq!(clean("é\u{a0}", true), "é\u{a0}");
    }
}
