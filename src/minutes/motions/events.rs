//! What the words of a block say of motions and votes, one thing after another. Nothing here knows what stands in other blocks.

use super::counts::{Count, tally_at};
use super::names::{FoundName, name_at, name_before, names_at};
use super::tokens::Tokens;
use super::voters::Voters;
use super::words::WordClass;
use crate::record::{MotionResult, Tally, VoteChoice, VoteManner};

/// Something that a block says of a motion, from one token up to another.
#[derive(Debug, Clone)]
pub(super) struct Event {
    pub(super) kind: EventKind,
    pub(super) from: usize,
    pub(super) to: usize,
    /// The token where the words may begin that say what is moved.
    pub(super) matter: Option<usize>,
}

/// The kinds of things said of a motion.
#[derive(Debug, Clone)]
pub(super) enum EventKind {
    /// `MOTION: …`, `Motion 3:`; or `A motion to …`, which is one only with more evidence.
    Begun { is_marked: bool, is_amendment: bool },
    /// Who moved it.
    Moved { names: Vec<FoundName>, is_weak: bool },
    /// Who seconded it.
    Seconded { names: Vec<FoundName>, is_weak: bool },
    /// That it was moved and seconded.
    Told { is_carried: bool },
    /// How it ended.
    Ended { result: MotionResult, by: ResultGround },
    /// How the vote was taken.
    Manner(MannerEvent),
    /// How many voted for what.
    Counted(Count),
    /// The numbers of the vote.
    Tallied(Tally),
    /// Who voted for what.
    Voted { choice: VoteChoice, names: Vec<FoundName>, is_weak: bool },
    /// Votes by name follow.
    Rolled,
    /// `It was resolved that …`
    Resolved,
}

/// The words by which a result is that of a motion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ResultGround {
    /// `The motion was carried`, `the amendment was lost`.
    Noun { is_amendment: bool },
    /// `Carried.`: of the motion before it.
    Alone,
    /// `The minutes were approved unanimously`: the sentence says what of.
    Unanimous,
}

/// What is said of the manner of a vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MannerEvent {
    Unanimous,
    AllInFavour,
    By(VoteManner),
    CastingVote,
}

/// Reads a block from its first word to its last.
pub(super) struct Scanner<'t, 'a> {
    pub(super) tokens: &'t Tokens<'a>,
    pub(super) voters: &'t Voters,
    /// Words that name the body that meets: `board`.
    pub(super) own_bodies: &'t [String],
    pub(super) out: Vec<Event>,
    pub(super) at: usize,
    /// Numbers that begin at this token or before it are those of the vote.
    pub(super) tally_until: usize,
    /// Votes by name are read one by one: `Lee: yes`.
    pub(super) is_roll: bool,
}

/// Returns what a block says of motions and votes. `is_roll` says that votes by name are due in it.
pub(super) fn events(tokens: &Tokens<'_>, voters: &Voters, own_bodies: &[String], is_roll: bool) -> Vec<Event> {
    let mut scanner = Scanner { tokens, voters, own_bodies, out: Vec::new(), at: 0, tally_until: 0, is_roll };
    while scanner.at < tokens.len() {
        scanner.step();
    }
    scanner.out
}

impl Scanner<'_, '_> {
    pub(super) fn step(&mut self) {
        let at = self.at;
        let found = self.begun() || self.told() || self.moved() || self.seconded() || self.resolved() || self.voted();
        let found = found || self.ended() || self.counted() || self.manner() || self.lead();
        if !found {
            self.at = at + 1;
        }
    }

    pub(super) fn push(&mut self, kind: EventKind, to: usize, matter: Option<usize>) -> bool {
        let takes_tally = matches!(
            kind,
            EventKind::Ended { .. } | EventKind::Manner(_) | EventKind::Told { .. } | EventKind::Resolved | EventKind::Rolled
        );
        if takes_tally {
            self.tally_until = to + 5;
        }
        let to = to.max(self.at + 1);
        self.out.push(Event { kind, from: self.at, to, matter });
        self.at = to;
        true
    }

    pub(super) fn class(&self, n: usize, class: WordClass) -> Option<usize> {
        self.tokens.class(n, class)
    }

    pub(super) fn opens_sentence(&self, n: usize) -> bool {
        n == 0
            || self.tokens.ends_sentence(n - 1)
            || self.tokens.get(n).is_some_and(|t| t.opens_line)
            || self.only_marks_before(n)
    }

    /// Whether nothing but numbers and signs is before a token of the block.
    pub(super) fn only_marks_before(&self, n: usize) -> bool {
        const LONGEST: usize = 8;
        n <= LONGEST && self.tokens.all.iter().take(n).all(|t| t.sign.is_some() || t.word.bytes().all(|b| b.is_ascii_digit()))
    }

    /// The token after the signs that may be between a label and what it says.
    pub(super) fn past_signs(&self, mut n: usize) -> usize {
        while matches!(self.tokens.sign(n), Some(':' | '-' | '(' | '=')) {
            n += 1;
        }
        n
    }

    /// `MOTION: …`, `Motion 3 (Lee/Ray): …`, `A motion to …`
    pub(super) fn begun(&mut self) -> bool {
        let at = self.at;
        let is_noun = self.class(at, WordClass::Noun).is_some() || self.class(at, WordClass::Amendment).is_some();
        let article = self.class(at, WordClass::BeforeResult).filter(|_| !is_noun && self.opens_sentence(at)).unwrap_or(0);
        let noun = at + article;
        if article == 0 && !self.opens_sentence(at) {
            return false;
        }
        let mark = |class| self.class(noun, class);
        let amendment = mark(WordClass::Amendment);
        let Some(len) = amendment.into_iter().chain(mark(WordClass::Mark)).chain(mark(WordClass::Noun)).max() else {
            return false;
        };
        let is_amendment = amendment == Some(len);
        let next = noun + len;
        if self.class(next, WordClass::NeverAfterNoun).is_some() {
            return false;
        }
        if article == 0 && (is_amendment || mark(WordClass::Mark).is_some()) && self.marked(noun, next, is_amendment) {
            return true;
        }
        // `motion to amend` may be an amendment, and `to` belongs to it.
        let verb = self.class(next, WordClass::Matter).is_some();
        let is_told = verb || is_amendment && self.tokens.get(next).is_some_and(|t| t.sign.is_none());
        // `A motion to amend the rules`: `to amend` is what is moved.
        let matter = (noun..next).find(|n| *n > noun && self.class(*n, WordClass::Matter).is_some()).unwrap_or(next);
        is_told && self.push(EventKind::Begun { is_marked: false, is_amendment }, next, Some(matter))
    }

    /// A mark, with its number, the names in its bracket and its colon.
    pub(super) fn marked(&mut self, noun: usize, mut next: usize, is_amendment: bool) -> bool {
        const LONGEST_NUMBER: usize = 8;
        let first = next;
        let is_number = |n: usize| {
            self.tokens.get(n).is_some_and(|t| {
                matches!(t.sign, Some('#' | '/' | '-' | '.')) || t.sign.is_none() && t.word.bytes().any(|b| b.is_ascii_digit())
            })
        };
        while next < first + LONGEST_NUMBER
            && is_number(next)
            && !(self.tokens.sign(next) == Some('-') && self.tokens.get(next).is_some_and(|t| t.is_apart))
        {
            next += 1;
        }
        let numbered = next > first;
        if self.tokens.sign(first) == Some('.') || next < first {
            return false;
        }
        // `Motion (Lee/Ray): …`
        let pair = (self.tokens.sign(next) == Some('(')).then(|| self.pair(next + 1)).flatten();
        let pair = pair.filter(|(_, _, end)| self.tokens.sign(*end) == Some(')'));
        let end = pair.as_ref().map_or(next, |(_, _, end)| end + 1);
        let sign = self.tokens.sign(end);
        let is_dash = sign == Some('-')
            && self.tokens.get(end).is_some_and(|t| t.is_apart)
            && self.tokens.get(end + 1).is_some_and(|t| t.is_apart);
        let is_alone = numbered && end >= self.tokens.len();
        let after = end + usize::from(sign == Some(':') || is_dash);
        if !(after > end || is_alone || pair.is_some()) || self.class(after, WordClass::Nothing).is_some() {
            return false;
        }
        self.at = noun;
        self.push(EventKind::Begun { is_marked: true, is_amendment }, after, Some(after));
        if let Some((mover, seconder, _)) = pair {
            self.at = first;
            self.push(EventKind::Moved { names: vec![mover], is_weak: false }, after, Some(after));
            self.at = first;
            self.push(EventKind::Seconded { names: vec![seconder], is_weak: false }, after, Some(after));
        }
        self.at = after.max(noun + 1);
        true
    }

    /// Two names with a stroke or a word for "and" between them, and the token after them: whoever moved, and whoever seconded.
    pub(super) fn pair(&self, n: usize) -> Option<(FoundName, FoundName, usize)> {
        let first = name_at(self.tokens, n, self.voters)?;
        let between = match self.tokens.sign(first.next) {
            Some('/' | ',' | '&' | '-') => first.next + 1,
            Some(_) => return None,
            None => {
                let (list, next) = names_at(self.tokens, n, self.voters, false);
                let [one, two] = list.as_slice() else { return None };
                return Some((*one, *two, next));
            }
        };
        let second = name_at(self.tokens, between, self.voters)?;
        Some((first, second, second.next))
    }

    /// `M/S/C Lee/Ray`, `It was moved and seconded`
    pub(super) fn told(&mut self) -> bool {
        let Some(len) = self.class(self.at, WordClass::Told) else { return false };
        let short = self.tokens.get(self.at).is_some_and(|t| t.word.len() <= 3);
        // `msc` in small letters is a word of its own.
        if short && !self.tokens.get(self.at).is_some_and(|t| t.is_capital) {
            return false;
        }
        let is_carried = self.class(self.at, WordClass::ToldCarried) == Some(len);
        let next = self.at + len;
        let by = self.class(next, WordClass::By).map_or(next, |len| next + len);
        let pair = self.pair(self.past_signs(by));
        if short && pair.is_none() {
            return false;
        }
        self.push(EventKind::Told { is_carried }, next, Some(next));
        if let Some((mover, seconder, end)) = pair {
            self.push(EventKind::Moved { names: vec![mover], is_weak: false }, end, Some(end));
            self.push(EventKind::Seconded { names: vec![seconder], is_weak: false }, end, Some(end));
            self.at = end;
        }
        true
    }

    pub(super) fn moved(&mut self) -> bool {
        let at = self.at;
        let before = self.tokens.any(at, |class| match class {
            WordClass::MoverBefore { weak } => Some(weak),
            _ => None,
        });
        if let Some((is_weak, len)) = before {
            let from = self.past_signs(at + len);
            let is_labelled = from > at + len;
            let (names, end) = names_at(self.tokens, from, self.voters, false);
            let all_sure = names.iter().all(|name| name.is_sure);
            // `Moved Lee`: nothing but the name says that it is one.
            if !names.is_empty() && (!is_weak || is_labelled || all_sure || len > 1) {
                let (names, end) = self.not_parted(names, end);
                return self.push(EventKind::Moved { names, is_weak }, end, Some(end));
            }
        }
        if let Some(len) = self.class(at, WordClass::MoverAfter)
            && let Some(name) = name_before(self.tokens, at, self.voters)
        {
            self.at = name.first;
            return self.push(EventKind::Moved { names: vec![name], is_weak: true }, at + len, Some(at + len));
        }
        // `a motion to adjourn by Ann Lee, seconded by …`
        if let Some(len) = self.class(at, WordClass::By) {
            let (names, end) = names_at(self.tokens, at + len, self.voters, false);
            let mut next = end;
            while self.tokens.sign(next).is_some() || self.class(next, WordClass::Between).is_some() && next < end + 2 {
                next += 1;
            }
            // `a motion to approve by Ann Lee`: of what a verb alone moves nobody but the mover can be told.
            let of_verb = at.checked_sub(2).is_some_and(|to| self.class(to, WordClass::Matter) == Some(1))
                && self.tokens.get(at - 1).is_some_and(|t| t.sign.is_none() && !t.is_capital && t.number.is_none());
            let closes =
                end >= self.tokens.len() || self.tokens.ends_sentence(end) || self.tokens.get(end).is_some_and(|t| t.opens_line);
            if of_verb && closes && !names.is_empty() && names.iter().all(|name| name.is_sure) {
                return self.push(EventKind::Moved { names, is_weak: true }, end, Some(end));
            }
            let seconded = self.tokens.any(next, |c| matches!(c, WordClass::SeconderBefore { .. }).then_some(()));
            if !names.is_empty() && seconded.is_some() && next < end + 3 {
                return self.push(EventKind::Moved { names, is_weak: true }, end, Some(end));
            }
        }
        false
    }

    /// Of names with a stroke after the last (`Lee/Ray`) nobody knows who did what: they stay one name, as written.
    pub(super) fn not_parted(&self, names: Vec<FoundName>, end: usize) -> (Vec<FoundName>, usize) {
        let Some(second) = (self.tokens.sign(end) == Some('/')).then(|| name_at(self.tokens, end + 1, self.voters)).flatten()
        else {
            return (names, end);
        };
        let first = names.first().map_or(second.range, |name| name.range);
        let is_sure = second.is_sure && names.iter().all(|name| name.is_sure);
        let first_token = names.first().map_or(second.first, |name| name.first);
        (
            vec![FoundName { range: first.to(second.range), first: first_token, next: second.next, is_sure, is_known: is_sure }],
            second.next,
        )
    }

    pub(super) fn seconded(&mut self) -> bool {
        let at = self.at;
        if let Some(len) = self.class(at, WordClass::SeconderAfter)
            && let Some(name) = name_before(self.tokens, at, self.voters)
        {
            self.at = name.first;
            return self.push(EventKind::Seconded { names: vec![name], is_weak: true }, at + len, Some(at + len));
        }
        let before = self.tokens.any(at, |class| match class {
            WordClass::SeconderBefore { weak } => Some(weak),
            _ => None,
        });
        let Some((is_weak, len)) = before else { return false };
        if self.class(at + len, WordClass::NeverAfterNoun).is_some() {
            return false;
        }
        let (names, end) = names_at(self.tokens, self.past_signs(at + len), self.voters, false);
        !names.is_empty() && self.push(EventKind::Seconded { names, is_weak }, end, Some(end))
    }

    /// `It was resolved that …`, `The Board agreed to …`
    pub(super) fn resolved(&mut self) -> bool {
        let at = self.at;
        let told = self.class(at, WordClass::Resolved).filter(|_| self.begins_told(at)).map(|len| at + len);
        let verb = self.class(at, WordClass::ResolvingVerb).filter(|_| self.is_own_body_before(at)).map(|len| at + len);
        let Some(mut next) = told.max(verb) else { return false };
        let phrase = next;
        // `RESOLVED (5–2) that …`, `resolved unanimously to …`
        let mut inside = Vec::new();
        loop {
            if let Some(len) = self.class(next, WordClass::Unanimous) {
                inside.push((EventKind::Manner(MannerEvent::Unanimous), next, next + len));
                next += len;
            } else if let Some((tally, end)) =
                (self.tokens.sign(next) == Some('(')).then(|| tally_at(self.tokens, next + 1)).flatten()
            {
                inside.push((EventKind::Tallied(tally), next + 1, end));
                next = end + usize::from(self.tokens.sign(end) == Some(')'));
            } else {
                break;
            }
        }
        next += usize::from(self.tokens.sign(next) == Some(','));
        let says = self.class(next, WordClass::Matter).is_some() || told.is_some() && self.tokens.sign(next) == Some(':');
        if !says || self.is_told_of_earlier(at) {
            return false;
        }
        self.push(EventKind::Resolved, phrase, Some(next));
        for (kind, from, to) in inside {
            self.out.push(Event { kind, from, to, matter: None });
        }
        self.at = next;
        true
    }

    /// Whether a told decision begins at a token: a clause, or what comes after a word for "and".
    pub(super) fn begins_told(&self, at: usize) -> bool {
        let joined = at.checked_sub(1).is_some_and(|n| self.class(n, WordClass::Between).is_some());
        self.tokens.opens_clause(at) || joined
    }

    /// Whether the body that meets is named before a token, and nothing else since the clause began: `The Board`.
    pub(super) fn is_own_body_before(&self, at: usize) -> bool {
        let Some(noun) = at.checked_sub(1) else { return false };
        let named = self.tokens.get(noun).is_some_and(|t| self.own_bodies.contains(&t.word));
        let article = noun.checked_sub(1).filter(|n| self.class(*n, WordClass::BeforeResult).is_some());
        named && article.map_or_else(|| self.opens_sentence(noun), |n| self.opens_sentence(n) || self.tokens.opens_clause(n))
    }
}
