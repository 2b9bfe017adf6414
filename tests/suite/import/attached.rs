//! `import --attach`: the original and the places of its passages beside the minutes, and what is made of them.

use std::fs;

use super::copies::{PARAGRAPHS, in_every_format, words};
use super::pdf::pdf;
use crate::commands::{code, minutebook};
use crate::site::support::{Site, files, text};

const MEETINGS: &str = "content/board/meetings";
const INDEX: &str = "content/board/meetings/2021-03-09/index.md";

/// The minutes as a PDF of two pages: the second item is on the second.
fn two_pages() -> Vec<u8> {
    let line = |n: usize, p: &'static str| (50.0, 780.0 - 28.0 * n as f32, p);
    let (first, second) = PARAGRAPHS.split_at(6);
    pdf(&[
        first.iter().enumerate().map(|(n, p)| line(n, p)).collect(),
        second.iter().enumerate().map(|(n, p)| line(n, p)).collect(),
    ])
}

/// A site with minutes that were imported from a file and reviewed.
fn imported(name: &str, bytes: &[u8]) -> Site {
    let site = Site::new();
    site.write("site.toml", "title = \"Minutes\"\nbase_url = \"https://example.org/\"\n");
    site.write(name, bytes);
    let run = site.run(&["import", name, "--attach", "--to", MEETINGS]);
    assert_eq!(code(&run), Some(0), "{}", words(&run.stdout));
    edit(&site, "reviewed = false", "reviewed = { by = \"Dee Fox\", date = 2021-04-01 }");
    site
}

fn edit(site: &Site, from: &str, to: &str) {
    let place = site.folder().join(INDEX);
    let text = fs::read_to_string(&place).unwrap();
    assert!(text.contains(from), "{text}");
    fs::write(place, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn an_original_is_kept_and_published_nowhere() {
    for (name, bytes) in in_every_format(&PARAGRAPHS) {
        let site = imported(name, &bytes);
        let folder = site.folder().join(MEETINGS).join("2021-03-09");
        assert_eq!(fs::read(folder.join(name)).unwrap(), bytes, "{name}");
        let origins = fs::read_to_string(folder.join("origins.csv")).unwrap();
        assert!(origins.starts_with("anchor,hash,place\n") && origins.lines().any(|line| line.starts_with("1.1,")), "{origins}");
        assert!(!origins.contains("lamp"), "{origins}");
        let check = words(&site.run(&["check", "--as-of", "2021-05-01"]).stdout);
        assert!(!check.contains("origins.csv") && !check.contains("edited"), "{name}: {check}");
        for edition in [&[][..], &["--edition", "internal", "--out", "inside"]] {
            let run = site.run(&[&["build"][..], edition].concat());
            assert_eq!(code(&run), Some(0), "{}", text(&run.stderr));
        }
        let published = files(&site.folder().join("public")).into_iter().chain(files(&site.folder().join("inside")));
        let kept: Vec<String> = published.filter(|path| path.ends_with(name) || path.ends_with("origins.csv")).collect();
        assert_eq!(kept, [""; 0], "{name}");
    }
}

#[test]
fn a_published_original_is_led_to_page_by_page() {
    let site = imported("minutes.pdf", &two_pages());
    edit(&site, "source = { ", "source = { publish = true, ");
    let built = site.build();
    let page = built.read("board/2021-03-09/index.html");
    for (words, n) in [("id=\"1.1\"", 1), ("id=\"2.1\"", 2), ("id=\"decision-2.1\"", 2)] {
        let at = page.find(words).unwrap();
        let link = page[at..].find("minutes.pdf#page=").map(|link| &page[at + link..]).unwrap();
        assert!(link.starts_with(&format!("minutes.pdf#page={n}\"")), "{words}: {}", &link[..30]);
    }
    assert!(built.list().contains(&"board/2021-03-09/minutes.pdf".to_owned()));
    assert!(!built.list().iter().any(|path| path.ends_with("origins.csv")));
}

#[test]
fn edits_are_told_and_an_original_never_publishes_what_is_withheld() {
    let site = imported("minutes.pdf", &two_pages());
    let check = |site: &Site| words(&site.run(&["check", "--as-of", "2021-05-01"]).stdout);
    edit(&site, "The piers are as they were.", "The piers  are as **they** were.");
    assert!(!check(&site).contains("edited-import"), "marks are no words");
    edit(&site, "has been out", "had been out");
    let said = check(&site);
    assert!(said.contains("edited-import") && said.contains("imported passages was edited since: 1.1"), "{said}");
    // Somebody saved the original again.
    let place = site.folder().join(MEETINGS).join("2021-03-09/minutes.pdf");
    let original = fs::read(&place).unwrap();
    fs::write(&place, [&original[..], b"\n"].concat()).unwrap();
    assert!(check(&site).contains("changed-original"), "{}", check(&site));
    fs::write(&place, &original).unwrap();
    assert!(!check(&site).contains("changed-original"));
    // Something is withheld: the original would show it.
    edit(&site, "source = { ", "source = { publish = true, ");
    assert_eq!(code(&site.run(&["build"])), Some(0));
    let text = fs::read_to_string(site.folder().join(INDEX)).unwrap();
    fs::write(site.folder().join(INDEX), text + "\n> [!INTERNAL]\n> The price of a winch is a secret of the board.\n").unwrap();
    let said = site.fail(1, &[]);
    assert!(said.contains("withheld-original"), "{said}");
}

#[test]
fn an_import_again_leaves_what_is_there() {
    let site = imported("minutes.pdf", &two_pages());
    let run = site.run(&["import", "minutes.pdf", "--attach", "--to", MEETINGS]);
    assert_eq!(code(&run), Some(1), "{}", words(&run.stdout));
    assert!(words(&run.stdout).contains("edited since: left as it is"), "{}", words(&run.stdout));
    let dir = crate::scratch::scratch();
    fs::write(dir.path().join("minutes.pdf"), two_pages()).unwrap();
    let import = || minutebook(dir.path(), &["import", "minutes.pdf", "--attach", "--to", "new"]);
    assert!(words(&import().stdout).contains("→ new/2021-03-09/index.md\n"));
    assert!(words(&import().stdout).contains("(unchanged)"));
}

#[test]
fn a_body_says_where_to_and_how_dates_are_written() {
    let site = Site::new();
    site.write("site.toml", "title = \"Minutes\"\ndate_order = \"dmy\"\n");
    site.write("content/harbour/_index.md", "+++\nname = \"Harbour Board\"\n+++\n");
    site.write("content/harbour/meetings/2020/2020-03-09.md", "Present: Ann Lee\n");
    site.write("old.txt", "Harbour Board\n\nDate: 06/09/2017\n\nPresent: Ann Lee\n");
    let import = |body: &str| site.run(&["import", "old.txt", "--body", body]);
    let run = import("harbour");
    assert_eq!(code(&run), Some(0), "{}{}", words(&run.stdout), words(&run.stderr));
    assert!(site.folder().join("content/harbour/meetings/2017-09-06.md").is_file(), "{}", words(&run.stdout));
    let run = import("harbor");
    assert_eq!(code(&run), Some(2));
    assert!(words(&run.stderr).contains("harbour"), "{}", words(&run.stderr));
    assert_eq!(code(&site.run(&["import", "old.txt", "--body", "harbour", "--to", "x"])), Some(2));
}

#[test]
fn a_report_is_a_page_too() {
    let dir = crate::scratch::scratch();
    fs::write(dir.path().join("a.txt"), "Harbour Board, 9 March 2021\n\nPresent: Ann Lee\n").unwrap();
    fs::write(dir.path().join("<b>.txt"), "").unwrap();
    let run = minutebook(dir.path(), &["import", "a.txt", "<b>.txt", "--to", "new", "--format", "html"]);
    assert_eq!(code(&run), Some(1));
    let page = words(&run.stdout);
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"), "{page}");
    assert!(page.contains("<p>2 files: 1 imported, 1 failed</p>"), "{page}");
    let (failed, read) = (page.find("<h2>&lt;b&gt;.txt</h2>").unwrap(), page.find("<h2>a.txt → new/2021-03-09.md</h2>").unwrap());
    assert!(failed < read && !page.contains("<b>") && !page.contains("<script"), "{page}");
}

#[test]
fn facts_that_are_typed_and_runs_that_write_nothing() {
    let dir = crate::scratch::scratch();
    let run = |words: &[&str]| minutebook(dir.path(), &[&["import"][..], words].concat());
    fs::write(dir.path().join("undated.txt"), "Harbour Board\n\nPresent: Ann Lee, Bob Ray\n").unwrap();
    fs::write(dir.path().join("DRAFT.html"), "<h1>Harbour Board, 9 March 2021</h1><p>Present: Ann Lee</p><script>x</script>")
        .unwrap();
    assert_eq!(code(&run(&["undated.txt", "--to", "new"])), Some(1));
    let dry = run(&["undated.txt", "--date", "2021-03-09", "--lang", "cy", "--dry-run"]);
    assert_eq!(code(&dry), Some(0), "{}", words(&dry.stdout));
    let said = words(&dry.stdout);
    assert!(said.contains("date = 2021-03-09\n") && said.contains("lang = \"cy\"\n") && said.contains("2 present"), "{said}");
    assert!(!dir.path().join("new").exists());
    // What is left to decide fails under --strict alone.
    fs::write(dir.path().join("2021-03-16.txt"), "Harbour Board, 9 March 2021\n\nPresent: Ann Lee\n").unwrap();
    assert_eq!(code(&run(&["2021-03-16.txt", "--dry-run"])), Some(0));
    assert_eq!(code(&run(&["2021-03-16.txt", "--dry-run", "--strict"])), Some(1));
    assert_eq!(
        code(&run(&["DRAFT.html", "--dry-run", "--strict"])),
        Some(0),
        "{}",
        words(&run(&["DRAFT.html", "--dry-run"]).stdout)
    );
    assert_eq!(code(&run(&["undated.txt", "2021-03-16.txt", "--date", "2021-03-09", "--dry-run"])), Some(2));
    // An edited file is left as it is, and the difference is shown.
    assert_eq!(code(&run(&["2021-03-16.txt", "--to", "new"])), Some(0));
    let place = dir.path().join("new/2021-03-09.md");
    let edited = fs::read_to_string(&place).unwrap() + "\nAdded by hand.\n";
    fs::write(&place, &edited).unwrap();
    let again = run(&["2021-03-16.txt", "--to", "new"]);
    assert_eq!(code(&again), Some(1));
    assert!(words(&again.stdout).contains("- Added by hand. (line "), "{}", words(&again.stdout));
    assert_eq!(fs::read_to_string(&place).unwrap(), edited);
}
