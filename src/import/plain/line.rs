//! The lines of a plain text: numbers, bullets, columns, and what belongs to its pages.

use std::collections::BTreeMap;

use crate::import::extract::PageText;
use crate::import::outline::{OutlineNumber, OutlineSeries};
use crate::layout::{Origin, PagePlace};

/// How often words must occur beside the ends of pages to belong to them.
const FURNITURE: usize = 2;

/// A line of a page, as its place tells.
#[cfg(feature = "attachments")]
#[derive(Debug, Clone, Copy)]
pub(in crate::import) struct PlacedText<'t> {
    /// Its words.
    pub(in crate::import) text: &'t str,
    /// How many blank lines the gap above it is.
    pub(in crate::import) blanks: usize,
    /// The number of signs at its beginning that are bold, without blanks.
    pub(in crate::import) bold: usize,
    /// Its letters are larger than those of the text.
    pub(in crate::import) is_large: bool,
    /// How far it is set in, in letters.
    pub(in crate::import) indent: usize,
}

/// A line of a text that is not blank.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TextLine<'t> {
    /// Its words, without blanks around them.
    pub(super) text: &'t str,
    /// Its number in the file, from 1.
    pub(super) number: u32,
    /// How far it is set in.
    pub(super) indent: usize,
    /// How many blank lines are before it.
    pub(super) blanks: usize,
    /// What it begins with.
    pub(super) kind: LineKind,
    /// The number that it begins with, where the document counts so.
    pub(super) outline: Option<OutlineNumber>,
    /// The number of signs at its beginning that are bold, without blanks.
    pub(super) bold: usize,
    /// Its letters are larger than those of the text.
    pub(super) is_large: bool,
}

/// What a line looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineKind {
    /// Words.
    Words,
    /// A number of the document's series, and words.
    Numbered,
    /// A bullet, and words.
    Bullet,
    /// Words in columns.
    Columns,
    /// A heading of a wiki (`== Lamps ==`).
    Heading(u8),
}

impl LineKind {
    /// Whether lines of this kind may be lines of one block.
    pub(super) fn is_line(self) -> bool {
        matches!(self, LineKind::Words | LineKind::Columns)
    }
}

impl<'t> TextLine<'t> {
    /// Returns the length of the line in characters.
    pub(super) fn len(&self) -> usize {
        self.text.chars().count()
    }

    /// Returns its number as written.
    pub(super) fn label(&self) -> Option<&'t str> {
        self.outline.as_ref().and_then(|n| self.text.get(..n.len))
    }

    /// Returns its words, without number, bullet or marks of a heading.
    pub(super) fn words(&self) -> &'t str {
        match (self.kind, &self.outline) {
            (_, Some(number)) => self.text.get(number.words..).unwrap_or("").trim(),
            (LineKind::Bullet, _) => self.text.trim_start_matches(is_bullet).trim(),
            (LineKind::Heading(_), _) => self.text.trim_matches('=').trim(),
            _ => self.text,
        }
    }

    /// Returns the depth of its bullet: by how often it is repeated, or how far it is set in.
    pub(super) fn bullet_depth(&self) -> u8 {
        let repeated = self.text.chars().take_while(|c| is_bullet(*c)).count().saturating_sub(1);
        u8::try_from(repeated.max(self.indent / 4).min(6)).unwrap_or(0)
    }

    /// Whether all of it is bold.
    pub(super) fn is_bold(&self) -> bool {
        self.bold > 0 && self.bold >= signs(self.text)
    }

    /// Returns how many signs of its words are bold; of the first line of a block its number or bullet is none of them. A numbered line that
    /// is bold as a whole is told by its number.
    pub(super) fn bold_of_words(&self, is_first: bool) -> usize {
        match (is_first, self.kind) {
            (true, LineKind::Numbered) if self.is_bold() => 0,
            (true, _) => self.bold.saturating_sub(signs(self.text).saturating_sub(signs(self.words()))),
            (false, _) => self.bold,
        }
    }

    /// Whether a paragraph that it is in may go on in the next line, by the look of both.
    pub(super) fn goes_on_in_look_of(&self, next: &TextLine<'_>) -> bool {
        let is_label = next.bold > 0 && self.bold == 0 && self.ends_sentence();
        let is_other = self.is_bold() != next.is_bold() && (self.is_bold() || !next.is_continuation());
        self.is_large == next.is_large && !is_label && !is_other
    }

    /// Whether its words end a sentence.
    pub(super) fn ends_sentence(&self) -> bool {
        let text = self.text.trim_end_matches(['"', '\'', '”', '’', ')', ']', '*', '_']);
        text.ends_with(['.', '!', '?', ':', ';', '…'])
    }

    /// Whether it begins with a letter that counts: `a.`, `b)`, `(c)`, `(iv)`.
    pub(super) fn is_lettered(&self) -> bool {
        let (label, rest) = self.text.split_once(' ').unwrap_or((self.text, ""));
        let bare = label.strip_prefix('(').unwrap_or(label);
        let Some(letters) = bare.strip_suffix([')', '.']) else { return false };
        let most = if label.starts_with('(') { 4 } else { 1 };
        let is_count = (1..=most).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_lowercase());
        is_count && !rest.is_empty()
    }

    /// Whether it begins with a small letter.
    pub(super) fn is_continuation(&self) -> bool {
        self.outline.is_none()
            && !self.is_lettered()
            && self.text.trim_start_matches(['(', '"', '“', '‘']).starts_with(char::is_lowercase)
    }
}

/// The number of signs of a text, without blanks.
fn signs(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

fn is_bullet(c: char) -> bool {
    matches!(c, '-' | '*' | '•' | '·' | '–' | '▪' | '◦' | '●' | '○' | '\u{f0b7}')
}

/// Reads the lines, and takes out what repeats at the ends of pages.
pub(super) fn read_lines(text: &str) -> (Vec<TextLine<'_>>, Vec<PageText>) {
    let mut lines = Vec::new();
    let mut edges = Vec::new();
    let (mut blanks, mut is_page_start) = (0_usize, false);
    for (n, raw) in text.split('\n').enumerate() {
        // A form feed ends a page: the lines around it may be its head and foot.
        if raw.contains('\u{c}') {
            is_page_start = true;
            edges.push(lines.len());
        }
        let line = raw.trim_matches(|c: char| c.is_whitespace() || c == '\u{c}' || c == '\u{feff}');
        if line.is_empty() {
            blanks += 1;
            continue;
        }
        let indent = raw.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum();
        let number = u32::try_from(n + 1).unwrap_or(u32::MAX);
        if is_page_start {
            edges.push(lines.len());
            is_page_start = false;
        }
        lines.push(TextLine {
            text: line,
            number,
            indent,
            blanks,
            kind: LineKind::Words,
            outline: None,
            bold: 0,
            is_large: false,
        });
        blanks = 0;
    }
    let furniture = take_furniture(&mut lines, &edges);
    classify(&mut lines);
    (lines, furniture)
}

/// Makes lines of texts whose gaps are known; their numbers are their places, from 0.
#[cfg(feature = "attachments")]
pub(super) fn placed_lines<'t>(texts: &[PlacedText<'t>]) -> Vec<TextLine<'t>> {
    let numbered = (0_u32..).zip(texts);
    let line = |(number, placed): (u32, &PlacedText<'t>)| TextLine {
        text: placed.text,
        number,
        indent: placed.indent,
        blanks: placed.blanks,
        kind: LineKind::Words,
        outline: None,
        bold: placed.bold,
        is_large: placed.is_large,
    };
    let mut lines: Vec<TextLine<'t>> = numbered.map(line).collect();
    classify(&mut lines);
    // On a page the outermost bullets are often set in already.
    let is_bullet = |line: &TextLine<'_>| line.kind == LineKind::Bullet;
    let outermost = lines.iter().filter(|line| is_bullet(line)).map(|line| line.indent).min().unwrap_or(0);
    lines.iter_mut().for_each(|line| line.indent = if is_bullet(line) { line.indent - outermost } else { 0 });
    lines
}

/// The words of a line with its digits alike.
fn without_digits(line: &str) -> String {
    line.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
}

/// Takes out lines beside the ends of pages that differ in their digits alone.
fn take_furniture(lines: &mut Vec<TextLine<'_>>, edges: &[usize]) -> Vec<PageText> {
    let mut near: BTreeMap<usize, PagePlace> = BTreeMap::new();
    for edge in edges {
        for back in 1..=2 {
            near.extend(edge.checked_sub(back).map(|n| (n, PagePlace::Footer)));
        }
        for forward in 0..2 {
            near.insert(edge + forward, PagePlace::Header);
        }
    }
    let mut seen: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (n, line) in near.keys().filter_map(|n| lines.get(*n).map(|line| (*n, line))) {
        seen.entry(without_digits(line.text)).or_default().push(n);
    }
    let repeated: Vec<Vec<usize>> = seen.into_values().filter(|places| places.len() >= FURNITURE).collect();
    let mut furniture: Vec<PageText> = Vec::new();
    for places in &repeated {
        let all: Vec<String> = places.iter().filter_map(|n| lines.get(*n)).map(|line| line.text.to_owned()).collect();
        let first = places.first().and_then(|n| lines.get(*n).map(|line| (*n, line)));
        let Some((n, line)) = first else { continue };
        let place = near.get(&n).copied().unwrap_or(PagePlace::Header);
        furniture.push(PageText { words: line.text.to_owned(), all, place, origin: Origin::Line(line.number) });
    }
    let mut gone: Vec<usize> = repeated.into_iter().flatten().collect();
    gone.sort_unstable();
    let mut n = 0;
    lines.retain(|_| {
        n += 1;
        gone.binary_search(&(n - 1)).is_err()
    });
    furniture.sort_by_key(|f| if let Origin::Line(n) = f.origin { n } else { 0 });
    furniture
}

fn classify(lines: &mut [TextLine<'_>]) {
    let mut series = OutlineSeries::default();
    for line in lines {
        if let Some(number) = OutlineNumber::read(line.text).filter(|number| series.accept(number)) {
            line.outline = Some(number);
            line.kind = LineKind::Numbered;
            continue;
        }
        let bullet = line.text.trim_start_matches(is_bullet);
        let equals = line.text.bytes().take_while(|b| *b == b'=').count();
        if bullet.len() < line.text.len() && bullet.starts_with([' ', '\t']) {
            line.kind = LineKind::Bullet;
        } else if (2..=5).contains(&equals) && line.text.len() > 2 * equals && line.text.ends_with(&"=".repeat(equals)) {
            line.kind = LineKind::Heading(u8::try_from(equals).unwrap_or(2));
        } else if has_columns(line.text) {
            line.kind = LineKind::Columns;
        }
    }
}

/// Whether words stand in columns: a tab or a gap of two blanks, but not behind the end of a sentence.
fn has_columns(line: &str) -> bool {
    let gap = |at: usize| !line.get(..at).unwrap_or("").ends_with(['.', '!', '?', ':', ';']);
    line.contains('\t') || line.match_indices("  ").next().is_some_and(|(at, _)| gap(at))
}
