//! Minutes in a format that is not read, among minutes that are: they are named, so that nobody believes them published.

use std::collections::{BTreeMap, BTreeSet};

use super::folder::{ContentFolder, FileKind, is_dated_name, stem};
use crate::diag::{Code, Diagnostic};
use crate::record::{FileId, Span};
use crate::source::{Sources, ending};

/// Endings of formats in which people write minutes.
const FORMATS: [&str; 8] = ["doc", "docx", "odt", "ods", "pages", "rtf", "xls", "xlsx"];
/// So many names are shown.
const SHOWN: usize = 6;

/// Names the files, once for each folder that minutes are in.
pub(super) fn unread(sources: &Sources, folder: &ContentFolder) -> Vec<Diagnostic> {
    let of = |path: &str| path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let homes: BTreeSet<String> = sources
        .iter()
        .filter(|(id, _)| matches!(folder.kind(*id), FileKind::Minutes(_)))
        .map(|(_, file)| of(&file.path))
        .collect();
    let mut found: BTreeMap<String, Vec<FileId>> = BTreeMap::new();
    for (id, file) in sources.iter().filter(|(id, _)| folder.kind(*id) == FileKind::Beside) {
        let home = of(&file.path);
        let named = home.ends_with("/meetings");
        if (named || homes.contains(&home)) && is_unread(&file.path, named) {
            found.entry(home).or_default().push(id);
        }
    }
    found.into_iter().filter_map(|(home, files)| say(sources, &home, &files)).collect()
}

/// Whether a file is of another format, or has an ending too many (`2026-05-11.md.txt`); outside `meetings`, one with a day in its name.
fn is_unread(path: &str, named: bool) -> bool {
    let ending = ending(path);
    let is_renamed = ending == "txt" && matches!(crate::source::ending(stem(path)).as_str(), "md" | "markdown");
    is_renamed || FORMATS.contains(&ending.as_str()) && (named || is_dated_name(stem(path)))
}

fn say(sources: &Sources, home: &str, files: &[FileId]) -> Option<Diagnostic> {
    let first = *files.first()?;
    let names: Vec<&str> = files.iter().map(|f| sources.path(*f).rsplit('/').next().unwrap_or("")).collect();
    let more = names.len().saturating_sub(SHOWN);
    let shown = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let others = if more == 0 { String::new() } else { format!(" and {more} more") };
    let are = if names.len() == 1 { "is" } else { "are" };
    let name = names.first().copied().unwrap_or("");
    let remedy = match name.strip_suffix(".txt") {
        Some(right) => format!("rename it: `{right}`"),
        None => format!("make Markdown of it: `minutebook import \"{home}/{name}\" --to \"{home}\"`"),
    };
    Some(
        Diagnostic::new(
            Code::OtherFormat,
            Span::new(first, 0, 0),
            format!("{shown}{others} in `{home}` {are} not read as minutes"),
        )
        .expected("minutes are Markdown")
        .remedy(remedy),
    )
}
