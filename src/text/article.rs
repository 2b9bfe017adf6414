//! What a whole document has beyond its blocks: headings and paragraphs that links find, a list of contents, footnotes at its end.

use std::ops::Range;

use pulldown_cmark::HeadingLevel;

use super::prose::Prose;
use super::resolver::FormerAnchors;
use super::table::keep_brackets_whole;
use super::writer::{Writer, heading_level};
use crate::html::{Html, anchors, escape};
use crate::record::{Anchor, Document};

/// A whole document as HTML.
#[derive(Debug, Clone, Default)]
pub struct Article {
    /// Block-level HTML.
    pub html: Html,
    /// Its headings, for a table of contents: anchor, text, level.
    pub contents: Vec<(String, Html, u8)>,
}

/// What is kept while a whole document is written.
pub(super) struct State<'p> {
    /// Not yet passed.
    anchors: &'p [Anchor],
    /// Where the text begins in its file.
    base: usize,
    /// Where signs were put into the text, so that places can be told in the source.
    inserted: Vec<usize>,
    /// How much lower headings are than written.
    shift: u8,
    /// The first heading is the page's own.
    skip_title: bool,
    /// Where the output stood when a heading that is not shown began, and what of it a link must still find.
    hidden: Option<(usize, Html)>,
    /// Anchors that the page had before.
    former: Option<&'p FormerAnchors>,
    /// The number that the next words begin with.
    number: Option<&'p Anchor>,
    contents: Vec<(String, Html, u8)>,
    /// Footnotes: number and HTML.
    notes: Vec<(Option<usize>, String)>,
    /// The text, while a footnote is being written.
    aside: String,
    /// How often each note was referred to.
    referred: std::collections::BTreeMap<usize, usize>,
}

/// A whole document.
pub(super) fn article(prose: &Prose<'_>, document: &Document, text: &str, root: &str) -> Article {
    let kept = keep_brackets_whole(text);
    let (text, inserted) = match &kept {
        Some((text, inserted)) => (text.as_str(), inserted.clone()),
        None => (text, Vec::new()),
    };
    let mut firsts = document.anchors.iter().filter(|a| a.level == 1);
    let skip_title = document.anchors.first().is_some_and(|a| a.level == 1 && same_words(&a.title, &document.title));
    let others = if skip_title { firsts.nth(1) } else { firsts.next() };
    let mut writer = Writer::new(prose, Some(document), root);
    writer.article = Some(State {
        anchors: &document.anchors,
        base: document.body.start as usize,
        inserted,
        shift: u8::from(others.is_some()),
        skip_title,
        hidden: None,
        former: prose.links.former_anchors(document),
        number: None,
        contents: Vec::new(),
        notes: Vec::new(),
        aside: String::new(),
        referred: std::collections::BTreeMap::new(),
    });
    writer.run(text);
    writer.end_article()
}

fn same_words(a: &str, b: &str) -> bool {
    let words = |t: &str| super::plain(t).split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    words(a) == words(b)
}

impl<'p> State<'p> {
    /// The anchor of the heading or paragraph at a range of the text.
    fn take(&mut self, range: &Range<usize>, paragraph: bool) -> Option<&'p Anchor> {
        let place = |at: usize| self.base + at - self.inserted.partition_point(|i| *i < at);
        let (from, to) = (place(range.start), place(range.end));
        while let Some((first, rest)) = self.anchors.split_first() {
            if first.span.end as usize > from && first.span.start as usize >= from {
                break;
            }
            self.anchors = rest;
        }
        let (first, rest) = self.anchors.split_first()?;
        let fits = (first.span.start as usize) < to && (first.level == 0) == paragraph;
        fits.then(|| {
            self.anchors = rest;
            first
        })
    }
}

impl<'p> Writer<'p, '_> {
    pub(super) fn start_heading(&mut self, level: HeadingLevel, range: &Range<usize>) {
        let mut id = None;
        let mut shift = 0;
        let mut earlier = Html::default();
        if let Some(state) = &mut self.article {
            let anchor = state.take(range, false);
            shift = state.shift;
            earlier = anchor.and_then(|a| state.former?.get(&a.id)).map(|ids| anchors(ids)).unwrap_or_default();
            if std::mem::take(&mut state.skip_title) && level == HeadingLevel::H1 {
                let own = anchor.map(|a| anchors(std::slice::from_ref(&a.id))).unwrap_or_default();
                state.hidden = Some((self.out.len(), own + earlier.clone()));
            } else if let Some(anchor) = anchor {
                let mut words = String::new();
                escape::text(&mut words, &anchor.title);
                state.contents.push((anchor.id.to_string(), Html::finished(words), heading_level(level, shift)));
            }
            id = anchor.map(|a| &*a.id);
        }
        self.out.push_str(&format!("<h{}", heading_level(level, shift)));
        self.id(id);
        self.out.push('>');
        self.out.push_str(&earlier);
    }

    fn id(&mut self, id: Option<&str>) {
        if let Some(id) = id {
            self.out.push_str(" id=\"");
            escape::attribute(&mut self.out, id);
            self.out.push('"');
        }
    }

    pub(super) fn end_heading(&mut self, level: HeadingLevel) {
        let shift = self.article.as_ref().map_or(0, |s| s.shift);
        self.out.push_str(&format!("</h{}>\n", heading_level(level, shift)));
        if let Some((from, ids)) = self.article.as_mut().and_then(|s| s.hidden.take()) {
            self.out.truncate(from);
            self.out.push_str(&ids);
        }
    }

    pub(super) fn start_paragraph(&mut self, range: &Range<usize>) {
        let Some(anchor) = self.article.as_mut().and_then(|s| s.take(range, true)) else {
            self.out.push_str("<p>");
            return;
        };
        self.out.push_str("<p");
        self.id(Some(&anchor.id));
        self.out.push_str(" class=\"numbered\">");
        if let Some(state) = &mut self.article {
            state.number = Some(anchor);
            if let Some(ids) = state.former.and_then(|former| former.get(&anchor.id)) {
                self.out.push_str(&anchors(ids));
            }
        }
    }

    /// Writes the number that a numbered paragraph begins with, as a link to itself. Returns the words after it.
    pub(super) fn take_number<'t>(&mut self, words: &'t str) -> &'t str {
        let Some(anchor) = self.article.as_mut().and_then(|s| s.number.take()) else { return words };
        let Some(rest) = words.strip_prefix(&*anchor.title) else { return words };
        self.out.push_str("<a class=\"number\" href=\"#");
        escape::address(&mut self.out, &anchor.id);
        self.out.push_str("\">");
        escape::text(&mut self.out, &anchor.title);
        self.out.push_str("</a>");
        rest
    }

    pub(super) fn footnote_reference(&mut self, number: usize) {
        let mut href = format!("#_fn-{number}");
        let mut id = None;
        let first_call = self.definitions().and_then(|d| d.first_call(number));
        if let Some(state) = &mut self.article {
            let times = state.referred.entry(number).or_insert(0);
            *times += 1;
            id = Some(if *times == 1 { format!("_fnref-{number}") } else { format!("_fnref-{number}-{times}") });
        } else if let Some(place) = self.own_place {
            let is_here = first_call.is_some_and(|at| (place.start()..place.end()).contains(&at));
            id = Some(format!("_fnref-{number}")).filter(|id| is_here && !self.out.contains(&format!(" id=\"{id}\"")));
        } else if let Some(target) = self.document.and_then(|d| self.prose.cache.place(self.prose.record, d.file)) {
            // A slice may be shown on another page than its notes.
            href = format!("{}{}{href}", self.root, self.prose.links.address(target));
        }
        self.out.push_str("<sup class=\"footnote-reference\"><a href=\"");
        escape::address(&mut self.out, &href);
        self.out.push('"');
        self.id(id.as_deref());
        self.out.push_str(&format!(">{number}</a></sup>"));
    }

    pub(super) fn start_footnote(&mut self, label: &str) {
        let number = self.definitions().and_then(|d| d.footnote(label));
        let Some(state) = &mut self.article else {
            self.out.push_str("<div class=\"footnote\"");
            self.id(number.map(|n| format!("_fn-{n}")).as_deref());
            self.out.push('>');
            self.note = number;
            match number {
                Some(n) => self.out.push_str(&format!("<sup>{n}</sup> ")),
                None => escape::text(&mut self.out, &format!("[^{label}]: ")),
            }
            return;
        };
        std::mem::swap(&mut self.out, &mut state.aside);
        state.notes.push((number, String::new()));
    }

    pub(super) fn end_footnote(&mut self) {
        let Some(state) = &mut self.article else {
            self.end_note_of_slice();
            return;
        };
        std::mem::swap(&mut self.out, &mut state.aside);
        if let Some((_, note)) = state.notes.last_mut() {
            std::mem::swap(note, &mut state.aside);
        }
        state.aside.clear();
    }

    /// Ends a footnote where it is written, with the way back where what refers to it is on the same page.
    fn end_note_of_slice(&mut self) {
        let number = self.note.take().filter(|_| self.own_place.is_some());
        if let Some(number) = number.filter(|n| self.definitions().is_some_and(|d| d.first_call(*n).is_some())) {
            let is_paragraph = self.out.trim_end().ends_with("</p>");
            if is_paragraph {
                self.out.truncate(self.out.trim_end().len() - "</p>".len());
            }
            self.out.push_str(&format!(" <a href=\"#_fnref-{number}\" aria-label=\"{}\">↩</a>", self.say("prose_back")));
            self.out.push_str(if is_paragraph { "</p>\n" } else { "\n" });
        }
        self.out.push_str("</div>\n");
    }

    /// The footnotes, each with the way back to where it is first referred to.
    fn notes(&mut self, state: &State<'_>) {
        if state.notes.is_empty() {
            return;
        }
        self.out.push_str(&format!("<section class=\"footnotes\" aria-label=\"{}\">\n<ol>\n", self.say("prose_footnotes")));
        let mut written = Vec::new();
        for (number, html) in &state.notes {
            self.out.push_str("<li");
            let first = number.filter(|n| !written.contains(n));
            if let Some(n) = first {
                self.id(Some(&format!("_fn-{n}")));
                written.push(n);
            }
            self.out.push('>');
            let html = html.trim_end();
            let (text, end) = html.strip_suffix("</p>").map_or((html, ""), |t| (t, "</p>"));
            self.out.push_str(text);
            if let Some(n) = first.filter(|n| state.referred.contains_key(n)) {
                self.out.push_str(&format!(" <a href=\"#_fnref-{n}\" aria-label=\"{}\">↩</a>", self.say("prose_back")));
            }
            self.out.push_str(end);
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol>\n</section>\n");
    }

    fn end_article(mut self) -> Article {
        self.flush();
        let Some(state) = self.article.take() else { return Article::default() };
        self.notes(&state);
        Article { html: Html::finished(self.finish()), contents: state.contents }
    }
}
