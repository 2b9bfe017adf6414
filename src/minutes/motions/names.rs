//! The names of movers, seconders and voters among the words of a block. What is no plain name is nobody.

use super::tokens::Tokens;
use super::voters::Voters;
use super::words::WordClass;
use crate::layout::bare::fold;
use crate::minutes::lexicon::{
    BODY_NOUNS, MEMBERS_OF_BODIES, NOT_INSIDE_NAMES, NOT_NAMES, NOT_SECOND_IN_NAMES, PARTICLES, PLURAL_TITLES, ROLES, TITLES,
};
use crate::minutes::names::and_word;
use crate::minutes::row_lead::is_call_sign;
use crate::record::TextRange;

/// A name among the words of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FoundName {
    /// Its bytes in the bare text.
    pub(super) range: TextRange,
    /// Its first token.
    pub(super) first: usize,
    /// The token after it, and after a bracket behind it.
    pub(super) next: usize,
    /// It is surely that of a person: known at the meeting, of two words or more, initials, or with a title.
    pub(super) is_sure: bool,
    /// It is one that the attendance has.
    pub(super) is_known: bool,
}

/// The parts of a name take no more words than this.
const MOST_WORDS: usize = 6;

/// The name that begins at a token.
pub(super) fn name_at(tokens: &Tokens<'_>, from: usize, people: &Voters) -> Option<FoundName> {
    let mut at = from;
    // `the Chair`
    let is_article = |n: usize| tokens.get(n).is_some_and(|t| NOT_INSIDE_NAMES.contains(&t.word));
    let is_office = |n: usize| tokens.get(n).is_some_and(|t| ROLES.contains(&t.word));
    if is_article(at) && is_office(at + 1) && !tokens.get(at + 2).is_some_and(|t| t.is_capital && t.sign.is_none()) {
        let range = tokens.words(at, at + 2)?;
        return Some(FoundName { range, first: from, next: at + 2, is_sure: false, is_known: false });
    }
    if tokens.sign(at) == Some('@') {
        at += 1;
    }
    let (mut last, mut words) = (None, 0);
    while words < MOST_WORDS {
        let Some(token) = tokens.get(at) else { break };
        if words > 0 && token.opens_line || !is_part(tokens, at, words) {
            break;
        }
        words += 1;
        last = Some(at);
        at += 1;
        // `Dr. Ray`, `A. Lee`, `J.-P. Roux`, `Smith-Jones`
        let short = token.word.chars().count() == 1 || TITLES.contains(&token.word);
        if tokens.sign(at) == Some('.') && short && tokens.get(at + 1).is_some_and(|t| t.is_capital) {
            at += 1;
        }
        let hyphened = |n: usize| tokens.get(n).is_some_and(|t| t.sign.is_none() && !t.is_apart && t.number.is_none());
        while tokens.sign(at) == Some('-') && !tokens.get(at).is_some_and(|t| t.is_apart) && hyphened(at + 1) {
            last = Some(at + 1);
            at += 2;
        }
    }
    let last = last?;
    let range = TextRange::new(tokens.get(from)?.range.start(), tokens.get(last)?.range.end());
    let name = range.slice(&tokens.bare.text);
    let is_sure = is_name(name, people)?;
    let is_known = people.knows(name) || people.knows(&plain_name(name));
    let mut next = last + 1;
    // `Ann Lee (Harbour Trust)`
    if tokens.sign(next) == Some('(')
        && let Some(close) = (next..tokens.len().min(next + 8)).find(|n| tokens.sign(*n) == Some(')'))
        && tokens.get(next + 1).is_some_and(|t| t.is_capital)
        && !tokens.all.iter().take(close).skip(next).any(|t| t.number.is_some() || t.sign == Some('/'))
    {
        next = close + 1;
    }
    Some(FoundName { range, first: from, next, is_sure, is_known })
}

/// Whether a token may be a word of a name, of which so many came before.
fn is_part(tokens: &Tokens<'_>, n: usize, words: usize) -> bool {
    let Some(token) = tokens.get(n).filter(|token| token.sign.is_none()) else { return false };
    let written = token.range.slice(&tokens.bare.text);
    if is_call_sign(written) {
        return true;
    }
    if written.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    if !token.is_capital {
        let particle = PARTICLES.contains(token.word.as_str())
            && !NOT_SECOND_IN_NAMES.contains(&token.word)
            && !NOT_INSIDE_NAMES.contains(&token.word)
            && and_word(&[" ", &token.word, " "].concat(), 0).is_none();
        // A handle, or a small word of a name.
        return words == 0 && n > 0 && tokens.sign(n - 1) == Some('@')
            || particle && tokens.get(n + 1).is_some_and(|next| next.is_capital && next.sign.is_none());
    }
    !ends_names(tokens, n, words)
}

/// Whether a word with a capital belongs to what is said of a motion and to no name.
fn ends_names(tokens: &Tokens<'_>, n: usize, words: usize) -> bool {
    use WordClass as C;
    let stops = |class: WordClass| match class {
        C::Noun | C::Mark | C::Amendment | C::MoverBefore { .. } | C::MoverAfter | C::SeconderAfter | C::Told | C::Result(_) => {
            Some(())
        }
        C::Unanimous | C::AllInFavour | C::Manner(_) | C::CastingVote | C::VoteLead | C::Matter | C::Resolved => Some(()),
        C::SeconderBefore { .. } | C::Choice(_) | C::ResolvingVerb | C::ToldCarried | C::Roll => Some(()),
        _ => None,
    };
    let token = tokens.get(n);
    // `No` may be somebody's name, `For Ann` is none.
    let is_class = tokens.any(n, stops).is_some();
    let word = token.map_or("", |t| t.word.as_str());
    is_class || words == 0 && NOT_NAMES.contains(word) || words > 0 && (NOT_INSIDE_NAMES.contains(word) || is_and(word))
}

fn is_and(word: &str) -> bool {
    and_word(&[" ", word, " "].concat(), 0).is_some()
}

/// Whether words are the name of somebody, and surely so; `None` where they are not.
fn is_name(name: &str, people: &Voters) -> Option<bool> {
    let words: Vec<String> = name.split_whitespace().map(fold).filter(|w| !w.is_empty()).collect();
    let is_title = |w: &String| TITLES.contains(w) || PLURAL_TITLES.contains(w);
    let plain: Vec<&String> = words.iter().filter(|w| !is_title(w)).collect();
    let (first, last) = (plain.first()?, plain.last()?);
    // `Ann W0ABC`, or the call sign alone.
    if name.split_whitespace().next_back().is_some_and(is_call_sign) {
        return Some(true);
    }
    if name.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if people.knows(name) || people.knows(&plain_name(name)) {
        return Some(true);
    }
    // `EM`: initials.
    let letters = || name.chars().filter(|c| c.is_alphabetic());
    let initials = plain.len() == 1 && (2..=3).contains(&letters().count()) && letters().all(char::is_uppercase);
    if last.chars().count() < 2 || NOT_NAMES.contains(first.as_str()) {
        return None;
    }
    Some(initials || plain.len() > 1 || plain.len() < words.len())
}

/// Returns a name without the titles and offices before it: `Councillor Lee`, `Board Member Lee`.
pub(crate) fn plain_name(name: &str) -> String {
    let name = name.trim().trim_start_matches('@');
    let mut rest = name;
    while let Some((first, tail)) = rest.split_once(char::is_whitespace) {
        let word = fold(first);
        let said = [&TITLES, &PLURAL_TITLES, &ROLES, &BODY_NOUNS, &MEMBERS_OF_BODIES].iter().any(|list| list.contains(&word));
        if !said {
            break;
        }
        rest = tail.trim_start();
    }
    rest.to_owned()
}

/// The names that begin at a token, with a word for "and" between them, or commas too where `is_list`; and the token after them.
pub(super) fn names_at(tokens: &Tokens<'_>, from: usize, people: &Voters, is_list: bool) -> (Vec<FoundName>, usize) {
    let mut out: Vec<FoundName> = Vec::new();
    let mut at = from;
    // `Councillors Lee, Ray and Dunn`
    if tokens.get(at).is_some_and(|t| PLURAL_TITLES.contains(&t.word)) && tokens.get(at + 1).is_some_and(|t| t.is_capital) {
        at += 1;
    }
    let mut next = from;
    while let Some(found) = name_at(tokens, at, people) {
        out.push(found);
        next = found.next;
        let mut joint = next;
        while is_list && matches!(tokens.sign(joint), Some(',' | ';')) || matches!(tokens.sign(joint), Some('&' | '+')) {
            joint += 1;
        }
        if tokens.get(joint).is_some_and(|t| t.sign.is_none() && !t.is_capital && is_and(&t.word)) {
            joint += 1;
        }
        if joint == next || tokens.get(joint).is_some_and(|t| t.opens_line) && !is_list {
            break;
        }
        at = joint;
    }
    (out, next)
}

/// The name that ends right before a token and begins a clause: `Ann Lee` in `Ann Lee moved`.
pub(super) fn name_before(tokens: &Tokens<'_>, end: usize, people: &Voters) -> Option<FoundName> {
    let first = end.saturating_sub(MOST_WORDS + 2);
    let starts = (first..end).filter(|n| begins_subject(tokens, *n));
    let mut found: Vec<FoundName> =
        starts.filter_map(|n| name_at(tokens, n, people)).filter(|name| name.next == end && name.is_sure).collect();
    (found.len() > 1).then(|| found.truncate(1));
    found.pop()
}

/// Whether the subject of a clause may begin at a token: it opens one, or comes after a word for "and".
fn begins_subject(tokens: &Tokens<'_>, n: usize) -> bool {
    tokens.opens_clause(n)
        || n.checked_sub(1).and_then(|n| tokens.get(n)).is_some_and(|t| t.sign.is_none() && !t.is_capital && is_and(&t.word))
}
