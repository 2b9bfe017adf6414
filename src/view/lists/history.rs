//! An entry through the revisions of its list.

use crate::record::{Entry, List, Revision};

/// Each entry that ever was on the list, as it was last: those of the last revision in its order, then those that left, the latest first.
pub(super) fn latest(list: &List) -> Vec<&Entry> {
    let mut seen = vec![false; numbers(list)];
    let mut first = |e: &Entry| seen.get_mut(e.number as usize).is_some_and(|seen| !std::mem::replace(seen, true));
    list.revisions.iter().rev().flat_map(|r| &r.entries).filter(|e| first(e)).collect()
}

/// How many keys the list ever had.
fn numbers(list: &List) -> usize {
    list.revisions.iter().flat_map(|r| &r.entries).map(|e| e.number as usize + 1).max().unwrap_or(0)
}

/// An entry as it was last.
pub(super) fn find_latest<'a>(list: &'a List, key: &str) -> Option<&'a Entry> {
    list.revisions.iter().rev().flat_map(|r| &r.entries).find(|e| &*e.key == key)
}

/// The ranks of every entry that ever was on the list: in the order of [`latest`], a rank for each revision.
pub(super) fn ranks(list: &List) -> Vec<(&Entry, Vec<Option<&Entry>>)> {
    let mut out: Vec<(&Entry, Vec<Option<&Entry>>)> =
        latest(list).into_iter().map(|e| (e, vec![None; list.revisions.len()])).collect();
    let mut places = vec![usize::MAX; numbers(list)];
    for (at, (entry, _)) in out.iter().enumerate() {
        if let Some(place) = places.get_mut(entry.number as usize) {
            *place = at;
        }
    }
    for (n, revision) in list.revisions.iter().enumerate() {
        for entry in revision.entries.iter().rev() {
            let row = places.get(entry.number as usize).and_then(|at| out.get_mut(*at));
            if let Some(slot) = row.and_then(|(_, row)| row.get_mut(n)) {
                *slot = Some(entry);
            }
        }
    }
    out
}

/// Ranks that several entries of a revision share.
pub struct Ties(Vec<u32>);

impl Ties {
    /// Whether a rank is one.
    pub fn has(&self, rank: u32) -> bool {
        self.0.binary_search(&rank).is_ok()
    }
}

/// The ties of a revision.
pub(super) fn ties(revision: &Revision) -> Ties {
    let mut ranks: Vec<u32> = revision.entries.iter().filter_map(|e| e.rank).collect();
    ranks.sort_unstable();
    let shared = ranks.windows(2).filter(|pair| pair.first() == pair.last()).filter_map(|pair| pair.first().copied());
    Ties(shared.collect())
}

/// Whether several entries of a revision share a rank.
pub(super) fn shared(revision: &Revision, rank: Option<u32>) -> bool {
    rank.is_some() && revision.entries.iter().filter(|e| e.rank == rank).nth(1).is_some()
}

/// A rank as people write it: `3`, `3=` for a tie, a dash where there is none.
pub(super) fn rank_text(rank: Option<u32>, tied: bool) -> String {
    let mut out = String::new();
    write_rank(&mut out, rank, tied);
    out
}

/// The same, at the end of a text.
pub fn write_rank(out: &mut String, rank: Option<u32>, tied: bool) {
    let Some(rank) = rank else { return out.push('–') };
    let mut divisor = 10_u32.pow(rank.checked_ilog10().unwrap_or(0));
    while divisor > 0 {
        // A digit is below ten.
        out.push(char::from(b'0' + (rank / divisor % 10) as u8));
        divisor /= 10;
    }
    if tied {
        out.push('=');
    }
}
