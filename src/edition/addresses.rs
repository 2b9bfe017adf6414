//! The addresses of an edition are those of the whole record: what is withheld beside a thing moves nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::documents::documents;
use crate::parse::Parts;
use crate::record::{Attachment, BodyIx, FileId, Span, VersionText};

/// Gives parts that were read without what is withheld the addresses of `whole`, and takes bodies away of which everything is left out.
pub(super) fn keep(parts: &mut Parts, whole: &Parts, left_out: &BTreeSet<FileId>) {
    bodies(parts, whole, left_out);
    let keys: BTreeMap<Span, &str> = whole.meetings.iter().map(|m| (m.document.body, &*m.key)).collect();
    for meeting in parts.meetings.iter_mut().map(Arc::make_mut) {
        if let Some(key) = keys.get(&meeting.document.body) {
            meeting.key = (*key).into();
        }
    }
    let paths: BTreeMap<FileId, &str> = paths(whole).collect();
    let lists = parts.lists.iter_mut().map(|l| (l.document.file, &mut l.path));
    let datasets = parts.datasets.iter_mut().map(|d| (d.document.file, &mut d.path));
    let reports = parts.reports.iter_mut().map(|r| (r.document.file, &mut r.path));
    let pages = parts.pages.iter_mut().map(|p| (p.document.file, &mut p.path));
    for (file, path) in lists.chain(datasets).chain(reports).chain(pages) {
        if let Some(kept) = paths.get(&file) {
            *path = (*kept).into();
        }
    }
    names(parts, whole);
    anchors(parts, whole);
}

/// The addresses of everything that has a file of its own.
fn paths(parts: &Parts) -> impl Iterator<Item = (FileId, &str)> {
    let lists = parts.lists.iter().map(|l| (l.document.file, &*l.path));
    let datasets = parts.datasets.iter().map(|d| (d.document.file, &*d.path));
    let reports = parts.reports.iter().map(|r| (r.document.file, &*r.path));
    lists.chain(datasets).chain(reports).chain(parts.pages.iter().map(|p| (p.document.file, &*p.path)))
}

/// Names of attached files: `paper-2.pdf` keeps its number where `paper.pdf` is withheld.
fn names(parts: &mut Parts, whole: &Parts) {
    let attached = |a: &Attachment, owner: FileId| ((owner, a.file), a.name.clone());
    let papers = whole.meetings.iter().flat_map(|m| m.papers.iter().map(move |p| attached(&p.attachment, m.document.file)));
    let reports = whole.reports.iter().flat_map(|r| r.attachments.iter().map(move |a| attached(a, r.document.file)));
    let datasets = whole.datasets.iter().flat_map(|d| d.attachments.iter().map(move |a| attached(a, d.document.file)));
    let names: BTreeMap<(FileId, FileId), Box<str>> = papers.chain(reports).chain(datasets).collect();
    let name = |a: &mut Attachment, owner: FileId| {
        if let Some(name) = names.get(&(owner, a.file)) {
            a.name.clone_from(name);
        }
    };
    for meeting in parts.meetings.iter_mut().map(Arc::make_mut) {
        let owner = meeting.document.file;
        meeting.papers.iter_mut().for_each(|p| name(&mut p.attachment, owner));
    }
    for report in &mut parts.reports {
        let owner = report.document.file;
        report.attachments.iter_mut().for_each(|a| name(a, owner));
    }
    for dataset in &mut parts.datasets {
        let owner = dataset.document.file;
        dataset.attachments.iter_mut().for_each(|a| name(a, owner));
    }
}

/// Anchors of headings and paragraphs: `staff-2` stays where the other `staff` is withheld.
fn anchors(parts: &mut Parts, whole: &Parts) {
    let ids: BTreeMap<(FileId, u32), Box<str>> =
        documents(whole).flat_map(|d| d.anchors.iter().map(|a| ((d.file, a.span.start), a.id.clone()))).collect();
    let bodies = parts.bodies.iter_mut().filter_map(|b| b.document.as_mut());
    let reports = parts.reports.iter_mut().flat_map(|r| {
        let versions = r.versions.iter_mut().filter_map(|v| match &mut v.text {
            VersionText::Report(document) => Some(&mut **document),
            VersionText::Minutes(_) => None,
        });
        std::iter::once(&mut r.document).chain(versions)
    });
    let others = parts.lists.iter_mut().map(|l| &mut l.document).chain(parts.datasets.iter_mut().map(|d| &mut d.document));
    for document in bodies.chain(reports).chain(others).chain(parts.pages.iter_mut().map(|p| &mut p.document)) {
        let file = document.file;
        for anchor in &mut document.anchors {
            if let Some(id) = ids.get(&(file, anchor.span.start)) {
                anchor.id.clone_from(id);
            }
        }
    }
}

/// Bodies get the ids and the order of the whole record; those that are withheld are taken away.
fn bodies(parts: &mut Parts, whole: &Parts, left_out: &BTreeSet<FileId>) {
    // A bare folder may have given bodies other ids, and with them another order, once all was read.
    let of_meeting: BTreeMap<Span, BodyIx> = whole.meetings.iter().map(|m| (m.document.body, m.body)).collect();
    let mut now: BTreeMap<usize, usize> = BTreeMap::new();
    for meeting in &parts.meetings {
        if let Some(body) = of_meeting.get(&meeting.document.body) {
            now.insert(meeting.body.ix(), body.ix());
        }
    }
    let of_file: BTreeMap<FileId, usize> =
        whole.bodies.iter().enumerate().filter_map(|(n, b)| Some((b.document.as_ref()?.file, n))).collect();
    for (n, body) in parts.bodies.iter().enumerate() {
        if let Some(whole) = body.document.as_ref().and_then(|d| of_file.get(&d.file)) {
            now.insert(n, *whole);
        }
    }
    let mut free = (0..whole.bodies.len()).filter(|n| !now.values().any(|taken| taken == n)).collect::<Vec<_>>().into_iter();
    for n in 0..parts.bodies.len() {
        if !now.contains_key(&n)
            && let Some(next) = free.next()
        {
            now.insert(n, next);
        }
    }
    let hidden: Vec<&str> =
        whole.bodies.iter().filter(|b| b.document.as_ref().is_some_and(|d| left_out.contains(&d.file))).map(|b| &*b.id).collect();
    let is_hidden = |id: &str| hidden.iter().any(|h| id.strip_prefix(h).is_some_and(|r| r.is_empty() || r.starts_with('/')));
    let mut all: Vec<(usize, usize, crate::record::Body)> = Vec::new();
    for (n, mut body) in std::mem::take(&mut parts.bodies).into_iter().enumerate() {
        let Some((at, of)) = now.get(&n).and_then(|at| Some((*at, whole.bodies.get(*at)?))) else { continue };
        if is_hidden(&of.id) {
            continue;
        }
        body.id.clone_from(&of.id);
        all.push((at, n, body));
    }
    all.sort_by_key(|(at, ..)| *at);
    let places: BTreeMap<usize, BodyIx> = all.iter().enumerate().map(|(to, (_, n, _))| (*n, BodyIx::at(to))).collect();
    parts.bodies = all.into_iter().map(|(.., body)| body).collect();
    let place = |body: BodyIx| places.get(&body.ix()).copied();
    parts.meetings.retain(|m| place(m.body).is_some());
    let pages = parts.pages.iter_mut().filter_map(|p| p.translation.as_mut()?.minutes.as_mut());
    for meeting in parts.meetings.iter_mut().map(Arc::make_mut).chain(pages) {
        meeting.body = place(meeting.body).unwrap_or(meeting.body);
        for version in &mut meeting.versions {
            if let VersionText::Minutes(minutes) = &mut version.text {
                minutes.body = place(minutes.body).unwrap_or(minutes.body);
            }
        }
    }
}
