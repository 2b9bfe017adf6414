//! The places in which two texts differ, word by word and in order.

use std::collections::BTreeMap;
use std::ops::Range;

/// So many words in a row must be the same before two texts go on together.
const SAME_WORDS: usize = 3;

/// A word, and the number of the line or passage it is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PlacedWord {
    pub(super) word: String,
    pub(super) place: usize,
}

/// Words of two texts that are at the same place and differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WordDifference {
    pub(super) own: Range<usize>,
    pub(super) other: Range<usize>,
}

type GramPlaces<'w> = BTreeMap<[&'w str; SAME_WORDS], Vec<usize>>;

/// Finds where two texts differ: after a difference they go on together where most words are saved.
pub(super) fn find_differences(own: &[PlacedWord], other: &[PlacedWord]) -> Vec<WordDifference> {
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

/// A word that both texts have, by its place in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CommonWord {
    pub(super) own: usize,
    pub(super) other: usize,
}

/// Returns the words that both texts have, in order.
pub(super) fn common_words(own: &[PlacedWord], other: &[PlacedWord]) -> Vec<CommonWord> {
    let (mut a, mut b) = (0, 0);
    let mut out = Vec::new();
    let end = WordDifference { own: own.len()..own.len(), other: other.len()..other.len() };
    for difference in find_differences(own, other).into_iter().chain([end]) {
        let both = (a..difference.own.start).zip(b..difference.other.start);
        out.extend(both.map(|(own, other)| CommonWord { own, other }));
        (a, b) = (difference.own.end, difference.other.end);
    }
    out
}

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
fn next_common(own: &[PlacedWord], a: usize, other: &[PlacedWord], b: usize, grams: &GramPlaces<'_>) -> WordDifference {
    let mut best = WordDifference { own: a..own.len().max(a), other: b..other.len().max(b) };
    let mut skipped = 0;
    while skipped < best.own.len() + best.other.len() && a + skipped < own.len() {
        let places = grams.get(&gram(own, a + skipped)).map_or(&[][..], Vec::as_slice);
        let next = places.get(places.partition_point(|place| *place < b)).copied();
        if let Some(there) = next.filter(|there| skipped + there - b < best.own.len() + best.other.len()) {
            best = WordDifference { own: a..a + skipped, other: b..there };
        }
        skipped += 1;
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<PlacedWord> {
        text.split(' ').filter(|w| !w.is_empty()).map(|w| PlacedWord { word: w.to_owned(), place: 1 }).collect()
    }

    #[test]
    fn words_that_differ_and_words_that_are_the_same() {
        for (own, other, want, same) in [
            ("a b c d", "a b c d", vec![], 4),
            ("a b c d e f", "a x c d e f", vec![(1..2, 1..2)], 5),
            ("a b c d", "a b c d e", vec![(4..4, 4..5)], 4),
            ("a b", "", vec![(0..2, 0..0)], 0),
            ("a b c d e f g h", "a d e f b c g h", vec![(1..3, 1..1), (6..6, 4..6)], 6),
        ] {
            let (own, other) = (words(own), words(other));
            let found: Vec<_> = find_differences(&own, &other).into_iter().map(|d| (d.own, d.other)).collect();
            assert_eq!(found, want);
            let common = common_words(&own, &other);
            assert_eq!(common.len(), same);
            assert!(common.iter().all(|both| own[both.own].word == other[both.other].word));
        }
    }
}
