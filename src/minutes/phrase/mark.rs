//! A mark of an action, wherever it is: its word, its number, and what parts it from the words after it.

use std::sync::LazyLock;

use crate::layout::bare::clip;
use crate::minutes::lexicon::{ACTION_MARKS, FirstLetters, PLURAL_ACTION_MARKS};
use crate::minutes::marker::{number_after, skip};
use crate::minutes::names::matching;
use crate::minutes::words::Lexicon;
use crate::record::TextRange;

/// What is between a mark and the words after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Separator {
    /// A blank, or the end.
    Blank,
    /// `:` or `::`.
    Colon,
    /// A full stop.
    Stop,
    /// A dash.
    Dash,
}

/// A mark of one action; places are bytes of the text that it is read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MarkPhrase {
    /// Where its word begins.
    pub(crate) at: usize,
    /// Its word is of two letters (`AP`), which may be something else.
    pub(crate) is_short: bool,
    /// Its number, as written.
    pub(crate) number: Option<TextRange>,
    /// What parts it from the words after it.
    pub(crate) separator: Separator,
    /// Where the words after it begin.
    pub(crate) rest: usize,
    /// Where the bracket closes that it is first in.
    pub(crate) close: Option<usize>,
}

/// Reads the mark whose word begins at a byte.
pub(crate) fn mark_at(text: &str, at: usize, lexicon: &Lexicon) -> Option<MarkPhrase> {
    let len = word_len(text.get(at..)?, lexicon)?;
    let end = at + len;
    let joined = joined_number(text, end);
    // `(Action 1)`: the bracket is that of the mark and no part of the number.
    let (number, after) = joined.map_or_else(|| number_after(text, end), |number| (Some(number), number.end()));
    let after = number.map_or(after, |number| number.end());
    let (separator, rest) = separator(text, after)?;
    let open = at.checked_sub(1).and_then(|n| text.as_bytes().get(n)).copied();
    let close = match open {
        Some(b'(') => matching(text.get(at..)?, '(', ')'),
        Some(b'[') => matching(text.get(at..)?, '[', ']'),
        _ => None,
    };
    Some(MarkPhrase { at, is_short: len <= 2, number, separator, rest, close: close.map(|n| at + n) })
}

/// The places in a text where the word of a mark begins, each letter before it being none of a word.
pub(crate) fn places(text: &str, lexicon: &Lexicon) -> Vec<usize> {
    let starts = text.char_indices().filter(|(at, c)| {
        let before = text.get(..*at).and_then(|t| t.chars().next_back());
        c.is_alphabetic() && before.is_none_or(|b| !b.is_alphanumeric() && !matches!(b, '-' | '\'' | '/' | '@' | '#' | '.'))
    });
    starts.map(|(at, _)| at).filter(|at| word_len(text.get(*at..).unwrap_or(""), lexicon).is_some()).collect()
}

/// How long the word of a mark is that a text begins with, in the singular. A number may be joined to it.
fn word_len(text: &str, lexicon: &Lexicon) -> Option<usize> {
    // Every word of a text is asked.
    static LETTERS: LazyLock<FirstLetters> = LazyLock::new(|| FirstLetters::of(&[&ACTION_MARKS, &PLURAL_ACTION_MARKS]));
    let own = lexicon.action.iter().filter_map(|word| opens(text, word)).max();
    if own.is_none() && !LETTERS.may_begin(text.as_bytes()) {
        return None;
    }
    let opening = || ACTION_MARKS.iter().filter_map(|word| Some((word, opens(text, word)?)));
    let listed = || opening().filter(|(word, _)| !PLURAL_ACTION_MARKS.contains(word)).map(|(_, len)| len).max();
    let plural = || PLURAL_ACTION_MARKS.iter().any(|word| opens(text, word).is_some());
    let capitals =
        || ACTION_MARKS.capitals().find(|word| text.starts_with(**word) && opens(text, word).is_some()).map(|word| word.len());
    own.or_else(|| if plural() { None } else { listed() }).or_else(capitals)
}

/// How much of a text a word takes at its start, in whatever case; a digit may follow, a letter may not.
fn opens(text: &str, word: &str) -> Option<usize> {
    // Most words differ in their first letter.
    let (first, wanted) = (text.bytes().next()?, word.bytes().next()?);
    if first.is_ascii() && wanted.is_ascii() && !first.eq_ignore_ascii_case(&wanted) {
        return None;
    }
    let mut rest = text.chars();
    let mut len = 0;
    for wanted in word.chars() {
        let c = rest.next()?;
        if c != wanted && !c.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
        len += c.len_utf8();
    }
    rest.next().is_none_or(|c| !c.is_alphabetic() && !matches!(c, '\'' | '_')).then_some(len)
}

/// A number right behind the word: `Action1`, `AP12`.
fn joined_number(text: &str, end: usize) -> Option<TextRange> {
    let rest = text.get(end..)?;
    let len = rest.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b'/' | b'-')).count();
    let number = rest.get(..len)?.trim_end_matches(['.', '/', '-']);
    let after = rest.get(number.len()..)?.chars().next();
    (number.starts_with(|c: char| c.is_ascii_digit()) && number.len() <= 12 && after.is_none_or(|c| !c.is_alphanumeric()))
        .then(|| TextRange::new(end, end + number.len()))
}

/// What parts a mark that ends at a byte from the words after it, and where these begin. `None`: the word goes on.
fn separator(text: &str, end: usize) -> Option<(Separator, usize)> {
    let rest = text.get(end..)?;
    let body = rest.trim_start();
    let is_apart = body.len() < rest.len();
    let at = text.len() - body.len();
    let after = |len: usize| skip(text, at + len);
    let Some(first) = body.chars().next() else { return Some((Separator::Blank, text.len())) };
    let then = body.get(first.len_utf8()..).and_then(|t| t.chars().next());
    match first {
        ':' if body.starts_with("://") => None,
        ':' => Some((Separator::Colon, after(if body.starts_with("::") { 2 } else { 1 }))),
        '.' if then.is_none_or(|c| c.is_whitespace() || matches!(c, ')' | ']')) => Some((Separator::Stop, after(1))),
        '–' | '—' | '-' | '→' if is_apart || then.is_some_and(char::is_whitespace) => {
            let dashes =
                clip(body, 12).chars().take_while(|c| matches!(c, '–' | '—' | '-' | '→' | '>')).map(char::len_utf8).sum();
            Some((Separator::Dash, after(dashes)))
        }
        ')' | ']' => Some((Separator::Blank, at)),
        _ if is_apart => Some((Separator::Blank, at)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Site;

    #[test]
    fn marks_in_many_forms() {
        let lexicon = Lexicon::of(&Site::default());
        for (text, number, separator, rest) in [
            ("Action: Ann", None, Separator::Colon, "Ann"),
            ("ACTION 1 – Ann", Some("1"), Separator::Dash, "Ann"),
            ("AP1: Ann", Some("1"), Separator::Colon, "Ann"),
            ("Action3. Ann", Some("3"), Separator::Stop, "Ann"),
            ("Action 4.1. Ann", Some("4.1"), Separator::Stop, "Ann"),
            ("Action 12/25-1 - Ann", Some("12/25-1"), Separator::Dash, "Ann"),
            ("Gweithredu Ann", None, Separator::Blank, "Ann"),
            ("Aufgabe", None, Separator::Blank, ""),
        ] {
            let mark = mark_at(text, 0, &lexicon).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((mark.number.map(|n| n.slice(text)), mark.separator), (number, separator), "{text}");
            assert_eq!(&text[mark.rest..], rest, "{text}");
        }
        for text in ["Actions: Ann", "Actionable", "ap1: Ann", "Action's", "action_plan: Ann", "Interaction"] {
            assert_eq!(mark_at(text, 0, &lexicon), None, "{text}");
        }
        let text = "It is out (Action 1: Ann) today";
        let mark = mark_at(text, 11, &lexicon).unwrap();
        assert_eq!((mark.number.map(|n| n.slice(text)), mark.close), (Some("1"), Some(24)));
        assert_eq!(places("An action plan, re-action and Action 2", &lexicon), [3, 30]);
    }
}
