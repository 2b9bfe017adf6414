//! Links of authors: from the top of the site, into files, to drafts, to what was withdrawn.

use super::support::{Site, text};

fn site() -> Site {
    let site = Site::new();
    site.write("site.toml", "title = \"Lamps\"\nbase_url = \"https://lamps.example/\"\n");
    site.write("content/board/_index.md", "# Lamp board\n");
    site.write("content/board/meetings/2024-04-17.md", "## 1. Lamps\n\n1.1 The lamp is out.\n\n**ACTION:** Ann Lee to write.\n");
    site.write("content/plan.md", "# Plan\n\n## Piers\n\nWe paint them.\n");
    site
}

#[test]
fn links_from_the_top_of_the_site_are_followed() {
    let site = site();
    site.write(
        "content/links.md",
        "# Links\n\n[a](/nothing/), [b](/board/2024-04-17/#9.9), [c](/nothing.pdf), ![d](/img/none.png), [e]().\n\n\
         [f](/board/2024-04-17/#1.1), [g](/plan/#piers), [h](/), [i](/actions/), [j](/board/feed.xml), [k](/plan), [l](/search/?q=x), \
         [m](/assets/none.css), [n](//other.example/), [o](https://other.example/), [p](/actions/board/2024-04-17/1.1/).\n",
    );
    let said = site.fail(1, &[]);
    for needed in [
        "error[dead-link]: `/nothing/` leads to no page or file",
        "error[dead-anchor]: there is no `#9.9` there",
        "error[dead-link]: `/nothing.pdf` leads",
        "error[dead-link]: `/img/none.png` leads",
        "warning[dead-link]: this link has no address",
        "4 errors",
    ] {
        assert!(said.contains(needed), "{needed:?} is not in\n{said}");
    }
}

#[test]
fn a_file_keeps_its_fragment() {
    let site = site();
    site.write("content/plan.pdf", "%PDF-1.4 plan");
    site.write("content/links.md", "# Links\n\n[Page 3](plan.pdf#page=3).\n");
    let page = site.build().main("links/index.html");
    assert!(page.contains("href=\"../plan.pdf#page=3\""), "{page}");
}

#[test]
fn a_link_to_a_draft_is_told() {
    let site = site();
    site.write("content/board/meetings/2024-05-17.md", "+++\ndraft = true\n+++\n## 1. One\n\n1.1 Not yet.\n");
    site.write(
        "content/links.md",
        "# Links\n\n[May](board/meetings/2024-05-17.md#1.1) and [all](board/meetings/2024-05-17.md).\n",
    );
    let built = site.build();
    assert_eq!(built.stderr.matches("warning[dead-link]: this leads to a draft").count(), 2, "{}", built.stderr);
    assert!(!built.main("links/index.html").contains("2024-05-17"));
}

#[test]
fn what_cites_a_withdrawn_paragraph_says_so() {
    let site = site();
    let tomb = "anchors = { \"1.2\" = { date = 2024-05-01, reason = \"It named a child.\" } }";
    site.write(
        "content/board/meetings/2024-04-17.md",
        format!("+++\n{tomb}\n+++\n## 1. Lamps\n\n1.1 The lamp is out.\n\n1.3 The pier leaks.\n"),
    );
    site.write(
        "content/board/meetings/2024-05-15.md",
        "## 1. Lamps\n\n1.1 See [[board/2024-04-17#1.2]], [that](2024-04-17.md#1.2), [[action:board/2024-04-17/1.2]] and \
         [[board/2024-04-17#decision-1.2]].\n\n**ACTION board/2024-04-17/1.2:** done.\n",
    );
    let output = site.run(&["check", "--as-of", "2024-06-01"]);
    assert_eq!(text(&output.stdout), "");
    let page = site.build().main("board/2024-05-15/index.html");
    assert!(page.contains("paragraph 1.2 (withdrawn)</a>") && page.contains("2024-04-17/#1.2"), "{page}");
}

/// What probably went wrong in a text is told by `check`.
#[test]
fn doubtful_headings_and_values_that_are_cut_are_told() {
    let site = site();
    site.write(
        "content/plan.md",
        "---\ntitle: Minutes of meeting #12\ndescription: One # a remark\n---\n\n# Plan\n\n##### Skipped\n\n##\n",
    );
    let said = text(&site.run(&["check", "--as-of", "2024-06-01"]).stdout);
    for needed in [
        "warning[syntax]: what follows `#` is a comment",
        "put all of it between quotes: \"Minutes of meeting #12\"",
        "note[doubtful-heading]: a heading of level 5 follows one of level 1",
        "note[doubtful-heading]: this heading has no words",
        "1 warning, 2 notes",
    ] {
        assert!(said.contains(needed), "{needed:?} is not in\n{said}");
    }
}

#[test]
fn lists_keep_the_numbers_that_were_typed() {
    let site = site();
    site.write(
        "content/plan.md",
        "# Plan\n\n1. a\n2. b\n4. c\n7. d\n\ntext\n\n1. e\n1. f\n1. g\n\n| | North | South |\n| - | - | - |\n| 2012 | 1 | 2 |\n| | 3 | 4 |\n",
    );
    let page = site.build().main("plan/index.html");
    assert!(page.contains("<li>b</li>\n<li value=\"4\">c</li>\n<li value=\"7\">d</li>"), "{page}");
    assert!(page.contains("<li>e</li>\n<li>f</li>\n<li>g</li>"), "{page}");
    assert!(page.contains("<th scope=\"row\">2012</th><td>1</td>") && page.contains("<tr><td></td><td>3</td>"), "{page}");
}

#[test]
fn one_paper_is_withdrawn() {
    let site = site();
    std::fs::remove_file(site.folder().join("content/board/meetings/2024-04-17.md")).expect("removed");
    let minutes = |front: &str| format!("+++\n{front}\n+++\n## 1. Lamps\n\n1.1 See [the paper](plan.pdf).\n");
    site.write("content/board/meetings/2024-04-17/index.md", minutes("papers = [{ file = \"plan.pdf\", title = \"A plan\" }]"));
    site.write("content/board/meetings/2024-04-17/plan.pdf", "%PDF-1.4 plan of a house");
    site.write("content/board/meetings/2024-04-17/budget.csv", "a,b\n1,2\n");
    let output = site.run(&["publish", "--as-of", "2024-06-01"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let withdrawn = "withdrawn = { date = 2024-05-01, reason = \"It showed a house.\" }";
    let front = format!("papers = [{{ file = \"plan.pdf\", title = \"A plan\", {withdrawn} }}]");
    site.write("content/board/meetings/2024-04-17/index.md", minutes(&front));
    for removed in [false, true] {
        if removed {
            std::fs::remove_file(site.folder().join("content/board/meetings/2024-04-17/plan.pdf")).expect("removed");
        }
        let built = site.build_with(&["--as-of", "2024-06-01"]);
        let page = built.main("board/2024-04-17/index.html");
        assert!(page.contains("A plan: It showed a house.") && page.contains("id=\"plan.pdf\""), "{page}");
        assert!(page.contains("budget.csv") && !page.contains("plan.pdf\" type"), "{page}");
        assert!(!built.folder.join("board/2024-04-17/plan.pdf").is_file());
        assert!(built.read("board/2024-04-17/plan.pdf/index.html").contains("2024-04-17/#plan.pdf"));
    }
}

/// Footnotes of minutes are as those of a page: an id at the reference, and a way back to it.
#[test]
fn footnotes_of_minutes_lead_back() {
    let site = site();
    site.write(
        "content/board/meetings/2024-04-17.md",
        "## 1. Lamps\n\n1.1 The lamp is out.[^a] It was on.[^b]\n\n1.2 As before.[^a]\n\n[^a]: By the *engineer*.\n\n[^b]: Until May.\n",
    );
    let page = site.build().main("board/2024-04-17/index.html");
    for needed in [
        "<a href=\"#_fn-1\" id=\"_fnref-1\">1</a>",
        "<a href=\"#_fn-2\" id=\"_fnref-2\">2</a>",
        "<a href=\"#_fn-1\">1</a>",
        "id=\"_fn-1\"><sup>1</sup> <p>By the <em>engineer</em>. <a href=\"#_fnref-1\" aria-label=\"Back to the text\">↩</a></p>",
        "<p>Until May. <a href=\"#_fnref-2\" aria-label=\"Back to the text\">↩</a></p>",
    ] {
        assert!(page.contains(needed), "{needed:?} is not in\n{page}");
    }
}

/// One machine writes an accent as a sign of its own, another does not: a link means the file by either name.
#[test]
fn a_link_means_a_file_however_its_accents_are_written() {
    let site = site();
    for (file, link) in [("caf\u{e9}.txt", "cafe\u{301}.txt"), ("plan-e\u{301}te\u{301}.txt", "plan-%C3%A9t%C3%A9.txt")] {
        site.write(&format!("content/{file}"), "Words.\n");
        site.write("content/links.md", format!("# Links\n\n[a]({link}) and ![b]({link}).\n"));
        let built = site.build();
        assert!(built.main("links/index.html").contains(".txt\">a</a>"), "{}", built.main("links/index.html"));
        let (dead, _) = super::support::dead_links(&built.folder);
        assert!(dead.is_empty(), "{dead:?}");
    }
}

/// The links to other sites, each with its place, for a program that asks the net.
#[test]
fn links_to_other_sites_are_listed() {
    let site = site();
    site.write(
        "content/links.md",
        "+++\nsource = { title = \"A book\", url = \"https://books.example/1\" }\n+++\n# Links\n\n[a](https://a.example/b_(c)?d=1#e), \
         <https://b.example/>, ![c](http://c.example/c.png) and https://d.example/x_y.\n\n[r][1] and [own](https://lamps.example/plan/), `https://code.example/`.\n\n\
         [1]: https://r.example/ \"R\"\n\n> [!INTERNAL]\n> https://secret.example/\n",
    );
    site.write("content/organisations.toml", "[[organisation]]\nid = \"a\"\nname = \"A\"\nurl = \"https://org.example/\"\n");
    site.write("content/draft.md", "+++\ndraft = true\n+++\n# Draft\n\nhttps://draft.example/\n");
    let said = text(&site.run(&["check", "--external", "--as-of", "2024-06-01"]).stdout);
    let expected = [
        "content/links.md:2:37 https://books.example/1",
        "content/links.md:6:1 https://a.example/b_(c)?d=1#e",
        "content/links.md:6:37 https://b.example/",
        "content/links.md:6:59 http://c.example/c.png",
        "content/links.md:6:92 https://d.example/x_y",
        "content/links.md:8:1 https://r.example/",
        "content/organisations.toml:4:8 https://org.example/",
    ];
    assert_eq!(said.lines().collect::<Vec<_>>(), expected);
    let json = site.run(&["check", "--external", "--format", "json", "--as-of", "2024-06-01"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    assert_eq!(json["external"][0]["url"], "https://books.example/1");
    assert_eq!([&json["external"][0]["line"], &json["external"][0]["column"]], [2, 37]);
    assert_eq!(site.run(&["check", "--external", "--format", "sarif"]).status.code(), Some(2));
}

/// Each of several mistakes on a line is told at its own column.
#[test]
fn mistakes_of_one_line_have_their_own_columns() {
    let site = site();
    site.write("content/links.md", "# Links\n\n[a](one.md), [b](two.md) and é [c](three.md).\n");
    let said = site.fail(1, &[]);
    for place in ["content/links.md:3:1", "content/links.md:3:14", "content/links.md:3:32"] {
        assert!(said.contains(place), "{place} is not in\n{said}");
    }
}
