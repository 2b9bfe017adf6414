//! What is wrong with the content, said to its author: where, what was expected, how to mend it.
//!
//! Every stage returns its diagnostics beside its value; nothing here prints or ends the program.
//! One run reports all of them. [`plain`] and [`styled`] turn them into text with carets, `json` and `sarif` into data.

mod code;
mod json;
mod near;
mod reference;
mod sarif;
mod setting;
mod text;
mod unread;

pub use code::{BareOutcome, Code, codes};
pub use json::{allowed_json, json};
pub use near::nearest;
pub use reference::{explain, reference};
pub use sarif::sarif;
pub use setting::setting;
pub use text::{plain, styled};
pub use unread::read_problems;

use crate::record::{Day, Span};

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Probably a mistake; the site is published all the same.
    Warning,
    /// A mistake; nothing is published.
    Error,
}

impl Severity {
    /// `note`, `warning` or `error`.
    pub fn key(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// One thing that is wrong, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of mistake.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// One sentence: what is wrong, with the words concerned.
    pub message: String,
    /// Where; `None` only where no file can be blamed.
    pub span: Option<Span>,
    /// What was expected there, beside the caret.
    pub expected: String,
    /// How to mend it; the nearest valid name, where there is one.
    pub remedy: String,
    /// Other places that have to do with it: the first of two files with one address, say.
    pub related: Vec<(Span, String)>,
}

impl Diagnostic {
    /// A diagnostic with the severity its code has by default.
    pub fn new(code: Code, span: impl Into<Option<Span>>, message: impl Into<String>) -> Self {
        Diagnostic {
            severity: code.severity(),
            code,
            message: message.into(),
            span: span.into(),
            expected: String::new(),
            remedy: String::new(),
            related: Vec::new(),
        }
    }

    /// Says what was expected at the caret.
    #[must_use]
    pub fn expected(mut self, what: impl Into<String>) -> Self {
        self.expected = what.into();
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn remedy(mut self, how: impl Into<String>) -> Self {
        self.remedy = how.into();
        self
    }

    /// Points at another place.
    #[must_use]
    pub fn related(mut self, span: Span, what: impl Into<String>) -> Self {
        self.related.push((span, what.into()));
        self
    }

    /// Whether it is an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Whether it is an error for which its file is not published and the others are, as it is in a bare folder only.
    pub fn leaves_out(&self, bare: bool) -> bool {
        bare && self.is_error() && self.span.is_some() && self.code.in_bare_folder() == BareOutcome::LeavesOut
    }

    /// Makes a warning of an error for which a bare folder has a way to publish the file all the same.
    pub fn soften(&mut self) {
        if self.is_error() && matches!(self.code.in_bare_folder(), BareOutcome::Fallback(_) | BareOutcome::NoError) {
            self.severity = Severity::Warning;
        }
    }
}

/// A finding that the site allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllowedDiagnostic {
    /// The finding.
    pub diagnostic: Diagnostic,
    /// The reason that the site gives.
    pub reason: Box<str>,
    /// The last day on which it is allowed.
    pub until: Option<Day>,
}

/// In the order of the files, then of their lines; what has no place comes first.
pub fn sort(all: &mut Vec<Diagnostic>) {
    all.sort_by(|a, b| (a.span, a.code, &a.message).cmp(&(b.span, b.code, &b.message)));
    all.dedup();
}
