//! Writes what a build learnt of attached files, for the next one. See [`crate::source::Known`].

#![expect(clippy::disallowed_methods, reason = "part of the only writer")]

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use crate::source::Learnt;

/// Writes the new parts and removes those that are of no more use. Every file appears whole.
///
/// # Errors
/// Where the operating system refuses. Nothing depends on what is written here: a caller may pass over the error.
pub fn keep(learnt: &Learnt) -> io::Result<()> {
    let folder = &learnt.folder;
    make_private(folder)?;
    // The folder may lie in a repository, which is to know nothing of it.
    put(folder, ".gitignore", b"*\n")?;
    for (name, bytes) in &learnt.files {
        put(folder, name, bytes)?;
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let used = name.to_str().is_some_and(|n| n == ".gitignore" || learnt.used.contains(n));
        if !used && entry.file_type()?.is_file() {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Writes one part at once, sealed as [`crate::source::Known`] reads it.
///
/// # Errors
/// As [`keep`].
pub fn keep_part(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    make_private(folder)?;
    let staged = folder.join(format!(".{name}.{}", std::process::id()));
    let mut file = fs::File::create(&staged)?;
    file.write_all(blake3::hash(bytes).as_bytes())?;
    file.write_all(bytes)?;
    drop(file);
    fs::rename(&staged, folder.join(name))
}

/// Makes a folder that its owner alone may look into, and the one above it.
fn make_private(folder: &Path) -> io::Result<()> {
    for folder in folder.parent().into_iter().chain([folder]) {
        match fs::symlink_metadata(folder) {
            Ok(data) if data.is_dir() => continue,
            Ok(_) => return Err(io::ErrorKind::NotADirectory.into()),
            Err(_) => fs::create_dir_all(folder)?,
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
        }
    }
    Ok(())
}

fn put(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let to = folder.join(name);
    if fs::metadata(&to).is_ok_and(|m| m.len() == bytes.len() as u64) && fs::read(&to).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    let staged = folder.join(format!(".{name}.{}", std::process::id()));
    fs::write(&staged, bytes)?;
    fs::rename(&staged, &to)
}
