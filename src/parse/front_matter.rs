//! The settings at the head of a Markdown file, as text: where they begin and end, and the kind of document they name.

use std::ops::Range;

use super::data::{self, Format, Kind};
use crate::record::FileId;

/// What [`Reader::one_of`] accepts for `kind`.
pub(super) const KINDS: [(&str, &str); 6] =
    [("body", "body"), ("minutes", "minutes"), ("list", "list"), ("dataset", "dataset"), ("report", "report"), ("page", "page")];

/// A Markdown file, split.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Split {
    /// The language and the bytes of the front matter, without the lines that enclose it.
    pub front: Option<(Format, Range<usize>)>,
    /// The bytes of the text.
    pub body: Range<usize>,
    /// The line of a front matter that is opened and never closed.
    pub unclosed: Option<(Format, Range<usize>)>,
}

/// Finds the front matter. A line `---` that opens nothing but prose is a rule, and stays in the text.
pub(super) fn split(text: &str) -> Split {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let whole = Split { front: None, body: start..text.len(), unclosed: None };
    let mut lines = Lines { text, at: start };
    let Some(first) = lines.next() else { return whole };
    let (format, fence) = match text[first.clone()].trim_end() {
        "+++" => (Format::Toml, "+++"),
        "---" => (Format::Yaml, "---"),
        _ => return whole,
    };
    let inner = lines.at;
    let looks = |range: Range<usize>| format == Format::Toml || looks_like_yaml(&text[range]);
    while let Some(line) = lines.next() {
        let line_text = text[line.clone()].trim_end();
        // YAML may also end with `...`.
        let ends = line_text == fence || format == Format::Yaml && line_text == "..." && looks(inner..line.start);
        if ends {
            let front = inner..line.start;
            return if looks(front.clone()) {
                Split { front: Some((format, front)), body: lines.at..text.len(), unclosed: None }
            } else {
                whole
            };
        }
    }
    let unclosed = (format == Format::Toml || begins_like_yaml(&text[inner..])).then_some((format, first));
    Split { unclosed, ..whole }
}

/// The lines of a text as ranges, ends excluded.
pub(super) struct Lines<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
}

impl Iterator for Lines<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let rest = self.text.get(self.at..).filter(|r| !r.is_empty())?;
        let start = self.at;
        let len = memchr::memchr(b'\n', rest.as_bytes());
        self.at = start + len.map_or(rest.len(), |n| n + 1);
        let line = &rest[..len.unwrap_or(rest.len())];
        Some(start..start + line.trim_end_matches('\r').len())
    }
}

/// Whether what stands between two lines `---` is settings (or nothing), not prose between two rules.
fn looks_like_yaml(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_end).filter(|l| !l.trim().is_empty() && !l.trim_start().starts_with('#'));
    lines.next().is_none_or(|first| is_key(first) || first.starts_with('{'))
}

/// Whether a text without a closing line begins with a setting: with a key that front matter has.
fn begins_like_yaml(text: &str) -> bool {
    const FIRST: [&str; 12] =
        ["title", "date", "kind", "description", "lang", "audience", "draft", "name", "key", "note", "layout", "source"];
    text.lines()
        .find(|l| !l.trim().is_empty())
        .is_some_and(|l| FIRST.iter().any(|k| l.strip_prefix(k).is_some_and(|r| r.starts_with(':'))))
}

/// `title: words`, `title:`, `"title": words`; a key is one word, so that `Present were: A and B` is prose.
pub(super) fn is_key(line: &str) -> bool {
    let Some((key, rest)) = line.split_once(':') else { return false };
    let key = key.trim_matches(['"', '\'']);
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    !key.is_empty() && key.chars().all(word) && (rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// The `kind` a file gives itself, from a look at its front matter alone.
pub(super) fn kind_of(file: FileId, text: &str) -> Option<&'static str> {
    let (format, front) = split(text).front?;
    let front_text = text.get(front.clone())?;
    if !front_text.contains("kind") {
        return None;
    }
    let (tree, _) = data::read(format, file, front_text, front.start);
    match &tree.table.get("kind")?.kind {
        Kind::Text(kind) => KINDS.iter().find(|(name, _)| *name == &**kind).map(|(name, _)| *name),
        _ => None,
    }
}
