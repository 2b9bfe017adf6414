//! What is secret and what is public in its own right: the leaks that must be found, and the words that are no leak.

use super::shared::{self, good_sites};
use super::support::{Site, files};

/// A site with minutes, and what a test adds.
fn site(added: &[(&str, &str)]) -> Site {
    let site = Site::new();
    site.write("site.toml", "title = \"Harbour\"\nbase_url = \"https://harbour.example/\"\n")
        .write("content/organisations.toml", "[[organisation]]\nid = \"office\"\nname = \"Department for Harbours and Lights\"\n")
        .write("content/board/_index.md", "+++\nname = \"Board of the Harbour\"\n+++\nIt meets.\n")
        .write(
            "content/board/meetings/2024-05-01.md",
            "# Board of the Harbour, 1 May 2024\n\n## Attendees\n\n- Department for Harbours and Lights: Ann Lloyd\n\n## 1. The light\n\n1.1 The \
             *east light* was out for two whole nights.\n",
        )
        .write("content/reports/book/index.md", "# Book\n\nWith a file.\n")
        .write("content/reports/book/data.bin", b"nothing of note");
    for (path, text) in added {
        site.write(path, text);
    }
    site
}

/// What is only in this draft, and what it shares with what is public.
const DRAFT: &str = "+++\ndraft = true\n+++\n# Board of the Harbour, 5 June 2024\n\n## Attendees\n\n- Department for Harbours and \
                     Lights: Ann Lloyd\n\n## 1. The light\n\n1.1 The east light was out for two whole nights. The keeper of the light is to be sold.\n";

/// The ids of the bodies of a site.
fn bodies(site: &Site) -> Vec<String> {
    let folders =
        files(&site.folder().join("content")).into_iter().filter_map(|f| Some(f.split_once("/meetings/")?.0.to_owned()));
    let mut all: Vec<String> = folders.collect();
    all.dedup();
    all
}

#[test]
fn the_next_meeting_of_every_body_leaks_nothing() {
    for name in std::iter::once("own".to_owned()).chain(good_sites()) {
        let site = shared::site(&name);
        let bodies = bodies(&site);
        assert!(!bodies.is_empty(), "{name}");
        for body in bodies {
            let made = site.run(&["new", "meeting", &body, "2026-12-02"]);
            assert!(made.status.success(), "{name}, {body}: {}", String::from_utf8_lossy(&made.stderr));
        }
        site.build();
    }
}

#[test]
fn what_a_draft_shares_with_the_public_is_no_secret() {
    let site = site(&[("content/board/meetings/2024-06-05.md", DRAFT)]);
    let built = site.build();
    assert!(built.read("board/2024-05-01/index.html").contains("was out for two whole nights"));
    assert!(!built.list().iter().any(|path| path.contains("2024-06-05")));
}

#[test]
fn what_only_a_draft_says_is_found_in_a_file_and_in_an_address() {
    let draft = ("content/board/meetings/2024-06-05.md", DRAFT);
    let said =
        site(&[draft, ("content/reports/book/data.bin", "PK\u{3}\u{4} the keeper of the light is to be sold")]).fail(1, &[]);
    for needed in [
        "error[leak]: withheld text `The keeper of the light is to be sold` would be published in `reports/book/data.bin`",
        "content/board/meetings/2024-06-05.md:12:50",
        "withheld here",
        "1 error; nothing was published",
    ] {
        assert!(said.contains(needed), "{needed}: {said}");
    }
    let said = site(&[draft, ("content/reports/book/the-keeper-of-the-light-is-to-be-sold.bin", "")]).fail(1, &[]);
    assert!(said.contains("error[leak]"), "{said}");
}

#[test]
fn withdrawn_minutes_may_keep_their_text() {
    let text = DRAFT.replace("draft = true", "withdrawn = { date = 2024-07-01, reason = \"Of another board.\" }");
    let withdrawn = ("content/board/meetings/2024-06-05.md", &*text);
    let kept = site(&[withdrawn]);
    let built = kept.build();
    assert!(built.read("board/2024-06-05/index.html").contains("Of another board."));
    assert!(
        !built
            .list()
            .iter()
            .any(|path| built.folder.join(path).extension().is_some_and(|e| e == "html")
                && built.read(path).contains("to be sold"))
    );
    let said = site(&[withdrawn, ("content/reports/book/data.bin", "the keeper of the light is to be sold")]).fail(1, &[]);
    assert!(said.contains("error[leak]"), "{said}");
}

#[test]
fn internal_files_and_passages_keep_their_sentences() {
    let leak = ("content/reports/book/data.bin", "We think that the board will fail.");
    let file = ("content/note.md", "+++\naudience = \"internal\"\n+++\n# Note\n\nWe think that the board will fail.\n");
    let block = ("content/page.md", "# Page\n\n> [!INTERNAL]\n> We think that the board will fail.\n\nWords.\n");
    for withheld in [file, block] {
        let said = site(&[withheld, leak]).fail(1, &[]);
        assert!(
            said.contains("withheld text `We think that the board will fail` would be published in `reports/book/data.bin`"),
            "{said}"
        );
    }
    let names = ("content/page.md", "# Page\n\n> [!INTERNAL]\n> Department for Harbours and Lights, 1 May 2024\n\nWords.\n");
    let kept = site(&[names]);
    let built = kept.build();
    assert!(!built.read("page/index.html").contains("Department for Harbours"));
}

#[test]
fn a_text_of_an_internal_paper_makes_nothing_public() {
    let minutes = "+++\npapers = [{ file = \"staff.txt\", audience = \"internal\" }]\n+++\n# Board\n\n> [!INTERNAL]\n> The keys are below the third stone.\n";
    let said = site(&[
        ("content/board/meetings/2024-07-03/index.md", minutes),
        ("content/board/meetings/2024-07-03/staff.txt", "The keys are below the third stone."),
        ("content/reports/book/data.bin", "the keys are below the third stone"),
    ])
    .fail(1, &[]);
    assert!(said.contains("withheld text `The keys are below the third stone`"), "{said}");
}

#[test]
fn a_redaction_is_a_leak_wherever_its_words_are_plain() {
    let said = site(&[
        ("content/a.md", "# A\n\nA letter from [[redact:s.40|Gwen Parry]] was read.\n"),
        ("content/b.md", "# B\n\nThen Gwen Parry came.\n"),
        ("content/people.toml", "[[person]]\nid = \"gwen\"\nname = \"Gwen Parry\"\n"),
    ])
    .fail(1, &[]);
    for needed in [
        "withheld text `Gwen Parry` would be published in `",
        "other file",
        "content/a.md:3:29",
        "content/b.md:3:6",
        "published from here",
    ] {
        assert!(said.contains(needed), "{needed}: {said}");
    }
    assert!(said.contains("1 error;"), "one leak is told once: {said}");
}

#[test]
fn what_is_withheld_in_one_language_is_withheld_in_all() {
    let about = "# About\n\nWords.\n\n> [!INTERNAL]\n> The quay is broken.\n\nOf [[redact:s.40|the witness]].\n";
    for (welsh, missing) in [
        ("# Am\n\nGeiriau.\n\n> Mae'r cei yn torri.\n\nO [[redact:s.40|y tyst]].\n", Some("0 of 1 internal passages")),
        ("# Am\n\nGeiriau.\n\n> [!INTERNAL]\n> Mae'r cei yn torri.\n\nO y tyst.\n", Some("0 of 1 redactions")),
        ("# Am\n\nGeiriau.\n\n> [!INTERNAL]\n> …\n\nO [[redact:s.40|y tyst]].\n", None),
    ] {
        let site = Site::new();
        site.write("site.toml", "title = \"Quay\"\nlanguages = [\"en\", \"cy\"]\n");
        site.write("content/about.md", about).write("content/about.cy.md", welsh);
        match missing {
            Some(missing) => {
                let said = site.fail(1, &[]);
                assert!(said.contains(&format!("this translation has {missing}")) && said.contains("about.cy.md"), "{said}");
            }
            None => _ = site.build(),
        }
        site.build_with(&["--edition", "internal", "--out", "internal"]);
    }
}

#[test]
fn withdrawn_minutes_keep_no_place_and_no_hours() {
    let head = "---\nvenue: Quirkley Hall\nhours: 10:00-12:00\nwithdrawn: { date: 2024-05-30, reason: A mistake. }\n---\n";
    let site = Site::new();
    site.write("site.toml", "title = \"Quay\"\nbase_url = \"https://quay.example/\"\n")
        .write("content/board/_index.md", "# Board\n");
    site.write("content/board/meetings/2024-05-08.md", format!("{head}# Board, 8 May 2024\n\nMet.\n"));
    let built = site.build();
    for path in built.list() {
        let bytes = std::fs::read(built.folder.join(&path)).expect("a file");
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.to_lowercase().contains("quirkley") && !text.contains("20240508T10"), "{path}");
    }
    assert!(built.list().contains(&"board/2024-05-08/index.html".to_owned()));
}

/// What was published once and is withheld now is withheld from the earlier version too.
#[test]
fn an_earlier_version_makes_nothing_public() {
    let site = Site::new();
    site.write("site.toml", "title = \"Quay\"\n");
    let text = |mark: &str| format!("# Quay, 8 May 2024\n\n## 1. One\n\n{mark}The island of Zorkland is sinking fast.\n");
    site.write("content/board/meetings/2024-05-08.md", text("> [!INTERNAL]\n> "));
    site.build();
    site.write("content/board/meetings/2024-05-08.v1.md", text(""));
    let said = site.fail(1, &[]);
    assert!(said.contains("error[leak]") && said.contains("Zorkland"), "{said}");
}

#[test]
fn a_passage_that_only_the_translation_withholds_is_told() {
    let site = Site::new();
    site.write("site.toml", "title = \"Quay\"\nlanguages = [\"en\", \"cy\"]\n");
    site.write("content/about.md", "# About\n\nWords.\n\n> The quay is broken.\n")
        .write("content/about.cy.md", "# Am\n\nGeiriau.\n\n> [!INTERNAL]\n> Mae'r cei yn torri.\n");
    let said = site.fail(1, &[]);
    assert!(said.contains("this text has 0 of 1 internal passages of its translation") && said.contains("about.md"), "{said}");
}

#[test]
fn common_and_short_words_are_looked_for_in_the_texts() {
    for (word, text, is_told) in [
        ("May", "Then May came.", true),
        ("May", "It met on 8 May 2024, and may meet again.", false),
        ("Li", "Then Li came.", true),
        ("Li", "The list of life.", false),
    ] {
        let site = site(&[
            ("content/a.md", &format!("# A\n\nA letter from [[redact:s.40|{word}]] was read.\n")),
            ("content/b.md", &format!("# B\n\n{text}\n")),
        ]);
        if is_told {
            let said = site.fail(1, &[]);
            assert!(said.contains(&format!("`{word}` is withheld elsewhere and is published here")), "{said}");
            assert!(said.contains("content/b.md:3:6") && said.contains("not_secret"), "{said}");
            site.write(
                "site.toml",
                format!("title = \"Harbour\"\nbase_url = \"https://harbour.example/\"\nnot_secret = [\"{word}\"]\n"),
            );
        }
        site.build();
    }
}

/// A page says what its reasons mean in its own language, and how many passages each withholds.
#[test]
fn reasons_say_what_they_mean() {
    let reasons =
        "[reasons]\n\"s.40\" = { en = \"About <persons>\", cy = \"Am bobl\" }\nprice = { en = \"Prices\", cy = \"Prisiau\" }\n";
    let site = site(&[
        (
            "site.toml",
            &format!("title = \"Harbour\"\nbase_url = \"https://harbour.example/\"\nlanguages = [\"en\", \"cy\"]\n{reasons}"),
        ),
        (
            "content/about.md",
            "# About\n\nKept by [[redact:s.40|Quorvane]] and [[redact:s.40|Tremby]]. It cost [[redact:price|nine hundred]]. Asked by [[redact:s.40(2)|Zanthe]].\n",
        ),
    ]);
    let built = site.build();
    let text = built.read("about/index.html");
    for words in
        ["2 passages: About &lt;persons&gt; (s.40)", "1 passage: Prices (price)", "1 passage: About &lt;persons&gt; (s.40(2))"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    let welsh = built.read("cy/about/index.html");
    assert!(welsh.contains("Am bobl (s.40)") && welsh.contains("Prisiau (price)"), "{welsh}");
}
