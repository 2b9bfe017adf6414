//! Events of the Markdown parser become HTML.

mod images;
mod links;
mod raw_html;
mod sanitise;

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{BlockQuoteKind, BrokenLink, CodeBlockKind, CowStr, Event, HeadingLevel, Parser, Tag, TagEnd};

use super::Prose;
use super::article::State;
use super::brackets::{self, Bracket};
use super::definitions::{Definitions, is_address, no_definitions};
use super::table::{Table, keep_brackets_whole};
use crate::html::escape;
use crate::html::raw::without_comments;
use crate::locale::Speech;
use crate::record::{Document, Embed, TextRange, embedded};
use crate::text::highlight::highlight;
use images::Image;
use links::Close;

/// Writes one text.
pub(super) struct Writer<'p, 'a> {
    pub(super) prose: &'p Prose<'a>,
    pub(super) document: Option<&'p Document>,
    pub(super) root: &'p str,
    /// The language of the text.
    pub(super) lang: &'p str,
    pub(super) out: String,
    /// Words not yet written: the parser cuts them at every sign that might have meant something.
    pub(super) text: String,
    pub(super) table: Option<Table>,
    /// What a whole document has besides.
    pub(super) article: Option<State<'p>>,
    /// The place of a slice in its document, where it is shown on the page of that: its footnotes are there too.
    pub(super) own_place: Option<TextRange>,
    /// The footnote that is being written in a slice.
    pub(super) note: Option<usize>,
    /// A line: paragraphs have no tags.
    line: bool,
    /// What open links close with.
    links: Vec<Close>,
    /// Whether each open quotation is an alert.
    quotes: Vec<bool>,
    /// Where the marks end of the quotations that were last asked whether they are internal.
    quoted: usize,
    image: Option<Image>,
    code: Option<(String, String)>,
    html: Option<String>,
    /// The number that the next item of each open list has by count; of bullets none.
    counts: Vec<Option<u64>>,
    /// A part of the source that is not shown.
    skip: TextRange,
    /// The open link stands in double brackets; the outer one after it is not shown.
    double: bool,
    /// Written before the end of the heading.
    heading_tail: String,
    raw: bool,
    /// Harmless elements that are open, and `None` for each emphasis or link of Markdown around them.
    marks: Vec<Option<&'static str>>,
    depth: u8,
    definitions: Option<Option<Arc<Definitions>>>,
}

/// A slice as block-level HTML. `own_place`: its place in the document, on the page of which it is shown.
pub(super) fn block(
    prose: &Prose<'_>,
    document: Option<&Document>,
    text: &str,
    root: &str,
    own_place: Option<TextRange>,
) -> String {
    let mut writer = Writer::new(prose, document, root);
    writer.own_place = own_place;
    match keep_brackets_whole(text) {
        Some((text, _)) => writer.run(&text),
        None => writer.run(text),
    }
    writer.finish()
}

/// A line as inline HTML.
pub(super) fn inline(prose: &Prose<'_>, document: Option<&Document>, line: &str, root: &str) -> String {
    let mut writer = Writer::new(prose, document, root);
    writer.line = true;
    // A sign before the first keeps the line from being read as a heading, a list or a rule.
    let mut text = String::with_capacity(line.len() + 1);
    text.push('.');
    text.extend(line.chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }));
    writer.skip = TextRange::new(0, 1);
    writer.run(&text);
    writer.finish()
}

impl<'p, 'a> Writer<'p, 'a> {
    pub(super) fn new(prose: &'p Prose<'a>, document: Option<&'p Document>, root: &'p str) -> Self {
        let lang = document.and_then(|d| d.lang.as_deref()).or(prose.record.site.languages.first().map(|l| &**l)).unwrap_or("en");
        Writer {
            prose,
            document,
            root,
            lang,
            out: String::new(),
            text: String::new(),
            table: None,
            article: None,
            own_place: None,
            note: None,
            line: false,
            links: Vec::new(),
            quotes: Vec::new(),
            quoted: 0,
            image: None,
            code: None,
            html: None,
            counts: Vec::new(),
            skip: TextRange::default(),
            double: false,
            heading_tail: String::new(),
            raw: false,
            marks: Vec::new(),
            depth: 0,
            definitions: None,
        }
    }

    /// The words of the text's language.
    pub(super) fn speech(&self) -> Speech<'p> {
        Speech::new(self.prose.messages, self.lang)
    }

    /// One of them, by its key, as text for HTML.
    pub(super) fn say(&self, key: &str) -> String {
        let mut out = String::new();
        escape::text(&mut out, &self.speech().say(key));
        out
    }

    /// Reads `source` and writes all of it.
    pub(super) fn run(&mut self, source: &str) {
        self.out.reserve(source.len() + source.len() / 4 + 16);
        let (prose, document) = (self.prose, self.document);
        let mut definitions: Option<Option<Arc<Definitions>>> = None;
        let callback = |link: BrokenLink<'_>| {
            let is_reference = |name: &str| brackets::refers(document, name);
            if let Some(bracket) = Bracket::find(source, &link, is_reference) {
                return Some((bracket.mark().into(), CowStr::Borrowed("")));
            }
            let all = definitions.get_or_insert_with(|| read_definitions(prose, document)).as_ref()?;
            let (address, title) = all.link(&link.reference)?;
            is_address(address).then(|| (address.to_owned().into(), title.to_owned().into()))
        };
        let events = Parser::new_with_broken_link_callback(source, crate::parse::markdown_options(source), Some(callback))
            .into_offset_iter();
        self.quoted = 0;
        let mut unlinked = no_definitions(&events);
        let mut depth = 0usize;
        for (event, range) in events {
            while depth == 0 && unlinked.last().is_some_and(|d| d.start < range.start) {
                self.unlinked(source, unlinked.pop());
            }
            match &event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.event(source, event, range);
        }
        while let Some(definition) = unlinked.pop() {
            self.unlinked(source, Some(definition));
        }
        self.flush();
    }

    /// `[Chair]: Welcome` is no definition but a line of the minutes.
    fn unlinked(&mut self, source: &str, definition: Option<Range<usize>>) {
        let words = definition.and_then(|d| source.get(d)).unwrap_or("").trim();
        self.flush();
        self.out.push_str("<p>");
        escape::text(&mut self.out, words);
        self.out.push_str("</p>\n");
    }

    pub(super) fn finish(mut self) -> String {
        self.flush();
        self.out.truncate(self.out.trim_end().len());
        if self.raw { sanitise::sanitise(&self.out) } else { self.out }
    }

    fn event(&mut self, source: &str, event: Event<'_>, range: Range<usize>) {
        if self.skip.contains(TextRange::new(range.start, range.end)) && range.start < range.end {
            return;
        }
        if self.image.is_some() {
            return self.in_image(event, &range);
        }
        match event {
            Event::Text(words) => self.words_event(&words, &range),
            Event::Code(words) => {
                self.flush();
                self.out.push_str("<code>");
                escape::text(&mut self.out, &words);
                self.out.push_str("</code>");
            }
            Event::SoftBreak => self.text.push(if self.line { ' ' } else { '\n' }),
            Event::HardBreak => {
                self.flush();
                self.out.push_str("<br>\n");
            }
            Event::Rule => {
                self.flush();
                self.out.push_str("<hr>\n");
            }
            Event::InlineHtml(html) => self.raw_inline(&html),
            Event::Html(html) => match &mut self.html {
                Some(all) => all.push_str(&html),
                None => self.raw_inline(&html),
            },
            Event::FootnoteReference(label) => match self.definitions().and_then(|d| d.footnote(&label)) {
                Some(number) => {
                    self.flush();
                    self.footnote_reference(number);
                }
                None => self.text.push_str(source.get(range).unwrap_or("")),
            },
            Event::TaskListMarker(done) => self.task(done),
            Event::Start(tag) => self.start(source, tag, &range),
            Event::End(tag) => self.end(source, tag, &range),
            Event::InlineMath(words) | Event::DisplayMath(words) => self.text.push_str(&words),
        }
    }

    /// Words, cut where a reference's own text begins.
    fn words_event(&mut self, words: &str, range: &Range<usize>) {
        if let Some((_, code)) = &mut self.code {
            code.push_str(words);
            return;
        }
        self.text.push_str(self.shown(words, range));
    }

    /// What is to be shown of words.
    fn shown<'t>(&self, words: &'t str, range: &Range<usize>) -> &'t str {
        let cut = self.skip.contains_at(range.start).then(|| self.skip.end() - range.start);
        cut.and_then(|n| words.get(n..)).unwrap_or(words)
    }

    fn start_list(&mut self, first: Option<u64>) {
        self.counts.push(first);
        match first {
            None => self.out.push_str("<ul>\n"),
            Some(1) => self.out.push_str("<ol>\n"),
            Some(n) => self.out.push_str(&format!("<ol start=\"{n}\">\n")),
        }
    }

    /// An item with the number that was typed. Numbers that do not go up (`1.` before each) are left to the count.
    fn start_item(&mut self, item: &str) {
        let Some(Some(next)) = self.counts.last_mut() else { return self.out.push_str("<li>") };
        let digits = item.bytes().take_while(u8::is_ascii_digit).count();
        let typed = item.get(..digits).and_then(|number| number.parse::<u64>().ok()).filter(|typed| typed > next);
        let number = typed.unwrap_or(*next);
        *next = number.saturating_add(1);
        match typed {
            Some(number) => self.out.push_str(&format!("<li value=\"{number}\">")),
            None => self.out.push_str("<li>"),
        }
    }

    fn task(&mut self, done: bool) {
        let (sign, key) = if done { ('☑', "prose_done") } else { ('☐', "prose_not_done") };
        let words = self.say(key);
        self.out.push_str(&format!("<span class=\"task\" role=\"img\" aria-label=\"{words}\">{sign}</span> "));
    }

    fn start(&mut self, source: &str, tag: Tag<'_>, range: &Range<usize>) {
        self.flush();
        self.end_marks(tag.to_end(), true);
        match tag {
            Tag::Paragraph if self.line => {}
            Tag::Paragraph => self.start_paragraph(range),
            Tag::Heading { level, attrs, .. } => {
                for (name, value) in &attrs {
                    let value = value.as_ref().map(|v| format!("={v}")).unwrap_or_default();
                    self.heading_tail.push_str(&format!(" {{{name}{value}}}"));
                }
                self.start_heading(level, range);
            }
            Tag::BlockQuote(kind) => self.start_quote(source, kind, range),
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    // What it names is written when its lines are known.
                    CodeBlockKind::Fenced(info) if embedded(&info).is_some() => info.to_string(),
                    CodeBlockKind::Fenced(info) => {
                        let language = info.split([' ', ',', '\t', '{']).next().unwrap_or("");
                        // More than a language may be the words of a file's name, or of minutes.
                        if language.len() < info.trim_end().len() {
                            self.out.push_str("<p class=\"code-title\">");
                            escape::text(&mut self.out, &info);
                            self.out.push_str("</p>\n");
                        }
                        language.to_owned()
                    }
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((language, String::new()));
            }
            Tag::HtmlBlock => self.html = Some(String::new()),
            Tag::List(first) => self.start_list(first),
            Tag::Item => self.start_item(source.get(range.clone()).unwrap_or("")),
            Tag::FootnoteDefinition(label) => self.start_footnote(&label),
            Tag::DefinitionList => self.out.push_str("<dl>\n"),
            Tag::DefinitionListTitle => self.out.push_str("<dt>"),
            Tag::DefinitionListDefinition => self.out.push_str("<dd>"),
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => {
                self.out.push_str("<thead>\n");
                self.start_row();
            }
            Tag::TableRow => self.start_row(),
            Tag::TableCell => self.start_cell(range, source),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Superscript => self.out.push_str("<sup>"),
            Tag::Subscript => self.out.push_str("<sub>"),
            Tag::Link { link_type, dest_url, title, id } => self.start_link(source, link_type, &dest_url, &title, &id, range),
            Tag::Image { dest_url, title, .. } => {
                let (address, title) = (dest_url.to_string(), title.to_string());
                self.image = Some(Image { address, title, alt: String::new(), nested: 0 });
            }
            Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, source: &str, tag: TagEnd, range: &Range<usize>) {
        self.flush();
        self.end_marks(tag, false);
        match tag {
            TagEnd::Paragraph if self.line => {}
            TagEnd::Paragraph => {
                if self.out.ends_with("<p>") {
                    self.out.truncate(self.out.len() - 3);
                } else {
                    self.out.push_str("</p>\n");
                }
            }
            TagEnd::Heading(level) => {
                let tail = std::mem::take(&mut self.heading_tail);
                escape::text(&mut self.out, &tail);
                self.end_heading(level);
            }
            TagEnd::BlockQuote(_) => {
                let alert = self.quotes.pop().unwrap_or(false);
                self.out.push_str(if alert { "</div>\n" } else { "</blockquote>\n" });
            }
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => {
                if let Some(html) = self.html.take() {
                    self.raw_block(&html);
                }
            }
            TagEnd::List(ordered) => {
                self.counts.pop();
                self.out.push_str(if ordered { "</ol>\n" } else { "</ul>\n" });
            }
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::FootnoteDefinition => self.end_footnote(),
            TagEnd::DefinitionList => self.out.push_str("</dl>\n"),
            TagEnd::DefinitionListTitle => self.out.push_str("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.out.push_str("</dd>\n"),
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.end_head(source, range),
            TagEnd::TableRow => self.end_row(source, range),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Superscript => self.out.push_str("</sup>"),
            TagEnd::Subscript => self.out.push_str("</sub>"),
            TagEnd::Link => self.end_link(range),
            TagEnd::Image | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn start_quote(&mut self, source: &str, kind: Option<BlockQuoteKind>, range: &Range<usize>) {
        let (class, label) = match kind {
            Some(BlockQuoteKind::Note) => ("note", self.say("prose_note")),
            Some(BlockQuoteKind::Tip) => ("tip", self.say("prose_tip")),
            Some(BlockQuoteKind::Important) => ("important", self.say("prose_important")),
            Some(BlockQuoteKind::Warning) => ("warning", self.say("prose_warning")),
            Some(BlockQuoteKind::Caution) => ("caution", self.say("prose_caution")),
            None => match self.internal_mark(source, range) {
                Some(mark) => {
                    self.skip = mark.shift(range.start);
                    ("internal", self.say("prose_internal"))
                }
                None => {
                    self.quotes.push(false);
                    self.out.push_str("<blockquote>\n");
                    return;
                }
            },
        };
        self.quotes.push(true);
        self.out.push_str(&format!("<div class=\"alert alert-{class}\" role=\"note\">\n<p class=\"alert-label\">{label}</p>\n"));
    }

    /// The mark of an internal quotation. Of quotations nested on one line (`> > > …`) the outermost has been asked.
    fn internal_mark(&mut self, source: &str, range: &Range<usize>) -> Option<TextRange> {
        if range.start < self.quoted {
            return None;
        }
        let quotation = source.get(range.clone()).unwrap_or("");
        self.quoted = range.start + quotation.len() - quotation.trim_start_matches(['>', ' ']).len();
        internal_mark(quotation)
    }

    fn end_code(&mut self) {
        let Some((language, code)) = self.code.take() else { return };
        let language = match embedded(&language) {
            Some(name) if self.embed(name, &without_comments(&code)) => return,
            // A dataset that may not be shown here: its caption is all that stands in the text.
            Some(_) => {
                for line in Embed::parse(&without_comments(&code)).caption {
                    let line = self.prose.inline(self.document, line, self.root);
                    self.out.push_str(&format!("<p>{line}</p>\n"));
                }
                return;
            }
            None => language,
        };
        self.out.push_str("<pre tabindex=\"0\"><code");
        if !language.is_empty() {
            self.out.push_str(" class=\"language-");
            escape::attribute(&mut self.out, &language);
            self.out.push('"');
        }
        self.out.push('>');
        match Some(&code).filter(|c| !escape::has_controls(c)).and_then(|c| highlight(&language, c)) {
            Some(html) => self.out.push_str(&html),
            None => escape::text(&mut self.out, &code),
        }
        self.out.push_str("</code></pre>\n");
    }

    /// The definitions of the document this is a slice of.
    pub(super) fn definitions(&mut self) -> Option<Arc<Definitions>> {
        let (prose, document) = (self.prose, self.document);
        self.definitions.get_or_insert_with(|| read_definitions(prose, document)).clone()
    }
}

fn read_definitions(prose: &Prose<'_>, document: Option<&Document>) -> Option<Arc<Definitions>> {
    let document = document?;
    prose.cache.of(document, || prose.sources.slice(document.body).to_owned())
}

/// Where `[!INTERNAL]` and its line end stand, in a quotation that begins with it.
fn internal_mark(quotation: &str) -> Option<TextRange> {
    const MARK: &str = "[!INTERNAL]";
    let at = quotation.len() - quotation.trim_start_matches(['>', ' ']).len();
    let rest = quotation.get(at..)?;
    let words = rest.get(..MARK.len()).filter(|m| m.eq_ignore_ascii_case(MARK))?.len();
    let line_end = rest.get(words..)?.find('\n').filter(|n| rest.get(words..words + n).is_some_and(|r| r.trim().is_empty()));
    Some(TextRange::new(at, at + words + line_end.map_or(0, |n| n + 1)))
}

/// `h1` to `h6`, one lower where the page has the first level to itself.
pub(super) fn heading_level(level: HeadingLevel, shift: u8) -> u8 {
    (level as u8 + shift).min(6)
}
