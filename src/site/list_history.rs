//! The entries of a list through all its revisions.

use super::address::Addresses;
use crate::locale::{Speech, push_digits};
use crate::record::{Date, Entry, List, ListIx, Revision};

/// Each entry that ever was on the list, as it was last: those of the last revision in its order, then those that left, the latest first.
pub fn latest(list: &List) -> Vec<&Entry> {
    let mut seen = vec![false; numbers(list)];
    let mut first = |e: &Entry| seen.get_mut(e.number as usize).is_some_and(|seen| !std::mem::replace(seen, true));
    list.revisions.iter().rev().flat_map(|r| &r.entries).filter(|e| first(e)).collect()
}

/// How many keys the list ever had.
fn numbers(list: &List) -> usize {
    list.revisions.iter().flat_map(|r| &r.entries).map(|e| e.number as usize + 1).max().unwrap_or(0)
}

/// An entry as it was last.
pub fn find_latest<'a>(list: &'a List, key: &str) -> Option<&'a Entry> {
    list.revisions.iter().rev().flat_map(|r| &r.entries).find(|e| &*e.key == key)
}

/// What the pages of a list ask of all its revisions, worked out once for all of them.
pub struct ListHistory {
    /// The revisions, oldest first.
    pub revisions: Vec<ListedRevision>,
    /// For each entry that ever was on the list, in the order of [`latest`], its place in the entries of each revision.
    places: Vec<Box<[Option<u32>]>>,
}

/// A revision as it is spoken of.
pub struct ListedRevision {
    /// Its address below the site.
    pub href: String,
    /// Its day in words.
    pub day: String,
    /// The ranks that are shared in it.
    pub ties: Ties,
}

/// An entry as it was last, and at each revision.
pub type ListedEntry<'a> = (&'a Entry, Vec<Option<&'a Entry>>);

impl ListHistory {
    /// Of a list of the record.
    pub fn new(list: &List, ix: ListIx, addresses: Addresses<'_>, words: Speech<'_>) -> ListHistory {
        let then = |(n, r): (usize, &Revision)| ListedRevision {
            href: addresses.revision(ix, place(n)),
            day: words.date(Date::Day(r.date)),
            ties: ties(r),
        };
        ListHistory { revisions: list.revisions.iter().enumerate().map(then).collect(), places: places(list) }
    }

    /// The days of the revisions, in words.
    pub fn days(&self) -> Vec<String> {
        self.revisions.iter().map(|r| r.day.clone()).collect()
    }

    /// Each entry that ever was on the list, in the order of [`latest`].
    pub fn entries<'l>(&self, list: &'l List) -> impl Iterator<Item = ListedEntry<'l>> {
        self.places.iter().filter_map(move |places| Some((last(list, places)?, through(list, places).collect())))
    }

    /// An entry by its key.
    pub fn entry<'l>(&self, list: &'l List, key: &str) -> Option<ListedEntry<'l>> {
        let found = self.places.iter().filter_map(|places| Some((last(list, places)?, places))).find(|(e, _)| *e.key == *key);
        found.map(|(last, places)| (last, through(list, places).collect()))
    }

    /// Whether an entry of a revision shares its rank.
    pub fn tied(&self, revision: usize, entry: &Entry) -> bool {
        entry.rank.is_some_and(|rank| self.revisions.get(revision).is_some_and(|r| r.ties.has(rank)))
    }
}

/// An entry at each revision, by its places.
fn through<'l>(list: &'l List, places: &[Option<u32>]) -> impl DoubleEndedIterator<Item = Option<&'l Entry>> {
    list.revisions.iter().zip(places).map(|(revision, place)| revision.entries.get((*place)? as usize))
}

/// An entry as it was last, by its places.
fn last<'l>(list: &'l List, places: &[Option<u32>]) -> Option<&'l Entry> {
    through(list, places).rev().flatten().next()
}

/// For each entry that ever was on the list, its place in each revision.
fn places(list: &List) -> Vec<Box<[Option<u32>]>> {
    let latest = latest(list);
    let mut out: Vec<Box<[Option<u32>]>> = vec![vec![None; list.revisions.len()].into(); latest.len()];
    let mut rows = vec![usize::MAX; numbers(list)];
    for (at, entry) in latest.iter().enumerate() {
        if let Some(row) = rows.get_mut(entry.number as usize) {
            *row = at;
        }
    }
    for (n, revision) in list.revisions.iter().enumerate() {
        // Of several with one key the first counts.
        for (at, entry) in revision.entries.iter().enumerate().rev() {
            let row = rows.get(entry.number as usize).and_then(|row| out.get_mut(*row));
            if let Some(slot) = row.and_then(|row| row.get_mut(n)) {
                *slot = Some(place(at));
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
pub fn ties(revision: &Revision) -> Ties {
    let mut ranks: Vec<u32> = revision.entries.iter().filter_map(|e| e.rank).collect();
    ranks.sort_unstable();
    let shared = ranks.windows(2).filter(|pair| pair.first() == pair.last()).filter_map(|pair| pair.first().copied());
    Ties(shared.collect())
}

/// A rank as people write it: `3`, `3=` for a tie, a dash where there is none.
pub fn rank_text(rank: Option<u32>, tied: bool) -> String {
    let mut out = String::new();
    write_rank(&mut out, rank, tied);
    out
}

/// The same, at the end of a text.
pub fn write_rank(out: &mut String, rank: Option<u32>, tied: bool) {
    let Some(rank) = rank else { return out.push('–') };
    push_digits(out, rank.into());
    if tied {
        out.push('=');
    }
}

/// There are far fewer than 2³² revisions.
pub fn place(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
