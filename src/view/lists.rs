//! The pages of the priority lists: all of them, one list, a revision, an entry, two revisions compared.
//!
//! A list whose contents are withheld has its page and the dates, reasons and reviews of its revisions, and no entry
//! in any of them: `edition` has taken the entries away, and the views do not ask for them a second time.

mod changes;
mod compared;
mod entry;
mod history;
mod index;
mod list;
mod others;
mod review;
mod revision;
mod rows;

pub use changes::{kind_key, summary as change_summary};
pub use history::{History, write_rank};
pub use revision::{entry_name, is_name};
pub use rows::*;

use crate::record::{Edition, List, ListIx, Record, Revision};

use super::{Desk, Sink};

/// A page of the lists.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Id {
    /// All lists.
    Index,
    /// One list.
    List(ListIx),
    /// A revision, by its place.
    Revision(ListIx, u32),
    /// Two revisions compared, the earlier first.
    Compare(ListIx, u32, u32),
    /// A revision beside every later one, by its place.
    Others(ListIx, u32),
    /// An entry, by its key.
    Entry(ListIx, Box<str>),
}

/// Up to this many revisions any two have a page of their own. In a longer history those have one that are asked for most:
/// each with the one before and with the last; every other pair stands on the page of its earlier revision.
const ALL_PAIRS: usize = 12;

/// Every page of the lists, in order. Nothing where there are no lists.
pub fn ids(record: &Record) -> Vec<Id> {
    let mut out = Vec::new();
    if !record.lists.is_empty() {
        out.push(Id::Index);
    }
    for (at, list) in record.lists.iter().enumerate() {
        let ix = ListIx::at(at);
        out.push(Id::List(ix));
        out.extend((0..list.revisions.len()).map(|n| Id::Revision(ix, place(n))));
        if list.revisions.iter().all(|r| r.entries.is_empty()) {
            continue;
        }
        out.extend(pairs(list).into_iter().map(|(a, b)| Id::Compare(ix, place(a), place(b))));
        if list.revisions.len() > ALL_PAIRS {
            out.extend((0..list.revisions.len() - 1).map(|n| Id::Others(ix, place(n))));
        }
        out.extend(history::latest(list).into_iter().map(|e| Id::Entry(ix, e.key.clone())));
    }
    out
}

/// Places of revisions whose comparison has a page of its own, the earlier first, in order.
fn pairs(list: &List) -> Vec<(usize, usize)> {
    let n = list.revisions.len();
    (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b))).filter(|(a, b)| has_page(list, *a, *b)).collect()
}

/// Whether the comparison of two revisions, the earlier first, has a page of its own.
fn has_page(list: &List, a: usize, b: usize) -> bool {
    let n = list.revisions.len();
    n <= ALL_PAIRS || a + 1 == b || b + 1 == n
}

fn pair_path(list: &List, before: &Revision, after: &Revision) -> String {
    format!("{}/compare/{}/{}", list.path, before.date, after.date)
}

/// Where two revisions are compared, given their places in any order.
pub fn comparison(desk: &Desk<'_>, list: &List, one: usize, other: usize) -> Option<String> {
    let (a, b) = (one.min(other), one.max(other));
    let (before, after) = (list.revisions.get(a)?, list.revisions.get(b)?);
    if a == b {
        return None;
    }
    Some(match has_page(list, a, b) {
        true => desk.addresses.folder(&pair_path(list, before, after)),
        false => format!("{}#{}", desk.addresses.folder(&format!("{}/compare/{}", list.path, before.date)), after.date),
    })
}

/// The path of a page's folder.
pub fn path(desk: &Desk<'_>, id: &Id) -> String {
    let list = |ix: &ListIx| desk.record.lists.get(ix.ix());
    let found = match id {
        Id::Index => Some("lists".to_owned()),
        Id::List(ix) => list(ix).map(|l| l.path.to_string()),
        Id::Revision(ix, n) => list(ix).and_then(|l| Some(format!("{}/{}", l.path, l.revisions.get(*n as usize)?.date))),
        Id::Compare(ix, a, b) => list(ix).and_then(|l| {
            let (a, b) = (l.revisions.get(*a as usize)?, l.revisions.get(*b as usize)?);
            Some(pair_path(l, a, b))
        }),
        Id::Others(ix, n) => list(ix).and_then(|l| Some(format!("{}/compare/{}", l.path, l.revisions.get(*n as usize)?.date))),
        Id::Entry(ix, key) => list(ix).and_then(|l| Some(format!("{}/{}", l.path, history::find_latest(l, key)?.slug))),
    };
    found.unwrap_or_default()
}

/// Makes a page. An id that is not of this record makes none.
pub fn show<S: Sink>(id: &Id, desk: &Desk<'_>, sink: &mut S) {
    let path = path(desk, id);
    let list = |ix: &ListIx| desk.record.lists.get(ix.ix());
    match id {
        Id::Index => index::show(desk, path, sink),
        Id::List(ix) => {
            if let Some(list) = list(ix) {
                list::show(desk, *ix, list, path, sink);
            }
        }
        Id::Revision(ix, n) => {
            if let Some(list) = list(ix) {
                revision::show(desk, *ix, list, *n as usize, path, sink);
            }
        }
        Id::Compare(ix, a, b) => {
            if let Some(list) = list(ix) {
                compared::show(desk, *ix, list, (*a as usize, *b as usize), path, sink);
            }
        }
        Id::Others(ix, n) => {
            if let Some(list) = list(ix) {
                others::show(desk, *ix, list, *n as usize, path, sink);
            }
        }
        Id::Entry(ix, key) => {
            if let Some(list) = list(ix) {
                entry::show(desk, *ix, list, key, path, sink);
            }
        }
    }
}

/// Whether the entries of a list are kept from the readers of this edition.
pub fn hidden(desk: &Desk<'_>, list: &List) -> bool {
    list.withheld && desk.edition == Edition::Public
}

/// There are far fewer than 2³² revisions.
fn place(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
