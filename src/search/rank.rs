//! Which documents answer a query, in which order, and where in them to look.
//!
//! All arithmetic is in whole numbers and every tie is broken, so that the script in the page, which does
//! the same, gives the same results in the same order. `docs/reference/search-format.md` has the formulas.

use std::collections::{BTreeMap, BTreeSet};

use super::doc::{DocKind, UnitKind};
use super::query::{Clause, Facet, Filter, Query, Sort};
use super::read::{Index, Special, SpecialUnit};
use super::segment::status_number;
use super::tokens::{self, Stems};
use super::understand::Understood;
use crate::record::Status;

/// What a posting's weight (0 to 3) counts.
const WEIGHTS: [u32; 4] = [5, 9, 13, 18];
/// Of a word as it was typed.
const EXACT: u32 = 4;
/// Of a word with one mistake mended.
const MENDED: u32 = 3;
/// Of a longer word that starts with what was typed, and of a Welsh word under another mutation.
const NEAR: u32 = 2;
/// Of words that stand side by side.
const PHRASE: u32 = 5;
/// How many longer words a prefix stands for.
const PREFIXES: usize = 8;
/// How many words a mistake may be mended to.
const MENDS: usize = 3;
/// Places shown of one document.
const PLACES: usize = 3;

/// What a search found.
#[derive(Debug, Clone, Default)]
pub struct Results {
    /// How many documents.
    pub total: usize,
    /// The documents asked for.
    pub hits: Vec<Hit>,
    /// Words that stand nowhere, and what was searched for in their place.
    pub mended: Vec<(String, String)>,
    /// Filters that ask for what there is not: facet and value.
    pub unknown: Vec<(&'static str, String)>,
    /// Words that were taken for filters.
    pub understood: Vec<Understood>,
    /// Words that the first result lacks: nothing has all of them.
    pub missing: Vec<String>,
}

/// A document that answers a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Its address below the site.
    pub address: String,
    /// Its title.
    pub title: String,
    /// Its date, ISO 8601, as exact as it is known; empty where it has none.
    pub date: String,
    /// What it is.
    pub kind: DocKind,
    /// The name of its body; empty where it has none.
    pub body: String,
    /// What it is about, where no place of it was found.
    pub description: String,
    /// The language of its text where that is not the one of the index, else empty.
    pub lang: String,
    /// How well it answers; comparable within one search.
    pub score: u64,
    /// The best places in it, best first; empty where its title alone was found.
    pub places: Vec<Place>,
}

/// A place in a document that answers a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// `p` paragraph, `b` block, `t` attendance, `i` item, `a` action, `d` decision, `s` section, `e` entry of a list, `f` page of a file.
    pub kind: char,
    /// Its address below the site.
    pub address: String,
    /// Its number; empty where it has none.
    pub label: String,
    /// Its text.
    pub text: String,
    /// Where the words found stand in `text`, in bytes, in order.
    pub marks: Vec<std::ops::Range<usize>>,
}

impl Place {
    /// What it is, for programs: `paragraph`, `action`.
    pub fn kind_name(&self) -> &'static str {
        UnitKind::ALL.into_iter().find(|k| k.letter() == self.kind).map_or("text", UnitKind::key)
    }

    /// What to call it: `action 4.2`, `4.2`, or what it is where it has no number.
    pub fn name(&self) -> String {
        let number = self.label.rsplit('/').next().unwrap_or("");
        match self.kind_name() {
            kind if number.is_empty() => kind.to_owned(),
            kind @ ("action" | "decision" | "item") => format!("{kind} {number}"),
            _ => number.to_owned(),
        }
    }
}

/// One clause, looked up.
#[derive(Default)]
struct Found {
    /// Each unit it stands in, with what it counts there; by unit.
    units: Vec<(u32, u32)>,
    /// The terms it stands for, to be marked.
    terms: BTreeSet<String>,
}

/// A document that answers, before it is shown.
struct Candidate {
    doc: usize,
    score: u64,
    /// Units with their scores, best first.
    places: Vec<(u32, u64)>,
    /// Clauses that it lacks.
    lacks: Vec<usize>,
}

/// Filters, looked up: empty sets let everything pass.
#[derive(Default)]
struct Sieve {
    bodies: Option<BTreeSet<u32>>,
    ages: Option<Vec<(i32, i32)>>,
    kinds: Option<(BTreeSet<u32>, bool, bool)>,
    owners: Option<BTreeSet<u32>>,
    organisations: Option<BTreeSet<u32>>,
    statuses: Option<BTreeSet<u32>>,
    /// Overdue actions pass, whatever else they are.
    overdue: bool,
    /// Only meetings to come pass.
    coming: bool,
    /// Filters that let nothing pass because nothing has that name.
    unknown: Vec<Filter>,
}

impl Index<'_> {
    /// Searches. `from` and `count` say which of the documents found are given.
    ///
    /// Words of state and names beside them are taken for filters where that finds something. Where nothing has all the words, what has
    /// most of them is found.
    pub fn search(&self, query: &Query, sort: Sort, from: usize, count: usize) -> Results {
        // A word that is also the name of a body may be no more than a word.
        for with_names in [true, false] {
            let Some((meant, understood)) = self.understand(query, with_names) else { break };
            let results = self.find(&meant, sort, from, count, false);
            if results.total > 0 {
                return Results { understood, ..results };
            }
        }
        let results = self.find(query, sort, from, count, false);
        if results.total > 0 || query.wanted.len() < 2 { results } else { self.find(query, sort, from, count, true) }
    }

    /// Finds what has every word and passes every filter; `partly`: what has most words.
    fn find(&self, query: &Query, sort: Sort, from: usize, count: usize, partly: bool) -> Results {
        let stems = Stems::default();
        let mut mended = Vec::new();
        let meant = self.meant(&query.wanted, &stems);
        let wanted: Vec<Found> = meant.iter().map(|c| self.clause(c, &stems, &mut mended)).collect();
        let unwanted: BTreeSet<usize> =
            query.unwanted.iter().flat_map(|c| self.exactly(c, &stems)).map(|unit| self.doc_of(unit)).collect();
        let sieve = self.sieve(&query.filters);
        let mut found: Vec<Candidate> = if query.is_empty() {
            Vec::new()
        } else if partly {
            self.with_most(&wanted, &unwanted, &sieve)
        } else {
            let all: Vec<&Found> = wanted.iter().collect();
            let docs = self.docs_with(&wanted);
            docs.into_iter().filter(|d| !unwanted.contains(d)).filter_map(|d| self.weigh(d, &all, &sieve)).collect()
        };
        if sieve.coming {
            // The next meeting is the soonest.
            found.reverse();
        } else if sort == Sort::Relevance {
            found.sort_by(|a, b| b.score.cmp(&a.score).then(a.doc.cmp(&b.doc)));
        }
        let lacks = found.first().map(|c| c.lacks.clone()).unwrap_or_default();
        let missing = lacks.into_iter().filter_map(|n| Some(meant.get(n)?.words.join(" "))).collect();
        let terms: BTreeSet<String> = wanted.into_iter().flat_map(|w| w.terms).collect();
        let total = found.len();
        let hits = found.iter().skip(from).take(count).map(|c| self.hit(c, &terms, &stems)).collect();
        let unknown = sieve.unknown.iter().map(|f| (f.facet.key(), f.value.clone())).collect();
        Results { total, hits, mended, unknown, understood: Vec::new(), missing }
    }

    /// Documents with as many clauses as any document has; fewer than all, since none has all.
    fn with_most(&self, wanted: &[Found], unwanted: &BTreeSet<usize>, sieve: &Sieve) -> Vec<Candidate> {
        let mut held: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (n, found) in wanted.iter().enumerate() {
            for doc in self.docs_with(std::slice::from_ref(found)) {
                held.entry(doc).or_default().push(n);
            }
        }
        for most in (1..wanted.len()).rev() {
            let docs = held.iter().filter(|(doc, own)| own.len() == most && !unwanted.contains(doc));
            let weighed = docs.filter_map(|(doc, own)| {
                let some: Vec<&Found> = own.iter().filter_map(|n| wanted.get(*n)).collect();
                let lacks = (0..wanted.len()).filter(|n| !own.contains(n)).collect();
                Some(Candidate { lacks, ..self.weigh(*doc, &some, sieve)? })
            });
            let found: Vec<Candidate> = weighed.collect();
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// The clauses that count: words that stand nearly everywhere do not, unless there are no others.
    fn meant<'q>(&self, clauses: &'q [Clause], stems: &Stems) -> Vec<&'q Clause> {
        let common: BTreeSet<&str> = self.root.common.split(' ').filter(|w| !w.is_empty()).collect();
        let says_much = |c: &&Clause| !(c.words.len() == 1 && c.words.first().is_some_and(|w| common.contains(&*stems.stem(w))));
        let some: Vec<&Clause> = clauses.iter().filter(says_much).collect();
        if some.is_empty() { clauses.iter().collect() } else { some }
    }

    /// Where a clause stands.
    fn clause(&self, clause: &Clause, stems: &Stems, mended: &mut Vec<(String, String)>) -> Found {
        match clause.words.as_slice() {
            [word] => self.word(word, clause.prefix, stems, mended),
            words => {
                let terms: Vec<String> = words.iter().map(|w| stems.stem(w).into_owned()).collect();
                Found { units: self.phrase(&terms), terms: terms.into_iter().collect() }
            }
        }
    }

    /// A word, the words it is the start of, its mutations; the words it may be a slip for, where it is not one of the site's own.
    fn word(&self, word: &str, prefix: bool, stems: &Stems, mended: &mut Vec<(String, String)>) -> Found {
        let stem = stems.stem(word).into_owned();
        let prefix = prefix && word.chars().count() > 1;
        // A slip may have the stem of another word: "trafficing" has that of "traffic".
        let near = if prefix || stem != word { self.words(word, false) } else { Vec::new() };
        let mutated = tokens::welsh(word).filter(|_| self.root.welsh);
        let is_known = stem == word
            || if prefix { !near.is_empty() } else { near.iter().any(|(w, _)| w == word) }
            // A word of the site under another mutation is no slip.
            || mutated.as_ref().is_some_and(|m| self.term(m).is_some());
        let mut forms = vec![(stem.clone(), if is_known { EXACT } else { MENDED })];
        forms.extend(tokens::day_in_figures(word).map(|day| (day, EXACT)));
        forms.extend(mutated.map(|m| (m, NEAR)));
        if prefix {
            forms.extend(longer(near, &stem, stems).into_iter().map(|w| (w, NEAR)));
        }
        let found = if is_known { self.forms(forms.clone()) } else { Found::default() };
        if !found.units.is_empty() {
            return found;
        }
        let mends = self.mends(word);
        if let Some((best, _)) = mends.first() {
            mended.push((word.to_owned(), best.clone()));
        }
        for (mend, _) in mends {
            let stem = stems.stem(&mend).into_owned();
            if forms.iter().all(|(f, _)| *f != stem) {
                forms.push((stem, MENDED));
            }
        }
        self.forms(forms)
    }

    /// All forms of a word together: in each unit, the form that counts most.
    fn forms(&self, forms: Vec<(String, u32)>) -> Found {
        let mut terms = BTreeSet::new();
        let found: Vec<_> = forms.into_iter().filter_map(|(t, f)| Some((self.term(&t)?, t, f))).collect();
        // A rare form may not count more than what was typed.
        let exact = found.iter().find(|(_, _, f)| *f == EXACT).map(|(p, ..)| p.idf);
        let cap = exact.or_else(|| found.iter().map(|(p, ..)| p.idf).min()).unwrap_or(0);
        let mut units: Vec<(u32, u32)> = Vec::new();
        for (postings, term, factor) in found {
            let idf = postings.idf.min(cap);
            units.extend(postings.units.iter().map(|(u, w)| (*u, WEIGHTS[(*w as usize) & 3] * idf * factor)));
            terms.insert(term);
        }
        units.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
        units.dedup_by_key(|u| u.0);
        Found { units, terms }
    }

    /// The commonest words that differ from one by a single mistake. The mistake stands in the word's first half, or
    /// in its second, or on the seam: either way one half is whole, and finds the others through a list that is
    /// sorted forwards or backwards.
    fn mends(&self, word: &str) -> Vec<(String, u32)> {
        if word.len() < 4 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
            return Vec::new();
        }
        let turned: String = word.chars().rev().collect();
        // A slip that exchanges two letters on the seam leaves neither of them whole: hence one letter less.
        let half = (word.len() - 1) / 2;
        let mut found: BTreeMap<String, u32> = BTreeMap::new();
        for (text, backwards) in [(word, false), (turned.as_str(), true)] {
            for (other, n) in self.words(&text[..half], backwards) {
                if other.bytes().all(|b| b.is_ascii_lowercase()) && one_mistake(text.as_bytes(), other.as_bytes()) {
                    found.insert(if backwards { other.chars().rev().collect() } else { other }, n);
                }
            }
        }
        let mut all: Vec<(String, u32)> = found.into_iter().filter(|(w, _)| w.len() > 2).collect();
        all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        all.truncate(MENDS);
        all
    }

    /// Units in which terms stand side by side.
    fn phrase(&self, terms: &[String]) -> Vec<(u32, u32)> {
        let mut all = Vec::new();
        for term in terms {
            let Some(postings) = self.term(term) else { return Vec::new() };
            let places = self.term_places(term);
            all.push((postings, places));
        }
        let Some(((first, first_places), others)) = all.split_first() else { return Vec::new() };
        let mut at = vec![0usize; others.len()];
        let mut units = Vec::new();
        for ((unit, weight), starts) in first.units.iter().zip(first_places) {
            let mut count = WEIGHTS[(*weight as usize) & 3] * first.idf;
            let mut starts = starts.clone();
            for ((step, (postings, places)), at) in (1u32..).zip(others).zip(&mut at) {
                while postings.units.get(*at).is_some_and(|(u, _)| u < unit) {
                    *at += 1;
                }
                match postings.units.get(*at) {
                    Some((u, weight)) if u == unit => {
                        let own = places.get(*at).map_or(&[][..], Vec::as_slice);
                        starts.retain(|s| own.binary_search(&(s + step)).is_ok());
                        count += WEIGHTS[(*weight as usize) & 3] * postings.idf;
                    }
                    _ => starts.clear(),
                }
                if starts.is_empty() {
                    break;
                }
            }
            if !starts.is_empty() {
                units.push((*unit, count * PHRASE));
            }
        }
        units
    }

    /// Units that hold a clause exactly: for exclusions.
    fn exactly(&self, clause: &Clause, stems: &Stems) -> Vec<u32> {
        let terms: Vec<String> = clause.words.iter().map(|w| stems.stem(w).into_owned()).collect();
        match terms.as_slice() {
            [term] => self.term(term).map(|p| p.units.into_iter().map(|(u, _)| u).collect()).unwrap_or_default(),
            terms => self.phrase(terms).into_iter().map(|(u, _)| u).collect(),
        }
    }

    /// Documents in which every clause stands; all, where there are none.
    fn docs_with(&self, wanted: &[Found]) -> Vec<usize> {
        let mut docs: Option<Vec<usize>> = None;
        for found in wanted {
            let mut own = Vec::new();
            let mut doc = 0;
            for (unit, _) in &found.units {
                while self.docs.get(doc).is_some_and(|d| d.end <= *unit) {
                    doc += 1;
                }
                if own.last() != Some(&doc) && doc < self.docs.len() {
                    own.push(doc);
                }
            }
            docs = Some(match docs {
                Some(before) => before.into_iter().filter(|d| own.binary_search(d).is_ok()).collect(),
                None => own,
            });
        }
        docs.unwrap_or_else(|| (0..self.docs.len()).collect())
    }

    /// How well a document answers, and its best places; `None` where the filters leave nothing of it.
    fn weigh(&self, doc: usize, wanted: &[&Found], sieve: &Sieve) -> Option<Candidate> {
        let brief = *self.docs.get(doc)?;
        if sieve.coming && doc >= self.root.coming {
            return None;
        }
        let doc_kind_passes = sieve.passes_doc(brief.body, brief.age, brief.kind)?;
        let asks_units = sieve.asks_units(doc_kind_passes);
        let special = if asks_units || sieve.organisations.is_some() { self.facets_of(doc) } else { Special::default() };
        if sieve.organisations.as_ref().is_some_and(|set| !special.organisations.iter().any(|o| set.contains(o))) {
            return None;
        }
        let allowed: Option<BTreeSet<u32>> = asks_units.then(|| sieve.units(&special, doc_kind_passes, brief.first));
        if allowed.as_ref().is_some_and(BTreeSet::is_empty) {
            return None;
        }
        let n = u32::try_from(wanted.len()).unwrap_or(u32::MAX);
        if n == 0 {
            let places = allowed.into_iter().flatten().take(PLACES).map(|u| (u, 0)).collect();
            return Some(Candidate { doc, score: 0, places, lacks: Vec::new() });
        }
        let (mut title, mut title_found) = (vec![0u32; wanted.len()], 0u64);
        let mut best = vec![0u32; wanted.len()];
        let mut units: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (c, found) in wanted.iter().enumerate() {
            let from = found.units.partition_point(|(u, _)| *u < brief.first);
            for (unit, count) in found.units.iter().skip(from).take_while(|(u, _)| *u < brief.end) {
                if *unit == brief.first {
                    title[c] = count * 2;
                    title_found += 1;
                } else if allowed.as_ref().is_none_or(|a| a.contains(unit)) {
                    units.entry(*unit).or_insert_with(|| vec![0; wanted.len()])[c] = *count;
                } else {
                    continue;
                }
                best[c] = best[c].max(if *unit == brief.first { title[c] } else { *count });
            }
        }
        if best.contains(&0) || (allowed.is_some() && units.is_empty()) {
            return None;
        }
        let sum = |all: &[u32]| all.iter().map(|c| u64::from(*c)).sum::<u64>();
        // All words in one place are worth more than each in a place of its own.
        let together = |matched: u64| u64::from(n) * u64::from(n) + 3 * matched * matched;
        let of_title = sum(&title) * together(title_found);
        let mut places: Vec<(u32, u64)> = Vec::new();
        for (unit, own) in &units {
            let with_title: Vec<u32> = own.iter().zip(&title).map(|(o, t)| (*o).max(t / 4)).collect();
            let matched = own.iter().filter(|c| **c > 0).count() as u64;
            places.push((*unit, sum(&with_title) * together(matched)));
        }
        places.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let top = places.first().map_or(0, |p| p.1);
        let base = top.max(of_title) * 2 + sum(&best) * u64::from(n) * u64::from(n);
        let recent = if brief.age == 0 { 0 } else { 13u32.saturating_sub(brief.age) };
        places.truncate(PLACES);
        Some(Candidate { doc, score: base * u64::from(64 + recent), places, lacks: Vec::new() })
    }

    fn hit(&self, candidate: &Candidate, terms: &BTreeSet<String>, stems: &Stems) -> Hit {
        let shown = self.shown(candidate.doc);
        let brief = self.docs.get(candidate.doc);
        let table = self.table();
        let first = brief.map_or(0, |b| b.first);
        let place = |(unit, _): &(u32, u64)| {
            let code = self.unit_of(&shown, (unit - first).checked_sub(1)? as usize)?;
            let (head, rest) = code.split_once(' ')?;
            let (label, text) = rest.split_once(' ')?;
            let mut head = head.chars();
            let (kind, href) = (head.next()?, head.as_str());
            let label = if label == "=" { href.trim_start_matches('#') } else { label };
            let text = table.decode(text);
            let address = if href.starts_with('#') { format!("{}{href}", shown.address) } else { href.to_owned() };
            Some(Place { kind, address, label: label.to_owned(), marks: marks(&text, terms, stems, self.root.welsh), text })
        };
        Hit {
            places: candidate.places.iter().filter_map(place).collect(),
            description: table.decode(&shown.description),
            kind: brief.and_then(|b| DocKind::ALL.get(b.kind as usize)).copied().unwrap_or(DocKind::Page),
            body: brief.and_then(|b| b.body.checked_sub(1)).map(|b| self.facet_names().body(b).to_owned()).unwrap_or_default(),
            score: candidate.score,
            address: shown.address,
            title: shown.title,
            lang: shown.langs.0,
            date: shown.date,
        }
    }

    fn sieve(&self, filters: &[Filter]) -> Sieve {
        let mut sieve = Sieve::default();
        if filters.is_empty() {
            return sieve;
        }
        let names = self.facet_names();
        for filter in filters {
            let add = |set: &mut Option<BTreeSet<u32>>, values: Vec<u32>| {
                let some = !values.is_empty();
                set.get_or_insert_default().extend(values);
                some
            };
            let value = &*filter.value;
            let is_known = match filter.facet {
                Facet::Body => add(&mut sieve.bodies, names.find(true, value).into_iter().map(|b| b + 1).collect()),
                Facet::Owner => add(&mut sieve.owners, names.find(false, value)),
                Facet::Organisation => add(&mut sieve.organisations, names.find(false, value)),
                Facet::Year => {
                    let range = years(value, names.newest());
                    sieve.ages.get_or_insert_default().extend(range);
                    range.is_some()
                }
                Facet::When => {
                    sieve.coming |= value == "coming";
                    value == "coming"
                }
                Facet::Status if value == "overdue" => {
                    sieve.overdue = true;
                    sieve.statuses.get_or_insert_default();
                    true
                }
                Facet::Status => {
                    let status = Status::ALL.into_iter().find(|s| s.key() == value);
                    add(&mut sieve.statuses, status.map(|s| status_number(Some(s))).into_iter().collect())
                }
                Facet::Kind => sieve.kind(value),
            };
            if !is_known {
                sieve.unknown.push(filter.clone());
            }
        }
        sieve
    }
}

/// `2012`, `2010-2014`, as ages (years before the newest, from 1).
fn years(value: &str, newest: Option<i32>) -> Option<(i32, i32)> {
    let newest = newest?;
    let (from, to) = value.split_once('-').unwrap_or((value, value));
    Some((newest - to.parse::<i32>().ok()? + 1, newest - from.parse::<i32>().ok()? + 1))
}

impl Sieve {
    /// Whether there is a kind of that name.
    fn kind(&mut self, value: &str) -> bool {
        let (docs, actions, decisions) = self.kinds.get_or_insert_default();
        let value = if value == "minutes" { "meeting" } else { value };
        let same = |key: &str| value == key || value.strip_suffix('s') == Some(key);
        let (action, decision) = (same("action"), same("decision"));
        *actions |= action;
        *decisions |= decision;
        let all = (0u32..).zip(DocKind::ALL);
        let found: Vec<u32> =
            all.filter(|(_, k)| same(k.key()) || (value == "bodies" && *k == DocKind::Body)).map(|(n, _)| n).collect();
        docs.extend(&found);
        action || decision || !found.is_empty()
    }

    /// Whether a document may be found by its body, year and kind; if so, whether its kind was asked for.
    fn passes_doc(&self, body: u32, age: u32, kind: u32) -> Option<bool> {
        let age = i32::try_from(age).unwrap_or(0);
        let body = self.bodies.as_ref().is_none_or(|set| set.contains(&body));
        let year = self.ages.as_ref().is_none_or(|all| age > 0 && all.iter().any(|(from, to)| (*from..=*to).contains(&age)));
        let (own, units) = self.kinds.as_ref().map_or((true, false), |(docs, a, d)| (docs.contains(&kind), *a || *d));
        (body && year && (own || units)).then_some(own)
    }

    /// Whether single units must be looked at.
    fn asks_units(&self, own_kind: bool) -> bool {
        self.owners.is_some() || self.statuses.is_some() || !own_kind
    }

    /// The units of a document that pass.
    fn units(&self, special: &Special, own_kind: bool, first: u32) -> BTreeSet<u32> {
        let passes = |unit: &&SpecialUnit| {
            let kind = own_kind || self.kinds.as_ref().is_none_or(|(_, a, d)| if unit.is_decision { *d } else { *a });
            kind && self.owners.as_ref().is_none_or(|set| unit.owners.iter().any(|o| set.contains(o)))
                && self.statuses.as_ref().is_none_or(|set| set.contains(&unit.status) || self.overdue && unit.is_overdue)
        };
        special.units.iter().filter(passes).map(|u| first.saturating_add(u.at)).collect()
    }
}

/// The stems of the commonest of some words, other than one.
fn longer(words: Vec<(String, u32)>, own: &str, stems: &Stems) -> Vec<String> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for (word, n) in words {
        let stem = stems.stem(&word);
        if stem != own {
            *counts.entry(stem.into_owned()).or_default() += u64::from(n);
        }
    }
    let mut all: Vec<(String, u64)> = counts.into_iter().collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all.into_iter().take(PREFIXES).map(|(w, _)| w).collect()
}

/// Whether one letter more, less, other, or two exchanged make one word of the other.
fn one_mistake(a: &[u8], b: &[u8]) -> bool {
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&a[..a.len() - end], &b[..b.len() - end]) {
        ([], [_]) | ([_], []) | ([_], [_]) => true,
        ([a1, a2], [b1, b2]) => a1 == b2 && a2 == b1,
        _ => false,
    }
}

/// Where words of a text that stand for any of the terms are.
fn marks(text: &str, terms: &BTreeSet<String>, stems: &Stems, welsh: bool) -> Vec<std::ops::Range<usize>> {
    let mut all = Vec::new();
    tokens::words(text, |word, at| {
        let hit = terms.contains(&*stems.stem(word)) || (welsh && tokens::welsh(word).is_some_and(|w| terms.contains(&w)));
        if hit {
            all.push(at);
        }
    });
    all
}

#[cfg(test)]
mod tests {
    use super::one_mistake;

    #[test]
    fn one_letter() {
        for (a, b) in [
            ("trafficing", "trafficking"),
            ("tarfficking", "trafficking"),
            ("raport", "report"),
            ("minuts", "minutes"),
            ("aabc", "abc"),
        ] {
            assert!(one_mistake(a.as_bytes(), b.as_bytes()) && one_mistake(b.as_bytes(), a.as_bytes()), "{a} {b}");
        }
        for (a, b) in [("same", "same"), ("abcd", "badc"), ("report", "reported"), ("abc", "cab")] {
            assert!(!one_mistake(a.as_bytes(), b.as_bytes()), "{a} {b}");
        }
    }
}
