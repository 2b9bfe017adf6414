//! The text of minutes becomes a [`Meeting`]: sections, paragraphs, attendance, decisions, actions.
//!
//! Structure adds and is never demanded: minutes that match nothing still come out as one section of
//! prose. The blocks and headings together stand for every byte of the text that is not blank.

use crate::diag::Diagnostic;
use crate::record::{BodyIx, Date, Document, Hours, Meeting, Paper, Site, Span};

/// One file of minutes, its front matter already read.
#[derive(Debug, Clone)]
pub struct Input<'a> {
    /// The path of the file, for its date.
    pub path: &'a str,
    /// The whole text of the file; spans count from its start.
    pub text: &'a str,
    /// The keys that every document has; `body` is where the Markdown stands. The title is empty where none was given.
    pub document: Document,
    /// The keys that only minutes have.
    pub front: Front,
    /// The body that met.
    pub body: BodyIx,
    /// The site's settings: vocabulary, order of dates.
    pub site: &'a Site,
}

/// The keys of front matter that only minutes have.
#[derive(Debug, Clone, Default)]
pub struct Front {
    /// `date`.
    pub date: Option<(Date, Span)>,
    /// `key`.
    pub key: Option<Box<str>>,
    /// `hours`.
    pub hours: Option<Hours>,
    /// `venue`.
    pub venue: Option<Box<str>>,
    /// `cancelled`.
    pub cancelled: bool,
    /// `papers`, and the other files beside `index.md`.
    pub papers: Vec<Paper>,
}

/// Reads one file of minutes: one meeting, or several where the file has several dated headings.
pub fn minutes(input: Input<'_>) -> (Vec<Meeting>, Vec<Diagnostic>) {
    let _ = input;
    (Vec::new(), Vec::new())
}
