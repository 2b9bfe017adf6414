//! The same content gives the same bytes, wherever it stands; what is the user's in the output folder stays.

use super::shared::{SharedBuild, shared};
use super::support::{Site, files};

#[test]
fn two_builds_in_two_folders_are_the_same_bytes() {
    let other = Site::own_named("another folder, with spaces é");
    let (a, b) = (shared("own", &[]), SharedBuild::read(&other.build()));
    assert_eq!(a.list(), b.list());
    for (path, bytes) in &a.files {
        assert!(b.files[path] == *bytes, "{path} differs");
    }
}

#[test]
fn a_second_build_changes_nothing_and_keeps_the_dotfiles() {
    let site = Site::copy("tests/sites/good/small");
    site.write("public/.gitignore", "*\n!.gitignore\n")
        .write("public/.well-known/security.txt", "Contact: mailto:a@example.org\n");
    site.build();
    site.write("public/index.html", "an old home page").write("public/stale/index.html", "an old page");
    let first = site.build();
    assert!(!first.list().iter().any(|p| p.starts_with("stale")), "an old page is still published");
    let before: Vec<(String, Vec<u8>)> =
        first.list().into_iter().map(|p| (p.clone(), std::fs::read(first.folder.join(&p)).expect("a file"))).collect();
    let output = site.run(&["build", "--as-of", "2026-11-23", "--format", "json"]);
    let summary: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(summary["written"], 0, "{summary}");
    for (path, bytes) in &before {
        assert!(std::fs::read(first.folder.join(path)).expect("a file") == *bytes, "{path} changed");
    }
    assert!(first.list().contains(&".gitignore".to_owned()) && first.list().contains(&".well-known/security.txt".to_owned()));
}

#[test]
fn a_failing_build_leaves_the_site_as_it_was() {
    let site = Site::copy("tests/sites/good/small");
    let built = site.build();
    let before = built.list();
    site.write("content/board/meetings/2024-09-09.md", "+++\ntitel = \"x\"\n+++\n");
    site.fail(1, &[]);
    assert_eq!(before, built.list());
}

/// Builds, and says how many documents were indexed for search.
fn indexed(site: &Site) -> u64 {
    let output = site.run(&["build", "--as-of", "2026-11-23", "--format", "json"]);
    let summary: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    summary["indexed"].as_u64().expect("a number")
}

/// The same content in a folder where nothing was built before gives the same bytes.
fn as_if_new(site: &Site, what: &str) {
    let fresh = Site::new();
    for path in files(site.folder()).into_iter().filter(|p| p.starts_with("content/") || p == "site.toml") {
        fresh.write(&path, std::fs::read(site.folder().join(&path)).expect("a file"));
    }
    indexed(&fresh);
    let (one, other) = (site.folder().join("public"), fresh.folder().join("public"));
    assert_eq!(files(&one), files(&other), "{what}");
    for path in files(&one) {
        let read = |folder: &std::path::Path| std::fs::read(folder.join(&path)).expect("a file");
        assert!(read(&one) == read(&other), "{what}: {path} differs");
    }
}

#[test]
fn one_edited_meeting_is_indexed_again_and_no_other() {
    let site = Site::copy("tests/sites/good/small");
    let all = indexed(&site);
    assert!(all > 10, "{all}");
    assert_eq!(indexed(&site), 0, "nothing changed");
    let path = "content/board/meetings/2024-06-05.md";
    let text = std::fs::read_to_string(site.folder().join(path)).expect("a meeting");
    site.write(path, format!("{text}\n9.9 Rhododendrons were seen beyond the harbour.\n"));
    assert_eq!(indexed(&site), 1, "one meeting was edited");
    as_if_new(&site, "after an edit");
    // What was kept and can no longer be believed, or belongs to other content, changes nothing.
    let kept = site.folder().join(".minutebook-cache");
    for file in files(&kept) {
        let place = kept.join(&file);
        let mut bytes = std::fs::read(&place).expect("a file");
        bytes.iter_mut().skip(40).step_by(97).for_each(|b| *b ^= 1);
        std::fs::write(place, bytes).expect("a file");
    }
    assert_eq!(indexed(&site), all, "what was kept was damaged");
    as_if_new(&site, "after damage");
    std::fs::remove_dir_all(&kept).expect("the cache");
    assert_eq!(indexed(&site), all, "what was kept was deleted");
    as_if_new(&site, "without what was kept");
}

/// What was kept of an action that is overdue is still an action.
#[test]
fn an_overdue_action_is_counted_as_one_again() {
    let site = Site::new();
    site.write("site.toml", "title = \"Harbour\"\n");
    site.write(
        "content/board/meetings/2024-05-01.md",
        "## 1. Lamps\n1.1 The lamps are out.\n\n**ACTION:** Quay Trust to count the lamps by 31 August 2024.\n",
    );
    site.write("content/about.md", "# About\n\nLamps are counted by night.\n");
    site.build();
    site.write("content/about.md", "# About\n\nLamps are counted by day.\n");
    assert_eq!(indexed(&site), 1, "one page was edited");
    as_if_new(&site, "an overdue action in what was kept");
}
