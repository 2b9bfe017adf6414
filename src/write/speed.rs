//! The speed of staging and publishing 40,000 files of 12 KB in 400 folders, against writing them plainly. A measure, not a check:
//!
//! `cargo test --release --lib write::speed -- --ignored --nocapture`, with the folder to work in as `MINUTEBOOK_TEST_PLACE`.
#![expect(clippy::disallowed_methods, reason = "a benchmark writes and reads the clock")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use rayon::prelude::*;

use super::trial::{proven, put};
use super::{Replace, Stage, Summary, WriteError};

const FILES: usize = 40_000;
const FOLDERS: usize = 400;
const SIZE: usize = 12_000;

fn path(n: usize) -> String {
    format!("body/{}/{n}/index.html", n % FOLDERS)
}

/// A tenth of the files differ between two generations.
fn bytes(n: usize, generation: usize) -> Vec<u8> {
    let word = if n.is_multiple_of(10) { generation } else { 0 };
    format!("{n:>8} {word:>8} minutes\n").repeat(SIZE / 27).into_bytes()
}

fn build(out: &Path, generation: usize) -> Result<Summary, WriteError> {
    let stage = Stage::open(out, Replace::Marked)?;
    (0..FILES).into_par_iter().try_for_each(|n| put(&stage, &path(n), bytes(n, generation)))?;
    stage.publish(proven(), None)
}

fn timed<T>(what: &str, run: impl FnOnce() -> T) -> T {
    let started = Instant::now();
    let value = run();
    let seconds = started.elapsed().as_secs_f64();
    println!("{what:<44}{seconds:>7.2} s {:>9.0} files/s", FILES as f64 / seconds);
    value
}

#[test]
#[ignore = "a measure of several seconds, of use in a release build only"]
fn staging_and_publishing() -> Result<(), Box<dyn std::error::Error>> {
    let given = std::env::var_os("MINUTEBOOK_TEST_PLACE").map(PathBuf::from);
    let shm = PathBuf::from("/dev/shm");
    let home = given.unwrap_or_else(|| if shm.is_dir() { shm } else { std::env::temp_dir() });
    let home = home.join(format!("minutebook-bench-{}", std::process::id()));
    fs::create_dir_all(&home)?;
    timed("the bytes alone", || (0..FILES).into_par_iter().map(|n| bytes(n, 0).len()).sum::<usize>());
    let plain = home.join("plain");
    timed("plain: folders and fs::write, one thread", || {
        (0..FILES).try_for_each(|n| {
            let file = plain.join(path(n));
            fs::create_dir_all(file.parent().unwrap_or(&plain))?;
            fs::write(file, bytes(n, 0))
        })
    })?;
    let out = home.join("public");
    for (what, generation) in [("first build", 0), ("nothing changed", 0), ("a tenth changed", 1), ("another tenth", 2)] {
        let summary = timed(what, || build(&out, generation))?;
        println!("  {summary:?}");
    }
    timed("removal of the plain folder", || fs::remove_dir_all(&plain))?;
    fs::remove_dir_all(&home)?;
    Ok(())
}
