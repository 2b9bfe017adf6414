//! What was published, agreed, amended or withdrawn, and when: of everything, the newest first.
//!
//! It is the sum of what the documents say of themselves; nothing is remembered from one build to the next.

use serde::Serialize;

use super::common::CountLink;
use super::version_lines::comparison_of;
use super::{Head, LanguageSite, Link, View};
use crate::record::Target;
use crate::site::news::{News, NewsKind};
use crate::site::page_ids::VersionedDocument;
use crate::site::registers::{all_news, changes_path as path, cut_changes as cut};
use crate::site::slice::{LIMIT, Slice, parts};

/// A page of changes.
#[derive(Debug, Clone, Serialize)]
pub struct ChangesView {
    /// The year or month it is of, ISO 8601, or empty.
    pub period: String,
    /// All that the page is of are shown; else the newest.
    pub complete: bool,
    /// How many there are.
    pub total: usize,
    /// Newest first.
    pub days: Vec<DayOfChanges>,
    /// The years or months it is cut into.
    pub parts: Vec<CountLink>,
}

impl View for ChangesView {}

/// What happened on one day, or in a month or year of which no more is known.
#[derive(Debug, Clone, Serialize)]
pub struct DayOfChanges {
    /// ISO 8601, as exact as is known.
    pub date: String,
    /// The site as it stood on that day, where it is kept; or empty.
    pub stood: String,
    /// In the order of the record.
    pub rows: Vec<ChangeRow>,
}

/// One change.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeRow {
    /// `published`, `minutes`, `agreed`, `amended`, `minor`, `withdrawn` or `revised`: also a key of the messages, after `news_`.
    pub kind: &'static str,
    /// What it happened to.
    pub what: Link,
    /// What is said of it, as plain text; or empty.
    pub note: String,
    /// The language of the note where it is not the page's, else empty.
    pub note_lang: String,
    /// Where it was agreed.
    pub at: Option<Link>,
    /// The two versions compared; or empty.
    pub compare: String,
}

/// A page of changes.
pub fn changes(site: &LanguageSite<'_>, slice: Slice) -> (Head, ChangesView) {
    let held = slice.of(all_news(site), |n| n.day);
    let complete = slice.is_complete(held.len());
    let shown = if complete { usize::MAX } else { LIMIT / 3 };
    let mut above = Vec::new();
    let mut at = slice.above();
    while let Some(up) = at {
        let text = if up == Slice::Whole { site.say("nav_changes") } else { site.period(up) };
        above.insert(0, Link::new(text, site.addresses.folder(&path(up))));
        at = up.above();
    }
    let title = match slice {
        Slice::Whole => site.say("nav_changes"),
        slice => site.say_with("changes_in", &[("period", &site.period(slice))]),
    };
    let head = site.head(&path(slice), "changes", title, site.say("changes_description"), above);
    let link = |(s, count): (Slice, usize)| CountLink { text: s.date(), href: site.addresses.folder(&path(s)), count, open: 0 };
    let newest: Vec<&News> = held.iter().rev().take(shown).collect();
    let days = newest.chunk_by(|a, b| a.date == b.date).map(|day| DayOfChanges {
        date: day.first().map(|n| n.date.to_string()).unwrap_or_default(),
        stood: day.first().and_then(|n| stood_on(site, n)).unwrap_or_default(),
        rows: day.iter().map(|n| row(site, n)).collect(),
    });
    let view = ChangesView {
        period: slice.date(),
        complete,
        total: held.len(),
        days: days.collect(),
        parts: parts(&cut(site), slice).into_iter().map(link).collect(),
    };
    (head, view)
}

/// Where the site is kept as it stood on the day of a change.
fn stood_on(site: &LanguageSite<'_>, news: &News) -> Option<String> {
    let day = news.date.day()?;
    site.record.site.stood.iter().find(|stood| stood.date == day).map(|stood| stood.address.to_string())
}

fn row(site: &LanguageSite<'_>, news: &News) -> ChangeRow {
    let note = |n: u32| {
        let change = site.record.document_of(&news.what).and_then(|d| d.changes.get(n as usize));
        change.map(|c| c.note.to_string()).unwrap_or_default()
    };
    let mut row = ChangeRow {
        kind: "published",
        what: site.target_link(&news.what),
        note: String::new(),
        note_lang: site.record.document_of(&news.what).map_or(site.foreign(), |d| site.own_text_language(d)).to_owned(),
        at: None,
        compare: String::new(),
    };
    match &news.kind {
        NewsKind::Published if matches!(news.what, Target::Meeting(_)) => row.kind = "minutes",
        NewsKind::Published => {}
        NewsKind::Agreed(at) => (row.kind, row.at) = ("agreed", Some(site.target_link(at))),
        NewsKind::Amended(n, major) => {
            (row.kind, row.note) = (if *major { "amended" } else { "minor" }, note(*n));
            let of = match news.what {
                Target::Meeting(ix) => Some(VersionedDocument::Meeting(ix)),
                Target::Report(ix) => Some(VersionedDocument::Report(ix)),
                _ => None,
            };
            let change = site.record.document_of(&news.what).and_then(|d| d.changes.get(*n as usize));
            row.compare = of.zip(change).map(|(of, change)| comparison_of(site, of, change)).unwrap_or_default();
        }
        NewsKind::Withdrawn(n) => (row.kind, row.note) = ("withdrawn", note(*n)),
        NewsKind::Revised(n) => {
            row.kind = "revised";
            if let Target::List(ix) = news.what {
                let list = &site.record.lists[ix.ix()];
                row.what = site.target_link(&Target::Revision(ix, *n));
                let revision = list.revisions.get(*n as usize);
                row.note = revision.and_then(|r| r.reason.as_deref()).map(crate::text::plain).unwrap_or_default();
                row.at = revision.and_then(|r| r.agreed_at.as_ref()?.target.as_ref()).map(|t| site.target_link(t));
                let before = n.checked_sub(1).and_then(|b| list.revisions.get(b as usize));
                let differ = |b: &&crate::record::Revision| revision.is_some_and(|r| r.date != b.date && !r.entries.is_empty());
                row.compare = before
                    .filter(differ)
                    .zip(revision)
                    .map(|(b, r)| site.addresses.folder(&format!("{}/compare/{}/{}", list.path, b.date, r.date)))
                    .unwrap_or_default();
            }
        }
    }
    row
}
