//! The documents of the parts of a record.

use crate::parse::Parts;
use crate::record::{Document, Version};

/// Returns every document there is, earlier versions among them.
pub(super) fn documents(parts: &Parts) -> impl Iterator<Item = &Document> {
    let bodies = parts.bodies.iter().filter_map(|b| b.document.as_ref());
    let meetings =
        parts.meetings.iter().flat_map(|m| std::iter::once(&m.document).chain(m.versions.iter().map(Version::document)));
    let reports = parts.reports.iter().flat_map(|r| std::iter::once(&r.document).chain(r.versions.iter().map(Version::document)));
    let others = parts.lists.iter().map(|l| &l.document).chain(parts.datasets.iter().map(|d| &d.document));
    bodies.chain(meetings).chain(reports).chain(others).chain(parts.pages.iter().map(|p| &p.document))
}
