//! When a list is to be reviewed next, and whether that is overdue.

use serde::Serialize;

use crate::locale::Speech;
use crate::record::{Day, List, Review};
use crate::view::LanguageSite;

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
pub(super) fn next_review(site: &LanguageSite<'_>, list: &List) -> NextReview {
    let today = site.today;
    let Some(review) = list.next_review() else { return NextReview::default() };
    let said = site.review(review);
    if list.is_review_met() {
        return NextReview { said, done: true, ..NextReview::default() };
    }
    let Some(due) = list.review_due() else { return NextReview { said, ..NextReview::default() } };
    let overdue = due < today;
    let by = if overdue { lateness(site.words(), due, today) } else { String::new() };
    NextReview { said, due: due.to_string(), overdue, by, done: false }
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
pub(super) fn said(site: &LanguageSite<'_>, review: Option<&Review>) -> String {
    review.map(|r| site.review(r)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Messages;
    use crate::render::theme::Theme;
    use jiff::civil::date;

    #[test]
    fn when_it_is_late() {
        let (messages, _) = Messages::load(&Theme::default().catalogues(), &["en", "cy"]);
        let late = |lang, due, today| lateness(Speech::new(&messages, lang), due, today);
        assert_eq!(late("en", date(2012, 8, 31), date(2012, 9, 1)), "1 day");
        assert_eq!(late("en", date(2012, 8, 31), date(2012, 12, 31)), "4 months");
        assert_eq!(late("en", date(2012, 8, 31), date(2026, 8, 31)), "14 years");
        assert_eq!(late("cy", date(2012, 8, 31), date(2012, 9, 2)), "2 ddiwrnod");
        assert_eq!(late("cy", date(2012, 8, 31), date(2026, 8, 31)), "14 o flynyddoedd");
    }
}
