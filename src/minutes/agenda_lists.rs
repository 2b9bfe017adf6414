//! In minutes without headings: lists whose items are those of the agenda, lines in capitals over what was said, and labels of usual business.

use super::label::Labelled;
use super::lexicon::SECTION_BUSINESS;
use super::lines::{Line, is_bold};
use super::marks::Mark;
use super::people_lines::Pending;
use super::walk::{Mode, Walk, chunks};
use super::words::Label;
use crate::layout::bare::{Bare, clip, fold};
use crate::layout::line::lines;
use crate::layout::{BlockKind, BlockRef, ListItem};
use crate::record::TextRange;

/// How many words a title has at most.
const TITLE_WORDS: usize = 9;

/// How long a heading in capitals is at most, and how many lines in capitals, each over something else, are headings.
const LONGEST: usize = 80;
const FEWEST: usize = 3;

impl Walk<'_> {
    /// Makes items of a list with numbers each of whose items begins with a title of its own: in bold, in capitals, or a short line over others.
    pub(super) fn agenda_list(&mut self, items: &[ListItem], list_end: usize) -> bool {
        let top: Vec<&[ListItem]> = chunks(items).collect();
        let numbered = items.iter().all(|item| item.ordered || item.depth > 0);
        let first = items.first().map_or(0, |item| item.range.start());
        let number =
            clip(self.text.get(first..).unwrap_or(""), 8).split(['.', ')']).next().and_then(|n| n.trim().parse::<u32>().ok());
        if top.len() < 2 || !numbered || number != Some(self.last_item + 1) || !matches!(self.mode, Mode::Plain | Mode::Next) {
            return false;
        }
        let titles: Vec<usize> = top.iter().filter_map(|chunk| self.title_of(chunk)).collect();
        let below = |(chunk, end): (&&[ListItem], &usize)| chunk.len() > 1 || chunk.first().is_some_and(|i| *end < i.own.end());
        if titles.len() < top.len() || !top.iter().zip(&titles).any(below) {
            return false;
        }
        for (chunk, end) in top.into_iter().zip(titles) {
            let Some(item) = chunk.first() else { continue };
            self.section(item.range.start(), end, end, 1, false);
            if end < item.own.end() {
                for part in self.parts_with_marks(TextRange::new(end, item.own.end())) {
                    self.lines(part.start(), part.end(), false);
                    self.close();
                }
            }
            if let Some(nested) = chunk.get(1..).filter(|nested| !nested.is_empty()) {
                self.plain_list(nested);
                self.close();
            }
            self.keep_rest(end, item.range.end());
            (self.mode, self.lasting) = (Mode::Plain, false);
        }
        self.keep_rest(first, list_end);
        true
    }

    /// The parts of what stands in an item, each but the first beginning with a mark of an action behind a sentence.
    fn parts_with_marks(&self, range: TextRange) -> Vec<TextRange> {
        let mut out = Vec::new();
        let mut start = range.start();
        let text = range.slice(self.text);
        let ends = if self.lexicon.may_mark_action(text.as_bytes()) { text } else { "" };
        for (at, stop) in ends.match_indices(". ") {
            let next = range.start() + at + stop.len();
            if matches!(self.marks.mark(&Bare::of(self.text, next, range.end())), Some(Mark::Action { .. })) {
                out.push(TextRange::new(start, next));
                start = next;
            }
        }
        out.push(TextRange::new(start, range.end()));
        out
    }

    /// Where the title ends that an item of a list begins with, and under which something stands.
    fn title_of(&self, chunk: &[ListItem]) -> Option<usize> {
        let item = chunk.first()?;
        let mut own = lines(self.text, item.range.start(), item.own.end());
        let (line, next) = (own.next()?, own.next());
        let bare = Bare::within(self.text, line);
        let text = bare.text.trim_end();
        let words = super::number::of_heading(text, None).and_then(|head| text.get(head.text..))?;
        let raw = self.text.get(item.own.start()..line.end()).unwrap_or("").trim_end();
        let capitals = is_capitals(words);
        let short = words.split_whitespace().count() <= TITLE_WORDS && !words.ends_with(['.', ';', ',', ':', '?']);
        let opens = |c: char| c.is_uppercase() || c.is_ascii_digit() || c == '(';
        let over = next.is_some_and(|next| next.slice(self.text).trim_start().starts_with(opens));
        let alone = next.is_none() && chunk.len() > 1;
        let titled = short && (is_bold(raw) && (next.is_none() || over) || capitals && (next.is_none() || over) || alone);
        titled.then_some(line.end())
    }

    /// The lines in capitals that are the headings of a text, if there are some: each alone in its paragraph, over something that is none.
    pub(super) fn headings_in_capitals(&self, units: &[BlockRef<'_>]) -> Vec<(usize, bool)> {
        let is_line = |unit: &BlockRef<'_>| {
            matches!(unit.kind, BlockKind::Paragraph)
                && unit.range.len() <= LONGEST
                && unit.range.slice(self.text).starts_with(char::is_uppercase)
                && is_capitals(&Bare::within(self.text, unit.range).text)
        };
        let heads = |n: &usize| units.get(*n).is_some_and(is_line) && units.get(n + 1).is_some_and(|next| !is_line(next));
        let found: Vec<usize> = (0..units.len()).filter(heads).collect();
        if found.len() < FEWEST {
            return Vec::new();
        }
        let before = |n: usize| n.checked_sub(1).and_then(|n| units.get(n)).is_some_and(is_line);
        found.into_iter().filter_map(|n| Some((units.get(n)?.range.start(), before(n)))).collect()
    }

    /// Whether a line is such a heading. Of names in capitals line by line, the last is none.
    fn is_heading_in_capitals(&self, start: usize) -> bool {
        let found = self.capital_heads.binary_search_by_key(&start, |(at, _)| *at).ok().and_then(|n| self.capital_heads.get(n));
        found.is_some_and(|(_, after)| !after || self.mode_of_people().is_none())
    }

    /// `OLD BUSINESS` alone in a paragraph, where such lines are headings; `Old Business: The lamps are mended.`
    pub(super) fn business_line(&mut self, bare: &Bare, line: Line, pending: &mut Option<Pending>) -> bool {
        if line.only && self.is_heading_in_capitals(line.start) {
            self.flush(pending);
            self.section(line.start, line.end, line.end, 1, false);
            return true;
        }
        let Some(colon) = clip(&bare.text, 40).find(':') else { return false };
        let words = fold(bare.text.get(..colon).unwrap_or(""));
        if !line.first || !SECTION_BUSINESS.contains(&words) {
            return false;
        }
        let content = super::marker::skip(&bare.text, colon + 1);
        if content >= bare.text.trim_end().len() {
            return false;
        }
        let found = Labelled { label: Label::Date, start: 0, end: colon + 1, content };
        self.label_item(bare, line, found, pending)
    }
}

/// Whether words are a heading in capitals: no small letter, few words, no stop.
fn is_capitals(words: &str) -> bool {
    let words = words.trim();
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 4
        && words.split_whitespace().count() <= TITLE_WORDS
        && !words.chars().any(char::is_lowercase)
        && !words.ends_with(['.', ';', ',', ':'])
        && words.starts_with(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_in_capitals() {
        for words in ["CALL TO ORDER", "LAMP FUND (G-1)", "OLD BUSINESS"] {
            assert!(is_capitals(words), "{words}");
        }
        for words in ["AL", "Call to order", "THE FEES STAND.", "2 LAMPS", "PRESENT:"] {
            assert!(!is_capitals(words), "{words}");
        }
    }
}
