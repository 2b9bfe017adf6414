//! What may not be published, as words to look for.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use aho_corasick::AhoCorasick;

use super::public_text::{self, ThemeWords};
use crate::diag::{Code, Diagnostic};
use crate::record::{Record, Span};
use crate::source::Sources;

/// The letters of a word that is too short to be looked for among bytes.
const SHORT: usize = 2;

/// Words that may not appear in any published byte, and where each stands.
///
/// There are two kinds. A redaction, and the name of a person with a public name, is secret word for word: if it is published
/// in plain text elsewhere, that elsewhere is the leak. Of a draft, an internal file or passage, a withdrawn text and a withheld
/// list, the phrases are secret that are not public in their own right: [`ThemeWords`] says with which words a page speaks for itself,
/// and `public_text.rs` what else is public.
#[derive(Debug, Clone, Default)]
pub struct Secrets {
    /// Secret wherever they are found.
    pub words: Vec<(String, Span)>,
    /// Secret unless public in their own right.
    pub phrases: Vec<(String, Span)>,
    /// Words that pages have for themselves, and words of two letters: they are looked for in the texts of the edition, as whole words with their
    /// capitals, and not in what is made of these.
    pub common: Vec<(String, Span)>,
}

impl Secrets {
    /// Adds others.
    #[must_use]
    pub(super) fn with(mut self, others: Secrets) -> Secrets {
        self.words.extend(others.words);
        self.phrases.extend(others.phrases);
        self.common.extend(others.common);
        for all in [&mut self.words, &mut self.phrases, &mut self.common] {
            all.sort();
            all.dedup_by(|b, a| a.0 == b.0);
        }
        self
    }

    /// Takes out the phrases that are public in their own right; `record` and `sources` are those of the edition, after the cut.
    #[must_use]
    pub fn without_public(mut self, record: &Record, sources: &Sources, theme: &ThemeWords<'_>) -> Secrets {
        let exceptions: BTreeSet<String> = record.site.not_secret.iter().map(|word| public_text::fold(word)).collect();
        self.words.retain(|(words, _)| !exceptions.contains(&public_text::fold(words)));
        public_text::drop_public(&mut self.phrases, record, sources, theme);
        self.common = public_text::drop_words_of_theme(&mut self.words, theme);
        let is_short = |words: &str| words.chars().count() == SHORT && words.chars().all(char::is_alphabetic);
        self.common.extend(self.words.iter().filter(|(words, _)| is_short(words.trim())).cloned());
        self
    }

    /// Returns an error for each common word that the edition withholds in one place and says in another.
    pub fn common_words(&self, record: &Record, sources: &Sources) -> Vec<Diagnostic> {
        let Ok(finder) = AhoCorasick::new(self.common.iter().map(|(words, _)| words.trim())) else { return Vec::new() };
        let mut found: BTreeMap<usize, Span> = BTreeMap::new();
        if self.common.is_empty() {
            return Vec::new();
        }
        for (_, document) in record.documents() {
            let text = sources.slice(document.body);
            for hit in finder.find_overlapping_iter(text).filter(|hit| is_word(text, hit.range())) {
                let at = document.body.start as usize + hit.start();
                found.entry(hit.pattern().as_usize()).or_insert_with(|| Span::new(document.file, at, at + hit.len()));
            }
        }
        let said = |(pattern, span): (usize, Span)| {
            let (words, secret) = self.common.get(pattern)?;
            let words = words.trim();
            Some(
                Diagnostic::new(Code::Leak, span, format!("`{words}` is withheld elsewhere and is published here"))
                    .expected("withheld too, or another word")
                    .remedy(format!(
                        "withhold it here too; where it is another word, list it in site.toml: not_secret = [\"{words}\"]"
                    ))
                    .related(*secret, "withheld here"),
            )
        };
        found.into_iter().filter_map(said).collect()
    }
}

/// Whether words stand for themselves: no letter is beside them, and no number, which makes a date of the name of a month.
fn is_word(text: &str, range: Range<usize>) -> bool {
    let before = text.get(..range.start).unwrap_or("");
    let after = text.get(range.end..).unwrap_or("");
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '@' | '/'));
    let blank = |c: char| c.is_whitespace() || c == ',';
    let is_digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    let is_dated =
        is_digit(before.trim_end_matches(blank).chars().next_back()) || is_digit(after.trim_start_matches(blank).chars().next());
    !is_part(before.chars().next_back()) && !is_part(after.chars().next()) && !is_dated
}

#[cfg(test)]
mod tests {
    use super::is_word;

    #[test]
    fn a_common_word_is_told_from_a_date_and_from_a_part() {
        let is = |text: &str, word: &str| text.find(word).is_some_and(|at| is_word(text, at..at + word.len()));
        for text in ["Then May came.", "May", "**May** said", "(May)", "May's report"] {
            assert!(is(text, "May"), "{text}");
        }
        for text in ["8 May 2024", "8th of x, May 2024", "on 8 May", "Mayor", "DisMay", "May-fair", "a/May"] {
            assert!(!is(text, "May"), "{text}");
        }
    }
}
