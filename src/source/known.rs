//! What was learnt of attached files before, so that no build learns it twice.
//!
//! Two things are kept, in a hidden folder of the site: the hashes of files whose size, place and times are as
//! they were, and what was read out of a file, by the hash of what it holds. Everything in it can be learnt again:
//! the folder may be deleted at any time, a damaged part of it is not believed, and no output depends on it.
//! It is read here; `write` alone writes it ([`crate::write::keep`]).

#![expect(clippy::disallowed_methods, reason = "part of the only reader")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs::Metadata;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use super::hex::hex;
use super::look::Look;

/// The table of hashes, in the folder.
const TABLE: &str = "files";
/// The first line of the table; another version is not read.
const HEAD: &str = "minutebook files 1";

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hashes {
    /// BLAKE3.
    pub(super) hash: [u8; 32],
    /// SHA-256 in hexadecimal.
    pub(super) sha256: Box<str>,
}

/// What was learnt before, and what was learnt now.
#[derive(Debug, Default)]
pub struct Known {
    folder: Option<PathBuf>,
    /// When this build began; files that changed just before may change again unseen.
    began: Option<SystemTime>,
    before: BTreeMap<Box<str>, (Look, Hashes)>,
    now: Mutex<BTreeMap<Box<str>, (Look, Hashes)>>,
    /// Parts that were asked for or made; those with bytes are new.
    parts: Mutex<BTreeMap<Box<str>, Option<Box<[u8]>>>>,
    /// A part was written already.
    wrote: AtomicBool,
}

/// What is to be written: the table, the new parts, and the names of all that are still of use.
#[derive(Debug)]
pub struct Learnt {
    /// The folder.
    pub folder: PathBuf,
    /// Files to write, by name: new parts, and the table where it differs.
    pub files: BTreeMap<Box<str>, Box<[u8]>>,
    /// Files to leave as they are.
    pub used: BTreeSet<Box<str>>,
}

impl Known {
    /// Opens the folder; `began` is the time of the machine's clock. A folder that is not there, or is damaged, is an empty one.
    ///
    /// Neither the folder nor the one above it may be a link: what is kept there is private, and a link may lead anywhere.
    pub fn open(folder: &Path, began: SystemTime) -> Known {
        let is_link = |path: &Path| std::fs::symlink_metadata(path).is_ok_and(|data| !data.is_dir());
        if is_link(folder) || folder.parent().is_some_and(is_link) {
            return Known::default();
        }
        let text = std::fs::read_to_string(folder.join(TABLE)).unwrap_or_default();
        Known { folder: Some(folder.to_path_buf()), began: Some(began), before: table(&text), ..Known::default() }
    }

    /// The hashes of a file that looks as it did when they were taken.
    pub(super) fn hashes(&self, path: &str, data: &Metadata) -> Option<Hashes> {
        let look = Look::of(data)?;
        let mut now = lock(&self.now);
        // A program that builds again and again has learnt some itself.
        let found = now.get(path).or_else(|| self.before.get(path)).filter(|(was, _)| *was == look)?.clone();
        let hashes = found.1.clone();
        now.insert(path.into(), found);
        Some(hashes)
    }

    /// Remembers the hashes of a file, unless it changed so lately that its times might not show the next change.
    pub(super) fn learn(&self, path: &str, data: &Metadata, hashes: &Hashes) {
        let (Some(look), Some(began)) = (Look::of(data), self.began) else { return };
        let began = began.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |d| d.as_nanos() as i128);
        // Times in whole seconds are those of a coarse file system.
        let coarse = look.modified % 1_000_000_000 == 0;
        let grain = if coarse { 2_000_000_000 } else { 20_000_000 };
        if look.modified.max(look.changed) + grain < began {
            lock(&self.now).insert(path.into(), (look, hashes.clone()));
        }
    }

    /// A part by its name, where it is known and whole.
    pub fn part(&self, name: &str) -> Option<Vec<u8>> {
        if let Some(Some(bytes)) = lock(&self.parts).get(name) {
            return Some(bytes.to_vec());
        }
        let mut file = std::fs::File::open(self.folder.as_ref()?.join(name)).ok()?;
        let (mut seal, mut bytes) = ([0; 32], Vec::new());
        file.read_exact(&mut seal).ok()?;
        file.read_to_end(&mut bytes).ok()?;
        if seal != *blake3::hash(&bytes).as_bytes() {
            return None;
        }
        lock(&self.parts).insert(name.into(), None);
        Some(bytes)
    }

    /// The folder, for who writes a part at once: an index is too large to be held until the end of a build.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// Notes that a part was written, and is of use.
    pub fn mark(&self, name: &str) {
        lock(&self.parts).insert(name.into(), None);
        self.wrote.store(true, Ordering::Relaxed);
    }

    /// Remembers a part under a name (letters, digits and hyphens).
    pub fn add(&self, name: &str, bytes: Vec<u8>) {
        lock(&self.parts).insert(name.into(), Some(bytes.into()));
    }

    /// What is to be written after a build. Nothing where nothing was learnt and nothing is kept.
    pub fn learnt(&self) -> Option<Learnt> {
        let folder = self.folder.clone()?;
        let (now, parts) = (lock(&self.now), lock(&self.parts));
        let mut files = BTreeMap::new();
        let mut used: BTreeSet<Box<str>> = parts.keys().cloned().collect();
        for (name, bytes) in parts.iter() {
            if let Some(bytes) = bytes {
                files.insert(name.clone(), [blake3::hash(bytes).as_bytes(), &**bytes].concat().into());
            }
        }
        used.insert(TABLE.into());
        if *now != self.before {
            files.insert(TABLE.into(), written(&now).into_bytes().into());
        }
        (!files.is_empty() || self.wrote.load(Ordering::Relaxed)).then_some(Learnt { folder, files, used })
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A line for each file, sealed by its last: `size inode modified changed blake3 sha256 path`.
fn written(all: &BTreeMap<Box<str>, (Look, Hashes)>) -> String {
    let mut out = format!("{HEAD}\n");
    for (path, (look, hashes)) in all {
        let Look { size, inode, modified, changed } = look;
        let _ = writeln!(out, "{size} {inode} {modified} {changed} {} {} {path}", hex(&hashes.hash), hashes.sha256);
    }
    let seal = blake3::hash(out.as_bytes()).to_hex();
    out.push_str(&seal);
    out.push('\n');
    out
}

fn table(text: &str) -> BTreeMap<Box<str>, (Look, Hashes)> {
    let Some((lines, seal)) = text.trim_end().rsplit_once('\n').map(|(lines, seal)| (format!("{lines}\n"), seal)) else {
        return BTreeMap::new();
    };
    let Some(rows) = lines.strip_prefix(HEAD).filter(|_| *blake3::hash(lines.as_bytes()).to_hex() == *seal) else {
        return BTreeMap::new();
    };
    rows.lines().filter_map(row).collect()
}

fn row(line: &str) -> Option<(Box<str>, (Look, Hashes))> {
    let mut cells = line.splitn(7, ' ');
    let size = cells.next()?.parse().ok()?;
    let inode = cells.next()?.parse().ok()?;
    let modified = cells.next()?.parse().ok()?;
    let changed = cells.next()?.parse().ok()?;
    let hash = *blake3::Hash::from_hex(cells.next()?).ok()?.as_bytes();
    let sha256 = cells.next().filter(|s| s.len() == 64)?.into();
    Some((cells.next()?.into(), (Look { size, inode, modified, changed }, Hashes { hash, sha256 })))
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests write as they like")]
mod tests {
    use std::time::Duration;

    use super::*;

    fn hashes(text: &str) -> Hashes {
        Hashes { hash: *blake3::hash(text.as_bytes()).as_bytes(), sha256: "0".repeat(64).into() }
    }

    #[test]
    fn the_table_reads_what_it_wrote_and_believes_no_other() {
        let look = Look { size: 5, inode: 7, modified: -3, changed: 1 << 80 };
        let all: BTreeMap<Box<str>, (Look, Hashes)> = [("content/a b.pdf".into(), (look, hashes("x")))].into();
        let text = written(&all);
        assert_eq!(table(&text), all);
        assert_eq!(table(&text.replace("5 7", "6 7")), BTreeMap::new());
        assert_eq!(table(&text[..text.len() / 2]), BTreeMap::new());
        assert_eq!(table(""), BTreeMap::new());
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_changed_just_now_is_not_trusted() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("a.pdf");
        std::fs::write(&file, "a").unwrap();
        let data = std::fs::metadata(&file).unwrap();
        let later = SystemTime::now() + Duration::from_secs(10);
        for (began, want) in [(SystemTime::now(), false), (later, true)] {
            let known = Known { folder: Some(dir.path().into()), began: Some(began), ..Known::default() };
            known.learn("content/a.pdf", &data, &hashes("a"));
            assert_eq!(known.learnt().is_some(), want);
        }
    }

    #[test]
    fn a_damaged_part_is_unknown() {
        let dir = tempfile::tempdir().unwrap();
        let known = Known::open(dir.path(), SystemTime::now());
        known.add("p", b"words".to_vec());
        assert_eq!(known.part("p").as_deref(), Some(&b"words"[..]));
        for (name, bytes) in known.learnt().unwrap().files {
            std::fs::write(dir.path().join(&*name), bytes).unwrap();
        }
        assert_eq!(Known::open(dir.path(), SystemTime::now()).part("p").as_deref(), Some(&b"words"[..]));
        std::fs::write(dir.path().join("p"), b"x").unwrap();
        assert_eq!(Known::open(dir.path(), SystemTime::now()).part("p"), None);
    }
}
