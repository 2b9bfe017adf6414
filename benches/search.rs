//! How long the index takes and how much it weighs: `cargo bench --bench search -- [MEETINGS] [FOLDER]`.
//! With a folder, the index is written there. `-- --content CONTENT FOLDER` indexes a content folder instead, and prints JSON, for
//! `benches/pagefind.py`.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark reads the clock, prints, and may write what it measured"
)]

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Instant;

use minutebook::publish::{SiteInputs, Unobserved, prepare};
use minutebook::record::Date;
use minutebook::search::{Cache, Collection, Doc, Facets, Index, Library, Names, Query, Sort, index, index_cached};

#[path = "../tests/suite/search/corpus.rs"]
#[allow(dead_code, clippy::unwrap_used, reason = "the tests use more of it")]
mod corpus;

fn main() {
    let typed: Vec<String> = std::env::args().collect();
    if let Some([_, content, folder]) = typed.iter().position(|a| a == "--content").and_then(|n| typed.get(n..n + 3)) {
        return of_content(content, folder);
    }
    let mut arguments = std::env::args().skip(1).filter(|a| !a.starts_with('-'));
    let count = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(10_000);
    let folder = arguments.next();
    let docs = corpus::generated(count);
    let bytes: usize = docs.iter().flat_map(|d| &d.units).map(|u| u.text.len()).sum();
    let collection = (docs, corpus::facets(), corpus::names());
    println!("{count} meetings, {:.1} MB of text; peak so far {} MB", bytes as f64 / 1e6, peak());

    let files: Mutex<BTreeMap<String, Vec<u8>>> = Mutex::default();
    let (started, before) = (Instant::now(), processor());
    index(&collection, &|path, bytes| {
        files.lock().unwrap().insert(path.to_owned(), bytes.to_vec());
    });
    let files = files.into_inner().unwrap();
    let size: usize = files.values().map(Vec::len).sum();
    let largest = files.iter().filter(|(p, _)| p.contains("/x/")).map(|(_, b)| b.len()).max().unwrap_or(0);
    let (time, spent) = (started.elapsed(), processor() - before);
    println!(
        "indexed in {time:.2?} ({spent:.2} s of processor): {} files, {:.1} MB, largest {largest} bytes; peak {} MB",
        files.len(),
        size as f64 / 1e6,
        peak()
    );
    again(collection);
    println!("root.js: {} bytes", files.get("search/root.js").map_or(0, Vec::len));

    if let Some(folder) = folder {
        for (path, bytes) in &files {
            let path = std::path::Path::new(&folder).join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
    }
    for text in [
        "enforcement secretariat ",
        "budget forec",
        "\"annual report\" ministers ",
        "enforcment",
        "owner:ukhtc status:open contract ",
    ] {
        let read = std::cell::RefCell::new((0, 0));
        let index = Index::open(|path| {
            let bytes = files.get(path).cloned();
            let mut read = read.borrow_mut();
            *read = (read.0 + 1, read.1 + bytes.as_ref().map_or(0, Vec::len));
            bytes
        });
        let index = index.unwrap();
        let started = Instant::now();
        let results = index.search(&Query::parse(text), Sort::Relevance, 0, 10);
        let (opened, bytes) = *read.borrow();
        println!("{text:36} {:6} found in {:.1?}; {opened} files, {} kB", results.total, started.elapsed(), bytes / 1000);
    }
}

/// Indexes a content folder into another, and prints how long that took and how much memory it took besides the record.
/// Documents that know whether they changed.
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
        Some(*blake3::hash(format!("{:?}", self.0.0[n]).as_bytes()).as_bytes())
    }
    fn facets(&self) -> &Facets {
        self.0.facets()
    }
    fn names(&self) -> &Names {
        self.0.names()
    }
}

/// What it costs to index again after an edit, as `serve` does.
fn again(collection: (Vec<Doc>, Facets, Names)) {
    let (mut watched, mut cache) = (Watched(collection), Cache::default());
    for what in ["at first, to be kept", "nothing changed", "one document edited"] {
        let (started, before) = (Instant::now(), processor());
        let fresh = index_cached(&watched, &mut cache, &|_, _| {});
        println!("{what}: {fresh} documents indexed in {:.2?} ({:.2} s of processor)", started.elapsed(), processor() - before);
        if what == "nothing changed" {
            let n = 4_321 % watched.count();
            watched.0.0[n].units[1].text.push_str(" Rhododendron.");
        }
    }
}

fn of_content(content: &str, folder: &str) {
    let inputs = SiteInputs {
        is_strict: false,
        settings: None,
        ledger: None,
        content: content.into(),
        themes: "themes".into(),
        edition: None,
        as_of: None,
        is_stood: false,
        clock: minutebook::publish::ClockReading::Day(Date::from_parts(2026, 1, 1).unwrap().first()),
        drafts: false,
        portable: false,
        known: std::sync::Arc::default(),
    };
    let book = prepare(&inputs, &Unobserved).unwrap();
    std::fs::create_dir_all(std::path::Path::new(folder).join("search/x")).unwrap();
    let (before, started, spent) = (now(), Instant::now(), processor());
    let site = book.site.first_language();
    let library = Library::new(&site);
    index(&library, &|path, bytes| std::fs::write(std::path::Path::new(folder).join(path), bytes).unwrap());
    let (seconds, spent) = (started.elapsed().as_secs_f64(), processor() - spent);
    println!("{}", serde_json::json!({ "seconds": seconds, "processor": spent, "memory": peak().saturating_sub(before) }));
}

/// The memory this process has, in MB; the peak is reset to it, where the system can.
fn now() -> u64 {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    peak()
}

/// Seconds of processor time this process has spent, all threads together, where the system says.
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks = stat.rsplit(')').next().unwrap_or("").split_whitespace().skip(11).take(2).filter_map(|n| n.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

/// The most memory this process had, in MB, where the system says.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.trim().trim_end_matches(" kB").trim().parse::<u64>().ok()).unwrap_or(0) / 1024
}
