//! Which files a folder holds, sorted, without following a link out of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use super::problem::ReadProblem;

/// The file that marks a published folder: no content is in it, and a build may replace it.
pub const MARK: &str = ".minutebook";

/// The path of the ledger in [`Sources`](super::Sources).
pub const LEDGER: &str = "permalinks.txt";

/// The line of the mark that says that the site was held to a ledger.
pub const LEDGER_LINE: &str = "A permalinks.txt has its addresses: whoever builds it needs that file.\n";

/// A file that was found: its path below the folder, with `/`, and where it stands on disk.
pub(super) struct Found {
    pub path: String,
    pub place: PathBuf,
}

/// Walks `folder`, sorted by path. Dotfiles, editors' leavings (`~`, `.bak`, `#…#`), `Thumbs.db` and folders that a build
/// published (bare minutes have theirs among them) are passed over.
pub(super) fn walk(folder: &Path, prefix: &str) -> (Vec<Found>, Vec<ReadProblem>) {
    let (mut found, mut refused) = (Vec::new(), Vec::new());
    let home = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    let entries = walkdir::WalkDir::new(folder)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|e| e.depth() == 0 || !is_passed_over(&e.file_name().to_string_lossy()) && !is_published(e));
    let mut entries = entries.into_iter();
    while let Some(entry) = entries.next() {
        match entry {
            // A folder is told once, not each of its files.
            Ok(entry)
                if entry.file_type().is_dir() && entry.depth() > 0 && leads_out(entry.path(), &home, entry.path_is_symlink()) =>
            {
                entries.skip_current_dir();
                refused.push(ReadProblem::Refused {
                    path: below(entry.path(), folder, prefix),
                    why: "it is a link that leads out of the folder".to_owned(),
                    outside: true,
                });
            }
            Err(error) => refused.push(ReadProblem::Refused {
                path: error.path().map_or_else(|| prefix.to_owned(), |p| below(p, folder, prefix)),
                why: error.io_error().map_or_else(|| "the folder leads back into itself".to_owned(), plain_words),
                outside: error.loop_ancestor().is_some(),
            }),
            Ok(entry) if entry.file_type().is_file() => {
                let path = below(entry.path(), folder, prefix);
                if leads_out(entry.path(), &home, entry.path_is_symlink() || linked_above(&entry, folder)) {
                    refused.push(ReadProblem::Refused {
                        path,
                        why: "it is a link that leads out of the folder".to_owned(),
                        outside: true,
                    });
                } else {
                    found.push(Found { path, place: entry.path().to_path_buf() });
                }
            }
            Ok(entry) if !entry.file_type().is_dir() => refused.push(ReadProblem::Refused {
                path: below(entry.path(), folder, prefix),
                why: "it is neither a file nor a folder".to_owned(),
                outside: false,
            }),
            Ok(_) => {}
        }
    }
    compose(&mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    refused.sort();
    (found, refused)
}

/// Writes the letters of paths with their accents in one, as people type them: some disks take them apart. Of two that would then be one, each stays
/// as it is.
fn compose(found: &mut [Found]) {
    if found.iter().all(|file| file.path.is_ascii()) {
        return;
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let composed: Vec<String> = found.iter().map(|file| file.path.nfc().collect()).collect();
    composed.iter().for_each(|path| *counts.entry(path.clone()).or_default() += 1);
    for (file, path) in found.iter_mut().zip(composed) {
        if counts.get(&path) == Some(&1) {
            file.path = path;
        }
    }
}

/// Whether any folder between `folder` and the entry is a link. A metadata call for each folder would
/// cost as much as the walk, so only entries whose path differs from its canonical form are asked.
fn linked_above(entry: &walkdir::DirEntry, folder: &Path) -> bool {
    entry.path().ancestors().skip(1).take_while(|a| *a != folder).any(Path::is_symlink)
}

fn leads_out(path: &Path, home: &Path, linked: bool) -> bool {
    linked && !path.canonicalize().is_ok_and(|real| real.starts_with(home))
}

fn below(path: &Path, folder: &Path, prefix: &str) -> String {
    let parts: Vec<String> =
        path.strip_prefix(folder).unwrap_or(path).components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect();
    let path = parts.join("/");
    if prefix.is_empty() { path } else { format!("{prefix}/{path}") }
}

/// Whether a folder bears the mark of a published site.
fn is_published(entry: &walkdir::DirEntry) -> bool {
    entry.file_type().is_dir() && entry.path().join(MARK).exists()
}

fn is_passed_over(name: &str) -> bool {
    name.starts_with('.')
        || name.ends_with('~')
        || name.ends_with(".bak")
        || name.starts_with('#') && name.ends_with('#')
        || name == "Thumbs.db"
}

/// An operating system's error without its number.
pub(super) fn plain_words(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_lowercase()
}
