//! One language of a site, which every view is made from.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::address::Addresses;
use super::former::Kept;
use super::index::Index;
use super::links::SiteLinks;
use super::list_history::ListHistory;
use super::plan::{PageId, plan};
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
    pub(crate) az: OnceLock<BTreeMap<String, Vec<super::letters::AzLine>>>,
    /// Earlier addresses and anchors.
    pub kept: Kept,
    /// Every page, made when it is first asked for.
    pub(crate) plan: OnceLock<Arc<[PageId]>>,
    /// The history of each list, made when one of its pages is.
    pub(crate) histories: Box<[OnceLock<ListHistory>]>,
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
        let prose = Prose::new(record, sources, Box::new(SiteLinks::new(addresses, Arc::default())), messages);
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
            kept: Kept::default(),
            plan: OnceLock::new(),
            histories: record.lists.iter().map(|_| OnceLock::new()).collect(),
        }
    }

    /// Every page of the site, sorted by path.
    pub fn plan(&self) -> &[PageId] {
        self.plan.get_or_init(|| plan(self).into())
    }

    /// The same, to be kept.
    pub fn shared_plan(&self) -> Arc<[PageId]> {
        Arc::clone(self.plan.get_or_init(|| plan(self).into()))
    }

    /// What became of the entries of a list.
    pub fn history(&self, ix: ListIx) -> Option<&ListHistory> {
        let list = self.record.lists.get(ix.ix())?;
        Some(self.histories.get(ix.ix())?.get_or_init(|| ListHistory::new(list, ix, self.addresses, self.words())))
    }

    /// Takes the pages that another desk of the same side has planned.
    pub fn take_plan(&mut self, pages: Arc<[PageId]>) {
        self.plan = OnceLock::from(pages);
    }

    /// Puts earlier addresses and anchors on the pages.
    pub fn keep(&mut self, kept: Kept) {
        let links = SiteLinks::new(self.addresses, Arc::clone(&kept.anchors));
        self.prose = Prose::new(self.record, self.sources, Box::new(links), &self.messages);
        self.kept = kept;
    }
}
