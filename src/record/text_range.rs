//! A stretch of one text, in bytes.

use std::fmt;
use std::ops::Range;

/// A range of bytes of one text, end excluded. It never runs backwards.
///
/// A range belongs to the text that it was made for. [`TextRange::of`] checks it against that text; [`TextRange::new`] is for places that
/// a scan of the text has just found. [`TextRange::slice`] cannot panic: of any other text it gives nothing, or as much as there is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct TextRange {
    start: u32,
    end: u32,
}

impl TextRange {
    /// Returns the range from `start` to `end`; an empty one at `start` where `end` comes before it.
    pub fn new(start: usize, end: usize) -> TextRange {
        let start = small(start);
        TextRange { start, end: small(end).max(start) }
    }

    /// Returns an empty range.
    pub fn empty(at: usize) -> TextRange {
        TextRange::new(at, at)
    }

    /// Returns the range from `start` to `end` where it is one of `text`: in order, inside it, and not through a character.
    pub fn of(text: &str, start: usize, end: usize) -> Option<TextRange> {
        let fits = u32::try_from(end).is_ok() && text.get(start..end).is_some();
        fits.then(|| TextRange::new(start, end))
    }

    /// Returns the range of `text` that `part`, a slice of it, covers; `None` where it is no slice of it.
    pub fn of_part(text: &str, part: &str) -> Option<TextRange> {
        let start = (part.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
        TextRange::of(text, start, start.checked_add(part.len())?)
    }

    /// Returns the first byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// Returns the byte after the last.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Returns how many bytes it covers.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Returns its words in its own text; nothing where it is not a range of `text`.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// Returns its bytes in its own text.
    pub fn bytes(self, text: &str) -> &[u8] {
        text.as_bytes().get(self.range()).unwrap_or(&[])
    }

    /// Returns it as a range of the standard library.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Returns it as far as `by` bytes later: the range of a part of a text as one of the whole, in which the part begins there.
    pub fn shift(self, by: usize) -> TextRange {
        TextRange::new(self.start() + by, self.end() + by)
    }

    /// Whether a byte is in it.
    pub fn contains_at(self, at: usize) -> bool {
        self.range().contains(&at)
    }

    /// Whether `other` is inside it.
    pub fn contains(self, other: TextRange) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Returns the range from here to the end of `other`.
    pub fn to(self, other: TextRange) -> TextRange {
        TextRange { start: self.start, end: other.end.max(self.start) }
    }

    /// Returns the range that begins at `start`, no further than where this one ends.
    pub fn from(self, start: usize) -> TextRange {
        TextRange::new(start.min(self.end()), self.end())
    }

    /// Returns the range that ends at `end`, not before this one begins.
    pub fn until(self, end: usize) -> TextRange {
        TextRange::new(self.start(), end)
    }

    /// Returns the range without the blanks of ASCII at its ends.
    pub fn trimmed(self, text: &str) -> TextRange {
        let bytes = self.bytes(text);
        let blank = |b: &&u8| b.is_ascii_whitespace();
        let start = self.start() + bytes.iter().take_while(blank).count();
        if start >= self.end() {
            return TextRange::empty(self.start() + bytes.len());
        }
        TextRange::new(start, self.end() - bytes.iter().rev().take_while(blank).count())
    }
}

impl fmt::Debug for TextRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// Texts past 128 MiB are refused by `source`, so that nothing is cut here.
fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::TextRange;

    #[test]
    fn a_range_is_checked_against_its_text() {
        let text = "Zürich";
        assert_eq!(TextRange::of(text, 1, 3).map(|r| r.slice(text)), Some("ü"));
        assert_eq!(TextRange::of(text, 1, 2), None, "through a character");
        assert_eq!(TextRange::of(text, 0, 8), None, "past the end");
        #[expect(clippy::reversed_empty_ranges, reason = "what is refused")]
        let backwards = 3..1;
        assert_eq!(TextRange::of(text, backwards.start, backwards.end), None, "backwards");
    }

    #[test]
    fn a_part_knows_where_it_is() {
        let text = String::from("Ann Lee, Bob Ray");
        let bob = text.split(", ").nth(1).unwrap();
        assert_eq!(TextRange::of_part(&text, bob), Some(TextRange::new(9, 16)));
        assert_eq!(TextRange::of_part(&text, &String::from("Bob Ray")), None);
    }

    #[test]
    fn a_range_never_runs_backwards() {
        assert!(TextRange::new(5, 3).is_empty());
        assert_eq!(TextRange::new(2, 9).until(1), TextRange::empty(2));
        assert_eq!(TextRange::new(2, 9).from(12), TextRange::empty(9));
        assert_eq!(TextRange::new(4, 6).to(TextRange::new(0, 2)), TextRange::empty(4));
    }

    #[test]
    fn blanks_are_left_out() {
        let text = "a  b \n";
        assert_eq!(TextRange::new(1, 6).trimmed(text).slice(text), "b");
        assert!(TextRange::new(1, 3).trimmed(text).is_empty());
    }

    proptest! {
        /// No text and no numbers make a slice panic, and what it gives is a part of the text.
        #[test]
        fn slicing_never_panics(text in "\\PC{0,30}", a in 0usize..60, b in 0usize..60) {
            let range = TextRange::new(a, b);
            prop_assert!(text.contains(range.slice(&text)));
            prop_assert!(range.bytes(&text).len() <= text.len());
            prop_assert!(range.contains(range.trimmed(&text)) || range.trimmed(&text).is_empty());
            if let Some(checked) = TextRange::of(&text, a, b) {
                prop_assert_eq!(checked.slice(&text).len(), checked.len());
                prop_assert_eq!(TextRange::of_part(&text, checked.slice(&text)), Some(checked));
            }
        }
    }
}
