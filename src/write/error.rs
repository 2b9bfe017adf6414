//! What can go wrong while writing, each with what to do about it.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::label::OutputLabel;

/// Why a site, or a file, could not be written. Its text says what to do.
#[derive(Debug)]
#[non_exhaustive]
pub enum WriteError {
    /// A path below the site that no web server or file share could serve, or that leads out of the site.
    BadPath {
        /// The path.
        path: String,
        /// What is wrong with it.
        why: String,
    },
    /// Two files with one path, or with paths that differ only in capital letters or in how an accent is encoded.
    Twice {
        /// The one that came second.
        path: String,
        /// The one that was there.
        other: String,
    },
    /// One path is both a file and a folder.
    FileAndFolder {
        /// The path of the file.
        file: String,
        /// A path below it.
        below: String,
    },
    /// Another build is writing to the same folder.
    Busy {
        /// The output folder.
        out: PathBuf,
    },
    /// The output folder is something that cannot be one.
    NotAFolder {
        /// As it was given.
        out: PathBuf,
        /// What it is instead.
        what: &'static str,
    },
    /// The output folder holds files that no build of this program wrote.
    NotOurs {
        /// As it was given.
        out: PathBuf,
        /// The first of them by name.
        found: String,
    },
    /// The output folder holds another site, or another edition of the site.
    OtherSite {
        /// As it was given.
        out: PathBuf,
        /// What its mark says.
        found: Box<OutputLabel>,
        /// What was to be put there.
        wanted: Box<OutputLabel>,
    },
    /// A folder that would have to be renamed is a mount point.
    MountPoint {
        /// The folder.
        place: PathBuf,
        /// Whether it is the output folder itself, and not a folder in it.
        whole: bool,
    },
    /// Files that were to be made are there already.
    Exists {
        /// All of them.
        paths: Vec<PathBuf>,
    },
    /// A build died halfway and something else has since made a folder where its site should return to.
    Stuck {
        /// The output folder.
        out: PathBuf,
        /// Where the old site is.
        old: PathBuf,
    },
    /// The ledger is not what it was when it was read.
    LedgerChanged {
        /// The ledger.
        place: PathBuf,
    },
    /// An earlier `Stage::put` failed, so that the staged site is not whole.
    Incomplete,
    /// The operating system refused.
    Disk {
        /// What was being done, after "cannot".
        doing: &'static str,
        /// To which file or folder.
        place: PathBuf,
        /// Its answer.
        error: io::Error,
    },
    /// A test stopped the build here.
    #[cfg(test)]
    Killed,
}

impl WriteError {
    /// An answer of the operating system about a place.
    pub(super) fn disk(doing: &'static str, place: &Path) -> impl FnOnce(io::Error) -> WriteError {
        let place = place.to_path_buf();
        move |error| WriteError::Disk { doing, place, error }
    }

    /// Whether the content is at fault (a name, two files with one address) and not the machine.
    pub fn is_content(&self) -> bool {
        matches!(self, WriteError::BadPath { .. } | WriteError::Twice { .. } | WriteError::FileAndFolder { .. })
    }

    /// Whether the command line is at fault: an output folder that cannot be one.
    pub fn is_usage(&self) -> bool {
        matches!(
            self,
            WriteError::NotAFolder { .. }
                | WriteError::NotOurs { .. }
                | WriteError::OtherSite { .. }
                | WriteError::MountPoint { .. }
                | WriteError::Exists { .. }
        )
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WriteError::BadPath { path, why } => {
                write!(f, "`{}` cannot be the path of a published file: {why}", path.escape_debug())
            }
            WriteError::Twice { path, other } if path == other => {
                write!(f, "two files would be published as `{path}`; rename one of them")
            }
            WriteError::Twice { path, other } => write!(
                f,
                "`{path}` and `{other}` would be one file on a server that does not tell capital letters or accents apart; \
                 rename one of them"
            ),
            WriteError::FileAndFolder { file, below } => {
                write!(f, "`{file}` would be both a file and the folder of `{below}`; rename one of them")
            }
            WriteError::Busy { out } => {
                write!(f, "another build is writing to `{}`; wait for it to end, or end it", out.display())
            }
            WriteError::NotAFolder { out, what } => {
                write!(f, "`{}` is {what}, not a folder; name another output folder with --out", out.display())
            }
            WriteError::NotOurs { out, found } => write!(
                f,
                "the output folder `{}` holds `{found}`, which minutebook did not write, and a build replaces the whole folder; name another folder \
                 with --out, or say with --replace that everything in this one may be deleted",
                out.display()
            ),
            WriteError::OtherSite { out, found, wanted } => write!(
                f,
                "the output folder `{}` holds the {} edition of \"{}\", and this is the {} edition of \"{}\"; name another folder with --out, or say with \
                 --replace that the one there may be deleted",
                out.display(),
                found.edition,
                found.title,
                wanted.edition,
                wanted.title
            ),
            WriteError::MountPoint { place, whole: true } => write!(
                f,
                "`{}` is a mount point, and a mount point cannot be exchanged in one step; publish to a folder in it: --out \"{}\"",
                place.display(),
                place.join("site").display()
            ),
            WriteError::MountPoint { place, whole: false } => write!(
                f,
                "`{}` is a mount point, and a build could neither keep nor replace it; mount it outside the output folder",
                place.display()
            ),
            WriteError::Exists { paths } => {
                let names: Vec<String> = paths.iter().map(|p| format!("`{}`", p.display())).collect();
                let (is, it) = if names.len() == 1 { ("is", "it") } else { ("are", "them") };
                write!(
                    f,
                    "{} {is} there already; nothing was written. Move {it} away, or choose another folder",
                    names.join(", ")
                )
            }
            WriteError::Stuck { out, old } => write!(
                f,
                "an earlier build was stopped while it published, and `{}` has since been made anew; the old site is in `{}`. \
                 Move one of the two away and build again",
                out.display(),
                old.display()
            ),
            WriteError::LedgerChanged { place } => {
                write!(f, "`{}` was changed while the site was made; nothing was published. Publish again", place.display())
            }
            WriteError::Incomplete => f.write_str("a file could not be staged, so that nothing is published"),
            WriteError::Disk { doing, place, error } => {
                let text = error.to_string();
                let plain = text.split(" (os error").next().unwrap_or(&text).to_lowercase();
                write!(f, "cannot {doing} `{}`: {plain}", place.display())?;
                match error.kind() {
                    io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => f.write_str(
                        "; make room and build again (during a build the old site and the new one stand side by side)",
                    ),
                    io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => f.write_str(
                        "; a build works in a folder beside the output folder: allow writing there, or name another with --out",
                    ),
                    _ => Ok(()),
                }
            }
            #[cfg(test)]
            WriteError::Killed => f.write_str("killed"),
        }
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            WriteError::Disk { error, .. } => Some(error),
            _ => None,
        }
    }
}
