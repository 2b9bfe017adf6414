//! An action: who is to do what, by when, and how it went.
//!
//! The state of an action is never stored: it is the sum of its history, which is made of the
//! minutes that touched it and of the rows of a body's `actions.csv`.

use std::fmt;

use super::date::{Date, Day};
use super::document::{Audience, Written};
use super::index::{ActionIx, BodyIx, MeetingIx};
use super::party::Party;
use super::rule::RuleId;
use super::span::Span;

/// An action as parsed from the minutes that raised it.
#[derive(Debug, Clone)]
pub struct ActionPart {
    /// What its id ends in: the number of the paragraph (or item) it follows, with a letter from the second on (`4.2`, `4.2b`), or its `{#id}`.
    pub local: Box<str>,
    /// The number the minutes gave it (`ACTION 5.1:`), where that is not its id.
    pub number: Option<Box<str>>,
    /// Anchor of its passage.
    pub anchor: Box<str>,
    /// Anchor of the numbered paragraph or item it follows from; the passage's own where there is none.
    pub from: Box<str>,
    /// Who is to do it, as written; empty: nobody is named.
    pub owners: Vec<Written<Party>>,
    /// By when.
    pub due: Option<Due>,
    /// What is to be done, as Markdown, owners included.
    pub text: Span,
    /// What the marker itself says of its status (`[x]`, `(Done)`).
    pub status: Status,
    /// Who may see it.
    pub audience: Audience,
    /// The rule that raised it.
    pub rule: RuleId,
}

/// An id under which an earlier minutebook published an action of some minutes, and no action of them has it now: where what it
/// said is read otherwise, or was raised twice. Its address still leads somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerAction {
    /// What the id ended in.
    pub local: Box<str>,
    /// Anchor of the words that it was made of.
    pub anchor: Box<str>,
    /// What the id of the action ends in that it is now, where it was raised twice.
    pub now: Option<Box<str>>,
}

/// By when an action is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The date; `None` where the words name no date (`before the next meeting`) that could be worked out.
    pub date: Option<Date>,
    /// The date is that of the next meeting, which the words name; set by `link`.
    pub is_next_meeting: bool,
    /// As written.
    pub text: Box<str>,
    /// Where.
    pub span: Span,
}

/// Where an action stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub enum Status {
    /// To be done.
    #[default]
    Open,
    /// Begun.
    InProgress,
    /// Done.
    Done,
    /// Not to be done after all.
    Dropped,
    /// Another action took its place.
    Superseded,
}

impl Status {
    /// All of them, in the order of the register.
    pub const ALL: [Status; 5] = [Status::Open, Status::InProgress, Status::Done, Status::Dropped, Status::Superseded];

    /// Whether something is still to be done.
    pub fn is_open(self) -> bool {
        matches!(self, Status::Open | Status::InProgress)
    }

    /// As in addresses and data: `in-progress`.
    pub fn key(self) -> &'static str {
        match self {
            Status::Open => "open",
            Status::InProgress => "in-progress",
            Status::Done => "done",
            Status::Dropped => "dropped",
            Status::Superseded => "superseded",
        }
    }
}

/// As people read it: `in progress`.
impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Status::InProgress => "in progress",
            other => other.key(),
        })
    }
}

/// What one set of minutes, or one row of `actions.csv`, says of an earlier action.
#[derive(Debug, Clone)]
pub struct UpdatePart {
    /// The action it names: an id, or the number that the minutes gave it.
    pub action: Written<ActionIx>,
    /// When it was said: the day of the meeting, or the row's date.
    pub date: Date,
    /// What changes; empty: a note only.
    pub changes: Vec<Turn>,
    /// The words, as Markdown.
    pub text: Span,
    /// Anchor of its passage in the minutes; empty for a row of `actions.csv`.
    pub anchor: Box<str>,
    /// For a row of `actions.csv`: what proves it.
    pub source: Option<Box<str>>,
    /// Who may see it.
    pub audience: Audience,
}

/// One turn in the life of an action.
#[derive(Debug, Clone)]
pub enum Turn {
    /// Its status changes.
    Status(Status),
    /// Other owners take it on.
    Owners(Vec<Written<Party>>),
    /// It is to be done by another date.
    Due(Due),
    /// Another action takes its place.
    SupersededBy(Written<ActionIx>),
}

/// An action of the record, with its whole history.
#[derive(Debug, Clone)]
pub struct Action {
    /// `idmg/2012-04-17/4.2`.
    pub id: Box<str>,
    /// The body.
    pub body: BodyIx,
    /// Where it was raised.
    pub meeting: MeetingIx,
    /// Its place in [`super::Meeting::actions`].
    pub part: u32,
    /// Owners now.
    pub owners: Vec<Written<Party>>,
    /// Due now.
    pub due: Option<Due>,
    /// Status now.
    pub status: Status,
    /// The day it was done, dropped or superseded.
    pub closed: Option<Date>,
    /// The actions that took its place: several where it was split.
    pub superseded_by: Vec<ActionIx>,
    /// The actions whose place it took; set by `link`.
    pub supersedes: Vec<ActionIx>,
    /// Everything after it was raised, by date.
    pub history: Vec<Event>,
}

impl Action {
    /// Whether it is past due on `today` and still open. One due in "October 2012" is overdue from 1 November.
    pub fn is_overdue(&self, today: Day) -> bool {
        self.status.is_open() && self.due.as_ref().and_then(|d| d.date).is_some_and(|d| d.last() < today)
    }
}

/// One entry of an action's history.
#[derive(Debug, Clone)]
pub struct Event {
    /// When.
    pub date: Date,
    /// Where it stands.
    pub place: EventPlace,
}

/// Where an event of an action's history is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventPlace {
    /// A place in [`super::Meeting::updates`].
    Meeting(MeetingIx, u32),
    /// A row of the body's `actions.csv`: a place in [`super::Body::updates`].
    Row(BodyIx, u32),
}
