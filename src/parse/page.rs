//! Plain pages.

use super::context::Context;
use super::data::Reader;
use super::document::{self, Manner, in_words};
use super::folder::{FileKind, stem};
use crate::diag::Diagnostic;
use crate::minutes::{DaySource, Front, Input};
use crate::record::{Document, FileId, Meeting, Page, Translation};

/// Reads a page.
pub(super) fn page(cx: &Context<'_>, file: FileId, text: &str) -> (Page, Vec<Diagnostic>) {
    let path = cx.folder.pages.get(&file).cloned().unwrap_or_default();
    let opened = document::open(file, text);
    let diagnostics = document::data_diagnostics(&opened, cx);
    let reader = Reader::new(&diagnostics, &opened.tree.table, "a page");
    let fallback = title(cx, file, &path);
    let mut document = document::document(&opened, text, &reader, Manner { anchors: true, title: Some(&fallback) });
    if document.lang.is_none() {
        document.lang = cx.folder.langs.get(&file).cloned();
    }
    // A translation of minutes, a list or a report has their keys, which its sibling answers for.
    if !cx.folder.langs.contains_key(&file) {
        reader.finish();
    }
    let mut translation = translation(cx, file, &path, &reader);
    let titled = has_title(&reader, &document);
    let mut problems = opened.problems;
    problems.extend(diagnostics.into_problems());
    if let Some(translation) = &mut translation {
        if !titled {
            // The name of the file is in no language: the original's title stands for it.
            document.title = "".into();
        }
        translation.minutes = minutes(cx, translation, text, &document);
    }
    (Page { document, path, body: None, translation: translation.map(Box::new) }, problems)
}

/// The keys whose words a translation gives.
const WORDS: [&str; 6] = ["name", "abbreviation", "meets", "venue", "entry_kind", "units"];

/// What a file that ends in `.cy.md` translates; nothing where the site does not have that language.
fn translation(cx: &Context<'_>, file: FileId, path: &str, reader: &Reader<'_>) -> Option<Translation> {
    let lang = cx.folder.langs.get(&file).filter(|l| cx.site.languages.contains(l))?;
    let source = cx.sources.path(file);
    let (base, ending) = source.rsplit_once('.')?;
    let base = base.strip_suffix(&format!(".{lang}"))?;
    let of = [ending, "md", "markdown"].into_iter().find_map(|ending| cx.sources.find(&format!("{base}.{ending}")));
    let own = path.strip_prefix(&**lang).unwrap_or(path).trim_start_matches('/');
    let words = WORDS.into_iter().filter_map(|key| Some((key, reader.text(key)?))).collect();
    Some(Translation { lang: lang.clone(), path: own.into(), of, minutes: None, words })
}

/// Whether a document's title is in its text or its front matter, not made from the name of its file.
fn has_title(reader: &Reader<'_>, document: &Document) -> bool {
    reader.span_of("title").is_some() || document.anchors.iter().any(|a| a.level > 0 && *a.title == *document.title)
}

/// The text of a translation of minutes by the grammar of minutes; nothing where the original is no minutes of one meeting.
fn minutes(cx: &Context<'_>, translation: &Translation, text: &str, document: &Document) -> Option<Meeting> {
    let of = translation.of?;
    let FileKind::Minutes(body) = cx.folder.kind(of) else { return None };
    // What a translation's day or number should be is the original's matter, and so are complaints about it.
    let front = Front { date: None, ..Front::default() };
    let path = cx.sources.path(of);
    let source = DaySource { order: cx.folder.order_beside(path), by_path: false };
    let input = Input { path, text, document: document.clone(), front, body, site: cx.site, source };
    let (meetings, _) = crate::minutes::minutes(input);
    let [meeting] = <[Meeting; 1]>::try_from(meetings).ok()?;
    Some(meeting)
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
    let name = cx.folder.langs.get(&file).and_then(|lang| name.strip_suffix(&format!(".{lang}"))).unwrap_or(name);
    in_words(name)
}
