//! Reports, with the files attached to them.

use super::context::Context;
use super::data::{Reader, cut};
use super::document::{self, AUDIENCES, Manner, in_words, lang};
use super::files::{self, Names};
use super::folder::id_of;

use crate::diag::{Code, Diagnostic, Severity, nearest};
use crate::record::{Attachment, Audience, Correction, Document, FileId, Former, Report, Span};

/// Reads a report; `beside` are the other files of its folder.
pub(super) fn report(cx: &Context<'_>, file: FileId, text: &str, path: &str, beside: &[FileId]) -> (Report, Vec<Diagnostic>) {
    let opened = document::open(file, text);
    let diagnostics = document::data_diagnostics(&opened, cx);
    let reader = Reader::new(&diagnostics, &opened.tree.table, "a report");
    let fallback = in_words(&id_of(path));
    let mut document = document::document(&opened, text, &reader, Manner { anchors: true, title: Some(&fallback) });
    let mut problems = opened.problems.clone();
    let mut tombstones = Vec::new();
    let attachments = attachments(cx, &reader, &document, beside, &mut tombstones, &mut problems);
    document.former.extend(tombstones);
    let report = Report {
        date: reader.date("date"),
        series: reader.text("series"),
        numbers: reader.pairs("numbers"),
        period: reader.text("period"),
        authors: reader.texts("authors"),
        publisher: reader.text("publisher"),
        pages: reader.count("pages"),
        commissioned_by: reader.written("commissioned_by"),
        laid: reader.date("laid"),
        replaced_by: reader.written("replaced_by"),
        corrections: corrections(&reader, &document),
        attachments,
        elsewhere: reader.citations("elsewhere"),
        ..empty(document, path)
    };
    reader.finish();
    problems.extend(diagnostics.into_problems());
    (report, problems)
}

/// A report that is nothing but files: its title is that of the first that has one.
pub(super) fn headless(cx: &Context<'_>, path: &str, files: &[FileId]) -> Option<(Report, Vec<Diagnostic>)> {
    let first = *files.first()?;
    let mut problems = Vec::new();
    let mut names = Names::default();
    let base = cx.sources.path(first);
    let attachments: Vec<Attachment> =
        files.iter().map(|id| names.attach(files::file(cx, base, *id, &mut problems), None, None, Audience::Public)).collect();
    let mut document = document::blank(first, path);
    if let Some(title) = attachments.iter().find_map(|a| a.facts.title.clone()) {
        document.title = title;
    }
    Some((Report { attachments, ..empty(document, path) }, problems))
}

fn empty(document: Document, path: &str) -> Report {
    Report {
        document,
        id: id_of(path),
        path: path.into(),
        body: None,
        date: None,
        series: None,
        numbers: Vec::new(),
        period: None,
        authors: Vec::new(),
        publisher: None,
        pages: None,
        commissioned_by: None,
        laid: None,
        replaced_by: None,
        corrections: Vec::new(),
        attachments: Vec::new(),
        elsewhere: Vec::new(),
        versions: Vec::new(),
    }
}

fn corrections(reader: &Reader<'_>, document: &Document) -> Vec<Correction> {
    let mut out = Vec::new();
    for correction in reader.tables("corrections", "a correction") {
        let paragraph = correction.label("paragraph");
        if let Some((number, span)) = &paragraph {
            is_there(reader, document, number, *span);
        }
        let paragraph = paragraph.map(|(text, _)| text);
        let (date, note) = (correction.date("date"), correction.required("note", "\"what is right\""));
        let source = correction.citation("source");
        correction.finish();
        out.extend(note.map(|note| Correction { paragraph, date, note, source }));
    }
    out
}

/// Says where a correction is of a paragraph that the text does not have. Of a report that is a file alone nobody knows its paragraphs.
fn is_there(reader: &Reader<'_>, document: &Document, number: &str, span: Span) {
    let numbered = || document.anchors.iter().filter(|a| a.level == 0);
    let known = document.anchors.iter().any(|a| *a.id == *number)
        || numbered().any(|a| *a.title == *number)
        || document.former.iter().any(|f| *f.anchor.text == *number);
    if known || numbered().next().is_none() {
        return;
    }
    let near = nearest(number, numbered().map(|a| &*a.title));
    // The file beside the text may have it.
    let mut problem = Diagnostic::new(Code::DeadAnchor, span, format!("the text has no paragraph {}", cut(number)))
        .expected("the number of a paragraph of this report, or the anchor of a heading")
        .remedy(match near {
            Some(near) => {
                format!("did you mean {near}? Where the paragraph was renumbered, `anchors` says what stands for it")
            }
            None => "look for the number in the text; where the paragraph was renumbered, `anchors` says what stands for it"
                .to_owned(),
        });
    problem.severity = Severity::Warning;
    reader.diagnostics().report(problem);
}

/// `attachments`, in their order, then the other files of the folder by name.
fn attachments(
    cx: &Context<'_>,
    reader: &Reader<'_>,
    document: &Document,
    beside: &[FileId],
    tombstones: &mut Vec<Former>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Attachment> {
    let file = document.file;
    let path = cx.sources.path(file);
    let mut names = Names::default();
    let mut out: Vec<Attachment> = Vec::new();
    let tables = reader.tables("attachments", "an attachment");
    let named = !tables.is_empty();
    let mut gone: Vec<FileId> = Vec::new();
    for table in tables {
        let withdrawn = files::withdrawn(cx, &table, path);
        let found = if withdrawn.is_some() { None } else { files::named(cx, &table, path) };
        let (title, lang) = (table.text("title"), lang(&table, "lang"));
        let audience = table.one_of("audience", &AUDIENCES).unwrap_or_default().max(document.audience);
        table.finish();
        if let Some(withdrawn) = withdrawn {
            gone.extend(withdrawn.id);
            tombstones.extend(withdrawn.tombstone.filter(|_| audience == Audience::Public));
        }
        if let Some(id) = found {
            out.push(names.attach(files::file(cx, path, id, problems), title, lang, audience));
        }
    }
    for id in beside {
        if gone.contains(id) || out.iter().any(|a| a.file == *id) {
            continue;
        }
        if named {
            let at = reader.span_of("attachments").unwrap_or(Span::new(file, 0, 0));
            problems.push(files::unlisted(cx, *id, at, "this report", "attachments"));
        }
        out.push(names.attach(files::file(cx, path, *id, problems), None, None, document.audience));
    }
    out
}
