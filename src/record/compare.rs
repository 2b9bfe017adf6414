//! What changed between two versions of a thing: the one comparison engine, for the revisions of a
//! list and for any sequence of paragraphs (minutes, reports, the notes of a dataset).
//!
//! It says what changed and never how that is shown. Nothing here fails: any two versions can be compared.

mod sequence;
mod text;

pub use text::{Para, ParaChange, ParaKind, Run, RunKind, compare_text, compare_words};

use std::collections::HashMap;

use super::list::{ChangeKind, Entry, EntryChange, Revision};

/// What changed between two revisions of a list: one change for each entry of either.
///
/// Entries are matched by key; where a revision has one key several times, the first with the
/// first, the second with the second. A move is a change of rank number: when a third entry joins a
/// tie nobody else has moved. An unranked entry stands below every rank. An entry that moved and was
/// also renamed or edited is a move, with its edits. The order is that of `after`, then what was
/// removed in the order of `before`.
pub fn compare_revisions(before: &Revision, after: &Revision) -> Vec<EntryChange> {
    let columns = columns(before, after);
    let mut places: HashMap<&str, Vec<usize>> = HashMap::with_capacity(before.entries.len());
    // Last first, so that `pop` takes them in the order of the list.
    for (at, entry) in before.entries.iter().enumerate().rev() {
        places.entry(&entry.key).or_default().push(at);
    }
    let mut kept = vec![false; before.entries.len()];
    let mut out = Vec::with_capacity(after.entries.len());
    for entry in &after.entries {
        let was = places.get_mut(&*entry.key).and_then(Vec::pop).and_then(|at| {
            *kept.get_mut(at)? = true;
            before.entries.get(at)
        });
        out.push(match was {
            Some(was) => matched(was, entry, &columns),
            None => lone(entry, ChangeKind::Added),
        });
    }
    let removed = before.entries.iter().zip(&kept).filter(|(_, kept)| !**kept);
    out.extend(removed.map(|(entry, _)| lone(entry, ChangeKind::Removed)));
    out
}

/// What became of one entry between two revisions; `None` where it is on neither.
pub fn compare_entry(before: (&Revision, Option<&Entry>), after: (&Revision, Option<&Entry>)) -> Option<EntryChange> {
    match (before.1, after.1) {
        (Some(was), Some(is)) => Some(matched(was, is, &columns(before.0, after.0))),
        (None, Some(is)) => Some(lone(is, ChangeKind::Added)),
        (Some(was), None) => Some(lone(was, ChangeKind::Removed)),
        (None, None) => None,
    }
}

/// A column of either revision: its name and its place in each. A column that is missing is a column of empty values.
struct Column<'a> {
    name: &'a str,
    before: Option<usize>,
    after: Option<usize>,
}

/// The columns of `after` in their order, then those that only `before` has.
fn columns<'a>(before: &'a Revision, after: &'a Revision) -> Vec<Column<'a>> {
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
    out
}

fn lone(entry: &Entry, kind: ChangeKind) -> EntryChange {
    let (before, after) = if kind == ChangeKind::Added { (None, entry.rank) } else { (entry.rank, None) };
    EntryChange { key: entry.key.clone(), before, after, kind, edits: Vec::new() }
}

fn matched(was: &Entry, is: &Entry, columns: &[Column<'_>]) -> EntryChange {
    let mut edits = Vec::new();
    let mut note = |name: &str, before: &str, after: &str| {
        if before != after {
            edits.push((name.into(), before.into(), after.into()));
        }
    };
    note("name", &was.name, &is.name);
    note("note", was.note.as_deref().unwrap_or(""), is.note.as_deref().unwrap_or(""));
    for column in columns {
        let value = |entry: &'_ Entry, at: Option<usize>| at.and_then(|at| entry.values.get(at).cloned()).unwrap_or_default();
        note(column.name, &value(was, column.before), &value(is, column.after));
    }
    let kind = match (was.rank.unwrap_or(u32::MAX), is.rank.unwrap_or(u32::MAX)) {
        (before, after) if after < before => ChangeKind::Up,
        (before, after) if after > before => ChangeKind::Down,
        _ if was.name != is.name => ChangeKind::Renamed,
        _ if !edits.is_empty() => ChangeKind::Edited,
        _ => ChangeKind::Unchanged,
    };
    EntryChange { key: is.key.clone(), before: was.rank, after: is.rank, kind, edits }
}

#[cfg(test)]
mod tests;
