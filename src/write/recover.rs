//! What a killed build left, made whole again; and how dotfiles follow their folder.

#![expect(clippy::disallowed_methods, reason = "part of the only writer")]

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::WriteError;
use super::place::{MARK, Place, STAGED};
use super::step::Steps;
use super::tree;

/// Ends what a killed build began: back to the old site where the new one was not published, forward where it was.
///
/// Every step leaves a state that this function itself understands, so that it may be killed too.
pub(super) fn recover(place: &Place, steps: &Steps) -> Result<(), WriteError> {
    let (out, site, old, next) = (&place.out, place.site(), place.old(), place.next());
    if next.exists() {
        // The folder that could not be renamed was being emptied; its dotfiles are in `next` already.
        tree::remove(out, steps)?;
        rename(&next, out, steps)?;
    }
    if old.exists() {
        if out.exists() && site.join(STAGED).exists() {
            // Killed between the two renames, and then something made the folder again.
            steps.step()?;
            fs::remove_dir(out).map_err(|_| WriteError::Stuck { out: place.shown.clone(), old: old.clone() })?;
        }
        retire(&old, place, steps)?;
    }
    if site.exists() {
        if site.join(STAGED).exists() {
            tree::discard(&site, &place.trash(), steps)?;
        } else {
            retire(&site, place, steps)?;
        }
    }
    finish(place, steps)?;
    tree::remove(&place.trash(), steps).map(|_| ())
}

/// An old site: back to its place where there is none, else its dotfiles to the new one and away with it.
fn retire(old: &Path, place: &Place, steps: &Steps) -> Result<(), WriteError> {
    if !place.out.exists() {
        return rename(old, &place.out, steps);
    }
    carry(old, &place.out, true, steps)?;
    tree::discard(old, &place.trash(), steps).map(|_| ())
}

/// Marks the published folder as published.
pub(super) fn finish(place: &Place, steps: &Steps) -> Result<(), WriteError> {
    let staged = place.out.join(STAGED);
    if fs::symlink_metadata(&staged).is_ok() { rename(&staged, &place.out.join(MARK), steps) } else { Ok(()) }
}

/// Moves the dotfiles at the top of `from` to `to`.
///
/// Right after an exchange (`late` false) those of `from` are the ones that count. After a killed build
/// (`late` true) somebody may have made new ones in the meantime: then both are kept, the older beside
/// the newer with `.minutebook-old` at the end of its name.
pub(super) fn carry(from: &Path, to: &Path, late: bool, steps: &Steps) -> Result<(), WriteError> {
    for entry in tree::entries(from)? {
        if entry.file_name().is_some_and(is_users) {
            carry_one(&entry, to, late, steps)?;
        }
    }
    Ok(())
}

/// Whether a name at the top of an output folder is the user's.
pub(super) fn is_users(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".") && name != MARK && name != STAGED
}

fn carry_one(entry: &Path, to: &Path, late: bool, steps: &Steps) -> Result<(), WriteError> {
    let Some(name) = entry.file_name() else { return Ok(()) };
    let there = to.join(name);
    let Ok(data) = fs::symlink_metadata(&there) else { return rename(entry, &there, steps) };
    let own = fs::symlink_metadata(entry).map_err(WriteError::disk("look at", entry))?;
    if own.is_dir() && data.is_dir() {
        for below in tree::entries(entry)? {
            carry_one(&below, &there, late, steps)?;
        }
        steps.step()?;
        return fs::remove_dir(entry).map_err(WriteError::disk("remove", entry));
    }
    let both_files = own.is_file() && data.is_file();
    if tree::one_file(&own, &data) || both_files && tree::same(entry, &there).unwrap_or(false) {
        steps.step()?;
        return fs::remove_file(entry).map_err(WriteError::disk("remove", entry));
    }
    if !late && !own.is_dir() && !data.is_dir() {
        return rename(entry, &there, steps);
    }
    rename(entry, &free_name(&there), steps)
}

/// A name beside `taken` that nothing has.
fn free_name(taken: &Path) -> PathBuf {
    let mut name = taken.as_os_str().to_owned();
    loop {
        name.push(".minutebook-old");
        let free = PathBuf::from(&name);
        if fs::symlink_metadata(&free).is_err() {
            return free;
        }
    }
}

/// Renames; where the source is gone already, somebody else did it.
pub(super) fn rename(from: &Path, to: &Path, steps: &Steps) -> Result<(), WriteError> {
    steps.step()?;
    match fs::rename(from, to) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(WriteError::disk("move", from)(error)),
        _ => Ok(()),
    }
}
