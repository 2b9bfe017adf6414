//! What an expert secretary would catch: things that are well formed and probably wrong.
//!
//! Every check reads the linked record and says what it found, where, and how to mend it. A check is
//! quiet where it cannot know: it never warns of what a body's habits explain. What cannot be read or
//! resolved at all is said by `parse` and `link`, not here.

mod actions;
mod attendance;
pub mod coverage;
mod meetings;
mod names;
mod numbers;
pub mod offers;

use crate::diag::{Diagnostic, Severity, sort};
use crate::record::{BodyIx, Day, Record};

/// Checks a record as of a day.
pub fn check(record: &Record, today: Day) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    attendance::check(record, &mut found);
    names::check(record, &mut found);
    numbers::check(record, &mut found);
    actions::check(record, &mut found);
    meetings::check(record, today, &mut found);
    sort(&mut found);
    found
}

/// Whether a body has ceased to meet.
fn ended(record: &Record, body: BodyIx, today: Day) -> bool {
    record.bodies[body.ix()].ended.is_some_and(|e| e.last() < today)
}

/// A body whose last meeting is more than two years past keeps its record as it was left: what is overdue there is worth a note, not a warning.
fn dormant(record: &Record, body: BodyIx, today: Day) -> bool {
    let last = record.meetings_of(body).next_back().map(|(_, m)| m.date);
    last.is_none_or(|d| {
        today.year() - d.year() > 2 || (today.year() - d.year() == 2 && (today.month(), today.day()) > (d.month(), d.day()))
    })
}

/// A diagnostic one step quieter.
fn quieter(mut diagnostic: Diagnostic) -> Diagnostic {
    diagnostic.severity = Severity::Note;
    diagnostic
}
