//! The life of each action: raised in one set of minutes, touched by later ones and by `actions.csv`.
//!
//! State is the sum of the history and is worked out here, once.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Code, Diagnostic, nearest};
use crate::record::{
    Action, ActionIx, BodyIx, Date, Event, EventPlace, MeetingIx, Party, Record, Span, Stage, Status, Turn, UpdatePart, Written,
};

use super::moved::Moved;
use super::names::Names;

/// Makes [`Record::actions`] with their histories.
pub(super) fn link(record: &mut Record, names: &Names, moved: &Moved, diagnostics: &mut Vec<Diagnostic>) {
    owners(record, names);
    due_at_next_meeting(record);
    raise(record, diagnostics);
    let touches = resolve_updates(record, moved, diagnostics);
    for (action, mut events) in touches {
        events.sort_by(|a, b| a.date.cmp(&b.date).then_with(|| rank(a.place).cmp(&rank(b.place))));
        live(record, action, events, diagnostics);
    }
    closed_when_raised(record);
}

/// The order of two events of one day: rows of a data file come after the meeting.
fn rank(place: EventPlace) -> (u8, u32, u32) {
    match place {
        EventPlace::Meeting(m, n) => (0, m.0, n),
        EventPlace::Row(b, n) => (1, b.0, n),
    }
}

/// Says who each owner is.
fn owners(record: &mut Record, names: &Names) {
    for i in 0..record.meetings.len() {
        let mut actions = std::mem::take(&mut record.meetings[i].actions);
        let mut updates = std::mem::take(&mut record.meetings[i].updates);
        let meeting = &record.meetings[i];
        for owner in actions.iter_mut().flat_map(|a| &mut a.owners) {
            owner.target = names.party(&owner.text, Some(meeting));
        }
        for owner in new_owners(&mut updates) {
            owner.target = names.party(&owner.text, Some(meeting));
        }
        record.meetings[i].actions = actions;
        record.meetings[i].updates = updates;
    }
    for body in &mut record.bodies {
        for owner in new_owners(&mut body.updates) {
            owner.target = names.party(&owner.text, None);
        }
    }
}

fn new_owners(updates: &mut [UpdatePart]) -> impl Iterator<Item = &mut Written<Party>> {
    updates.iter_mut().flat_map(|u| &mut u.changes).flat_map(|t| match t {
        Turn::Owners(owners) => owners.as_mut_slice(),
        _ => &mut [],
    })
}

/// "By the next meeting" is the day these minutes give for it, else the day it was held.
fn due_at_next_meeting(record: &mut Record) {
    for i in 0..record.meetings.len() {
        let meeting = &record.meetings[i];
        let held = meeting.following.map(|f| Date::Day(record.meetings[f.ix()].date));
        let next = meeting.next.as_ref().and_then(|n| n.date).or(held);
        for action in &mut record.meetings[i].actions {
            if let Some(due) = &mut action.due
                && due.date.is_none()
                && due.text.to_lowercase().contains("next meeting")
            {
                due.date = next;
            }
        }
    }
}

fn raise(record: &mut Record, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<Box<str>, Span> = BTreeMap::new();
    let mut all = Vec::with_capacity(record.meetings.iter().map(|m| m.actions.len()).sum());
    for (i, meeting) in record.meetings.iter().enumerate() {
        let place = record.meeting_id(meeting);
        for (n, part) in meeting.actions.iter().enumerate() {
            let id: Box<str> = format!("{place}/{}", part.local).into();
            if let Some(first) = seen.insert(id.clone(), part.text) {
                diagnostics.push(super::same_id("action", &id, part.text, first));
            }
            all.push(Action {
                id,
                body: meeting.body,
                meeting: MeetingIx::at(i),
                part: u32::try_from(n).unwrap_or(u32::MAX),
                owners: part.owners.clone(),
                due: part.due.clone(),
                status: part.status,
                closed: None,
                superseded_by: None,
                history: Vec::new(),
            });
        }
    }
    record.actions = all;
}

/// For each action, what touches it.
fn resolve_updates(record: &mut Record, moved: &Moved, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<ActionIx, Vec<Event>> {
    let finder = Finder::new(record, moved);
    let mut touches: BTreeMap<ActionIx, Vec<Event>> = BTreeMap::new();
    let mut found: Vec<(EventPlace, Option<ActionIx>, Vec<Option<ActionIx>>)> = Vec::new();
    {
        let mut one = |place: EventPlace, update: &UpdatePart, body: BodyIx, before: Option<MeetingIx>| {
            let hit = finder.find(&update.action, body, before, diagnostics);
            if let Some(action) = hit {
                touches.entry(action).or_default().push(Event { date: update.date, place });
            }
            let successors = update.changes.iter().map(|turn| match turn {
                Turn::SupersededBy(by) => finder.find(by, body, None, diagnostics),
                _ => None,
            });
            found.push((place, hit, successors.collect()));
        };
        for (i, meeting) in record.meetings.iter().enumerate() {
            for (n, update) in meeting.updates.iter().enumerate() {
                one(EventPlace::Meeting(MeetingIx::at(i), n as u32), update, meeting.body, Some(MeetingIx::at(i)));
            }
        }
        for (i, body) in record.bodies.iter().enumerate() {
            for (n, update) in body.updates.iter().enumerate() {
                one(EventPlace::Row(BodyIx::at(i), n as u32), update, BodyIx::at(i), None);
            }
        }
    }
    for (place, action, successors) in found {
        let update = match place {
            EventPlace::Meeting(m, n) => &mut record.meetings[m.ix()].updates[n as usize],
            EventPlace::Row(b, n) => &mut record.bodies[b.ix()].updates[n as usize],
        };
        update.action.target = action;
        for (turn, successor) in update.changes.iter_mut().zip(successors) {
            if let Turn::SupersededBy(by) = turn {
                by.target = successor;
            }
        }
    }
    touches
}

/// Finds the action that an update names.
struct Finder<'a> {
    moved: &'a Moved,
    /// Ids of the meetings whose minutes were withdrawn, and their actions with them.
    withdrawn: BTreeSet<String>,
    /// Full ids.
    by_id: BTreeMap<Box<str>, ActionIx>,
    /// Body ids, by place.
    bodies: Vec<Box<str>>,
    /// Body and the number or local id, with every meeting that raised one of that name, oldest first.
    by_number: BTreeMap<(BodyIx, Box<str>), Vec<(MeetingIx, ActionIx)>>,
}

impl<'a> Finder<'a> {
    fn new(record: &Record, moved: &'a Moved) -> Finder<'a> {
        let mut by_number: BTreeMap<(BodyIx, Box<str>), Vec<(MeetingIx, ActionIx)>> = BTreeMap::new();
        for (i, action) in record.actions.iter().enumerate() {
            let part = record.raised(action);
            for name in [Some(&part.local), part.number.as_ref().filter(|n| **n != part.local)].into_iter().flatten() {
                by_number.entry((action.body, name.clone())).or_default().push((action.meeting, ActionIx::at(i)));
            }
        }
        Finder {
            moved,
            withdrawn: record
                .meetings
                .iter()
                .filter(|m| m.document.stage == Stage::Withdrawn)
                .map(|m| record.meeting_id(m))
                .collect(),
            by_id: record.actions.iter().enumerate().map(|(i, a)| (a.id.clone(), ActionIx::at(i))).collect(),
            bodies: record.bodies.iter().map(|b| b.id.clone()).collect(),
            by_number,
        }
    }

    /// By its whole id, by its id within the body, or by a number: the latest action of that number raised before.
    fn find(
        &self,
        written: &Written<ActionIx>,
        body: BodyIx,
        before: Option<MeetingIx>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<ActionIx> {
        let name = written.text.trim_start_matches("action:").trim_matches('/');
        if let Some(hit) = self.by_id.get(name) {
            return Some(*hit);
        }
        let within = format!("{}/{name}", self.bodies[body.ix()]);
        if let Some(hit) = self.by_id.get(within.as_str()) {
            return Some(*hit);
        }
        let of_old = [name, &within].iter().find_map(|id| self.by_id.get(self.moved.action(id)?.as_str()));
        if let Some(hit) = of_old {
            return Some(*hit);
        }
        let earlier = self.by_number.get(&(body, name.into())).and_then(|all| {
            let earlier = all.iter().rev().find(|(meeting, _)| before.is_none_or(|b| *meeting < b));
            earlier.map(|(_, action)| *action)
        });
        let buried = |id: &str| id.rsplit_once('/').is_some_and(|(meeting, _)| self.withdrawn.contains(meeting));
        if earlier.is_none() && !buried(name) && !buried(&within) {
            diagnostics.push(self.unknown(name, written.span));
        }
        earlier
    }

    /// A whole id that is not known is an error; a bare number in minutes may well be from before the record begins.
    fn unknown(&self, name: &str, span: Span) -> Diagnostic {
        let near = nearest(name, self.by_id.keys().map(|k| &**k));
        let mut diagnostic = Diagnostic::new(Code::UnknownAction, span, format!("there is no action `{name}`"))
            .expected("the id of an action raised before")
            .remedy(near.map_or_else(
                || "an action's id is where it was raised: `BODY/YYYY-MM-DD/PARAGRAPH`".to_owned(),
                |n| format!("did you mean `{n}`?"),
            ));
        if !name.contains('/') {
            diagnostic.severity = crate::diag::Severity::Note;
        }
        diagnostic
    }
}

/// Works out where an action stands after everything that was said of it.
fn live(record: &mut Record, ix: ActionIx, events: Vec<Event>, diagnostics: &mut Vec<Diagnostic>) {
    let action = &record.actions[ix.ix()];
    let raised_at = record.raised(action).text;
    let raised_on = record.meetings[action.meeting.ix()].date;
    let (mut status, mut owners, mut due) = (action.status, action.owners.clone(), action.due.clone());
    let (mut closed, mut superseded_by): (Option<Date>, Option<ActionIx>) = (None, None);
    let mut owners_on: Option<(Date, Span, Vec<Box<str>>)> = None;
    for event in &events {
        let update = record.update(event);
        let here = update.action.span;
        if update.date.last() < raised_on {
            diagnostics.push(
                Diagnostic::new(Code::Contradiction, here, format!("the action `{}` is touched before it was raised", action.id))
                    .expected(format!("a date from {raised_on} on"))
                    .related(raised_at, "it was raised here")
                    .remedy("correct the date or the id"),
            );
        }
        for turn in &update.changes {
            match turn {
                Turn::Status(to) => {
                    (status, closed) = (*to, (!to.is_open()).then_some(update.date));
                }
                Turn::Owners(to) => {
                    let given: Vec<Box<str>> = to.iter().map(|o| o.text.clone()).collect();
                    if let Some((date, first, others)) = &owners_on
                        && *date == update.date
                        && *others != given
                    {
                        diagnostics.push(two_owners(&action.id, here, *first));
                    }
                    owners_on = Some((update.date, here, given));
                    owners.clone_from(to);
                }
                Turn::Due(to) => due = Some(to.clone()),
                Turn::SupersededBy(by) => {
                    (status, closed, superseded_by) = (Status::Superseded, Some(update.date), by.target);
                }
            }
        }
    }
    let action = &mut record.actions[ix.ix()];
    (action.status, action.owners, action.due) = (status, owners, due);
    (action.closed, action.superseded_by, action.history) = (closed, superseded_by, events);
}

fn two_owners(id: &str, second: Span, first: Span) -> Diagnostic {
    Diagnostic::new(Code::Contradiction, second, format!("two owners are given to the action `{id}` on one day"))
        .expected("this says one thing")
        .related(first, "this says another")
        .remedy("name all its owners in one place, or correct one of the dates")
}

/// An action that its own minutes call done was closed that day.
fn closed_when_raised(record: &mut Record) {
    for i in 0..record.actions.len() {
        let action = &record.actions[i];
        if !action.status.is_open() && action.closed.is_none() {
            record.actions[i].closed = Some(Date::Day(record.meetings[action.meeting.ix()].date));
        }
    }
}
