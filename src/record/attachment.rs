//! Files that are published beside a document, and what is read from their bytes.

use std::fmt;
use std::sync::Arc;

use super::document::Audience;
use super::span::FileId;

/// A file that is published beside a document.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// The file.
    pub file: FileId,
    /// Its name in the address.
    pub name: Box<str>,
    /// `title`, else the file's own, else its name.
    pub title: Box<str>,
    /// What is known of its bytes.
    pub facts: FileFacts,
    /// `lang`.
    pub lang: Option<Box<str>>,
    /// Who may see it.
    pub audience: Audience,
}

/// What is read from the bytes of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileFacts {
    /// Size in bytes.
    pub size: u64,
    /// SHA-256, 64 hexadecimal digits (FIPS 180-4).
    pub sha256: Box<str>,
    /// What kind of file it is, for people: `PDF`, `CSV`, `OpenDocument text`.
    pub kind: Box<str>,
    /// Its media type (RFC 6838).
    pub media_type: Box<str>,
    /// Pages, where it has pages and they could be counted.
    pub pages: Option<u32>,
    /// The title in its own metadata.
    pub title: Option<Box<str>>,
    /// The language it says it is in (BCP 47).
    pub lang: Option<Box<str>>,
    /// Its text, for search.
    pub text: FileText,
}

/// The text that was read out of a file, page by page; one page where the file has none. Shared, for it may be long.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct FileText(Arc<[Box<str>]>);

impl FileText {
    /// Of the pages of a file, in order.
    pub fn new(pages: Vec<Box<str>>) -> FileText {
        FileText(pages.into())
    }

    /// The pages, in order; one without text is empty.
    pub fn pages(&self) -> impl ExactSizeIterator<Item = &str> {
        self.0.iter().map(|p| &**p)
    }

    /// Whether no page has any text.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|p| p.trim().is_empty())
    }
}

/// Not the words: they may be those of a whole book.
impl fmt::Debug for FileText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "text of {} pages, {} bytes", self.0.len(), self.0.iter().map(|p| p.len()).sum::<usize>())
    }
}
