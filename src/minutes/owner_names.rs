//! Which words can be the name of an owner.

use super::bidden::is_verb;
use super::known_people::People;
use super::lexicon::{DUE_WORDS, NOT_IN_OWNERS, NOT_OWNER_FIRST, NOT_OWNERS, OWNER_NOUNS, OWNER_SMALL_WORDS, OWNERS_ALONE};
use super::names::list_of_names;
use super::owners::split;
use super::status::status_of;
use super::words::{Lexicon, is_none};
use crate::layout::bare::fold;
use crate::record::TextRange;

/// Whether words alone can be an owner, as over a list of what is theirs.
pub(super) fn is_owner(words: &str, lexicon: &Lexicon) -> bool {
    words.split_whitespace().count() <= 4
        && !words.is_empty()
        && names_ok(words, &People::of(&[], lexicon), true)
        && !is_verb(words)
}

/// Whether all of `names` can be owners. `short` demands that they stand alone, as in brackets or before a colon.
pub(super) fn names_ok(names: &str, people: &People, short: bool) -> bool {
    let list = list_of_names(names, 0, names.len());
    !list.is_empty() && list.len() <= 12 && list.iter().all(|name| name_ok(name.slice(names).trim(), people, short))
}

/// Whether words in lower case name a body or an office. Where they stand `free`, the first may be a verb (`open standards team`).
pub(super) fn is_body(bare: &str, free: bool) -> bool {
    let count = bare.split(' ').count();
    let last = bare.rsplit(' ').next().unwrap_or("");
    let first = bare.split(' ').next().unwrap_or("");
    count <= 5
        && OWNER_NOUNS.contains(last)
        && !bare.split(' ').any(|w| NOT_IN_OWNERS.contains(w))
        && !NOT_OWNER_FIRST.contains(first)
        && (count == 1 || free || !is_verb(first))
}

fn name_ok(name: &str, people: &People, short: bool) -> bool {
    let name = name.trim_matches(['(', ')', '[', ']', '"', ' ', ':']);
    let bare = fold(name);
    if bare.len() <= 60
        && !name.contains(['?', '!', '#', '=', '<', '>', '{', '`', ';', '.', ':'])
        && is_body(bare.strip_prefix("the ").unwrap_or(&bare), !short || name.starts_with(char::is_lowercase))
    {
        return true;
    }
    if name.is_empty() || name.len() > 80 || bare.is_empty() {
        return false;
    }
    if people.knows(name) {
        return true;
    }
    if super::outcome::is_outcome_word(&bare) {
        return false;
    }
    // `AS + KH`
    let initials = |p: &str| (2..=4).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_uppercase());
    if name.contains(" + ") && name.split('+').all(|p| initials(p.trim())) {
        return true;
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let first = name.chars().next();
    let starts = first.is_some_and(|c| c.is_uppercase() || c == '@' || (c.is_alphabetic() && !c.is_lowercase()));
    let handle = name.starts_with('@') && words.len() == 1;
    let known_small = OWNERS_ALONE.contains(&bare);
    // `EIP-152 Champions`
    let id = words.iter().filter(|w| w.bytes().any(|b| b.is_ascii_digit())).all(|w| {
        w.contains('-') && w.starts_with(char::is_uppercase) && w.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    });
    let digits = name.bytes().any(|b| b.is_ascii_digit()) && !handle && !(id && words.len() > 1);
    if !(starts || known_small) || words.len() > 7 || digits && words.len() > 1 {
        return false;
    }
    if digits || name.contains(['?', '!', '#', '=', '<', '>', '{', '`', ';']) {
        return false;
    }
    if name.contains(". ") && !words.iter().rev().skip(1).filter(|w| w.ends_with('.')).all(|w| w.len() <= 4) {
        return false;
    }
    let small = words
        .iter()
        .skip(1)
        .filter(|w| w.chars().next().is_some_and(char::is_lowercase))
        .any(|w| !OWNER_SMALL_WORDS.contains(w.trim_end_matches([',', '\'', '.'])));
    if small {
        return false;
    }
    let first = bare.split(' ').next().unwrap_or("");
    let stop = NOT_OWNERS.contains(first) && first != "board" && first != "team" && first != "committee"
        || NOT_OWNER_FIRST.contains(first);
    !(stop || short && words.len() == 1 && is_verb(name))
}

/// Every name of a marker or a cell, whatever it looks like.
pub(super) fn all_names(text: &str) -> Vec<TextRange> {
    if is_none(&fold(text)) {
        return Vec::new();
    }
    let text = text.get(..end_of_names(text)).unwrap_or(text);
    let end = text.trim_end_matches([' ', ':', '-', '–', '—', '.']).len();
    let mut names = split(text, 0, end);
    // `??` names nobody.
    names.retain(|part| text.get(part.range()).is_some_and(|t| t.chars().any(char::is_alphanumeric)));
    names
}

/// Where what a field says beside its names begins: by when, or how it stands (`Ann Lee by 5 May`, `Bob Ray - done`, `Cy Dunn 4/5`).
fn end_of_names(text: &str) -> usize {
    let due = super::lexicon::word_between(text, &DUE_WORDS).map(|found| found.start());
    let stands = [" - ", " – ", " — ", ": ", ", "].iter().filter_map(|mark| {
        let at = text.rfind(mark).filter(|at| *at > 0)?;
        status_of(&fold(text.get(at + mark.len()..)?)).map(|_| at)
    });
    let digits = text.match_indices(' ').map(|(at, _)| at).find(|at| {
        let rest = text.get(at + 1..).unwrap_or("");
        rest.starts_with(|c: char| c.is_ascii_digit()) && rest.bytes().all(|b| !b.is_ascii_alphabetic())
    });
    due.into_iter().chain(stands).chain(digits).filter(|at| *at > 0).min().unwrap_or(text.len())
}

/// The names of the subject of a sentence, where it can be an owner.
pub(super) fn split_names(text: &str, from: usize, to: usize, people: &People) -> Option<Vec<TextRange>> {
    let names = text.get(from..to)?;
    (names_ok(names, people, false) && !is_verb(names)).then(|| split(text, from, to)).filter(|l| !l.is_empty())
}
