//! The body of ten meetings (`tests/sites/good/life`) whose actions are raised, moved, split, done late, dropped, taken up again:
//! its register on the terminal, its chase list, and the file of its next meeting, each compared whole. Its pages and exports
//! are compared in `good.rs`.

use super::support::{Site, project, text, updating};

const SITE: &str = "tests/sites/good/life";

fn said(site: &Site, arguments: &[&str]) -> String {
    let output = site.run(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
    assert_eq!(text(&output.stderr), "", "{arguments:?}");
    text(&output.stdout)
}

fn compare(name: &str, is: &str, wrong: &mut Vec<String>) {
    let place = project().join("tests/sites/life-said").join(name);
    if updating() {
        std::fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
        std::fs::write(&place, is).expect("a file");
    } else if std::fs::read_to_string(&place).unwrap_or_default() != is {
        wrong.push(format!("{name} is now:\n{is}"));
    }
}

#[test]
fn the_register_the_chase_list_and_the_next_meeting_are_what_is_expected() {
    let site = Site::copy(SITE);
    let mut wrong = Vec::new();
    compare("register.txt", &said(&site, &["actions"]), &mut wrong);
    compare("chase.md", &said(&site, &["actions", "--chase"]), &mut wrong);
    compare("chase-one.md", &said(&site, &["actions", "--chase", "--owner", "Sound Steam Packet"]), &mut wrong);
    compare("check.txt", &said(&site, &["check"]), &mut wrong);
    let path = said(&site, &["new", "meeting", "panel", "2024-09-18"]);
    assert!(path.trim_end().ends_with("content/panel/meetings/2024-09-18.md"), "{path}");
    let new = std::fs::read_to_string(path.trim_end()).expect("the new file");
    compare("2024-09-18.md", &new, &mut wrong);
    assert!(wrong.is_empty(), "{}\n\nMINUTEBOOK_UPDATE=1 cargo test writes what came out", wrong.join("\n\n"));
}

#[test]
fn the_register_is_filtered_and_sorted() {
    let site = Site::copy(SITE);
    let ids = |arguments: &[&str]| -> Vec<String> {
        let all = said(&site, &[&["actions", "--format", "json"], arguments].concat());
        let table: serde_json::Value = serde_json::from_str(&all).expect("JSON");
        table["rows"].as_array().expect("rows").iter().map(|r| r["id"].as_str().expect("an id").replace("panel/", "")).collect()
    };
    assert_eq!(ids(&["--overdue"]), ["2023-01-18/3.1", "2023-09-20/3.2"]);
    assert_eq!(ids(&["--status", "dropped", "--status", "superseded"]), ["2023-03-15/bench", "2023-01-18/2.2"]);
    assert_eq!(ids(&["--owner", "IC", "--open"]), ["2024-01-17/2.1"], "an abbreviation finds its owner");
    assert_eq!(ids(&["--due-by", "2023-12-31", "--open", "--sort", "due"]), ["2023-01-18/3.1", "2023-09-20/3.2"]);
    assert_eq!(ids(&["--year", "2023", "--sort", "raised"]).len(), 6);
    assert_eq!(ids(&["--days", "300", "--open", "--sort", "age"]), ["2023-01-18/3.1", "2023-09-20/3.2"]);
    assert_eq!(ids(&["--body", "Ferry Users' Panel", "--sort", "body"]).len(), 10);
    let csv = said(&site, &["actions", "--format", "csv", "--sort", "raised"]);
    let built = site.build_with(&["--as-of", "2024-08-01"]);
    assert_eq!(format!("\u{feff}{csv}"), built.read("actions.csv"), "the terminal and the site say the same");
    let wrong = site.run(&["actions", "--owner", "Sound Feries"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert_eq!(text(&wrong.stderr), "error: there is no owner `Sound Feries`; did you mean `Sound Ferries`?\n");
}

/// The new file says nothing new: with it, every action stands as before, and nothing is to be mended.
#[test]
fn the_file_of_the_next_meeting_changes_nothing_until_it_is_filled_in() {
    let site = Site::copy(SITE);
    let internal =
        "+++\naudience = \"internal\"\n+++\n\n## 1. Keys\n\n1.1 One is lost.\n\n**ACTION:** Ann Keel to change the locks.\n";
    site.write("content/panel/meetings/2024-06-05.md", internal);
    site.write("content/panel/meetings/2024-09-18/budget-2025.csv", "year,pounds\n2025,12\n");
    let options = ["--drafts", "--edition", "internal", "--as-of", "2024-08-01"];
    let states = || {
        let all = said(&site, &[&["actions", "--format", "json"], &options[..]].concat());
        let table: serde_json::Value = serde_json::from_str(&all).expect("JSON");
        let row = |r: &serde_json::Value| (r["id"].clone(), r["status"].clone(), r["owners"].clone(), r["due"].clone());
        table["rows"].as_array().expect("rows").iter().map(row).collect::<Vec<_>>()
    };
    let warned = || {
        let output = site.run(&[&["check", "--format", "json"], &options[..]].concat());
        let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        (found["errors"].as_u64(), found["warnings"].as_u64())
    };
    let (before, warned_before) = (states(), warned());
    assert!(before.len() > 10, "the internal one is there too");
    let path = said(&site, &["new", "meeting", "ferry users' panel", "2024-09-18"]);
    assert!(path.trim_end().ends_with("2024-09-18/index.md"), "it stands with its papers: {path}");
    let new = std::fs::read_to_string(path.trim_end()).expect("the new file");
    assert!(new.contains("file = \"budget-2025.csv\""), "{new}");
    assert!(new.contains("because they are internal: panel/2024-06-05/1.1\n") && !new.contains("locks"), "{new}");
    assert_eq!(states(), before);
    assert_eq!(warned(), warned_before);
    let again = site.run(&["new", "meeting", "panel", "2024-09-18"]);
    assert_eq!(again.status.code(), Some(2), "what is there is never written over");
    let nobody = site.run(&["new", "meeting", "pannel", "2024-09-18"]);
    assert_eq!(text(&nobody.stderr), "error: there is no body `pannel`; did you mean `panel`?\n");
    let public = site.build_with(&["--as-of", "2024-08-01"]);
    assert!(!public.list().iter().any(|p| p.contains("2024-09-18/index.html")), "a draft is not published");
    // Taken up as it is, it may be read by everybody: nothing internal is in it.
    site.write("content/panel/meetings/2024-09-18/index.md", new.replace("draft = true\n", ""));
    let public = site.build_with(&["--as-of", "2024-10-01"]);
    assert!(public.read("panel/2024-09-18/index.html").contains("Matters arising"));
}
