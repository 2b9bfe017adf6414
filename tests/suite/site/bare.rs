//! Folders without a `site.toml`: nothing in one file stops the others, whatever it is.

use std::collections::BTreeSet;

use minutebook::diag::{BareOutcome, Code, codes};

use super::support::{Site, project};

/// A file of nobody's mistakes, in every folder of these tests.
const SOUND: (&str, &str) =
    ("harbour/meetings/1999-03-09.md", "# Harbour Board\n\nPresent: Ann Lee\n\n## 1. Lamps\n\n1.1 They burn.\n");

/// Builds a bare folder with a sound file in it, which must be published; returns what was said, as JSON.
fn build(site: &Site) -> serde_json::Value {
    site.write(&format!("content/{}", SOUND.0), SOUND.1);
    let output = site.run(&["build", "--content", "content", "--as-of", "2026-11-23", "--format", "json"]);
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|e| {
        panic!("{e}: {}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
    });
    assert!(site.folder().join("public/harbour/1999-03-09/index.html").exists(), "the sound file is not published: {said:#}");
    let withholds = |d: &serde_json::Value| [Code::DoubtfulMark, Code::Marking].iter().any(|code| d["code"] == code.name());
    let doubtful = diagnostics(&said).any(withholds);
    assert_eq!(output.status.code(), Some(i32::from(doubtful)), "{said:#}");
    for diagnostic in diagnostics(&said).filter(|d| d["severity"] == "error") {
        assert!(withholds(diagnostic), "{diagnostic:#}");
    }
    said
}

fn diagnostics(said: &serde_json::Value) -> impl Iterator<Item = &serde_json::Value> {
    said["diagnostics"].as_array().into_iter().flatten()
}

fn said_codes(said: &serde_json::Value) -> BTreeSet<String> {
    diagnostics(said).filter_map(|d| d["code"].as_str().map(str::to_owned)).collect()
}

/// Mistakes that no broken site of the tests makes, by their code.
fn mistakes() -> Vec<(Code, Vec<(&'static str, &'static [u8])>)> {
    vec![
        (Code::ActiveFile, vec![("about.md", b"See [a page](page.html).\n"), ("page.html", b"<p>x</p>")]),
        (Code::AmbiguousDate, vec![("board/meetings/spring.md", b"Date: 02/09/2015\n\nPresent: Ann\n")]),
        (Code::BadPath, vec![("con.md", b"# Con\n")]),
        (Code::DeadAnchor, vec![("board/meetings/2001-01-02.md", b"See [item 9](#9).\n")]),
        (Code::DeadLink, vec![("board/meetings/2001-01-02.md", b"See [the map](map.pdf).\n")]),
        (Code::DoubtfulMark, vec![("board/meetings/2001-01-02.md", b"---\naudience: secret\n---\n\nThe witness was Ann Lee.\n")]),
        (Code::Marking, vec![("board/meetings/2001-01-02.md", b"---\nmarking: SECRET\n---\n\nThe witness was Ann Lee.\n")]),
        (Code::MissingKey, vec![("people.toml", b"[[person]]\nname = \"Ann Lee\"\n")]),
        (
            Code::SameId,
            vec![(
                "board/meetings/2001-01-02.md",
                b"**ACTION:** Clerk to write. {#plan}\n\n**ACTION:** Treasurer to pay. {#plan}\n" as &[u8],
            )],
        ),
        (
            Code::WithheldOriginal,
            vec![
                (
                    "board/meetings/2001-01-02/index.md",
                    b"+++\nsource = { file = \"old.txt\", publish = true }\n+++\n\n> [!INTERNAL]\n> The winch was dear.\n",
                ),
                ("board/meetings/2001-01-02/old.txt", b"The winch was dear.\n"),
            ],
        ),
        (Code::UnknownKey, vec![("people.toml", b"[[person]]\nid = \"ann\"\nname = \"Ann Lee\"\nhat = \"red\"\n")]),
    ]
}

#[test]
fn no_error_of_one_file_stops_a_bare_folder() {
    let mut met: BTreeSet<String> = BTreeSet::new();
    let home = project().join("tests/sites/broken");
    for entry in std::fs::read_dir(&home).expect("the broken sites") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        let site = Site::copy(&format!("tests/sites/broken/{name}"));
        // A folder with a ledger has given a promise.
        if site.folder().join("permalinks.txt").exists() {
            continue;
        }
        std::fs::remove_file(site.folder().join("site.toml")).expect("the settings");
        // A ledger stops a bare folder too.
        let _ = std::fs::remove_file(site.folder().join("permalinks.txt"));
        met.extend(said_codes(&build(&site)));
    }
    for (code, files) in mistakes() {
        let site = Site::new();
        for (path, bytes) in files {
            site.write(&format!("content/{path}"), bytes);
        }
        let said = said_codes(&build(&site));
        assert!(said.contains(code.name()) || code == Code::UnknownKey, "{code} was to be said: {said:?}");
        met.extend(said);
    }
    #[cfg(unix)]
    for target in ["/etc/hostname", "nowhere"] {
        let site = Site::new();
        std::fs::create_dir_all(site.folder().join("content/board")).expect("a folder");
        std::os::unix::fs::symlink(target, site.folder().join("content/board/2001-01-02.md")).expect("a link");
        met.extend(said_codes(&build(&site)));
    }
    for code in codes() {
        let must_be_met = matches!(code.in_bare_folder(), BareOutcome::Fallback(_) | BareOutcome::LeavesOut);
        assert!(!must_be_met || met.contains(code.name()), "no bare folder of this test has the error {code}");
    }
}

#[test]
fn every_error_says_what_a_bare_folder_does_instead() {
    for code in codes() {
        let is_error = code.severity() == minutebook::diag::Severity::Error;
        assert_eq!(is_error, code.in_bare_folder() != BareOutcome::NoError, "{code}");
    }
}

#[test]
fn a_file_with_a_doubtful_mark_is_in_no_output() {
    let site = Site::new();
    site.write(
        "content/board/meetings/2001-01-02.md",
        "---\naudience: Secret\ntitle: The Quorvane affair\n---\n\nPresent: Zeb Quorvane\n",
    );
    site.write("content/board/meetings/2001-02-03.md", "# Board\n\nSee [the last minutes](2001-01-02.md).\n");
    let said = build(&site);
    assert!(diagnostics(&said).any(|d| d["code"] == "dead-link"), "{said:#}");
    for path in super::support::files(&site.folder().join("public")) {
        let bytes = std::fs::read(site.folder().join("public").join(&path)).expect("a file");
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        assert!(!text.contains("quorvane") && !text.contains("secret"), "{path}");
    }
}

#[test]
fn names_of_every_kind_are_published() {
    let site = Site::new();
    let long = "l".repeat(250);
    let long_accents = "é".repeat(120);
    let minutes = "Present: Ann Lee\n\n1.1 They met.\n";
    let names = [
        "aux/2001-01-02.md",
        "lpt1/notes.md",
        "con.md",
        "board/nul.md",
        "board/Sitzung e\u{301}t\u{e9} 2001-02-03.md",
        "board/Sitzung \u{e9}te\u{301} 2001-02-03.md",
        "board/Minutes 2001-03-04.md",
        "board/minutes 2001-03-04.md",
        "board/🚢 2001-04-05.md",
        "board/🚢.md",
        "board/⚓.md",
        "board/what? #1 100% & \"more\" 2001-05-06.md",
        "board/a\nb.md",
        "board/x.md/2001-06-07.md",
        "board/議事録 2001年7月8日.md",
        "people/2001-08-09.md",
        "people.md",
        "archive/2001.md",
        "archive/2001-09-10.md",
        "actions/2001-10-11.md",
        "decisions.md",
        "sitemap.md",
        "search.md",
        "404.md",
        "assets/2001-11-12.md",
        "schema/2001-12-13.md",
        "organisations/con.md",
    ];
    for name in names.into_iter().map(str::to_owned).chain([format!("board/{long}.md"), format!("board/{long_accents}.md")]) {
        site.write(&format!("content/{name}"), minutes);
    }
    site.write("content/board/2001-01-01.md", "")
        .write("content/board/2001-01-03.md", " \n\n")
        .write("content/board/empty.md", "");
    site.write("content/board/2001-01-04.md", "---\ntitle: Board\n---\n")
        .write("content/board/2001-01-05.md", "\u{feff}---\n---");
    site.write("content/board/2001-01-06.md", "Present: Ann\0 Lee\n\n\0\0\n");
    let odd = format!(
        "Present: Con (Aux), Nul, {}, Ann Lee (PRN)\n\n**ACTION:** Prn to write.\n\n**ACTION:** Con to pay. {{#con}}\n\n**ACTION:** \
         {} to rest. {{#{long}{long}}}\n\n[a](../feed.xml) [b](../index.html) [c](../calendar.ics) [d](Plan.PDF) [e](plan.pdf) [f](aux.txt)\n",
        "Ann ".repeat(80),
        "Bob ".repeat(80),
    );
    site.write("content/board/2001-01-07.md", odd);
    for file in ["feed.xml", "index.html", "calendar.ics", "board/Plan.PDF", "board/plan.pdf", "board/aux.txt"] {
        site.write(&format!("content/{file}"), "x");
    }
    let said = build(&site);
    assert!(diagnostics(&said).any(|d| d["code"] == "same-address"), "{said:#}");
    let public = super::support::files(&site.folder().join("public"));
    for page in ["people-2/2001-08-09", "archive-2/2001-09-10", "archive/2001-2", "board/2001-02-03-2", "aux-2/2001-01-02"] {
        assert!(public.iter().any(|p| p == &format!("{page}/index.html")), "{page}: {public:#?}");
    }
}

/// What every case of an archive that did not build has become: by file, the address it is published at.
#[test]
fn archives_that_did_not_build_do() {
    let minutes = "Present: Ann Lee, Bob Ray\n\nThe lamps burn.\n";
    let cases: [(&str, &str, &str); 25] = [
        ("b1/2008/12/quay-october-minutes/index.md", "---\ndate: \"2008-12-01\"\n---\n", "b1/2008-12-01-quay-october-minutes"),
        ("b1/2008/12/quay-november-minutes/index.md", "---\ndate: \"2008-12-01\"\n---\n", "b1/2008-12-01-quay-november-minutes"),
        ("b2/2017-10-30_Fees/item.md", "", "b2/2017-10-30-fees"),
        ("b2/2017-10-30_Lamps/item.md", "", "b2/2017-10-30-lamps"),
        ("b2b/meetings/east/2014-12-10.md", "", "b2b/2014-12-10-east"),
        ("b2b/meetings/west/2014-12-10.md", "", "b2b/2014-12-10-west"),
        ("b2b/meetings/west/2014-11-10.md", "", "b2b/2014-11-10"),
        ("b2c/2001-02-03-call.md", "", "b2c/2001-02-03-call"),
        ("b2c/2001/2001-02-03-call.md", "", "b2c/2001-02-03-call-2"),
        ("b3/Board_20210309_No_2.md", "", "b3/2021-03-09-board-no-2"),
        ("b3/Board_20210309_No_3.md", "", "b3/2021-03-09-board-no-3"),
        ("b4/Minutes_12-02-2022.md", "# Board, 5 February 2022\n\n", "b4/2022-02-12"),
        ("b4/Minutes_05-02-2022.md", "# Board, 5 February 2022\n\n", "b4/2022-02-05"),
        ("b5/2021-01-26.md", "---\ndate: 2021-01-18\n---\n", "b5/2021-01-26"),
        ("b5/2021-01-18.md", "---\ndate: 2021-01-18\n---\n", "b5/2021-01-18"),
        ("b5/2021-03-01.md", "---\ndate: 2021-03-02\n---\n", "b5/2021-03-02"),
        ("b6/meetings/2017-01/summary.md", "# Summary of the 56th meeting\n\n", "b6/meetings/2017-01/summary"),
        ("b6/updates/2023-11,12-board-update.md", "", "b6/updates/2023-11-12-board-update"),
        ("b7/meetings/home.md", "", "b7/meetings/home"),
        ("b7/meetings/2019-04-xx.md", "", "b7/meetings/2019-04-xx"),
        ("b7/minutes/next-meeting.md", "Agenda\n\n", "b7/minutes/next-meeting"),
        ("b8/2021-03-09.md", "---\ntitle: Retrospective: the lamps\nlayout: post\n---\n", "b8/2021-03-09"),
        ("b9/minutes.md", "---\nroll-call: [Ann Lee (AL), Bob Ray (BR)\ndate: 2021-04-05\n---\n", "b9/2021-04-05"),
        ("open/minutes.md", "---\ntitle: Open\ndate: 2021-05-06\n\n# Lamps\n\n", "open/2021-05-06"),
        ("toml/minutes.md", "+++\ntitle = Lamps and quays\ndate = 2021-06-07\n+++\n", "toml/2021-06-07"),
    ];
    let site = Site::new();
    for (path, head, _) in cases {
        site.write(&format!("content/{path}"), format!("{head}{minutes}"));
    }
    site.write("content/coded/2001-01-02.md", b"# Bwrdd\n\nCaf\xe9 y cei, \x93Gwylan\x94.\n");
    let wide: Vec<u8> = "\u{feff}# Cyngor Tŷ\n\nGoleuadau.\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    site.write("content/coded/2001-02-03.md", wide);
    site.write("content/b7/meetings/2026-05-11.docx", "x").write("content/b7/meetings/2026-05-11.md.txt", "x");
    let said = build(&site);
    let public = super::support::files(&site.folder().join("public"));
    for (path, _, address) in cases {
        assert!(public.iter().any(|p| p == &format!("{address}/index.html")), "{path} is not at {address}: {said:#}");
    }
    let read = |path: &str| std::fs::read_to_string(site.folder().join("public").join(path)).expect(path);
    assert!(read("b8/2021-03-09/index.html").contains("<h1>Retrospective: the lamps"), "{}", read("b8/2021-03-09/index.html"));
    assert!(read("open/2021-05-06/index.html").contains("Open"));
    assert!(read("toml/2021-06-07/index.html").contains("Lamps and quays"));
    assert!(read("coded/2001-01-02/index.html").contains("Café y cei, “Gwylan”."));
    assert!(read("coded/2001-02-03/index.html").contains("Cyngor Tŷ"));
    let codes = said_codes(&said);
    for code in ["dates-disagree", "syntax", "no-date", "not-utf8", "other-format"] {
        assert!(codes.contains(code), "{code} was to be said: {codes:?}");
    }
}

#[test]
fn minutes_of_other_formats_are_counted_and_named() {
    let site = Site::new();
    site.write("content/board/2024-11-08.md", "# Board\n\nPresent: Ann Lee\n\nSee [the plan](plan-2024-05-05.pdf).\n");
    // A copy of what is read, and files that a text names.
    for known in ["board/2024-11-08.pdf", "board/plan-2024-05-05.pdf", "board/logo.pdf"] {
        site.write(&format!("content/{known}"), "x");
    }
    for other in ["2024/11/15/ata.pdf", "2024/11/22/ata.tex", "board/2024-12-06.rst", "board/minutes 2025-01-10.html"] {
        site.write(&format!("content/{other}"), "x");
    }
    site.write("content/2024/11/9/README.md", "# Minutes\n\nThe lamp is out.\n");
    let said = build(&site);
    let found: Vec<&serde_json::Value> =
        said["diagnostics"].as_array().unwrap().iter().filter(|d| d["code"] == "other-format").collect();
    let [found] = found.as_slice() else { panic!("{found:#?}") };
    let words = found["message"].as_str().unwrap();
    assert_eq!(
        words,
        "1 `.html`, 1 `.pdf`, 1 `.rst`, 1 `.tex`: `content/2024/11/15/ata.pdf`, `content/2024/11/22/ata.tex`, `content/board/2024-12-06.rst`, \
         `content/board/minutes 2025-01-10.html` have the day of a meeting in their paths and are neither read as minutes nor linked to"
    );
    assert!(super::support::files(&site.folder().join("public")).contains(&"minutes/2024-11-09/index.html".to_owned()));
}

#[test]
fn marks_that_are_nearly_right_withhold_their_file() {
    for mark in [
        "The witness was [[REDACT:s.40|Zeb Quorvane]].",
        "The witness was [redact:s.40|Zeb Quorvane].",
        "The witness was [[redact:s.40|Zeb Quorvane.",
        "The witness was `[[redact:s.40|Zeb Quorvane]]`.",
        "> [! INTERNAL]\n> Zeb Quorvane spoke.",
        "> [!INTERNEL]\n> Zeb Quorvane spoke.",
        "[!INTERNAL]\nZeb Quorvane spoke.",
        "audience: internal\n\nZeb Quorvane spoke.",
    ] {
        let site = Site::new();
        site.write("content/board/meetings/2001-01-02.md", format!("{mark}\n"));
        let said = build(&site);
        assert!(said_codes(&said).contains("doubtful-mark"), "{mark}: {said:#}");
        for path in super::support::files(&site.folder().join("public")) {
            let bytes = std::fs::read(site.folder().join("public").join(&path)).expect("a file");
            assert!(!String::from_utf8_lossy(&bytes).to_lowercase().contains("quorvane"), "{mark}: {path}");
        }
    }
}

#[test]
fn a_page_about_marks_shows_them_in_code() {
    let site = Site::new();
    site.write(
        "content/guide.md",
        "---\nshows_marks: true\n---\n# Guide\n\nWrite `[[redact:s.40|WORDS]]`.\n\n```\n> [!INTERNAL]\n```\n",
    );
    site.write("content/slip.md", "---\nshows_marks: true\n---\n# Slip\n\nThe witness was [redact:s.40|Zeb Quorvane].\n");
    let said = build(&site);
    assert!(said_codes(&said).contains("doubtful-mark"), "{said:#}");
    let read = |path: &str| std::fs::read_to_string(site.folder().join("public").join(path));
    assert!(read("guide/index.html").expect("the guide").contains("<code>[[redact:s.40|WORDS]]</code>"));
    assert!(read("slip/index.html").is_err());
}

#[test]
fn a_folder_of_hugo_is_a_folder_of_minutes() {
    let site = Site::new();
    site.write("content/quay/_index.md", "+++\ntitle = \"Board of the quay\"\nsort_by = \"date\"\n\n[extra]\nwide = true\n+++\n");
    site.write("content/quay/2001-01-02.md", "+++\nauthors = [\"Ann\"]\n+++\n\nPresent: Ann Lee\n");
    let output = site.run(&["build", "--content", "content", "--as-of", "2026-11-23"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let body = std::fs::read_to_string(site.folder().join("public/quay/index.html")).expect("the body");
    assert!(body.contains("Board of the quay") && body.contains("2001-01-02/"), "{body}");
}
