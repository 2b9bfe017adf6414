//! Paths of files that links name: which file is meant, and what its address is.

use crate::record::slug;

/// Whether a link to a file publishes it: settings and the directory are never published by a link.
pub(super) fn may_be_published(path: &str) -> bool {
    let ending = path.rsplit('.').next().unwrap_or("").to_lowercase();
    path.starts_with("content/")
        && !["toml", "yaml", "yml", "md", "markdown"].contains(&ending.as_str())
        && !path.ends_with("/actions.csv")
}

/// A path relative to a file, below the site's folder: `.` and `..` worked out.
pub(super) fn resolve(from: &str, path: &str) -> String {
    let mut parts: Vec<&str> = if path.starts_with('/') { vec!["content"] } else { from.split('/').collect() };
    if !path.starts_with('/') {
        parts.pop();
    }
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    parts.join("/")
}

/// A file's name as part of an address: its stem in lower case with hyphens, its ending kept.
pub(super) fn file_slug(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => format!("{}.{}", slug(stem), ending.to_lowercase()),
        _ => slug(name),
    }
}
