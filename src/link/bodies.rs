//! Bodies: who reports to whom, and which lists, datasets, reports and pages stand in whose folder.

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, nearest};
use crate::record::{BodyIx, Record};

/// Finds each body's parent and the owner of everything that stands in a body's folder.
pub(super) fn link(record: &mut Record, diagnostics: &mut Vec<Diagnostic>) {
    let ids: BTreeMap<Box<str>, BodyIx> = record.bodies.iter().enumerate().map(|(i, b)| (b.id.clone(), BodyIx::at(i))).collect();
    parents(record, &ids, diagnostics);
    let owner = |path: &str| ancestors(path).find_map(|folder| ids.get(folder).copied());
    for list in &mut record.lists {
        list.body = owner(&list.path);
    }
    for dataset in &mut record.datasets {
        dataset.body = owner(&dataset.path);
    }
    for report in &mut record.reports {
        report.body = owner(&report.path);
    }
    for page in &mut record.pages {
        page.body = owner(&page.path);
    }
    inherit_illustrative(record);
}

/// The folders a path stands in, the nearest first: of `a/b/c`, `a/b` and `a`.
fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(path.rsplit_once('/').map(|(up, _)| up), |p| p.rsplit_once('/').map(|(up, _)| up))
}

fn parents(record: &mut Record, ids: &BTreeMap<Box<str>, BodyIx>, diagnostics: &mut Vec<Diagnostic>) {
    for i in 0..record.bodies.len() {
        let body = &record.bodies[i];
        let by_folder = ancestors(&body.id).find_map(|folder| ids.get(folder).copied());
        let parent = match &body.parent_written {
            None => by_folder,
            Some(written) => ids.get(&written.text).copied().or_else(|| {
                diagnostics.push(unknown_body(&written.text, written.span, ids));
                by_folder
            }),
        };
        let body = &mut record.bodies[i];
        body.parent = parent;
        if let Some(written) = &mut body.parent_written {
            written.target = parent;
        }
    }
    break_circles(record, diagnostics);
}

fn unknown_body(name: &str, span: crate::record::Span, ids: &BTreeMap<Box<str>, BodyIx>) -> Diagnostic {
    let near = nearest(name, ids.keys().map(|k| &**k));
    Diagnostic::new(Code::UnknownReference, span, format!("there is no body `{name}`"))
        .expected("the id of a body")
        .remedy(near.map_or_else(|| format!("the bodies are: {}", some(ids.keys())), |n| format!("did you mean `{n}`?")))
}

/// The first dozen of some names.
fn some<'a>(names: impl ExactSizeIterator<Item = &'a Box<str>>) -> String {
    let all = names.len();
    let mut shown: Vec<String> = names.take(12).map(|n| format!("`{n}`")).collect();
    if all > shown.len() {
        shown.push("…".to_owned());
    }
    shown.join(", ")
}

/// A body that reports to itself by a chain of parents: the chain is cut where it was written.
fn break_circles(record: &mut Record, diagnostics: &mut Vec<Diagnostic>) {
    for i in 0..record.bodies.len() {
        let mut seen = 0;
        let mut up = record.bodies[i].parent;
        while let Some(parent) = up {
            if parent.ix() == i || seen > record.bodies.len() {
                break;
            }
            seen += 1;
            up = record.bodies[parent.ix()].parent;
        }
        if up.is_some() {
            let body = &record.bodies[i];
            let span = body.parent_written.as_ref().map(|w| w.span);
            diagnostics.push(
                Diagnostic::new(Code::Contradiction, span, format!("the body `{}` reports to itself", body.id))
                    .expected("a body above it")
                    .remedy("name another `parent`, or leave the key out"),
            );
            record.bodies[i].parent = None;
        }
    }
}

/// What an invented body owns is invented.
fn inherit_illustrative(record: &mut Record) {
    let mut flags: Vec<bool> = record.bodies.iter().map(|b| b.illustrative).collect();
    for i in 0..flags.len() {
        let mut up = record.bodies[i].parent;
        while let Some(parent) = up {
            if flags[parent.ix()] {
                flags[i] = true;
            }
            up = record.bodies[parent.ix()].parent;
        }
    }
    let flags = &flags;
    let of = |body: Option<BodyIx>| body.is_some_and(|b| flags[b.ix()]);
    for (body, flag) in record.bodies.iter_mut().zip(flags) {
        body.illustrative |= flag;
        if let Some(document) = &mut body.document {
            document.illustrative |= flag;
        }
    }
    record.lists.iter_mut().for_each(|l| l.document.illustrative |= of(l.body));
    record.datasets.iter_mut().for_each(|d| d.document.illustrative |= of(d.body));
    record.reports.iter_mut().for_each(|r| r.document.illustrative |= of(r.body));
    record.pages.iter_mut().for_each(|p| p.document.illustrative |= of(p.body));
}
