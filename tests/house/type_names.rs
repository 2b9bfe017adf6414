//! One name for one thing: a type's name occurs once in the crate.
//!
//! `tests/house/repeats.txt` lists the names that occur more than once today. It may only get shorter: a name that is repeated and not
//! listed fails, and so does a listed name that is repeated no more. Types inside functions are exempt, for nobody meets them elsewhere;
//! so is the reader of minutes, which is being replaced.

use std::collections::BTreeMap;
use std::path::Path;

use super::tree::{files, project};

/// The reader of minutes, whose names are not counted.
const EXEMPT: &str = "src/minutes/";

/// The name of the type that a line of source declares at the top level of its file.
fn declared_type(line: &str) -> Option<&str> {
    let rest = match line.strip_prefix("pub") {
        Some(rest) if rest.starts_with('(') => rest.split_once(')')?.1.strip_prefix(' ')?,
        Some(rest) => rest.strip_prefix(' ')?,
        None => line,
    };
    let keywords = ["struct ", "enum ", "trait ", "type ", "union "];
    let name = keywords.iter().find_map(|keyword| rest.strip_prefix(keyword))?;
    let end = name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(name.len());
    name.get(..end).filter(|name| !name.is_empty())
}

/// The part of a file that is shipped: all before the module of its unit tests.
fn shipped(text: &str) -> &str {
    text.split("\n#[cfg(test)]\nmod ").next().unwrap_or(text)
}

/// Whether a file holds unit tests only.
fn is_test_file(path: &str) -> bool {
    path.ends_with("tests.rs") || path.contains("/tests/")
}

/// Every type name with the files that declare it; `sources` are paths below the project with their text.
fn type_names(sources: &BTreeMap<String, String>) -> BTreeMap<&str, Vec<&str>> {
    let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (path, text) in sources.iter().filter(|(path, _)| !is_test_file(path) && !path.starts_with(EXEMPT)) {
        for name in shipped(text).lines().filter_map(declared_type) {
            names.entry(name).or_default().push(path);
        }
    }
    names
}

/// The source of the crate, by path below the project.
pub(crate) fn sources() -> BTreeMap<String, String> {
    let below = |path: &Path| path.strip_prefix(project()).expect("a file of the project").to_string_lossy().replace('\\', "/");
    files(&project().join("src"), "rs").into_iter().map(|(path, text)| (below(&path), text)).collect()
}

#[test]
fn a_type_name_occurs_once() {
    let sources = sources();
    let repeated: BTreeMap<&str, Vec<&str>> = type_names(&sources).into_iter().filter(|(_, at)| at.len() > 1).collect();
    let list = project().join("tests/house/repeats.txt");
    let now: String = repeated.keys().map(|name| format!("{name}\n")).collect();
    let kept = std::fs::read_to_string(&list).unwrap_or_default();
    let new: Vec<String> = repeated
        .iter()
        .filter(|(name, _)| !kept.lines().any(|k| k == **name))
        .map(|(name, at)| format!("{name}: {}", at.join(", ")))
        .collect();
    let updating = std::env::var_os("MINUTEBOOK_UPDATE").is_some();
    assert!(
        new.is_empty() || updating && kept.is_empty(),
        "these type names are borne by more than one type; give each its own:\n{}",
        new.join("\n")
    );
    if updating {
        std::fs::write(&list, &now).expect("tests/house/repeats.txt");
        return;
    }
    let gone: Vec<&str> = kept.lines().filter(|k| !repeated.contains_key(k)).collect();
    assert!(
        gone.is_empty(),
        "no longer repeated, so take them off tests/house/repeats.txt (`cargo accept --test house type_names`): {gone:?}"
    );
}

#[test]
fn declarations_are_recognised() {
    assert_eq!(declared_type("pub struct ActionRow<'a> {"), Some("ActionRow"));
    assert_eq!(declared_type("pub(super) enum Mode {"), Some("Mode"));
    assert_eq!(declared_type("type Files = BTreeMap<String, Vec<u8>>;"), Some("Files"));
    assert_eq!(declared_type("    struct Inner;"), None, "a type inside a function is exempt");
    assert_eq!(declared_type("pub structure: bool"), None);
    let twice = [("src/a.rs", "struct Row;\n"), ("src/b.rs", "pub enum Row {}\n"), ("src/minutes/c.rs", "struct Row;\n")];
    let twice = twice.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    assert_eq!(type_names(&twice)["Row"], ["src/a.rs", "src/b.rs"]);
    let tests = [("src/a.rs".to_owned(), "struct Row;\n\n#[cfg(test)]\nmod tests {\n}\nstruct Row;\n".to_owned())].into();
    assert_eq!(type_names(&tests)["Row"], ["src/a.rs"]);
}
