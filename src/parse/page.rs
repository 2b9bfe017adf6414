//! Plain pages.

use super::Context;
use super::data::Reader;
use super::document::{self, Manner, in_words};
use super::layout::stem;
use crate::diag::Diagnostic;
use crate::record::{FileId, Page};

/// Reads a page.
pub(super) fn page(cx: &Context<'_>, file: FileId, text: &str) -> (Page, Vec<Diagnostic>) {
    let path = cx.layout.pages.get(&file).cloned().unwrap_or_default();
    let opened = document::open(file, text);
    let desk = document::desk(&opened, cx);
    let reader = Reader::new(&desk, &opened.tree.table, "a page");
    let fallback = title(cx, file, &path);
    let mut document = document::document(&opened, text, &reader, Manner { anchors: true, title: Some(&fallback) });
    if document.lang.is_none() {
        document.lang = cx.layout.langs.get(&file).cloned();
    }
    // A translation of minutes, a list or a report has their keys, which its sibling answers for.
    if !cx.layout.langs.contains_key(&file) {
        reader.finish();
    }
    let mut problems = opened.problems;
    problems.extend(desk.into_problems());
    (Page { document, path, body: None }, problems)
}

/// The name of the file in words; of its folder, for the page of a folder; of the site, for the home page.
fn title(cx: &Context<'_>, file: FileId, path: &str) -> String {
    if path.is_empty() {
        return cx.site.title.to_string();
    }
    let source = cx.sources.path(file);
    let name = stem(source);
    if matches!(name.to_lowercase().as_str(), "_index" | "index" | "readme") {
        let folder = source.rsplit('/').nth(1).unwrap_or(name);
        return in_words(folder);
    }
    let name = cx.layout.langs.get(&file).and_then(|lang| name.strip_suffix(&format!(".{lang}"))).unwrap_or(name);
    in_words(name)
}
