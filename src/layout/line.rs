//! Lines of a text, and the blanks around words.

use crate::record::TextRange;
/// What stands for each byte of a comment in the text that is read. It is white space, and nothing that parts columns or words as blanks and
/// tabs do: `Ann <!-- our chair --> Lee` is one name.
pub(crate) const COMMENT_FILL: u8 = b'\x0c';

/// Returns the place of the first byte between `from` and `to` that is not blank.
pub(crate) fn skip_blanks(text: &str, from: usize, to: usize) -> usize {
    text.as_bytes().get(from..to).map_or(from, |part| from + part.iter().take_while(|b| b.is_ascii_whitespace()).count())
}

/// Returns the end of the last byte between `from` and `to` that is not blank.
pub(crate) fn trim_end(text: &str, from: usize, to: usize) -> usize {
    text.as_bytes().get(from..to).map_or(from, |part| to - part.iter().rev().take_while(|b| b.is_ascii_whitespace()).count())
}

/// Returns the lines of a range, each without its break and the blanks around it; blank ones left out.
pub(crate) fn lines(text: &str, from: usize, to: usize) -> impl Iterator<Item = TextRange> + '_ {
    let mut pos = from;
    std::iter::from_fn(move || {
        while pos < to {
            let rest = text.as_bytes().get(pos..to)?;
            let len = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
            let (start, end) = (pos, pos + len);
            pos = end + 1;
            let start = skip_blanks(text, start, end);
            let end = trim_end(text, start, end);
            if start < end {
                return Some(TextRange::new(start, end));
            }
        }
        None
    })
}
