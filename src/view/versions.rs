//! Earlier versions of minutes and reports: each has a page of its own, and any two are compared paragraph by paragraph.
//!
//! The text as it stands now is the last version; it has no page here but the document's own.

mod compared;
mod head;

use serde::Serialize;

use super::common::DocumentView;
use super::meeting::{SectionView, attendance_tables};
use super::{LanguageSite, Link, NamedTable, Sink, View};
use crate::html::Html;
use crate::record::VersionText;
use crate::site::document_pages::{compare_path, version_page_path as path};
use crate::site::page_ids::{VersionPageId as Id, VersionedDocument};
use head::head;

/// The page of an earlier version.
#[derive(Debug, Serialize)]
struct VersionView {
    /// What it is a version of, as it stands now.
    now: Link,
    number: u32,
    /// What citations call it.
    id: String,
    /// ISO 8601, or empty.
    since: String,
    /// When it was replaced: ISO 8601, or empty.
    until: String,
    /// Why, as the next version says.
    why: String,
    document: DocumentView,
    /// The text of minutes.
    sections: Vec<SectionView>,
    /// The text of a report, as HTML.
    text: Html,
    /// Comparisons with the others.
    comparisons: Vec<Compared>,
}

impl View for VersionView {
    fn tables(&self) -> Vec<NamedTable<'_>> {
        attendance_tables(&self.sections)
    }
}

/// A comparison with another version.
#[derive(Debug, Serialize)]
struct Compared {
    number: u32,
    /// It is compared with the text as it stands.
    current: bool,
    href: String,
}

/// Makes a page.
pub fn show<S: Sink>(id: &Id, site: &LanguageSite<'_>, sink: &mut S) {
    match id {
        Id::Version(of, n) => version(site, *of, *n, sink),
        Id::Compare(of, a, b) => compared::show(site, *of, *a, *b, path(site, id), sink),
    }
}

fn version<S: Sink>(site: &LanguageSite<'_>, of: VersionedDocument, place: u32, sink: &mut S) {
    let record = site.record;
    let Some(version) = of.versions(record).get(place as usize) else { return };
    let path = path(site, &Id::Version(of, place));
    let document = version.document();
    let head = head(
        site,
        of,
        &path,
        "version",
        site.say_with("version_title", &[("title", &of.title(site)), ("number", &version.number.to_string())]),
    );
    let root = site.addresses.root(&path);
    let (sections, text) = match &version.text {
        VersionText::Minutes(meeting) => (super::meeting::sections_of(site, meeting, &root), Html::default()),
        VersionText::Report(document) => (Vec::new(), site.prose.document(document, &root).html),
    };
    let made = of.made_by(record, place + 1);
    let count = u32::try_from(of.versions(record).len()).unwrap_or(u32::MAX);
    let others = (0..=count).filter(|n| *n != place);
    let view = VersionView {
        now: of.way(site).pop().unwrap_or_else(|| Link::new("", "")),
        number: version.number,
        id: super::version_lines::version_id(site, document),
        since: LanguageSite::iso(of.since(record, place)),
        until: LanguageSite::iso(of.since(record, place + 1)),
        why: made.iter().map(|c| &*c.note).collect::<Vec<_>>().join(" "),
        document: DocumentView { changes: Vec::new(), versions: Vec::new(), ..site.document(document, &root) },
        sections,
        text,
        comparisons: others
            .map(|n| Compared {
                number: of.number(record, n),
                current: n == count,
                href: site.addresses.folder(&compare_path(record, of, place.min(n), place.max(n))),
            })
            .collect(),
    };
    sink.page("version.html", &head, &view);
}
