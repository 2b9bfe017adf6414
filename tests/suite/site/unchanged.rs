//! A build of what is built already makes nothing, and says what the first one said; any change, of the content or of the output, is built.

use super::support::{Site, files};

/// Builds; gives the exit code, whether nothing was made, and the rest of what was said.
fn build(site: &Site, options: &[&str]) -> (Option<i32>, bool, serde_json::Value) {
    let arguments = [&["build", "--format", "json"], options].concat();
    let output = site.run(&arguments);
    let mut said: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let is_unchanged = said["stages"].as_array().is_some_and(|all| all.iter().any(|stage| stage["stage"] == "unchanged"));
    for varying in ["seconds", "stages", "written", "kept", "removed", "indexed"] {
        said.as_object_mut().expect("an object").remove(varying);
    }
    (output.status.code(), is_unchanged, said)
}

/// The output is that of a build of the same content where none was before. Gives it.
fn is_as_new(site: &Site, options: &[&str], what: &str) -> Vec<(String, Vec<u8>)> {
    let fresh = Site::new();
    let is_input = |p: &String| {
        ["content/", "themes/", "root/"].iter().any(|top| p.starts_with(top)) || *p == "site.toml" || *p == "permalinks.txt"
    };
    for path in files(site.folder()).into_iter().filter(is_input) {
        fresh.write(&path, std::fs::read(site.folder().join(&path)).expect("a file"));
    }
    build(&fresh, options);
    let expected = output(&fresh);
    holds(site, &expected, what);
    expected
}

/// Each file of the output with its bytes.
fn output(site: &Site) -> Vec<(String, Vec<u8>)> {
    let folder = site.folder().join("public");
    files(&folder).into_iter().map(|path| (path.clone(), std::fs::read(folder.join(&path)).expect("a file"))).collect()
}

/// The output has these files and no other.
fn holds(site: &Site, expected: &[(String, Vec<u8>)], what: &str) {
    let found = output(site);
    let paths = |all: &[(String, Vec<u8>)]| all.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>();
    assert_eq!(paths(&found), paths(expected), "{what}");
    for ((path, one), (_, other)) in found.iter().zip(expected) {
        assert!(one == other, "{what}: {path} differs");
    }
}

const DAY: &[&str] = &["--as-of", "2026-11-23"];

#[test]
fn every_change_is_built_and_nothing_else_is() {
    let site = Site::copy("tests/sites/good/small");
    let meeting = "content/board/meetings/2024-06-05.md";
    let text = std::fs::read_to_string(site.folder().join(meeting)).expect("a meeting");
    let remove = |path: &str| std::fs::remove_file(site.folder().join(path)).expect("a file");
    let changes: Vec<(&str, &[&str], Box<dyn Fn()>)> = vec![
        ("an edited meeting", DAY, Box::new(|| _ = site.write(meeting, format!("{text}\n9.9 The quay was swept.\n")))),
        ("a new paper", DAY, Box::new(|| _ = site.write("content/paper.txt", "one"))),
        ("a new page", DAY, Box::new(|| _ = site.write("content/new.md", "# New\n\nWords. [A paper](paper.txt)\n"))),
        ("an edited paper of the same size", DAY, Box::new(|| _ = site.write("content/paper.txt", "two"))),
        ("a removed page", DAY, Box::new(|| remove("content/new.md"))),
        ("a file that nothing reads", DAY, Box::new(|| _ = site.write("content/stray.bin", [0, 1, 2]))),
        ("a theme of its own", DAY, Box::new(|| _ = site.write("themes/civic/assets/css/99-own.css", "main { color: red }\n"))),
        ("a file for the top of the output", DAY, Box::new(|| _ = site.write("root/CNAME", "quay.example"))),
        ("that file with other words", DAY, Box::new(|| _ = site.write("root/CNAME", "pier.example"))),
        ("another day", &["--as-of", "2026-11-24"], Box::new(|| {})),
        ("another edition", &["--as-of", "2026-11-24", "--edition", "internal", "--out", "public", "--replace"], Box::new(|| {})),
        ("a portable site", &["--as-of", "2026-11-24", "--portable", "--replace"], Box::new(|| {})),
        ("a page of the output with other words", DAY, Box::new(|| _ = site.write("public/index.html", "my own page"))),
        ("a page of the output removed", DAY, Box::new(|| remove("public/board/index.html"))),
        ("a page added to the output", DAY, Box::new(|| _ = site.write("public/board/stray.html", "x"))),
        (
            "a folder added to the output",
            DAY,
            Box::new(|| std::fs::create_dir(site.folder().join("public/empty")).expect("a folder")),
        ),
        ("the output removed", DAY, Box::new(|| std::fs::remove_dir_all(site.folder().join("public")).expect("a folder"))),
        (
            "the cache removed",
            DAY,
            Box::new(|| std::fs::remove_dir_all(site.folder().join(".minutebook-cache")).expect("a folder")),
        ),
    ];
    assert!(!build(&site, DAY).1, "the first build");
    for (what, options, change) in &changes {
        change();
        let first = build(&site, options);
        assert_eq!((first.0, first.1), (Some(0), false), "{what}: {}", first.2);
        let expected = is_as_new(&site, options, what);
        assert_eq!(build(&site, options), (Some(0), true, first.2), "{what}, once more");
        holds(&site, &expected, what);
    }
}

#[test]
fn warnings_and_errors_are_said_again() {
    let site = Site::new();
    site.write("content/board/2024-05-08.md", "# Board\n\nPresent: Ann Lee\n\n1.1 By 31 June 2024. [Nowhere](gone.md)\n");
    site.write("content/board/2024-06-05.md", "# Board\n\nThe witness was [[REDACT:s.40|Zeb Quorvane]].\n");
    let first = build(&site, DAY);
    assert_eq!((first.0, first.1), (Some(1), false), "{}", first.2);
    assert!(first.2["diagnostics"].as_array().is_some_and(|all| all.len() > 1), "{}", first.2);
    assert_eq!(build(&site, DAY), (Some(1), true, first.2));
    // People are told in the same words.
    let told = |site: &Site| {
        let said = String::from_utf8_lossy(&site.run(&["build", "--as-of", "2026-11-23"]).stderr).into_owned();
        let (before, after) = said.split_once("public in ").expect("a summary");
        format!("{before}{}", after.split_once(" s:").expect("seconds").1)
    };
    let again = told(&site);
    std::fs::remove_dir_all(site.folder().join(".minutebook-cache")).expect("the cache");
    assert_eq!(told(&site), again);
}

#[test]
fn a_refused_build_is_refused_again() {
    let site = Site::copy("tests/sites/good/small");
    build(&site, DAY);
    let page = "content/broken.md";
    site.write(page, "+++\ntitel = \"x\"\n+++\n");
    for _ in 0..2 {
        assert_eq!(build(&site, DAY).0, Some(1));
    }
    std::fs::remove_file(site.folder().join(page)).expect("a file");
    assert_eq!(build(&site, DAY).0, Some(0));
    is_as_new(&site, DAY, "mended");
}

/// It holds words that an edition may not show.
#[cfg(unix)]
#[test]
fn what_is_kept_is_private_and_no_link_is_followed() {
    use std::os::unix::fs::PermissionsExt;
    let site = Site::copy("tests/sites/good/small");
    build(&site, DAY);
    let cache = site.folder().join(".minutebook-cache");
    for folder in [cache.clone(), std::fs::read_dir(&cache).expect("a folder").next().expect("one").expect("an entry").path()] {
        assert_eq!(std::fs::metadata(&folder).expect("a folder").permissions().mode() & 0o777, 0o700, "{}", folder.display());
    }
    // A link of its name leads elsewhere: nothing there is read, written or removed.
    std::fs::remove_dir_all(&cache).expect("the cache");
    let elsewhere = site.outside().join("elsewhere");
    std::fs::create_dir(&elsewhere).expect("a folder");
    std::fs::write(elsewhere.join("mine.txt"), "mine").expect("a file");
    std::os::unix::fs::symlink(&elsewhere, &cache).expect("a link");
    for _ in 0..2 {
        assert_eq!(build(&site, DAY).0, Some(0));
    }
    assert_eq!(files(&elsewhere), ["mine.txt"]);
}
