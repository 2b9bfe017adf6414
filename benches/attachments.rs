//! What attached PDFs add to a build: `cargo bench --bench attachments -- [PDFS] [PAGES]` (500 of 20 pages).
//!
//! The same site is built with its files and without, twice each: from nothing, and once more with nothing changed.
//! The bars are 10 s for the first build and 0.2 s for the next.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark reads the clock, prints, and writes what it measures"
)]

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|a| !a.starts_with('-')).filter_map(|n| n.parse::<usize>().ok());
    let (count, pages) = (arguments.next().unwrap_or(500), arguments.next().unwrap_or(20));
    let dir = tempfile::tempdir().unwrap();
    let mut size = 0;
    for name in ["without", "with"] {
        let site = dir.path().join(name);
        fs::create_dir_all(site.join("content/board/meetings")).unwrap();
        fs::write(site.join("site.toml"), "title = \"Site\"\n").unwrap();
        fs::write(site.join("content/board/meetings/2012-04-17.md"), "## 1. Reports\n\n1.1 They were received.\n").unwrap();
        for n in 0..count {
            let folder = site.join(format!("content/reports/report-{n:04}"));
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("index.md"), format!("+++\ntitle = \"Report {n}\"\n+++\nA summary.\n")).unwrap();
            if name == "with" {
                let bytes = pdf(n, pages);
                size += bytes.len();
                fs::write(folder.join("report.pdf"), bytes).unwrap();
            }
        }
    }
    println!("{count} PDFs of {pages} pages, {:.1} MB", size as f64 / 1e6);
    // Files that changed just now are not trusted to stay as they are: an archive is older than this.
    std::thread::sleep(Duration::from_secs(3));
    for round in ["first build", "next build", "and again"] {
        let (without, with) = (build(&dir.path().join("without")), build(&dir.path().join("with")));
        println!(
            "{round}: {:.3} s without, {:.3} s with: {:.3} s more",
            without.as_secs_f64(),
            with.as_secs_f64(),
            with.as_secs_f64() - without.as_secs_f64()
        );
    }
}

fn build(site: &Path) -> Duration {
    let started = Instant::now();
    let out = Command::new(env!("CARGO_BIN_EXE_minutebook"))
        .args(["build", "--as-of", "2026-11-24", "--format", "json"])
        .current_dir(site)
        .output()
        .unwrap();
    let took = started.elapsed();
    let text = String::from_utf8_lossy(&out.stdout);
    assert!(out.status.success(), "{text}");
    let answer: serde_json::Value = serde_json::from_str(&text).unwrap();
    println!(
        "    {}",
        answer["stages"]
            .as_array()
            .unwrap()
            .iter()
            .map(|s| format!("{} {}", s["stage"].as_str().unwrap(), s["seconds"]))
            .collect::<Vec<_>>()
            .join(", ")
    );
    took
}

/// A report of so many pages of about 450 words, of a vocabulary as lumpy as that of a language.
fn pdf(seed: usize, pages: usize) -> Vec<u8> {
    let mut state = seed as u64 * 7919 + 1;
    let mut document = Document::with_version("1.7");
    let root = document.new_object_id();
    let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding" };
    let resources = document.add_object(dictionary! { "Font" => dictionary! { "F1" => font } });
    let mut kids: Vec<Object> = Vec::new();
    for n in 0..pages {
        let mut text = format!("BT /F1 11 Tf 72 760 Td 14 TL (Page {} of report {seed}) Tj T*\n", n + 1);
        for _ in 0..38 {
            text.push('(');
            (0..12).for_each(|_| text.push_str(&format!("{} ", word(&mut state))));
            text.push_str(") Tj T*\n");
        }
        text.push_str("ET");
        let mut stream = Stream::new(Dictionary::new(), text.into_bytes());
        stream.compress().unwrap();
        let stream = document.add_object(stream);
        let page = dictionary! { "Type" => "Page", "Parent" => root, "Contents" => stream, "Resources" => resources };
        kids.push(document.add_object(page).into());
    }
    document.objects.insert(root, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => pages as i64 }.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
    document.trailer.set("Root", catalog);
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    out
}

/// One of 20,000 words, the first far more often than the last.
fn word(state: &mut u64) -> String {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    let even = (*state >> 11) as f64 / (1_u64 << 53) as f64;
    let rank = (20_000_f64.powf(even) - 1.0) as u64;
    const SYLLABLES: [&str; 16] =
        ["ta", "re", "mi", "no", "su", "la", "pe", "di", "go", "wa", "fe", "hu", "co", "bri", "sta", "ing"];
    let mut rest = rank + 16;
    let mut out = String::new();
    while rest > 0 {
        out.push_str(SYLLABLES[(rest % 16) as usize]);
        rest /= 16;
    }
    out
}
