//! What an expert secretary would catch: things that are well formed and probably wrong.
//!
//! Every check reads the linked record and says what it found, where, and how to mend it. A check is
//! quiet where it cannot know: it never warns of what a body's habits explain. What cannot be read or
//! resolved at all is said by `parse` and `link`, not here.

mod actions;
mod allowed;
mod attendance;
pub mod coverage;
pub mod explain;
pub mod external;
mod headings;
mod meetings;
mod motions;
mod names;
mod numbers;
pub mod offers;
mod quiet;
mod reasons;
mod reviews;

pub use allowed::Allowances;

use crate::diag::{Diagnostic, sort};
use crate::record::{Day, Record};

/// Checks a record as of a day.
pub fn check(record: &Record, today: Day) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    attendance::check(record, &mut found);
    names::check(record, &mut found);
    numbers::check(record, &mut found);
    actions::check(record, &mut found);
    meetings::check(record, today, &mut found);
    motions::check(record, &mut found);
    headings::check(record, &mut found);
    reasons::check(record, &mut found);
    reviews::check(record, &mut found);
    sort(&mut found);
    found
}
