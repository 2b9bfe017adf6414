//! Texts on their way: draft, agreed, amended, withdrawn; earlier versions kept and compared; what happened when.

use super::support::{Site, dead_links, text};

const MAY: &str = "## 1. Opening\n\n1.1 The east pier leaks badly.\n\n1.2 The west pier is sound.\n\n1.3 The ferry is late.\n\n**ACTION:** Harbour Trust to mend it.\n";
const MAY_1: &str = "## 1. Opening\n\n1.1 The east pier leaks.\n\n1.2 The west pier is sound.\n\n1.3 A thing that nobody said.\n\n1.4 The ferry is late.\n\n**ACTION:** Harbour Office to mend it, they thought.\n";

fn site() -> Site {
    let site = Site::new();
    site.write("site.toml", "title = \"Harbour\"\nbase_url = \"https://harbour.example/\"\n");
    site.write("content/board/_index.md", "# The board\n");
    let changes = "agreed_at = \"board/2024-06-05#1.1\"\nchanges = [\n  { date = 2024-07-01, note = \"1.1 says how badly.\", major = true },\n  { date = 2024-07-03, note = \"A comma.\", major = false },\n]";
    site.write("content/board/meetings/2024-05-01.md", format!("+++\n{changes}\n+++\n{MAY}"));
    site.write("content/board/meetings/2024-05-01.v1.md", MAY_1);
    site.write("content/board/meetings/2024-06-05.md", "## 1. Minutes\n\n1.1 The minutes were agreed.\n");
    site.write("content/reports/book/index.md", "+++\ndate = 2024-01-01\nchanges = [{ date = 2024-02-01, note = \"Two ships.\" }, { date = 2024-03-01, note = \"Three.\" }]\n+++\n# Book\n\n## Ships\n\n1.1 There were three ships.\n\nAnd [[redact:s.40|Jane Smith]] saw them.\n");
    site.write("content/reports/book/index.v1.md", "+++\ndate = 2024-01-01\n+++\n# Book\n\n## Ships\n\n1.1 There was a ship.\n");
    site.write("content/reports/book/index.v2.md", "+++\ndate = 2024-01-01\nchanges = [{ date = 2024-02-01, note = \"Two ships.\" }]\n+++\n# Book\n\n## Ships\n\n1.1 There were two ships.\n");
    site
}

#[test]
fn earlier_versions_have_pages_and_nothing_else() {
    let site = site();
    let built = site.build();
    let (dead, _) = dead_links(&built.folder);
    assert!(dead.is_empty(), "{dead:?}");
    let page = built.main("board/2024-05-01/v1/index.html");
    assert!(
        page.contains("This is an earlier version.")
            && page.contains("until <time datetime=\"2024-07-01\">")
            && page.contains("id=\"1.3\""),
        "{page}"
    );
    let whole = built.read("board/2024-05-01/v1/index.html");
    assert!(
        whole.contains("<link rel=\"canonical\" href=\"https://harbour.example/board/2024-05-01/\">")
            && whole.contains("noindex")
    );
    // The action of the first version was never there.
    assert!(built.list().iter().filter(|p| p.starts_with("actions/board/")).count() == 1);
    for path in ["actions.json", "meetings.json", "feed.xml", "sitemap.xml", "board/index.html", "board/2024-05-01/index.html"] {
        let page = built.read(path);
        assert!(!page.contains("nobody said") && !page.contains("they thought"), "{path}");
    }
    assert!(!built.read("sitemap.xml").contains("/v1/"));
    let search: String = built.list().iter().filter(|p| p.starts_with("search/")).map(|p| built.read(p)).collect();
    assert!(search.contains("2024-05-01") && !search.contains("nobodi") && !search.contains("nobody"));
}

#[test]
fn an_earlier_version_says_who_was_there() {
    let site = site();
    let people = "## Attendees\n- Quay Trust: Ann Able\n- DH: Official (for Ben Bow)\n\n## Apologies\n- DH: Ben Bow\n\n";
    site.write("content/board/meetings/2024-05-01.v1.md", format!("{people}{MAY_1}"));
    let page = site.build().main("board/2024-05-01/v1/index.html");
    assert!(page.contains("<li><b>Quay Trust:</b> Ann Able</li>"), "{page}");
    assert!(
        page.contains("Official (for Ben Bow)") && page.contains("Ben Bow <span class=\"deputies\">(deputy: Official)</span>"),
        "{page}"
    );
}

#[test]
fn any_two_versions_are_compared_paragraph_by_paragraph() {
    let site = site();
    let built = site.build();
    let page = built.main("board/2024-05-01/compare/v1/v2/index.html");
    for needed in [
        "<strong>Changed</strong>",
        "<ins> badly</ins>",
        "<strong>Removed</strong>",
        "<del>A thing that nobody said.</del>",
        "<strong>Renumbered, same text</strong> (was 1.4)",
        "unchanged",
    ] {
        assert!(page.contains(needed), "{needed} is not in\n{page}");
    }
    for (a, b) in [(1, 2), (1, 3), (2, 3)] {
        let page = built.main(&format!("reports/book/compare/v{a}/v{b}/index.html"));
        assert!(page.contains("<del>") && page.contains("<ins>"), "{page}");
        assert!(!page.contains("Jane"), "{page}");
    }
    assert!(built.main("reports/book/index.html").contains("../../reports/book/compare/v2/v3/"));
}

#[test]
fn agreement_is_told_on_both_sides_and_changes_reach_the_feeds() {
    let site = site();
    let built = site.build();
    let agreed = built.main("board/2024-05-01/index.html");
    assert!(agreed.contains("board/2024-06-05/#1.1") && agreed.contains("Minutes agreed on 5 June 2024"), "{agreed}");
    assert!(agreed.contains("Updated <time datetime=\"2024-07-01\">"), "a minor change is silent: {agreed}");
    let by = built.main("board/2024-06-05/index.html");
    assert!(by.contains("Agreed at this meeting") && by.contains("board/2024-05-01/"), "{by}");
    let feed = built.read("board/feed.xml");
    assert!(feed.contains("<updated>2024-07-01T00:00:00Z</updated>") && feed.contains("1.1 says how badly."), "{feed}");
    assert!(!feed.contains("2024-07-03") && !feed.contains("A comma."), "{feed}");
}

#[test]
fn the_page_of_changes_says_what_happened_when() {
    let site = site();
    site.write(
        "content/plan.md",
        "+++\nwithdrawn = { date = 2024-08-01, reason = \"There is another.\" }\n+++\n# Plan\n\nWe wait.\n",
    );
    site.write(
        "content/idea.md",
        "+++\ndraft = true\nchanges = [{ date = 2024-08-02, note = \"A thought.\" }]\n+++\n# Idea of mine\n",
    );
    let built = site.build();
    let page = built.main("changes/index.html");
    let order = ["There is another.", "A comma.", "1.1 says how badly.", "Agreed", "Three.", "Two ships.", "Published"];
    let mut at = 0;
    for words in order {
        let found = page[at..].find(words).unwrap_or_else(|| panic!("{words} is not in its place in\n{page}"));
        at += found;
    }
    assert!(page.contains("../board/2024-05-01/compare/v1/v2/") || page.contains("board/2024-05-01/compare/v1/v2/"), "{page}");
    assert!(page.contains("reports/book/compare/v1/v2/") && page.contains("reports/book/compare/v2/v3/"), "{page}");
    for path in built.list().iter().filter(|p| p.ends_with(".html") || p.ends_with(".json") || p.ends_with(".xml")) {
        assert!(!built.read(path).contains("Idea of mine") && !built.read(path).contains("A thought."), "{path} has a draft");
    }
    assert!(!built.list().iter().any(|p| p.contains("idea")));
    assert!(built.read("changes/2024/index.html").contains("A comma."));
}

#[test]
fn addresses_can_be_copied() {
    let site = site();
    let page = site.build().main("permalinks/index.html");
    for needed in [
        "<code class=\"address\">https://harbour.example/reports/book/</code>",
        "[Book](https://harbour.example/reports/book/)",
        "&lt;a href=&quot;https://harbour.example/board/2024-05-01/&quot;&gt;",
    ] {
        assert!(page.contains(needed), "{needed} is not in\n{page}");
    }
    site.write("site.toml", "title = \"Harbour\"\n");
    assert!(site.build().main("permalinks/index.html").contains("<code class=\"address\">/reports/book/</code>"));
}

#[test]
fn a_version_is_kept_for_good() {
    let site = site();
    let output = site.run(&["publish", "--as-of", "2026-11-23"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    std::fs::remove_file(site.folder().join("content/board/meetings/2024-05-01.v1.md")).expect("removed");
    assert!(site.fail(1, &[]).contains("`/board/2024-05-01/v1/` was published and would be lost"));
}

/// A citation names a version: the page of the text says which of its versions that is, until when it was the text, and where it is shown.
#[test]
fn the_version_of_a_citation_is_found() {
    let site = super::support::Site::new();
    site.write("site.toml", "title = \"Lamps\"\nbase_url = \"https://lamps.example/\"\n");
    site.write("content/board/_index.md", "# Lamp board\n");
    let first = "## 1. Lamps\n\n1.1 The lamp is dim.\n";
    site.write("content/board/meetings/2024-04-17.md", first);
    let page = site.build().read("board/2024-04-17/index.html");
    let cited = page.split("as first published, version ").nth(1).map(|rest| rest[..8].to_owned()).expect("a version");
    site.write("content/board/meetings/2024-04-17.v1.md", first);
    let note = "+++\nchanges = [{ date = 2024-05-20, note = \"It is out.\" }]\n+++\n";
    site.write("content/board/meetings/2024-04-17.md", format!("{note}{}", first.replace("dim", "out")));
    let built = site.build();
    let page = super::support::shown(&built.main("board/2024-04-17/index.html"));
    let list = page.split("Earlier versions").nth(1).expect("versions");
    assert!(list.contains(&format!("(version {cited})")) && list.contains("until  20 May 2024"), "{list}");
    let version = super::support::shown(&built.main("board/2024-04-17/v1/index.html"));
    assert!(
        version.contains(&format!("as first published, version {cited}")) && version.contains("The lamp is dim."),
        "{version}"
    );
}
