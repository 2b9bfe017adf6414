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
