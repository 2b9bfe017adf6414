//! The index of a run of documents by itself: what can be made on one thread, and kept between builds.
//!
//! Postings are written in their final form, numbered from the segment's first unit; joining segments only
//! writes anew the first number of each term.

use std::ops::Range;

use super::code;
use super::doc::{Collection, Doc, DocKind, UnitKind};
use super::lexicon::Lexicon;
use crate::record::Status;

/// Characters of text in a chunk of documents.
const CHUNK: usize = 5_000;

/// The index of a run of documents.
#[derive(Debug, Default, Clone)]
pub struct Segment {
    /// How many units, titles included.
    pub(crate) units: u32,
    /// By their names.
    pub(crate) terms: Sorted<Term>,
    /// Postings of all terms, each without its first number.
    pub(crate) postings: Vec<u8>,
    /// Places of all terms.
    pub(crate) places: Vec<u8>,
    /// Words as they are written (folded), with how often.
    pub(crate) words: Sorted<u32>,
    /// One for each document.
    pub(crate) docs: Vec<Card>,
    /// The documents' texts.
    pub(crate) chunks: Vec<Chunk>,
    /// The words of each document, in a segment that is kept; else empty.
    pub(crate) words_of: Vec<WordsOf>,
}

/// The words of a document: places in `Segment::words` with how often each stands there, as numbers.
#[derive(Debug, Clone, Default)]
pub(crate) struct WordsOf(Box<[u8]>);

impl WordsOf {
    /// From words and counts, and the place of each word.
    pub(crate) fn new(words: impl IntoIterator<Item = (u32, u32)>, places: &[u32]) -> WordsOf {
        let place = |(word, count)| Some(u64::from(*places.get(word as usize)?) << 32 | u64::from(count));
        let mut words: Vec<u64> = words.into_iter().filter_map(place).collect();
        words.sort_unstable();
        let (mut out, mut last) = (Vec::with_capacity(words.len() * 3), 0);
        for word in words {
            let (place, count) = ((word >> 32) as u32, word as u32);
            code::put(&mut out, place - last);
            code::put(&mut out, count);
            last = place;
        }
        WordsOf(out.into())
    }

    /// As it is kept.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        let (mut digits, mut word) = (code::Digits::of(&self.0), 0u32);
        std::iter::from_fn(move || {
            word = word.saturating_add(digits.number()?);
            Some((word, digits.number()?))
        })
    }
}

impl From<&[u8]> for WordsOf {
    fn from(bytes: &[u8]) -> Self {
        WordsOf(bytes.into())
    }
}

/// One term of a segment.
#[derive(Debug, Clone)]
pub(crate) struct Term {
    /// In how many units.
    pub(crate) df: u32,
    /// First unit, from 1, with its weight: `unit * 4 + weight`.
    pub(crate) first: u32,
    /// Last unit, from 1.
    pub(crate) last: u32,
    /// Where its postings end; they begin where those of the term before do.
    pub(crate) postings: u32,
    /// Where its places end.
    pub(crate) places: u32,
}

/// Values by names, in the order of the names; compact.
#[derive(Debug, Clone)]
pub(crate) struct Sorted<T> {
    names: String,
    ends: Vec<u32>,
    values: Vec<T>,
}

impl<T> Default for Sorted<T> {
    fn default() -> Self {
        Sorted::with_capacity(0)
    }
}

impl<T> Sorted<T> {
    pub(crate) fn with_capacity(count: usize) -> Self {
        Sorted { names: String::with_capacity(count * 8), ends: Vec::with_capacity(count), values: Vec::with_capacity(count) }
    }

    /// From all names one after the other, where each ends, and the values; `None` where they do not fit together.
    pub(crate) fn of(names: &str, ends: Vec<u32>, values: Vec<T>) -> Option<Self> {
        let fits = ends.is_sorted() && ends.iter().all(|e| names.is_char_boundary(*e as usize)) && ends.len() == values.len();
        fits.then(|| Sorted { names: names.to_owned(), ends, values })
    }

    /// All names one after the other, and where each ends.
    pub(crate) fn names(&self) -> (&str, &[u32]) {
        (&self.names, &self.ends)
    }

    /// Adds a value; its name comes after all there are.
    pub(crate) fn push(&mut self, name: &str, value: T) {
        self.names.push_str(name);
        self.ends.push(u32::try_from(self.names.len()).unwrap_or(u32::MAX));
        self.values.push(value);
    }

    pub(crate) fn len(&self) -> usize {
        self.values.len()
    }

    pub(crate) fn name(&self, n: usize) -> &str {
        let from = n.checked_sub(1).and_then(|n| self.ends.get(n)).copied().unwrap_or(0);
        let to = self.ends.get(n).copied().unwrap_or(from);
        self.names.get(from as usize..to as usize).unwrap_or("")
    }

    pub(crate) fn value(&self, n: usize) -> Option<&T> {
        self.values.get(n)
    }

    /// The places of the names from one (with it) to another (without); `None` is the end.
    pub(crate) fn between(&self, from: &str, to: Option<&str>) -> Range<usize> {
        let before = |name: &str| {
            let (mut low, mut high) = (0, self.len());
            while low < high {
                let mid = low.midpoint(high);
                if self.name(mid) < name {
                    low = mid + 1;
                } else {
                    high = mid;
                }
            }
            low
        };
        before(from)..to.map_or(self.len(), before)
    }
}

/// Texts of documents that stand in one file.
#[derive(Debug, Clone)]
pub(crate) struct Chunk {
    /// How many documents.
    pub(crate) docs: u32,
    /// A JSON array of their texts; empty once it is written and nobody asks again.
    pub(crate) payload: String,
    /// Of the payload.
    pub(crate) hash: blake3::Hash,
}

/// What the index says of a document besides its words.
#[derive(Debug, Clone)]
pub(crate) struct Card {
    pub(crate) units: u32,
    /// Bytes of its text.
    pub(crate) text: u32,
    pub(crate) body: Option<u32>,
    pub(crate) kind: DocKind,
    pub(crate) year: Option<i16>,
    pub(crate) welsh: bool,
    /// Its organisations and actions.
    pub(crate) facets: Box<str>,
    /// The same for counting.
    pub(crate) counts: Counts,
}

/// Kinds of units seen, organisations, owners, statuses; one of each.
#[derive(Debug, Default, Clone)]
pub(crate) struct Counts {
    pub(crate) actions: bool,
    pub(crate) decisions: bool,
    pub(crate) organisations: Box<[u32]>,
    pub(crate) owners: Vec<u32>,
    pub(crate) statuses: Vec<Status>,
}

impl Segment {
    /// Of the documents in some ranges of a collection, one after the other. No chunk of texts crosses from one to the next, so
    /// that chunks do not depend on how many ranges a segment has.
    pub(crate) fn make(collection: &dyn Collection, ranges: &[Range<usize>], lexicon: &mut Lexicon<'_>) -> Segment {
        let (mut docs, mut chunks) = (Vec::new(), Chunks::default());
        let mut text = String::new();
        for range in ranges {
            for n in range.clone() {
                let doc = collection.doc(n);
                text.clear();
                lexicon.doc(&doc, &mut text);
                docs.push(card(&doc, &text));
                chunks.add(&text);
            }
            chunks.end();
        }
        Segment { docs, chunks: chunks.all, ..lexicon.finish() }
    }

    /// The texts of its documents, where they are still there.
    pub(crate) fn texts(&self) -> Vec<&str> {
        let mut texts = Vec::with_capacity(self.docs.len());
        let mut cards = self.docs.iter();
        for chunk in &self.chunks {
            let mut at = 1;
            for card in cards.by_ref().take(chunk.docs as usize) {
                let end = at + card.text as usize;
                texts.push(chunk.payload.get(at..end).unwrap_or(""));
                at = end + 1;
            }
        }
        texts
    }
}

/// Texts put together in files.
#[derive(Debug, Default)]
pub(crate) struct Chunks {
    pub(crate) all: Vec<Chunk>,
    open: Option<Chunk>,
}

impl Chunks {
    /// The text of the next document.
    pub(crate) fn add(&mut self, text: &str) {
        if self.open.as_ref().is_some_and(|c| c.payload.len() + text.len() > CHUNK) {
            self.end();
        }
        let chunk = self.open.get_or_insert_with(Chunk::open);
        if chunk.docs > 0 {
            chunk.payload.push(',');
        }
        chunk.payload.push_str(text);
        chunk.docs += 1;
    }

    /// The next document opens a file.
    pub(crate) fn end(&mut self) {
        self.all.extend(self.open.take().map(Chunk::close));
    }
}

impl Chunk {
    fn open() -> Chunk {
        Chunk { docs: 0, payload: String::from("["), hash: blake3::Hash::from_bytes([0; 32]) }
    }

    fn close(mut self) -> Chunk {
        self.payload.push(']');
        self.payload.shrink_to_fit();
        self.hash = blake3::hash(self.payload.as_bytes());
        self
    }
}

fn card(doc: &Doc, text: &str) -> Card {
    let (facets, counts) = facets(doc);
    Card {
        text: u32::try_from(text.len()).unwrap_or(u32::MAX),
        units: u32::try_from(doc.units.len()).unwrap_or(u32::MAX - 1) + 1,
        body: doc.body,
        kind: doc.kind,
        year: doc.date.map(crate::record::Date::year),
        welsh: doc.welsh,
        facets,
        counts,
    }
}

/// The number of a status in the shards: 0 is none.
pub(crate) fn status_number(status: Option<Status>) -> u32 {
    status.and_then(|s| Status::ALL.iter().position(|a| *a == s)).and_then(|n| u32::try_from(n + 1).ok()).unwrap_or(0)
}

fn facets(doc: &Doc) -> (Box<str>, Counts) {
    let (mut out, mut counts) = (Vec::new(), Counts::default());
    let steps = |all: &[u32], out: &mut Vec<u8>| {
        let mut all = all.to_vec();
        code::put_set(out, &mut all);
        all
    };
    counts.organisations = steps(&doc.organisations, &mut out).into();
    let special = || (1u32..).zip(&doc.units).filter(|(_, u)| matches!(u.kind, UnitKind::Action | UnitKind::Decision));
    code::put(&mut out, u32::try_from(special().count()).unwrap_or(u32::MAX));
    let mut before = 0;
    for (n, unit) in special() {
        code::put(&mut out, n - before);
        before = n;
        let action = unit.kind == UnitKind::Action;
        counts.actions |= action;
        counts.decisions |= !action;
        code::put(&mut out, u32::from(unit.overdue) * 16 + u32::from(!action) * 8 + status_number(unit.status));
        counts.owners.extend(steps(&unit.owners, &mut out));
        counts.statuses.extend(unit.status);
    }
    counts.owners.sort_unstable();
    counts.owners.dedup();
    counts.statuses.sort_unstable();
    counts.statuses.dedup();
    (code::text(out).into(), counts)
}
