//! The numbers authors give to agenda items and paragraphs: `2`, `2.1`, `3.4.2`, `2.2A`, `173/20`.
//!
//! A number is the author's: nothing here renumbers. It is kept as written and is the anchor.

use std::cmp::Ordering;
use std::fmt;

/// The number of an agenda item or of a paragraph, as written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Number(Box<str>);

impl Number {
    /// The number `text` is, if it is one: digits, then groups of digits after `.` or `/`, then at most one capital.
    pub fn parse(text: &str) -> Option<Number> {
        let body = text.strip_suffix(|c: char| c.is_ascii_uppercase()).unwrap_or(text);
        let ok = !body.is_empty()
            && body.len() <= 16
            && body.split(['.', '/']).all(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()));
        ok.then(|| Number(text.into()))
    }

    /// As written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As an anchor of a page: `/` becomes `-`, which a fragment carries without escapes.
    pub fn anchor(&self) -> String {
        self.0.replace('/', "-")
    }

    /// The groups of digits, as numbers: `2.10` is `[2, 10]`.
    pub fn groups(&self) -> Vec<u32> {
        self.each_group().collect()
    }

    fn each_group(&self) -> impl Iterator<Item = u32> {
        self.0.trim_end_matches(|c: char| c.is_ascii_uppercase()).split(['.', '/']).map(|p| p.parse().unwrap_or(u32::MAX))
    }

    /// The item a paragraph number belongs to: `2` of `2.1`.
    pub fn item(&self) -> Option<u32> {
        self.each_group().next()
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `2.9` before `2.10`; `2.2` before `2.2A`.
impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        self.each_group().cmp(other.each_group()).then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_sort_as_people_count() {
        let mut all: Vec<Number> = ["2.10", "2.2A", "2.2", "10", "2", "2.1"].iter().filter_map(|t| Number::parse(t)).collect();
        all.sort();
        let shown: Vec<&str> = all.iter().map(Number::as_str).collect();
        assert_eq!(shown, ["2", "2.1", "2.2", "2.2A", "2.10", "10"]);
    }

    #[test]
    fn what_is_no_number() {
        for text in ["", ".", "2.", "a", "2..1", "2.1a", "1.2AB"] {
            assert_eq!(Number::parse(text), None, "{text}");
        }
    }
}
