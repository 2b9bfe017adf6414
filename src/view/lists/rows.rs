//! The rows of lists under review: the entries of a revision, what changed between two, an entry through all of them.
//! A list of two hundred entries and fifty revisions has fifty thousand of these: what they can borrow they do.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use super::names::{entry_name, is_name};
use crate::html::Html;
use crate::record::{ChangeKind, Entry, EntryChange, List, Revision, RunKind, compare_words};
use crate::site::list_history::{Ties, rank_text};
use crate::view::LanguageSite;
use crate::view::common::TextInLanguage;

/// The entries of a revision.
#[derive(Debug, Serialize)]
pub struct ListEntryTable<'r> {
    /// Names of the columns besides rank, name and note.
    pub fields: Vec<&'r str>,
    /// Whether any entry has a note.
    pub notes: bool,
    /// Whether there is a revision before, and so a change to tell.
    pub compared: bool,
    /// How many entries there are.
    pub count: usize,
    /// In the order of the revision.
    #[serde(skip)]
    pub rows: Vec<ListEntryRow<'r>>,
}

/// An entry of a revision.
#[derive(Debug, Serialize)]
pub struct ListEntryRow<'r> {
    /// Its rank: `3`, `3=`, or a dash where it has none.
    pub rank: ShownRank,
    /// Its name then, and its page.
    pub entry: EntryLink<'r>,
    /// What became of it against the revision before, where something did.
    pub change: Option<ChangeMark>,
    /// The other columns, each with its name.
    pub fields: Vec<FieldValue<'r>>,
    /// Or empty.
    pub note: Html,
}

/// What changed between two revisions.
#[derive(Debug, Default, Serialize)]
pub struct ListChangeTable<'r> {
    /// In the order of the later revision, then what was removed.
    #[serde(skip)]
    pub rows: Vec<ListChangeRow<'r>>,
}

/// A change between two revisions.
#[derive(Debug, Serialize)]
pub struct ListChangeRow<'r> {
    /// What happened.
    pub change: ChangeMark,
    /// The entry.
    pub entry: EntryLink<'r>,
    /// Its rank before: a dash where it had none, empty where it was not on the list.
    pub before: ShownRank,
    /// Its rank after, likewise.
    pub after: ShownRank,
    /// What else differs.
    pub edits: Vec<FieldEdit<'r>>,
}

/// The entries that two revisions have alike.
#[derive(Debug, Default, Serialize)]
pub struct UnchangedEntryTable<'r> {
    /// In the order of the later revision.
    #[serde(skip)]
    pub rows: Vec<UnchangedEntryRow<'r>>,
}

/// An entry that two revisions have alike.
#[derive(Debug, Serialize)]
pub struct UnchangedEntryRow<'r> {
    /// Its name, and its page.
    pub entry: EntryLink<'r>,
}

/// An entry through all the revisions of its list.
#[derive(Debug, Serialize)]
pub struct EntryRevisionTable<'r> {
    /// The newest first.
    #[serde(skip)]
    pub rows: Vec<EntryRevisionRow<'r>>,
}

/// An entry in one revision.
#[derive(Debug, Serialize)]
pub struct EntryRevisionRow<'r> {
    /// The page of the revision.
    pub href: &'r str,
    /// Its day, ISO 8601.
    pub date: String,
    /// Its day in words.
    pub day: &'r str,
    /// The rank then: a dash where it had none, empty where it was not on the list.
    pub rank: ShownRank,
    /// What became of it against the revision before, where something did.
    pub change: Option<ChangeMark>,
    /// The name it had then, where that is not its last.
    pub listed_as: Option<TextInLanguage<'r>>,
    /// What the revision says of it besides rank and name.
    pub fields: Vec<FieldValue<'r>>,
    /// Or empty.
    pub note: Html,
}

/// The entries that fared alike between two revisions.
#[derive(Debug, Default, Serialize)]
pub struct ComparedEntryTable<'r> {
    /// In the order of the later revision.
    #[serde(skip)]
    pub rows: Vec<ComparedEntryRow<'r>>,
}

/// An entry among those that fared alike.
#[derive(Debug, Serialize)]
pub struct ComparedEntryRow<'r> {
    /// Its name.
    pub name: TextInLanguage<'r>,
    /// Its ranks, as far as they tell what happened: before and after, or the one there is.
    pub ranks: Vec<ShownRank>,
    /// What else differs.
    pub edits: Vec<ComparedEdit<'r>>,
}

/// That an entry differs in something besides its rank.
#[derive(Debug, Serialize)]
pub struct ComparedEdit<'r> {
    /// `was`: it had another name; `renamed`: it had none; `note`; `field`.
    pub kind: &'static str,
    /// The name it had, or the name of the field.
    pub words: TextInLanguage<'r>,
}

/// An entry by its name in a revision.
#[derive(Debug, Serialize)]
pub struct EntryLink<'r> {
    /// Plain text.
    pub text: Cow<'r, str>,
    /// The language of the name where it is not the page's, else empty.
    pub lang: &'r str,
    /// Its page.
    pub href: String,
}

/// What a revision says of an entry in a column of its own.
#[derive(Debug, Serialize)]
pub struct FieldValue<'r> {
    /// The name of the column.
    pub name: &'r str,
    /// Plain text.
    pub value: &'r str,
}

/// A field that differs.
#[derive(Debug, Serialize)]
pub struct FieldEdit<'r> {
    /// Its name.
    pub field: &'r str,
    /// Before and after, word by word.
    pub words: Vec<EditRun<'r>>,
}

/// Words of a field that differs.
#[derive(Debug, Serialize)]
pub struct EditRun<'r> {
    /// `same`, `added` or `removed`.
    pub kind: &'static str,
    /// Plain text.
    pub text: &'r str,
}

/// What happened to an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ChangeMark {
    /// `up`, `added` …: what classes of the style sheet call it.
    pub kind: &'static str,
    /// The key of the message that says it.
    pub key: &'static str,
    /// By how many ranks it moved, where that is said; else 0.
    pub by: u32,
}

/// A rank as people write it. Templates see `3`, `3=` for a tie, a dash where the entry has none, nothing where it is not on the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ShownRank {
    /// The entry is not on the list.
    #[default]
    NotListed,
    /// It has no rank.
    Unranked,
    /// Its rank.
    Rank {
        /// 1 for the first.
        rank: u32,
        /// Whether it is shared.
        tied: bool,
    },
}

impl ShownRank {
    /// The rank of an entry that is on the list.
    pub(super) fn new(rank: Option<u32>, tied: bool) -> ShownRank {
        rank.map_or(ShownRank::Unranked, |rank| ShownRank::Rank { rank, tied })
    }

    /// The rank of an entry of a revision with these ties.
    pub(super) fn among(rank: Option<u32>, ties: &Ties) -> ShownRank {
        ShownRank::new(rank, rank.is_some_and(|r| ties.has(r)))
    }
}

impl Serialize for ShownRank {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            ShownRank::NotListed => serializer.serialize_str(""),
            ShownRank::Unranked => serializer.serialize_str(&rank_text(None, false)),
            ShownRank::Rank { rank, tied } => serializer.serialize_str(&rank_text(Some(rank), tied)),
        }
    }
}

impl ChangeMark {
    /// What happened, with the ranks before and after.
    pub(super) fn new(kind: ChangeKind, before: Option<u32>, after: Option<u32>) -> ChangeMark {
        let (key, by) = match (kind, before, after) {
            (ChangeKind::Up | ChangeKind::Down, Some(b), Some(a)) => {
                (if a < b { "change_up_by" } else { "change_down_by" }, a.abs_diff(b))
            }
            (ChangeKind::Up, None, _) => ("change_now_ranked", 0),
            (ChangeKind::Down, _, None) => ("change_unranked", 0),
            (ChangeKind::Added, ..) => ("change_added", 0),
            (ChangeKind::Removed, ..) => ("change_removed", 0),
            (ChangeKind::Up, ..) => ("change_up", 0),
            (ChangeKind::Down, ..) => ("change_down", 0),
            (ChangeKind::Renamed, ..) => ("change_renamed", 0),
            (ChangeKind::Edited, ..) => ("change_edited", 0),
            (ChangeKind::Unchanged, ..) => ("change_unchanged", 0),
        };
        ChangeMark { kind: kind_key(kind), key, by }
    }
}

/// A list in one language of the site: what its rows are made from.
#[derive(Clone, Copy)]
pub(super) struct RowsOf<'r> {
    pub(super) site: &'r LanguageSite<'r>,
    pub(super) list: &'r List,
    /// The way from the page to the top, for the links of notes.
    pub(super) root: &'r str,
}

impl<'r> RowsOf<'r> {
    /// The entries of a revision. `told`, where there is a revision before: what became of each, in the order of the entries.
    pub(super) fn entries(self, revision: &'r Revision, ties: &Ties, told: Option<&[EntryChange<'_>]>) -> ListEntryTable<'r> {
        let shown: Vec<usize> = (0..revision.fields.len()).filter(|n| !is_name(self.site, &revision.fields[*n])).collect();
        let field = |entry: &'r Entry, n: usize| FieldValue {
            name: revision.fields.get(n).map_or("", |f| f),
            value: entry.values.get(n).map_or("", |v| v),
        };
        let row = |(at, entry): (usize, &'r Entry)| {
            let change = told.and_then(|told| told.get(at)).filter(|c| c.kind != ChangeKind::Unchanged);
            ListEntryRow {
                rank: ShownRank::among(entry.rank, ties),
                entry: self.link(revision, entry),
                change: change.map(|c| ChangeMark::new(c.kind, c.before, c.after)),
                fields: shown.iter().map(|n| field(entry, *n)).collect(),
                note: self.note(entry),
            }
        };
        ListEntryTable {
            fields: shown.iter().filter_map(|n| revision.fields.get(*n)).map(|f| &**f).collect(),
            notes: revision.entries.iter().any(|e| e.note.is_some()),
            compared: told.is_some(),
            count: revision.entries.len(),
            rows: revision.entries.iter().enumerate().map(row).collect(),
        }
    }

    /// What changed between two revisions.
    pub(super) fn changes(self, before: &'r Revision, after: &'r Revision, all: &[EntryChange<'r>]) -> ListChangeTable<'r> {
        let rank = |entry: Option<&Entry>, rank| entry.map_or(ShownRank::NotListed, |_| ShownRank::new(rank, false));
        let row = |change: &EntryChange<'r>| {
            let entry = match (change.is, change.was) {
                (Some(entry), _) => self.link(after, entry),
                (None, was) => self.link(before, was?),
            };
            let edits = change.edits.iter().filter(|(field, ..)| !is_name(self.site, field));
            Some(ListChangeRow {
                change: ChangeMark::new(change.kind, change.before, change.after),
                entry,
                before: rank(change.was, change.before),
                after: rank(change.is, change.after),
                edits: edits.map(|&(field, was, is)| FieldEdit { field, words: edit_runs(was, is) }).collect(),
            })
        };
        ListChangeTable { rows: all.iter().filter(|c| c.kind != ChangeKind::Unchanged).filter_map(row).collect() }
    }

    /// The entries that did not change.
    pub(super) fn unchanged(self, after: &'r Revision, all: &[EntryChange<'r>]) -> UnchangedEntryTable<'r> {
        let same = all.iter().filter(|c| c.kind == ChangeKind::Unchanged).filter_map(|c| c.is);
        UnchangedEntryTable { rows: same.map(|entry| UnchangedEntryRow { entry: self.link(after, entry) }).collect() }
    }

    /// What a revision says of an entry besides rank, name and note.
    pub(super) fn fields(self, revision: &'r Revision, entry: &'r Entry) -> Vec<FieldValue<'r>> {
        let all = revision.fields.iter().zip(&entry.values);
        let shown = all.filter(|(field, value)| !value.is_empty() && !is_name(self.site, field));
        shown.map(|(name, value)| FieldValue { name, value }).collect()
    }

    /// The note of an entry, or empty.
    pub(super) fn note(self, entry: &Entry) -> Html {
        let note = entry.note.as_deref();
        note.map(|words| self.site.prose.inline(Some(&self.list.document), words, self.root)).unwrap_or_default()
    }

    /// An entry by its name in a revision.
    fn link(self, revision: &'r Revision, entry: &'r Entry) -> EntryLink<'r> {
        let TextInLanguage { text, lang } = name_of(self.site, self.list, revision, entry);
        EntryLink { text, lang, href: self.site.addresses.entry_of(self.list, entry) }
    }
}

/// The name of an entry in a revision. On a page in the list's own language it is the very name.
pub(super) fn name_of<'r>(
    site: &'r LanguageSite<'_>,
    list: &'r List,
    revision: &Revision,
    entry: &'r Entry,
) -> TextInLanguage<'r> {
    if site.own_text_language(&list.document).is_empty() {
        return TextInLanguage { text: Cow::Borrowed(&entry.name), lang: "" };
    }
    let (name, lang) = entry_name(site, list, revision, entry);
    TextInLanguage { text: Cow::Owned(name), lang }
}

fn edit_runs<'r>(before: &'r str, after: &'r str) -> Vec<EditRun<'r>> {
    let kind = |kind| match kind {
        RunKind::Same => "same",
        RunKind::Added => "added",
        RunKind::Removed => "removed",
    };
    compare_words(before, after).into_iter().map(|run| EditRun { kind: kind(run.kind), text: run.text }).collect()
}

/// Returns the name of a kind of change in classes of the style sheet and in data.
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
