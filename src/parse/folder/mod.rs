//! What each file of a content folder is, from its path (and `kind` in its front matter).
//!
//! This is the one place of `parse` that looks at all files together, and it looks at paths only. How
//! a folder of bare Markdown is understood is said in [`bare`].

mod bare;
mod build;
mod names;
mod orders;

pub use build::RESERVED as KIND_FOLDERS;

pub(crate) use names::{file_name, id_of, is_dated_name, is_markdown, slug_path, stem};

use std::collections::BTreeMap;

use crate::record::{BodyIx, DateOrder, FileId};
use crate::source::Sources;

/// What a file is. Numbers are places in [`ContentFolder`]'s vectors of the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// `site.toml`.
    Settings,
    /// `permalinks.txt`.
    Ledger,
    /// `organisations.toml`.
    Organisations,
    /// `people.toml`.
    People,
    /// A body's `_index.md`.
    Body(BodyIx),
    /// A body's `actions.csv`.
    Actions(BodyIx),
    /// Minutes.
    Minutes(BodyIx),
    /// A file beside minutes that is not Markdown.
    Paper(BodyIx),
    /// A list's `_index.md`.
    List(u32),
    /// A revision of a list.
    Revision(u32),
    /// A dataset's `_index.md`.
    Dataset(u32),
    /// A table of a dataset.
    Table(u32),
    /// A report's Markdown.
    Report(u32),
    /// A file beside a report.
    Attachment(u32),
    /// An earlier version of the minutes or report in another file, with its number.
    Version(FileId, u32),
    /// A plain page.
    Page,
    /// A file beside a page (an image, say): published where it stands.
    Beside,
}

/// What each file is, and what there is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContentFolder {
    /// By [`crate::record::FileId`].
    pub kinds: Vec<FileKind>,
    /// Ids of the bodies, sorted.
    pub bodies: Vec<Box<str>>,
    /// Addresses of the lists, sorted (`lists/source-countries`).
    pub lists: Vec<Box<str>>,
    /// Addresses of the datasets, sorted.
    pub datasets: Vec<Box<str>>,
    /// Addresses of the reports, sorted.
    pub reports: Vec<Box<str>>,
    /// Names of the bodies' folders as they stand on disk, in the order of `bodies`.
    pub(super) body_names: Vec<Box<str>>,
    /// Addresses of the pages, and of minutes that would be one if they had no date.
    pub(super) pages: BTreeMap<FileId, Box<str>>,
    /// The languages of files that end in `.cy.md`.
    pub(super) langs: BTreeMap<FileId, Box<str>>,
    /// Papers by the minutes they lie beside.
    pub(super) papers: BTreeMap<FileId, Vec<FileId>>,
    /// How the names of a folder's files write a day, where they show it; by folder below `content/`.
    pub(super) orders: BTreeMap<Box<str>, DateOrder>,
}

impl ContentFolder {
    /// Looks at the paths.
    pub fn of(sources: &Sources) -> ContentFolder {
        build::content_folder(sources)
    }

    /// What a file is.
    pub fn kind(&self, file: FileId) -> FileKind {
        self.kinds.get(file.0 as usize).copied().unwrap_or(FileKind::Beside)
    }

    /// How the names beside a file write a day, where they show it.
    pub(super) fn order_beside(&self, path: &str) -> Option<DateOrder> {
        let folder = path.strip_prefix(names::TOP)?.rsplit_once('/').map_or("", |(folder, _)| folder);
        self.orders.get(folder).copied()
    }
}
