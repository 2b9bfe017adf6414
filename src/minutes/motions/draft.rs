//! A motion while its parts are gathered, and the evidence that it is one.

use super::counts::Count;
use super::events::MannerEvent;
use crate::record::{Audience, MotionResult, Tally, TextRange, VoteChoice, VoteManner};

/// The range from the first byte of two ranges to the last.
pub(super) fn hull(one: TextRange, other: TextRange) -> TextRange {
    TextRange::new(one.start().min(other.start()), one.end().max(other.end()))
}

/// Where a draft begins: the passage, and the block of it.
#[derive(Debug, Clone)]
pub(super) struct DraftPlace {
    pub(super) anchor: Box<str>,
    /// The number of the paragraph or item that it is at.
    pub(super) number: Option<String>,
    pub(super) audience: Audience,
    /// The place of the passage among all of the meeting.
    pub(super) passage: usize,
    /// The block, in bytes of the source.
    pub(super) block: TextRange,
    /// The block before it in its passage.
    pub(super) above: Option<TextRange>,
}

/// A name and its bytes of the source.
#[derive(Debug, Clone)]
pub(super) struct DraftName {
    pub(super) words: String,
    pub(super) range: TextRange,
    pub(super) is_sure: bool,
    pub(super) is_known: bool,
}

/// The vote of a draft.
#[derive(Debug, Clone, Default)]
pub(super) struct DraftVote {
    pub(super) is_unanimous: bool,
    pub(super) all_in_favour: bool,
    pub(super) has_casting_vote: bool,
    pub(super) manner: Option<VoteManner>,
    pub(super) tally: Tally,
    /// The numbers were together: `5-2`.
    pub(super) is_tallied: bool,
    /// Some count is one by its own words: `5 in favour`.
    pub(super) has_sure_count: bool,
    pub(super) ballots: Vec<(VoteChoice, DraftName)>,
    /// Those of them whose words may be of something else: `for: …`.
    pub(super) weak_ballots: Vec<(VoteChoice, DraftName)>,
    /// Some votes by name are so by their own words: `Ayes: …`.
    pub(super) has_sure_ballots: bool,
    pub(super) words: Option<TextRange>,
}

impl DraftVote {
    pub(super) fn take(&mut self, manner: MannerEvent) {
        match manner {
            MannerEvent::Unanimous => self.is_unanimous = true,
            MannerEvent::AllInFavour => self.all_in_favour = true,
            MannerEvent::CastingVote => self.has_casting_vote = true,
            MannerEvent::By(manner) => self.manner = self.manner.or(Some(manner)),
        }
    }

    pub(super) fn count(&mut self, count: Count) {
        if self.tally.of(count.choice).is_none() {
            self.tally.set(count.choice, count.count);
            self.has_sure_count |= !count.is_weak;
        }
    }

    /// How many choices are counted.
    fn counted(&self) -> usize {
        VoteChoice::ALL.iter().filter(|choice| self.tally.of(**choice).is_some()).count()
    }

    fn choices(&self) -> usize {
        VoteChoice::ALL.iter().filter(|choice| self.ballots.iter().any(|(cast, _)| cast == *choice)).count()
    }

    fn has_against(&self) -> bool {
        self.tally.against.is_some_and(|n| n > 0) || self.ballots.iter().any(|(choice, _)| *choice == VoteChoice::Against)
    }

    /// Whether it says anything.
    pub(super) fn is_any(&self) -> bool {
        self.is_unanimous
            || self.all_in_favour
            || self.has_casting_vote
            || self.manner.is_some()
            || !self.tally.is_empty()
            || !self.ballots.is_empty()
            || !self.weak_ballots.is_empty()
    }

    /// Whether numbers or names show by themselves that there was a vote.
    fn is_vote_alone(&self) -> bool {
        self.is_tallied
            || self.counted() >= 2 && (self.tally.for_it.is_some() || self.tally.against.is_some())
            || self.choices() + self.counted() >= 2 && !self.ballots.is_empty() && self.has_sure_ballots
            || self.choices() >= 2
    }
}

/// A motion while its parts are gathered.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) place: DraftPlace,
    /// The bytes of the source that tell of it in the passage where it begins.
    pub(super) whole: TextRange,
    pub(super) is_amendment: bool,
    /// A mark opened it.
    pub(super) is_marked: bool,
    /// A heading did.
    pub(super) is_headed: bool,
    /// `Moved and seconded`.
    pub(super) is_told: bool,
    /// What is said of it can be said of motions only.
    pub(super) is_strong: bool,
    /// `It was resolved`.
    pub(super) is_resolved: bool,
    pub(super) matter: Option<TextRange>,
    pub(super) movers: Vec<DraftName>,
    /// The words beside the mover may tell of something else: `proposed by`.
    pub(super) is_weakly_moved: bool,
    pub(super) seconders: Vec<DraftName>,
    pub(super) result: Option<MotionResult>,
    /// The result is that of `the motion` while an amendment was open: whose it is will be seen.
    pub(super) is_result_open: bool,
    /// The result is stated of a motion, or of a matter that the sentence names.
    pub(super) is_result_sure: bool,
    pub(super) vote: DraftVote,
    /// The last passage that said something of it.
    pub(super) last: usize,
    /// Where the last words that did so end.
    pub(super) reach: usize,
}

impl Draft {
    pub(super) fn new(place: DraftPlace, whole: TextRange) -> Draft {
        let last = place.passage;
        Draft {
            place,
            whole,
            is_amendment: false,
            is_marked: false,
            is_headed: false,
            is_told: false,
            is_strong: false,
            is_resolved: false,
            matter: None,
            movers: Vec::new(),
            is_weakly_moved: false,
            seconders: Vec::new(),
            result: None,
            is_result_open: false,
            is_result_sure: false,
            vote: DraftVote::default(),
            last,
            reach: whole.end(),
        }
    }

    /// Whether it is a motion or a told decision beyond what a vote or a lone word says.
    pub(super) fn is_opened(&self) -> bool {
        self.is_marked
            || self.is_told
            || self.is_resolved
            || self.is_strong
            || !self.movers.is_empty()
            || !self.seconders.is_empty()
    }

    /// Leaves out what is not sure, and says whether anything is left that is a motion or a decision.
    pub(super) fn settle(&mut self) -> bool {
        // `Discussion moved …`, `Proposed: Accept It`: beside no seconder a name is that of somebody who was there.
        if self.seconders.is_empty() && self.is_weakly_moved {
            self.movers.retain(|name| name.is_known && !self.is_resolved);
        }
        // `Moved by Java`: one word that nobody there is called, and nothing besides.
        let is_lone =
            self.seconders.is_empty() && self.result.is_none() && self.matter.is_none() && !self.vote.is_any() && !self.is_marked;
        if is_lone && self.movers.iter().any(|name| !name.is_sure) {
            self.is_strong = false;
        }
        if self.vote.has_against() {
            (self.vote.is_unanimous, self.vote.all_in_favour) = (self.vote.is_unanimous && !self.vote.all_in_favour, false);
        }
        if self.vote.tally.for_it.is_none() && self.vote.tally.against.is_none() && self.vote.tally.abstained.is_none() {
            self.vote.tally = Tally::default();
        }
        // `Lost 5-2`: which number comes first is not said.
        let is_won = self.vote.tally.for_it > self.vote.tally.against;
        if self.vote.is_tallied && self.result == Some(MotionResult::Lost) && is_won {
            (self.vote.tally, self.vote.is_tallied) = (Tally::default(), false);
        }
        // `20 for` by itself may be of anything.
        if self.vote.counted() == 1 && !self.vote.has_sure_count && !self.vote.is_tallied && self.vote.ballots.is_empty() {
            self.vote.tally = Tally::default();
        }
        self.settle_ballots();
        if self.vote.all_in_favour && self.is_opened() && self.result.is_none() {
            self.result = Some(MotionResult::Carried);
        }
        self.is_kept()
    }

    /// Votes by name in words that may be others count beside other votes only.
    fn settle_ballots(&mut self) {
        // `For: Lee` beside `Against: Ray`, `Absent: Fox` beside `Ayes: Lee`.
        let weak = std::mem::take(&mut self.vote.weak_ballots);
        let first = weak.first().map(|(choice, _)| *choice);
        let is_roll = weak.iter().any(|(choice, _)| Some(*choice) != first) || self.vote.manner == Some(VoteManner::Recorded);
        if is_roll || !self.vote.ballots.is_empty() || self.vote.has_sure_count {
            self.vote.ballots.extend(weak);
            self.vote.ballots.sort_by_key(|(_, name)| name.range.start());
        }
        let vote = &self.vote;
        let others = VoteChoice::ALL
            .iter()
            .filter(|choice| vote.tally.of(**choice).is_some() || vote.ballots.iter().any(|(cast, _)| cast == *choice));
        let several = others.count() >= 2;
        let by_name = vote.manner == Some(VoteManner::Recorded) || vote.has_sure_ballots || several;
        if !by_name || !self.is_opened() && !several {
            self.vote.ballots.clear();
        }
        let mut seen: Vec<TextRange> = Vec::new();
        self.vote.ballots.retain(|(_, name)| {
            let is_new = !seen.contains(&name.range);
            seen.push(name.range);
            is_new
        });
    }

    fn is_kept(&self) -> bool {
        let ended = self.result.is_some();
        let voted = self.vote.is_vote_alone();
        if self.is_resolved || self.is_strong || self.is_told {
            return true;
        }
        if self.is_marked && !self.is_headed && self.matter.is_some() {
            return true;
        }
        let made = self.is_marked || !self.movers.is_empty();
        if made && (ended || voted || !self.seconders.is_empty() || self.vote.is_any() && self.is_marked) {
            return true;
        }
        let vote_said =
            self.vote.is_unanimous || self.vote.all_in_favour || self.vote.is_tallied || voted || self.vote.has_casting_vote;
        ended && (self.is_result_sure || vote_said)
            || voted && (self.vote.has_sure_count || self.vote.is_tallied || !self.vote.ballots.is_empty())
    }

    /// Whether it is more than a decision told in a sentence.
    pub(super) fn is_motion(&self) -> bool {
        !self.is_resolved
            || self.is_marked
            || self.is_told
            || self.is_strong
            || !self.movers.is_empty()
            || !self.seconders.is_empty()
            || self.vote.is_any()
    }
}
