//! Blocks of HTML cut into the pieces that Markdown gives: headings, paragraphs, lists with their items, tables.
//!
//! It knows what the tags do to the shape of a text, and nothing of what the words mean. Tags that hold no words (`<div>`,
//! `</ul>`) go to the piece beside them, so that every byte still stands in a piece. What is no running text (comments, scripts,
//! quotations, elements that HTML does not know) stays a block of HTML.

use super::bare::clip;
use super::markdown::{Item, Shape, Unit, lines, skip_blanks, trim_end};
use super::tags::{Kind, Tag, has_words, inner, is_worded, tag, tags};

/// The pieces with each run of blocks of HTML cut further.
pub(crate) fn cut(text: &str, units: Vec<Unit>) -> Vec<Unit> {
    if !units.iter().any(|u| matches!(u.shape, Shape::Html)) {
        return units;
    }
    let mut out: Vec<Unit> = Vec::with_capacity(units.len());
    // Blocks with nothing but blank lines between them are one stretch: a list may hold such lines.
    let mut run: Option<(usize, usize)> = None;
    for unit in units {
        let readable = matches!(unit.shape, Shape::Html) && begins_with_known(text, unit.start, unit.end);
        if let Some((start, end)) = run.take() {
            if readable && text.get(end..unit.start).is_some_and(|gap| gap.trim().is_empty()) {
                run = Some((start, unit.end));
                continue;
            }
            Cut::new(text, start, end, &mut out).all();
        }
        if readable {
            run = Some((unit.start, unit.end));
        } else {
            out.push(unit);
        }
    }
    if let Some((start, end)) = run {
        Cut::new(text, start, end, &mut out).all();
    }
    out
}

/// The lines of a paragraph; in HTML also each of its paragraphs, items and headings, which may stand on one line. Tags alone go to
/// the line after them, at the end to that before.
pub(crate) fn pieces(text: &str, start: usize, end: usize) -> Vec<(usize, usize)> {
    if !text.get(start..end).is_some_and(|t| t.starts_with('<')) {
        return lines(text, start, end).collect();
    }
    let mut out: Vec<(usize, usize)> = Vec::new();
    let mut from = start;
    let mut put = |from: &mut usize, to: usize| {
        let stop = trim_end(text, *from, to);
        if *from < stop && text.get(*from..stop).is_some_and(is_worded) {
            out.push((*from, stop));
            *from = skip_blanks(text, to, end);
        }
    };
    for (a, b) in lines(text, start, end) {
        for i in memchr::memchr_iter(b'<', text.as_bytes().get(a..b).unwrap_or(&[])) {
            let tag = clip(text.get(a + i..b).unwrap_or(""), 6).to_ascii_lowercase();
            let opens = ["<p>", "<p ", "<li", "<h1", "<h2", "<h3", "<h4", "<h5", "<h6", "<div", "<tr", "<ul", "<ol", "<br"]
                .iter()
                .any(|t| tag.starts_with(t));
            if opens && a + i > from {
                put(&mut from, a + i);
            }
        }
        put(&mut from, b);
    }
    match out.last_mut() {
        Some(last) if from < end => last.1 = end,
        None => out.push((start, end)),
        _ => {}
    }
    out
}

fn begins_with_known(text: &str, start: usize, end: usize) -> bool {
    tag(text, start, end).is_some_and(|t| t.kind != Kind::Unknown)
}

/// A stretch of HTML being cut.
struct Cut<'a, 'o> {
    text: &'a str,
    to: usize,
    tags: Vec<Tag<'a>>,
    /// For each tag that opens a list or table, which one closes it and what is in it.
    ends: Vec<Holds>,
    out: &'o mut Vec<Unit>,
    /// How many pieces stood before this stretch.
    before: usize,
    /// Where the piece that is open begins …
    pos: usize,
    /// … whether it has words, and whether it opens anything.
    words: bool,
    opens: bool,
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

impl<'a, 'o> Cut<'a, 'o> {
    fn new(text: &'a str, start: usize, end: usize, out: &'o mut Vec<Unit>) -> Cut<'a, 'o> {
        let tags: Vec<Tag<'a>> = tags(text, start, end).collect();
        let ends = holds(&tags);
        let before = out.len();
        Cut { text, to: end, tags, ends, out, before, pos: start, words: false, opens: false }
    }

    fn all(mut self) {
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
            if kind.parts() && tag.closing {
                self.flush(tag.end);
            }
            seen = tag.end;
            n += 1;
        }
        self.words |= self.text.get(seen..self.to).is_some_and(has_words);
        self.flush(self.to);
        self.push(Shape::Html, self.to);
    }

    /// Ends the open piece at `at` if it has words. Tags alone stay open and go to what comes next; those that only close go to what was before.
    fn flush(&mut self, at: usize) {
        if self.words {
            return self.push(Shape::Paragraph, at);
        }
        if self.opens || at <= self.pos || self.out.len() <= self.before {
            return;
        }
        let end = trim_end(self.text, self.pos, at);
        if let Some(unit) = self.out.last_mut().filter(|_| end > self.pos) {
            if let Shape::List(items) = &mut unit.shape
                && let Some(item) = items.iter_mut().rev().find(|i| i.depth == 0)
            {
                item.own_end = if item.own_end == item.end { end } else { item.own_end };
                item.end = end;
            }
            unit.end = end;
        }
        self.pos = at;
    }

    /// Makes the open piece one that ends at `end`.
    fn push(&mut self, shape: Shape, end: usize) {
        let start = skip_blanks(self.text, self.pos, end);
        let stop = trim_end(self.text, start, end);
        if start < stop {
            self.out.push(Unit { shape, start, end: stop });
        }
        (self.pos, self.words, self.opens) = (end, false, false);
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
        self.push(Shape::Heading(level), end);
        Some(next)
    }

    /// A comment or the like stands alone, unless it is a short one in the middle of words.
    fn apart(&mut self, tag: Tag<'_>) -> bool {
        if self.words && tag.end - tag.start < 500 {
            return false;
        }
        self.flush(tag.start);
        self.push(Shape::Html, tag.end);
        true
    }

    /// A table of two columns or more that holds no headings and no other table. What else is in table tags lays out a page.
    fn table(&mut self, n: usize) -> Option<usize> {
        let holds = self.ends.get(n).copied().filter(|h| !h.heading && !h.table && h.close < self.tags.len())?;
        let rows = self.rows(n + 1, holds.close);
        let end = self.tags.get(holds.close)?.end;
        if rows.iter().map(Vec::len).max().unwrap_or(0) < 2 {
            return None;
        }
        let start = self.tags.get(n)?.start;
        self.flush(start);
        self.push(Shape::Table(rows), end);
        Some(holds.close + 1)
    }

    /// The cells of the rows between two tags; a row over all the columns at the top is a title and none of them.
    fn rows(&self, from: usize, to: usize) -> Vec<Vec<(usize, usize)>> {
        let mut rows: Vec<Vec<(usize, usize)>> = Vec::new();
        let mut open: Option<usize> = None;
        for tag in self.tags.get(from..=to).unwrap_or(&[]) {
            let kind = tag.kind;
            if !matches!(kind, Kind::Row | Kind::Cell | Kind::Table) {
                continue;
            }
            if let Some(start) = open.take()
                && let Some(row) = rows.last_mut()
            {
                row.push(inner(self.text, start, tag.start));
            }
            match kind {
                Kind::Row if !tag.closing => rows.push(Vec::new()),
                Kind::Cell if !tag.closing => {
                    if rows.is_empty() {
                        rows.push(Vec::new());
                    }
                    open = Some(tag.end);
                }
                _ => {}
            }
        }
        rows.retain(|row| !row.is_empty());
        let titles = rows.iter().take_while(|row| row.len() == 1).count();
        rows.drain(..titles);
        rows
    }

    /// A list. One that holds headings lays out a page; so does one with words before its first item.
    fn list(&mut self, n: usize) -> Option<usize> {
        let holds = self.ends.get(n).copied().filter(|h| !h.heading)?;
        let lead = self.tags.get(n + 1..=holds.first).filter(|lead| lead.len() <= LEAD)?;
        let mut seen = self.tags.get(n)?.end;
        for tag in lead {
            if self.text.get(seen..tag.start).is_some_and(has_words) {
                return None;
            }
            seen = tag.end;
        }
        let start = self.tags.get(n)?.start;
        self.flush(start);
        let end = self.tags.get(holds.close).map_or(self.to, |t| t.end);
        let from = skip_blanks(self.text, self.pos, end);
        let items = self.items(n, holds.close.min(self.tags.len()), from, trim_end(self.text, from, end));
        self.push(Shape::List(items), end);
        Some(holds.close + 1)
    }

    /// The items of the list whose tags stand from `n` to `close`; the first begins at `start` and the last ends at `stop`.
    fn items(&self, n: usize, close: usize, start: usize, stop: usize) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        // The items that are open, and for each list how many were when it opened and whether it is numbered.
        let (mut open, mut lists): (Vec<usize>, Vec<(usize, bool)>) = (Vec::new(), Vec::new());
        // Whether the item opened last has words of its own yet, and whether those have ended.
        let (mut words, mut ended) = (false, false);
        let mut seen = start;
        for tag in self.tags.get(n..close).unwrap_or(&[]) {
            words |= self.text.get(seen..tag.start).is_some_and(has_words);
            seen = tag.end;
            let level = lists.last().map_or(0, |l| l.0);
            match (tag.kind, tag.closing) {
                (Kind::Item, false) => {
                    end_at(&mut items, &mut open, level, tag.start);
                    let ordered = lists.last().is_some_and(|l| l.1);
                    let (depth, end) = (open.len(), tag.end);
                    open.push(items.len());
                    items.push(Item { depth, start: tag.start, end, text: end, own_end: 0, tick: None, ordered });
                    (words, ended) = (false, false);
                    continue;
                }
                (Kind::Item, true) => {
                    if open.len() > level
                        && let Some(item) = open.pop().and_then(|i| items.get_mut(i))
                    {
                        item.end = tag.end;
                    }
                    continue;
                }
                (Kind::List, true) => {
                    end_at(&mut items, &mut open, level, tag.start);
                    lists.pop();
                }
                (kind, closing) => {
                    let nests = !closing && matches!(kind, Kind::List | Kind::Table | Kind::Apart);
                    if (nests || words && !closing && kind.parts())
                        && !ended
                        && let Some(item) = open.last().and_then(|i| items.get_mut(*i))
                    {
                        item.own_end = tag.start;
                        ended = true;
                    }
                    if kind == Kind::List {
                        lists.push((open.len(), tag.is("ol")));
                    }
                    if let Some(item) = open.last().and_then(|i| items.get_mut(*i)).filter(|_| tag.is("input") && !words) {
                        let attributes = self.text.get(tag.start..tag.end).unwrap_or("").to_ascii_lowercase();
                        item.tick = attributes.contains("checkbox").then(|| attributes.contains(" checked"));
                        item.text = tag.end;
                    }
                }
            }
        }
        if let Some(first) = items.first_mut() {
            first.start = start;
        }
        self.close_items(&mut items, stop);
        items
    }

    /// Lets each item reach to the next one beside it, so that nothing stands between them, and finds its words.
    fn close_items(&self, items: &mut [Item], stop: usize) {
        // The items after this one, each the first that is no deeper than those between: depth and beginning.
        let mut after: Vec<(usize, usize)> = Vec::new();
        for item in items.iter_mut().rev() {
            while after.last().is_some_and(|(depth, _)| *depth > item.depth) {
                after.pop();
            }
            let closed = item.end > item.text;
            let reach = match after.last() {
                Some((depth, start)) if *depth == item.depth || !closed => *start,
                None if item.depth == 0 || !closed => stop,
                _ => item.end,
            };
            after.push((item.depth, item.start));
            item.end = trim_end(self.text, item.start, reach.max(item.text));
            // With more in it than its own words, what holds those closes before the rest.
            let nests = item.own_end > 0;
            item.own_end = if nests { trim_end(self.text, item.text, item.own_end) } else { item.end };
            item.text =
                if nests { skip_blanks(self.text, item.text, item.own_end) } else { inner(self.text, item.text, item.own_end).0 };
        }
    }
}

/// Ends the open items but the first `level` ones at `at`.
fn end_at(items: &mut [Item], open: &mut Vec<usize>, level: usize, at: usize) {
    for n in open.drain(level.min(open.len())..) {
        if let Some(item) = items.get_mut(n) {
            item.end = at;
        }
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
