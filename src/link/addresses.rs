//! What stands where: no two things at one address, every published file with one, earlier addresses led on.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Code, Diagnostic};
use crate::record::{Document, FileId, MeetingIx, Record, Span};
use crate::source::Sources;

/// Folders of the site that belong to the pages minutebook makes.
pub const OWN: [&str; 10] =
    ["a-z", "actions", "archive", "assets", "changes", "decisions", "organisations", "people", "permalinks", "search"];

/// Every address with the place that claims it; `None`: the program's own.
pub(super) type Taken = BTreeMap<String, Option<Span>>;

/// Gives every published file its address, refuses two things at one, and takes in the aliases.
pub(super) fn link(record: &mut Record, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> Taken {
    publish_files(record);
    let taken = collisions(record, sources, diagnostics);
    super::moved::aliases(record, &taken, diagnostics);
    taken
}

fn publish_files(record: &mut Record) {
    let mut files: BTreeMap<FileId, Box<str>> = std::mem::take(&mut record.files);
    for (i, meeting) in record.meetings.iter().enumerate() {
        let folder = record.meeting_id(&record.meetings[MeetingIx::at(i).ix()]);
        for paper in &meeting.papers {
            files.insert(paper.attachment.file, format!("{folder}/{}", paper.attachment.name).into());
        }
    }
    for report in &record.reports {
        for attachment in &report.attachments {
            files.insert(attachment.file, format!("{}/{}", report.path, attachment.name).into());
        }
    }
    for dataset in &record.datasets {
        for attachment in &dataset.attachments {
            files.insert(attachment.file, format!("{}/{}", dataset.path, attachment.name).into());
        }
    }
    record.files = files;
}

fn collisions(record: &Record, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> Taken {
    let mut taken: Taken = OWN.iter().map(|own| ((*own).to_owned(), None)).collect();
    let mut claim = |path: String, span: Span| {
        if let Some(first) = taken.get(&path) {
            diagnostics.push(same_address(&path, span, *first, sources));
        } else {
            taken.insert(path, Some(span));
        }
    };
    let head = |d: &Document| Span::new(d.file, 0, 0);
    for body in &record.bodies {
        let span = body.document.as_ref().map(head);
        let span =
            span.or_else(|| record.meetings.iter().find(|m| record.bodies[m.body.ix()].id == body.id).map(|m| head(&m.document)));
        if let Some(span) = span {
            claim(body.id.to_string(), span);
        }
    }
    for meeting in &record.meetings {
        claim(record.meeting_id(meeting), head(&meeting.document));
    }
    for list in &record.lists {
        claim(list.path.to_string(), head(&list.document));
        for revision in &list.revisions {
            claim(format!("{}/{}", list.path, revision.date), Span::new(revision.file, 0, 0));
        }
    }
    record.datasets.iter().for_each(|d| claim(d.path.to_string(), head(&d.document)));
    record.reports.iter().for_each(|r| claim(r.path.to_string(), head(&r.document)));
    let versions = record
        .meetings
        .iter()
        .map(|m| (record.meeting_id(m), &m.versions))
        .chain(record.reports.iter().map(|r| (r.path.to_string(), &r.versions)));
    for (path, versions) in versions {
        versions.iter().for_each(|v| claim(format!("{path}/v{}", v.number), head(v.document())));
    }
    // In a bare folder files get what is left, once all that are published are known.
    if !record.site.bare {
        record.files.iter().for_each(|(file, path)| claim(path.to_string(), Span::new(*file, 0, 0)));
    }
    record.pages.iter().for_each(|p| claim(p.path.to_string(), head(&p.document)));
    // What stands below `/cy/` is the same site in Welsh: no file of the content folder but a translation has a place there.
    let translations: BTreeSet<FileId> =
        record.pages.iter().filter(|p| p.translation.is_some()).map(|p| p.document.file).collect();
    for lang in record.site.languages.iter().skip(1) {
        let below = |path: &str| path.strip_prefix(&**lang).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let own = |span: &&Span| !translations.contains(&span.file);
        if let Some(span) = taken.iter().filter(|(path, _)| below(path)).find_map(|(_, span)| span.as_ref().filter(own)) {
            diagnostics.push(below_language(lang, *span, sources));
        }
    }
    taken
}

/// Said once of a language: to rename the folder mends every file in it.
fn below_language(lang: &str, span: Span, sources: &Sources) -> Diagnostic {
    Diagnostic::new(Code::SameAddress, span, format!("the addresses below `/{lang}/` are those of the pages in that language"))
        .expected(format!("`{}` would stand among them", sources.path(span.file)))
        .remedy(format!("rename its folder; a translation stands beside its original, as `NAME.{lang}.md`"))
}

fn same_address(path: &str, span: Span, first: Option<Span>, sources: &Sources) -> Diagnostic {
    let file = sources.path(span.file);
    match first {
        Some(first) => Diagnostic::new(Code::SameAddress, span, format!("two files have the address `/{path}/`"))
            .expected(format!("`{file}` is the second"))
            .related(first, format!("`{}` is the first", sources.path(first.file)))
            .remedy("rename one of the files, or give one of the meetings a `key` of its own"),
        None => {
            Diagnostic::new(Code::SameAddress, span, format!("the address `/{path}/` belongs to a page that minutebook makes"))
                .expected(format!("`{file}` has it too"))
                .remedy("rename the file or its folder")
        }
    }
}
