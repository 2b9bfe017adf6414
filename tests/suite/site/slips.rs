//! Slips, one a site: each is told by its code and by no other, and nothing is said once it is corrected.
//!
//! `tests/sites/slips/CODE-DETAIL.txt` holds the files of a site, each after a line `=== PATH`; after `=== corrected` come the files that are
//! written over them, and after `=== without PATH` nothing: that file is deleted. The first line names the code.

use std::collections::BTreeSet;

use super::support::{Site, project, text};

/// The codes of all that `check` says.
fn codes(site: &Site) -> BTreeSet<String> {
    let output = site.run(&["check", "--as-of", "2026-11-23", "--format", "json"]);
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", text(&output.stderr)));
    let all = said["diagnostics"].as_array().expect("a list").iter();
    all.map(|d| d["code"].as_str().expect("a code").to_owned()).collect()
}

/// Writes and deletes files as one half of a slip says.
fn apply(site: &Site, half: &str) {
    for part in half.split("\n=== ").filter(|part| !part.trim().is_empty()) {
        let (path, words) = part.split_once('\n').unwrap_or((part, ""));
        match path.strip_prefix("without ") {
            Some(path) => std::fs::remove_file(site.folder().join(path)).expect("a file that is deleted"),
            None => drop(site.write(path, format!("{words}\n"))),
        }
    }
}

#[test]
fn each_slip_has_its_code_and_corrected_none() {
    let home = project().join("tests/sites/slips");
    let mut names: Vec<String> = std::fs::read_dir(&home)
        .expect("the slips")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert!(names.len() >= 15, "there are {} slips", names.len());
    let mut wrong = Vec::new();
    for name in names {
        let words = std::fs::read_to_string(home.join(&name)).expect("a slip");
        let (code, files) = words.split_once('\n').expect("a code and files");
        let (slip, corrected) = files.split_once("\n=== corrected").expect("the corrected files");
        let site = Site::new();
        site.write("site.toml", "title = \"Harbour\"\nbase_url = \"https://harbour.example/\"\n");
        apply(&site, &format!("\n{slip}"));
        let found = codes(&site);
        if found != BTreeSet::from([code.to_owned()]) {
            wrong.push(format!("{name}: {found:?}"));
        }
        apply(&site, corrected);
        let found = codes(&site);
        if !found.is_empty() {
            wrong.push(format!("{name}, corrected: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
