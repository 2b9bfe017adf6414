//! What is asked of an import, and what it gives.

use super::report::ImportFileReport;
use super::sniff::SourceFormat;
use crate::record::{Day, Site};

/// What is known of minutes besides the file.
#[derive(Debug, Clone)]
pub struct ImportOptions<'a> {
    /// The day of the meeting, where the file does not say it.
    pub date: Option<Day>,
    /// The language of the minutes.
    pub lang: Option<&'a str>,
    /// The settings of the site.
    pub site: &'a Site,
}

/// A file, imported.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedFile {
    /// Its format.
    pub format: SourceFormat,
    /// The Markdown: one file for each meeting; none where it could not be imported.
    pub texts: Vec<ImportedText>,
    /// It has words that are not in its text: comments, hidden text, deletions that were tracked.
    pub has_unseen_words: bool,
    /// What there is to say of it.
    pub report: ImportFileReport,
}

/// The Markdown of a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedText {
    /// The name of the file, without its ending: the day.
    pub name: String,
    /// Words that tell it from another meeting of that day.
    pub suffix: String,
    /// The Markdown.
    pub text: String,
    /// The places of its passages in the original, as the file of origins has them.
    pub origins: String,
}
