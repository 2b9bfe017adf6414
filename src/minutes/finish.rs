//! What can be said only when all of a meeting has been read: whose the actions are, what updates change, who played which part.

use super::due::{When, due};
use super::known_people::People;
use super::marked::{last_sentence, only_owners};
use super::names::{list_of_names, untitled};
use super::owners::read;
use super::status::{status_of, status_of_cell};
use super::walk::Walk;
use crate::layout::bare::{Bare, fold};
use crate::record::{Attendee, Date, Due, PassageKind, Span, Standing, Status, TextRange, Turn, Written};

impl Walk<'_> {
    /// Settles what was left open.
    pub(super) fn finish(&mut self) {
        self.tell_unread();
        self.merge_roles();
        self.join_deputies();
        self.settle_proxies();
        self.settle_outcomes();
        self.same_initials();
        let text = self
            .text
            .get(self.body.range())
            .filter(|_| !self.drafts.is_empty() || !self.marked_passages.is_empty())
            .unwrap_or("");
        let people = People::with_speakers(&self.attendance, self.lexicon, text);
        self.raise_marked(&people);
        for draft in std::mem::take(&mut self.drafts) {
            self.settle(&draft, &people);
        }
        for n in 0..self.updates.len() {
            self.turns(n);
        }
        self.read_motions();
    }

    /// `Chair: Ann Lee` says what somebody in the lists did; who is in no list was there all the same.
    fn merge_roles(&mut self) {
        for role in std::mem::take(&mut self.roles) {
            let name = fold(untitled(&role.name.text));
            let same = |a: &Attendee| {
                let whole = fold(untitled(&a.name.text));
                whole == name
                    || a.initials.iter().chain(&a.handle).any(|t| fold(t) == name)
                    || role.handle.is_some() && role.handle == a.handle
                    || whole.split(' ').next() == Some(&name)
            };
            match self.attendance.iter_mut().find(|a| same(a)) {
                Some(person) => {
                    person.chair |= role.chair;
                    if person.role.is_none() {
                        person.role = role.role;
                    }
                }
                None => {
                    self.recorded = true;
                    self.attendance.push(role);
                }
            }
        }
    }

    /// Somebody who came for another, and is in a list of those present besides, is one person.
    fn join_deputies(&mut self) {
        let there = |a: &Attendee| a.standing <= Standing::InAttendance;
        let deputies: Vec<usize> = (0..self.attendance.len())
            .filter(|n| self.attendance.get(*n).is_some_and(|a| there(a) && !a.deputy_for.is_empty()))
            .collect();
        for n in deputies.into_iter().rev() {
            let Some(deputy) = self.attendance.get(n) else { continue };
            let name = fold(untitled(&deputy.name.text));
            // A row that shares its line with another's is one that the bracket of that one made.
            let inside = |a: &Attendee| a.line.start < deputy.line.start && deputy.line.end <= a.line.end;
            if !self.attendance.iter().any(inside) {
                continue;
            }
            let principals = deputy.deputy_for.clone();
            let other = (0..self.attendance.len())
                .find(|k| *k != n && self.attendance.get(*k).is_some_and(|a| there(a) && fold(untitled(&a.name.text)) == name));
            if let Some(other) = other.and_then(|k| self.attendance.get_mut(k)) {
                other.deputy_for.extend(principals);
                self.attendance.remove(n);
                self.forget_row(n);
            }
        }
    }

    /// Moves the passages of attendance up past a row that is gone.
    fn forget_row(&mut self, row: usize) {
        let moved = |n: &mut u32| *n -= u32::from(*n as usize > row);
        for passage in self.sections.iter_mut().flat_map(|section| &mut section.passages) {
            if let PassageKind::Attendance { from, to, .. } = &mut passage.kind {
                moved(from);
                moved(to);
            }
        }
    }

    /// What several people have in brackets is no one's initials: it is what they belong to.
    fn same_initials(&mut self) {
        let mut count: std::collections::BTreeMap<Box<str>, u32> = std::collections::BTreeMap::new();
        for initials in self.attendance.iter().filter_map(|a| a.initials.clone()) {
            *count.entry(initials).or_insert(0) += 1;
        }
        for person in &mut self.attendance {
            if let Some(word) = person.initials.take_if(|i| count.get(i).is_some_and(|n| *n > 2)) {
                person.role.get_or_insert(word);
            }
        }
    }

    fn settle(&mut self, draft: &super::walk::Draft, people: &People) {
        let Some(mut text) = self.actions.get(draft.action).map(|a| a.text.range()) else { return };
        let mut bare = Bare::of(self.text, text.start, text.end);
        let mut draft = draft.clone();
        // `**Action: Ann Lee**` below what she is to do.
        if let Some(above) = draft.above.filter(|_| draft.names.is_none() && draft.cells.is_none())
            && let Some((names, due)) = only_owners(&bare, people)
            && let Some(matter) = last_sentence(self.text, above).filter(|matter| !self.is_taken(*matter))
        {
            (draft.names, draft.cells) = (Some(names), due.map(|due| [None, Some(due), None]));
            draft.is_told = true;
            text = matter.range();
            bare = Bare::within(self.text, matter);
            if let Some(action) = self.actions.get_mut(draft.action) {
                action.text = Span::new(self.file, matter.start(), matter.end());
            }
        }
        let own = self.own_words(text.start, text.end);
        let own = bare.to_bare(own);
        let mut reading = read(&bare, own, people, self.date);
        let mut owners = self.written(&bare, &reading.owners);
        let mut named = |range: Option<TextRange>| {
            let Some(range) = range.filter(|range| !range.is_empty()) else { return };
            let mut found = Vec::new();
            for line in super::tables::cell_lines(self.text, range) {
                let names = Bare::within(self.text, line);
                let list = super::owner_names::all_names(&names.text);
                found.extend(self.written(&names, &list));
            }
            if !found.is_empty() {
                owners = found;
            }
        };
        named(draft.names);
        named(draft.cells.and_then(|c| c[0]));
        let mut when = reading.due.filter(|_| !draft.is_told).map(|w| self.due_of(&bare, w));
        if let Some(range) = draft.cells.and_then(|c| c[1]) {
            let cell = Bare::within(self.text, range);
            let found = due(&format!("by {}", cell.text), self.date);
            let date = found.and_then(|w| w.date);
            when = Some(Due { date, is_next_meeting: false, text: cell.text.trim().into(), span: self.span(range) });
        }
        self.doubt_due(&bare, when.as_ref());
        if let Some(status) = draft.cells.and_then(|c| c[2]).and_then(|cell| status_of_cell(cell.slice(self.text))) {
            reading.status = status;
        }
        if draft.tick == Some(true) {
            reading.status = Status::Done;
        }
        if let Some(action) = self.actions.get_mut(draft.action) {
            (action.owners, action.due, action.status) = (owners, when, reading.status);
        }
    }

    /// Where the words of an action end before what is nested below them.
    fn own_words(&self, from: usize, to: usize) -> usize {
        let nested = |line: &str| {
            let line = line.trim_start();
            let digits = line.bytes().take_while(u8::is_ascii_digit).count();
            ["- ", "* ", "+ "].iter().any(|m| line.starts_with(m))
                || digits > 0 && line.get(digits..).is_some_and(|t| t.starts_with(". ") || t.starts_with(") "))
        };
        let mut at = from;
        for line in self.text.get(from..to).unwrap_or("").split_inclusive('\n') {
            if at > from && (nested(line) || line.trim().is_empty()) {
                return at;
            }
            at += line.len();
        }
        to
    }

    fn written<T>(&self, bare: &Bare, ranges: &[TextRange]) -> Vec<Written<T>> {
        ranges
            .iter()
            .map(|name| {
                let words = name.slice(&bare.text).trim().trim_start_matches('@');
                Written::new(words, self.span(bare.range(name.start(), name.end())))
            })
            .filter(|w| !w.text.is_empty())
            .collect()
    }

    fn due_of(&self, bare: &Bare, when: When) -> Due {
        let date = when.date.or(if when.next_meeting { self.next.as_ref().and_then(|n| n.date) } else { None });
        let text = bare.text.get(when.start..when.end).unwrap_or("").trim();
        Due { date, is_next_meeting: false, text: text.into(), span: self.span(bare.range(when.start, when.end)) }
    }

    /// What an update changes, from its words.
    fn turns(&mut self, n: usize) {
        let Some(range) = self.updates.get(n).map(|u| u.text.range()) else { return };
        let bare = Bare::of(self.text, range.start, range.end);
        let text = bare.text.as_str();
        let lower = text.to_ascii_lowercase();
        let mut changes = Vec::new();
        if let Some(at) = after_words(&lower, &["superseded by "]) {
            changes.push(Turn::Status(Status::Superseded));
            changes.extend(self.written(&bare, &ids(text, at)).into_iter().map(Turn::SupersededBy));
        } else if let Some(status) = super::status::stated(text).or_else(|| first_status(&lower)) {
            changes.push(Turn::Status(status));
        }
        if let Some(at) = after_words(
            &lower,
            &["owner: ", "owners: ", "now with ", "passed to ", "reassigned to ", "transferred to ", "handed to ", "new owner: "],
        ) {
            let tail = text.get(at..).unwrap_or("");
            let stops = [". ", "; ", " (", "\n", " due ", ", due", ", moved", " by "].iter().filter_map(|w| tail.find(w));
            let end = stops.min().unwrap_or_else(|| tail.trim_end_matches(['.', ' ']).len());
            let list = list_of_names(text, at, at + end);
            let owners = self.written(&bare, &list);
            if !owners.is_empty() {
                changes.push(Turn::Owners(owners));
            }
        }
        let moved =
            after_words(&lower, &["moved to ", "deferred to ", "postponed to ", "extended to ", "due date: ", "due: ", "due "]);
        if let Some(at) = moved
            && let Some(when) = due(&format!("{}by {}", " ".repeat(0), text.get(at..).unwrap_or("")), self.date)
            && when.start == 3
        {
            let when = When { start: at, end: at + (when.end - when.start), ..when };
            changes.push(Turn::Due(self.due_of(&bare, when)));
        }
        if let Some(update) = self.updates.get_mut(n) {
            update.date = Date::Day(self.date);
            update.changes = changes;
        }
    }
}

/// Where what follows the first of some words begins.
fn after_words(lower: &str, words: &[&str]) -> Option<usize> {
    words.iter().filter_map(|w| lower.find(w).map(|i| i + w.len())).min()
}

/// The ids from `at` on, with commas or `and` between them: an action that is split is superseded by several.
fn ids(text: &str, mut at: usize) -> Vec<TextRange> {
    let mut found = Vec::new();
    loop {
        let tail = text.get(at..).unwrap_or("");
        let len = word_len(tail);
        // The first word is taken as it is; what follows it is an id only if it has a digit.
        if len == 0 || (!found.is_empty() && !tail.get(..len).is_some_and(|w| w.contains(|c: char| c.is_ascii_digit()))) {
            return found;
        }
        found.push(TextRange::new(at, at + len));
        let rest = tail.get(len..).unwrap_or("");
        let Some(step) = [", and ", " and ", ", ", "; ", " & "].iter().find(|j| rest.starts_with(**j)).map(|j| j.len()) else {
            return found;
        };
        at += len + step;
    }
}

fn word_len(text: &str) -> usize {
    let len = text.find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ')' | ']')).unwrap_or(text.len());
    text.get(..len).map_or(0, |t| t.trim_end_matches('.').len())
}

/// The status that the first clause of an update names, or a bracket or the last words.
fn first_status(lower: &str) -> Option<Status> {
    let trimmed = lower.trim_start_matches(['[', '(', ' ']);
    let clause =
        trimmed.split(['.', ',', ';', ':', ')', ']', '\n', '–', '—']).next().unwrap_or("").split(" - ").next().unwrap_or("");
    let words = fold(clause);
    if let Some(status) = status_of(&words) {
        return Some(status);
    }
    let starts =
        |list: &[&str]| list.iter().any(|w| words == *w || words.starts_with(w) && words.as_bytes().get(w.len()) == Some(&b' '));
    if starts(&["not done", "not complete", "not completed", "not yet"]) {
        return Some(Status::Open);
    }
    for (list, status) in [
        (&["done", "complete", "completed", "closed", "discharged", "has been completed", "is complete"][..], Status::Done),
        (&["in progress", "ongoing", "underway", "carried forward"][..], Status::InProgress),
        (&["dropped", "withdrawn", "no longer needed", "no longer required", "cancelled"][..], Status::Dropped),
    ] {
        if starts(list) {
            return Some(status);
        }
    }
    let tail = lower.trim_end_matches(['.', ' ', ')', ']']);
    let last = tail
        .rfind(['.', '-', '–', '(', '[', ':'])
        .map_or("", |i| tail.get(i + 1..).unwrap_or_else(|| tail.get(i + 3..).unwrap_or("")));
    status_of(&fold(last))
}
