//! What `check` says of a site: everything that an expert secretary would catch, and nothing of what only looks wrong.

use std::collections::BTreeSet;

use super::support::{Site, project, text, updating};

#[test]
fn every_checked_site_is_told_what_is_expected() {
    let home = project().join("tests/sites/checked");
    let mut wrong = Vec::new();
    for name in ["everything", "quiet"] {
        let site = Site::copy(&format!("tests/sites/checked/{name}"));
        let output = site.run(&["check"]);
        assert!(!site.folder().join("public").exists(), "a check publishes nothing");
        assert_eq!(text(&output.stderr), "");
        let said = text(&output.stdout);
        assert_eq!(output.status.code(), Some(i32::from(said.contains("\nerror["))), "{said}");
        let place = home.join(name).join("expected.txt");
        if updating() {
            std::fs::write(&place, &said).expect("a file");
        } else if std::fs::read_to_string(&place).unwrap_or_default() != said {
            wrong.push(format!("{name} says:\n{said}"));
        }
    }
    assert!(wrong.is_empty(), "{}\n\nMINUTEBOOK_UPDATE=1 cargo test writes what came out", wrong.join("\n\n"));
    assert_eq!(std::fs::read_to_string(home.join("quiet/expected.txt")).expect("a file"), "");
}

/// The checks by name: one that falls silent fails this test.
#[test]
fn each_check_speaks_and_a_site_sets_how_loud() {
    let site = Site::copy("tests/sites/checked/everything");
    let codes = |site: &Site| -> BTreeSet<(String, String)> {
        let output = site.run(&["check", "--format", "json"]);
        let said: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let all = said["diagnostics"].as_array().expect("a list").iter();
        all.map(|d| (d["code"].as_str().expect("a code").to_owned(), d["severity"].as_str().expect("a severity").to_owned()))
            .collect()
    };
    let found = codes(&site);
    for code in [
        "unknown-owner",
        "unknown-attendee",
        "name-by-date",
        "deputy-without-apology",
        "present-and-absent",
        "votes-differ",
        "result-differs",
        "voter-not-present",
        "own-second",
        "number-gap",
        "number-twice",
        "due-before-meeting",
        "next-meeting-differs",
        "review-overdue",
        "action-open-long",
        "dead-anchor",
        "unlisted-file",
    ] {
        assert!(found.iter().any(|(c, _)| c == code), "nothing is said of {code}: {found:?}");
    }
    assert!(found.contains(&("number-twice".to_owned(), "error".to_owned())), "site.toml makes it an error: {found:?}");
    let names: BTreeSet<&String> = found.iter().map(|(code, _)| code).collect();
    let settings: String = names.iter().map(|code| format!("{code} = \"off\"\n")).collect();
    site.write("site.toml", format!("as_of = 2025-06-01\n\n[checks]\n{settings}"));
    assert_eq!(codes(&site), BTreeSet::new());
}

#[test]
fn sarif_has_a_rule_for_every_result_and_the_own_site_is_clean() {
    let site = Site::copy("tests/sites/checked/everything");
    let output = site.run(&["check", "--format", "sarif"]);
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(said["version"], "2.1.0");
    let run = &said["runs"][0];
    let rules: BTreeSet<&str> =
        run["tool"]["driver"]["rules"].as_array().expect("rules").iter().filter_map(|r| r["id"].as_str()).collect();
    let results = run["results"].as_array().expect("results");
    assert!(results.len() > 15);
    for result in results {
        assert!(rules.contains(result["ruleId"].as_str().expect("a rule")), "{result}");
        let place = &result["locations"][0]["physicalLocation"];
        assert!(site.folder().join(place["artifactLocation"]["uri"].as_str().expect("a path")).is_file(), "{result}");
        assert!(place["region"]["startLine"].as_u64().is_some_and(|l| l > 0), "{result}");
    }
    let own = Site::own().run(&["check", "--format", "json"]);
    let said: serde_json::Value = serde_json::from_slice(&own.stdout).expect("JSON");
    assert_eq!((&said["errors"], &said["warnings"]), (&0.into(), &0.into()), "{said:#}");
}

/// An archive that was never meant for this program, judged before it is moved; and what only its prose commits to.
#[test]
fn an_archive_is_measured_and_its_prose_offered() {
    let site = Site::copy("tests/sites/checked/archive");
    let home = project().join("tests/sites/checked/archive");
    for (name, options) in [
        ("coverage.txt", &["--coverage"][..]),
        ("coverage.json", &["--coverage", "--format", "json"]),
        ("suggest.txt", &["--suggest"]),
        ("suggest.json", &["--suggest", "--format", "json"]),
    ] {
        let output = site.run(&[&["check", "--content", "old minutes"][..], options].concat());
        assert_eq!((text(&output.stderr), output.status.code()), (String::new(), Some(0)));
        let mut said = text(&output.stdout);
        if let Ok(value) = serde_json::from_str::<serde_json::Value>(&said) {
            said = format!("{value:#}\n");
        }
        if updating() {
            std::fs::write(home.join(name), &said).expect("a file");
        }
        assert_eq!(std::fs::read_to_string(home.join(name)).unwrap_or_default(), said, "{name}");
    }
    let both = site.run(&["check", "--content", "old minutes", "--coverage", "--suggest"]);
    let parts = ["coverage.txt", "suggest.txt"].map(|name| std::fs::read_to_string(home.join(name)).expect("a file"));
    assert_eq!(text(&both.stdout), parts.join("\n"));
    assert_eq!(site.run(&["check", "--coverage", "--format", "sarif"]).status.code(), Some(2));
    assert_eq!(site.run(&["check", "--suggest", "--content", "nowhere"]).status.code(), Some(3));
    // Never published: a build of the same text has the actions that are marked, and no others.
    let built = site.run(&["build", "--content", "old minutes", "--as-of", "2021-01-01"]);
    assert_eq!(built.status.code(), Some(0), "{}", text(&built.stderr));
    let register = std::fs::read_to_string(site.folder().join("public/actions.csv")).expect("the register");
    assert_eq!(register.lines().filter(|l| l.contains("Bob Ray to ask") || l.contains("Order paint")).count(), 2);
    assert!(!register.contains("replace both lamps") && !register.contains("write to the boat owners"), "{register}");
}
