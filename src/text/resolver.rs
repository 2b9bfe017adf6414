//! The site as a text sees it.

use std::collections::BTreeMap;

use crate::html::Html;
use crate::locale::Speech;
use crate::record::{Dataset, Document, Table, Target};

/// Anchors that a page had before, by the anchor that stands for them now.
pub type FormerAnchors = BTreeMap<Box<str>, Vec<Box<str>>>;

/// Everything that a text asks of the site it is shown on. A text knows no addresses and draws no charts.
pub trait LinkResolver: Send + Sync {
    /// Returns the address of a target, below the site; empty for one that is not published.
    fn address(&self, target: &Target) -> String;

    /// Returns the anchors that the page of a document had before and keeps.
    fn former_anchors(&self, document: &Document) -> Option<&FormerAnchors>;

    /// Returns a table of a dataset for a text that embeds it; `id` tells two drawings of one page apart.
    fn embedded_table(&self, dataset: &Dataset, table: &Table, id: &str, words: Speech<'_>) -> EmbeddedTable;
}

/// A table of a dataset, drawn for a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EmbeddedTable {
    /// An `svg` element; empty where nothing is drawn.
    pub svg: Html,
    /// A sentence that says what the drawing shows; or empty.
    pub summary: String,
    /// The way it is drawn, where that needs a word.
    pub note: Option<String>,
    /// Some total is not the sum of its parts.
    pub has_wrong_totals: bool,
}
