//! Search: known questions get their answers first, the index is the same every time, and the script in the page
//! gives the same results as the program, in the same order.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "the test writes an index for the script to read, and fails by a panic"
)]

use std::collections::{BTreeMap, BTreeSet};

use minutebook::search::{Cache, Collection, Doc, Facets, Index, Names, Query, Results, Sort, index, index_cached};

#[path = "search/corpus.rs"]
mod corpus;
#[path = "search/sample.rs"]
mod sample;

type Files = BTreeMap<String, Vec<u8>>;

fn collection() -> (Vec<Doc>, Facets, Names) {
    let mut docs = corpus::generated(600);
    docs.extend(sample::docs());
    corpus::sort(&mut docs);
    (docs, corpus::facets(), corpus::names())
}

fn files(collection: &dyn Collection) -> Files {
    let mut files = Files::new();
    index(collection, &mut |path, bytes| {
        assert!(files.insert(path.clone(), bytes).is_none(), "{path} comes twice");
    });
    files
}

fn search(index: &Index<'_>, text: &str) -> Results {
    index.search(&Query::parse(text), Sort::Relevance, 0, 20)
}

/// Questions with their answers: those of `queries.txt`, and the rarest words of some generated paragraphs.
fn questions(docs: &[Doc]) -> Vec<(String, String)> {
    let written = include_str!("search/queries.txt").lines().filter(|l| !l.starts_with('#'));
    let mut all: Vec<(String, String)> =
        written.map(|l| l.split_once(" => ").expect(l)).map(|(q, a)| (q.to_owned(), a.to_owned())).collect();
    let words = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 5).map(str::to_lowercase).collect::<BTreeSet<_>>()
    };
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for unit in docs.iter().flat_map(|d| &d.units) {
        words(&unit.text).into_iter().for_each(|w| *counts.entry(w).or_default() += 1);
    }
    for doc in docs.iter().filter(|d| d.body != Some(corpus::SAMPLE_BODY)).step_by(17) {
        let Some(unit) = doc.units.iter().rfind(|u| u.text.len() > 300) else { continue };
        let mut own: Vec<String> = words(&unit.text).into_iter().collect();
        own.sort_by_key(|w| (counts[w], w.clone()));
        own.truncate(3);
        if own.len() == 3 && counts[&own[0]] < 20 {
            all.push((format!("{} ", own.join(" ")), format!("{}{}", doc.address, unit.href)));
        }
    }
    all
}

#[test]
fn known_answers_come_first() {
    let collection = collection();
    let files = files(&collection);
    let index = Index::open(|path| files.get(path).cloned()).unwrap();
    let questions = questions(&collection.0);
    assert!(questions.len() >= 90, "{}", questions.len());
    let (mut sum, mut missed) = (0.0, Vec::new());
    for (text, answer) in &questions {
        let results = search(&index, text);
        let place = answer.contains('#')
            || answer.starts_with("actions/")
            || (answer.starts_with("lists/") && answer.matches('/').count() > 2);
        let found = results
            .hits
            .iter()
            .position(|h| if place { h.places.first().is_some_and(|p| p.address == *answer) } else { h.address == *answer });
        if let Some(rank) = found {
            sum += 1.0 / (rank as f64 + 1.0);
        }
        if found != Some(0) {
            let first =
                results.hits.first().map(|h| (h.address.clone(), h.places.iter().map(|p| p.address.clone()).collect::<Vec<_>>()));
            missed.push(format!("{text} => {answer}: rank {found:?} of {}; first is {first:?}", results.total));
        }
    }
    let mean = sum / questions.len() as f64;
    println!("mean reciprocal rank {mean:.3} over {} questions\n{}", questions.len(), missed.join("\n"));
    assert!(mean >= 0.95, "mean reciprocal rank {mean:.3}\n{}", missed.join("\n"));
}

#[test]
fn the_script_finds_the_same() {
    let collection = collection();
    let folder = tempfile::tempdir().unwrap();
    let files = files(&collection);
    for (path, bytes) in &files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    let index = Index::open(|path| files.get(path).cloned()).unwrap();
    let mut texts: Vec<String> = questions(&collection.0).into_iter().map(|(q, _)| q).collect();
    texts.extend(
        [
            "the of",
            "\"of the\" group",
            "year:2012 kind:action",
            "status:open owner:\"Home Office\" budget",
            "minutes -olympics kind:meeting ",
            "zzzz",
            "re",
            "org:fco year:2001-2004 audit ",
            "kind:actions ",
            "\"the group noted that\" ",
            "annual report ministers secretariat ",
            "body:idmg",
            "ministr",
            "skies dying policies national relational happily conditional",
            "Straße Ŵyn ½ １２",
            "- \" :",
        ]
        .map(str::to_owned),
    );
    let mut expected = Vec::new();
    for text in &texts {
        for sort in [Sort::Relevance, Sort::Date] {
            let results = index.search(&Query::parse(text), sort, 0, 10);
            let hits: Vec<_> = results
                .hits
                .iter()
                .map(|h| {
                    let places: Vec<_> = h
                        .places
                        .iter()
                        .map(|p| serde_json::json!([p.kind, p.address, p.label, p.text, marked(&p.text, &p.marks)]))
                        .collect();
                    serde_json::json!([h.address, h.title, h.date, h.kind.key(), h.description, h.score, places])
                })
                .collect();
            expected.push(serde_json::json!({ "query": text, "date": sort == Sort::Date, "total": results.total, "mended": results.mended, "hits": hits }));
        }
    }
    std::fs::write(folder.path().join("expected.json"), serde_json::to_vec(&expected).unwrap()).unwrap();
    let root = env!("CARGO_MANIFEST_DIR");
    let output = std::process::Command::new("node")
        .arg(format!("{root}/tests/search/agree.mjs"))
        .arg(folder.path())
        .output()
        .expect("Node.js runs the page's script");
    assert!(output.status.success(), "{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
}

fn marked<'a>(text: &'a str, marks: &[std::ops::Range<usize>]) -> Vec<&'a str> {
    marks.iter().map(|m| &text[m.clone()]).collect()
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
    let (mut cache, mut out) = (Cache::default(), Files::new());
    let all = index_cached(&watched, &mut cache, &mut |_, _| {});
    assert_eq!(all, watched.count());
    assert_eq!(index_cached(&watched, &mut cache, &mut |_, _| {}), 0, "nothing changed");
    // Documents outside the sample that the table of words is made from are the common case.
    let mut fewest = usize::MAX;
    for n in [100, 101, 102] {
        let unit = watched.0.0[n].units.last_mut().unwrap();
        unit.text.push_str(" Rhododendron.");
        out.clear();
        fewest = fewest.min(index_cached(&watched, &mut cache, &mut |path, bytes| drop(out.insert(path, bytes))));
        assert_eq!(out, files(&watched), "a cached index differs from a fresh one");
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
