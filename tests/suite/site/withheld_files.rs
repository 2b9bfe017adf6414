//! A file belongs to what it is withheld with: it is published by nothing, and a published text that links to it is told.

use super::support::{Built, Site};

const SECRET: &str = "The keys are below the third stone of the old pier.";

fn site() -> Site {
    let site = Site::new();
    site.write("site.toml", "title = \"Harbour\"\n").write("content/board/_index.md", "# Board\n");
    site.write("content/board/meetings/2024-05-01.md", "# Minutes\n\nIt met.\n");
    site
}

/// The outputs that hold the text of the withheld file, or its name.
fn holders(built: &Built) -> Vec<String> {
    let has = |path: &String| {
        let bytes = std::fs::read(built.folder.join(path)).expect("a file");
        path.contains("covert") || String::from_utf8_lossy(&bytes).contains("third stone")
    };
    built.list().into_iter().filter(has).collect()
}

/// The heads of documents that withhold.
const HEADS: [&str; 2] = ["+++\naudience = \"internal\"\n+++\n", "+++\ndraft = true\n+++\n"];

#[test]
fn all_that_is_below_a_withheld_document_is_withheld() {
    for head in HEADS.iter().chain(&["+++\nwithdrawn = { date = 2024-07-01, reason = \"Of another board.\" }\n+++\n"]) {
        for (folder, name) in [
            ("content/board/meetings/2024-06-05", "index.md"),
            ("content/reports/plan", "index.md"),
            ("content/plans", "_index.md"),
            ("content/quiet", "_index.md"),
            ("content/quiet/meetings", "_index.md"),
            ("content/board/lists/ships", "_index.md"),
        ] {
            let site = site();
            site.write(&format!("{folder}/{name}"), format!("{head}# Plan\n\nSee [it](covert.txt).\n"))
                .write(&format!("{folder}/covert.txt"), SECRET)
                .write(&format!("{folder}/2024-06-08-covert-annex.md"), format!("# Annex\n\n{SECRET}\n"))
                .write(&format!("{folder}/meetings/2024-06-07.md"), format!("# Covert minutes\n\n{SECRET}\n"))
                .write("content/other.md", "# Other\n\nWords.\n");
            let built = site.build();
            assert_eq!(holders(&built), Vec::<String>::new(), "{folder} {head}");
            let is_body = folder == "content/quiet" && HEADS.contains(head);
            assert!(!is_body || !built.list().iter().any(|path| path.contains("quiet")), "{:?}", built.list());
            assert!(
                built.list().contains(&"other/index.html".to_owned())
                    && built.list().contains(&"board/2024-05-01/index.html".to_owned())
            );
        }
    }
}

#[test]
fn a_published_link_to_a_withheld_file_is_an_error() {
    let paper = "+++\npapers = [{ file = \"covert.txt\", audience = \"internal\" }]\n+++\n# Minutes\n\nIt met.\n\n";
    let attachment = "+++\nattachments = [{ file = \"covert.txt\", audience = \"internal\" }]\n+++\n# Plan\n\nIt is.\n\n";
    let hidden = format!("{}# Plan\n", HEADS[0]);
    for (owner, text, link) in [
        ("content/board/meetings/2024-06-05/index.md", paper, "board/meetings/2024-06-05/covert.txt"),
        ("content/reports/plan/index.md", attachment, "reports/plan/covert.txt"),
        ("content/plan/index.md", &*hidden, "plan/covert.txt"),
    ] {
        for (open, close) in [("[it](", ")"), ("![it](", ")"), ("[it]: ", "\n\n[it]")] {
            let site = site();
            site.write(owner, text)
                .write(&format!("content/{link}"), SECRET)
                .write("content/other.md", format!("# Other\n\n{open}{link}{close}\n"));
            let said = site.fail(1, &[]);
            assert!(said.contains("error[leak]: this links to `covert.txt`, which is withheld"), "{owner}: {said}");
            assert!(said.contains("content/other.md:") && said.contains("withhold the link too"), "{owner}: {said}");
            // Withheld with the file, the link is no mistake.
            site.write("content/other.md", format!("# Other\n\n> [!INTERNAL]\n> [it]({link})\n\nWords.\n"));
            assert_eq!(holders(&site.build()), Vec::<String>::new(), "{owner}");
        }
    }
}

#[test]
fn a_file_that_only_a_withheld_passage_links_to_is_not_published() {
    let site = site();
    site.write("content/note.md", "# Note\n\n> [!INTERNAL]\n> See [it](covert.txt).\n\nWords.\n")
        .write("content/covert.txt", SECRET);
    assert_eq!(holders(&site.build()), Vec::<String>::new());
    let internal = site.build_with(&["--edition", "internal"]);
    assert!(internal.list().contains(&"covert.txt".to_owned()));
}

#[test]
fn a_home_page_withholds_no_whole_site_in_silence() {
    let site = site();
    site.write("content/_index.md", format!("{}# Home\n", HEADS[0]));
    let said = site.fail(1, &[]);
    assert!(said.contains("this page withholds the whole site"), "{said}");
}

#[test]
fn addresses_are_those_of_the_whole_record() {
    let site = site();
    site.write("content/board/meetings/2024-06-05-am.md", "# Minutes\n\nIn the morning.\n")
        .write("content/board/meetings/2024-06-05-pm.md", format!("{}# Minutes\n\nIn the afternoon.\n", HEADS[0]))
        .write("content/page.md", "# Page\n\n> [!INTERNAL]\n> ## Staff\n>\n> Words.\n\n## Staff\n\nOthers.\n");
    let built = site.build();
    assert!(built.list().contains(&"board/2024-06-05-am/index.html".to_owned()), "{:?}", built.list());
    let page = built.read("page/index.html");
    assert!(page.contains("id=\"staff-2\"") && !page.contains("id=\"staff\""), "{page}");
}

#[test]
fn what_gives_a_withheld_file_away_is_told() {
    let hidden = format!("{}# Plan\n\nThe keys are below the third stone.\n", HEADS[0]);
    let draft = format!("{}# Minutes\n\nIt will meet.\n", HEADS[1]);
    let paper = "+++\npapers = [{ file = \"covert.txt\", audience = \"internal\" }, { file = \"open.txt\" }]\n+++\n# Minutes\n\nIt met.\n";
    for (path, text, needed) in [
        (
            "content/other.md",
            "# Other\n\nSee https://harbour.example/plan/ now.\n",
            "this is the address of `plan.md`, which is withheld",
        ),
        (
            "content/other.md",
            "# Other\n\n[It](https://harbour.example/board/2024-06-05/#1)\n",
            "this is the address of `2024-06-05.md`",
        ),
        ("content/other.md", "# Other\n\n[It](/plan/)\n", "this is the address of `plan.md`"),
        ("content/other.md", "# Other\n\nSee [[board/2024-06-05]].\n", "this shows `board/2024-06-05`, which is withheld"),
        ("content/other.md", "# Other\n\nSee [[page:plan]].\n", "this shows `page:plan`, which is withheld"),
        ("content/other.md", "# Other\n\nThe file covert.txt is not here.\n", "withheld text `covert.txt`"),
        (
            "content/board/meetings/2024-07-03/open.txt",
            SECRET,
            "`open.txt` has the bytes of `content/board/meetings/2024-07-03/covert.txt`",
        ),
    ] {
        let site = site();
        site.write("site.toml", "title = \"Harbour\"\nbase_url = \"https://harbour.example/\"\n")
            .write("content/plan.md", &hidden)
            .write("content/board/meetings/2024-06-05.md", &draft)
            .write("content/board/meetings/2024-07-03/index.md", paper)
            .write("content/board/meetings/2024-07-03/covert.txt", SECRET)
            .write("content/board/meetings/2024-07-03/open.txt", "Nothing.")
            .write(path, text);
        let said = site.fail(1, &[]);
        assert!(said.contains(needed), "{text}: {said}");
        site.write("content/other.md", "# Other\n\nSee [[board/2024-06-05|the next]] and [this](plan.md).\n")
            .write("content/board/meetings/2024-07-03/open.txt", "Nothing.");
        assert_eq!(holders(&site.build()), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn marks_in_an_attached_text_are_told() {
    for (name, text) in [
        ("a.txt", "> [!INTERNAL]\n> The keys.\n"),
        ("a.csv", "who,what\nAnn,[[redact:s.40|keys]]\n"),
        ("notes.txt", "INTERNAL: the keys.\n"),
    ] {
        let site = site();
        site.write("content/reports/plan/index.md", "# Plan\n\nIt is.\n").write(&format!("content/reports/plan/{name}"), text);
        let said = site.fail(1, &[]);
        assert!(said.contains("error[doubtful-mark]") && said.contains(&format!("content/reports/plan/{name}:")), "{said}");
    }
    // A link publishes a file too; in a folder without settings it is left out, and the others are published.
    let site = Site::new();
    site.write("board/2024-05-01.md", "# Board\n\nIt met. [Notes](notes.txt)\n")
        .write("board/notes.txt", "[INTERNAL] The keys.\n");
    site.write("board/2024-06-05.md", "---\ninternal: true\n---\n# Board\n\nIt hid.\n")
        .write("board/2024-07-03.md", "# Board\n\nIt sat.\n");
    let output = site.run(&["build", "--content", "board", "--out", "public", "--as-of", "2026-11-23"]);
    let said = super::support::text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert_eq!(said.matches("error[doubtful-mark]").count(), 2, "{said}");
    let built = Built { folder: site.folder().join("public"), stderr: said };
    assert!(!built.list().iter().any(|path| path.ends_with("notes.txt") || path.contains("2024-06-05")), "{:?}", built.list());
    assert!(
        built.list().iter().any(|path| path.contains("2024-05-01"))
            && built.list().iter().any(|path| path.contains("2024-07-03"))
    );
}

#[test]
fn an_edition_does_not_replace_another() {
    let site = site();
    site.write("content/plan.md", format!("{}# Plan\n\nWords.\n", HEADS[0]));
    site.build();
    let internal = site.run(&["build", "--edition", "internal", "--as-of", "2026-11-23"]);
    assert!(internal.status.success());
    let there = |path: &str| site.folder().join(path).exists();
    assert!(there("editions/internal/plan/index.html") && !there("public/plan/index.html"));
    for options in
        [&["--edition", "internal", "--out", "public"][..], &["--out", "editions/internal"], &["--drafts", "--out", "public"]]
    {
        let said = site.fail(2, options);
        assert!(said.contains("holds the ") && said.contains("--replace"), "{said}");
    }
    assert!(site.fail(2, &["--out", "content/public"]).contains("is in the content folder"));
}

#[test]
fn a_report_says_what_is_withheld_and_no_word_of_it() {
    let site = site();
    site.write(
        "content/a.md",
        "# A\n\nOf [[redact:s.40|Zebulon Quirkley]] and [[redact:s.43|May]].\n\n> [!INTERNAL]\n> The keys.\n",
    )
    .write("content/plan.md", format!("{}# Plan\n\nWords.\n", HEADS[1]))
    .write("content/reports/b/index.md", "# B\n\nIt is.\n")
    .write("content/reports/b/letter.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    let said = super::support::text(&site.run(&["check", "--withheld", "--as-of", "2026-11-23"]).stdout);
    for row in [
        "words      content/a.md:3:4  s.40\n",
        "passage    content/a.md:5:1\n",
        "draft      content/plan.md\n",
        "withheld from the public edition: draft 1, passage 1, words 2\n",
        "1 in the texts only\n",
        "not looked through  content/reports/b/letter.msg\n",
    ] {
        assert!(said.contains(row), "{row}: {said}");
    }
    assert!(!said.contains("Zebulon"), "{said}");
    let data = super::support::text(&site.run(&["check", "--withheld", "--format", "json", "--as-of", "2026-11-23"]).stdout);
    let data: serde_json::Value = serde_json::from_str(&data).expect("JSON");
    assert_eq!(data["withheld"].as_array().map(Vec::len), Some(4), "{data}");
}

#[test]
fn a_marking_is_shown_and_withholds() {
    let site = site();
    site.write("content/board/_index.md", "+++\nmarking = \"OFFICIAL\"\n+++\n# Board\n");
    site.write("content/board/meetings/2024-05-01.md", "# Minutes\n\n1.1 The lamps are lit.\n");
    site.write(
        "content/board/meetings/2024-06-01.md",
        "+++\nmarking = \"OFFICIAL-SENSITIVE\"\n+++\n# Minutes\n\n1.1 The keys.\n",
    );
    site.write(
        "content/odd.md",
        "+++\nmarking = \"Eyes of the harbour master\"\naudience = \"public\"\n+++\n# Odd\n\nOdd words.\n",
    );
    let built = site.build();
    assert!(
        built.stderr.contains("warning[marking]: `Eyes of the harbour master` is no marking that is known"),
        "{}",
        built.stderr
    );
    for page in ["board/index.html", "board/2024-05-01/index.html"] {
        assert!(built.read(page).contains("<strong class=\"marking\">OFFICIAL</strong></p>"), "{page}");
    }
    assert!(!built.main("index.html").contains("class=\"marking\""));
    let all = built.list().into_iter().filter(|path| path.contains("2024-06-01") || path.starts_with("odd/"));
    assert_eq!(all.collect::<Vec<_>>(), Vec::<String>::new());
    let internal = site.build_with(&["--edition", "internal"]);
    assert!(internal.read("board/2024-06-01/index.html").contains("<strong class=\"marking\">OFFICIAL-SENSITIVE</strong>"));
}

#[test]
fn what_is_marked_secret_is_in_no_edition() {
    let site = site();
    site.write("content/page.md", "# Page\n\nWords.\n");
    site.write("content/keys.md", "+++\nmarking = \"UK TOP SECRET\"\n+++\n# Keys\n\nBelow the stone.\n");
    for edition in ["public", "internal"] {
        let said = site.fail(1, &["--edition", edition]);
        assert!(said.contains("error[marking]: a document marked `UK TOP SECRET` is in no edition"), "{said}");
        assert!(said.contains("content/keys.md:2:"), "{said}");
    }
}
