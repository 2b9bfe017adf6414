//! What makes a check quieter: a body that meets no more.

use crate::diag::{Diagnostic, Severity};
use crate::record::{BodyIx, Day, Record};

/// Returns true if a body has ceased to meet.
pub(super) fn ended(record: &Record, body: BodyIx, today: Day) -> bool {
    record.bodies[body.ix()].ended.is_some_and(|e| e.last() < today)
}

/// A body whose last meeting is more than two years past keeps its record as it was left: what is overdue there is worth a note, not a warning.
pub(super) fn dormant(record: &Record, body: BodyIx, today: Day) -> bool {
    let last = record.meetings_of(body).next_back().map(|(_, m)| m.date);
    last.is_none_or(|d| {
        today.year() - d.year() > 2 || (today.year() - d.year() == 2 && (today.month(), today.day()) > (d.month(), d.day()))
    })
}

/// A diagnostic one step quieter.
pub(super) fn quieter(mut diagnostic: Diagnostic) -> Diagnostic {
    diagnostic.severity = Severity::Note;
    diagnostic
}
