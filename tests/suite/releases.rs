//! Publications that are kept, listed, verified and put back.

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;

use crate::site::support::{files, text};

fn run(here: &Path, arguments: &[&str]) -> Output {
    Command::cargo_bin("minutebook").expect("the binary").current_dir(here).args(arguments).output().expect("it runs")
}

/// Publishes a page with some words, and further pages.
fn publish(here: &Path, words: &str, pages: &[&str], options: &[&str]) {
    fs::write(here.join("content/about.md"), format!("# About\n\n{words}\n")).expect("a file");
    for page in pages {
        fs::write(here.join(format!("content/{page}.md")), format!("# {page}\n")).expect("a file");
    }
    let output = run(here, &[&["publish", "--accept", "--as-of", "2026-11-23"], options].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
}

fn site() -> tempfile::TempDir {
    let home = crate::scratch::scratch();
    fs::create_dir_all(home.path().join("content")).expect("a folder");
    fs::write(home.path().join("site.toml"), "title = \"Quay\"\n").expect("a file");
    home
}

fn about(here: &Path) -> String {
    fs::read_to_string(here.join("public/about/index.html")).expect("a page")
}

#[test]
fn a_publication_is_put_back_whole() {
    let home = site();
    let here = home.path();
    publish(here, "Lamps are red.", &[], &[]);
    let first: Vec<(String, Vec<u8>)> = files(&here.join("public"))
        .into_iter()
        .map(|p| (p.clone(), fs::read(here.join("public").join(&p)).expect("a file")))
        .collect();
    fs::write(here.join("public/.htaccess"), "mine").expect("a file");
    publish(here, "Lamps are green.", &[], &[]);
    publish(here, "Lamps are blue.", &[], &[]);
    let listed = text(&run(here, &["publish", "--list"]).stdout);
    assert_eq!(
        listed.lines().map(|l| l.split_whitespace().next().unwrap_or("")).collect::<Vec<_>>(),
        ["now", "2", "1"],
        "{listed}"
    );
    let back = run(here, &["publish", "--rollback", "1"]);
    assert!(back.status.success(), "{}", text(&back.stderr));
    for (path, bytes) in &first {
        assert!(fs::read(here.join("public").join(path)).expect("a file") == *bytes, "{path}");
    }
    assert_eq!(fs::read_to_string(here.join("public/.htaccess")).expect("the owner's file"), "mine");
    // What was replaced is kept too, and can be put back in its turn.
    assert!(run(here, &["publish", "--rollback", "3"]).status.success());
    assert!(about(here).contains("blue"));
    assert!(run(here, &["verify"]).status.success());
}

#[test]
fn no_more_are_kept_than_asked_for_and_a_build_keeps_none() {
    let home = site();
    let here = home.path();
    let kept = |here: &Path| -> Vec<String> {
        let all = fs::read_dir(here.join(".public.minutebook-releases"))
            .map(|all| all.map(|e| e.expect("an entry").file_name()).collect());
        let mut all: Vec<String> = all
            .unwrap_or_else(|_| Vec::new())
            .into_iter()
            .map(|n: std::ffi::OsString| n.to_string_lossy().into_owned())
            .collect();
        all.sort();
        all
    };
    for words in ["One.", "Two.", "Three.", "Four."] {
        publish(here, words, &[], &["--keep", "2"]);
    }
    assert_eq!(kept(here), ["2", "3"]);
    publish(here, "Five.", &[], &["--keep", "0"]);
    assert_eq!(kept(here), ["2", "3"]);
    // What a build replaces goes, and what a build left is no publication.
    for _ in 0..2 {
        fs::write(here.join("content/about.md"), "# About\n\nSix.\n").expect("a file");
        assert!(run(here, &["build", "--as-of", "2026-11-24"]).status.success());
        assert!(!here.join("public/manifest.json").exists());
    }
    publish(here, "Seven.", &[], &[]);
    assert_eq!(kept(here), ["2", "3"]);
}

#[test]
fn addresses_that_were_published_later_are_not_lost_in_silence() {
    let home = site();
    let here = home.path();
    publish(here, "One.", &[], &[]);
    publish(here, "One.", &["new"], &[]);
    let refused = run(here, &["publish", "--rollback", "1"]);
    let said = text(&refused.stderr);
    assert_eq!(refused.status.code(), Some(1), "{said}");
    assert!(said.contains("`/new/` was published") && said.contains("permalinks.txt:") && said.contains("--accept"), "{said}");
    assert!(here.join("public/new/index.html").exists());
    assert!(run(here, &["publish", "--rollback", "1", "--accept"]).status.success());
    assert!(!here.join("public/new/index.html").exists());
    let unknown = run(here, &["publish", "--rollback", "9"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).contains("kept are 1, 2"), "{}", text(&unknown.stderr));
}

#[test]
fn what_was_changed_is_found_and_never_put_back() {
    let home = site();
    let here = home.path();
    publish(here, "One.", &[], &[]);
    fs::write(here.join("public/about/index.html"), "other words").expect("a file");
    fs::write(here.join("public/about/added.html"), "x").expect("a file");
    fs::remove_file(here.join("public/sitemap/index.html")).expect("a file");
    let found = run(here, &["verify"]);
    assert_eq!(found.status.code(), Some(1));
    assert_eq!(text(&found.stdout), "missing  sitemap/index.html\nchanged  about/index.html\nadded    about/added.html\n");
    publish(here, "Two.", &[], &[]);
    let refused = run(here, &["publish", "--rollback", "1"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("changed  about/index.html"), "{}", text(&refused.stderr));
    assert!(about(here).contains("Two."));
    assert_eq!(run(here, &["verify", "content"]).status.code(), Some(2));
}

#[test]
fn a_locked_publication_records_nothing() {
    let home = site();
    let here = home.path();
    let locked = ["publish", "--locked", "--as-of", "2026-11-23"];
    fs::write(here.join("content/about.md"), "# About\n\nLamps.\n").expect("a file");
    let refused = run(here, &locked);
    let said = text(&refused.stderr);
    assert_eq!(refused.status.code(), Some(1), "{said}");
    assert!(said.contains("error[unrecorded-address]") && said.contains("`/about/`"), "{said}");
    assert!(!here.join("permalinks.txt").exists() && !here.join("public").exists(), "something was written");
    publish(here, "Lamps.", &[], &[]);
    let ledger = fs::read_to_string(here.join("permalinks.txt")).expect("the ledger");
    let done = run(here, &locked);
    assert!(done.status.success(), "{}", text(&done.stderr));
    assert_eq!(fs::read_to_string(here.join("permalinks.txt")).expect("the ledger"), ledger);
}
