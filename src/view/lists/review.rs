//! When a list is to be reviewed next, and whether that is overdue.

use serde::Serialize;

use crate::record::{Day, List, Review};
use crate::render::messages::Speech;
use crate::view::Desk;

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
pub(super) fn next_review(desk: &Desk<'_>, list: &List) -> NextReview {
    let today = desk.today;
    let last = list.revisions.last();
    let Some(review) = last.and_then(|r| r.next_review.as_ref()).or(list.review.as_ref()) else { return NextReview::default() };
    let said = desk.review(review);
    let Some(due) = review.due(last.map(|r| r.date)) else { return NextReview { said, ..NextReview::default() } };
    if is_done(list, review) {
        return NextReview { said, done: true, ..NextReview::default() };
    }
    let overdue = due < today;
    let by = if overdue { lateness(desk.words(), due, today) } else { String::new() };
    NextReview { said, due: due.to_string(), overdue, by, done: false }
}

/// The day by which a list is to be reviewed: the last on which that is not overdue; `None` where no date is set, or the one that was is met.
pub fn review_due(list: &List) -> Option<Day> {
    let last = list.revisions.last();
    let review = last.and_then(|r| r.next_review.as_ref()).or(list.review.as_ref())?;
    review.due(last.map(|r| r.date)).filter(|_| !is_done(list, review))
}

/// A single date that the list names is met by any revision made on it or later.
fn is_done(list: &List, review: &Review) -> bool {
    let single = matches!(review, Review::On(_) | Review::After(_));
    single && list.revisions.last().is_some_and(|r| r.next_review.is_none() && meets(review, r.date))
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
fn lateness(words: Speech<'_>, due: Day, today: Day) -> String {
    let days = due.until(today).map_or(0, |s| s.get_days()).max(0);
    let (n, unit) = match days {
        0..=60 => (days, "age_days"),
        61..=730 => (days / 30, "age_months"),
        _ => (days / 365, "age_years"),
    };
    words.count(unit, n.unsigned_abs() as usize, &[])
}

/// What a revision said of the next review.
pub(super) fn said(desk: &Desk<'_>, review: Option<&Review>) -> String {
    review.map(|r| desk.review(r)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::messages::Messages;
    use crate::render::theme::Theme;
    use jiff::civil::date;

    #[test]
    fn when_it_is_late() {
        let (messages, _) = Messages::load(&Theme::default(), &["en", "cy"]);
        let late = |lang, due, today| lateness(Speech::new(&messages, lang), due, today);
        assert_eq!(late("en", date(2012, 8, 31), date(2012, 9, 1)), "1 day");
        assert_eq!(late("en", date(2012, 8, 31), date(2012, 12, 31)), "4 months");
        assert_eq!(late("en", date(2012, 8, 31), date(2026, 8, 31)), "14 years");
        assert_eq!(late("cy", date(2012, 8, 31), date(2012, 9, 2)), "2 ddiwrnod");
        assert_eq!(late("cy", date(2012, 8, 31), date(2026, 8, 31)), "14 o flynyddoedd");
    }
}
