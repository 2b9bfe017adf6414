//! How long linking takes: `cargo bench --bench link -- [MEETINGS]` (10,000, with three actions each).
//!
//! Writes a site of that many meetings in 50 bodies into a temporary folder, reads and parses it once, and links its parts several
//! times. Every meeting raises three actions, reports on three earlier ones, refers to the meeting before, to an action, to an
//! organisation and to a list, and has ten rows of attendance with a deputy. Fails where the best run is over the budget.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark reads the clock, prints, and writes what it measures"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use minutebook::link::link;
use minutebook::{check, parse, source};

/// For 10,000 meetings and 30,000 actions.
const BUDGET: Duration = Duration::from_millis(150);
const BODIES: usize = 50;
const RUNS: usize = 5;

fn main() {
    let count = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(10_000);
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("content");
    write(&content, count);
    let (sources, _) = source::read_site(None, None, &content, &source::Known::default()).unwrap();
    let (parts, _) = parse::parse(&sources, &|file| source::read_bytes(&sources, file));
    let mut best = Duration::MAX;
    for run in 0..RUNS {
        let parts = parts.clone();
        let (started, before) = (Instant::now(), processor());
        let (record, found) = link(parts, &sources);
        let (took, spent) = (started.elapsed(), processor() - before);
        best = best.min(took);
        if run == 0 {
            let mentions: usize = record.mentions.values().map(Vec::len).sum();
            let events: usize = record.actions.iter().map(|a| a.history.len()).sum();
            let errors = found.iter().filter(|d| d.is_error()).count();
            println!(
                "{} meetings, {} actions, {events} events, {mentions} mentions, {errors} errors",
                record.meetings.len(),
                record.actions.len()
            );
            assert!(record.actions.len() == count * 3 && events > count * 2 && mentions > count && errors == 0);
            let started = Instant::now();
            let said = check::check(&record, "2026-01-01".parse::<minutebook::record::Date>().unwrap().first()).len();
            println!("checked in {:.1?}: {said} things said", started.elapsed());
        }
        println!("linked in {took:.1?} ({:.0} ms of processor)", spent * 1000.0);
    }
    let budget = BUDGET.mul_f64(count as f64 / 10_000.0);
    println!("best of {RUNS}: {best:.1?}, budget {budget:.0?}");
    if best > budget {
        std::process::exit(1);
    }
}

fn write(content: &Path, count: usize) {
    fs::create_dir_all(content.join("lists/risks")).unwrap();
    fs::write(content.join("lists/risks/_index.md"), "+++\ntitle = \"Risks\"\n+++\n").unwrap();
    fs::write(content.join("lists/risks/2000-01-01.csv"), "rank,key,name\n1,fog,Fog\n").unwrap();
    let mut directory = String::new();
    for n in 0..300 {
        writeln!(directory, "[[organisation]]\nid = \"org-{n}\"\nname = \"Organisation {n}\"\nabbreviation = \"ORG{n}\"\n")
            .unwrap();
    }
    fs::write(content.join("organisations.toml"), directory).unwrap();
    let each = count.div_ceil(BODIES);
    for body in 0..BODIES.min(count) {
        let meetings = content.join(format!("body-{body}/meetings"));
        fs::create_dir_all(&meetings).unwrap();
        for n in 0..each.min(count - (body * each).min(count)) {
            fs::write(meetings.join(format!("{}.md", day(n))), minutes(body, n)).unwrap();
        }
    }
}

/// Seven days apart, never past the 28th.
fn day(n: usize) -> String {
    format!("{:04}-{:02}-{:02}", 1970 + n / 48, n / 4 % 12 + 1, n % 4 * 7 + 1)
}

fn minutes(body: usize, n: usize) -> String {
    let mut out = String::from("## Attendees\n\n");
    for row in 0..9 {
        let organisation = (body * 7 + row * 31) % 300;
        writeln!(out, "- ORG{organisation}: Member {row} of {body}").unwrap();
    }
    writeln!(out, "- ORG{body}: Official (for Principal of {body})\n\n## Apologies\n\n- ORG{body}: Principal of {body}\n")
        .unwrap();
    out.push_str("## 1. Matters arising\n\n");
    if n > 0 {
        let before = day(n - 1);
        writeln!(out, "1.1 The minutes of [the last meeting]({before}.md#2.1) were agreed.\n").unwrap();
        writeln!(out, "**ACTION body-{body}/{before}/2.1:** done. It went by the noon boat.\n").unwrap();
        writeln!(out, "**ACTION body-{body}/{before}/2.2:** in progress, due 1 March 2020.\n").unwrap();
        writeln!(out, "**ACTION body-{body}/{before}/2.3:** passed to ORG{}.\n", (n * 13) % 300).unwrap();
    }
    out.push_str("## 2. Business\n\n");
    for item in 1..=3 {
        let owner = (body * 11 + n * 3 + item) % 300;
        writeln!(
            out,
            "2.{item} A paragraph with [[org:org-{owner}]] and the [[list:risks]] in it, and enough words to be one.\n"
        )
        .unwrap();
        writeln!(out, "**ACTION:** Organisation {owner} to see to matter {item} by 1 June 2019.\n").unwrap();
    }
    writeln!(out, "**AGREED:** that matter {n} is settled; see [[action:body-{body}/{}/2.1]].\n", day(n)).unwrap();
    out
}

/// Seconds of processor time that this process has used.
fn processor() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
    let ticks = |n: usize| fields.get(n).and_then(|f| f.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}
