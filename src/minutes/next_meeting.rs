//! The next meeting, where the words of a block tell of it.

use super::date::{Found, is_wide};
use super::due::hours;
use super::due_doubts::has_two_orders;
use super::label::label;
use super::lexicon::{BODY_NOUNS, NEXT_DENIED, NEXT_INSTEAD, NEXT_UNSET};
use super::walk::Walk;
use super::words::Label;
use crate::layout::bare::{Bare, clip, fold};
use crate::record::{Date, DateOrder, NextMeeting, TextRange};

impl Walk<'_> {
    /// The next meeting, where a block's words tell of it. `stands` says that a heading or label did already.
    pub(super) fn next_in(&mut self, range: TextRange, anchor: &str, stands: bool) {
        if self.next.as_ref().is_some_and(|n| n.date.is_some()) {
            return;
        }
        let Some(text) = self.text.get(range.range()) else { return };
        let mut from = range.start();
        if !stands {
            let Some(at) = self.next_words(text, range.start()) else { return };
            from += at;
        }
        let bare = Bare::of(self.text, from, range.end().min(from + 600));
        let scanned = super::date::scan(&bare.text, self.site.date_order.or(Some(DateOrder::DayFirst)));
        let found = said_day(&bare.text, &scanned);
        if let Some(found) = found
            && self.site.date_order.is_none()
            && has_two_orders(bare.text.get(found.start..found.end).unwrap_or(""))
        {
            let words = bare.text.get(found.start..found.end).unwrap_or("").to_owned();
            let span = self.span(bare.range(found.start, found.end));
            self.doubt_day(span, &format!("{words}: the day or the month may come first; it is read day first"));
        }
        let date = found.and_then(|f| super::date::after(f, self.date)).filter(|d| *d > Date::Day(self.date));
        if date.is_none() && (!stands || self.next.is_some()) {
            return;
        }
        // Of a meeting that is not held then, nothing else is of the next one.
        let time = hours(&bare.text).filter(|_| found.is_some() || scanned.is_empty());
        let after = time.map(|(_, _, end)| end).or(found.map(|f| f.end)).unwrap_or(0);
        let venue = bare.text.get(after..).filter(|_| found.is_some() || scanned.is_empty()).and_then(place);
        self.next = Some(NextMeeting {
            date,
            hours: time.map(|(h, _, _)| h),
            venue,
            anchor: anchor.into(),
            span: self.span(range.from(from)),
        });
    }

    /// Whether words between `next` and `meeting` name a body that the head of these minutes does not: `Finance Committee`.
    fn is_of_another_body(&self, between: &str, start: usize) -> bool {
        const HEAD: usize = 400;
        let folded = fold(between);
        let named = between.split_whitespace().any(|w| w.starts_with(char::is_uppercase));
        if !named || !BODY_NOUNS.is_among(&folded) || folded.split(' ').count() < 2 {
            return false;
        }
        let before = self.text.get(self.body.start as usize..start).unwrap_or("");
        let head = fold(clip(before, HEAD));
        folded.split(' ').filter(|w| !w.is_empty()).any(|w| !head.split(' ').any(|h| h == w))
    }

    /// Whether words begin with a label of the next meeting: `5.3 Date of next meeting: …`.
    pub(super) fn says_next(&self, range: TextRange) -> bool {
        let head = clip(range.slice(self.text), 60);
        if !head.contains([':', '-', '–', '—']) {
            return false;
        }
        let bare = Bare::of(self.text, range.start(), range.end().min(range.start() + 200));
        label(&bare, self.text, self.lexicon, false).is_some_and(|l| l.label == Label::Next)
    }

    /// Where words of the next meeting begin: `The next … meeting will be held on`.
    fn next_words(&self, text: &str, start: usize) -> Option<usize> {
        let mut from = 0;
        while let Some(i) = memchr::memmem::find(text.as_bytes().get(from..)?, b"ext").map(|i| i + from) {
            from = i + 3;
            let Some(blank) = text.get(from..).and_then(|t| t.chars().next()).filter(|c| c.is_whitespace()) else { continue };
            let capital = i.checked_sub(1).and_then(|n| text.as_bytes().get(n)).is_some_and(|b| matches!(b, b'n' | b'N'));
            let window = clip(text.get(i..)?, 200);
            let lower = window.to_lowercase();
            let Some(meeting) = lower.find("meeting").filter(|m| *m < 50) else { continue };
            if self.is_of_another_body(window.get(3 + blank.len_utf8()..meeting).unwrap_or(""), start) {
                continue;
            }
            // The next line of a list tells of something else.
            let window = window.get(..window.find("\n- ").or_else(|| window.find("\n* ")).unwrap_or(window.len())).unwrap_or("");
            let lower = window.to_lowercase();
            let rest = lower.get(meeting..).unwrap_or("");
            let says = ["held", "take place", "scheduled", "will be", " is ", "on ", ":"]
                .iter()
                .any(|w| rest.get(..rest.len().min(90)).is_some_and(|r| r.contains(w)));
            let dated = || super::date::scan(window, self.site.date_order).first().is_some_and(|f| f.start <= meeting + 10);
            if capital && (says || dated()) && rest.bytes().any(|b| b.is_ascii_digit()) {
                return text
                    .get(..i)
                    .map(|t| t.rfind(['.', '\n']).map_or(0, |n| n + 1))
                    .map(|n| n + text.get(n..).map_or(0, |t| t.len() - t.trim_start().len()));
            }
        }
        None
    }
}

/// The day that words name as that of the next meeting: none that they deny, and none behind words that no day is set.
fn said_day(text: &str, scanned: &[Found]) -> Option<Found> {
    // A fortnight in which it will be is no day.
    let scanned: Vec<Found> = scanned.iter().filter(|f| !is_wide(text.get(f.start..f.end).unwrap_or(""))).copied().collect();
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return scanned.iter().find(|f| f.day.is_some()).or(scanned.first()).copied();
    }
    let mut said = scanned.iter().filter(|found| {
        let start = clause_before(&lower, found.start);
        let end = lower
            .get(found.end..)
            .and_then(|t| t.find(". ").or_else(|| t.find(['\n', ';'])))
            .map_or(lower.len(), |i| found.end + i);
        let (before, own) = (lower.get(..start).unwrap_or(""), lower.get(start..end).unwrap_or(""));
        if NEXT_UNSET.is_inside(&fold(before)) {
            return false;
        }
        let (head, tail) = (lower.get(start..found.start).unwrap_or(""), lower.get(found.end..end).unwrap_or(""));
        // `not on 4 May but on 11 May`
        let instead = NEXT_INSTEAD.is_inside(&fold(head));
        let another = scanned.iter().any(|f| f.start >= found.end && f.end <= end) && NEXT_INSTEAD.is_inside(&fold(tail));
        !another && (instead || !NEXT_DENIED.is_inside(&fold(own)) && !NEXT_UNSET.is_inside(&fold(head)))
    });
    let first = said.clone().next().copied();
    said.find(|f| f.day.is_some()).copied().or(first)
}

/// Where the clause begins in which byte `at` is; the point of a number (`am 4. Mai`) ends none.
fn clause_before(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or("");
    let mut ends = before.char_indices().filter(|(i, c)| {
        let after = || before.get(i + 1..).is_some_and(|t| t.starts_with(char::is_whitespace));
        let number = || before.get(..*i).is_some_and(|t| t.ends_with(|d: char| d.is_ascii_digit()));
        *c == '\n' || *c == ';' || *c == '.' && after() && !number()
    });
    ends.next_back().map_or(0, |(i, _)| i + 1)
}

/// The place a sentence goes on to name: `at the Home Office.`
fn place(text: &str) -> Option<Box<str>> {
    let rest = text.trim_start_matches([' ', ',', ';', '(', '.']);
    let rest = ["at ", "in ", "yn ", "at: ", "Venue: ", "venue: ", "im ", "à "].iter().find_map(|w| rest.strip_prefix(w))?;
    let end = rest.find(". ").or_else(|| rest.find(['\n', ';', '('])).unwrap_or(rest.len());
    let words = rest.get(..end)?.trim().trim_end_matches(['.', ',', ')']);
    let good = !words.is_empty() && words.len() <= 120 && !words.starts_with(|c: char| c.is_ascii_digit());
    good.then(|| words.into())
}
