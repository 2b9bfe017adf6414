//! What each address of a site means, read off its record: the words, names, bytes and figures that are there. Nothing here knows what a
//! ledger holds.

use std::collections::BTreeMap;

use crate::publish::PreparedSite;
use crate::record::{Document, Meeting, MeetingIx, Span, Stage, Target};

/// What is at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Meaning {
    /// The thing: of a text its word, of an action also whose it is.
    pub(super) thing: String,
    /// The words as they are, which an edit may change.
    pub(super) text: String,
}

/// What is at each address and anchor of a page; of rows the anchor is the name.
pub(super) type Meanings = BTreeMap<(String, String), Meaning>;

/// Reads what everything means.
pub(super) fn meanings_of(site: &PreparedSite) -> Meanings {
    let mut reading = Reading { site, out: Meanings::new() };
    reading.minutes();
    reading.texts();
    reading.tables();
    reading.out
}

struct Reading<'s> {
    site: &'s PreparedSite,
    out: Meanings,
}

impl Reading<'_> {
    fn put(&mut self, address: &str, anchor: &str, thing: impl Into<String>, text: &str) {
        let meaning = Meaning { thing: thing.into(), text: text.to_owned() };
        self.out.insert((address.to_owned(), anchor.to_owned()), meaning);
    }

    /// The words of a place, known by the first that is `w` and a number.
    fn put_words(&mut self, address: &str, anchor: &str, span: Span) {
        let text = self.site.sources().slice(span).trim();
        let text = text.split(" {#").next().unwrap_or(text);
        if let Some(word) = word_of(text) {
            self.put(address, anchor, word, text);
        }
    }

    fn minutes(&mut self) {
        let record = self.site.record();
        for (n, meeting) in record.meetings.iter().enumerate().filter(|(_, m)| m.document.stage != Stage::Withdrawn) {
            let address = format!("/{}/", record.path_of(&Target::Meeting(MeetingIx::at(n))).expect("a path"));
            self.passages(&address, meeting);
            let venue = meeting.venue.as_deref().unwrap_or_default();
            self.put(&address, "/venue", venue, venue);
            if let Some(page) = record.translation(&meeting.document, "cy")
                && let Some(minutes) = page.translation.as_ref().and_then(|t| t.minutes.as_ref())
            {
                self.passages(&format!("/cy{address}"), minutes);
            }
        }
        for action in &record.actions {
            let part = record.raised(action);
            let text = self.site.sources().slice(part.text).split(" {#").next().unwrap_or_default();
            let owners: Vec<&str> = part.owners.iter().map(|o| &*o.text).collect();
            if let Some(word) = word_of(text) {
                self.put(&format!("/actions/{}/", action.id), "", format!("{word} of {owners:?}"), text);
            }
        }
    }

    fn passages(&mut self, address: &str, meeting: &Meeting) {
        for passage in meeting.sections.iter().flat_map(|section| &section.passages) {
            self.put_words(address, &passage.anchor, passage.whole);
        }
    }

    fn texts(&mut self) {
        let record = self.site.record();
        for report in record.reports.iter().filter(|r| r.document.stage != Stage::Withdrawn) {
            let address = format!("/{}/", report.path);
            self.document(&address, &report.document);
            for version in &report.versions {
                let body = version.document().body;
                // An id is no word.
                let words = self.site.sources().slice(body).split_whitespace().filter(|word| !word.starts_with("{#"));
                let text = words.collect::<Vec<_>>().join(" ");
                let text = text.as_str();
                self.put(&format!("{address}v{}/", version.number), "", text, text);
            }
        }
        for page in record.pages.iter().filter(|p| p.document.stage != Stage::Withdrawn && p.translation.is_none()) {
            self.document(&format!("/{}/", page.path), &page.document);
        }
        for (file, path) in record.files.iter().filter(|(_, path)| path.ends_with(".txt")) {
            let text = self.site.sources().text(*file).unwrap_or_default();
            self.put(&format!("/{path}"), "", text, text);
        }
    }

    fn document(&mut self, address: &str, document: &Document) {
        let ends = document.anchors.iter().skip(1).map(|a| a.span.start).chain([document.body.end]);
        for (anchor, end) in document.anchors.iter().zip(ends) {
            self.put_words(address, &anchor.id, Span { end, ..anchor.span });
        }
        let end = document.anchors.first().map_or(document.body.end, |a| a.span.start);
        self.put_words(address, "", Span { end, ..document.body });
    }

    fn tables(&mut self) {
        let record = self.site.record();
        for list in record.lists.iter().filter(|list| list.document.stage != Stage::Withdrawn) {
            for revision in &list.revisions {
                let address = format!("/{}/{}/", list.path, revision.date);
                let keys: Vec<&str> = revision.entries.iter().map(|entry| &*entry.key).collect();
                self.put(&address, "/order", keys.join(" "), "");
                for entry in &revision.entries {
                    let note = entry.note.as_deref().unwrap_or_default();
                    self.put(&address, &entry.key, format!("{}, {note}", entry.name), "");
                    self.put(&format!("/{}/{}/", list.path, entry.slug), "", &*entry.key, "");
                }
            }
        }
        for dataset in record.datasets.iter().filter(|dataset| dataset.document.stage != Stage::Withdrawn) {
            for row in dataset.tables.iter().flat_map(|table| &table.rows) {
                let cells: Vec<&str> = row.cells.iter().map(|cell| &*cell.text).collect();
                self.put(&format!("/{}/", dataset.path), &row.label, cells.join(" "), "");
            }
        }
        for person in record.people.iter().filter(|person| person.listed.is_some()) {
            let names = person.names.iter().map(|name| &*name.name);
            let names: Vec<&str> = std::iter::once(&*person.name).chain(names).collect();
            self.put(&format!("/people/{}/", person.id), "", names.join(", "), "");
        }
        for organisation in record.organisations.iter().filter(|organisation| organisation.listed.is_some()) {
            let names = organisation.names.iter().map(|name| &*name.name);
            let names: Vec<&str> = std::iter::once(&*organisation.name).chain(names).collect();
            self.put(&format!("/organisations/{}/", organisation.id), "", names.join(", "), "");
        }
    }
}

fn word_of(text: &str) -> Option<&str> {
    let is_word = |word: &&str| word.strip_prefix('w').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    text.split(|c: char| !c.is_alphanumeric()).find(is_word)
}
