//! How a motion ended, and how its vote was taken: `Motion carried`, `lost by 5 votes to 2`, `unanimously`.

use super::counts::{count_at, tally_at};
use super::events::{Event, EventKind, MannerEvent, ResultGround, Scanner};
use super::words::WordClass;
use crate::record::VoteManner;

impl Scanner<'_, '_> {
    /// Whether the sentence tells of something that was decided before.
    pub(super) fn is_told_of_earlier(&self, at: usize) -> bool {
        let (from, to) = (self.tokens.sentence_start(at), self.tokens.sentence_end(at));
        let limit = to.min(at + 8);
        (from..limit).any(|n| self.class(n, WordClass::Earlier).is_some())
    }

    pub(super) fn ended(&mut self) -> bool {
        let at = self.at;
        let found = self.tokens.any(at, |class| match class {
            WordClass::Result(result) => Some(result),
            _ => None,
        });
        let Some((result, len)) = found else { return false };
        let next = at + len;
        if self.class(next, WordClass::NeverAfterResult).is_some() || !self.result_ends(next) {
            return false;
        }
        let Some(by) = self.result_ground(at, next) else { return false };
        if by != ResultGround::Alone && self.is_told_of_earlier(at) {
            return false;
        }
        self.push(EventKind::Ended { result, by }, next, None)
    }

    /// Whether a result is all that its clause says, but for the vote.
    pub(super) fn result_ends(&self, next: usize) -> bool {
        let is_vote = |n: usize| {
            self.tokens
                .any(n, |class| {
                    matches!(
                        class,
                        WordClass::Unanimous
                            | WordClass::AllInFavour
                            | WordClass::Manner(_)
                            | WordClass::CastingVote
                            | WordClass::VoteLead
                    )
                    .then_some(())
                })
                .is_some()
                || count_at(self.tokens, n).is_some()
                || tally_at(self.tokens, n).is_some()
        };
        if self.tokens.ends_clause(next) || is_vote(next) || self.noun_after(next).is_some() {
            return true;
        }
        let Some(len) = self.class(next, WordClass::AfterResult) else { return false };
        let after = next + len;
        // `as amended.`, `by 5 votes to 2`, `with one abstention`
        (after..after + 4).any(is_vote) || self.tokens.ends_clause(after) || self.class(after, WordClass::AfterResult).is_some()
    }

    /// Whether the motion is named after its result, as in Welsh, and whether it is an amendment: `Gwrthodwyd y cynnig.`
    pub(super) fn noun_after(&self, next: usize) -> Option<bool> {
        let article =
            self.class(next, WordClass::BeforeResult).filter(|_| self.class(next, WordClass::Noun).is_none()).unwrap_or(0);
        let noun = [WordClass::Amendment, WordClass::Noun].into_iter().find_map(|class| {
            [next, next + article].into_iter().find_map(|n| Some((n + self.class(n, class)?, class == WordClass::Amendment)))
        });
        noun.filter(|(end, _)| self.tokens.ends_clause(*end)).map(|(_, is_amendment)| is_amendment)
    }

    /// Whether a word before a result is a small one, or says how the vote was taken: `duly carried`, `mehrheitlich abgelehnt`.
    fn is_small_before_result(&self, n: usize) -> bool {
        let is_small =
            |class| matches!(class, WordClass::BeforeResult | WordClass::Unanimous | WordClass::Manner(_)).then_some(());
        self.tokens.any(n, is_small).is_some()
    }

    pub(super) fn result_ground(&self, at: usize, next: usize) -> Option<ResultGround> {
        const LONGEST: usize = 9;
        let mut n = at;
        let mut noun = self.noun_after(next);
        for _ in 0..LONGEST {
            if self.tokens.opens_clause(n) || n == 0 {
                return Some(noun.map_or(ResultGround::Alone, |is_amendment| ResultGround::Noun { is_amendment }));
            }
            let before = n - 1;
            let joined =
                self.tokens.sign(before.wrapping_sub(1)) == Some('-') && !self.tokens.get(before).is_some_and(|t| t.is_apart);
            let amends = self.class(before, WordClass::Amendment).is_some();
            let is_noun =
                amends || self.class(before, WordClass::Noun).is_some() || self.class(before, WordClass::VoteLead).is_some();
            if is_noun && !joined {
                noun = Some(amends);
            } else if !self.is_small_before_result(before) {
                // `Ann's motion carried`
                if let Some(is_amendment) = noun {
                    return Some(ResultGround::Noun { is_amendment });
                }
                // `seconded by Ray and carried`
                if n < at && self.class(n, WordClass::Between).is_some() || self.class(before, WordClass::Between).is_some() {
                    return Some(ResultGround::Alone);
                }
                break;
            }
            n = before;
        }
        // `A motion to adjourn carried.`
        let start = self.tokens.sentence_start(at);
        if let Some(Event { kind: EventKind::Begun { is_amendment, .. }, .. }) =
            self.out.iter().rev().find(|event| event.from >= start && matches!(event.kind, EventKind::Begun { .. }))
        {
            return Some(ResultGround::Noun { is_amendment: *is_amendment });
        }
        let verb = at.checked_sub(1).is_some_and(|n| self.class(n, WordClass::BeforeResult).is_some());
        let unanimous = self.class(next, WordClass::Unanimous).is_some()
            || at.checked_sub(1).is_some_and(|n| self.class(n, WordClass::Unanimous).is_some());
        (verb && unanimous).then_some(ResultGround::Unanimous)
    }

    pub(super) fn manner(&mut self) -> bool {
        let found = self.tokens.any(self.at, |class| match class {
            WordClass::Unanimous => Some(MannerEvent::Unanimous),
            WordClass::AllInFavour => Some(MannerEvent::AllInFavour),
            WordClass::Manner(manner) => Some(MannerEvent::By(manner)),
            WordClass::CastingVote => Some(MannerEvent::CastingVote),
            _ => None,
        });
        let Some((manner, len)) = found else { return false };
        let next = self.at + len;
        // `All in favour?`
        if manner == MannerEvent::AllInFavour && matches!(self.tokens.sign(next), Some(':' | '?' | '=')) {
            return false;
        }
        self.is_roll |= manner == MannerEvent::By(VoteManner::Recorded);
        self.push(EventKind::Manner(manner), next, None)
    }
}
