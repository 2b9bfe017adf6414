//! Every file by itself and in parallel, then what belongs together: the order of the result does
//! not depend on which file was read first.

mod collisions;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::context::Context;
use super::folder::FileKind;
use super::parts::Parts;
use super::piece::{Piece, PieceOfFile, PieceReader};
use super::{body, dataset, directory, front, list, page, report};
use crate::diag::{Code, Diagnostic};
use crate::record::{Body, BodyIx, FileId, Report, Revision, Table, UpdatePart, Version, VersionText};
use crate::source::SourceFile;

/// Reads every file in parallel.
pub(super) fn read_all(cx: &Context<'_>, read: PieceReader<'_>) -> Vec<PieceOfFile> {
    (0..cx.sources.files.len()).into_par_iter().map(|n| read(cx, FileId(u32::try_from(n).unwrap_or(u32::MAX)))).collect()
}

/// Puts together what every file is read as. `pieces` gives them in the order of the files, and may know some without reading.
pub(super) fn parts(
    cx: &Context<'_>,
    pieces: impl FnOnce(&Context<'_>, PieceReader<'_>) -> Vec<PieceOfFile>,
) -> (Parts, Vec<Diagnostic>) {
    let attachments = attachments(cx);
    let files: Vec<(FileId, &SourceFile)> = cx.sources.iter().collect();
    let mut read = pieces(cx, &|cx, id| piece(cx, id, &attachments));
    if cx.site.bare {
        collisions::read_again(cx, &files, &mut read);
    }
    let mut assembly = Assembly::default();
    let mut problems = Vec::new();
    for (piece, found) in read {
        problems.extend(found);
        if let Some(piece) = piece {
            assembly.take(piece);
        }
    }
    let parts = assembly.finish(cx, &attachments, &mut problems);
    (parts, problems)
}

/// The files beside each report.
fn attachments(cx: &Context<'_>) -> BTreeMap<u32, Vec<FileId>> {
    let mut out: BTreeMap<u32, Vec<FileId>> = BTreeMap::new();
    for (id, _) in cx.sources.iter().filter(|(id, _)| !cx.sources.is_left_out(*id)) {
        if let FileKind::Attachment(n) = cx.folder.kind(id) {
            out.entry(n).or_default().push(id);
        }
    }
    out
}

fn piece(cx: &Context<'_>, id: FileId, attachments: &BTreeMap<u32, Vec<FileId>>) -> (Option<Piece>, Vec<Diagnostic>) {
    let Some(text) = cx.sources.text(id) else { return (None, Vec::new()) };
    let path = |names: &[Box<str>], n: u32| names.get(n as usize).map(|p| p.to_string()).unwrap_or_default();
    let (piece, problems) = match cx.folder.kind(id) {
        FileKind::Settings | FileKind::Ledger | FileKind::Paper(_) | FileKind::Attachment(_) | FileKind::Beside => {
            return (None, Vec::new());
        }
        FileKind::Organisations => with(directory::organisations(cx, id), Piece::Organisations),
        FileKind::People => with(directory::people(cx, id), Piece::People),
        FileKind::Body(n) => with(body::body(cx, id, text, n), |b| Piece::Body(n, Box::new(b))),
        FileKind::Actions(n) => with(body::actions(cx, id, text), |u| Piece::Actions(n, u)),
        FileKind::Minutes(n) => minutes(cx, id, text, n),
        FileKind::List(n) => with(list::head(cx, id, text, &path(&cx.folder.lists, n)), |h| Piece::List(n, Box::new(h))),
        FileKind::Revision(n) => {
            let (revision, problems) = list::revision(cx, id, text);
            return (revision.map(|r| Piece::Revision(n, r)), problems);
        }
        FileKind::Dataset(n) => {
            with(dataset::head(cx, id, text, &path(&cx.folder.datasets, n)), |h| Piece::Dataset(n, Box::new(h)))
        }
        FileKind::Table(n) => with(dataset::table(cx, id, text), |t| Piece::Table(n, Box::new(t))),
        FileKind::Report(n) => {
            let beside = attachments.get(&n).map_or(&[][..], Vec::as_slice);
            with(report::report(cx, id, text, &path(&cx.folder.reports, n), beside), |r| Piece::Report(n, Box::new(r)))
        }
        FileKind::Version(now, number) => with(version(cx, id, text, now, number), |v| Piece::Versions(now, v)),
        FileKind::Page => with(page::page(cx, id, text), |p| Piece::Page(Box::new(p))),
    };
    (Some(piece), problems)
}

/// Minutes. In a bare folder those without a day are a page.
fn minutes(cx: &Context<'_>, id: FileId, text: &str, body: BodyIx) -> (Piece, Vec<Diagnostic>) {
    let (meetings, mut problems) = front::meetings(cx, id, text, body);
    if !meetings.is_empty() || !cx.site.bare {
        return (Piece::meetings(meetings), problems);
    }
    problems.retain(|p| matches!(p.code, Code::NoDate | Code::AmbiguousDate | Code::BadDate));
    let (page, found) = page::page(cx, id, text);
    problems.extend(found);
    (Piece::Page(Box::new(page)), problems)
}

/// An earlier version, read as what it is a version of.
fn version(cx: &Context<'_>, id: FileId, text: &str, now: FileId, number: u32) -> (Vec<Version>, Vec<Diagnostic>) {
    match cx.folder.kind(now) {
        FileKind::Minutes(n) => {
            let (meetings, problems) = front::meetings(cx, id, text, n);
            (meetings.into_iter().map(|m| Version { number, text: VersionText::Minutes(Box::new(m)) }).collect(), problems)
        }
        FileKind::Report(n) => {
            let path = cx.folder.reports.get(n as usize).map(|p| p.to_string()).unwrap_or_default();
            let (report, problems) = report::report(cx, id, text, &path, &[]);
            (vec![Version { number, text: VersionText::Report(Box::new(report.document)) }], problems)
        }
        _ => (Vec::new(), Vec::new()),
    }
}

/// Gives the earlier versions to what they are versions of; of minutes in one file, to those of the same day.
fn give_versions(parts: &mut Parts, mut versions: BTreeMap<FileId, Vec<Version>>) {
    for all in versions.values_mut() {
        all.sort_by_key(|v| v.number);
    }
    for report in &mut parts.reports {
        report.versions = versions.remove(&report.document.file).unwrap_or_default();
    }
    let mut several: BTreeMap<FileId, usize> = BTreeMap::new();
    for meeting in &parts.meetings {
        *several.entry(meeting.document.file).or_default() += 1;
    }
    for meeting in &mut parts.meetings {
        let Some(all) = versions.get_mut(&meeting.document.file) else { continue };
        let alone = several.get(&meeting.document.file) == Some(&1);
        let (own, rest) = std::mem::take(all).into_iter().partition(|v| match &v.text {
            VersionText::Minutes(version) => alone || version.date == meeting.date,
            VersionText::Report(_) => false,
        });
        *all = rest;
        Arc::make_mut(meeting).versions = own;
    }
}

fn with<T>((value, problems): (T, Vec<Diagnostic>), make: impl FnOnce(T) -> Piece) -> (Piece, Vec<Diagnostic>) {
    (make(value), problems)
}

/// The parts as they come in, by number.
#[derive(Default)]
struct Assembly {
    parts: Parts,
    bodies: BTreeMap<BodyIx, Body>,
    updates: BTreeMap<BodyIx, Vec<UpdatePart>>,
    lists: BTreeMap<u32, list::Head>,
    revisions: BTreeMap<u32, Vec<Revision>>,
    datasets: BTreeMap<u32, dataset::Head>,
    tables: BTreeMap<u32, Vec<Table>>,
    reports: BTreeMap<u32, Vec<Report>>,
    versions: BTreeMap<FileId, Vec<Version>>,
}

impl Assembly {
    fn take(&mut self, piece: Piece) {
        match piece {
            Piece::Body(n, body) => {
                self.bodies.insert(n, *body);
            }
            Piece::Actions(n, updates) => self.updates.entry(n).or_default().extend(updates),
            Piece::Meetings(meetings) => self.parts.meetings.extend(meetings),
            Piece::Organisations(all) => self.parts.organisations.extend(all),
            Piece::People(all) => self.parts.people.extend(all),
            Piece::List(n, head) => {
                self.lists.insert(n, *head);
            }
            Piece::Revision(n, revision) => self.revisions.entry(n).or_default().push(revision),
            Piece::Dataset(n, head) => {
                self.datasets.insert(n, *head);
            }
            Piece::Table(n, table) => self.tables.entry(n).or_default().push(*table),
            Piece::Report(n, report) => self.reports.entry(n).or_default().push(*report),
            Piece::Page(page) => self.parts.pages.push(*page),
            Piece::Versions(now, versions) => self.versions.entry(now).or_default().extend(versions),
        }
    }

    fn finish(mut self, cx: &Context<'_>, attachments: &BTreeMap<u32, Vec<FileId>>, problems: &mut Vec<Diagnostic>) -> Parts {
        for n in 0..cx.folder.bodies.len() {
            let ix = BodyIx::at(n);
            let mut body = self.bodies.remove(&ix).unwrap_or_else(|| body::bare(cx, ix));
            body.updates = self.updates.remove(&ix).unwrap_or_default();
            self.parts.bodies.push(body);
        }
        for (n, path) in (0u32..).zip(&cx.folder.lists) {
            let revisions = self.revisions.remove(&n).unwrap_or_default();
            let head = self.lists.remove(&n).or_else(|| revisions.first().map(|r| list::headless(r.file, path)));
            let Some(head) = head else { continue };
            let (list, found) = list::join(cx, head, revisions);
            problems.extend(found);
            self.parts.lists.push(list);
        }
        for (n, path) in (0u32..).zip(&cx.folder.datasets) {
            let tables = self.tables.remove(&n).unwrap_or_default();
            let head = self.datasets.remove(&n).or_else(|| tables.first().map(|t| dataset::headless(t.file, path)));
            let Some(head) = head else { continue };
            let (dataset, found) = dataset::join(cx, head, tables);
            problems.extend(found);
            self.parts.datasets.push(dataset);
        }
        for (n, path) in (0u32..).zip(&cx.folder.reports) {
            match self.reports.remove(&n) {
                // Two files with one address: both are kept, so that `link` can name both.
                Some(reports) => self.parts.reports.extend(reports),
                None => {
                    let files = attachments.get(&n).map_or(&[][..], Vec::as_slice);
                    if let Some((report, found)) = report::headless(cx, path, files) {
                        problems.extend(found);
                        self.parts.reports.push(report);
                    }
                }
            }
        }
        give_versions(&mut self.parts, self.versions);
        self.parts
    }
}
