//! The addresses and anchors of pages in another language are as permanent as those of the first.

use super::permanence::{MAY, addresses, all_alive, ledger, publish, with_front};
use super::support::Site;

const MAI: &str = "## Presennol\n- Harbour Trust: Ann Other (cadeirydd)\n\n## 1. Agor\n\n1.1 Cytunwyd ar y cofnodion.\n\n## 2. Pierau\n\n\
                   2.1 Mae'r pier dwyreiniol yn gollwng.\n\nMae wedi gollwng ers blynyddoedd.\n\n**CAM GWEITHREDU:** Harbour Trust i \
                   drwsio'r pier erbyn 1 Gorffennaf 2024.\n\n2.2 Mae'r pier gorllewinol yn gadarn.\n\n**CYTUNWYD:** ei adael.\n";
const PLAN: &str = "# Plan\n\n## Piers\n\nWe mend them.\n\n## Walls\n\n1.1 They stand.\n";

/// A board whose minutes are translated, a plan that is not, a Welsh page that translates nothing; published.
fn published() -> Site {
    let site = Site::new();
    site.write("site.toml", "title = \"Harbour\"\nbase_url = \"https://harbour.example/\"\nlanguages = [\"en\", \"cy\"]\n");
    site.write("content/board/_index.md", "# The board\n\nIt meets.\n");
    site.write("content/board/meetings/2024-05-01.md", MAY);
    site.write("content/board/meetings/2024-05-01.cy.md", MAI);
    site.write("content/plan.md", PLAN);
    site.write("content/hanes.cy.md", "# Hanes\n\n## Y porthladd\n\n1.1 Mae'n hen.\n");
    publish(&site);
    all_alive(&site);
    site
}

#[test]
fn the_anchors_of_a_translation_are_recorded() {
    let site = published();
    let ledger = addresses(&ledger(&site));
    for line in [
        "/cy/board/2024-05-01/ #2 #2.1 #2.1-p1 #2.2\n",
        "/cy/board/2024-05-01/ #action-2.1\n",
        "/cy/board/2024-05-01/ #decision-2.2\n",
        "/cy/plan/ #1.1\n",
        "/cy/plan/ #piers\n",
        "/cy/hanes/ #1.1\n",
        "/cy/hanes/ #y-porthladd\n",
    ] {
        assert!(ledger.contains(line), "{line:?} is not in\n{ledger}");
    }
}

#[test]
fn a_paragraph_is_renumbered_in_both() {
    let site = published();
    let renumbered = |text: &str| text.replace("\n2.1 ", "\n2.3 ").replace("\n2.2 ", "\n2.4 ");
    let front = "anchors = { \"2.1\" = \"2.3\", \"2.2\" = \"2.4\" }";
    site.write("content/board/meetings/2024-05-01.md", with_front(front, &renumbered(MAY)));
    site.write("content/board/meetings/2024-05-01.cy.md", renumbered(MAI));
    let built = all_alive(&site);
    let page = built.read("cy/board/2024-05-01/index.html");
    let (new, old) = (page.find("id=\"2.3\"").expect("new"), page.find("id=\"2.1\"").expect("old"));
    assert!(new < old && old < page.find("pier dwyreiniol").expect("text"), "the old number leads to the paragraph");
    let stub = built.read("cy/actions/board/2024-05-01/2.1/index.html");
    assert!(stub.contains("url=../../../../../cy/actions/board/2024-05-01/2.3/"), "{stub}");
}

/// Whoever translates comes after whoever writes: until then an old number in the translation is no mistake.
#[test]
fn a_translation_that_lags_behind_keeps_its_own_numbers() {
    let site = published();
    let text = MAY.replace("\n2.1 ", "\n2.3 ").replace("\n2.2 ", "\n2.4 ");
    let front = "anchors = { \"2.1\" = \"2.3\", \"2.2\" = \"2.4\" }";
    site.write("content/board/meetings/2024-05-01.md", with_front(front, &text));
    let built = all_alive(&site);
    let page = built.read("cy/board/2024-05-01/index.html");
    assert_eq!(page.matches(" id=\"2.1\"").count(), 1, "the number it has");
}

#[test]
fn what_a_translation_lacks_leads_to_the_original() {
    let site = published();
    site.write("content/plan.cy.md", "# Cynllun\n\n## Pierau\n\nRydym yn eu trwsio.\n");
    let built = all_alive(&site);
    let page = built.read("cy/plan/index.html");
    assert!(page.contains("<div id=\"1.1\">") && page.contains("href=\"../../plan/#1.1\""), "{page}");
}

#[test]
fn what_only_a_translation_had_is_asked_of_its_own_file() {
    let site = published();
    site.write("content/plan.cy.md", "# Cynllun\n\n## Pierau\n\nUn.\n\n## Pysgod\n\nDau.\n\n### Penwaig\n\nTri.\n");
    publish(&site);
    assert!(addresses(&ledger(&site)).contains("/cy/plan/ #penwaig\n"), "{}", ledger(&site));
    let shorter = "# Cynllun\n\n## Pierau\n\nUn.\n\n## Pysgod a phenwaig\n\nDau.\n";
    site.write("content/plan.cy.md", shorter);
    let said = site.fail(1, &[]);
    for needed in ["`/cy/plan/` would lose `#penwaig`, `#pysgod`", "front matter of `content/plan.cy.md`"] {
        assert!(said.contains(needed), "{needed:?} is not in\n{said}");
    }
    let front = "anchors = { penwaig = \"pysgod-a-phenwaig\", pysgod = { date = 2024-07-01, reason = \"Nid oedd pysgod.\" } }";
    site.write("content/plan.cy.md", with_front(front, shorter));
    let page = all_alive(&site).read("cy/plan/index.html");
    assert!(page.contains("<span id=\"penwaig\"></span>Pysgod a phenwaig"), "{page}");
    assert!(page.contains("Nid oedd pysgod."), "{page}");
    site.write("content/plan.cy.md", with_front("anchors = { penwaig = \"pysgodd\" }", shorter));
    assert!(site.fail(1, &[]).contains("there is no `#pysgodd` on this page"));
}

#[test]
fn moved_split_and_withdrawn_in_every_language() {
    let site = published();
    std::fs::rename(site.folder().join("content/board"), site.folder().join("content/trust")).expect("renamed");
    site.write("content/trust/_index.md", with_front("aliases = [\"/board/\"]", "# The trust\n\nIt meets.\n"));
    site.write("content/plan.md", "# Plan\n\n## Piers\n\nWe mend them.\n");
    site.write("content/walls.md", with_front("aliases = [\"/plan/#*\"]", "# Walls\n\n## Walls\n\n1.1 They stand.\n"));
    let built = all_alive(&site);
    let stub = built.read("cy/board/2024-05-01/index.html");
    assert!(stub.contains("<li id=\"2.1\"><a href=\"../../../cy/trust/2024-05-01/#2.1\">"), "{stub}");
    assert!(built.read("redirects/nginx.conf").contains("\"/cy/board/2024-05-01/\" \"/cy/trust/2024-05-01/\";"));
    let page = built.read("cy/plan/index.html");
    assert!(page.contains("<div id=\"1.1\">") && page.contains("href=\"../../cy/walls/#1.1\""), "{page}");
    let gone = with_front("withdrawn = { date = 2024-07-01, reason = \"They named a child.\" }", MAY);
    site.write("content/trust/meetings/2024-05-01.md", gone);
    let built = all_alive(&site);
    assert!(!built.read("cy/trust/2024-05-01/index.html").contains("gollwng"));
    publish(&site);
    all_alive(&site);
}

#[test]
fn an_alias_holds_in_every_language_without_a_ledger() {
    let site = published();
    let old = ledger(&site);
    std::fs::remove_file(site.folder().join("permalinks.txt")).expect("removed");
    std::fs::rename(site.folder().join("content/board"), site.folder().join("content/trust")).expect("renamed");
    site.write("content/trust/_index.md", with_front("aliases = [\"/board/\"]", "# The trust\n\nIt meets.\n"));
    let built = site.build_with(&["--replace"]);
    let mut dead = super::permanence::dead(&built.folder, &old);
    dead.retain(|d| d.contains("/board/"));
    // Registers of a body are led on from only where the ledger says that they were there.
    assert!(dead.is_empty(), "{dead:?}");
}

/// What comes and goes by itself does so in every language.
#[test]
fn registers_that_come_and_go_do_so_in_every_language() {
    let site = published();
    site.write("content/board/meetings/2024-07-01.md", "## 1. New\n\n**ACTION:** Harbour Office to sweep.\n");
    publish(&site);
    assert!(ledger(&site).contains("/cy/actions/owner/harbour-office/\n"));
    site.write("content/board/meetings/2024-07-01.md", "## 1. New\n\n**ACTION:** Harbour Trust to sweep. {#1}\n");
    let stub = all_alive(&site).read("cy/actions/owner/harbour-office/index.html");
    assert!(stub.contains("url=../../../../cy/actions/owner/"), "{stub}");
}

/// One page that is gone is one thing to mend, and what to write is shown in the language of the file's front matter.
#[test]
fn a_lost_page_is_said_once_for_all_languages() {
    let site = published();
    std::fs::remove_file(site.folder().join("content/plan.md")).expect("removed");
    let text = MAI.replace("\n2.2 ", "\n2.7 ");
    site.write("content/board/meetings/2024-05-01.md", format!("---\ntitle: May\n---\n{}", MAY.replace("\n2.2 ", "\n2.7 ")));
    site.write("content/board/meetings/2024-05-01.cy.md", text);
    let said = site.fail(1, &[]);
    for needed in [
        "`/plan/` and 1 address below it were published and would be lost",
        "`/board/2024-05-01/` would lose `#2.2`",
        "`anchors: { \"2.2\": \"2.1\" }`",
        "`anchors: { \"2.2\": { date: 2026-11-23, reason: \"…\" } }`",
    ] {
        assert!(said.contains(needed), "{needed:?} is not in\n{said}");
    }
    assert!(said.contains("2 errors"), "{said}");
}
