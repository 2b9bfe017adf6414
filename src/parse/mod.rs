//! Files become parts of the record. Parsing never fails: it returns a value and diagnostics.
//!
//! Nothing here reads a file or looks at two files at once, but for `folder`, which looks at paths
//! and at `kind` alone, and for the facts of a file that another one names (its size, its pages),
//! whose bytes are handed in. What a name refers to is left open (`Written::target` is `None`);
//! `link` fills it in.

mod body;
mod csv;
pub mod data;
mod dataset;
mod directory;
mod document;
mod doubtful;
mod files;
mod folder;
mod foreign;
mod front;
mod list;
mod page;
mod permanent;
mod pieces;
mod prose;
mod report;
mod settings;

pub(crate) use folder::slug_path;
pub use folder::{ContentFolder, FileKind};
pub use prose::markdown_options;

use std::collections::BTreeSet;

use crate::diag::{self, Diagnostic};
use crate::record::{Body, Dataset, FileId, List, Meeting, Organisation, Page, Person, Report, Site};
use crate::source::{Known, Sources};

/// The parts of the record, not yet linked. Each vector is in the order of the files, but for what
/// has a number in the folder (bodies, lists, datasets, reports), which is in the order of its id or address.
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
    /// In a bare folder: addresses of pages that the program makes, which no document may have.
    pub reserved: BTreeSet<Box<str>>,
}

impl Parts {
    /// Returns true if no file was content: there is nothing to publish.
    pub fn is_empty(&self) -> bool {
        let directory = self.organisations.is_empty() && self.people.is_empty();
        let documents = self.bodies.is_empty() && self.meetings.is_empty() && self.pages.is_empty();
        directory && documents && self.lists.is_empty() && self.datasets.is_empty() && self.reports.is_empty()
    }
}

/// Gives the bytes of a file: [`crate::source::read_bytes`].
pub type Read<'a> = &'a (dyn Fn(FileId) -> std::io::Result<Vec<u8>> + Sync);

/// What the reading of one file may look at.
#[derive(Clone, Copy)]
struct Context<'a> {
    sources: &'a Sources,
    folder: &'a ContentFolder,
    site: &'a Site,
    read: Read<'a>,
    known: &'a Known,
}

/// Reads every file, in parallel, into parts. `read` gives the bytes of files that are not text.
pub fn parse(sources: &Sources, read: Read<'_>) -> (Parts, Vec<Diagnostic>) {
    parse_known(sources, read, &Known::default())
}

/// As [`parse`], with what was read out of attached files before.
pub fn parse_known(sources: &Sources, read: Read<'_>, known: &Known) -> (Parts, Vec<Diagnostic>) {
    parse_with(sources, &ContentFolder::of(sources), read, known)
}

/// As [`parse_known`], for a folder that is looked at already.
pub fn parse_with(sources: &Sources, folder: &ContentFolder, read: Read<'_>, known: &Known) -> (Parts, Vec<Diagnostic>) {
    let (site, mut problems) = settings::settings(sources);
    let cx = Context { sources, folder, site: &site, read, known };
    let (mut parts, found) = pieces::parts(&cx);
    problems.extend(found);
    problems.extend(foreign::unread(sources, folder));
    parts.site = site;
    diag::sort(&mut problems);
    (parts, problems)
}

#[cfg(test)]
pub(crate) mod tests;
