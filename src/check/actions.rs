//! Actions that cannot be due when they say, and those that nobody has spoken of for a long time.

use super::quiet::quieter;
use crate::diag::{Code, Diagnostic};
use crate::record::{Action, Date, Day, Due, EventPlace, Record, Turn};

/// For how many meetings an action may stay open without a word, where the site does not say.
const OPEN_MEETINGS: u32 = 3;

pub(super) fn check(record: &Record, found: &mut Vec<Diagnostic>) {
    for action in &record.actions {
        due_too_early(record, action, found);
        forgotten(record, action, found);
    }
}

/// The due date the action was raised with, and each that it was given later.
fn due_too_early(record: &Record, action: &Action, found: &mut Vec<Diagnostic>) {
    let raised = record.meetings[action.meeting.ix()].date;
    if let Some(due) = &record.raised(action).due {
        too_early(due, Date::Day(raised), "the meeting", found);
    }
    for event in &action.history {
        for turn in &record.update(event).changes {
            if let Turn::Due(due) = turn {
                too_early(due, event.date, "it was said", found);
            }
        }
    }
}

fn too_early(due: &Due, said: Date, what: &str, found: &mut Vec<Diagnostic>) {
    if due.date.is_some_and(|d| d.last() < said.first()) {
        found.push(
            Diagnostic::new(
                Code::DueBeforeMeeting,
                due.span,
                format!("the action is due {}, before {what} on {}", due.text, said.in_english()),
            )
            .expected(format!("a date from {} on", said.first()))
            .remedy("correct the date; its year is the likeliest slip"),
        );
    }
}

/// Counts the meetings since the action was last spoken of. One that is spoken of and goes on and on is worth a note.
fn forgotten(record: &Record, action: &Action, found: &mut Vec<Diagnostic>) {
    if !action.status.is_open() {
        return;
    }
    let limit = record.site.open_meetings.unwrap_or(OPEN_MEETINGS);
    let raised = record.meetings[action.meeting.ix()].date;
    let due = action.due.as_ref().and_then(|d| d.date).map(|d| d.last());
    let since = |day: Day| {
        let held = record.meetings_of(action.body).filter(|(_, m)| m.date > day && !m.cancelled && !m.is_to_come);
        u32::try_from(held.filter(|(_, m)| due.is_none_or(|d| d < m.date)).count()).unwrap_or(u32::MAX)
    };
    let spoken = action.history.iter().map(|e| match e.place {
        EventPlace::Meeting(m, _) => record.meetings[m.ix()].date,
        EventPlace::Row(..) => e.date.last(),
    });
    let (silent, all) = (since(spoken.max().unwrap_or(raised).max(raised)), since(raised));
    let place = record.raised(action).text;
    let remedy = format!("say how it stands in the next minutes: `**ACTION {}:** done.`", action.id);
    if silent > limit {
        found.push(
            Diagnostic::new(
                Code::ActionOpenLong,
                place,
                format!("the action `{}` has been open for {silent} meetings without a word", action.id),
            )
            .expected("it was raised here")
            .remedy(remedy),
        );
    } else if all > limit {
        found.push(quieter(
            Diagnostic::new(Code::ActionOpenLong, place, format!("the action `{}` has been open for {all} meetings", action.id))
                .expected("it was raised here")
                .remedy(remedy),
        ));
    }
}
