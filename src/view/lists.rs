//! The pages of the priority lists: all of them, one list, a revision, an entry, two revisions compared.
//!
//! A list whose contents are withheld has its page and the dates, reasons and reviews of its revisions, and no entry
//! in any of them: `edition` has taken the entries away, and the views do not ask for them a second time.

mod changes;
mod compared;
mod entry;
mod index;
mod list;
mod names;
mod others;
mod review;
mod revision;
mod rows;
mod withheld;

pub use crate::site::list_history::write_rank;
pub use changes::summary as change_summary;
pub use names::{entry_name, is_name};
pub use rows::*;
pub use withheld::hidden;

use crate::record::ListIx;

use super::{LanguageSite, Sink};
use crate::site::list_pages::list_page_path as path;
use crate::site::page_ids::ListPageId as Id;

/// Makes a page. An id that is not of this record makes none.
pub fn show<S: Sink>(id: &Id, site: &LanguageSite<'_>, sink: &mut S) {
    let path = path(site, id);
    let list = |ix: &ListIx| site.record.lists.get(ix.ix());
    match id {
        Id::Index => index::show(site, path, sink),
        Id::List(ix) => {
            if let Some(list) = list(ix) {
                list::show(site, *ix, list, path, sink);
            }
        }
        Id::Revision(ix, n) => {
            if let Some(list) = list(ix) {
                revision::show(site, *ix, list, *n as usize, path, sink);
            }
        }
        Id::Compare(ix, a, b) => {
            if let Some(list) = list(ix) {
                compared::show(site, *ix, list, (*a as usize, *b as usize), path, sink);
            }
        }
        Id::Others(ix, n) => {
            if let Some(list) = list(ix) {
                others::show(site, *ix, list, *n as usize, path, sink);
            }
        }
        Id::Entry(ix, key) => {
            if let Some(list) = list(ix) {
                entry::show(site, *ix, list, key, path, sink);
            }
        }
    }
}
