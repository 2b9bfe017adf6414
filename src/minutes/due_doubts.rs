//! Days by which something is due that can be read in two ways, or in none: told, and published as they are written.

use super::due::{is_other_weekday, no_such_day};
use super::lexicon::DUE_LEADS;
use super::walk::Walk;
use crate::diag::{Code, Diagnostic};
use crate::layout::bare::Bare;
use crate::record::{Due, Span};

impl Walk<'_> {
    /// Notes what is doubtful of the day by which an action is due, if anything is.
    pub(super) fn doubt_due(&mut self, bare: &Bare, due: Option<&Due>) {
        let Some(due) = due else {
            if let Some(range) = no_such_day(&bare.text) {
                let words = range.slice(&bare.text);
                let span = self.span(bare.range(range.start(), range.end()));
                self.doubt_day(span, &format!("{words}: there is no such day, so that the action has no due date"));
            }
            return;
        };
        let words = &*due.text;
        let led = || DUE_LEADS.iter().next().map(|lead| format!("{lead} {words}")).unwrap_or_default();
        match due.date.and_then(|date| date.day()) {
            None if no_such_day(&led()).is_some() => {
                self.doubt_day(due.span, &format!("{words}: there is no such day, so that the action has no due date"));
            }
            Some(day) if is_other_weekday(words, day) => {
                self.doubt_day(due.span, &format!("{words}: {day} is another day of the week"));
            }
            Some(day) if self.site.date_order.is_none() && has_two_orders(words) => {
                self.doubt_day(due.span, &format!("{words}: the day or the month may come first; it is read as {day}"));
            }
            _ => {}
        }
    }

    /// Notes that a day is in doubt.
    pub(super) fn doubt_day(&mut self, span: Span, message: &str) {
        let order = r#"{date_order = "dmy"}"#.trim_matches(['{', '}']);
        let note = Diagnostic::new(Code::DoubtfulDate, Some(span), message)
            .expected("<day> <month as a word> <year>, or <year>-<month>-<day>")
            .remedy(format!("{order} in site.toml says which number comes first; another day is for the author to correct"));
        self.doubts.push(note);
    }
}

/// Whether a day is written in numbers of which either can be the month: `7/8/21`.
pub(super) fn has_two_orders(words: &str) -> bool {
    let mut numbers = words.split(|c: char| !c.is_ascii_digit()).filter(|t| !t.is_empty());
    let small = |t: Option<&str>| t.and_then(|t| t.parse::<u8>().ok()).filter(|n| (1..=12).contains(n));
    let slashed = words.contains('/') || words.matches('-').count() == 2;
    let (first, second, year) = (numbers.next(), numbers.next(), numbers.next());
    slashed
        && year.is_some()
        && small(first).zip(small(second)).is_some_and(|(a, b)| a != b)
        && first.is_some_and(|t| t.len() <= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_two_orders() {
        for words in ["7/8/21", "03/04/2024", "03-04-24"] {
            assert!(has_two_orders(words), "{words}");
        }
        for words in ["13/8/21", "7/7/21", "7.8.2021", "2021/08/07", "7 August 2021", "next week"] {
            assert!(!has_two_orders(words), "{words}");
        }
    }
}
