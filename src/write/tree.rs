//! Folders as trees: comparing, copying and removing them.

#![expect(clippy::disallowed_methods, reason = "part of the only writer")]

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::error::WriteError;
use super::step::Steps;

/// Removes a folder and all below it; says how many files there were. No folder is no error.
///
/// # Errors
/// At the first file or folder that cannot be removed; the rest stays for the next try.
pub(super) fn remove(folder: &Path, steps: &Steps) -> Result<u64, WriteError> {
    let failed = |place: &Path, error| WriteError::disk("remove", place)(error);
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(failed(folder, error)),
    };
    let (mut files, mut folders) = (0, Vec::new());
    for entry in entries {
        let entry = entry.map_err(|e| failed(folder, e))?;
        let path = entry.path();
        if entry.file_type().map_err(|e| failed(&path, e))?.is_dir() {
            folders.push(path);
        } else {
            steps.step()?;
            fs::remove_file(&path).map_err(|e| failed(&path, e))?;
            files += 1;
        }
    }
    // A test counts its steps in one order.
    files += if cfg!(test) {
        folders.iter().map(|f| remove(f, steps)).sum::<Result<u64, WriteError>>()?
    } else {
        folders.par_iter().map(|f| remove(f, steps)).sum::<Result<u64, WriteError>>()?
    };
    steps.step()?;
    fs::remove_dir(folder).map_err(|e| failed(folder, e))?;
    Ok(files)
}

/// Counts the files below a folder.
///
/// # Errors
/// Where a folder cannot be looked into.
pub(super) fn count(folder: &Path) -> Result<u64, WriteError> {
    let mut files = 0;
    for path in entries(folder)? {
        let is_folder = fs::symlink_metadata(&path).map_err(WriteError::disk("look at", &path))?.is_dir();
        files += if is_folder { count(&path)? } else { 1 };
    }
    Ok(files)
}

/// Removes a folder so that no half of it is ever taken for a whole: it is renamed to `trash` first.
pub(super) fn discard(folder: &Path, trash: &Path, steps: &Steps) -> Result<u64, WriteError> {
    remove(trash, steps)?;
    steps.step()?;
    match fs::rename(folder, trash) {
        Ok(()) => remove(trash, steps),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(WriteError::disk("move away", folder)(error)),
    }
}

/// Copies a file, a link or a folder with all below it. Nothing may stand at `to`.
pub(super) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let data = fs::symlink_metadata(from)?;
    if data.is_dir() {
        fs::create_dir(to)?;
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            copy(&entry.path(), &to.join(entry.file_name()))?;
        }
        fs::set_permissions(to, data.permissions())
    } else if data.is_symlink() {
        copy_link(&fs::read_link(from)?, to)
    } else {
        fs::copy(from, to).map(|_| ())
    }
}

#[cfg(unix)]
fn copy_link(target: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, to)
}

#[cfg(not(unix))]
fn copy_link(target: &Path, _: &Path) -> io::Result<()> {
    Err(io::Error::new(io::ErrorKind::Unsupported, format!("`{}` is reached by a link", target.display())))
}

/// The entries of a folder, sorted by name; none where it does not exist.
pub(super) fn entries(folder: &Path) -> Result<Vec<PathBuf>, WriteError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(WriteError::disk("look into", folder)(error)),
    };
    let mut all = entries
        .map(|e| e.map(|e| e.path()))
        .collect::<io::Result<Vec<PathBuf>>>()
        .map_err(WriteError::disk("look into", folder))?;
    all.sort();
    Ok(all)
}

/// Whether a file holds exactly these bytes.
pub(super) fn holds(file: &Path, bytes: &[u8]) -> io::Result<bool> {
    equal(&mut File::open(file)?, &mut &*bytes, bytes.len() as u64)
}

/// Whether two files hold the same bytes.
pub(super) fn same(a: &Path, b: &Path) -> io::Result<bool> {
    let (mut a, mut b) = (File::open(a)?, File::open(b)?);
    let size = a.metadata()?.len();
    if size != b.metadata()?.len() {
        return Ok(false);
    }
    equal(&mut a, &mut b, size)
}

/// Compares in pieces, so that an attachment of a gigabyte does not take two of memory.
fn equal(a: &mut impl Read, b: &mut impl Read, size: u64) -> io::Result<bool> {
    let room = usize::try_from(size.clamp(1, 1 << 16)).unwrap_or(1 << 16);
    let (mut left, mut right) = (vec![0; room], vec![0; room]);
    loop {
        let n = fill(a, &mut left)?;
        let m = fill(b, &mut right)?;
        if left.get(..n) != right.get(..m) {
            return Ok(false);
        }
        if n < room {
            return Ok(true);
        }
    }
}

/// Reads until the buffer is full or the end is reached.
fn fill(from: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut have = 0;
    while let Some(rest) = buffer.get_mut(have..).filter(|r| !r.is_empty()) {
        match from.read(rest) {
            Ok(0) => break,
            Ok(n) => have += n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(have)
}

/// Whether two paths are one file.
#[cfg(unix)]
pub(super) fn one_file(a: &fs::Metadata, b: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

/// Whether two paths are one file: not known here, so that the bytes decide.
#[cfg(not(unix))]
pub(super) fn one_file(_: &fs::Metadata, _: &fs::Metadata) -> bool {
    false
}
