//! One tree for TOML and YAML, with the place of every key and value, and a reader of it that
//! reports every mistake.
//!
//! Nothing here knows what a key means: that is said by the modules that read one.

mod dates;
mod reader;
mod salvage;
mod toml;
mod tree;
mod yaml;

pub use dates::{date_from_words, parse_date};
pub use reader::{DataDiagnostics, Reader};
pub(crate) use reader::{cut, is_web};
pub use tree::{Format, Key, Kind, Table, Tree, Value};

use super::doubtful;
use crate::diag::{Code, Diagnostic};
use crate::record::{FileId, Span};

/// Reads a document of `format` that stands in a file at byte `offset`. Mistakes of syntax are
/// diagnostics; what could be read all the same is in the tree, which is then marked as broken.
pub fn read(format: Format, file: FileId, text: &str, offset: usize) -> (Tree, Vec<Diagnostic>) {
    let (tree, mut problems) = match format {
        Format::Toml => toml::read(file, text, offset),
        Format::Yaml => yaml::read(file, text, offset),
    };
    problems.extend(marks(file, text, offset));
    (tree, problems)
}

/// Marks in data, where none is read: the words would be published.
pub(super) fn marks(file: FileId, text: &str, offset: usize) -> Vec<Diagnostic> {
    /// The length of a mark up to its reason.
    const MARK: usize = 9;
    doubtful::marks_in_data(text)
        .map(|at| {
            let end = text.ceil_char_boundary((at + MARK).min(text.len()));
            Diagnostic::new(
                Code::DoubtfulMark,
                Span::new(file, offset + at, offset + end),
                "a mark of withholding in a setting or a cell hides nothing",
            )
            .expected("marks are read in the text of a document only")
            .remedy("take the words out, or move them into the text")
        })
        .collect()
}
