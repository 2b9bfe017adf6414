//! Everything that happened to the texts of a site, by day.

use crate::record::{BodyIx, DatasetIx, Date, Day, Document, ListIx, MeetingIx, PageIx, Record, ReportIx, Stage, Target};

/// Something that happened to a text.
#[derive(Debug, Clone)]
pub struct News {
    /// The day it happened, or the first day of the month or year that is all that is known.
    pub day: Day,
    /// When it happened, as exact as is known.
    pub date: Date,
    /// The text.
    pub what: Target,
    /// What happened to it.
    pub kind: NewsKind,
}

/// What happened.
#[derive(Debug, Clone)]
pub enum NewsKind {
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

/// Returns everything that happened up to a day, oldest first.
pub fn gather(record: &Record, today: Day) -> Vec<News> {
    let mut out = Vec::new();
    let mut add = |date: Date, what: &Target, kind: NewsKind| {
        if date.first() <= today {
            out.push(News { day: date.first(), date, what: what.clone(), kind });
        }
    };
    for (what, document, first) in documents(record) {
        let withdrawn = document.stage == Stage::Withdrawn;
        if let Some(first) = first.filter(|_| !withdrawn) {
            add(first, &what, NewsKind::Published);
        }
        for (n, change) in (0_u32..).zip(&document.changes) {
            let last = n as usize + 1 == document.changes.len();
            add(change.date, &what, if withdrawn && last { NewsKind::Withdrawn(n) } else { NewsKind::Amended(n, change.major) });
        }
        if let Some(at) = document.agreed_at.as_ref().and_then(|a| a.target.as_ref()).filter(|_| !withdrawn)
            && let Some(day) = day_of(record, at)
        {
            add(Date::Day(day), &what, NewsKind::Agreed(at.clone()));
        }
    }
    for (n, list) in record.lists.iter().enumerate().filter(|(_, l)| l.document.stage != Stage::Withdrawn) {
        for (at, revision) in (0_u32..).zip(&list.revisions) {
            add(Date::Day(revision.date), &Target::List(ListIx::at(n)), NewsKind::Revised(at));
        }
    }
    // What is known to the month comes before the days of the month: shown newest first, it stands below them.
    let key = |n: &News| (n.day, matches!(n.date, Date::Day(_)));
    out.sort_by(|a, b| (key(a), &a.what, order(&a.kind)).cmp(&(key(b), &b.what, order(&b.kind))));
    out
}

/// The order of what happened on one day to one thing.
fn order(kind: &NewsKind) -> (u8, u32) {
    match kind {
        NewsKind::Published => (0, 0),
        NewsKind::Revised(n) => (1, *n),
        NewsKind::Agreed(_) => (2, 0),
        NewsKind::Amended(n, _) => (3, *n),
        NewsKind::Withdrawn(n) => (4, *n),
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
pub fn agreed(record: &Record) -> Vec<(MeetingIx, Box<str>, Target)> {
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
