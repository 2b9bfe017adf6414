//! A site as it stood on a day: from versions, dates and what is kept.

use super::support::{Site, files, shown, text};

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

/// Words that were first said or true on a later day are in no file of the site as it stood, and what refers to them says so to nobody.
#[test]
fn nothing_later_than_the_day_shows() {
    let site = site();
    site.write(
        "content/board/_index.md",
        "+++\nname = \"Beacon Board\"\nalso_known_as = [{ name = \"Lamp Group\", to = 2024-05-31 }]\n\
         [[members]]\nperson = \"ann-lee\"\nfrom = 2023-01-01\nto = 2024-06-30\n[[members]]\nperson = \"quill\"\nfrom = 2024-06-01\n+++\nIt meets.\n",
    );
    site.write(
        "content/people.toml",
        "[[person]]\nid = \"ann-lee\"\nname = \"Ann Marrywell\"\nalso_known_as = [{ name = \"Ann Lee\", to = 2024-06-01 }]\n\
         roles = [{ title = \"Harbourmaster\", from = 2024-06-10 }]\n[[person]]\nid = \"quill\"\nname = \"Quill Newcomer\"\n",
    );
    site.write(
        "content/board/meetings/2024-06-15.md",
        "Present: Ann Marrywell, Junie Spaet\n\n## 1. Junelamps\n\n1.1 The minutes were agreed.\n\n**ACTION board/2024-04-17/1.1:** done at last.\n\n\
         **AGREED:** to buy a winch.\n",
    );
    site.write("content/board/meetings/2024-06-15.cy.md", "## 1. Lampau Mehefin\n\n1.1 Cytunwyd.\n");
    let settings = std::fs::read_to_string(site.folder().join("site.toml")).expect("settings");
    site.write("site.toml", format!("{settings}languages = [\"en\", \"cy\"]\n"));
    site.write("content/lists/lights/_index.md", "# Lights\n");
    site.write("content/lists/lights/2024-01-01.csv", "key,name\nA,Old light\n");
    site.write("content/lists/lights/2024-07-01.csv", "key,name\nA,Old light\nB,Betalight\n");
    site.write("content/guide.md", "# Guide\n\nSee [[board/2024-06-15#1.1]] and [the tides](reports/tides/index.md).\n");
    let later = [
        "2024-06-15",
        "15 June",
        "Junie",
        "Junelamps",
        "at last",
        "winch",
        "Lampau",
        "Betalight",
        "2024-07-01",
        "1 July",
        "Marrywell",
        "Harbourmaster",
        "Beacon",
        "They rise",
        "The lamp is out",
        "30 June",
    ];
    let output = site.run(&["build", "--stood", "2024-05-01", "--out", "stood"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let stood = site.folder().join("stood");
    let mut wrong = Vec::new();
    for path in files(&stood) {
        let bytes = text(&std::fs::read(stood.join(&path)).expect("a file"));
        // Prose that nobody dated is as it is today.
        let is_guide = path.contains("guide/") || path.contains("search/") || path.starts_with("assets/");
        let said = later.iter().filter(|words| bytes.contains(**words) || path.contains(**words));
        wrong.extend(said.filter(|_| !is_guide).map(|words| format!("{path}: {words}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let board = shown(&std::fs::read_to_string(stood.join("board/index.html")).expect("a page"));
    assert!(board.contains("Lamp Group") && board.contains("Ann Lee") && !board.contains("Newcomer"), "{board}");
    assert!(site.run(&["build", "--as-of", "2024-09-01"]).status.success(), "the site of today has no mistake");
}
