//! The index of a site that was indexed before: documents that did not change are taken from where they were kept, in memory or as
//! bytes from build to build.
//!
//! What is written never depends on what was kept: that only spares the work of cutting texts into words. A document is the same
//! where its fingerprint is; what all documents depend on (the names that mean the same, the settings) empties the cache where it changes.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, Mutex};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::code::Table;
use super::doc::{Collection, Value};
use super::kept::{self, Listing, Shelf};
use super::lexicon::Lexicon;
use super::reuse::{self, Piece};
use super::segment::Segment;
use super::segmenting::cut_documents;
use super::shards::{self, Sink, Writer};

/// What was indexed of the documents of an earlier build, for those of the next that did not change.
#[derive(Debug, Default)]
pub struct Cache {
    /// The hash of what every document depends on.
    basis: Option<Print>,
    table: Table,
    bodies: Vec<Box<str>>,
    parties: Vec<Box<str>>,
    segments: Vec<Slot>,
    /// Where bodies and parties stand now, for what is still to be read.
    moves: Option<Moves>,
}

/// The fingerprint of a document.
type Print = [u8; 32];
/// New places of bodies and of parties; `None`: it is there no more.
type Moves = (Vec<Option<u32>>, Vec<Option<u32>>);

/// A segment with the fingerprints of its documents.
#[derive(Debug)]
struct Slot {
    prints: Vec<Option<Print>>,
    held: Held,
}

#[derive(Debug)]
enum Held {
    Here(Arc<Segment>),
    /// On the shelf, under a name.
    There(Box<str>),
}

/// The caches of a site, by language.
#[derive(Debug, Default)]
pub struct Caches {
    by_language: BTreeMap<String, Cache>,
}

impl Caches {
    /// The cache of a language.
    pub fn of(&mut self, lang: &str) -> &mut Cache {
        self.by_language.entry(lang.to_owned()).or_default()
    }
}

/// Indexes a collection, with what was indexed before of documents that did not change. Returns how many documents were indexed
/// anew. What is written does not depend on the cache.
pub fn index_cached(collection: &dyn Collection, cache: &mut Cache, sink: Sink<'_>) -> usize {
    let table = shards::table(collection);
    cache.follow(collection);
    let before = Known::new(cache, &table, None);
    let lexicons = Mutex::new(Vec::new());
    let made: Vec<Made> =
        cut_documents(collection).into_par_iter().map(|group| again(collection, &group, &before, &table, &lexicons)).collect();
    drop(lexicons);
    let segments: Vec<Arc<Segment>> = made.iter().map(|m| Arc::clone(&m.segment)).collect();
    let mut writer = Writer::new(sink);
    writer.chunks(segments.iter().flat_map(|s| &s.chunks));
    writer.write(&segments, collection, &table);
    let fresh = made.iter().map(|m| m.fresh).sum();
    cache.segments = made.into_iter().map(|m| Slot { prints: m.prints, held: Held::Here(m.segment) }).collect();
    (cache.table, cache.moves) = (table, None);
    fresh
}

/// The same, with what is kept on a shelf from one run of the program to the next. `lang` tells the languages of a site apart.
pub fn index_kept(collection: &dyn Collection, lang: &str, shelf: &dyn Shelf, sink: Sink<'_>) -> usize {
    let table = shards::table(collection);
    let list = kept::list_name(lang);
    let mut cache = shelf.recall(&list).and_then(|bytes| Listing::read(&bytes)).map(Cache::from).unwrap_or_default();
    cache.follow(collection);
    let mut listing = Listing {
        basis: cache.basis.unwrap_or_default(),
        table: table.words().to_vec(),
        bodies: cache.bodies.clone(),
        parties: cache.parties.clone(),
        segments: Vec::new(),
    };
    let before = Known::new(&cache, &table, Some(shelf));
    let lexicons = Mutex::new(Vec::new());
    let (mut writer, mut segments, mut fresh) = (Writer::new(sink), Vec::new(), 0);
    for wave in cut_documents(collection).chunks(rayon::current_num_threads() * shards::WAVE) {
        let made: Vec<(Made, Option<Vec<Print>>)> = wave
            .par_iter()
            .map(|group| {
                let mut made = again(collection, group, &before, &table, &lexicons);
                let prints: Option<Vec<Print>> = made.prints.iter().copied().collect();
                if let (None, Some(prints)) = (&made.name, &prints) {
                    let name = kept::name(lang, &listing, prints);
                    shelf.remember(&name, made.segment.write());
                    made.name = Some(name);
                }
                (made, prints)
            })
            .collect();
        writer.chunks(made.iter().flat_map(|(m, _)| &m.segment.chunks));
        for (mut made, prints) in made {
            fresh += made.fresh;
            listing.segments.extend(made.name.zip(prints));
            // Texts are written, and the most of a segment.
            if let Some(segment) = Arc::get_mut(&mut made.segment) {
                segment.chunks.iter_mut().for_each(|chunk| chunk.payload = String::new());
            }
            segments.push(made.segment);
        }
    }
    drop(lexicons);
    writer.write(&segments, collection, &table);
    shelf.remember(&list, listing.write());
    fresh
}

/// The segment of a group of documents.
struct Made {
    prints: Vec<Option<Print>>,
    segment: Arc<Segment>,
    /// How many documents were indexed anew.
    fresh: usize,
    /// Its name, where it is on the shelf as it is.
    name: Option<Box<str>>,
}

/// The segment of a group, of what is known of its documents and of those that are indexed anew.
fn again<'a>(
    collection: &'a dyn Collection,
    group: &[Range<usize>],
    before: &Known<'_>,
    table: &'a Table,
    lexicons: &Mutex<Vec<Lexicon<'a>>>,
) -> Made {
    let all = group.first().map_or(0, |r| r.start)..group.last().map_or(0, |r| r.end);
    let prints: Vec<Option<Print>> = all.clone().map(|n| collection.fingerprint(n)).collect();
    if let Some((segment, name)) = before.whole(&prints) {
        return Made { prints, segment, fresh: 0, name };
    }
    let mut places = before.places(&prints);
    let wanted: BTreeSet<usize> = places.iter().flatten().map(|(at, _)| *at).collect();
    let known: BTreeMap<usize, Arc<Segment>> = wanted.into_iter().filter_map(|at| Some((at, before.segment(at)?))).collect();
    for place in &mut places {
        *place = place.filter(|(at, _)| known.contains_key(at));
    }
    let runs = runs(&places);
    let fresh = |docs: &Range<usize>| {
        let docs = all.start + docs.start..all.start + docs.end;
        shards::make(collection, std::slice::from_ref(&docs), table, lexicons, true)
    };
    let is_new = |run: &&Run| run.from.is_none();
    let count = runs.iter().filter(is_new).map(|r| r.docs.len()).sum();
    if count == all.len() {
        let segment = Arc::new(shards::make(collection, group, table, lexicons, true));
        return Made { prints, segment, fresh: count, name: None };
    }
    let new: Vec<Segment> = runs.iter().filter(is_new).map(|r| fresh(&r.docs)).collect();
    let mut unread = new.iter();
    let pieces = runs.iter().filter_map(|run| match run.from {
        Some((at, first)) => Some(Piece { from: known.get(&at)?, docs: first..first + run.docs.len(), table: before.table }),
        None => Some(Piece { from: unread.next()?, docs: 0..run.docs.len(), table: None }),
    });
    let ends: Vec<usize> = group.iter().map(ExactSizeIterator::len).collect();
    let joined = reuse::join(&pieces.collect::<Vec<_>>(), &ends, table);
    Made { prints, segment: Arc::new(joined), fresh: count, name: None }
}

impl From<Listing> for Cache {
    fn from(listing: Listing) -> Self {
        let slot = |(name, prints): (Box<str>, Vec<Print>)| Slot {
            prints: prints.into_iter().map(Some).collect(),
            held: Held::There(name),
        };
        Cache {
            basis: Some(listing.basis),
            table: Table::of(listing.table),
            bodies: listing.bodies,
            parties: listing.parties,
            segments: listing.segments.into_iter().map(slot).collect(),
            moves: None,
        }
    }
}

impl Cache {
    /// Drops what can no longer be used, and moves what stands at another place: bodies and parties that came or went before others.
    /// (A document that names one that is gone has changed itself.)
    fn follow(&mut self, collection: &dyn Collection) {
        let mut hasher = blake3::Hasher::new();
        for text in [collection.names().signature(), collection.basis()] {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        }
        let basis = Some(*hasher.finalize().as_bytes());
        if self.basis != basis {
            *self = Cache { basis, ..Cache::default() };
        }
        let keys = |all: &[Value]| -> Vec<Box<str>> { all.iter().map(|v| v.key.clone()).collect() };
        let facets = collection.facets();
        let (bodies, parties) = (keys(&facets.bodies), keys(&facets.parties));
        if bodies != self.bodies || parties != self.parties {
            let moves = (places(&self.bodies, &bodies), places(&self.parties, &parties));
            for slot in &mut self.segments {
                if let Held::Here(segment) = &mut slot.held {
                    move_cards(Arc::make_mut(segment), &moves);
                }
            }
            self.moves = Some(moves);
        }
        (self.bodies, self.parties) = (bodies, parties);
    }
}

fn move_cards(segment: &mut Segment, (bodies, parties): &Moves) {
    for card in &mut segment.docs {
        if let Some(moved) = card.moved(bodies, parties) {
            *card = moved;
        }
    }
}

/// Where each key of a list is in another.
fn places(before: &[Box<str>], now: &[Box<str>]) -> Vec<Option<u32>> {
    let now: BTreeMap<&str, u32> = now.iter().map(|k| &**k).zip(0..).collect();
    before.iter().map(|key| now.get(&**key).copied()).collect()
}

/// Documents of a cache, by their fingerprints.
struct Known<'a> {
    cache: &'a Cache,
    shelf: Option<&'a dyn Shelf>,
    /// The table of the cache where it is another than the one to write by.
    table: Option<&'a Table>,
    /// Segment and place in it.
    docs: FxHashMap<Print, (usize, usize)>,
}

/// A run of documents side by side in a segment of the cache, or in none; counted from the start of their group.
struct Run {
    docs: Range<usize>,
    from: Option<(usize, usize)>,
}

impl<'a> Known<'a> {
    fn new(cache: &'a Cache, table: &Table, shelf: Option<&'a dyn Shelf>) -> Known<'a> {
        let all = cache.segments.iter().enumerate();
        let docs = all.flat_map(|(s, slot)| slot.prints.iter().enumerate().filter_map(move |(n, p)| Some(((*p)?, (s, n)))));
        Known { cache, shelf, table: (cache.table != *table).then_some(&cache.table), docs: docs.collect() }
    }

    /// A segment, from memory or from the shelf; `None` where it cannot be read.
    fn segment(&self, at: usize) -> Option<Arc<Segment>> {
        let slot = self.cache.segments.get(at)?;
        match &slot.held {
            Held::Here(segment) => Some(Arc::clone(segment)),
            Held::There(name) => {
                let mut segment = Segment::read(&self.shelf?.recall(name)?)?;
                if let Some(moves) = &self.cache.moves {
                    move_cards(&mut segment, moves);
                }
                (segment.docs.len() == slot.prints.len()).then(|| Arc::new(segment))
            }
        }
    }

    /// A segment of the very same documents, and its name where it stays on the shelf.
    fn whole(&self, prints: &[Option<Print>]) -> Option<(Arc<Segment>, Option<Box<str>>)> {
        let first = (*prints.first()?)?;
        let at = self.docs.get(&first)?.0;
        let slot = self.cache.segments.get(at)?;
        if self.table.is_some() || slot.prints != prints || prints.iter().any(Option::is_none) {
            return None;
        }
        let name = match &slot.held {
            Held::There(name) if self.cache.moves.is_none() => Some(name.clone()),
            _ => None,
        };
        Some((self.segment(at)?, name))
    }

    /// Where each document is.
    fn places(&self, prints: &[Option<Print>]) -> Vec<Option<(usize, usize)>> {
        prints.iter().map(|print| print.and_then(|p| self.docs.get(&p)).copied()).collect()
    }
}

fn runs(places: &[Option<(usize, usize)>]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (n, from) in places.iter().copied().enumerate() {
        let follows = |run: &Run| match (run.from, from) {
            (None, None) => true,
            (Some((a, at)), Some((b, next))) => a == b && at + run.docs.len() == next,
            _ => false,
        };
        match runs.last_mut().filter(|r| follows(r)) {
            Some(run) => run.docs.end = n + 1,
            None => runs.push(Run { docs: n..n + 1, from }),
        }
    }
    runs
}
