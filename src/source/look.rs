//! How files look from outside, by which a build knows without reading them that they are as they were.

#![expect(clippy::disallowed_methods, reason = "part of the only reader")]

use std::fs::Metadata;
use std::path::Path;

use rayon::prelude::*;

use super::walk::MARK;

/// The size, inode and times of change of a file, the times in nanoseconds. Programs may set the first time, and only the system the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) size: u64,
    pub(super) inode: u64,
    pub(super) modified: i128,
    pub(super) changed: i128,
}

#[cfg(unix)]
impl Look {
    pub(super) fn of(data: &Metadata) -> Option<Look> {
        use std::os::unix::fs::MetadataExt;
        let nanoseconds = |seconds: i64, rest: i64| i128::from(seconds) * 1_000_000_000 + i128::from(rest);
        Some(Look {
            size: data.size(),
            inode: data.ino(),
            modified: nanoseconds(data.mtime(), data.mtime_nsec()),
            changed: nanoseconds(data.ctime(), data.ctime_nsec()),
        })
    }
}

#[cfg(not(unix))]
impl Look {
    /// Where no time says that a file was changed but the one that programs may set, every file is read.
    pub(super) fn of(_: &Metadata) -> Option<Look> {
        None
    }
}

impl Look {
    fn add_to(&self, digest: &mut blake3::Hasher) {
        digest.update(&self.size.to_le_bytes()).update(&self.inode.to_le_bytes());
        digest.update(&self.modified.to_le_bytes()).update(&self.changed.to_le_bytes());
    }
}

/// Digests how every file of an output folder looks: another digest, or none, means that somebody changed, added or removed one. The dotfiles
/// at its top are its owner's, but for the mark. `None` where it cannot be looked through, and on systems whose files do not show a change.
pub fn folder_look(folder: &Path) -> Option<[u8; 32]> {
    look_below(folder, true)
}

fn look_below(folder: &Path, is_top: bool) -> Option<[u8; 32]> {
    let mut entries = std::fs::read_dir(folder).ok()?.collect::<Result<Vec<_>, _>>().ok()?;
    entries.retain(|entry| {
        let name = entry.file_name();
        !is_top || name == MARK || !name.as_encoded_bytes().starts_with(b".")
    });
    entries.sort_by_key(std::fs::DirEntry::file_name);
    let looks: Option<Vec<[u8; 32]>> = entries.par_iter().with_min_len(16).map(look_of_entry).collect();
    let mut digest = blake3::Hasher::new();
    for (entry, look) in entries.iter().zip(looks?) {
        let name = entry.file_name();
        digest.update(name.as_encoded_bytes()).update(&[0]).update(&look);
    }
    Some(*digest.finalize().as_bytes())
}

fn look_of_entry(entry: &std::fs::DirEntry) -> Option<[u8; 32]> {
    if entry.file_type().ok()?.is_dir() {
        return look_below(&entry.path(), false);
    }
    let mut digest = blake3::Hasher::new();
    Look::of(&entry.metadata().ok()?)?.add_to(&mut digest);
    Some(*digest.finalize().as_bytes())
}

/// Digests how the running program looks, so that what one made is not taken for the work of another. `None` where it cannot be found.
pub fn program_look() -> Option<[u8; 32]> {
    let mut digest = blake3::Hasher::new();
    Look::of(&std::env::current_exe().ok()?.metadata().ok()?)?.add_to(&mut digest);
    Some(*digest.finalize().as_bytes())
}
