//! Imported minutes: until a person has signed them off, their words are published and nothing is made of them.

use super::support::{Site, files, text};

const MINUTES: &str = "# Harbour Board, 9 March 2021\n\nPresent: Ann Lee (Harbour Office), Bob Ray\n\nApologies: Cy Dunn\n\n## 1. Lamps\n\n\
    1.1 The lamp is out.\n\n**ACTION:** Bob Ray to mend the lamp by 1 May 2021.\n\n**AGREED:** the fees stay.\n\n\
    <!-- OFFERED (the right column, row 2, beside 1.1): no owner is given. To accept it, delete this line and the last\n\
    **ACTION:** sweep the quay\n-->\n\nThe next meeting will be held on 13 April 2021.\n";

fn site(reviewed: &str) -> Site {
    let site = Site::new();
    site.write("site.toml", "title = \"Minutes\"\nbase_url = \"https://example.org/\"\n");
    let front = format!("+++\n{reviewed}source = {{ file = \"minutes.docx\", sha256 = \"00\" }}\n+++\n\n");
    site.write("content/board/meetings/2021-03-09.md", format!("{front}{MINUTES}"));
    site
}

fn read(site: &Site, path: &str) -> String {
    std::fs::read_to_string(site.folder().join("public").join(path)).unwrap_or_default()
}

#[test]
fn before_the_review_the_words_alone_are_published() {
    let site = site("reviewed = false\n");
    let output = site.run(&["build"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let page = read(&site, "board/2021-03-09/index.html");
    for words in
        ["Imported.", "Present: Ann Lee (Harbour Office), Bob Ray", "Bob Ray to mend the lamp", "the fees stay", "id=\"1.1\""]
    {
        assert!(page.contains(words), "{words}\n{page}");
    }
    assert!(!page.contains("sweep the quay"));
    // No register, person, feed or data file says who was there, who owns what, or what was decided.
    let public = site.folder().join("public");
    let others = files(&public).into_iter().filter(|path| !path.starts_with("board/2021-03-09") && !path.starts_with("search/"));
    for path in others {
        let bytes = std::fs::read(public.join(&path)).unwrap();
        let words = String::from_utf8_lossy(&bytes);
        for name in ["Ann Lee", "Bob Ray", "Cy Dunn", "bob-ray", "mend the lamp", "fees stay", "2021-04-13"] {
            assert!(!words.contains(name), "{path} says {name}");
        }
    }
}

/// Marks on the page of a meeting that say what was read in it.
const MARKS_OF_READING: [&str; 4] = ["/people/", "class=\"marked action\"", "class=\"marked decision\"", "class=\"motion\""];

/// Minutes with a motion, in a folder with a paper, and a translation of them.
fn bilingual(reviewed: &str) -> Site {
    let site = Site::new();
    site.write("site.toml", "title = \"Minutes\"\nbase_url = \"https://example.org/\"\nlanguages = [\"en\", \"cy\"]\n");
    let front = format!("+++\n{reviewed}source = {{ file = \"minutes.docx\", sha256 = \"00\" }}\n+++\n\n");
    let motion = "Moved by Ann Lee, seconded by Bob Ray, to buy a winch. Carried 5-2.";
    site.write("content/board/meetings/2021-03-09/index.md", format!("{front}{MINUTES}\n2.1 {motion}\n"));
    site.write("content/board/meetings/2021-03-09/index.cy.md", MINUTES.replace("The lamp is out", "Mae'r lamp wedi torri"));
    site.write("content/board/meetings/2021-03-09/winch.txt", "The price of a winch, by Ann Lee.\n");
    site
}

/// The addresses that a search finds.
fn search(site: &Site, query: &str) -> Vec<String> {
    let output = site.run(&["search", "--format", "json", "--", query]);
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let hits = answer["hits"].as_array().unwrap_or_else(|| panic!("{answer}"));
    hits.iter().map(|hit| hit["address"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn before_the_review_nothing_leaks_by_a_side_door() {
    let site = bilingual("reviewed = false\n");
    let output = site.run(&["build"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let public = site.folder().join("public");
    for path in files(&public) {
        // The texts themselves, the pages and copies of them, and the words of the index are published; see the queries below.
        let is_text =
            ["board/2021-03-09/", "cy/board/2021-03-09/", "search/", "cy/search/"].iter().any(|own| path.starts_with(own));
        let bytes = std::fs::read(public.join(&path)).unwrap();
        let words = String::from_utf8_lossy(&bytes);
        for name in ["Ann Lee", "Bob Ray", "Cy Dunn", "bob-ray", "mend the lamp", "fees stay", "2021-04-13", "buy a winch"] {
            assert!(is_text || !words.contains(name), "{path} says {name}");
        }
        let marks = MARKS_OF_READING.iter().filter(|mark| path.ends_with(".html") && words.contains(*mark));
        assert_eq!(marks.count(), 0, "{path} is marked up as read");
    }
    assert!(!search(&site, "lamp").is_empty());
    for query in ["kind:action lamp", "kind:decision fees", "kind:motion winch", "owner:bob-ray lamp", "kind:person Ann"] {
        assert_eq!(search(&site, query), [""; 0], "{query}");
    }
    let reviewed = bilingual("reviewed = { by = \"Dee Fox\", date = 2021-04-01 }\n");
    assert_eq!(reviewed.run(&["build"]).status.code(), Some(0));
    let page = read(&reviewed, "board/2021-03-09/index.html");
    assert!(MARKS_OF_READING.iter().all(|mark| page.contains(mark)), "{page}");
    for query in ["kind:action lamp", "kind:decision fees"] {
        assert!(!search(&reviewed, query).is_empty(), "{query}");
    }
}

#[test]
fn after_the_review_everything_is_made_of_them() {
    let site = site("reviewed = { by = \"Dee Fox\", date = 2021-04-01 }\n");
    let output = site.run(&["build"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(!read(&site, "board/2021-03-09/index.html").contains("Imported."));
    assert!(read(&site, "actions.csv").contains("mend the lamp"));
    assert!(read(&site, "people/bob-ray/index.html").contains("Bob Ray"));
    assert!(read(&site, "decisions.csv").contains("fees stay"));
}

#[test]
fn a_check_counts_what_is_left() {
    let check = |reviewed: &str| text(&site(reviewed).run(&["check"]).stdout);
    let said = check("reviewed = false\n");
    assert!(said.contains("1 file of imported minutes of `board` is not reviewed yet"), "{said}");
    assert!(said.contains("an import offers an action here"), "{said}");
    for (half, code) in [
        ("reviewed = true\n", "wrong-value"),
        ("reviewed = { by = \"Dee Fox\" }\n", "missing-key"),
        ("reviewed = { date = 2021-04-01 }\n", "missing-key"),
    ] {
        let said = check(half);
        assert!(said.contains(code) && said.contains("not reviewed yet"), "{half}: {said}");
    }
    assert!(!check("reviewed = { by = \"Dee Fox\", date = 2021-04-01 }\n").contains("not reviewed yet"));
}
