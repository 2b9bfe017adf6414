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
