//! A site as it stood on a day: from versions, dates and what is kept.

use super::support::{Site, shown, text};

/// Minutes that were amended in May, agreed and reported on in June; a report of July.
fn site() -> Site {
    let site = Site::new();
    site.write("site.toml", "title = \"Lamps\"\nbase_url = \"https://lamps.example/\"\n");
    site.write("content/board/_index.md", "# Lamp board\n");
    site.write(
        "content/board/meetings/2024-04-17.v1.md",
        "Present: Ann Lee\n\n## 1. Lamps\n\n1.1 The lamp is dim.\n\n**ACTION:** Ann Lee to write by 30 April 2024.\n",
    );
    site.write(
        "content/board/meetings/2024-04-17.md",
        "+++\nagreed_at = \"board/2024-06-15#1.1\"\nchanges = [{ date = 2024-05-20, note = \"It is out.\", major = true }]\n+++\nPresent: Ann Lee\n\n## 1. Lamps\n\n\
         1.1 The lamp is out.\n\n**ACTION:** Ann Lee to write by 30 April 2024.\n",
    );
    site.write(
        "content/board/meetings/2024-06-15.md",
        "Present: Ann Lee\n\n## 1. Lamps\n\n1.1 The minutes were agreed.\n\n**ACTION board/2024-04-17/1.1:** done.\n",
    );
    site.write("content/reports/tides/index.md", "---\ndate: 2024-07-01\n---\n# Tides\n\nThey rise.\n");
    site.write("content/about.md", "+++\nwithdrawn = { date = 2024-08-01, reason = \"It named a child.\" }\n+++\n");
    site
}

#[test]
fn the_site_is_as_it_stood() {
    let site = site();
    let output = site.run(&["publish", "--as-of", "2024-09-01"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let read = |day: &str, path: &str| {
        let output = site.run(&["build", "--stood", day, "--out", &format!("stood/{day}")]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        let place = site.folder().join(format!("stood/{day}/{path}/index.html"));
        std::fs::read_to_string(&place).map(|page| shown(&page)).unwrap_or_default()
    };
    let may = read("2024-05-01", "board/2024-04-17");
    assert!(may.contains("The lamp is dim.") && !may.contains("The lamp is out.") && !may.contains("It is out."), "{may}");
    assert!(!may.contains("Minutes agreed on"), "{may}");
    let june = read("2024-06-01", "board/2024-04-17");
    assert!(june.contains("The lamp is out.") && !june.contains("Minutes agreed on"), "{june}");
    assert!(read("2024-06-20", "board/2024-04-17").contains("Minutes agreed on 15 June 2024"));
    assert!(read("2024-06-01", "actions/board/2024-04-17/1.1").contains("Open"));
    assert!(read("2024-06-20", "actions/board/2024-04-17/1.1").contains("Done"));
    assert_eq!(read("2024-06-20", "reports/tides"), "");
    assert!(read("2024-07-01", "reports/tides").contains("They rise."));
    // Nothing is published again that was taken back.
    assert!(read("2024-05-01", "about").contains("It named a child."));
    assert_eq!(site.run(&["build", "--stood", "2024-05-01"]).status.code(), Some(2), "it would replace the site of today");
}

#[test]
fn a_day_leads_to_the_site_as_it_stood_where_that_is_kept() {
    let site = site();
    let address = "https://stood.example/2024-05-20/";
    let settings = std::fs::read_to_string(site.folder().join("site.toml")).expect("settings");
    site.write("site.toml", format!("{settings}[[stood]]\ndate = 2024-05-20\naddress = \"{address}\"\n"));
    let page = site.build_with(&["--as-of", "2024-09-01"]).main("changes/index.html");
    assert_eq!(page.matches("The site as it stood on this day").count(), 1, "{page}");
    assert!(page.contains(&format!("<a href=\"{address}\" rel=\"external\">")), "{page}");
}
