//! The index of a run of documents by itself: what can be made on one thread, and kept between builds.
//!
//! Postings are written in their final form, numbered from the segment's first unit; joining segments only
//! writes anew the first number of each term.

use std::ops::Range;

use super::code::{self, Table};
use super::doc::{Collection, Doc, DocKind, Unit, UnitKind};
use super::hash::Map;
use super::names::Names;
use super::tokens::{self, Stems};
use crate::record::{Status, month_from_name};

/// A step in the places of words that no phrase crosses.
const GAP: u32 = 2;

/// The index of a run of documents.
#[derive(Debug, Default)]
pub struct Segment {
    /// How many units, titles included.
    pub(crate) units: u32,
    /// By term.
    pub(crate) terms: Vec<Term>,
    /// The terms, one after the other.
    pub(crate) names: String,
    /// Postings of all terms, each without its first number.
    pub(crate) postings: Vec<u8>,
    /// Places of all terms.
    pub(crate) places: Vec<u8>,
    /// Words as they are written (folded), sorted, with how often.
    pub(crate) words: Vec<(Box<str>, u32)>,
    /// One for each document.
    pub(crate) docs: Vec<Card>,
}

/// One term of a segment.
#[derive(Debug)]
pub(crate) struct Term {
    pub(crate) name: Range<u32>,
    /// In how many units.
    pub(crate) df: u32,
    /// First unit, from 1, with its weight: `unit * 4 + weight`.
    pub(crate) first: u32,
    /// Last unit, from 1.
    pub(crate) last: u32,
    pub(crate) postings: Range<u32>,
    pub(crate) places: Range<u32>,
}

/// What the index says of a document besides its words.
#[derive(Debug)]
pub(crate) struct Card {
    pub(crate) units: u32,
    pub(crate) body: Option<u32>,
    pub(crate) kind: DocKind,
    pub(crate) year: Option<i16>,
    pub(crate) welsh: bool,
    /// Its text, as a JSON array.
    pub(crate) text: String,
    /// Its organisations and actions.
    pub(crate) facets: Vec<u8>,
    /// The same for counting: kinds of units seen, organisations, owners, statuses; one of each.
    pub(crate) counts: Counts,
}

#[derive(Debug, Default)]
pub(crate) struct Counts {
    pub(crate) actions: bool,
    pub(crate) decisions: bool,
    pub(crate) organisations: Vec<u32>,
    pub(crate) owners: Vec<u32>,
    pub(crate) statuses: Vec<Status>,
}

/// What grows for each term while a segment is made.
struct Growing {
    df: u32,
    first: u32,
    last: u32,
    postings: Vec<u8>,
    places: Vec<u8>,
}

/// A word as written, folded.
struct Surface {
    term: u32,
    count: u32,
    /// 1 to 12 where it names a month.
    month: u8,
    /// Whether a name opens with it.
    opens: bool,
    /// The term under which its mutations meet, where one was asked for.
    welsh: Option<u32>,
}

struct Maker<'a> {
    names: &'a Names,
    stems: Stems,
    surfaces: Vec<Surface>,
    by_word: Map<Box<str>, u32>,
    terms: Vec<Growing>,
    by_term: Map<Box<str>, u32>,
    unit: u32,
    /// Of the unit at hand: `term << 32 | place`.
    keys: Vec<u64>,
    /// Of the unit at hand: places of words that are indexed through another name.
    named: Vec<Range<u32>>,
    /// Of the unit at hand: each word and where it stands in its text.
    run: Vec<(u32, Range<usize>)>,
}

impl Segment {
    /// Of the documents in a range of a collection, with texts written by a table.
    pub(crate) fn make(collection: &dyn Collection, range: Range<usize>, table: &Table) -> Segment {
        let mut maker = Maker {
            names: collection.names(),
            stems: Stems::default(),
            surfaces: Vec::new(),
            by_word: Map::default(),
            terms: Vec::new(),
            by_term: Map::default(),
            unit: 0,
            keys: Vec::new(),
            named: Vec::new(),
            run: Vec::new(),
        };
        let docs = range
            .map(|n| {
                let doc = collection.doc(n);
                maker.doc(&doc);
                card(&doc, table)
            })
            .collect();
        maker.finish(docs)
    }
}

impl Maker<'_> {
    fn doc(&mut self, doc: &Doc) {
        self.open();
        self.text(&doc.title, doc.welsh);
        self.text(&doc.also, doc.welsh);
        self.close(false);
        for unit in &doc.units {
            self.open();
            self.text(&unit.label, false);
            self.text(&unit.text, doc.welsh);
            self.text(&unit.also, doc.welsh);
            self.close(matches!(unit.kind, UnitKind::Action | UnitKind::Attendance));
        }
    }

    fn open(&mut self) {
        self.unit += 1;
        self.keys.clear();
        self.named.clear();
    }

    /// The place after the last one.
    fn next_place(&self) -> u32 {
        self.keys.last().map_or(0, |k| (*k as u32) + GAP)
    }

    fn surface(&mut self, word: &str) -> u32 {
        if let Some(n) = self.by_word.get(word) {
            return *n;
        }
        let stem = self.stems.stem(word).into_owned();
        let term = self.term(&stem);
        let month = if word.len() > 2 && word.bytes().all(|b| b.is_ascii_lowercase()) { month_from_name(word) } else { None };
        let n = u32::try_from(self.surfaces.len()).unwrap_or(u32::MAX);
        self.surfaces.push(Surface {
            term,
            count: 0,
            month: month.and_then(|m| u8::try_from(m).ok()).unwrap_or(0),
            opens: !self.names.opening_with(word).is_empty(),
            welsh: None,
        });
        self.by_word.insert(word.into(), n);
        n
    }

    fn term(&mut self, stem: &str) -> u32 {
        if let Some(n) = self.by_term.get(stem) {
            return *n;
        }
        let n = u32::try_from(self.terms.len()).unwrap_or(u32::MAX);
        self.terms.push(Growing { df: 0, first: 0, last: 0, postings: Vec::new(), places: Vec::new() });
        self.by_term.insert(stem.into(), n);
        n
    }

    fn key(&mut self, term: u32, place: u32) {
        self.keys.push(u64::from(term) << 32 | u64::from(place));
    }

    fn text(&mut self, text: &str, welsh: bool) {
        if text.is_empty() {
            return;
        }
        let start = self.next_place();
        let mut run = std::mem::take(&mut self.run);
        run.clear();
        tokens::words(text, |word, at| run.push((self.surface(word), at)));
        for (place, (surface, _)) in (start..).zip(&run) {
            let found = &mut self.surfaces[*surface as usize];
            found.count += 1;
            let (term, month) = (found.term, found.month);
            self.key(term, place);
            if welsh {
                self.mutation(*surface, text, &run[(place - start) as usize].1, place);
            }
            if month > 0 {
                self.date(text, &run, (place - start) as usize, month, place);
            }
        }
        for at in 0..run.len() {
            if self.surfaces[run[at].0 as usize].opens {
                self.name(text, &run, at);
            }
        }
        self.run = run;
    }

    /// Indexes a Welsh word also under the form in which its mutations meet.
    fn mutation(&mut self, surface: u32, text: &str, at: &Range<usize>, place: u32) {
        let term = match self.surfaces[surface as usize].welsh {
            Some(term) => Some(term),
            None => {
                let word = text.get(at.clone()).map(tokens::list).and_then(|w| w.into_iter().next());
                let term = word.and_then(|w| tokens::welsh(&w)).map(|form| self.term(&form));
                self.surfaces[surface as usize].welsh = term;
                term
            }
        };
        if let Some(term) = term {
            self.key(term, place);
        }
    }

    /// `17 April 2012` is indexed also as `2012-04-17`, at the place of the month.
    fn date(&mut self, text: &str, run: &[(u32, Range<usize>)], at: usize, month: u8, place: u32) {
        let number = |n: Option<usize>| n.and_then(|n| run.get(n)).and_then(|(_, at)| text.get(at.clone())?.parse::<u16>().ok());
        let (Some(day @ 1..=31), Some(year @ 1000..=9999)) = (number(at.checked_sub(1)), number(Some(at + 1))) else { return };
        let term = self.term(&format!("{year}-{month:02}-{day:02}"));
        self.key(term, place);
    }

    /// Where a name stands at a word, indexes the other names of its group after the text.
    fn name(&mut self, text: &str, run: &[(u32, Range<usize>)], at: usize) {
        let names = self.names;
        let first = run.get(at).and_then(|(_, r)| text.get(r.clone())).unwrap_or("");
        let word_at = |n: usize| run.get(n).map(|(surface, _)| *surface);
        let folded = tokens::list(first);
        let Some(first_word) = folded.first() else { return };
        let hit = names.opening_with(first_word).iter().find(|name| {
            name.exact.as_deref().is_none_or(|e| e == first)
                && name
                    .rest
                    .iter()
                    .enumerate()
                    .all(|(n, w)| self.by_word.get(w).copied().is_some_and(|s| word_at(at + 1 + n) == Some(s)))
        });
        let Some(hit) = hit else { return };
        for other in &hit.others {
            let start = self.next_place();
            self.named.push(start..start.saturating_add(other.len() as u32));
            for (place, word) in (start..).zip(other) {
                let surface = self.surface(word);
                // It counts as a word of the site, so that it is offered while typing.
                self.surfaces[surface as usize].count += 1;
                let term = self.surfaces[surface as usize].term;
                self.key(term, place);
            }
        }
    }

    /// Writes the postings of the unit at hand. An action says again, in fewer words, what its paragraph says, and a list
    /// of those present says nothing of what was discussed: the words of either count a little less (`faint`). Words
    /// that stand there only through another name count least.
    fn close(&mut self, faint: bool) {
        let length = self.keys.len();
        self.keys.sort_unstable();
        let named = |k: &u64| self.named.iter().any(|r| r.contains(&(*k as u32)));
        self.keys.dedup();
        let mut keys = self.keys.as_slice();
        while let Some(first) = keys.first() {
            let term = first >> 32;
            let count = keys.partition_point(|k| k >> 32 == term);
            let (own, rest) = keys.split_at(count);
            keys = rest;
            let said = own.iter().filter(|k| !named(k)).count();
            let weight = if said == 0 { 0 } else { weight(said, length).saturating_sub(u32::from(faint)) };
            let growing = &mut self.terms[term as usize];
            if growing.df == 0 {
                growing.first = self.unit * 4 + weight;
            } else {
                code::put(&mut growing.postings, (self.unit - growing.last) * 4 + weight);
            }
            growing.df += 1;
            growing.last = self.unit;
            let mut before = 0;
            for (n, key) in own.iter().enumerate() {
                let place = *key as u32;
                code::put_place(&mut growing.places, place - before, n + 1 < count);
                before = place;
            }
        }
    }

    fn finish(self, docs: Vec<Card>) -> Segment {
        let mut order: Vec<(Box<str>, u32)> = self.by_term.into_iter().filter(|(_, n)| self.terms[*n as usize].df > 0).collect();
        order.sort_unstable();
        let mut segment = Segment { units: self.unit, docs, ..Segment::default() };
        let at = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        for (name, n) in order {
            let term = &self.terms[n as usize];
            let starts = (at(segment.names.len()), at(segment.postings.len()), at(segment.places.len()));
            segment.names.push_str(&name);
            segment.postings.extend_from_slice(&term.postings);
            segment.places.extend_from_slice(&term.places);
            segment.terms.push(Term {
                name: starts.0..at(segment.names.len()),
                df: term.df,
                first: term.first,
                last: term.last,
                postings: starts.1..at(segment.postings.len()),
                places: starts.2..at(segment.places.len()),
            });
        }
        segment.words = self.by_word.into_iter().map(|(w, n)| (w, self.surfaces[n as usize].count)).filter(|w| w.1 > 0).collect();
        segment.words.sort_unstable();
        segment
    }
}

impl Segment {
    /// The name of a term.
    pub(crate) fn name(&self, term: &Term) -> &str {
        self.names.get(term.name.start as usize..term.name.end as usize).unwrap_or("")
    }
}

/// How much a word says of a unit, 0 to 3: the part of BM25 that goes by how often it stands there and by the
/// unit's length (k₁ 1.2, b 0.75), against a typical length of 40 words.
fn weight(count: usize, length: usize) -> u32 {
    let (count, length) = (count as f64, length as f64);
    let part = count * 2.2 / (count + 1.2 * (0.25 + 0.75 * length / 40.0));
    match part {
        p if p < 0.75 => 0,
        p if p < 1.1 => 1,
        p if p < 1.45 => 2,
        _ => 3,
    }
}

fn card(doc: &Doc, table: &Table) -> Card {
    let mut text = String::with_capacity(1024);
    let mut coded = String::new();
    text.push('[');
    for (n, part) in [doc.address.as_str(), doc.title.as_str()].into_iter().enumerate() {
        if n > 0 {
            text.push(',');
        }
        code::quote(part, &mut text);
    }
    text.push_str(",\"");
    if let Some(date) = doc.date {
        text.push_str(&date.to_string());
    }
    text.push_str("\",");
    table.encode(&doc.description, &mut coded);
    code::quote(&coded, &mut text);
    for unit in &doc.units {
        coded.clear();
        head(unit, &mut coded);
        table.encode(&unit.text, &mut coded);
        text.push(',');
        code::quote(&coded, &mut text);
    }
    text.push(']');
    let (facets, counts) = facets(doc);
    Card {
        units: u32::try_from(doc.units.len()).unwrap_or(u32::MAX - 1) + 1,
        body: doc.body,
        kind: doc.kind,
        year: doc.date.map(crate::record::Date::year),
        welsh: doc.welsh,
        text,
        facets,
        counts,
    }
}

/// The letter of its kind, its address and its label, each up to a space; `=`: the label is the address without its `#`.
fn head(unit: &Unit, out: &mut String) {
    out.push(unit.kind.letter());
    out.extend(unit.href.chars().map(|c| if c == ' ' { '+' } else { c }));
    out.push(' ');
    if !unit.label.is_empty() && unit.href.strip_prefix('#') == Some(&unit.label) {
        out.push('=');
    } else {
        out.extend(unit.label.chars().filter(|c| *c != ' '));
    }
    out.push(' ');
}

/// The number of a status in the shards: 0 is none.
pub(crate) fn status_number(status: Option<Status>) -> u32 {
    status.and_then(|s| Status::ALL.iter().position(|a| *a == s)).and_then(|n| u32::try_from(n + 1).ok()).unwrap_or(0)
}

fn facets(doc: &Doc) -> (Vec<u8>, Counts) {
    let (mut out, mut counts) = (Vec::new(), Counts::default());
    let steps = |all: &mut Vec<u32>, out: &mut Vec<u8>| {
        all.sort_unstable();
        all.dedup();
        code::put(out, u32::try_from(all.len()).unwrap_or(u32::MAX));
        let mut before = 0;
        for n in all {
            code::put(out, *n - before);
            before = *n;
        }
    };
    let mut organisations = doc.organisations.clone();
    steps(&mut organisations, &mut out);
    counts.organisations = organisations;
    let special = || (1u32..).zip(&doc.units).filter(|(_, u)| matches!(u.kind, UnitKind::Action | UnitKind::Decision));
    code::put(&mut out, u32::try_from(special().count()).unwrap_or(u32::MAX));
    let mut before = 0;
    for (n, unit) in special() {
        code::put(&mut out, n - before);
        before = n;
        let action = unit.kind == UnitKind::Action;
        counts.actions |= action;
        counts.decisions |= !action;
        code::put(&mut out, u32::from(!action) * 8 + status_number(unit.status));
        let mut owners = unit.owners.clone();
        steps(&mut owners, &mut out);
        counts.owners.extend(owners);
        counts.statuses.extend(unit.status);
    }
    counts.owners.sort_unstable();
    counts.owners.dedup();
    counts.statuses.sort_unstable();
    counts.statuses.dedup();
    (out, counts)
}
