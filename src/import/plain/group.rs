//! Lines of a text that were put together.

use super::line::TextLine;

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

    /// Returns the last of them.
    pub(super) fn last(&self) -> Option<&TextLine<'_>> {
        self.lines.last().copied()
    }
}
