//! Sites that must fail, each with the exact text of its errors.

use super::support::{Site, project, updating};

#[test]
fn every_broken_site_says_what_is_expected() {
    let home = project().join("tests/sites/broken");
    let mut names: Vec<String> = std::fs::read_dir(&home)
        .expect("the broken sites")
        .map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert!(names.len() >= 12, "there are {} broken sites", names.len());
    let mut wrong = Vec::new();
    for name in names {
        let site = Site::copy(&format!("tests/sites/broken/{name}"));
        let said = site.fail(1, &[]);
        assert!(!site.folder().join("public/index.html").exists(), "{name}: a site with errors was published");
        let place = home.join(&name).join("expected.txt");
        if updating() {
            std::fs::write(&place, &said).expect("a file");
        } else if std::fs::read_to_string(&place).unwrap_or_default() != said {
            wrong.push(format!("{name} says:\n{said}"));
        }
    }
    assert!(wrong.is_empty(), "{}\n\nMINUTEBOOK_UPDATE=1 cargo test writes what came out", wrong.join("\n\n"));
}

#[test]
fn errors_are_data_too() {
    let site = Site::copy("tests/sites/broken/unknown-key");
    let output = site.run(&["build", "--as-of", "2026-11-23", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let first = &said["diagnostics"][0];
    assert_eq!(first["code"], "unknown-key");
    assert_eq!(first["severity"], "error");
    assert!(first["place"]["line"].as_u64().is_some_and(|l| l > 0), "{said}");
    assert!(first["remedy"].as_str().is_some_and(|r| !r.is_empty()), "{said}");
}
