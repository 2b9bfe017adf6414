//! What tests of a stage share: files of a site that withholds nothing, and the proof of an empty ledger.

use std::path::Path;

use super::{Stage, WriteError};
use crate::edition::{SecretScanner, Secrets};
use crate::permanence::{Ledger, LedgerProof, ProvenLedger};

/// Stages a file with these bytes.
pub(super) fn put(stage: &Stage, path: &str, bytes: impl AsRef<[u8]>) -> Result<(), WriteError> {
    let scanner = SecretScanner::new(Secrets::default());
    stage.put(scanner.scan(path, bytes.as_ref()).unwrap())
}

/// Stages a copy of a file.
pub(super) fn put_copy(stage: &Stage, path: &str, from: &Path) -> Result<(), WriteError> {
    let scanner = SecretScanner::new(Secrets::default());
    stage.put(scanner.pass_unread(path, from).unwrap())
}

/// The proof of a ledger that has no address.
pub(super) fn proven() -> ProvenLedger {
    LedgerProof::new(Ledger::default()).finish().unwrap()
}
