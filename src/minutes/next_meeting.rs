//! The next meeting, where the words of a block tell of it.

use super::due::hours;
use super::label::label;
use super::walk::Walk;
use super::words::Label;
use crate::layout::bare::Bare;
use crate::layout::bare::clip;
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
            let Some(at) = self.next_words(text) else { return };
            from += at;
        }
        let bare = Bare::of(self.text, from, range.end().min(from + 600));
        let scanned = super::date::scan(&bare.text, self.site.date_order.or(Some(DateOrder::DayFirst)));
        let found = scanned.iter().find(|f| f.day.is_some()).or(scanned.first()).copied();
        let date = found.and_then(|f| super::date::after(f, self.date)).filter(|d| *d > Date::Day(self.date));
        if date.is_none() && (!stands || self.next.is_some()) {
            return;
        }
        let time = hours(&bare.text);
        let after = time.map(|(_, _, end)| end).or(found.map(|f| f.end)).unwrap_or(0);
        let venue = bare.text.get(after..).and_then(place);
        self.next = Some(NextMeeting {
            date,
            hours: time.map(|(h, _, _)| h),
            venue,
            anchor: anchor.into(),
            span: self.span(range.from(from)),
        });
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
    fn next_words(&self, text: &str) -> Option<usize> {
        let mut from = 0;
        while let Some(i) = memchr::memmem::find(text.as_bytes().get(from..)?, b"ext ").map(|i| i + from) {
            from = i + 4;
            let capital = i.checked_sub(1).and_then(|n| text.as_bytes().get(n)).is_some_and(|b| matches!(b, b'n' | b'N'));
            let window = clip(text.get(i..)?, 200);
            let lower = window.to_lowercase();
            let Some(meeting) = lower.find("meeting").filter(|m| *m < 50) else { continue };
            let rest = lower.get(meeting..).unwrap_or("");
            let says = ["held", "take place", "scheduled", "will be", " is ", "on ", ":"]
                .iter()
                .any(|w| rest.get(..rest.len().min(90)).is_some_and(|r| r.contains(w)));
            if capital && says && rest.bytes().any(|b| b.is_ascii_digit()) {
                return text
                    .get(..i)
                    .map(|t| t.rfind(['.', '\n']).map_or(0, |n| n + 1))
                    .map(|n| n + text.get(n..).map_or(0, |t| t.len() - t.trim_start().len()));
            }
        }
        None
    }
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
