//! Input that means harm reaches the page as text, and nothing of a page acts.

use super::shared::{SharedBuild, shared};
use super::support::Site;
use html5gum::{Token, Tokenizer};

/// Whether a page has a script or style of its own, or an address that acts.
fn inline(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for token in Tokenizer::new(page).flatten() {
        let Token::StartTag(tag) = token else { continue };
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let attribute = |wanted: &str| {
            tag.attributes.iter().find(|(n, _)| ***n == *wanted.as_bytes()).map(|(_, v)| String::from_utf8_lossy(v).into_owned())
        };
        if name == "style"
            || name == "script" && attribute("src").is_none() && attribute("type").as_deref() != Some("application/ld+json")
        {
            found.push(format!("<{name}>"));
        }
        for (key, value) in &tag.attributes {
            let (key, value) = (String::from_utf8_lossy(key).to_lowercase(), String::from_utf8_lossy(value).to_lowercase());
            let address = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>();
            if key == "style"
                || key.starts_with("on")
                || ["javascript:", "data:", "vbscript:"].iter().any(|s| address.starts_with(s))
            {
                found.push(format!("<{name} {key}={value}>"));
            }
        }
    }
    found
}

fn nothing_acts(built: &SharedBuild) {
    for path in built.files.keys().filter(|p| p.ends_with(".html") || p.ends_with(".svg")) {
        let found = inline(&built.text(path));
        assert!(found.is_empty(), "{path}: {found:?}");
    }
}

#[test]
fn nothing_on_the_own_site_acts() {
    nothing_acts(&shared("own", &[]));
}

/// A site in which every place that takes words holds markup that would act.
pub(crate) fn hostile_site() -> Site {
    let attack = "<script>alert(1)</script>";
    let site = Site::new();
    site.write("site.toml", format!("title = \"{attack}\"\nnotice = \"{attack}\"\n"));
    site.write("content/_index.md", format!("+++\ntitle = \"{attack}\"\n+++\n\n{attack}\n\n<img src=x onerror=alert(1)>\n"));
    site.write(
        "content/board/meetings/2024-05-01.md",
        format!(
            "---\ntitle: '{attack}'\n---\n\n## Attendees\n- <b onclick=x>Org</b>: {attack} (chair)\n\n## 1. {attack}\n\n1.1 [click](javascript:alert(1)) \
             <a href=\"javascript:x\">y</a>\n\n**ACTION:** {attack} to do it by 1 June 2024.\n\n**AGREED:** <svg onload=alert(1)>\n\n```html\n{attack}\n```\n"
        ),
    );
    site.write("content/lists/places/_index.md", "+++\ntitle = \"Places\"\n+++\n");
    site.write(
        "content/lists/places/2024-01-01.csv",
        format!("rank,key,name,note\n1,A,\"{attack}\",\"\"\"><img src=x onerror=alert(1)>\"\n"),
    );
    site.write("content/datasets/figures/_index.md", "+++\ntitle = \"Figures\"\nunits = \"</text><script>x</script>\"\n+++\n");
    site.write("content/datasets/figures/a.csv", format!("Year,\"{attack}\"\n2023,1\n2024,2\n"));
    site.write(
        "content/organisations.toml",
        format!("[[organisation]]\nid = \"org\"\nname = \"{attack}\"\nurl = \"https://example.org/\"\n"),
    );
    site.write(
        "content/reports/one/index.md",
        format!("+++\ntitle = \"{attack}\"\nauthors = [\"{attack}\"]\n+++\n\n1.1 {attack}\n"),
    );
    site.write("content/reports/one/<b>bold<b>.txt", "text");
    site
}

#[test]
fn hostile_words_are_shown_as_text() {
    let built = shared("hostile", &[]);
    nothing_acts(&built);
    let page = built.text("board/2024-05-01/index.html");
    assert!(page.contains("&lt;script&gt;alert(1)&lt;"), "the words are not shown: {page}");
    assert!(built.text("index.html").contains("onerror=alert(1)"), "raw HTML is not shown as text");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_content_folder_is_not_followed() {
    let site = Site::new();
    site.write("site.toml", "").write("content/_index.md", "# Home\n");
    std::fs::write(site.outside().join("secret.txt"), "the secret words").expect("a file");
    std::os::unix::fs::symlink(site.outside().join("secret.txt"), site.folder().join("content/notes.txt")).expect("a link");
    let said = site.fail(1, &[]);
    assert!(said.contains("leads out of the folder"), "{said}");
}

#[cfg(unix)]
#[test]
fn what_is_no_file_and_a_paper_without_one_are_named() {
    let site = Site::copy("tests/sites/good/small");
    site.write("content/board/meetings/2024-09-09.md", "---\npapers:\n  - file: \"\"\n---\n# Board, 9 September 2024\n");
    let pipe = site.folder().join("content/pipe.md");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    let said = site.fail(1, &[]);
    assert!(said.contains("`content/pipe.md` cannot be read: it is neither a file nor a folder"), "{said}");
    assert!(said.contains("2024-09-09.md:3") && said.contains("`file`"), "{said}");
}

/// The file is longer than a text may be and takes no room on the disk: it is refused by its size, unread.
#[test]
fn a_text_that_is_too_long_is_refused_by_name() {
    let site = Site::copy("tests/sites/good/small");
    site.write("content/endless.md", "# Endless\n");
    let file = std::fs::OpenOptions::new().write(true).open(site.folder().join("content/endless.md")).expect("a file");
    file.set_len((128 << 20) + 1).expect("a sparse file");
    let said = site.fail(1, &[]);
    assert!(said.contains("`content/endless.md` is longer than a text may be") && said.contains("split the file"), "{said}");
    file.set_len(9).expect("the text alone");
    site.build();
}

#[test]
fn files_that_act_when_they_are_opened_are_published_only_where_a_site_allows_them() {
    let site = Site::copy("tests/sites/good/small");
    site.write("content/plan.md", "# Plan\n\n![Plan](plan.svg) ![Quay](quay.svg) [Page](page.html)\n");
    site.write("content/plan.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\">\n<script>alert(1)</script></svg>");
    site.write("content/quay.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"/></svg>");
    site.write("content/page.html", "<p>Words.</p>");
    let said = site.fail(1, &[]);
    assert!(said.contains("`plan.svg` can act when it is opened: line 2 has `<script>`"), "{said}");
    assert!(said.contains("`page.html` is a page of its own") && !said.contains("quay.svg"), "{said}");
    let settings = std::fs::read_to_string(site.folder().join("site.toml")).expect("settings");
    site.write("site.toml", format!("allow_active = true\n{settings}"));
    let built = site.build();
    assert!(["plan.svg", "quay.svg", "page.html"].iter().all(|name| built.list().iter().any(|path| path.ends_with(name))));
}
