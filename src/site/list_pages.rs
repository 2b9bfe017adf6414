//! The pages of the priority lists.

use super::language::LanguageSite;
pub use super::list_history::place;
use super::list_history::{find_latest, latest};
use super::page_ids::ListPageId;
use crate::record::{List, ListIx, Record, Revision};

/// Up to this many revisions any two have a page of their own. In a longer history those have one that are asked for most:
/// each with the one before and with the last; every other pair stands on the page of its earlier revision.
const ALL_PAIRS: usize = 12;

/// Every page of the lists, in order. Nothing where there are no lists.
pub fn list_pages(record: &Record) -> Vec<ListPageId> {
    let mut out = Vec::new();
    if !record.lists.is_empty() {
        out.push(ListPageId::Index);
    }
    for (at, list) in record.lists.iter().enumerate() {
        let ix = ListIx::at(at);
        out.push(ListPageId::List(ix));
        out.extend((0..list.revisions.len()).map(|n| ListPageId::Revision(ix, place(n))));
        if list.revisions.iter().all(|r| r.entries.is_empty()) {
            continue;
        }
        out.extend(pairs(list).into_iter().map(|(a, b)| ListPageId::Compare(ix, place(a), place(b))));
        if list.revisions.len() > ALL_PAIRS {
            out.extend((0..list.revisions.len() - 1).map(|n| ListPageId::Others(ix, place(n))));
        }
        out.extend(latest(list).into_iter().map(|e| ListPageId::Entry(ix, e.key.clone())));
    }
    out
}

/// Places of revisions whose comparison has a page of its own, the earlier first, in order.
fn pairs(list: &List) -> Vec<(usize, usize)> {
    let n = list.revisions.len();
    (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b))).filter(|(a, b)| has_page(list, *a, *b)).collect()
}

/// Whether the comparison of two revisions, the earlier first, has a page of its own.
pub fn has_page(list: &List, a: usize, b: usize) -> bool {
    let n = list.revisions.len();
    n <= ALL_PAIRS || a + 1 == b || b + 1 == n
}

/// Path of the comparison of two revisions.
pub fn pair_path(list: &List, before: &Revision, after: &Revision) -> String {
    format!("{}/compare/{}/{}", list.path, before.date, after.date)
}

/// Where two revisions are compared, given their places in any order.
pub fn comparison(site: &LanguageSite<'_>, list: &List, one: usize, other: usize) -> Option<String> {
    let (a, b) = (one.min(other), one.max(other));
    let (before, after) = (list.revisions.get(a)?, list.revisions.get(b)?);
    if a == b {
        return None;
    }
    Some(match has_page(list, a, b) {
        true => site.addresses.folder(&pair_path(list, before, after)),
        false => format!("{}#{}", site.addresses.folder(&format!("{}/compare/{}", list.path, before.date)), after.date),
    })
}

/// The path of a page's folder.
pub fn list_page_path(site: &LanguageSite<'_>, id: &ListPageId) -> String {
    let list = |ix: &ListIx| site.record.lists.get(ix.ix());
    let found = match id {
        ListPageId::Index => Some("lists".to_owned()),
        ListPageId::List(ix) => list(ix).map(|l| l.path.to_string()),
        ListPageId::Revision(ix, n) => list(ix).and_then(|l| Some(format!("{}/{}", l.path, l.revisions.get(*n as usize)?.date))),
        ListPageId::Compare(ix, a, b) => list(ix).and_then(|l| {
            let (a, b) = (l.revisions.get(*a as usize)?, l.revisions.get(*b as usize)?);
            Some(pair_path(l, a, b))
        }),
        ListPageId::Others(ix, n) => {
            list(ix).and_then(|l| Some(format!("{}/compare/{}", l.path, l.revisions.get(*n as usize)?.date)))
        }
        ListPageId::Entry(ix, key) => list(ix).and_then(|l| Some(format!("{}/{}", l.path, find_latest(l, key)?.slug))),
    };
    found.unwrap_or_default()
}
