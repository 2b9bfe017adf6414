//! What may not be published, as words to look for.

use super::public_text::{self, ThemeWords};
use crate::record::{Record, Span};
use crate::source::Sources;

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
}

impl Secrets {
    /// Adds others.
    #[must_use]
    pub(super) fn with(mut self, others: Secrets) -> Secrets {
        self.words.extend(others.words);
        self.phrases.extend(others.phrases);
        for all in [&mut self.words, &mut self.phrases] {
            all.sort();
            all.dedup_by(|b, a| a.0 == b.0);
        }
        self
    }

    /// Takes out the phrases that are public in their own right; `record` and `sources` are those of the edition, after the cut.
    #[must_use]
    pub fn without_public(mut self, record: &Record, sources: &Sources, theme: &ThemeWords<'_>) -> Secrets {
        public_text::drop_public(&mut self.phrases, record, sources, theme);
        public_text::drop_words_of_theme(&mut self.words, theme);
        self
    }
}
