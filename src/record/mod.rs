//! The domain: everything a content folder says, linked and checked.
//!
//! The types here know their own rules (how a date is written, how numbers sort, when an action is
//! overdue) and nothing of HTML, of files or of clocks. `parse` makes the parts, `link` joins them
//! into one immutable [`Record`], `edition` takes away what an audience may not see, and `view`
//! reads it.

mod action;
mod attachment;
mod compare;
mod country;
mod dataset;
mod date;
mod directory;
mod document;
mod embed;
mod index;
mod language;
mod list;
mod meeting;
mod motion;
mod number;
mod party;
mod percent;
mod provenance;
mod publishable;
mod redaction;
mod report;
mod rule;
mod site;
mod slug;
mod span;
mod text_range;
mod translation;
mod version;

pub use action::{Action, ActionPart, Due, Event, EventPlace, FormerAction, Status, Turn, UpdatePart};
pub use attachment::{Attachment, FileFacts, FileText};
pub use compare::{Para, ParaChange, ParaKind, Run, RunKind, compare_entry, compare_revisions, compare_text, compare_words};
pub use country::{Country, country, country_called, means_country};
pub use dataset::{Cell, ChartKind, Dataset, Mark, Row, Table};
pub use date::{Date, DateError, Day, Hours, Time, month_from_name, month_name};
pub use directory::{Body, Member, NameByDate, Organisation, Person, Role, without_post_nominals};
pub use document::{Anchor, Audience, Change, Citation, Document, Former, Now, Stage, Target, Withheld, Written};
pub use embed::{CHARTS, Embed, embedded};
pub use index::{
    ActionIx, BodyIx, DatasetIx, DecisionIx, ListIx, MeetingIx, MotionIx, OrganisationIx, PageIx, PersonIx, ReportIx,
};
pub use language::{direction, is_same_language, language_name, language_tag};
pub use list::{ChangeKind, Entry, EntryChange, List, Review, Revision};
pub use meeting::{
    Attendee, Decision, DecisionPart, KeyOrigin, Meeting, Mode, NextMeeting, Paper, Passage, PassageKind, RowOrder, Section,
    Standing,
};
pub use motion::{Ballot, Motion, MotionKind, MotionPart, MotionResult, Tally, Vote, VoteChoice, VoteManner};
pub use number::Number;
pub use party::Party;
pub use percent::percent_decoded;
pub use provenance::{PassageOrigin, Provenance};
pub use publishable::{cut_part, folded, publishable, unpublishable};
pub use redaction::{
    blank_mark, has_shown_redaction, is_blanked, is_stand_in, is_unseen, shown_redaction, stand_in, without_marks,
    without_stand_ins,
};
pub use report::{Correction, Report};
pub use rule::RuleId;
pub use site::{
    AccessibilityFacts, AccessibilityProblem, AccessibilityTest, AllowedFinding, CheckLevel, Compliance, DateOrder, Edition,
    RawHtml, Site, SiteWords, StoodSite, Vocabulary,
};
pub use slug::slug;
pub use span::{FileId, Span};
pub use text_range::TextRange;
pub use translation::Translation;
pub use version::{Version, VersionText};

use std::collections::BTreeMap;
use std::sync::Arc;

/// What stands where a withheld byte stood. A control character that no author writes and that
/// rendering knows: text made only of it is shown as a redaction.
pub const BLANK: u8 = 0x1a;

/// A plain Markdown page.
#[derive(Debug, Clone)]
pub struct Page {
    /// The page.
    pub document: Document,
    /// Its address below the site, without slashes at the ends; empty for the home page.
    pub path: Box<str>,
    /// The body whose folder it stands in; set by `link`.
    pub body: Option<BodyIx>,
    /// What it is a translation of, where it is one.
    pub translation: Option<Box<Translation>>,
}

impl Page {
    /// Whether it says in another language what another page of the site says.
    pub fn is_translation(&self) -> bool {
        self.translation.as_ref().is_some_and(|t| t.of.is_some())
    }
}

/// Where something is referred to from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    /// The document that refers.
    pub from: Target,
    /// The words of the reference, for diagnostics.
    pub span: Span,
}

/// Everything read from one content folder, linked and checked.
///
/// Immutable once linked. Every vector is sorted by address, so that the order of the output never
/// depends on the order of reading.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// The settings.
    pub site: Site,
    /// By id.
    pub bodies: Vec<Body>,
    /// By body, then date, then the hour it began, then key. Shared with the records before and after it, of which most are the same.
    pub meetings: Vec<Arc<Meeting>>,
    /// By meeting, then in the order of the minutes.
    pub actions: Vec<Action>,
    /// By meeting, then in the order of the minutes.
    pub decisions: Vec<Decision>,
    /// By meeting, then in the order of the minutes.
    pub motions: Vec<Motion>,
    /// By id.
    pub organisations: Vec<Organisation>,
    /// By id.
    pub people: Vec<Person>,
    /// By address.
    pub lists: Vec<List>,
    /// By address.
    pub datasets: Vec<Dataset>,
    /// By address.
    pub reports: Vec<Report>,
    /// By address; the home page first, where there is one.
    pub pages: Vec<Page>,
    /// What refers to what: for each target, the places that mention it, in order.
    pub mentions: BTreeMap<Target, Vec<Mention>>,
    /// Files that are published beside documents: where each stands on the site (`reports/2012-annual-report/report.pdf`).
    pub files: BTreeMap<FileId, Box<str>>,
    /// Addresses that lead elsewhere: old address → what stands there now.
    pub aliases: BTreeMap<Box<str>, Target>,
    /// Places of a page that lead elsewhere: the page's address → anchor, or `*` for all that are found nowhere else → the
    /// document that has them now.
    pub claims: BTreeMap<Box<str>, BTreeMap<Box<str>, Target>>,
    /// The translations of a file, by the file and the language.
    pub translations: BTreeMap<(FileId, Box<str>), PageIx>,
}

impl Record {
    /// The translation of a document into a language, where there is one.
    pub fn translation(&self, document: &Document, lang: &str) -> Option<&Page> {
        if self.translations.is_empty() {
            return None;
        }
        let at = self.translations.get(&(document.file, lang.into()))?;
        self.pages.get(at.ix())
    }

    /// Every document with what a reference to it points at, in the order of the record.
    pub fn documents(&self) -> impl DoubleEndedIterator<Item = (Target, &Document)> {
        let bodies =
            self.bodies.iter().enumerate().filter_map(|(i, b)| Some((Target::Body(BodyIx::at(i)), b.document.as_ref()?)));
        let meetings = self.meetings.iter().enumerate().map(|(i, m)| (Target::Meeting(MeetingIx::at(i)), &m.document));
        let lists = self.lists.iter().enumerate().map(|(i, l)| (Target::List(ListIx::at(i)), &l.document));
        let datasets = self.datasets.iter().enumerate().map(|(i, d)| (Target::Dataset(DatasetIx::at(i)), &d.document));
        let reports = self.reports.iter().enumerate().map(|(i, r)| (Target::Report(ReportIx::at(i)), &r.document));
        let pages = self.pages.iter().enumerate().map(|(i, p)| (Target::Page(PageIx::at(i), None), &p.document));
        bodies.chain(meetings).chain(lists).chain(datasets).chain(reports).chain(pages)
    }

    /// The meetings of a body, oldest first.
    pub fn meetings_of(&self, body: BodyIx) -> impl DoubleEndedIterator<Item = (MeetingIx, &Meeting)> {
        let from = self.meetings.partition_point(|m| m.body < body);
        let to = self.meetings.partition_point(|m| m.body <= body);
        self.meetings[from..to].iter().enumerate().map(move |(i, m)| (MeetingIx::at(from + i), &**m))
    }

    /// The actions raised at a meeting, in the order of the minutes.
    pub fn actions_of(&self, meeting: MeetingIx) -> impl DoubleEndedIterator<Item = (ActionIx, &Action)> {
        let from = self.actions.partition_point(|a| a.meeting < meeting);
        let to = self.actions.partition_point(|a| a.meeting <= meeting);
        self.actions[from..to].iter().enumerate().map(move |(i, a)| (ActionIx::at(from + i), a))
    }

    /// The decisions taken at a meeting, in the order of the minutes.
    pub fn decisions_of(&self, meeting: MeetingIx) -> impl DoubleEndedIterator<Item = (DecisionIx, &Decision)> {
        let from = self.decisions.partition_point(|d| d.meeting < meeting);
        let to = self.decisions.partition_point(|d| d.meeting <= meeting);
        self.decisions[from..to].iter().enumerate().map(move |(i, d)| (DecisionIx::at(from + i), d))
    }

    /// The motions made at a meeting, in the order of the minutes.
    pub fn motions_of(&self, meeting: MeetingIx) -> impl DoubleEndedIterator<Item = (MotionIx, &Motion)> {
        let from = self.motions.partition_point(|m| m.meeting < meeting);
        let to = self.motions.partition_point(|m| m.meeting <= meeting);
        self.motions[from..to].iter().enumerate().map(move |(i, m)| (MotionIx::at(from + i), m))
    }

    /// The part of the minutes that tells of a motion.
    pub fn moved(&self, motion: &Motion) -> &MotionPart {
        &self.meetings[motion.meeting.ix()].motions[motion.part as usize]
    }

    /// The motion that made a decision.
    pub fn motion_of(&self, decision: &Decision) -> Option<&MotionPart> {
        let meeting = &self.meetings[decision.meeting.ix()];
        meeting.motions.get(self.taken(decision).motion? as usize)
    }

    /// The motion at a place of [`Meeting::motions`].
    pub fn motion_at(&self, meeting: MeetingIx, part: u32) -> Option<&Motion> {
        let from = self.motions.partition_point(|m| m.meeting < meeting);
        self.motions.get(from + part as usize).filter(|motion| motion.meeting == meeting)
    }

    /// The decision at a place of [`Meeting::decisions`].
    pub fn decision_at(&self, meeting: MeetingIx, part: u32) -> Option<&Decision> {
        let from = self.decisions.partition_point(|d| d.meeting < meeting);
        self.decisions.get(from + part as usize).filter(|decision| decision.meeting == meeting)
    }

    /// The part of the minutes that raised an action.
    pub fn raised(&self, action: &Action) -> &ActionPart {
        &self.meetings[action.meeting.ix()].actions[action.part as usize]
    }

    /// The part of the minutes that holds a decision.
    pub fn taken(&self, decision: &Decision) -> &DecisionPart {
        &self.meetings[decision.meeting.ix()].decisions[decision.part as usize]
    }

    /// What an event of an action's history says.
    pub fn update(&self, event: &Event) -> &UpdatePart {
        match event.place {
            EventPlace::Meeting(m, n) => &self.meetings[m.ix()].updates[n as usize],
            EventPlace::Row(b, n) => &self.bodies[b.ix()].updates[n as usize],
        }
    }

    /// Who refers to a target.
    pub fn mentions_of(&self, target: &Target) -> &[Mention] {
        self.mentions.get(target).map_or(&[], Vec::as_slice)
    }

    /// The address of a document below the site, without slashes at the ends; `None` for what is no document of its own.
    pub fn path_of(&self, target: &Target) -> Option<String> {
        Some(match target {
            Target::Body(ix) => self.bodies[ix.ix()].id.to_string(),
            Target::Meeting(ix) => self.meeting_id(&self.meetings[ix.ix()]),
            Target::List(ix) => self.lists[ix.ix()].path.to_string(),
            Target::Entry(ix, key) => {
                let list = &self.lists[ix.ix()];
                let entry = list.revisions.iter().flat_map(|r| &r.entries).find(|e| e.key == *key)?;
                format!("{}/{}", list.path, entry.slug)
            }
            Target::Dataset(ix) => self.datasets[ix.ix()].path.to_string(),
            Target::Report(ix) => self.reports[ix.ix()].path.to_string(),
            Target::Page(ix, _) => self.pages[ix.ix()].path.to_string(),
            _ => return None,
        })
    }

    /// The document that a reference to the whole of it points at.
    pub fn document_of(&self, target: &Target) -> Option<&Document> {
        Some(match target {
            Target::Body(ix) => self.bodies[ix.ix()].document.as_ref()?,
            Target::Meeting(ix) => &self.meetings[ix.ix()].document,
            Target::List(ix) => &self.lists[ix.ix()].document,
            Target::Dataset(ix) => &self.datasets[ix.ix()].document,
            Target::Report(ix) => &self.reports[ix.ix()].document,
            Target::Page(ix, _) => &self.pages[ix.ix()].document,
            _ => return None,
        })
    }

    /// The anchors that a document's page has, in order: items and paragraphs of a meeting, headings and numbered
    /// paragraphs of any other text.
    pub fn anchors_of(&self, target: &Target) -> Vec<&str> {
        let minutes = match target {
            Target::Meeting(ix) => Some(&*self.meetings[ix.ix()]),
            Target::Page(ix, _) => self.pages[ix.ix()].translation.as_ref().and_then(|t| t.minutes.as_ref()),
            _ => None,
        };
        if let Some(minutes) = minutes {
            let all = minutes
                .sections
                .iter()
                .flat_map(|s| s.heading.map(|_| &*s.anchor).into_iter().chain(s.passages.iter().map(|b| &*b.anchor)));
            return all.filter(|a| !a.is_empty()).collect();
        }
        self.document_of(target).map(|d| d.anchors.iter().map(|a| &*a.id).collect()).unwrap_or_default()
    }

    /// What the page of a document shows in a language: the translation, where there is one, else the document itself.
    pub fn shown(&self, target: &Target, lang: &str) -> Target {
        let document = self.document_of(target).filter(|_| !self.translations.is_empty());
        let page = document.and_then(|d| self.translations.get(&(d.file, lang.into())));
        page.map_or_else(|| target.clone(), |at| Target::Page(*at, None))
    }

    /// Whether something was invented for show: itself, or what it is part of.
    pub fn is_illustrative(&self, target: &Target) -> bool {
        let meeting = |ix: MeetingIx| self.meetings.get(ix.ix()).map(|m| &**m);
        let of_meeting = |m: &Meeting| m.document.illustrative || self.bodies.get(m.body.ix()).is_some_and(|b| b.illustrative);
        match target {
            Target::Body(ix) => self.bodies.get(ix.ix()).is_some_and(|b| b.illustrative),
            Target::Meeting(ix) | Target::Place(ix, _) => meeting(*ix).is_some_and(of_meeting),
            Target::Action(ix) => self.actions.get(ix.ix()).and_then(|a| meeting(a.meeting)).is_some_and(of_meeting),
            Target::Decision(ix) => self.decisions.get(ix.ix()).and_then(|d| meeting(d.meeting)).is_some_and(of_meeting),
            Target::Organisation(ix) => self.organisations.get(ix.ix()).is_some_and(|o| o.illustrative),
            Target::Person(ix) => self.people.get(ix.ix()).is_some_and(|p| p.illustrative),
            Target::List(ix) | Target::Revision(ix, _) | Target::Entry(ix, _) => {
                self.lists.get(ix.ix()).is_some_and(|l| l.document.illustrative)
            }
            Target::Dataset(ix) => self.datasets.get(ix.ix()).is_some_and(|d| d.document.illustrative),
            Target::Report(ix) | Target::ReportPlace(ix, _) => self.reports.get(ix.ix()).is_some_and(|r| r.document.illustrative),
            Target::Page(ix, _) => self.pages.get(ix.ix()).is_some_and(|p| p.document.illustrative),
            Target::Attachment(_) => false,
        }
    }

    /// What tells a meeting from another of its body on the same day: the hour it began, else the words of its file's name.
    pub fn apart_by(&self, meeting: &Meeting) -> Option<String> {
        let from = self.meetings.partition_point(|m| (m.body, m.date) < (meeting.body, meeting.date));
        let same = self.meetings.get(from..)?.iter().take_while(|m| (m.body, m.date) == (meeting.body, meeting.date));
        if same.take(2).count() < 2 {
            return None;
        }
        let words =
            meeting.key.strip_prefix(meeting.date.to_string().as_str()).map(|rest| rest.trim_matches('-').replace('-', " "));
        let hour = meeting.hours.map(|h| h.from.strftime("%H:%M").to_string());
        hour.or(words).filter(|w| !w.is_empty())
    }

    /// The id of a meeting: `idmg/2012-04-17`.
    pub fn meeting_id(&self, meeting: &Meeting) -> String {
        [&*self.bodies[meeting.body.ix()].id, "/", &*meeting.key].concat()
    }
}
