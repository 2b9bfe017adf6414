//! One build's output: taken file by file, published in one step.

#![expect(clippy::disallowed_methods, reason = "part of the only writer")]

use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError, RwLock};

use super::error::WriteError;
use super::label::OutputLabel;
use super::ledger::{self, LedgerFile};
use super::manifest::{MANIFEST, Manifest, ManifestFile};
use super::modes::Modes;
use super::names::PathRules;
use super::place::{Lock, MARK, MARK_TEXT, Place, Replace, STAGED};
use super::recover::{carry, finish, recover};
use super::releases::{VerifiedRelease, keep_release};
use super::step::Steps;
use super::swap::{Old, Way, settle, swap};
use super::tree;
use crate::edition::{ScannedContent, ScannedFile};
use crate::permanence::ProvenLedger;
use crate::source::LEDGER_LINE;

/// What a publication did, in files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// New, or with other bytes than before.
    pub written: u64,
    /// Those of the written files that have other bytes than before.
    pub changed: u64,
    /// With the same bytes at the same path as before: the same file still.
    pub kept: u64,
    /// Published before, and not now.
    pub removed: u64,
}

/// The new site, beside the old one, until it is published.
///
/// It takes [`ScannedFile`]s only, and is published only with a [`ProvenLedger`]. Dropped without [`Stage::publish`] it goes away and
/// the old site is as it was.
#[derive(Debug)]
pub(crate) struct Stage {
    place: Place,
    site: PathBuf,
    names: Mutex<PathRules>,
    folders: RwLock<HashSet<Box<str>>>,
    written: AtomicU64,
    kept: AtomicU64,
    /// There is no old site: no file needs to be looked for in it.
    first: bool,
    /// Files that replace one of the old site.
    replaced: AtomicU64,
    failed: AtomicBool,
    settle: bool,
    /// So many publications that were replaced are kept.
    keeps: usize,
    /// The list of the files, where it is published with them.
    manifest: Option<Mutex<Manifest>>,
    modes: Modes,
    pub(super) way: Way,
    pub(super) steps: Steps,
    // Last, so that it is let go of last.
    lock: Lock,
}

impl Stage {
    /// Makes ready to write to `out`, which need not exist; recovers first what a killed build left.
    ///
    /// A link to a folder stands for that folder.
    ///
    /// # Errors
    /// Where another build is at work there, where `out` is no folder, a mount point, or has no mark of this program
    /// although files are in it (unless `replace` allows that), and where the operating system refuses.
    #[cfg(test)]
    pub(crate) fn open(out: &Path, replace: Replace) -> Result<Stage, WriteError> {
        Stage::open_in_steps(Place::of(out, replace)?, Steps::default())
    }

    /// As [`Stage::open`], for a site that the mark of the folder is to name. It replaces no other site, and no other edition of this one.
    ///
    /// # Errors
    /// As [`Stage::open`], and where another site is there.
    pub(crate) fn open_for(out: &Path, replace: Replace, label: OutputLabel) -> Result<Stage, WriteError> {
        Stage::open_in_steps(Place { label, ..Place::of(out, replace)? }, Steps::default())
    }

    pub(super) fn open_in_steps(place: Place, steps: Steps) -> Result<Stage, WriteError> {
        let mut lock = Lock::take(&place)?;
        let opened = recover(&place, &steps).and_then(|()| place.check_out()).and_then(|()| begin(&place, &steps));
        lock.leave = steps.stopped();
        let modes = opened?;
        Ok(Stage {
            site: place.site(),
            first: is_bare(&place.out),
            place,
            names: Mutex::default(),
            folders: RwLock::default(),
            written: AtomicU64::new(0),
            kept: AtomicU64::new(0),
            replaced: AtomicU64::new(0),
            failed: AtomicBool::new(false),
            settle: true,
            keeps: 0,
            manifest: None,
            modes,
            way: Way::Exchange,
            steps,
            lock,
        })
    }

    /// Keeps the site that is replaced, where it is a publication, and as many before it as make `releases` in all.
    #[must_use]
    pub(crate) fn keeping(mut self, releases: usize) -> Stage {
        self.keeps = releases;
        self
    }

    /// Publishes a list of the files with them, by which the publication can be verified and, once it is replaced, put back.
    #[must_use]
    pub(crate) fn listing(mut self, edition: &str, as_of: String) -> Stage {
        self.manifest = Some(Mutex::new(Manifest::new(edition, as_of, BTreeMap::new())));
        self
    }

    /// Leaves it to the operating system when files are written to the disk itself, where `yes` is false: then a loss of power in the
    /// seconds after the exchange may leave empty files. A killed build never does.
    #[cfg(test)]
    #[must_use]
    pub(super) fn settled(mut self, yes: bool) -> Stage {
        self.settle = yes;
        self
    }

    /// Stages a file. From any thread, in any order. A file on disk is copied, never linked: it is its owner's.
    ///
    /// Where the old site has the same bytes at the same path, its file is linked.
    ///
    /// # Errors
    /// Where the path cannot be published or is taken, where a file on disk cannot be read, and where the operating system refuses.
    /// After any error the stage can no longer be published.
    pub(crate) fn put(&self, file: ScannedFile<'_>) -> Result<(), WriteError> {
        self.noting_failure(match file.content() {
            ScannedContent::Bytes(bytes) => {
                self.list(file.path(), || Ok(ManifestFile::of(bytes))).and_then(|()| self.put_or_keep(file.path(), bytes))
            }
            ScannedContent::OnDisk(from) => {
                self.list(file.path(), || ManifestFile::read(from)).and_then(|()| self.copy_or_keep(file.path(), from))
            }
        })
    }

    /// Notes a file in the list, where there is one.
    fn list(&self, path: &str, file: impl FnOnce() -> io::Result<ManifestFile>) -> Result<(), WriteError> {
        let Some(manifest) = &self.manifest else { return Ok(()) };
        let file = file().map_err(WriteError::disk("read", &self.shown(path)))?;
        manifest.lock().unwrap_or_else(PoisonError::into_inner).files.insert(path.to_owned(), file);
        Ok(())
    }

    fn put_or_keep(&self, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
        let to = self.claim(path)?;
        if self.keep(path, &to, bytes.len() as u64, |old| tree::holds(old, bytes)) {
            return Ok(());
        }
        let written = self.create(&to).and_then(|mut file| file.write_all(bytes));
        written.map_err(WriteError::disk("write", &self.shown(path)))?;
        self.written.fetch_add(1, Relaxed);
        Ok(())
    }

    fn copy_or_keep(&self, path: &str, from: &Path) -> Result<(), WriteError> {
        let to = self.claim(path)?;
        let mut source = File::open(from).map_err(WriteError::disk("read", from))?;
        let data = source.metadata().map_err(WriteError::disk("read", from))?;
        if !data.is_file() {
            return Err(WriteError::NotAFolder { out: from.to_path_buf(), what: "neither a file" });
        }
        if self.keep(path, &to, data.len(), |old| tree::same(old, from)) {
            return Ok(());
        }
        let written = self.create(&to).and_then(|mut file| io::copy(&mut source, &mut file));
        written.map_err(WriteError::disk("write", &self.shown(path)))?;
        self.written.fetch_add(1, Relaxed);
        Ok(())
    }

    /// Stages all files of a publication that was kept: they were searched for withheld words when they were published, and none was
    /// changed since.
    ///
    /// # Errors
    /// As [`Stage::put`].
    pub(crate) fn put_back(&self, release: &VerifiedRelease) -> Result<(), WriteError> {
        for path in release.paths() {
            self.noting_failure(self.copy_or_keep(path, &release.place(path)))?;
        }
        Ok(())
    }

    /// Says in the mark that the site has a ledger, so that nobody publishes over it without.
    ///
    /// # Errors
    /// Where the operating system refuses.
    pub(crate) fn note_ledger(&self) -> Result<(), WriteError> {
        let mark = self.site.join(STAGED);
        let opened = OpenOptions::new().append(true).open(&mark);
        opened.and_then(|mut file| file.write_all(LEDGER_LINE.as_bytes())).map_err(WriteError::disk("write", &mark))
    }

    /// Publishes: writes the new ledger, where there is one, exchanges the staged site with the old one, moves the dotfiles and removes
    /// the old site. The proof is that every address of the ledger is among the staged files.
    ///
    /// # Errors
    /// Where the operating system refuses, and where the ledger was changed since it was read. Before the exchange the old site and its
    /// ledger are as they were; after it the new site is published, and the next [`Stage::open`] ends what is left to do.
    pub(crate) fn publish(mut self, _: ProvenLedger, ledger: Option<&LedgerFile>) -> Result<Summary, WriteError> {
        if let Some(manifest) = self.manifest.take() {
            let manifest = manifest.into_inner().unwrap_or_else(PoisonError::into_inner);
            self.noting_failure(self.put_or_keep(MANIFEST, &manifest.to_json()))?;
        }
        if self.failed.load(Relaxed) {
            return Err(WriteError::Incomplete);
        }
        self.place.check_out()?;
        if self.settle {
            settle(&self.site)?;
        }
        let (place, steps) = (&self.place, &self.steps);
        if let Some(ledger) = ledger {
            ledger::write(ledger, steps)?;
        }
        let swapped = swap(place, self.way, steps);
        if let (Err(_), Some(ledger), false) = (&swapped, ledger, steps.stopped()) {
            ledger::put_back(ledger, steps);
        }
        let before = match swapped? {
            Old::At(old) => {
                carry(&old, &place.out, false, steps)?;
                finish(place, steps)?;
                let mark = u64::from(old.join(MARK).exists());
                let files = if self.keeps > 0 { tree::count(&old)? } else { 0 };
                let files = match keep_release(place, &old, self.keeps, steps)? {
                    true => files,
                    false => tree::discard(&old, &place.trash(), steps)?,
                };
                files.saturating_sub(mark)
            }
            Old::Gone(files) => {
                finish(place, steps)?;
                files
            }
        };
        let kept = self.kept.load(Relaxed);
        Ok(Summary {
            written: self.written.load(Relaxed),
            changed: self.replaced.load(Relaxed).saturating_sub(kept),
            kept,
            removed: before.saturating_sub(self.replaced.load(Relaxed)),
        })
    }

    /// A path for messages: below the output folder as it was named.
    fn shown(&self, path: &str) -> PathBuf {
        self.place.shown.join(path)
    }

    fn noting_failure(&self, done: Result<(), WriteError>) -> Result<(), WriteError> {
        if done.is_err() {
            self.failed.store(true, Relaxed);
        }
        done
    }

    /// Takes a path, makes the folders above it, says where the file is staged.
    fn claim(&self, path: &str) -> Result<PathBuf, WriteError> {
        self.names.lock().unwrap_or_else(PoisonError::into_inner).take(path)?;
        self.steps.step()?;
        if let Some((folder, _)) = path.rsplit_once('/') {
            self.make_folder(folder)?;
        }
        Ok(self.site.join(path))
    }

    /// Makes a folder once. Two threads may both make it: then one finds it made.
    fn make_folder(&self, folder: &str) -> Result<(), WriteError> {
        if self.folders.read().unwrap_or_else(PoisonError::into_inner).contains(folder) {
            return Ok(());
        }
        if let Some((above, _)) = folder.rsplit_once('/') {
            self.make_folder(above)?;
        }
        match fs::create_dir(self.site.join(folder)) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(WriteError::disk("make the folder", &self.shown(folder))(error));
            }
            _ => {}
        }
        self.modes
            .open_folder(&self.site.join(folder))
            .map_err(WriteError::disk("set the permissions of", &self.shown(folder)))?;
        self.folders.write().unwrap_or_else(PoisonError::into_inner).insert(folder.into());
        Ok(())
    }

    fn create(&self, path: &Path) -> io::Result<File> {
        let file = create(path)?;
        self.modes.open_file(&file)?;
        Ok(file)
    }

    /// Links the file of the old site, where it has the same bytes.
    fn keep(&self, path: &str, to: &Path, size: u64, same: impl Fn(&Path) -> io::Result<bool>) -> bool {
        if self.first {
            return false;
        }
        let old = self.place.out.join(path);
        let Ok(data) = fs::symlink_metadata(&old) else { return false };
        if data.is_dir() {
            return false;
        }
        self.replaced.fetch_add(1, Relaxed);
        let kept = data.is_file()
            && Modes::is_open(&data)
            && data.len() == size
            && same(&old).unwrap_or(false)
            && fs::hard_link(&old, to).is_ok();
        if kept {
            self.kept.fetch_add(1, Relaxed);
        }
        kept
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if self.steps.stopped() {
            self.lock.leave = true;
            return;
        }
        // Only what was never published; the rest, if anything, is for the next build to recover.
        if self.site.join(STAGED).exists() {
            let _ = tree::discard(&self.site, &self.place.trash(), &self.steps);
        }
    }
}

/// Whether a folder holds nothing but the user's dotfiles, or is not there.
fn is_bare(out: &Path) -> bool {
    let dotted = |entry: fs::DirEntry| entry.file_name().as_encoded_bytes().starts_with(b".");
    fs::read_dir(out).is_ok_and(|mut all| all.all(|e| e.is_ok_and(dotted))) || !out.exists()
}

/// An empty marked site, which appears in one step. Returns the permissions to be added to what goes into it.
fn begin(place: &Place, steps: &Steps) -> Result<Modes, WriteError> {
    let (trash, site) = (place.trash(), place.site());
    let failed = || WriteError::disk("make the folder", &site);
    steps.step()?;
    fs::create_dir(&trash).map_err(failed())?;
    inherit(&place.out, &trash);
    steps.step()?;
    let mark = format!("{MARK_TEXT}{}", place.label.to_lines());
    let mut marked = create(&trash.join(STAGED)).map_err(failed())?;
    marked.write_all(mark.as_bytes()).map_err(failed())?;
    let modes = Modes::of(&trash.join(STAGED));
    modes.open_file(&marked).map_err(failed())?;
    if !place.out.exists() {
        modes.open_folder(&trash).map_err(failed())?;
    }
    steps.step()?;
    fs::rename(&trash, &site).map_err(failed())?;
    Ok(modes)
}

/// A new file. An old one is never opened: it may be a page of the published site.
fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// Gives the new folder the group and the permissions of the one it will replace, as far as may be.
#[cfg(unix)]
fn inherit(old: &Path, new: &Path) {
    use std::os::unix::fs::{MetadataExt, chown};
    if let Ok(data) = fs::metadata(old) {
        let _ = chown(new, Some(data.uid()), Some(data.gid())).or_else(|_| chown(new, None, Some(data.gid())));
        let _ = fs::set_permissions(new, data.permissions());
    }
}

/// Elsewhere a folder inherits from the one it is in.
#[cfg(not(unix))]
fn inherit(_: &Path, _: &Path) {}
