//! What changed between two revisions, in words that need no colour.

use serde::Serialize;

use super::history::slugs;
use crate::record::{ChangeKind, EntryChange, List, Revision, Run, RunKind, compare_revisions, compare_words};
use crate::view::{Desk, Link};

/// The changes between two revisions.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Changes {
    /// `2 added, 1 moved up; 7 unchanged`.
    pub(super) summary: String,
    /// All that changed: in the order of the later revision, then what was removed.
    pub(super) rows: Vec<Row>,
    /// What did not change.
    pub(super) unchanged: Vec<Link>,
}

/// One change.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Row {
    /// The entry's name: the later one, where it has two.
    pub(super) name: String,
    /// Its page.
    pub(super) href: String,
    /// `added`, `removed`, `up`, `down`, `renamed`, `edited`.
    pub(super) kind: &'static str,
    /// `Up 2`.
    pub(super) words: String,
    /// Rank before and after; empty: not on the list.
    pub(super) before: String,
    pub(super) after: String,
    /// What else differs.
    pub(super) edits: Vec<Edit>,
}

/// A field that differs.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Edit {
    /// The field's name.
    pub(super) field: String,
    /// Its words, those of both in reading order.
    pub(super) runs: Vec<Words>,
}

/// Words that fared alike.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Words {
    /// `same`, `added`, `removed`.
    pub(super) kind: &'static str,
    pub(super) text: String,
}

/// Compares two revisions of a list.
pub(super) fn changes(desk: &Desk<'_>, list: &List, before: &Revision, after: &Revision) -> Changes {
    let all = compare_revisions(before, after);
    let slugs = slugs(list, &[before, after]);
    let name = names(before, after);
    let href = |key: &str| slugs.get(key).map(|slug| desk.addresses.folder(&format!("{}/{slug}", list.path))).unwrap_or_default();
    let (mut rows, mut unchanged) = (Vec::new(), Vec::new());
    for change in &all {
        let (name, href) = (name(&change.key), href(&change.key));
        if change.kind == ChangeKind::Unchanged {
            unchanged.push(Link::new(name, href));
        } else {
            rows.push(row(change, name, href));
        }
    }
    Changes { summary: summary(&all), rows, unchanged }
}

/// Names by key: of the later revision, else of the earlier one.
fn names<'a>(before: &'a Revision, after: &'a Revision) -> impl Fn(&str) -> String + 'a {
    let all: std::collections::HashMap<&str, &str> =
        before.entries.iter().chain(&after.entries).map(|e| (&*e.key, &*e.name)).collect();
    move |key| all.get(key).copied().unwrap_or_default().to_owned()
}

fn row(change: &EntryChange, name: String, href: String) -> Row {
    let rank = |rank: Option<u32>, there: bool| match rank {
        Some(rank) => rank.to_string(),
        None if there => "unranked".to_owned(),
        None => String::new(),
    };
    Row {
        name,
        href,
        kind: kind_key(change.kind),
        words: words(change.kind, change.before, change.after),
        before: rank(change.before, change.kind != ChangeKind::Added),
        after: rank(change.after, change.kind != ChangeKind::Removed),
        edits: change.edits.iter().map(|(field, before, after)| edit(field, before, after)).collect(),
    }
}

fn edit(field: &str, before: &str, after: &str) -> Edit {
    let run = |run: Run| Words {
        kind: match run.kind {
            RunKind::Same => "same",
            RunKind::Added => "added",
            RunKind::Removed => "removed",
        },
        text: run.text.into(),
    };
    Edit { field: field.to_owned(), runs: compare_words(before, after).into_iter().map(run).collect() }
}

/// What a change is called in classes of the style sheet and in data.
pub fn kind_key(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Added => "added",
        ChangeKind::Removed => "removed",
        ChangeKind::Up => "up",
        ChangeKind::Down => "down",
        ChangeKind::Renamed => "renamed",
        ChangeKind::Edited => "edited",
        ChangeKind::Unchanged => "unchanged",
    }
}

/// What happened, in a few words.
pub(super) fn words(kind: ChangeKind, before: Option<u32>, after: Option<u32>) -> String {
    match (kind, before, after) {
        (ChangeKind::Up | ChangeKind::Down, Some(b), Some(a)) => {
            format!("{} {}", if a < b { "Up" } else { "Down" }, a.abs_diff(b))
        }
        (ChangeKind::Up, None, _) => "Now ranked".to_owned(),
        (ChangeKind::Down, _, None) => "No longer ranked".to_owned(),
        (ChangeKind::Added, ..) => "Added".to_owned(),
        (ChangeKind::Removed, ..) => "Removed".to_owned(),
        (ChangeKind::Up, ..) => "Up".to_owned(),
        (ChangeKind::Down, ..) => "Down".to_owned(),
        (ChangeKind::Renamed, ..) => "Renamed".to_owned(),
        (ChangeKind::Edited, ..) => "Edited".to_owned(),
        (ChangeKind::Unchanged, ..) => "Unchanged".to_owned(),
    }
}

/// `2 added, 1 removed, 3 up; 4 unchanged`.
pub(super) fn summary(changes: &[EntryChange]) -> String {
    let kinds = [
        (ChangeKind::Added, "added"),
        (ChangeKind::Removed, "removed"),
        (ChangeKind::Up, "moved up"),
        (ChangeKind::Down, "moved down"),
        (ChangeKind::Renamed, "renamed"),
        (ChangeKind::Edited, "edited"),
        (ChangeKind::Unchanged, "unchanged"),
    ];
    let count = |kind: ChangeKind| changes.iter().filter(|c| c.kind == kind).count();
    let told: Vec<String> = kinds
        .iter()
        .map(|(kind, word)| (count(*kind), word))
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| format!("{n} {word}"))
        .collect();
    if told.is_empty() { "nothing on either".to_owned() } else { told.join(", ") }
}
