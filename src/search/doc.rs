//! What is searched: documents (a page each) and their units (the places a result lands on).
//!
//! These types know nothing of the record, so that tests and benchmarks can make their own.

use std::borrow::Cow;

use crate::record::{Date, Status};

use super::names::Names;

/// What a document is. The first letter of its key is unique and stands in the shards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocKind {
    /// The minutes of a meeting.
    Meeting,
    /// A report.
    Report,
    /// A priority list.
    List,
    /// A dataset.
    Dataset,
    /// A body.
    Body,
    /// An organisation.
    Organisation,
    /// A person.
    Person,
    /// Any other page.
    Page,
}

impl DocKind {
    /// All, in the order of their numbers in the shards.
    pub const ALL: [DocKind; 8] = [
        DocKind::Meeting,
        DocKind::Report,
        DocKind::List,
        DocKind::Dataset,
        DocKind::Body,
        DocKind::Organisation,
        DocKind::Person,
        DocKind::Page,
    ];

    /// As in queries and addresses: `kind:report`.
    pub fn key(self) -> &'static str {
        match self {
            DocKind::Meeting => "meeting",
            DocKind::Report => "report",
            DocKind::List => "list",
            DocKind::Dataset => "dataset",
            DocKind::Body => "body",
            DocKind::Organisation => "organisation",
            DocKind::Person => "person",
            DocKind::Page => "page",
        }
    }
}

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitKind {
    /// A numbered paragraph.
    Paragraph,
    /// A block without a number.
    Block,
    /// A list of those present or absent.
    Attendance,
    /// The heading of an agenda item.
    Item,
    /// An action.
    Action,
    /// A decision.
    Decision,
    /// A section of a report or page.
    Section,
    /// A line of a priority list.
    Entry,
    /// A page of an attached file.
    Attachment,
}

impl UnitKind {
    /// All of them.
    pub const ALL: [UnitKind; 9] = [
        UnitKind::Paragraph,
        UnitKind::Block,
        UnitKind::Attendance,
        UnitKind::Item,
        UnitKind::Action,
        UnitKind::Decision,
        UnitKind::Section,
        UnitKind::Entry,
        UnitKind::Attachment,
    ];

    /// Its name for programs.
    pub fn key(self) -> &'static str {
        match self {
            UnitKind::Paragraph => "paragraph",
            UnitKind::Block => "text",
            UnitKind::Attendance => "attendance",
            UnitKind::Item => "item",
            UnitKind::Action => "action",
            UnitKind::Decision => "decision",
            UnitKind::Section => "section",
            UnitKind::Entry => "entry",
            UnitKind::Attachment => "page",
        }
    }

    /// Its letter in the shards.
    pub fn letter(self) -> char {
        match self {
            UnitKind::Paragraph => 'p',
            UnitKind::Block => 'b',
            UnitKind::Attendance => 't',
            UnitKind::Item => 'i',
            UnitKind::Action => 'a',
            UnitKind::Decision => 'd',
            UnitKind::Section => 's',
            UnitKind::Entry => 'e',
            UnitKind::Attachment => 'f',
        }
    }
}

/// A value of a facet: what addresses and queries call it, and its name for people.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Value {
    /// `idmg`, `home-office`.
    pub key: Box<str>,
    /// `Inter-Departmental Ministerial Group`.
    pub name: Box<str>,
    /// The language of the name where that is not the page's, else empty.
    pub lang: Box<str>,
    /// Other words that mean it in a query (`ho`), as slugs.
    pub also: Vec<Box<str>>,
}

/// The values that documents and units refer to by their places.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// The bodies.
    pub bodies: Vec<Value>,
    /// Owners of actions and organisations at meetings.
    pub parties: Vec<Value>,
}

/// A place that a result lands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// What it is.
    pub kind: UnitKind,
    /// `#4.2`, within the document; or the address of a page of its own, below the site.
    pub href: String,
    /// Its number or id, without spaces; empty where it has none.
    pub label: String,
    /// Plain text: what is searched and shown.
    pub text: String,
    /// Plain text that is searched and not shown.
    pub also: String,
    /// Owners of an action, as places in [`Facets::parties`].
    pub owners: Vec<u32>,
    /// Status of an action.
    pub status: Option<Status>,
    /// Whether an action is past due.
    pub overdue: bool,
}

impl Unit {
    /// A unit with neither owners nor status.
    pub fn new(kind: UnitKind, href: impl Into<String>, label: impl Into<String>, text: impl Into<String>) -> Self {
        Unit {
            kind,
            href: href.into(),
            label: label.into(),
            text: text.into(),
            also: String::new(),
            owners: Vec::new(),
            status: None,
            overdue: false,
        }
    }
}

/// A document: results are grouped by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doc {
    /// Where it stands, below the site.
    pub address: String,
    /// Plain text.
    pub title: String,
    /// The language of the title where that is not the page's, else empty.
    pub title_lang: String,
    /// Words that find it as its title does and are not shown: other names, numbers, the date in figures.
    pub also: String,
    /// Shown where no unit was found in it.
    pub description: String,
    /// When; results by date and the weight of recent years go by it.
    pub date: Option<Date>,
    /// What it is.
    pub kind: DocKind,
    /// Its body, as a place in [`Facets::bodies`].
    pub body: Option<u32>,
    /// Organisations that were there, or that it concerns, as places in [`Facets::parties`]; sorted.
    pub organisations: Vec<u32>,
    /// Whether its text is Welsh: its words are found under every mutation.
    pub welsh: bool,
    /// The language of its text where that is not the page's, else empty.
    pub lang: String,
    /// Its units, in order.
    pub units: Vec<Unit>,
}

/// Documents to be indexed, newest first. They are made one at a time, so that the text of a whole site is never held at once.
pub trait Collection: Sync {
    /// How many.
    fn count(&self) -> usize;
    /// What the address of a document will be; cheap.
    fn address(&self, n: usize) -> Cow<'_, str>;
    /// A document.
    fn doc(&self, n: usize) -> Cow<'_, Doc>;
    /// A hash of everything `doc` is made from, where one is at hand: what was indexed of a document is used again where its hash is the
    /// same. Facets count in it by their keys, not by their places.
    fn fingerprint(&self, n: usize) -> Option<[u8; 32]> {
        let _ = n;
        None
    }
    /// What all documents depend on besides, as text: where it changed, all are indexed again.
    fn basis(&self) -> String {
        String::new()
    }
    /// Words of a query that mean more than themselves, as they are folded, with the filters that they mean
    /// (`overdue` → `status:overdue`); nothing: words of a question that mean nothing beside such.
    fn questions(&self) -> Vec<(String, String)> {
        Vec::new()
    }
    /// How many of the documents, which are the first, are meetings to come.
    fn coming(&self) -> usize {
        0
    }
    /// What facets mean.
    fn facets(&self) -> &Facets;
    /// The names that mean the same.
    fn names(&self) -> &Names;
}

/// For tests and benchmarks.
impl Collection for (Vec<Doc>, Facets, Names) {
    fn count(&self) -> usize {
        self.0.len()
    }

    fn address(&self, n: usize) -> Cow<'_, str> {
        Cow::Borrowed(&self.0[n].address)
    }

    fn doc(&self, n: usize) -> Cow<'_, Doc> {
        Cow::Borrowed(&self.0[n])
    }

    fn facets(&self) -> &Facets {
        &self.1
    }

    fn names(&self) -> &Names {
        &self.2
    }
}
