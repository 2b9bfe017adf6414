//! Markdown that was not made for this program: which of its files are minutes, and whose.
//!
//! A file is taken for minutes where its name (or that of its folder) holds a date, or its first
//! lines do; a `README` and its like are pages whatever they say. Folders that only divide by time
//! (`2021`, `2021/03`, `2021-03-04`) belong to the folder above them, which is the body. Files at the
//! top belong to a body called `minutes`. Folders whose names say what is in them keep their meaning here too.

use std::collections::BTreeMap;

use super::build::{File, RESERVED};
use super::names::{is_dated_name, is_markdown, is_month_and_day, is_year, stem};
use crate::minutes::says_its_day;
use crate::record::{DateOrder, FileId, month_from_name};
use crate::source::Sources;

/// Files that are about the folder, not minutes.
const ABOUT: [&str; 11] = [
    "readme",
    "contributing",
    "code_of_conduct",
    "code-of-conduct",
    "license",
    "licence",
    "changelog",
    "template",
    "security",
    "governance",
    "charter",
];

/// By file: the folder of the body whose minutes it holds.
pub(super) fn homes<'a>(
    sources: &Sources,
    files: &[File<'a>],
    orders: &BTreeMap<Box<str>, DateOrder>,
) -> BTreeMap<FileId, &'a str> {
    let mut in_folder: BTreeMap<&str, usize> = BTreeMap::new();
    for file in files.iter().filter(|f| is_markdown(f.path)) {
        *in_folder.entry(file.folder).or_default() += 1;
    }
    let loose = files.iter().filter(|f| is_markdown(f.path) && !f.folder.split('/').any(|part| RESERVED.contains(&part)));
    loose
        .filter_map(|f| {
            let order = orders.get(f.folder).copied();
            home(sources, f, in_folder.get(f.folder) == Some(&1), order).map(|home| (f.id, home))
        })
        .collect()
}

/// The body of a file, if it is minutes. `alone`: no other Markdown lies beside it; `order`: how the names beside it write a day.
fn home<'a>(sources: &Sources, file: &File<'a>, alone: bool, order: Option<DateOrder>) -> Option<&'a str> {
    let name = stem(file.path);
    let lower = name.to_lowercase();
    // `index.md` alone in a folder is one text with its pictures; among others it is about them.
    let bundle = lower == "index" && alone && !file.folder.is_empty();
    let mut folder = file.folder;
    if bundle {
        folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
    }
    let (mut year, mut dated) = (false, is_dated_name(name) || bundle && is_dated_name(last(file.folder)));
    while !folder.is_empty() {
        let (above, last) = folder.rsplit_once('/').unwrap_or(("", folder));
        let in_year = is_year(above.rsplit('/').next().unwrap_or(""));
        let named = || last.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | ' ' | '.'));
        let month = in_year && (last.len() <= 2 && last.parse::<u8>().is_ok() || month_from_name(named()).is_some());
        let day = is_dated_name(last) || in_year && is_month_and_day(last) || is_number(last, 31) && is_month_of_year(above);
        if !(is_year(last) || month || day) {
            break;
        }
        year |= is_year(last);
        dated |= day;
        folder = above;
    }
    dated |= year && is_month_and_day(name);
    let about = (lower == "index" && !bundle)
        || lower == "_index"
        || ABOUT.iter().any(|a| lower == *a)
        || ["changelog", "readme", "release_notes", "release-notes"].iter().any(|a| lower.ends_with(a))
        || lower.starts_with("template")
        || lower.ends_with("template");
    let minutes = dated || !about && sources.text(file.id).is_some_and(|text| says_its_day(file.path, text, order));
    minutes.then_some(if folder.is_empty() { "minutes" } else { folder })
}

/// Whether a name is a number from 1 to `top`, in one sign or two.
fn is_number(name: &str, top: u8) -> bool {
    name.len() <= 2 && name.parse::<u8>().is_ok_and(|number| (1..=top).contains(&number))
}

/// Whether a folder is the number of a month below a year: `2024/11`, below which days are folders.
fn is_month_of_year(folder: &str) -> bool {
    folder.rsplit_once('/').is_some_and(|(above, month)| is_number(month, 12) && is_year(last(above)))
}

fn last(folder: &str) -> &str {
    folder.rsplit('/').next().unwrap_or(folder)
}
