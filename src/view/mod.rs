//! The record becomes one small typed struct for each page: what a template needs, and never another
//! page's body. No layout here.

mod about;
pub mod accessibility;
pub mod action;
pub mod actions;
pub mod agenda;
pub mod archive;
pub mod attendance;
pub mod az;
pub mod body;
pub mod changes;
pub mod common;
pub mod data;
pub mod datasets;
pub mod decisions;
pub mod filters;
pub mod home;
pub mod linked;
pub mod links;
pub mod lists;
pub mod meeting;
pub mod motions;
pub mod not_found;
pub mod organisation;
pub mod page;
pub mod person;
pub mod reports;
pub mod rows;
pub mod search;
mod show;
pub mod sitemap;
mod tables;
pub mod timeline;
mod version_lines;
pub mod versions;

pub use show::show;
pub use tables::{NamedTable, RowKind, RowTable, RowVisitor, View};

use crate::site::{Alternate, LanguageSite, Link};

use serde::Serialize;

/// What every page says of itself; a template sees it as `page`.
#[derive(Debug, Clone, Serialize)]
pub struct Head {
    /// The page's folder below that of its language, without slashes at the ends; empty for the home page.
    pub path: String,
    /// The file it is written to: `idmg/2012-04-17/index.html`.
    pub file: String,
    /// The way from it to the top: `../../`.
    pub root: String,
    /// Plain text.
    pub title: String,
    /// The language of the title where that is not the page's, else empty.
    pub title_lang: String,
    /// Plain text, one or two sentences.
    pub description: String,
    /// The language of the description where that is not the page's, else empty.
    pub description_lang: String,
    /// The language of the page's own words, BCP 47.
    pub lang: String,
    /// The language of the record's own words (owners, names, notes) where that is not the page's, else empty.
    pub record_lang: String,
    /// The language of the texts of the record on this page where they are not in the page's, else empty: the page says so.
    pub untranslated: String,
    /// The page in every language of the site; empty where the site has one.
    pub alternates: Vec<Alternate>,
    /// What kind of page: `meeting`, `body`, `list` …
    pub kind: &'static str,
    /// The absolute address, where the site's is known.
    pub canonical: Option<String>,
    /// The way here from the home page.
    pub breadcrumb: Vec<Link>,
    /// Invented for show: the page says so.
    pub illustrative: bool,
    /// The marking of the document, or of the body it is of, as written; empty where it has none.
    pub marking: String,
    /// Imported, and not yet checked against the original: the page says so.
    pub unreviewed: bool,
    /// The same for programs.
    pub data: Vec<data::DataLink>,
    /// `base_url`, or empty.
    #[serde(skip)]
    pub base_url: String,
    /// What the page is about, in terms of schema.org.
    #[serde(skip)]
    pub thing: Option<serde_json::Value>,
}

impl Head {
    /// The same, for a page with words of the program and names only: it lacks no translation.
    #[must_use]
    pub fn in_own_words(self) -> Head {
        Head { untranslated: String::new(), ..self }
    }
}

/// Takes a page that is ready for its template: `template` is a file of the theme, `view` is seen there as `view`.
pub trait Sink {
    /// One page.
    fn page<T: View>(&mut self, template: &'static str, head: &Head, view: &T);
}

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;
