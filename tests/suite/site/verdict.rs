//! One verdict: `check` finds all that stops a build, and both end with the same code; what a site allows; `--strict` and `--quiet`.

use std::collections::BTreeSet;

use serde_json::Value;

use super::support::{Site, project, text};

const TODAY: [&str; 2] = ["--as-of", "2026-11-23"];

fn run(site: &Site, words: &[&str]) -> (Option<i32>, String, String) {
    let output = site.run(&[words, &TODAY].concat());
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

fn findings(said: &str, list: &str) -> Vec<Value> {
    let said: Value = serde_json::from_str(said).unwrap_or_else(|e| panic!("{e}: {said}"));
    said[list].as_array().expect("a list").clone()
}

/// Every site of the tests, by its folder in `tests/sites`.
fn all_sites() -> Vec<String> {
    let home = project().join("tests/sites");
    let folders = |path: &std::path::Path| -> Vec<std::path::PathBuf> {
        let entries = std::fs::read_dir(path).expect("a folder").map(|e| e.expect("an entry").path());
        entries.filter(|p| p.is_dir()).collect()
    };
    let mut sites = Vec::new();
    for group in folders(&home) {
        let is_site = |p: &std::path::Path| p.join("site.toml").is_file() || p.join("content").is_dir();
        sites.extend(if is_site(&group) { vec![group] } else { folders(&group) });
    }
    let below = |p: &std::path::PathBuf| format!("tests/sites/{}", p.strip_prefix(&home).expect("below").display());
    let mut sites: Vec<String> = sites.iter().map(below).collect();
    sites.sort();
    sites
}

/// Sites that are well formed file by file, and that only making the pages finds fault with.
fn made_wrong() -> Vec<(&'static str, Site, Option<&'static str>)> {
    let begun = || {
        let site = Site::new();
        site.write("site.toml", "title = \"Harbour\"\n").write("content/plan.md", "# Plan\n\nWe repair the piers.\n");
        site
    };
    let (device, language, template, leak) = (begun(), begun(), begun(), begun());
    device.write("content/con.md", "# Con\n");
    language.write("content/projet.md", "+++\nlang = \"fr\"\n+++\n\n# Projet\n");
    template.write("themes/civic/templates/page.html", "{{ view.nothing_of_that_name }}");
    leak.write("content/minutes/meetings/2026-01-01.md", "1.1 The visitor, [[redact:s.40|Zebulon Quarrington]], spoke.\n");
    leak.write("content/note.md", "# Note\n\nZebulon Quarrington wrote.\n");
    vec![
        ("a device", device, Some("bad-path")),
        ("a language", language, None),
        ("a template", template, Some("template")),
        ("a leak", leak, Some("leak")),
    ]
}

#[test]
fn check_and_build_end_with_the_same_code() {
    let mut all: Vec<(String, Site, Option<&str>)> = all_sites().into_iter().map(|p| (p.clone(), Site::copy(&p), None)).collect();
    assert!(all.len() > 25, "{} sites", all.len());
    all.extend(made_wrong().into_iter().map(|(name, site, code)| (name.to_owned(), site, code)));
    for (name, site, code) in &all {
        let (checked, said, wrong) = run(site, &["check", "--format", "json"]);
        assert!(!site.folder().join("public").exists(), "{name}: a check publishes nothing");
        let (built, answer, _) = run(site, &["build", "--format", "json"]);
        assert_eq!(checked, built, "{name}: {said}{wrong}{answer}");
        if checked == Some(2) {
            continue;
        }
        let (of_check, of_build) = (findings(&said, "diagnostics"), findings(&answer, "diagnostics"));
        let loud: Vec<&Value> = of_check.iter().filter(|d| d["severity"] != "note").collect();
        assert_eq!(loud, of_build.iter().collect::<Vec<_>>(), "{name}");
        for error in loud.iter().filter(|d| d["severity"] == "error") {
            // A template is no file of the content: its message begins with its path, its line and its column.
            let is_placed = !error["place"].is_null() || error["message"].as_str().is_some_and(|m| m.contains("`, line "));
            let is_whole = is_placed && error["remedy"].as_str().is_some_and(|r| !r.is_empty());
            assert!(is_whole, "{name}: an error without a place or a remedy: {error:#}");
        }
        if let Some(code) = code {
            assert!(loud.iter().any(|d| d["code"] == *code), "{name}: {said}");
            assert_eq!(built, Some(1), "{name}");
        }
    }
}

#[test]
fn a_fast_check_makes_no_page_and_says_so() {
    let (_, site, _) = made_wrong().remove(2);
    let (code, said, _) = run(&site, &["check", "--fast"]);
    assert_eq!((code, said.as_str()), (Some(0), "no page was made (--fast)\n"));
    assert_eq!(run(&site, &["check"]).0, Some(1));
}

const GAP: &str = "## 1. Welcome\n\n1.1 Said.\n\n1.3 Left out.\n\n## 2. Rest\n\n2.1 Said.\n\n2.3 Left out too.\n";

fn gaps(allowed: &str) -> Site {
    let site = Site::new();
    site.write("site.toml", format!("title = \"Harbour\"\n{allowed}"));
    site.write("content/board/meetings/2026-03-11.md", GAP);
    site
}

fn allow(at: &str, more: &str) -> String {
    format!("\n[[allow]]\ncode = \"number-gap\"\nat = \"{at}\"\nreason = \"The number was never given.\"\n{more}")
}

fn codes(list: &[Value]) -> Vec<&str> {
    list.iter().filter_map(|d| d["code"].as_str()).collect()
}

#[test]
fn one_finding_at_one_place_is_allowed() {
    let file = "board/meetings/2026-03-11.md";
    let gap_and_unused = ["number-gap", "number-gap", "unused-allow"];
    for (at, more, left, allowed) in [
        (format!("{file}#1.3"), "", &["number-gap"][..], 1),
        (format!("content/{file}#1.3"), "until = 2026-11-23", &["number-gap"], 1),
        (format!("{file}#2"), "", &["number-gap"], 1),
        (format!("{file}:5"), "", &["number-gap"], 1),
        (file.to_owned(), "", &[], 2),
        (format!("{file}#1.1"), "", &gap_and_unused, 0),
        (format!("{file}#9.9"), "", &gap_and_unused, 0),
        (format!("{file}:1"), "", &gap_and_unused, 0),
        ("board/meetings/2026-03-12.md".to_owned(), "", &gap_and_unused, 0),
        (file.to_owned(), "until = 2026-11-22", &gap_and_unused, 0),
    ] {
        let site = gaps(&allow(&at, more));
        let (code, said, _) = run(&site, &["check", "--format", "json"]);
        let found = findings(&said, "diagnostics");
        let mut names = codes(&found);
        names.sort_unstable();
        assert_eq!((code, names, findings(&said, "allowed").len()), (Some(0), left.to_vec(), allowed), "{at} {more}: {said}");
        let (code, said, _) = run(&site, &["check", "--format", "sarif"]);
        let said: Value = serde_json::from_str(&said).expect("JSON");
        let results = said["runs"][0]["results"].as_array().expect("results");
        let suppressed = results.iter().filter(|r| r["suppressions"][0]["justification"] == "The number was never given.");
        assert_eq!((code, suppressed.count()), (Some(0), allowed), "{at}");
    }
}

#[test]
fn what_would_break_a_promise_is_not_allowed() {
    for (settings, words) in [
        ("\n[[allow]]\ncode = \"leak\"\nat = \"x.md\"\nreason = \"No.\"\n", "`leak` cannot be allowed"),
        ("\n[[allow]]\ncode = \"lost-permalink\"\nat = \"x.md\"\nreason = \"No.\"\n", "`lost-permalink` cannot be allowed"),
        ("\n[[allow]]\ncode = \"number-gp\"\nat = \"x.md\"\nreason = \"No.\"\n", "did you mean `number-gap`?"),
        ("\n[[allow]]\ncode = \"number-gap\"\nat = \"x.md\"\n", "must have a `reason`"),
    ] {
        let (code, said, _) = run(&gaps(settings), &["check"]);
        assert!(code == Some(1) && said.contains(words), "{settings}: {said}");
    }
}

#[test]
fn strict_and_quiet_are_for_machines() {
    let (warned, clean) = (gaps(""), gaps(&allow("board/meetings/2026-03-11.md", "")));
    for command in ["check", "build", "publish"] {
        let (code, out, err) = run(&warned, &[command, "--strict"]);
        assert!(code == Some(1) && (out + &err).contains("error[number-gap]"), "{command}");
        assert!(!warned.folder().join("public").exists() && !warned.folder().join("permalinks.txt").exists(), "{command}");
    }
    for command in ["check", "build", "publish"] {
        for site in [&warned, &clean] {
            let said = run(site, &[command, "--quiet"]);
            assert_eq!(said, (Some(0), String::new(), String::new()), "{command}");
        }
        assert_eq!(run(&clean, &[command, "--strict", "--quiet"]).0, Some(0), "{command}");
        assert_eq!(run(&clean, &[command, "--quiet", "--format", "json"]).0, Some(2), "{command}");
    }
    let (code, out, err) = run(&warned, &["build", "--strict", "--quiet"]);
    let said: BTreeSet<&str> = err.lines().filter(|l| l.starts_with("error[")).collect();
    assert_eq!((code, out.as_str(), said.len()), (Some(1), "", 2), "{err}");
}

/// Files for the server go to the top as they are, through the gate; they are no addresses, and none takes the place of a page.
#[test]
fn files_for_the_server_stand_at_the_top() {
    let site = gaps("base_url = \"https://harbour.example/\"\n");
    site.write("root/CNAME", "harbour.example\n").write("root/notes/security.txt", "Contact: mailto:clerk@harbour.example\n");
    assert_eq!(run(&site, &["publish"]).0, Some(0));
    let read = |path: &str| std::fs::read_to_string(site.folder().join(path)).expect("a file");
    assert_eq!(read("public/CNAME"), "harbour.example\n");
    assert!(read("public/notes/security.txt").starts_with("Contact:"));
    assert!(!read("permalinks.txt").contains("CNAME") && !read("permalinks.txt").contains("security"));
    std::fs::remove_file(site.folder().join("root/CNAME")).expect("a file");
    assert_eq!(run(&site, &["publish"]).0, Some(0), "what is for the server may go");
    site.write("root/index.html", "mine");
    for command in ["check", "build"] {
        let (code, out, err) = run(&site, &[command]);
        assert!(code == Some(1) && (out + &err).contains("error[same-address]"), "{command}");
    }
    std::fs::remove_file(site.folder().join("root/index.html")).expect("a file");
    site.write("root/_headers", "/* X-Who: Zebulon Quarrington\n");
    site.write("content/board/meetings/2026-04-01.md", "1.1 The visitor, [[redact:s.40|Zebulon Quarrington]], spoke.\n");
    let (code, said, _) = run(&site, &["check"]);
    assert!(code == Some(1) && said.contains("error[leak]") && said.contains("_headers"), "{said}");
}

/// Every host has a recipe, and each names the missing page of each language or says who finds it.
#[test]
fn every_host_has_a_recipe() {
    let site = gaps("base_url = \"https://harbour.example/minutes/\"\nlanguages = [\"en\", \"cy\"]\n");
    site.write("content/plan.md", "+++\naliases = [\"/old plan/\"]\n+++\n\n# Plan\n");
    for (host, words) in [
        (
            "nginx",
            &["server_name harbour.example;", "location /minutes/cy/ { error_page 404 /minutes/cy/404.html;", "text/csv csv;"][..],
        ),
        ("apache", &["AddType \"text/csv;charset=utf-8\" .csv", "ErrorDocument 404 /minutes/cy/404.html"]),
        ("caddy", &["redir \"/minutes/old plan\" \"/minutes/plan/\" permanent", "rewrite * /minutes/cy/404.html"]),
        ("iis", &["mimeType=\"text/csv; charset=utf-8\"", "path=\"cy\\404.html\"", "key=\"/minutes/old plan\""]),
        ("netlify", &["  X-Content-Type-Options: nosniff", "/minutes/old%20plan/ /minutes/plan/ 301"]),
        ("cloudflare", &["  Content-Type: text/csv; charset=utf-8"]),
        ("s3", &["--content-type 'text/calendar; charset=utf-8'", "--delete"]),
    ] {
        let (code, said, err) = run(&site, &["publish", "--recipe", host]);
        assert_eq!(code, Some(0), "{host}: {err}");
        for word in words {
            assert!(said.contains(word), "{host}: {word}\n{said}");
        }
        let is_said = said.contains("default-src 'self'; base-uri 'none'; object-src 'none'")
            || said.contains("default-src &#39;self&#39;");
        assert!(is_said || host == "s3", "{host}: {said}");
        assert!(!site.folder().join("public").exists(), "a recipe publishes nothing");
    }
}
