//! Names after words for an exception: `All members except Ann Lee` says that she was not there.

use super::lexicon::{EVERYBODY, EXCEPTIONS, word_between};
use super::names::sentence_after;
use super::person::Rows;
use crate::layout::bare::{Bare, fold};
use crate::record::{Attendee, Standing, TextRange};

/// An exception in a stretch of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Excepted {
    /// Where the words before it end.
    pub(super) before: usize,
    /// The names of those who are excepted.
    pub(super) names: TextRange,
    /// Those who are not excepted are all of a body, so that nobody is named before.
    pub(super) is_of_all: bool,
}

/// The first exception in a stretch of names, outside brackets.
pub(super) fn exception_in(text: &str, from: usize, to: usize) -> Option<Excepted> {
    let part = text.get(from..to)?;
    let opens = opening(part);
    let (start, end) = match opens {
        Some(len) => (0, len),
        None => {
            let lower = part.to_lowercase();
            let words = if lower.len() == part.len() { &lower } else { part };
            let found = word_between(words, &EXCEPTIONS)?;
            // `Bar` and `Save` are names.
            if part.get(found.start()..).is_some_and(|t| t.starts_with(char::is_uppercase)) {
                return None;
            }
            (found.start(), found.end())
        }
    };
    let before = part.get(..start)?;
    if before.bytes().filter(|b| matches!(b, b'(' | b'[')).count() > before.bytes().filter(|b| matches!(b, b')' | b']')).count() {
        return None;
    }
    let folded = fold(before);
    let is_of_all = EVERYBODY.is_among(&folded) || EVERYBODY.iter().any(|all| all.contains(' ') && folded.contains(all));
    let rest = part.get(end..)?;
    // `all but the Clerk` names nobody.
    let lead = rest.len() - rest.trim_start_matches([' ', ':']).len();
    let stop = sentence_after(text, from + end).unwrap_or(to).min(to);
    let names = text.get(from + end..stop)?;
    let stop = names.find([';', '(']).map_or(stop, |at| from + end + at);
    Some(Excepted { before: from + start, names: TextRange::new((from + end + lead).min(stop), stop), is_of_all })
}

/// How long the words for an exception are that a text begins with, whatever case they are in: `Except Ann Lee`.
fn opening(text: &str) -> Option<usize> {
    const LONGEST: usize = 32;
    let end = (0..=LONGEST.min(text.len())).rev().find(|at| text.is_char_boundary(*at))?;
    let lower = text.get(..end)?.to_lowercase();
    EXCEPTIONS.opens(&lower).filter(|len| lower.len() == end && text.get(*len..).is_some_and(|t| t.starts_with(' ')))
}

impl Rows<'_> {
    /// Those who are excepted: absent, where the rest are said to have been there. Names parted by commas may be of those who came.
    pub(super) fn excepted(&self, bare: &Bare, excepted: Excepted) -> Vec<Attendee> {
        if self.standing > Standing::InAttendance {
            return Vec::new();
        }
        let rows = Rows { standing: Standing::Absent, ..*self };
        let names = excepted.names.slice(&bare.text);
        let sure = names.find(',').map_or(excepted.names.end(), |comma| excepted.names.start() + comma);
        super::names::list_of_names(&bare.text, excepted.names.start(), sure)
            .into_iter()
            .filter_map(|name| rows.row(bare, past_small(&bare.text, name), name.end()))
            .flatten()
            .collect()
    }
}

/// Where a name begins after small words: `de Denise Morel`.
fn past_small(text: &str, name: TextRange) -> usize {
    let part = name.slice(text).trim_start();
    let start = name.end() - part.len();
    match part.split_once(' ') {
        Some((word, rest)) if word.chars().all(char::is_lowercase) && word.len() <= 3 && rest.starts_with(char::is_uppercase) => {
            start + word.len() + 1
        }
        _ => start,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exceptions() {
        let read = |text: &str| {
            let found = exception_in(text, 0, text.len())?;
            Some((text[..found.before].trim().to_owned(), found.names.slice(text).to_owned(), found.is_of_all))
        };
        let some = |a: &str, b: &str, all| Some((a.to_owned(), b.to_owned(), all));
        assert_eq!(read("All members except Cy Dunn"), some("All members", "Cy Dunn", true));
        assert_eq!(read("alle bis auf Jörg Weiß. Gäste waren da"), some("alle", "Jörg Weiß. ", true));
        assert_eq!(read("Excluding Bob Ray"), some("", "Bob Ray", false));
        for text in ["Ann Lee (all but item 3)", "Ann But, Bob Ray", "All But Forgotten Trust"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
