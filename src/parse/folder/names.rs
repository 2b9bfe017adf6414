//! Names of files and folders: stems, dates in them, and what they are called in an address.

use crate::record::{month_from_name, slug};
use crate::source::ending;

/// The name of the top folder in paths of [`crate::source::Sources`].
pub(super) const TOP: &str = "content/";

/// A file's name without its folder and ending: `2012-04-17` of `a/2012-04-17.md`; `x.cy` of `x.cy.md`.
pub(crate) fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
}

/// Whether a file is Markdown.
pub(crate) fn is_markdown(path: &str) -> bool {
    matches!(ending(path).as_str(), "md" | "markdown")
}

/// The name of a thing's folder, from its address: what stands after the folder that says what it is.
pub(crate) fn id_of(path: &str) -> Box<str> {
    let parts: Vec<&str> = path.split('/').collect();
    let after = parts
        .iter()
        .position(|p| matches!(*p, "lists" | "datasets" | "reports"))
        .map_or(parts.len().saturating_sub(1), |n| n + 1);
    parts.get(after..).map(|rest| rest.join("/")).filter(|id| !id.is_empty()).unwrap_or_else(|| path.to_owned()).into()
}

/// The slugs of a path's parts.
pub(crate) fn slug_path(path: &str) -> String {
    path.split('/').filter(|p| !p.is_empty()).map(slug).collect::<Vec<_>>().join("/")
}

/// What a file is called in its address: `Paper 1 (final).PDF` is `paper-1-final.pdf`. Dots inside a
/// name stay (`v1.2.pdf`), and folders.
pub(crate) fn file_name(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let (base, end) = match name.rsplit_once('.') {
        Some((base, end)) if !base.is_empty() => (base, slug(end)),
        _ => (name, String::new()),
    };
    let base = base.split('.').map(slug).collect::<Vec<_>>().join(".");
    let dot = if end.is_empty() { "" } else { "." };
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("{}{slash}{base}{dot}{end}", slug_path(folder))
}

/// How good a file is as the page of its folder: `_index.md` before `index.md` before `README.md`.
pub(super) fn index_rank(path: &str) -> Option<u8> {
    if !is_markdown(path) {
        return None;
    }
    match stem(path).to_lowercase().as_str() {
        "_index" => Some(0),
        "index" => Some(1),
        "readme" => Some(2),
        _ => None,
    }
}

/// Whether a name holds a date: `2012-04-17`, `20120417`, `2012.04.17 minutes`, `17-april-2012`.
pub(crate) fn is_dated_name(name: &str) -> bool {
    let plain: String =
        name.chars().map(|c| if matches!(c, '\u{2010}'..='\u{2013}' | '.' | '_' | ' ') { '-' } else { c }).collect();
    let groups: Vec<&str> = plain.split(|c: char| !c.is_ascii_digit()).filter(|g| !g.is_empty()).collect();
    let year = |g: &str| g.len() == 4 && matches!(g.as_bytes(), [b'1', b'9', ..] | [b'2', b'0', ..]);
    let within = |g: &str, top: u8| g.len() <= 2 && g.parse::<u8>().is_ok_and(|n| (1..=top).contains(&n));
    let iso = groups.windows(3).any(|w| year(w[0]) && within(w[1], 12) && within(w[2], 31));
    let compact = groups.iter().any(|g| {
        g.len() == 8
            && g.get(..4).is_some_and(year)
            && g.get(4..6).is_some_and(|m| within(m, 12))
            && g.get(6..).is_some_and(|d| within(d, 31))
    });
    let spelt = groups.iter().any(|g| year(g))
        && groups.iter().any(|g| within(g, 31))
        && plain.split(|c: char| !c.is_alphabetic()).any(|w| month_from_name(w).is_some());
    iso || compact || spelt
}

/// Whether a name inside a folder of one year holds a month and a day: `wasi-08-12`, `08-12`, `12 april`.
pub(super) fn is_month_and_day(name: &str) -> bool {
    let groups: Vec<u8> = name
        .split(|c: char| !c.is_ascii_digit())
        .filter(|g| !g.is_empty() && g.len() <= 2)
        .filter_map(|g| g.parse().ok())
        .collect();
    let pair = groups.windows(2).any(|w| (1..=12).contains(&w[0]) && (1..=31).contains(&w[1]));
    pair || groups.iter().any(|n| (1..=31).contains(n))
        && name.split(|c: char| !c.is_alphabetic()).any(|w| month_from_name(w).is_some())
}

/// Whether a folder's name is a year and nothing else.
pub(super) fn is_year(name: &str) -> bool {
    name.len() == 4 && name.bytes().all(|b| b.is_ascii_digit()) && (name.starts_with("19") || name.starts_with("20"))
}

/// `cy` of `about.cy.md`, where that is one of `languages` (or Welsh): the name without it, and the language.
pub(super) fn language<'a>(stem: &'a str, languages: &[Box<str>]) -> Option<(&'a str, &'a str)> {
    let (base, lang) = stem.rsplit_once('.')?;
    let known = lang == "cy" || languages.iter().any(|l| **l == *lang);
    (known && !base.is_empty()).then_some((base, lang))
}

/// `2012-04-17` and 1 of `2012-04-17.v1`.
pub(super) fn version(stem: &str) -> Option<(&str, u32)> {
    let (base, number) = stem.rsplit_once(".v")?;
    let plain = !number.starts_with('0') && number.bytes().all(|b| b.is_ascii_digit());
    Some((base, number.parse().ok().filter(|_| plain && !base.is_empty())?))
}
