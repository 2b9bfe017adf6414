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
    site.write("content/links.md", "# Links\n\n[May](board/meetings/2024-05-17.md#1.1) and [all](board/meetings/2024-05-17.md).\n");
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
