//! Addresses, identities and ledgers that stay what they were, each case from the smallest site that shows it.

use super::permanence::{ledger, publish};
use super::support::{Site, ids_of, text};

const SETTINGS: &str = "title = \"Moorings\"\nbase_url = \"https://moorings.example/\"\n";
const APRIL: &str = "# Wardens, 17 April 2024\n\nPresent: Ida Holm, Per Vik\n\n## 1. Lights\n\n1.1 The green light is out.\n\n\
                     1.2 The red light flickers.\n\n1.3 The white light is new.\n";
const FOLDER: &str = "content/wardens";

/// A body with minutes of one day.
fn wardens() -> Site {
    let site = Site::new();
    site.write("site.toml", SETTINGS);
    site.write(&format!("{FOLDER}/_index.md"), "+++\nname = \"Wardens\"\n+++\n");
    site.write(&format!("{FOLDER}/meetings/2024-04-17.md"), APRIL);
    site
}

/// Renames the folder of the body, and says so with one alias.
fn rename_wardens(site: &Site) {
    let content = site.folder().join("content");
    std::fs::rename(content.join("wardens"), content.join("keepers")).expect("renamed");
    site.write("content/keepers/_index.md", "+++\nname = \"Wardens\"\naliases = [\"/wardens/\"]\n+++\n");
}

#[test]
fn a_third_heading_of_one_name_takes_no_anchor_of_the_two_below_it() {
    let site = Site::new();
    let page = |sections: &[&str]| {
        let sections = sections.iter().map(|words| format!("## Hours\n\n{words}\n"));
        format!("# Visit\n\n{}", sections.collect::<Vec<_>>().join("\n"))
    };
    let (gate, shop, boat) = ("The gate is open from nine.", "The shop shuts at noon.", "The boat sails with the tide.");
    site.write("site.toml", SETTINGS);
    site.write("content/visit.md", page(&[gate, shop]));
    publish(&site);
    let before = ledger(&site);
    site.write("content/visit.md", page(&[boat, gate, shop]));
    for command in ["check", "build", "publish"] {
        let output = site.run(&[command, "--as-of", "2026-11-23"]);
        let said = text(&output.stderr) + &text(&output.stdout);
        assert_eq!(output.status.code(), Some(1), "{command}: {said}");
        for needed in [
            "error[other-words]: `#hours`, `#hours-2` of `/visit/` now have other words than were published there",
            "the words of `/visit/#hours`; they are `/visit/#hours-2` now",
            "the words of `/visit/#hours-2`; they are `/visit/#hours-3` now",
            "`{#hours}` at the end of line 7, `{#hours-2}` at the end of line 11, `{#hours-new}` at the end of line 3",
        ] {
            assert!(said.contains(needed), "{command}: {needed:?} is not in\n{said}");
        }
    }
    assert_eq!(ledger(&site), before, "nothing was published");
    // What it advises is enough, and both links lead to their words.
    let named = page(&[boat, gate, shop]).replacen("## Hours", "## Hours {#hours-new}", 1);
    let named = named.replacen("## Hours\n", "## Hours {#hours}\n", 1).replacen("## Hours\n", "## Hours {#hours-2}\n", 1);
    site.write("content/visit.md", named);
    publish(&site);
    let shown = site.build().main("visit/index.html");
    for (anchor, words) in [("hours", gate), ("hours-2", shop), ("hours-new", boat)] {
        let section = shown.split(&format!("id=\"{anchor}\"")).nth(1).and_then(|rest| rest.split("<h2").next());
        assert!(section.is_some_and(|section| section.contains(words)), "#{anchor} is not {words:?} in\n{shown}");
    }
}

/// Whoever subscribed sees no meeting twice.
#[test]
fn a_renamed_folder_changes_no_identity_in_calendars_and_feeds() {
    let site = wardens();
    publish(&site);
    let identities = |folder: &str| -> Vec<Vec<String>> {
        let built = site.build();
        let files =
            ["calendar.ics".to_owned(), "feed.xml".to_owned(), format!("{folder}/calendar.ics"), format!("{folder}/feed.xml")];
        let of = |file: &String| {
            let whole = built.read(file);
            let lines = whole.lines().map(str::trim).filter(|line| line.starts_with("UID:") || line.starts_with("<id>"));
            lines.map(str::to_owned).collect::<Vec<_>>()
        };
        files.iter().map(of).collect()
    };
    let before = identities("wardens");
    assert!(before.iter().all(|file| file.iter().any(|id| id.contains("2024-04-17"))), "{before:?}");
    rename_wardens(&site);
    assert_eq!(identities("keepers"), before, "before it is published");
    publish(&site);
    assert_eq!(identities("keepers"), before);
    // A meeting that comes now is new, and the old one is what it was.
    site.write("content/keepers/meetings/2024-05-15.md", APRIL.replace("17 April", "15 May").replace("green", "blue"));
    publish(&site);
    let after = identities("keepers");
    for (file, had) in after.iter().zip(&before) {
        assert!(had.iter().all(|id| file.contains(id)), "{had:?} is not in {file:?}");
        assert!(file.iter().any(|id| id.contains("2024-05-15")), "{file:?}");
    }
}

#[test]
fn minutes_without_settings_keep_their_ledger_with_them_and_miss_it() {
    let site = Site::new();
    site.write("papers/minutes/2024-04-17.md", APRIL);
    let (desk, other_desk) = (site.outside().join("desk"), site.outside().join("other"));
    [&desk, &other_desk].into_iter().for_each(|folder| std::fs::create_dir(folder).expect("a folder"));
    let content = site.folder().join("papers/minutes");
    let output_folder = site.outside().join("published");
    let run = |folder: &std::path::Path, command: &str| {
        let mut all = assert_cmd::Command::cargo_bin("minutebook").expect("the binary");
        all.current_dir(folder)
            .args([command, "--as-of", "2026-11-23", "--content"])
            .arg(&content)
            .arg("--out")
            .arg(&output_folder);
        let output = all.output().expect("it runs");
        (output.status.code(), text(&output.stderr))
    };
    assert_eq!(run(&desk, "publish").0, Some(0));
    let kept = content.join("permalinks.txt");
    let recorded = std::fs::read_to_string(&kept).expect("a ledger beside the minutes");
    assert!(!desk.join("permalinks.txt").exists() && !site.folder().join("papers/permalinks.txt").exists());
    // Elsewhere it is the same ledger, to which nothing is new.
    assert_eq!(run(&other_desk, "publish").0, Some(0));
    assert!(!other_desk.join("permalinks.txt").exists());
    assert_eq!(std::fs::read_to_string(&kept).expect("a ledger"), recorded);
    // One that is lost is missed, whatever is to be done.
    std::fs::remove_file(&kept).expect("removed");
    for (folder, command) in [(&desk, "build"), (&other_desk, "build"), (&other_desk, "publish")] {
        let (code, said) = run(folder, command);
        assert_eq!(code, Some(1), "{command}: {said}");
        assert!(said.contains("error[lost-permalink]") && said.contains("was published with a permalinks.txt"), "{said}");
    }
    assert!(!kept.exists(), "nothing was recorded");
}

/// A plain web server knows no fragment: only the page that it sends can keep it.
#[test]
fn a_page_at_an_earlier_address_keeps_the_place_that_was_asked_for() {
    let site = wardens();
    site.write("content/plain.md", "# Plain\n\nNo places.\n");
    publish(&site);
    rename_wardens(&site);
    // Moved, and one paragraph withdrawn; the page beside it is merged into another.
    std::fs::remove_file(site.folder().join("content/plain.md")).expect("removed");
    site.write("content/other.md", "+++\naliases = [\"/plain/\"]\n+++\n# Other\n\nNo places.\n");
    let front = "+++\n[anchors]\n\"1.2\" = { date = 2024-06-01, reason = \"It was another light.\" }\n+++\n";
    let moved = APRIL.replace("1.2 The red light flickers.\n\n", "");
    site.write("content/keepers/meetings/2024-04-17.md", format!("{front}{moved}"));
    let built = site.build();
    let stub = built.read("wardens/2024-04-17/index.html");
    assert!(!stub.contains("http-equiv=\"refresh\""), "it would drop the place: {stub}");
    assert!(stub.contains("js/pages/moved-") && stub.contains("data-moved"), "{stub}");
    let there = ids_of(&built.read("keepers/2024-04-17/index.html"));
    for anchor in ["1", "1.1", "1.2", "1.3"] {
        let link = format!("<li id=\"{anchor}\"><a href=\"../../keepers/2024-04-17/#{anchor}\">");
        assert!(stub.contains(&link) && there.contains(anchor), "{anchor}: {stub}\n{there:?}");
    }
    // A page of which no place was ever published leads on by itself, without a script too.
    let plain = built.read("plain/index.html");
    assert!(plain.contains("http-equiv=\"refresh\" content=\"0; url=../other/\""), "{plain}");
    let script = built.list().into_iter().find(|path| path.contains("js/pages/moved-")).map(|path| built.read(&path));
    assert!(script.is_some_and(|script| script.contains("location.hash")), "the script passes the fragment on");
}
