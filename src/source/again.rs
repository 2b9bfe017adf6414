//! Reads the files again that are said to have changed, where that is enough.

use std::path::{Path, PathBuf};

use super::known::Known;
use super::read::{is_alone, read_one};
use super::walk::Found;
use super::{Content, Sources};

/// The places that a site is read from.
#[derive(Debug, Clone, Copy)]
pub struct SitePlaces<'a> {
    /// `site.toml`.
    pub settings: &'a Path,
    /// `permalinks.txt`, where there is one.
    pub ledger: Option<&'a Path>,
    /// The content folder.
    pub content: &'a Path,
}

/// Reads the files at `changed` again, which are as the system names them: absolute and without links. `None` where that is not enough,
/// since one came or went, is a folder or a link, or cannot be read: then all is read. `before` was read without a problem.
pub fn read_again(before: &Sources, places: SitePlaces<'_>, changed: &[PathBuf], known: &Known) -> Option<Sources> {
    let mut sources = before.clone();
    for place in changed {
        let path = path_of(place, places)?;
        let at = sources.files.binary_search_by(|f| (*f.path).cmp(&path)).ok()?;
        if !is_alone(place) {
            return None;
        }
        let found = Found { path, place: sources.places.get(at)?.clone() };
        let file = read_one(&found, known).ok()?;
        if matches!(file.content, Content::NotUtf8(_)) {
            return None;
        }
        *sources.files.get_mut(at)? = file;
    }
    Some(sources)
}

/// Whether any file differs.
pub fn is_same(a: &Sources, b: &Sources) -> bool {
    a.files.len() == b.files.len() && a.files.iter().zip(&b.files).all(|(a, b)| a.path == b.path && a.hash == b.hash)
}

/// The path in [`Sources`] of the file at a place.
fn path_of(place: &Path, places: SitePlaces<'_>) -> Option<String> {
    let real = |path: &Path| path.canonicalize().ok();
    if real(places.settings).as_deref() == Some(place) {
        return Some("site.toml".to_owned());
    }
    if places.ledger.and_then(real).as_deref() == Some(place) {
        return Some(super::LEDGER.to_owned());
    }
    let below = place.strip_prefix(real(places.content)?).ok()?;
    let parts: Option<Vec<&str>> = below.components().map(|part| part.as_os_str().to_str()).collect();
    Some(format!("content/{}", parts?.join("/")))
}
