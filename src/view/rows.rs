//! The rows that registers and lists are made of: an action, a decision, a meeting. Each holds one
//! line's worth, and never a text as HTML.

use serde::Serialize;

use super::common::{Age, HoursView, iso_day};
use super::motions::MotionView;
use super::{LanguageSite, Link};
use crate::record::{Action, ActionIx, Date, DecisionIx, Meeting, MeetingIx, Section};
use crate::text::plain;

/// A register of actions, or a part of one.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ActionTable {
    /// Each row says of which body it is.
    pub of_body: bool,
    /// In the order of the page.
    #[serde(skip)]
    pub rows: Vec<ActionRow>,
}

/// One line of a register of actions.
#[derive(Debug, Clone, Serialize)]
pub struct ActionRow {
    /// What it is called within its meeting: `4.2`.
    pub label: String,
    /// Its page.
    pub href: String,
    /// What is to be done, as plain text.
    pub text: String,
    /// The language of the text where it is not the page's, else empty.
    pub lang: String,
    /// Who owns it; each leads to the actions of that owner.
    pub owners: Vec<Link>,
    /// Who owned it when it was raised, where that was others.
    pub owners_were: Vec<Link>,
    /// The body, by its short name.
    pub body: Link,
    /// The day it was raised, ISO 8601.
    pub raised: String,
    /// The paragraph that raised it.
    pub raised_href: String,
    /// By when: ISO 8601, as exact as it is; empty where no date is known.
    pub due: String,
    /// By when, as written, where no date is known.
    pub due_text: String,
    /// By when it was due when it was raised, ISO 8601, where that was another day; else empty.
    pub due_was: String,
    /// `open`, `in-progress` …: also a key of the messages, after `status_`.
    pub status: &'static str,
    /// Whether it is open and past due.
    pub overdue: bool,
    /// Whether something is still to be done.
    pub open: bool,
    /// How long it has been open, or took.
    pub age: i32,
    /// The unit of that: a key of the messages.
    pub age_unit: &'static str,
    /// The same in days.
    pub age_days: i32,
}

/// By when something is to be done.
#[derive(Debug, Clone, Default, Serialize)]
pub struct DueView {
    /// ISO 8601, as exact as it is; empty where no date is known.
    pub date: String,
    /// As written, where no date is known.
    pub text: String,
}

/// One line of a list of meetings.
#[derive(Debug, Clone, Serialize)]
pub struct MeetingRow {
    /// Its title.
    pub title: String,
    /// Its page.
    pub href: String,
    /// ISO 8601.
    pub date: String,
    /// The hour it began or the words of its file, where the body met more than once that day; or empty.
    pub apart: String,
    /// The body, by its short name.
    pub body: Link,
    /// Its hours.
    pub hours: Option<HoursView>,
    /// Its place, or empty.
    pub venue: String,
    /// It was planned and not held.
    pub cancelled: bool,
    /// `draft`, `published`, `agreed` or `withdrawn`.
    pub stage: &'static str,
    /// How many actions it raised.
    pub actions: usize,
    /// How many decisions it took.
    pub decisions: usize,
    /// What they were about, where the list says it; or empty.
    pub subjects: String,
    /// The language of that where it is not the page's, else empty.
    pub subjects_lang: String,
}

/// One line of a list of decisions.
#[derive(Debug, Clone, Serialize)]
pub struct DecisionRow {
    /// `idmg/2012-04-17/3.3`.
    pub id: String,
    /// Its place in the minutes: `3.3`, or the number the minutes gave it.
    pub label: String,
    /// The place that took it.
    pub href: String,
    /// The title of the item it was taken under, as plain text; or empty.
    pub item: String,
    /// What was agreed, as plain text.
    pub text: String,
    /// The language of the text where it is not the page's, else empty.
    pub lang: String,
    /// ISO 8601.
    pub date: String,
    /// The body, by its short name.
    pub body: Link,
    /// The motion that made it.
    pub motion: Option<MotionView>,
}

/// How many actions stand where.
#[derive(Debug, Clone, Serialize)]
pub struct StatusCount {
    /// `open`, `in-progress` …
    pub status: &'static str,
    /// The actions of that status.
    pub href: String,
    /// How many.
    pub count: usize,
}

impl LanguageSite<'_> {
    /// One line of a register of actions.
    pub fn action_row(&self, at: ActionIx) -> ActionRow {
        let record = self.record;
        let action = &record.actions[at.ix()];
        let part = record.raised(action);
        let raised = record.meetings[action.meeting.ix()].date;
        let until = action.closed.filter(|_| !action.status.is_open()).map_or(self.today, Date::first);
        let due = due_view(action);
        let age = Age::between(raised, until);
        ActionRow {
            label: part.local.to_string(),
            href: self.addresses.action(at),
            text: self.action_text(at),
            lang: self.text_of_action(at).2.to_owned(),
            owners: action.owners.iter().map(|o| self.owner_link(o)).collect(),
            owners_were: self.owners_were(action),
            body: self.body_short(action.body),
            raised: iso_day(raised),
            raised_href: self.addresses.meeting_place(action.meeting, &part.anchor),
            due: due.date,
            due_text: due.text,
            due_was: self.due_was(action),
            status: action.status.key(),
            overdue: action.is_overdue(self.today),
            open: action.status.is_open(),
            age: age.n,
            age_unit: age.unit,
            age_days: (until - raised).get_days().max(0),
        }
    }

    /// Who owned an action when it was raised, where that was others than now.
    pub fn owners_were(&self, action: &Action) -> Vec<Link> {
        let first = &self.record.raised(action).owners;
        if first.len() == action.owners.len() && first.iter().zip(&action.owners).all(|(a, b)| a.text == b.text) {
            return Vec::new();
        }
        first.iter().map(|o| self.owner_link(o)).collect()
    }

    /// By when an action was due when it was raised, ISO 8601, where that was another day than now; else empty.
    pub fn due_was(&self, action: &Action) -> String {
        let was = self.record.raised(action).due.as_ref().and_then(|d| d.date);
        let now = action.due.as_ref().and_then(|d| d.date);
        was.filter(|was| now != Some(*was)).map(|d| d.to_string()).unwrap_or_default()
    }

    /// An action, by its sentence.
    pub fn action_sentence(&self, at: ActionIx) -> Link {
        Link { text: self.action_text(at), href: self.addresses.action(at), lang: self.text_of_action(at).2.to_owned() }
    }

    /// What is to be done, as plain text, in the language of the page where it is translated.
    pub fn action_text(&self, at: ActionIx) -> String {
        let own = self.record.raised(&self.record.actions[at.ix()]).text;
        let (_, text, _) = self.text_of_action(at);
        // The record's own words are asked for by many pages, and are kept.
        if text == own {
            return self.index.action_text(self.record, self.sources, at).to_owned();
        }
        plain(self.sources.slice(text)).trim().to_owned()
    }

    /// Lines of a register of actions, with the body of each or without.
    pub fn action_table(&self, actions: impl Iterator<Item = ActionIx>, of_body: bool) -> ActionTable {
        ActionTable { of_body, rows: actions.map(|a| self.action_row(a)).collect() }
    }

    /// One line of a list of meetings.
    pub fn meeting_row(&self, at: MeetingIx) -> MeetingRow {
        let meeting = &self.record.meetings[at.ix()];
        MeetingRow {
            title: self.meeting_title(at),
            href: self.addresses.meeting(at),
            date: meeting.date.to_string(),
            apart: self.record.apart_by(meeting).unwrap_or_default(),
            body: self.body_short(meeting.body),
            hours: meeting.hours.map(HoursView::from),
            venue: meeting.venue.as_deref().unwrap_or("").to_owned(),
            cancelled: meeting.cancelled,
            stage: super::common::stage_key(meeting.document.stage),
            actions: meeting.actions.len(),
            decisions: meeting.decisions.len(),
            subjects: String::new(),
            subjects_lang: String::new(),
        }
    }

    /// The same, by the full name of the body and with what was decided: for the few meetings that a page puts first.
    pub fn meeting_row_with_subjects(&self, at: MeetingIx) -> MeetingRow {
        let meeting = &self.record.meetings[at.ix()];
        MeetingRow {
            body: self.body_link(meeting.body),
            subjects: self.subjects(at),
            subjects_lang: self.foreign_text(&meeting.document).to_owned(),
            ..self.meeting_row(at)
        }
    }

    /// One line of a list of decisions.
    pub fn decision_row(&self, at: DecisionIx) -> DecisionRow {
        let record = self.record;
        let decision = &record.decisions[at.ix()];
        let part = record.taken(decision);
        let (text, lang) = self.text_of_decision(at);
        let meeting = &record.meetings[decision.meeting.ix()];
        DecisionRow {
            id: decision.id.to_string(),
            label: part.number.as_ref().unwrap_or(&part.local).to_string(),
            href: self.addresses.decision(at),
            item: self.item_title(decision.meeting, &part.anchor),
            text: plain(self.sources.slice(text)).trim().to_owned(),
            lang: lang.to_owned(),
            date: meeting.date.to_string(),
            body: self.body_short(meeting.body),
            motion: record.motion_of(decision).map(|motion| self.motion(motion)),
        }
    }
}

impl LanguageSite<'_> {
    /// The title of the agenda item that a place of a meeting stands under, as plain text in the language that the page shows; or empty.
    pub fn item_title(&self, at: MeetingIx, anchor: &str) -> String {
        let meeting = &self.record.meetings[at.ix()];
        let holds = |s: &Section| *s.anchor == *anchor || s.passages.iter().any(|p| *p.anchor == *anchor);
        let Some(place) = meeting.sections.iter().position(holds) else { return String::new() };
        // A part of an item belongs to the item: its number says so.
        let above = meeting.sections.get(..=place).unwrap_or(&[]).iter().rposition(|s| s.heading.is_some() && s.number.is_some());
        let Some(section) = above.or(Some(place)).and_then(|n| self.minutes_shown(at).sections.get(n)) else {
            return String::new();
        };
        plain(&section.title).trim().to_owned()
    }

    /// The minutes whose words a page shows: their translation, where it is built as they are.
    fn minutes_shown(&self, at: MeetingIx) -> &Meeting {
        let own = &self.record.meetings[at.ix()];
        let minutes = self.translation(&own.document).and_then(|p| p.translation.as_ref()?.minutes.as_ref());
        minutes.filter(|m| m.sections.len() == own.sections.len()).unwrap_or(own)
    }
}

/// By when an action is to be done now.
pub fn due_view(action: &Action) -> DueView {
    let Some(due) = &action.due else { return DueView::default() };
    match due.date {
        Some(date) => DueView { date: date.to_string(), text: String::new() },
        None => DueView { date: String::new(), text: due.text.to_string() },
    }
}
