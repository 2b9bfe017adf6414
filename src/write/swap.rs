//! The exchange of the new site with the old one, on each kind of file system.

#![expect(clippy::disallowed_methods, reason = "part of the only writer")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::WriteError;
use super::place::Place;
use super::recover::{is_users, rename};
use super::step::Steps;
use super::tree;

/// How two folders change places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// In one step of the operating system.
    Exchange,
    /// The old one away, the new one in; a killed build is undone by the next.
    TwoRenames,
    /// The old one cannot be renamed (the lower layer of an overlay): it is emptied and removed, then
    /// the new one takes its name; a killed build is completed by the next.
    Empty,
}

/// What has become of the old site.
#[derive(Debug)]
pub(super) enum Old {
    /// It stands here, with the dotfiles that are folders still in it.
    At(PathBuf),
    /// It is gone; so many files it had, marks and dotfiles not counted. None where there was no old site.
    Gone(u64),
}

/// Puts the staged site in the place of the old one.
pub(super) fn swap(place: &Place, way: Way, steps: &Steps) -> Result<Old, WriteError> {
    let (out, site) = (&place.out, place.site());
    if !out.exists() {
        steps.step()?;
        fs::rename(&site, out).map_err(WriteError::disk("publish to", &place.shown))?;
        return Ok(Old::Gone(0));
    }
    link_dotfiles(out, &site, steps)?;
    let mut way = way;
    if way == Way::Exchange {
        steps.step()?;
        match exchange(&site, out) {
            Ok(()) => return Ok(Old::At(site)),
            Err(error) => way = other_way(&error, place).ok_or_else(|| WriteError::disk("publish to", &place.shown)(error))??,
        }
    }
    if way == Way::TwoRenames {
        let old = place.old();
        steps.step()?;
        match fs::rename(out, &old) {
            Ok(()) => {
                steps.step()?;
                if let Err(error) = fs::rename(&site, out) {
                    let _ = rename(&old, out, steps);
                    return Err(WriteError::disk("publish to", &place.shown)(error));
                }
                return Ok(Old::At(old));
            }
            Err(error) if other_way(&error, place).is_none() => {
                return Err(WriteError::disk("publish to", &place.shown)(error));
            }
            Err(_) => {}
        }
    }
    empty(place, steps).map(Old::Gone)
}

/// What to do when folders cannot be exchanged: `None` where nothing else would do better.
fn other_way(error: &io::Error, place: &Place) -> Option<Result<Way, WriteError>> {
    match error.kind() {
        io::ErrorKind::CrossesDevices => Some(Ok(Way::Empty)),
        io::ErrorKind::ResourceBusy => Some(Err(WriteError::MountPoint { place: place.shown.clone(), whole: true })),
        // `EINVAL` is what most file systems without an exchange say, `ENOSYS` old kernels.
        io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported => Some(Ok(Way::TwoRenames)),
        _ => None,
    }
}

/// Exchanges two folders in one step.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

/// No such step is known here.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Links the dotfiles that are files into the staged site, so that they are there from the first moment
/// (an `.htaccess` must be). Where that is not possible they follow right after the exchange.
fn link_dotfiles(out: &Path, site: &Path, steps: &Steps) -> Result<(), WriteError> {
    for entry in tree::entries(out)? {
        let is_file = fs::symlink_metadata(&entry).is_ok_and(|m| !m.is_dir());
        if let Some(name) = entry.file_name().filter(|n| is_users(n) && is_file) {
            steps.step()?;
            let _ = fs::hard_link(&entry, site.join(name));
        }
    }
    Ok(())
}

/// Empties and removes the old folder and gives its name to the new one. Says how many files it had.
fn empty(place: &Place, steps: &Steps) -> Result<u64, WriteError> {
    let (out, site, next) = (&place.out, place.site(), place.next());
    for entry in tree::entries(out)? {
        let Some(name) = entry.file_name().filter(|n| is_users(n)) else { continue };
        let to = site.join(name);
        if fs::symlink_metadata(&to).is_err() {
            steps.step()?;
            tree::copy(&entry, &to).map_err(WriteError::disk("copy", &entry))?;
        }
    }
    // From here on a killed build is completed.
    rename(&site, &next, steps)?;
    let mut files = 0;
    for entry in tree::entries(out)? {
        files += count(&entry);
    }
    tree::remove(out, steps)?;
    rename(&next, out, steps)?;
    Ok(files)
}

/// How many files of a site there are in an entry at its top.
fn count(entry: &Path) -> u64 {
    if entry.file_name().is_some_and(|n| n.as_encoded_bytes().starts_with(b".")) {
        return 0;
    }
    if !fs::symlink_metadata(entry).is_ok_and(|m| m.is_dir()) {
        return 1;
    }
    walkdir::WalkDir::new(entry).into_iter().flatten().filter(|e| !e.file_type().is_dir()).count() as u64
}

/// Writes everything staged to the disk itself, so that a loss of power after the exchange finds it there.
pub(super) fn settle(folder: &Path) -> Result<(), WriteError> {
    #[cfg(target_os = "linux")]
    {
        let open = fs::File::open(folder).map_err(WriteError::disk("open", folder))?;
        rustix::fs::syncfs(&open).map_err(|e| WriteError::disk("write to the disk", folder)(e.into()))
    }
    #[cfg(not(target_os = "linux"))]
    {
        for entry in tree::entries(folder)? {
            let data = fs::symlink_metadata(&entry).map_err(WriteError::disk("look at", &entry))?;
            if data.is_dir() {
                settle(&entry)?;
            } else if data.is_file() {
                let file = fs::File::open(&entry).map_err(WriteError::disk("open", &entry))?;
                file.sync_all().map_err(WriteError::disk("write to the disk", &entry))?;
            }
        }
        Ok(())
    }
}
