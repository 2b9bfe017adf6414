//! When a list is to be reviewed next, and whether that is overdue.

use serde::Serialize;

use crate::record::{Date, Day, List, Review};

/// The next review.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(super) struct NextReview {
    /// What was said of it: `yearly`, `after August 2012`; empty: nothing.
    pub(super) said: String,
    /// The last day on which it is not overdue, ISO 8601; empty: not known.
    pub(super) due: String,
    /// It is overdue.
    pub(super) overdue: bool,
    /// By how much, in words: `3 months`.
    pub(super) by: String,
    /// The date that was set has passed, and a revision has been made since: no other date is set.
    pub(super) done: bool,
}

/// What the list's last revision says of the next review, else what the list does.
pub(super) fn next_review(list: &List, today: Day) -> NextReview {
    let last = list.revisions.last();
    let Some(review) = last.and_then(|r| r.next_review.as_ref()).or(list.review.as_ref()) else { return NextReview::default() };
    let said = review.to_string();
    let Some(due) = review.due(last.map(|r| r.date)) else { return NextReview { said, ..NextReview::default() } };
    // A single date that the list names is met by any revision made on it or later.
    let single = matches!(review, Review::On(_) | Review::After(_));
    let own = last.is_some_and(|r| r.next_review.is_some());
    if single && !own && last.is_some_and(|r| meets(review, r.date)) {
        return NextReview { said, done: true, ..NextReview::default() };
    }
    let overdue = due < today;
    let by = if overdue { lateness(due, today) } else { String::new() };
    NextReview { said, due: due.to_string(), overdue, by, done: false }
}

/// Whether a revision of `day` is the review that was asked for.
fn meets(review: &Review, day: Day) -> bool {
    match review {
        Review::On(date) => day >= date.first(),
        Review::After(date) => day > date.last(),
        Review::Every(_) => false,
    }
}

/// How long ago a day was, roughly: days up to two months, then months, then years.
fn lateness(due: Day, today: Day) -> String {
    let days = due.until(today).map_or(0, |s| s.get_days());
    let (n, unit) = match days {
        0..=60 => (days, "day"),
        61..=730 => (days / 30, "month"),
        _ => (days / 365, "year"),
    };
    format!("{n} {unit}{}", if n == 1 { "" } else { "s" })
}

/// What a revision said of the next review.
pub(super) fn said(review: Option<&Review>) -> String {
    review.map(ToString::to_string).unwrap_or_default()
}

/// A day as people read it.
pub(super) fn day(day: Day) -> String {
    Date::Day(day).in_english()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn when_it_is_late() {
        assert_eq!(lateness(date(2012, 8, 31), date(2012, 9, 1)), "1 day");
        assert_eq!(lateness(date(2012, 8, 31), date(2012, 12, 31)), "4 months");
        assert_eq!(lateness(date(2012, 8, 31), date(2026, 8, 31)), "14 years");
    }
}
