//! The earlier versions of a document, as its own page and the pages of changes list them.

use super::LanguageSite;
use super::common::VersionLine;
use crate::record::{Change, Document, is_blanked};
use crate::site::document_pages::{compare_path, version_page_path as path};
use crate::site::page_ids::{VersionPageId as Id, VersionedDocument};

/// The earlier versions of a document, newest first, each with the comparison with the text as it stands.
pub(super) fn lines(site: &LanguageSite<'_>, of: VersionedDocument) -> Vec<VersionLine> {
    let record = site.record;
    let count = u32::try_from(of.versions(record).len()).unwrap_or(u32::MAX);
    (0..count)
        .rev()
        .map(|n| VersionLine {
            number: of.number(record, n),
            id: of.versions(record).get(n as usize).map(|version| version_id(site, version.document())).unwrap_or_default(),
            href: site.addresses.folder(&path(site, &Id::Version(of, n))),
            until: LanguageSite::iso(of.since(record, n + 1)),
            compare: site.addresses.folder(&compare_path(record, of, n, count)),
        })
        .collect()
}

/// What a citation calls a text as it is: the first digits of the BLAKE3 hash of the text as this edition shows it. A version that is kept has
/// the one that it was cited by.
pub(super) fn version_id(site: &LanguageSite<'_>, document: &Document) -> String {
    blake3::hash(shown_text(site, document).as_bytes()).to_hex().get(..8).unwrap_or_default().to_owned()
}

/// A text without what is left of its withheld words, so that nobody can work out from its hash how long they are.
fn shown_text(site: &LanguageSite<'_>, document: &Document) -> String {
    let text = site.sources.slice(document.body);
    let start = document.body.start as usize;
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for secret in document.withheld.iter().map(|w| w.secret.range()) {
        let Some(range) = secret.start.checked_sub(start).zip(secret.end.checked_sub(start)) else { continue };
        if text.get(range.0..range.1).is_some_and(is_blanked) {
            out.push_str(text.get(at..range.0).unwrap_or(""));
            at = range.1;
        }
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

/// Where a change can be seen: the version that it made, compared with the one before it; empty where neither is kept.
pub(super) fn comparison_of(site: &LanguageSite<'_>, of: VersionedDocument, change: &Change) -> String {
    let record = site.record;
    let count = u32::try_from(of.versions(record).len()).unwrap_or(u32::MAX);
    let made = (1..=count).find(|n| of.made_by(record, *n).contains(&change));
    made.map(|n| site.addresses.folder(&compare_path(record, of, n - 1, n))).unwrap_or_default()
}
