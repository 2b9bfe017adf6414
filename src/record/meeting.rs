//! A meeting: who was there, the agenda items in the order of the minutes, what was decided and who is to do what.
//!
//! The passages of a meeting, in order, stand for every byte of its text: nothing that was written is
//! dropped. What a passage means beyond its words (a number, an action, a decision) is kept beside it.

use std::fmt;

use super::action::{ActionPart, FormerAction, UpdatePart};
use super::attachment::Attachment;
use super::date::{Date, Day, Hours};
use super::document::{Audience, Document, Written};
use super::index::{BodyIx, MeetingIx, OrganisationIx, PersonIx};
use super::motion::MotionPart;
use super::number::Number;
use super::provenance::Provenance;
use super::rule::RuleId;
use super::span::Span;
use super::version::Version;

/// One meeting of one body.
#[derive(Debug, Clone)]
pub struct Meeting {
    /// The minutes.
    pub document: Document,
    /// The body; set by `link`.
    pub body: BodyIx,
    /// What the meeting is called in its body's folder: the day, with a suffix where a day has two (`2012-04-17-evening`).
    pub key: Box<str>,
    /// The origin of [`Meeting::key`], which says whether words of the file's name may follow where another meeting has that key too.
    pub key_origin: KeyOrigin,
    /// The day it was held.
    pub date: Day,
    /// Where its hours are known.
    pub hours: Option<Hours>,
    /// `venue`.
    pub venue: Option<Box<str>>,
    /// Its day is still to come: what is written of it is an agenda.
    pub is_to_come: bool,
    /// `cancelled = true`: it was planned and not held.
    pub cancelled: bool,
    /// Who was there and who sent apologies, in the order of the minutes; `None` where the minutes do not record it.
    pub attendance: Option<Vec<Attendee>>,
    /// The minutes speak of apologies, if only to say that there were none.
    pub apologies_recorded: bool,
    /// The minutes in their order.
    pub sections: Vec<Section>,
    /// The actions raised, in order.
    pub actions: Vec<ActionPart>,
    /// What these minutes say of earlier actions, in order.
    pub updates: Vec<UpdatePart>,
    /// The decisions, in order.
    pub decisions: Vec<DecisionPart>,
    /// The motions, in order.
    pub motions: Vec<MotionPart>,
    /// `Actions: None` was written: there are none, as against nothing being said.
    pub no_actions: bool,
    /// What the minutes say of the next meeting.
    pub next: Option<NextMeeting>,
    /// Earlier versions of the minutes, oldest first.
    pub versions: Vec<Version>,
    /// The original that they were imported from, and where in it their passages are.
    pub provenance: Provenance,
    /// Papers put before the meeting.
    pub papers: Vec<Paper>,
    /// Ids of actions that an earlier minutebook published and that none has now.
    pub former_actions: Vec<FormerAction>,
    /// The meeting before in the same body; set by `link`.
    pub previous: Option<MeetingIx>,
    /// The meeting after in the same body; set by `link`.
    pub following: Option<MeetingIx>,
}

impl Meeting {
    /// Makes an agenda of minutes whose day is still to come: who is named is invited, and nothing was raised, reported or decided.
    pub fn make_agenda(&mut self) {
        self.is_to_come = true;
        for row in self.attendance.iter_mut().flatten() {
            if row.standing <= Standing::InAttendance {
                row.standing = Standing::Invited;
            }
        }
        self.actions.clear();
        self.updates.clear();
        self.decisions.clear();
        self.motions.clear();
        self.former_actions.clear();
        self.no_actions = false;
        for passage in self.sections.iter_mut().flat_map(|section| &mut section.passages) {
            passage.raises.clear();
            if matches!(
                passage.kind,
                PassageKind::Action(..) | PassageKind::Update(..) | PassageKind::Decision(..) | PassageKind::NoActions
            ) {
                passage.kind = PassageKind::Prose;
                passage.text = passage.whole;
            }
        }
    }

    /// Takes away what was read of people, owners and decisions: the words stay, and nothing is made of them. For minutes that were
    /// imported and that no person has held against the original yet.
    pub fn forget_reading(&mut self) {
        self.attendance = None;
        self.apologies_recorded = false;
        self.actions.clear();
        self.updates.clear();
        self.decisions.clear();
        self.motions.clear();
        self.former_actions.clear();
        self.no_actions = false;
        self.next = None;
        for passage in self.sections.iter_mut().flat_map(|section| &mut section.passages) {
            passage.raises.clear();
            if !matches!(passage.kind, PassageKind::Prose | PassageKind::Paragraph(_)) {
                passage.kind = PassageKind::Prose;
                passage.text = passage.whole;
            }
        }
    }
}

/// The origin of a meeting's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyOrigin {
    /// `key`, from the author.
    Author,
    /// The day and the words after it in the file's name, or one of several days in a file.
    Name,
    /// The day alone.
    Day,
}

/// A part of the minutes under one heading; the first may have none.
#[derive(Debug, Clone)]
pub struct Section {
    /// The number of the agenda item, where it has one.
    pub number: Option<Number>,
    /// The heading's text as Markdown, without its number; empty where there is no heading.
    pub title: Box<str>,
    /// The whole heading line; `None` where there is no heading.
    pub heading: Option<Span>,
    /// Where a link finds it: the number, else the title in lower case with hyphens.
    pub anchor: Box<str>,
    /// 1 for a section of the page, 2 for one inside it, and so on.
    pub level: u8,
    /// Who may see it.
    pub audience: Audience,
    /// What stands under the heading.
    pub passages: Vec<Passage>,
}

/// A run of the minutes that is shown and linked as one.
#[derive(Debug, Clone)]
pub struct Passage {
    /// What it is.
    pub kind: PassageKind,
    /// Where a link finds it; unique in the meeting. A numbered paragraph's is its number; an unnumbered
    /// passage's counts from the number before it (`3.4-p1`).
    pub anchor: Box<str>,
    /// All the bytes it stands for.
    pub whole: Span,
    /// The Markdown that is shown: `whole` without the number or the marker.
    pub text: Span,
    /// Who may see it.
    pub audience: Audience,
    /// The rule that made it.
    pub rule: RuleId,
    /// Actions raised by the words of this passage itself, as places in [`Meeting::actions`]: `… (Action: Secretary)`, or a row of a table.
    pub raises: Vec<u32>,
}

/// What a passage is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PassageKind {
    /// Markdown as it stands: a paragraph without number, a list, a table, a quotation, code.
    Prose,
    /// A numbered paragraph.
    Paragraph(Number),
    /// Rows of attendance, as places in [`Meeting::attendance`]; `label` is the line that opened them (`Present:`), where a heading did not.
    Attendance {
        /// First row.
        from: u32,
        /// One past the last row.
        to: u32,
        /// `Present:` as written.
        label: Option<Span>,
    },
    /// An action, by its place in [`Meeting::actions`]; the marker is what stood before it (`**ACTION:**`).
    Action(u32, Span),
    /// What is said of an earlier action, by its place in [`Meeting::updates`].
    Update(u32, Span),
    /// A decision, by its place in [`Meeting::decisions`].
    Decision(u32, Span),
    /// A proposal: not a decision.
    Proposal(Span),
    /// A vote or a poll and its tally.
    Vote(Span),
    /// `Actions: None`.
    NoActions,
    /// What is said of the next meeting, where it stands alone.
    NextMeeting,
}

/// Whether a person was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// There, as a member or a member's deputy.
    Present,
    /// There, not as a member: observers, guests, officials in attendance.
    InAttendance,
    /// Not there, and had said so.
    Apologies,
    /// Not there.
    Absent,
    /// Asked to a meeting that is still to come.
    Invited,
}

/// How a person took part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord)]
pub enum Mode {
    /// Nothing is said.
    #[default]
    Unstated,
    /// In the room, said so.
    InPerson,
    /// By videolink.
    Videolink,
    /// By telephone.
    Telephone,
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Mode::Unstated => "",
            Mode::InPerson => "in person",
            Mode::Videolink => "by videolink",
            Mode::Telephone => "by telephone",
        })
    }
}

/// The order in which a row of attendance was written; the page keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowOrder {
    /// `Home Office: Damian Green MP`.
    OrganisationFirst,
    /// `Damian Green MP, Home Office`.
    NameFirst,
}

/// One row of attendance or apologies.
#[derive(Debug, Clone)]
pub struct Attendee {
    /// Whether they were there.
    pub standing: Standing,
    /// The person as written, post-nominals included; for an unnamed official, `Official`.
    pub name: Written<PersonIx>,
    /// An unnamed person by policy (`Official`): never a page of their own, never merged with another.
    pub unnamed: bool,
    /// The organisation as written.
    pub organisation: Option<Written<OrganisationIx>>,
    /// What they are there as: `chair`, `Treasurer`, as written.
    pub role: Option<Box<str>>,
    /// Whether they took the chair.
    pub chair: bool,
    /// The principals they stood in for: `Official (for Anne Milton MP)`.
    pub deputy_for: Vec<Written<PersonIx>>,
    /// How they took part.
    pub mode: Mode,
    /// Present for a part only, as written: `from item 3`.
    pub part: Option<Box<str>>,
    /// `SF` in `Steve Fisher (SF)`.
    pub initials: Option<Box<str>>,
    /// `rvagg` of `@rvagg`.
    pub handle: Option<Box<str>>,
    /// The order of the row.
    pub order: RowOrder,
    /// The row as written, without list marker.
    pub line: Span,
    /// The rest of the row after the name and, if it came first, the organisation, as written (`(for Anne Milton MP - via videolink)`),
    /// so that the page can show every word in its order. Empty where there is none.
    pub rest: Span,
}

/// A decision as parsed.
#[derive(Debug, Clone)]
pub struct DecisionPart {
    /// Anchor of the passage it stands in.
    pub anchor: Box<str>,
    /// Its number in the minutes' own words (`RESOLUTION 12`), where it has one.
    pub number: Option<Box<str>>,
    /// What its id ends in: the number of its paragraph, with a letter from the second on.
    pub local: Box<str>,
    /// What was agreed, as Markdown.
    pub text: Span,
    /// The motion that made it, as a place in [`Meeting::motions`].
    pub motion: Option<u32>,
    /// The rule that read it.
    pub rule: RuleId,
    /// Who may see it.
    pub audience: Audience,
}

impl DecisionPart {
    /// The rule of decisions that a mark or a heading says to be some.
    pub const MARKED: RuleId = RuleId("decision-mark");

    /// Whether a mark or a heading says that it is one, and not the sentence alone.
    pub fn is_marked(&self) -> bool {
        self.rule == DecisionPart::MARKED
    }
}

/// A decision of the record: what was agreed, and where.
#[derive(Debug, Clone)]
pub struct Decision {
    /// `idmg/2012-04-17/3.3`.
    pub id: Box<str>,
    /// Where it was taken.
    pub meeting: MeetingIx,
    /// Its place in [`Meeting::decisions`].
    pub part: u32,
}

/// What the minutes say of the next meeting.
#[derive(Debug, Clone)]
pub struct NextMeeting {
    /// The day, where one is given.
    pub date: Option<Date>,
    /// The hours, where given.
    pub hours: Option<Hours>,
    /// The place, as written.
    pub venue: Option<Box<str>>,
    /// Anchor of the passage that says so.
    pub anchor: Box<str>,
    /// The words.
    pub span: Span,
}

/// A paper put before a meeting, or before one item of it.
#[derive(Debug, Clone)]
pub struct Paper {
    /// `title`.
    pub title: Box<str>,
    /// The file.
    pub attachment: Attachment,
    /// The agenda item it belongs to, by number.
    pub item: Option<Written<()>>,
    /// `number`: the paper's own number (`TB(7)2`).
    pub number: Option<Box<str>>,
    /// `version`, where there are several.
    pub version: Option<Box<str>>,
    /// Who may see it.
    pub audience: Audience,
}
