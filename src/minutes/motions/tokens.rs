//! The words of a block with their classes, so that every rule looks at words and none at letters.

use crate::layout::bare::{Bare, fold};
use crate::minutes::lexicon::TITLES;
use crate::record::TextRange;

use super::words::{WordClass, phrases_of};

/// A word, a number or a sign of a block.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// Its bytes in the bare text of the block.
    pub(super) range: TextRange,
    /// Its letters, folded; empty for a sign.
    pub(super) word: String,
    /// The sign, where it is one; dashes are all `-`.
    pub(super) sign: Option<char>,
    /// The value, where it is a number of up to three digits.
    pub(super) number: Option<u32>,
    /// It begins with a capital, or with a letter of a script without them.
    pub(super) is_capital: bool,
    /// A blank is before it.
    pub(super) is_apart: bool,
    /// It begins a line, and the line before it was not broken because it was full.
    pub(super) opens_line: bool,
}

/// A block of minutes as words.
pub(super) struct Tokens<'a> {
    pub(super) bare: &'a Bare,
    pub(super) all: Vec<Token>,
    /// For each token the phrases that begin there, with their length in tokens.
    found: Vec<Vec<(WordClass, usize)>>,
}

impl<'a> Tokens<'a> {
    /// Reads the words of a block; `source` is the text it is from.
    pub(super) fn of(bare: &'a Bare, source: &str) -> Tokens<'a> {
        let all = split(bare, source);
        let mut tokens = Tokens { bare, all, found: Vec::new() };
        tokens.found = (0..tokens.all.len()).map(|n| tokens.phrases_at(n)).collect();
        tokens
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn get(&self, n: usize) -> Option<&Token> {
        self.all.get(n)
    }

    pub(super) fn sign(&self, n: usize) -> Option<char> {
        self.get(n).and_then(|token| token.sign)
    }

    /// The length of the longest phrase of a class that begins at a token.
    pub(super) fn class(&self, n: usize, class: WordClass) -> Option<usize> {
        self.any(n, |found| (found == class).then_some(())).map(|(_, len)| len)
    }

    /// The longest phrase at a token for which `wanted` gives something.
    pub(super) fn any<T>(&self, n: usize, wanted: impl Fn(WordClass) -> Option<T>) -> Option<(T, usize)> {
        let found = self.found.get(n)?.iter().filter_map(|(class, len)| Some((wanted(*class)?, *len)));
        found.max_by_key(|(_, len)| *len)
    }

    /// Whether a sentence or a clause may begin at a token: it is the first, or after a sign that parts clauses.
    pub(super) fn opens_clause(&self, n: usize) -> bool {
        let Some(before) = n.checked_sub(1).and_then(|n| self.get(n)) else { return true };
        if self.get(n).is_some_and(|token| token.opens_line) {
            return true;
        }
        match before.sign {
            Some('.') => self.ends_sentence(n - 1),
            Some(sign) => matches!(sign, ';' | ':' | ',' | '!' | '?' | '(' | '[' | '-' | '|' | '"' | ')' | ']' | '•'),
            None => false,
        }
    }

    /// Whether a clause is over before a token.
    pub(super) fn ends_clause(&self, n: usize) -> bool {
        let Some(token) = self.get(n) else { return true };
        token.opens_line
            || match token.sign {
                Some('.') => self.ends_sentence(n) || self.get(n + 1).is_none(),
                Some(sign) => matches!(sign, ';' | ':' | ',' | '!' | '?' | '(' | ')' | '[' | ']' | '-' | '|' | '"'),
                None => false,
            }
    }

    /// Whether the full stop at a token ends a sentence, and no title, initial or abbreviation.
    pub(super) fn ends_sentence(&self, n: usize) -> bool {
        match self.sign(n) {
            Some('!' | '?') => return true,
            Some('.') => {}
            _ => return false,
        }
        let Some(before) = n.checked_sub(1).and_then(|n| self.get(n)) else { return true };
        let next = self.get(n + 1);
        let is_short = before.word.chars().count() == 1 && before.is_capital;
        !(is_short || TITLES.contains(&before.word)) && next.is_none_or(|next| next.is_apart)
    }

    /// The token after the end of the sentence that a token is in.
    pub(super) fn sentence_end(&self, n: usize) -> usize {
        (n..self.len()).find(|n| self.ends_sentence(*n)).map_or(self.len(), |n| n + 1)
    }

    /// The first token of the sentence that a token is in.
    pub(super) fn sentence_start(&self, n: usize) -> usize {
        (0..n).rev().find(|n| self.ends_sentence(*n)).map_or(0, |n| n + 1)
    }

    /// The bytes of the bare text from one token up to another, blanks and the signs that part clauses left out at the ends.
    pub(super) fn words(&self, from: usize, to: usize) -> Option<TextRange> {
        let is_edge = |token: &Token| token.sign.is_some_and(|sign| matches!(sign, '.' | ',' | ';' | ':' | '-' | '|' | '"'));
        let all = self.all.get(from..to.min(self.len()))?;
        let first = all.iter().find(|token| !is_edge(token))?;
        let last = all.iter().rev().find(|token| !is_edge(token))?;
        Some(TextRange::new(first.range.start(), last.range.end()))
    }

    /// The bytes of the source that bytes of the bare text are.
    pub(super) fn source(&self, range: TextRange) -> TextRange {
        self.bare.range(range.start(), range.end())
    }

    fn phrases_at(&self, n: usize) -> Vec<(WordClass, usize)> {
        let Some(first) = self.get(n) else { return Vec::new() };
        let mut out = Vec::new();
        for (rest, class) in phrases_of(&first.word) {
            let is_told = matches!(class, WordClass::Told | WordClass::ToldCarried);
            if let Some(len) = self.goes_on(n + 1, rest, is_told) {
                out.push((*class, len + 1));
            }
        }
        out
    }

    /// How many tokens the words of a phrase take that begin at a token. Between them a stroke, a hyphen and the full stop of an
    /// abbreviation are no words: `M/S/C`, `nem. con.`; nor is a comma where `with_commas`: `moved, seconded and carried`.
    fn goes_on(&self, from: usize, words: &[&str], with_commas: bool) -> Option<usize> {
        let mut at = from;
        for word in words {
            if matches!(self.sign(at), Some('/' | '-' | '.' | '&')) || with_commas && self.sign(at) == Some(',') {
                let before = at.checked_sub(1).and_then(|n| self.get(n))?;
                if self.sign(at) == Some('.') && before.word.chars().count() > 3 {
                    return None;
                }
                at += 1;
            }
            let token = self.get(at)?;
            if token.word != *word || token.opens_line {
                return None;
            }
            at += 1;
        }
        Some(at - from)
    }
}

/// A line that ends shorter than this was ended on purpose.
const FULL_LINE: usize = 55;

fn split(bare: &Bare, source: &str) -> Vec<Token> {
    let text = bare.text.as_str();
    let mut out: Vec<Token> = Vec::new();
    let (mut is_apart, mut is_broken, mut line) = (false, false, 0);
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            is_apart = true;
            if source.as_bytes().get(bare.at(start)).is_some_and(|b| matches!(b, b'\n' | b'\r')) {
                is_broken = start - line < FULL_LINE;
                line = start + 1;
            }
            continue;
        }
        let in_word = |c: char| c.is_alphanumeric() || c == '\'';
        let mut end = start + c.len_utf8();
        let is_digit = c.is_ascii_digit();
        if c.is_alphanumeric() {
            // Letters joined to a number are no part of it: `5for`.
            while let Some((at, next)) = chars.next_if(|(_, next)| in_word(*next) && (!is_digit || next.is_ascii_digit())) {
                end = at + next.len_utf8();
            }
        }
        let range = TextRange::new(start, end);
        let word = if c.is_alphanumeric() { fold(range.slice(text)) } else { String::new() };
        let sign = word.is_empty().then_some(match c {
            '–' | '—' | '‐' | '−' | '‑' => '-',
            '“' | '”' | '„' | '«' | '»' => '"',
            '\'' => '"',
            other => other,
        });
        let number = if is_digit && word.len() <= 3 { word.parse().ok() } else { None };
        let is_capital = c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase();
        out.push(Token { range, word, sign, number, is_capital, is_apart, opens_line: is_broken });
        (is_apart, is_broken) = (false, false);
    }
    out
}
