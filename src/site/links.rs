//! The site as texts see it: addresses, earlier anchors, tables of datasets.

use super::address::Addresses;
use super::former::{DocumentAnchors, key_of};
use crate::chart::{chart_kind, draw, figures, totals};
use crate::locale::Speech;
use crate::record::{Dataset, Document, Table, Target};
use crate::text::{EmbeddedTable, FormerAnchors, LinkResolver};

/// The links of one language of a site.
#[derive(Debug, Clone, Copy)]
pub struct SiteLinks<'a> {
    addresses: Addresses<'a>,
    former: &'a DocumentAnchors,
}

impl<'a> SiteLinks<'a> {
    /// Links with these addresses, and the earlier anchors of each document.
    pub fn new(addresses: Addresses<'a>, former: &'a DocumentAnchors) -> Self {
        SiteLinks { addresses, former }
    }
}

impl LinkResolver for SiteLinks<'_> {
    fn address(&self, target: &Target) -> String {
        self.addresses.target(target)
    }

    fn former_anchors(&self, document: &Document) -> Option<&FormerAnchors> {
        self.former.get(&key_of(document)).map(|anchors| &anchors.beside)
    }

    fn embedded_table(&self, dataset: &Dataset, table: &Table, id: &str, words: Speech<'_>) -> EmbeddedTable {
        let mut drawn = figures(words, dataset, table);
        drawn.id = format!("{}-{id}", drawn.id);
        let drawing = chart_kind(table).map(|kind| draw(kind, &drawn, words)).unwrap_or_default();
        let has_wrong_totals = totals(table, words).is_some_and(|t| !t.wrong.is_empty());
        EmbeddedTable { svg: drawing.svg, summary: drawing.summary, note: drawing.note, has_wrong_totals }
    }
}
