//! The archive: every meeting by year, of the whole site and of one body.

use serde::Serialize;

use super::common::CountLink;
use super::rows::MeetingRow;
use super::{Head, LanguageSite, Link, View};
use crate::record::{BodyIx, MeetingIx};
use crate::site::archive::{day, held, path};
use crate::site::slice::{LIMIT, Slice, parts};

/// A page of the archive.
#[derive(Debug, Clone, Serialize)]
pub struct ArchiveView {
    /// The body it is of, or none for the whole site.
    pub body: Option<Link>,
    /// The year or month it is of, ISO 8601, or empty.
    pub period: String,
    /// How many meetings there are.
    pub total: usize,
    /// All that the page is of are shown; else the newest.
    pub complete: bool,
    /// The meetings, newest first, by month where the page is of a year.
    pub groups: Vec<MeetingGroup>,
    /// The years or months it is cut into.
    pub parts: Vec<CountLink>,
}

impl View for ArchiveView {}

/// Meetings of one year or month.
#[derive(Debug, Clone, Serialize)]
pub struct MeetingGroup {
    /// ISO 8601: `2012` or `2012-04`.
    pub period: String,
    /// Newest first.
    pub rows: Vec<MeetingRow>,
}

/// A page of the archive.
pub fn archive(site: &LanguageSite<'_>, body: Option<BodyIx>, slice: Slice) -> (Head, ArchiveView) {
    let all = held(site, body);
    let held = slice.of(&all, |m| day(site, *m));
    let complete = slice.is_complete(held.len());
    let shown = if complete { usize::MAX } else { LIMIT / 10 };
    let cut = slice.cut(&all, body.is_none(), |m| day(site, *m));
    let link = |(s, count): (Slice, usize)| CountLink {
        text: s.date(),
        href: site.addresses.folder(&path(site, body, s)),
        count,
        open: 0,
    };
    let rows: Vec<&MeetingIx> = held.iter().rev().take(shown).collect();
    let period = |m: &MeetingIx| {
        let day = day(site, *m);
        if slice == Slice::Whole { format!("{:04}", day.year()) } else { format!("{:04}-{:02}", day.year(), day.month()) }
    };
    let groups = rows.chunk_by(|a, b| period(a) == period(b)).map(|run| MeetingGroup {
        period: run.first().map(|m| period(m)).unwrap_or_default(),
        rows: run.iter().map(|m| site.meeting_row(**m)).collect(),
    });
    let view = ArchiveView {
        body: body.map(|b| site.body_link(b)),
        period: slice.date(),
        total: held.len(),
        complete,
        groups: groups.collect(),
        parts: parts(&cut, slice).into_iter().map(link).collect(),
    };
    (head(site, body, slice), view)
}

fn head(site: &LanguageSite<'_>, body: Option<BodyIx>, slice: Slice) -> Head {
    let whose = body.map(|b| site.body_name(b).0);
    let title = match (&whose, slice) {
        (None, Slice::Whole) => site.say("meetings_by_year"),
        (None, s) => site.say_with("meetings_in", &[("period", &site.period(s))]),
        (Some(name), Slice::Whole) => site.say_with("meetings_all_of", &[("name", name)]),
        (Some(name), s) => site.say_with("meetings_of_in", &[("name", name), ("period", &site.period(s))]),
    };
    let mut above = Vec::new();
    let mut at = slice.above();
    while let Some(up) = at {
        let text = match (up, body) {
            (Slice::Whole, None) => site.say("nav_meetings"),
            (Slice::Whole, Some(_)) => site.say("all_meetings"),
            (s, _) => site.period(s),
        };
        above.insert(0, Link::new(text, site.addresses.folder(&path(site, body, up))));
        at = up.above();
    }
    if let Some(body) = body {
        let mut way = site.way_to(body);
        way.append(&mut above);
        above = way;
    }
    let mut head = site.head(&path(site, body, slice), "archive", title, String::new(), above).in_own_words();
    head.illustrative = body.is_some_and(|b| site.record.bodies[b.ix()].illustrative);
    head
}
