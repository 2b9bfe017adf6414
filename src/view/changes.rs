//! What was published, agreed, amended or withdrawn, and when: of everything, the newest first.
//!
//! It is the sum of what the documents say of themselves; nothing is remembered from one build to the next.

use std::collections::BTreeMap;

use serde::Serialize;

use super::common::CountLink;
use super::versions::{Of, comparison_of};
use super::{Desk, Head, Link, View};
use crate::record::{BodyIx, DatasetIx, Date, Day, Document, ListIx, MeetingIx, PageIx, Record, ReportIx, Stage, Target};
use crate::site::slice::{LIMIT, Slice, parts, slices};

/// Something that happened to a text.
#[derive(Debug, Clone)]
pub struct News {
    day: Day,
    what: Target,
    kind: Kind,
}

/// What happened.
#[derive(Debug, Clone)]
enum Kind {
    /// It was published (a report), or is of that day (minutes).
    Published,
    /// It was agreed: where.
    Agreed(Target),
    /// It was changed, by the place of the note; and whether that was a major change.
    Amended(u32, bool),
    /// It was withdrawn, by the place of the note.
    Withdrawn(u32),
    /// A list has a revision, by its place.
    Revised(u32),
}

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
    pub rows: Vec<ChangeRow>,
    /// The years or months it is cut into.
    pub parts: Vec<CountLink>,
}

impl View for ChangesView {}

/// One change.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeRow {
    /// ISO 8601.
    pub date: String,
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

/// Path of a page of changes.
pub fn path(slice: Slice) -> String {
    format!("changes{}", slice.suffix())
}

/// The pages that the changes are cut into.
pub fn cut(desk: &Desk<'_>) -> BTreeMap<Slice, usize> {
    slices(all(desk), true, |n| n.day)
}

/// Everything that happened up to today, oldest first.
fn all<'d>(desk: &'d Desk<'_>) -> &'d [News] {
    desk.index.news.get_or_init(|| gather(desk.record, desk.today))
}

fn gather(record: &Record, today: Day) -> Vec<News> {
    let mut out = Vec::new();
    let mut add = |date: Date, what: &Target, kind: Kind| {
        if date.first() <= today {
            out.push(News { day: date.first(), what: what.clone(), kind });
        }
    };
    for (what, document, first) in documents(record) {
        let withdrawn = document.stage == Stage::Withdrawn;
        if let Some(first) = first.filter(|_| !withdrawn) {
            add(first, &what, Kind::Published);
        }
        for (n, change) in (0_u32..).zip(&document.changes) {
            let last = n as usize + 1 == document.changes.len();
            add(change.date, &what, if withdrawn && last { Kind::Withdrawn(n) } else { Kind::Amended(n, change.major) });
        }
        if let Some(at) = document.agreed_at.as_ref().and_then(|a| a.target.as_ref()).filter(|_| !withdrawn)
            && let Some(day) = day_of(record, at)
        {
            add(Date::Day(day), &what, Kind::Agreed(at.clone()));
        }
    }
    for (n, list) in record.lists.iter().enumerate().filter(|(_, l)| l.document.stage != Stage::Withdrawn) {
        for (at, revision) in (0_u32..).zip(&list.revisions) {
            add(Date::Day(revision.date), &Target::List(ListIx::at(n)), Kind::Revised(at));
        }
    }
    out.sort_by(|a, b| (a.day, &a.what, order(&a.kind)).cmp(&(b.day, &b.what, order(&b.kind))));
    out
}

/// The order of what happened on one day to one thing.
fn order(kind: &Kind) -> (u8, u32) {
    match kind {
        Kind::Published => (0, 0),
        Kind::Revised(n) => (1, *n),
        Kind::Agreed(_) => (2, 0),
        Kind::Amended(n, _) => (3, *n),
        Kind::Withdrawn(n) => (4, *n),
    }
}

/// Every document with the day it is of, where it has one.
fn documents(record: &Record) -> Vec<(Target, &Document, Option<Date>)> {
    let mut out = Vec::new();
    let held = record.meetings.iter().enumerate();
    out.extend(
        held.map(|(n, m)| (Target::Meeting(MeetingIx::at(n)), &m.document, Some(Date::Day(m.date)).filter(|_| !m.cancelled))),
    );
    out.extend(record.reports.iter().enumerate().map(|(n, r)| (Target::Report(ReportIx::at(n)), &r.document, r.date)));
    out.extend(record.lists.iter().enumerate().map(|(n, l)| (Target::List(ListIx::at(n)), &l.document, None)));
    out.extend(record.datasets.iter().enumerate().map(|(n, d)| (Target::Dataset(DatasetIx::at(n)), &d.document, None)));
    out.extend(
        record
            .pages
            .iter()
            .enumerate()
            .filter(|(_, p)| p.translation.is_none())
            .map(|(n, p)| (Target::Page(PageIx::at(n), None), &p.document, None)),
    );
    let bodies = record.bodies.iter().enumerate();
    out.extend(bodies.filter_map(|(n, b)| Some((Target::Body(BodyIx::at(n)), b.document.as_ref()?, None))));
    out
}

/// The day of the meeting that a reference leads to.
fn day_of(record: &Record, target: &Target) -> Option<Day> {
    Some(record.meetings[place_of(record, target)?.0.ix()].date)
}

/// The meeting that a reference leads to, and the place in it.
fn place_of(record: &Record, target: &Target) -> Option<(MeetingIx, Box<str>)> {
    Some(match target {
        Target::Meeting(ix) => (*ix, "".into()),
        Target::Place(ix, anchor) => (*ix, anchor.clone()),
        Target::Decision(ix) => {
            let decision = &record.decisions[ix.ix()];
            (decision.meeting, record.taken(decision).anchor.clone())
        }
        Target::Action(ix) => {
            let action = &record.actions[ix.ix()];
            (action.meeting, record.raised(action).anchor.clone())
        }
        _ => return None,
    })
}

/// Everything that was agreed: the meeting that did it, the place that says so, and what it agreed; sorted.
pub(super) fn agreed(record: &Record) -> Vec<(MeetingIx, Box<str>, Target)> {
    let mut out = Vec::new();
    for (what, document, _) in documents(record) {
        if let Some((meeting, anchor)) = document.agreed_at.as_ref().and_then(|a| place_of(record, a.target.as_ref()?)) {
            out.push((meeting, anchor, what));
        }
    }
    for (n, list) in record.lists.iter().enumerate() {
        for (at, revision) in (0_u32..).zip(&list.revisions) {
            if let Some((meeting, anchor)) = revision.agreed_at.as_ref().and_then(|a| place_of(record, a.target.as_ref()?)) {
                out.push((meeting, anchor, Target::Revision(ListIx::at(n), at)));
            }
        }
    }
    out.sort();
    out
}

/// A page of changes.
pub fn changes(desk: &Desk<'_>, slice: Slice) -> (Head, ChangesView) {
    let held = slice.of(all(desk), |n| n.day);
    let complete = slice.is_complete(held.len());
    let shown = if complete { usize::MAX } else { LIMIT / 3 };
    let mut above = Vec::new();
    let mut at = slice.above();
    while let Some(up) = at {
        let text = if up == Slice::Whole { desk.say("nav_changes") } else { desk.period(up) };
        above.insert(0, Link::new(text, desk.addresses.folder(&path(up))));
        at = up.above();
    }
    let title = match slice {
        Slice::Whole => desk.say("nav_changes"),
        slice => desk.say_with("changes_in", &[("period", &desk.period(slice))]),
    };
    let head = desk.head(&path(slice), "changes", title, desk.say("changes_description"), above);
    let link = |(s, count): (Slice, usize)| CountLink { text: s.date(), href: desk.addresses.folder(&path(s)), count, open: 0 };
    let view = ChangesView {
        period: slice.date(),
        complete,
        total: held.len(),
        rows: held.iter().rev().take(shown).map(|n| row(desk, n)).collect(),
        parts: parts(&cut(desk), slice).into_iter().map(link).collect(),
    };
    (head, view)
}

fn row(desk: &Desk<'_>, news: &News) -> ChangeRow {
    let note = |n: u32| {
        let change = desk.record.document_of(&news.what).and_then(|d| d.changes.get(n as usize));
        change.map(|c| c.note.to_string()).unwrap_or_default()
    };
    let mut row = ChangeRow {
        date: news.day.to_string(),
        kind: "published",
        what: desk.target_link(&news.what),
        note: String::new(),
        note_lang: desk.record.document_of(&news.what).map_or(desk.foreign(), |d| desk.own_text_language(d)).to_owned(),
        at: None,
        compare: String::new(),
    };
    match &news.kind {
        Kind::Published if matches!(news.what, Target::Meeting(_)) => row.kind = "minutes",
        Kind::Published => {}
        Kind::Agreed(at) => (row.kind, row.at) = ("agreed", Some(desk.target_link(at))),
        Kind::Amended(n, major) => {
            (row.kind, row.note) = (if *major { "amended" } else { "minor" }, note(*n));
            let of = match news.what {
                Target::Meeting(ix) => Some(Of::Meeting(ix)),
                Target::Report(ix) => Some(Of::Report(ix)),
                _ => None,
            };
            let change = desk.record.document_of(&news.what).and_then(|d| d.changes.get(*n as usize));
            row.compare = of.zip(change).map(|(of, change)| comparison_of(desk, of, change)).unwrap_or_default();
        }
        Kind::Withdrawn(n) => (row.kind, row.note) = ("withdrawn", note(*n)),
        Kind::Revised(n) => {
            row.kind = "revised";
            if let Target::List(ix) = news.what {
                let list = &desk.record.lists[ix.ix()];
                row.what = desk.target_link(&Target::Revision(ix, *n));
                let revision = list.revisions.get(*n as usize);
                row.note = revision.and_then(|r| r.reason.as_deref()).map(crate::text::plain).unwrap_or_default();
                row.at = revision.and_then(|r| r.agreed_at.as_ref()?.target.as_ref()).map(|t| desk.target_link(t));
                let before = n.checked_sub(1).and_then(|b| list.revisions.get(b as usize));
                let differ = |b: &&crate::record::Revision| revision.is_some_and(|r| r.date != b.date && !r.entries.is_empty());
                row.compare = before
                    .filter(differ)
                    .zip(revision)
                    .map(|(b, r)| desk.addresses.folder(&format!("{}/compare/{}/{}", list.path, b.date, r.date)))
                    .unwrap_or_default();
            }
        }
    }
    row
}
