//! The list of all files of a publication, each with its size and its SHA-256: what a folder is held against, here or anywhere, without the
//! program's other promises.

#![expect(clippy::disallowed_methods, reason = "part of the only writer, which reads what it wrote")]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::place::MARK;

/// The name of the list, at the top of what is published.
pub const MANIFEST: &str = "manifest.json";
/// The version of its form.
const FORMAT: u32 = 1;

/// The files of a publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    format: u32,
    /// The readers: `public` or `internal`.
    pub edition: String,
    /// The reference date.
    pub as_of: String,
    /// By path below the site; without this list itself, and without the dotfiles at the top, which are their owner's.
    pub files: BTreeMap<String, ManifestFile>,
}

/// A file of a publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestFile {
    /// Its size.
    pub bytes: u64,
    /// SHA-256, 64 digits.
    pub sha256: String,
}

/// A file of which a folder and its list say different things.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ManifestFault {
    /// It is listed and not there.
    Missing(String),
    /// It is there with other bytes.
    Changed(String),
    /// It is there and not listed.
    Added(String),
}

impl ManifestFile {
    /// For bytes.
    pub fn of(bytes: &[u8]) -> ManifestFile {
        ManifestFile { bytes: bytes.len() as u64, sha256: digits(&Sha256::digest(bytes)) }
    }

    /// For a file on disk.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub(super) fn read(path: &Path) -> io::Result<ManifestFile> {
        let (mut file, mut digest, mut size) = (File::open(path)?, Sha256::new(), 0);
        let mut buffer = vec![0; 1 << 16];
        loop {
            let n = file.read(&mut buffer)?;
            if n == 0 {
                return Ok(ManifestFile { bytes: size, sha256: digits(&digest.finalize()) });
            }
            size += n as u64;
            digest.update(buffer.get(..n).unwrap_or(&[]));
        }
    }
}

impl Manifest {
    /// A list of these files.
    pub fn new(edition: &str, as_of: String, files: BTreeMap<String, ManifestFile>) -> Manifest {
        Manifest { format: FORMAT, edition: edition.to_owned(), as_of, files }
    }

    /// Returns the list as it is published: JSON, a line for each file.
    pub fn to_json(&self) -> Vec<u8> {
        let text = |value: &str| serde_json::Value::from(value).to_string();
        let lines: Vec<String> = self
            .files
            .iter()
            .map(|(path, file)| format!("{}: {{\"bytes\": {}, \"sha256\": \"{}\"}}", text(path), file.bytes, file.sha256))
            .collect();
        format!(
            "{{\"format\": {FORMAT}, \"edition\": {}, \"as_of\": {}, \"files\": {{\n{}\n}}}}\n",
            text(&self.edition),
            text(&self.as_of),
            lines.join(",\n")
        )
        .into_bytes()
    }

    /// Reads the list of a folder; `None` where there is none that can be read.
    pub fn of_folder(folder: &Path) -> Option<Manifest> {
        let manifest: Manifest = serde_json::from_slice(&fs::read(folder.join(MANIFEST)).ok()?).ok()?;
        (manifest.format == FORMAT).then_some(manifest)
    }

    /// Returns what a folder does not have as the list says, sorted. Every file is read.
    ///
    /// # Errors
    /// Where the folder or a file in it cannot be read.
    pub fn faults(&self, folder: &Path) -> io::Result<Vec<ManifestFault>> {
        let mut faults = Vec::new();
        let mut there = BTreeMap::new();
        list(folder, "", &mut there)?;
        for (path, listed) in &self.files {
            match there.remove(path) {
                None => faults.push(ManifestFault::Missing(path.clone())),
                Some(size) if size != listed.bytes || ManifestFile::read(&folder.join(path))? != *listed => {
                    faults.push(ManifestFault::Changed(path.clone()));
                }
                Some(_) => {}
            }
        }
        faults.extend(there.into_keys().filter(|path| path != MANIFEST).map(ManifestFault::Added));
        faults.sort();
        Ok(faults)
    }
}

/// The sizes of all files below a folder but the dotfiles at its top.
fn list(folder: &Path, prefix: &str, files: &mut BTreeMap<String, u64>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if prefix.is_empty() && (name.starts_with('.') || name == MARK) {
            continue;
        }
        let path = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &format!("{path}/"), files)?;
        } else {
            files.insert(path, entry.metadata()?.len());
        }
    }
    Ok(())
}

fn digits(bytes: &[u8]) -> String {
    crate::source::hex(bytes)
}
