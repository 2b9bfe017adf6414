//! The one line on standard error that ends a build: what was made, how long it took, what changed, and what was warned of by code.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use crate::cli::Format;
use crate::diag::{Diagnostic, Severity};
use crate::publish::{PublishMode, PublishReport};

/// The way in which a command answers.
#[derive(Debug, Clone, Copy)]
pub(super) struct AnswerOptions {
    /// For people or for programs.
    pub(super) format: Format,
    /// Nothing is said where nothing is wrong, and only errors are where something is.
    pub(super) is_quiet: bool,
}

/// A site that was made, as its summary tells of it.
pub(super) struct MadeSite<'a> {
    pub(super) report: &'a PublishReport,
    pub(super) mode: &'a PublishMode,
    /// The output folder.
    pub(super) out: &'a Path,
    pub(super) seconds: f64,
    /// The documents of the record.
    pub(super) documents: usize,
    pub(super) diagnostics: &'a [Diagnostic],
}

impl MadeSite<'_> {
    /// Writes the line; after the first build into a folder, another one that says how to look at it.
    pub(super) fn summary(&self, here: Option<&Path>) -> String {
        let PublishReport { summary, pages, .. } = self.report;
        let out = here.and_then(|here| self.out.strip_prefix(here).ok()).filter(|p| *p != Path::new("")).unwrap_or(self.out);
        let done = match self.mode {
            PublishMode::Publish { .. } => "Published",
            PublishMode::DryRun { .. } => "Made, and did not publish,",
            PublishMode::Build | PublishMode::Preview { .. } => "Built",
        };
        let mut line = format!("{done} {} ({}) ", counted(*pages, "page"), counted(self.documents, "document"));
        // Writing to a string does not fail.
        if !matches!(self.mode, PublishMode::DryRun { .. }) {
            let _ = write!(line, "to {} ", out.display());
        }
        let _ = write!(line, "in {:.2} s", self.seconds);
        if !matches!(self.mode, PublishMode::DryRun { .. }) {
            let new = summary.written.saturating_sub(summary.changed);
            let s = if new == 1 { "" } else { "s" };
            let _ = write!(line, ": {new} file{s} new, {} changed, {} removed", summary.changed, summary.removed);
        }
        for (severity, word) in [(Severity::Error, "error"), (Severity::Warning, "warning")] {
            if let Some(said) = said_by_code(self.diagnostics, severity, word) {
                let _ = write!(line, "; {said}");
            }
        }
        line.push_str(".\n");
        let is_first = summary.written > 0 && summary.kept + summary.changed + summary.removed == 0;
        if is_first {
            line.push_str("To look at it: `minutebook serve`, any web server, or a build with --portable and a double click.\n");
        }
        line
    }
}

fn counted(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}

/// Counts the diagnostics of a severity, in all and by code: `3 warnings (number-gap 2, dead-link)`.
fn said_by_code(diagnostics: &[Diagnostic], severity: Severity, word: &str) -> Option<String> {
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in diagnostics.iter().filter(|d| d.severity == severity) {
        *codes.entry(diagnostic.code.name()).or_default() += 1;
    }
    let total: usize = codes.values().sum();
    let one = |(code, n): (&&str, &usize)| if *n == 1 { (*code).to_owned() } else { format!("{code} {n}") };
    let list: Vec<String> = codes.iter().map(one).collect();
    (total > 0).then(|| format!("{} ({})", counted(total, word), list.join(", ")))
}
