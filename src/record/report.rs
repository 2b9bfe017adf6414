//! Reports, the series they belong to, and the files attached to them.

use super::attachment::Attachment;
use super::date::Date;
use super::document::{Citation, Document, Target, Written};
use super::index::{BodyIx, ReportIx};
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
