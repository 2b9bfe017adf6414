//! Reads what was found: text whole, everything else only as far as its size and hash.

#![expect(clippy::disallowed_methods, reason = "part of the only reader")]

use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::bytes::{BadBytes, decoded};
use super::hex::hex;
use super::known::{Hashes, Known};
use super::problem::ReadProblem;
use super::walk::{Found, LEDGER, plain_words, walk};
use super::{Content, SourceFile, Sources};
use crate::record::FileId;

/// Endings of the files that are read as text.
const TEXT: [&str; 8] = ["md", "markdown", "toml", "yaml", "yml", "csv", "txt", "json"];

/// A text file past this many bytes is refused: no minutes are that long, reading takes several times its size of memory, and a `Span` and
/// a `TextRange` have 32 bits for a place.
const TEXT_LIMIT: u64 = 128 << 20;

/// A content folder without which nothing can be done.
#[derive(Debug)]
pub enum ReadError {
    /// It is not there, or it cannot be opened.
    Unreadable {
        /// The folder.
        path: PathBuf,
        /// The reason.
        why: String,
    },
    /// No file in it is content.
    NoContent {
        /// The folder.
        path: PathBuf,
        /// How many files of each format are in it, by their ending: none of them is read.
        formats: BTreeMap<String, usize>,
    },
}

impl ReadError {
    /// Returns what the user can do; `command` is the one that was typed.
    pub fn remedy(&self, command: &str) -> String {
        let name = format!("name the folder with the minutes: minutebook {command} --content FOLDER");
        match self {
            ReadError::Unreadable { .. } => name,
            ReadError::NoContent { formats, .. } if formats.is_empty() => {
                format!("start a site with `minutebook init NAME`, or {name}")
            }
            ReadError::NoContent { .. } => format!(
                "start a site with `minutebook init NAME`, make Markdown of minutes with `minutebook import FILE… --to FOLDER`, or {name}"
            ),
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::Unreadable { path, why } => write!(f, "{}: {why}", path.display()),
            ReadError::NoContent { path, formats } if formats.is_empty() => {
                write!(f, "there is no content in `{}`", path.display())
            }
            ReadError::NoContent { path, formats } => {
                let counted = formats.iter().map(|(ending, count)| format!("{count} `.{ending}`")).collect::<Vec<_>>().join(", ");
                write!(
                    f,
                    "there is no content in `{}`: of its files ({counted}) none is Markdown or data of a site",
                    path.display()
                )
            }
        }
    }
}

/// Reads `site.toml` (where there is one), the content folder and nothing else. `known` has the hashes of files that
/// did not change since they were taken.
///
/// Paths are below the site's folder: `site.toml`, `content/…`, however the folders are named on disk.
///
/// # Errors
/// Where the content folder itself is not there or cannot be opened. A single file that cannot be
/// read is a problem of its own.
pub fn read_site(
    settings: Option<&Path>,
    ledger: Option<&Path>,
    content: &Path,
    known: &Known,
) -> Result<(Sources, Vec<ReadProblem>), ReadError> {
    if !content.is_dir() {
        return Err(ReadError::Unreadable { path: content.to_path_buf(), why: "there is no such folder".to_owned() });
    }
    let (mut found, refused) = walk(content, "content");
    for (name, place) in [(LEDGER, ledger), ("site.toml", settings)] {
        if let Some(place) = place {
            // A content folder may hold its own settings: they are no content.
            if place.parent() == Some(content) {
                found.retain(|f| f.path != format!("content/{name}"));
            }
            found.push(Found { path: name.to_owned(), place: place.to_path_buf() });
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    let read: Vec<Result<SourceFile, ReadProblem>> = found.par_iter().map(|f| read_one(f, known)).collect();
    let (mut sources, mut failed) = (Sources::default(), refused);
    for (file, found) in read.into_iter().zip(found) {
        match file {
            Ok(file) => {
                sources.files.push(file);
                sources.places.push(found.place);
            }
            Err(refusal) => failed.push(refusal),
        }
    }
    let mut problems = not_utf8(&sources);
    if settings.is_none() {
        read_in_other_encodings(&mut sources, &mut problems);
    }
    problems.extend(failed);
    Ok((sources, problems))
}

fn not_utf8(sources: &Sources) -> Vec<ReadProblem> {
    let bad = |(id, file): (FileId, &SourceFile)| match &file.content {
        Content::NotUtf8(bad) => Some(ReadProblem::NotUtf8(id, bad.clone())),
        _ => None,
    };
    sources.iter().filter_map(bad).collect()
}

/// Takes what is not UTF-8 in the likeliest other encoding: a bare folder has no author to ask.
fn read_in_other_encodings(sources: &mut Sources, problems: &mut Vec<ReadProblem>) {
    for (n, file) in sources.files.iter_mut().enumerate() {
        let is_bad = matches!(file.content, Content::NotUtf8(_));
        let bytes = match (&file.content, sources.places.get(n)) {
            (Content::NotUtf8(_), Some(place)) => std::fs::read(place).unwrap_or_default(),
            (Content::Text(text), _) if text.as_bytes().iter().take(2).any(|b| *b == 0) => text.as_bytes().to_vec(),
            _ => continue,
        };
        let Some(text) = decoded(&bytes) else { continue };
        file.content = Content::Text(text.into());
        if !is_bad {
            problems.push(ReadProblem::Utf16(FileId(u32::try_from(n).unwrap_or(u32::MAX))));
        }
    }
}

/// Whether a file is one, and no link to one.
pub(super) fn is_alone(place: &Path) -> bool {
    place.symlink_metadata().is_ok_and(|data| data.is_file())
}

pub(super) fn read_one(found: &Found, known: &Known) -> Result<SourceFile, ReadProblem> {
    let refuse = |e: &std::io::Error| ReadProblem::Refused { path: found.path.clone(), why: plain_words(e), outside: false };
    let extension = found.path.rsplit('/').next().and_then(|n| n.rsplit_once('.')).map(|(_, e)| e.to_lowercase());
    let is_text = extension.as_deref().is_some_and(|e| TEXT.contains(&e));
    let file = File::open(&found.place).map_err(|e| refuse(&e))?;
    let data = file.metadata().map_err(|e| refuse(&e))?;
    let size = data.len();
    let path: Arc<str> = found.path.as_str().into();
    if is_text && size > TEXT_LIMIT {
        return Err(ReadProblem::TooLong { path: found.path.clone() });
    }
    if !is_text {
        let hashes = match known.hashes(&path, &data) {
            Some(hashes) => hashes,
            None => {
                let hashes = hash_through(file).map_err(|e| refuse(&e))?;
                known.learn(&path, &data, &hashes);
                hashes
            }
        };
        let Hashes { hash, sha256 } = hashes;
        return Ok(SourceFile { path, content: Content::Binary { size, sha256: sha256.into() }, hash });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
    let mut file = file;
    file.read_to_end(&mut bytes).map_err(|e| refuse(&e))?;
    let hash = *blake3::hash(&bytes).as_bytes();
    let content = match String::from_utf8(bytes) {
        Ok(text) => Content::Text(text.into()),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            Content::NotUtf8(Box::new(BadBytes::new(error.as_bytes(), at)))
        }
    };
    Ok(SourceFile { path, content, hash })
}

/// BLAKE3 and SHA-256 of a file, read once in pieces.
fn hash_through(mut file: File) -> std::io::Result<Hashes> {
    let (mut blake, mut sha) = (blake3::Hasher::new(), Sha256::new());
    let mut buffer = vec![0; 1 << 16];
    loop {
        let n = file.read(&mut buffer)?;
        if n == 0 {
            break;
        }
        blake.update(&buffer[..n]);
        sha.update(&buffer[..n]);
    }
    Ok(Hashes { hash: *blake.finalize().as_bytes(), sha256: hex(&sha.finalize()).into() })
}

/// The bytes of one file that was not kept in memory, for what must look inside (`import`) or copy it.
///
/// # Errors
/// Where it cannot be read any more.
pub fn read_bytes(sources: &Sources, file: FileId) -> std::io::Result<Vec<u8>> {
    match sources.files.get(file.0 as usize).map(|f| &f.content) {
        Some(Content::Text(text)) => Ok(text.as_bytes().to_vec()),
        Some(Content::LeftOut) => Err(std::io::ErrorKind::NotFound.into()),
        _ => match sources.places.get(file.0 as usize) {
            Some(place) => std::fs::read(place),
            None => Err(std::io::ErrorKind::NotFound.into()),
        },
    }
}

/// The bytes of a file of a built site, by its path below the site's folder; `None` where there is none that can be read.
pub fn read_built(folder: &Path, path: &str) -> Option<Vec<u8>> {
    std::fs::read(folder.join(path)).ok()
}

/// The names of the folders in a folder, sorted; empty where there is none.
pub fn folder_names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// The files of a theme folder (templates, assets, messages) with their bytes, by path below it; empty where there is none.
pub fn read_theme(folder: &Path) -> Vec<(String, Vec<u8>)> {
    if !folder.is_dir() {
        return Vec::new();
    }
    let (found, _) = walk(folder, "");
    found.into_iter().filter_map(|f| std::fs::read(&f.place).ok().map(|bytes| (f.path, bytes))).collect()
}
