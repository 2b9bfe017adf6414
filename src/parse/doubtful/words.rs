//! The words of marks of withholding, from `words.toml`, folded as [`super::mark_text::MarkText`] folds a text.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;

use crate::record::is_unseen;

/// Who a word of a mark speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PassageWord {
    /// A word for readers inside: it is a mark wherever a mark can be.
    Internal,
    /// A word that is common in prose too.
    Confidence,
}

/// A setting that would withhold a text, in whatever words.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NearSetting {
    keys: Vec<String>,
    values: Vec<String>,
    /// The key that is understood.
    right: String,
    /// It counts in the first lines of a text too.
    in_text: bool,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct WordFile {
    commands: Vec<String>,
    participles: Vec<String>,
    passages: Vec<String>,
    confidences: Vec<String>,
    counterparts: Vec<String>,
    closers: Vec<String>,
    settings: Vec<NearSetting>,
    look_alikes: BTreeMap<String, String>,
}

/// The words, folded, and what begins one.
pub(super) struct MarkWords {
    commands: FxHashSet<String>,
    participles: FxHashSet<String>,
    passages: FxHashSet<String>,
    confidences: FxHashSet<String>,
    counterparts: FxHashSet<String>,
    closers: FxHashSet<String>,
    /// Whether a word may begin with an ASCII sign.
    initials: [bool; 128],
}

/// The file, read once. Without it every text would be published: a test holds that it can be read.
static FILE: LazyLock<WordFile> = LazyLock::new(|| toml::from_str(include_str!("words.toml")).unwrap_or_default());

/// What a letter of another script looks like.
static LOOK_ALIKES: LazyLock<FxHashMap<char, char>> = LazyLock::new(|| {
    let pairs = FILE.look_alikes.iter().filter_map(|(sign, others)| Some((sign.chars().next()?, others)));
    pairs.flat_map(|(sign, others)| others.chars().map(move |other| (other, sign))).collect()
});

/// The words of marks.
pub(super) static WORDS: LazyLock<MarkWords> = LazyLock::new(|| {
    let folded = |words: &[String]| words.iter().map(|word| fold(word)).collect::<FxHashSet<String>>();
    let mut words = MarkWords {
        commands: folded(&FILE.commands),
        participles: folded(&FILE.participles),
        passages: folded(&FILE.passages),
        confidences: folded(&FILE.confidences),
        counterparts: folded(&FILE.counterparts),
        closers: folded(&FILE.closers),
        initials: [false; 128],
    };
    let all = [&words.commands, &words.participles, &words.passages, &words.confidences];
    // A slip may be in the first letter or leave it out: `[[erdact`, `[[edact`, `1NTERNAL`.
    let firsts = all.into_iter().flatten().filter_map(|word| word.chars().next()).chain(['e', '1', 'l', '|']);
    let mut initials = [false; 128];
    for first in firsts.filter(char::is_ascii) {
        for sign in [first.to_ascii_lowercase(), first.to_ascii_uppercase()] {
            initials.iter_mut().skip(sign as usize).take(1).for_each(|is_initial| *is_initial = true);
        }
    }
    words.initials = initials;
    words
});

impl MarkWords {
    /// Whether a word that begins with a byte can be one of a mark. Bytes that are not ASCII may be letters that look like one.
    pub(super) fn may_begin_with(&self, byte: u8) -> bool {
        self.initials.get(byte as usize).copied().unwrap_or(true)
    }

    /// Whether a folded word tells a program to take words out.
    pub(super) fn is_command(&self, word: &str) -> bool {
        self.commands.contains(word)
    }

    /// Whether a folded word says that words were taken out.
    pub(super) fn is_participle(&self, word: &str) -> bool {
        self.participles.contains(word)
    }

    /// What a folded word or phrase says of the readers of a passage.
    pub(super) fn passage(&self, words: &str) -> Option<PassageWord> {
        let words = words.trim_matches(|c: char| !c.is_alphanumeric());
        let joined: String = words.split(|c: char| c.is_whitespace() || matches!(c, '-' | '_')).collect::<Vec<_>>().join("-");
        match () {
            () if self.passages.contains(&joined) => Some(PassageWord::Internal),
            () if self.confidences.contains(&joined) => Some(PassageWord::Confidence),
            () => None,
        }
    }

    /// Whether a folded word is the other one of a pair of labels.
    pub(super) fn is_counterpart(&self, word: &str) -> bool {
        self.counterparts.contains(word)
    }

    /// Whether a folded word closes a passage.
    pub(super) fn is_closer(&self, word: &str) -> bool {
        self.closers.contains(word)
    }
}

/// Returns the setting that a key and a value would be, where they withhold a text in other words: its key, and its value in TOML.
pub(crate) fn near_setting(key: &str, value: &str, is_in_text: bool) -> Option<(&'static str, &'static str)> {
    let (key, value) = (setting_word(key), setting_word(value));
    let is_meant = |setting: &&NearSetting| {
        (setting.in_text || !is_in_text) && setting.keys.contains(&key) && setting.values.contains(&value)
    };
    let setting = FILE.settings.iter().find(is_meant)?;
    Some(if setting.right == "draft" { ("draft", "true") } else { ("audience", "\"internal\"") })
}

/// A key or value as it is compared: in small letters, with hyphens between its words.
fn setting_word(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '-' | '_')).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

/// Returns the signs that a sign is compared as: in small letters, without accents, and Latin where it looks so.
pub(super) fn folded_sign(c: char) -> impl Iterator<Item = char> {
    let like = |c: char| LOOK_ALIKES.get(&c).copied();
    let first = like(c).unwrap_or(c);
    std::iter::once(first).nfkd().filter(|c| !is_unseen(*c)).flat_map(char::to_lowercase).map(move |c| like(c).unwrap_or(c))
}

fn fold(word: &str) -> String {
    word.chars().flat_map(folded_sign).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `MarkText` reads these by themselves.
    #[test]
    fn of_a_sign_of_ascii_the_case_alone_is_folded() {
        for c in (0..=127_u8).map(char::from) {
            assert_eq!(folded_sign(c).collect::<String>(), c.to_ascii_lowercase().to_string(), "{c:?}");
        }
    }

    #[test]
    fn the_file_can_be_read_and_says_each_word_once() {
        let file: WordFile = toml::from_str(include_str!("words.toml")).expect("it can be read");
        let mut seen = FxHashSet::default();
        for word in [&file.commands, &file.participles, &file.passages, &file.confidences].into_iter().flatten() {
            assert!(seen.insert(fold(word)), "{word}");
        }
        for setting in &file.settings {
            assert!(matches!(&*setting.right, "draft" | "audience"), "{setting:?}");
        }
    }
}
