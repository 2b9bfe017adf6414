//! A text in another of the site's languages than its original: `2012-04-17.cy.md` beside `2012-04-17.md`.
//!
//! A translation adds words and no facts: who was there, what was decided and who is to do what come from the original
//! alone, so that nothing is counted twice.

use std::collections::BTreeMap;

use super::meeting::Meeting;
use super::span::FileId;

/// What a page in another language is a translation of.
#[derive(Debug, Clone)]
pub struct Translation {
    /// BCP 47: one of the site's languages after the first.
    pub lang: Box<str>,
    /// The path of the original: `idmg/2012-04-17`.
    pub path: Box<str>,
    /// The original's file; none where there is no such file, and the page stands for itself.
    pub of: Option<FileId>,
    /// The text of minutes, read by the same grammar.
    pub minutes: Option<Meeting>,
    /// Keys of front matter whose words are translated: `name`, `abbreviation`, `meets`, `venue`, `entry_kind`, `units`.
    pub words: BTreeMap<&'static str, Box<str>>,
}
