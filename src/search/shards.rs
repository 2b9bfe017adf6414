//! Segments become shards: files of bounded size, named by what they hold.
//!
//! Every file is a classic script that calls `minutebook_shard("name", payload)`; the payload is JSON, so that a
//! program reads it as well. `docs/reference/search-format.md` describes each kind.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::code::{self, Digits, Table};
use super::doc::{Collection, DocKind, Value};
use super::hash::{self, Map};
use super::segment::{Card, Segment};
use super::{FOLDER, VERSION};
use crate::record::Status;

/// Characters in a shard of postings or places, about.
const SHARD: usize = 24_000;
/// Characters in a piece of the list of words.
const WORDS: usize = 12_000;
/// Characters of text in a chunk of documents.
const CHUNK: usize = 8_000;

/// Segments of an earlier build, for those parts of the next that did not change.
#[derive(Debug, Default)]
pub struct Cache {
    segments: BTreeMap<[u8; 32], Arc<Segment>>,
}

/// Indexes a collection. `sink` takes each file: its address below the site, and its bytes. The order of the
/// files and every byte depend on the collection alone.
pub fn index(collection: &dyn Collection, sink: &mut dyn FnMut(String, Vec<u8>)) {
    index_cached(collection, &mut Cache::default(), sink);
}

/// The same, with segments of the build before used again where none of their documents changed. Returns how many
/// documents were indexed anew. What is written does not depend on the cache.
pub fn index_cached(collection: &dyn Collection, cache: &mut Cache, sink: &mut dyn FnMut(String, Vec<u8>)) -> usize {
    let table = table(collection);
    let base = basis(collection, &table);
    let ranges = cut(collection);
    let made: Vec<(Option<[u8; 32]>, Arc<Segment>, usize)> = ranges
        .into_par_iter()
        .map(|range| {
            let key = fingerprint(collection, range.clone(), &base);
            match key.and_then(|k| cache.segments.get(&k)) {
                Some(known) => (key, Arc::clone(known), 0),
                None => (key, Arc::new(Segment::make(collection, range.clone(), &table)), range.len()),
            }
        })
        .collect();
    cache.segments = made.iter().filter_map(|(key, segment, _)| Some(((*key)?, Arc::clone(segment)))).collect();
    let fresh = made.iter().map(|m| m.2).sum();
    let segments: Vec<Arc<Segment>> = made.into_iter().map(|m| m.1).collect();
    Writer { sink, taken: BTreeSet::new() }.write(&segments, collection, &table);
    fresh
}

/// The table of common words, from about every sixteenth document; from all in a small site. Which documents are
/// asked depends on their addresses, so that an edit elsewhere leaves every text as it was written.
fn table(collection: &dyn Collection) -> Table {
    let all = collection.count();
    let asked: Vec<usize> = (0..all).filter(|n| all < 200 || hash::of(&collection.address(*n)).is_multiple_of(16)).collect();
    let maps: Vec<Map<Box<str>, u32>> = asked
        .par_chunks(64)
        .map(|chunk| {
            let mut counts: Map<Box<str>, u32> = Map::default();
            let mut count = |text: &str| {
                for word in text.split_ascii_whitespace() {
                    if let Some(n) = counts.get_mut(word) {
                        *n += 1;
                    } else {
                        counts.insert(word.into(), 1);
                    }
                }
            };
            for n in chunk {
                let doc = collection.doc(*n);
                count(&doc.description);
                doc.units.iter().for_each(|u| count(&u.text));
            }
            counts
        })
        .collect();
    let mut total: BTreeMap<Box<str>, u32> = BTreeMap::new();
    for map in maps {
        #[expect(clippy::iter_over_hash_type, reason = "sums into a sorted map")]
        for (word, n) in map {
            *total.entry(word).or_default() += n;
        }
    }
    Table::choose(total.into_iter().collect())
}

/// A hash of what every segment depends on besides its documents.
fn basis(collection: &dyn Collection, table: &Table) -> blake3::Hasher {
    let mut hasher = blake3::Hasher::new();
    let mut add = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    table.words().iter().for_each(|w| add(w));
    let facets = collection.facets();
    for value in facets.bodies.iter().chain(&facets.parties) {
        add(&value.key);
    }
    add(&collection.names().signature());
    hasher
}

/// A name for an index of a collection: two collections with one name have the same index. `None` where that cannot be told without
/// reading every document.
pub fn signature(collection: &dyn Collection) -> Option<String> {
    let prints: Vec<Option<[u8; 32]>> = (0..collection.count()).into_par_iter().map(|n| collection.fingerprint(n)).collect();
    let mut hasher = blake3::Hasher::new();
    hasher.update(format!("index {VERSION} {} {:?}", env!("CARGO_PKG_VERSION"), collection.facets()).as_bytes());
    hasher.update(collection.names().signature().as_bytes());
    for (n, print) in prints.iter().enumerate() {
        hasher.update(print.as_ref()?);
        hasher.update(collection.address(n).as_bytes());
    }
    Some(hasher.finalize().to_hex().to_string())
}

fn fingerprint(collection: &dyn Collection, range: Range<usize>, basis: &blake3::Hasher) -> Option<[u8; 32]> {
    let mut hasher = basis.clone();
    for n in range {
        hasher.update(&collection.fingerprint(n)?);
    }
    Some(*hasher.finalize().as_bytes())
}

/// Runs of documents. Where a run ends depends on the addresses in it, so that a new document moves only the ends near it.
fn cut(collection: &dyn Collection) -> Vec<Range<usize>> {
    let (mut ranges, mut from) = (Vec::new(), 0);
    for n in 0..collection.count() {
        let len = n + 1 - from;
        if len >= 256 || (len >= 32 && hash::of(&collection.address(n)).is_multiple_of(64)) {
            ranges.push(from..n + 1);
            from = n + 1;
        }
    }
    if from < collection.count() {
        ranges.push(from..collection.count());
    }
    ranges
}

/// Names files by their content and hands them on.
struct Writer<'a> {
    sink: &'a mut dyn FnMut(String, Vec<u8>),
    taken: BTreeSet<String>,
}

/// One shard of a directory: its first term (or word), where that term's piece begins, and its name.
struct Listed {
    first: String,
    base: u32,
    name: String,
}

impl Writer<'_> {
    /// Writes a payload under a name made of its hash (eight characters, without capitals: file shares may not tell them apart).
    fn file(&mut self, payload: &str) -> String {
        const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
        let mut hash = blake3::hash(payload.as_bytes());
        loop {
            let name: String = hash.as_bytes()[..8].iter().map(|b| char::from(LETTERS[usize::from(*b) % 32])).collect();
            if self.taken.insert(name.clone()) {
                self.emit(&format!("{FOLDER}/x/{name}.js"), &name, payload);
                return name;
            }
            hash = blake3::hash(hash.as_bytes());
        }
    }

    fn emit(&mut self, path: &str, name: &str, payload: &str) {
        (self.sink)(path.to_owned(), format!("minutebook_shard(\"{name}\",{payload})\n").into_bytes());
    }

    fn write(&mut self, segments: &[Arc<Segment>], collection: &dyn Collection, table: &Table) {
        let units = segments.iter().map(|s| s.units).sum::<u32>();
        let cards = || segments.iter().flat_map(|s| &s.docs);
        let newest = cards().filter_map(|c| c.year).max().unwrap_or(0);
        let (postings, places, common) = self.terms(segments, units);
        let (words, reversed) = self.words(segments);
        let table = self.table(table);
        let meta = self.meta(segments, newest);
        let facets = self.facets(segments, collection);
        let mut root = format!("{{\"version\":{VERSION},\"docs\":{},\"units\":{units},\"year\":{newest}", cards().count());
        root.push_str(&format!(",\"welsh\":{},\"common\":\"{common}\"", cards().any(|c| c.welsh)));
        root.push_str(&format!(",\"meta\":\"{meta}\",\"table\":\"{table}\",\"facets\":\"{facets}\""));
        for (key, list) in [("postings", postings), ("places", places), ("words", words), ("reversed", reversed)] {
            root.push_str(&format!(",\"{key}\":{}", directory(&list)));
        }
        root.push('}');
        self.emit(&format!("{FOLDER}/root.js"), "root", &root);
    }

    /// Postings and places of every term, and the terms that stand in more than a quarter of the units.
    fn terms(&mut self, segments: &[Arc<Segment>], units: u32) -> (Vec<Listed>, Vec<Listed>, String) {
        let mut ids: Map<&str, u32> = Map::default();
        let mut names: Vec<&str> = Vec::new();
        let mut found: Vec<Vec<(u32, u32)>> = Vec::new();
        for (s, segment) in (0u32..).zip(segments) {
            for (t, term) in (0u32..).zip(&segment.terms) {
                let name = segment.name(term);
                let id = *ids.entry(name).or_insert_with(|| {
                    names.push(name);
                    found.push(Vec::new());
                    names.len() as u32 - 1
                });
                found[id as usize].push((s, t));
            }
        }
        drop(ids);
        let mut order: Vec<u32> = (0..names.len() as u32).collect();
        order.sort_unstable_by_key(|n| names[*n as usize]);
        let starts: Vec<u32> = segments
            .iter()
            .scan(0, |sum, s| {
                *sum += s.units;
                Some(*sum - s.units)
            })
            .collect();
        let (mut postings, mut places, mut common) = (Packer::default(), Packer::default(), String::new());
        let mut joined = Joined::default();
        for id in order {
            let name = names[id as usize];
            joined.join(segments, &starts, &found[id as usize]);
            let idf = idf(joined.df, units);
            if joined.df > units / 4 && units > 400 {
                if !common.is_empty() {
                    common.push(' ');
                }
                common.push_str(name);
            }
            for piece in joined.pieces() {
                let mut numbers = Vec::new();
                for n in [joined.df, idf, piece.base, piece.count, piece.postings.len() as u32] {
                    code::put(&mut numbers, n);
                }
                postings.add(self, name, &numbers, &joined.postings[piece.postings], piece.base, piece.whole);
                numbers.clear();
                for n in [piece.base, piece.places.len() as u32] {
                    code::put(&mut numbers, n);
                }
                places.add(self, name, &numbers, &joined.places[piece.places], piece.base, piece.whole);
            }
        }
        (postings.finish(self), places.finish(self), common)
    }

    /// The words as written, forwards (for prefixes) and backwards (for mistakes in a word's first half).
    fn words(&mut self, segments: &[Arc<Segment>]) -> (Vec<Listed>, Vec<Listed>) {
        let mut counts: Map<&str, u32> = Map::default();
        for (word, n) in segments.iter().flat_map(|s| &s.words) {
            *counts.entry(word).or_default() += n;
        }
        let mut all: Vec<(&str, u32)> = counts.into_iter().collect();
        all.sort_unstable();
        let mut forwards = Packer { limit: WORDS, ..Packer::default() };
        let mut numbers = Vec::new();
        for (word, n) in &all {
            numbers.clear();
            code::put(&mut numbers, *n);
            forwards.add(self, word, &numbers, b"", 0, true);
        }
        let may_be_mistaken = |w: &str| w.len() > 3 && w.bytes().all(|b| b.is_ascii_lowercase());
        let mut turned: Vec<(String, u32)> =
            all.iter().filter(|(w, _)| may_be_mistaken(w)).map(|(w, n)| (w.chars().rev().collect(), *n)).collect();
        turned.sort_unstable();
        let mut backwards = Packer { limit: WORDS, ..Packer::default() };
        for (word, n) in &turned {
            numbers.clear();
            code::put(&mut numbers, *n);
            backwards.add(self, word, &numbers, b"", 0, true);
        }
        (forwards.finish(self), backwards.finish(self))
    }

    fn table(&mut self, table: &Table) -> String {
        let mut payload = String::new();
        code::quote(&table.words().join(" "), &mut payload);
        self.file(&payload)
    }

    /// The documents in short, their texts in chunks, and their facets in shards.
    fn meta(&mut self, segments: &[Arc<Segment>], newest: i16) -> String {
        let cards: Vec<&Card> = segments.iter().flat_map(|s| &s.docs).collect();
        let mut docs = Vec::with_capacity(cards.len() * 4);
        for card in &cards {
            code::put(&mut docs, card.units);
            code::put(&mut docs, card.body.map_or(0, |b| b + 1));
            code::put(&mut docs, DocKind::ALL.iter().position(|k| *k == card.kind).unwrap_or(0) as u32);
            code::put(&mut docs, card.year.map_or(0, |y| u32::try_from(newest - y).unwrap_or(0) + 1));
        }
        let chunks = self.runs(&cards, CHUNK, |c| c.text.len(), |c, out| out.push_str(&c.text));
        let facets = self.runs(
            &cards,
            SHARD,
            |c| c.facets.len(),
            |c, out| {
                out.push('"');
                out.extend(c.facets.iter().map(|b| char::from(*b)));
                out.push('"');
            },
        );
        let docs: String = docs.into_iter().map(char::from).collect();
        self.file(&format!("[\"{docs}\",{chunks},{facets}]"))
    }

    /// Cuts the documents into files of about `limit` characters; the list of them: how many documents each holds, and their names.
    fn runs(
        &mut self,
        cards: &[&Card],
        limit: usize,
        size: impl Fn(&Card) -> usize,
        each: impl Fn(&Card, &mut String),
    ) -> String {
        let (mut counts, mut names, mut from) = (Vec::new(), String::new(), 0);
        while from < cards.len() {
            let mut payload = String::from("[");
            let mut to = from;
            while let Some(card) = cards.get(to).filter(|c| to == from || payload.len() + size(c) <= limit) {
                if to > from {
                    payload.push(',');
                }
                each(card, &mut payload);
                to += 1;
            }
            payload.push(']');
            names.push_str(&self.file(&payload));
            code::put(&mut counts, (to - from) as u32);
            from = to;
        }
        let counts: String = counts.into_iter().map(char::from).collect();
        format!("[\"{counts}\",\"{names}\"]")
    }

    /// What the facets' values are called, and in how many documents each is found.
    fn facets(&mut self, segments: &[Arc<Segment>], collection: &dyn Collection) -> String {
        let facets = collection.facets();
        let mut bodies = vec![0; facets.bodies.len()];
        let mut years: BTreeMap<i16, u32> = BTreeMap::new();
        let mut kinds = [0u32; DocKind::ALL.len() + 2];
        let mut owners = vec![0; facets.parties.len()];
        let mut organisations = vec![0; facets.parties.len()];
        let mut statuses = [0u32; Status::ALL.len()];
        let count = |all: &mut [u32], n: Option<usize>| {
            if let Some(n) = n.and_then(|n| all.get_mut(n)) {
                *n += 1;
            }
        };
        for card in segments.iter().flat_map(|s| &s.docs) {
            count(&mut bodies, card.body.map(|b| b as usize));
            card.year.into_iter().for_each(|y| *years.entry(y).or_default() += 1);
            count(&mut kinds, DocKind::ALL.iter().position(|k| *k == card.kind));
            count(&mut kinds, card.counts.actions.then_some(DocKind::ALL.len()));
            count(&mut kinds, card.counts.decisions.then_some(DocKind::ALL.len() + 1));
            card.counts.owners.iter().for_each(|n| count(&mut owners, Some(*n as usize)));
            card.counts.organisations.iter().for_each(|n| count(&mut organisations, Some(*n as usize)));
            card.counts.statuses.iter().for_each(|s| count(&mut statuses, Status::ALL.iter().position(|a| a == s)));
        }
        let names = DocKind::ALL.iter().map(|k| k.key()).chain(["action", "decision"]);
        let plain = |keys: Vec<(String, u32)>| {
            let all: Vec<String> = keys.into_iter().map(|(k, n)| format!("[\"{k}\",{n}]")).collect();
            format!("[{}]", all.join(","))
        };
        let payload = format!(
            "{{\"body\":{},\"party\":{},\"year\":{},\"kind\":{},\"status\":{}}}",
            values(&facets.bodies, &[&bodies]),
            values(&facets.parties, &[&owners, &organisations]),
            plain(years.into_iter().rev().map(|(y, n)| (y.to_string(), n)).collect()),
            plain(names.map(str::to_owned).zip(kinds).collect()),
            plain(Status::ALL.iter().map(|s| s.key().to_owned()).zip(statuses).collect()),
        );
        self.file(&payload)
    }
}

/// `[["idmg","Inter-Departmental …","also",12], …]`
fn values(all: &[Value], counts: &[&[u32]]) -> String {
    let mut out = String::from("[");
    for (n, value) in all.iter().enumerate() {
        if n > 0 {
            out.push(',');
        }
        out.push('[');
        for part in [&*value.key, &*value.name, &value.also.join(" ")] {
            code::quote(part, &mut out);
            out.push(',');
        }
        let numbers: Vec<String> = counts.iter().map(|c| c.get(n).copied().unwrap_or(0).to_string()).collect();
        out.push_str(&numbers.join(","));
        out.push(']');
    }
    out.push(']');
    out
}

/// First terms apart by spaces, bases as numbers, names one after the other.
fn directory(list: &[Listed]) -> String {
    let firsts: Vec<&str> = list.iter().map(|l| &*l.first).collect();
    let mut bases = Vec::new();
    list.iter().for_each(|l| code::put(&mut bases, l.base));
    let bases: String = bases.into_iter().map(char::from).collect();
    let names: String = list.iter().map(|l| &*l.name).collect();
    format!("[\"{}\",\"{bases}\",\"{names}\"]", firsts.join(" "))
}

/// How rare a term is: 64 times the logarithm that BM25 gives it, rounded, so that every reader reckons in whole numbers.
fn idf(df: u32, units: u32) -> u32 {
    let (df, units) = (f64::from(df), f64::from(units));
    let part = (1.0 + (units - df + 0.5) / (df + 0.5)).ln();
    (part * 64.0).round().max(1.0) as u32
}

/// Packs entries into shards: a head of front-coded names and numbers, then the data of all.
struct Packer {
    limit: usize,
    head: String,
    data: Vec<u8>,
    first: Option<(String, u32)>,
    last: String,
    list: Vec<Listed>,
}

impl Default for Packer {
    fn default() -> Self {
        Packer { limit: SHARD, head: String::new(), data: Vec::new(), first: None, last: String::new(), list: Vec::new() }
    }
}

impl Packer {
    /// One entry. Each piece of a term that was cut (`whole` is false) opens a shard.
    fn add(&mut self, writer: &mut Writer<'_>, name: &str, numbers: &[u8], data: &[u8], base: u32, whole: bool) {
        let size = name.len() + numbers.len() + data.len();
        if !whole || self.head.len() + self.data.len() + size > self.limit {
            self.flush(writer);
        }
        if self.first.is_none() {
            self.first = Some((name.to_owned(), base));
            self.last.clear();
        }
        // Only ASCII is shared: there a byte is a unit of UTF-16 too, and every reader counts alike.
        let shared = self.last.bytes().zip(name.bytes()).take_while(|(a, b)| a == b && a.is_ascii()).count();
        let mut count = Vec::new();
        code::put(&mut count, shared as u32);
        self.head.extend(count.iter().map(|b| char::from(*b)));
        self.head.push_str(name.get(shared..).unwrap_or(""));
        self.head.push(' ');
        self.head.extend(numbers.iter().map(|b| char::from(*b)));
        self.data.extend_from_slice(data);
        self.last.clear();
        self.last.push_str(name);
    }

    fn flush(&mut self, writer: &mut Writer<'_>) {
        if let Some((first, base)) = self.first.take() {
            let data: String = self.data.drain(..).map(char::from).collect();
            let name = writer.file(&format!("[\"{}\",\"{data}\"]", self.head));
            self.list.push(Listed { first, base, name });
            self.head.clear();
        }
    }

    fn finish(mut self, writer: &mut Writer<'_>) -> Vec<Listed> {
        self.flush(writer);
        self.list
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
    fn join(&mut self, segments: &[Arc<Segment>], starts: &[u32], found: &[(u32, u32)]) {
        self.df = 0;
        self.postings.clear();
        self.places.clear();
        let mut last = 0;
        for (s, t) in found {
            let (segment, start) = (&segments[*s as usize], starts[*s as usize]);
            let term = &segment.terms[*t as usize];
            code::put(&mut self.postings, (start + term.first / 4 - last) * 4 + term.first % 4);
            self.postings.extend_from_slice(&segment.postings[term.postings.start as usize..term.postings.end as usize]);
            self.places.extend_from_slice(&segment.places[term.places.start as usize..term.places.end as usize]);
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
