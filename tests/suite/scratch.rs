//! Folders for the sites that tests build.

use std::path::Path;

use tempfile::TempDir;

/// A folder that goes with its last user: in memory where the machine has such a place, for a build waits until its pages are on the disk.
pub(crate) fn scratch() -> TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    made.or_else(|_| tempfile::tempdir()).expect("a temporary folder")
}
