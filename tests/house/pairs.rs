//! Ranges of bytes have a type, `record::TextRange`; a pair of numbers is something else.
//!
//! `tests/house/pairs.txt` has how often each file of `src/` writes `(usize, usize)` for what is no range of bytes: the places of two
//! things in two lists, a line and its column. A file may only have fewer.

use std::collections::BTreeMap;

use super::rust::code;
use super::tree::{files, project};

const PAIR: &str = "(usize, usize)";

/// How often each file writes a pair of numbers as a type; `texts` by path below `src/`.
fn pairs(texts: &BTreeMap<String, String>) -> BTreeMap<&str, usize> {
    let shown = texts.iter().filter(|(path, _)| !path.ends_with("tests.rs") && !path.contains("/tests/"));
    let counted = shown.map(|(path, text)| (path.as_str(), code(text).matches(PAIR).count()));
    counted.filter(|(_, count)| *count > 0).collect()
}

/// What is wrong with the files of `src/`, held against the list.
fn broken(found: &BTreeMap<&str, usize>, listed: &str) -> Vec<String> {
    let listed: BTreeMap<&str, usize> = listed
        .lines()
        .filter_map(|line| line.split_once(' '))
        .filter_map(|(count, path)| Some((path, count.parse().ok()?)))
        .collect();
    let more = found.iter().filter(|(path, count)| **count > listed.get(*path).copied().unwrap_or(0));
    let mut out: Vec<String> = more
        .map(|(path, count)| format!("src/{path} writes `{PAIR}` {count} times: a range of bytes is a `TextRange` (a file that was moved takes its line of tests/house/pairs.txt with it)"))
        .collect();
    let fewer = listed.iter().filter(|(path, count)| found.get(*path).copied().unwrap_or(0) < **count);
    out.extend(fewer.map(|(path, _)| format!("src/{path} has fewer now: `cargo accept --test house pairs` writes it down")));
    out
}

#[test]
fn ranges_of_bytes_are_no_pairs() {
    let src = project().join("src");
    let below = |(path, text): (std::path::PathBuf, String)| {
        (path.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/"), text)
    };
    let texts: BTreeMap<String, String> = files(&src, "rs").into_iter().map(below).collect();
    let found = pairs(&texts);
    let place = project().join("tests/house/pairs.txt");
    let listed = std::fs::read_to_string(&place).unwrap_or_default();
    let broken = broken(&found, &listed);
    if std::env::var_os("MINUTEBOOK_UPDATE").is_some() && broken.iter().all(|line| line.contains("fewer now")) {
        let now: String = found.iter().map(|(path, count)| format!("{count} {path}\n")).collect();
        return std::fs::write(&place, now).unwrap();
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn a_pair_that_is_not_listed_is_found() {
    let text =
        "fn a(range: (usize, usize)) {}\n// (usize, usize)\n\n#[cfg(test)]\nmod tests {\n    fn b() -> (usize, usize) {}\n}\n";
    let texts: BTreeMap<String, String> =
        [("a.rs", text), ("b/tests.rs", text)].map(|(path, text)| (path.to_owned(), text.to_owned())).into();
    let found = pairs(&texts);
    assert_eq!(found, [("a.rs", 1)].into());
    assert!(broken(&found, "1 a.rs\n").is_empty());
    assert!(broken(&found, "")[0].contains("src/a.rs writes `(usize, usize)` 1 times"));
    assert!(broken(&found, "2 a.rs\n")[0].contains("fewer now"));
    assert!(broken(&found, "1 a.rs\n1 c.rs\n")[0].starts_with("src/c.rs has fewer"));
}
