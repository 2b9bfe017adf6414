//! A list of names at the beginning of a text: `Ann Lee and Bob Ray`, `AL/BR`, `the Harbour Office`.

use crate::layout::bare::fold;
use crate::minutes::known_people::People;
use crate::minutes::lexicon::{NOT_OWNERS, TASK_SIGNS};
use crate::minutes::names::and_word;
use crate::minutes::owner_names::names_ok;

/// The names that a text begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NameList {
    /// Where the last name ends.
    pub(crate) end: usize,
    /// Each is one that the rest of the minutes use.
    pub(crate) is_known: bool,
    /// Each has two words or more.
    pub(crate) is_full: bool,
}

/// Reads the names that a text begins with.
pub(crate) fn name_list(text: &str, people: &People) -> Option<NameList> {
    const MOST: usize = 8;
    let mut list = name(text, 0, people)?;
    for _ in 1..MOST {
        let Some(next) = joint(text, list.end).and_then(|at| name(text, at, people)) else { break };
        // `Ann Lee and the harbour …`: a stranger after somebody known belongs to what is to be done.
        if list.is_known && !next.is_known && !next.is_full {
            break;
        }
        list = NameList { end: next.end, is_known: list.is_known && next.is_known, is_full: list.is_full && next.is_full };
    }
    Some(list)
}

/// Where the next name begins after a comma, a slash or a word for "and".
fn joint(text: &str, end: usize) -> Option<usize> {
    let rest = text.get(end..)?;
    let plain = rest.trim_start_matches([' ', ',', ';', '/', '+', '&']);
    let taken = rest.len() - plain.len();
    let and = and_word(text, end + taken.saturating_sub(usize::from(rest.get(..taken).is_some_and(|t| t.ends_with(' ')))));
    let at = and.map(|len| end + taken.saturating_sub(1) + len);
    let parted = rest.get(..taken).is_some_and(|t| t.contains([',', ';', '/', '+', '&']));
    at.or_else(|| parted.then_some(end + taken))
}

/// The one name at a byte: the longest that is known, or words with capitals.
fn name(text: &str, from: usize, people: &People) -> Option<NameList> {
    const MOST_WORDS: usize = 5;
    let rest = text.get(from..)?;
    let article = rest.len() - crate::minutes::owners::without_article(rest).len();
    let body = rest.get(article..)?;
    if !body.starts_with(|c: char| c.is_uppercase() || c == '@') {
        return None;
    }
    let ends = body.char_indices().filter(|(_, c)| c.is_whitespace() || ",;/&+)]:.–—".contains(*c)).map(|(i, _)| i);
    let ends: Vec<usize> = ends.chain([body.len()]).take(MOST_WORDS + 2).collect();
    let full = |end: usize| body.get(..end).is_some_and(|name| name.split_whitespace().count() > 1);
    let known = ends.iter().rev().copied().find(|end| body.get(..*end).is_some_and(|name| is_name(name) && people.knows(name)));
    if let Some(end) = known {
        return Some(NameList { end: from + article + end, is_known: true, is_full: full(end) });
    }
    let mut end = 0;
    for word in body.split(' ').take(MOST_WORDS) {
        let letters = word.trim_end_matches([',', ';', ':', ')', ']', '.']);
        let joined = letters.find(['/', '+', '&']).unwrap_or(letters.len());
        let named =
            letters.starts_with(|c: char| c.is_uppercase() || c == '@') && !letters.get(..joined).is_none_or(str::is_empty);
        if !named {
            break;
        }
        end = end + usize::from(end > 0) + joined;
        if joined < word.len() && !(word.ends_with('.') && letters.chars().count() == 1) {
            break;
        }
    }
    let name = body.get(..end).filter(|name| !name.is_empty())?;
    let owns = !NOT_OWNERS.is_among(&fold(name)) && names_ok(name, people, true);
    owns.then(|| NameList { end: from + article + end, is_known: false, is_full: full(end) })
}

/// Whether words may be a whole name: they end in a word, and not in one small letter, which asks or joins in some languages.
fn is_name(words: &str) -> bool {
    let last = words.rsplit(' ').next().unwrap_or("");
    !last.is_empty() && (last.chars().count() > 1 || last.starts_with(char::is_uppercase))
}

/// Returns true if a text begins with words that ask somebody named before it to do something: `to write`, `will write`.
pub(crate) fn asks(after_names: &str) -> bool {
    let text = after_names.trim_start();
    let opens = |sign: &&&str| {
        text.strip_prefix(**sign).and_then(|rest| rest.strip_prefix(' ')).is_some_and(|rest| !rest.trim().is_empty())
    };
    TASK_SIGNS.iter().any(|sign| opens(&sign))
}
