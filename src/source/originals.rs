//! Files that are to be imported: minutes in other formats, wherever they are.

#![expect(clippy::disallowed_methods, reason = "part of the only reader")]

use std::io::Read;
use std::path::{Path, PathBuf};

use super::problem::ReadProblem;
use super::read::ReadError;
use super::walk::{plain_words, walk};

/// A file past this many bytes is not imported.
pub const LONGEST_ORIGINAL: u64 = 128 << 20;

/// A file that is to be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginalFile {
    /// Its path as it was typed; in a folder, its path below it.
    pub name: String,
    /// Its place on disk.
    pub place: PathBuf,
}

/// Finds the files that were typed, and those of the folders that were typed, each once, in the order of their names.
///
/// # Errors
/// Where something that was typed is not there.
pub fn find_originals(typed: &[PathBuf]) -> Result<(Vec<OriginalFile>, Vec<ReadProblem>), ReadError> {
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for path in typed {
        if path.is_dir() {
            let (found, refused) = walk(path, "");
            // `~$` is what Word leaves beside a file that is open.
            let found = found.into_iter().filter(|f| !f.path.rsplit('/').next().unwrap_or("").starts_with("~$"));
            files.extend(found.map(|f| OriginalFile { name: f.path, place: f.place }));
            problems.extend(refused);
        } else if path.exists() {
            files.push(OriginalFile { name: path.to_string_lossy().into_owned(), place: path.clone() });
        } else {
            return Err(ReadError::Unreadable { path: path.clone(), why: "there is no such file".to_owned() });
        }
    }
    files.sort_by(|a, b| (&a.name, &a.place).cmp(&(&b.name, &b.place)));
    files.dedup_by(|a, b| a.place == b.place);
    Ok((files, problems))
}

/// Reads a file that is to be imported; `None` where it is longer than [`LONGEST_ORIGINAL`].
///
/// # Errors
/// The reason in plain words.
pub fn read_original(file: &OriginalFile) -> Result<Option<Vec<u8>>, String> {
    let read = || -> std::io::Result<Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        std::fs::File::open(&file.place)?.take(LONGEST_ORIGINAL + 1).read_to_end(&mut bytes)?;
        Ok((bytes.len() as u64 <= LONGEST_ORIGINAL).then_some(bytes))
    };
    read().map_err(|error| plain_words(&error))
}

/// Reads what an earlier import wrote, and perhaps somebody edited; `None` where nothing is there.
pub fn read_written(folder: &Path, path: &str) -> Option<Vec<u8>> {
    std::fs::read(folder.join(path)).ok()
}
