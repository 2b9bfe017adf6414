//! The ledger: replaced in one step, and only where it is still what was read.

#![expect(clippy::disallowed_methods, reason = "part of the only writer")]

use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::error::WriteError;
use super::step::Steps;
use super::tree;

/// A ledger to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerFile {
    /// Where it stands.
    pub place: PathBuf,
    /// What it held when it was read; `None`: it was not there.
    pub before: Option<String>,
    /// What it is to hold.
    pub text: String,
}

/// Writes a ledger: a new file beside it takes its name, so that a kill leaves the one or the other, whole.
///
/// # Errors
/// Where somebody else has changed it since it was read, and where the operating system refuses.
pub(super) fn write(ledger: &LedgerFile, steps: &Steps) -> Result<(), WriteError> {
    // A link stays, and its file is replaced.
    let place = fs::canonicalize(&ledger.place).unwrap_or_else(|_| ledger.place.clone());
    let same = match &ledger.before {
        Some(before) => tree::holds(&place, before.as_bytes()).unwrap_or(false),
        None => fs::symlink_metadata(&place).is_err(),
    };
    if !same {
        return Err(WriteError::LedgerChanged { place: ledger.place.clone() });
    }
    replace(&place, &ledger.text, steps)
}

/// Puts back what was there before, after a publication that failed; what cannot be put back promises more than is published,
/// and never less.
pub(super) fn put_back(ledger: &LedgerFile, steps: &Steps) {
    let place = fs::canonicalize(&ledger.place).unwrap_or_else(|_| ledger.place.clone());
    let _ = match &ledger.before {
        Some(before) => replace(&place, before, steps),
        None => fs::remove_file(&place).map_err(WriteError::disk("remove", &place)),
    };
}

fn replace(place: &Path, text: &str, steps: &Steps) -> Result<(), WriteError> {
    let mut name = OsString::from(".");
    name.push(place.file_name().unwrap_or_default());
    name.push(".minutebook-new");
    let new = place.with_file_name(name);
    steps.step()?;
    write_new(&new, text, place).map_err(WriteError::disk("write", place))?;
    steps.step()?;
    fs::rename(&new, place).map_err(WriteError::disk("write", place))
}

/// The new file, on the disk itself. One that a killed publication left is overwritten.
fn write_new(new: &Path, text: &str, old: &Path) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(new)?;
    if let Ok(data) = fs::metadata(old) {
        let _ = file.set_permissions(data.permissions());
    }
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
