//! The catalogues of the built-in theme against each other, against CLDR, and against the templates and the code that use them.

use std::collections::BTreeSet;
use std::path::PathBuf;

use minutebook::locale::{Messages, category};
use minutebook::render::theme::Theme;

use super::tree::{files, project};

fn catalogue(lang: &str) -> toml::Table {
    std::fs::read_to_string(project().join(format!("themes/civic/messages/{lang}.toml"))).unwrap().parse().unwrap()
}

#[test]
fn both_languages_have_the_same_keys_arguments_and_forms() {
    let (messages, said) = Messages::load(&Theme::default().catalogues(), &["en", "cy"]);
    assert!(said.is_empty(), "{said:?}");
    let (english, welsh) = (catalogue("en"), catalogue("cy"));
    let keys = |t: &toml::Table| t.keys().cloned().collect::<BTreeSet<_>>();
    let (en, cy) = (keys(&english), keys(&welsh));
    assert_eq!(en.difference(&cy).collect::<Vec<_>>(), Vec::<&String>::new(), "only in English");
    assert_eq!(cy.difference(&en).collect::<Vec<_>>(), Vec::<&String>::new(), "only in Welsh");
    for key in &en {
        assert_eq!(messages.has_forms("en", key), messages.has_forms("cy", key), "{key}: one of the languages has plural forms");
        assert_eq!(english[key].is_array(), welsh[key].is_array(), "{key}");
        let (a, b) = (messages.arguments("en", key).unwrap(), messages.arguments("cy", key).unwrap());
        // A form may leave out a number that it says in words ("the one meeting"), nothing else.
        let but_count = |args: BTreeSet<&str>| args.into_iter().filter(|a| *a != "count").map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(but_count(a), but_count(b), "{key}");
    }
    // Every form that a number can take is written: two in English, six in Welsh.
    for (lang, table, forms) in [("en", &english, 2), ("cy", &welsh, 6)] {
        let needed: BTreeSet<&str> = (0..100).map(|n| category(lang, n)).collect();
        assert_eq!(needed.len(), forms);
        for (key, value) in table {
            if let Some(forms) = value.as_table() {
                let written: BTreeSet<&str> = forms.keys().map(String::as_str).collect();
                assert_eq!(written, needed, "{lang}.toml: {key}");
            }
        }
    }
}

#[test]
fn no_message_is_unused_and_none_is_missing() {
    let keys: BTreeSet<String> = catalogue("en").keys().cloned().collect();
    let templates = files(&project().join("themes/civic/templates"), "html");
    let code = files(&project().join("src"), "rs");
    let mut used: BTreeSet<&str> = BTreeSet::new();
    let mut prefixes: BTreeSet<&str> = BTreeSet::new();
    for text in templates.values().chain(code.values()) {
        // Every literal of the text: `"key"`, or the beginning of one that is put together: `"status_" ~ x`, `"status_{}"`.
        for literal in text.split('"').skip(1) {
            let word = literal.split('{').next().unwrap_or("");
            let is_key = |w: &str| !w.is_empty() && w.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
            if is_key(literal) && keys.contains(literal) {
                used.insert(literal);
            } else if is_key(word) && word.ends_with('_') {
                prefixes.insert(word);
            }
        }
    }
    let unused: Vec<&String> =
        keys.iter().filter(|k| !used.contains(k.as_str()) && !prefixes.iter().any(|p| k.starts_with(p))).collect();
    assert!(unused.is_empty(), "no template and no code uses {unused:?}");

    let mut missing = Vec::new();
    for (path, text) in &templates {
        let mut rest = text.as_str();
        while let Some(at) = rest.find("\" | t") {
            let before = &rest[..at];
            let key = before.rsplit('"').next().unwrap_or("");
            let after = &rest[at + 5..];
            // `"status_" ~ x` has a bracket before the bar.
            if !after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && !keys.contains(key) {
                missing.push(format!("{}: {key}", path.display()));
            }
            rest = after;
        }
    }
    let speaks = |p: &&PathBuf| {
        ["chart", "export", "render", "site", "text", "view"]
            .iter()
            .any(|folder| p.starts_with(project().join("src").join(folder)))
    };
    for (path, text) in code.iter().filter(|(p, _)| speaks(p)) {
        for call in [".say(\"", ".say_with(\"", "words.count(\"", "words().count(\"", "words.with(\"", "index_link(site, \""] {
            for after in text.split(call).skip(1) {
                let key = after.split('"').next().unwrap_or("");
                if !keys.contains(key) && !key.ends_with('_') && !key.contains('{') {
                    missing.push(format!("{}: {key}", path.display()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "there is no message {missing:#?}");
}

#[test]
fn templates_give_a_message_what_it_asks_for() {
    let (messages, _) = Messages::load(&Theme::default().catalogues(), &["en"]);
    let mut wrong = Vec::new();
    for (path, text) in files(&project().join("themes/civic/templates"), "html") {
        // What the search page keeps for its script is filled by the script.
        let text: String = text.lines().filter(|l| !l.starts_with("<li data-key=")).collect();
        let mut rest = text.as_str();
        while let Some(at) = rest.find("\" | t") {
            let key = rest[..at].rsplit('"').next().unwrap_or("");
            let after = &rest[at + 5..];
            let given = arguments(after);
            if let Some(wanted) = messages.arguments("en", key) {
                for name in wanted.iter().filter(|w| !given.contains(**w)) {
                    wrong.push(format!("{}: `{key}` lacks `{name}`", path.display()));
                }
                for name in given.iter().filter(|g| **g != "lang" && **g != "count" && !wanted.contains(*g)) {
                    wrong.push(format!("{}: `{key}` has no `{name}`", path.display()));
                }
                if messages.has_forms("en", key) && !given.contains("count") {
                    wrong.push(format!("{}: `{key}` has plural forms and lacks `count`", path.display()));
                }
            }
            rest = after;
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The names of the arguments after a filter: `(count=x | length, name=y)`.
fn arguments(after: &str) -> BTreeSet<&str> {
    let Some(inner) = after.strip_prefix('(') else { return BTreeSet::new() };
    let mut names = BTreeSet::new();
    let (mut depth, mut from, mut quoted) = (0, 0, false);
    for (at, c) in inner.char_indices() {
        match c {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' => depth += 1,
            ')' | ',' if depth == 0 => {
                names.extend(inner[from..at].split_once('=').map(|(name, _)| name.trim()));
                from = at + 1;
                if c == ')' {
                    break;
                }
            }
            ')' => depth -= 1,
            _ => {}
        }
    }
    names
}

#[test]
fn numbers_have_the_plural_category_that_cldr_gives_them() {
    for (lang, rows) in [
        ("en", &[(0, "other"), (1, "one"), (2, "other"), (21, "other")][..]),
        ("cy", &[(0, "zero"), (1, "one"), (2, "two"), (3, "few"), (4, "other"), (6, "many"), (16, "other")]),
        ("cy-GB", &[(2, "two")]),
        ("fr", &[(0, "one"), (1, "one"), (2, "other")]),
        ("gd", &[(1, "one"), (2, "two"), (3, "few"), (11, "one"), (12, "two"), (20, "other")]),
        ("ga", &[(1, "one"), (2, "two"), (3, "few"), (7, "many"), (11, "other")]),
        ("pl", &[(1, "one"), (2, "few"), (5, "many"), (22, "few")]),
        ("ar-EG", &[(0, "zero"), (3, "few"), (11, "many"), (100, "other")]),
        ("xx-unknown", &[(0, "other"), (1, "one")]),
    ] {
        for (n, want) in rows {
            assert_eq!(category(lang, *n), *want, "{n} in {lang}");
        }
    }
}

/// A browser has no Welsh: months, numbers and the order of names come from the messages and from the build.
#[test]
fn no_script_asks_the_browser_for_words() {
    let mut wrong = Vec::new();
    for (path, text) in files(&project().join("themes/civic/assets"), "js") {
        for asked in ["toLocale", "Intl.", "navigator.language", "localeCompare"] {
            wrong.extend(text.lines().filter(|l| l.contains(asked)).map(|l| format!("{}: {}", path.display(), l.trim())));
        }
    }
    assert!(wrong.is_empty(), "the browser's words, not the page's: {wrong:#?}");
}

/// Welsh words after these begin with another letter, and what stands for a placeholder cannot.
const MUTATING: [&str; 16] =
    ["i", "o", "a", "â", "yn", "gan", "ar", "am", "at", "dan", "dros", "drwy", "heb", "hyd", "wrth", "ei"];

/// Placeholders that are numbers in figures, which begin with no letter.
const FIGURES: [&str; 5] = ["count", "total", "shown", "before", "after"];

#[test]
fn no_placeholder_of_a_welsh_message_would_have_to_mutate() {
    fn texts(value: &toml::Value) -> Vec<&str> {
        match value {
            toml::Value::String(text) => vec![text],
            toml::Value::Table(forms) => forms.values().flat_map(texts).collect(),
            _ => Vec::new(),
        }
    }
    let mut wrong = Vec::new();
    for (key, value) in &catalogue("cy") {
        for text in texts(value) {
            for (at, _) in text.match_indices('{') {
                let name = text[at + 1..].split('}').next().unwrap_or("");
                let before = text[..at].strip_suffix(' ').and_then(|t| t.rsplit([' ', '’']).next()).unwrap_or("").to_lowercase();
                if (MUTATING.contains(&before.as_str()) || before == "neu") && !FIGURES.contains(&name) {
                    wrong.push(format!("{key}: {text}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "put the name after a colon, a bracket or a dash: {wrong:#?}");
}

/// Words that only the makers of a site understand, or that say badly what others say well; two words or more.
const PUZZLING: [&str; 44] = [
    "Cited by",
    "Referred to in",
    "Where it is discussed",
    "On this page",
    "To come",
    "What happened since",
    "What changed last",
    "What changed against",
    "The list as it stands",
    "Through every revision",
    "As recorded",
    "Row by row",
    "Bodies below it",
    "Actions owned",
    "Now due",
    "Now owned by",
    "at first",
    "Takes the place of",
    "Superseded by",
    "Each meeting, the latest first",
    "What was agreed, the latest first",
    "Nobody named",
    "None is set",
    "For programs",
    "This page as data",
    "Counted in",
    "Given to",
    "The same as a table",
    "Show the names",
    "Show rows with the words",
    "Best first",
    "All of them",
    "It was held",
    "Somebody stood in",
    "words side by side",
    "Places that stood on this page",
    "with the one before",
    "The text as it stands now",
    "Paragraph taken out",
    "Same words, another number",
    "needs office software",
    "The body came to its end",
    "How far this site is accessible",
    "If you are not content",
];

#[test]
fn no_page_and_no_command_speaks_in_puzzles() {
    let mut texts: Vec<(String, String)> = vec![("messages/en.toml".into(), catalogue("en").to_string())];
    texts.extend(files(&project().join("themes/civic/templates"), "html").into_iter().map(|(p, t)| (p.display().to_string(), t)));
    // What commands print stands in literals; comments are for their makers.
    for (path, text) in files(&project().join("src/cmd"), "rs") {
        let code: Vec<&str> = text.lines().filter(|l| !l.trim_start().starts_with("//")).collect();
        texts.push((path.display().to_string(), code.join("\n")));
    }
    let said = |text: &str, words: &str| text.lines().any(|line| line.contains(words));
    let wrong: Vec<String> = texts
        .iter()
        .flat_map(|(path, text)| PUZZLING.iter().filter(|w| said(text, w)).map(move |w| format!("{path}: {w}")))
        .collect();
    assert!(wrong.is_empty(), "say it in plain words: {wrong:#?}");
}
