//! Earlier versions of minutes and reports: each has a page of its own, and any two are compared paragraph by paragraph.
//!
//! The text as it stands now is the last version; it has no page here but the document's own.

mod compared;

use serde::Serialize;

use super::common::{DocumentView, VersionLine};
use super::meeting::{SectionView, attendance_tables};
use super::{Head, LanguageSite, Link, NamedTable, Sink, View};
use crate::html::Html;
use crate::record::{Change, VersionText, is_same_language};
use crate::site::document_pages::{compare_path, version_page_path as path};
use crate::site::page_ids::{VersionPageId as Id, VersionedDocument};

impl VersionedDocument {
    fn title(self, site: &LanguageSite<'_>) -> String {
        match self {
            VersionedDocument::Meeting(ix) => site.meeting_title(ix),
            VersionedDocument::Report(ix) => site.title(&site.record.reports[ix.ix()].document).0,
        }
    }

    /// The way to it, itself included.
    fn way(self, site: &LanguageSite<'_>) -> Vec<Link> {
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

/// The page of an earlier version.
#[derive(Debug, Serialize)]
struct VersionView {
    /// What it is a version of, as it stands now.
    now: Link,
    number: u32,
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

/// The head of a page about a version: its canonical address is that of the text as it stands.
fn head(site: &LanguageSite<'_>, of: VersionedDocument, path: &str, kind: &'static str, title: String) -> Head {
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
