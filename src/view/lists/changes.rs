//! What changed between two revisions, in words that need no colour.

use serde::Serialize;

use super::rows::{ListChangeTable, RowsOf, UnchangedEntryTable};
use crate::record::{ChangeKind, EntryChange, Revision};
use crate::site::list_pages;
use crate::view::{LanguageSite, NamedTable, RowTable};

/// The changes between two revisions.
#[derive(Debug, Serialize)]
pub(super) struct Changes<'r> {
    /// `2 added, 1 moved up; 7 unchanged`.
    pub(super) summary: String,
    /// How many entries did not change.
    pub(super) same: usize,
    /// Where the changes stand, row by row, where they are too many for this page: then there are none here.
    pub(super) elsewhere: String,
    /// All that changed.
    #[serde(skip)]
    pub(super) changed: ListChangeTable<'r>,
    /// What did not.
    #[serde(skip)]
    pub(super) unchanged: UnchangedEntryTable<'r>,
}

impl Changes<'_> {
    /// What changed, and what did not.
    pub(super) fn tables(&self) -> [NamedTable<'_>; 2] {
        [
            NamedTable::new("changes", RowTable::ListChanges(&self.changed)),
            NamedTable::new("unchanged", RowTable::UnchangedEntries(&self.unchanged)),
        ]
    }
}

/// More changes than this are told on their own page only.
const MOST_BESIDE: usize = 60;

/// What `all` says that changed between two revisions of a list.
pub(super) fn changes<'r>(of: RowsOf<'r>, (before, after): (&'r Revision, &'r Revision), all: &[EntryChange<'r>]) -> Changes<'r> {
    Changes {
        summary: summary(of.site, all),
        same: same(all),
        elsewhere: String::new(),
        changed: of.changes(before, after, all),
        unchanged: of.unchanged(after, all),
    }
}

/// The same on a page that has the entries too: where nearly every one moved, a table as long again would say little that is new.
pub(super) fn changes_beside<'r>(
    of: RowsOf<'r>,
    (before, after): (&'r Revision, &'r Revision),
    all: &[EntryChange<'r>],
) -> Changes<'r> {
    if all.len() - same(all) <= MOST_BESIDE {
        return changes(of, (before, after), all);
    }
    Changes {
        summary: summary(of.site, all),
        same: same(all),
        elsewhere: of.site.addresses.folder(&list_pages::pair_path(of.list, before, after)),
        changed: ListChangeTable::default(),
        unchanged: UnchangedEntryTable::default(),
    }
}

fn same(all: &[EntryChange<'_>]) -> usize {
    all.iter().filter(|c| c.kind == ChangeKind::Unchanged).count()
}

/// `2 added, 1 removed, 3 up; 4 unchanged`.
pub fn summary(site: &LanguageSite<'_>, changes: &[EntryChange<'_>]) -> String {
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
        .map(|(n, key)| site.words().count(key, n, &[]))
        .collect();
    if told.is_empty() { site.say("change_nothing") } else { told.join(", ") }
}
