//! The timeline of a body: what happened to it, year by year, the latest first.
//!
//! Meetings, revisions of its lists, its reports, and its own beginning, names and end. The words are the template's: an event says
//! what kind it is. A timeline reaches back as far as the meetings that the page of the body shows.

use serde::Serialize;

use super::common::stage_key;
use super::rows::MeetingRow;
use super::{LanguageSite, Link};
use crate::record::{BodyIx, Date, ListIx, MeetingIx, Target};

/// A year of a body's life.
#[derive(Debug, Clone, Serialize)]
pub struct TimelineYear {
    /// `2012`.
    pub year: String,
    /// The latest first.
    pub events: Vec<TimelineEvent>,
}

/// Something that happened.
#[derive(Debug, Clone, Serialize)]
pub struct TimelineEvent {
    /// ISO 8601, as exact as is known.
    pub date: String,
    /// `meeting`, `revision`, `report`, `established`, `renamed` or `ended`: a key of the messages, after `timeline_`.
    pub kind: &'static str,
    /// The report or the list; for `renamed`, the name it had until then, without an address.
    pub link: Option<Link>,
    /// For a meeting.
    pub meeting: Option<MeetingRow>,
    /// For a revision: the page of the revision.
    pub href: String,
}

impl TimelineEvent {
    fn new(date: Date, kind: &'static str) -> TimelineEvent {
        TimelineEvent { date: date.to_string(), kind, link: None, meeting: None, href: String::new() }
    }
}

/// The timeline of a body over its newest meetings, or over all it has where `most` meetings hold them.
pub(super) fn timeline(site: &LanguageSite<'_>, at: BodyIx, most: usize) -> Vec<TimelineYear> {
    let record = site.record;
    let body = &record.bodies[at.ix()];
    let mut all: Vec<(Date, TimelineEvent)> = Vec::new();
    let mut add = |date: Option<Date>, kind, fill: &dyn Fn(&mut TimelineEvent)| {
        if let Some(date) = date {
            let mut event = TimelineEvent::new(date, kind);
            fill(&mut event);
            all.push((date, event));
        }
    };
    let held: Vec<MeetingIx> = record.meetings_of(at).rev().filter(|(_, m)| m.date <= site.today).map(|(ix, _)| ix).collect();
    for meeting in held.iter().take(most) {
        let date = record.meetings[meeting.ix()].date;
        add(Some(Date::Day(date)), "meeting", &|e| e.meeting = Some(site.meeting_row_with_subjects(*meeting)));
    }
    for list in (0..record.lists.len()).map(ListIx::at).filter(|l| record.lists[l.ix()].body == Some(at)) {
        for (n, revision) in (0_u32..).zip(&record.lists[list.ix()].revisions) {
            add(Some(Date::Day(revision.date)), "revision", &|e| {
                e.link = Some(site.target_link(&Target::List(list)));
                e.href = site.addresses.revision(list, n);
            });
        }
    }
    for (n, report) in record.reports.iter().enumerate().filter(|(_, r)| r.body == Some(at)) {
        let target = Target::Report(crate::record::ReportIx::at(n));
        let kind = if stage_key(report.document.stage) == "withdrawn" { "report_withdrawn" } else { "report" };
        add(report.date, kind, &|e| e.link = Some(site.target_link(&target)));
    }
    for name in &body.names {
        add(name.to, "renamed", &|e| e.link = Some(site.own_words(name.name.to_string(), "")));
    }
    add(body.established, "established", &|_| {});
    add(body.ended, "ended", &|_| {});
    all.retain(|(date, _)| date.first() <= site.today);
    if let Some(oldest) = held.get(most.saturating_sub(1)).filter(|_| held.len() > most) {
        let oldest = record.meetings[oldest.ix()].date;
        all.retain(|(date, _)| date.last() >= oldest);
    }
    // A year or a month stands after the days within it, so that a day is never put before what it belongs to.
    all.sort_by(|a, b| b.0.last().cmp(&a.0.last()).then_with(|| b.1.date.len().cmp(&a.1.date.len())));
    let mut years: Vec<TimelineYear> = Vec::new();
    for (_, event) in all {
        let year = event.date.get(..4).unwrap_or(&event.date).to_owned();
        match years.last_mut().filter(|y| y.year == year) {
            Some(last) => last.events.push(event),
            None => years.push(TimelineYear { year, events: vec![event] }),
        }
    }
    years
}
