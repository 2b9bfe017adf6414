//! Search: known questions get their answers first, from documents and from a whole site by the program as it is typed; the
//! index is the same every time. That the page finds the same as the program is `tests/browser/search.mjs`.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests write and print as they like, and fail by a panic"
)]

use std::collections::BTreeMap;
use std::sync::Mutex;

use minutebook::search::{Cache, Collection, Doc, Facets, Index, Names, Query, Results, Sort, index, index_cached};

#[path = "search/corpus.rs"]
mod corpus;
#[path = "search/sample.rs"]
mod sample;
#[path = "search/suite.rs"]
mod suite;

type Files = BTreeMap<String, Vec<u8>>;

fn collection() -> (Vec<Doc>, Facets, Names) {
    let mut docs = corpus::generated(400);
    docs.extend(sample::docs());
    corpus::sort(&mut docs);
    (docs, corpus::facets(), corpus::names())
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
    let written = include_str!("search/queries.txt").lines().filter(|l| !l.starts_with('#'));
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
    let found = |text: &str| {
        let answer = suite.search(text);
        let text = |v: &serde_json::Value| v.as_str().unwrap_or_default().to_owned();
        let places = |h: &serde_json::Value| h["places"].as_array().into_iter().flatten().map(|p| text(&p["address"])).collect();
        answer["hits"].as_array().into_iter().flatten().map(|h| (text(&h["address"]), places(h))).collect()
    };
    assert_relevant(&suite.questions, 0.95, &found);
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
        for (n, byte) in format!("{:?}", self.0.0[n]).bytes().enumerate() {
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

#[test]
fn an_edit_indexes_its_neighbourhood_again() {
    let mut watched = Watched(collection());
    let mut cache = Cache::default();
    let all = index_cached(&watched, &mut cache, &|_, _| {});
    assert_eq!(all, watched.count());
    assert_eq!(index_cached(&watched, &mut cache, &|_, _| {}), 0, "nothing changed");
    // Documents outside the sample that the table of words is made from are the common case.
    let mut fewest = usize::MAX;
    for n in [100, 101, 102] {
        let unit = watched.0.0[n].units.last_mut().unwrap();
        unit.text.push_str(" Rhododendron.");
        let out = Mutex::new(Files::new());
        fewest = fewest.min(index_cached(&watched, &mut cache, &|path, bytes| put(&out, path, bytes)));
        assert_eq!(out.into_inner().unwrap(), files(&watched), "a cached index differs from a fresh one");
    }
    assert!(fewest > 0 && fewest <= 256, "{fewest} documents were indexed for one edit");
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
