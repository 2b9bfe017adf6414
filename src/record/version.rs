//! Earlier versions of a text, kept as they were.

use super::document::Document;
use super::meeting::Meeting;

/// A text as it stood before it was amended: `2012-04-17.v1.md` beside `2012-04-17.md`.
#[derive(Debug, Clone)]
pub struct Version {
    /// 1 for the first.
    pub number: u32,
    /// What it said.
    pub text: VersionText,
}

/// The text of a version.
#[derive(Debug, Clone)]
pub enum VersionText {
    /// Minutes: never part of the record beyond their own page.
    Minutes(Box<Meeting>),
    /// A report.
    Report(Box<Document>),
}

impl Version {
    /// Its document.
    pub fn document(&self) -> &Document {
        match &self.text {
            VersionText::Minutes(meeting) => &meeting.document,
            VersionText::Report(document) => document,
        }
    }

    /// Its document, to be changed.
    pub fn document_mut(&mut self) -> &mut Document {
        match &mut self.text {
            VersionText::Minutes(meeting) => &mut meeting.document,
            VersionText::Report(document) => document,
        }
    }
}
