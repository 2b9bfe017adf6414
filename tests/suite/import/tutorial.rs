//! The tutorial, word by word: what it says to type is typed, what it says to edit is edited, what it says to be shown is shown.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::site::support::project;

/// The day on which somebody follows the tutorial.
const TODAY: &str = "2026-04-01";

/// Commands that ask which day it is.
const DATED: [&str; 4] = ["check", "publish", "actions", "build"];

/// A fenced block of the tutorial: its language and its lines.
fn blocks(text: &str) -> Vec<(String, Vec<String>)> {
    let mut out: Vec<(String, Vec<String>)> = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        match line.strip_prefix("```") {
            Some(language) if !is_open => {
                out.push((language.to_owned(), Vec::new()));
                is_open = true;
            }
            Some(_) => is_open = false,
            None if is_open => out.last_mut().unwrap().1.push(line.to_owned()),
            None => {}
        }
    }
    out
}

/// The words of a line, with those in quotation marks as one.
fn typed(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    parts
        .flat_map(
            |(n, part)| if n % 2 == 1 { vec![part.to_owned()] } else { part.split_whitespace().map(str::to_owned).collect() },
        )
        .collect()
}

/// Runs a line, answers yes where it asks, and returns what was said.
fn run(here: &Path, line: &str) -> String {
    let mut words = typed(line);
    assert_eq!(words.remove(0), "minutebook", "{line}");
    if words[0] == "serve" {
        // It does not end by itself; `serving.rs` looks at what it does.
        use clap::Parser as _;
        let whole = std::iter::once("minutebook".to_owned()).chain(words);
        minutebook::cli::Cli::try_parse_from(whole).unwrap_or_else(|error| panic!("{line}: {error}"));
        return String::new();
    }
    if DATED.contains(&words[0].as_str()) {
        words.extend(["--as-of".to_owned(), TODAY.to_owned()]);
    }
    let mut child = Command::new(env!("CARGO_BIN_EXE_minutebook"))
        .args(&words)
        .current_dir(here)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let _ = child.stdin.take().unwrap().write_all(b"yes\n");
    let output = child.wait_with_output().unwrap();
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    assert_eq!(output.status.code(), Some(0), "{line}\n{said}");
    said
}

/// Replaces lines of a file as a block says: a name, then lines with `-` and what takes their place with `+`.
fn edit(here: &Path, lines: &[String]) {
    let (name, changes) = lines.split_first().unwrap();
    let place = here.join(name.strip_prefix("--- ").unwrap());
    let mut text = fs::read_to_string(&place).unwrap();
    for pair in changes.chunks(2) {
        let (old, new) = (pair[0].strip_prefix('-').unwrap(), pair[1].strip_prefix('+').unwrap());
        assert_eq!(text.lines().filter(|line| *line == old).count(), 1, "{name}: {old}");
        text = text.replacen(&format!("{old}\n"), &format!("{new}\n"), 1);
    }
    fs::write(place, text).unwrap();
}

#[test]
fn the_tutorial_works_word_by_word() {
    let text = fs::read_to_string(project().join("docs/tutorial.md")).unwrap();
    let original = fs::read(project().join("docs/tutorial/harbour-minutes.docx")).unwrap();
    let dir = crate::scratch::scratch();
    let mut here = dir.path().to_owned();
    let mut said = String::new();
    let (mut commands, mut shown) = (0, 0);
    for (language, lines) in blocks(&text) {
        match language.as_str() {
            "sh" => {
                said.clear();
                for line in &lines {
                    match line.strip_prefix("cd ") {
                        Some(folder) => {
                            here.push(folder.trim_matches('"'));
                            fs::write(here.join("harbour-minutes.docx"), &original).unwrap();
                        }
                        None => said.push_str(&run(&here, line)),
                    }
                    commands += 1;
                }
            }
            "diff" => edit(&here, &lines),
            "text" => {
                for line in lines {
                    assert!(said.contains(line.trim_end()), "{line}\n{said}");
                    shown += 1;
                }
            }
            _ => panic!("a block of {language}"),
        }
    }
    assert!(commands >= 9 && shown >= 8, "{commands} {shown}");
    let page = fs::read_to_string(here.join("public/safer-harbours-group/2026-03-11/index.html")).unwrap();
    for words in ["Carys Sample", "id=\"1.2\"", "fit the new lamp", "https://minutes.example.org/"] {
        assert!(page.contains(words), "{words}");
    }
    assert!(here.join("permalinks.txt").is_file());
    // What it says to write of an action is what ends it.
    let said = crate::commands::minutebook(&here, &["actions", "--as-of", "2026-07-01"]);
    assert!(String::from_utf8_lossy(&said.stdout).contains("1 action: 0 open"), "{}", String::from_utf8_lossy(&said.stdout));
}
