//! Minutes in the grammar: rows of attendance as a list under a heading, as `new meeting` writes them.
//!
//! An edit is kept only where the reader of minutes finds the same in the text as before it.

use super::reading::{MeetingFacts, PersonFacts, ReadingGround, read_meetings};
use crate::record::{Attendee, Meeting, PassageKind, RowOrder, Section};

/// A word in capitals behind a name is a role from this length on: `MP` and `OBE` are not.
const ROLE: usize = 4;

/// A line that opens a list of people is no longer.
const LABEL: usize = 60;

/// A part of a text and what it becomes.
struct TextEdit {
    start: usize,
    end: usize,
    text: String,
}

/// The form of a word in capitals behind a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TrailingRole {
    /// `Ann Lee MP (CHAIR)`: it is a role. A surname in capitals is none, and the reading would differ.
    InBrackets,
    /// `Ann Lee MP CHAIR`.
    AsWritten,
}

/// Returns the text with its attendance in the grammar, where that changes nothing of what it says.
pub(super) fn settle(text: String, ground: ReadingGround<'_>) -> String {
    let (meetings, _) = read_meetings(&text, ground);
    let facts: Vec<MeetingFacts> = meetings.iter().map(|m| MeetingFacts::of(m, &text)).collect();
    for role in [TrailingRole::InBrackets, TrailingRole::AsWritten] {
        let edits: Vec<TextEdit> = meetings.iter().flat_map(|m| edits(m, &text, role)).collect();
        if edits.is_empty() {
            break;
        }
        let edited = apply(&text, edits);
        let (again, _) = read_meetings(&edited, ground);
        let settled: Vec<MeetingFacts> = again.iter().map(|m| MeetingFacts::of(m, &edited)).collect();
        if facts.len() == settled.len() && facts.iter().zip(&settled).all(|(a, b)| says_the_same(a, b)) {
            return edited;
        }
    }
    text
}

fn apply(text: &str, mut edits: Vec<TextEdit>) -> String {
    edits.sort_by_key(|e| e.start);
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for edit in edits.into_iter() {
        if edit.start < at {
            continue;
        }
        out.push_str(text.get(at..edit.start).unwrap_or(""));
        out.push_str(&edit.text);
        at = edit.end;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

/// Whether two readings say the same; a role behind a name may have been told from it.
fn says_the_same(before: &MeetingFacts, after: &MeetingFacts) -> bool {
    let same_person = |a: &PersonFacts, b: &PersonFacts| {
        let told = b.chair && !a.chair && a.name.strip_prefix(&b.name).is_some_and(|rest| rest.starts_with(' '));
        a == b || told && PersonFacts { name: b.name.clone(), chair: true, ..a.clone() } == *b
    };
    let people =
        before.people.len() == after.people.len() && before.people.iter().zip(&after.people).all(|(a, b)| same_person(a, b));
    people && MeetingFacts { people: after.people.clone(), ..before.clone() } == *after
}

fn edits(meeting: &Meeting, text: &str, role: TrailingRole) -> Vec<TextEdit> {
    let attendance = meeting.attendance.as_deref().unwrap_or(&[]);
    meeting.sections.iter().flat_map(|section| of_section(section, attendance, text, role)).collect()
}

fn of_section(section: &Section, attendance: &[Attendee], text: &str, role: TrailingRole) -> Vec<TextEdit> {
    let mut out = Vec::new();
    for (n, passage) in section.passages.iter().enumerate() {
        let PassageKind::Attendance { from, to, label: None } = passage.kind else { continue };
        let rows = attendance.get(from as usize..to as usize).unwrap_or(&[]);
        let range = passage.whole.range();
        let Some(lines) = text.get(range.clone()).and_then(|whole| list_lines(whole, rows, text, role)) else { continue };
        let end = range.start + text.get(range.clone()).map_or(0, |whole| whole.trim_end().len());
        out.push(TextEdit { start: range.start, end, text: lines });
        let before = n.checked_sub(1).and_then(|n| section.passages.get(n)).filter(|p| p.kind == PassageKind::Prose);
        out.extend(before.and_then(|p| label_heading(text, p.whole.range())));
    }
    out
}

/// Returns the heading that a line becomes which opens a list of people: `Attendees:`.
fn label_heading(text: &str, range: std::ops::Range<usize>) -> Option<TextEdit> {
    let line = text.get(range.clone())?.trim();
    let words = line.strip_suffix(':').or_else(|| line.strip_suffix(":**"))?.trim_matches('*').trim();
    let is_label = !words.is_empty() && words.len() <= LABEL && !words.contains(['\n', '#', '|', ':']);
    let end = range.start + text.get(range.clone())?.trim_end().len();
    is_label.then(|| TextEdit { start: range.start, end, text: format!("## {words}") })
}

/// Returns rows of columns as a list; `None` where the rows are not the lines of the passage, one for one.
fn list_lines(whole: &str, rows: &[Attendee], text: &str, role: TrailingRole) -> Option<String> {
    let lines: Vec<&str> = whole.lines().map(|line| line.trim_end_matches('\\').trim()).filter(|l| !l.is_empty()).collect();
    if lines.len() != rows.len() || lines.len() < 2 || lines.iter().any(|line| line.starts_with(['-', '*', '|', '#', '>'])) {
        return None;
    }
    let mut out = Vec::new();
    for (line, row) in lines.iter().zip(rows) {
        let own = text.get(row.line.range())?.trim_end_matches('\\').trim();
        if own != *line {
            return None;
        }
        out.push(format!("- {}", list_line(line, row, role)));
    }
    Some(out.join("\n"))
}

fn list_line(line: &str, row: &Attendee, role: TrailingRole) -> String {
    let organisation = row.organisation.as_ref().filter(|_| row.order == RowOrder::OrganisationFirst);
    let rest = organisation.and_then(|o| line.strip_prefix(&*o.text)).map(str::trim);
    match (organisation, rest) {
        (Some(organisation), Some(rest)) if !rest.is_empty() && !rest.starts_with(':') => {
            format!("{}: {}", organisation.text, name_with_role(rest, role))
        }
        _ => name_with_role(line, role),
    }
}

/// Writes a name and the word in capitals behind it, if there is one.
fn name_with_role(name: &str, role: TrailingRole) -> String {
    let Some((before, last)) = name.rsplit_once(' ') else { return name.to_owned() };
    let is_role = last.chars().count() >= ROLE && last.chars().all(char::is_uppercase);
    let has_name = before.contains(char::is_lowercase);
    if is_role && has_name && role == TrailingRole::InBrackets {
        format!("{} ({last})", before.trim_end())
    } else {
        name.to_owned()
    }
}
