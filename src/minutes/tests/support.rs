//! What the tests share: reading a text as minutes.

use crate::diag::Diagnostic;
use crate::minutes::{Front, Input, minutes};
use crate::record::{BodyIx, Document, FileId, Meeting, Site, Span};

/// A document of which only the text is known.
pub(crate) fn document(text: &str, start: usize) -> Document {
    Document::bare("", Span::new(FileId(0), start, text.len()))
}

/// Where the Markdown begins after front matter and a byte order mark.
pub(crate) fn body_start(text: &str) -> usize {
    let bom = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let rest = &text[bom..];
    for mark in ["+++", "---"] {
        if rest.starts_with(mark)
            && let Some(n) = rest[3..].find(&format!("\n{mark}"))
        {
            let after = bom + 3 + n + 4;
            return text[after..].find('\n').map_or(text.len(), |i| after + i + 1);
        }
    }
    bom
}

pub(crate) fn read_with(path: &str, text: &str, site: &Site, front: Front) -> (Vec<Meeting>, Vec<Diagnostic>) {
    minutes(Input {
        path,
        text,
        document: document(text, body_start(text)),
        front,
        body: BodyIx(0),
        site,
        source: super::super::DaySource::default(),
    })
}

pub(crate) fn read(path: &str, text: &str) -> (Vec<Meeting>, Vec<Diagnostic>) {
    read_with(path, text, &Site::default(), Front::default())
}
