//! Markup is made in few places: everybody else hands it on.

use super::tree::{files, project};

#[test]
fn only_text_charts_and_the_helpers_of_html_make_markup() {
    let mut makers = 0;
    for (path, text) in files(&project().join("src"), "rs") {
        let place = path.strip_prefix(project().join("src")).unwrap().to_string_lossy().replace('\\', "/");
        let may = ["text/", "chart/", "html/"].iter().any(|folder| place.starts_with(folder));
        let lines = text.lines().enumerate().filter(|(_, line)| line.contains("Html::finished("));
        for (n, line) in lines {
            assert!(may, "src/{place}, line {}: only `text`, `chart` and `html` make `Html`:\n{}", n + 1, line.trim());
            makers += 1;
        }
    }
    assert!(makers > 4, "only {makers} makers of markup were found");
}

/// Readers of markup, which know how others write it.
const READERS: [&str; 2] = ["layout/bare.rs", "permanence/proof.rs"];

#[test]
fn one_file_escapes_for_html_and_for_xml() {
    let mut escapers = Vec::new();
    for (path, text) in files(&project().join("src"), "rs") {
        let place = path.strip_prefix(project().join("src")).unwrap().to_string_lossy().replace('\\', "/");
        if text.contains("\"&lt;\"") && !place.ends_with("tests.rs") && !READERS.contains(&place.as_str()) {
            escapers.push(place);
        }
    }
    assert_eq!(escapers, ["html/escape.rs"], "text is escaped by `html::escape` alone");
}
