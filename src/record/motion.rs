//! A motion: who moved what, who seconded it, how it was voted on and how it ended.
//!
//! Every fact is one that the minutes state. What they leave open stays open: a vote of 5 to 2 is no result, and no name is that of
//! a person whom it may not mean.

use super::document::{Audience, Written};
use super::index::{MeetingIx, PersonIx};
use super::span::Span;

/// A motion as parsed.
#[derive(Debug, Clone)]
pub struct MotionPart {
    /// What its id ends in: the number of its paragraph, with a letter from the second on.
    pub local: Box<str>,
    /// Anchor of the passage it is in: a motion has no address of its own.
    pub anchor: Box<str>,
    /// Whether it amends another.
    pub kind: MotionKind,
    /// What was moved, as Markdown; `None` where the minutes do not say it in words of its own.
    pub text: Option<Span>,
    /// The words that tell of it, from the first to the last in its first passage.
    pub whole: Span,
    /// Who moved it, as written.
    pub movers: Vec<Written<PersonIx>>,
    /// Who seconded it, as written.
    pub seconders: Vec<Written<PersonIx>>,
    /// The end of it; `None` where none is stated.
    pub result: Option<MotionResult>,
    /// How it was voted on, where the minutes say so.
    pub vote: Option<Vote>,
    /// The decision it made, as a place in [`super::Meeting::decisions`].
    pub decision: Option<u32>,
    /// Who may see it.
    pub audience: Audience,
}

impl MotionPart {
    /// Everybody whom it names.
    pub fn people(&self) -> impl Iterator<Item = &Written<PersonIx>> {
        let ballots = self.vote.iter().flat_map(|vote| &vote.ballots).map(|ballot| &ballot.voter);
        self.movers.iter().chain(&self.seconders).chain(ballots)
    }

    /// Everybody whom it names, to be changed.
    pub fn people_mut(&mut self) -> impl Iterator<Item = &mut Written<PersonIx>> {
        let ballots = self.vote.iter_mut().flat_map(|vote| &mut vote.ballots).map(|ballot| &mut ballot.voter);
        self.movers.iter_mut().chain(&mut self.seconders).chain(ballots)
    }
}

/// A motion of the record, and where it was made.
#[derive(Debug, Clone)]
pub struct Motion {
    /// `idmg/2012-04-17/3.3`.
    pub id: Box<str>,
    /// Where it was made.
    pub meeting: MeetingIx,
    /// Its place in [`super::Meeting::motions`].
    pub part: u32,
}

/// Whether a motion amends another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MotionKind {
    /// A motion.
    Motion,
    /// An amendment to one.
    Amendment,
}

impl MotionKind {
    /// As in data: `amendment`.
    pub fn key(self) -> &'static str {
        match self {
            MotionKind::Motion => "motion",
            MotionKind::Amendment => "amendment",
        }
    }
}

/// The end of a motion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MotionResult {
    /// It was carried.
    Carried,
    /// It was lost, or had no seconder.
    Lost,
    /// It was withdrawn.
    Withdrawn,
    /// It was put off.
    Tabled,
    /// It was handed to another body.
    Referred,
}

impl MotionResult {
    /// As in data and, after `motion_`, in the messages: `carried`.
    pub fn key(self) -> &'static str {
        match self {
            MotionResult::Carried => "carried",
            MotionResult::Lost => "lost",
            MotionResult::Withdrawn => "withdrawn",
            MotionResult::Tabled => "tabled",
            MotionResult::Referred => "referred",
        }
    }
}

/// A vote on a motion.
#[derive(Debug, Clone)]
pub struct Vote {
    /// How it was taken, where said.
    pub manner: Option<VoteManner>,
    /// The minutes call it unanimous.
    pub is_unanimous: bool,
    /// The chair had a casting vote.
    pub has_casting_vote: bool,
    /// How many voted for what, where counted.
    pub tally: Tally,
    /// Votes by name, in the order of the minutes.
    pub ballots: Vec<Ballot>,
    /// The words.
    pub span: Span,
}

/// The manner of a vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VoteManner {
    /// By voice.
    Voice,
    /// By show of hands.
    Hands,
    /// By name.
    Recorded,
    /// By secret ballot.
    Ballot,
    /// Without a vote, nobody objecting.
    Consensus,
    /// By a majority that is not counted.
    Majority,
}

impl VoteManner {
    /// As in data and, after `manner_`, in the messages: `voice`.
    pub fn key(self) -> &'static str {
        match self {
            VoteManner::Voice => "voice",
            VoteManner::Hands => "hands",
            VoteManner::Recorded => "recorded",
            VoteManner::Ballot => "ballot",
            VoteManner::Consensus => "consensus",
            VoteManner::Majority => "majority",
        }
    }
}

/// The count of a vote; what the minutes do not count is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// How many were for it.
    pub for_it: Option<u32>,
    /// How many were against it.
    pub against: Option<u32>,
    /// How many abstained.
    pub abstained: Option<u32>,
    /// How many are counted besides: absent, not voting.
    pub other: Option<u32>,
}

impl Tally {
    /// Whether nothing is counted.
    pub fn is_empty(self) -> bool {
        self == Tally::default()
    }

    /// The number that is counted of a choice.
    pub fn of(self, choice: VoteChoice) -> Option<u32> {
        match choice {
            VoteChoice::For => self.for_it,
            VoteChoice::Against => self.against,
            VoteChoice::Abstained => self.abstained,
            VoteChoice::Other => self.other,
        }
    }

    /// Sets the number of a choice.
    pub fn set(&mut self, choice: VoteChoice, count: u32) {
        let place = match choice {
            VoteChoice::For => &mut self.for_it,
            VoteChoice::Against => &mut self.against,
            VoteChoice::Abstained => &mut self.abstained,
            VoteChoice::Other => &mut self.other,
        };
        *place = Some(count);
    }
}

/// One vote of somebody who is named.
#[derive(Debug, Clone)]
pub struct Ballot {
    /// The choice.
    pub choice: VoteChoice,
    /// Whose vote it is, as written.
    pub voter: Written<PersonIx>,
}

/// The choice of a voter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum VoteChoice {
    /// For the motion.
    For,
    /// Against it.
    Against,
    /// Abstained.
    Abstained,
    /// Cast no vote: absent, recused.
    Other,
}

impl VoteChoice {
    /// All of them, in the order in which they are shown.
    pub const ALL: [VoteChoice; 4] = [VoteChoice::For, VoteChoice::Against, VoteChoice::Abstained, VoteChoice::Other];

    /// As in data and, after `vote_`, in the messages: `for`.
    pub fn key(self) -> &'static str {
        match self {
            VoteChoice::For => "for",
            VoteChoice::Against => "against",
            VoteChoice::Abstained => "abstained",
            VoteChoice::Other => "other",
        }
    }
}
