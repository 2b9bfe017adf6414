//! Terms of all segments joined, cut where they are long, and packed into shards of bounded size.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::code::{self, Digits};
use super::segment::Segment;

/// Characters in a shard of postings or places, about.
const SHARD: usize = 24_000;

/// Terms of words that only join others, in English and Welsh, sorted.
const SAY_NOTHING: [&str; 51] = [
    "a", "am", "an", "and", "ar", "are", "as", "at", "be", "been", "bod", "by", "can", "ei", "eu", "for", "from", "gan", "had",
    "has", "have", "i", "in", "into", "is", "it", "mae", "may", "not", "o", "oedd", "of", "on", "or", "that", "the", "their",
    "they", "this", "to", "was", "wedi", "were", "which", "will", "with", "would", "y", "yn", "yng", "yr",
];

/// A shard before it has its name.
pub(crate) struct Shard {
    /// Its first term or word.
    pub(crate) first: String,
    /// The last unit before its first piece of a cut term.
    pub(crate) base: u32,
    /// JSON.
    pub(crate) payload: String,
    /// Of the payload.
    pub(crate) hash: blake3::Hash,
}

/// Postings and places of some of the terms.
pub(crate) struct Part {
    pub(crate) postings: Vec<Shard>,
    pub(crate) places: Vec<Shard>,
    /// Terms that stand in more than a quarter of the units.
    pub(crate) common: Vec<String>,
}

/// Where the terms are divided, so that parts of them can be packed at once. Where a shard ends must not depend on the machine: the
/// division is always the same.
const CUTS: [&str; 12] = ["", "a", "b", "c", "d", "f", "i", "m", "o", "r", "s", "t"];

/// The parts: all terms as one where there are few.
pub(crate) fn parts(segments: &[Arc<Segment>]) -> Vec<(&'static str, Option<&'static str>)> {
    let size: usize = segments.iter().map(|s| s.postings.len()).sum();
    if size < SHARD * CUTS.len() {
        return vec![("", None)];
    }
    CUTS.iter().enumerate().map(|(n, from)| (*from, CUTS.get(n + 1).copied())).collect()
}

/// Packs the terms from one to another. `starts` has the units before each segment, `units` all of them.
pub(crate) fn part(segments: &[Arc<Segment>], starts: &[u32], units: u32, (from, to): (&str, Option<&str>)) -> Part {
    let mut ids: FxHashMap<&str, u32> = FxHashMap::default();
    let mut names: Vec<&str> = Vec::new();
    // Which segment and which of its terms, and which term that is; in the order of the segments.
    let mut found: Vec<(u32, u32, u32)> = Vec::new();
    for (s, segment) in (0u32..).zip(segments) {
        for t in segment.terms.between(from, to) {
            let name = segment.terms.name(t);
            let id = *ids.entry(name).or_insert_with(|| {
                names.push(name);
                names.len() as u32 - 1
            });
            found.push((id, s, t as u32));
        }
    }
    drop(ids);
    let mut order: Vec<u32> = (0..names.len() as u32).collect();
    order.sort_unstable_by_key(|n| names.get(*n as usize));
    let mut rank = vec![0u32; names.len()];
    for (n, id) in (0u32..).zip(&order) {
        rank[*id as usize] = n;
    }
    found.iter_mut().for_each(|f| f.0 = rank[f.0 as usize]);
    found.sort_unstable();
    let (mut postings, mut places) = (Packer::new(SHARD), Packer::new(SHARD));
    let (mut joined, mut numbers, mut common) = (Joined::default(), Vec::new(), Vec::new());
    for own in found.chunk_by(|a, b| a.0 == b.0) {
        let Some(name) = own.first().and_then(|f| order.get(f.0 as usize)).and_then(|id| names.get(*id as usize)) else {
            continue;
        };
        joined.join(segments, starts, own);
        // What says nothing by itself is passed over sooner: its postings would be the most of what a query loads.
        let few = if SAY_NOTHING.binary_search(name).is_ok() { 32 } else { 4 };
        if joined.df > units / few && units > 400 {
            common.push((*name).to_owned());
        }
        for piece in joined.pieces() {
            numbers.clear();
            for n in [joined.df, idf(joined.df, units), piece.base, piece.count, piece.postings.len() as u32] {
                code::put(&mut numbers, n);
            }
            postings.add(name, &numbers, &joined.postings[piece.postings], piece.base, piece.whole);
            numbers.clear();
            for n in [piece.base, piece.places.len() as u32] {
                code::put(&mut numbers, n);
            }
            places.add(name, &numbers, &joined.places[piece.places], piece.base, piece.whole);
        }
    }
    Part { postings: postings.finish(), places: places.finish(), common }
}

/// How rare a term is: 64 times the logarithm that BM25 gives it, rounded, so that every reader reckons in whole numbers.
fn idf(df: u32, units: u32) -> u32 {
    let (df, units) = (f64::from(df), f64::from(units));
    let part = (1.0 + (units - df + 0.5) / (df + 0.5)).ln();
    (part * 64.0).round().max(1.0) as u32
}

/// Packs entries into shards: a head of front-coded names and numbers, then the data of all.
pub(crate) struct Packer {
    limit: usize,
    head: String,
    data: Vec<u8>,
    first: Option<(String, u32)>,
    last: String,
    shards: Vec<Shard>,
}

impl Packer {
    /// Shards of about so many characters.
    pub(crate) fn new(limit: usize) -> Packer {
        Packer { limit, head: String::new(), data: Vec::new(), first: None, last: String::new(), shards: Vec::new() }
    }

    /// One entry. Each piece of a term that was cut (`whole` is false) opens a shard.
    pub(crate) fn add(&mut self, name: &str, numbers: &[u8], data: &[u8], base: u32, whole: bool) {
        let size = name.len() + numbers.len() + data.len();
        if !whole || self.head.len() + self.data.len() + size > self.limit {
            self.flush();
        }
        if self.first.is_none() {
            self.first = Some((name.to_owned(), base));
            self.last.clear();
        }
        let shared = code::shared(&self.last, name);
        code::put_text(&mut self.head, shared as u32);
        self.head.push_str(name.get(shared..).unwrap_or(""));
        self.head.push(' ');
        self.head.extend(numbers.iter().map(|b| char::from(*b)));
        self.data.extend_from_slice(data);
        self.last.clear();
        self.last.push_str(name);
    }

    fn flush(&mut self) {
        if let Some((first, base)) = self.first.take() {
            let data = std::str::from_utf8(&self.data).unwrap_or("");
            let payload = format!("[\"{}\",\"{data}\"]", self.head);
            self.shards.push(Shard { first, base, hash: blake3::hash(payload.as_bytes()), payload });
            self.head.clear();
            self.data.clear();
        }
    }

    /// All shards.
    pub(crate) fn finish(mut self) -> Vec<Shard> {
        self.flush();
        self.shards
    }
}

/// One term of all segments.
#[derive(Default)]
struct Joined {
    df: u32,
    postings: Vec<u8>,
    places: Vec<u8>,
}

/// A run of a term's postings that stands in one shard.
struct Piece {
    /// The unit before its first, from which the first step counts.
    base: u32,
    count: u32,
    postings: Range<usize>,
    places: Range<usize>,
    whole: bool,
}

impl Joined {
    fn join(&mut self, segments: &[Arc<Segment>], starts: &[u32], found: &[(u32, u32, u32)]) {
        self.df = 0;
        self.postings.clear();
        self.places.clear();
        let mut last = 0;
        for (_, s, t) in found {
            let (segment, start, t) = (&segments[*s as usize], starts[*s as usize], *t as usize);
            let Some(term) = segment.terms.value(t) else { continue };
            let (postings, places) =
                t.checked_sub(1).and_then(|t| segment.terms.value(t)).map_or((0, 0), |before| (before.postings, before.places));
            code::put(&mut self.postings, (start + term.first / 4 - last) * 4 + term.first % 4);
            self.postings.extend_from_slice(&segment.postings[postings as usize..term.postings as usize]);
            self.places.extend_from_slice(&segment.places[places as usize..term.places as usize]);
            self.df += term.df;
            last = start + term.last;
        }
    }

    /// Cuts the postings and the places at the same units.
    fn pieces(&self) -> Vec<Piece> {
        if self.postings.len().max(self.places.len()) <= SHARD {
            let (postings, places) = (0..self.postings.len(), 0..self.places.len());
            return vec![Piece { base: 0, count: self.df, postings, places, whole: true }];
        }
        let (mut pieces, mut base, mut unit, mut count) = (Vec::new(), 0, 0, 0);
        let (mut from, mut places_from) = (0, 0);
        let (mut digits, mut places) = (Digits::of(&self.postings), Digits::of(&self.places));
        while let Some(step) = digits.number() {
            unit += step / 4;
            count += 1;
            while places.place().is_some_and(|(_, more)| more) {}
            if digits.done() || digits.at() - from >= SHARD || places.at() - places_from >= SHARD {
                let (postings, places) = (from..digits.at(), places_from..places.at());
                (from, places_from) = (postings.end, places.end);
                pieces.push(Piece { base, count, postings, places, whole: false });
                (base, count) = (unit, 0);
            }
        }
        pieces
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_that_say_nothing_are_sorted_terms() {
        let stems = super::super::tokens::Stems::default();
        assert!(super::SAY_NOTHING.is_sorted());
        assert!(super::SAY_NOTHING.iter().all(|w| stems.stem(w) == *w), "each is its own stem");
    }
}
