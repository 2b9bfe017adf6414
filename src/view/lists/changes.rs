//! What changed between two revisions, in words that need no colour.

use serde::Serialize;

use crate::record::{ChangeKind, EntryChange, List, Revision};
use crate::render::rows::{Of, Rows};
use crate::view::Desk;

/// The changes between two revisions.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Changes {
    /// `2 added, 1 moved up; 7 unchanged`.
    pub(super) summary: String,
    /// All that changed, in the order of the later revision, then what was removed: rows of a table, as HTML; or empty.
    pub(super) rows: String,
    /// How many entries did not change.
    pub(super) same: usize,
    /// Those, as items of a list (HTML).
    pub(super) unchanged: String,
    /// Where the rows stand, where they are too many for this page: then there are none here.
    pub(super) elsewhere: String,
}

/// More changes than this are told on their own page only.
const MOST_BESIDE: usize = 60;

/// What `all` says that changed between two revisions of a list. `root` is the way from the page to the top.
pub(super) fn changes(
    desk: &Desk<'_>,
    list: &List,
    (before, after): (&Revision, &Revision),
    all: &[EntryChange<'_>],
    root: &str,
) -> Changes {
    let (rows, unchanged) = Rows::new(root, desk.words(), desk.foreign()).changes(Of { desk, list }, before, after, all);
    Changes { summary: summary(desk, all), rows, same: same(all), unchanged, elsewhere: String::new() }
}

/// The same on a page that has the entries too: where nearly every one moved, a table as long again would say little that is new.
pub(super) fn changes_beside(
    desk: &Desk<'_>,
    list: &List,
    (before, after): (&Revision, &Revision),
    all: &[EntryChange<'_>],
    root: &str,
) -> Changes {
    if all.len() - same(all) <= MOST_BESIDE {
        return changes(desk, list, (before, after), all, root);
    }
    let elsewhere = desk.addresses.folder(&super::pair_path(list, before, after));
    Changes { summary: summary(desk, all), rows: String::new(), same: same(all), unchanged: String::new(), elsewhere }
}

fn same(all: &[EntryChange<'_>]) -> usize {
    all.iter().filter(|c| c.kind == ChangeKind::Unchanged).count()
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
pub fn summary(desk: &Desk<'_>, changes: &[EntryChange<'_>]) -> String {
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
