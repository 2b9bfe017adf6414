//! The lines of a report.

use std::collections::BTreeMap;

use super::super::assemble::AssembledDocument;
use super::super::imported::ImportedText;
use super::super::markdown::OFFER;
use super::super::markings::{FoundMarking, MarkingClass};
use super::super::report::{ImportFileReport, ImportLine, ImportLineKind};
use crate::diag::Diagnostic;
use crate::layout::{Origin, PagePlace};
use crate::record::{Meeting, PassageKind, Standing};

/// Words of a longer thing are cut.
const SHOWN: usize = 100;

/// Says what was read of a meeting.
pub(super) fn say_meeting(meeting: &Meeting, body: &str, part: &str, front_lines: usize, report: &mut ImportFileReport) {
    let rows = meeting.attendance.as_deref().unwrap_or(&[]);
    let count = |standings: &[Standing]| rows.iter().filter(|row| standings.contains(&row.standing)).count();
    let paragraphs = meeting.sections.iter().flat_map(|s| &s.passages);
    let numbered = paragraphs.filter(|p| matches!(p.kind, PassageKind::Paragraph(_))).count();
    let items = meeting.sections.iter().filter(|s| s.number.is_some()).count();
    let mut said = vec![meeting.date.strftime("%-d %B %Y").to_string()];
    let counts = [
        (count(&[Standing::Present, Standing::InAttendance]), "present"),
        (count(&[Standing::Apologies, Standing::Absent]), "not there"),
        (items, "numbered items"),
        (numbered, "numbered paragraphs"),
        (meeting.actions.len(), "actions"),
        (meeting.decisions.len(), "decisions"),
    ];
    said.extend(counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")));
    if let Some(next) = meeting.next.as_ref().and_then(|n| n.date) {
        said.push(format!("next meeting {next}"));
    }
    report.lines.push(ImportLine::new(ImportLineKind::Read, said.join(" · ")));
    let at = |offset: usize| {
        let start = body.find(part).filter(|_| part.len() < body.len()).unwrap_or(0);
        let before = body.get(start..offset).unwrap_or("");
        front_lines + before.matches('\n').count() + 1
    };
    if rows.is_empty() {
        report.lines.push(ImportLine::new(ImportLineKind::Unsure, "nobody was read as present"));
    }
    for row in rows_without_columns(meeting) {
        let words = body.get(row.line.range()).unwrap_or("").trim();
        let text = format!("“{}” has no organisation, as the rows around it have", cut(words));
        report.lines.push(ImportLine { kind: ImportLineKind::Unsure, text, line: Some(at(row.line.range().start)) });
    }
    say_first_item(meeting, at, report);
}

/// Rows that name no organisation in a list in which all others do.
fn rows_without_columns(meeting: &Meeting) -> Vec<&crate::record::Attendee> {
    let rows = meeting.attendance.as_deref().unwrap_or(&[]);
    let without: Vec<_> = rows.iter().filter(|row| row.organisation.is_none()).collect();
    if rows.len() >= 4 && without.len() * 4 <= rows.len() { without } else { Vec::new() }
}

/// Says so where the first numbered item is not the first.
fn say_first_item(meeting: &Meeting, at: impl Fn(usize) -> usize, report: &mut ImportFileReport) {
    let first = meeting.sections.iter().find_map(|s| Some((s.number.as_ref()?.to_string(), s.heading?)));
    if let Some((number, heading)) = first
        && let Ok(n) = number.parse::<u32>()
        && n > 1
    {
        let text = format!("the first item is {n}: what is before it is missing in the original");
        report.lines.push(ImportLine { kind: ImportLineKind::Unsure, text, line: Some(at(heading.range().start)) });
    }
}

/// Says what a person has to look at.
pub(super) fn say_doubts(
    assembled: &AssembledDocument,
    texts: &[ImportedText],
    problems: &[Diagnostic],
    report: &mut ImportFileReport,
) {
    let lines = texts.iter().flat_map(|t| t.text.lines().enumerate()).filter(|(_, line)| line.starts_with(OFFER));
    let mut lines = lines.map(|(n, _)| n + 1);
    for offer in &assembled.offers {
        let beside = if offer.beside.is_empty() { String::new() } else { format!(", beside {}", offer.beside) };
        let text = format!("{}{beside}: “{}” is offered as an action; its owner is not given", offer.place, cut(&offer.words));
        report.lines.push(ImportLine { kind: ImportLineKind::Unsure, text, line: lines.next() });
    }
    for problem in problems {
        report.lines.push(ImportLine::new(ImportLineKind::Unsure, problem.message.clone()));
    }
    if !assembled.empty_pages.is_empty() {
        let pages: Vec<String> = assembled.empty_pages.iter().map(u32::to_string).collect();
        let text = format!("pages without text: {}", pages.join(", "));
        report.lines.push(ImportLine::new(ImportLineKind::Unsure, text));
    }
}

/// Says what is not in the Markdown, what was tracked, and how it is marked.
pub(super) fn say_left_out(assembled: &AssembledDocument, markings: &[FoundMarking], report: &mut ImportFileReport) {
    let mut lines = Vec::new();
    for text in &assembled.furniture {
        let times = if text.all.len() > 1 { format!(" ({} times)", text.all.len()) } else { String::new() };
        lines.push(format!("{}: “{}”{times}", place_name(text.place), cut(&text.words)));
    }
    for left in &assembled.left_out {
        lines.push(format!("{}: “{}”{}", left.reason.words(), cut(&left.words), origin_name(&left.origin)));
    }
    push_all(lines, ImportLineKind::LeftOut, report);
    let change = |change: &super::super::extract::TrackedChange| {
        let what = if change.is_deletion { "a tracked deletion was left out" } else { "a tracked insertion was taken" };
        format!("{what}: “{}”{}", cut(&change.words), origin_name(&change.origin))
    };
    push_all(assembled.changes.iter().map(change).collect(), ImportLineKind::Changed, report);
    for marking in markings {
        let becomes = match marking.class {
            MarkingClass::Draft => ": it is a draft",
            MarkingClass::Secret | MarkingClass::Restricted => ": it is a draft until a person has decided who may see it",
            MarkingClass::Open => ": nothing was made of it",
        };
        let text = format!("“{}” in {}{becomes}", cut(&marking.line), place_name(marking.place));
        report.lines.push(ImportLine::new(ImportLineKind::Marking, text));
    }
}

/// Adds lines, each once and with how often it occurs.
fn push_all(lines: Vec<String>, kind: ImportLineKind, report: &mut ImportFileReport) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut order = Vec::new();
    for line in lines {
        let count = counts.entry(line.clone()).or_default();
        if *count == 0 {
            order.push(line);
        }
        *count += 1;
    }
    for line in &order {
        let times = counts.get(line).copied().unwrap_or(1);
        let text = if times > 1 { format!("{line}, {times} times") } else { line.clone() };
        report.lines.push(ImportLine::new(kind, text));
    }
}

/// All words that are not in the Markdown.
pub(super) fn left_out_words(assembled: &AssembledDocument) -> Vec<String> {
    let furniture = assembled.furniture.iter().flat_map(|text| text.all.iter().cloned());
    let left_out = assembled.left_out.iter().map(|left| left.words.clone());
    let deleted = assembled.changes.iter().filter(|c| c.is_deletion).map(|c| c.words.clone());
    furniture.chain(left_out).chain(deleted).collect()
}

fn place_name(place: PagePlace) -> &'static str {
    match place {
        PagePlace::Header => "the head of the page",
        PagePlace::Footer => "the foot of the page",
        PagePlace::Margin => "the margin",
        PagePlace::Watermark => "the watermark",
    }
}

fn origin_name(origin: &Origin) -> String {
    match origin {
        Origin::Page { page, .. } => format!(" (page {page})"),
        Origin::Part { path, .. } if !path.is_empty() => format!(" ({path})"),
        Origin::Part { .. } => String::new(),
        Origin::Line(line) => format!(" (line {line})"),
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}
