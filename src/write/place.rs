//! Where an output folder stands, where it is staged, and who may work there.

#![expect(clippy::disallowed_methods, reason = "part of the only writer")]

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::error::WriteError;
use super::label::OutputLabel;

/// The mark of a published folder: a build may replace it.
pub(super) use crate::source::MARK;
/// The mark of a folder that is not published yet.
pub(super) const STAGED: &str = ".minutebook-staged";
/// What the mark says to whoever opens it.
pub(super) const MARK_TEXT: &str = "This folder was written by minutebook. The next build replaces it whole;\n\
     only files and folders at its top whose names begin with a dot are kept.\n";

/// Files and folders at the top of a folder that say how it is served or kept, and hold nobody's work. A folder with other dotfiles
/// may be somebody's home.
const OF_SERVERS: [&str; 14] = [
    ".DS_Store",
    ".domains",
    ".git",
    ".gitattributes",
    ".github",
    ".gitignore",
    ".gitkeep",
    ".gitlab-ci.yml",
    ".hg",
    ".htaccess",
    ".htpasswd",
    ".nojekyll",
    ".user.ini",
    ".well-known",
];

/// The output folders that a build may replace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Replace {
    /// Those that bear the program's own mark, and those with nothing in them but what a server or version control reads (`.htaccess`,
    /// `.git` and the like).
    #[default]
    Marked,
    /// Any: the user said that everything in it may go (`--replace`).
    Any,
}

/// An output folder and the folder beside it that it is staged in.
#[derive(Debug)]
pub(super) struct Place {
    /// As it was given, for people.
    pub shown: PathBuf,
    /// The folder itself, absolute, links resolved. It need not exist.
    pub out: PathBuf,
    /// The folder beside it.
    pub work: PathBuf,
    /// The folders that may be replaced.
    pub replace: Replace,
    /// The site that is to be in it.
    pub label: OutputLabel,
}

/// Whether no build is at work on an output folder, and none was killed there.
pub fn is_at_rest(out: &Path) -> bool {
    out.is_dir() && Place::of(out, Replace::Marked).is_ok_and(|place| fs::symlink_metadata(place.work).is_err())
}

impl Place {
    /// Finds out where `out` stands; makes the folders above it.
    ///
    /// A link to a folder stands for that folder: the link stays and its folder is exchanged.
    pub(super) fn of(shown: &Path, replace: Replace) -> Result<Place, WriteError> {
        let not = |what| WriteError::NotAFolder { out: shown.to_path_buf(), what };
        let out = match fs::metadata(shown) {
            Ok(data) if !data.is_dir() => return Err(not("a file")),
            Ok(_) => shown.canonicalize().map_err(WriteError::disk("find", shown))?,
            Err(_) if fs::symlink_metadata(shown).is_ok() => {
                killed_behind_link(shown).ok_or_else(|| not("a link that leads nowhere"))?
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let Some(name) = shown.file_name() else { return Err(not("no name of a folder that could be made")) };
                let above = match shown.parent() {
                    Some(above) if above != Path::new("") => above,
                    _ => Path::new("."),
                };
                fs::create_dir_all(above).map_err(WriteError::disk("make the folder", above))?;
                above.canonicalize().map_err(WriteError::disk("find", above))?.join(name)
            }
            Err(error) => return Err(WriteError::disk("look at", shown)(error)),
        };
        let (Some(above), Some(name)) = (out.parent(), out.file_name()) else {
            return Err(not("the top of the file system"));
        };
        let place =
            Place { shown: shown.to_path_buf(), work: above.join(beside(name)), out, replace, label: OutputLabel::default() };
        if place.out.is_dir() && is_mount_point(&place.out) {
            return Err(WriteError::MountPoint { place: place.shown, whole: true });
        }
        Ok(place)
    }

    /// The staged site; after an exchange, the old one.
    pub(super) fn site(&self) -> PathBuf {
        self.work.join("site")
    }

    /// The old site between two renames.
    pub(super) fn old(&self) -> PathBuf {
        self.work.join("old")
    }

    /// The new site, complete, while the old folder is emptied.
    pub(super) fn next(&self) -> PathBuf {
        self.work.join("next")
    }

    /// What is being removed.
    pub(super) fn trash(&self) -> PathBuf {
        self.work.join("trash")
    }

    /// Refuses an output folder with something in it that a build may not replace.
    pub(super) fn check_out(&self) -> Result<(), WriteError> {
        let entries = match fs::read_dir(&self.out) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(WriteError::disk("look into", &self.shown)(error)),
        };
        // A home page is no mark: somebody may have written it by hand, or with another program.
        let allowed = self.replace == Replace::Any || self.out.join(MARK).exists();
        let found = OutputLabel::of_folder(&self.out);
        if self.replace != Replace::Any && !self.label.may_replace(&found) {
            return Err(WriteError::OtherSite {
                out: self.shown.clone(),
                found: Box::new(found),
                wanted: Box::new(self.label.clone()),
            });
        }
        let mut first: Option<String> = None;
        for entry in entries {
            let entry = entry.map_err(WriteError::disk("look into", &self.shown))?;
            if entry.file_type().is_ok_and(|t| t.is_dir()) && is_mount_point(&entry.path()) {
                return Err(WriteError::MountPoint { place: self.shown.join(entry.file_name()), whole: false });
            }
            let name = entry.file_name().to_string_lossy().into_owned();
            if !allowed && !OF_SERVERS.contains(&name.as_str()) && first.as_ref().is_none_or(|f| name < *f) {
                first = Some(name);
            }
        }
        match first {
            Some(found) => Err(WriteError::NotOurs { out: self.shown.clone(), found }),
            None => Ok(()),
        }
    }
}

/// The name of the folder that an output folder is staged in.
fn beside(name: &OsStr) -> OsString {
    let mut beside = OsString::from(".");
    beside.push(name);
    beside.push(".minutebook-stage");
    beside
}

/// The folder that a link stood for until a build was killed between two renames; it comes back with the recovery.
fn killed_behind_link(link: &Path) -> Option<PathBuf> {
    let target = link.parent()?.join(fs::read_link(link).ok()?);
    let (above, name) = (target.parent()?.canonicalize().ok()?, target.file_name()?);
    above.join(beside(name)).is_dir().then(|| above.join(name))
}

/// Whether a folder is where a file system is mounted. `false` where that cannot be told: the exchange then says it.
pub(super) fn is_mount_point(folder: &Path) -> bool {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
        if let Ok(found) = statx(CWD, folder, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::empty())
            && found.stx_attributes_mask.contains(StatxAttributes::MOUNT_ROOT)
        {
            return found.stx_attributes.contains(StatxAttributes::MOUNT_ROOT);
        }
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let device = |p: &Path| fs::symlink_metadata(p).map(|m| m.dev());
        match (device(folder), folder.parent().map(device)) {
            (Ok(own), Some(Ok(above))) => own != above,
            _ => false,
        }
    }
    #[cfg(not(unix))]
    {
        let _ = folder;
        false
    }
}

/// Makes a folder that nobody else can write to, whatever the umask.
fn make_work_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        fs::DirBuilder::new().mode(0o755).create(folder)
    }
    #[cfg(not(unix))]
    fs::create_dir(folder)
}

/// The right to work in a staging folder. Let go of when dropped, or by the operating system when the program dies.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    path: PathBuf,
    /// A test that plays dead leaves everything as it is.
    pub(super) leave: bool,
}

impl Lock {
    /// Takes it, or says that another build has it.
    ///
    /// The lock's file is removed with the staging folder, so that a published site leaves nothing
    /// beside it. Whoever waited for it then holds a file that is no longer there: hence the second
    /// look. On a file system without locks (some network shares) two builds are not kept apart.
    pub(super) fn take(place: &Place) -> Result<Lock, WriteError> {
        let path = place.work.join("lock");
        loop {
            match make_work_folder(&place.work) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    // A link here would lead the build, and what it removes, elsewhere.
                    let real = fs::symlink_metadata(&place.work).is_ok_and(|m| m.is_dir());
                    if !real && fs::symlink_metadata(&place.work).is_ok() {
                        return Err(WriteError::NotAFolder { out: place.work.clone(), what: "a file or a link" });
                    }
                }
                Err(error) => return Err(WriteError::disk("make the folder", &place.work)(error)),
            }
            let file = match OpenOptions::new().create(true).truncate(false).write(true).open(&path) {
                Ok(file) => file,
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(WriteError::disk("open", &path)(error)),
            };
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(WriteError::Busy { out: place.shown.clone() }),
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(WriteError::disk("lock", &path)(error)),
            }
            if is_same(&file, &path) {
                return Ok(Lock { file, path, leave: false });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if !self.leave {
            // Only an empty folder goes: anything that is left in it is for the next build to recover.
            let only_this = self.path.parent().and_then(|w| fs::read_dir(w).ok()).is_some_and(|all| all.take(2).count() == 1);
            if only_this && fs::remove_file(&self.path).is_ok() {
                let _ = self.path.parent().map(fs::remove_dir);
            }
        }
        let _ = self.file.unlock();
    }
}

#[cfg(unix)]
fn is_same(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(a), Ok(b)) => (a.dev(), a.ino()) == (b.dev(), b.ino()),
        _ => false,
    }
}

/// Elsewhere an open file cannot be removed.
#[cfg(not(unix))]
fn is_same(_: &File, path: &Path) -> bool {
    path.exists()
}
