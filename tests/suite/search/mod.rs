//! Search: known questions get their answers first, from documents and from a whole site by the program as it is typed; the
//! index is the same every time. That the page finds the same as the program is `tests/browser/search.mjs`.

use std::collections::BTreeMap;
use std::sync::Mutex;

use minutebook::search::{
    Cache, Collection, Doc, Facets, Index, Names, Query, Results, Shelf, Sort, Unit, UnitKind, index, index_cached, index_kept,
};

mod corpus;
mod sample;
mod suite;

type Files = BTreeMap<String, Vec<u8>>;

fn collection() -> (Vec<Doc>, Facets, Names) {
    let mut docs = corpus::generated(400);
    docs.extend(sample::docs());
    corpus::sort(&mut docs);
    (docs, corpus::facets(), corpus::names())
}

/// As many documents, of which most are short: an index is made of them many times over.
fn short_collection() -> (Vec<Doc>, Facets, Names) {
    let (mut docs, facets, names) = collection();
    docs.iter_mut().enumerate().filter(|(n, _)| n % 8 != 5).for_each(|(_, doc)| doc.units.truncate(5));
    (docs, facets, names)
}

fn files(collection: &dyn Collection) -> Files {
    let files = Mutex::new(Files::new());
    index(collection, &|path, bytes| put(&files, path, bytes));
    files.into_inner().unwrap()
}

fn put(files: &Mutex<Files>, path: &str, bytes: &[u8]) {
    assert!(files.lock().unwrap().insert(path.to_owned(), bytes.to_vec()).is_none(), "{path} comes twice");
}

fn search(index: &Index<'_>, text: &str) -> Results {
    index.search(&Query::parse(text), Sort::Relevance, 0, 20)
}

/// Questions with their answers: those of `queries.txt`, and the rarest words of some generated paragraphs.
fn questions(docs: &[Doc]) -> Vec<(String, String)> {
    let written = include_str!("queries.txt").lines().filter(|l| !l.starts_with('#'));
    let mut all: Vec<(String, String)> =
        written.map(|l| l.split_once(" => ").expect(l)).map(|(q, a)| (q.to_owned(), a.to_owned())).collect();
    all.extend(corpus::questions(docs));
    all
}

#[test]
fn known_answers_come_first() {
    let collection = collection();
    let files = files(&collection);
    let index = Index::open(|path| files.get(path).cloned()).unwrap();
    let questions = questions(&collection.0);
    assert!(questions.len() >= 80, "{}", questions.len());
    let found = |text: &str| {
        let places = |h: &minutebook::search::Hit| h.places.iter().map(|p| p.address.clone()).collect();
        search(&index, text).hits.iter().map(|h| (h.address.clone(), places(h))).collect()
    };
    assert_relevant(&questions, 0.95, &found);
}

/// A site as a reader has it: the project's own content and generated minutes, built and searched by the program.
#[test]
fn the_program_finds_known_answers_in_a_site() {
    let suite = suite::Suite::write();
    assert!(suite.questions.len() >= 60, "{}", suite.questions.len());
    assert_relevant(&suite.questions, 0.95, &|text| found(&suite.search(text, "en")));
    // The Welsh pages have an index of its own, with words under every mutation, and leads to them.
    assert!(suite.welsh.len() >= 20, "{}", suite.welsh.len());
    assert_relevant(&suite.welsh, 0.95, &|text| found(&suite.search(text, "cy")));
    let langs = |text: &str| -> Vec<String> {
        suite.search(text, "cy")["hits"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|h| h["lang"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(langs("Nghaerdydd").first().map(String::as_str), Some(""), "a translation is in the language of its page");
    assert_eq!(langs("herring autumn"), ["en"], "what is not translated is marked as what it is");
    for (text, lang) in suite.welsh.iter().map(|(q, _)| (q, "cy")).chain(suite.questions.iter().map(|(q, _)| (q, "en"))) {
        for (address, places) in found(&suite.search(text, lang)) {
            let all = std::iter::once(&address).chain(&places);
            let own = |a: &str| a.starts_with("cy/") == (lang == "cy") || a.contains(".pdf#");
            assert!(all.clone().all(|a| own(a)), "“{text}” in `{lang}` leads to {:?}", all.collect::<Vec<_>>());
        }
    }
}

/// What the program's JSON says was found.
fn found(answer: &serde_json::Value) -> Found {
    let text = |v: &serde_json::Value| v.as_str().unwrap_or_default().to_owned();
    let places = |h: &serde_json::Value| h["places"].as_array().into_iter().flatten().map(|p| text(&p["address"])).collect();
    answer["hits"].as_array().into_iter().flatten().map(|h| (text(&h["address"]), places(h))).collect()
}

/// The addresses of the documents found, best first, each with those of its places.
type Found = Vec<(String, Vec<String>)>;

/// The mean reciprocal rank of the answers is at least `least`. An answer that is a place must be the first of
/// its document.
fn assert_relevant(questions: &[(String, String)], least: f64, find: &dyn Fn(&str) -> Found) {
    let (mut sum, mut missed) = (0.0, Vec::new());
    for (text, answer) in questions {
        let found = find(text);
        let rank = found.iter().position(|(doc, places)| doc == answer || places.first() == Some(answer));
        if let Some(rank) = rank {
            sum += 1.0 / (rank as f64 + 1.0);
        }
        if rank != Some(0) {
            missed.push(format!("{text} => {answer}: rank {rank:?} of {}; first is {:?}", found.len(), found.first()));
        }
    }
    let mean = sum / questions.len() as f64;
    println!("mean reciprocal rank {mean:.3} over {} questions\n{}", questions.len(), missed.join("\n"));
    assert!(mean >= least, "mean reciprocal rank {mean:.3}\n{}", missed.join("\n"));
}

/// A report with four hundred pages attached costs a query no more than a short one.
#[test]
fn a_long_document_is_read_in_parts() {
    let (mut docs, facets, names) = collection();
    let mut long = docs[0].clone();
    long.address = "reports/long/".to_owned();
    let texts: Vec<String> =
        docs.iter().flat_map(|d| &d.units).filter(|u| u.text.len() > 200).map(|u| u.text.repeat(3)).take(401).collect();
    let word = |n: usize| format!("quagga{}zo", n.to_string().chars().map(|c| (c as u8 + 49) as char).collect::<String>());
    let page = |n: usize| format!("Page {n} \\ \"{}\" is about {}, as others are. ", texts[n], word(n));
    let unit = |n| Unit::new(UnitKind::Attachment, format!("reports/long/a.pdf#page={n}"), "", page(n));
    long.units = (1..=400).map(unit).collect();
    docs.insert(0, long);
    let collection = (docs, facets, names);
    let files = files(&collection);
    let largest = files.values().map(Vec::len).max().unwrap();
    assert!(largest < 40_000, "{largest}");
    for n in [1, 2, 287, 399, 400] {
        let read = Mutex::new(0);
        let index = Index::open(|path| {
            let bytes = files.get(path).cloned()?;
            *read.lock().unwrap() += bytes.len();
            Some(bytes)
        });
        let found = search(&index.unwrap(), &format!("page {} ", word(n)));
        let place = &found.hits[0].places[0];
        assert_eq!(place.address, format!("reports/long/a.pdf#page={n}"));
        assert!(place.text.starts_with(&format!("Page {n} \\ \"")), "{}", place.text);
        let read = read.into_inner().unwrap();
        assert!(read < 150_000, "{read} bytes for one page");
    }
}

#[test]
fn the_same_every_time() {
    let collection = collection();
    let (first, second) = (files(&collection), files(&collection));
    assert_eq!(first, second);
    let limit = 40_000;
    assert!(first.iter().all(|(_, b)| b.len() < limit), "no shard is larger than {limit} bytes");
}

/// A collection that knows when its documents change.
struct Watched((Vec<Doc>, Facets, Names));

impl Collection for Watched {
    fn count(&self) -> usize {
        self.0.count()
    }
    fn address(&self, n: usize) -> std::borrow::Cow<'_, str> {
        self.0.address(n)
    }
    fn doc(&self, n: usize) -> std::borrow::Cow<'_, Doc> {
        self.0.doc(n)
    }
    fn fingerprint(&self, n: usize) -> Option<[u8; 32]> {
        let mut out = [0u8; 32];
        // By keys, not by numbers.
        let facets = &self.0.1;
        let mut doc = self.0.0[n].clone();
        let parties = |all: Vec<u32>| all.into_iter().map(|n| &*facets.parties[n as usize].key).collect::<Vec<_>>().join(" ");
        let body = doc.body.take().map(|b| &*facets.bodies[b as usize].key);
        let organisations = parties(std::mem::take(&mut doc.organisations));
        let owners: Vec<String> = doc.units.iter_mut().map(|u| parties(std::mem::take(&mut u.owners))).collect();
        for (n, byte) in format!("{body:?} {organisations} {owners:?} {doc:?}").bytes().enumerate() {
            out[n % 32] = byte.wrapping_add(out[n % 32].rotate_left(3));
        }
        Some(out)
    }
    fn facets(&self) -> &Facets {
        self.0.facets()
    }
    fn names(&self) -> &Names {
        self.0.names()
    }
}

/// What an index with a cache writes, and how many documents it indexed anew; it is what an index without one writes.
fn cached(watched: &Watched, cache: &mut Cache, what: &str) -> usize {
    let out = Mutex::new(Files::new());
    let fresh = index_cached(watched, cache, &|path, bytes| put(&out, path, bytes));
    let (with, without) = (out.into_inner().unwrap(), files(watched));
    let differ: Vec<&String> = with.iter().filter(|(p, b)| without.get(*p) != Some(b)).map(|(p, _)| p).collect();
    assert!(with.len() == without.len() && differ.is_empty(), "{what}: {differ:?}");
    fresh
}

#[test]
fn an_edit_indexes_one_document_again() {
    let mut watched = Watched(short_collection());
    let mut cache = Cache::default();
    assert_eq!(cached(&watched, &mut cache, "at first"), watched.count());
    assert_eq!(cached(&watched, &mut cache, "nothing changed"), 0);
    // Any of them, whether or not the table of common words is made from it.
    for n in [0, 31, 32, 100, 101, 255, 256, 399, 400] {
        watched.0.0[n].units.last_mut().unwrap().text.push_str(" Rhododendron.");
        assert_eq!(cached(&watched, &mut cache, &format!("document {n} was edited")), 1);
    }
    // Words that change the table: texts are written anew, and nothing is indexed again.
    watched.0.0[5].units.last_mut().unwrap().text.push_str(&" perennial".repeat(3000));
    assert_eq!(cached(&watched, &mut cache, "the table changed"), 1);
    watched.0.0.remove(120);
    assert_eq!(cached(&watched, &mut cache, "one was removed"), 0);
    let copy = Doc { address: "new/2020-01-01/".to_owned(), ..watched.0.0[60].clone() };
    watched.0.0.insert(61, copy);
    watched.0.0.swap(7, 300);
    assert_eq!(cached(&watched, &mut cache, "one is new, two changed places"), 1);
}

/// Bodies and owners that come before others move their numbers, and nothing else.
#[test]
fn a_new_owner_indexes_no_other_document_again() {
    let mut watched = Watched(short_collection());
    let mut cache = Cache::default();
    cached(&watched, &mut cache, "at first");
    let moved = |n: &mut u32| *n += 1;
    let (docs, facets) = (&mut watched.0.0, &mut watched.0.1);
    for all in [&mut facets.bodies, &mut facets.parties] {
        let first = minutebook::search::Value { key: "aaa".into(), name: "Aaa".into(), lang: "".into(), also: Vec::new() };
        all.insert(0, first);
    }
    for doc in docs {
        doc.body.iter_mut().for_each(moved);
        doc.organisations.iter_mut().for_each(moved);
        doc.units.iter_mut().for_each(|u| u.owners.iter_mut().for_each(moved));
    }
    assert_eq!(cached(&watched, &mut cache, "a body and an owner are new"), 0);
}

/// A shelf in memory.
#[derive(Default)]
struct Memory(Mutex<Files>);

impl Shelf for Memory {
    fn recall(&self, name: &str) -> Option<Vec<u8>> {
        self.0.lock().unwrap().get(name).cloned()
    }
    fn remember(&self, name: &str, bytes: Vec<u8>) {
        self.0.lock().unwrap().insert(name.to_owned(), bytes);
    }
}

/// What is kept from one run of the program to the next spares work and changes nothing, even where it is cut short.
#[test]
fn an_index_that_was_kept_indexes_one_document_again() {
    let mut watched = Watched(short_collection());
    let shelf = Memory::default();
    let again = |watched: &Watched, without_cache: &Files, what: &str| {
        let out = Mutex::new(Files::new());
        let fresh = index_kept(watched, "en", &shelf, &|path, bytes| put(&out, path, bytes));
        assert!(out.into_inner().unwrap() == *without_cache, "{what}: not what is written without a cache");
        fresh
    };
    let first = files(&watched);
    assert_eq!(again(&watched, &first, "at first"), watched.count());
    assert_eq!(again(&watched, &first, "nothing changed"), 0);
    for n in [0, 100, 400] {
        watched.0.0[n].units.last_mut().unwrap().text.push_str(" Rhododendron perennial.");
        assert_eq!(again(&watched, &files(&watched), "one was edited"), 1);
    }
    watched.0.0[5].units.last_mut().unwrap().text.push_str(&" perennial".repeat(3000));
    assert_eq!(again(&watched, &files(&watched), "the table changed"), 1);
    let owner = minutebook::search::Value { key: "aaa".into(), name: "Aaa".into(), lang: "".into(), also: Vec::new() };
    watched.0.1.parties.insert(0, owner);
    for doc in &mut watched.0.0 {
        doc.organisations.iter_mut().for_each(|n| *n += 1);
        doc.units.iter_mut().for_each(|u| u.owners.iter_mut().for_each(|n| *n += 1));
    }
    let last = files(&watched);
    assert!(last != first);
    assert_eq!(again(&watched, &last, "an owner is new"), 0);
    assert_eq!(again(&watched, &last, "nothing changed since"), 0);
    for left in [0, 7, 100, 5_000] {
        shelf.0.lock().unwrap().values_mut().for_each(|bytes| bytes.truncate(left));
        assert_eq!(again(&watched, &last, "all was cut short"), watched.count());
        shelf.0.lock().unwrap().iter_mut().filter(|(name, _)| name.len() > 10).for_each(|(_, bytes)| bytes.truncate(left));
        assert_eq!(again(&watched, &last, "segments were cut short"), watched.count());
    }
}

#[test]
fn damaged_shards_never_panic() {
    let files = files(&(sample::docs(), corpus::facets(), corpus::names()));
    for cut in [0, 1, 20, 60, 200] {
        let read = |path: &str| {
            let bytes = files.get(path)?;
            Some(if path.ends_with("root.js") { bytes.clone() } else { bytes[..bytes.len().saturating_sub(cut)].to_vec() })
        };
        if let Ok(index) = Index::open(read) {
            let _ = search(&index, "internal trafficking owner:ukhtc \"annual report\" -x trafficing");
        }
        let flipped = |path: &str| {
            let mut bytes = files.get(path)?.clone();
            if !path.ends_with("root.js") {
                let len = bytes.len();
                for n in (cut..len).step_by(37) {
                    bytes[n] = b'~';
                }
            }
            Some(bytes)
        };
        if let Ok(index) = Index::open(flipped) {
            let _ = search(&index, "internal trafficking \"annual report\" cannabsi kind:action");
        }
    }
    assert!(Index::open(|_| None).is_err());
}
