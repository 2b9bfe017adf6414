//! The same minutes in several formats are one meeting; what differs between two copies is listed.

use std::fs;
use std::path::Path;

use super::import;
use super::office::{STYLES, open_text, word, word_paragraph, word_run};
use super::pdf::pdf;
use crate::commands::{code, minutebook};

/// Minutes of an invented meeting, paragraph by paragraph.
pub(super) const PARAGRAPHS: [&str; 9] = [
    "Harbour Board, 9 March 2021",
    "Present: Ann Lee (Harbour Office), Bob Ray",
    "Apologies: Cy Dunn",
    "1. Lamps",
    "1.1 The lamp on the east pier has been out since January.",
    "ACTION: Bob Ray to mend the lamp by 1 May 2021.",
    "2. Piers",
    "2.1 The piers are as they were.",
    "AGREED: the fees stay as they are.",
];

/// The minutes in each format, by file name.
pub(super) fn in_every_format(paragraphs: &[&str]) -> Vec<(&'static str, Vec<u8>)> {
    let (title, rest) = paragraphs.split_first().unwrap();
    let body: String = rest.iter().map(|p| word_paragraph("", "", &word_run(p))).collect();
    let docx = word(&(word_paragraph("Titel", "", &word_run(title)) + &body), &[("word/styles.xml", STYLES)]);
    let body: String = rest.iter().map(|p| format!("<text:p>{p}</text:p>")).collect();
    let odt = open_text(&format!("<text:p text:style-name=\"Title\">{title}</text:p>{body}"), "", "<office:document-styles/>");
    let body: String = rest.iter().map(|p| format!("<p>{p}</p>")).collect();
    let html = format!("<!DOCTYPE html><html><body><h1>{title}</h1>{body}</body></html>");
    let lines: Vec<(f32, f32, &str)> = paragraphs.iter().enumerate().map(|(n, p)| (50.0, 780.0 - 28.0 * n as f32, *p)).collect();
    vec![
        ("minutes.docx", docx),
        ("minutes.odt", odt),
        ("minutes.html", html.into_bytes()),
        ("minutes.pdf", pdf(&[lines])),
        ("minutes.txt", paragraphs.join("\n\n").into_bytes()),
    ]
}

pub(super) fn words(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn every_format_gives_the_same_meeting() {
    let said: Vec<String> = in_every_format(&PARAGRAPHS)
        .iter()
        .map(|(name, bytes)| {
            let file = import(name, bytes);
            super::assert_words(&file);
            file.report.lines[0].text.clone()
        })
        .collect();
    assert_eq!(
        said[0],
        "9 March 2021 · 2 present · 1 not there · 2 numbered items · 2 numbered paragraphs · 1 actions · 1 decisions"
    );
    assert!(said.iter().all(|line| *line == said[0]), "{said:#?}");
}

fn write_all(folder: &Path, paragraphs: &[&str]) {
    fs::create_dir_all(folder).unwrap();
    for (name, bytes) in in_every_format(paragraphs) {
        fs::write(folder.join(name), bytes).unwrap();
    }
}

#[test]
fn files_of_one_meeting_become_one_meeting() {
    let dir = crate::scratch::scratch();
    write_all(&dir.path().join("old"), &PARAGRAPHS);
    let run = minutebook(dir.path(), &["import", "old", "--to", "new", "--format", "json"]);
    assert_eq!(code(&run), Some(0), "{}", words(&run.stdout));
    let written: Vec<String> =
        fs::read_dir(dir.path().join("new")).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(written, ["2021-03-09.md"]);
    let report: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    for file in report["files"].as_array().unwrap() {
        let wanted = if file["file"] == "minutes.docx" { "written" } else { "copy" };
        assert_eq!(file["outcome"], wanted, "{file}");
        assert!(!file["lines"].to_string().contains("unsure"), "{file}");
    }
    // A copy that says something else shows that and nothing more.
    let mut other = PARAGRAPHS;
    other[5] = "ACTION: Bob Ray to mend the lamp by 2 May 2021.";
    let changed = in_every_format(&other).pop().unwrap().1;
    fs::write(dir.path().join("old/minutes.txt"), changed).unwrap();
    let run = minutebook(dir.path(), &["import", "old", "--to", "new"]);
    let text = words(&run.stdout);
    assert_eq!(text.matches("unsure").count(), 1, "{text}");
    assert!(text.contains("after “mend the lamp by”: “2” is “1” in minutes.docx"), "{text}");
    let compare = |name: &str| minutebook(dir.path(), &["import", "old/minutes.docx", "--compare", name]);
    assert_eq!(code(&compare("old/minutes.pdf")), Some(0));
    let run = compare("old/minutes.txt");
    assert_eq!(code(&run), Some(1));
    assert!(words(&run.stdout).contains("“1” is “2” in old/minutes.txt"), "{}", words(&run.stdout));
}

#[test]
fn every_difference_is_there_for_programs_and_counted_for_people() {
    let dir = crate::scratch::scratch();
    let text = |sign: &str| {
        let line = |n: usize| format!("The lamp on pier number {n} of the {sign}{n} basin was out last night.\n\n");
        format!("Harbour Board, 9 March 2021\n\n{}", (0..60).map(line).collect::<String>())
    };
    fs::write(dir.path().join("a.txt"), text("east")).unwrap();
    fs::write(dir.path().join("b.txt"), text("west")).unwrap();
    let compare = |format: &str| minutebook(dir.path(), &["import", "a.txt", "--compare", "b.txt", "--format", format]);
    let said = words(&compare("text").stdout);
    assert_eq!(said.matches("“west").count(), 40, "{said}");
    assert!(said.contains("changed   and 20 more: --format json lists all"), "{said}");
    let report: serde_json::Value = serde_json::from_slice(&compare("json").stdout).unwrap();
    assert_eq!(report["files"][0]["lines"].as_array().unwrap().len(), 60);
}

#[test]
fn two_meetings_of_one_day_stay_two() {
    let dir = crate::scratch::scratch();
    fs::create_dir(dir.path().join("old")).unwrap();
    fs::write(dir.path().join("old/lamps.txt"), PARAGRAPHS.join("\n\n")).unwrap();
    fs::write(
        dir.path().join("old/piers.txt"),
        "Pier Board, 9 March 2021\n\nPresent: Di Fox\n\nThe pier was shut for the winter.\n",
    )
    .unwrap();
    let run = minutebook(dir.path(), &["import", "old", "--to", "new"]);
    assert_eq!(code(&run), Some(0), "{}", words(&run.stdout));
    assert_eq!(fs::read_dir(dir.path().join("new")).unwrap().count(), 2);
}

#[test]
fn broken_files_are_a_line_and_no_panic() {
    let cases = if std::env::var_os("MINUTEBOOK_LONG").is_some() { 10_000 } else { 64 };
    let files = in_every_format(&PARAGRAPHS);
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    for case in 0..cases {
        let (name, whole) = &files[case % files.len()];
        let mut bytes = whole.clone();
        for _ in 0..=next(8) {
            let at = next(bytes.len());
            match next(3) {
                0 => bytes[at] ^= 1 << next(8),
                1 => bytes.truncate(at.max(1)),
                _ => {
                    let end = (at + next(64)).min(bytes.len());
                    let again = bytes[at..end].to_vec();
                    bytes.splice(at..at, again);
                }
            }
        }
        let file = import(name, &bytes);
        let failed = file.report.lines.iter().filter(|line| file.report.text().contains(&line.text)).count();
        assert!(!file.texts.is_empty() || failed > 0, "case {case}: {}", file.report.text());
    }
}
