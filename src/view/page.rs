//! A plain page: the author's Markdown, its contents, and the pages below it.

use serde::Serialize;

use super::common::DocumentView;
use super::{Head, LanguageSite, Link, View};
use crate::html::Html;
use crate::record::{PageIx, Stage, Target};
use crate::site::registers::page_path as path;

/// A plain page.
#[derive(Debug, Clone, Serialize)]
pub struct PageView {
    /// The text.
    pub html: Html,
    /// Its headings, where there are enough to be worth it.
    pub contents: Vec<HeadingView>,
    /// Stage, note, source and so on.
    pub document: DocumentView,
    /// The pages below it.
    pub below: Vec<Link>,
    /// Who refers to it, newest first.
    pub cited_by: Vec<Link>,
}

impl View for PageView {}

/// A heading of the text.
#[derive(Debug, Clone, Serialize)]
pub struct HeadingView {
    /// The fragment.
    pub anchor: String,
    /// Its words.
    pub html: Html,
    /// 2 or 3.
    pub level: u8,
}

/// A plain page.
pub fn page(site: &LanguageSite<'_>, at: PageIx) -> (Head, PageView) {
    let record = site.record;
    let page = &record.pages[at.ix()];
    let document = &page.document;
    let (title, title_lang) = site.title(document);
    let (description, description_lang) = site.description(document);
    let path = path(site, at);
    let mut head = site.head(&path, "page", title, description, above(site, at));
    (head.title_lang, head.description_lang) = (title_lang, description_lang);
    head.untranslated = site.untranslated(document).to_owned();
    if page.translation.is_some() {
        head.alternates.clear();
    }
    head.marking = super::about::marking(Some(document), page.body.and_then(|b| record.bodies.get(b.ix())));
    head.illustrative = document.illustrative || page.body.is_some_and(|b| record.bodies[b.ix()].illustrative);
    let article = if document.stage == Stage::Withdrawn {
        crate::text::Article::default()
    } else {
        site.prose.document(site.text_of(document), &head.root)
    };
    let headings = article.contents.into_iter().filter(|(_, _, level)| (2..=3).contains(level));
    let mut contents: Vec<HeadingView> = headings.map(|(anchor, html, level)| HeadingView { anchor, html, level }).collect();
    if contents.len() < 3 {
        contents.clear();
    }
    let view = PageView {
        html: article.html,
        contents,
        document: site.document(document, &head.root),
        below: site.pages_below(&path).map(|p| site.target_link(&Target::Page(p, None))).collect(),
        cited_by: site.cited_by(&Target::Page(at, None), 30).0,
    };
    (head, view)
}

/// The body whose folder it stands in, and the pages above it.
fn above(site: &LanguageSite<'_>, at: PageIx) -> Vec<Link> {
    let record = site.record;
    let page = &record.pages[at.ix()];
    let mut way = page.body.map(|b| site.way_to(b)).unwrap_or_default();
    let mut from = page.body.map_or(0, |b| record.bodies[b.ix()].id.len() + 1);
    while let Some(end) = page.path.get(from..).and_then(|rest| rest.find('/')).map(|n| from + n) {
        let upper = page.path.get(..end).unwrap_or_default();
        if let Ok(n) = record.pages.binary_search_by(|p| (*p.path).cmp(upper)) {
            way.push(site.target_link(&Target::Page(PageIx::at(n), None)));
        }
        from = end + 1;
    }
    way
}
