//! A time zone in a calendar (RFC 5545, 3.6.5): yearly rules where the changes of the clocks follow one, single changes where not.
//!
//! Some programs read no more than a few hundred lines, and a change for each year of an archive is more than that.

use jiff::Timestamp;
use jiff::civil::{DateTime, Weekday};
use jiff::tz::{Offset, TimeZone};

use super::content_lines::Lines;
use crate::record::Day;

/// A change of the clocks.
#[derive(Debug, Clone, PartialEq)]
struct ClockChange {
    is_summer: bool,
    from: Offset,
    to: Offset,
    name: String,
    /// When, by the clocks as they were.
    local: DateTime,
    at: Timestamp,
}

/// The week of a month that a yearly rule names: the first to the fourth, or `-1` for the last.
type Week = i8;

/// Changes of the clocks that one entry of the zone tells.
#[derive(Debug, Clone, PartialEq)]
struct Observance<'a> {
    first: &'a ClockChange,
    last: &'a ClockChange,
    /// Every year, in this week of the month.
    week: Option<Week>,
    /// The rule goes on after the years of the calendar.
    is_open: bool,
}

/// Writes the zone for the years of the events.
pub(super) fn time_zone(lines: &mut Lines, name: &str, zone: &TimeZone, first: Day, last: Day) {
    lines.push("BEGIN:VTIMEZONE");
    lines.raw("TZID", name);
    // A year before, so that a change is in force when the first event begins; one after, to see whether the rules go on.
    let (from, to) = (first.year().saturating_sub(1), last.year().saturating_add(1));
    let changes = changes(zone, from, to);
    if let Some(opening) = opening(zone, first, changes.first()) {
        write(lines, &opening, None);
    }
    for observance in observances(&changes, to) {
        let rule = observance.week.map(|week| rule(&observance, week));
        write(lines, observance.first, rule.as_deref());
    }
    lines.push("END:VTIMEZONE");
}

/// What the clocks show before the first change, where an event may be as early.
fn opening(zone: &TimeZone, first: Day, change: Option<&ClockChange>) -> Option<ClockChange> {
    let year = Day::new(first.year().saturating_sub(1), 1, 1).unwrap_or(first);
    if change.is_some_and(|change| change.local.date() < first) {
        return None;
    }
    let local = year.to_datetime(jiff::civil::Time::midnight());
    let at = local.to_zoned_datetime(TimeZone::UTC).ok()?.timestamp();
    let info = zone.to_offset_info(at);
    let offset = info.offset();
    Some(ClockChange {
        is_summer: info.dst().is_dst(),
        from: offset,
        to: offset,
        name: info.abbreviation().to_owned(),
        local,
        at,
    })
}

/// The changes of the years, in order.
fn changes(zone: &TimeZone, from: i16, to: i16) -> Vec<ClockChange> {
    let instant = |year: i16| Day::new(year, 1, 1).ok()?.to_zoned_datetime(TimeZone::UTC).ok().map(|z| z.timestamp());
    let (Some(start), Some(end)) = (instant(from), instant(to.saturating_add(1))) else { return Vec::new() };
    let mut before = zone.to_offset(start);
    let change = |change: jiff::tz::TimeZoneTransition<'_>| {
        let change_of_clocks = ClockChange {
            is_summer: change.dst().is_dst(),
            from: before,
            to: change.offset(),
            name: change.abbreviation().to_owned(),
            local: before.to_datetime(change.timestamp()),
            at: change.timestamp(),
        };
        before = change.offset();
        change_of_clocks
    };
    zone.following(start).take_while(|t| t.timestamp() < end).map(change).collect()
}

/// The weeks by which a rule may name a day.
fn weeks(day: Day) -> Vec<Week> {
    let week = (day.day() - 1) / 7 + 1;
    let is_last = day.day() + 7 > day.days_in_month();
    [(week, week <= 4), (-1, is_last)].into_iter().filter(|(_, fits)| *fits).map(|(week, _)| week).collect()
}

/// The fewest entries that tell all changes; each entry is of one kind, in years that follow each other. `end`: the last year there is.
fn observances(changes: &[ClockChange], end: i16) -> Vec<Observance<'_>> {
    let mut all: Vec<(Observance<'_>, Vec<Week>)> = Vec::new();
    for change in changes {
        let is_next = |(observance, left): &(Observance<'_>, Vec<Week>)| {
            let (first, last) = (observance.first, observance.last);
            let same_kind =
                (first.is_summer, first.from, first.to, &first.name) == (change.is_summer, change.from, change.to, &change.name);
            let same_place = (first.local.month(), first.local.weekday(), first.local.time())
                == (change.local.month(), change.local.weekday(), change.local.time());
            same_kind
                && same_place
                && change.local.year() == last.local.year() + 1
                && weeks(change.local.date()).iter().any(|w| left.contains(w))
        };
        match all.iter_mut().rev().find(|entry| is_next(entry)) {
            Some((observance, left)) => {
                let there = weeks(change.local.date());
                left.retain(|week| there.contains(week));
                observance.last = change;
                observance.week = left.last().copied();
            }
            None => {
                let observance = Observance { first: change, last: change, week: None, is_open: false };
                all.push((observance, weeks(change.local.date())));
            }
        }
    }
    let open = |observance: Observance<'_>| observance.last.local.year() == end && observance.week.is_some();
    let all = all.into_iter().map(|(observance, _)| observance);
    all.map(|observance| Observance { is_open: open(observance.clone()), ..observance }).collect()
}

fn rule(observance: &Observance<'_>, week: Week) -> String {
    let local = observance.first.local;
    let day = match local.weekday() {
        Weekday::Monday => "MO",
        Weekday::Tuesday => "TU",
        Weekday::Wednesday => "WE",
        Weekday::Thursday => "TH",
        Weekday::Friday => "FR",
        Weekday::Saturday => "SA",
        Weekday::Sunday => "SU",
    };
    let until = Offset::UTC.to_datetime(observance.last.at).strftime("%Y%m%dT%H%M%SZ");
    let until = if observance.is_open { String::new() } else { format!(";UNTIL={until}") };
    format!("FREQ=YEARLY;BYMONTH={};BYDAY={week}{day}{until}", local.month())
}

fn write(lines: &mut Lines, change: &ClockChange, rule: Option<&str>) {
    let kind = if change.is_summer { "DAYLIGHT" } else { "STANDARD" };
    lines.raw("BEGIN", kind);
    lines.raw("DTSTART", &change.local.strftime("%Y%m%dT%H%M%S").to_string());
    if let Some(rule) = rule {
        lines.raw("RRULE", rule);
    }
    lines.raw("TZOFFSETFROM", &offset(change.from));
    lines.raw("TZOFFSETTO", &offset(change.to));
    lines.text("TZNAME", &change.name);
    lines.raw("END", kind);
}

fn offset(offset: Offset) -> String {
    let seconds = offset.seconds();
    let (sign, all) = if seconds < 0 { ('-', -seconds) } else { ('+', seconds) };
    let rest = if all % 60 == 0 { String::new() } else { format!("{:02}", all % 60) };
    format!("{sign}{:02}{:02}{rest}", all / 3600, all / 60 % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn written(name: &str, first: i16, last: i16) -> String {
        let mut lines = Lines::default();
        time_zone(&mut lines, name, &TimeZone::get(name).unwrap(), date(first, 6, 10), date(last, 6, 10));
        lines.0.replace("\r\n ", "").replace("\r\n", "\n")
    }

    #[test]
    fn two_rules_tell_the_clocks_of_london() {
        let text = written("Europe/London", 2009, 2026);
        assert!(text.lines().count() < 20, "{text}");
        assert!(text.contains("BEGIN:DAYLIGHT\nDTSTART:20080330T010000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0100\nTZNAME:BST"), "{text}");
        assert!(text.contains("BEGIN:STANDARD\nDTSTART:20081026T020000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0000\nTZNAME:GMT"), "{text}");
    }

    /// The onsets that a reader works out of the written zone: from local time on, this offset in minutes.
    fn onsets(text: &str, until: i16) -> Vec<(DateTime, String)> {
        let mut out = Vec::new();
        for part in text.split("BEGIN:").skip(2) {
            let value = |key: &str| part.lines().find_map(|line| line.strip_prefix(key));
            let start = DateTime::strptime("%Y%m%dT%H%M%S", value("DTSTART:").unwrap()).unwrap();
            let to = value("TZOFFSETTO:").unwrap().to_owned();
            let from = value("TZOFFSETFROM:").unwrap();
            let Some(rule) = value("RRULE:") else {
                out.push((start, to));
                continue;
            };
            let given = |key: &str| rule.split(';').find_map(|p| p.strip_prefix(key));
            let (month, day): (i8, &str) = (given("BYMONTH=").unwrap().parse().unwrap(), given("BYDAY=").unwrap());
            let week: i8 = day[..day.len() - 2].parse().unwrap();
            let last = given("UNTIL=").map(|u| DateTime::strptime("%Y%m%dT%H%M%SZ", u).unwrap());
            for year in start.year()..=until {
                let local = date(year, month, 1).nth_weekday_of_month(week, start.weekday()).unwrap().to_datetime(start.time());
                let minutes = from[1..3].parse::<i64>().unwrap() * 60 + from[3..5].parse::<i64>().unwrap();
                let minutes = if from.starts_with('-') { -minutes } else { minutes };
                let at = local.checked_sub(jiff::Span::new().minutes(minutes)).unwrap();
                if last.is_none_or(|last| at <= last) {
                    out.push((local, to.clone()));
                }
            }
        }
        out.sort();
        out
    }

    /// Summer time, none, a southern zone, one that abolished it, one with odd hours: every noon has the offset that the zone has.
    #[test]
    fn every_day_has_its_offset() {
        for name in [
            "Europe/London",
            "Asia/Tokyo",
            "Australia/Sydney",
            "Europe/Istanbul",
            "Asia/Kathmandu",
            "America/Sao_Paulo",
            "Africa/Cairo",
        ] {
            let (zone, text) = (TimeZone::get(name).unwrap(), written(name, 1974, 2026));
            let onsets = onsets(&text, 2027);
            let mut day = date(1974, 6, 10);
            while day <= date(2026, 12, 31) {
                let noon = day.at(12, 0, 0, 0);
                let told = onsets.iter().rev().find(|(local, _)| *local <= noon).map(|(_, to)| to.clone());
                assert_eq!(
                    told,
                    Some(offset(zone.to_ambiguous_zoned_datetime(noon).compatible().unwrap().offset())),
                    "{name}: {day}\n{text}"
                );
                day = day.tomorrow().unwrap();
            }
        }
    }
}
