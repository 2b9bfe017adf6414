//! The long tables of pages, their rows as values: what `render` writes row by row, by hand or by the theme's templates.
//!
//! A site of ten thousand meetings has three quarters of a million rows, most of its bytes. They are no part of what a template sees as
//! `view`: it asks for a table that is written already, by name, as `tables.NAME`.

use serde::Serialize;

use super::attendance::{AttendanceTable, AttendedMeetingTable};
use super::lists::{ComparedEntryTable, EntryRevisionTable, ListChangeTable, ListEntryTable, UnchangedEntryTable};
use super::rows::ActionTable;

/// What a template sees as `view`.
pub trait View: Serialize {
    /// The long tables of the page.
    fn tables(&self) -> Vec<NamedTable<'_>> {
        Vec::new()
    }
}

/// A table, and what the template of its page calls it.
#[derive(Debug, Clone, Copy)]
pub struct NamedTable<'v> {
    /// Unique on the page.
    pub name: &'v str,
    /// The table.
    pub table: RowTable<'v>,
}

impl<'v> NamedTable<'v> {
    /// A table under a name.
    pub fn new(name: &'v str, table: RowTable<'v>) -> Self {
        NamedTable { name, table }
    }
}

/// A table with rows of one kind.
#[derive(Debug, Clone, Copy)]
pub enum RowTable<'v> {
    /// Actions.
    Actions(&'v ActionTable),
    /// Who was at a meeting.
    Attendance(&'v AttendanceTable),
    /// The same as a sentence, by organisation.
    AttendanceSentence(&'v AttendanceTable),
    /// The meetings that an organisation or a person was at.
    AttendedMeetings(&'v AttendedMeetingTable<'v>),
    /// The entries of a revision.
    ListEntries(&'v ListEntryTable<'v>),
    /// What changed between two revisions.
    ListChanges(&'v ListChangeTable<'v>),
    /// The entries that two revisions have alike.
    UnchangedEntries(&'v UnchangedEntryTable<'v>),
    /// An entry through all revisions.
    EntryRevisions(&'v EntryRevisionTable<'v>),
    /// The entries that fared alike between two revisions.
    ComparedEntries(&'v ComparedEntryTable<'v>),
}

/// A kind of row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowKind {
    /// An action in a register.
    Action,
    /// Somebody at a meeting.
    Attendance,
    /// Somebody at a meeting, in a sentence.
    AttendanceName,
    /// A meeting that an organisation or a person was at.
    AttendedMeeting,
    /// An entry of a revision.
    ListEntry,
    /// A change between two revisions.
    ListChange,
    /// An entry that two revisions have alike.
    UnchangedEntry,
    /// An entry in one revision.
    EntryRevision,
    /// An entry among those that fared alike.
    ComparedEntry,
}

/// Takes a table whatever the kind of its rows.
pub trait RowVisitor {
    /// What is made of it.
    type Output;
    /// What a table says of itself, and its rows.
    fn visit<T: Serialize, R: Serialize>(self, table: &T, rows: &[R]) -> Self::Output;
}

impl RowTable<'_> {
    /// Hands its values over.
    pub fn visit<V: RowVisitor>(&self, visitor: V) -> V::Output {
        match self {
            RowTable::Actions(table) => visitor.visit(table, &table.rows),
            RowTable::Attendance(table) | RowTable::AttendanceSentence(table) => visitor.visit(table, &table.rows),
            RowTable::AttendedMeetings(table) => visitor.visit(table, &table.rows),
            RowTable::ListEntries(table) => visitor.visit(table, &table.rows),
            RowTable::ListChanges(table) => visitor.visit(table, &table.rows),
            RowTable::UnchangedEntries(table) => visitor.visit(table, &table.rows),
            RowTable::EntryRevisions(table) => visitor.visit(table, &table.rows),
            RowTable::ComparedEntries(table) => visitor.visit(table, &table.rows),
        }
    }

    /// The kind of its rows.
    pub fn kind(&self) -> RowKind {
        match self {
            RowTable::Actions(_) => RowKind::Action,
            RowTable::Attendance(_) => RowKind::Attendance,
            RowTable::AttendanceSentence(_) => RowKind::AttendanceName,
            RowTable::AttendedMeetings(_) => RowKind::AttendedMeeting,
            RowTable::ListEntries(_) => RowKind::ListEntry,
            RowTable::ListChanges(_) => RowKind::ListChange,
            RowTable::UnchangedEntries(_) => RowKind::UnchangedEntry,
            RowTable::EntryRevisions(_) => RowKind::EntryRevision,
            RowTable::ComparedEntries(_) => RowKind::ComparedEntry,
        }
    }
}

impl RowKind {
    /// All of them.
    pub const ALL: [RowKind; 9] = [
        RowKind::Action,
        RowKind::Attendance,
        RowKind::AttendanceName,
        RowKind::AttendedMeeting,
        RowKind::ListEntry,
        RowKind::ListChange,
        RowKind::UnchangedEntry,
        RowKind::EntryRevision,
        RowKind::ComparedEntry,
    ];

    /// The template of the theme that says how such a row is written.
    pub fn template(self) -> &'static str {
        match self {
            RowKind::Action => "rows/action.html",
            RowKind::Attendance => "rows/attendance.html",
            RowKind::AttendanceName => "rows/attendance_name.html",
            RowKind::AttendedMeeting => "rows/attended_meeting.html",
            RowKind::ListEntry => "rows/list_entry.html",
            RowKind::ListChange => "rows/list_change.html",
            RowKind::UnchangedEntry => "rows/unchanged_entry.html",
            RowKind::EntryRevision => "rows/entry_revision.html",
            RowKind::ComparedEntry => "rows/compared_entry.html",
        }
    }
}
