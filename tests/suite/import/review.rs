//! `import --review`: the original beside the Markdown, an answer for each file, and the line that the answer writes.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::copies::{PARAGRAPHS, in_every_format, words};
use crate::commands::{code, minutebook};

/// Runs a review and types the answers.
fn review(here: &Path, options: &[&str], answers: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_minutebook"))
        .args(["import", "--review"])
        .args(options)
        .current_dir(here)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(answers.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

/// A folder with three meetings in it, imported from three formats.
fn imported() -> tempfile::TempDir {
    let dir = crate::scratch::scratch();
    let old = dir.path().join("old");
    fs::create_dir(&old).unwrap();
    for (n, wanted) in ["minutes.docx", "minutes.pdf", "minutes.txt"].iter().enumerate() {
        let mut paragraphs = PARAGRAPHS;
        let title = format!("Harbour Board, {} March 2021", 9 + n);
        paragraphs[0] = &title;
        let bytes = in_every_format(&paragraphs).into_iter().find(|(name, _)| name == wanted).unwrap().1;
        fs::write(old.join(format!("{n}-{wanted}")), bytes).unwrap();
    }
    let run = minutebook(dir.path(), &["import", "old", "--to", "new"]);
    assert_eq!(code(&run), Some(0), "{}", words(&run.stdout));
    dir
}

fn is_signed(dir: &Path, day: &str) -> bool {
    let text = fs::read_to_string(dir.join(format!("new/{day}.md"))).unwrap();
    let signed = text.contains("reviewed = { by = \"Dee Fox\", date = 20");
    assert_ne!(signed, text.contains("reviewed = false"), "{text}");
    signed
}

#[test]
fn answers_sign_off_or_leave() {
    let dir = imported();
    let run = review(dir.path(), &["new", "--originals", "old"], "maybe\ny\n\nDee Fox\nno\nskip\n");
    let said = words(&run.stdout);
    assert_eq!(code(&run), Some(0), "{said}");
    let one_line = said.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "1 of 3: new/2021-03-09.md",
        "ORIGINAL",
        "│ # Harbour Board, 9 March 2021",
        "1.1 The lamp on the east pier has been out since January. │ 1.1 The lamp on the east pier has been out since January.",
        "— page 1 —",
        "present Ann Lee; of Harbour Office",
        "apologies Cy Dunn",
        "action 1.1: Bob Ray to mend the lamp by 1 May 2021. [owner Bob Ray; due 1 May 2021]",
        "decision 2.1: the fees stay as they are.",
        "1 signed off, 2 left",
        "to correct: new/2021-03-10.md",
    ] {
        assert!(one_line.contains(words), "{words}\n{said}");
    }
    assert_eq!(["2021-03-09", "2021-03-10", "2021-03-11"].map(|day| is_signed(dir.path(), day)), [true, false, false]);
    // What is signed off is not shown again; the end of the answers is the end of the review.
    let run = review(dir.path(), &["new", "--originals", "old", "--by", "Dee Fox"], "yes\n");
    let said = words(&run.stdout);
    assert!(said.contains("1 of 2: new/2021-03-10.md") && said.contains("1 signed off, 1 left"), "{said}");
    let run = review(dir.path(), &["new", "--originals", "old", "--by", "Dee Fox"], "quit\nyes\n");
    assert!(words(&run.stdout).contains("0 signed off, 1 left"), "{}", words(&run.stdout));
    assert!(!is_signed(dir.path(), "2021-03-11"));
}

#[test]
fn originals_that_are_missing_or_others() {
    let dir = imported();
    let said = words(&review(dir.path(), &["new"], "skip\n").stdout);
    assert!(said.contains("0-minutes.docx was not found; name its folder with --originals"), "{said}");
    fs::write(dir.path().join("old/0-minutes.docx"), "another").unwrap();
    let said = words(&review(dir.path(), &["new", "--originals", "old"], "skip\n").stdout);
    assert!(said.contains("0-minutes.docx is not the file that was imported"), "{said}");
    // Beside the minutes it is found without being named.
    fs::copy(dir.path().join("old/1-minutes.pdf"), dir.path().join("new/1-minutes.pdf")).unwrap();
    let said = words(&review(dir.path(), &["new"], "skip\nskip\n").stdout);
    assert!(said.contains("— page 1 —") && !said.contains("1-minutes.pdf was not found"), "{said}");
    for wrong in [&["new", "--to", "x"][..], &["nowhere"], &["new", "--originals", "nowhere"]] {
        assert_eq!(code(&review(dir.path(), wrong, "")), Some(2), "{wrong:?}");
    }
}

#[test]
fn what_differs_is_beside_what_it_differs_from() {
    let dir = imported();
    let place = dir.path().join("new/2021-03-09.md");
    let text = fs::read_to_string(&place).unwrap();
    fs::write(&place, text.replace("The piers are as they were.", "The piers were painted.") + "\nAn added line.\n").unwrap();
    let said = words(&review(dir.path(), &["new", "--originals", "old"], "quit\n").stdout);
    let lines: Vec<String> = said.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    for line in ["2.1 The piers are as they were. │ 2.1 The piers were painted.", "│ An added line."] {
        assert!(lines.iter().any(|l| l == line), "{line}\n{said}");
    }
}
