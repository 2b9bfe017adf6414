//! Motions and the decisions of the meeting: a motion that was carried is a decision, one that was not is none, and what is said twice
//! is one.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{Draft, DraftName, DraftVote};
use crate::minutes::names::sentence_after;
use crate::minutes::rules::{MOTION, RESOLUTION_TOLD};
use crate::minutes::walk::{Walk, small};
use crate::record::{
    Ballot, DecisionPart, MotionKind, MotionPart, MotionResult, PassageKind, PersonIx, TextRange, Vote, Written,
};

/// The words of a decision, and its place in the list.
#[derive(Clone, Copy)]
struct DecidedWords {
    words: TextRange,
    at: usize,
}

/// The decisions of a meeting while its motions are joined with them.
#[derive(Default)]
struct Decided {
    /// Their words, and the place of each in the list, by the byte where the words begin.
    places: BTreeMap<usize, DecidedWords>,
    /// Those that are none after all.
    undone: BTreeSet<usize>,
}

impl Decided {
    /// The decision that has words of a range.
    fn meeting(&self, range: TextRange) -> Option<usize> {
        const NESTED: usize = 4;
        let mut before = self.places.range(..range.end()).rev().take(NESTED).map(|(_, decided)| decided);
        let meets = |decided: &&DecidedWords| decided.words.end() > range.start() && !self.undone.contains(&decided.at);
        before.find(meets).map(|decided| decided.at)
    }
}

impl Walk<'_> {
    /// Makes motions and decisions of what was gathered, in the order of the minutes.
    pub(super) fn join_motions(&mut self, drafts: Vec<Draft>) {
        let placed = |(at, decision): (usize, &DecisionPart)| {
            let words = TextRange::new(decision.text.start as usize, decision.text.end as usize);
            (words.start(), DecidedWords { words, at })
        };
        let places = self.decisions.iter().enumerate().map(placed);
        let mut decided = Decided { places: places.collect(), ..Decided::default() };
        for draft in drafts {
            let decision = self.decision_of(&draft, &mut decided);
            if !draft.is_motion() {
                continue;
            }
            let local = self.local_in('m', draft.place.number.clone());
            let motion = MotionPart {
                local: local.into(),
                anchor: draft.place.anchor.clone(),
                kind: if draft.is_amendment { MotionKind::Amendment } else { MotionKind::Motion },
                text: draft.matter.map(|matter| self.span(matter)),
                whole: self.span(draft.whole),
                movers: self.people_of(&draft.movers),
                seconders: self.people_of(&draft.seconders),
                result: draft.result,
                vote: self.vote_of(&draft.vote, draft.whole),
                decision: decision.map(small),
                audience: draft.place.audience,
            };
            if let Some(part) = decision.and_then(|n| self.decisions.get_mut(n)) {
                part.motion = part.motion.or(Some(small(self.motions.len())));
            }
            self.motions.push(motion);
        }
        self.settle_decisions(&decided.undone);
    }

    fn people_of(&self, names: &[DraftName]) -> Vec<Written<PersonIx>> {
        names.iter().map(|name| Written::new(&*name.words, self.span(name.range))).collect()
    }

    fn vote_of(&self, vote: &DraftVote, whole: TextRange) -> Option<Vote> {
        let ballot = |(choice, name): &(_, DraftName)| Ballot {
            choice: *choice,
            voter: Written::new(&*name.words, self.span(name.range)),
        };
        vote.is_any().then(|| Vote {
            manner: vote.manner,
            is_unanimous: vote.is_unanimous || vote.all_in_favour,
            has_casting_vote: vote.has_casting_vote,
            tally: vote.tally,
            ballots: vote.ballots.iter().map(ballot).collect(),
            span: self.span(vote.words.unwrap_or(whole)),
        })
    }

    /// The decision that a motion made: one that was read already in its words, or a new one.
    fn decision_of(&mut self, draft: &Draft, decided: &mut Decided) -> Option<usize> {
        let known = decided.meeting(draft.whole).or_else(|| decided.meeting(draft.matter?));
        let is_decided = draft.result == Some(MotionResult::Carried) && !draft.is_amendment;
        match known {
            Some(at) if is_decided => Some(at),
            Some(at) => {
                if draft.result.is_some() && !draft.is_amendment && self.is_of_first_sentence(at, draft) {
                    decided.undone.insert(at);
                }
                None
            }
            None if is_decided => {
                let (at, words) = self.decide_motion(draft);
                decided.places.insert(words.start(), DecidedWords { words, at });
                Some(at)
            }
            None => None,
        }
    }

    /// Adds the decision that a motion made, and gives its words. Its id counts on from those of the decisions that are marked.
    fn decide_motion(&mut self, draft: &Draft) -> (usize, TextRange) {
        const LONGEST: usize = 400;
        const SHORT: usize = 40;
        let block = draft.place.block;
        let own = if block.len() <= LONGEST { block } else { draft.whole };
        // `- The minutes of May.`, and below it `- Passed unanimously.`
        let above = draft.place.above.filter(|above| block.len() <= SHORT && above.len() <= LONGEST && !draft.is_opened());
        let words = draft.matter.or(above).unwrap_or(own);
        let local = self.local_in('d', draft.place.number.clone());
        self.decide(words, &draft.place.anchor, local, None);
        if let Some(decision) = self.decisions.last_mut() {
            decision.audience = draft.place.audience;
            decision.rule = if draft.is_motion() { MOTION } else { RESOLUTION_TOLD };
        }
        (self.decisions.len() - 1, words)
    }

    /// Whether what a motion is read in begins in the first sentence of a decision.
    fn is_of_first_sentence(&self, at: usize, draft: &Draft) -> bool {
        let Some(decision) = self.decisions.get(at) else { return false };
        let (start, end) = (decision.text.start as usize, decision.text.end as usize);
        let words = self.text.get(start..end).unwrap_or("");
        let first = sentence_after(words, 0).unwrap_or(words.len());
        draft.whole.start() <= start + first
    }

    /// Puts the decisions into the order of the minutes, without those whose own words say that the motion was not carried: their passages
    /// keep their anchors and are prose.
    fn settle_decisions(&mut self, undone: &BTreeSet<usize>) {
        if undone.is_empty() && self.decisions.is_sorted_by_key(|decision| decision.text.start) {
            return;
        }
        let mut order: Vec<usize> = (0..self.decisions.len()).filter(|n| !undone.contains(n)).collect();
        order.sort_by_key(|n| self.decisions.get(*n).map(|decision| decision.text.start));
        let now: BTreeMap<u32, u32> = order.iter().enumerate().map(|(to, from)| (small(*from), small(to))).collect();
        for passage in self.sections.iter_mut().flat_map(|section| &mut section.passages) {
            let PassageKind::Decision(n, _) = &mut passage.kind else { continue };
            match now.get(n) {
                Some(to) => *n = *to,
                None => (passage.kind, passage.text) = (PassageKind::Prose, passage.whole),
            }
        }
        for motion in &mut self.motions {
            motion.decision = motion.decision.and_then(|n| now.get(&n).copied());
        }
        self.decisions = order.iter().filter_map(|n| self.decisions.get(*n).cloned()).collect();
    }
}
