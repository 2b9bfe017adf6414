//! The text cut into what Markdown makes of it: headings, paragraphs, lists with their items, tables, and the rest.
//!
//! The pieces stand in order and together hold every byte that is not blank. What they mean is for others to say.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// One top-level piece of the text, by bytes of the whole file.
#[derive(Debug)]
pub(crate) struct Unit {
    pub(crate) shape: Shape,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// What Markdown makes of a piece.
#[derive(Debug)]
pub(crate) enum Shape {
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A list: its items of every depth, in order.
    List(Vec<Item>),
    /// A table: its rows, the first of which is the header, as ranges of cells.
    Table(Vec<Vec<(usize, usize)>>),
    /// HTML that is no running text.
    Html,
    /// A quotation.
    Quote,
    /// Code, rules, footnotes, definitions of links: shown as they stand.
    Other,
}

/// An item of a list.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    /// 0 for an item of the list itself.
    pub(crate) depth: usize,
    /// From its marker …
    pub(crate) start: usize,
    /// … to the end of everything in it.
    pub(crate) end: usize,
    /// Where its words begin, after the marker and a tick box.
    pub(crate) text: usize,
    /// Where its own first paragraph ends, before anything nested.
    pub(crate) own_end: usize,
    /// A tick box, and whether it is ticked.
    pub(crate) tick: Option<bool>,
    /// Whether the item is numbered.
    pub(crate) ordered: bool,
}

/// The options under which minutes are Markdown: those of the renderer that shape blocks (`{#id}` is read by the walk).
pub(crate) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS
}

/// Cuts `text[from..to]`.
pub(crate) fn units(text: &str, from: usize, to: usize) -> Vec<Unit> {
    let Some(body) = text.get(from..to) else { return Vec::new() };
    let mut cutter =
        Cutter { text, base: from, units: Vec::new(), depth: 0, lists: 0, open: Vec::new(), items: Vec::new(), rows: Vec::new() };
    for (event, range) in Parser::new_ext(body, options()).into_offset_iter() {
        cutter.event(&event, range.start + from, range.end + from);
    }
    fill_gaps(text, from, to, super::html::cut(text, cutter.units))
}

struct Cutter<'a> {
    text: &'a str,
    base: usize,
    units: Vec<Unit>,
    /// Blocks open.
    depth: usize,
    /// Lists open.
    lists: usize,
    /// Places in `items` of those open.
    open: Vec<usize>,
    items: Vec<Item>,
    rows: Vec<Vec<(usize, usize)>>,
}

impl Cutter<'_> {
    fn event(&mut self, event: &Event<'_>, start: usize, end: usize) {
        match event {
            Event::Start(tag) if !is_inline(tag) => {
                self.nested(tag, start, end);
                self.depth += 1;
            }
            Event::End(tag) if !is_inline_end(*tag) => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    self.close(*tag, start, end);
                }
                match tag {
                    TagEnd::List(_) => self.lists = self.lists.saturating_sub(1),
                    TagEnd::Item => {
                        self.open.pop();
                    }
                    _ => {}
                }
            }
            Event::TaskListMarker(done) => {
                if let Some(item) = self.open.last().and_then(|i| self.items.get_mut(*i)) {
                    item.tick = Some(*done);
                    item.text = skip_blanks(self.text, end, item.end);
                }
            }
            Event::Rule | Event::Html(_) if self.depth == 0 => self.push(Shape::Other, start, end),
            _ => {}
        }
    }

    fn nested(&mut self, tag: &Tag<'_>, start: usize, end: usize) {
        match tag {
            Tag::List(_) => self.lists += 1,
            Tag::TableHead | Tag::TableRow if self.depth == 1 => self.rows.push(Vec::new()),
            Tag::TableCell => {
                if let Some(row) = self.rows.last_mut() {
                    row.push((start, end));
                }
            }
            Tag::Item => {
                let end = trim_end(self.text, start, end);
                let (text, ordered) = after_marker(self.text, start, end);
                self.open.push(self.items.len());
                self.items.push(Item {
                    depth: self.lists.saturating_sub(1),
                    start,
                    end,
                    text,
                    own_end: end,
                    tick: None,
                    ordered,
                });
                return self.cut_parent(start);
            }
            _ => {}
        }
        // The first nested block that is not the item's own first paragraph ends its own words.
        if let Some(item) = self.open.last().and_then(|i| self.items.get_mut(*i))
            && start > item.text
            && start < item.own_end
            && !matches!(tag, Tag::Item)
            && !is_tick(self.text.get(item.text..start).unwrap_or(""))
        {
            item.own_end = trim_end(self.text, item.text, start);
        }
    }

    fn cut_parent(&mut self, start: usize) {
        let parent = self.open.len().checked_sub(2).and_then(|n| self.open.get(n)).copied();
        if let Some(item) = parent.and_then(|i| self.items.get_mut(i))
            && start < item.own_end
        {
            item.own_end = trim_end(self.text, item.text.min(start), start);
        }
    }

    fn close(&mut self, tag: TagEnd, start: usize, end: usize) {
        let shape = match tag {
            TagEnd::Heading(level) => Shape::Heading(rank(level)),
            TagEnd::Paragraph => Shape::Paragraph,
            TagEnd::List(_) => Shape::List(std::mem::take(&mut self.items)),
            TagEnd::Table => Shape::Table(std::mem::take(&mut self.rows)),
            TagEnd::HtmlBlock => Shape::Html,
            TagEnd::BlockQuote(_) => Shape::Quote,
            _ => Shape::Other,
        };
        self.push(shape, start, end);
        self.items.clear();
        self.rows.clear();
        self.open.clear();
    }

    fn push(&mut self, shape: Shape, start: usize, end: usize) {
        let start = self.units.last().map_or(self.base, |u| u.end).max(start);
        let end = trim_end(self.text, start, end.max(start));
        if end > start {
            self.units.push(Unit { shape, start, end });
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

fn is_inline(tag: &Tag<'_>) -> bool {
    is_inline_end(tag.to_end())
}

fn is_inline_end(tag: TagEnd) -> bool {
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

/// Puts what Markdown does not show (definitions of links, say) between the pieces, so that no byte is without one.
fn fill_gaps(text: &str, from: usize, to: usize, units: Vec<Unit>) -> Vec<Unit> {
    let mut out = Vec::with_capacity(units.len());
    let mut pos = from;
    for unit in units {
        gap(text, pos, unit.start, &mut out);
        pos = unit.end;
        out.push(unit);
    }
    gap(text, pos, to, &mut out);
    out
}

fn gap(text: &str, from: usize, to: usize, out: &mut Vec<Unit>) {
    let start = skip_blanks(text, from, to);
    let end = trim_end(text, start, to);
    if start < end {
        out.push(Unit { shape: Shape::Other, start, end });
    }
}

/// Where the first byte that is not blank stands between `from` and `to`.
pub(crate) fn skip_blanks(text: &str, from: usize, to: usize) -> usize {
    text.as_bytes().get(from..to).map_or(from, |part| from + part.iter().take_while(|b| b.is_ascii_whitespace()).count())
}

/// Where the last byte that is not blank ends between `from` and `to`.
pub(crate) fn trim_end(text: &str, from: usize, to: usize) -> usize {
    text.as_bytes().get(from..to).map_or(from, |part| to - part.iter().rev().take_while(|b| b.is_ascii_whitespace()).count())
}

/// Where the words of a list item begin, and whether its marker is a number.
fn after_marker(text: &str, start: usize, end: usize) -> (usize, bool) {
    let part = text.as_bytes().get(start..end).unwrap_or(&[]);
    let lead = part.iter().take_while(|b| b.is_ascii_whitespace()).count();
    let rest = part.get(lead..).unwrap_or(&[]);
    let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    let marker = match rest.get(digits) {
        Some(b'.' | b')') if digits > 0 => digits + 1,
        Some(b'-' | b'*' | b'+') if digits == 0 => 1,
        _ => 0,
    };
    (skip_blanks(text, start + lead + marker, end), digits > 0)
}

/// The lines of a range, each without its break and the blanks around it; blank ones left out.
pub(crate) fn lines(text: &str, from: usize, to: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut pos = from;
    std::iter::from_fn(move || {
        while pos < to {
            let rest = text.as_bytes().get(pos..to)?;
            let len = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
            let (start, end) = (pos, pos + len);
            pos = end + 1;
            let start = skip_blanks(text, start, end);
            let end = trim_end(text, start, end);
            if start < end {
                return Some((start, end));
            }
        }
        None
    })
}
