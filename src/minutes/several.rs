//! Several meetings in one file: three or more headings that are dates and nothing much else, or two that begin with a date.

use super::date::{Found, scan};
use super::head::Head;
use crate::layout::bare::{Bare, clip, fold};
use crate::layout::{BlockKind, BlockRef};
use crate::record::{Date, DateOrder, Day};

/// One meeting of the file: its day, and its pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) day: Day,
    /// The place of its first piece; of the first part, 0.
    pub(super) from: usize,
}

struct Dated {
    unit: usize,
    level: u8,
    found: Found,
}

/// The parts of a file that holds several meetings; empty where it holds one.
pub(super) fn parts(text: &str, units: &[BlockRef<'_>], head: &Head, order: Option<DateOrder>) -> Vec<Part> {
    // `# 12/21/2020` shows how `# 12/07/2020` is meant.
    let slashed = |u: &BlockRef<'_>| {
        matches!(u.kind, BlockKind::Heading { .. })
            && text.as_bytes().get(u.range.start()..u.range.end()).is_some_and(|t| memchr::memchr(b'/', t).is_some())
    };
    let order = order.or_else(|| units.iter().any(slashed).then(|| super::head::order_of(text)).flatten());
    let mut all = Vec::new();
    let mut years: Vec<(usize, i16)> = Vec::new();
    for (n, unit) in units.iter().enumerate() {
        let BlockKind::Heading { level, .. } = unit.kind else { continue };
        let bare = Bare::of(text, unit.range.start(), unit.range.end());
        match dated(&bare.text, order) {
            Some(found) => all.push(Dated { unit: n, level, found }),
            None => years.extend(scan_year(&bare.text).map(|y| (n, y))),
        }
    }
    let Some(level) = (1..=6).find(|l| all.iter().filter(|d| d.level == *l).count() >= 3) else { return two(&all, head) };
    all.retain(|d| d.level == level);
    let out = days(&all, &years, head.year);
    let distinct: std::collections::BTreeSet<Day> = out.iter().map(|p| p.day).collect();
    let spread = match (distinct.first(), distinct.last()) {
        (Some(a), Some(b)) => b.since(*a).map_or(0, |s| s.get_days()),
        _ => 0,
    };
    // Three days of one meeting are not three meetings.
    if distinct.len() < 3 || (head.outside && spread <= 10) || spread < 3 {
        return Vec::new();
    }
    out
}

/// Two meetings in one file: two headings of one level, the only dated ones, that begin with whole dates more than ten days apart, in a file
/// whose path and front matter name no day.
fn two(all: &[Dated], head: &Head) -> Vec<Part> {
    let [a, b] = all else { return Vec::new() };
    let day = |d: &Dated| d.found.to_day(None).filter(|_| d.found.start == 0);
    let (Some(first), Some(second)) = (day(a), day(b)) else { return Vec::new() };
    let apart = first.since(second).map_or(0, |s| s.get_days().abs()) > 10;
    if !apart || a.level != b.level || head.outside {
        return Vec::new();
    }
    vec![Part { day: first, from: 0 }, Part { day: second, from: b.unit }]
}

/// The date a heading is, with at most a few words beside it.
fn dated(text: &str, order: Option<DateOrder>) -> Option<Found> {
    let text = clip(text.trim_start_matches(['#', ' ']), 160);
    let found = *scan(text, order).first().filter(|f| f.day.is_some() && !f.ambiguous)?;
    let rest = format!("{} {}", text.get(..found.start)?, text.get(found.end..)?.split(['{', '(']).next().unwrap_or(""));
    let words = fold(&rest);
    let others = words.split(' ').filter(|w| !w.is_empty() && !w.bytes().all(|b| b.is_ascii_digit())).count();
    // A heading that begins with a whole date may have a title behind it.
    let most = if found.start == 0 && found.year.is_some() { 8 } else { 5 };
    (others <= most && found.start <= 40).then_some(found)
}

/// The year a heading is, over headings that name none.
fn scan_year(text: &str) -> Option<i16> {
    let words = text.trim_matches(['#', ' ']);
    if words.len() > 40 {
        return None;
    }
    words
        .split(|c: char| !c.is_ascii_digit())
        .filter(|t| t.len() == 4)
        .find_map(|t| t.parse().ok())
        .filter(|y| (1990..=2099).contains(y))
}

/// The days of dated headings. One without a year takes that of the heading over it, else of the one before it, a year on
/// or back where the months run over the end of one.
fn days(all: &[Dated], years: &[(usize, i16)], year: Option<i16>) -> Vec<Part> {
    let first = all.iter().find_map(|d| d.found.year).or(year);
    // Newest first, if most months fall.
    let falls =
        all.windows(2).filter(|w| matches!(w, [a, b] if (b.found.month, b.found.day) < (a.found.month, a.found.day))).count();
    let newest_first = falls * 2 > all.len().saturating_sub(1);
    let mut current = first;
    let mut before: Option<(i8, bool)> = None;
    let mut out: Vec<Part> = Vec::new();
    for d in all {
        let over = years.iter().rev().find(|(n, _)| *n < d.unit).map(|(_, y)| *y);
        if let Some(y) = d.found.year {
            current = Some(y);
        } else if let Some(y) = over {
            current = Some(y);
        } else if let (Some((month, _)), Some(y)) = (before, current) {
            let turned = if newest_first { d.found.month > month + 6 } else { d.found.month + 6 < month };
            current = Some(if turned { if newest_first { y - 1 } else { y + 1 } } else { y });
        }
        before = Some((d.found.month, true));
        if let Some(Date::Day(day)) = d.found.date(current) {
            let from = if out.is_empty() { 0 } else { d.unit };
            out.push(Part { day, from });
        }
    }
    out
}
