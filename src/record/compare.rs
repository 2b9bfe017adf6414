//! What changed between two versions of a thing: the one comparison engine, for the revisions of a
//! list and for any sequence of paragraphs (minutes, reports, the notes of a dataset).
//!
//! It says what changed and never how that is shown. Nothing here fails: any two versions can be compared.

mod sequence;
mod text;

pub use text::{Para, ParaChange, ParaKind, Run, RunKind, compare_text, compare_words};

use super::list::{ChangeKind, Entry, EntryChange, Revision};

/// What changed between two revisions of a list: one change for each entry of either.
///
/// Entries are matched by key; where a revision has one key several times, the first with the
/// first, the second with the second. A move is a change of rank number: when a third entry joins a
/// tie nobody else has moved. An unranked entry stands below every rank. An entry that moved and was
/// also renamed or edited is a move, with its edits. The order is that of `after`, then what was
/// removed in the order of `before`.
pub fn compare_revisions<'a>(before: &'a Revision, after: &'a Revision) -> Vec<EntryChange<'a>> {
    let columns = columns(before, after);
    let mut places = Places::new(&before.entries);
    let mut out = Vec::with_capacity(after.entries.len());
    for entry in &after.entries {
        out.push(match places.take(entry.number) {
            Some(was) => matched(was, entry, &columns),
            None => lone(entry, ChangeKind::Added),
        });
    }
    out.extend(places.left().map(|entry| lone(entry, ChangeKind::Removed)));
    out
}

/// The entries of a revision by their numbers; those with one number are taken in their order.
struct Places<'a> {
    entries: &'a [Entry],
    /// Number → the place of the first that is left.
    first: Vec<u32>,
    /// Place → that of the next with the same number; [`Places::TAKEN`] once it is taken.
    next: Vec<u32>,
}

impl<'a> Places<'a> {
    const NONE: u32 = u32::MAX;
    const TAKEN: u32 = u32::MAX - 1;

    fn new(entries: &'a [Entry]) -> Places<'a> {
        let most = entries.iter().map(|e| e.number as usize + 1).max().unwrap_or(0);
        let (mut first, mut next) = (vec![Places::NONE; most], vec![Places::NONE; entries.len()]);
        // The last first, so that the first is at the head.
        for (at, entry) in entries.iter().enumerate().rev() {
            if let (Some(head), Some(slot)) = (first.get_mut(entry.number as usize), next.get_mut(at)) {
                *slot = std::mem::replace(head, u32::try_from(at).unwrap_or(Places::NONE));
            }
        }
        Places { entries, first, next }
    }

    fn take(&mut self, number: u32) -> Option<&'a Entry> {
        let head = self.first.get_mut(number as usize)?;
        let at = *head as usize;
        // The place of none is past the end.
        let next = self.next.get_mut(at)?;
        *head = std::mem::replace(next, Places::TAKEN);
        self.entries.get(at)
    }

    fn left(self) -> impl Iterator<Item = &'a Entry> {
        self.entries.iter().zip(self.next).filter(|(_, next)| *next != Places::TAKEN).map(|(entry, _)| entry)
    }
}

/// What became of one entry between two revisions; `None` where it is on neither.
pub fn compare_entry<'a>(
    before: (&'a Revision, Option<&'a Entry>),
    after: (&'a Revision, Option<&'a Entry>),
) -> Option<EntryChange<'a>> {
    match (before.1, after.1) {
        (Some(was), Some(is)) => Some(matched(was, is, &columns(before.0, after.0))),
        (None, Some(is)) => Some(lone(is, ChangeKind::Added)),
        (Some(was), None) => Some(lone(was, ChangeKind::Removed)),
        (None, None) => None,
    }
}

/// The columns of two revisions, besides name and note.
enum Columns<'a> {
    /// Both have these, in one order: nearly always so.
    Same(&'a [Box<str>]),
    /// They differ: those of the later revision in their order, then those that only the earlier has.
    Other(Vec<Column<'a>>),
}

/// A column of either revision: its name and its place in each. A column that is missing is a column of empty values.
struct Column<'a> {
    name: &'a str,
    before: Option<usize>,
    after: Option<usize>,
}

fn columns<'a>(before: &'a Revision, after: &'a Revision) -> Columns<'a> {
    if before.fields == after.fields {
        return Columns::Same(&after.fields);
    }
    let place = |fields: &[Box<str>], name: &str| fields.iter().position(|f| **f == *name);
    let mut out: Vec<Column<'a>> = after
        .fields
        .iter()
        .enumerate()
        .map(|(at, name)| Column { name, before: place(&before.fields, name), after: Some(at) })
        .collect();
    for (at, name) in before.fields.iter().enumerate() {
        if place(&after.fields, name).is_none() {
            out.push(Column { name, before: Some(at), after: None });
        }
    }
    Columns::Other(out)
}

fn lone(entry: &Entry, kind: ChangeKind) -> EntryChange<'_> {
    let (was, is) = if kind == ChangeKind::Added { (None, Some(entry)) } else { (Some(entry), None) };
    let rank = |entry: Option<&Entry>| entry.and_then(|e| e.rank);
    EntryChange { key: &entry.key, was, is, before: rank(was), after: rank(is), kind, edits: Vec::new() }
}

fn matched<'a>(was: &'a Entry, is: &'a Entry, columns: &Columns<'a>) -> EntryChange<'a> {
    let mut edits = Vec::new();
    let mut note = |name: &'a str, before: &'a str, after: &'a str| {
        if before != after {
            edits.push((name, before, after));
        }
    };
    note("name", &was.name, &is.name);
    note("note", was.note.as_deref().unwrap_or(""), is.note.as_deref().unwrap_or(""));
    let value = |entry: &'a Entry, at: Option<usize>| at.and_then(|at| entry.values.get(at)).map_or("", |v| v);
    match columns {
        Columns::Same(names) => {
            for (at, name) in names.iter().enumerate() {
                note(name, value(was, Some(at)), value(is, Some(at)));
            }
        }
        Columns::Other(columns) => {
            for column in columns {
                note(column.name, value(was, column.before), value(is, column.after));
            }
        }
    }
    let kind = match (was.rank.unwrap_or(u32::MAX), is.rank.unwrap_or(u32::MAX)) {
        (before, after) if after < before => ChangeKind::Up,
        (before, after) if after > before => ChangeKind::Down,
        _ if was.name != is.name => ChangeKind::Renamed,
        _ if !edits.is_empty() => ChangeKind::Edited,
        _ => ChangeKind::Unchanged,
    };
    EntryChange { key: &is.key, was: Some(was), is: Some(is), before: was.rank, after: is.rank, kind, edits }
}

#[cfg(test)]
mod tests;
