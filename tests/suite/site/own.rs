//! The project's own content: nothing of the minutes is lost on the page, every link holds, the build is clean.

use super::shared::shared;
use super::support::{dead_links_of, found_in_order, project, words};

/// The words of minutes as an author reads them: without front matter, link targets, ids and the marks of references.
fn words_of_minutes(text: &str) -> Vec<String> {
    let body = text.trim_start_matches('\u{feff}');
    let body = body.strip_prefix("+++\n").and_then(|b| b.split_once("\n+++\n")).map_or(body, |(_, b)| b);
    let mut plain = String::new();
    // The mark of an internal block is shown as words of the page's own.
    let body = body.replace("[!INTERNAL]", "");
    let mut rest = body.as_str();
    while let Some(at) = rest.find(['[', ']', '{', '>']) {
        plain.push_str(&rest[..at]);
        let tail = &rest[at..];
        if tail.starts_with("](") {
            let end = tail.find(')').unwrap_or(tail.len() - 1);
            rest = &tail[end + 1..];
        } else if let Some(inner) = tail.strip_prefix("[[") {
            let end = inner.find("]]").unwrap_or(inner.len());
            let words = &inner[..end];
            match words.split_once('|') {
                Some((_, shown)) => plain.push_str(shown),
                None => plain.push(' '),
            }
            rest = inner.get(end + 2..).unwrap_or("");
        } else if tail.starts_with("{#") {
            rest = tail.split_once('}').map_or("", |(_, r)| r);
        } else {
            plain.push(' ');
            rest = &tail[1..];
        }
    }
    plain.push_str(rest);
    words(&without_ids(&plain))
}

/// A text without the marks of updates and the ids of actions: a page has the sentence of the action, or its number and day, in their place.
fn without_ids(text: &str) -> String {
    let is_id = |word: &str| {
        let parts: Vec<&str> = word.trim_matches(|c: char| matches!(c, '*' | ':' | '.' | ',')).split('/').collect();
        parts.len() >= 3 && parts[parts.len() - 2].parse::<jiff::civil::Date>().is_ok()
    };
    let mut out = String::new();
    for word in text.split(' ') {
        if is_id(word) {
            out.truncate(out.trim_end().trim_end_matches("**ACTION").len());
        } else {
            out.push_str(word);
        }
        out.push(' ');
    }
    out
}

#[test]
fn every_word_of_the_minutes_is_on_its_page() {
    let built = shared("own", &["--edition", "internal"]);
    let content = project().join("content");
    let mut meetings = 0;
    for file in walkdir::WalkDir::new(&content).sort_by_file_name().into_iter().flatten() {
        let path = file.path().strip_prefix(&content).expect("below").to_string_lossy().into_owned();
        let Some((body, name)) = path.split_once("/meetings/").filter(|_| path.ends_with(".md") && !path.ends_with(".cy.md"))
        else {
            continue;
        };
        let key = name.trim_end_matches(".md").trim_end_matches("/index");
        let source = words_of_minutes(&std::fs::read_to_string(file.path()).expect("minutes"));
        let page = built.words(&format!("{body}/{key}/index.html"));
        let found = found_in_order(&source, &page);
        let missing: Vec<&String> = source.iter().filter(|w| !page.contains(w)).collect();
        assert_eq!(found, source.len(), "{path}: {found} of {} words in order; missing altogether: {missing:?}", source.len());
        meetings += 1;
    }
    assert!(meetings >= 7, "only {meetings} meetings were looked at");
}

#[test]
fn every_link_of_the_own_site_holds() {
    for options in [&[][..], &["--portable"], &["--edition", "internal", "--drafts"]] {
        let built = shared("own", options);
        let (dead, count) = dead_links_of(built.files.keys().cloned(), &|path| built.text(path));
        assert!(dead.is_empty(), "{options:?}: dead links:\n{}", dead.join("\n"));
        assert!(count > 500, "only {count} links were found");
        assert_eq!(built.stderr, "", "a quiet build says nothing in a pipe");
    }
}

#[test]
fn a_redaction_is_shown_as_one() {
    let page = shared("own", &[]).main("kestrel-coast/2025-06-18/index.html");
    assert!(page.contains("A visitor, <span class=\"redacted\">[redacted: s.40]</span>, had written"), "{page}");
    assert!(!page.contains(['\u{fffd}', '\u{1a}']), "{page}");
}
