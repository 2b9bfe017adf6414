//! A text around the words that were found, as the search page shows it.

use std::ops::Range;

/// Texts of up to this many characters are shown whole.
const WHOLE: usize = 320;
/// Characters shown of a longer one.
const LENGTH: usize = 280;
/// Characters shown before the first mark.
const BEFORE: usize = 90;

/// A run of an excerpt: words that were found, or what stands between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part<'a> {
    /// The words.
    pub text: &'a str,
    /// Whether they were found.
    pub marked: bool,
}

/// A text around the first mark, with every mark in it. `marks` are bytes of the text, in order.
pub fn excerpt<'a>(text: &'a str, marks: &[Range<usize>]) -> Vec<Part<'a>> {
    let plain = |text| Part { text, marked: false };
    let (mut from, mut to) = (0, text.len());
    if text.chars().nth(WHOLE).is_some() {
        let first = marks.first().map_or(0, |m| m.start);
        from = back(text, first, BEFORE);
        if from > 0 {
            // Begins with a whole word; scripts without spaces begin where they may.
            from = text.get(from..first).and_then(|t| t.find(' ')).map_or(from, |n| from + n + 1);
        }
        to = text.get(from..).and_then(|t| t.char_indices().nth(LENGTH)).map_or(text.len(), |(n, _)| from + n);
        if to < text.len() {
            to = text.get(from..to).and_then(|t| t.rfind(' ')).map_or(to, |n| from + n);
        }
    }
    let mut parts = Vec::new();
    if from > 0 {
        parts.push(plain("… "));
    }
    let mut at = from;
    for mark in marks.iter().filter(|m| m.start >= from && m.end <= to) {
        if mark.start < at {
            continue;
        }
        let (Some(before), Some(found)) = (text.get(at..mark.start), text.get(mark.clone())) else { continue };
        if !before.is_empty() {
            parts.push(plain(before));
        }
        parts.push(Part { text: found, marked: true });
        at = mark.end;
    }
    if let Some(rest) = text.get(at..to).filter(|r| !r.is_empty()) {
        parts.push(plain(rest));
    }
    if to < text.len() {
        parts.push(plain(" …"));
    }
    parts
}

/// The byte some characters before another.
fn back(text: &str, at: usize, characters: usize) -> usize {
    text.get(..at).and_then(|t| t.char_indices().rev().nth(characters)).map_or(0, |(n, _)| n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn around_the_first_mark() {
        let text = format!("{} found here {}", "before ".repeat(40), "after ".repeat(60));
        let at = text.find("found").unwrap();
        let mark = at..at + 5;
        let parts = excerpt(&text, std::slice::from_ref(&mark));
        assert_eq!(parts.iter().filter(|p| p.marked).map(|p| p.text).collect::<Vec<_>>(), ["found"]);
        assert_eq!((parts[0].text, parts.last().unwrap().text), ("… ", " …"));
        let shown: usize = parts.iter().map(|p| p.text.len()).sum();
        assert!(shown < LENGTH + 10, "{shown}");
        assert_eq!(excerpt("short", &[]), [Part { text: "short", marked: false }]);
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,700}", a in 0usize..900, b in 0usize..30) {
            let _ = excerpt(&text, &[a..a + b, a + 1..a + 2]);
        }
    }
}
