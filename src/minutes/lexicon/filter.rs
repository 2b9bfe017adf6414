//! Fast tests whether a text may have a word of some classes, made from the words themselves: cheap, and wrong on the safe side only.

use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::word_list::WordList;

/// A test whether words of some classes may be anywhere in a text, however it writes them.
#[derive(Debug)]
pub(crate) struct WordFilter {
    words: Option<AhoCorasick>,
    capitals: Option<AhoCorasick>,
}

impl WordFilter {
    /// Makes the test for words of several classes.
    pub(crate) fn of(classes: &[&WordList]) -> WordFilter {
        let parts: BTreeSet<&str> = classes.iter().flat_map(|class| class.iter()).map(|word| sure_part(word)).collect();
        let capitals: BTreeSet<&str> = classes.iter().flat_map(|class| class.capitals()).copied().collect();
        // Every line is looked through: the larger automaton is the quicker one.
        let build = |parts: BTreeSet<&str>, ignore_case| {
            AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).ascii_case_insensitive(ignore_case).build(parts).ok()
        };
        WordFilter { words: build(parts, true), capitals: build(capitals, false) }
    }

    /// Returns false if no word of the classes is in the text.
    pub(crate) fn may_match(&self, text: impl AsRef<[u8]>) -> bool {
        let text = text.as_ref();
        let has = |words: &Option<AhoCorasick>| words.as_ref().is_none_or(|words| words.is_match(text));
        has(&self.words) || has(&self.capitals)
    }
}

/// A test whether a text may begin with a word of some classes, by its first two letters.
#[derive(Debug)]
pub(crate) struct FirstLetters(Vec<[u8; 2]>);

impl FirstLetters {
    /// Makes the test for words of several classes.
    pub(crate) fn of(classes: &[&WordList]) -> FirstLetters {
        let words = classes.iter().flat_map(|class| class.iter().chain(class.capitals()));
        let mut pairs: Vec<[u8; 2]> = words.map(|word| pair(word.as_bytes())).collect();
        pairs.sort_unstable();
        pairs.dedup();
        FirstLetters(pairs)
    }

    /// Returns false if the text begins with no word of the classes.
    pub(crate) fn may_begin(&self, text: &[u8]) -> bool {
        let pair = pair(text);
        pair.iter().any(|b| *b >= 0x80) || self.0.binary_search(&pair).is_ok()
    }
}

/// The first two bytes, in small letters where they are ASCII.
fn pair(text: &[u8]) -> [u8; 2] {
    [0, 1].map(|i| text.get(i).map_or(0, u8::to_ascii_lowercase))
}

/// The part of a word that is in a text with that word however it is written: its longest run of plain letters, or all but the first
/// letter where it has none.
fn sure_part(word: &str) -> &str {
    const SHORTEST: usize = 3;
    let run = word.split(|c: char| !c.is_ascii_alphabetic()).max_by_key(|run| run.len()).unwrap_or("");
    let first = word.chars().next().map_or(0, char::len_utf8);
    if run.len() >= SHORTEST { run } else { word.get(first..).unwrap_or(word) }
}
