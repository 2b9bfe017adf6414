//! Files of the content folder that nothing reads and no page leads to: each is named with what helps.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::AhoCorasick;

use crate::diag::{Code, Diagnostic, nearest};
use crate::import::ORIGINS_FILE;
use crate::parse;
use crate::record::{FileId, Record, Span};
use crate::source::{Sources, ending};

/// Endings of documents that `minutebook import` makes Markdown of.
const DOCUMENTS: [&str; 7] = ["docx", "docm", "odt", "pdf", "html", "htm", "rtf"];
/// Endings of tables of spreadsheet programs.
const SPREADSHEETS: [&str; 5] = ["xls", "xlsx", "xlsm", "ods", "numbers"];
/// Endings of texts that are read.
const TEXTS: [&str; 5] = ["md", "markdown", "toml", "yaml", "csv"];
/// Files for a web server or for those who visit it, which are at the top of a site.
const SERVER_FILES: [&str; 11] = [
    "CNAME",
    "_headers",
    "_redirects",
    "web.config",
    "robots.txt",
    "security.txt",
    "humans.txt",
    "ads.txt",
    "favicon.ico",
    "site.webmanifest",
    "staticwebapp.config.json",
];
/// Files that are read by their names.
const NAMED: [&str; 3] = ["organisations.toml", "people.toml", "actions.csv"];
/// So many names are shown.
const SHOWN: usize = 6;

/// The step that makes something of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Remedy {
    /// `minutebook import`.
    Import,
    /// Saved as CSV.
    SaveAsCsv,
    /// Without the ending that an editor added.
    DropEnding,
    /// By the name that is read.
    Rename(&'static str),
    /// In `root/`.
    MoveToRoot,
    /// A link.
    Link,
}

/// Returns a note for each folder and remedy. In a folder that has no settings, files that are not for this program are as they should be.
pub(super) fn passed_over(record: &Record, originals: &Sources) -> Vec<Diagnostic> {
    if record.site.bare {
        return Vec::new();
    }
    // Beside imported minutes; it is read, and never published.
    let is_of_origins = |id: FileId| parts(originals.path(id)).1 == ORIGINS_FILE;
    let is_unpublished =
        |id: &FileId| !is_of_origins(*id) && !record.files.contains_key(id) && originals.path(*id).starts_with("content/");
    let candidates: Vec<FileId> = parse::files_beside(originals).into_iter().filter(is_unpublished).collect();
    let mut groups: BTreeMap<(&str, Remedy), Vec<FileId>> = BTreeMap::new();
    for id in unnamed(originals, &candidates) {
        let (folder, name) = parts(originals.path(id));
        groups.entry((folder, remedy(name))).or_default().push(id);
    }
    groups.into_iter().filter_map(|((folder, remedy), files)| note(originals, folder, remedy, &files)).collect()
}

/// Returns the files whose names no text has. A text that this edition withholds may lead to a file, so that links alone do not tell.
fn unnamed(sources: &Sources, candidates: &[FileId]) -> Vec<FileId> {
    let names = candidates.iter().map(|id| parts(sources.path(*id)).1);
    let patterns: Vec<String> = names.flat_map(|name| [name.to_owned(), name.replace(' ', "%20")]).collect();
    let Ok(search) = AhoCorasick::new(&patterns) else { return Vec::new() };
    let mut named = BTreeSet::new();
    if !candidates.is_empty() {
        let texts = sources.iter().filter_map(|(id, _)| sources.text(id));
        texts.for_each(|text| named.extend(search.find_overlapping_iter(text).map(|found| found.pattern().as_usize() / 2)));
    }
    candidates.iter().enumerate().filter(|(at, _)| !named.contains(at)).map(|(_, id)| *id).collect()
}

/// The folder and the name of a path.
fn parts(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

fn remedy(name: &str) -> Remedy {
    let kind = ending(name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if SERVER_FILES.contains(&name) {
        Remedy::MoveToRoot
    } else if kind == "txt" && TEXTS.contains(&&*ending(stem)) {
        Remedy::DropEnding
    } else if DOCUMENTS.contains(&&*kind) {
        Remedy::Import
    } else if SPREADSHEETS.contains(&&*kind) {
        Remedy::SaveAsCsv
    } else {
        let near = || nearest(name, NAMED).and_then(|near| NAMED.into_iter().find(|named| *named == near));
        let has_kind = |named: &&'static str| ending(named) == kind;
        near().filter(has_kind).map_or(Remedy::Link, Remedy::Rename)
    }
}

fn note(sources: &Sources, folder: &str, remedy: Remedy, files: &[FileId]) -> Option<Diagnostic> {
    let first = *files.first()?;
    let (_, name) = parts(sources.path(first));
    let shown = files.iter().take(SHOWN).map(|id| format!("`{}`", parts(sources.path(*id)).1)).collect::<Vec<_>>().join(", ");
    let more = files.len().saturating_sub(SHOWN);
    let others = if more == 0 { String::new() } else { format!(" and {more} more") };
    let are = if files.len() == 1 { "is" } else { "are" };
    let help = match remedy {
        Remedy::Import => {
            format!("link to it from a page, or make Markdown of it: `minutebook import \"{folder}/{name}\" --to \"{folder}\"`")
        }
        Remedy::SaveAsCsv => "save it as CSV (in a spreadsheet: \"CSV UTF-8\"), or link to it from a page".to_owned(),
        Remedy::DropEnding => format!("rename it: `{}`", name.rsplit_once('.').map_or(name, |(stem, _)| stem)),
        Remedy::Rename(near) => format!("did you mean `{near}`? A file of that name is read"),
        Remedy::MoveToRoot => "move it to the folder `root`, beside site.toml: what is there goes to the top of the site as it is".to_owned(),
        Remedy::Link => {
            "link to it from a page, or put it into the folder of the minutes or report that it belongs to; a file for the server goes into `root`, beside site.toml"
                .to_owned()
        }
    };
    Some(
        Diagnostic::new(
            Code::PassedOver,
            Span::new(first, 0, 0),
            format!("{shown}{others} in `{folder}` {are} neither read nor published"),
        )
        .remedy(help),
    )
}

#[cfg(test)]
mod tests {
    use super::{Remedy, remedy};

    #[test]
    fn a_file_has_the_remedy_of_its_name() {
        for (name, is) in [
            ("plan.docx", Remedy::Import),
            ("2026-12-01.xlsx", Remedy::SaveAsCsv),
            ("about.md.txt", Remedy::DropEnding),
            ("peoples.toml", Remedy::Rename("people.toml")),
            ("CNAME", Remedy::MoveToRoot),
            ("photo.jpg", Remedy::Link),
        ] {
            assert_eq!(remedy(name), is, "{name}");
        }
    }
}
