//! A site in several languages: every page in each, and no text under a language that is not its own.

use std::collections::BTreeSet;

use super::support::{Site, files, project};

/// What stands in the content in English only, and what is translated and must not be seen on its pages.
const ENGLISH: [&str; 13] = [
    "mend the east light",
    "The east light",
    "A lamp was found",
    "a second lamp",
    "Only in English",
    "About this site",
    "It was a good year",
    "Yearbook",
    "Friendly ports",
    "Harbour Board",
    "Harbour minutes",
    "The board keeps",
    "Attendees",
];

/// The texts of a page with the language each stands under: what is inside elements, and the attributes that people meet.
fn texts(html: &str) -> Vec<(String, String)> {
    const VOID: [&str; 7] = ["meta", "link", "br", "hr", "img", "input", "path"];
    let mut stack: Vec<(String, String)> = vec![(String::new(), String::new())];
    let mut out = Vec::new();
    let mut rest = html;
    while let Some((text, after)) = rest.split_once('<') {
        let lang = stack.last().map(|(_, l)| l.clone()).unwrap_or_default();
        // Data for programs is in no language.
        let is_data = stack.last().is_some_and(|(name, _)| name == "script");
        if !is_data && !text.trim().is_empty() {
            out.push((lang.clone(), text.trim().to_owned()));
        }
        let Some((tag, tail)) = after.split_once('>') else { break };
        rest = tail;
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("").to_lowercase();
        if tag.starts_with('!') || tag.starts_with('?') {
            continue;
        }
        if tag.starts_with('/') {
            if let Some(at) = stack.iter().rposition(|(n, _)| *n == name) {
                stack.truncate(at);
            }
            continue;
        }
        let own = attribute(tag, "lang").unwrap_or(lang);
        for said in ["aria-label", "alt", "title", "data-label", "content"] {
            if let Some(value) = attribute(tag, said) {
                out.push((own.clone(), value));
            }
        }
        if !VOID.contains(&name.as_str()) && !tag.ends_with('/') {
            stack.push((name, own));
        }
    }
    out
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, after) = tag.split_once(&format!(" {name}=\""))?;
    after.split_once('"').map(|(value, _)| value.to_owned())
}

/// Messages of three words and more of a language that the other says otherwise, without what is filled in.
fn sentences(own: &str, other: &str) -> BTreeSet<String> {
    let table = |lang: &str| -> toml::Table {
        let path = project().join(format!("themes/civic/messages/{lang}.toml"));
        std::fs::read_to_string(path).unwrap().parse().unwrap()
    };
    let (own, other) = (table(own), table(other));
    let said = |(key, value): (&String, &toml::Value)| {
        let text = value.as_str().filter(|_| other.get(key) != Some(value))?;
        Some(text.to_owned()).filter(|t| !t.contains('{') && t.split(' ').count() > 2)
    };
    own.iter().filter_map(said).collect()
}

#[test]
fn no_text_stands_under_a_language_that_is_not_its_own() {
    let site = Site::copy("tests/sites/good/two-languages");
    let built = site.build();
    let (welsh, english) = (sentences("cy", "en"), sentences("en", "cy"));
    assert!(english.len() > 80 && welsh.len() > 80);
    let (mut seen, mut wrong) = (0, Vec::new());
    for path in files(&built.folder).into_iter().filter(|p| p.ends_with(".html")) {
        let own = if path.starts_with("cy/") { "cy" } else { "en" };
        if path.starts_with("fr/") {
            continue;
        }
        for (lang, text) in texts(&built.read(&path)) {
            seen += 1;
            let foreign = if lang == "cy" { &english } else { &welsh };
            if foreign.contains(&text) || lang == "cy" && ENGLISH.iter().any(|e| text.contains(e)) {
                wrong.push(format!("{path}: under `{lang}`: {text}"));
            }
            assert!(lang == own || !foreign.contains(&text), "{path}: a word of the page stands under `{lang}`: {text}");
        }
    }
    assert!(seen > 2000, "only {seen} texts were looked at");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_page_has_its_other_languages() {
    let site = Site::copy("tests/sites/good/two-languages");
    let built = site.build();
    let pages: BTreeSet<String> = files(&built.folder).into_iter().filter(|p| p.ends_with("index.html")).collect();
    let own: Vec<&String> = pages.iter().filter(|p| !p.starts_with("cy/") && !p.starts_with("fr/")).collect();
    assert!(own.len() > 40);
    for page in own {
        for lang in ["cy", "fr"] {
            assert!(pages.contains(&format!("{lang}/{page}")), "{page} is not there in `{lang}`");
            let folder = page.trim_end_matches("index.html");
            let html = built.read(&format!("{lang}/{page}"));
            assert!(html.contains(&format!("<html lang=\"{lang}\">")), "{page}");
            for (other, place) in [("en", folder.to_owned()), ("cy", format!("cy/{folder}")), ("fr", format!("fr/{folder}"))] {
                let link = format!("<link rel=\"alternate\" hreflang=\"{other}\" href=\"https://harbour.example/{place}\">");
                assert!(html.contains(&link), "{lang}/{page}: {link}");
            }
        }
    }
    // A text without an original is in its own language, and nothing leads to what is not there.
    assert!(
        pages.contains("cy/hanes/index.html") && !pages.contains("hanes/index.html") && !pages.contains("fr/hanes/index.html")
    );
    assert!(!built.read("cy/hanes/index.html").contains("rel=\"alternate\""));
}

#[test]
fn a_translation_adds_words_and_no_facts() {
    let site = Site::copy("tests/sites/good/two-languages");
    let built = site.build();
    let actions: serde_json::Value = serde_json::from_str(&built.read("actions.json")).unwrap();
    assert_eq!(actions["rows"].as_array().map(Vec::len), Some(1), "the action of the minutes is counted once");
    // The same anchors in both languages.
    let anchors =
        |html: &str| html.split(" id=\"").skip(1).map(|t| t.split('"').next().unwrap_or("").to_owned()).collect::<Vec<_>>();
    let page = "bwrdd/2024-05-01/index.html";
    assert_eq!(anchors(&built.main(page)), anchors(&built.main(&format!("cy/{page}"))));
}

#[test]
fn a_translation_that_differs_is_told() {
    let site = Site::copy("tests/sites/good/two-languages");
    let path = "content/bwrdd/meetings/2024-05-01.cy.md";
    let text = std::fs::read_to_string(site.folder().join(path)).unwrap();
    site.write(path, text.replace("1.1 Bu", "1.2 Bu"));
    let said = site.build().stderr;
    assert!(said.contains("warning[translation-differs]") && said.contains("2024-05-01.cy.md:9:1"), "{said}");
}

#[test]
fn who_may_not_see_a_text_may_not_see_its_translation() {
    let site = Site::copy("tests/sites/good/two-languages");
    let path = "content/bwrdd/meetings/2024-05-01.md";
    let text = std::fs::read_to_string(site.folder().join(path)).unwrap();
    site.write(path, format!("---\naudience: internal\n---\n{text}"));
    site.write("content/bwrdd/meetings/2024-06-05.md", "## 1. The lights\n1.1 They shine.\n");
    let built = site.build();
    for file in files(&built.folder) {
        assert!(!file.contains("bwrdd/2024-05-01"), "{file}");
        if file.ends_with(".html") || file.ends_with(".js") || file.ends_with(".json") {
            assert!(!built.read(&file).contains("ddwy noson"), "{file}");
        }
    }
}

#[test]
fn feeds_speak_the_language_of_the_site() {
    let site = Site::new();
    site.write(
        "site.toml",
        "title = \"Harbwr\"\nbase_url = \"https://harbwr.example/\"\nlanguages = [\"cy\", \"en\"]\nas_of = 2024-07-01\n",
    );
    site.write("content/bwrdd/_index.md", "# Y Bwrdd\n\nMae'n cwrdd.\n");
    site.write(
        "content/bwrdd/meetings/2024-05-01.md",
        "## 1. Pierau\n\n1.1 Mae'n gollwng.\n\n**CAM GWEITHREDU:** Ymddiriedolaeth i drwsio'r pier erbyn 1 Mehefin 2024.\n",
    );
    site.write("content/lists/cyfeillion/_index.md", "# Cyfeillion\n\nPorthladdoedd.\n");
    site.write("content/lists/cyfeillion/2024-05-01.csv", "rank,key,name\n1,a,Abergwaun\n");
    let built = site.build();
    let feeds = ["feed.xml", "bwrdd/feed.xml", "lists/cyfeillion/feed.xml", "actions/owner/ymddiriedolaeth/feed.xml"];
    let all: String = feeds.iter().map(|f| built.read(f)).collect();
    for said in [
        "Y Bwrdd: cofnodion (1 Mai 2024)",
        "Cyfeillion: diwygiad (1 Mai 2024)",
        "1 cam gweithredu",
        "Statws: Ar agor.",
        "Erbyn: 1 Mehefin 2024.",
    ] {
        assert!(all.contains(said), "{said:?} is not in\n{all}");
    }
    for english in ["revision of", "minutes of", "Status", "Due", "Added", "added"] {
        assert!(!all.contains(english), "{english:?} is in\n{all}");
    }
}
