//! The Markdown of the record becomes safe HTML, or plain text. It knows references, redactions and
//! editorial notes, and nothing of pages.

use crate::record::{Document, Record, Span};
use crate::source::Sources;
use crate::view::Addresses;

/// Turns Markdown into HTML for one record. Shared by all threads.
pub struct Prose<'a> {
    /// What references resolve in.
    pub record: &'a Record,
    /// The texts.
    pub sources: &'a Sources,
    /// Where things stand.
    pub addresses: Addresses<'a>,
}

/// A whole document as HTML.
#[derive(Debug, Clone, Default)]
pub struct Article {
    /// Block-level HTML.
    pub html: String,
    /// Its headings, for a table of contents: anchor, text (HTML), level.
    pub contents: Vec<(String, String, u8)>,
}

impl<'a> Prose<'a> {
    /// For a record.
    pub fn new(record: &'a Record, sources: &'a Sources, addresses: Addresses<'a>) -> Self {
        Prose { record, sources, addresses }
    }

    /// A run of a document's Markdown as block-level HTML. `root` is the way from the page to the top of the site (`../../`).
    pub fn block(&self, document: &Document, span: Span, root: &str) -> String {
        let _ = (document, root);
        self.sources.slice(span).to_owned()
    }

    /// A line of Markdown (a title, a note) as inline HTML, with the references of `document` where it has one.
    pub fn inline(&self, document: Option<&Document>, markdown: &str, root: &str) -> String {
        let _ = (document, root);
        markdown.to_owned()
    }

    /// A whole document.
    pub fn document(&self, document: &Document, root: &str) -> Article {
        Article { html: self.block(document, document.body, root), contents: Vec::new() }
    }
}

/// Markdown as plain text: the words a reader sees, in their order, blocks apart by a line end.
pub fn plain(markdown: &str) -> String {
    markdown.to_owned()
}
