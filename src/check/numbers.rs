//! Numbers of items and paragraphs: one left out, one given twice, one out of order. The first number is the author's to choose.

use std::collections::{BTreeMap, BTreeSet};

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
/// a smaller number starts a new count, unless it is one that this count has left out, and only a number of two groups is the same one in
/// another count.
fn sequence(what: &str, numbers: &[(&Number, Span)], is_withdrawn: &dyn Fn(&str) -> bool, found: &mut Vec<Diagnostic>) {
    let all: BTreeSet<&str> = numbers.iter().map(|(number, _)| number.as_str()).collect();
    // Items of several counts say nothing of each other.
    let is_one_count = all.len() == numbers.len() || numbers.iter().all(|(number, _)| number.groups().len() > 1);
    let is_given = |number: &str| is_one_count && all.contains(number);
    let first = numbers.first().map(|(number, _)| number.groups());
    let mut given: BTreeMap<&Number, Span> = BTreeMap::new();
    let mut before: Option<&Number> = None;
    for (number, span) in numbers {
        let here = head(number, *span);
        let earlier = given.insert(number, here);
        if let Some(earlier) = earlier.filter(|_| before == Some(*number) || number.groups().len() > 1) {
            found.push(
                Diagnostic::new(Code::NumberTwice, here, format!("the number {number} is given twice"))
                    .expected("another number")
                    .related(earlier, "it was given here")
                    .remedy(format!("number this {what} {}", next(before.unwrap_or(number).as_str()))),
            );
        } else if let Some(last) = before.filter(|last| is_gap(&last.groups(), &number.groups())) {
            let (to, mut wanted) = (number.as_str(), next(last.as_str()));
            // One that comes too late is told where it comes.
            while wanted != to && (is_withdrawn(&wanted) || is_given(&wanted)) {
                wanted = next(&wanted);
            }
            if wanted != to {
                found.push(gap(format!("{what} {number} follows {last}"), &wanted, here));
            }
        } else if let Some(last) = before.filter(|last| is_before(&number.groups(), &last.groups()))
            && is_one_count
            && (number.groups().len() > 1 || first.as_ref().is_some_and(|first| is_before(first, &number.groups())))
        {
            found.push(
                Diagnostic::new(Code::NumberOrder, here, format!("{what} {number} follows {last}"))
                    .expected("a larger number")
                    .related(given.get(last).copied().unwrap_or(here), "the one before it")
                    .remedy(format!("put {number} before {last}, or correct the number that is wrong")),
            );
        }
        before = Some(number);
    }
}

/// The same groups but the last, which is smaller.
fn is_before(number: &[u32], other: &[u32]) -> bool {
    match (number.split_last(), other.split_last()) {
        (Some((a, head)), Some((b, lead))) => head == lead && a < b,
        _ => false,
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
