//! Texts become postings: every word is cut, folded and stemmed once for each thread, and looked up after that.
//!
//! Texts are taken in pieces between white space (`trafficking,`). What a piece is written as in the index, and which
//! words it holds, depends on nothing around it, so that both are kept: one look-up for each piece of a text.

mod known;
mod piece;
mod texts;

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use self::known::Known;
use self::piece::{AFRESH, Piece, Short};
use self::texts::Texts;
use super::code::{self, Table};
use super::doc::{Doc, Unit, UnitKind};
use super::names::Names;
use super::segment::{Segment, Sorted, Term, WordsOf};
use super::tokens::{self, Stems};
use crate::record::month_from_name;

/// A step in the places of words that no phrase crosses.
const GAP: u32 = 2;
/// Pieces kept by one thread. Texts repeat themselves: the commonest are met early.
const PIECES: usize = 60_000;
/// Longer pieces are not kept, in bytes.
const LONGEST: usize = 40;
/// Words kept by one thread from one segment to the next.
const WORDS: usize = 300_000;

/// A word of a piece: its number, and where it stands.
#[derive(Debug, Clone, Copy)]
struct Held {
    word: u32,
    from: u32,
    to: u32,
}

/// A word as written, folded.
#[derive(Debug)]
struct Word {
    term: u32,
    /// How often it stands in the segment at hand, up to the document at hand.
    count: u32,
    /// How often it stands in the document at hand.
    own: u32,
    /// 1 to 12 where it names a month.
    month: u8,
    opens: Opens,
    welsh: Mutated,
}

/// Whether names open with a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opens {
    No,
    Unread,
    /// A place in `Lexicon::groups`.
    Names(u32),
}

/// The term under which the mutations of a word meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mutated {
    Unread,
    No,
    Term(u32),
}

/// What grows for each term while a segment is made.
#[derive(Debug, Default)]
struct Growing {
    /// In how many units of the segment.
    df: u32,
    first: u32,
    last: u32,
    postings: Vec<u8>,
    places: Vec<u8>,
}

/// A term in the unit at hand.
#[derive(Debug, Default, Clone, Copy)]
struct Here {
    /// The unit it speaks of.
    unit: u32,
    count: u32,
    /// How often other than through another name.
    said: u32,
    /// Whether it stands in the unit's label.
    labels: bool,
    /// The place before last, from which the last one steps.
    before: u32,
    last: u32,
}

/// What one thread knows of words.
pub(crate) struct Lexicon<'a> {
    table: &'a Table,
    names: &'a Names,
    stems: Stems,
    short: FxHashMap<Short, Piece>,
    long: FxHashMap<Box<str>, Piece>,
    held: Vec<Held>,
    words: Vec<Word>,
    by_word: FxHashMap<Box<str>, u32>,
    word_texts: Texts,
    groups: Vec<Vec<Known>>,
    terms: Vec<Growing>,
    /// Beside each of `terms`: apart, because it is touched for every word.
    here: Vec<Here>,
    by_term: FxHashMap<Box<str>, u32>,
    term_texts: Texts,
    /// Words and terms that stand in the segment at hand.
    seen_words: Vec<u32>,
    /// Words of the document at hand.
    own_words: Vec<u32>,
    /// Of each document of the segment at hand: its words and how often each stands there. Only where it is to be kept.
    by_doc: Option<Vec<Vec<(u32, u32)>>>,
    seen_terms: Vec<u32>,
    /// Of the segment at hand, from 1.
    unit: u32,
    /// Of the unit at hand.
    touched: Vec<u32>,
    length: u32,
    next: u32,
    labelled: u32,
    run: Vec<Held>,
}

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl<'a> Lexicon<'a> {
    /// That knows nothing yet. `keeps`: its segments know the words of each document, so that they can be taken apart again.
    pub(crate) fn new(table: &'a Table, names: &'a Names, keeps: bool) -> Self {
        Lexicon {
            table,
            names,
            stems: Stems::default(),
            short: FxHashMap::default(),
            long: FxHashMap::default(),
            held: Vec::new(),
            words: Vec::new(),
            by_word: FxHashMap::default(),
            word_texts: Texts::default(),
            groups: Vec::new(),
            terms: Vec::new(),
            here: Vec::new(),
            by_term: FxHashMap::default(),
            term_texts: Texts::default(),
            seen_words: Vec::new(),
            own_words: Vec::new(),
            by_doc: keeps.then(Vec::new),
            seen_terms: Vec::new(),
            unit: 0,
            touched: Vec::new(),
            length: 0,
            next: 0,
            labelled: 0,
            run: Vec::new(),
        }
    }

    /// Indexes a document of the segment at hand, and writes its text as a JSON array.
    pub(crate) fn doc(&mut self, doc: &Doc, out: &mut String) {
        out.push('[');
        code::quote(&doc.address, out);
        out.push(',');
        code::quote(&doc.title, out);
        out.push_str(",\"");
        if let Some(date) = doc.date {
            out.push_str(&date.to_string());
        }
        if !doc.lang.is_empty() || !doc.title_lang.is_empty() {
            for lang in [&doc.lang, &doc.title_lang] {
                out.push(' ');
                code::escape(&without_spaces(lang, "-"), out);
            }
        }
        out.push_str("\",\"");
        self.code(&doc.description, out);
        out.push('"');
        self.open();
        self.text(&doc.title, doc.welsh, None);
        self.text(&doc.also, doc.welsh, None);
        self.close(false);
        for unit in &doc.units {
            out.push_str(",\"");
            head(unit, out);
            self.open();
            self.text(&unit.label, false, None);
            self.labelled = self.next;
            self.text(&unit.text, doc.welsh, Some(out));
            self.text(&unit.also, doc.welsh, None);
            self.close(matches!(unit.kind, UnitKind::Action | UnitKind::Attendance));
            out.push('"');
        }
        out.push(']');
        self.count_words();
    }

    /// Adds the words of the document at hand to those of the segment.
    fn count_words(&mut self) {
        let mut all = Vec::with_capacity(if self.by_doc.is_some() { self.own_words.len() } else { 0 });
        for n in self.own_words.drain(..) {
            let Some(word) = self.words.get_mut(n as usize) else { continue };
            if word.count == 0 {
                self.seen_words.push(n);
            }
            word.count += word.own;
            if self.by_doc.is_some() {
                all.push((n, word.own));
            }
            word.own = 0;
        }
        self.by_doc.iter_mut().for_each(|docs| docs.push(std::mem::take(&mut all)));
    }

    fn open(&mut self) {
        self.unit += 1;
        self.touched.clear();
        self.length = 0;
        self.next = 0;
        self.labelled = 0;
    }

    /// Pieces of a text, and where each starts.
    fn split(text: &str) -> impl Iterator<Item = (u32, &str)> {
        let start = text.as_ptr() as usize;
        text.split_ascii_whitespace().map(move |piece| (small(piece.as_ptr() as usize - start), piece))
    }

    fn code(&self, text: &str, out: &mut String) {
        let mut code = String::new();
        for (_, piece) in Self::split(text) {
            code.clear();
            self.table.encode_one(piece, &mut code);
            code::escape(&code, out);
        }
    }

    /// Indexes a text after what the unit has so far, and writes it.
    fn text(&mut self, text: &str, welsh: bool, mut written: Option<&mut String>) {
        if text.is_empty() {
            return;
        }
        let mut run = std::mem::take(&mut self.run);
        run.clear();
        let mut names = false;
        for (at, piece) in Self::split(text) {
            let short = Short::of(piece);
            let known = match &short {
                Some(short) => self.short.get(short),
                None => self.long.get(piece),
            };
            let Some(known) = known else {
                self.piece(piece, short, at, &mut run, written.as_deref_mut());
                continue;
            };
            if let Some(out) = written.as_deref_mut() {
                known.write(piece, self.table, out);
            }
            match known.count {
                0 => {}
                1 => run.push(Held { word: known.word, from: u32::from(known.from) + at, to: u32::from(known.to) + at }),
                count => {
                    let held = self.held.get(known.word as usize..known.word as usize + usize::from(count)).unwrap_or(&[]);
                    run.extend(held.iter().map(|h| Held { word: h.word, from: h.from + at, to: h.to + at }));
                }
            }
        }
        let start = self.next;
        for (n, held) in run.iter().enumerate() {
            let place = start + small(n);
            let Some(word) = self.words.get_mut(held.word as usize) else { continue };
            if word.own == 0 {
                self.own_words.push(held.word);
            }
            word.own += 1;
            names |= word.opens != Opens::No;
            let (term, month) = (word.term, word.month);
            self.add(term, place, true);
            if welsh && let Some(term) = self.mutation(held.word) {
                self.add(term, place, true);
            }
            if month > 0 {
                self.date(text, &run, n, month, place);
            }
        }
        if !run.is_empty() {
            self.next = start + small(run.len()) - 1 + GAP;
        }
        if names {
            for n in 0..run.len() {
                self.name(text, &run, n);
            }
        }
        self.run = run;
    }

    /// A piece that is not known yet.
    fn piece(&mut self, piece: &str, short: Option<Short>, at: u32, run: &mut Vec<Held>, written: Option<&mut String>) {
        let from = run.len();
        tokens::words(piece, |text, place| {
            let word = self.word(text);
            run.push(Held { word, from: small(place.start), to: small(place.end) });
        });
        let mut plain = String::new();
        self.table.encode_one(piece, &mut plain);
        let stays = piece.len() <= LONGEST && self.short.len() + self.long.len() < PIECES;
        let known = self.keep(piece, &plain, if stays { &run[from..] } else { &[] });
        if let Some(out) = written {
            known.write(piece, self.table, out);
        }
        if stays {
            match short {
                Some(short) => drop(self.short.insert(short, known)),
                None => drop(self.long.insert(piece.into(), known)),
            }
        }
        for held in &mut run[from..] {
            held.from += at;
            held.to += at;
        }
    }

    /// What is kept of a piece, from what the table makes of it and from its words.
    fn keep(&mut self, piece: &str, code: &str, words: &[Held]) -> Piece {
        let byte = |n: u32| u8::try_from(n).unwrap_or(u8::MAX);
        let (bytes, len) = (code.as_bytes(), code.len());
        let mut known = Piece { code: [0; 2], written: AFRESH, from: 0, to: 0, count: byte(small(words.len())), word: 0 };
        if bytes.first() == Some(&b'~') {
            let plain = piece.bytes().all(|b| (b' '..0x7f).contains(&b) && b != b'"' && b != b'\\');
            known.written = if plain { 0 } else { AFRESH };
        } else if let (1..=2, Some(code)) = (len, bytes.get(..len)) {
            known.code[..len].copy_from_slice(code);
            known.written = byte(small(len));
        }
        match words {
            [only] => (known.word, known.from, known.to) = (only.word, byte(only.from), byte(only.to)),
            several => {
                known.word = small(self.held.len());
                self.held.extend_from_slice(several);
            }
        }
        known
    }

    fn word(&mut self, text: &str) -> u32 {
        if let Some(n) = self.by_word.get(text) {
            return *n;
        }
        let stem = self.stems.stem(text).into_owned();
        let term = self.term(&stem);
        let month = if text.len() > 2 && text.bytes().all(|b| b.is_ascii_lowercase()) { month_from_name(text) } else { None };
        let opens = if self.names.opening_with(text).is_empty() { Opens::No } else { Opens::Unread };
        let n = small(self.words.len());
        let month = month.and_then(|m| u8::try_from(m).ok()).unwrap_or(0);
        self.words.push(Word { term, count: 0, own: 0, month, opens, welsh: Mutated::Unread });
        self.by_word.insert(text.into(), n);
        self.word_texts.push(text);
        n
    }

    fn term(&mut self, stem: &str) -> u32 {
        if let Some(n) = self.by_term.get(stem) {
            return *n;
        }
        let n = small(self.terms.len());
        self.terms.push(Growing::default());
        self.here.push(Here::default());
        self.by_term.insert(stem.into(), n);
        self.term_texts.push(stem);
        n
    }

    /// Notes that a term stands at a place of the unit at hand, after all its places so far.
    fn add(&mut self, term: u32, place: u32, said: bool) {
        let Some(here) = self.here.get_mut(term as usize) else { return };
        self.length += 1;
        if here.unit != self.unit {
            *here = Here { unit: self.unit, count: 1, said: said.into(), labels: place < self.labelled, before: 0, last: place };
            self.touched.push(term);
            return;
        }
        if here.last == place {
            return;
        }
        let step = here.last - here.before;
        if let Some(growing) = self.terms.get_mut(term as usize) {
            code::put_place(&mut growing.places, step, true);
        }
        here.before = here.last;
        here.last = place;
        here.count += 1;
        here.said += u32::from(said);
    }

    /// The term under which the mutations of a Welsh word meet.
    fn mutation(&mut self, word: u32) -> Option<u32> {
        let mutated = match self.words.get(word as usize)?.welsh {
            Mutated::Unread => {
                let form = tokens::welsh(self.word_texts.get(word));
                let found = form.map_or(Mutated::No, |form| Mutated::Term(self.term(&form)));
                self.words.get_mut(word as usize)?.welsh = found;
                found
            }
            known => known,
        };
        if let Mutated::Term(term) = mutated { Some(term) } else { None }
    }

    /// `17 April 2012` is indexed also as `2012-04-17`, at the place of the month.
    fn date(&mut self, text: &str, run: &[Held], at: usize, month: u8, place: u32) {
        let said = |h: &Held| text.get(h.from as usize..h.to as usize);
        let number = |n: Option<usize>| n.and_then(|n| run.get(n)).and_then(said)?.parse::<u16>().ok();
        let (Some(day @ 1..=31), Some(year @ 1000..=9999)) = (number(at.checked_sub(1)), number(Some(at + 1))) else { return };
        let term = self.term(&format!("{year}-{month:02}-{day:02}"));
        self.add(term, place, true);
    }

    /// Writes the postings of the unit at hand. An action says again, in fewer words, what its paragraph says, and a list
    /// of those present says nothing of what was discussed: the words of either count a little less (`faint`). Words
    /// that stand there only through another name count least, and those of its own number most.
    fn close(&mut self, faint: bool) {
        let once = weight(1, self.length);
        for term in &self.touched {
            let (Some(growing), Some(here)) = (self.terms.get_mut(*term as usize), self.here.get(*term as usize)) else {
                continue;
            };
            code::put_place(&mut growing.places, here.last - here.before, false);
            let weight = match here.said {
                _ if here.labels => 3,
                0 => 0,
                1 => once.saturating_sub(faint.into()),
                n => weight(n, self.length).saturating_sub(faint.into()),
            };
            if growing.df == 0 {
                self.seen_terms.push(*term);
                growing.first = self.unit * 4 + weight;
            } else {
                code::put(&mut growing.postings, (self.unit - growing.last) * 4 + weight);
            }
            growing.df += 1;
            growing.last = self.unit;
        }
    }

    /// The segment at hand; the next one begins.
    pub(crate) fn finish(&mut self) -> Segment {
        let mut segment = Segment { units: self.unit, ..Segment::default() };
        let size = |of: fn(&Growing) -> usize| self.seen_terms.iter().filter_map(|n| self.terms.get(*n as usize)).map(of).sum();
        segment.postings.reserve_exact(size(|t| t.postings.len()));
        segment.places.reserve_exact(size(|t| t.places.len()));
        segment.terms = Sorted::with_capacity(self.seen_terms.len());
        for n in self.term_texts.sort(&self.seen_terms) {
            let Some(term) = self.terms.get_mut(n as usize) else { continue };
            segment.postings.extend_from_slice(&term.postings);
            segment.places.extend_from_slice(&term.places);
            let (postings, places) = (small(segment.postings.len()), small(segment.places.len()));
            segment
                .terms
                .push(self.term_texts.get(n), Term { df: term.df, first: term.first, last: term.last, postings, places });
            term.postings.clear();
            term.places.clear();
            term.df = 0;
            if let Some(here) = self.here.get_mut(n as usize) {
                *here = Here::default();
            }
        }
        segment.words = Sorted::with_capacity(self.seen_words.len());
        let order = self.word_texts.sort(&self.seen_words);
        for n in &order {
            let Some(word) = self.words.get_mut(*n as usize) else { continue };
            segment.words.push(self.word_texts.get(*n), std::mem::take(&mut word.count));
        }
        if let Some(docs) = &mut self.by_doc {
            let mut places = vec![0u32; self.words.len()];
            for (n, word) in (0u32..).zip(&order) {
                if let Some(place) = places.get_mut(*word as usize) {
                    *place = n;
                }
            }
            let own = docs.drain(..).map(|all| WordsOf::new(all, &places));
            segment.words_of = own.collect();
        }
        self.seen_terms.clear();
        self.seen_words.clear();
        self.unit = 0;
        if self.words.len() > WORDS {
            *self = Lexicon::new(self.table, self.names, self.by_doc.is_some());
        }
        segment
    }
}

/// The letter of its kind, its address and its label, each up to a space; `=`: the label is the address without its `#`.
fn head(unit: &Unit, out: &mut String) {
    out.push(unit.kind.letter());
    code::escape(&without_spaces(&unit.href, "+"), out);
    out.push(' ');
    if !unit.label.is_empty() && unit.href.strip_prefix('#') == Some(&unit.label) {
        out.push('=');
    } else {
        code::escape(&without_spaces(&unit.label, ""), out);
    }
    out.push(' ');
}

fn without_spaces<'t>(text: &'t str, instead: &str) -> Cow<'t, str> {
    if text.contains(' ') { text.replace(' ', instead).into() } else { text.into() }
}

/// How much a word says of a unit, 0 to 3: the part of BM25 that goes by how often it stands there and by the
/// unit's length (k₁ 1.2, b 0.75), against a typical length of 40 words.
fn weight(count: u32, length: u32) -> u32 {
    let (count, length) = (f64::from(count), f64::from(length));
    let part = count * 2.2 / (count + 1.2 * (0.25 + 0.75 * length / 40.0));
    match part {
        p if p < 0.75 => 0,
        p if p < 1.1 => 1,
        p if p < 1.45 => 2,
        _ => 3,
    }
}
