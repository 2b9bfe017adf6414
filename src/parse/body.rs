//! Bodies: `_index.md`, and the rows of `actions.csv`.

use super::context::Context;
use super::csv::{self, Cell, Sheet};
use super::data::parse_date;
use super::data::{self, Reader};
use super::directory::order;
use super::document::{self, Manner, in_words};
use crate::diag::{Code, Diagnostic, nearest};
use crate::record::{Audience, Body, BodyIx, Due, FileId, Member, Party, Span, Status, Turn, UpdatePart, Written, slug};

/// A body of which nothing is known but its folder.
pub(super) fn bare(cx: &Context<'_>, body: BodyIx) -> Body {
    let id = cx.folder.bodies.get(body.ix()).cloned().unwrap_or_default();
    let folder = cx.folder.body_names.get(body.ix()).map_or("", |n| n);
    let name = if slug(folder) == id.rsplit('/').next().unwrap_or("") { folder } else { &id };
    Body {
        name: in_words(name).into(),
        id,
        document: None,
        abbreviation: None,
        parent: None,
        parent_written: None,
        chair: None,
        secretariat: None,
        meets: None,
        established: None,
        ended: None,
        members: Vec::new(),
        names: Vec::new(),
        updates: Vec::new(),
        illustrative: false,
    }
}

/// Reads the page of a body.
pub(super) fn body(cx: &Context<'_>, file: FileId, text: &str, body: BodyIx) -> (Body, Vec<Diagnostic>) {
    let bare = bare(cx, body);
    let opened = document::open(file, text);
    let diagnostics = document::data_diagnostics(&opened, cx);
    let reader = Reader::new(&diagnostics, &opened.tree.table, "a body");
    let named = reader.text("name");
    let fallback = named.as_deref().unwrap_or(&bare.name);
    let mut document = document::document(&opened, text, &reader, Manner { anchors: true, title: Some(fallback) });
    // A heading of the remit ("Purpose") is no name; only what the front matter says is.
    let titled = reader.text("title");
    let name = named.or(titled).unwrap_or_else(|| first_title(&document, text).unwrap_or_else(|| bare.name.clone()));
    if reader.text("title").is_none() {
        document.title = name.clone();
    }
    let (established, ended) = (reader.date("established"), reader.date("ended"));
    let out = Body {
        name,
        abbreviation: reader.text("abbreviation"),
        parent_written: reader.written("parent"),
        chair: reader.written("chair"),
        secretariat: reader.written("secretariat"),
        meets: reader.text("meets"),
        established,
        ended,
        members: members(&reader),
        names: reader.names("also_known_as"),
        illustrative: document.illustrative,
        document: Some(document),
        ..bare
    };
    reader.finish();
    let mut problems = opened.problems;
    problems.extend(diagnostics.into_problems());
    (out, problems)
}

/// The words of a first-level heading that opens the text.
fn first_title(document: &crate::record::Document, text: &str) -> Option<Box<str>> {
    let first = document.anchors.first().filter(|a| a.level == 1 && !a.title.is_empty())?;
    let before = text.get(document.body.start as usize..first.span.start as usize)?;
    before.trim().is_empty().then(|| first.title.clone())
}

fn members(reader: &Reader<'_>) -> Vec<Member> {
    let mut out = Vec::new();
    for member in reader.tables("members", "a member") {
        let person = member.written::<Party>("person");
        let organisation = member.written("organisation");
        let (role, from, to) = (member.text("role"), member.date("from"), member.date("to"));
        order(&member, from, to);
        if member.span_of("person").is_none() && member.span_of("organisation").is_none() {
            member.missing("person", "\"damian-green\"");
        }
        member.finish();
        let (who, organisation) = match (person, organisation) {
            (Some(person), organisation) => (person, organisation),
            (None, Some(organisation)) => (Written::new(organisation.text, organisation.span), None),
            (None, None) => continue,
        };
        out.push(Member { who, organisation, role, from, to });
    }
    out
}

/// The columns of `actions.csv`.
const COLUMNS: [&str; 8] = ["action", "date", "status", "owner", "due", "superseded_by", "note", "source"];

/// Reads `actions.csv`: what happened to actions between meetings, by date.
pub(super) fn actions(cx: &Context<'_>, file: FileId, text: &str) -> (Vec<UpdatePart>, Vec<Diagnostic>) {
    let (sheet, mut problems) = csv::read(file, text);
    known_columns(&sheet, &COLUMNS, &["action", "date"], "actions.csv", &mut problems);
    let mut out = Vec::new();
    if let (Some(action), Some(date)) = (sheet.column("action"), sheet.column("date")) {
        for row in &sheet.rows {
            out.extend(update(cx, &sheet, row, &row[action], &row[date], &mut problems));
        }
    }
    out.sort_by_key(|u| u.date);
    (out, problems)
}

/// Reports columns that nobody knows and columns that are missing.
pub(super) fn known_columns(sheet: &Sheet<'_>, known: &[&str], required: &[&str], what: &str, problems: &mut Vec<Diagnostic>) {
    let Some(first) = sheet.header.first() else { return };
    if !known.is_empty() {
        for cell in &sheet.header {
            let name = cell.text.to_lowercase().replace([' ', '-'], "_");
            if known.contains(&name.as_str()) || name.is_empty() {
                continue;
            }
            let problem =
                Diagnostic::new(Code::UnknownKey, cell.span, format!("`{}` is not a column of {what}", data::cut(&cell.text)));
            problems.push(match nearest(&name, known.iter().copied()) {
                Some(near) => {
                    problem.expected(format!("did you mean `{near}`?")).remedy(format!("rename the column to `{near}`"))
                }
                None => problem.remedy(format!("delete the column; the columns are {}", known.join(", "))),
            });
        }
    }
    for name in required.iter().filter(|name| sheet.column(name).is_none()) {
        problems.push(
            Diagnostic::new(Code::MissingKey, first.span, format!("{what} must have a column `{name}`"))
                .expected(format!("`{name}` is missing"))
                .remedy(format!(
                    "add `{name}` to the first line, and its value to each row; its columns are {}",
                    sheet.header.iter().map(|c| data::cut(&c.text)).collect::<Vec<_>>().join(", ")
                )),
        );
    }
}

fn update(
    cx: &Context<'_>,
    sheet: &Sheet<'_>,
    row: &[Cell<'_>],
    action: &Cell<'_>,
    date: &Cell<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<UpdatePart> {
    let cell = |name: &str| sheet.column(name).and_then(|n| row.get(n)).filter(|c| !c.text.is_empty());
    let row_span = csv::row_span(row)?;
    for (name, cell) in [("action", action), ("date", date)] {
        if cell.text.is_empty() {
            problems.push(
                Diagnostic::new(Code::BadRow, row_span, format!("this row has no `{name}`"))
                    .expected(format!("expected a value in the column `{name}`"))
                    .remedy(if name == "action" {
                        "write the id of the action: 2012-04-17/4.2"
                    } else {
                        "write the day it was said: 2012-09-13"
                    }),
            );
            return None;
        }
    }
    let order = cx.site.date_order;
    let mut date_of =
        |cell: &Cell<'_>, what: &str| parse_date(&cell.text, cell.span, what, order).map_err(|p| problems.push(*p)).ok();
    let when = date_of(date, "date");
    let due = cell("due").and_then(|c| {
        date_of(c, "due").map(|d| Due { date: Some(d), is_next_meeting: false, text: c.text.as_ref().into(), span: c.span })
    });
    let mut changes = Vec::new();
    if let Some(cell) = cell("status") {
        match status(&cell.text) {
            Some(status) => changes.push(Turn::Status(status)),
            None => problems.push(
                Diagnostic::new(Code::BadRow, cell.span, format!("`{}` is not a status", data::cut(&cell.text)))
                    .expected("expected open, in progress, done, dropped or superseded")
                    .remedy(near_status(&cell.text)),
            ),
        }
    }
    if let Some(cell) = cell("owner") {
        changes.push(Turn::Owners(several(cell)));
    }
    changes.extend(due.map(Turn::Due));
    if let Some(cell) = cell("superseded_by") {
        changes.extend(several(cell).into_iter().map(Turn::SupersededBy));
    }
    let text = cell("note").map_or(Span { end: row_span.start, ..row_span }, |c| c.span);
    Some(UpdatePart {
        action: Written::new(action.text.as_ref(), action.span),
        date: when?,
        changes,
        text,
        anchor: "".into(),
        source: cell("source").map(|c| c.text.as_ref().into()),
        audience: Audience::Public,
    })
}

/// Several values of a cell stand with `;` between them.
fn several<T>(cell: &Cell<'_>) -> Vec<Written<T>> {
    let start = cell.span.start as usize;
    let mut at = 0;
    let mut out = Vec::new();
    for part in cell.text.split(';') {
        let name = part.trim();
        if !name.is_empty() {
            let from = start + at + (part.len() - part.trim_start().len());
            let end = (from + name.len()).min(cell.span.end as usize).max(from);
            out.push(Written::new(name, Span::new(cell.span.file, from, end)));
        }
        at += part.len() + 1;
    }
    out
}

fn status(text: &str) -> Option<Status> {
    let word = text.trim().to_lowercase().replace(['-', '_'], " ");
    Some(match word.as_str() {
        "open" | "outstanding" | "reopened" => Status::Open,
        "in progress" | "ongoing" | "underway" | "under way" => Status::InProgress,
        "done" | "closed" | "complete" | "completed" | "discharged" => Status::Done,
        "dropped" | "withdrawn" | "cancelled" => Status::Dropped,
        "superseded" => Status::Superseded,
        _ => return None,
    })
}

fn near_status(text: &str) -> String {
    match nearest(text, ["open", "in progress", "done", "dropped", "superseded"]) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "use one of those words, and put the rest into the column `note`".to_owned(),
    }
}
