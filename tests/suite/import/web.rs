//! Web pages: structure kept, scripts and navigation listed.

use super::{assert_words, import, markdown};

const PAGE: &str = "<!DOCTYPE html><html><head><title>Minutes | Harbour</title><style>p { color: red }</style></head><body>\
    <nav><a href='/'>Home</a> <a href='/minutes'>Minutes</a></nav>\
    <h1>Harbour Board, 9&nbsp;March 2021</h1><p>Present: Ann&#32;Lee &amp; Bob Ray</p>\
    <h2>1. Lamps</h2><p>1.1 The <b>lamp</b> is out.<br>It is dark.</p><ul><li>one plank<ul><li>of oak</li></ul></li><li><p>two nails</p></li></ul>\
    <ol><li>First</li><li>Second</li></ol>\
    <table><caption>Figures</caption><tr><th>Name</th><th>Task</th></tr><tr><td>Bob Ray</td><td>Mend<br>the lamp</td></tr></table>\
    <p><a href='https://example.org/map'>The map</a><script>alert('x < y')</script></p></body></html>";

#[test]
fn a_page_keeps_its_structure() {
    let file = import("minutes.html", PAGE.as_bytes());
    assert_eq!(
        markdown(&file),
        "# Harbour Board, 9\u{a0}March 2021\n\nPresent: Ann Lee & Bob Ray\n\n## 1. Lamps\n\n1.1 The **lamp** is out.\\\nIt is dark.\n\n\
         - one plank\n  - of oak\n- two nails\n\n1\\. First\n\n2\\. Second\n\nFigures\n\n| Name | Task |\n| --- | --- |\n\
         | Bob Ray | Mend<br>the lamp |\n\n[The map](<https://example.org/map>)\n"
    );
    assert_words(&file);
    let report = file.report.text();
    for line in ["navigation: “Home Minutes”", "a script or a style: “alert('x < y')”", "navigation: “Minutes | Harbour”"]
    {
        assert!(report.contains(line), "{line}\n{report}");
    }
}

#[test]
fn a_broken_page_loses_no_word() {
    for cut in (0..PAGE.len()).step_by(7).filter(|cut| PAGE.is_char_boundary(*cut)) {
        let file = import("2021-03-09.html", &PAGE.as_bytes()[..cut]);
        if !file.texts.is_empty() && file.report.format == "HTML" {
            assert_words(&file);
        }
    }
}
