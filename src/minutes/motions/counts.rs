//! The numbers of a vote: `7 in favour, 2 against`, `Ayes: 5`, `5-2-1`, `5 to 2`, `+5 -0`.

use super::tokens::Tokens;
use super::words::WordClass;
use crate::minutes::names::and_word;
use crate::record::{Tally, VoteChoice};

/// A count of one choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) choice: VoteChoice,
    pub(super) count: u32,
    /// Its words are a vote only beside another count: `5 for`.
    pub(super) is_weak: bool,
    /// The token after it.
    pub(super) next: usize,
}

/// A number at a token, in digits or in a word.
fn number(tokens: &Tokens<'_>, n: usize) -> Option<(u32, usize)> {
    let token = tokens.get(n)?;
    if let Some(value) = token.number {
        // `5th`, `5%`, `5.20`, `£5`, `5/6`
        let joined = |n: usize| tokens.get(n).is_some_and(|t| !t.is_apart && (t.sign.is_none() || t.sign == Some('%')));
        let decimal = tokens.sign(n + 1) == Some('.') && joined(n + 2);
        let priced =
            n.checked_sub(1).and_then(|n| tokens.sign(n)).is_some_and(|s| matches!(s, '£' | '$' | '€' | '#')) && !token.is_apart;
        return (!joined(n + 1) && !decimal && !priced).then_some((value, 1));
    }
    tokens.any(n, |class| match class {
        WordClass::Number(value) => Some(value),
        _ => None,
    })
}

fn choice(tokens: &Tokens<'_>, n: usize) -> Option<(VoteChoice, usize)> {
    tokens.any(n, |class| match class {
        WordClass::Choice(choice) => Some(choice),
        _ => None,
    })
}

/// Words of three letters or fewer, and "against", are a vote only beside another.
fn is_weak(tokens: &Tokens<'_>, n: usize, len: usize) -> bool {
    len == 1
        && tokens.get(n).is_some_and(|t| t.word.chars().count() <= 4 || crate::minutes::lexicon::SHORT_VOTES.contains(&t.word))
}

/// A count at a token: its number first, or its word.
pub(super) fn count_at(tokens: &Tokens<'_>, n: usize) -> Option<Count> {
    number_first(tokens, n).or_else(|| word_first(tokens, n))
}

/// `5 votes in favour`
fn number_first(tokens: &Tokens<'_>, n: usize) -> Option<Count> {
    let (count, len) = number(tokens, n)?;
    // `no one against`
    if n.checked_sub(1).is_some_and(|before| {
        number(tokens, before).is_some_and(|(_, l)| l == 1) && tokens.get(n).is_some_and(|t| t.number.is_none())
    }) {
        return None;
    }
    let mut at = n + len;
    let mut skipped = 0;
    while skipped < 3 && choice(tokens, at).is_none() {
        let (_, len) = tokens.any(at, |class| (class == WordClass::CountNoun).then_some(()))?;
        at += len;
        skipped += 1;
    }
    let (found, len) = choice(tokens, at)?;
    // `2 against 5`: the second is no label.
    let next = at + len;
    let is_label = matches!(tokens.sign(next), Some(':' | '='));
    // `one for the boat`
    let is_over = tokens.ends_clause(next) || tokens.class(next, WordClass::Between).is_some() || number(tokens, next).is_some();
    let is_else = is_weak(tokens, at, len) && !is_over;
    // `no objections`
    let is_zero = count == 0 && tokens.get(n)?.number.is_none();
    let is_weak = is_zero || is_weak(tokens, at, len);
    (!is_label && !is_else).then_some(Count { choice: found, count, is_weak, next })
}

/// `Ayes: 5`, `Ayes (5)`, `for 5`
fn word_first(tokens: &Tokens<'_>, n: usize) -> Option<Count> {
    let (found, len) = choice(tokens, n)?;
    let mut at = n + len;
    let sign = tokens.sign(at);
    if matches!(sign, Some(':' | '=' | '-' | '(')) {
        at += 1;
    }
    let (count, len) = number(tokens, at)?;
    // `no one against`
    if sign.is_none() && tokens.get(at)?.number.is_none() {
        return None;
    }
    let mut next = at + len;
    if sign == Some('(') {
        if tokens.sign(next) != Some(')') {
            return None;
        }
        next += 1;
    }
    let is_weak = is_weak(tokens, n, 1) || sign.is_none();
    Some(Count { choice: found, count, is_weak, next })
}

/// Whether a token is a word for "and", which joins numbers that are no vote: `items 4 and 5`.
fn is_and(tokens: &Tokens<'_>, n: usize) -> bool {
    tokens.get(n).is_some_and(|t| t.sign.is_none() && and_word(&format!(" {} ", t.word), 0).is_some())
}

/// Numbers with signs between them, in the order for, against, abstained: `5-2`, `5 to 2`, `7/0/0`; and the token after them.
pub(super) fn tally_at(tokens: &Tokens<'_>, n: usize) -> Option<(Tally, usize)> {
    let mut values = vec![tokens.get(n)?.number?];
    let mut at = n + 1;
    while values.len() < 4 {
        // `5 votes to 2`
        let noun = tokens.class(at, WordClass::CountNoun).filter(|_| tokens.class(at, WordClass::Between).is_none()).unwrap_or(0);
        let between = match tokens.sign(at) {
            Some('-' | '/' | ':') => 1,
            Some(_) => break,
            None if is_and(tokens, at + noun) => break,
            None => tokens.class(at + noun, WordClass::Between).map_or(0, |len| noun + len),
        };
        let Some(value) = tokens.get(at + between).and_then(|t| t.number).filter(|_| between > 0) else { break };
        values.push(value);
        at += between + 1;
    }
    let signed = |n: usize| tokens.get(n).is_some_and(|t| t.sign.is_none() && !t.is_apart || t.sign == Some('%'));
    let dated = values.len() > 1
        && matches!(tokens.sign(at), Some('-' | '/'))
        && tokens.get(at + 1).is_some_and(|t| t.sign.is_none() && !t.is_apart);
    // `01/25` is a day.
    let padded = (n..at).any(|n| tokens.get(n).is_some_and(|t| t.word.len() > 1 && t.word.starts_with('0')));
    if values.len() < 2 || values.len() > 3 || signed(at) || dated || padded {
        return None;
    }
    let mut tally = Tally::default();
    for (choice, value) in [VoteChoice::For, VoteChoice::Against, VoteChoice::Abstained].into_iter().zip(values) {
        tally.set(choice, value);
    }
    Some((tally, at))
}

/// `+5 -0`, `+1 (5), 0 (1), -1 (0)`: how some technical groups count; and the token after them.
pub(super) fn signed_tally_at(tokens: &Tokens<'_>, n: usize) -> Option<(Tally, usize)> {
    let mut tally = Tally::default();
    let mut at = n;
    while let Some((choice, value, next)) = signed(tokens, at) {
        tally.set(choice, value);
        at = next;
        while matches!(tokens.sign(at), Some(',' | ';' | '/')) {
            at += 1;
        }
    }
    (tally.for_it.is_some() && tally.against.is_some()).then_some((tally, at))
}

fn signed(tokens: &Tokens<'_>, n: usize) -> Option<(VoteChoice, u32, usize)> {
    let choice = match tokens.sign(n)? {
        '+' => VoteChoice::For,
        '-' => VoteChoice::Against,
        _ => return None,
    };
    let value = tokens.get(n + 1).filter(|t| !t.is_apart)?.number?;
    // `+1 (5)`, `+1: 5`
    let bracket = tokens.sign(n + 2) == Some('(') && tokens.sign(n + 4) == Some(')');
    let colon = tokens.sign(n + 2) == Some(':');
    if value <= 1 && (bracket || colon) {
        let count = tokens.get(n + 3)?.number?;
        return Some((choice, count, n + if bracket { 5 } else { 4 }));
    }
    Some((choice, value, n + 2))
}
