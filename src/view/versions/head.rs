//! The head of a page about a version.

use crate::record::is_same_language;
use crate::site::page_ids::VersionedDocument;
use crate::view::{Head, LanguageSite, Link};

impl VersionedDocument {
    pub(super) fn title(self, site: &LanguageSite<'_>) -> String {
        match self {
            VersionedDocument::Meeting(ix) => site.meeting_title(ix),
            VersionedDocument::Report(ix) => site.title(&site.record.reports[ix.ix()].document).0,
        }
    }

    /// The way to it, itself included.
    pub(super) fn way(self, site: &LanguageSite<'_>) -> Vec<Link> {
        let (body, href) = match self {
            VersionedDocument::Meeting(ix) => (Some(site.record.meetings[ix.ix()].body), site.addresses.meeting(ix)),
            VersionedDocument::Report(ix) => (site.record.reports[ix.ix()].body, site.addresses.report(ix)),
        };
        let mut way = body.map(|b| site.way_to(b)).unwrap_or_default();
        let lang = self.document(site.record, u32::MAX).map(|d| site.title(d).1).unwrap_or_default();
        way.push(Link::new(self.title(site), href).in_language(&lang));
        way
    }
}

/// The head of a page about a version: its canonical address is that of the text as it stands.
pub(super) fn head(site: &LanguageSite<'_>, of: VersionedDocument, path: &str, kind: &'static str, title: String) -> Head {
    let record = site.record;
    let mut head = site.head(path, kind, title, String::new(), of.way(site));
    let document = record.document_of(&of.target());
    if let Some(document) = document {
        // An earlier version is never translated: its words are in the language that the text had first.
        head.record_lang = site.own_text_language(document).to_owned();
        head.untranslated = head.record_lang.clone();
        if is_same_language(&head.untranslated, site.lang) {
            head.untranslated.clear();
        }
    }
    let body = match of {
        VersionedDocument::Meeting(ix) => Some(record.meetings[ix.ix()].body),
        VersionedDocument::Report(ix) => record.reports[ix.ix()].body,
    };
    head.illustrative = document.is_some_and(|d| d.illustrative) || body.is_some_and(|b| record.bodies[b.ix()].illustrative);
    let settings = &record.site;
    head.canonical = (!settings.base_url.is_empty()).then(|| format!("{}{}/", settings.base_url, of.path(record)));
    head
}
