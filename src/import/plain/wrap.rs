//! Whether a line was wrapped, and its words again in one line.

use super::line::{LineKind, TextLine};

/// A text whose longest lines are longer than this was not wrapped for people to read.
const WIDEST: usize = 130;

/// So many words are looked back through for one that has its hyphen.
const LOOKED_BACK: usize = 1000;

/// Lines are wrapped where at least this part of them, in hundredths, is about as long as the longest.
const FULL_LINES: usize = 15;

/// How a text was wrapped.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct WrapMeasure {
    /// The common width of full lines; 0 where lines were not wrapped.
    pub(super) width: usize,
    /// The width of the lines of numbered paragraphs after their first.
    numbered: usize,
    /// Each line has a blank one after it, also where a paragraph goes on.
    pub(super) is_double_spaced: bool,
}

impl WrapMeasure {
    pub(super) fn of(lines: &[TextLine<'_>]) -> WrapMeasure {
        let single = lines.iter().skip(1).filter(|line| line.blanks == 1).count();
        let broken = lines.iter().filter(|line| line.blanks == 1 && line.is_continuation()).count();
        let is_double_spaced = single * 2 > lines.len() && broken * 6 > lines.len();
        let mut lengths: Vec<usize> = lines.iter().filter(|l| l.kind != LineKind::Columns).map(TextLine::len).collect();
        lengths.sort_unstable();
        let width = lengths.get(lengths.len() * 19 / 20).copied().unwrap_or(0);
        let full = lengths.iter().filter(|n| **n * 10 >= width * 7).count();
        let is_wrapped = (20..=WIDEST).contains(&width) && full * 100 >= lengths.len() * FULL_LINES;
        let width = if is_wrapped { width } else { 0 };
        let mut numbered = Vec::new();
        let mut is_in = false;
        for line in lines {
            match line.kind {
                LineKind::Numbered => is_in = line.outline.as_ref().is_some_and(|n| n.parts.len() > 1),
                LineKind::Words if is_in && line.is_continuation() => numbered.push(line.len()),
                LineKind::Words => {}
                _ => is_in = false,
            }
        }
        numbered.sort_unstable();
        let numbered = numbered.get(numbered.len() * 19 / 20).copied().filter(|_| numbered.len() >= 8).unwrap_or(width);
        WrapMeasure { width, numbered, is_double_spaced }
    }

    /// Whether a paragraph ends before a line.
    pub(super) fn is_apart(&self, line: &TextLine<'_>) -> bool {
        line.blanks > usize::from(self.is_double_spaced)
    }

    /// Whether the words of a paragraph go on in the next line.
    pub(super) fn is_wrapped(&self, paragraph: &[&TextLine<'_>], next: &TextLine<'_>) -> bool {
        let (Some(first), Some(last)) = (paragraph.first(), paragraph.last()) else { return false };
        if self.width == 0 || next.kind != LineKind::Words || self.is_apart(next) || next.is_lettered() {
            return false;
        }
        if matches!(last.kind, LineKind::Columns | LineKind::Heading(_)) {
            return false;
        }
        let is_title = first.outline.as_ref().is_some_and(|n| n.parts.len() == 1) && paragraph.len() == 1;
        if is_title && !last.ends_sentence() && !next.is_continuation() && last.len() * 10 < self.width * 9 {
            return false;
        }
        let len = last.len();
        let word = next.text.split_whitespace().next().map_or(0, |w| w.chars().count());
        let is_full = (len + 1 + word) * 20 > self.width * 17;
        if last.ends_sentence() {
            // A line that is wider than those of a numbered paragraph begins another, further out.
            let is_wider = first.outline.is_some() && next.len() > self.numbered + 1 && !next.is_continuation();
            return is_full && !is_wider;
        }
        if next.is_continuation() { len * 2 >= self.width } else { is_full || len * 10 >= self.width * 6 }
    }

    /// Whether lines that were put together are a paragraph, and not lines that happen to be long: it ends a sentence, or breaks one.
    pub(super) fn is_prose(lines: &[&TextLine<'_>]) -> bool {
        let ends = lines.last().is_some_and(|line| line.ends_sentence());
        ends || lines.iter().skip(1).any(|line| line.is_continuation())
    }

    /// Whether two lines stay lines of one block.
    pub(super) fn keeps_lines(&self, last: &TextLine<'_>, next: &TextLine<'_>) -> bool {
        if self.is_double_spaced {
            return last.kind == LineKind::Columns || next.kind == LineKind::Columns && !last.ends_sentence();
        }
        true
    }
}

/// Adds a line to a paragraph. A word that was parted at its end is one again.
pub(super) fn join(text: &mut String, line: &str, joined: &mut Vec<(Box<str>, Box<str>)>) {
    if text.is_empty() {
        text.push_str(line);
        return;
    }
    let head = text.rsplit(char::is_whitespace).next().unwrap_or("");
    let tail = line.split(char::is_whitespace).next().unwrap_or("");
    let stem = head.trim_end_matches(['-', '\u{2010}', '\u{ad}']);
    let is_parted = stem.len() < head.len() && !stem.is_empty() && stem.ends_with(char::is_alphabetic);
    if is_parted && tail.starts_with(char::is_alphabetic) {
        let hyphen = head.len() - stem.len();
        let is_soft = head.ends_with('\u{ad}');
        // `Mary-Ann` and `cross-departmental` keep their hyphen: a capital follows, or the word has one elsewhere.
        let keeps = !is_soft && (tail.starts_with(char::is_uppercase) || is_hyphenated(text, stem, tail));
        if !keeps {
            // Signs around the two halves, as in `(entitled “his-tory”)`, are no part of the word.
            let is_sign = |c: char| !c.is_alphanumeric();
            let halves = (stem.rsplit(is_sign).next().unwrap_or(stem), tail.split(is_sign).next().unwrap_or(tail));
            joined.push((halves.0.into(), halves.1.into()));
            text.truncate(text.len() - hyphen);
        }
        text.push_str(line);
        return;
    }
    text.push(' ');
    text.push_str(line);
}

/// Whether a word with its hyphen is in the paragraph before.
fn is_hyphenated(text: &str, stem: &str, tail: &str) -> bool {
    let word = tail.trim_end_matches(|c: char| !c.is_alphanumeric());
    let whole = format!("{stem}-{word}").to_lowercase();
    let words = text.rsplit(char::is_whitespace).take(LOOKED_BACK);
    words.map(|part| part.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()).any(|part| part == whole)
}
