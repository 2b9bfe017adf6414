//! What is later than the day that stands for today: it has not happened. Minutes of a day to come are an agenda, what was said of an action
//! later was not said yet, and a revision of a list that is not in force is not the list.

use std::sync::Arc;

use crate::parse::Parts;
use crate::record::{Day, Meeting};

/// Cuts the parts of a record to a day.
pub fn cut_to_day(parts: &mut Parts, today: Day) {
    let translated = parts.pages.iter_mut().filter_map(|page| page.translation.as_mut()?.minutes.as_mut());
    translated.filter(|meeting| meeting.date > today).for_each(Meeting::make_agenda);
    let to_come = parts.meetings.iter_mut().filter(|meeting| meeting.date > today);
    to_come.for_each(|meeting| Arc::make_mut(meeting).make_agenda());
    for body in &mut parts.bodies {
        body.updates.retain(|row| row.date.first() <= today);
    }
    for list in &mut parts.lists {
        let revisions = std::mem::take(&mut list.revisions);
        (list.revisions, list.to_come) = revisions.into_iter().partition(|revision| revision.date <= today);
        list.to_come.sort_by_key(|revision| (revision.date, revision.file));
    }
}
