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
pub mod home;
pub mod links;
pub mod lists;
pub mod meeting;
pub mod not_found;
pub mod organisation;
pub mod page;
pub mod person;
pub mod reports;
pub mod rows;
pub mod search;
pub mod sitemap;
mod tables;
pub mod timeline;
pub mod versions;

pub use crate::site::{Addresses, Alternate, AttendanceAt, Index, NavLink, Owner, SiteGlobals};
pub use tables::{NamedTable, RowKind, RowTable, RowVisitor, View};

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use serde::Serialize;

use crate::locale::Messages;
use crate::record::{Day, Edition, ListIx, Record};
use crate::source::Sources;
use crate::text::Prose;

/// What every view is made from.
pub struct Desk<'a> {
    /// The record, as this edition may see it.
    pub record: &'a Record,
    /// The texts, as this edition may see them.
    pub sources: &'a Sources,
    /// Where things stand.
    pub addresses: Addresses<'a>,
    /// Markdown to HTML.
    pub prose: Prose<'a>,
    /// The day that stands for today.
    pub today: Day,
    /// Who the site is for.
    pub edition: Edition,
    /// What many views ask of the record, worked out once and shared by all sides of the site.
    pub index: Arc<Index>,
    /// The language of this side of the site, BCP 47.
    pub lang: &'a str,
    /// The words of the pages, in every language.
    pub messages: Arc<Messages>,
    /// The A to Z, made when it is first asked for.
    pub(crate) az: OnceLock<BTreeMap<String, Vec<az::AzLine>>>,
    /// Earlier addresses and anchors.
    pub kept: crate::site::former::Kept,
    /// Every page, made when it is first asked for.
    pub(crate) plan: OnceLock<Arc<[crate::site::plan::PageId]>>,
    /// The history of each list, made when one of its pages is.
    pub(crate) histories: Box<[OnceLock<lists::History>]>,
}

impl<'a> Desk<'a> {
    /// The first side of a site: a record and its texts as `edition` may see them; `portable`: for a file share.
    pub fn new(
        record: &'a Record,
        sources: &'a Sources,
        messages: &Arc<Messages>,
        edition: Edition,
        today: Day,
        portable: bool,
    ) -> Self {
        let index = Arc::new(Index::new(record, edition));
        Desk::with(record, sources, messages, index, edition, today, portable)
    }

    /// As [`Desk::new`], with what another desk of the same record has worked out.
    pub fn with(
        record: &'a Record,
        sources: &'a Sources,
        messages: &Arc<Messages>,
        index: Arc<Index>,
        edition: Edition,
        today: Day,
        portable: bool,
    ) -> Self {
        let addresses = Addresses::new(record, portable);
        let prose = Prose::new(record, sources, addresses, messages);
        let lang = record.site.languages.first().map_or("en", |l| l);
        Desk {
            record,
            sources,
            addresses,
            prose,
            today,
            edition,
            index,
            lang,
            messages: Arc::clone(messages),
            az: OnceLock::new(),
            kept: crate::site::former::Kept::default(),
            plan: OnceLock::new(),
            histories: record.lists.iter().map(|_| OnceLock::new()).collect(),
        }
    }

    /// Every page of the site, sorted by path.
    pub fn plan(&self) -> &[crate::site::plan::PageId] {
        self.plan.get_or_init(|| crate::site::plan::plan(self).into())
    }

    /// The same, to be kept.
    pub fn shared_plan(&self) -> Arc<[crate::site::plan::PageId]> {
        Arc::clone(self.plan.get_or_init(|| crate::site::plan::plan(self).into()))
    }

    /// What became of the entries of a list.
    fn history(&self, ix: ListIx) -> Option<&lists::History> {
        Some(self.histories.get(ix.ix())?.get_or_init(|| lists::History::new(self, ix)))
    }

    /// Takes the pages that another desk of the same side has planned.
    pub fn take_plan(&mut self, pages: Arc<[crate::site::plan::PageId]>) {
        self.plan = OnceLock::from(pages);
    }

    /// Puts earlier addresses and anchors on the pages.
    pub fn keep(&mut self, kept: crate::site::former::Kept) {
        self.prose.keep(&kept);
        self.kept = kept;
    }
}

/// What every page says of itself; a template sees it as `page`.
#[derive(Debug, Clone, Serialize)]
pub struct Head {
    /// The page's folder below the side of its language, without slashes at the ends; empty for the home page.
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
    /// The same for programs.
    pub data: Vec<data::DataLink>,
}

impl Head {
    /// The same, for a page with words of the program and names only: it lacks no translation.
    #[must_use]
    pub fn in_own_words(self) -> Head {
        Head { untranslated: String::new(), ..self }
    }
}

/// A link: words and an address below the site (the template puts `page.root` before it).
#[derive(Debug, Clone, Default, Serialize)]
pub struct Link {
    /// Plain text.
    pub text: String,
    /// Address below the site; empty: the words lead nowhere.
    pub href: String,
    /// The language of the words (BCP 47) where it is not the page's, else empty.
    pub lang: String,
}

impl Link {
    /// Words in the language of the page.
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Link {
        Link { text: text.into(), href: href.into(), lang: String::new() }
    }

    /// The same link with words in another language; `lang` is empty where it is the page's.
    #[must_use]
    pub fn in_language(self, lang: &str) -> Link {
        Link { lang: lang.to_owned(), ..self }
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
