//! Markdown as blocks.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::html::Stretch;
use super::line::{skip_blanks, trim_end};
use super::model::{BlockKind, HeadingForm, Marker};
use super::sink::Sink;
use super::tags::{self, Comments, tag};
use crate::record::TextRange;

/// The options under which minutes are Markdown: those of the renderer that shape blocks (`{#id}` is read by the reader of minutes).
fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS
}

/// Reads `text[from..to]` into a sink.
pub(super) fn fill<'t>(text: &'t str, from: usize, to: usize, sink: &mut Sink<'t>, comments: &mut Comments) {
    let Some(body) = text.get(from..to) else { return };
    let mut filler = Filler { text, sink, comments, open: Vec::new(), html: None, breaks: Vec::new(), code: None, column: 0 };
    for (event, range) in Parser::new_ext(body, options()).into_offset_iter() {
        filler.event(&event, range.start + from, range.end + from);
    }
    filler.end_html();
}

/// A block of Markdown that is open, and what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OpenedBlock {
    /// A block of the document.
    Block,
    /// The first words of an item, which are the item's own.
    Own,
    /// HTML, which is looked at when all of it is known.
    Html,
    /// Nothing: it is too deep.
    Nothing,
}

struct Filler<'t, 's> {
    text: &'t str,
    sink: &'s mut Sink<'t>,
    comments: &'s mut Comments,
    open: Vec<OpenedBlock>,
    /// Blocks of HTML with nothing but blank lines between them are one stretch: a list may hold such lines.
    html: Option<TextRange>,
    /// Where lines are broken on purpose in the words that are open.
    breaks: Vec<TextRange>,
    /// What is between the fences of the code that is open.
    code: Option<TextRange>,
    /// The column of the next cell.
    column: u16,
}

impl Filler<'_, '_> {
    fn event(&mut self, event: &Event<'_>, start: usize, end: usize) {
        match event {
            Event::Start(tag) if !is_inline(tag.to_end()) => {
                self.end_lines(start);
                let opened = self.start(tag, start, end);
                self.open.push(opened);
            }
            Event::End(tag) if !is_inline(*tag) => {
                self.end_lines(end);
                match self.open.pop() {
                    Some(OpenedBlock::Html) => self.html(start, end),
                    Some(OpenedBlock::Block) => self.end(*tag),
                    _ => {}
                }
            }
            Event::TaskListMarker(done) => self.tick(*done, end),
            Event::Rule => {
                self.end_html();
                self.own_words_end(start, false);
                self.sink.leaf(BlockKind::Rule, start, end);
            }
            Event::HardBreak => self.breaks.push(TextRange::new(start, end)),
            Event::InlineHtml(_) => self.inline_html(start, end),
            Event::Text(_) => self.words(start, end),
            _ => {}
        }
    }

    fn words(&mut self, start: usize, end: usize) {
        match &mut self.code {
            Some(words) => *words = TextRange::new(words.start().min(start), end),
            None => {
                let escaped = || start.checked_sub(1).and_then(|n| self.text.as_bytes().get(n)) == Some(&b'\\');
                if self.text.get(start..end).is_some_and(|t| t.starts_with('<'))
                    && self.text.get(start..).is_some_and(|t| t.starts_with("<!--"))
                    && !escaped()
                {
                    self.comments.unclosed.push(TextRange::new(start, start + 4));
                }
            }
        }
    }

    fn inline_html(&mut self, start: usize, end: usize) {
        if self.text.get(start..end).is_some_and(|t| t.starts_with("<!--")) {
            return self.comments.closed.push(TextRange::new(start, end));
        }
        let cell = || self.sink.innermost().is_some_and(|b| matches!(b.kind, BlockKind::Cell { .. }));
        if tag(self.text, start, end).is_some_and(|t| t.is("br") || t.kind.parts() && cell()) {
            self.breaks.push(TextRange::new(start, end));
        }
    }

    /// Makes lines of the words that end at `end`, where some are broken on purpose.
    fn end_lines(&mut self, end: usize) {
        if self.breaks.is_empty() {
            return;
        }
        let breaks = std::mem::take(&mut self.breaks);
        let Some(content) = self.sink.innermost().map(|b| b.content) else { return };
        let (mut lines, mut from) = (Vec::new(), content.start());
        let stop = content.end().min(end);
        for (at, next) in breaks.iter().map(|b| (b.start(), b.end())).chain([(stop, stop)]) {
            let line = TextRange::new(from, at.min(stop)).trimmed(self.text);
            if !line.is_empty() {
                lines.push(line);
            }
            from = next;
        }
        if self.sink.is_fresh() {
            self.sink.lines(&lines);
        }
    }

    fn start(&mut self, tag: &Tag<'_>, start: usize, end: usize) -> OpenedBlock {
        if matches!(tag, Tag::HtmlBlock) {
            self.own_words_end(start, false);
            return OpenedBlock::Html;
        }
        self.end_html();
        if matches!(tag, Tag::Paragraph) && self.is_own(start) {
            return OpenedBlock::Own;
        }
        if self.sink.is_full() {
            return self.sink.open(BlockKind::Other, start, end).map_or(OpenedBlock::Nothing, |_| OpenedBlock::Block);
        }
        self.own_words_end(start, matches!(tag, Tag::List(_)));
        let kind = match tag {
            Tag::Heading { level, .. } => BlockKind::Heading { level: rank(*level), form: self.form(start) },
            Tag::Paragraph => BlockKind::Paragraph,
            Tag::List(_) => BlockKind::List,
            Tag::Item => return self.item(start, end),
            Tag::Table(_) => BlockKind::Table,
            Tag::TableHead | Tag::TableRow => {
                self.column = 0;
                BlockKind::Row { header: matches!(tag, Tag::TableHead) }
            }
            Tag::TableCell => {
                self.column += 1;
                BlockKind::Cell { column: self.column - 1, span: (1, 1) }
            }
            Tag::BlockQuote(_) => BlockKind::Quote,
            Tag::CodeBlock(kind) => BlockKind::Code { fenced: matches!(kind, CodeBlockKind::Fenced(_)) },
            Tag::FootnoteDefinition(_) => BlockKind::Footnote,
            _ => BlockKind::Other,
        };
        if self.sink.open(kind, start, end).is_none() {
            return OpenedBlock::Nothing;
        }
        match kind {
            BlockKind::Heading { form, .. } => self.heading(form),
            BlockKind::Cell { .. } => {
                let words = TextRange::new(start, end).trimmed(self.text);
                self.sink.set_content(words);
            }
            BlockKind::Code { .. } => self.code = Some(TextRange::empty(end)),
            _ => {}
        }
        OpenedBlock::Block
    }

    fn end(&mut self, tag: TagEnd) {
        if tag == TagEnd::CodeBlock
            && let Some(words) = self.code.take()
        {
            self.sink.set_content(words);
        }
        self.sink.close();
    }

    fn item(&mut self, start: usize, end: usize) -> OpenedBlock {
        let end = trim_end(self.text, start, end);
        let (text, marker) = after_marker(self.text, start, end);
        if self.sink.open(BlockKind::Item { marker, tick: None }, start, end).is_none() {
            return OpenedBlock::Nothing;
        }
        self.sink.set_content(TextRange::new(text, end));
        OpenedBlock::Block
    }

    /// Whether a paragraph that begins at `start` is the first words of the item that is open.
    fn is_own(&self, start: usize) -> bool {
        let item = self.sink.innermost().filter(|b| matches!(b.kind, BlockKind::Item { .. }) && self.sink.is_fresh());
        item.is_some_and(|b| start <= b.content.start() || is_tick(self.text.get(b.content.start()..start).unwrap_or("")))
    }

    /// Lets the own words of the item that is open end before the block that begins at `start`. What is no list and comes first is
    /// the item's own words.
    fn own_words_end(&mut self, start: usize, list: bool) {
        let text = self.text;
        if let Some(item) = self.sink.innermost_mut()
            && matches!(item.kind, BlockKind::Item { .. })
            && (list || start > item.content.start())
            && start < item.content.end()
            && !is_tick(text.get(item.content.start()..start).unwrap_or(""))
        {
            let from = item.content.start().min(start);
            item.content = TextRange::new(from, trim_end(text, from, start));
        }
    }

    fn tick(&mut self, done: bool, end: usize) {
        let text = self.text;
        if let Some(item) = self.sink.innermost_mut()
            && let BlockKind::Item { tick, .. } = &mut item.kind
        {
            *tick = Some(done);
            item.content = TextRange::new(skip_blanks(text, end, item.range.end()), item.content.end());
        }
    }

    fn form(&self, start: usize) -> HeadingForm {
        let rest = self.text.as_bytes().get(start..).unwrap_or(&[]);
        if rest.trim_ascii_start().starts_with(b"#") { HeadingForm::Atx } else { HeadingForm::Setext }
    }

    /// The words of a heading: without `##` before and after them, without the line below them.
    fn heading(&mut self, form: HeadingForm) {
        let Some(range) = self.sink.innermost().map(|b| b.range) else { return };
        let words = range.slice(self.text);
        let content = if form == HeadingForm::Setext {
            words.trim_end_matches(['=', '-']).trim()
        } else {
            let words = words.trim_start().trim_start_matches('#').trim();
            let open = words.trim_end_matches('#');
            if open.is_empty() || open.ends_with([' ', '\t']) { open.trim_end() } else { words }
        };
        if let Some(content) = TextRange::of_part(self.text, content) {
            self.sink.set_content(content);
        }
    }

    // ---- HTML ----

    /// A block of HTML. At the top it waits for those after it; elsewhere it stays whole.
    fn html(&mut self, start: usize, end: usize) {
        if !self.sink.is_at_top() {
            tags::note_comments(self.text, start, end, self.comments);
            return self.sink.leaf(BlockKind::Html, start, end);
        }
        let start = start.max(self.html.map_or(0, TextRange::end)).max(self.sink.pos());
        let end = trim_end(self.text, start, end.max(start));
        if start >= end {
            return;
        }
        let known = tag(self.text, start, end).is_some_and(|t| t.kind != tags::Kind::Unknown);
        if let Some(before) = self.html {
            if known && TextRange::new(before.end(), start).slice(self.text).trim().is_empty() {
                self.html = Some(before.until(end));
                return;
            }
            self.end_html();
        }
        if known {
            self.html = Some(TextRange::new(start, end));
        } else {
            tags::note_comments(self.text, start, end, self.comments);
            self.sink.leaf(BlockKind::Html, start, end);
        }
    }

    /// Cuts the stretch of HTML that waits.
    fn end_html(&mut self) {
        if let Some(html) = self.html.take() {
            Stretch::new(html, self.sink, self.comments).cut();
        }
    }
}

/// Whether words are a tick box alone: in a loose list the paragraph begins after it.
fn is_tick(words: &str) -> bool {
    matches!(words.trim(), "[ ]" | "[x]" | "[X]")
}

fn rank(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn is_inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::Superscript
            | TagEnd::Subscript
    )
}

/// Where the words of a list item begin, and its marker.
fn after_marker(text: &str, start: usize, end: usize) -> (usize, Marker) {
    let part = text.as_bytes().get(start..end).unwrap_or(&[]);
    let lead = part.iter().take_while(|b| b.is_ascii_whitespace()).count();
    let rest = part.get(lead..).unwrap_or(&[]);
    let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    let marker = match rest.get(digits) {
        Some(b'.' | b')') if digits > 0 => digits + 1,
        Some(b'-' | b'*' | b'+') if digits == 0 => 1,
        _ => 0,
    };
    let kind = match (digits, marker) {
        (0, 0) => Marker::None,
        (0, _) => Marker::Bullet,
        _ => Marker::Number(TextRange::new(start + lead, start + lead + digits)),
    };
    (skip_blanks(text, start + lead + marker, end), kind)
}
