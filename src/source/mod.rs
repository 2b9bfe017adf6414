//! The only reader: a folder becomes files with bytes and a hash, in one sorted order.
//!
//! Nothing here knows what a file means. Links that lead out of the folder are refused, text that is
//! not UTF-8 is reported with the offset of the first bad byte, and files that are not text are
//! hashed as they are read and not kept.

mod again;
mod bytes;
mod hex;
mod known;
mod look;
mod originals;
mod problem;
mod read;
mod walk;

pub use again::{SitePlaces, is_same, read_again};
pub use bytes::{BadBytes, decoded_text};
pub(crate) use hex::hex;
pub use known::{Known, Learnt};
pub use look::{folder_look, program_look};
pub use originals::{LONGEST_ORIGINAL, OriginalFile, find_originals, read_original, read_written};
pub use problem::ReadProblem;
pub use read::{ReadError, folder_names, read_built, read_bytes, read_site, read_theme};
pub use walk::{LEDGER, LEDGER_LINE, MARK};

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use crate::record::{FileId, Span};

/// One file of the content folder, or a settings file beside it.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Its path below the folder of the site, with `/`: `content/idmg/_index.md`, `site.toml`.
    pub path: Arc<str>,
    /// What it holds.
    pub content: Content,
    /// BLAKE3 of the bytes.
    pub hash: [u8; 32],
}

/// What a file holds.
#[derive(Debug, Clone)]
pub enum Content {
    /// Text (Markdown, TOML, YAML, CSV).
    Text(Arc<str>),
    /// A text file whose bytes are not UTF-8, and where that begins.
    NotUtf8(Box<BadBytes>),
    /// Anything else: size in bytes and SHA-256 in hexadecimal. The bytes stay on disk.
    Binary {
        /// Bytes.
        size: u64,
        /// 64 digits.
        sha256: Arc<str>,
    },
    /// A text that is not published, for its marks of withholding are doubtful: it has neither words nor bytes.
    LeftOut,
}

/// All files, sorted by path; a [`FileId`] is a place here.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// Sorted by path.
    pub files: Vec<SourceFile>,
    /// Where each stands on disk, in the order of `files`; never printed.
    pub(crate) places: Vec<PathBuf>,
}

impl Sources {
    /// The path of a file, for people.
    pub fn path(&self, file: FileId) -> &str {
        self.files.get(file.0 as usize).map_or("", |f| &f.path)
    }

    /// Where a file stands on disk, for copying it.
    pub fn place(&self, file: FileId) -> Option<&std::path::Path> {
        self.places.get(file.0 as usize).map(PathBuf::as_path)
    }

    /// The text of a file, where it is text.
    pub fn text(&self, file: FileId) -> Option<&str> {
        match &self.files.get(file.0 as usize)?.content {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text a span covers; empty where it covers none.
    pub fn slice(&self, span: Span) -> &str {
        self.text(span.file).and_then(|t| t.get(span.range())).unwrap_or("")
    }

    /// The file at a path, if there is one that may be published. One machine writes an accent as a sign of its own and another does not:
    /// both mean the same name.
    pub fn find(&self, path: &str) -> Option<FileId> {
        let search = |path: &str| self.files.binary_search_by(|f| (*f.path).cmp(path)).ok();
        // Paths are composed where they are read, and a text may be typed where they are not.
        let composed = || (!path.is_ascii()).then(|| path.nfc().collect::<String>());
        let at = search(path).or_else(|| search(&composed()?))?;
        let left_out = self.files.get(at).is_none_or(|f| matches!(f.content, Content::LeftOut));
        u32::try_from(at).ok().map(FileId).filter(|_| !left_out)
    }

    /// BLAKE3 of what is published of a file: of a text its words in this edition, of anything else its bytes.
    pub fn digest(&self, file: FileId) -> Option<[u8; 32]> {
        let file = self.files.get(file.0 as usize)?;
        Some(match &file.content {
            Content::Text(text) => *blake3::hash(text.as_bytes()).as_bytes(),
            _ => file.hash,
        })
    }

    /// Whether a file is left out: it has neither words nor bytes.
    pub fn is_left_out(&self, file: FileId) -> bool {
        self.files.get(file.0 as usize).is_some_and(|f| matches!(f.content, Content::LeftOut))
    }

    /// Returns the sources with some files left out. Ids stay what they are.
    #[must_use]
    pub fn without(&self, files: &BTreeSet<FileId>) -> Sources {
        let mut kept = self.clone();
        for file in files {
            if let Some(file) = kept.files.get_mut(file.0 as usize) {
                file.content = Content::LeftOut;
            }
        }
        kept
    }

    /// All files with their ids, in order.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(i, f)| (FileId(u32::try_from(i).unwrap_or(u32::MAX)), f))
    }

    /// Line and column of the start of a span, from 1; columns count characters.
    pub fn line_column(&self, span: Span) -> (usize, usize) {
        let Some(text) = self.text(span.file) else { return (0, 0) };
        let before = text.get(..span.start as usize).unwrap_or(text);
        let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
        (line, column)
    }

    /// The line a span starts on, without its end.
    pub fn line(&self, span: Span) -> &str {
        let Some(text) = self.text(span.file) else { return "" };
        let (line, _) = self.line_column(span);
        text.lines().nth(line.saturating_sub(1)).unwrap_or("")
    }
}

/// Returns the ending of a file's name, in lower case; empty for a name without one.
pub(crate) fn ending(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map(|(_, e)| e.to_lowercase()).unwrap_or_default()
}
