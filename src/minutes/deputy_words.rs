//! Words behind a name for whomever its bearer stands in for: `for Bob Ray`, `representing the Harbour Trust`, `i.V.`

use std::sync::LazyLock;

use super::lexicon::{BODY_NOUNS, DEPUTY_MARKS, DEPUTY_WORDS, FirstLetters, REPRESENTING, word_between};
use super::words::is_role;
use crate::layout::bare::fold;

/// How many bytes of a text the words for standing in may take.
pub(super) const LONGEST: usize = 64;

/// What somebody stands in for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Principal {
    /// Somebody who is named.
    Person,
    /// A body.
    Body,
    /// Either: one word, which may be a given name or a firm.
    Unsure,
}

/// How long the words are at the beginning of a text that say that somebody stands in for what comes next, and what that is.
pub(super) fn principal_after(text: &str) -> Option<(usize, Principal)> {
    static LETTERS: LazyLock<FirstLetters> = LazyLock::new(|| FirstLetters::of(&[&DEPUTY_WORDS]));
    if !LETTERS.may_begin(text.as_bytes()) {
        return None;
    }
    let head = text.get(..text.len().min(LONGEST)).unwrap_or(text);
    let lower = head.to_lowercase();
    let word = DEPUTY_WORDS.opens(&lower)?;
    let len = word + 1;
    let rest = text.get(len..)?;
    let lead = rest.len() - rest.trim_start().len();
    let (rest, len) = (rest.trim_start(), len + lead);
    if rest.starts_with(char::is_uppercase) {
        let first = rest.split_whitespace().next()?;
        if is_role(&fold(first)) || rest.split_whitespace().take(2).any(|w| w.starts_with(|c: char| c.is_ascii_digit())) {
            return None;
        }
        let end = rest.find([',', ';', ')', ']', '(']).unwrap_or(rest.len());
        let name = rest.get(..end)?.trim_end();
        let body = name.split_whitespace().any(|w| BODY_NOUNS.contains(fold(w).as_str()))
            || !name.contains(' ') && name.chars().count() >= 2 && name.chars().all(char::is_uppercase);
        let single = !name.contains(' ') && REPRESENTING.contains(lower.get(..word)?);
        let principal = match (body, single) {
            (true, _) => Principal::Body,
            (false, true) => Principal::Unsure,
            (false, false) => Principal::Person,
        };
        return Some((len, principal));
    }
    // `for the Coastguard`
    let (article, name) = rest.split_once(' ')?;
    let body = name.starts_with(char::is_uppercase)
        && article.chars().count() <= 3
        && article.chars().all(char::is_lowercase)
        && !is_role(&fold(name.split_whitespace().next()?))
        && !name.bytes().any(|b| b.is_ascii_digit());
    body.then_some((len + article.len() + 1, Principal::Body))
}

/// Where words for standing in for somebody come after a name: `Ann Lee for Bob Ray`, `Jörg Weiß i.V.`
pub(super) fn deputy_after(text: &str) -> Option<usize> {
    let found = word_between(text, &DEPUTY_WORDS).filter(|found| found.start() > 0);
    let words = found.and_then(|found| principal_after(text.get(found.start()..)?).map(|_| found.start()));
    words.into_iter().chain(letters_after(text)).min()
}

/// Where such letters stand as a word after a name, whether or not somebody is named behind them.
fn letters_after(text: &str) -> Option<usize> {
    memchr::memchr(b'.', text.as_bytes())?;
    let lower = text.to_ascii_lowercase();
    DEPUTY_MARKS
        .iter()
        .filter_map(|mark| {
            lower.match_indices(*mark).map(|(at, _)| at).find(|at| {
                let after = lower.get(at + mark.len()..).unwrap_or("");
                lower.get(..*at).is_some_and(|t| t.ends_with(' ')) && (after.is_empty() || after.starts_with(' '))
            })
        })
        .min()
}

/// Whether words say no more than that somebody stands in: `i.V.`, `for the Chair`.
pub(super) fn is_stand_in(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    DEPUTY_MARKS.iter().any(|mark| lower.starts_with(mark.trim_end_matches('.'))) || DEPUTY_WORDS.opens(&lower).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_stands_in_for() {
        for (text, want) in [
            ("for Bob Ray", Some(Principal::Person)),
            ("i.V. Emine Kaya", Some(Principal::Person)),
            ("représentant Luc Noir", Some(Principal::Person)),
            ("for Harbour Trust", Some(Principal::Body)),
            ("for the Coastguard", Some(Principal::Body)),
            ("representing IBM", Some(Principal::Body)),
            ("representing Bob", Some(Principal::Unsure)),
            ("for the Chair", None),
            ("for item 3", None),
            ("vice Chair", None),
            ("forever Young", None),
        ] {
            assert_eq!(principal_after(text).map(|(_, p)| p), want, "{text}");
        }
    }
}
