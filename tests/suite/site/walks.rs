//! What holds for every page and every table of every kind: read off whole sites.

use std::collections::{BTreeMap, BTreeSet};

use html5gum::{Token, Tokenizer};

use super::shared::{good_sites, shared, site};
use super::support::{Site, files, text};

/// The ids of a page that stand at two of its elements.
fn twice(html: &str) -> Vec<String> {
    let mut all: BTreeMap<String, usize> = BTreeMap::new();
    for token in Tokenizer::new(html).flatten() {
        let Token::StartTag(tag) = token else { continue };
        for (name, value) in &tag.attributes {
            if &***name == b"id" {
                *all.entry(text(value)).or_default() += 1;
            }
        }
    }
    all.into_iter().filter(|(_, count)| *count > 1).map(|(id, _)| id).collect()
}

#[test]
fn no_id_is_on_a_page_twice() {
    for name in good_sites().into_iter().chain(["own".to_owned()]) {
        let built = shared(&name, &[]);
        let pages = built.files.iter().filter(|(path, _)| path.ends_with(".html"));
        for (path, bytes) in pages {
            assert_eq!(twice(&text(bytes)), Vec::<String>::new(), "{name}: {path}");
        }
    }
}

/// A heading of an author's may have any words: the theme's own ids begin with a sign that no heading can have.
#[test]
fn headings_of_authors_take_no_id_of_the_theme() {
    let words = [
        "Main",
        "Menu",
        "Q",
        "Contents title",
        "Outcome title",
        "Papers",
        "Mentions",
        "Cite",
        "Files",
        "Elsewhere",
        "Series",
        "Notes",
        "Sources",
        "Vintages",
        "Current",
        "Changed",
        "Over time",
        "Revisions",
        "Meetings",
        "Actions",
        "Decisions",
        "Members",
        "Groups",
        "Attendance",
        "Matrix title",
        "Corrections",
        "Table ships",
        "Fn 1",
        "Fnref 1",
        "Changes notes",
        "To come",
        "By series",
        "By year",
        "Filter q",
        "Decisions caption",
        "C ships",
    ];
    let headings: String = words.iter().map(|word| format!("## {word}\n\nWords.[^1]\n\n")).collect();
    let all = format!("{headings}## Its own {{#_main}}\n\nMore.\n\n[^1]: A note.\n");
    let site = Site::new();
    site.write("site.toml", "title = \"Lamps\"\nbase_url = \"https://lamps.example/\"\n");
    site.write("content/index.md", &all);
    site.write("content/page.md", format!("# Page\n\n{all}"));
    site.write("content/board/_index.md", format!("# Board\n\n{all}"));
    site.write(
        "content/board/meetings/2024-04-17/index.md",
        format!("{all}\n\n## 1. One\n\n1.1 Said.\n\n**ACTION:** Ann to write.\n"),
    );
    site.write("content/board/meetings/2024-04-17/paper.txt", "A paper.\n");
    site.write("content/board/meetings/2024-05-15.md", "Present: Ann Lee\n\n## 1. One\n\n1.1 See [[board/2024-04-17#1.1]].\n");
    site.write("content/reports/book/index.md", format!("+++\ndate = 2024-01-02\nseries = \"Book\"\n+++\n# Book\n\n{all}"));
    site.write("content/reports/book/book.txt", "A book.\n");
    site.write("content/lists/lamps/_index.md", format!("# Lamps\n\n{all}"));
    site.write("content/lists/lamps/2024-01-01.csv", "rank,key,name\n1,A,Old lamp\n");
    site.write("content/lists/lamps/2024-03-01.csv", "rank,key,name\n1,B,New lamp\n2,A,Old lamp\n");
    site.write("content/datasets/ships/_index.md", format!("+++\nnotes = [\"One.\"]\n+++\n# Ships\n\n{all}"));
    site.write("content/datasets/ships/ships.csv", "year,in\n2022,10\n");
    let built = site.build_with(&["--as-of", "2024-06-01"]);
    let kinds = ["index.html", "page/index.html", "board/index.html", "board/2024-04-17/index.html", "reports/book/index.html"];
    for path in kinds.into_iter().chain(["lists/lamps/index.html", "datasets/ships/index.html"]) {
        let page = built.read(path);
        assert_eq!(twice(&page), Vec::<String>::new(), "{path}");
        assert!(
            page.contains("<main id=\"_main\"") && page.contains(" id=\"main\"") && page.contains(" id=\"main-2\""),
            "{path}: {page}"
        );
    }
}

/// The ids of a page, but those of its title, which is the author's heading where the text begins with one, and of places without words of
/// their own (`html/anchors.rs`): the heading that became the title, and what a text once had.
fn ids(html: &str) -> Vec<String> {
    let tags = Tokenizer::new(html).flatten().filter_map(|token| if let Token::StartTag(tag) = token { Some(tag) } else { None });
    let below = tags.filter(|tag| ![&b"h1"[..], b"span"].contains(&&**tag.name));
    below
        .flat_map(|tag| tag.attributes.into_iter().filter(|(name, _)| &***name == b"id").map(|(_, value)| text(&value)))
        .collect()
}

/// The ids of the content by page: what a publication records, and what the pages of earlier texts keep.
fn ids_of_content(site: &Site) -> BTreeMap<String, BTreeSet<String>> {
    let ledger = std::fs::read_to_string(site.folder().join("permalinks.txt")).expect("a ledger");
    let mut out: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let decoded = |word: &str| percent_encoding::percent_decode_str(word).decode_utf8_lossy().into_owned();
    for line in ledger.lines().filter(|line| line.starts_with('/')) {
        let mut words = line.split(' ');
        let there = out.entry(decoded(words.next().unwrap_or_default())).or_default();
        there.extend(words.filter_map(|word| Some(decoded(word.strip_prefix('#')?.split('=').next()?))));
    }
    out
}

/// Every id that is not of the content has the sign of the theme's, so that no heading of today or tomorrow takes it.
#[test]
fn ids_of_the_theme_have_their_sign() {
    let mut wrong = BTreeSet::new();
    let mut seen = 0;
    for name in good_sites().into_iter().chain(["own".to_owned()]) {
        let site = site(&name);
        let published = site.run(&["publish", "--as-of", "2026-11-23", "--accept"]);
        assert!(published.status.success(), "{name}: {}", text(&published.stderr));
        let content = ids_of_content(&site);
        let public = site.folder().join("public");
        // An earlier version is recorded as a whole; its template is looked at with the others (`tests/house/html.rs`).
        let is_version = |path: &str| {
            path.trim_end_matches("/index.html")
                .rsplit('/')
                .next()
                .is_some_and(|name| name.starts_with('v') && name.len() > 1 && name[1..].bytes().all(|b| b.is_ascii_digit()))
        };
        for path in files(&public).iter().filter(|path| path.ends_with(".html") && !is_version(path)) {
            let address = format!("/{}", path.trim_end_matches("index.html"));
            let known = content.get(&address);
            let page = std::fs::read_to_string(public.join(path)).expect("a page");
            for id in ids(&page) {
                seen += 1;
                if !id.starts_with('_') && !known.is_some_and(|known| known.contains(&id)) {
                    wrong.insert(format!("{name}: {path}: {id}"));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} ids without a sign:\n{}",
        wrong.len(),
        wrong.iter().take(60).cloned().collect::<Vec<_>>().join("\n")
    );
    assert!(seen > 5_000, "{seen} ids were looked at");
}

/// A real board and an invented one, with everything that either can have.
fn real_and_invented() -> Site {
    let site = Site::new();
    site.write("site.toml", "title = \"Boards\"\nbase_url = \"https://boards.example/\"\n");
    for (body, mark, who) in [("real", "", "Ann Lee"), ("show", "illustrative = true\n", "Bob Ray")] {
        let office = if body == "real" { "Lamp Office" } else { "Show Office" };
        site.write(&format!("content/{body}/_index.md"), format!("+++\nname = \"Board {body}\"\n{mark}+++\n\nWords.\n"));
        for day in ["2024-03-20", "2024-04-17"] {
            site.write(
                &format!("content/{body}/meetings/{day}.md"),
                format!(
                    "## Attendees\n- {office}: {who}\n\n## 1. Lamps {body}\n\n1.1 They burn.\n\n**ACTION:** {office} to light them by 1 May 2024.\n\n\
                     **AGREED:** to sing.\n"
                ),
            );
        }
        site.write(
            &format!("content/{body}/reports/book-{body}/index.md"),
            format!("+++\ndate = 2024-01-02\n+++\n# Book of {body}\n\nWords.\n"),
        );
        site.write(&format!("content/{body}/lists/lamps-{body}/_index.md"), format!("# Lamps of {body}\n"));
        site.write(&format!("content/{body}/lists/lamps-{body}/2024-01-01.csv"), "rank,key,name\n1,A,Old lamp\n");
        site.write(&format!("content/{body}/datasets/ships-{body}/_index.md"), format!("# Ships of {body}\n"));
        site.write(&format!("content/{body}/datasets/ships-{body}/ships.csv"), "year,in\n2022,10\n");
    }
    site.write("content/about.md", "# About\n\nSee [[show/2024-04-17#1.1]] and [[real/2024-04-17#1.1]].\n");
    site
}

/// Every page that names what was invented says so: at its head where all of it is, else beside each row, entry or sentence.
#[test]
fn what_was_invented_is_marked_wherever_it_is_named() {
    let site = real_and_invented();
    let built = site.build_with(&["--as-of", "2024-06-01"]);
    let (mut badges, mut banners) = (0, 0);
    for path in built.list().iter().filter(|path| path.ends_with(".html")) {
        let main = built.main(path);
        let is_banner = main.contains("banner-illustrative");
        banners += usize::from(is_banner);
        if is_banner {
            continue;
        }
        for (kind, part) in parts(&main) {
            let leads = part.match_indices("href=\"").filter_map(|(at, _)| part[at + 6..].split('"').next());
            let invented = leads.clone().any(|href| {
                let bare = href.trim_start_matches("../").trim_start_matches("./");
                let below = ["actions/body/", "archive/body/", "actions/"]
                    .iter()
                    .find_map(|lead| bare.strip_prefix(lead))
                    .unwrap_or(bare);
                ["show/", "organisations/show-office/", "people/bob-ray/", "owner/show-office/"]
                    .iter()
                    .any(|at| below.starts_with(at))
            });
            if invented {
                assert!(part.contains("<span class=\"tag\">Illustrative</span>"), "{path}: {kind} without a badge: {part}");
                badges += 1;
            } else {
                assert!(!part.contains("Illustrative</span>"), "{path}: {kind} with a badge: {part}");
            }
        }
    }
    assert!(badges > 40 && banners > 10, "{badges} badges, {banners} banners");
    let found = text(&site.run(&["search", "burn", "--out", "public"]).stdout);
    let marked: Vec<&str> = found.lines().filter(|line| line.contains("[Illustrative]")).collect();
    assert!(marked.iter().all(|line| line.contains("Board show")) && !marked.is_empty(), "{found}");
    assert!(found.lines().any(|line| line.contains("Board real") && !line.contains("Illustrative")), "{found}");
}

/// Rows and items, each with what it is; of items in items the inner ones.
fn parts(main: &str) -> Vec<(&'static str, &str)> {
    let mut out = Vec::new();
    for (kind, open, close) in [("a row", "<tr", "</tr>"), ("an item", "<li", "</li>")] {
        for (at, _) in main.match_indices(close) {
            let before = &main[..at];
            out.extend(before.rfind(open).map(|from| (kind, &main[from..at])));
        }
    }
    out
}

/// What an author can type and no reader can see drives no terminal and breaks no table.
#[test]
fn control_characters_reach_no_output() {
    let site = Site::new();
    let hidden = "\u{7}\u{1b}[31m\u{8}\u{b}\u{7f}";
    site.write("site.toml", "title = \"Lamps\"\nbase_url = \"https://lamps.example/\"\n");
    site.write("content/board/_index.md", format!("# Board{hidden}\n\nIt{hidden} meets.\n"));
    site.write(
        "content/board/meetings/2024-04-17.md",
        format!("## Attendees\n- Lamp{hidden} Office: Ann{hidden} Lee\n\n## 1. One{hidden}\n\n1.1 Said{hidden}.\n\n**ACTION:** Lamp Office to write{hidden}.\n\n**AGREED:** to sing{hidden}.\n"),
    );
    site.write("content/lists/lamps/_index.md", "# Lamps\n");
    site.write("content/lists/lamps/2024-01-01.csv", format!("rank,key,name,place\n1,A,Old{hidden} lamp,Gate{hidden}\n"));
    site.write("content/datasets/ships/_index.md", "# Ships\n");
    site.write("content/datasets/ships/ships.csv", format!("year,in{hidden}\n2022,10\n"));
    let built = site.build_with(&["--as-of", "2024-06-01"]);
    let is_text =
        |path: &str| [".html", ".csv", ".json", ".xml", ".ics", ".txt", ".js", ".css"].iter().any(|end| path.ends_with(end));
    let copied = |path: &str| path == "datasets/ships/ships.csv" || path == "lists/lamps/2024-01-01.csv";
    for path in built.list().iter().filter(|path| is_text(path) && !copied(path)) {
        let bytes = std::fs::read(built.folder.join(path)).expect("a file");
        let found = bytes.iter().position(|b| *b == 0x7f || *b < 0x20 && !matches!(b, b'\n' | b'\r' | b'\t'));
        let shown = found.map(|at| text(&bytes[at.saturating_sub(40)..(at + 20).min(bytes.len())]));
        assert_eq!(shown, None, "{path}");
        if path.ends_with(".json") {
            let escaped = text(&bytes)
                .match_indices("\\u00")
                .any(|(at, _)| matches!(text(&bytes).as_bytes().get(at + 4), Some(b'0' | b'1')));
            assert!(!escaped, "{path}: {}", text(&bytes));
        }
    }
    for command in [&["actions", "--as-of", "2024-06-01"][..], &["check", "--as-of", "2024-06-01"]] {
        let said = site.run(command);
        let all = text(&said.stdout) + &text(&said.stderr);
        assert!(!all.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t')), "{command:?}: {all:?}");
    }
}
