//! What tests that read the project itself share: where it is, and the files below a folder of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The folder of the project.
pub(crate) fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder with an ending, and its text.
pub(crate) fn files(folder: &Path, ending: &str) -> BTreeMap<PathBuf, String> {
    let mut all = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(files(&path, ending));
        } else if path.extension().is_some_and(|e| e == ending) {
            all.insert(path.clone(), std::fs::read_to_string(&path).unwrap());
        }
    }
    all
}
