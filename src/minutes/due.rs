//! By when: dates that lean on the day of the meeting, and hours.

use super::date::{Found, after, find, month_of};
use super::lexicon::{DUE_ENDS, DUE_LEAD_INS, DUE_LEADS, NEXT_MEETINGS};
use super::marker::skip;
use crate::layout::bare::{clip, fold};
use crate::record::{Date, DateOrder, Day, Hours, TextRange, Time, month_from_name};

/// What makes a month that follows it the name of something else.
const ARTICLE: &str = "the";

/// By when something is due; bytes of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct When {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) date: Option<Date>,
    /// The words are those of the next meeting, whose day the minutes may give elsewhere.
    pub(super) next_meeting: bool,
}

/// The due date of a text.
pub(super) fn due(text: &str, day: Day) -> Option<When> {
    let mut best: Option<When> = None;
    let Some(words) = &*WORDS else { return None };
    for found in words.find_overlapping_iter(text) {
        let (i, from) = (found.start(), found.end());
        let bounded = text.get(..i).and_then(|t| t.chars().next_back()).is_none_or(|c| !c.is_alphanumeric())
            && text.get(from..).and_then(|t| t.chars().next()).is_some_and(|c| !c.is_alphanumeric());
        if bounded
            && let Some(word) = DUE_LEADS.iter().nth(found.pattern().as_usize())
            && let Some(when) = at(text, from, word, day)
            && best.is_none_or(|b| when.end > b.end || (when.end == b.end && when.start < b.start))
        {
            best = Some(when);
        }
    }
    best.or_else(|| bracketed(text, day))
}

/// All of [`DUE_LEADS`] in one pass.
static WORDS: std::sync::LazyLock<Option<aho_corasick::AhoCorasick>> =
    std::sync::LazyLock::new(|| aho_corasick::AhoCorasick::builder().ascii_case_insensitive(true).build(DUE_LEADS.iter()).ok());

fn at(text: &str, from: usize, word: &str, day: Day) -> Option<When> {
    let start = from + text.get(from..)?.len() - text.get(from..)?.trim_start_matches([' ', ':', '=', '-', ']', ')']).len();
    read_at(text, start, word, day).or_else(|| after_lead_in(text, start, word, day))
}

/// A day behind words that lead to it: `by close of play on Friday`, `by end June`, `by end Q2`.
fn after_lead_in(text: &str, start: usize, word: &str, day: Day) -> Option<When> {
    let lower = clip(text.get(start..)?, 64).to_lowercase();
    let len = DUE_LEAD_INS.opens(&lower).unwrap_or(0);
    let begin = start + len + usize::from(len > 0);
    let when = read_at(text, begin, word, day).filter(|_| len > 0).or_else(|| quarter(text, begin, day))?;
    let ends = len > 0 && lower.get(..len).is_some_and(|words| DUE_ENDS.contains(words));
    let date = if ends { when.date.map(|date| Date::Day(date.last())) } else { when.date };
    Some(When { start, date, ..when })
}

/// `Q2`, `Q3 2021`: the last day of the quarter, of this year or the next where none is named.
fn quarter(text: &str, start: usize, day: Day) -> Option<When> {
    let rest = text.get(start..)?.strip_prefix(['Q', 'q'])?;
    let number: i8 = rest.get(..1)?.parse().ok().filter(|n| (1..=4).contains(n))?;
    let after = rest.get(1..)?;
    if after.starts_with(char::is_alphanumeric) {
        return None;
    }
    let year = after.strip_prefix(' ').and_then(|t| t.get(..4)?.parse::<i16>().ok()).filter(|y| (1900..=2199).contains(y));
    let last = |year: i16| Date::Month(year, number * 3).last();
    let date = match year {
        Some(year) => last(year),
        None if last(day.year()) >= day => last(day.year()),
        None => last(day.year().saturating_add(1)),
    };
    Some(When { start, end: start + 2 + if year.is_some() { 5 } else { 0 }, date: Some(Date::Day(date)), next_meeting: false })
}

/// The day in a bracket that closes a text, where its numbers can be read in one way: `Write the post (5/28)`.
fn bracketed(text: &str, day: Day) -> Option<When> {
    let inner = text.trim_end().trim_end_matches('.').strip_suffix(')')?;
    let start = inner.rfind('(')? + 1;
    let (len, date) = brief(inner.get(start..)?, day, "")?;
    (date.is_some() && start + len == inner.len()).then_some(When { start, end: inner.len(), date, next_meeting: false })
}

/// Where words for a due date lead to numbers that are no day: `by 31 June 2021`.
pub(super) fn no_such_day(text: &str) -> Option<TextRange> {
    let words = WORDS.as_ref()?;
    words.find_overlapping_iter(text).find_map(|found| {
        let rest = text.get(found.end()..)?;
        let start = found.end() + rest.len() - rest.trim_start_matches([' ', ':']).len();
        let free = text.get(..found.start()).is_some_and(|t| !t.ends_with(char::is_alphanumeric));
        let rest = text.get(start..).filter(|_| free && start > found.end())?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let after = rest.get(digits..)?;
        let month = after.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        let numbers =
            after.starts_with(['/', '.', '-']) && after.get(1..).is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit()));
        let spelt = month_of(month).is_some() && after.starts_with(' ');
        let len = if spelt {
            let tail = after.len() - after.trim_start().len() + month.len();
            let year = after.get(tail..).map_or(0, |t| t.bytes().take_while(|b| b.is_ascii_digit() || *b == b' ').count());
            digits + tail + year
        } else {
            rest.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'/' | b'.' | b'-')).count()
        };
        let words = rest.get(..len)?.trim_end_matches(['.', ' ', '-', '/']);
        let parts = words.matches(['/', '.', '-']).count();
        ((1..=2).contains(&digits) && (spelt || numbers && parts == 2)).then(|| TextRange::new(start, start + words.len()))
    })
}

/// Whether the words of a day name another day of the week than it has: `Monday 11 June 2021`.
pub(super) fn is_other_weekday(words: &str, date: Day) -> bool {
    let named = fold(words).split(' ').find_map(is_weekday);
    named.is_some_and(|n| n != i64::from(date.weekday().to_monday_zero_offset()))
}

fn read_at(text: &str, start: usize, word: &str, day: Day) -> Option<When> {
    let rest = clip(text.get(start..)?, 64);
    let weak = word.starts_with("for") || word == "pour le";
    if let Some((len, date, next_meeting)) = relative(rest, day, word)
        && (!weak || next_meeting)
    {
        return Some(When { start, end: start + len, date, next_meeting });
    }
    if weak {
        return None;
    }
    if let Some((len, date)) = brief(rest, day, word) {
        return Some(When { start, end: start + len, date, next_meeting: false });
    }
    let found = find(rest, 0, Some(DateOrder::DayFirst))?;
    let before = fold(rest.get(..found.start)?);
    let end_of = before.ends_with("end of") || before == "end" || before.ends_with("the end of");
    let fits = before
        .split(' ')
        .all(|w| w == ARTICLE || matches!(w, "" | "on" | "end" | "of" | "early" | "mid" | "late") || is_weekday(w).is_some());
    if !fits {
        return None;
    }
    let date = after(Found { ambiguous: false, ..found }, day);
    // `before the October 2012 meeting`
    if ends_in_article(word, &before) && matches!(date, Some(Date::Month(..))) {
        return None;
    }
    let date = if found.ambiguous {
        None
    } else if end_of {
        date.map(|d| Date::Day(d.last()))
    } else {
        date
    };
    Some(When { start, end: start + found.end, date, next_meeting: false })
}

/// `12-09-18`, where the last number is the year of the meeting or the next; `10/14`, whose year is that of the meeting unless
/// the day had passed. The bytes it takes and the day, where only one can be meant.
fn brief(rest: &str, day: Day, word: &str) -> Option<(usize, Option<Date>)> {
    let len = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '/'))).unwrap_or(rest.len());
    let token = rest.get(..len)?.trim_end_matches(['-', '/']);
    let number = |t: &str| t.parse::<i8>().ok().filter(|_| t.len() <= 2);
    let sign = if token.contains('/') { '/' } else { '-' };
    let parts: Vec<i8> = token.split(sign).map(number).collect::<Option<_>>()?;
    let made = |year: i16, month: i8, d: i8| Day::new(year, month, d).ok();
    match *parts.as_slice() {
        [a, b, c] => {
            let year = 2000 + i16::from(c);
            let near = |y: i16| y == day.year() || y == day.year().saturating_add(1);
            // `18-09-12` may begin with the year.
            if !near(year) || near(2000 + i16::from(a)) && sign == '-' {
                return None;
            }
            let found = if b > 12 { made(year, a, b) } else { made(year, b, a) };
            Some((token.len(), Some(Date::Day(found?))))
        }
        [a, b] if sign == '/' => {
            let (month, d) = match (a > 12, b > 12) {
                (true, false) => (b, a),
                (false, true) => (a, b),
                _ => return (word.starts_with("due") || word == "deadline").then_some((token.len(), None)),
            };
            let found = made(day.year(), month, d)?;
            let found = if found < day { made(day.year().saturating_add(1), month, d)? } else { found };
            Some((token.len(), Some(Date::Day(found))))
        }
        _ => None,
    }
}

/// `the end of the week`, `next Friday`, `two weeks`, `October`: the bytes it takes and the day.
fn relative(rest: &str, day: Day, word: &str) -> Option<(usize, Option<Date>, bool)> {
    let lower = rest.to_lowercase();
    if lower.len() == rest.len()
        && let Some(m) = NEXT_MEETINGS.iter().filter(|m| lower.starts_with(**m) && **m != "the meeting").max_by_key(|m| m.len())
    {
        return Some((m.len(), None, true));
    }
    let ahead = |days: i64| day.checked_add(jiff::Span::new().try_days(days).ok()?).ok().map(Date::Day);
    let weekday = i64::from(day.weekday().to_monday_zero_offset());
    let fixed: [(&str, Option<Date>); 24] = [
        ("the end of the week", ahead((4 - weekday).rem_euclid(7))),
        ("end of the week", ahead((4 - weekday).rem_euclid(7))),
        ("the end of this week", ahead((4 - weekday).rem_euclid(7))),
        ("end of this week", ahead((4 - weekday).rem_euclid(7))),
        ("end of week", ahead((4 - weekday).rem_euclid(7))),
        ("eow", ahead((4 - weekday).rem_euclid(7))),
        ("the end of next week", ahead(11 - weekday)),
        ("end of next week", ahead(11 - weekday)),
        ("next week", ahead(11 - weekday)),
        ("the end of the month", Some(Date::Day(day.last_of_month()))),
        ("end of the month", Some(Date::Day(day.last_of_month()))),
        ("the end of this month", Some(Date::Day(day.last_of_month()))),
        ("end of this month", Some(Date::Day(day.last_of_month()))),
        ("end of month", Some(Date::Day(day.last_of_month()))),
        ("eom", Some(Date::Day(day.last_of_month()))),
        ("the end of the year", Some(Date::Day(day.last_of_year()))),
        ("end of the year", Some(Date::Day(day.last_of_year()))),
        ("end of year", Some(Date::Day(day.last_of_year()))),
        ("eoy", Some(Date::Day(day.last_of_year()))),
        ("tomorrow", ahead(1)),
        ("today", Some(Date::Day(day))),
        ("the end of the day", Some(Date::Day(day))),
        ("end of day", Some(Date::Day(day))),
        ("next month", day.checked_add(jiff::Span::new().months(1)).ok().map(|d| Date::Month(d.year(), d.month()))),
    ];
    if let Some((words, date)) =
        fixed.iter().find(|(w, _)| rest.get(..w.len()).is_some_and(|t| t.eq_ignore_ascii_case(w)) && ends_word(rest, w.len()))
    {
        return Some((words.len(), *date, false));
    }
    named(rest, day, word).or_else(|| (word == "within").then(|| span(rest, day)).flatten())
}

/// Whether the article is the last word before a date; `lead` has the words before `words`.
fn ends_in_article(lead: &str, words: &str) -> bool {
    words == ARTICLE || words.is_empty() && lead.rsplit(' ').next() == Some(ARTICLE)
}

fn ends_word(text: &str, at: usize) -> bool {
    text.get(at..).and_then(|t| t.chars().next()).is_none_or(|c| !c.is_alphanumeric())
}

/// A day of the week or a month by name alone: `Friday`, `next Friday`, `October`, `the end of October`.
fn named(rest: &str, day: Day, word: &str) -> Option<(usize, Option<Date>, bool)> {
    let mut at = 0;
    let mut end_of = false;
    for lead in ["the ", "end of ", "next ", "this ", "mid-", "early ", "late "] {
        if rest.get(at..at + lead.len()).is_some_and(|t| t.eq_ignore_ascii_case(lead)) {
            at += lead.len();
            end_of |= lead == "end of ";
        }
    }
    // `before the October meeting` names a meeting, whose day nobody said.
    if ends_in_article(word, &fold(rest.get(..at)?)) {
        return None;
    }
    let word = rest.get(at..)?.split(|c: char| !c.is_alphabetic()).next().filter(|w| !w.is_empty())?;
    let end = at + word.len();
    if let Some(n) = is_weekday(&word.to_lowercase()) {
        let ahead = (n - i64::from(day.weekday().to_monday_zero_offset())).rem_euclid(7);
        let ahead = if ahead == 0 { 7 } else { ahead };
        // `Friday 3 May` is a date of its own.
        if rest.get(end..).is_some_and(|t| t.trim_start_matches([' ', ',']).starts_with(|c: char| c.is_ascii_digit())) {
            return None;
        }
        let date = day.checked_add(jiff::Span::new().try_days(ahead).ok()?).ok().map(Date::Day);
        return Some((end, date, false));
    }
    let month = month_from_name(word)
        .filter(|_| word.chars().next().is_some_and(char::is_uppercase) && (word.len() > 3 || word == "May"))?;
    if rest.get(end..).is_some_and(|t| t.trim_start_matches([' ', ',']).starts_with(|c: char| c.is_ascii_digit())) {
        return None;
    }
    let year = if month >= day.month() { day.year() } else { day.year().saturating_add(1) };
    let date = Date::Month(year, month);
    Some((end, Some(if end_of { Date::Day(date.last()) } else { date }), false))
}

/// `two weeks`, `10 days`, `a month`.
fn span(rest: &str, day: Day) -> Option<(usize, Option<Date>, bool)> {
    let mut words = rest.split(' ');
    let (count, unit) = (words.next()?, words.next()?);
    let n = match count.to_lowercase().as_str() {
        "a" | "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "six" => 6,
        other => other.parse::<i64>().ok().filter(|n| (1..=1000).contains(n))?,
    };
    let unit = unit.trim_end_matches(['.', ',', ')']);
    let add = match unit {
        "day" | "days" => jiff::Span::new().try_days(n),
        "week" | "weeks" => jiff::Span::new().try_weeks(n),
        "month" | "months" => jiff::Span::new().try_months(n),
        _ => return None,
    };
    let date = add.ok().and_then(|s| day.checked_add(s).ok()).map(Date::Day);
    Some((count.len() + 1 + unit.len(), date, false))
}

/// The day of the week a word names, from Monday.
fn is_weekday(word: &str) -> Option<i64> {
    const DAYS: [[&str; 3]; 7] = [
        ["monday", "mon", "montag"],
        ["tuesday", "tue", "dienstag"],
        ["wednesday", "wed", "mittwoch"],
        ["thursday", "thu", "donnerstag"],
        ["friday", "fri", "freitag"],
        ["saturday", "sat", "samstag"],
        ["sunday", "sun", "sonntag"],
    ];
    DAYS.iter().position(|names| names.contains(&word)).and_then(|i| i64::try_from(i).ok())
}

/// The first hours of a text, and where they begin and end: `from 10.30 am to 12 pm`, `10:30-12:00`, `at 2pm`.
pub(super) fn hours(text: &str) -> Option<(Hours, usize, usize)> {
    let bytes = text.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        let free =
            i == 0 || bytes.get(i - 1).is_some_and(|b| !b.is_ascii_alphanumeric() && !matches!(b, b'.' | b':' | b'/' | b'-'));
        if free
            && bytes.get(i).is_some_and(u8::is_ascii_digit)
            && let Some(first) = clock(text, i)
            && let Some(found) = range(text, i, &first)
        {
            return Some(found);
        }
        i += 1;
    }
    None
}

struct Clock {
    hour: i8,
    minute: i8,
    /// `am`, `pm` or neither.
    half: Option<bool>,
    end: usize,
    /// It can be nothing but a time of day.
    sure: bool,
}

fn clock(text: &str, at: usize) -> Option<Clock> {
    let rest = text.get(at..)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let hour: i8 = rest.get(..digits).filter(|d| d.len() <= 2)?.parse().ok().filter(|h| *h < 24)?;
    let mut end = digits;
    let mut minute = 0;
    let mark = rest.as_bytes().get(digits).copied();
    if let Some(m) = rest
        .get(digits + 1..digits + 3)
        .filter(|_| matches!(mark, Some(b':' | b'.' | b'h')))
        .and_then(|m| m.parse::<i8>().ok())
        .filter(|m| (0..60).contains(m))
        && rest.as_bytes().get(digits + 3).is_none_or(|b| !b.is_ascii_digit() && *b != b'.' && *b != b'/')
    {
        (minute, end) = (m, digits + 3);
    }
    let after = rest.get(end..)?.trim_start_matches([' ', '\u{a0}']);
    let gap = rest.len() - end - after.len();
    let half = match after.get(..4).or(after.get(..2)).unwrap_or("").to_ascii_lowercase() {
        h if h.starts_with("am") || h.starts_with("a.m") => Some(false),
        h if h.starts_with("pm") || h.starts_with("p.m") => Some(true),
        h if h.starts_with("noon") => Some(true),
        _ => None,
    };
    if half.is_some() {
        end += gap
            + if after.as_bytes().get(1) == Some(&b'.') || after.get(..4).is_some_and(|t| t.eq_ignore_ascii_case("noon")) {
                4
            } else {
                2
            };
        end = end.min(rest.len());
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
    }
    let sure = half.is_some() || (end > digits && matches!(mark, Some(b':' | b'h')));
    Some(Clock { hour, minute, half, end: at + end, sure })
}

impl Clock {
    fn time(&self, half: Option<bool>) -> Option<Time> {
        let hour = match self.half.or(half) {
            Some(true) if self.hour < 12 => self.hour + 12,
            Some(false) if self.hour == 12 => 0,
            _ => self.hour,
        };
        Time::new(hour, self.minute, 0, 0).ok()
    }
}

fn range(text: &str, at: usize, first: &Clock) -> Option<(Hours, usize, usize)> {
    let mut i = skip(text, first.end);
    let rest = text.get(i..).unwrap_or("");
    let joint = ["to ", "until ", "till ", "bis ", "-", "–", "—", "i "].iter().find(|j| rest.starts_with(**j));
    let second = joint.and_then(|j| {
        i = skip(text, i + j.len());
        clock(text, i)
    });
    let sure = first.sure || second.as_ref().is_some_and(|s| s.sure);
    if !sure {
        return None;
    }
    // `2 to 4 pm`: the half of the day of the second is that of the first, unless that would run backwards.
    let lent = second.as_ref().and_then(|s| s.half).filter(|_| first.half.is_none());
    let to = second.as_ref().and_then(|s| s.time(None));
    let from = first.time(lent).filter(|f| to.is_none_or(|t| *f < t)).or_else(|| first.time(None));
    let hours = Hours { from: from?, to: to.filter(|t| from.is_some_and(|f| *t > f)) };
    Some((hours, at, second.map_or(first.end, |s| s.end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_when() {
        let day = jiff::civil::date(2012, 4, 17); // a Tuesday
        for (text, words, date) in [
            ("UKHTC to provide figures by 31 August 2012.", "31 August 2012", Some("2012-08-31")),
            ("Send it by Feb 26", "Feb 26", Some("2013-02-26")),
            ("Review over the next week by the end of the week", "the end of the week", Some("2012-04-20")),
            ("Fix before the next meeting", "the next meeting", None),
            ("Finish by Friday", "Friday", Some("2012-04-20")),
            ("Publish by October", "October", Some("2012-10")),
            ("Publish by the end of May", "the end of May", Some("2012-05-31")),
            ("Reply within two weeks", "two weeks", Some("2012-05-01")),
            ("Report (due: 2012-06-01)", "2012-06-01", Some("2012-06-01")),
        ] {
            let when = due(text, day).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(&text[when.start..when.end], words, "{text}");
            assert_eq!(when.date.map(|d| d.to_string()).as_deref(), date, "{text}");
        }
        for text in ["Written by the Clerk for the board", "Do it before the October meeting", "Do it before the May 2013 board"]
        {
            assert_eq!(due(text, day), None, "{text}");
        }
    }

    #[test]
    fn hours_of_a_day() {
        let show = |t: &str| hours(t).map(|(h, a, b)| (h.from.to_string(), h.to.map(|t| t.to_string()), t[a..b].to_owned()));
        assert_eq!(
            show("from 10.30 am to 12 pm at").unwrap(),
            ("10:30:00".into(), Some("12:00:00".into()), "10.30 am to 12 pm".into())
        );
        assert_eq!(show("10:30-12:00").unwrap(), ("10:30:00".into(), Some("12:00:00".into()), "10:30-12:00".into()));
        assert_eq!(show("at 2pm").unwrap(), ("14:00:00".into(), None, "2pm".into()));
        assert_eq!(show("2 to 4 pm").unwrap().0, "14:00:00");
    }
}
