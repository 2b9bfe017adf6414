//! Marks of withholding as their author saw them: without the signs that an editor or a converter put between their letters.

use unicode_normalization::UnicodeNormalization;

use crate::record::is_unseen;

/// No mark is longer, up to the words that it withholds.
const LONGEST: usize = 200;

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

/// The beginning of a text in small letters, without comments, tags, emphasis, escapes and signs that nobody sees.
pub(super) struct MarkText(String);

impl MarkText {
    /// Reads the beginning of a text.
    pub(super) fn of(text: &str) -> MarkText {
        let mut out = String::new();
        let mut at = 0;
        while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()).filter(|_| out.len() < LONGEST) {
            let rest = text.get(at..).unwrap_or("");
            // What cannot be a mark is not read on.
            if out.len() == 1 && !out.starts_with(['[', '{', '(']) {
                break;
            }
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
                c if c.is_ascii() => out.push(if c.is_ascii_whitespace() { ' ' } else { c.to_ascii_lowercase() }),
                c if is_unseen(c) => {}
                c => std::iter::once(c).nfkc().flat_map(char::to_lowercase).for_each(|c| {
                    out.push(if c.is_whitespace() { ' ' } else { c });
                }),
            }
        }
        MarkText(out)
    }

    /// The bracket that it opens with, how many of them, and what is in them.
    pub(super) fn opened(&self) -> Option<(char, usize, &str)> {
        let bracket = self.0.chars().next().filter(|c| matches!(c, '[' | '{' | '('))?;
        let inner = self.0.trim_start_matches(bracket);
        let count = self.0.len() - inner.len();
        (count <= 4).then(|| (bracket, count, inner.trim_start()))
    }

    /// The word that a text begins with.
    pub(super) fn word(text: &str) -> &str {
        let len = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
        text.get(..len).unwrap_or("")
    }
}

/// The length of the comment or tag that a text begins with.
fn hidden(text: &str) -> Option<usize> {
    if text.starts_with("<!--") {
        return memchr::memmem::find(text.as_bytes(), b"-->").map(|end| end + 3);
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
