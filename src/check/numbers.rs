//! Numbers of items and paragraphs: one left out, one given twice. The first number is the author's to choose.

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic};
use crate::record::{Number, PassageKind, Record, Section, Span};

pub(super) fn check(record: &Record, found: &mut Vec<Diagnostic>) {
    for meeting in &record.meetings {
        let items = meeting.sections.iter().filter(|s| s.level <= 2);
        let items: Vec<(&Number, Span)> =
            items.filter_map(|s| Some((s.number.as_ref()?, s.heading?))).filter(|(n, _)| n.groups().len() == 1).collect();
        // A number that was withdrawn is left out on purpose.
        let is_withdrawn = |number: &str| meeting.document.tombstone(number).is_some();
        sequence("item", &items, &is_withdrawn, found);
        // Paragraphs of one item may stand under several headings.
        let paragraphs: Vec<(&Number, Span)> = meeting.sections.iter().flat_map(paragraphs).collect();
        sequence("paragraph", &paragraphs, &is_withdrawn, found);
        meeting.sections.iter().for_each(|section| first(section, &is_withdrawn, found));
    }
}

fn paragraphs(section: &Section) -> impl Iterator<Item = (&Number, Span)> {
    section.passages.iter().filter_map(|b| match &b.kind {
        PassageKind::Paragraph(number) => Some((number, b.whole)),
        _ => None,
    })
}

/// The number at the head of its line or heading: the caret is for that alone.
fn head(number: &Number, span: Span) -> Span {
    let len = u32::try_from(number.as_str().len()).unwrap_or(0);
    Span { end: span.start.saturating_add(len).min(span.end), ..span }
}

/// The paragraphs of item 3 begin at 3.1, wherever the items themselves begin.
fn first(section: &Section, is_withdrawn: &dyn Fn(&str) -> bool, found: &mut Vec<Diagnostic>) {
    let Some(item) = section.number.as_ref().map(Number::groups).filter(|g| g.len() == 1) else { return };
    let Some((number, span)) = paragraphs(section).next() else { return };
    let groups = number.groups();
    if groups.len() == 2 && groups.first() == item.first() && groups.get(1).is_some_and(|n| *n > 1) {
        let wanted = number.as_str().find(['.', '/']).and_then(|i| number.as_str().get(..=i)).unwrap_or("");
        if (1..*groups.get(1).unwrap_or(&1)).all(|n| is_withdrawn(&format!("{wanted}{n}"))) {
            return;
        }
        found.push(gap(
            format!("the first paragraph of item {} is {number}", item.first().unwrap_or(&0)),
            &format!("{wanted}1"),
            head(number, span),
        ));
    }
}

fn gap(message: String, wanted: &str, here: Span) -> Diagnostic {
    Diagnostic::new(Code::NumberGap, here, message)
        .expected(format!("the number {wanted}"))
        .remedy("put in what is missing; if it was left out of the published minutes, say so in a line of its own")
}

/// Says of each number that is not the one after the number before it, and of each that was given already. `2.2A` may follow `2.2`;
/// a smaller number starts a new count, and only a number of two groups is the same one in another count.
fn sequence(what: &str, numbers: &[(&Number, Span)], is_withdrawn: &dyn Fn(&str) -> bool, found: &mut Vec<Diagnostic>) {
    let mut given: BTreeMap<&Number, Span> = BTreeMap::new();
    let mut before: Option<&Number> = None;
    for (number, span) in numbers {
        let here = head(number, *span);
        let first = given.insert(number, here);
        if let Some(first) = first.filter(|_| before == Some(*number) || number.groups().len() > 1) {
            found.push(
                Diagnostic::new(Code::NumberTwice, here, format!("the number {number} is given twice"))
                    .expected("another number")
                    .related(first, "it was given here")
                    .remedy(format!("number this {what} {}", next(before.unwrap_or(number).as_str()))),
            );
        } else if let Some(last) = before.filter(|last| is_gap(&last.groups(), &number.groups())) {
            let (to, mut wanted) = (number.as_str(), next(last.as_str()));
            while wanted != to && is_withdrawn(&wanted) {
                wanted = next(&wanted);
            }
            if wanted != to {
                found.push(gap(format!("{what} {number} follows {last}"), &wanted, here));
            }
        }
        before = Some(number);
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
fn next(number: &str) -> String {
    let text = number.trim_end_matches(|c: char| c.is_ascii_uppercase());
    let at = text.rfind(['.', '/']).map_or(0, |i| i + 1);
    let last: u32 = text.get(at..).and_then(|t| t.parse().ok()).unwrap_or(0);
    format!("{}{}", text.get(..at).unwrap_or(""), last.saturating_add(1))
}
