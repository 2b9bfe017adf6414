//! Earlier publications, kept beside the output so that one can be put back: `.NAME.minutebook-releases/1`, `2` and so on.
//!
//! A publication that is replaced is moved there whole, in one step; the oldest ones go. Its unchanged files are the same files as those of the
//! site (links), so that it takes little room. Only what has a list of its files is kept: another build left no promise of what it was.

#![expect(clippy::disallowed_methods, reason = "part of the only writer")]

use std::fs;
use std::path::{Path, PathBuf};

use super::error::WriteError;
use super::manifest::{MANIFEST, Manifest, ManifestFault};
use super::place::Place;
use super::step::Steps;
use super::tree;

/// A publication that was replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptRelease {
    /// Its number; later ones have greater numbers.
    pub number: u32,
    /// The folder with its files.
    pub folder: PathBuf,
}

/// A kept publication whose files are all as its list says: what a stage takes it back for. Only [`KeptRelease::verified`] makes one.
#[derive(Debug)]
pub struct VerifiedRelease {
    folder: PathBuf,
    manifest: Manifest,
}

impl KeptRelease {
    /// Returns the publications kept beside an output folder, the oldest first.
    pub fn beside(out: &Path) -> Vec<KeptRelease> {
        let folder = folder(&out.canonicalize().unwrap_or_else(|_| out.to_path_buf()));
        let numbered = |path: PathBuf| Some(KeptRelease { number: path.file_name()?.to_str()?.parse().ok()?, folder: path });
        let mut all: Vec<KeptRelease> = tree::entries(&folder).unwrap_or_default().into_iter().filter_map(numbered).collect();
        all.sort_by_key(|release| release.number);
        all
    }

    /// Holds every file against the list of the publication.
    ///
    /// # Errors
    /// What differs; without a list, or where files cannot be read, the list itself.
    pub fn verified(&self) -> Result<VerifiedRelease, Vec<ManifestFault>> {
        let unlisted = || vec![ManifestFault::Missing(MANIFEST.to_owned())];
        let manifest = Manifest::of_folder(&self.folder).ok_or_else(unlisted)?;
        match manifest.faults(&self.folder) {
            Ok(faults) if faults.is_empty() => Ok(VerifiedRelease { folder: self.folder.clone(), manifest }),
            Ok(faults) => Err(faults),
            Err(_) => Err(unlisted()),
        }
    }
}

impl VerifiedRelease {
    /// Its list.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The paths of its files, its list among them.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.manifest.files.keys().map(String::as_str).chain([MANIFEST])
    }

    /// The file on disk at one of its paths.
    pub fn place(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }
}

/// Keeps a site that was replaced, and no more than `keep` in all; returns false where it has no list of its files.
pub(super) fn keep_release(place: &Place, old: &Path, keep: usize, steps: &Steps) -> Result<bool, WriteError> {
    if keep == 0 || !old.join(MANIFEST).is_file() {
        return Ok(false);
    }
    let folder = folder(&place.out);
    fs::create_dir_all(&folder).map_err(WriteError::disk("make the folder", &folder))?;
    let all = KeptRelease::beside(&place.out);
    let number = all.last().map_or(1, |last| last.number.saturating_add(1));
    steps.step()?;
    let to = folder.join(number.to_string());
    fs::rename(old, &to).map_err(WriteError::disk("keep the release in", &to))?;
    let gone = (all.len() + 1).saturating_sub(keep);
    for release in all.iter().take(gone) {
        tree::discard(&release.folder, &place.trash(), steps)?;
    }
    Ok(true)
}

fn folder(out: &Path) -> PathBuf {
    let name = out.file_name().unwrap_or_default().to_string_lossy().into_owned();
    out.with_file_name(format!(".{name}.minutebook-releases"))
}
