//! Several files of one meeting, and the differences between two copies of the same minutes.
//!
//! Copies are compared word by word, in order: what a format adds (marks, tables, line ends) is no difference.

use std::collections::BTreeMap;
use std::ops::Range;

use super::imported::{ImportedFile, ImportedText};
use super::report::{ImportLine, ImportLineKind, ImportOutcome};
use super::word_differences::{PlacedWord, WordDifference, find_differences};
use super::written::{WrittenMarkdown, written_words};
use crate::record::slug;

/// Files of one day are one meeting from this part of common words on, in hundredths.
const COMMON: usize = 90;

/// The same for files that are called the same but for their endings.
const COMMON_OF_NAMESAKES: usize = 50;

/// Words around a difference show its place.
const AROUND: usize = 4;

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
    let line = |difference: &WordDifference| {
        let WordDifference { own: here, other: there } = difference.clone();
        let place = others.get(there.start).or(others.last()).map(|w| w.place);
        let before = text(&own, here.start.saturating_sub(AROUND)..here.start);
        let before = if before.is_empty() { String::new() } else { format!("after “{before}”: ") };
        let said = match (here.is_empty(), there.is_empty()) {
            (true, _) => format!("“{}” is only in {}", text(&others, there), other.report.file),
            (_, true) => format!("“{}” is not in {}", text(&own, here), other.report.file),
            _ => format!("“{}” is “{}” in {}", text(&own, here), text(&others, there), other.report.file),
        };
        ImportLine { kind, text: format!("{before}{said}"), line: place }
    };
    differences.iter().map(line).collect()
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

/// Returns the words of the Markdown, each with its line from 1.
fn words_of(texts: &[ImportedText]) -> Vec<PlacedWord> {
    let words = texts.iter().flat_map(|text| {
        let written = WrittenMarkdown::of(&text.text);
        let placed = move |word: PlacedWord| PlacedWord { place: written.lines_above + word.place + 1, ..word };
        written_words(written.body).into_iter().map(placed)
    });
    words.collect()
}
