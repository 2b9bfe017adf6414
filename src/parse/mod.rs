//! Files become parts of the record. Parsing never fails: it returns a value and diagnostics.
//!
//! Nothing here reads a file or looks at two files at once, but for `folder`, which looks at paths
//! and at `kind` alone, and for the facts of a file that another one names (its size, its pages),
//! whose bytes are handed in. What a name refers to is left open (`Written::target` is `None`);
//! `link` fills it in.

mod accessibility;
mod allowed;
mod body;
mod context;
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
mod front_matter;
mod imported;
mod kept;
mod list;
mod marking;
mod page;
mod parts;
mod permanent;
mod piece;
mod pieces;
mod prose;
mod reasons;
mod report;
mod settings;

pub use context::Read;
pub(crate) use csv::without_comments_of_cells;
pub(crate) use folder::slug_path;
pub use folder::{ContentFolder, FileKind, KIND_FOLDERS};
pub use kept::KeptPieces;
pub use parts::Parts;
pub use prose::markdown_options;

use crate::diag::{self, Diagnostic};
use crate::record::{FileId, Site, Span};
use crate::source::{Known, Sources};

/// Reads every file, in parallel, into parts. `read` gives the bytes of files that are not text.
pub fn parse(sources: &Sources, read: Read<'_>) -> (Parts, Vec<Diagnostic>) {
    parse_known(sources, read, &Known::default())
}

/// As [`parse`], with what was read out of attached files before.
pub fn parse_known(sources: &Sources, read: Read<'_>, known: &Known) -> (Parts, Vec<Diagnostic>) {
    parse_with(sources, &ContentFolder::of(sources), read, known)
}

/// Reads the settings of a site, and nothing else.
pub fn site_settings(sources: &Sources) -> Site {
    settings::settings(sources).0
}

/// As [`parse_known`], for a folder that is looked at already.
pub fn parse_with(sources: &Sources, folder: &ContentFolder, read: Read<'_>, known: &Known) -> (Parts, Vec<Diagnostic>) {
    parse_again(sources, folder, read, known, None)
}

/// As [`parse_with`], with what was read of the same site before.
pub fn parse_again(
    sources: &Sources,
    folder: &ContentFolder,
    read: Read<'_>,
    known: &Known,
    kept: Option<&mut KeptPieces>,
) -> (Parts, Vec<Diagnostic>) {
    let (site, mut problems) = settings::settings(sources);
    let cx = context::Context { sources, folder, site: &site, read, known, asked: None };
    let (mut parts, found) = match kept {
        Some(kept) => pieces::parts(&cx, |cx, read| kept.read(cx, read)),
        None => pieces::parts(&cx, pieces::read_all),
    };
    problems.extend(found);
    problems.extend(foreign::unread(sources, folder));
    parts.site = site;
    diag::sort(&mut problems);
    (parts, problems)
}

/// Returns the files that have no part in what is read: those that are [`FileKind::Beside`], but for minutes in another format, which are
/// named where they are found.
pub fn files_beside(sources: &Sources) -> Vec<FileId> {
    let folder = ContentFolder::of(sources);
    let named = foreign::unread_files(sources, &folder);
    let files = sources.iter().map(|(id, _)| id);
    files.filter(|id| folder.kind(*id) == FileKind::Beside && !named.contains(id)).collect()
}

/// Returns the place of a setting in `site.toml`, where it is set.
pub fn setting_span(sources: &Sources, key: &str) -> Option<Span> {
    settings::setting_span(sources, key)
}

/// Finds marks of withholding in texts that are published as they are, where none is read: each is an error.
pub fn marks_in_copies(sources: &Sources, files: impl Iterator<Item = FileId>) -> Vec<Diagnostic> {
    files.filter_map(|file| Some(doubtful::marks_in_copy(file, sources.text(file)?))).flatten().collect()
}

#[cfg(test)]
pub(crate) mod tests;
