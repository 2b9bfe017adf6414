//! Actions that cannot be due when they say, and those that nobody has spoken of for a long time.

use crate::diag::{Code, Diagnostic};
use crate::record::{Action, EventPlace, Record};

/// For how many meetings an action may stay open without a word, where the site does not say.
const OPEN_MEETINGS: u32 = 3;

pub(super) fn check(record: &Record, found: &mut Vec<Diagnostic>) {
    for action in &record.actions {
        due_too_early(record, action, found);
        forgotten(record, action, found);
    }
}

fn due_too_early(record: &Record, action: &Action, found: &mut Vec<Diagnostic>) {
    let meeting = &record.meetings[action.meeting.ix()];
    let Some(due) = &record.raised(action).due else { return };
    if due.date.is_some_and(|d| d.last() < meeting.date) {
        found.push(
            Diagnostic::new(
                Code::DueBeforeMeeting,
                due.span,
                format!("the action is due on {}, before the meeting of {}", due.text, meeting.date),
            )
            .expected("a date after the meeting")
            .remedy("correct the date; its year is the likeliest slip"),
        );
    }
}

/// Counts the meetings since the action was last spoken of.
fn forgotten(record: &Record, action: &Action, found: &mut Vec<Diagnostic>) {
    if !action.status.is_open() {
        return;
    }
    let limit = record.site.open_meetings.unwrap_or(OPEN_MEETINGS);
    let spoken = action.history.iter().map(|e| match e.place {
        EventPlace::Meeting(m, _) => record.meetings[m.ix()].date,
        EventPlace::Row(..) => e.date.last(),
    });
    let last = spoken.max().unwrap_or(record.meetings[action.meeting.ix()].date);
    let due = action.due.as_ref().and_then(|d| d.date).map(|d| d.last());
    let since = record.meetings_of(action.body).filter(|(_, m)| m.date > last && !m.cancelled && due.is_none_or(|d| d < m.date));
    let count = u32::try_from(since.count()).unwrap_or(u32::MAX);
    if count > limit {
        found.push(
            Diagnostic::new(
                Code::ActionOpenLong,
                record.raised(action).text,
                format!("the action `{}` has been open for {count} meetings without a word", action.id),
            )
            .expected("it was raised here")
            .remedy(format!("say how it stands in the next minutes: `**ACTION {}:** done.`", action.id)),
        );
    }
}
