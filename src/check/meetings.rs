//! The next meeting that was on another day or never recorded, and reviews that are overdue.

use super::quiet::{dormant, ended, quieter};
use crate::diag::{Code, Diagnostic, nearest};
use crate::record::{Date, Day, List, Meeting, Record, Span};

/// For so many days after a meeting its minutes may well be in the making.
const WRITING: i64 = 42;

pub(super) fn check(record: &Record, today: Day, found: &mut Vec<Diagnostic>) {
    for meeting in record.meetings.iter().filter(|m| !m.cancelled) {
        next(record, meeting, today, found);
        papers(meeting, found);
    }
    // Nor does it review.
    for list in record.lists.iter().filter(|l| !l.body.is_some_and(|b| ended(record, b, today))) {
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
        // A body that has ended meets no more.
        None if announced.last() < today && !ended(record, meeting.body, today) => {
            let diagnostic = Diagnostic::new(
                Code::NextMeetingDiffers,
                span,
                format!("the next meeting was announced for {} and has no minutes", announced.in_english()),
            )
            .expected("a meeting of this body on that day")
            .remedy("add its minutes; if it was not held, add a file with `cancelled = true`");
            // Minutes take their time; of a body that meets no more, only those who have them know; and an invented one met on no day at all.
            let fresh = announced.last().checked_add(jiff::Span::new().days(WRITING)).is_ok_and(|d| d >= today);
            let is_invented = meeting.document.illustrative || record.bodies[meeting.body.ix()].illustrative;
            let quiet = fresh || is_invented || dormant(record, meeting.body, today);
            found.push(if quiet { quieter(diagnostic) } else { diagnostic });
        }
        _ => {}
    }
}

/// A paper for an item that the minutes do not have.
fn papers(meeting: &Meeting, found: &mut Vec<Diagnostic>) {
    let numbers = || meeting.sections.iter().filter_map(|s| s.number.as_ref()).map(|n| n.as_str());
    let paragraphs = || meeting.sections.iter().flat_map(|s| &s.passages).map(|b| &*b.anchor);
    for item in meeting.papers.iter().filter_map(|p| p.item.as_ref()) {
        if meeting.sections.iter().any(|s| !s.passages.is_empty())
            && !numbers().any(|n| n == &*item.text)
            && !paragraphs().any(|p| p == &*item.text)
        {
            let near = nearest(&item.text, numbers());
            let remedy = near.map_or_else(|| "name the number of an item".to_owned(), |n| format!("did you mean `{n}`?"));
            found.push(
                Diagnostic::new(
                    Code::DeadAnchor,
                    item.span,
                    format!("the paper is for item {}, and there is no such item", item.text),
                )
                .expected("the number of an item of these minutes")
                .remedy(remedy),
            );
        }
    }
}

fn review(record: &Record, list: &List, today: Day, found: &mut Vec<Diagnostic>) {
    let Some(due) = list.review_due().filter(|d| *d < today) else { return };
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
