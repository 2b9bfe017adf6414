//! Files that must not be there yet (a new site, a new meeting), and those that replace the ones of their names (manual pages).

#![expect(clippy::disallowed_methods, reason = "part of the only writer")]

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use super::error::WriteError;

/// Writes files below a folder, which is made; none where any of them is there already.
///
/// Paths have `/` and are the program's own.
///
/// # Errors
/// [`WriteError::Exists`] with all that are there, before anything is written. Where the operating
/// system refuses, what had been written is removed again.
pub fn new_files(folder: &Path, files: &[(impl AsRef<str>, impl AsRef<[u8]>)]) -> Result<(), WriteError> {
    let there: Vec<_> =
        files.iter().map(|(path, _)| folder.join(path.as_ref())).filter(|p| fs::symlink_metadata(p).is_ok()).collect();
    if !there.is_empty() {
        return Err(WriteError::Exists { paths: there });
    }
    for (done, (path, bytes)) in files.iter().enumerate() {
        if let Err(error) = write_new(&folder.join(path.as_ref()), bytes.as_ref()) {
            for (path, _) in files.iter().take(done) {
                let _ = fs::remove_file(folder.join(path.as_ref()));
            }
            return Err(error);
        }
    }
    Ok(())
}

/// Writes files that the program makes of itself, each in one step, in place of those of the same names.
///
/// # Errors
/// Where the operating system refuses; the files before that one are written.
pub fn renewed_files(folder: &Path, files: &[(impl AsRef<str>, impl AsRef<[u8]>)]) -> Result<(), WriteError> {
    for (path, bytes) in files {
        let path = folder.join(path.as_ref());
        let mut beside = path.clone().into_os_string();
        beside.push(".new");
        let beside = std::path::PathBuf::from(beside);
        write_new(&beside, bytes.as_ref())?;
        if let Err(error) = fs::rename(&beside, &path) {
            let _ = fs::remove_file(&beside);
            return Err(WriteError::disk("write", &path)(error));
        }
    }
    Ok(())
}

fn write_new(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    if let Some(above) = path.parent() {
        fs::create_dir_all(above).map_err(WriteError::disk("make the folder", above))?;
    }
    let mut file = match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            return Err(WriteError::Exists { paths: vec![path.to_path_buf()] });
        }
        Err(error) => return Err(WriteError::disk("write", path)(error)),
    };
    if let Err(error) = file.write_all(bytes) {
        let _ = fs::remove_file(path);
        return Err(WriteError::disk("write", path)(error));
    }
    Ok(())
}
