//! A folder of Markdown that was not made for this program: which of its files are minutes, and whose.
//!
//! A file is taken for minutes where its name (or that of its folder) holds a date, or its first
//! lines do; a `README` and its like are pages whatever they say. Folders that only divide by time
//! (`2021`, `2021/03`, `2021-03-04`) belong to the folder above them, which is the body. Files at the
//! top belong to a body called `minutes`.

use std::collections::BTreeMap;

use super::build::File;
use super::names::{is_dated_name, is_markdown, is_month_and_day, is_year, stem};
use crate::record::{FileId, month_from_name};
use crate::source::Sources;

/// How many lines of a text are looked at for a date.
const LINES: usize = 15;

/// Files that are about the folder, not minutes.
const ABOUT: [&str; 12] = [
    "readme",
    "index",
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
pub(super) fn homes<'a>(sources: &Sources, files: &[File<'a>]) -> BTreeMap<FileId, &'a str> {
    files.iter().filter(|f| is_markdown(f.path)).filter_map(|f| home(sources, f).map(|home| (f.id, home))).collect()
}

fn home<'a>(sources: &Sources, file: &File<'a>) -> Option<&'a str> {
    let name = stem(file.path);
    let lower = name.to_lowercase();
    let (mut folder, mut year, mut dated) = (file.folder, false, is_dated_name(name));
    while !folder.is_empty() {
        let (above, last) = folder.rsplit_once('/').unwrap_or(("", folder));
        let in_year = is_year(above.rsplit('/').next().unwrap_or(""));
        let month = in_year && (last.len() <= 2 && last.parse::<u8>().is_ok() || month_from_name(last).is_some());
        let day = is_dated_name(last) || in_year && is_month_and_day(last);
        if !(is_year(last) || month || day) {
            break;
        }
        year |= is_year(last);
        dated |= day;
        folder = above;
    }
    dated |= year && is_month_and_day(name);
    let about = ABOUT.iter().any(|a| lower == *a || lower.starts_with("template") || lower.ends_with("template"));
    let minutes = dated || !about && sources.text(file.id).is_some_and(begins_with_date);
    minutes.then_some(if folder.is_empty() { "minutes" } else { folder })
}

/// Whether a date with its year stands in the first lines.
fn begins_with_date(text: &str) -> bool {
    text.lines().filter(|l| !l.trim().is_empty()).take(LINES).any(|line| {
        line.len() < 200 && !line.contains("://") && line.split([',', ';', '(', ')', '|']).any(is_dated_name)
            || line.len() < 200 && !line.contains("://") && is_dated_name(line)
    })
}
