//! One page: a view and its head become bytes, and go to where the outputs of the site go.

use std::sync::{Mutex, PoisonError};

use super::engine::Engine;
use super::marks::with_badges;
use crate::diag::Diagnostic;
use crate::record::FileId;
use crate::site::MarkedAddresses;
use crate::view::data::DataLink;
use crate::view::{Head, Sink, View};

/// Takes the files of a site as they are made: from any thread, in any order, each path once. [`crate::publish::Publisher`] alone
/// implements it, so that nothing reaches a reader that it has not searched.
pub trait OutputSink: Sync {
    /// A file with its bytes.
    fn put(&self, path: &str, bytes: &[u8]);
    /// A file of the content folder, as it is.
    fn copy(&self, path: &str, file: FileId);
}

/// Fills the template of a page and hands it out.
pub struct PageWriter<'a> {
    /// The templates.
    pub engine: &'a Engine,
    /// Takes the page.
    pub out: &'a dyn OutputSink,
    /// Templates that could not be filled.
    pub failures: &'a Mutex<Vec<Diagnostic>>,
    /// The data files that the page links to.
    pub data: Vec<DataLink>,
    /// What says beside each link to it that it was invented.
    pub marked: &'a MarkedAddresses,
}

impl Sink for PageWriter<'_> {
    fn page<T: View>(&mut self, template: &'static str, head: &Head, view: &T) {
        let with_data = (!self.data.is_empty()).then(|| Head { data: self.data.clone(), ..head.clone() });
        let marked = Some(self.marked).filter(|marked| !marked.is_empty() && !head.illustrative);
        let put = |bytes: &[u8]| {
            let word = || self.engine.say(&head.lang, "illustrative");
            let badged = marked.and_then(|marked| with_badges(bytes, &head.root, marked, &word()));
            self.out.put(&head.file, badged.as_deref().unwrap_or(bytes));
        };
        match self.engine.page(template, with_data.as_ref().unwrap_or(head), view, put) {
            Ok(()) => {}
            // A broken template breaks every page of its kind in the same way: each mistake is said once.
            Err(diagnostic) => {
                let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
                if !failures.contains(&diagnostic) {
                    failures.push(diagnostic);
                }
            }
        }
    }
}
