//! Numbers of items and paragraphs: one left out, one given twice. The first number is the author's to choose.

use crate::diag::{Code, Diagnostic};
use crate::record::{BlockKind, Number, Record, Span};

pub(super) fn check(record: &Record, found: &mut Vec<Diagnostic>) {
    for meeting in &record.meetings {
        let items = meeting.sections.iter().filter(|s| s.level <= 2);
        let items = items.filter_map(|s| Some((s.number.as_ref()?, s.heading?)));
        sequence("item", items.filter(|(n, _)| n.groups().len() == 1), found);
        for section in &meeting.sections {
            let numbered = section.blocks.iter().filter_map(|b| match &b.kind {
                BlockKind::Paragraph(number) => Some((number, b.whole)),
                _ => None,
            });
            sequence("paragraph", numbered, found);
        }
    }
}

/// Says of each number that is not the one after the number before it. `2.2A` may follow `2.2`; a smaller number starts a new count.
fn sequence<'a>(what: &str, numbers: impl Iterator<Item = (&'a Number, Span)>, found: &mut Vec<Diagnostic>) {
    let mut before: Option<(&Number, Span)> = None;
    for (number, span) in numbers {
        // The number stands at the head of its line; the caret is for that alone.
        let here =
            Span { end: span.start.saturating_add(u32::try_from(number.as_str().len()).unwrap_or(0)).min(span.end), ..span };
        if let Some((last, at)) = before {
            let (old, new) = (last.groups(), number.groups());
            if number == last {
                found.push(
                    Diagnostic::new(Code::NumberTwice, here, format!("the number {number} is given twice"))
                        .expected("another number")
                        .related(at, "it was given here")
                        .remedy(format!("number this {what} {}", next(last))),
                );
            } else if is_gap(&old, &new) {
                found.push(
                    Diagnostic::new(Code::NumberGap, here, format!("{what} {number} follows {last}"))
                        .expected(format!("the number {}", next(last)))
                        .remedy(
                            "put in what is missing; if it was left out of the published minutes, say so in a line of its own",
                        ),
                );
            }
        }
        before = Some((number, span));
    }
}

/// The same groups but the last, which skips at least one.
fn is_gap(old: &[u32], new: &[u32]) -> bool {
    match (old.split_last(), new.split_last()) {
        (Some((a, head)), Some((b, lead))) if head.len() == lead.len() => head == lead && *b > a.saturating_add(1),
        _ => false,
    }
}

/// The number after one: `2.10` after `2.9`.
fn next(number: &Number) -> String {
    let text = number.as_str().trim_end_matches(|c: char| c.is_ascii_uppercase());
    let at = text.rfind(['.', '/']).map_or(0, |i| i + 1);
    let last: u32 = text.get(at..).and_then(|t| t.parse().ok()).unwrap_or(0);
    format!("{}{}", text.get(..at).unwrap_or(""), last.saturating_add(1))
}
