//! Meetings as a calendar (RFC 5545), for the site and for each body.
//!
//! Nothing is taken from the clock: `DTSTAMP` is the day of the meeting or of its last change. A meeting
//! that the minutes announce and that has no minutes yet is tentative, and has the UID that it will keep.

use std::fmt::Write as _;

use jiff::tz::{Offset, TimeZone};

use crate::record::{BodyIx, Date, Day, Hours, Meeting, MeetingIx, Record, Stage, Target};
use crate::site::LanguageSite;
use crate::text::plain;

/// Longest line in bytes, without its end (RFC 5545, 3.1).
const FOLD: usize = 75;

/// The calendar of one body, or of the whole site.
pub fn calendar(site: &LanguageSite<'_>, body: Option<BodyIx>) -> String {
    let record = site.record;
    let name = body.map_or(&record.site.title, |b| &record.bodies[b.ix()].name);
    let mut lines = Lines::default();
    lines.push("BEGIN:VCALENDAR");
    lines.push("VERSION:2.0");
    lines.push("PRODID:-//minutebook//minutebook//EN");
    lines.push("CALSCALE:GREGORIAN");
    lines.push("METHOD:PUBLISH");
    lines.text("X-WR-CALNAME", name);
    let bodies = (0..record.bodies.len()).map(BodyIx::at).filter(|b| body.is_none_or(|only| only == *b));
    let mut events: Vec<Event> = bodies.flat_map(|b| of_body(site, b)).collect();
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
        url,
        status: if meeting.cancelled || is_withdrawn { "CANCELLED" } else { "CONFIRMED" },
        sequence: majors.clone().count() + usize::from(meeting.cancelled),
        stamp: majors.map(|c| c.date.first()).max().map_or(meeting.date, |d| d.max(meeting.date)),
        is_illustrative: record.is_illustrative(&Target::Meeting(ix)),
    }
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
                    let next = self.day.tomorrow().unwrap_or(self.day);
                    let day = if to > hours.from { self.day } else { next };
                    lines.raw(&format!("DTEND;TZID={zone}"), &format!("{}T{}", compact(day), to.strftime("%H%M00")));
                }
            }
            None => lines.raw("DTSTART;VALUE=DATE", &compact(self.day)),
        }
        lines.text("SUMMARY", &self.summary);
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
        lines.raw("TRANSP", "OPAQUE");
        lines.push("END:VEVENT");
    }
}

fn compact(day: Day) -> String {
    day.strftime("%Y%m%d").to_string()
}

/// The zone's rule for the years that the events need, one observance for each change of the clocks.
fn time_zone(lines: &mut Lines, name: &str, zone: &TimeZone, first: Day, last: Day) {
    let start = Day::new(first.year(), 1, 1).unwrap_or(first).to_zoned_datetime(TimeZone::UTC).map(|z| z.timestamp());
    let end = Day::new(last.year(), 12, 31).unwrap_or(last).to_zoned_datetime(TimeZone::UTC).map(|z| z.timestamp());
    let (Ok(start), Ok(end)) = (start, end) else { return };
    lines.push("BEGIN:VTIMEZONE");
    lines.raw("TZID", name);
    let opening = zone.to_offset_info(start);
    let mut before = opening.offset();
    observance(lines, opening.dst().is_dst(), before, before, &format!("{}0101T000000", first.year()), opening.abbreviation());
    for change in zone.following(start).take_while(|t| t.timestamp() < end) {
        let local = before.to_datetime(change.timestamp()).strftime("%Y%m%dT%H%M%S").to_string();
        observance(lines, change.dst().is_dst(), before, change.offset(), &local, change.abbreviation());
        before = change.offset();
    }
    lines.push("END:VTIMEZONE");
}

fn observance(lines: &mut Lines, summer: bool, from: Offset, to: Offset, start: &str, name: &str) {
    let kind = if summer { "DAYLIGHT" } else { "STANDARD" };
    lines.raw("BEGIN", kind);
    lines.raw("DTSTART", start);
    lines.raw("TZOFFSETFROM", &offset(from));
    lines.raw("TZOFFSETTO", &offset(to));
    lines.text("TZNAME", name);
    lines.raw("END", kind);
}

fn offset(offset: Offset) -> String {
    let seconds = offset.seconds();
    let (sign, all) = if seconds < 0 { ('-', -seconds) } else { ('+', seconds) };
    let rest = if all % 60 == 0 { String::new() } else { format!("{:02}", all % 60) };
    format!("{sign}{:02}{:02}{rest}", all / 3600, all / 60 % 60)
}

/// A text value (RFC 5545, 3.3.11): no control characters but the tab, and the four that mean something escaped.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push('\t'),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Content lines, folded so that no line is longer than [`FOLD`] bytes and no character is cut.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn push(&mut self, line: &str) {
        let mut room = FOLD;
        for c in line.chars() {
            if c.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = FOLD - 1;
            }
            room -= c.len_utf8();
            self.0.push(c);
        }
        self.0.push_str("\r\n");
    }

    fn raw(&mut self, name: &str, value: &str) {
        let mut line = String::with_capacity(name.len() + value.len() + 1);
        // Writing to a string does not fail.
        let _ = write!(line, "{name}:{value}");
        self.push(&line);
    }

    fn text(&mut self, name: &str, value: &str) {
        self.raw(name, &escape(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn clocks_change_twice_a_year_in_london() {
        let mut lines = Lines::default();
        let zone = TimeZone::get("Europe/London").unwrap();
        time_zone(&mut lines, "Europe/London", &zone, jiff::civil::date(2012, 4, 17), jiff::civil::date(2012, 9, 13));
        assert!(
            lines.0.contains("BEGIN:DAYLIGHT\r\nDTSTART:20120325T010000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nTZNAME:BST"),
            "{}",
            lines.0
        );
        assert!(
            lines.0.contains("BEGIN:STANDARD\r\nDTSTART:20121028T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0000\r\nTZNAME:GMT"),
            "{}",
            lines.0
        );
    }

    proptest! {
        #[test]
        fn any_text_is_folded_and_reads_back(text in "\\PC{0,300}") {
            let mut lines = Lines::default();
            lines.text("SUMMARY", &text);
            for line in lines.0.split("\r\n") {
                prop_assert!(line.len() <= FOLD);
            }
            let unfolded = lines.0.replace("\r\n ", "");
            let value = unfolded.trim_end_matches("\r\n").strip_prefix("SUMMARY:").unwrap();
            let mut read = String::new();
            let mut escaped = false;
            for c in value.chars() {
                match (escaped, c) {
                    (false, '\\') => { escaped = true; continue }
                    (true, 'n') => read.push('\n'),
                    (_, c) => read.push(c),
                }
                escaped = false;
            }
            let wanted: String = text.chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect();
            prop_assert_eq!(read, wanted);
        }
    }
}
