//! Dates in the words of a language.

use std::fmt::Write as _;

use super::catalogue::{Message, Messages, fill};
use crate::record::{Date, month_name};

/// How much of a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateStyle {
    /// `17 April 2012`.
    Long,
    /// `17 Apr 2012`.
    Short,
    /// `Tuesday 17 April 2012`.
    Weekday,
}

impl Messages {
    /// The name of a month in a language, 1 for January.
    pub fn month(&self, lang: &str, month: i8) -> &str {
        let own = match self.find(lang, "months") {
            Some((_, Message::List(names))) => usize::try_from(month - 1).ok().and_then(|i| names.get(i)).map(String::as_str),
            _ => None,
        };
        own.unwrap_or_else(|| month_name(month))
    }

    /// A time of day as people write it in a language: `10:30am`, `2pm`, `midday`; where a language counts to 24, as it is.
    pub fn time(&self, lang: &str, time: &str) -> String {
        let word = |key: &str| match self.find(lang, key) {
            Some((_, Message::One(word))) => word.as_str(),
            _ => "",
        };
        let parts = time.split_once(':').and_then(|(h, m)| Some((h.parse::<u8>().ok()?, m.parse::<u8>().ok()?)));
        let Some((hour, minute)) = parts.filter(|_| word("clock_hours") == "12") else { return time.to_owned() };
        if minute == 0 && hour % 12 == 0 {
            return word(if hour == 12 { "clock_midday" } else { "clock_midnight" }).to_owned();
        }
        let half = word(if hour < 12 { "clock_am" } else { "clock_pm" });
        let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
        if minute == 0 { format!("{hour}{half}") } else { format!("{hour}:{minute:02}{half}") }
    }

    /// A date as people write it in a language: `17 April 2012`, `17 Ebrill 2012`, `October 2012`.
    pub fn date(&self, lang: &str, date: Date, style: DateStyle) -> String {
        let list = |key: &str, n: i8| match self.find(lang, key) {
            Some((_, Message::List(names))) => usize::try_from(n - 1).ok().and_then(|i| names.get(i)).map(String::as_str),
            _ => None,
        };
        let month = |m: i8| {
            let key = if style == DateStyle::Short { "months_short" } else { "months" };
            list(key, m).unwrap_or_else(|| month_name(m))
        };
        let pattern = |key: &str, plain: &'static str| match self.find(lang, key) {
            Some((_, Message::One(pattern))) => pattern.as_str(),
            _ => plain,
        };
        let (pattern, parts) = match date {
            Date::Day(d) => {
                let weekday = || list("weekdays", d.weekday().to_monday_one_offset());
                let weekday = (style == DateStyle::Weekday).then(weekday).flatten();
                let pattern = match weekday {
                    Some(_) => pattern("date_weekday", "{weekday} {day} {month} {year}"),
                    None => pattern("date_day", "{day} {month} {year}"),
                };
                (pattern, (weekday, Some(d.day()), d.month(), d.year()))
            }
            Date::Month(y, m) => (pattern("date_month", "{month} {year}"), (None, None, m, y)),
            Date::Year(y) => return y.to_string(),
        };
        let (weekday, day, of_month, year) = parts;
        fill(pattern, |name, out| {
            // Writing to a string does not fail.
            let _ = match (name, weekday, day) {
                ("weekday", Some(weekday), _) => out.write_str(weekday),
                ("day", _, Some(day)) => write!(out, "{day}"),
                ("month", ..) => out.write_str(month(of_month)),
                ("year", ..) => write!(out, "{year}"),
                _ => return false,
            };
            true
        })
    }
}
