//! The original that minutes were imported from, and the places in it that their passages come from.

use super::span::{FileId, Span};

/// The original of imported minutes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Provenance {
    /// The file, where its author publishes it.
    pub published: Option<FileId>,
    /// The passages whose place in it is known, in the order of the minutes.
    pub passages: Vec<PassageOrigin>,
}

/// The place in an original that a passage comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassageOrigin {
    /// The anchor of the passage.
    pub anchor: Box<str>,
    /// The words of the passage today.
    pub span: Span,
    /// The page of the original, where it has pages.
    pub page: Option<u32>,
    /// The words are others than those that were imported.
    pub is_edited: bool,
}

impl Provenance {
    /// Returns the page of the published original that a passage comes from.
    pub fn page_of(&self, anchor: &str) -> Option<u32> {
        self.published?;
        self.passages.iter().find(|passage| *passage.anchor == *anchor)?.page
    }
}
