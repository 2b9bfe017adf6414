//! The words before a name in a row of people: an office (`Clerk Ann Lee`), a call sign, or, before a colon, initials, an office or a body.

use super::lexicon::{BODY_NOUNS, DEPUTY_WORDS, OFFICES_BEFORE_NAMES, ROLES, SURE_BODY_NOUNS, TITLES};
use super::names::{initials_of, is_whole_name, list_of_names, name_end, plural_title, titleless};
use super::words::{Label, exact, is_chair, is_role};
use crate::layout::bare::fold;
use crate::record::TextRange;

/// What the words before a colon are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowLead {
    /// An organisation, whose people come after it.
    Body,
    /// The initials of the one name after it.
    Initials,
    /// What those after it do, or are called together.
    Office,
}

impl RowLead {
    /// What the words `left` of a colon are; `initials` says that rows of the list have the initials of their names there.
    pub(super) fn of(left: &str, right: &str, initials: bool) -> RowLead {
        let words = fold(left);
        if is_short(left) && (initials || are_initials_before(left, right)) {
            RowLead::Initials
        } else if words.starts_with(|c: char| c.is_ascii_digit()) || is_office(&words) && !is_body(&words) || is_label(&words) {
            RowLead::Office
        } else {
            RowLead::Body
        }
    }
}

fn is_label(words: &str) -> bool {
    matches!(exact(words), Some(Label::People(..) | Label::Role))
}

/// Whether words are of an office and no body: `Meeting chair`, but not `Board secretariat`.
pub(super) fn is_office(words: &str) -> bool {
    let all: Vec<&str> = words.split(' ').collect();
    let placed = all.len() <= 2 || is_chair(words) || all.last().is_some_and(|w| is_role(w));
    is_role(words) && placed && all.len() <= 5 && !all.iter().any(|w| BODY_NOUNS.contains(w))
}

fn is_body(words: &str) -> bool {
    words.split(' ').next_back().is_some_and(|word| SURE_BODY_NOUNS.contains(word))
}

fn is_short(left: &str) -> bool {
    (2..=4).contains(&left.len()) && left.bytes().all(|b| b.is_ascii_uppercase())
}

/// Whether letters before a colon are the initials of the name after it: `JRG: Jaime Roe-Gray`.
pub(super) fn are_initials_before(left: &str, right: &str) -> bool {
    if !is_short(left) {
        return false;
    }
    let right = right.trim_start();
    let name = right.get(..name_end(right)).unwrap_or(right);
    initials_of(name, left)
}

/// How long the office is that a name begins with, the blank behind it included: `Clerk Ann Lee`, `Deputy Chairman Ray`.
pub(super) fn office_before(name: &str) -> usize {
    const WORDS: usize = 3;
    let ends: Vec<usize> = name.match_indices(' ').map(|(at, _)| at).take(WORDS).collect();
    let opens = |at: &usize| {
        let office = name.get(..*at).map(fold).unwrap_or_default();
        let next = name.get(at + 1..).and_then(|t| t.split_whitespace().next()).unwrap_or("");
        let person = next.starts_with(char::is_uppercase) && !is_role(&fold(next));
        person && OFFICES_BEFORE_NAMES.contains(&office)
    };
    ends.into_iter().rev().find(opens).map_or(0, |at| at + 1)
}

/// The office that a whole name is followed by with nothing between: `Ann Lee Deputy Chairman`.
pub(super) fn office_after(name: &str) -> Option<&str> {
    const WORDS: usize = 3;
    let behind = |(at, _): (usize, &str)| {
        let (head, office) = (name.get(..at)?, name.get(at + 1..)?);
        // In `Ann M Clerk` the last word is the surname.
        let surname = head.rsplit(' ').next().is_some_and(|w| w.trim_end_matches('.').chars().count() > 1);
        (surname && is_whole_name(head) && OFFICES_BEFORE_NAMES.contains(&fold(office))).then_some(office)
    };
    name.rmatch_indices(' ').take(WORDS).filter_map(behind).last().or_else(|| office_after_initials(name))
}

/// The office behind a surname that has nothing but initials before it, so that the name can end nowhere else: `C Dunn Footpath Officer`.
fn office_after_initials(name: &str) -> Option<&str> {
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    let is_initial = |word: &str| is_capital(word) && word.split('.').all(|part| part.chars().count() <= 1);
    let (_, mut rest) = titleless(name).split_once(' ').filter(|(first, _)| is_initial(first))?;
    while let Some((_, tail)) = rest.split_once(' ').filter(|(word, _)| is_initial(word)) {
        rest = tail;
    }
    let (surname, office) = rest.split_once(' ')?;
    let (modifier, noun) = office.rsplit_once(' ')?;
    let words = || modifier.split(' ').chain([surname, noun]);
    (words().all(is_capital) && ROLES.contains(&fold(noun))).then_some(office)
}

/// Whether words begin as those of another person do, or say for whom or what somebody came: `Mrs Lee`, `Clerk Bob Ray`, `for advice`.
pub(super) fn names_somebody(text: &str) -> bool {
    let title = text.split_once(' ').is_some_and(|(first, rest)| {
        first.starts_with(char::is_uppercase) && rest.starts_with(char::is_uppercase) && TITLES.contains(fold(first).as_str())
    });
    title || office_before(text) > 0 || plural_title(text) > 0 || DEPUTY_WORDS.opens(text).is_some()
}

/// The places of a row's names, as [`list_of_names`] has them. Between semicolons, several with one title are parted by commas:
/// `Cllrs Lee, Ray and Dunn; Mr Fox (Clerk)`.
pub(super) fn row_of_names(text: &str, from: usize, to: usize) -> Vec<TextRange> {
    let all = list_of_names(text, from, to);
    let several = |piece: &TextRange| {
        let own = piece.slice(text);
        plural_title(own.trim_start()) > 0 || own.split(',').skip(1).any(|part| names_somebody(part.trim_start()))
    };
    if !all.iter().any(several) {
        return all;
    }
    let parts = |piece: TextRange| if several(&piece) { list_of_names(text, piece.start(), piece.end()) } else { vec![piece] };
    all.into_iter().flat_map(parts).collect()
}

/// The call sign of a radio amateur that a name begins or ends with.
pub(super) fn call_sign(name: &str) -> Option<&str> {
    let (first, rest) = name.split_once(' ')?;
    let last = rest.rsplit(' ').next()?;
    [first, last].into_iter().find(|word| is_call_sign(word))
}

pub(super) fn is_call_sign(word: &str) -> bool {
    let fits = (4..=6).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let digit = word.bytes().skip(1).position(|b| b.is_ascii_digit()).map(|at| at + 1);
    let after = digit.and_then(|at| word.get(at + 1..)).unwrap_or("");
    fits && word.bytes().any(|b| b.is_ascii_uppercase()) && !after.is_empty() && after.bytes().all(|b| b.is_ascii_uppercase())
}

/// Whether a word in brackets is what somebody is called: `Stephanie (Steph)`.
pub(super) fn is_short_form(name: &str, called: &str) -> bool {
    let (given, called) = (fold(name.split(' ').next().unwrap_or("")), fold(called));
    called.len() >= 3 && given.len() > called.len() && given.starts_with(&called)
}
