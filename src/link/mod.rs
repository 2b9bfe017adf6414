//! Parts become one immutable [`Record`]: names resolved, references and backlinks, the life of each
//! action, neighbours, collisions. The only stage that looks at everything at once. It does not print.
//!
//! Meetings are shared with the record before, where there was one. What is worked out of a meeting depends on nothing that was worked out of
//! it before, and is written only where it is another: a meeting that was linked may be linked again, and is copied only where that changes it.

mod actions;
mod addresses;
mod apart;
mod bodies;
mod embeds;
mod keys;
mod motions;
mod moved;
mod names;
mod references;
mod same_id;
mod stood;
mod to_come;
mod translations;

pub use addresses::OWN as OWN_FOLDERS;
pub use stood::take_back;
pub use to_come::cut_to_day;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Diagnostic, sort};
use crate::parse::Parts;
use crate::record::{BodyIx, Decision, Meeting, MeetingIx, Record, Span};
use crate::source::Sources;

/// Joins the parts.
///
/// The record is complete whatever is wrong: what cannot be resolved is left open and reported.
pub fn link(parts: Parts, sources: &Sources) -> (Record, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut record = sorted(parts);
    translations::find(&mut record);
    bodies::link(&mut record, &mut diagnostics);
    neighbours(&mut record);
    let names = names::link(&mut record, &mut diagnostics);
    let moved = moved::Moved::new(&record);
    actions::link(&mut record, &names, &moved, &mut diagnostics);
    decisions(&mut record, &mut diagnostics);
    motions::link(&mut record, &names);
    let taken = addresses::link(&mut record, sources, &mut diagnostics);
    references::link(&mut record, sources, &moved, &mut diagnostics);
    if record.site.bare {
        apart::settle_files(&mut record.files, &taken);
    }
    translations::link(&mut record, &mut diagnostics);
    moved::translated(&record, &mut diagnostics);
    embeds::link(&record, sources, &mut diagnostics);
    sort(&mut diagnostics);
    (record, diagnostics)
}

/// Tells the meetings of one day apart by the words of their files' names; in a bare folder, everything that would have one address.
pub fn tell_apart(parts: &mut Parts, sources: &Sources) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    if parts.site.bare {
        apart::settle(parts, sources, &mut diagnostics);
    } else {
        keys::add_words(&mut parts.meetings, sources);
    }
    diagnostics.extend(keys::same_texts(&parts.meetings, sources));
    diagnostics
}

/// The record's vectors in their orders, so that every place in them is final.
fn sorted(parts: Parts) -> Record {
    let mut record = Record {
        site: parts.site,
        bodies: parts.bodies,
        meetings: parts.meetings,
        organisations: parts.organisations,
        people: parts.people,
        lists: parts.lists,
        datasets: parts.datasets,
        reports: parts.reports,
        pages: parts.pages,
        ..Record::default()
    };
    record.meetings.sort_by(|a, b| {
        let hour = |m: &Meeting| m.hours.map(|h| h.from);
        (a.body, a.date, hour(a), &a.key, a.document.file, a.document.body).cmp(&(
            b.body,
            b.date,
            hour(b),
            &b.key,
            b.document.file,
            b.document.body,
        ))
    });
    record.organisations.sort_by(|a, b| a.id.cmp(&b.id));
    record.people.sort_by(|a, b| a.id.cmp(&b.id));
    record.lists.sort_by(|a, b| a.path.cmp(&b.path));
    record.datasets.sort_by(|a, b| a.path.cmp(&b.path));
    record.reports.sort_by(|a, b| a.path.cmp(&b.path));
    record.pages.sort_by(|a, b| a.path.cmp(&b.path));
    for list in &mut record.lists {
        list.revisions.sort_by_key(|r| (r.date, r.file));
    }
    record
}

/// Previous and next meeting of the same body; a cancelled meeting is passed over by its neighbours.
fn neighbours(record: &mut Record) {
    let mut all: Vec<(Option<MeetingIx>, Option<MeetingIx>)> = vec![(None, None); record.meetings.len()];
    let mut last: Option<(BodyIx, usize)> = None;
    for (i, meeting) in record.meetings.iter().enumerate() {
        let before = last.filter(|(b, _)| *b == meeting.body).map(|(_, n)| n);
        all[i].0 = before.map(MeetingIx::at);
        if meeting.cancelled {
            continue;
        }
        if let Some(before) = before {
            for skipped in &mut all[before..i] {
                skipped.1 = Some(MeetingIx::at(i));
            }
        }
        last = Some((meeting.body, i));
    }
    for (meeting, (previous, following)) in record.meetings.iter_mut().zip(all) {
        if (meeting.previous, meeting.following) != (previous, following) {
            let meeting = Arc::make_mut(meeting);
            (meeting.previous, meeting.following) = (previous, following);
        }
    }
}

/// Every decision of every meeting, with its id.
fn decisions(record: &mut Record, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<Box<str>, Span> = BTreeMap::new();
    let mut all = Vec::new();
    for (i, meeting) in record.meetings.iter().enumerate() {
        let place = record.meeting_id(meeting);
        for (n, part) in meeting.decisions.iter().enumerate() {
            let id: Box<str> = format!("{place}/{}", part.local).into();
            if let Some(first) = seen.insert(id.clone(), part.text) {
                diagnostics.push(same_id::same_id("decision", &id, part.text, first));
            }
            all.push(Decision { id, meeting: MeetingIx::at(i), part: u32::try_from(n).unwrap_or(u32::MAX) });
        }
    }
    record.decisions = all;
}
