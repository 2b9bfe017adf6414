//! A build that would make what is in its folder already: nothing is parsed, linked or rendered for it.
//!
//! After a build, the cache beside the output keeps a digest of all that went into it, a digest of how its files look from outside, and
//! what it had to say. The next build is done where both are the same. Whatever cannot be compared, was damaged or was left by another
//! program means an ordinary build.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::inputs::{ReadSite, SiteInputs, digest_inputs};
use super::prepare::PreparedSite;
use super::report::PublishReport;
use crate::diag::{AllowedDiagnostic, Code, Diagnostic, Severity};
use crate::record::{Edition, FileId, Span};
use crate::source::{self, Sources};
use crate::write::{self, Summary};

/// The part of the cache that remembers a build.
const PART: &str = "build";

/// A site that is in its folder as a build would make it.
#[derive(Debug)]
pub struct UnchangedBuild {
    /// Nothing was written, and all files were kept.
    pub report: PublishReport,
    /// The documents of the record.
    pub documents: usize,
    /// The errors and warnings of the build that made it.
    pub diagnostics: Vec<Diagnostic>,
    /// What it found and the site allows.
    pub allowed: Vec<AllowedDiagnostic>,
    /// The texts that they point into.
    pub originals: Sources,
    /// The readers it is for.
    pub edition: Edition,
    /// Its reference date.
    pub as_of: String,
}

/// What the cache remembers of a build.
#[derive(Serialize, Deserialize)]
struct RememberedBuild {
    inputs: [u8; 32],
    output: [u8; 32],
    pages: usize,
    documents: usize,
    files: u64,
    is_internal: bool,
    as_of: String,
    diagnostics: Vec<RememberedDiagnostic>,
    /// Each with its reason and last day.
    allowed: Vec<(RememberedDiagnostic, String, Option<String>)>,
}

/// A file, and the first and last byte of a place in it.
type Place = (u32, u32, u32);

#[derive(Serialize, Deserialize)]
struct RememberedDiagnostic {
    code: String,
    severity: u8,
    message: String,
    place: Option<Place>,
    expected: String,
    remedy: String,
    related: Vec<(Place, String)>,
}

/// Returns the build that is in `out`, where a build of what was read would make the same.
pub fn find_unchanged(read: &ReadSite, inputs: &SiteInputs, out: &Path) -> Option<UnchangedBuild> {
    let kept: RememberedBuild = serde_json::from_slice(&inputs.known.part(PART)?).ok()?;
    let is_same = digest_inputs(read, inputs) == Some(kept.inputs)
        && write::is_at_rest(out)
        && source::folder_look(out) == Some(kept.output);
    if !is_same {
        return None;
    }
    let summary = Summary { kept: kept.files, ..Summary::default() };
    Some(UnchangedBuild {
        report: PublishReport { summary, pages: kept.pages, indexed: 0, new_addresses: None },
        diagnostics: kept.diagnostics.into_iter().map(RememberedDiagnostic::into_diagnostic).collect::<Option<_>>()?,
        documents: kept.documents,
        allowed: kept.allowed.into_iter().map(into_allowed).collect::<Option<_>>()?,
        originals: read.originals.clone(),
        edition: if kept.is_internal { Edition::Internal } else { Edition::Public },
        as_of: kept.as_of,
    })
}

/// Remembers a build that was put into `out`.
pub(super) fn remember(site: &PreparedSite, out: &Path, report: &PublishReport) {
    let (Some(inputs), Some(output)) = (site.inputs_digest, source::folder_look(out)) else { return };
    let loud = site.diagnostics.iter().filter(|d| d.severity > Severity::Note);
    let allowed = site
        .allowed
        .iter()
        .map(|a| (RememberedDiagnostic::of(&a.diagnostic), a.reason.to_string(), a.until.map(|day| day.to_string())));
    let build = RememberedBuild {
        inputs,
        output,
        pages: report.pages,
        documents: site.record().documents().count(),
        files: report.summary.written + report.summary.kept,
        is_internal: site.edition() == Edition::Internal,
        as_of: site.today().to_string(),
        diagnostics: loud.map(RememberedDiagnostic::of).collect(),
        allowed: allowed.collect(),
    };
    if let Ok(bytes) = serde_json::to_vec(&build) {
        site.known.add(PART, bytes);
    }
}

fn into_allowed((diagnostic, reason, until): (RememberedDiagnostic, String, Option<String>)) -> Option<AllowedDiagnostic> {
    let until = match until {
        Some(day) => Some(day.parse().ok()?),
        None => None,
    };
    Some(AllowedDiagnostic { diagnostic: diagnostic.into_diagnostic()?, reason: reason.into(), until })
}

impl RememberedDiagnostic {
    fn of(diagnostic: &Diagnostic) -> RememberedDiagnostic {
        let place = |span: &Span| (span.file.0, span.start, span.end);
        RememberedDiagnostic {
            code: diagnostic.code.name().to_owned(),
            severity: diagnostic.severity as u8,
            message: diagnostic.message.clone(),
            place: diagnostic.span.as_ref().map(place),
            expected: diagnostic.expected.clone(),
            remedy: diagnostic.remedy.clone(),
            related: diagnostic.related.iter().map(|(span, words)| (place(span), words.clone())).collect(),
        }
    }

    /// `None` where another program wrote it.
    fn into_diagnostic(self) -> Option<Diagnostic> {
        let span = |(file, start, end): Place| Span { file: FileId(file), start, end };
        Some(Diagnostic {
            code: Code::named(&self.code)?,
            severity: [Severity::Note, Severity::Warning, Severity::Error].into_iter().find(|s| *s as u8 == self.severity)?,
            message: self.message,
            span: self.place.map(span),
            expected: self.expected,
            remedy: self.remedy,
            related: self.related.into_iter().map(|(place, words)| (span(place), words)).collect(),
        })
    }
}
