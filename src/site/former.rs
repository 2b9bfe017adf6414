//! Anchors that a page no longer has by itself and keeps all the same, so that links to them hold, and the pages that
//! stand at earlier addresses.
//!
//! [`crate::permanence`] works out what belongs here; views and [`crate::text`] put it on the pages.

use std::collections::BTreeMap;

use crate::html::{Html, anchors};
use crate::record::{Change, Document, FileId};

/// A document: its file and where its text begins there (one file may hold several meetings).
pub type DocumentKey = (FileId, u32);

/// The key of a document.
pub fn key_of(document: &Document) -> DocumentKey {
    (document.file, document.body.start)
}

/// The anchors that the page of each document keeps.
pub type DocumentAnchors = BTreeMap<DocumentKey, Anchors>;

/// Addresses and anchors that the site had before and keeps.
#[derive(Debug, Clone, Default)]
pub struct FormerAddresses {
    /// By document, in the first language of the site.
    pub anchors: DocumentAnchors,
    /// The same in the other languages, each by the code of its language. What a translation keeps is there under its own key
    /// too.
    pub others: BTreeMap<Box<str>, DocumentAnchors>,
    /// Pages at earlier addresses, sorted by address.
    pub stubs: Vec<Stub>,
    /// The addresses that pages were first published at, by the address now, without slashes at the ends: feeds and calendars go on
    /// calling a thing by it.
    pub first: BTreeMap<Box<str>, Box<str>>,
    /// Files at earlier addresses: the address of the file now → the earlier ones.
    pub copies: BTreeMap<Box<str>, Vec<Box<str>>>,
}

/// What one page keeps.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Anchors {
    /// Beside an anchor that the page has: that one → the earlier ones.
    pub beside: BTreeMap<Box<str>, Vec<Box<str>>>,
    /// At the head of the page.
    pub head: Vec<Box<str>>,
    /// What stands on another page now: the earlier anchor and its address below the site.
    pub elsewhere: Vec<(Box<str>, Box<str>)>,
    /// What was withdrawn, when and why.
    pub withdrawn: Vec<(Box<str>, Change)>,
}

/// A page at an earlier address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stub {
    /// The earlier address below the site: `old/place/`, `old/page.html`.
    pub old: Box<str>,
    /// The address now, below the site.
    pub to: Box<str>,
    /// Its anchors, each with the address of its place now.
    pub anchors: Vec<(Box<str>, Box<str>)>,
}

impl Stub {
    /// The file that is written.
    pub fn file(&self) -> String {
        let old = self.old.trim_end_matches('/');
        if old.ends_with(".html") || old.ends_with(".htm") { old.to_owned() } else { format!("{old}/index.html") }
    }

    /// Whether a server may send a reader on at once: each anchor is found under its own name at the new address.
    pub fn is_plain(&self) -> bool {
        let page = self.to.split('#').next().unwrap_or(&self.to);
        !self.to.contains('#') && self.anchors.iter().all(|(anchor, to)| **to == *page || **to == *format!("{page}#{anchor}"))
    }
}

impl FormerAddresses {
    /// A site that keeps nothing: as it is before `permanence` has worked out what it keeps.
    pub const NONE: &'static FormerAddresses = &FormerAddresses {
        anchors: BTreeMap::new(),
        others: BTreeMap::new(),
        stubs: Vec::new(),
        first: BTreeMap::new(),
        copies: BTreeMap::new(),
    };

    /// Returns the address that a page was first published at: its own, where it never moved. Without slashes at the ends.
    pub fn first_address<'a>(&'a self, path: &'a str) -> &'a str {
        let path = path.trim_matches('/');
        self.first.get(path).map_or(path, |first| first)
    }

    /// Returns the anchors that pages keep in a language; `is_first`: the first of the site.
    pub fn in_language(&self, lang: &str, is_first: bool) -> &DocumentAnchors {
        if is_first { &self.anchors } else { self.others.get(lang).unwrap_or(&FormerAddresses::NONE.anchors) }
    }
}

impl Anchors {
    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        *self == Anchors::default()
    }

    /// The earlier anchors beside one, as empty elements.
    pub fn former_beside(&self, anchor: &str) -> Html {
        self.beside.get(anchor).map(|all| anchors(all)).unwrap_or_default()
    }
}
