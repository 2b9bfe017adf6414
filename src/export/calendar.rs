//! Meetings as a calendar (RFC 5545), for the site and for each body.
//!
//! Nothing is taken from the clock: `DTSTAMP` is the day of the meeting or of its last change. A meeting
//! that the minutes announce and that has no minutes yet is tentative, and has the UID that it will keep.

use jiff::tz::TimeZone;

use super::content_lines::{Lines, escape};
use super::time_zone::time_zone;
use crate::record::{BodyIx, Date, Day, Hours, Meeting, MeetingIx, Record, Stage, Target};
use crate::site::LanguageSite;
use crate::text::plain;

/// The calendar of one body, or of the whole site.
pub fn calendar(site: &LanguageSite<'_>, body: Option<BodyIx>) -> String {
    let record = site.record;
    let name = body.map_or(&record.site.title, |b| &record.bodies[b.ix()].name);
    let bodies = (0..record.bodies.len()).map(BodyIx::at).filter(|b| body.is_none_or(|only| only == *b));
    of_events(record, name, bodies.flat_map(|b| of_body(site, b)).collect())
}

/// The calendar of one meeting that is to come: its address and what it holds. `None` where it was held, or where it is not known when.
pub(super) fn of_meeting(site: &LanguageSite<'_>, ix: MeetingIx) -> Option<String> {
    let meeting = &site.record.meetings[ix.ix()];
    let event = recorded(site, ix, meeting);
    is_to_come(site, ix).then(|| of_events(site.record, &event.summary.clone(), vec![event]))
}

/// Whether a meeting is on the day that stands for today, or later.
pub(super) fn is_to_come(site: &LanguageSite<'_>, ix: MeetingIx) -> bool {
    let meeting = &site.record.meetings[ix.ix()];
    meeting.date >= site.today
}

fn of_events(record: &Record, name: &str, mut events: Vec<Event>) -> String {
    let mut lines = Lines::default();
    lines.push("BEGIN:VCALENDAR");
    lines.push("VERSION:2.0");
    lines.push("PRODID:-//minutebook//minutebook//EN");
    lines.push("CALSCALE:GREGORIAN");
    lines.push("METHOD:PUBLISH");
    lines.text("X-WR-CALNAME", name);
    events.sort_by(|a, b| (a.day, &a.uid).cmp(&(b.day, &b.uid)));
    let timed: Vec<Day> = events.iter().filter(|e| e.hours.is_some()).map(|e| e.day).collect();
    let zone = TimeZone::get(&record.site.timezone).unwrap_or(TimeZone::UTC);
    if let (Some(first), Some(last)) = (timed.iter().min(), timed.iter().max()) {
        time_zone(&mut lines, &record.site.timezone, &zone, *first, *last);
    }
    for event in &events {
        event.write(&mut lines, &record.site.timezone);
    }
    lines.push("END:VCALENDAR");
    lines.0
}

/// The category of a meeting that was invented for show.
const ILLUSTRATIVE: &str = "ILLUSTRATIVE";

/// A meeting that was held, is planned or was called off.
struct Event {
    uid: String,
    day: Day,
    hours: Option<Hours>,
    summary: String,
    venue: Option<String>,
    url: Option<String>,
    /// Paragraphs, the address last: many programs show no `URL`.
    description: Vec<String>,
    /// Before the summary: what became of it.
    mark: Option<String>,
    status: &'static str,
    sequence: usize,
    stamp: Day,
    is_illustrative: bool,
}

fn of_body(site: &LanguageSite<'_>, body: BodyIx) -> Vec<Event> {
    let record = site.record;
    let held: Vec<(MeetingIx, &Meeting)> = record.meetings_of(body).collect();
    let mut events: Vec<Event> = held.iter().map(|(ix, meeting)| recorded(site, *ix, meeting)).collect();
    let announced = held.iter().rev().find(|(_, m)| !m.cancelled).and_then(|(_, m)| Some((m, m.next.as_ref()?)));
    if let Some((last, next)) = announced
        && let Some(Date::Day(day)) = next.date
        && day > last.date
        && !held.iter().any(|(_, m)| m.date == day)
    {
        let body = &record.bodies[body.ix()];
        events.push(Event {
            uid: uid(record, &format!("{}/{day}", site.former.first_address(&body.id))),
            day,
            hours: next.hours,
            summary: body.name.to_string(),
            venue: next.venue.as_deref().map(plain),
            url: None,
            description: announced_description(site, held.iter().rev().find(|(_, m)| !m.cancelled).map(|(ix, _)| *ix)),
            mark: None,
            status: "TENTATIVE",
            sequence: 0,
            stamp: last.date,
            is_illustrative: body.illustrative,
        });
    }
    events
}

fn recorded(site: &LanguageSite<'_>, ix: MeetingIx, meeting: &Meeting) -> Event {
    let record = site.record;
    let body = &record.bodies[meeting.body.ix()];
    let majors = meeting.document.changes.iter().filter(|c| c.major);
    let is_withdrawn = meeting.document.stage == Stage::Withdrawn;
    let url = (!record.site.base_url.is_empty()).then(|| super::file::absolute(record, &site.addresses.meeting(ix)));
    Event {
        uid: uid(record, site.former.first_address(&record.meeting_id(meeting))),
        day: meeting.date,
        hours: meeting.hours,
        summary: if meeting.document.title.is_empty() { body.name.to_string() } else { site.meeting_title(ix) },
        venue: meeting.venue.as_deref().map(plain),
        description: description(site, ix, url.as_deref()),
        mark: meeting.cancelled.then(|| site.say("cancelled")),
        url,
        status: if meeting.cancelled || is_withdrawn { "CANCELLED" } else { "CONFIRMED" },
        sequence: majors.clone().count() + usize::from(meeting.cancelled),
        stamp: majors.map(|c| c.date.first()).max().map_or(meeting.date, |d| d.max(meeting.date)),
        is_illustrative: record.is_illustrative(&Target::Meeting(ix)),
    }
}

/// The outcome of a meeting that was held or the agenda of one that is to come, its papers, and its address.
fn description(site: &LanguageSite<'_>, ix: MeetingIx, url: Option<&str>) -> Vec<String> {
    let meeting = &site.record.meetings[ix.ix()];
    let count = |key: &str, n: usize| (n > 0).then(|| site.words().count(key, n, &[]));
    let own = meeting.document.description.as_deref().map(plain).filter(|d| !d.is_empty());
    let outcome = [count("n_decisions", meeting.decisions.len()), count("n_actions", meeting.actions.len())];
    let outcome = outcome.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let items = meeting.sections.iter().filter(|s| s.number.is_some() && s.level <= 2 && !s.title.is_empty());
    let items = items.map(|s| format!("{}. {}", s.number.as_ref().map_or("", |n| n.as_str()), plain(&s.title)));
    let agenda = if is_to_come(site, ix) { items.take(AGENDA).collect::<Vec<_>>().join("\n") } else { String::new() };
    let papers = meeting.papers.iter().map(|p| p.attachment.title.to_string()).take(AGENDA).collect::<Vec<_>>();
    let papers = if papers.is_empty() { String::new() } else { format!("{}: {}", site.say("papers"), papers.join("; ")) };
    let parts = [own.unwrap_or_default(), outcome, agenda, papers, url.unwrap_or("").to_owned()];
    parts.into_iter().filter(|part| !part.is_empty()).collect()
}

/// How many items or papers a description names.
const AGENDA: usize = 12;

/// A meeting that is only announced is described by where: the address of the minutes that announce it.
fn announced_description(site: &LanguageSite<'_>, last: Option<MeetingIx>) -> Vec<String> {
    let address = last.filter(|_| !site.record.site.base_url.is_empty());
    address.map(|ix| super::file::absolute(site.record, &site.addresses.meeting(ix))).into_iter().collect()
}

/// Globally unique and the same for ever: the address that the meeting was first published at, at the site's host.
fn uid(record: &Record, id: &str) -> String {
    let host = record.site.base_url.split("//").nth(1).and_then(|r| r.split('/').next()).filter(|h| !h.is_empty());
    format!("{id}@{}", host.unwrap_or("minutebook"))
}

impl Event {
    fn write(&self, lines: &mut Lines, zone: &str) {
        lines.push("BEGIN:VEVENT");
        lines.raw("UID", &escape(&self.uid));
        lines.raw("DTSTAMP", &format!("{}T000000Z", compact(self.stamp)));
        match self.hours {
            Some(hours) => {
                lines.raw(&format!("DTSTART;TZID={zone}"), &format!("{}T{}", compact(self.day), hours.from.strftime("%H%M00")));
                if let Some(to) = hours.to.filter(|to| *to != hours.from) {
                    // A meeting that ends at an earlier hour than it began ends on the day after.
                    let day = if to > hours.from { Some(self.day) } else { self.day.tomorrow().ok() };
                    let end = day.map(|day| format!("{}T{}", compact(day), to.strftime("%H%M00")));
                    end.into_iter().for_each(|end| lines.raw(&format!("DTEND;TZID={zone}"), &end));
                }
            }
            None => lines.raw("DTSTART;VALUE=DATE", &compact(self.day)),
        }
        match &self.mark {
            Some(mark) => lines.text("SUMMARY", &format!("{mark}: {}", self.summary)),
            None => lines.text("SUMMARY", &self.summary),
        }
        if !self.description.is_empty() {
            lines.text("DESCRIPTION", &self.description.join("\n\n"));
        }
        if let Some(venue) = &self.venue {
            lines.text("LOCATION", venue);
        }
        if let Some(url) = &self.url {
            lines.raw("URL", url);
        }
        if self.is_illustrative {
            lines.raw("CATEGORIES", ILLUSTRATIVE);
        }
        lines.raw("STATUS", self.status);
        lines.raw("SEQUENCE", &self.sequence.to_string());
        // Whoever reads of a meeting is not busy while others meet.
        lines.raw("TRANSP", "TRANSPARENT");
        lines.push("END:VEVENT");
    }
}

fn compact(day: Day) -> String {
    day.strftime("%Y%m%d").to_string()
}
