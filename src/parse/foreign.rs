//! Minutes in a format that is not read, among minutes that are: they are named, so that nobody believes them published.

use std::collections::{BTreeMap, BTreeSet};

use super::folder::{ContentFolder, FileKind, is_dated_name, is_markdown, stem};
use crate::diag::{Code, Diagnostic};
use crate::minutes::day_of_path;
use crate::record::{Day, FileId, Span, percent_decoded};
use crate::source::{Sources, ending};

/// Endings of formats in which people write minutes.
const FORMATS: [&str; 8] = ["doc", "docx", "odt", "ods", "pages", "rtf", "xls", "xlsx"];
/// Endings of formats in which minutes are written too, but which papers and pictures of the same text come in as often: a file counts
/// where its path has the day of a meeting that no Markdown is for, and no text leads to it.
const OTHER_FORMATS: [&str; 10] = ["pdf", "html", "htm", "tex", "rst", "mdx", "adoc", "org", "textile", "mediawiki"];
/// Those of them that `minutebook import` reads.
const IMPORTED: [&str; 3] = ["pdf", "html", "htm"];
/// So many names are shown.
const SHOWN: usize = 6;

/// Names the files, once for each folder that minutes are in.
pub(super) fn unread(sources: &Sources, folder: &ContentFolder) -> Vec<Diagnostic> {
    let in_formats = in_formats(sources, folder).into_iter().filter_map(|(home, files)| say(sources, &home, &files));
    in_formats.chain(say_others(sources, &other_formats(sources, folder))).collect()
}

/// Returns the files that are named as minutes in another format.
pub(super) fn unread_files(sources: &Sources, folder: &ContentFolder) -> BTreeSet<FileId> {
    in_formats(sources, folder).into_values().flatten().chain(other_formats(sources, folder)).collect()
}

/// Returns the files of [`FORMATS`] among minutes, by their folder.
fn in_formats(sources: &Sources, folder: &ContentFolder) -> BTreeMap<String, Vec<FileId>> {
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
    found
}

/// Files of [`OTHER_FORMATS`] that look like minutes of a day of which nothing is published.
fn other_formats(sources: &Sources, folder: &ContentFolder) -> Vec<FileId> {
    let day = |id: FileId| day_of_path(sources.path(id), folder.order_beside(sources.path(id)));
    let is_candidate = |path: &str| OTHER_FORMATS.contains(&ending(path).as_str());
    let candidates: Vec<(FileId, Day)> = sources
        .iter()
        .filter(|(id, file)| folder.kind(*id) == FileKind::Beside && is_candidate(&file.path))
        .filter_map(|(id, _)| Some((id, day(id)?)))
        .collect();
    if candidates.is_empty() {
        return Vec::new();
    }
    let told: BTreeSet<Day> =
        sources.iter().filter(|(id, _)| matches!(folder.kind(*id), FileKind::Minutes(_))).filter_map(|(id, _)| day(id)).collect();
    let linked = names_in_texts(sources);
    let is_linked = |id: FileId| sources.path(id).rsplit('/').next().is_some_and(|name| linked.contains(name));
    candidates.into_iter().filter(|(id, day)| !told.contains(day) && !is_linked(*id)).map(|(id, _)| id).collect()
}

/// Every file name with an ending of [`OTHER_FORMATS`] that a Markdown text has, in a link or as words.
fn names_in_texts(sources: &Sources) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (id, _) in sources.iter().filter(|(_, file)| is_markdown(&file.path)) {
        let Some(text) = sources.text(id) else { continue };
        let parts = text
            .split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | '"' | '\'' | '[' | ']' | '#' | '?' | '/'));
        for part in parts.filter(|part| part.contains('.') && OTHER_FORMATS.contains(&ending(part).as_str())) {
            names.insert(percent_decoded(part).into_owned());
        }
    }
    names
}

fn say_others(sources: &Sources, files: &[FileId]) -> Option<Diagnostic> {
    let first = *files.first()?;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for file in files {
        *counts.entry(ending(sources.path(*file))).or_default() += 1;
    }
    let counted = counts.iter().map(|(ending, count)| format!("{count} `.{ending}`")).collect::<Vec<_>>().join(", ");
    let shown = files.iter().take(SHOWN).map(|file| format!("`{}`", sources.path(*file))).collect::<Vec<_>>().join(", ");
    let more = files.len().saturating_sub(SHOWN);
    let others = if more == 0 { String::new() } else { format!(" and {more} more") };
    let name = sources.path(first);
    let home = name.rsplit_once('/').map_or(".", |(home, _)| home);
    let remedy = match ending(name).as_str() {
        ending if IMPORTED.contains(&ending) => format!("make Markdown of it: `minutebook import \"{name}\" --to \"{home}\"`"),
        "mdx" => "save it as `.md`, without components".to_owned(),
        _ => "make Markdown of it with a converter of that format".to_owned(),
    };
    let have = if files.len() == 1 {
        "has the day of a meeting in its path and is"
    } else {
        "have the day of a meeting in their paths and are"
    };
    Some(
        Diagnostic::new(
            Code::OtherFormat,
            Span::new(first, 0, 0),
            format!("{counted}: {shown}{others} {have} neither read as minutes nor linked to"),
        )
        .expected("minutes are Markdown")
        .remedy(remedy),
    )
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
