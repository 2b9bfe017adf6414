//! The parts of a site that all pages of one language share.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Serialize;

use super::list_history::ListHistory;
use super::page_ids::PageId;
use crate::record::Record;

/// A line of the A to Z.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct AzLine {
    /// Its words as they sort.
    #[serde(skip)]
    pub(super) sort: String,
    /// Plain text.
    pub text: String,
    /// The language of the text where it is not the page's, else empty.
    pub lang: String,
    /// Address below the site.
    pub href: String,
    /// Its kind, as a key of the messages: `az_body`.
    pub kind: &'static str,
    /// For a subject: at how many meetings it was on the agenda; else 0.
    pub count: usize,
}

/// What the pages of one language share, each made when it is first asked for.
pub(super) struct SharedParts {
    /// Every page, sorted by path.
    pub(super) plan: OnceLock<Vec<PageId>>,
    /// The A to Z.
    pub(super) letters: OnceLock<BTreeMap<String, Vec<AzLine>>>,
    /// The history of each list.
    pub(super) histories: Box<[OnceLock<ListHistory>]>,
}

impl SharedParts {
    /// Nothing is made yet.
    pub(super) fn new(record: &Record) -> SharedParts {
        let histories = record.lists.iter().map(|_| OnceLock::new()).collect();
        SharedParts { plan: OnceLock::new(), letters: OnceLock::new(), histories }
    }
}
