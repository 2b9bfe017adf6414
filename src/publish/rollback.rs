//! Puts back a publication that was kept: every file is what it was, and the exchange is that of any other publication.

use std::path::Path;

use super::publisher::{PublishError, PublishOutcome};
use super::report::PublishReport;
use crate::permanence::{Ledger, LedgerProof};
use crate::source::read_built;
use crate::write::{OutputLabel, Replace, Stage, VerifiedRelease};

/// Puts a publication into `out` in place of the one that is there, which is kept as one of `keeps`. Addresses of `ledger` that it does not have
/// were published after it: they are refused unless `accept` says that they may go.
///
/// # Errors
/// Where the operating system refuses.
pub fn roll_back(
    out: &Path,
    release: &VerifiedRelease,
    ledger: Ledger<'_>,
    (accept, keeps): (bool, usize),
) -> Result<PublishOutcome, PublishError> {
    let has_ledger = !ledger.pages.is_empty();
    let proof = LedgerProof::new(ledger);
    let mut report = PublishReport { new_addresses: Some(Vec::new()), ..PublishReport::default() };
    for path in release.paths() {
        let is_page = path.ends_with(".html");
        report.pages += usize::from(is_page);
        let bytes = if is_page {
            read_built(Path::new(""), &release.place(path).to_string_lossy()).unwrap_or_default()
        } else {
            Vec::new()
        };
        proof.record_output(path, &bytes);
    }
    let proven = match proof.finish() {
        Ok(proven) => proven,
        Err(lost) if !accept => return Ok(PublishOutcome::Refused(lost)),
        // The author says that they may go: nothing is promised but what the publication has.
        Err(lost) => match LedgerProof::new(Ledger::default()).finish() {
            Ok(proven) => proven,
            Err(_) => return Ok(PublishOutcome::Refused(lost)),
        },
    };
    let label = OutputLabel { edition: release.manifest().edition.clone(), ..OutputLabel::of_folder(out) };
    let stage = Stage::open_for(out, Replace::Marked, label)?.keeping(keeps);
    stage.put_back(release)?;
    if has_ledger {
        stage.note_ledger()?;
    }
    report.summary = stage.publish(proven, None)?;
    Ok(PublishOutcome::Published(report))
}
