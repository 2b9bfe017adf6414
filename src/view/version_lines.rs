//! The earlier versions of a document, as its own page and the pages of changes list them.

use super::LanguageSite;
use super::common::VersionLine;
use crate::record::Change;
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
            href: site.addresses.folder(&path(site, &Id::Version(of, n))),
            until: LanguageSite::iso(of.since(record, n + 1)),
            compare: site.addresses.folder(&compare_path(record, of, n, count)),
        })
        .collect()
}

/// Where a change can be seen: the version that it made, compared with the one before it; empty where neither is kept.
pub(super) fn comparison_of(site: &LanguageSite<'_>, of: VersionedDocument, change: &Change) -> String {
    let record = site.record;
    let count = u32::try_from(of.versions(record).len()).unwrap_or(u32::MAX);
    let made = (1..=count).find(|n| of.made_by(record, *n).contains(&change));
    made.map(|n| site.addresses.folder(&compare_path(record, of, n - 1, n))).unwrap_or_default()
}
