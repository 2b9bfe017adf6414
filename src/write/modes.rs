//! Files that a web server can read, however private the files are that this user makes otherwise.
//!
//! A umask of 077 would give a site that nobody can be shown. A folder that was made private on purpose stays so: the output takes
//! over the permissions of the folder that it replaces, and nobody reaches what is in it.

use std::fs::{self, File, Metadata};
use std::io;
use std::path::Path;

/// What is to be changed in the permissions of a new file and of a new folder.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Modes {
    /// New files are not readable by everybody, or can be written by anybody.
    is_unfit: bool,
}

#[cfg(unix)]
impl Modes {
    /// Looks at a file that was just made.
    pub(super) fn of(made: &Path) -> Modes {
        use std::os::unix::fs::PermissionsExt;
        fs::metadata(made).map_or_else(|_| Modes::default(), |data| Modes::of_mode(data.permissions().mode()))
    }

    /// For new files with these permissions.
    pub(super) fn of_mode(mode: u32) -> Modes {
        Modes { is_unfit: mode & 0o446 != 0o444 }
    }

    /// Whether everybody may read a file, and not everybody write to it.
    pub(super) fn is_open(data: &Metadata) -> bool {
        use std::os::unix::fs::PermissionsExt;
        !Modes::of_mode(data.permissions().mode()).is_unfit
    }

    /// Lets everybody read a new file, and nobody but its owner and group write to it: a umask of 000 would let anybody change what is published.
    pub(super) fn open_file(self, file: &File) -> io::Result<()> {
        use std::os::unix::fs::PermissionsExt;
        if self.is_unfit {
            file.set_permissions(fs::Permissions::from_mode(file.metadata()?.permissions().mode() & !0o002 | 0o444))
        } else {
            Ok(())
        }
    }

    /// Lets everybody look into a new folder.
    pub(super) fn open_folder(self, folder: &Path) -> io::Result<()> {
        use std::os::unix::fs::PermissionsExt;
        if self.is_unfit {
            fs::set_permissions(folder, fs::Permissions::from_mode(fs::metadata(folder)?.permissions().mode() & !0o002 | 0o555))
        } else {
            Ok(())
        }
    }
}

/// Elsewhere a file is as readable as the folder it is in.
#[cfg(not(unix))]
impl Modes {
    pub(super) fn of(_: &Path) -> Modes {
        Modes::default()
    }

    pub(super) fn is_open(_: &Metadata) -> bool {
        true
    }

    pub(super) fn open_file(self, _: &File) -> io::Result<()> {
        Ok(())
    }

    pub(super) fn open_folder(self, _: &Path) -> io::Result<()> {
        Ok(())
    }
}
