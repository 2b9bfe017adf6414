//! The next meeting that was on another day or never recorded, and reviews that are overdue.

use super::{dormant, quieter};
use crate::diag::{Code, Diagnostic};
use crate::record::{Date, Day, List, Meeting, Record, Span};

pub(super) fn check(record: &Record, today: Day, found: &mut Vec<Diagnostic>) {
    for meeting in record.meetings.iter().filter(|m| !m.cancelled) {
        next(record, meeting, today, found);
    }
    for list in &record.lists {
        review(record, list, today, found);
    }
}

fn next(record: &Record, meeting: &Meeting, today: Day, found: &mut Vec<Diagnostic>) {
    let Some((announced, span)) = meeting.next.as_ref().and_then(|n| Some((n.date?, n.span))) else { return };
    let follows = record.meetings_of(meeting.body).map(|(_, m)| m).find(|m| m.date > meeting.date);
    match follows {
        Some(held) if held.date < announced.first() || announced.last() < held.date => found.push(
            Diagnostic::new(
                Code::NextMeetingDiffers,
                span,
                format!("the next meeting was announced for {} and is recorded on {}", announced.in_english(), Date::Day(held.date).in_english()),
            )
            .expected("this day")
            .related(Span::new(held.document.file, 0, 0), "these are the next minutes")
            .remedy("correct the day that is wrong; where the meeting was moved, the later minutes may say so and this check be set to \"off\""),
        ),
        None if announced.last() < today => {
            // Whether it was held may be known only to those who have its minutes.
            found.push(quieter(
                Diagnostic::new(
                    Code::NextMeetingDiffers,
                    span,
                    format!("the next meeting was announced for {} and has no minutes", announced.in_english()),
                )
                .expected("a meeting of this body on that day")
                .remedy("add its minutes; if it was not held, add a file with `cancelled = true`"),
            ));
        }
        _ => {}
    }
}

fn review(record: &Record, list: &List, today: Day, found: &mut Vec<Diagnostic>) {
    let last = list.revisions.last();
    let Some(review) = last.and_then(|r| r.next_review.as_ref()).or(list.review.as_ref()) else { return };
    let Some(due) = review.due(last.map(|r| r.date)).filter(|d| *d < today) else { return };
    let diagnostic = Diagnostic::new(
        Code::ReviewOverdue,
        Span::new(list.document.file, 0, 0),
        format!("the review of `{}` was due by {}", list.document.title, Date::Day(due).in_english()),
    )
    .remedy("add the revision that the review led to, even if nothing changed, or set the next review");
    found.push(if list.body.is_some_and(|b| dormant(record, b, today)) || list.withheld {
        quieter(diagnostic)
    } else {
        diagnostic
    });
}
