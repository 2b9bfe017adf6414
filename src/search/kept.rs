//! What was indexed, as bytes that outlive the build: a segment, and the list of all of them with the documents in each.
//!
//! Nothing depends on what is read back: whoever gave the bytes vouches for them (a seal), and what cannot be read is as if it had
//! never been kept. A list says which program wrote it; another one reads none of it.

use super::code::Digits;
use super::doc::DocKind;
use super::segment::{Card, Chunk, Counts, Segment, Sorted, Term, WordsOf};
use crate::record::Status;

/// The version of these bytes.
const FORM: &str = concat!("minutebook segments 2 ", env!("CARGO_PKG_VERSION"));

/// Where the bytes are kept, by name.
pub trait Shelf: Sync {
    /// What an earlier build kept.
    fn recall(&self, name: &str) -> Option<Vec<u8>>;
    /// Keeps bytes for a later one.
    fn remember(&self, name: &str, bytes: Vec<u8>);
}

/// The list of all segments of a language of the site.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Listing {
    pub(crate) basis: [u8; 32],
    pub(crate) table: Vec<Box<str>>,
    pub(crate) bodies: Vec<Box<str>>,
    pub(crate) parties: Vec<Box<str>>,
    /// The name of each segment, and the fingerprints of its documents.
    pub(crate) segments: Vec<(Box<str>, Vec<[u8; 32]>)>,
}

#[derive(Default)]
struct Out(Vec<u8>);

impl Out {
    fn number(&mut self, n: usize) {
        self.0.extend_from_slice(&u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes());
    }

    fn numbers(&mut self, all: impl ExactSizeIterator<Item = u32>) {
        self.number(all.len());
        all.for_each(|n| self.0.extend_from_slice(&n.to_le_bytes()));
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len());
        self.0.extend_from_slice(bytes);
    }

    fn texts(&mut self, all: &[Box<str>]) {
        self.number(all.len());
        all.iter().for_each(|t| self.bytes(t.as_bytes()));
    }
}

struct In<'a>(&'a [u8]);

impl<'a> In<'a> {
    fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (own, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(own)
    }

    fn small(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn number(&mut self) -> Option<usize> {
        self.small().map(|n| n as usize)
    }

    fn numbers(&mut self) -> Option<Vec<u32>> {
        let len = self.number()?.checked_mul(4)?;
        self.take(len)?.chunks_exact(4).map(|b| Some(u32::from_le_bytes(b.try_into().ok()?))).collect()
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let len = self.number()?;
        self.take(len)
    }

    fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.bytes()?).ok()
    }

    fn hash(&mut self) -> Option<[u8; 32]> {
        self.take(32)?.try_into().ok()
    }

    /// As many as are said to be there.
    fn each<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        (0..self.number()?).map(|_| read(self)).collect()
    }

    fn texts(&mut self) -> Option<Vec<Box<str>>> {
        self.each(|i| i.text().map(Into::into))
    }

    fn end<T>(self, value: T) -> Option<T> {
        self.0.is_empty().then_some(value)
    }
}

impl Listing {
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut out = Out::default();
        out.bytes(FORM.as_bytes());
        out.0.extend_from_slice(&self.basis);
        for texts in [&self.table, &self.bodies, &self.parties] {
            out.texts(texts);
        }
        out.number(self.segments.len());
        for (name, prints) in &self.segments {
            out.bytes(name.as_bytes());
            out.number(prints.len());
            prints.iter().for_each(|p| out.0.extend_from_slice(p));
        }
        out.0
    }

    pub(crate) fn read(bytes: &[u8]) -> Option<Listing> {
        let mut from = In(bytes);
        if from.text()? != FORM {
            return None;
        }
        let listing = Listing {
            basis: from.hash()?,
            table: from.texts()?,
            bodies: from.texts()?,
            parties: from.texts()?,
            segments: from.each(|i| Some((i.text()?.into(), i.each(In::hash)?)))?,
        };
        from.end(listing)
    }
}

impl Segment {
    /// All of it.
    pub(crate) fn write(&self) -> Vec<u8> {
        let texts: usize = self.chunks.iter().map(|c| c.payload.len() + 40).sum();
        let mut out = Out(Vec::with_capacity(texts + (self.postings.len() + self.places.len()) * 2 + self.terms.len() * 40));
        out.number(self.units as usize);
        out.bytes(self.terms.names().0.as_bytes());
        out.numbers(self.terms.names().1.iter().copied());
        let of = |part: fn(&Term) -> u32| (0..self.terms.len()).map(move |n| self.terms.value(n).map_or(0, part));
        let parts: [fn(&Term) -> u32; 5] = [|t| t.df, |t| t.first, |t| t.last, |t| t.postings, |t| t.places];
        parts.into_iter().for_each(|part| out.numbers(of(part)));
        out.bytes(&self.postings);
        out.bytes(&self.places);
        out.bytes(self.words.names().0.as_bytes());
        out.numbers(self.words.names().1.iter().copied());
        out.numbers((0..self.words.len()).map(|n| self.words.value(n).copied().unwrap_or(0)));
        out.number(self.docs.len());
        for card in &self.docs {
            let kind = DocKind::ALL.iter().position(|k| *k == card.kind).unwrap_or(0);
            let year = card.year.map_or(0, |y| u32::from(y as u16) | 1 << 16);
            for n in [card.units, card.text, card.body.map_or(0, |b| b + 1), kind as u32, year, card.welsh.into()] {
                out.number(n as usize);
            }
            out.bytes(card.facets.as_bytes());
        }
        out.number(self.words_of.len());
        self.words_of.iter().for_each(|w| out.bytes(w.as_bytes()));
        out.number(self.chunks.len());
        for chunk in &self.chunks {
            out.number(chunk.docs as usize);
            out.0.extend_from_slice(chunk.hash.as_bytes());
            out.bytes(chunk.payload.as_bytes());
        }
        out.0
    }

    pub(crate) fn read(bytes: &[u8]) -> Option<Segment> {
        let mut from = In(bytes);
        let units = from.small()?;
        let (names, ends) = (from.text()?, from.numbers()?);
        let (df, first, last) = (from.numbers()?, from.numbers()?, from.numbers()?);
        let (postings, places) = (from.numbers()?, from.numbers()?);
        let mut terms = Vec::with_capacity(ends.len());
        for n in 0..ends.len() {
            let at = |all: &[u32]| all.get(n).copied();
            let (df, first, last) = (at(&df)?, at(&first)?, at(&last)?);
            terms.push(Term { df, first, last, postings: at(&postings)?, places: at(&places)? });
        }
        let terms = Sorted::of(names, ends, terms)?;
        let (postings, places) = (from.bytes()?.to_vec(), from.bytes()?.to_vec());
        let (names, ends, counts) = (from.text()?, from.numbers()?, from.numbers()?);
        let words = Sorted::of(names, ends, counts)?;
        let docs = from.each(card)?;
        let words_of = from.each(|i| Some(WordsOf::from(i.bytes()?)))?;
        let chunks = from.each(|i| {
            let (docs, hash) = (i.small()?, blake3::Hash::from_bytes(i.hash()?));
            Some(Chunk { docs, hash, payload: i.text()?.to_owned() })
        })?;
        // What is taken apart must be whole.
        let fits =
            |end: fn(&Term) -> u32, len: usize| (0..terms.len()).all(|n| terms.value(n).is_some_and(|t| end(t) as usize <= len));
        let is_whole = fits(|t| t.postings, postings.len()) && fits(|t| t.places, places.len()) && words_of.len() == docs.len();
        from.end(Segment { units, terms, postings, places, words, docs, chunks, words_of }).filter(|_| is_whole)
    }
}

fn card(from: &mut In<'_>) -> Option<Card> {
    let (units, text, body, kind) = (from.small()?, from.small()?, from.small()?, from.number()?);
    let (year, welsh) = (from.small()?, from.small()?);
    let facets: Box<str> = from.text()?.into();
    Some(Card {
        units,
        text,
        body: body.checked_sub(1),
        kind: *DocKind::ALL.get(kind)?,
        year: (year >> 16 == 1).then_some((year & 0xffff) as u16 as i16),
        welsh: welsh == 1,
        counts: counts(&facets)?,
        facets,
    })
}

/// What the facets of a document add up to.
fn counts(facets: &str) -> Option<Counts> {
    let mut digits = Digits::new(facets);
    fn set(digits: &mut Digits<'_>) -> Option<Vec<u32>> {
        let mut at = 0u32;
        (0..digits.number()?)
            .map(|_| {
                at = at.checked_add(digits.number()?)?;
                Some(at)
            })
            .collect()
    }
    let mut counts = Counts { organisations: set(&mut digits)?.into(), ..Counts::default() };
    for _ in 0..digits.number()? {
        let (_, code) = (digits.number()?, digits.number()?);
        // As `segment::facets` writes it: the status in three bits, then whether it is a decision, then whether it is overdue.
        counts.actions |= code & 8 == 0;
        counts.decisions |= code & 8 != 0;
        counts.statuses.extend((code % 8).checked_sub(1).and_then(|n| Status::ALL.get(n as usize)));
        counts.owners.extend(set(&mut digits)?);
    }
    counts.owners.sort_unstable();
    counts.owners.dedup();
    counts.statuses.sort_unstable();
    counts.statuses.dedup();
    digits.done().then_some(counts)
}

/// The name under which a segment is kept: of what is in it, and of what it is written by.
pub(crate) fn name(lang: &str, listing: &Listing, prints: &[[u8; 32]]) -> Box<str> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(FORM.as_bytes());
    hasher.update(&listing.basis);
    for texts in [&listing.table, &listing.bodies, &listing.parties] {
        for text in texts {
            hasher.update(text.as_bytes());
            hasher.update(b"\n");
        }
        hasher.update(b"\n");
    }
    prints.iter().for_each(|p| {
        hasher.update(p);
    });
    let hash = hasher.finalize().to_hex();
    format!("{}-{}", list_name(lang), hash.get(..24).unwrap_or_default()).into()
}

/// The name of the list of a language.
pub(crate) fn list_name(lang: &str) -> String {
    let plain: String = lang.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    format!("index-{plain}")
}
