//! An entry through the revisions of its list.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::record::{Entry, List, Revision};

/// Each entry that ever was on the list, as it was last: those of the last revision in its order, then those that left, the latest first.
pub(super) fn latest(list: &List) -> Vec<&Entry> {
    let mut seen = BTreeSet::new();
    list.revisions.iter().rev().flat_map(|r| &r.entries).filter(|e| seen.insert(&*e.key)).collect()
}

/// An entry as it was last.
pub(super) fn find_latest<'a>(list: &'a List, key: &str) -> Option<&'a Entry> {
    list.revisions.iter().rev().flat_map(|r| &r.entries).find(|e| &*e.key == key)
}

/// Where the entries of some revisions have their pages: key → the last part of the address. Looks no further back than it must.
pub(super) fn slugs<'a>(list: &'a List, of: &[&'a Revision]) -> HashMap<&'a str, &'a str> {
    let mut wanted: BTreeMap<&str, ()> = of.iter().flat_map(|r| &r.entries).map(|e| (&*e.key, ())).collect();
    let mut out = HashMap::with_capacity(wanted.len());
    for entry in list.revisions.iter().rev().flat_map(|r| &r.entries) {
        if wanted.is_empty() {
            break;
        }
        if wanted.remove(&*entry.key).is_some() {
            out.insert(&*entry.key, &*entry.slug);
        }
    }
    out
}

/// The ranks of every entry that ever was on the list: in the order of [`latest`], a rank for each revision.
pub(super) fn ranks(list: &List) -> Vec<(&Entry, Vec<Option<&Entry>>)> {
    let mut out: Vec<(&Entry, Vec<Option<&Entry>>)> =
        latest(list).into_iter().map(|e| (e, vec![None; list.revisions.len()])).collect();
    let places: HashMap<&str, usize> = out.iter().enumerate().map(|(at, (e, _))| (&*e.key, at)).collect();
    for (n, revision) in list.revisions.iter().enumerate() {
        for entry in revision.entries.iter().rev() {
            let row = places.get(&*entry.key).and_then(|at| out.get_mut(*at));
            if let Some(slot) = row.and_then(|(_, row)| row.get_mut(n)) {
                *slot = Some(entry);
            }
        }
    }
    out
}

/// Ranks that several entries of a revision share.
pub(super) fn ties(revision: &Revision) -> BTreeSet<u32> {
    let mut seen = BTreeSet::new();
    revision.entries.iter().filter_map(|e| e.rank).filter(|rank| !seen.insert(*rank)).collect()
}

/// Whether several entries of a revision share a rank.
pub(super) fn shared(revision: &Revision, rank: Option<u32>) -> bool {
    rank.is_some() && revision.entries.iter().filter(|e| e.rank == rank).nth(1).is_some()
}

/// A rank as people write it: `3`, `3=` for a tie, a dash where there is none.
pub(super) fn rank_text(rank: Option<u32>, tied: bool) -> String {
    match rank {
        Some(rank) if tied => format!("{rank}="),
        Some(rank) => rank.to_string(),
        None => "–".to_owned(),
    }
}
