//! What a long list costs: `cargo bench --bench lists -- [REVISIONS] [ENTRIES]` (50 of 200).
//!
//! A site with nothing but the list is built from nothing, and one without it; the bar for the difference is 100 ms.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark reads the clock, prints, and writes what it measures"
)]

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|a| !a.starts_with('-')).filter_map(|n| n.parse::<u64>().ok());
    let (revisions, entries) = (arguments.next().unwrap_or(50), arguments.next().unwrap_or(200));
    let dir = tempfile::tempdir().unwrap();
    for name in ["without", "with"] {
        let site = dir.path().join(name);
        fs::create_dir_all(site.join("content/board/meetings")).unwrap();
        fs::write(site.join("site.toml"), "title = \"Site\"\nbase_url = \"https://example.gov.uk/\"\n").unwrap();
        fs::write(site.join("content/board/meetings/2012-04-17.md"), "## 1. Lists\n\n1.1 They were received.\n").unwrap();
    }
    let list = dir.path().join("with/content/lists/long");
    fs::create_dir_all(&list).unwrap();
    fs::write(list.join("_index.md"), "+++\ntitle = \"A long list\"\nreview = \"yearly\"\n+++\nKept under review.\n").unwrap();
    let mut state = 7_u64;
    let mut below = |n: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % n
    };
    let mut rows: Vec<(u64, String, String)> = (0..entries).map(|k| (k + 1, format!("Country {k}"), String::new())).collect();
    for revision in 0..revisions {
        let mut text = "rank,key,name,region,note\n".to_owned();
        for (key, (rank, name, note)) in rows.iter().enumerate() {
            writeln!(text, "{rank},k{key},{name},Region {},\"{note}\"", key % 7).unwrap();
        }
        fs::write(list.join(format!("{}-{:02}-01.csv", 2000 + revision / 12, 1 + revision % 12)), text).unwrap();
        // A revision moves a third of the rows and edits a tenth.
        for _ in 0..entries / 3 {
            let (a, b) = (below(entries) as usize, below(entries) as usize);
            (rows[a].0, rows[b].0) = (rows[b].0, rows[a].0);
        }
        for _ in 0..entries / 10 {
            rows[below(entries) as usize].2 = format!("Looked at again at revision {revision}, and kept.");
        }
    }
    for round in 0..7 {
        let (without, with) = (build(&dir.path().join("without"), round), build(&dir.path().join("with"), round));
        println!(
            "{revisions} revisions of {entries}: {:.0} ms with {} pages, {:.0} ms without: {:.0} ms more; {:.0} ms more of processor",
            with.0 * 1e3,
            with.2,
            without.0 * 1e3,
            (with.0 - without.0) * 1e3,
            (with.1 - without.1) * 1e3
        );
    }
}

/// Seconds by the clock, seconds of processor, pages.
fn build(site: &Path, round: usize) -> (f64, f64, u64) {
    // Nothing is removed between the rounds: a file system that has just lost a site is slow to take in another.
    let out = format!("public-{round}");
    let (started, before) = (Instant::now(), children());
    let out = Command::new(env!("CARGO_BIN_EXE_minutebook"))
        .args(["build", "--as-of", "2026-11-24", "--format", "json", "--out", &out])
        .current_dir(site)
        .output()
        .unwrap();
    let took = started.elapsed().as_secs_f64();
    let text = String::from_utf8_lossy(&out.stdout);
    assert!(out.status.success(), "{text}");
    let answer: serde_json::Value = serde_json::from_str(&text).unwrap();
    (took, children() - before, answer["pages"].as_u64().unwrap())
}

/// Seconds of processor that ended children have spent, where the system says.
fn children() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks = stat.rsplit(')').next().unwrap_or("").split_whitespace().skip(13).take(2).filter_map(|n| n.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}
