//! What the mark of an output folder says of the site in it.

#![expect(clippy::disallowed_methods, reason = "part of the only writer, which reads what it wrote")]

use std::fs;
use std::path::Path;

use crate::source::MARK;

/// What the mark of a folder says of the site in it: another site, or one for other readers, does not replace it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OutputLabel {
    /// The readers: `public`, `internal`. Empty: not known.
    pub edition: String,
    /// The title of the site, on one line.
    pub title: String,
    /// Its address, where it says one.
    pub base_url: String,
}

/// The lines of a mark that say which site is in a folder.
const LABEL_LINES: [&str; 3] = ["Edition: ", "Site: ", "Address: "];

impl OutputLabel {
    /// Reads the mark of a folder; one that says nothing of the site gives an empty label.
    pub fn of_folder(folder: &Path) -> OutputLabel {
        let mark = fs::read(folder.join(MARK)).unwrap_or_default();
        let mark = String::from_utf8_lossy(&mark);
        let value = |name: &str| mark.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("").to_owned();
        let [edition, title, base_url] = LABEL_LINES.map(value);
        OutputLabel { edition, title, base_url }
    }

    /// The lines of the mark.
    pub(super) fn to_lines(&self) -> String {
        let values = [&self.edition, &self.title, &self.base_url];
        let lines = LABEL_LINES.iter().zip(values).filter(|(_, value)| !value.is_empty());
        lines.map(|(name, value)| format!("{name}{}\n", value.split_whitespace().collect::<Vec<_>>().join(" "))).collect()
    }

    /// Whether a site with this label may replace one with another. One of an earlier version of this program says nothing. Of title and address one may
    /// change.
    pub(super) fn may_replace(&self, other: &OutputLabel) -> bool {
        let same = |a: &str, b: &str| a.split_whitespace().eq(b.split_whitespace());
        let is_known = |label: &OutputLabel| !label.edition.is_empty();
        if !is_known(self) || !is_known(other) {
            return true;
        }
        let is_same_address = !self.base_url.is_empty() && self.base_url == other.base_url;
        self.edition == other.edition && (is_same_address || same(&self.title, &other.title))
    }
}
