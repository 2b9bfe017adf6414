//! What a program says that was built without a feature. `.ci/run` runs this with `--no-default-features`.

use super::support::Site;

/// A site that uses what the features are for.
fn site() -> Site {
    let site = Site::new();
    site.write("content/_index.md", "# Harbour\n\n```rust\nfn main() {}\n```\n\n```text\nplain\n```\n");
    site.write("content/reports/one/index.md", "+++\ntitle = \"One\"\ndate = 2024-05-01\n+++\n\nA report.\n");
    site.write("content/reports/one/report.pdf", "%PDF-1.4\nnothing that could be read\n%%EOF\n");
    site
}

#[cfg(not(feature = "attachments"))]
#[test]
fn a_document_that_is_not_looked_into_is_named() {
    let said = site().build().stderr;
    assert!(said.contains("feature-missing") && said.contains("report.pdf") && said.contains("`attachments`"), "{said}");
}

#[cfg(not(feature = "highlight"))]
#[test]
fn code_that_is_not_coloured_is_named_once() {
    let said = site().build().stderr;
    assert_eq!(said.matches("`highlight`").count(), 1, "{said}");
    assert!(said.contains("content/_index.md:3:4"), "{said}");
}

#[cfg(not(feature = "serve"))]
#[test]
fn a_preview_that_cannot_be_served_is_wrong_usage() {
    let output = site().run(&["serve"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("feature `serve`"), "{said}");
}

#[cfg(all(feature = "attachments", feature = "highlight"))]
#[test]
fn no_feature_is_missed_where_all_are_there() {
    let said = site().build().stderr;
    assert!(!said.contains("feature-missing"), "{said}");
}
