//! The report of an import: what was taken as what, what was uncertain, what was left out and why.

use std::collections::BTreeMap;

use serde::Serialize;

use super::account::WordAccount;

/// So many lines of one kind are in the text of a report; for programs there are all.
const LISTED: usize = 40;

/// The report of one import.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ImportReport {
    /// A report for each file, in the order of their names.
    pub files: Vec<ImportFileReport>,
}

/// The report of one file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ImportFileReport {
    /// The file that was read.
    pub file: String,
    /// Its format.
    pub format: &'static str,
    /// The files that were written, or would be.
    pub written: Vec<String>,
    /// What became of them.
    pub outcome: ImportOutcome,
    /// What there is to say.
    pub lines: Vec<ImportLine>,
    /// The account of words; nothing where the format has none.
    pub words: Option<WordAccount>,
}

/// What became of a file, the quietest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ImportOutcome {
    /// It was read, and nothing was to be written.
    Tried,
    /// It is another copy of a meeting that was read in a richer format.
    Copy,
    /// What would be written is there already.
    Unchanged,
    /// Markdown was written.
    Written,
    /// What is there was edited since: it is left as it is.
    Edited,
    /// It could not be imported.
    Failed,
}

/// A line of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportLine {
    /// Its kind.
    pub kind: ImportLineKind,
    /// What it says.
    pub text: String,
    /// The line of the Markdown that it is about, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
}

/// A kind of line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ImportLineKind {
    /// What was read.
    Read,
    /// What a person has to look at.
    Unsure,
    /// What is not in the Markdown.
    LeftOut,
    /// What was tracked as a change.
    Changed,
    /// What the pages say of who may see them.
    Marking,
    /// Why it could not be imported.
    Failed,
}

impl ImportLineKind {
    /// Returns its name in the text of a report.
    pub fn name(self) -> &'static str {
        match self {
            ImportLineKind::Read => "read",
            ImportLineKind::Unsure => "unsure",
            ImportLineKind::LeftOut => "left out",
            ImportLineKind::Changed => "changed",
            ImportLineKind::Marking => "marking",
            ImportLineKind::Failed => "failed",
        }
    }
}

impl ImportLine {
    /// Returns a line that is about no line of the Markdown.
    pub fn new(kind: ImportLineKind, text: impl Into<String>) -> ImportLine {
        ImportLine { kind, text: text.into(), line: None }
    }
}

impl ImportFileReport {
    /// The report of a file that could not be read.
    pub fn failed(file: &str, why: String) -> ImportFileReport {
        ImportFileReport {
            file: file.to_owned(),
            format: "",
            written: Vec::new(),
            outcome: ImportOutcome::Failed,
            lines: vec![ImportLine::new(ImportLineKind::Failed, why)],
            words: None,
        }
    }

    /// Takes note of what became of one of its texts. Of several outcomes the one that asks most of a person stays.
    pub fn note_outcome(&mut self, outcome: ImportOutcome) {
        self.outcome = match self.outcome {
            ImportOutcome::Tried => outcome,
            before => before.max(outcome),
        };
    }

    /// Whether it leaves something for a person to decide.
    pub fn has_doubts(&self) -> bool {
        let doubts = [ImportLineKind::Unsure, ImportLineKind::Changed, ImportLineKind::Marking];
        self.lines.iter().any(|line| doubts.contains(&line.kind))
    }

    /// Whether it was not imported, or not wholly.
    pub fn has_failed(&self) -> bool {
        let lost = self.words.as_ref().is_some_and(|words| !words.lost.is_empty());
        lost || matches!(self.outcome, ImportOutcome::Failed | ImportOutcome::Edited)
    }

    /// Returns what is said beside the names of its files.
    pub fn state(&self) -> &'static str {
        match self.outcome {
            ImportOutcome::Unchanged => " (unchanged)",
            ImportOutcome::Edited => " (edited since: left as it is)",
            _ => "",
        }
    }

    /// Returns it as text for people.
    pub fn text(&self) -> String {
        let to = match (self.outcome, self.written.as_slice()) {
            (ImportOutcome::Failed, _) | (_, []) => String::new(),
            (_, written) => format!(" → {}", written.join(", ")),
        };
        let mut out = format!("{}{to}{}\n", self.file, self.state());
        let mut counts: BTreeMap<ImportLineKind, usize> = BTreeMap::new();
        for line in &self.lines {
            let count = counts.entry(line.kind).or_default();
            *count += 1;
            if *count <= LISTED {
                let at = line.line.map_or(String::new(), |n| format!(" (line {n})"));
                out.push_str(&format!("  {:<9} {}{at}\n", line.kind.name(), line.text));
            }
        }
        for (kind, count) in counts.into_iter().filter(|(_, count)| *count > LISTED) {
            out.push_str(&format!("  {:<9} and {} more: --format json lists all\n", kind.name(), count - LISTED));
        }
        if let Some(words) = &self.words {
            out.push_str(&format!("  {:<9} {}\n", "words", words.words()));
        }
        out
    }
}

impl ImportReport {
    /// Returns the line that counts the files.
    pub fn summary(&self) -> String {
        let count = |outcome: ImportOutcome| self.files.iter().filter(|file| file.outcome == outcome).count();
        let unsure = self.files.iter().filter(|file| file.has_doubts()).count();
        let counts = [
            (count(ImportOutcome::Written), "imported"),
            (count(ImportOutcome::Tried), "read"),
            (count(ImportOutcome::Unchanged), "unchanged"),
            (count(ImportOutcome::Copy), "copies of others"),
            (count(ImportOutcome::Edited), "edited since"),
            (count(ImportOutcome::Failed), "failed"),
            (unsure, "with something to decide"),
        ];
        let counts: Vec<String> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
        let files = if self.files.len() == 1 { "file" } else { "files" };
        format!("{} {files}: {}\n", self.files.len(), counts.join(", "))
    }
}
