//! Reports, the series they belong to, and the files attached to them.

use std::fmt;
use std::sync::Arc;

use super::date::Date;
use super::document::{Audience, Citation, Document, Target, Written};
use super::index::{BodyIx, ReportIx};
use super::span::FileId;
use super::version::Version;

/// A document that a body publishes, or that the archive lists.
#[derive(Debug, Clone)]
pub struct Report {
    /// The page: the text itself, or a summary.
    pub document: Document,
    /// Its folder's name: `2012-annual-report`.
    pub id: Box<str>,
    /// Its address below the site: `reports/2012-annual-report`, or below a body's.
    pub path: Box<str>,
    /// The body that owns the folder it stands in; set by `link`.
    pub body: Option<BodyIx>,
    /// `date`, as exact as it is known.
    pub date: Option<Date>,
    /// `series`: what it is one of ("Annual report"); titles may change within a series.
    pub series: Option<Box<str>>,
    /// `[numbers]`: what catalogues call it: `("Command paper", "Cm 8421")`, `("ISBN", …)`.
    pub numbers: Vec<(Box<str>, Box<str>)>,
    /// `period`: what it covers, in words.
    pub period: Option<Box<str>>,
    /// `authors`.
    pub authors: Vec<Box<str>>,
    /// `publisher`.
    pub publisher: Option<Box<str>>,
    /// `pages`: of the published document, where the file is not attached.
    pub pages: Option<u32>,
    /// `commissioned_by`: a reference to where a body asked for it.
    pub commissioned_by: Option<Written<Target>>,
    /// `laid`: the day it was laid before Parliament.
    pub laid: Option<Date>,
    /// `replaced_by`.
    pub replaced_by: Option<Written<ReportIx>>,
    /// `[[corrections]]`.
    pub corrections: Vec<Correction>,
    /// Files attached, in the order given, then by name.
    pub attachments: Vec<Attachment>,
    /// Earlier versions, oldest first.
    pub versions: Vec<Version>,
    /// `[[elsewhere]]`: where it is published besides.
    pub elsewhere: Vec<Citation>,
}

/// A statement of a report that was later put right.
#[derive(Debug, Clone)]
pub struct Correction {
    /// The paragraph, as the report numbers it.
    pub paragraph: Option<Box<str>>,
    /// When.
    pub date: Option<Date>,
    /// What is right, in Markdown.
    pub note: Box<str>,
    /// What proves it.
    pub source: Option<Citation>,
}

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
