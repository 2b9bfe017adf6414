//! How many voted for what, and who: `5-2-1`, `7 in favour`, `Ayes: Lee, Ray`, `Dunn abstained`, `Lee: yes`.

use super::counts::{Count, count_at, signed_tally_at, tally_at};
use super::events::{EventKind, Scanner};
use super::names::{FoundName, name_at, names_at};
use super::tokens::Tokens;
use super::words::WordClass;
use crate::layout::bare::fold;
use crate::minutes::words::is_none;
use crate::record::VoteChoice;

impl Scanner<'_, '_> {
    pub(super) fn counted(&mut self) -> bool {
        let at = self.at;
        if at <= self.tally_until && self.tally_until > 0 {
            let found = tally_at(self.tokens, at).filter(|(_, end)| self.begins_tally(at) && self.ends_tally(*end));
            if let Some((tally, end)) = found.or_else(|| signed_tally_at(self.tokens, at)) {
                return self.push(EventKind::Tallied(tally), end, None);
            }
        }
        let Some(mut count) = count_at(self.tokens, at) else { return false };
        // `Vote: 5 for, 2 against`
        let is_led = self.tally_until > 0 && at <= self.tally_until && at + 4 >= self.tally_until.saturating_sub(1);
        count.is_weak &= !is_led;
        self.push(EventKind::Counted(count), count.next, None);
        // `Ayes (2): Lee, Ray`
        let sign = self.tokens.sign(count.next);
        if matches!(sign, Some(':' | '(' | '-')) {
            let (names, end) = names_at(self.tokens, count.next + 1, self.voters, true);
            if !names.is_empty() && (sign != Some('(') || self.tokens.sign(end) == Some(')')) {
                self.push(EventKind::Voted { choice: count.choice, names, is_weak: false }, end, None);
            }
        }
        true
    }

    /// Whether numbers at a token are those of a vote by the word before them: `passed 5-2`, but not `resolved: November 8-11`.
    pub(super) fn begins_tally(&self, n: usize) -> bool {
        let Some(before) = n.checked_sub(1) else { return true };
        let is_event = self.out.last().is_some_and(|event| event.to == n);
        let is_lead = self.tokens.any(before, |class| {
            matches!(class, WordClass::VoteLead | WordClass::AfterResult | WordClass::Between | WordClass::BeforeResult)
                .then_some(())
        });
        let is_signed = matches!(self.tokens.sign(before), Some('(' | ':' | '-' | ',' | '='));
        is_event
            || is_lead.is_some()
            || is_signed
            || (before.saturating_sub(3)..before)
                .any(|m| self.tokens.any(m, |c| (c == WordClass::VoteLead).then_some(())).is_some_and(|(_, len)| m + len == n))
    }

    /// Whether numbers that end before a token are those of a vote: `3-3 on the casting vote`, but not `2 to 3 weeks`.
    pub(super) fn ends_tally(&self, n: usize) -> bool {
        self.tokens.ends_clause(n) || self.class(n, WordClass::AfterResult).is_some()
    }

    /// `Ayes: Lee, Ray`, `Dunn abstained`, and in a roll `Lee: yes`.
    pub(super) fn voted(&mut self) -> bool {
        let at = self.at;
        let choice = |n: usize| {
            self.tokens.any(n, |class| match class {
                WordClass::Choice(choice) => Some(choice),
                _ => None,
            })
        };
        if let Some((choice, len)) = choice(at) {
            let next = at + len;
            let is_word = len == 1 && is_short_vote(self.tokens, at) || choice == VoteChoice::Other;
            let is_spaced =
                |n: usize| self.tokens.get(n).is_some_and(|t| t.is_apart) && self.tokens.get(n + 1).is_some_and(|t| t.is_apart);
            let is_label = self.tokens.sign(next) == Some(':') || self.tokens.sign(next) == Some('-') && is_spaced(next);
            if is_label && self.begins_told(at) {
                if let Some(end) = self.nobody(next + 1) {
                    let count = Count { choice, count: 0, is_weak: true, next: end };
                    return self.push(EventKind::Counted(count), end, None);
                }
                let (names, end) = names_at(self.tokens, next + 1, self.voters, true);
                if !names.is_empty() && (!is_word || choice == VoteChoice::Other || names.iter().all(|name| name.is_sure)) {
                    return self.push(EventKind::Voted { choice, names, is_weak: is_word }, end, None);
                }
            }
            let is_verb = len > 1 || !is_word || choice == VoteChoice::Abstained;
            if is_verb && let Some(names) = self.voters_before(at) {
                return self.push(EventKind::Voted { choice, names, is_weak: false }, next, None);
            }
        }
        self.is_roll && self.roll_entry()
    }

    /// Where words end that say that nobody is listed: `Nays: None`.
    pub(super) fn nobody(&self, from: usize) -> Option<usize> {
        const LONGEST: usize = 3;
        let end = (from..=from + LONGEST).find(|n| self.tokens.ends_clause(*n)).filter(|end| *end > from)?;
        let words = self.tokens.words(from, end)?;
        is_none(&fold(words.slice(&self.tokens.bare.text))).then_some(end)
    }

    /// `Lee: yes`, `Ann Lee – Aye`, `Ann Lee +1`
    pub(super) fn roll_entry(&mut self) -> bool {
        if !self.tokens.opens_clause(self.at) {
            return false;
        }
        let Some(name) = name_at(self.tokens, self.at, self.voters) else { return false };
        let mut at = name.next;
        if matches!(self.tokens.sign(at), Some(':' | '-' | ',' | '|' | '(' | '=')) && !self.is_signed(at) {
            at += 1;
        }
        let found = self.tokens.any(at, |class| match class {
            WordClass::Choice(choice) => Some(choice),
            _ => None,
        });
        let found = found.or_else(|| {
            self.is_signed(at).then(|| (if self.tokens.sign(at) == Some('+') { VoteChoice::For } else { VoteChoice::Against }, 2))
        });
        let Some((choice, len)) = found.filter(|(_, len)| self.tokens.ends_clause(at + len)) else { return false };
        let end = at + len + usize::from(self.tokens.sign(at + len) == Some(')'));
        self.push(EventKind::Voted { choice, names: vec![name], is_weak: true }, end, None)
    }

    /// `+1`, `-1`
    pub(super) fn is_signed(&self, n: usize) -> bool {
        matches!(self.tokens.sign(n), Some('+' | '-'))
            && self.tokens.get(n + 1).is_some_and(|t| t.number == Some(1) && !t.is_apart)
    }

    /// The names that are all of the clause before a token, where each is surely one.
    pub(super) fn voters_before(&self, end: usize) -> Option<Vec<FoundName>> {
        const LONGEST: usize = 40;
        let from = self.out.last().map_or(0, |event| event.to).max(end.saturating_sub(LONGEST));
        (from..end)
            .filter(|n| {
                self.tokens.opens_clause(*n)
                    || self.class(n.wrapping_sub(1), WordClass::AfterResult).is_some()
                    || self.class(n.wrapping_sub(1), WordClass::Between).is_some()
            })
            .find_map(|n| {
                let (names, next) = names_at(self.tokens, n, self.voters, true);
                (next == end && !names.is_empty() && names.iter().all(|name| name.is_sure)).then_some(names)
            })
    }

    /// `Vote: 5-2`, `by a vote of 5 to 2`, `Roll call vote:`
    pub(super) fn lead(&mut self) -> bool {
        let at = self.at;
        if let Some(len) = self.class(at, WordClass::Roll).filter(|_| self.opens_sentence(at)) {
            let next = at + len;
            if self.tokens.sign(next) == Some(':') || next >= self.tokens.len() {
                self.is_roll = true;
                return self.push(EventKind::Rolled, next, None);
            }
        }
        if let Some(len) = self.class(at, WordClass::VoteLead) {
            self.tally_until = at + len + 3;
            self.at = at + len;
            return true;
        }
        false
    }
}

/// Whether a word is a vote only beside another: `for`, `against`.
fn is_short_vote(tokens: &Tokens<'_>, n: usize) -> bool {
    tokens.get(n).is_some_and(|t| crate::minutes::lexicon::SHORT_VOTES.contains(&t.word))
}
