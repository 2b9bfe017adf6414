//! What a ledger of 200,000 addresses adds to a build: reading it, holding it against what is published, and seeing every output.
//!
//! `cargo bench --bench ledger`. A site of 12,500 meetings with 50,000 actions is read first, so that every address stands; that is not timed.
//! Printed is the time of each part and their sum, the best of five: of a site in one language, and of one in two with as many addresses.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a benchmark writes, prints, reads the clock, and fails by a panic"
)]

use std::time::{Duration, Instant};

use minutebook::permanence::{self, Additions, Ledger, LedgerProof};
use minutebook::publish::{SiteInputs, Unobserved, prepare};
use minutebook::record::FileId;
use rayon::prelude::*;

const MEETINGS: usize = 12_500;
const ADDRESSES: usize = 200_000;

/// That of the program.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn minutes(n: usize) -> String {
    let mut text = String::new();
    for item in 1..=4 {
        text.push_str(&format!(
            "## {item}. Item\n\n{item}.1 It was said {n} times.\n\n{item}.2 And again.\n\n**ACTION:** Trust {} to do it.\n\n",
            n % 40
        ));
    }
    text
}

fn main() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let content = home.path().join("content");
    (0..MEETINGS).into_par_iter().for_each(|n| {
        let folder = content.join(format!("board-{}/meetings", n % 50));
        std::fs::create_dir_all(&folder).expect("a folder");
        let day = n / 50;
        let name = format!("{}-{:02}-{:02}.md", 1990 + day / 24, day % 12 + 1, day / 12 % 2 + 1);
        std::fs::write(folder.join(name), minutes(n)).expect("a file");
    });
    for languages in [&["en"][..], &["en", "cy"]] {
        let settings = home.path().join("site.toml");
        std::fs::write(&settings, format!("languages = {languages:?}\n")).expect("settings");
        println!("{}", languages.join(" and "));
        measure(settings, content.clone());
    }
}

fn measure(settings: std::path::PathBuf, content: std::path::PathBuf) {
    let day = jiff::civil::date(2026, 11, 23);
    let inputs = SiteInputs {
        is_strict: false,
        settings: Some(settings),
        ledger: None,
        themes: content.join("none"),
        content,
        edition: None,
        as_of: Some(day),
        clock: minutebook::publish::ClockReading::Day(day),
        drafts: false,
        is_stood: false,
        portable: false,
        known: std::sync::Arc::default(),
    };
    let book = prepare(&inputs, &Unobserved).expect("a content folder");
    let site = book.site.first_language();
    let files: Vec<String> = site
        .plan()
        .iter()
        .map(|id| {
            let path = minutebook::site::plan::path(&site, id);
            // The page for an address that is not there has a file of its own.
            match path.as_str() {
                "" => "index.html".to_owned(),
                "404" => "404.html".to_owned(),
                _ => format!("{path}/index.html"),
            }
        })
        .collect();
    let languages = book.record().site.languages.iter().enumerate();
    let on = |n: usize, lang: &str, file: &str| if n == 0 { file.to_owned() } else { format!("{lang}/{file}") };
    let files: Vec<String> = languages.flat_map(|(n, lang)| files.iter().map(move |file| on(n, lang, file))).collect();
    let mut all: Additions = permanence::additions(&site, site.plan(), &files);
    let mut left = ADDRESSES.saturating_sub(all.len());
    for place in all.values_mut() {
        let keep = place.anchors.len().min(left);
        left -= keep;
        place.anchors = std::mem::take(&mut place.anchors).into_iter().take(keep).collect();
    }
    let addresses = all.len() + all.values().map(|place| place.anchors.len()).sum::<usize>();
    let (text, _) = permanence::extended(None, &Ledger::default(), &all);
    // Pages as they are written, for the proof: each with the ids that it has.
    let pages: Vec<(String, Vec<u8>)> = files
        .iter()
        .map(|file| {
            let address = format!("/{}", file.trim_end_matches("index.html"));
            let ids: Vec<String> = all
                .get(&address)
                .into_iter()
                .flat_map(|p| p.anchors.keys())
                .map(|a| format!("<p id=\"{a}\">{}</p>", "words ".repeat(60)))
                .collect();
            (file.clone(), ids.concat().into_bytes())
        })
        .collect();
    println!("{addresses} addresses on {} pages, {} KB", all.len(), text.len() / 1000);

    let mut best = [Duration::MAX; 3];
    for _ in 0..5 {
        let mut part = |n: usize, started: Instant| best[n] = best[n].min(started.elapsed());
        let started = Instant::now();
        let (ledger, problems) = Ledger::read(FileId(0), &text);
        part(0, started);
        assert!(problems.is_empty());
        let started = Instant::now();
        // The site and its plan are made for the pages too, with a ledger or without.
        let (_, lost) = permanence::work_out(&site, site.plan(), &ledger);
        part(1, started);
        assert!(lost.is_empty(), "{}", lost[0].message);
        let started = Instant::now();
        let proof = LedgerProof::new(ledger);
        pages.par_iter().for_each(|(path, bytes)| proof.record_output(path, bytes));
        assert!(proof.finish().is_ok());
        part(2, started);
    }
    let names = ["reading", "holding it against the record", "seeing every output"];
    for (name, took) in names.iter().zip(best) {
        println!("{name:<32}{:>8.1} ms", took.as_secs_f64() * 1e3);
    }
    // The ledger is read twice: to be held against the record, and for the proof.
    let sum = best[0] * 2 + best[1] + best[2];
    println!("{:<32}{:>8.1} ms", "what a ledger adds", sum.as_secs_f64() * 1e3);
}
