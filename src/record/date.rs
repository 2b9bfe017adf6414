//! Civil dates that may be coarse, as minutes use them: a day, a month ("October 2012") or a year.
//!
//! Dates are civil: they have no time zone and are never compared with a clock. What "today" is
//! comes from `--as-of` and is handed in.

use std::fmt;
use std::str::FromStr;

use jiff::civil;

/// A day of the proleptic Gregorian calendar.
pub type Day = civil::Date;

/// A date as exact as its source: a day, a month or a year.
///
/// Written and read as ISO 8601 (`2012-04-17`, `2012-10`, `2012`); read also as people write it
/// (`17 April 2012`, `October 2012`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Date {
    /// A day.
    Day(Day),
    /// A month of a year: month 1 to 12.
    Month(i16, i8),
    /// A year.
    Year(i16),
}

impl Date {
    /// The first day it may mean.
    pub fn first(self) -> Day {
        match self {
            Date::Day(d) => d,
            Date::Month(y, m) => civil::date(y, m, 1),
            Date::Year(y) => civil::date(y, 1, 1),
        }
    }

    /// The last day it may mean. A thing due in October 2012 is overdue from 1 November 2012.
    pub fn last(self) -> Day {
        match self {
            Date::Day(d) => d,
            Date::Month(y, m) => civil::date(y, m, 1).last_of_month(),
            Date::Year(y) => civil::date(y, 12, 31),
        }
    }

    /// The year.
    pub fn year(self) -> i16 {
        match self {
            Date::Day(d) => d.year(),
            Date::Month(y, _) | Date::Year(y) => y,
        }
    }

    /// The day, where it is exact.
    pub fn day(self) -> Option<Day> {
        match self {
            Date::Day(d) => Some(d),
            _ => None,
        }
    }

    /// How exact it is: 0 a year, 1 a month, 2 a day.
    fn precision(self) -> u8 {
        match self {
            Date::Year(_) => 0,
            Date::Month(..) => 1,
            Date::Day(_) => 2,
        }
    }
}

/// By first day, the coarser first where that is the same.
impl Ord for Date {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.first(), self.precision()).cmp(&(other.first(), other.precision()))
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// ISO 8601, as exact as it is.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Date::Day(d) => write!(f, "{d}"),
            Date::Month(y, m) => write!(f, "{y:04}-{m:02}"),
            Date::Year(y) => write!(f, "{y:04}"),
        }
    }
}

/// Why a text is not a date, in words for the author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateError {
    /// It looks like no date at all.
    Shape,
    /// It has the shape of a date, but there is no such day or month: what is out of range.
    NoSuchDay(String),
    /// `02/09/2015`: which number is the month cannot be known.
    Ambiguous,
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DateError::Shape => f.write_str("this is not a date"),
            DateError::NoSuchDay(why) => write!(f, "there is no such day: {why}"),
            DateError::Ambiguous => f.write_str("the day and the month cannot be told apart"),
        }
    }
}

impl std::error::Error for DateError {}

/// English and Welsh month names, by number; matched by their first letters (three at least).
const MONTHS: [[&str; 2]; 12] = [
    ["january", "ionawr"],
    ["february", "chwefror"],
    ["march", "mawrth"],
    ["april", "ebrill"],
    ["may", "mai"],
    ["june", "mehefin"],
    ["july", "gorffennaf"],
    ["august", "awst"],
    ["september", "medi"],
    ["october", "hydref"],
    ["november", "tachwedd"],
    ["december", "rhagfyr"],
];

/// The month (1 to 12) a word names in English or Welsh, whole or shortened to three letters or more.
pub fn month_from_name(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.').to_lowercase();
    if word.chars().count() < 3 {
        return None;
    }
    let hit =
        MONTHS.iter().position(|names| names.iter().any(|n| n.starts_with(&word))).or_else(|| (word == "sept").then_some(8))?;
    i8::try_from(hit + 1).ok()
}

/// The English name of a month, 1 to 12.
pub fn month_name(month: i8) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    usize::try_from(month - 1).ok().and_then(|i| NAMES.get(i)).copied().unwrap_or("")
}

impl Date {
    /// As people read it in English: `17 April 2012`, `October 2012`, `2012`.
    pub fn in_english(self) -> String {
        match self {
            Date::Day(d) => format!("{} {} {}", d.day(), month_name(d.month()), d.year()),
            Date::Month(y, m) => format!("{} {y}", month_name(m)),
            Date::Year(y) => y.to_string(),
        }
    }

    /// A day from its parts, or why there is none.
    pub fn from_parts(year: i16, month: i8, day: i8) -> Result<Date, DateError> {
        if !(1..=12).contains(&month) {
            return Err(DateError::NoSuchDay(format!("month {month} is not between 1 and 12")));
        }
        Day::new(year, month, day).map(Date::Day).map_err(|_| {
            let last = civil::date(year, month, 1).last_of_month().day();
            DateError::NoSuchDay(format!("{} {year} has {last} days", month_name(month)))
        })
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let text = text.trim();
        from_iso(text).or_else(|e| match e {
            DateError::Shape => from_words(text),
            other => Err(other),
        })
    }
}

/// `2012-04-17`, `2012-10`, `2012`; also with the hyphens U+2010, U+2011 and U+2013.
fn from_iso(text: &str) -> Result<Date, DateError> {
    let mut parts = text.split(|c| matches!(c, '-' | '\u{2010}'..='\u{2013}'));
    let year: i16 = digits(parts.next(), 4).ok_or(DateError::Shape)?;
    let Some(month) = parts.next() else { return Ok(Date::Year(year)) };
    let month: i8 = digits(Some(month), 2).ok_or(DateError::Shape)?;
    let day = parts.next();
    if parts.next().is_some() {
        return Err(DateError::Shape);
    }
    match (day, month) {
        (Some(day), _) => Date::from_parts(year, month, digits(Some(day), 2).ok_or(DateError::Shape)?),
        (None, 1..=12) => Ok(Date::Month(year, month)),
        (None, _) => Err(DateError::NoSuchDay(format!("month {month} is not between 1 and 12"))),
    }
}

/// The number that a part of a date is, if it is so many digits and nothing else.
fn digits<T: FromStr>(part: Option<&str>, count: usize) -> Option<T> {
    let part = part.filter(|part| part.len() == count && part.bytes().all(|b| b.is_ascii_digit()))?;
    part.parse().ok()
}

/// `17 April 2012`, `17th of April 2012`, `April 17, 2012`, `Tuesday 17 April 2012`, `October 2012`.
fn from_words(text: &str) -> Result<Date, DateError> {
    let (mut day, mut month, mut year) = (None, None, None);
    for word in text.split(|c: char| c.is_whitespace() || c == ',').filter(|w| !w.is_empty()) {
        let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
        let rest = word.get(digits.len()..).unwrap_or("").trim_end_matches('.').to_lowercase();
        if !digits.is_empty() && matches!(rest.as_str(), "" | "st" | "nd" | "rd" | "th") {
            match digits.len() {
                1 | 2 if day.is_none() => day = digits.parse::<i8>().ok(),
                4 if year.is_none() && rest.is_empty() => year = digits.parse::<i16>().ok(),
                _ => return Err(DateError::Shape),
            }
        } else if let Some(m) = month_from_name(word).filter(|_| month.is_none()) {
            month = Some(m);
        } else if !is_filler(word) {
            return Err(DateError::Shape);
        }
    }
    match (day, month, year) {
        (Some(d), Some(m), Some(y)) => Date::from_parts(y, m, d),
        (None, Some(m), Some(y)) => Ok(Date::Month(y, m)),
        _ => Err(DateError::Shape),
    }
}

/// Words that stand beside a date without changing it: the days of the week, "of", "the".
fn is_filler(word: &str) -> bool {
    const WORDS: [&str; 9] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "of", "the"];
    let word = word.trim_end_matches('.').to_lowercase();
    WORDS.contains(&word.as_str()) || (word.len() >= 3 && WORDS[..7].iter().any(|w| w.starts_with(&word)))
}

/// A time of day, to the minute, on the site's clock (Europe/London unless the site says otherwise).
pub type Time = civil::Time;

/// The hours of a meeting: when it opens and, where known, when it closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hours {
    /// Opens.
    pub from: Time,
    /// Closes.
    pub to: Option<Time>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_people_write() {
        for (text, iso) in [
            ("2012-04-17", "2012-04-17"),
            ("17 April 2012", "2012-04-17"),
            ("17th of April, 2012", "2012-04-17"),
            ("April 17, 2012", "2012-04-17"),
            ("Tuesday 17 Apr. 2012", "2012-04-17"),
            ("17 Ebrill 2012", "2012-04-17"),
            ("October 2012", "2012-10"),
            ("2012", "2012"),
            ("2014‐09‐22", "2014-09-22"),
        ] {
            assert_eq!(text.parse::<Date>().map(|d| d.to_string()), Ok(iso.to_owned()), "{text}");
        }
    }

    #[test]
    fn says_why_there_is_no_such_day() {
        let why = |t: &str| t.parse::<Date>().map_err(|e| e.to_string()).unwrap_err();
        assert_eq!(why("2012-13-45"), "there is no such day: month 13 is not between 1 and 12");
        assert_eq!(why("2011-02-29"), "there is no such day: February 2011 has 28 days");
        assert_eq!(why("soon"), "this is not a date");
    }

    proptest! {
        #[test]
        fn every_date_reads_back(y in 1000i16..=9999, m in 1i8..=12, d in 1i8..=28) {
            for date in [Date::Day(civil::date(y, m, d)), Date::Month(y, m), Date::Year(y)] {
                prop_assert_eq!(date.to_string().parse::<Date>(), Ok(date));
                prop_assert_eq!(date.in_english().parse::<Date>(), Ok(date));
                prop_assert!(date.first() <= date.last());
            }
        }

        #[test]
        fn no_text_panics(text in ".{0,40}") {
            let _ = text.parse::<Date>();
        }
    }
}
