//! The words of a language are in `src/minutes/lexicon/*.toml`, where somebody who speaks it can read them, and not in the code.
//!
//! `tests/house/word_literals.txt` has how many literals with a word each file of the reader of minutes still has. A file may only have
//! fewer, and a new one has none.

use std::collections::BTreeMap;

use super::tree::{files, project};

/// How many literals of a source have a word: two letters next to one another, outside comments, tests, tags and messages that are put
/// together.
fn words(source: &str) -> usize {
    let shipped = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or("");
    let mut count = 0;
    for line in shipped.lines() {
        let code = line.find("//").filter(|at| line[..*at].matches('"').count() % 2 == 0).map_or(line, |at| &line[..at]);
        let literals = code.split('"').skip(1).step_by(2);
        count += literals.filter(|literal| !literal.starts_with(['<', '{']) && has_word(literal)).count();
    }
    count
}

fn has_word(literal: &str) -> bool {
    let letters: Vec<bool> = literal.chars().map(char::is_alphabetic).collect();
    letters.windows(2).any(|pair| pair == [true, true])
}

/// How many such literals each file of the reader has, by its path below `src/minutes`. Rules hold their names and examples.
fn counted() -> BTreeMap<String, usize> {
    let folder = project().join("src/minutes");
    let all = files(&folder, "rs").into_iter().map(|(path, text)| {
        let name = path.strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/");
        (name, words(&text))
    });
    let is_code = |name: &str| {
        !name.starts_with("tests/") && !name.ends_with("tests.rs") && !name.starts_with("lexicon/") && !name.starts_with("rules/")
    };
    all.filter(|(name, count)| *count > 0 && is_code(name)).collect()
}

#[test]
fn words_of_languages_are_in_the_lexicon() {
    let place = project().join("tests/house/word_literals.txt");
    let listed = std::fs::read_to_string(&place).unwrap_or_default();
    let listed: BTreeMap<&str, usize> = listed
        .lines()
        .filter_map(|line| line.split_once(' '))
        .filter_map(|(count, name)| Some((name, count.parse().ok()?)))
        .collect();
    let found = counted();
    let before = |name: &str| listed.get(name).copied().unwrap_or(0);
    let more: Vec<String> = found
        .iter()
        .filter(|(name, count)| **count > before(name))
        .map(|(name, count)| {
            format!(
                "src/minutes/{name} has {count} literals with words, {} are listed: words go into src/minutes/lexicon",
                before(name)
            )
        })
        .collect();
    assert!(more.is_empty(), "{}", more.join("\n"));
    let fewer = listed.iter().any(|(name, count)| found.get(*name).copied().unwrap_or(0) < *count);
    if fewer && std::env::var_os("MINUTEBOOK_UPDATE").is_some() {
        let now: String = found.iter().map(|(name, count)| format!("{count} {name}\n")).collect();
        return std::fs::write(&place, now).unwrap();
    }
    assert!(!fewer, "fewer literals now: `cargo accept --test house word_literals` writes it down");
}

#[test]
fn literals_with_words_are_counted() {
    let source = "let a = [\"and\", \"a\", \"<br>\", \"{n} of\"]; // \"or\"\nlet b = \"à la\";\n\n#[cfg(test)]\nmod tests {\n    \"test\"\n}\n";
    assert_eq!(words(source), 2);
}
