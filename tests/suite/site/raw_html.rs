//! HTML in the texts of a site: comments are in no file of any edition, harmless elements are rendered, the rest is words.

use super::support::{Built, Site, text};

const SETTINGS: &str = "title = \"Harbour\"\nbase_url = \"https://harbour.example/\"\nlanguages = [\"en\"]\n";

/// Comments of every kind: between blocks, over blank lines, in paragraphs, lists, cells and headings, before words, and with what a reader would
/// take for attendance and actions.
const MINUTES: &str = "<!-- Zebracrossing: hello facilitator!\n\nRead this first.\n-->\n# Harbour Board, 9 March 2021\n\n<!-- Page 1 Zebracrossing -->\n\n\
    Present: Ann Lee (AL) <!-- Zebracrossing, the\nchair -->, Bob Ray\n\n<!--\nApologies: Zebracrossing Dunn\n\nACTION: Zebracrossing to pay\n-->\n\n\
    ## 1. Lamps <!-- Zebracrossing --> and <sup>old</sup> quays<br>here\n\n1.1 The 8<sup>th</sup> lamp <s>is</s> was <!-- Zebracrossing\nACTION: Zebracrossing to sleep\n--> out.\n\n\
    - one <!-- Zebracrossing -->\n  <!-- Zebracrossing -->\n- two <SPAN style=\"color:red\">TBD</SPAN> and <b>bold\n\n<div>\n<!-- Zebracrossing -->\nboxed <i>words</i>\n</div>\n\n\
    | Action | Owner |\n|---|---|\n| Mend the lamp<br>and report <!-- Zebracrossing --> | Ann Lee |\n\n\
    <!-- Zebracrossing --> ACTION: Bob Ray to write.\n\n`<!-- shown as code -->`\n\nLast words.\n";

const PAGE: &str = "# About <!-- Zebracrossing --> us\n\nText <!-- Zebracrossing\nmore --> here, H<sub>2</sub>O, <b class=\"x\" onclick=\"evil()\">bold\n\nnot bold</b>.\n\n\
    <!-- Zebracrossing\n\n## Hidden heading Zebracrossing\n\n[[meeting/none]]\n-->\n\n**a <b>b** c</b> d\n\n<br>\n\n<script>alert(1)</script>\n";

fn site(settings: &str) -> Site {
    let site = Site::new();
    site.write("site.toml", settings)
        .write("content/board/_index.md", "# Harbour Board\n\n<!-- Zebracrossing -->\nIt meets.\n")
        .write("content/board/meetings/2021-03-09.md", MINUTES)
        .write("content/lists/piers/_index.md", "# Piers\n\nA list. <!-- Zebracrossing -->\n")
        .write("content/lists/piers/2023-05-01.csv", "rank,key,name\n1,east,East pier\n")
        .write(
            "content/reports/lamps/index.md",
            "+++\ndate = 2021-04-01\n+++\n# Lamps\n\n1.1 One <!-- Zebracrossing --> lamp.\n\n<!-- Zebracrossing -->\n",
        )
        .write("content/about.md", PAGE);
    site
}

/// Every place of a site that can hold a comment; what only comments say begins with "zebra", and what must be shown with "shown".
#[test]
fn comments_are_nowhere_in_any_place() {
    for settings in ["", "raw_html = \"sanitised\"\n"] {
        let site = Site::copy("tests/sites/good/comments");
        let toml = std::fs::read_to_string(site.folder().join("site.toml")).unwrap() + settings;
        site.write("site.toml", toml);
        for edition in ["public", "internal"] {
            let built = site.build_with(&["--edition", edition, "--drafts"]);
            for path in built.list() {
                let bytes = std::fs::read(built.folder.join(&path)).expect("a file");
                let text = String::from_utf8_lossy(&bytes).to_lowercase();
                assert!(!text.contains("zebra") && !text.contains('\u{c}'), "{path}");
            }
            let page = built.read("board/2021-03-09/index.html");
            for words in ["in code", "in a fence", "set in", "when escaped", "as an entity"] {
                assert!(page.contains(&format!("&lt;!-- shown {words} --&gt;")), "{words}: {page}");
            }
            let told = page.contains("told to few");
            assert_eq!((told, page.contains("hidden")), (edition == "internal", edition == "internal"));
        }
        let found = text(&site.run(&["search", "zebra"]).stdout);
        assert!(found.contains("Nothing was found"), "{found}");
        let actions = text(&site.run(&["actions", "--format", "json"]).stdout);
        assert!(actions.contains("\"Ann Lee to mend the lamp") && actions.contains("\"Clean the lamp and report\""), "{actions}");
    }
}

#[test]
fn comments_in_titles_definitions_and_tables_are_nowhere() {
    let site = Site::copy("tests/sites/good/comments");
    site.write("content/board/datasets/lamps/_index.md", "---\ntitle: Lamps\n---\n");
    site.write("content/board/datasets/lamps/lit.csv", "year <!-- zebra -->,lit\n2012,\"10 <!-- zebra, zebra -->\"\n2013,12\n");
    let minutes = "# Minutes\n\nThe rule holds if a<b and shown>c.\n\n[comment]: <> (ask the zebra)\n\n\
         See [the post](https://example.org/ \"shown <!-- zebra --> post\") and [the reply][r].\n\n\
         [r]: https://example.org/r \"shown <!-- zebra --> reply\"\n\n\
         ```dataset lamps#lit\nshown caption <!-- zebra -->\ntitle: Lamps <!-- zebra -->\n```\n";
    site.write("content/board/meetings/2021-04-13.md", minutes);
    let built = site.build();
    for path in built.list() {
        let bytes = std::fs::read(built.folder.join(&path)).expect("a file");
        assert!(!String::from_utf8_lossy(&bytes).to_lowercase().contains("zebra"), "{path}");
    }
    let page = built.read("board/2021-04-13/index.html");
    for words in ["a&lt;b and shown&gt;c", "title=\"shown post\"", "title=\"shown reply\"", "shown caption"] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

/// Fails where any file has what only comments say.
fn no_comment(built: &Built) {
    for path in built.list() {
        let bytes = std::fs::read(built.folder.join(&path)).expect("a file");
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        assert!(!text.contains("zebracrossing") && !path.to_lowercase().contains("zebracrossing"), "{path}");
    }
}

#[test]
fn comments_are_published_nowhere() {
    for settings in [SETTINGS.to_owned(), format!("{SETTINGS}raw_html = \"sanitised\"\n")] {
        let site = site(&settings);
        for edition in ["public", "internal"] {
            no_comment(&site.build_with(&["--edition", edition]));
        }
    }
    let said = site(SETTINGS).run(&["actions"]);
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    assert!(said.contains("Mend the lamp and report") && !said.to_lowercase().contains("zebracrossing"), "{said}");
    let offered = site(SETTINGS).run(&["check", "--suggest"]);
    assert!(!String::from_utf8_lossy(&offered.stdout).to_lowercase().contains("zebracrossing"));
}

#[test]
fn harmless_elements_are_rendered_without_attributes() {
    let site = site(SETTINGS);
    let built = site.build();
    let minutes = built.read("board/2021-03-09/index.html");
    for part in [
        "8<sup>th</sup> lamp <s>is</s> was",
        "<span>TBD</span>",
        "<b>bold</b>",
        "boxed <i>words</i>",
        "&lt;div&gt;",
        "Mend the lamp<br>and report",
        "&lt;!-- shown as code --&gt;",
    ] {
        assert!(minutes.contains(part), "{part}");
    }
    let page = built.read("about/index.html");
    for part in ["H<sub>2</sub>O", "<b>bold</b></p>", "<p>not bold.</p>", "<strong>a <b>b</b></strong> c d", "&lt;script&gt;"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("onclick") && !page.contains("&lt;br"));
}

#[test]
fn tags_are_no_words_elsewhere() {
    let site = site(SETTINGS);
    let built = site.build();
    let mut found = 0;
    for path in built.list().iter().filter(|p| p.ends_with(".json") || p.ends_with(".csv") || p.ends_with(".xml")) {
        let text = built.read(path);
        found += usize::from(text.contains("Mend the lamp and report"));
        assert!(!text.contains("<br>") && !text.contains("\\u003cbr"), "{path}");
    }
    assert!(found >= 2, "the action is in its tables");
    let register = built.read("actions/index.html");
    assert!(register.contains("Mend the lamp and report") && !register.contains("&lt;br"));
}

#[test]
fn a_comment_that_is_never_closed_is_text() {
    let site = Site::new();
    site.write("site.toml", SETTINGS).write("content/board/_index.md", "# Harbour Board\n").write(
        "content/board/meetings/2021-03-09.md",
        "# Board, 9 March 2021\n\nFirst.\n\n<!-- Zebracrossing\n\nPresent: Ann Lee\n",
    );
    let output = site.run(&["build"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && said.contains("unclosed-comment") && said.contains("2021-03-09.md:5:1"), "{said}");
    let page = std::fs::read_to_string(site.folder().join("public/board/2021-03-09/index.html")).unwrap();
    assert!(page.contains("&lt;!-- Zebracrossing") && page.contains("Present: Ann Lee"));
}

/// What would be a doubtful mark elsewhere: nobody publishes the words that it is about.
#[test]
fn a_mark_of_withholding_in_a_comment_is_none() {
    let site = Site::new();
    site.write("site.toml", SETTINGS).write("content/board/_index.md", "# Harbour Board\n").write(
        "content/board/meetings/2021-03-09.md",
        "<!--\naudience: internal\n-->\n# Board, 9 March 2021\n\n<!-- [INTERNAL] Zebracrossing [[redact:s.40|Zebracrossing]] [[redact Zebracrossing]] -->\n\nFirst.\n",
    );
    let built = site.build();
    no_comment(&built);
    assert!(built.read("board/2021-03-09/index.html").contains("First."));
}
