//! Marks of withholding as their author saw them: without the signs that an editor or a converter put between their letters.

use super::words::folded_sign;
use crate::record::is_unseen;

/// No mark is longer, up to the words that it withholds.
const LONGEST: usize = 200;

/// A longer comment is in no mark.
const LONGEST_COMMENT: usize = 2_000;

/// Entities that stand for a sign of a mark.
const ENTITIES: [(&str, char); 12] = [
    ("lbrack", '['),
    ("lsqb", '['),
    ("rbrack", ']'),
    ("rsqb", ']'),
    ("lbrace", '{'),
    ("lcub", '{'),
    ("colon", ':'),
    ("semi", ';'),
    ("vert", '|'),
    ("verbar", '|'),
    ("excl", '!'),
    ("nbsp", ' '),
];

/// The beginning of a text in small letters, without comments, tags, emphasis, escapes and signs that nobody sees; letters of other scripts that look like a
/// Latin one are that one.
pub(super) struct MarkText {
    folded: String,
    /// Its first word is in capitals, or has no cases.
    is_capital: bool,
}

impl MarkText {
    /// Reads the beginning of a text.
    pub(super) fn of(text: &str) -> MarkText {
        let mut out = String::with_capacity(text.len().min(LONGEST + 4));
        let mut at = 0;
        let mut capitals = Capitals::Before;
        while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()).filter(|_| out.len() < LONGEST) {
            let rest = text.get(at..).unwrap_or("");
            at += c.len_utf8();
            match c {
                '*' | '_' | '`' | '\\' | '~' => {}
                '<' => match hidden(rest) {
                    Some(len) => at += len - 1,
                    None => out.push(c),
                },
                '&' => match entity(rest) {
                    Some((sign, len)) => {
                        out.push(sign);
                        at += len - 1;
                    }
                    None => out.push(c),
                },
                // Nothing but its case is folded of a sign of ASCII, which most are.
                c if c.is_ascii() => {
                    capitals = capitals.and(c);
                    out.push(if c.is_whitespace() && c != '\n' { ' ' } else { c.to_ascii_lowercase() });
                }
                c if is_unseen(c) => {}
                c => {
                    capitals = capitals.and(c);
                    let folded = folded_sign(c).map(|c| if c.is_whitespace() && c != '\n' { ' ' } else { c });
                    out.extend(folded);
                }
            }
        }
        MarkText { folded: out, is_capital: !matches!(capitals, Capitals::No | Capitals::Before) }
    }

    /// The whole of it.
    pub(super) fn folded(&self) -> &str {
        &self.folded
    }

    /// Whether its first word is in capitals.
    pub(super) fn is_capital(&self) -> bool {
        self.is_capital
    }

    /// The bracket that it opens with, how many of them, and what is in them.
    pub(super) fn opened(&self) -> Option<(char, usize, &str)> {
        let bracket = self.folded.chars().next().filter(|c| matches!(c, '[' | '{' | '('))?;
        let inner = self.folded.trim_start_matches(bracket);
        let count = self.folded.len() - inner.len();
        (count <= 4).then(|| (bracket, count, inner.trim_start()))
    }

    /// The word that a text begins with.
    pub(super) fn word(text: &str) -> &str {
        let len = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
        text.get(..len).unwrap_or("")
    }
}

/// The letters of a first word, as they are read.
#[derive(Clone, Copy)]
enum Capitals {
    Before,
    Within,
    After,
    No,
}

impl Capitals {
    fn and(self, c: char) -> Capitals {
        match (self, c.is_alphabetic()) {
            (Capitals::Before | Capitals::Within, true) if c.is_lowercase() => Capitals::No,
            (Capitals::Before | Capitals::Within, true) => Capitals::Within,
            (Capitals::Within, false) => Capitals::After,
            (before, _) => before,
        }
    }
}

/// The length of the comment or tag that a text begins with.
fn hidden(text: &str) -> Option<usize> {
    if text.starts_with("<!--") {
        let window = text.as_bytes().get(..text.len().min(LONGEST_COMMENT))?;
        return memchr::memmem::find(window, b"-->").map(|end| end + 3);
    }
    let inner = text.get(1..)?.trim_start_matches('/');
    let len = text.bytes().take(60).position(|b| b == b'>')? + 1;
    inner.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(len)
}

/// The sign of the entity that a text begins with, and its length.
fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|b| b == b';')?;
    let name = text.get(1..end)?;
    let code = |number: &str| match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => number.parse().ok(),
    };
    let sign = match name.strip_prefix('#') {
        Some(number) => code(number).and_then(char::from_u32),
        None => ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, sign)| *sign),
    };
    Some((sign?.to_ascii_lowercase(), end + 1))
}

/// Whether a word is another one but for so many letters.
pub(super) fn is_near(word: &str, other: &str, letters: usize) -> bool {
    word.len().abs_diff(other.len()) <= letters && strsim::levenshtein(word, other) <= letters
}
