//! The life of each action: raised in one set of minutes, touched by later ones and by `actions.csv`.
//!
//! State is the sum of the history and is worked out here, once.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::diag::{Code, Diagnostic, nearest};
use crate::record::{
    Action, ActionIx, BodyIx, Date, Document, Due, Event, EventPlace, Meeting, MeetingIx, Party, Record, Span, Stage, Status,
    Turn, UpdatePart, Written,
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
    replaced(record);
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
    for meeting in &mut record.meetings {
        let written = || meeting.actions.iter().flat_map(|a| &a.owners).chain(meeting.updates.iter().flat_map(handed_to));
        let found: Vec<Option<Party>> = written().map(|owner| names.party(&owner.text, Some(meeting))).collect();
        if written().map(|owner| owner.target).eq(found.iter().copied()) {
            continue;
        }
        let Meeting { actions, updates, .. } = Arc::make_mut(meeting);
        let owners = actions.iter_mut().flat_map(|a| &mut a.owners).chain(new_owners(updates));
        owners.zip(found).for_each(|(owner, found)| owner.target = found);
    }
    for body in &mut record.bodies {
        for owner in new_owners(&mut body.updates) {
            owner.target = names.party(&owner.text, None);
        }
    }
}

/// The owners that an update names.
fn handed_to(update: &UpdatePart) -> impl Iterator<Item = &Written<Party>> {
    update.changes.iter().flat_map(|turn| match turn {
        Turn::Owners(owners) => owners.as_slice(),
        _ => &[],
    })
}

fn new_owners(updates: &mut [UpdatePart]) -> impl Iterator<Item = &mut Written<Party>> {
    updates.iter_mut().flat_map(|u| &mut u.changes).flat_map(|t| match t {
        Turn::Owners(owners) => owners.as_mut_slice(),
        _ => &mut [],
    })
}

/// "By the next meeting" is the day these minutes give for it, else the day it was held.
fn due_at_next_meeting(record: &mut Record) {
    let names_it = |due: &Due| (due.date.is_none() || due.is_next_meeting) && due.text.to_lowercase().contains("next meeting");
    for i in 0..record.meetings.len() {
        let meeting = &record.meetings[i];
        let held = meeting.following.map(|f| Date::Day(record.meetings[f.ix()].date));
        let next = meeting.next.as_ref().and_then(|n| n.date).or(held);
        let is_next = |due: &Due| due.date == next && due.is_next_meeting == next.is_some();
        if meeting.actions.iter().filter_map(|a| a.due.as_ref()).all(|due| !names_it(due) || is_next(due)) {
            continue;
        }
        let dues = Arc::make_mut(&mut record.meetings[i]).actions.iter_mut().filter_map(|a| a.due.as_mut());
        for due in dues.filter(|due| names_it(due)) {
            (due.date, due.is_next_meeting) = (next, next.is_some());
        }
    }
}

fn raise(record: &mut Record, diagnostics: &mut Vec<Diagnostic>) {
    let mut all: Vec<Action> = Vec::with_capacity(record.meetings.iter().map(|m| m.actions.len()).sum());
    for (i, meeting) in record.meetings.iter().enumerate() {
        let place = record.meeting_id(meeting);
        for (n, part) in meeting.actions.iter().enumerate() {
            let id: Box<str> = format!("{place}/{}", part.local).into();
            all.push(Action {
                id,
                body: meeting.body,
                meeting: MeetingIx::at(i),
                part: u32::try_from(n).unwrap_or(u32::MAX),
                owners: part.owners.clone(),
                due: part.due.clone(),
                status: part.status,
                closed: None,
                superseded_by: Vec::new(),
                supersedes: Vec::new(),
                history: Vec::new(),
            });
        }
    }
    let mut seen: FxHashMap<&str, Span> = FxHashMap::default();
    seen.reserve(all.len());
    for action in &all {
        let text = record.raised(action).text;
        if let Some(first) = seen.insert(&action.id, text) {
            diagnostics.push(super::same_id::same_id("action", &action.id, text, first));
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
            EventPlace::Meeting(m, n) => {
                let meeting = &mut record.meetings[m.ix()];
                if is_resolved(&meeting.updates[n as usize], action, &successors) {
                    continue;
                }
                &mut Arc::make_mut(meeting).updates[n as usize]
            }
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

/// Whether an update says already what it touches and what came after.
fn is_resolved(update: &UpdatePart, action: Option<ActionIx>, successors: &[Option<ActionIx>]) -> bool {
    let is_same = |(turn, successor): (&Turn, &Option<ActionIx>)| match turn {
        Turn::SupersededBy(by) => by.target == *successor,
        _ => true,
    };
    update.action.target == action && update.changes.iter().zip(successors).all(is_same)
}

/// The ids of the actions that an earlier minutebook read in some minutes.
fn former<'r>(record: &'r Record, meeting: &'r Meeting) -> impl Iterator<Item = (String, Option<Box<str>>)> + 'r {
    let place = record.meeting_id(meeting);
    meeting.former_actions.iter().map(move |f| {
        let now = f.now.as_ref().map(|now| format!("{place}/{now}").into());
        (format!("{place}/{}", f.local), now)
    })
}

/// Finds the action that an update names.
struct Finder<'a> {
    moved: &'a Moved,
    /// Ids of the meetings whose minutes were withdrawn, and their actions with them.
    withdrawn: BTreeSet<String>,
    /// Meetings of whose minutes some paragraphs were withdrawn.
    tombstones: BTreeMap<String, &'a Document>,
    /// Full ids.
    by_id: FxHashMap<&'a str, ActionIx>,
    /// The same in order, where a name is near to one.
    in_order: OnceCell<BTreeSet<&'a str>>,
    /// Ids of actions that an earlier minutebook read in minutes, with the action that each is now, if it is one.
    former: BTreeMap<String, Option<Box<str>>>,
    /// Where each was raised.
    places: Vec<Span>,
    /// Body ids, by place.
    bodies: Vec<Box<str>>,
    /// Body and the number or local id, with every meeting that raised one of that name, oldest first.
    by_number: FxHashMap<(BodyIx, &'a str), Vec<(MeetingIx, ActionIx)>>,
}

impl<'a> Finder<'a> {
    fn new(record: &'a Record, moved: &'a Moved) -> Finder<'a> {
        let mut by_number: FxHashMap<(BodyIx, &str), Vec<(MeetingIx, ActionIx)>> = FxHashMap::default();
        for (i, action) in record.actions.iter().enumerate() {
            let part = record.raised(action);
            for name in [Some(&part.local), part.number.as_ref().filter(|n| **n != part.local)].into_iter().flatten() {
                by_number.entry((action.body, &**name)).or_default().push((action.meeting, ActionIx::at(i)));
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
            tombstones: record
                .meetings
                .iter()
                .filter(|m| !m.document.former.is_empty())
                .map(|m| (record.meeting_id(m), &m.document))
                .collect(),
            by_id: record.actions.iter().enumerate().map(|(i, a)| (&*a.id, ActionIx::at(i))).collect(),
            in_order: OnceCell::new(),
            former: record.meetings.iter().flat_map(|meeting| former(record, meeting)).collect(),
            places: record.actions.iter().map(|a| record.raised(a).text).collect(),
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
        if let Some(now) = self.former.get(name).or_else(|| self.former.get(&within)) {
            return now.as_ref().and_then(|id| self.by_id.get(&**id)).copied();
        }
        let earlier = self.by_number.get(&(body, name)).and_then(|all| {
            let earlier = all.iter().rev().find(|(meeting, _)| before.is_none_or(|b| *meeting < b));
            earlier.map(|(_, action)| *action)
        });
        let buried = |id: &str| {
            id.rsplit_once('/').is_some_and(|(meeting, local)| {
                let of_paragraph = |d: &&Document| d.tombstone(&format!("action-{local}")).is_some();
                self.withdrawn.contains(meeting) || self.tombstones.get(meeting).is_some_and(of_paragraph)
            })
        };
        if earlier.is_none() && !buried(name) && !buried(&within) {
            // Minutes may well speak of a number from before the record begins; a row of `actions.csv` names what is in it.
            let soft = before.is_some() && !name.contains('/');
            diagnostics.push(self.unknown(name, written.span, soft));
        }
        earlier
    }

    /// No such action; where there is one of nearly that id, its place too.
    fn unknown(&self, name: &str, span: Span, soft: bool) -> Diagnostic {
        // Near in place first: an action of the same body is what was meant far more often.
        let body = name.rsplitn(3, '/').nth(2).unwrap_or("");
        let ids = self.in_order.get_or_init(|| self.by_id.keys().copied().collect());
        let (from, to) = (format!("{body}/"), format!("{body}0"));
        let same_body = ids.range::<str, _>((Bound::Included(from.as_str()), Bound::Excluded(to.as_str())));
        let near = nearest(name, same_body.copied()).or_else(|| nearest(name, ids.iter().copied()));
        let mut diagnostic = Diagnostic::new(Code::UnknownAction, span, format!("there is no action `{name}`"))
            .expected("the id of an action raised before")
            .remedy(near.map_or_else(
                || "an action's id is where it was raised: `BODY/YYYY-MM-DD/PARAGRAPH`".to_owned(),
                |n| format!("did you mean `{n}`?"),
            ));
        if let Some((near, ix)) = near.and_then(|n| Some((n, self.by_id.get(n)?)))
            && let Some(place) = self.places.get(ix.ix())
        {
            diagnostic = diagnostic.related(*place, format!("`{near}` was raised here"));
        }
        if soft {
            diagnostic.severity = crate::diag::Severity::Note;
        }
        diagnostic
    }
}

/// Works out where an action stands after everything that was said of it.
fn live(record: &mut Record, ix: ActionIx, events: Vec<Event>, diagnostics: &mut Vec<Diagnostic>) {
    let action = &record.actions[ix.ix()];
    let raised_on = record.meetings[action.meeting.ix()].date;
    let mut life = Life::begin(action, record.raised(action).text, raised_on);
    for event in &events {
        let update = record.update(event);
        if update.date.last() < raised_on {
            diagnostics.push(too_early(&action.id, update.action.span, record.raised(action).text, raised_on));
        }
        for turn in &update.changes {
            life.turn(ix, turn, update, diagnostics);
        }
    }
    let Life { status, owners, due, closed, superseded_by, .. } = life;
    let action = &mut record.actions[ix.ix()];
    (action.status, action.owners, action.due) = (status, owners, due);
    (action.closed, action.superseded_by, action.history) = (closed, superseded_by, events);
}

/// An action on its way through its history.
struct Life<'a> {
    id: &'a str,
    status: Status,
    owners: Vec<Written<Party>>,
    due: Option<Due>,
    closed: Option<Date>,
    superseded_by: Vec<ActionIx>,
    /// When the owners were named last, and where.
    owned: Option<(Date, Span)>,
    /// When it was closed last, and where.
    ended: Option<(Date, Span, Status)>,
}

impl<'a> Life<'a> {
    fn begin(action: &'a Action, place: Span, raised_on: crate::record::Day) -> Life<'a> {
        Life {
            id: &action.id,
            status: action.status,
            owners: action.owners.clone(),
            due: action.due.clone(),
            closed: None,
            superseded_by: Vec::new(),
            owned: (!action.owners.is_empty()).then_some((Date::Day(raised_on), place)),
            ended: None,
        }
    }

    fn turn(&mut self, ix: ActionIx, turn: &Turn, update: &UpdatePart, diagnostics: &mut Vec<Diagnostic>) {
        let here = update.action.span;
        match turn {
            Turn::Status(to) => self.stand(*to, update, diagnostics),
            Turn::Owners(to) => {
                if let Some((date, first)) = self.owned
                    && date == update.date
                    && parties(to) != parties(&self.owners)
                {
                    diagnostics.push(at_once(
                        "two owners are given to",
                        self.id,
                        here,
                        first,
                        "name all its owners in one place",
                    ));
                }
                self.owned = Some((update.date, here));
                self.owners.clone_from(to);
            }
            Turn::Due(to) => self.due = Some(to.clone()),
            Turn::SupersededBy(by) => {
                if by.target == Some(ix) {
                    diagnostics.push(by_itself(self.id, by.span));
                    return;
                }
                self.stand(Status::Superseded, update, diagnostics);
                self.superseded_by.extend(by.target.filter(|t| !self.superseded_by.contains(t)));
            }
        }
    }

    fn stand(&mut self, to: Status, update: &UpdatePart, diagnostics: &mut Vec<Diagnostic>) {
        let here = update.action.span;
        if let Some((date, first, before)) = self.ended
            && date == update.date
            && !to.is_open()
            && to != before
        {
            let what = format!("the ends `{before}` and `{to}` are given to");
            diagnostics.push(at_once(&what, self.id, here, first, "keep the one that is true"));
        }
        if to.is_open() {
            self.superseded_by.clear();
        } else {
            self.ended = Some((update.date, here, to));
        }
        (self.status, self.closed) = (to, (!to.is_open()).then_some(update.date));
    }
}

/// Who some owners are, whatever they are called and in whatever order.
fn parties(owners: &[Written<Party>]) -> BTreeSet<(Option<Party>, String)> {
    owners.iter().map(|o| (o.target, if o.target.is_some() { String::new() } else { o.text.to_lowercase() })).collect()
}

fn too_early(id: &str, here: Span, raised_at: Span, raised_on: crate::record::Day) -> Diagnostic {
    Diagnostic::new(Code::Contradiction, here, format!("the action `{id}` is touched before it was raised"))
        .expected(format!("a date from {raised_on} on"))
        .related(raised_at, "it was raised here")
        .remedy("correct the date or the id")
}

fn at_once(what: &str, id: &str, second: Span, first: Span, remedy: &str) -> Diagnostic {
    Diagnostic::new(Code::Contradiction, second, format!("{what} the action `{id}` on one day"))
        .expected("this says one thing")
        .related(first, "this says another")
        .remedy(format!("{remedy}, or correct one of the dates"))
}

fn by_itself(id: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::Contradiction, span, format!("the action `{id}` is superseded by itself"))
        .expected("the id of another action")
        .remedy("name the action that took its place, or say `done` or `dropped`")
}

/// The other side of `superseded by`.
fn replaced(record: &mut Record) {
    let pairs: Vec<(ActionIx, ActionIx)> = (0..record.actions.len())
        .map(ActionIx::at)
        .flat_map(|old| record.actions[old.ix()].superseded_by.iter().map(move |new| (*new, old)).collect::<Vec<_>>())
        .collect();
    for (new, old) in pairs {
        record.actions[new.ix()].supersedes.push(old);
    }
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
