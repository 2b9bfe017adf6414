//! What every reference means, and who refers to what.
//!
//! Two forms: a relative Markdown link to a source file, and double brackets. A reference to nothing
//! is an error with the nearest name; the page then shows its words without a link.

mod gone;
mod mentions;
mod paths;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Code, Diagnostic, nearest};
use crate::record::{
    ActionIx, BodyIx, DatasetIx, DecisionIx, Document, FileId, ListIx, MeetingIx, OrganisationIx, PageIx, PersonIx, Record,
    ReportIx, Span, Stage, Target, Version, Written, percent_decoded,
};
use crate::source::Sources;

use super::moved::Moved;
use mentions::mentions;
use paths::{file_slug, may_be_published, resolve};

/// Resolves every reference of every document and collects the mentions.
pub(super) fn link(record: &mut Record, sources: &Sources, moved: &Moved, diagnostics: &mut Vec<Diagnostic>) {
    let mut found = Vec::new();
    let mut publish = BTreeMap::new();
    let mut old: Vec<Vec<Option<Target>>> = Vec::new();
    {
        let mut finder = Finder::new(record, sources, moved);
        for (from, document) in record.documents() {
            let references = document.references.iter().chain(&document.agreed_at);
            for (written, target) in references.map(|w| (w, finder.find(w, document, diagnostics))) {
                found.push((from.clone(), written.span, target));
            }
        }
        for (i, list) in record.lists.iter().enumerate() {
            for written in list.revisions.iter().filter_map(|r| r.agreed_at.as_ref()) {
                found.push((Target::List(ListIx::at(i)), written.span, finder.find(written, &list.document, diagnostics)));
            }
        }
        for (i, report) in record.reports.iter().enumerate() {
            let from = Target::Report(ReportIx::at(i));
            if let Some(written) = &report.commissioned_by {
                found.push((from.clone(), written.span, finder.find(written, &report.document, diagnostics)));
            }
            if let Some(written) = &report.replaced_by {
                found.push((from, written.span, finder.report(&written.text, written.span, diagnostics)));
            }
        }
        // What an earlier version leads to is not asked of anybody any more: a link that holds is a link, and no other is said.
        let mut silent = Vec::new();
        for version in versions(record) {
            let document = version.document();
            old.push(document.references.iter().map(|w| finder.find(w, document, &mut silent)).collect());
        }
        publish.append(&mut finder.publish);
    }
    record.files.extend(publish);
    mentions(record, &found);
    fill(record, found);
    let meetings = record.meetings.iter_mut().filter(|m| !m.versions.is_empty()).flat_map(|m| &mut Arc::make_mut(m).versions);
    for (version, found) in meetings.chain(record.reports.iter_mut().flat_map(|r| &mut r.versions)).zip(old) {
        for (written, target) in version.document_mut().references.iter_mut().zip(found) {
            written.target = target;
        }
    }
}

/// Every earlier version, of minutes and then of reports.
fn versions(record: &Record) -> impl Iterator<Item = &Version> {
    record.meetings.iter().flat_map(|m| &m.versions).chain(record.reports.iter().flat_map(|r| &r.versions))
}

/// Puts what was found where it was asked for, in the order it was asked.
fn fill(record: &mut Record, found: Vec<(Target, Span, Option<Target>)>) {
    let mut found = found.into_iter().map(|(_, _, target)| target);
    let mut next = || found.next().flatten();
    record.bodies.iter_mut().filter_map(|b| b.document.as_mut()).for_each(|d| fill_document(d, &mut next));
    for meeting in &mut record.meetings {
        let written = || meeting.document.references.iter().chain(&meeting.document.agreed_at);
        let found: Vec<Option<Target>> = written().map(|_| next()).collect();
        if written().zip(&found).any(|(written, found)| written.target != *found) {
            let document = &mut Arc::make_mut(meeting).document;
            let written = document.references.iter_mut().chain(&mut document.agreed_at);
            written.zip(found).for_each(|(written, found)| written.target = found);
        }
    }
    record.lists.iter_mut().for_each(|l| fill_document(&mut l.document, &mut next));
    record.datasets.iter_mut().for_each(|d| fill_document(&mut d.document, &mut next));
    record.reports.iter_mut().for_each(|r| fill_document(&mut r.document, &mut next));
    record.pages.iter_mut().for_each(|p| fill_document(&mut p.document, &mut next));
    for list in &mut record.lists {
        list.revisions.iter_mut().filter_map(|r| r.agreed_at.as_mut()).for_each(|w| w.target = next());
    }
    for report in &mut record.reports {
        if let Some(written) = &mut report.commissioned_by {
            written.target = next();
        }
        if let Some(written) = &mut report.replaced_by {
            written.target = match next() {
                Some(Target::Report(ix)) => Some(ix),
                _ => None,
            };
        }
    }
}

/// Puts what was found into the references of a document.
fn fill_document(document: &mut Document, next: &mut impl FnMut() -> Option<Target>) {
    for written in document.references.iter_mut().chain(&mut document.agreed_at) {
        written.target = next();
    }
}

/// Finds what a reference means.
struct Finder<'a> {
    record: &'a Record,
    sources: &'a Sources,
    moved: &'a Moved,
    by_file: BTreeMap<FileId, Target>,
    bodies: BTreeMap<&'a str, BodyIx>,
    meetings: BTreeMap<String, MeetingIx>,
    actions: BTreeMap<&'a str, ActionIx>,
    decisions: BTreeMap<&'a str, DecisionIx>,
    lists: BTreeMap<&'a str, ListIx>,
    datasets: BTreeMap<&'a str, DatasetIx>,
    reports: BTreeMap<&'a str, ReportIx>,
    organisations: BTreeMap<&'a str, OrganisationIx>,
    people: BTreeMap<&'a str, PersonIx>,
    pages: BTreeMap<&'a str, PageIx>,
    /// Files that are published because something links to them.
    publish: BTreeMap<FileId, Box<str>>,
}

/// The prefixes of double brackets.
const PREFIXES: [&str; 12] =
    ["action", "body", "dataset", "decision", "entry", "list", "meeting", "org", "organisation", "page", "person", "report"];

impl<'a> Finder<'a> {
    fn new(record: &'a Record, sources: &'a Sources, moved: &'a Moved) -> Self {
        let mut finder = Finder {
            record,
            sources,
            moved,
            by_file: record.documents().rev().map(|(target, d)| (d.file, target)).collect(),
            bodies: record.bodies.iter().enumerate().map(|(i, b)| (&*b.id, BodyIx::at(i))).collect(),
            meetings: record.meetings.iter().enumerate().map(|(i, m)| (record.meeting_id(m), MeetingIx::at(i))).collect(),
            actions: record.actions.iter().enumerate().map(|(i, a)| (&*a.id, ActionIx::at(i))).collect(),
            decisions: record.decisions.iter().enumerate().map(|(i, d)| (&*d.id, DecisionIx::at(i))).collect(),
            lists: BTreeMap::new(),
            datasets: BTreeMap::new(),
            reports: BTreeMap::new(),
            organisations: record.organisations.iter().enumerate().map(|(i, o)| (&*o.id, OrganisationIx::at(i))).collect(),
            people: record.people.iter().enumerate().map(|(i, p)| (&*p.id, PersonIx::at(i))).collect(),
            pages: record.pages.iter().enumerate().map(|(i, p)| (&*p.path, PageIx::at(i))).collect(),
            publish: BTreeMap::new(),
        };
        // Lists, datasets and reports go by their own name, and by their whole address where two bodies use one name.
        for (i, list) in record.lists.iter().enumerate() {
            finder.lists.entry(&list.id).or_insert(ListIx::at(i));
            finder.lists.insert(&list.path, ListIx::at(i));
            let to_come = list.to_come.iter().map(|revision| (revision.file, Target::List(ListIx::at(i))));
            finder.by_file.extend(to_come);
            for (n, revision) in list.revisions.iter().enumerate() {
                finder.by_file.insert(revision.file, Target::Revision(ListIx::at(i), u32::try_from(n).unwrap_or(u32::MAX)));
            }
        }
        for (i, dataset) in record.datasets.iter().enumerate() {
            finder.datasets.entry(&dataset.id).or_insert(DatasetIx::at(i));
            finder.datasets.insert(&dataset.path, DatasetIx::at(i));
        }
        for (i, report) in record.reports.iter().enumerate() {
            finder.reports.entry(&report.id).or_insert(ReportIx::at(i));
            finder.reports.insert(&report.path, ReportIx::at(i));
        }
        for file in record.files.keys() {
            finder.by_file.entry(*file).or_insert(Target::Attachment(*file));
        }
        finder
    }

    fn find(&mut self, written: &Written<Target>, document: &Document, diagnostics: &mut Vec<Diagnostic>) -> Option<Target> {
        let text = written.text.trim_start_matches("[[").trim_end_matches("]]");
        let text = text.split('|').next().unwrap_or(text).trim();
        if let Some((prefix, rest)) = text.split_once(':')
            && PREFIXES.contains(&prefix)
        {
            return self.by_prefix(prefix, rest, written.span, diagnostics);
        }
        match self.by_path(text, document, written.span, diagnostics) {
            Path::Found(target) => Some(target),
            Path::Reported => None,
            Path::NoSuchFile(path) => {
                let (place, _) = text.split_once('#').unwrap_or((text, ""));
                if self.meetings.contains_key(place.trim_matches('/')) || looks_like_meeting(place) {
                    return self.meeting(text, written.span, diagnostics);
                }
                if let Some(body) = self.bodies.get(place.trim_matches('/')) {
                    return Some(Target::Body(*body));
                }
                if let Some(target) = self.moved_file(&path) {
                    let anchor = text.split_once('#').map(|(_, a)| a);
                    return self.anchored(target, anchor, written.span, diagnostics);
                }
                diagnostics.push(self.dead_link(text, &path, written.span));
                None
            }
        }
    }

    fn by_prefix(&self, prefix: &str, name: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Option<Target> {
        let name = name.trim();
        if matches!(prefix, "action" | "decision")
            && !self.actions.contains_key(name)
            && !self.decisions.contains_key(name)
            && let Some(target) = self.tombstone(prefix, name).or_else(|| self.to_come(prefix, name))
        {
            return Some(target);
        }
        let (base, anchor) = name.split_once('#').map_or((name, None), |(b, a)| (b, Some(a)));
        match prefix {
            "meeting" => self.meeting(name, span, diagnostics),
            "body" => known(&self.bodies, "body", &self.now(prefix, base), span, diagnostics).map(Target::Body),
            "action" => known(&self.actions, "action", &self.now(prefix, base), span, diagnostics).map(Target::Action),
            "decision" => known(&self.decisions, "decision", &self.now(prefix, base), span, diagnostics).map(Target::Decision),
            "list" | "entry" => self.list(base, span, diagnostics),
            "dataset" => known(&self.datasets, "dataset", base, span, diagnostics).map(Target::Dataset),
            "report" => {
                let ix = known(&self.reports, "report", base, span, diagnostics)?;
                self.anchored(Target::Report(ix), anchor, span, diagnostics)
            }
            "org" | "organisation" => {
                known(&self.organisations, "organisation", base, span, diagnostics).map(Target::Organisation)
            }
            "person" => known(&self.people, "person", base, span, diagnostics).map(Target::Person),
            _ => {
                let ix = known(&self.pages, "page", base.trim_matches('/'), span, diagnostics)?;
                self.anchored(Target::Page(ix, None), anchor, span, diagnostics)
            }
        }
    }

    /// What stands at the address that a file had before it moved.
    fn moved_file(&self, path: &str) -> Option<Target> {
        let address =
            path.strip_prefix("content/")?.trim_end_matches(".md").trim_end_matches("/_index").trim_end_matches("/index");
        let address = address.replace("/meetings/", "/");
        self.at(&self.moved.path(&address)?)
    }

    /// The document at an address.
    fn at(&self, path: &str) -> Option<Target> {
        let meeting = self.meetings.get(path).map(|ix| Target::Meeting(*ix));
        meeting
            .or_else(|| self.bodies.get(path).map(|ix| Target::Body(*ix)))
            .or_else(|| self.reports.get(path).map(|ix| Target::Report(*ix)))
            .or_else(|| self.lists.get(path).map(|ix| Target::List(*ix)))
            .or_else(|| self.datasets.get(path).map(|ix| Target::Dataset(*ix)))
            .or_else(|| self.pages.get(path).map(|ix| Target::Page(*ix, None)))
    }

    /// An id as it is now, where it is an earlier one.
    fn now<'n>(&self, kind: &str, name: &'n str) -> Cow<'n, str> {
        let known = match kind {
            "body" => self.bodies.contains_key(name),
            "action" => self.actions.contains_key(name),
            "decision" => self.decisions.contains_key(name),
            _ => self.meetings.contains_key(name),
        };
        let moved = match kind {
            _ if known => None,
            "action" | "decision" => self.moved.action(name),
            _ => self.moved.path(name),
        };
        moved.map_or(Cow::Borrowed(name), Cow::Owned)
    }

    fn report(&self, name: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Option<Target> {
        let name = name.trim_start_matches("[[").trim_end_matches("]]").trim_start_matches("report:");
        known(&self.reports, "report", name, span, diagnostics).map(Target::Report)
    }

    /// `idmg/2012-04-17#3.3`.
    fn meeting(&self, text: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Option<Target> {
        let (id, anchor) = text.split_once('#').map_or((text, None), |(b, a)| (b, Some(a)));
        let id = &*self.now("meeting", id.trim_matches('/'));
        let Some(ix) = self.meetings.get(id) else {
            // Near in place first: the same body's other meetings are what was meant far more often.
            let body = id.rsplit_once('/').map_or(id, |(body, _)| body);
            let same_body = self.meetings.range(format!("{body}/")..format!("{body}0")).map(|(k, _)| k.as_str());
            let near = nearest(id, same_body).or_else(|| nearest(id, self.meetings.keys().map(String::as_str)));
            diagnostics.push(unknown("meeting", id, span, near));
            return None;
        };
        self.anchored(Target::Meeting(*ix), anchor, span, diagnostics)
    }

    /// `source-countries`, `source-countries@2012-09-30`, `source-countries/albania`.
    fn list(&self, text: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Option<Target> {
        if let Some(ix) = self.lists.get(text) {
            return Some(Target::List(*ix));
        }
        if let Some((name, date)) = text.split_once('@') {
            let ix = known(&self.lists, "list", name, span, diagnostics)?;
            let revisions = &self.record.lists[ix.ix()].revisions;
            let at = revisions.iter().position(|r| r.date.to_string() == date);
            if at.is_none() && self.record.lists[ix.ix()].to_come.iter().any(|r| r.date.to_string() == date) {
                return Some(Target::List(ix));
            }
            if at.is_none() {
                let dates: Vec<String> = revisions.iter().map(|r| r.date.to_string()).collect();
                diagnostics.push(unknown("revision", text, span, nearest(date, dates.iter().map(String::as_str))));
            }
            return Some(Target::Revision(ix, u32::try_from(at?).ok()?));
        }
        if let Some((name, entry)) = text.rsplit_once('/')
            && let Some(ix) = self.lists.get(name)
        {
            let entries = || self.record.lists[ix.ix()].revisions.iter().rev().flat_map(|r| &r.entries);
            let hit = entries().find(|e| *e.slug == *entry || e.key.eq_ignore_ascii_case(entry));
            if hit.is_none() {
                diagnostics.push(unknown("entry", text, span, nearest(entry, entries().map(|e| &*e.slug))));
            }
            return hit.map(|e| Target::Entry(*ix, e.key.clone()));
        }
        known(&self.lists, "list", text, span, diagnostics).map(Target::List)
    }

    fn is_withdrawn(&self, target: &Target) -> bool {
        self.record.document_of(target).is_some_and(|d| d.stage == Stage::Withdrawn)
    }

    /// A target with an anchor in it, where there is such an anchor.
    fn anchored(&self, target: Target, anchor: Option<&str>, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Option<Target> {
        let Some(anchor) = anchor.filter(|a| !a.is_empty()) else { return Some(target) };
        // A tombstone stands for all its places; what a fragment of a file means is for the program that opens it.
        if self.is_withdrawn(&target) || matches!(target, Target::Attachment(_)) {
            return Some(target);
        }
        let anchors = self.record.anchors_of(&target);
        let page = self.record.path_of(&target).unwrap_or_default();
        let anchor = self.moved.anchor(&page, anchor).filter(|_| !anchors.contains(&anchor)).unwrap_or(anchor);
        if anchors.contains(&anchor) {
            return Some(match target {
                Target::Meeting(ix) => Target::Place(ix, anchor.into()),
                Target::Report(ix) => Target::ReportPlace(ix, anchor.into()),
                Target::Page(ix, _) => Target::Page(ix, Some(anchor.into())),
                other => other,
            });
        }
        // So is a paragraph that was withdrawn: what cites it shows that.
        let tombstone = self.record.document_of(&target).and_then(|d| d.tombstone(anchor)).map(|f| f.anchor.text.clone());
        if let Some(anchor) = tombstone {
            return Some(match target {
                Target::Meeting(ix) => Target::Place(ix, anchor),
                Target::Report(ix) => Target::ReportPlace(ix, anchor),
                Target::Page(ix, _) => Target::Page(ix, Some(anchor)),
                other => other,
            });
        }
        let near = nearest(anchor, anchors.iter().copied());
        diagnostics.push(
            Diagnostic::new(Code::DeadAnchor, span, format!("there is no `#{anchor}` there"))
                .expected("the number of an item or paragraph, or the anchor of a heading")
                .remedy(near.map_or_else(|| "look for the number on the page".to_owned(), |n| format!("did you mean `#{n}`?"))),
        );
        Some(target)
    }

    /// A path relative to the document's file.
    fn by_path(&mut self, text: &str, document: &Document, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Path {
        let (path, anchor) = text.split_once('#').map_or((text, None), |(p, a)| (p, Some(a)));
        let path = path.split('?').next().unwrap_or(path);
        let here = self.sources.path(document.file);
        if path.is_empty() {
            let target = self.by_file.get(&document.file).cloned();
            return target.and_then(|t| self.anchored(t, anchor, span, diagnostics)).map_or(Path::Reported, Path::Found);
        }
        let wanted = resolve(here, &percent_decoded(path));
        let files = [Some(wanted.clone()), (!wanted.is_empty()).then(|| format!("{wanted}.md"))];
        let inside = ["_index.md", "index.md", "README.md"].map(|name| Some(format!("{wanted}/{name}")));
        let Some(file) = files.into_iter().chain(inside).flatten().find_map(|p| self.sources.find(&p)) else {
            return self.withdrawn_file(&wanted).map_or(Path::NoSuchFile(wanted), Path::Found);
        };
        if let Some(target) = self.by_file.get(&file).cloned() {
            return self.anchored(target, anchor, span, diagnostics).map_or(Path::Reported, Path::Found);
        }
        if !may_be_published(&wanted) {
            return Path::NoSuchFile(wanted);
        }
        if let Some(tombstone) = self.withdrawn_file(&wanted) {
            return Path::Found(tombstone);
        }
        let address = wanted.strip_prefix("content/").unwrap_or(&wanted).split('/').map(file_slug).collect::<Vec<_>>().join("/");
        self.publish.insert(file, address.into());
        Path::Found(Target::Attachment(file))
    }

    fn dead_link(&self, text: &str, wanted: &str, span: Span) -> Diagnostic {
        let name = wanted.rsplit('/').next().unwrap_or(wanted);
        let folder = wanted.rsplit_once('/').map_or("", |(f, _)| f);
        let beside = self.sources.files.iter().map(|f| &*f.path).filter(|p| p.rsplit_once('/').map_or("", |(f, _)| f) == folder);
        let near = nearest(name, beside.filter_map(|p| p.rsplit('/').next()));
        Diagnostic::new(Code::DeadLink, span, format!("`{text}` leads to no file"))
            .expected(format!("there is no `{wanted}`"))
            .remedy(near.map_or_else(
                || "correct the path, which is relative to this file".to_owned(),
                |n| format!("did you mean `{n}`?"),
            ))
    }
}

/// What came of looking for a file.
enum Path {
    Found(Target),
    NoSuchFile(String),
    Reported,
}

/// Whether a text has the form `body/2012-04-17`.
fn looks_like_meeting(text: &str) -> bool {
    let last = text.rsplit('/').next().unwrap_or(text);
    text.contains('/') && !text.contains('.') && last.get(..10).is_some_and(|d| d.parse::<crate::record::Day>().is_ok())
}

fn known<Ix: Copy>(
    map: &BTreeMap<&str, Ix>,
    kind: &str,
    name: &str,
    span: Span,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Ix> {
    let hit = map.get(name).copied();
    if hit.is_none() {
        diagnostics.push(unknown(kind, name, span, nearest(name, map.keys().copied())));
    }
    hit
}

fn unknown(kind: &str, name: &str, span: Span, near: Option<&str>) -> Diagnostic {
    Diagnostic::new(Code::UnknownReference, span, format!("there is no {kind} `{name}`"))
        .expected(format!("the id of {} {kind}", if kind.starts_with(['a', 'e', 'o']) { "an" } else { "a" }))
        .remedy(
            near.map_or_else(|| format!("check the id; every {kind} has it in its address"), |n| format!("did you mean `{n}`?")),
        )
}
