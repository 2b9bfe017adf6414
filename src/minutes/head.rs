//! The day of a meeting: from front matter, path, first heading, or the first lines, in this order.

use super::Front;
use super::date::{Found, scan};
use super::label::unbracketed;
use super::lexicon::{OPENINGS_OF_MEETINGS, OPENINGS_OF_TITLES, OTHER_DATES, word_between};
use super::path_date::{PathDate, of_path};
use super::words::{Label, Lexicon};
use crate::diag::{Code, Diagnostic};
use crate::layout::bare::{Bare, clip, fold};
use crate::layout::line::lines;
use crate::layout::{BlockKind, BlockRef};
use crate::record::{Date, DateOrder, Day, FileId, Span};

/// A day and where it was said; without a span it was said by the path.
#[derive(Debug, Clone)]
struct Said {
    day: Day,
    span: Option<Span>,
    what: &'static str,
    /// The words, for telling a range of days from a contradiction.
    words: String,
}

/// What the head of a file says of its day.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) day: Option<Day>,
    /// The year, where there is one without a day.
    pub(super) year: Option<i16>,
    /// The day was given by front matter or by the path, not found in the text.
    pub(super) outside: bool,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// What is needed to find the day.
pub(super) struct Search<'a> {
    pub(super) text: &'a str,
    pub(super) file: FileId,
    pub(super) path: &'a str,
    pub(super) title: &'a str,
    /// The front matter's `description`, which some programs keep the day in.
    pub(super) description: &'a str,
    pub(super) front: &'a Front,
    /// What the path says goes before the front matter.
    pub(super) by_path: bool,
    pub(super) order: Option<DateOrder>,
    pub(super) lexicon: &'a Lexicon,
}

/// Whether a text says on which day a meeting was: its path does, or its first fifteen lines, or a `Date:` line of the first thirty.
/// `order` is that of its dates, where it is known. Cheap, for telling minutes from other texts; which day it is, [`Search::head`] says.
pub(crate) fn says_its_day(path: &str, text: &str, order: Option<DateOrder>) -> bool {
    let path = of_path(path, order);
    if path.day.is_some() {
        return true;
    }
    let lexicon = Lexicon::default();
    let mut bare = Bare::default();
    let early = lines(text, 0, text.len()).take(30).enumerate().any(|(n, line)| {
        bare.read(text, line.start(), line.end().min(line.start() + 400));
        let labelled = || {
            let label = bare.text.split_once(':').map(|(label, _)| fold(label));
            label.is_some_and(|l| lexicon.label(&l, false) == Some(Label::Date))
        };
        // A date in an address is that of the page it leads to.
        let in_address = |f: &Found| {
            let word = bare.text.get(..f.start).and_then(|t| t.rsplit(char::is_whitespace).next());
            word.is_some_and(|w| w.contains("://"))
        };
        let mut found = scan(&bare.text, order).into_iter();
        found.any(|f| f.to_day(path.year).is_some() && !in_address(&f) && ((n < 15 && !f.ambiguous) || labelled()))
    });
    early || is_log(text, &lexicon, order)
}

/// Whether a text keeps several meetings below an introduction: headings that begin with whole dates, and lines that say who was there.
fn is_log(text: &str, lexicon: &Lexicon, order: Option<DateOrder>) -> bool {
    const FEWEST: usize = 2;
    let begins_with_day = |line: &str| {
        let title = line.strip_prefix('#').map(|t| clip(t.trim_start_matches(['#', ' ']), 80));
        title.is_some_and(|t| scan(t, order).first().is_some_and(|f| f.start == 0 && f.to_day(None).is_some()))
    };
    if text.lines().filter(|line| begins_with_day(line)).take(FEWEST).count() < FEWEST {
        return false;
    }
    let says_who = |line: &str| {
        let heading = line.starts_with('#');
        let words = clip(line, 80).split(':').next().filter(|words| heading || words.len() < line.len()).map(unbracketed);
        matches!(words.and_then(|w| lexicon.label(&w, heading)), Some(Label::People(_, true)))
    };
    text.lines().filter(|line| says_who(line)).take(FEWEST).count() == FEWEST
}

/// How much of a text is looked through for the order of its dates.
const EVIDENCE: usize = 64 * 1024;

/// The order in which a text writes day and month, where one number over twelve shows it and nothing speaks against it.
pub(super) fn order_of(text: &str) -> Option<DateOrder> {
    let text = clip(text, EVIDENCE);
    let numbers = |sep: char| text.match_indices(sep).filter_map(move |(i, _)| pair(text, i));
    let (mut day_first, mut month_first) = (false, false);
    for (x, y) in numbers('/') {
        day_first |= x > 12 && x <= 31 && y <= 12;
        month_first |= y > 12 && y <= 31 && x <= 12;
    }
    match (day_first, month_first) {
        (true, false) => Some(DateOrder::DayFirst),
        (false, true) => Some(DateOrder::MonthFirst),
        _ => None,
    }
}

/// The numbers on both sides of the first slash of `NN/NN/YYYY`, if one stands at byte `i`.
fn pair(text: &str, i: usize) -> Option<(u32, u32)> {
    let before = text.get(..i)?;
    let first = before.len() - before.bytes().rev().take(3).take_while(u8::is_ascii_digit).count();
    let after = text.get(i + 1..)?;
    let len = after.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let year = after.get(len..)?.strip_prefix('/')?;
    let digits = year.bytes().take(5).take_while(u8::is_ascii_digit).count();
    let apart = !before.get(..first)?.ends_with('/');
    ((1..=2).contains(&(i - first)) && (1..=2).contains(&len) && matches!(digits, 2 | 4) && apart).then_some(())?;
    Some((before.get(first..)?.parse().ok()?, after.get(..len)?.parse().ok()?))
}

/// Whether an ambiguous date is `day`, read in one way or the other.
fn reads_as(found: &Found, day: Day) -> bool {
    let (a, b) = (found.month, found.day.unwrap_or(0));
    found.year == Some(day.year()) && ((day.month(), day.day()) == (a, b) || (day.month(), day.day()) == (b, a))
}

impl Search<'_> {
    /// Looks in all the places. Where a date does not say which number is the month, the other dates of the file do, if they
    /// agree (`25/03/2015` further down).
    pub(super) fn head(&self, units: &[BlockRef<'_>], body: Span) -> Head {
        let (head, ambiguous) = self.look(units, body);
        let order = (ambiguous && self.order.is_none()).then(|| order_of(self.text.get(body.range()).unwrap_or("")));
        match order.flatten() {
            Some(order) => Search { order: Some(order), ..*self }.look(units, body).0,
            None => head,
        }
    }

    /// The head, and whether a date in it was ambiguous.
    fn look(&self, units: &[BlockRef<'_>], body: Span) -> (Head, bool) {
        let mut head = Head::default();
        let path = of_path(self.path, self.order);
        let mut said = Vec::new();
        let mut ambiguous = Vec::new();
        if let Some(day) = self.of_post(units, body).or_else(|| self.before_post(units, body)) {
            return (Head { day: Some(day), year: Some(day.year()), outside: true, ..Head::default() }, false);
        }
        let front = self.front.date.and_then(|(d, span)| Some((d.day()?, span)));
        said.extend(front.map(|(day, span)| Said { day, span: Some(span), what: "the front matter", words: String::new() }));
        said.extend(path.day.map(|day| Said { day, span: None, what: "the path", words: String::new() }));
        if self.by_path {
            said.reverse();
        }
        head.outside = !said.is_empty();
        let year = self.front.date.map(|(d, _)| d.year()).or(path.year);
        let year = year.or_else(|| self.year_of_head(body));
        said.extend(self.heading(units, year, &mut ambiguous));
        if said.is_empty() {
            said.extend(self.in_words(self.title, None, year, "the title", &mut ambiguous));
        }
        if said.is_empty() {
            said.extend(self.in_words(self.description, None, year, "the description", &mut ambiguous));
        }
        let weak = self.first_lines(body, year, path, &mut said, &mut ambiguous);
        if said.is_empty() {
            // A heading or `Date:` line that can be read in two ways stands above any other date, unless that is one of the two.
            let strong = ambiguous.first().filter(|(f, _)| weak.as_ref().is_some_and(|w| !reads_as(f, w.day)));
            said.extend(weak.filter(|_| strong.is_none()));
        }
        head.year = year;
        head.day = said.first().map(|s| s.day);
        self.disagreements(&said, &mut head.diagnostics);
        if head.day.is_none() {
            head.diagnostics.push(self.missing(body, ambiguous.first()));
        }
        (head, !ambiguous.is_empty())
    }

    /// The day of the meeting that a post of a blog tells of, whose path and front matter have the day of the post: what its name
    /// says besides, its title, its first heading or a `Date:` line; a day in its first lines where it is not long before that of the post.
    fn of_post(&self, units: &[BlockRef<'_>], body: Span) -> Option<Day> {
        const LATELY: i32 = 60;
        let name = super::path_date::post(self.path)?;
        let posted = of_path(self.path, self.order).day?;
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        if let Some(day) = self.whole_day(stem).or_else(|| self.whole_day(self.title)) {
            return Some(day);
        }
        let mut ambiguous = Vec::new();
        if let Some(said) = self.heading(units, None, &mut ambiguous) {
            return Some(said.day);
        }
        let mut said = Vec::new();
        let weak = self.first_lines(body, None, PathDate::default(), &mut said, &mut ambiguous);
        let minutes = |s: &Said| s.words.len() <= 120 && ["minutes", "meeting"].iter().any(|w| fold(&s.words).contains(w));
        let lately = |s: &Said| minutes(s) || s.day.until(posted).is_ok_and(|gap| (0..=LATELY).contains(&gap.get_days()));
        said.into_iter().next().or_else(|| weak.filter(lately)).map(|s| s.day)
    }

    /// The day of the meeting of which a post tells that has the day of its publication in its front matter: what its title says, its first
    /// heading or one of its first lines, if that is of the minutes or has hardly a word beside the day. It is not long before the post.
    fn before_post(&self, units: &[BlockRef<'_>], body: Span) -> Option<Day> {
        const LONGEST_GAP: i32 = 200;
        const HEAD_LINES: usize = 12;
        const WORDS_BESIDE: usize = 6;
        if !self.front.is_post || super::path_date::of_path(self.path, self.order).day.is_some() {
            return None;
        }
        let posted = self.front.date.and_then(|(date, _)| date.day())?;
        let fits = |day: &Day| day.until(posted).is_ok_and(|gap| (0..=LONGEST_GAP).contains(&gap.get_days()));
        let heading = || self.heading(units, None, &mut Vec::new()).map(|said| said.day);
        let headed = self.whole_day(self.title).or_else(heading);
        if headed.is_some() {
            return headed.filter(fits);
        }
        let range = body.range();
        let mut bare = Bare::default();
        let of_line = |line: crate::record::TextRange| {
            bare.read(self.text, line.start(), line.end().min(line.start() + 400));
            let words = fold(&bare.text);
            // `3. Minutes of the meeting held on 4 March 2013` is an item about other minutes.
            let is_of_minutes = OPENINGS_OF_TITLES.is_inside(&words) && !words.starts_with(|c: char| c.is_ascii_digit());
            let is_alone = || words.split(' ').count() <= WORDS_BESIDE;
            let found = scan(&bare.text, self.order).into_iter().find(|f| !f.ambiguous && f.year.is_some())?;
            let is_said = opens_meeting(bare.text.get(..found.start).unwrap_or(""))
                .unwrap_or_else(|| !is_other_date(&words) && (is_of_minutes || is_alone()));
            is_said.then(|| found.to_day(None))?
        };
        let head = lines(self.text, range.start, range.end).filter(|line| !line.slice(self.text).trim().is_empty());
        head.take(HEAD_LINES).filter_map(of_line).next().filter(fits)
    }

    /// The first day in words that has a year and can be read in one way.
    fn whole_day(&self, words: &str) -> Option<Day> {
        let found = scan(clip(words, 400), self.order);
        found.into_iter().filter(|f| !f.ambiguous && f.year.is_some()).find_map(|f| f.to_day(None))
    }

    /// A year in the first lines, for dates that name none.
    fn year_of_head(&self, body: Span) -> Option<i16> {
        let part = clip(self.text.get(body.range())?, 1200);
        scan(part, Some(DateOrder::DayFirst)).iter().find_map(|f| f.year)
    }

    fn in_words(
        &self,
        words: &str,
        span: Option<Span>,
        year: Option<i16>,
        what: &'static str,
        ambiguous: &mut Vec<(Found, Option<Span>)>,
    ) -> Option<Said> {
        let words = clip(words, 400);
        let all = scan(words, self.order);
        ambiguous.extend(all.iter().filter(|f| f.ambiguous).map(|f| (*f, span)));
        let mut clear = all.iter().filter(|f| !f.ambiguous);
        let first = clear.clone().find(|f| f.year.is_some() && f.day.is_some()).or_else(|| clear.find(|f| f.day.is_some()))?;
        Some(Said { day: first.to_day(year)?, span, what, words: words.to_owned() })
    }

    /// The first heading, or the first line of a file without one.
    fn heading(&self, units: &[BlockRef<'_>], year: Option<i16>, ambiguous: &mut Vec<(Found, Option<Span>)>) -> Option<Said> {
        let heads = units.iter().take(12).filter(|u| matches!(u.kind, BlockKind::Heading { .. })).take(2);
        for unit in heads {
            let bare = Bare::of(self.text, unit.range.start(), unit.range.end());
            let words = fold(clip(&bare.text, 200));
            if words.contains("next meeting") || words.contains("last meeting") || words.contains("previous") {
                continue;
            }
            let span = Span::new(self.file, unit.range.start(), unit.range.end());
            if let Some(said) = self.in_words(&bare.text, Some(span), year, "the heading", ambiguous) {
                return Some(said);
            }
        }
        None
    }

    /// A `Date:` line of the first fifteen goes to `said`; any other date there is what it gives.
    fn first_lines(
        &self,
        body: Span,
        year: Option<i16>,
        path: PathDate,
        said: &mut Vec<Said>,
        ambiguous: &mut Vec<(Found, Option<Span>)>,
    ) -> Option<Said> {
        let (mut weak, mut dateless): (Option<Said>, Option<Said>) = (None, None);
        let mut bare = Bare::default();
        let range = body.range();
        for line in lines(self.text, range.start, range.end).take(30) {
            let (start, end) = (line.start(), line.end());
            // Where the day is known already, only a `Date:` line can say another.
            let short = self.text.get(start..end).is_some_and(|t| memchr::memchr(b':', clip(t, 60).as_bytes()).is_some());
            if !said.is_empty() && !short {
                continue;
            }
            bare.read(self.text, start, end.min(start + 2000));
            let span = Some(Span::new(self.file, start, end));
            let colon = bare.text.find(':');
            let label = colon.and_then(|c| bare.text.get(..c)).map(fold);
            if label.is_some_and(|l| self.lexicon.label(&l, false) == Some(Label::Date)) {
                if let Some(found) = self.in_words(&bare.text, span, year, "the date line", ambiguous) {
                    said.push(found);
                    return weak;
                }
                continue;
            }
            if weak.is_some() || !said.is_empty() {
                continue;
            }
            if is_other_date(&fold(clip(&bare.text, 160))) {
                continue;
            }
            let Some(found) = self.in_words(&bare.text, span, year, "the first lines", ambiguous) else { continue };
            // A month that the path names must be that of the day.
            let fits = path.month.is_none_or(|m| m == found.day.month()) && path.year.is_none_or(|y| y == found.day.year());
            if fits { weak = Some(found) } else { dateless = dateless.or(Some(found)) }
        }
        weak.or(dateless)
    }

    fn disagreements(&self, said: &[Said], out: &mut Vec<Diagnostic>) {
        let Some(first) = said.first() else { return };
        for other in said.iter().skip(1).filter(|s| s.day != first.day) {
            let day = first.day.day().to_string();
            let range = other.words.split(|c: char| !c.is_ascii_digit()).any(|w| w.trim_start_matches('0') == day)
                && other.day.month() == first.day.month()
                && other.day.year() == first.day.year();
            if range {
                continue;
            }
            let (one, two) = (Date::Day(first.day).in_english(), Date::Day(other.day).in_english());
            let mut d = Diagnostic::new(
                Code::DatesDisagree,
                other.span,
                match first.span {
                    Some(_) => format!("{} says {two}, but {} says {one}", other.what, first.what),
                    None => format!("{} says {two}, but the path {} says {one}", other.what, self.path),
                },
            )
            .expected(format!("{one}, which is taken"))
            .remedy("write the right day in both places, or `date` in the front matter and mend the other");
            if let Some(span) = first.span {
                d = d.related(span, format!("{} says {one}", first.what));
            }
            out.push(d);
        }
    }

    fn missing(&self, body: Span, ambiguous: Option<&(Found, Option<Span>)>) -> Diagnostic {
        let top = Span { end: body.start, ..body };
        if let Some((found, span)) = ambiguous {
            let year = found.year.map_or(String::new(), |y| format!(" {y}"));
            return Diagnostic::new(
                Code::AmbiguousDate,
                span.unwrap_or(top),
                format!(
                    "the only date of {} does not say which number is the month: {} and {}{year}",
                    self.path,
                    found.day.unwrap_or(0),
                    found.month
                ),
            )
            .expected("a date with the month spelt out, or as 2012-04-17")
            .remedy("write `date` in the front matter, or set `date_order = \"dmy\"` or `\"mdy\"` in site.toml");
        }
        if let Some((date, span)) = self.front.date {
            return Diagnostic::new(Code::NoDate, span, format!("`date` of {} is {date}, which is no day", self.path))
                .expected("a day: 2012-04-17")
                .remedy("write the day in `date`, in the file's name or in the first heading");
        }
        Diagnostic::new(Code::NoDate, top, format!("{} has no date", self.path))
            .expected("the day of the meeting")
            .remedy("name the file after it (2012-04-17.md), write `date = 2012-04-17` in the front matter, or put the day in the first heading or a `Date:` line")
    }
}

/// Whether words before a day say that this meeting was opened then (`The meeting was called to order by Ann Lee at 7 pm on`); `None` where
/// they tell of no opening.
fn opens_meeting(before: &str) -> Option<bool> {
    let words = [" ", &fold(before), " "].concat();
    let opening = word_between(&words, &OPENINGS_OF_MEETINGS)?;
    let (head, tail) = (words.get(..opening.start()).unwrap_or(""), words.get(opening.end()..).unwrap_or(""));
    Some(!is_other_date(head) && !OPENINGS_OF_TITLES.is_inside(tail))
}

/// Whether folded words say that a day among them is not that of the meeting. A short word counts whole; of a long one its beginning.
fn is_other_date(words: &str) -> bool {
    const SHORT: usize = 5;
    let tells = |other: &&'static str| {
        words.match_indices(*other).any(|(at, _)| {
            let is_first = words.get(..at).is_some_and(|before| before.is_empty() || before.ends_with(' '));
            let after = words.get(at + other.len()..).unwrap_or("");
            is_first && (other.len() > SHORT || after.is_empty() || after.starts_with(' '))
        })
    };
    OTHER_DATES.iter().any(tells)
}
