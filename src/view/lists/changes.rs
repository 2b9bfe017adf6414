//! What changed between two revisions, in words that need no colour.

use serde::Serialize;

use super::history::slugs;
use super::revision::{entry_name, is_name};
use crate::record::{ChangeKind, Entry, EntryChange, List, Revision, Run, RunKind, compare_revisions, compare_words};
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
    /// The language of the name where it is not the page's, else empty.
    pub(super) name_lang: String,
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
    let name = names(desk, before, after);
    let href = |key: &str| slugs.get(key).map(|slug| desk.addresses.folder(&format!("{}/{slug}", list.path))).unwrap_or_default();
    let (mut rows, mut unchanged) = (Vec::new(), Vec::new());
    for change in &all {
        let ((name, name_lang), href) = (name(&change.key), href(&change.key));
        if change.kind == ChangeKind::Unchanged {
            unchanged.push(Link::new(name, href).in_language(&name_lang));
        } else {
            rows.push(row(desk, change, (name, name_lang), href));
        }
    }
    Changes { summary: summary(desk, &all), rows, unchanged }
}

/// Names by key with their language: of the later revision, else of the earlier one.
fn names<'a>(desk: &'a Desk<'_>, before: &'a Revision, after: &'a Revision) -> impl Fn(&str) -> (String, String) + 'a {
    let of = |revision: &'a Revision| revision.entries.iter().map(move |e| (&*e.key, (revision, e)));
    let all: std::collections::HashMap<&str, (&Revision, &Entry)> = of(before).chain(of(after)).collect();
    move |key| {
        let found = all.get(key).map(|(revision, entry)| entry_name(desk, revision, entry));
        found.map_or_else(Default::default, |(name, lang)| (name, lang.to_owned()))
    }
}

fn row(desk: &Desk<'_>, change: &EntryChange, (name, name_lang): (String, String), href: String) -> Row {
    let rank = |rank: Option<u32>, there: bool| match rank {
        Some(rank) => rank.to_string(),
        None if there => desk.say("unranked"),
        None => String::new(),
    };
    Row {
        name,
        name_lang,
        href,
        kind: kind_key(change.kind),
        words: words(desk, change.kind, change.before, change.after),
        before: rank(change.before, change.kind != ChangeKind::Added),
        after: rank(change.after, change.kind != ChangeKind::Removed),
        edits: change
            .edits
            .iter()
            .filter(|(field, ..)| !is_name(desk, field))
            .map(|(field, before, after)| edit(field, before, after))
            .collect(),
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
pub(super) fn words(desk: &Desk<'_>, kind: ChangeKind, before: Option<u32>, after: Option<u32>) -> String {
    match (kind, before, after) {
        (ChangeKind::Up | ChangeKind::Down, Some(b), Some(a)) => {
            desk.words().count(if a < b { "change_up_by" } else { "change_down_by" }, a.abs_diff(b) as usize, &[])
        }
        (ChangeKind::Up, None, _) => desk.say("change_now_ranked"),
        (ChangeKind::Down, _, None) => desk.say("change_unranked"),
        (ChangeKind::Added, ..) => desk.say("change_added"),
        (ChangeKind::Removed, ..) => desk.say("change_removed"),
        (ChangeKind::Up, ..) => desk.say("change_up"),
        (ChangeKind::Down, ..) => desk.say("change_down"),
        (ChangeKind::Renamed, ..) => desk.say("change_renamed"),
        (ChangeKind::Edited, ..) => desk.say("change_edited"),
        (ChangeKind::Unchanged, ..) => desk.say("change_unchanged"),
    }
}

/// `2 added, 1 removed, 3 up; 4 unchanged`.
pub(super) fn summary(desk: &Desk<'_>, changes: &[EntryChange]) -> String {
    let kinds = [
        (ChangeKind::Added, "n_added"),
        (ChangeKind::Removed, "n_removed"),
        (ChangeKind::Up, "n_moved_up"),
        (ChangeKind::Down, "n_moved_down"),
        (ChangeKind::Renamed, "n_renamed"),
        (ChangeKind::Edited, "n_edited"),
        (ChangeKind::Unchanged, "n_unchanged"),
    ];
    let count = |kind: ChangeKind| changes.iter().filter(|c| c.kind == kind).count();
    let told: Vec<String> = kinds
        .iter()
        .map(|(kind, key)| (count(*kind), key))
        .filter(|(n, _)| *n > 0)
        .map(|(n, key)| desk.words().count(key, n, &[]))
        .collect();
    if told.is_empty() { desk.say("change_nothing") } else { told.join(", ") }
}
