//! Segments of the build before, taken apart and put together again: a document that did not change is not indexed again.
//!
//! A segment holds the postings of a run of documents. Where one of the run has changed, those of the others are cut out of the
//! old segment and joined with the new ones: nothing of them is read, cut into words or stemmed again. Nothing here knows what a
//! document says; whether it changed is told by its fingerprint.

use std::ops::Range;

use super::code::{self, Digits, Table};
use super::segment::{Card, Chunks, Segment, Sorted, Term, WordsOf};

impl Segment {
    /// A run of its documents as a segment of its own, whose texts are not in files yet: each stands in the list that is returned.
    fn part(&self, docs: &Range<usize>) -> Segment {
        let before: u32 = self.docs.iter().take(docs.start).map(|d| d.units).sum();
        let cards = self.docs.get(docs.clone()).unwrap_or(&[]);
        let count: u32 = cards.iter().map(|d| d.units).sum();
        let mut part = Segment { units: count, docs: cards.to_vec(), ..Segment::default() };
        for n in 0..self.terms.len() {
            self.cut(n, before..before + count, &mut part);
        }
        let own = self.words_of.get(docs.clone()).unwrap_or(&[]);
        let mut counts: Vec<(u32, u32)> = own.iter().flat_map(WordsOf::iter).collect();
        counts.sort_unstable();
        let mut places = vec![0; self.words.len()];
        for same in counts.chunk_by(|a, b| a.0 == b.0) {
            let Some((word, _)) = same.first() else { continue };
            if let Some(place) = places.get_mut(*word as usize) {
                *place = part.words.len() as u32;
            }
            part.words.push(self.words.name(*word as usize), same.iter().map(|s| s.1).sum());
        }
        part.words_of = own.iter().map(|words| words.moved(&places)).collect();
        part
    }

    /// The postings and places of a term in some units, which are counted from 0, to the end of a part.
    fn cut(&self, n: usize, units: Range<u32>, part: &mut Segment) {
        let Some(term) = self.terms.value(n) else { return };
        if term.first / 4 > units.end || term.last <= units.start {
            return;
        }
        let from =
            n.checked_sub(1).and_then(|n| self.terms.value(n)).map_or((0, 0), |t| (t.postings as usize, t.places as usize));
        let mut postings = Digits::of(self.postings.get(from.0..term.postings as usize).unwrap_or(&[]));
        let all = self.places.get(from.1..term.places as usize).unwrap_or(&[]);
        let (mut places, mut at) = (Digits::of(all), 0);
        let (mut unit, mut weight) = (term.first / 4, term.first % 4);
        let mut made: Option<Term> = None;
        loop {
            while places.place().is_some_and(|(_, more)| more) {}
            let own = all.get(at..places.at()).unwrap_or(&[]);
            at = places.at();
            if unit > units.start && unit <= units.end {
                let here = unit - units.start;
                match &mut made {
                    None => made = Some(Term { df: 1, first: here * 4 + weight, last: here, postings: 0, places: 0 }),
                    Some(made) => {
                        code::put(&mut part.postings, (here - made.last) * 4 + weight);
                        made.df += 1;
                        made.last = here;
                    }
                }
                part.places.extend_from_slice(own);
            }
            let Some(step) = postings.number() else { break };
            unit += step / 4;
            weight = step % 4;
        }
        if let Some(made) = made {
            let (postings, places) = (part.postings.len() as u32, part.places.len() as u32);
            part.terms.push(self.terms.name(n), Term { postings, places, ..made });
        }
    }
}

/// A run of documents that is taken from somewhere.
pub(crate) struct Piece<'a> {
    pub(crate) from: &'a Segment,
    pub(crate) docs: Range<usize>,
    /// The table by which its texts are written, where that is not the one they are to be written by.
    pub(crate) table: Option<&'a Table>,
}

/// Pieces one after the other, as the one segment that would have been made of their documents. `runs`: after how many documents
/// each a file of texts must end.
pub(crate) fn join(pieces: &[Piece<'_>], runs: &[usize], table: &Table) -> Segment {
    let parts: Vec<Segment> = pieces.iter().map(|p| p.from.part(&p.docs)).collect();
    let starts: Vec<u32> = running(parts.iter().map(|p| p.units));
    let mut out = Segment { units: parts.iter().map(|p| p.units).sum(), ..Segment::default() };
    merge(
        &parts,
        |p| &p.terms,
        |name, found| {
            let (mut df, mut first, mut last) = (0, 0, 0);
            for (p, n) in found {
                let (Some(part), Some(start)) = (parts.get(*p), starts.get(*p)) else { continue };
                let Some(term) = part.terms.value(*n) else { continue };
                let from = n
                    .checked_sub(1)
                    .and_then(|n| part.terms.value(n))
                    .map_or((0, 0), |t| (t.postings as usize, t.places as usize));
                let own = start * 4 + term.first;
                if df == 0 {
                    first = own;
                } else {
                    code::put(&mut out.postings, own - last * 4);
                }
                out.postings.extend_from_slice(part.postings.get(from.0..term.postings as usize).unwrap_or(&[]));
                out.places.extend_from_slice(part.places.get(from.1..term.places as usize).unwrap_or(&[]));
                df += term.df;
                last = start + term.last;
            }
            let (postings, places) = (out.postings.len() as u32, out.places.len() as u32);
            out.terms.push(name, Term { df, first, last, postings, places });
        },
    );
    let mut moved: Vec<Vec<u32>> = parts.iter().map(|p| vec![0; p.words.len()]).collect();
    merge(
        &parts,
        |p| &p.words,
        |name, found| {
            let place = out.words.len() as u32;
            let mut count = 0;
            for (p, n) in found {
                count += parts.get(*p).and_then(|p| p.words.value(*n)).copied().unwrap_or(0);
                if let Some(moved) = moved.get_mut(*p).and_then(|m| m.get_mut(*n)) {
                    *moved = place;
                }
            }
            out.words.push(name, count);
        },
    );
    for (part, moved) in parts.into_iter().zip(&moved) {
        out.words_of.extend(part.words_of.iter().map(|w| w.moved(moved)));
        out.docs.extend(part.docs);
    }
    let mut chunks = Chunks::default();
    let mut cards = out.docs.iter_mut();
    let (mut runs, mut left) = (runs.iter(), 0);
    for piece in pieces {
        let texts = piece.from.texts();
        for (text, card) in texts.get(piece.docs.clone()).unwrap_or(&[]).iter().zip(&mut cards) {
            if left == 0 {
                chunks.end();
                left = runs.next().copied().unwrap_or(usize::MAX);
            }
            left -= 1;
            match piece.table {
                None => chunks.add(text),
                Some(before) => {
                    let text = written_anew(text, before, table);
                    card.text = text.len() as u32;
                    chunks.add(&text);
                }
            }
        }
    }
    chunks.end();
    out.chunks = chunks.all;
    out
}

/// Walks the names of several sorted lists together: each name once, with the lists that have it and its place in each.
fn merge<T>(parts: &[Segment], of: fn(&Segment) -> &Sorted<T>, mut each: impl FnMut(&str, &[(usize, usize)])) {
    let mut at = vec![0; parts.len()];
    let mut found = Vec::new();
    loop {
        let names = parts.iter().zip(&at).filter(|(p, at)| **at < of(p).len()).map(|(p, at)| of(p).name(*at));
        let Some(least) = names.min() else { return };
        found.clear();
        for (p, (part, at)) in parts.iter().zip(&mut at).enumerate() {
            if *at < of(part).len() && of(part).name(*at) == least {
                found.push((p, *at));
                *at += 1;
            }
        }
        each(least, &found);
    }
}

/// The sums of all before each.
fn running(counts: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut sum = 0;
    counts
        .map(|n| {
            sum += n;
            sum - n
        })
        .collect()
}

/// The text of a document, written by another table.
fn written_anew(text: &str, before: &Table, table: &Table) -> String {
    let parts: Vec<String> = serde_json::from_str(text).unwrap_or_default();
    let mut out = String::with_capacity(text.len());
    out.push('[');
    for (n, part) in parts.iter().enumerate() {
        if n > 0 {
            out.push(',');
        }
        // Address, title and date are plain; the description is text; a unit's text comes after its address and its label.
        let (head, coded) = match n {
            0..3 => (part.as_str(), ""),
            3 => ("", part.as_str()),
            _ => part.match_indices(' ').nth(1).map_or((part.as_str(), ""), |(at, _)| part.split_at(at + 1)),
        };
        out.push('"');
        code::escape(head, &mut out);
        before.walk(coded, |word| {
            let mut plain = String::new();
            table.encode_one(word, &mut plain);
            code::escape(&plain, &mut out);
        });
        out.push('"');
    }
    out.push(']');
    out
}

impl WordsOf {
    /// The same with every word at its new place. The order of the words does not change.
    fn moved(&self, places: &[u32]) -> WordsOf {
        WordsOf::new(self.iter(), places)
    }
}

impl Card {
    /// The same where bodies and parties have other places: `None` where one of them is there no more.
    pub(crate) fn moved(&self, bodies: &[Option<u32>], parties: &[Option<u32>]) -> Option<Card> {
        let to = |places: &[Option<u32>], n: u32| places.get(n as usize).copied().flatten();
        let mut card = self.clone();
        if let Some(body) = self.body {
            card.body = Some(to(bodies, body)?);
        }
        let (mut digits, mut out) = (Digits::new(&self.facets), Vec::new());
        let set = |digits: &mut Digits<'_>, out: &mut Vec<u8>| {
            let (count, mut at) = (digits.number()?, 0);
            let mut all = Vec::new();
            for _ in 0..count {
                at += digits.number()?;
                all.push(to(parties, at)?);
            }
            code::put_set(out, &mut all);
            Some(all)
        };
        card.counts.organisations = set(&mut digits, &mut out)?.into();
        let count = digits.number()?;
        code::put(&mut out, count);
        card.counts.owners.clear();
        for _ in 0..count {
            code::put(&mut out, digits.number()?);
            code::put(&mut out, digits.number()?);
            card.counts.owners.extend(set(&mut digits, &mut out)?);
        }
        card.counts.owners.sort_unstable();
        card.counts.owners.dedup();
        card.facets = code::text(out).into();
        Some(card)
    }
}
