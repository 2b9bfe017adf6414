//! No address that was published is ever dead: what `docs/permanence.md` advises works on a plain web server, and whatever is done to
//! the content, a build passes only where every address of the ledger still leads somewhere.

use std::collections::BTreeSet;
use std::path::Path;

use super::support::{Built, Site, ids_of, project, text};

/// The addresses of a ledger that a plain web server would not answer, with why.
pub(crate) fn dead(folder: &Path, ledger: &str) -> Vec<String> {
    let mut dead = Vec::new();
    for line in ledger.lines().filter(|l| l.starts_with('/')) {
        let mut words = line.split(' ');
        let address = words.next().expect("an address").replace("%20", " ");
        // A server answers a folder with its index, and sends on whoever left the slash out.
        let path = address.trim_start_matches('/');
        let file = [
            path.to_owned(),
            format!("{}index.html", if path.is_empty() || path.ends_with('/') { path.to_owned() } else { format!("{path}/") }),
        ]
        .into_iter()
        .map(|p| folder.join(p))
        .find(|p| p.is_file());
        let Some(file) = file else {
            dead.push(format!("{address}: no file"));
            continue;
        };
        let anchors: Vec<&str> = words.filter_map(|w| w.strip_prefix('#')).map(|w| w.split('=').next().unwrap_or(w)).collect();
        if anchors.is_empty() {
            continue;
        }
        let ids = ids_of(&std::fs::read_to_string(&file).expect("a page"));
        dead.extend(anchors.into_iter().filter(|a| !ids.contains(*a)).map(|a| format!("{address}#{a}: no id")));
    }
    dead
}

pub(crate) fn ledger(site: &Site) -> String {
    std::fs::read_to_string(site.folder().join("permalinks.txt")).expect("a ledger")
}

/// The addresses and anchors of a ledger, without the words at them.
pub(crate) fn addresses(ledger: &str) -> String {
    let word = |word: &str| match word.split_once('=') {
        Some(("", _)) => None,
        Some((anchor, _)) => Some(anchor.to_owned()),
        None => Some(word.to_owned()).filter(|w| !w.starts_with('~')),
    };
    let line = |line: &str| line.split(' ').filter_map(word).collect::<Vec<_>>().join(" ") + "\n";
    ledger.lines().map(line).collect()
}

pub(crate) fn publish(site: &Site) -> String {
    publish_with(site, &[])
}

/// Publishes with further options.
pub(crate) fn publish_with(site: &Site, options: &[&str]) -> String {
    let mut arguments = vec!["publish", "--as-of", "2026-11-23"];
    arguments.extend(options);
    let output = site.run(&arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

/// Builds, and holds the ledger against what was built.
pub(crate) fn all_alive(site: &Site) -> Built {
    let built = site.build();
    let dead = dead(&built.folder, &ledger(site));
    assert!(dead.is_empty(), "dead:\n{}", dead.join("\n"));
    built
}

/// A board with two meetings, a report in two parts with a file, and a plan; published.
pub(crate) fn published() -> Site {
    let site = Site::new();
    site.write("site.toml", "title = \"Harbour\"\nbase_url = \"https://harbour.example/\"\n");
    site.write("content/board/_index.md", "# The board\n\nIt meets.\n");
    site.write("content/board/meetings/2024-05-01.md", MAY);
    site.write("content/board/meetings/2024-06-05/index.md", JUNE);
    site.write("content/board/meetings/2024-06-05/paper.pdf", "%PDF-1.4 paper");
    site.write("content/reports/yearbook/index.md", YEARBOOK);
    site.write("content/reports/yearbook/yearbook.pdf", "%PDF-1.4 yearbook");
    site.write("content/board/plan.md", "# Plan\n\n## Piers\n\nWe mend them.\n");
    assert!(publish(&site).starts_with("permalinks.txt gained "));
    all_alive(&site);
    site
}

pub(crate) const MAY: &str = "## Attendees\n- Harbour Trust: Ann Other (chair)\n\n## 1. Opening\n\n1.1 The minutes were agreed.\n\n## 2. Piers\n\n\
                   2.1 The east pier leaks.\n\nIt has leaked for years.\n\n**ACTION:** Harbour Trust to mend the pier by 1 July 2024.\n\n\
                   2.2 The west pier is sound.\n\n**AGREED:** to leave it alone.\n";
const JUNE: &str = "## 1. Opening\n\n1.1 See [[board/2024-05-01#2.1]] and [the minutes](../2024-05-01.md#2.2).\n\n\
                    **ACTION board/2024-05-01/2.1:** done.\n";
const YEARBOOK: &str =
    "# Yearbook\n\n## Ships\n\n1.1 There were ships.\n\n1.2 And boats.\n\n## Piers\n\n2.1 Two of them.\n\n2.2 One leaks.\n";

pub(crate) fn with_front(front: &str, text: &str) -> String {
    format!("+++\n{front}\n+++\n{text}")
}

#[test]
fn publishing_twice_adds_nothing_and_a_dry_run_writes_nothing() {
    let site = published();
    let before = ledger(&site);
    assert_eq!(publish(&site), "permalinks.txt has every address already\n");
    assert_eq!(ledger(&site), before);
    site.write("content/board/news.md", "# News\n\n## Today\n");
    let dry = site.run(&["publish", "--as-of", "2026-11-23", "--dry-run"]);
    assert_eq!(
        text(&dry.stdout),
        "permalinks.txt would gain 2 addresses:\n  /board/news/\n  /board/news/#today\nnothing was written\n"
    );
    assert_eq!(ledger(&site), before);
    assert!(!site.folder().join("public/board/news").exists());
    let told = site.run(&["publish", "--as-of", "2026-11-23", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_slice(&told.stdout).expect("JSON");
    assert_eq!(told["new"], serde_json::json!(["/board/news/", "/board/news/#today"]));
    assert_ne!(ledger(&site), before);
    assert_eq!(site.run(&["publish", "--drafts"]).status.code(), Some(2));
}

#[test]
fn the_internal_edition_is_held_to_the_ledger_and_not_recorded() {
    let site = published();
    let before = ledger(&site);
    site.write("content/board/secret.md", with_front("audience = \"internal\"", "# A plan of ours\n"));
    let output = site.run(&["publish", "--as-of", "2026-11-23", "--edition", "internal"]);
    assert!(text(&output.stdout).contains("records the public edition"), "{}", text(&output.stdout));
    assert_eq!(ledger(&site), before);
    std::fs::remove_file(site.folder().join("content/board/plan.md")).expect("removed");
    assert!(site.fail(1, &["--edition", "internal"]).contains("`/board/plan/`"));
}

#[test]
fn everything_that_would_be_lost_is_said_at_once_with_the_ways_out() {
    let site = published();
    for gone in ["board/plan.md", "reports/yearbook/yearbook.pdf"] {
        std::fs::remove_file(site.folder().join("content").join(gone)).expect("removed");
    }
    site.write("content/board/meetings/2024-05-01.md", MAY.replace("1.1 The minutes", "1.3 The minutes"));
    let said = site.fail(1, &[]);
    for needed in [
        "error[lost-permalink]: `/board/plan/` was published and would be lost",
        "permalinks.txt:",
        "`/reports/yearbook/yearbook.pdf` was published",
        "`/board/2024-05-01/` would lose `#1.1`",
        "restore it; or",
        "aliases = [\"/board/plan/\"]",
        "anchors = { \"1.1\" = \"1.3\" }",
        "withdrawn = { date",
        "3 errors; nothing was published",
    ] {
        assert!(said.contains(needed), "{needed:?} is not in\n{said}");
    }
    let again = site.run(&["publish", "--as-of", "2026-11-23"]);
    assert_eq!(again.status.code(), Some(1));
}

#[test]
fn a_file_is_moved() {
    let site = published();
    std::fs::remove_file(site.folder().join("content/board/plan.md")).expect("removed");
    site.write(
        "content/plans/harbour-plan.md",
        with_front("aliases = [\"/board/plan/\"]", "# Plan\n\n## Piers\n\nWe mend them.\n"),
    );
    let built = all_alive(&site);
    let stub = built.read("board/plan/index.html");
    // To be led on by the head of a page would lose the place that was asked for.
    assert!(stub.contains("<a href=\"../../plans/harbour-plan/\" data-moved>") && !stub.contains("http-equiv"), "{stub}");
    assert!(stub.contains("<link rel=\"canonical\" href=\"https://harbour.example/plans/harbour-plan/\">"), "{stub}");
    assert!(stub.contains("<li id=\"piers\"><a href=\"../../plans/harbour-plan/#piers\">"), "{stub}");
    assert!(built.read("redirects/nginx.conf").contains("\"/board/plan/\" \"/plans/harbour-plan/\";"));
    // A site that stands in a folder of its server.
    site.write("site.toml", "title = \"Harbour\"\nbase_url = \"https://council.example/harbour/\"\n");
    let built = all_alive(&site);
    assert!(built.read("redirects/nginx.conf").contains("\"/harbour/board/plan/\" \"/harbour/plans/harbour-plan/\";"));
}

/// An address with blanks and accents is a folder with them in its name, and a server looks it up by that name.
#[test]
fn an_address_as_a_browser_copies_it_is_kept() {
    let site = published();
    site.write(
        "content/plan.md",
        with_front("aliases = [\"/hen%20gynllun%20%C5%B7/\", \"/a+b (1)/caf\u{e9}/\"]", "# Plan\n\nOne.\n"),
    );
    let built = all_alive(&site);
    assert!(built.read("hen gynllun ŷ/index.html").contains("href=\"../plan/\" data-moved"));
    assert!(built.read("a+b (1)/café/index.html").contains("href=\"../../plan/\" data-moved"));
    let nginx = built.read("redirects/nginx.conf");
    assert!(nginx.contains("\"/hen gynllun ŷ/\" \"/plan/\";") && nginx.contains("\"/a+b (1)/café\" \"/plan/\";"), "{nginx}");
    let apache = built.read("redirects/apache.conf");
    assert!(apache.contains("\"^/a\\+b \\(1\\)/café/?$\" \"/plan/\""), "{apache}");
    assert!(built.read("redirects/iis.config").contains("<add key=\"/hen gynllun ŷ/\" value=\"/plan/\" />"));
}

/// nginx refuses to start on a map with an address of more than 40 bytes or so, unless it is told.
#[test]
fn a_map_with_long_addresses_says_so_to_nginx() {
    let site = published();
    site.write("content/plan.md", with_front("aliases = [\"/short/\"]", "# Plan\n"));
    assert!(!site.build().read("redirects/nginx.conf").contains("map_hash"));
    let long = "a-long-address-".repeat(9);
    site.write("content/plan.md", with_front(&format!("aliases = [\"/{long}/\"]"), "# Plan\n"));
    assert!(site.build().read("redirects/nginx.conf").contains("\nmap_hash_bucket_size 256;\nmap $uri $moved {\n"));
    let many: Vec<String> = (0..600).map(|n| format!("\"/old/{n}/\"")).collect();
    site.write("content/plan.md", with_front(&format!("aliases = [{}]", many.join(", ")), "# Plan\n"));
    assert!(site.build().read("redirects/nginx.conf").contains("\nmap_hash_bucket_size 128;\nmap_hash_max_size 4096;\n"));
}

#[test]
fn an_alias_at_which_no_page_can_stand_is_refused_at_its_line() {
    let site = published();
    site.write("content/plan.md", with_front("aliases = [\"/a|b/\", \"/Board/\", \"/nul/\", \"/OLD/\", \"/old/\"]", "# Plan\n"));
    let said = site.fail(1, &[]);
    for needed in [
        "no page can stand at `/a|b/`: `|` cannot be in a file's name on every server",
        "no page can stand at `/Board/`: it differs only in case",
        "no page can stand at `/nul/`: `nul` is the name of a device on Windows",
        "no page can stand at `/old/`: it differs only in case",
        "content/plan.md:2:",
        "have the web server lead on",
    ] {
        assert!(said.contains(needed), "{needed:?} is not in\n{said}");
    }
}

#[test]
fn a_body_is_renamed_with_all_that_is_below_it() {
    let site = published();
    std::fs::rename(site.folder().join("content/board"), site.folder().join("content/trust")).expect("renamed");
    site.write("content/trust/_index.md", with_front("aliases = [\"/board/\"]", "# The trust\n\nIt meets.\n"));
    // The old minutes still say `board/…`, and nobody may edit agreed minutes.
    let built = all_alive(&site);
    assert!(built.read("trust/2024-06-05/index.html").contains("href=\"../../trust/2024-05-01/#2.1\""));
    assert!(built.read("actions/trust/2024-05-01/2.1/index.html").contains("Done"));
    assert!(built.read("actions/board/2024-05-01/2.1/index.html").contains("../../../../actions/trust/2024-05-01/2.1/"));
    let bytes = |path: &str| std::fs::read(built.folder.join(path)).expect("a file");
    assert_eq!(bytes("board/2024-06-05/paper.pdf"), bytes("trust/2024-06-05/paper.pdf"));
    assert_eq!(bytes("board/feed.xml"), bytes("trust/feed.xml"));
}

#[test]
fn a_body_is_renamed_without_a_ledger() {
    let site = published();
    let old = ledger(&site);
    std::fs::remove_file(site.folder().join("permalinks.txt")).expect("removed");
    std::fs::rename(site.folder().join("content/board"), site.folder().join("content/trust")).expect("renamed");
    site.write("content/trust/_index.md", with_front("aliases = [\"/board/\"]", "# The trust\n\nIt meets.\n"));
    let built = site.build_with(&["--replace"]);
    let below: Vec<String> = dead(&built.folder, &old).into_iter().filter(|d| d.starts_with("/board/")).collect();
    assert!(below.is_empty(), "{below:?}");
}

#[test]
fn a_paragraph_is_renumbered() {
    let site = published();
    let text = MAY.replace("2.1 The east", "2.3 The east").replace("2.2 The west", "2.4 The west");
    site.write("content/board/meetings/2024-05-01.md", with_front("anchors = { \"2.1\" = \"2.3\", \"2.2\" = \"2.4\" }", &text));
    let built = all_alive(&site);
    let page = built.read("board/2024-05-01/index.html");
    let (new, old) = (page.find("id=\"2.3\"").expect("new"), page.find("id=\"2.1\"").expect("old"));
    assert!(new < old && old < page.find("The east pier").expect("text"), "the old number leads to the paragraph");
    // June's update and links by the old numbers still find it.
    assert!(built.read("actions/board/2024-05-01/2.3/index.html").contains("Done"));
    assert!(built.read("actions/board/2024-05-01/2.1/index.html").contains("actions/board/2024-05-01/2.3/"));
    assert!(built.read("board/2024-06-05/index.html").contains("2024-05-01/#2.3"));
}

#[test]
fn a_report_is_split() {
    let site = published();
    site.write("content/reports/yearbook/index.md", "# Yearbook\n\n## Ships\n\n1.1 There were ships.\n\n1.2 And boats.\n");
    site.write(
        "content/reports/pier-book/index.md",
        with_front(
            "aliases = [\"/reports/yearbook/#*\"]\nanchors = { \"2.1\" = \"1.1\" }",
            "# Pier book\n\n## Piers\n\n1.1 Two of them.\n\n2.2 One leaks.\n",
        ),
    );
    let built = all_alive(&site);
    let page = built.read("reports/yearbook/index.html");
    for (anchor, now) in [("2.1", "1.1"), ("2.2", "2.2"), ("piers", "piers")] {
        assert!(page.contains(&format!("<div id=\"{anchor}\">")), "{anchor} is not in\n{page}");
        assert!(page.contains(&format!("href=\"../../reports/pier-book/#{now}\"")), "{now} is not in\n{page}");
    }
}

#[test]
fn a_report_is_split_and_its_address_given_up() {
    let site = published();
    std::fs::remove_dir_all(site.folder().join("content/reports/yearbook")).expect("removed");
    site.write("content/reports/ships/ships.pdf", "%PDF-1.4 ships");
    site.write(
        "content/reports/ships/index.md",
        with_front(
            "aliases = [\"/reports/yearbook/\", \"/reports/yearbook/yearbook.pdf\"]",
            "# Ships\n\n## Ships\n\n1.1 There were ships.\n\n1.2 And boats.\n",
        ),
    );
    site.write(
        "content/reports/piers/index.md",
        with_front(
            "aliases = [\"/reports/yearbook/#2.1\", \"/reports/yearbook/#*\"]",
            "# Piers\n\n2.1 Two of them.\n\n2.2 One leaks.\n",
        ),
    );
    let built = all_alive(&site);
    let stub = built.read("reports/yearbook/index.html");
    assert!(stub.contains("<li id=\"2.2\"><a href=\"../../reports/piers/#2.2\">"), "{stub}");
    assert!(stub.contains("<li id=\"1.1\"><a href=\"../../reports/ships/#1.1\">"), "{stub}");
    // No server sees what is behind a #: this one is left to its page.
    assert!(!built.read("redirects/nginx.conf").contains("\"/reports/yearbook/\""));
}

#[test]
fn minutes_are_withdrawn_and_nothing_of_them_is_left() {
    let site = published();
    let front = "withdrawn = { date = 2024-07-01, reason = \"They named a child.\" }";
    for text in [with_front(front, MAY), with_front(front, "")] {
        site.write("content/board/meetings/2024-05-01.md", text);
        let built = all_alive(&site);
        let page = built.read("board/2024-05-01/index.html");
        assert!(page.contains("They named a child.") && page.contains("1 July 2024"), "{page}");
        assert!(built.read("actions/board/2024-05-01/2.1/index.html").contains("url=../../../../board/2024-05-01/"));
        for path in built.list() {
            let bytes = std::fs::read(built.folder.join(&path)).expect("a file");
            for gone in ["mend the pier", "has leaked for years", "to leave it alone"] {
                assert!(!text_has(&bytes, gone), "{path} still says {gone:?}");
            }
        }
    }
    site.write("content/reports/yearbook/index.md", with_front(front, "# Yearbook\n"));
    std::fs::remove_file(site.folder().join("content/reports/yearbook/yearbook.pdf")).expect("removed");
    let built = all_alive(&site);
    assert!(built.read("reports/yearbook/yearbook.pdf/index.html").contains("url=../../../reports/yearbook/"));
}

/// Their heading may stay in the file: an address that was published says it anyhow, and is kept.
#[test]
fn withdrawn_minutes_may_keep_their_heading() {
    let site = published();
    let minutes = "# Pier Committee, 3 July 2024\n\nPresent: Ann Lee\n\n## 1. Piers\n\n1.1 The third pier leaks.\n";
    site.write("content/board/meetings/2024-07-03.md", minutes);
    publish_with(&site, &[]);
    assert!(ledger(&site).contains("#pier-committee-3-july-2024"));
    let front = "withdrawn = { date = 2024-08-01, reason = \"Published in error.\" }";
    site.write("content/board/meetings/2024-07-03.md", with_front(front, "# Pier Committee, 3 July 2024\n"));
    let page = all_alive(&site).read("board/2024-07-03/index.html");
    assert!(page.contains("id=\"pier-committee-3-july-2024\"") && !page.contains("third pier"), "{page}");
}

fn text_has(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|w| w == words.as_bytes())
}

#[test]
fn a_paragraph_is_withdrawn() {
    let site = published();
    let front = "anchors = { \"2.2\" = { date = 2024-07-01, reason = \"It was about another harbour.\" } }";
    let text = MAY.split("2.2 The west").next().expect("the first part");
    site.write("content/board/meetings/2024-05-01.md", with_front(front, text));
    // One tombstone does for the decision too, and what cites the paragraph goes on doing so.
    let built = all_alive(&site);
    let june = built.main("board/2024-06-05/index.html");
    assert!(june.contains("../../board/2024-05-01/#2.2"), "{june}");
    let page = built.read("board/2024-05-01/index.html");
    assert!(page.contains("<div id=\"2.2\">") && page.contains("It was about another harbour."), "{page}");
}

#[test]
fn what_authors_do_not_see_is_kept_for_them() {
    let site = published();
    // The unnumbered paragraph is joined to the one above it; the only open action is done, so that its register goes.
    site.write("content/board/meetings/2024-05-01.md", MAY.replace("leaks.\n\nIt has", "leaks. It has"));
    site.write("content/board/meetings/2024-07-01.md", "## 1. New\n\n**ACTION:** Harbour Office to sweep.\n");
    publish_with(&site, &["--accept"]);
    site.write("content/board/meetings/2024-07-01.md", "## 1. New\n\n**ACTION:** Harbour Trust to sweep. {#1}\n");
    let built = all_alive(&site);
    assert!(built.read("actions/owner/harbour-office/index.html").contains("url=../../../actions/owner/"));
    assert_eq!(
        built.read("actions/owner/harbour-office/feed.xml"),
        built.read("feed.xml"),
        "whoever reads it is given the site's"
    );
}

#[test]
fn a_ledger_that_was_changed_by_hand_is_understood() {
    let site = published();
    let text = ledger(&site);
    let mut lines: Vec<&str> = text.lines().collect();
    lines[1..].reverse();
    site.write("permalinks.txt", format!("{}\r\n", lines.join("\r\n")));
    all_alive(&site);
    site.write("permalinks.txt", "# minutebook permalinks 1\n<<<<<<< HEAD\n/\n");
    assert!(site.fail(1, &[]).contains("two versions of the ledger were merged"));
    site.write("permalinks.txt", "# minutebook permalinks 4\n/\n");
    assert!(site.fail(1, &[]).contains("version 4"));
    site.write("permalinks.txt", "# minutebook permalinks 2\n/ #main=12\n");
    assert!(site.fail(1, &[]).contains("`#main=12` is no anchor"));
}

#[test]
fn a_lost_ledger_is_made_again() {
    let site = published();
    let before = ledger(&site);
    std::fs::remove_file(site.folder().join("permalinks.txt")).expect("removed");
    let said = site.fail(1, &[]);
    assert!(said.contains("the site in `public` was published with a permalinks.txt, and there is none"), "{said}");
    publish_with(&site, &["--replace"]);
    assert_eq!(ledger(&site), before);
}

#[test]
fn the_ledger_of_a_bare_folder_is_in_it() {
    let site = Site::new();
    site.write("minutes/2024-05-01.md", "# Call\n\nThe community spoke.\n");
    let elsewhere = site.outside().join("desk");
    std::fs::create_dir(&elsewhere).expect("a folder");
    let content = site.folder().join("minutes");
    let run = |command: &str| {
        let mut all = assert_cmd::Command::cargo_bin("minutebook").expect("the binary");
        all.current_dir(&elsewhere).args([command, "--as-of", "2026-11-23", "--content"]).arg(&content).output().expect("it runs")
    };
    let output = run("publish");
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(content.join("permalinks.txt").is_file() && !elsewhere.join("permalinks.txt").exists());
    std::fs::remove_file(content.join("2024-05-01.md")).expect("removed");
    std::fs::write(content.join("2024-06-01.md"), "# Call\n\nNobody spoke.\n").expect("a file");
    let output = run("build");
    assert!(text(&output.stderr).contains("error[lost-permalink]"), "{}", text(&output.stderr));
}

#[test]
fn a_bad_release_is_taken_back() {
    let site = published();
    let (content, before) = (std::fs::read(site.folder().join("content/board/plan.md")).expect("a plan"), ledger(&site));
    site.write("content/board/plan.md", "# Plan\n\n## Piers\n\nThe wrong text.\n").write("content/board/wrong.md", "# Wrong\n");
    publish(&site);
    let bad = ledger(&site);
    std::fs::remove_file(site.folder().join("content/board/wrong.md")).expect("removed");
    site.write("content/board/plan.md", &content);
    // With its ledger, what it added must lead somewhere; a tombstone will do.
    assert!(site.fail(1, &[]).contains("`/board/wrong/`"));
    site.write("content/board/wrong.md", with_front("withdrawn = { date = 2024-07-02, reason = \"Published by mistake.\" }", ""));
    publish(&site);
    assert_eq!(addresses(&ledger(&site)), addresses(&bad));
    all_alive(&site);
    // With the ledger of the release before, it never was.
    std::fs::remove_file(site.folder().join("content/board/wrong.md")).expect("removed");
    site.write("permalinks.txt", &before);
    publish(&site);
    assert_eq!(ledger(&site), before);
    assert!(!all_alive(&site).list().iter().any(|p| p.contains("wrong")));
}

#[test]
fn a_deleted_page_is_still_in_the_site_that_is_published() {
    let site = published();
    std::fs::remove_file(site.folder().join("content/board/plan.md")).expect("removed");
    site.fail(1, &[]);
    let page = site.folder().join("public/board/plan/index.html");
    assert!(std::fs::read_to_string(page).expect("the page that was").contains("We mend them."));
    site.write("content/board/plan.md", "# Plan\n\n## Piers\n\nWe mend them.\n");
    all_alive(&site);
}

/// What `docs/permanence.md` advises is what these tests do.
#[test]
fn the_guide_says_what_is_tested() {
    let guide = std::fs::read_to_string(project().join("docs/permanence.md")).expect("the guide");
    for line in [
        "aliases = [\"/board/plan/\"]",
        "aliases = [\"/board/\"]",
        "anchors = { \"2.1\" = \"2.3\", \"2.2\" = \"2.4\" }",
        "aliases = [\"/reports/yearbook/#*\"]",
        "aliases = [\"/reports/yearbook/yearbook.pdf\"]",
        "withdrawn = { date = 2024-07-01, reason = \"They named a child.\" }",
        "anchors = { \"2.2\" = { date = 2024-07-01, reason = \"It was about another harbour.\" } }",
    ] {
        assert!(guide.contains(line), "{line} is not in the guide");
    }
}

#[test]
fn a_theme_that_leaves_ids_out_is_found_out() {
    let site = published();
    let own = std::fs::read_to_string(project().join("themes/civic/templates/meeting.html")).expect("a template");
    site.write("themes/civic/templates/meeting.html", own.replace(" id=\"{{ b.anchor }}\"", ""));
    let said = site.fail(1, &[]);
    assert!(said.contains("`/board/2024-05-01/#2.1` was published, and no element of the page has that id"), "{said}");
}

#[test]
fn every_address_of_the_own_site_is_recorded_and_alive() {
    let site = Site::own();
    publish(&site);
    let built = all_alive(&site);
    let ledger = ledger(&site);
    let listed: BTreeSet<&str> = ledger.lines().filter_map(|l| l.split(' ').next()).collect();
    for path in built.list().iter().filter(|p| p.ends_with("index.html")) {
        let address = format!("/{}", path.trim_end_matches("index.html"));
        assert!(listed.contains(address.as_str()), "{address} is not in the ledger");
    }
}

#[test]
fn a_second_meeting_of_a_day_takes_no_address_unseen() {
    let site = Site::new();
    site.write("site.toml", "title = \"Calls\"\nbase_url = \"https://calls.example/\"\n");
    site.write("content/calls/meetings/2018/CG-05-01.md", "# Call\n\nThe community spoke.\n");
    publish(&site);
    assert!(ledger(&site).lines().any(|l| l.starts_with("/calls/2018-05-01/")), "{}", ledger(&site));
    // Both files say no more than the day in their addresses; now both say which they are, and the ledger sees it.
    site.write("content/calls/meetings/2018/WG-05-01.md", "# Call\n\nThe working group spoke.\n");
    let said = site.fail(1, &[]);
    assert!(said.contains("/calls/2018-05-01/"), "{said}");
    site.write(
        "content/calls/meetings/2018/CG-05-01.md",
        "---\naliases: [/calls/2018-05-01/]\n---\n\n# Call\n\nThe community spoke.\n",
    );
    let built = all_alive(&site);
    for (address, words) in [("calls/2018-05-01-cg", "The community spoke."), ("calls/2018-05-01-wg", "The working group spoke.")]
    {
        assert!(built.read(&format!("{address}/index.html")).contains(words), "{address}");
    }
    // What the file says itself stands.
    site.write("content/calls/meetings/2018/CG-05-01.md", "---\nkey: 2018-05-01\n---\n\n# Call\n\nThe community spoke.\n");
    assert!(all_alive(&site).read("calls/2018-05-01/index.html").contains("The community spoke."));
}

/// `tests/sites/earlier` was published by a minutebook (8f9871b) that took `Action: Approved.` and the items of an agenda for actions, and
/// raised one twice from `[ACTION: Ann Lee]`: the ids that it gave lead to what they are now.
#[test]
fn what_an_earlier_reader_published_is_still_found() {
    let site = Site::copy("tests/sites/earlier");
    let built = all_alive(&site);
    let moved = |address: &str| built.read(&format!("{address}index.html"));
    assert!(moved("actions/board/2021-01-13/1.2b/").contains("actions/board/2021-01-13/1.2/"));
    assert!(moved("actions/board/2021-01-01/1b/").contains("board/2021-01-01/#action-1b"));
    assert!(moved("actions/board/2021-02-23/a1/").contains("board/2021-02-23/"));
    // A later report on the second id is one on the first.
    assert!(built.read("actions/board/2021-01-13/1.2/index.html").contains("The map is printed."));
}

/// One line mends a renamed body, and the error of the ledger says so.
#[test]
fn the_cause_of_many_errors_says_what_it_mends() {
    let site = published();
    let content = site.folder().join("content");
    std::fs::rename(content.join("board"), content.join("trust")).expect("renamed");
    let said = site.fail(1, &[]);
    assert!(said.contains("aliases = [\"/board/\"]") && said.contains("the alias mends 2 of the other errors too"), "{said}");
    site.write("content/trust/_index.md", with_front("aliases = [\"/board/\"]", "# The trust\n\nIt meets.\n"));
    all_alive(&site);
}
