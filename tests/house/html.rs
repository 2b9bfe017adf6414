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

/// The values that are ids of the content: anchors of texts, and those that they had.
const CONTENT_IDS: [&str; 7] = ["s.anchor", "b.anchor", "y.anchor", "g.anchor", "m.text", "a.text", "table.id"];

/// No heading of an author's can take an id that begins with `_`, so that every id of the theme does.
#[test]
fn every_id_of_a_template_is_of_the_content_or_has_the_sign_of_the_theme() {
    let mut seen = 0;
    for (path, text) in files(&project().join("themes/civic/templates"), "html") {
        for (at, lead) in text.match_indices(" id=\"") {
            let id = text[at + lead.len()..].split('"').next().unwrap_or_default();
            let value = id.strip_prefix("{{ ").and_then(|rest| rest.strip_suffix(" }}"));
            let is_known = id.starts_with('_') || value.is_some_and(|value| CONTENT_IDS.contains(&value));
            assert!(is_known, "{}: the id `{id}` is not of the content and does not begin with `_`", path.display());
            seen += 1;
        }
    }
    assert!(seen > 40, "only {seen} ids were found");
}
