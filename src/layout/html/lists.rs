//! Lists of HTML.

use super::{LEAD, Stretch};
use crate::layout::line::{skip_blanks, trim_end};
use crate::layout::model::{BlockKind, Marker};
use crate::layout::tags::{Kind, has_words, inner};
use crate::record::TextRange;

/// An item of a list of HTML.
struct HtmlItem {
    depth: usize,
    start: usize,
    end: usize,
    /// Where its words begin …
    text: usize,
    /// … and where they end, before anything nested.
    own_end: usize,
    tick: Option<bool>,
    ordered: bool,
}

impl Stretch<'_, '_> {
    /// A list. One that holds headings lays out a page; so does one with words before its first item.
    pub(super) fn list(&mut self, n: usize) -> Option<usize> {
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
        let stop = trim_end(self.text, from, end);
        let items = self.items(n, holds.close.min(self.tags.len()), from, stop);
        if self.sink.open(BlockKind::List, from, stop).is_some() {
            self.put_items(&items);
            self.sink.close();
            self.any = true;
        }
        (self.pos, self.words, self.opens, self.broken) = (end, false, false, false);
        Some(holds.close + 1)
    }

    /// Puts items into the list that is open, each in a list of its own inside the one that holds it.
    fn put_items(&mut self, items: &[HtmlItem]) {
        // For each item that is open, whether a list was opened for it.
        let mut open: Vec<bool> = Vec::new();
        for item in items {
            let mut nested = true;
            while open.len() > item.depth {
                self.sink.close();
                let listed = open.pop().unwrap_or(false);
                if open.len() > item.depth {
                    if listed {
                        self.sink.close();
                    }
                } else {
                    // The one beside it is in the same list.
                    open.push(listed);
                    nested = false;
                    break;
                }
            }
            let listed = if nested {
                item.depth > 0 && self.sink.open(BlockKind::List, item.start, self.reach()).is_some()
            } else {
                open.pop().unwrap_or(false)
            };
            let marker = if item.ordered { Marker::Number(TextRange::empty(item.start)) } else { Marker::Bullet };
            if self.sink.open(BlockKind::Item { marker, tick: item.tick }, item.start, item.end).is_none() {
                if listed {
                    self.sink.close();
                }
                continue;
            }
            self.sink.set_content(TextRange::new(item.text, item.own_end));
            open.push(listed);
        }
        while let Some(listed) = open.pop() {
            self.sink.close();
            if listed {
                self.sink.close();
            }
        }
    }

    /// Where the innermost block ends.
    fn reach(&self) -> usize {
        self.sink.innermost().map_or(self.to, |b| b.range.end())
    }

    /// The items of the list whose tags stand from `n` to `close`; the first begins at `start` and the last ends at `stop`.
    fn items(&self, n: usize, close: usize, start: usize, stop: usize) -> Vec<HtmlItem> {
        let mut items: Vec<HtmlItem> = Vec::new();
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
                    items.push(HtmlItem { depth, start: tag.start, end, text: end, own_end: 0, tick: None, ordered });
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
    fn close_items(&self, items: &mut [HtmlItem], stop: usize) {
        // The items after this one, each the first that is no deeper than those between: depth and beginning.
        let mut after: Vec<Beside> = Vec::new();
        for item in items.iter_mut().rev() {
            while after.last().is_some_and(|beside| beside.depth > item.depth) {
                after.pop();
            }
            let closed = item.end > item.text;
            let reach = match after.last() {
                Some(beside) if beside.depth == item.depth || !closed => beside.start,
                None if item.depth == 0 || !closed => stop,
                _ => item.end,
            };
            after.push(Beside { depth: item.depth, start: item.start });
            item.end = trim_end(self.text, item.start, reach.max(item.text));
            // With more in it than its own words, what holds those closes before the rest.
            let nests = item.own_end > 0;
            item.own_end = if nests { trim_end(self.text, item.text, item.own_end) } else { item.end };
            item.text = if nests {
                skip_blanks(self.text, item.text, item.own_end)
            } else {
                inner(self.text, TextRange::new(item.text, item.own_end)).start()
            };
        }
    }
}

/// An item that comes after the one looked at.
struct Beside {
    depth: usize,
    start: usize,
}

/// Ends the open items but the first `level` ones at `at`.
fn end_at(items: &mut [HtmlItem], open: &mut Vec<usize>, level: usize, at: usize) {
    for n in open.drain(level.min(open.len())..) {
        if let Some(item) = items.get_mut(n) {
            item.end = at;
        }
    }
}
