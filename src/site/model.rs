//! The site of an edition: made once, never changed.

use std::sync::Arc;

use super::address::Addresses;
use super::former::FormerAddresses;
use super::index::Index;
use super::language::LanguageSite;
use super::links::SiteLinks;
use super::shared::SharedParts;
use crate::locale::Messages;
use crate::record::{Day, Edition, Record};
use crate::source::Sources;
use crate::text::Prose;

/// For whom and for what a site is made.
#[derive(Debug, Clone, Copy)]
pub struct SiteOptions {
    /// The readers.
    pub edition: Edition,
    /// The reference date.
    pub today: Day,
    /// For a file share: addresses name their `index.html`.
    pub portable: bool,
}

/// A record with its texts, as an edition may see them, and what all pages of its site are made from.
pub struct SiteModel {
    record: Record,
    sources: Sources,
    messages: Arc<Messages>,
    options: SiteOptions,
    index: Index,
    /// Of the first language.
    first: SharedParts,
    /// Of the other languages, in the order of the site.
    others: Vec<SharedParts>,
}

impl SiteModel {
    /// The site of a record and its texts as the edition may see them.
    pub fn new(record: Record, sources: Sources, messages: Arc<Messages>, options: SiteOptions) -> SiteModel {
        let others = record.site.languages.iter().skip(1).map(|_| SharedParts::new(&record)).collect();
        let first = SharedParts::new(&record);
        let index = Index::new(&record, options.edition);
        SiteModel { record, sources, messages, options, index, first, others }
    }

    /// The record, as this edition may see it.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// The texts, as this edition may see them.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The words of the pages in every language.
    pub fn messages(&self) -> &Arc<Messages> {
        &self.messages
    }

    /// For whom and for what it is made.
    pub fn options(&self) -> SiteOptions {
        self.options
    }

    /// The site in its first language, before anything is kept of earlier addresses.
    pub fn first_language(&self) -> LanguageSite<'_> {
        self.language(0, FormerAddresses::NONE)
    }

    /// The site in one of its languages, by its place.
    fn language<'a>(&'a self, at: usize, former: &'a FormerAddresses) -> LanguageSite<'a> {
        let lang = self.record.site.languages.get(at).map_or("en", |l| l);
        let addresses = Addresses::new(&self.record, self.options.portable).below(if at == 0 { "" } else { lang });
        let anchors = former.in_language(lang, at == 0);
        let links = Box::new(SiteLinks::new(addresses, anchors));
        LanguageSite {
            record: &self.record,
            sources: &self.sources,
            addresses,
            prose: Prose::new(&self.record, &self.sources, links, &self.messages),
            today: self.options.today,
            edition: self.options.edition,
            index: &self.index,
            lang,
            messages: &self.messages,
            former,
            anchors,
            shared: at.checked_sub(1).and_then(|other| self.others.get(other)).unwrap_or(&self.first),
        }
    }
}

/// A site with the addresses and anchors that it had before.
pub struct PublishedSite {
    model: SiteModel,
    former: FormerAddresses,
}

impl PublishedSite {
    /// A site, and what it keeps.
    pub fn new(model: SiteModel, former: FormerAddresses) -> PublishedSite {
        PublishedSite { model, former }
    }

    /// The site alone.
    pub fn model(&self) -> &SiteModel {
        &self.model
    }

    /// The site in its first language.
    pub fn first_language(&self) -> LanguageSite<'_> {
        self.model.language(0, &self.former)
    }

    /// The site in each of its languages, the first first.
    pub fn languages(&self) -> impl Iterator<Item = LanguageSite<'_>> {
        (0..=self.model.others.len()).map(|at| self.model.language(at, &self.former))
    }
}
