//! The words of one class, from the files of all languages.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::record::TextRange;

/// The files of the languages, in the order in which their words are tried.
pub(super) const FILES: [&str; 5] = [
    include_str!("en.toml"),
    include_str!("cy.toml"),
    include_str!("de.toml"),
    include_str!("fr.toml"),
    include_str!("more.toml"),
];

/// The words of one class in one language.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ClassWords {
    pub(super) words: Vec<String>,
    /// Those that count only in capitals.
    pub(super) capitals: Vec<String>,
}

/// The classes of a language, by their group and their name in it.
pub(super) type Language = BTreeMap<String, BTreeMap<String, ClassWords>>;

/// The languages, read once when the first word is asked for. A file that cannot be read has no words, and a test fails.
static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| FILES.iter().filter_map(|text| toml::from_str(text).ok()).collect());

/// The words of one class in all languages.
#[derive(Debug, Default)]
pub(crate) struct WordList {
    words: Vec<&'static str>,
    capitals: Vec<&'static str>,
    all: FxHashSet<&'static str>,
    /// The words by their first byte: of most words in a text none begins so.
    by_first: FxHashMap<u8, Vec<&'static str>>,
    longest: usize,
}

impl WordList {
    /// Returns the words of a class, named as its table in the files.
    pub(super) fn of(class: &str) -> WordList {
        let Some((group, name)) = class.split_once('.') else { return WordList::default() };
        let classes = || LANGUAGES.iter().filter_map(move |language| language.get(group)?.get(name));
        let words: Vec<&'static str> = classes().flat_map(|class| class.words.iter().map(String::as_str)).collect();
        let capitals: Vec<&'static str> = classes().flat_map(|class| class.capitals.iter().map(String::as_str)).collect();
        let all: FxHashSet<&'static str> = words.iter().chain(&capitals).copied().collect();
        let longest = all.iter().map(|word| word.len()).max().unwrap_or(0);
        let mut by_first: FxHashMap<u8, Vec<&'static str>> = FxHashMap::default();
        for word in &words {
            by_first.entry(word.bytes().next().unwrap_or(0)).or_default().push(word);
        }
        WordList { words, capitals, all, by_first, longest }
    }

    /// Returns true if a word, or a phrase, is one of the class.
    pub(crate) fn contains(&self, word: &str) -> bool {
        // A line of prose needs no looking up.
        word.len() <= self.longest && self.all.contains(word)
    }

    /// Returns true if one of the words between blanks is of the class.
    pub(crate) fn is_among(&self, words: &str) -> bool {
        words.split(' ').any(|word| self.contains(word))
    }

    /// The words, language by language, as they are written in the files; those in capitals are apart.
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, &'static str> {
        self.words.iter()
    }

    /// The words that count only in capitals.
    pub(crate) fn capitals(&self) -> std::slice::Iter<'_, &'static str> {
        self.capitals.iter()
    }

    /// Returns the length of the longest word of the class that folded words begin with, as whole words.
    pub(crate) fn opens(&self, words: &str) -> Option<usize> {
        let whole = |word: &&&str| words.strip_prefix(**word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        self.that_may_begin(words).filter(whole).map(|word| word.len()).max()
    }

    /// The words that begin as a text does.
    fn that_may_begin(&self, text: &str) -> std::slice::Iter<'_, &'static str> {
        let first = text.bytes().next().and_then(|first| self.by_first.get(&first));
        first.map_or(&[][..], Vec::as_slice).iter()
    }

    /// Returns true if a text as written has a word of the class with a blank on each side.
    pub(crate) fn is_between_blanks(&self, text: &str) -> bool {
        self.words.iter().any(|word| {
            text.match_indices(*word).any(|(at, _)| {
                let blank = |n: Option<usize>| n.and_then(|n| text.as_bytes().get(n)) == Some(&b' ');
                blank(at.checked_sub(1)) && blank(Some(at + word.len()))
            })
        })
    }

    /// Returns true if folded words have one of the class among them, as whole words.
    pub(crate) fn is_inside(&self, words: &str) -> bool {
        let starts = words.match_indices(' ').map(|(at, _)| at + 1);
        std::iter::once(0).chain(starts).any(|start| words.get(start..).is_some_and(|rest| self.opens(rest).is_some()))
    }
}

/// Where the first word of a class is in a text that has a blank on each side of it, blanks included; of two that begin there, the longer.
/// Words are looked for where a blank ends: a search for each word of the class would cost more than all else that is asked of a name.
pub(crate) fn word_between(text: &str, words: &WordList) -> Option<TextRange> {
    let blanks = text.char_indices().filter(|(_, c)| c.is_whitespace());
    let starts = blanks.map(|(at, c)| at + c.len_utf8());
    starts
        .filter_map(|start| {
            let rest = text.get(start..)?;
            let ends_in_blank =
                |word: &&&str| rest.strip_prefix(**word).is_some_and(|after| after.starts_with(char::is_whitespace));
            let longest = words.that_may_begin(rest).filter(ends_in_blank).map(|word| word.len()).max()?;
            Some(TextRange::new(start, start + longest))
        })
        .next()
}

/// Makes a static of each class, and the list of their tables.
macro_rules! word_classes {
    ($($name:ident = $class:literal;)*) => {
        $(pub(crate) static $name: std::sync::LazyLock<WordList> = std::sync::LazyLock::new(|| WordList::of($class));)*

        /// The tables that every file of a language has, in their order.
        #[cfg(test)]
        pub(super) const CLASSES: &[&str] = &[$($class),*];
    };
}
pub(super) use word_classes;
