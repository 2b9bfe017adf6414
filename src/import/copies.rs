//! Several files of one meeting, and the differences between two copies of the same minutes.
//!
//! Copies are compared word by word, in order: what a format adds (marks, tables, line ends) is no difference.

use std::collections::BTreeMap;
use std::ops::Range;

use super::account::without_marks;
use super::imported::{ImportedFile, ImportedText};
use super::markdown::OFFER;
use super::report::{ImportLine, ImportLineKind, ImportOutcome};
use crate::record::slug;

/// So many words in a row must be the same before two texts go on together.
const SAME_WORDS: usize = 3;

/// Files of one day are one meeting from this part of common words on, in hundredths.
const COMMON: usize = 90;

/// The same for files that are called the same but for their endings.
const COMMON_OF_NAMESAKES: usize = 50;

/// So many differences are listed one by one.
const LISTED: usize = 40;

/// Words around a difference show its place.
const AROUND: usize = 4;

/// A word of imported minutes, and the line of the Markdown it is in.
#[derive(Debug, Clone, PartialEq, Eq)]
struct PlacedWord {
    word: String,
    line: usize,
}

/// Words of two copies that stand at the same place and differ.
#[derive(Debug, Clone, PartialEq, Eq)]
struct CopyDifference {
    own: Range<usize>,
    other: Range<usize>,
}

/// Takes files of one meeting as copies of the richest among them. A copy has no text of its own any more, and its differences in its report.
pub fn gather_copies(files: &mut [ImportedFile]) {
    let mut order: Vec<usize> = (0..files.len()).filter(|n| files.get(*n).is_some_and(|f| f.texts.len() == 1)).collect();
    order.sort_by_key(|n| files.get(*n).map(|file| (file.format.richness(), *n)));
    let mut kept: Vec<usize> = Vec::new();
    for n in order {
        let original = kept.iter().copied().find(|k| files.get(*k).zip(files.get(n)).is_some_and(|(a, b)| is_copy(a, b)));
        let Some(original) = original else {
            kept.push(n);
            continue;
        };
        let found = files.get(original).zip(files.get(n)).map(|(original, copy)| {
            let line = ImportLine::new(
                ImportLineKind::Read,
                format!("another copy of {}: it is not imported twice", original.report.file),
            );
            let mut lines = vec![line];
            lines.extend(differences_in(copy, original, ImportLineKind::Unsure));
            lines
        });
        if let (Some(copy), Some(lines)) = (files.get_mut(n), found) {
            copy.texts.clear();
            copy.report.outcome = ImportOutcome::Copy;
            // A marking or a comment of the copy is still to be seen; lines of the Markdown that is not written lead nowhere.
            copy.report.lines.retain(|line| line.kind != ImportLineKind::Read);
            copy.report.lines.iter_mut().for_each(|line| line.line = None);
            copy.report.lines.extend(lines);
        }
    }
}

/// Lists the differences of a file to another copy of the same minutes.
pub fn compare_copies(file: &ImportedFile, other: &ImportedFile) -> Vec<ImportLine> {
    differences_in(file, other, ImportLineKind::Changed)
}

fn differences_in(file: &ImportedFile, other: &ImportedFile, kind: ImportLineKind) -> Vec<ImportLine> {
    let (own, others) = (words_of(&file.texts), words_of(&other.texts));
    let differences = find_differences(&own, &others);
    let text = |words: &[PlacedWord], range: Range<usize>| {
        words.get(range).unwrap_or(&[]).iter().map(|w| w.word.as_str()).collect::<Vec<_>>().join(" ")
    };
    let line = |difference: &CopyDifference| {
        let CopyDifference { own: here, other: there } = difference.clone();
        let place = others.get(there.start).or(others.last()).map(|w| w.line);
        let before = text(&own, here.start.saturating_sub(AROUND)..here.start);
        let before = if before.is_empty() { String::new() } else { format!("after “{before}”: ") };
        let said = match (here.is_empty(), there.is_empty()) {
            (true, _) => format!("“{}” is only in {}", text(&others, there), other.report.file),
            (_, true) => format!("“{}” is not in {}", text(&own, here), other.report.file),
            _ => format!("“{}” is “{}” in {}", text(&own, here), text(&others, there), other.report.file),
        };
        ImportLine { kind, text: format!("{before}{said}"), line: place }
    };
    let mut lines: Vec<ImportLine> = differences.iter().take(LISTED).map(line).collect();
    let more = differences.len().saturating_sub(LISTED);
    if more > 0 {
        lines.push(ImportLine::new(kind, format!("and {more} more differences")));
    }
    lines
}

fn is_copy(original: &ImportedFile, file: &ImportedFile) -> bool {
    let (Some(a), Some(b)) = (original.texts.first(), file.texts.first()) else { return false };
    if a.name != b.name {
        return false;
    }
    let wanted = if stem(&original.report.file) == stem(&file.report.file) { COMMON_OF_NAMESAKES } else { COMMON };
    let (own, others) = (words_of(&original.texts), words_of(&file.texts));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    own.iter().for_each(|w| *counts.entry(&w.word).or_default() += 1);
    let mut common = 0;
    for word in &others {
        if let Some(n) = counts.get_mut(word.word.as_str()).filter(|n| **n > 0) {
            *n -= 1;
            common += 1;
        }
    }
    let longest = own.len().max(others.len());
    longest > 0 && common * 100 >= longest * wanted
}

fn stem(name: &str) -> String {
    slug(name.rsplit_once('.').map_or(name, |(stem, _)| stem))
}

/// Returns the words of the Markdown, without front matter, marks, and what an offer says of itself.
fn words_of(texts: &[ImportedText]) -> Vec<PlacedWord> {
    let mut out = Vec::new();
    for text in texts {
        let front = text.text.find("\n+++\n").map_or(0, |at| at + 5);
        let skipped = text.text.get(..front).unwrap_or("").matches('\n').count();
        let mut is_offer = false;
        for (n, line) in text.text.get(front..).unwrap_or("").lines().enumerate() {
            if line.starts_with(OFFER) || is_offer && line == "-->" {
                is_offer = line.starts_with(OFFER);
                continue;
            }
            let own = if is_offer { line.split_once(":**").map_or(line, |(_, words)| words) } else { line };
            let plain = without_marks(own);
            let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
            out.extend(words.map(|word| PlacedWord { word: word.to_owned(), line: skipped + n + 1 }));
        }
    }
    out
}

/// Finds where two texts differ: after a difference they go on together where most words are saved.
fn find_differences(own: &[PlacedWord], other: &[PlacedWord]) -> Vec<CopyDifference> {
    let grams = gram_places(other);
    let (mut a, mut b) = (0, 0);
    let mut out = Vec::new();
    loop {
        while a < own.len() && b < other.len() && word_at(own, a) == word_at(other, b) {
            (a, b) = (a + 1, b + 1);
        }
        if a >= own.len() && b >= other.len() {
            return out;
        }
        let difference = next_common(own, a, other, b, &grams);
        (a, b) = (difference.own.end, difference.other.end);
        out.push(difference);
    }
}

type GramPlaces<'w> = BTreeMap<[&'w str; SAME_WORDS], Vec<usize>>;

fn word_at(words: &[PlacedWord], at: usize) -> &str {
    words.get(at).map_or("", |w| w.word.as_str())
}

/// The words from a place on; behind the end they are empty.
fn gram(words: &[PlacedWord], at: usize) -> [&str; SAME_WORDS] {
    std::array::from_fn(|n| word_at(words, at + n))
}

fn gram_places(words: &[PlacedWord]) -> GramPlaces<'_> {
    let mut places = GramPlaces::new();
    (0..words.len()).for_each(|at| places.entry(gram(words, at)).or_default().push(at));
    places
}

/// Returns the words of both texts that are passed over until they go on together.
fn next_common(own: &[PlacedWord], a: usize, other: &[PlacedWord], b: usize, grams: &GramPlaces<'_>) -> CopyDifference {
    let mut best = CopyDifference { own: a..own.len().max(a), other: b..other.len().max(b) };
    let mut skipped = 0;
    while skipped < best.own.len() + best.other.len() && a + skipped < own.len() {
        let places = grams.get(&gram(own, a + skipped)).map_or(&[][..], Vec::as_slice);
        let next = places.get(places.partition_point(|place| *place < b)).copied();
        if let Some(there) = next.filter(|there| skipped + there - b < best.own.len() + best.other.len()) {
            best = CopyDifference { own: a..a + skipped, other: b..there };
        }
        skipped += 1;
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<PlacedWord> {
        text.split(' ').filter(|w| !w.is_empty()).map(|w| PlacedWord { word: w.to_owned(), line: 1 }).collect()
    }

    #[test]
    fn words_that_differ() {
        for (own, other, want) in [
            ("a b c d", "a b c d", vec![]),
            ("a b c d e f", "a x c d e f", vec![(1..2, 1..2)]),
            ("a b c d", "a b c d e", vec![(4..4, 4..5)]),
            ("a b", "", vec![(0..2, 0..0)]),
            ("a b c d e f g h", "a d e f b c g h", vec![(1..3, 1..1), (6..6, 4..6)]),
        ] {
            let found: Vec<_> = find_differences(&words(own), &words(other)).into_iter().map(|d| (d.own, d.other)).collect();
            assert_eq!(found, want, "{own} / {other}");
        }
    }
}
