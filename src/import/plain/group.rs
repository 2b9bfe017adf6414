//! Lines of a text that were put together.

use super::line::TextLine;

/// A heading has at most so many lines.
const HEADING_LINES: usize = 3;

/// A heading has at most so many words.
const HEADING_WORDS: usize = 24;

/// Lines that belong together.
pub(super) struct LineGroup<'l> {
    pub(super) lines: Vec<&'l TextLine<'l>>,
    /// They are one paragraph that was wrapped; else each line ends where its author ended it.
    pub(super) is_prose: bool,
}

impl LineGroup<'_> {
    /// Returns the first of them.
    pub(super) fn first(&self) -> Option<&TextLine<'_>> {
        self.lines.first().copied()
    }

    /// Whether they are a heading: in large letters, and short.
    pub(super) fn is_heading(&self) -> bool {
        let words = self.lines.iter().map(|line| line.text.split_whitespace().count()).sum::<usize>();
        self.lines.iter().all(|line| line.is_large) && self.lines.len() <= HEADING_LINES && words <= HEADING_WORDS
    }

    /// Returns how many signs at the beginning of a wrapped paragraph are bold.
    pub(super) fn bold_signs(&self) -> usize {
        let mut out = 0;
        for (n, line) in self.lines.iter().enumerate() {
            out += line.bold_of_words(n == 0);
            if !line.is_bold() {
                break;
            }
        }
        out
    }

    /// Returns the last of them.
    pub(super) fn last(&self) -> Option<&TextLine<'_>> {
        self.lines.last().copied()
    }
}
