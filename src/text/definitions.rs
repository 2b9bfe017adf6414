//! What a document defines once and uses anywhere: the addresses of `[words][label]` and footnotes. A
//! slice of the document does not hold them, so they are looked up here, and only when they are needed.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, RwLock};

use pulldown_cmark::{BrokenLinkCallback, Event, OffsetIter, Parser, Tag};

use super::address::{Kind, kind};
use crate::record::{Document, FileId, Record, Target};

/// The definitions of one document.
#[derive(Debug, Default)]
pub(super) struct Definitions {
    /// By label in lower case: address and title.
    links: HashMap<String, (String, String)>,
    /// By label in lower case: its number, from 1 in the order of the definitions.
    footnotes: HashMap<String, usize>,
    /// By number, from 1: where the footnote is first referred to, counted from the start of the text.
    first_calls: HashMap<usize, usize>,
}

/// Definitions by document, read when first asked for.
#[derive(Debug, Default)]
pub(super) struct Cache {
    files: RwLock<HashMap<FileId, Option<Arc<Definitions>>>>,
    places: std::sync::OnceLock<HashMap<FileId, Target>>,
}

impl Cache {
    /// The definitions of a document, if it has any. `body` is its whole text.
    pub(super) fn of(&self, document: &Document, body: impl FnOnce() -> String) -> Option<Arc<Definitions>> {
        if let Some(known) = self.files.read().ok().and_then(|files| files.get(&document.file).cloned()) {
            return known;
        }
        let read = Definitions::read(&body()).map(Arc::new);
        if let Ok(mut files) = self.files.write() {
            files.insert(document.file, read.clone());
        }
        read
    }

    /// What stands at the address of the page that shows a document.
    pub(super) fn place(&self, record: &Record, file: FileId) -> Option<&Target> {
        self.places.get_or_init(|| places(record)).get(&file)
    }
}

impl Definitions {
    fn read(body: &str) -> Option<Definitions> {
        memchr::memmem::find(body.as_bytes(), b"]:")?;
        let mut all = Definitions::default();
        let events = Parser::new_ext(body, crate::parse::markdown_options(body)).into_offset_iter();
        for (label, definition) in events.reference_definitions().iter() {
            let title = definition.title.as_deref().unwrap_or_default().to_owned();
            all.links.insert(label.to_lowercase(), (definition.dest.to_string(), title));
        }
        let mut calls: HashMap<String, usize> = HashMap::new();
        for (event, range) in events {
            match event {
                Event::Start(Tag::FootnoteDefinition(label)) => {
                    let number = all.footnotes.len() + 1;
                    all.footnotes.entry(label.to_lowercase()).or_insert(number);
                }
                Event::FootnoteReference(label) => _ = calls.entry(label.to_lowercase()).or_insert(range.start),
                _ => {}
            }
        }
        all.first_calls = all.footnotes.iter().filter_map(|(label, number)| Some((*number, *calls.get(label)?))).collect();
        (!all.links.is_empty() || !all.footnotes.is_empty()).then_some(all)
    }

    /// Address and title of a label.
    pub(super) fn link(&self, label: &str) -> Option<(&str, &str)> {
        self.links.get(&label.to_lowercase()).map(|(a, t)| (a.as_str(), t.as_str()))
    }

    /// The number of a footnote.
    pub(super) fn footnote(&self, label: &str) -> Option<usize> {
        self.footnotes.get(&label.to_lowercase()).copied()
    }

    /// Where a footnote is first referred to, counted from the start of the text.
    pub(super) fn first_call(&self, number: usize) -> Option<usize> {
        self.first_calls.get(&number).copied()
    }
}

/// Where the lines stand that the parser took for definitions and that define nothing; the last first.
pub(super) fn no_definitions<'i, F: BrokenLinkCallback<'i>>(events: &OffsetIter<'i, F>) -> Vec<Range<usize>> {
    // `[comment]: <> (a note)` leads nowhere on purpose: only `<>` is an empty address.
    let words = events.reference_definitions().iter().filter(|(_, d)| !d.dest.is_empty() && !is_address(&d.dest));
    let mut all: Vec<_> = words.map(|(_, d)| d.span.clone()).collect();
    all.sort_by_key(|d| std::cmp::Reverse(d.start));
    all
}

/// Whether what `[label]: address` gives is an address, rather than the words of a line such as `[Chair]: Welcome.`
///
/// An address has a scheme that is followed, begins as a path does, or ends in a file's ending or `/`.
pub(super) fn is_address(destination: &str) -> bool {
    match kind(destination) {
        Kind::Web | Kind::Contact | Kind::Fragment | Kind::Top => true,
        Kind::Refused => false,
        Kind::Relative => {
            let path = destination.split(['?', '#']).next().unwrap_or("");
            let ending = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or("", |(_, e)| e);
            let file = !ending.is_empty() && ending.len() <= 8 && ending.bytes().all(|b| b.is_ascii_alphanumeric());
            path.starts_with("./") || path.starts_with("../") || path.ends_with('/') || file
        }
    }
}

fn places(record: &Record) -> HashMap<FileId, Target> {
    use crate::record::{BodyIx, DatasetIx, ListIx, MeetingIx, PageIx, ReportIx};
    let mut all = HashMap::new();
    let mut put = |document: &Document, target: Target| drop(all.insert(document.file, target));
    record.meetings.iter().enumerate().for_each(|(i, m)| put(&m.document, Target::Meeting(MeetingIx::at(i))));
    record.reports.iter().enumerate().for_each(|(i, r)| put(&r.document, Target::Report(ReportIx::at(i))));
    record.lists.iter().enumerate().for_each(|(i, l)| put(&l.document, Target::List(ListIx::at(i))));
    record.datasets.iter().enumerate().for_each(|(i, d)| put(&d.document, Target::Dataset(DatasetIx::at(i))));
    record.pages.iter().enumerate().for_each(|(i, p)| put(&p.document, Target::Page(PageIx::at(i), None)));
    for (i, body) in record.bodies.iter().enumerate() {
        if let Some(document) = &body.document {
            put(document, Target::Body(BodyIx::at(i)));
        }
    }
    all
}
