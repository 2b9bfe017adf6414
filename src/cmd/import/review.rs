//! `minutebook import --review`: imported minutes beside their originals, file by file, and an answer to each.

use std::io::{BufRead, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use sha2::{Digest, Sha256};

use super::columns::beside;
use crate::cli::Import;
use crate::cmd::exit::ExitStatus;
use crate::cmd::output::{complain, print};
use crate::import::{OriginalName, ReviewSheet, review_sheet, sign_off, unreviewed_original};
use crate::record::{Day, Site};
use crate::source::{OriginalFile, find_originals, hex, read_original};
use crate::write::renewed_files;

/// The width of the columns where nobody says how wide the terminal is.
const WIDTH: usize = 120;

/// An answer to the question whether minutes are right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ReviewAnswer {
    Yes,
    No,
    Skip,
    Quit,
}

impl ReviewAnswer {
    /// Reads a line; the first letter is enough. `None` where it is no answer.
    fn of(line: &str) -> Option<ReviewAnswer> {
        let line = line.trim().to_lowercase();
        let answers =
            [("yes", ReviewAnswer::Yes), ("no", ReviewAnswer::No), ("skip", ReviewAnswer::Skip), ("quit", ReviewAnswer::Quit)];
        answers.into_iter().find(|(word, _)| !line.is_empty() && word.starts_with(&line)).map(|(_, answer)| answer)
    }
}

/// A file of imported minutes that nobody has signed off.
struct UnreviewedFile {
    file: OriginalFile,
    text: String,
    original: Option<OriginalName>,
}

/// What became of the files of a review.
#[derive(Debug, Default)]
struct ReviewCounts {
    signed: usize,
    to_correct: Vec<String>,
}

/// Shows each file that is not reviewed, asks, and writes the answers.
pub(super) fn run(typed: &Import, today: Day) -> ExitCode {
    let left = match unreviewed(&typed.files) {
        Ok(left) => left,
        Err(why) => return complain(&why, ExitStatus::WrongUsage),
    };
    let originals = match typed.originals.as_ref().map_or(Ok(Vec::new()), |folder| found(std::slice::from_ref(folder))) {
        Ok(originals) => originals,
        Err(why) => return complain(&why, ExitStatus::WrongUsage),
    };
    let mut session = ReviewSession { by: typed.by.clone(), today, answers: std::io::stdin().lock() };
    let mut counts = ReviewCounts::default();
    for (n, file) in left.iter().enumerate() {
        say(&format!("\n{} of {}: {}\n", n + 1, left.len(), file.file.place.display()));
        match session.review(file, &originals) {
            Ok(ReviewAnswer::Yes) => counts.signed += 1,
            Ok(ReviewAnswer::No) => counts.to_correct.push(file.file.place.display().to_string()),
            Ok(ReviewAnswer::Skip) => {}
            Ok(ReviewAnswer::Quit) => break,
            Err(why) => return complain(&why, ExitStatus::InputOutput),
        }
    }
    let rest = left.len() - counts.signed;
    say(&format!("\n{} signed off, {rest} left\n", counts.signed));
    for path in &counts.to_correct {
        say(&format!("  to correct: {path}\n"));
    }
    ExitStatus::Success.into()
}

fn say(text: &str) {
    let _ = print(text.as_bytes());
}

/// Finds the imported minutes that nobody has reviewed.
fn unreviewed(typed: &[PathBuf]) -> Result<Vec<UnreviewedFile>, String> {
    let markdown = found(typed)?.into_iter().filter(|file| file.place.extension().is_some_and(|end| end == "md"));
    let unreviewed = |file: OriginalFile| {
        let text = read_text(&file)?;
        let original = unreviewed_original(&text)?;
        Some(UnreviewedFile { file, text, original })
    };
    Ok(markdown.filter_map(unreviewed).collect())
}

fn found(typed: &[PathBuf]) -> Result<Vec<OriginalFile>, String> {
    find_originals(typed).map(|(files, _)| files).map_err(|error| error.to_string())
}

fn read_text(file: &OriginalFile) -> Option<String> {
    String::from_utf8(read_original(file).ok()??).ok()
}

/// A person who reviews, by the lines that are typed.
struct ReviewSession<R> {
    by: Option<String>,
    today: Day,
    answers: R,
}

impl<R: BufRead> ReviewSession<R> {
    /// Shows a file, and does what is answered.
    fn review(&mut self, unreviewed: &UnreviewedFile, originals: &[OriginalFile]) -> Result<ReviewAnswer, String> {
        let bytes = match find_original(unreviewed, originals) {
            Ok(bytes) => Some(bytes),
            Err(why) => {
                say(&format!("  {why}\n"));
                None
            }
        };
        let site = Site::default();
        let name = &unreviewed.file.name;
        let sheet = review_sheet(name, &unreviewed.text, bytes.as_deref(), &site).or_else(|why| {
            say(&format!("  the original {why}\n"));
            review_sheet(name, &unreviewed.text, None, &site)
        })?;
        say(&shown(&sheet));
        loop {
            say("Does the Markdown say what the original says? yes, no, skip, quit: ");
            let answer = match self.line() {
                None => ReviewAnswer::Quit,
                Some(line) => match ReviewAnswer::of(&line) {
                    Some(answer) => answer,
                    None => continue,
                },
            };
            if answer == ReviewAnswer::Yes {
                return self.sign(unreviewed);
            }
            return Ok(answer);
        }
    }

    fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        let read = self.answers.read_line(&mut line);
        read.is_ok_and(|n| n > 0).then_some(line)
    }

    fn sign(&mut self, unreviewed: &UnreviewedFile) -> Result<ReviewAnswer, String> {
        while self.by.as_deref().is_none_or(|by| by.trim().is_empty()) {
            say("Your name: ");
            let Some(line) = self.line() else { return Ok(ReviewAnswer::Quit) };
            self.by = Some(line.trim().to_owned());
        }
        let by = self.by.as_deref().unwrap_or("").trim();
        // An editor may have been open all the while.
        if read_text(&unreviewed.file).as_deref() != Some(unreviewed.text.as_str()) {
            say("  It was edited while you read it: it is not signed off. Review it again.\n");
            return Ok(ReviewAnswer::Skip);
        }
        let (Some(text), Some(name)) = (sign_off(&unreviewed.text, by, self.today), unreviewed.file.place.file_name()) else {
            return Ok(ReviewAnswer::Skip);
        };
        let folder = unreviewed.file.place.parent().unwrap_or(Path::new("."));
        renewed_files(folder, &[(name.to_string_lossy(), text)]).map_err(|error| error.to_string())?;
        Ok(ReviewAnswer::Yes)
    }
}

/// Finds the original by its name and its hash: in the folder of originals, and in that of the minutes.
fn find_original(unreviewed: &UnreviewedFile, originals: &[OriginalFile]) -> Result<Vec<u8>, String> {
    let Some(original) = &unreviewed.original else {
        return Err("its front matter names no original (`source`): the Markdown is shown alone".to_owned());
    };
    let is_named = |file: &&OriginalFile| file.place.file_name().is_some_and(|name| name.to_string_lossy() == original.file);
    let folder = unreviewed.file.place.parent().unwrap_or(Path::new("."));
    let own = find_originals(&[folder.to_owned()]).map(|(files, _)| files).unwrap_or_default();
    let mut is_there = false;
    for file in originals.iter().chain(&own).filter(is_named) {
        if let Ok(Some(bytes)) = read_original(file) {
            is_there = true;
            if hex(&Sha256::digest(&bytes)) == original.sha256 {
                return Ok(bytes);
            }
        }
    }
    let name = &original.file;
    Err(match is_there {
        true => format!("{name} is not the file that was imported (its SHA-256 is another): the Markdown is shown alone"),
        false => format!("{name} was not found; name its folder with --originals. The Markdown is shown alone"),
    })
}

fn shown(sheet: &ReviewSheet) -> String {
    let out = std::io::stdout();
    let width = out.is_terminal().then(|| terminal_size::terminal_size_of(&out).map(|(w, _)| usize::from(w.0))).flatten();
    let width = width.unwrap_or(WIDTH);
    let mut text = beside("ORIGINAL", "MARKDOWN", width);
    let mut page = None;
    for row in &sheet.rows {
        if row.page.is_some() && row.page != page {
            page = row.page;
            text.push_str(&format!("— page {} —\n", page.unwrap_or(0)));
        }
        text.push_str(&beside(&row.original, &row.markdown, width));
        text.push('\n');
    }
    text.push_str("READ IN IT\n");
    if sheet.readings.is_empty() {
        text.push_str("  nobody, no action, no decision\n");
    }
    for reading in &sheet.readings {
        let words: String = reading.text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        text.push_str(&format!("  {:<13} {words}\n", reading.kind));
    }
    if sheet.open_offers > 0 {
        text.push_str(&format!("  {} offered actions are still to be accepted or deleted\n", sheet.open_offers));
    }
    text
}
