//! Dates as people write them, wherever they stand: in paths, in headings, in the first lines, in what is to be done by when.
//!
//! Nothing here knows a clock. What is ambiguous is said to be so, not guessed.

use super::lexicon::{COUNTED_MEETINGS, DAYS_NUMBERED};
use crate::record::{Date, DateOrder, Day, month_from_name};

/// A date found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// Bytes of the text.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) year: Option<i16>,
    /// 1 to 12.
    pub(super) month: i8,
    pub(super) day: Option<i8>,
    /// Day and month cannot be told apart; they are given day first.
    pub(super) ambiguous: bool,
}

impl Found {
    /// The date, with `year` where it names none.
    pub(super) fn date(&self, year: Option<i16>) -> Option<Date> {
        let year = self.year.or(year)?;
        match self.day {
            Some(day) => Date::from_parts(year, self.month, day).ok(),
            None => Some(Date::Month(year, self.month)),
        }
    }

    /// The day, with `year` where it names none.
    pub(super) fn to_day(self, year: Option<i16>) -> Option<Day> {
        self.date(year).and_then(Date::day)
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    pub(super) text: &'a str,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) digits: bool,
}

impl Token<'_> {
    fn number(&self) -> Option<i16> {
        if self.digits && self.text.len() <= 4 { self.text.parse().ok() } else { None }
    }

    pub(super) fn year(&self) -> Option<i16> {
        self.number().filter(|y| self.text.len() == 4 && (1800..=2199).contains(y))
    }

    pub(super) fn day(&self) -> Option<i8> {
        self.number().filter(|d| self.text.len() <= 2 && (1..=31).contains(d)).and_then(|d| i8::try_from(d).ok())
    }

    pub(super) fn month_number(&self) -> Option<i8> {
        self.number().filter(|m| self.text.len() <= 2 && (1..=12).contains(m)).and_then(|m| i8::try_from(m).ok())
    }
}

/// Runs of digits and runs of letters.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut out: Vec<Token<'_>> = Vec::new();
    let mut current: Option<(usize, bool)> = None;
    let mut close = |from: Option<(usize, bool)>, end: usize| {
        if let Some((start, digits)) = from {
            out.push(Token { text: text.get(start..end).unwrap_or(""), start, end, digits });
        }
    };
    for (i, c) in text.char_indices() {
        let kind = c.is_alphanumeric().then(|| c.is_ascii_digit());
        if current.map(|(_, d)| d) != kind {
            close(current, i);
            current = kind.map(|digits| (i, digits));
        }
    }
    close(current, text.len());
    out
}

/// The month a word names: English, Welsh, German, French, and the commonest of the neighbours.
pub(crate) fn month_of(word: &str) -> Option<i8> {
    let n = word.chars().count();
    if !(3..=12).contains(&n) {
        return None;
    }
    let word = word.to_lowercase();
    let more = match word.as_str() {
        "januar" | "jänner" | "janvier" | "enero" | "gennaio" | "januari" | "janeiro" => 1,
        "februar" | "février" | "fevrier" | "fév" | "febrero" | "febbraio" | "februari" | "fevereiro" => 2,
        "märz" | "maerz" | "mrz" | "mär" | "mars" | "marzo" | "maart" | "marts" | "março" => 3,
        "avril" | "avr" | "abril" | "aprile" => 4,
        "mai" | "mayo" | "maggio" | "mei" | "maj" | "maio" => 5,
        "juni" | "juin" | "junio" | "giugno" | "junho" => 6,
        "juli" | "juillet" | "juil" | "julio" | "luglio" | "julho" => 7,
        "août" | "aout" | "agosto" | "augustus" | "augusti" => 8,
        "septembre" | "septiembre" | "settembre" | "setembro" => 9,
        "oktober" | "okt" | "octobre" | "octubre" | "ottobre" | "outubro" => 10,
        "novembre" | "noviembre" | "novembro" => 11,
        "dezember" | "dez" | "décembre" | "decembre" | "déc" | "diciembre" | "dicembre" | "dezembro" | "desember" => 12,
        _ => 0,
    };
    if more > 0 {
        return Some(more);
    }
    // A shortened name is three letters or `sept`, so that no other word is taken for a month.
    let whole = month_from_name(&word)?;
    let full = matches!(
        word.as_str(),
        "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "ionawr"
            | "chwefror"
            | "mawrth"
            | "ebrill"
            | "mehefin"
            | "gorffennaf"
            | "awst"
            | "medi"
            | "hydref"
            | "tachwedd"
            | "rhagfyr"
            | "sept"
    );
    (full || n == 3).then_some(whole)
}

/// The first date of `text` at or after byte `from`.
pub(super) fn find(text: &str, from: usize, order: Option<DateOrder>) -> Option<Found> {
    scan(text, order).into_iter().find(|f| f.start >= from)
}

/// Every date of a text, in order. Linear in its length.
pub(super) fn scan(text: &str, order: Option<DateOrder>) -> Vec<Found> {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    let all = tokens(text);
    let mut out = Vec::new();
    let mut i = 0;
    while i < all.len() {
        match at(text, &all, i, order) {
            Some((found, used)) => {
                out.push(found);
                i += used.max(1);
            }
            None => i += 1,
        }
    }
    out
}

/// The date that begins with token `i`, and how many tokens it takes.
fn at(text: &str, all: &[Token<'_>], i: usize, order: Option<DateOrder>) -> Option<(Found, usize)> {
    let first = all.get(i)?;
    if first.digits {
        compact(first)
            .or_else(|| numeric(text, all, i, order))
            .or_else(|| east_asian(all, i))
            .or_else(|| day_first(text, all, i))
            .or_else(|| year_first(text, all, i))
    } else {
        month_first(text, all, i)
    }
}

/// `20180312`.
fn compact(token: &Token<'_>) -> Option<(Found, usize)> {
    if token.text.len() != 8 {
        return None;
    }
    let year: i16 = token.text.get(..4)?.parse().ok().filter(|y| (1980..=2099).contains(y))?;
    let month: i8 = token.text.get(4..6)?.parse().ok()?;
    let day: i8 = token.text.get(6..)?.parse().ok()?;
    Date::from_parts(year, month, day).ok()?;
    Some((Found { start: token.start, end: token.end, year: Some(year), month, day: Some(day), ambiguous: false }, 1))
}

/// `2021年3月4日`.
fn east_asian(all: &[Token<'_>], i: usize) -> Option<(Found, usize)> {
    let (a, b, c) = (all.get(i)?, all.get(i + 2)?, all.get(i + 4)?);
    let sign = |n: usize, sign: char| all.get(i + n).is_some_and(|t| t.text.starts_with(sign));
    if !(sign(1, '年') && sign(3, '月')) {
        return None;
    }
    let found = Found { start: a.start, end: c.end, year: a.year(), month: b.month_number()?, day: c.day(), ambiguous: false };
    found.year.zip(found.day)?;
    valid(found, 5)
}

/// What stands between two tokens.
pub(super) fn between<'a>(text: &'a str, a: &Token<'_>, b: &Token<'_>) -> &'a str {
    text.get(a.end..b.start).unwrap_or("?")
}

/// The mark that joins the numbers of a date, if it is one.
pub(super) fn joint(gap: &str) -> Option<char> {
    let mut chars = gap.chars();
    match (chars.next()?, chars.next()) {
        (c @ ('-' | '/' | '.' | '_'), None) => Some(c),
        ('\u{2010}'..='\u{2013}', None) => Some('-'),
        ('.', Some(' ')) => Some('.'),
        _ => None,
    }
}

/// `2012-04-17`, `2021/12/11`, `17.04.2012`, `02/09/2015`.
fn numeric(text: &str, all: &[Token<'_>], i: usize, order: Option<DateOrder>) -> Option<(Found, usize)> {
    let (a, b, c) = (all.get(i)?, all.get(i + 1)?, all.get(i + 2)?);
    if !(b.digits && c.digits) {
        return None;
    }
    let (one, two) = (joint(between(text, a, b))?, joint(between(text, b, c))?);
    if one != two {
        return None;
    }
    let made = |year: i16, month: i8, day: i8, ambiguous: bool| {
        Date::from_parts(year, month, day).ok()?;
        Some((Found { start: a.start, end: c.end, year: Some(year), month, day: Some(day), ambiguous }, 3))
    };
    if let Some(year) = a.year() {
        return made(year, b.month_number()?, c.day()?, false);
    }
    // A year of two digits is not believed at the start of a line, where minutes have their numbers (`15/09/03 Apologies`).
    let short = a.start > 0 || text.len() == c.end;
    let year = c.year().or_else(|| {
        c.number().filter(|_| c.text.len() == 2 && (one != '-' || b.number() > Some(12)) && short).map(|y| 2000 + y)
    })?;
    let (x, y) = (a.day()?, b.day()?);
    match (x > 12, y > 12) {
        (true, false) => made(year, y, x, false),
        (false, true) => made(year, x, y, false),
        _ if one == '.' || x == y => made(year, y, x, false),
        _ => match order {
            Some(DateOrder::DayFirst) => made(year, y, x, false),
            Some(DateOrder::MonthFirst) => made(year, x, y, false),
            None => made(year, y, x, true),
        },
    }
}

/// `17 April 2012`, `17th of April`, `17. April 2012`, `11-12 June 2019`, `17Apr2012`.
fn day_first(text: &str, all: &[Token<'_>], i: usize) -> Option<(Found, usize)> {
    let first = all.get(i)?;
    // `at 19:01, April 16`: minutes of an hour.
    if i.checked_sub(1).and_then(|n| all.get(n)).is_some_and(|hour| hour.digits && between(text, hour, first) == ":") {
        return None;
    }
    let day = first.day()?;
    let mut n = skip_ordinal(text, all, i);
    // A range of days: the first is the day of the meeting.
    let (mut gap_from, mut m) = (all.get(n)?, n + 1);
    if let Some(next) = all.get(m) {
        let joined = matches!(between(text, gap_from, next).trim(), "-" | "–" | "—" | "/" | "&" | "+" | "‐");
        if next.digits && joined && next.day().is_some() {
            if numbers_a_meeting(text, all, i, day, m) {
                return None;
            }
            n = skip_ordinal(text, all, m);
        } else if matches!(next.text, "and" | "to" | "a" | "et" | "und" | "ac")
            && all.get(m + 1).is_some_and(|t| t.day().is_some())
        {
            n = skip_ordinal(text, all, m + 1);
        }
        gap_from = all.get(n)?;
        m = n + 1;
    }
    let mut next = all.get(m)?;
    // `the 7th day of May`
    if n > i && DAYS_NUMBERED.iter().any(|w| w.eq_ignore_ascii_case(next.text)) {
        gap_from = next;
        m += 1;
        next = all.get(m)?;
    }
    if matches!(next.text, "of" | "o" | "de" | "the") {
        gap_from = next;
        m += 1;
        next = all.get(m)?;
    }
    let month = month_of(next.text)?;
    if !near(between(text, gap_from, next)) {
        return None;
    }
    let (year, used) = year_after(text, all, m);
    valid(Found { start: first.start, end: all.get(used)?.end, year, month, day: Some(day), ambiguous: false }, used + 1 - i)
}

/// Whether the number before a dash between blanks is that of a meeting (`Slot 1 - 28 January`), and no first day of a range: a word for
/// one stands before it, or the days would be too far apart for one meeting.
fn numbers_a_meeting(text: &str, all: &[Token<'_>], i: usize, day: i8, next: usize) -> bool {
    let (Some(first), Some(second)) = (all.get(i), all.get(next)) else { return false };
    if !between(text, first, second).starts_with(char::is_whitespace) {
        return false;
    }
    let before = i.checked_sub(1).and_then(|n| all.get(n)).map_or("", |t| t.text);
    second.day().is_some_and(|last| last <= day || last - day > 9)
        || COUNTED_MEETINGS.iter().any(|w| w.eq_ignore_ascii_case(before))
}

/// `April 17, 2012`, `Feb 12`, `October 2012`.
fn month_first(text: &str, all: &[Token<'_>], i: usize) -> Option<(Found, usize)> {
    let first = all.get(i)?;
    let month = month_of(first.text)?;
    // In Welsh `Dydd Mawrth` is Tuesday.
    if i.checked_sub(1).and_then(|n| all.get(n)).is_some_and(|t| t.text.eq_ignore_ascii_case("dydd")) {
        return None;
    }
    let next = all.get(i + 1)?;
    if !near(between(text, first, next)) {
        return None;
    }
    if let Some(year) = next.year() {
        return Some((Found { start: first.start, end: next.end, year: Some(year), month, day: None, ambiguous: false }, 2));
    }
    let (next, skip) = if next.text.eq_ignore_ascii_case("the") { (all.get(i + 2)?, 1) } else { (next, 0) };
    let day = next.day()?;
    let mut n = skip_ordinal(text, all, i + 1 + skip);
    let mut year = year_after(text, all, n);
    if year.0.is_none() {
        // A range: `June 11-12, 2019`.
        if let (Some(a), Some(b)) = (all.get(n), all.get(n + 1))
            && b.day().is_some()
            && matches!(between(text, a, b).trim(), "-" | "–" | "—" | "&" | "/" | "‐")
        {
            let after = skip_ordinal(text, all, n + 1);
            year = year_after(text, all, after);
            n = after;
        } else if all.get(n + 1).is_some_and(|t| matches!(t.text, "and" | "to"))
            && all.get(n + 2).is_some_and(|t| t.day().is_some())
        {
            let after = skip_ordinal(text, all, n + 2);
            year = year_after(text, all, after);
            n = after;
        }
    }
    let used = if year.0.is_some() { year.1 } else { n };
    valid(
        Found { start: first.start, end: all.get(used)?.end, year: year.0, month, day: Some(day), ambiguous: false },
        used + 1 - i,
    )
}

/// `2021 January 25`, `2021-jan-25`.
fn year_first(text: &str, all: &[Token<'_>], i: usize) -> Option<(Found, usize)> {
    let (a, b, c) = (all.get(i)?, all.get(i + 1)?, all.get(i + 2)?);
    let (year, month, day) = (a.year()?, month_of(b.text)?, c.day()?);
    if !near(between(text, a, b)) || !near(between(text, b, c)) {
        return None;
    }
    valid(Found { start: a.start, end: c.end, year: Some(year), month, day: Some(day), ambiguous: false }, 3)
}

fn valid(found: Found, used: usize) -> Option<(Found, usize)> {
    // 2000 was a leap year: a day without a year is good if it is good in some year.
    found.to_day(Some(found.year.unwrap_or(2000))).map(|_| (found, used))
}

/// Whether two parts of a date may stand this far apart.
fn near(gap: &str) -> bool {
    gap.len() <= 4
        && gap.chars().all(|c| {
            matches!(c, ' ' | '\u{a0}' | ',' | '.' | '-' | '_' | '/' | '\u{2010}'..='\u{2013}' | '\'' | '\u{2019}' | '\t')
        })
}

/// The place of the last token of a day number: after `st`, `nd`, `rd`, `th`, `er`, `eg`, `ain`.
fn skip_ordinal(text: &str, all: &[Token<'_>], i: usize) -> usize {
    let suffix = all.get(i).zip(all.get(i + 1)).is_some_and(|(a, b)| {
        between(text, a, b).is_empty()
            && matches!(
                b.text.to_ascii_lowercase().as_str(),
                "st" | "nd" | "rd" | "th" | "er" | "eg" | "ain" | "af" | "ydd" | "fed" | "ed" | "il"
            )
    });
    if suffix { i + 1 } else { i }
}

/// The year after token `i`, and the place of its token; `i` where there is none.
fn year_after(text: &str, all: &[Token<'_>], i: usize) -> (Option<i16>, usize) {
    let (Some(a), Some(b)) = (all.get(i), all.get(i + 1)) else { return (None, i) };
    let gap = between(text, a, b);
    if !near(gap) {
        return (None, i);
    }
    if let Some(year) = b.year() {
        return (Some(year), i + 1);
    }
    // `April 12th-23rd`: the last of several days.
    if skip_ordinal(text, all, i + 1) > i + 1 {
        return (None, i);
    }
    // `20 de julho de 2025`, `3rd of May of 2021`.
    if matches!(b.text, "de" | "del" | "of")
        && let Some(c) = all.get(i + 2).filter(|c| near(between(text, b, c)))
        && let Some(year) = c.year()
    {
        return (Some(year), i + 2);
    }
    let short = b.number().filter(|_| {
        b.text.len() == 2 && (gap.ends_with(['\'', '\u{2019}']) || (gap.is_empty() && !a.digits) || (gap == "-" && !a.digits))
    });
    match short {
        Some(y) => (Some(2000 + y), i + 1),
        None => (None, i),
    }
}

/// Whether the words of a date name a first and a last day so far apart that no one meeting is on all of them: `12th-23rd April`.
pub(super) fn is_wide(words: &str) -> bool {
    const LONGEST_MEETING: i8 = 4;
    let all = tokens(words);
    let mut days = all.iter().filter_map(Token::day);
    let (Some(first), Some(last)) = (days.next(), days.next()) else { return false };
    all.iter().any(|t| month_of(t.text).is_some()) && (last < first || last - first > LONGEST_MEETING)
}

/// A date that leans on another: `by Feb 26` is the first such day on or after `from`.
pub(super) fn after(found: Found, from: Day) -> Option<Date> {
    if found.year.is_some() {
        return found.date(None);
    }
    let this = found.date(Some(from.year()))?;
    if this.last() >= from { Some(this) } else { found.date(Some(from.year().saturating_add(1))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<String> {
        find(text, 0, None).and_then(|f| f.date(None)).map(|d| d.to_string())
    }

    #[test]
    fn dates_in_any_order() {
        for (text, want) in [
            ("Minutes of 17 April 2012", "2012-04-17"),
            ("20th October 2016", "2016-10-20"),
            ("October 9, 2025", "2025-10-09"),
            ("2021/12/11", "2021-12-11"),
            ("2018.11.16", "2018-11-16"),
            ("2014‐09‐22", "2014-09-22"),
            ("Sitzung am 3. März 2020", "2020-03-03"),
            ("den 03.04.2020", "2020-04-03"),
            ("le 1er août 2019", "2019-08-01"),
            ("11-12 June 2019", "2019-06-11"),
            ("June 11th & 12th, 2019", "2019-06-11"),
            ("11 - 12 June 2019", "2019-06-11"),
            ("Slot 1 - 28 January 2026", "2026-01-28"),
            ("Meeting 11 - 12 June 2019", "2019-06-12"),
            ("Treffen 30 - 3. Mai 2021", "2021-05-03"),
            ("Dydd Mawrth 17eg Ebrill 2012", "2012-04-17"),
            ("25/02/2015", "2015-02-25"),
            ("Monday, the 3rd of May, 2021", "2021-05-03"),
            ("Tuesday, the 7th day of May, 2019", "2019-05-07"),
            ("at 19:01, April 16, 2013", "2013-04-16"),
            ("2021-Jan-25", "2021-01-25"),
            ("20Mar2018", "2018-03-20"),
            ("20 de julho de 2025", "2025-07-20"),
            ("den 3 maj 2024", "2024-05-03"),
            ("日時: 2021年3月4日（木）", "2021-03-04"),
            ("v1.2.3 of 5 May 2020", "2020-05-05"),
        ] {
            assert_eq!(day(text).as_deref(), Some(want), "{text}");
        }
        assert!(find("02/09/2015", 0, None).is_some_and(|f| f.ambiguous));
        assert_eq!(find("Apr. 12th-23rd", 0, None).map(|f| (f.day, f.year)), Some((Some(12), None)));
        for text in ["10.30 am", "1.2.3", "version 0.12.0", "may 3 of them be", "section 4.2"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
