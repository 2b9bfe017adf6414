//! HTML as blocks: headings, paragraphs, lists with their items, tables.
//!
//! It knows what the tags do to the shape of a text, and nothing of what the words mean. Tags that hold no words (`<div>`,
//! `</ul>`) go to the block beside them, so that every byte is in a block. What is no running text (scripts,
//! quotations, elements that HTML does not know) stays a block of HTML.

mod lists;
mod tables;

use super::bare::clip;
use super::line::{lines, skip_blanks, trim_end};
use super::model::{BlockKind, HeadingForm};
use super::sink::Sink;
use super::tags::{Comments, Kind, Tag, cell_lines, has_words, inner, is_worded, tags};
use crate::record::TextRange;

/// The lines of a paragraph; in HTML also each of its paragraphs, items and headings, which may stand on one line. Tags alone go to
/// the line after them, at the end to that before.
pub(crate) fn pieces(text: &str, start: usize, end: usize) -> Vec<TextRange> {
    if !text.get(start..end).is_some_and(|t| t.starts_with('<')) {
        return lines(text, start, end).collect();
    }
    let mut out: Vec<TextRange> = Vec::new();
    let mut from = start;
    let mut put = |from: &mut usize, to: usize| {
        let stop = trim_end(text, *from, to);
        if *from < stop && text.get(*from..stop).is_some_and(is_worded) {
            out.push(TextRange::new(*from, stop));
            *from = skip_blanks(text, to, end);
        }
    };
    for line in lines(text, start, end) {
        for i in memchr::memchr_iter(b'<', line.bytes(text)) {
            let tag = clip(line.from(line.start() + i).slice(text), 6).to_ascii_lowercase();
            let opens = ["<p>", "<p ", "<li", "<h1", "<h2", "<h3", "<h4", "<h5", "<h6", "<div", "<tr", "<ul", "<ol", "<br"]
                .iter()
                .any(|t| tag.starts_with(t));
            if opens && line.start() + i > from {
                put(&mut from, line.start() + i);
            }
        }
        put(&mut from, line.end());
    }
    match out.last_mut() {
        Some(last) if from < end => *last = last.until(end),
        None => out.push(TextRange::new(start, end)),
        _ => {}
    }
    out
}

/// A stretch of HTML that is being cut.
pub(super) struct Stretch<'s, 't> {
    text: &'t str,
    to: usize,
    tags: Vec<Tag<'t>>,
    /// For each tag that opens a list or table, which one closes it and what is in it.
    ends: Vec<Holds>,
    sink: &'s mut Sink<'t>,
    /// Whether a block of this stretch is there already.
    any: bool,
    /// Where the piece that is open begins …
    pos: usize,
    /// … whether it has words, whether it opens anything, and whether a line of it is broken on purpose.
    words: bool,
    opens: bool,
    broken: bool,
}

/// How many tags may stand between that of a list and that of its first item.
const LEAD: usize = 8;

/// What a list or table holds.
#[derive(Debug, Clone, Copy)]
struct Holds {
    /// The place of the tag that closes it among the tags; past them where none does.
    close: usize,
    /// The place of its first item.
    first: usize,
    heading: bool,
    table: bool,
}

impl<'s, 't> Stretch<'s, 't> {
    pub(super) fn new(range: TextRange, sink: &'s mut Sink<'t>, comments: &mut Comments) -> Stretch<'s, 't> {
        let text = sink.text;
        let tags: Vec<Tag<'t>> = tags(text, range.start(), range.end()).collect();
        for tag in &tags {
            match tag.comment(text) {
                Some(true) => comments.closed.push(TextRange::new(tag.start, tag.end)),
                Some(false) => comments.unclosed.push(TextRange::new(tag.start, tag.start + 4)),
                None => {}
            }
        }
        Stretch::of_tags(range, tags, sink)
    }

    fn of_tags(range: TextRange, tags: Vec<Tag<'t>>, sink: &'s mut Sink<'t>) -> Stretch<'s, 't> {
        let ends = holds(&tags);
        let text = sink.text;
        Stretch {
            text,
            to: range.end(),
            tags,
            ends,
            sink,
            any: false,
            pos: range.start(),
            words: false,
            opens: false,
            broken: false,
        }
    }

    /// Cuts all of it.
    pub(super) fn cut(mut self) {
        let mut n = 0;
        let mut seen = self.pos;
        while let Some(tag) = self.tags.get(n).copied() {
            self.words |= self.text.get(seen..tag.start).is_some_and(has_words);
            let kind = tag.kind;
            let next = match kind {
                Kind::Heading(level) if !tag.closing => self.heading(n, level),
                Kind::List if !tag.closing => self.list(n),
                Kind::Table if !tag.closing => self.table(n),
                Kind::Apart => self.apart(tag).then_some(n + 1),
                _ => None,
            };
            if let Some(next) = next {
                n = next;
                seen = self.pos;
                continue;
            }
            if kind.parts() && !tag.closing {
                self.flush(tag.start);
            }
            self.words |= matches!(kind, Kind::Content | Kind::Unknown);
            self.opens |= !tag.closing && !tag.is("br");
            self.broken |= tag.is("br");
            if kind.parts() && tag.closing {
                self.flush(tag.end);
            }
            seen = tag.end;
            n += 1;
        }
        self.words |= self.text.get(seen..self.to).is_some_and(has_words);
        self.flush(self.to);
        self.push(BlockKind::Html, self.to);
    }

    /// Ends the open piece at `at` if it has words. Tags alone stay open and go to what comes next; those that only close go to what was before.
    fn flush(&mut self, at: usize) {
        if self.words {
            return self.push(BlockKind::Paragraph, at);
        }
        if self.opens || at <= self.pos || !self.any {
            return;
        }
        let end = trim_end(self.text, self.pos, at);
        if end > self.pos {
            self.sink.extend_last(end);
        }
        self.pos = at;
    }

    /// Makes the open piece one that ends at `end`.
    fn push(&mut self, kind: BlockKind, end: usize) {
        let start = skip_blanks(self.text, self.pos, end);
        let stop = trim_end(self.text, start, end);
        if start < stop && self.sink.open(kind, start, stop).is_some() {
            if matches!(kind, BlockKind::Paragraph | BlockKind::Heading { .. }) {
                let words = inner(self.text, TextRange::new(start, stop));
                self.sink.set_content(words);
                if self.broken {
                    self.sink.lines(&cell_lines(self.text, words));
                }
            }
            self.sink.close();
            self.any = true;
        }
        (self.pos, self.words, self.opens, self.broken) = (end, false, false, false);
    }

    /// A heading, which ends with its own tag or where another block begins; gives the place of the tag after it.
    fn heading(&mut self, n: usize, level: u8) -> Option<usize> {
        let open = self.tags.get(n).copied()?;
        self.flush(open.start);
        let after = self.tags.get(n + 1..)?;
        let close = after.iter().position(|t| match t.kind {
            Kind::Heading(_) => true,
            Kind::Block | Kind::List | Kind::Table | Kind::Apart => !t.closing,
            _ => false,
        });
        let stop = close.and_then(|i| after.get(i));
        let end = stop.map_or(self.to, |t| if t.closing { t.end } else { t.start });
        let mut seen = open.end;
        let words = after.iter().take(close.unwrap_or(after.len())).any(|t| {
            let found = self.text.get(seen..t.start).is_some_and(has_words) || matches!(t.kind, Kind::Content | Kind::Unknown);
            seen = t.end;
            found
        });
        if !(words || self.text.get(seen..stop.map_or(self.to, |t| t.start)).is_some_and(has_words)) {
            return None;
        }
        let next = close.map_or(self.tags.len(), |i| n + 1 + i + usize::from(stop.is_some_and(|t| t.closing)));
        self.push(BlockKind::Heading { level, form: HeadingForm::Html }, end);
        Some(next)
    }

    /// A comment or the like stands alone, unless it is a short one in the middle of words.
    fn apart(&mut self, tag: Tag<'_>) -> bool {
        if self.words && tag.end - tag.start < 500 {
            return false;
        }
        self.flush(tag.start);
        // Tags that are open before it are shown, and belong to what they stand beside.
        let alone = self.text.get(self.pos..tag.start).is_some_and(|t| t.trim().is_empty());
        let comment = alone && tag.comment(self.text) == Some(true);
        self.push(if comment { BlockKind::Comment } else { BlockKind::Html }, tag.end);
        true
    }
}

/// What each list and table among the tags holds.
fn holds(tags: &[Tag<'_>]) -> Vec<Holds> {
    let mut out = vec![Holds { close: tags.len(), first: usize::MAX, heading: false, table: false }; tags.len()];
    let mut open: Vec<usize> = Vec::new();
    for (n, tag) in tags.iter().enumerate() {
        match (tag.kind, tag.closing) {
            (Kind::List | Kind::Table, false) => open.push(n),
            (Kind::List | Kind::Table, true) => {
                // What was left open in it ends with it.
                let same = |i: &usize| tags.get(*i).is_some_and(|t| t.is(tag.name));
                let depth = open.iter().rev().take(LEAD).position(same);
                for _ in 0..depth.map_or(0, |d| d + 1) {
                    close_last(tags, &mut out, &mut open, n);
                }
            }
            (kind @ (Kind::Heading(_) | Kind::Item), false) => {
                if let Some(holder) = open.last().and_then(|i| out.get_mut(*i)) {
                    holder.heading |= kind != Kind::Item;
                    holder.first = if kind == Kind::Item { holder.first.min(n) } else { holder.first };
                }
            }
            _ => {}
        }
    }
    while !open.is_empty() {
        close_last(tags, &mut out, &mut open, tags.len());
    }
    out
}

/// Closes the list or table opened last with the tag `close`; what holds it holds what it does.
fn close_last(tags: &[Tag<'_>], out: &mut [Holds], open: &mut Vec<usize>, close: usize) {
    let Some((n, mine)) = open.pop().and_then(|n| Some((n, out.get_mut(n)?))) else { return };
    mine.close = close;
    let mine = *mine;
    let table = tags.get(n).is_some_and(|t| t.kind == Kind::Table);
    if let Some(holder) = open.last().and_then(|i| out.get_mut(*i)) {
        holder.heading |= mine.heading;
        holder.table |= mine.table || table;
        holder.first = holder.first.min(mine.first);
    }
}
