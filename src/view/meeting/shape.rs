//! What the page of a meeting is made of.

use serde::Serialize;

use crate::html::Html;
use crate::view::attendance::AttendanceTable;
use crate::view::common::{DocumentView, FileView, HoursView};
use crate::view::meeting::OutcomeView;
use crate::view::motions::MotionView;
use crate::view::rows::{ActionRow, DueView};
use crate::view::{Link, NamedTable, RowTable, View};

/// The page of a meeting.
#[derive(Debug, Clone, Serialize)]
pub struct MeetingView {
    /// `idmg/2012-04-17`.
    pub id: String,
    /// The body that met.
    pub body: Link,
    /// ISO 8601.
    pub date: String,
    /// Its hours.
    pub hours: Option<HoursView>,
    /// Its place, or empty.
    pub venue: String,
    /// It was planned and not held.
    pub cancelled: bool,
    /// It is still to come.
    pub upcoming: bool,
    /// Stage, note, source, changes, what is withheld.
    pub document: DocumentView,
    /// Where its minutes stand.
    pub state: StateView,
    /// What came of it.
    pub outcome: OutcomeView,
    /// The minutes in their order.
    pub sections: Vec<SectionView>,
    /// The sections that a table of contents shows.
    pub contents: Vec<ContentsLine>,
    /// What became of the actions that were raised here.
    pub since: Vec<SinceRow>,
    /// Which version of the text this is, for who cites it.
    pub version: CitedVersion,
    /// Papers.
    pub papers: Vec<PaperView>,
    /// The meeting before.
    pub previous: Option<NeighbourView>,
    /// The meeting after.
    pub following: Option<NeighbourView>,
    /// What was agreed here: minutes, lists, reports.
    pub agreed: Vec<AgreedView>,
    /// Who refers to this meeting as a whole.
    pub cited_by: Vec<Link>,
}

/// Where the minutes of a meeting stand.
#[derive(Debug, Clone, Default, Serialize)]
pub struct StateView {
    /// A key of the messages.
    pub key: &'static str,
    /// The day that the message names, ISO 8601; or empty.
    pub date: String,
    /// The place that says so.
    pub link: Option<String>,
    /// Why, as plain text; or empty.
    pub note: String,
    /// The language of that where it is not the page's, else empty.
    pub lang: String,
}

/// The meeting before or after.
#[derive(Debug, Clone, Serialize)]
pub struct NeighbourView {
    /// The meeting.
    pub link: Link,
    /// ISO 8601.
    pub date: String,
}

impl View for MeetingView {
    fn tables(&self) -> Vec<NamedTable<'_>> {
        attendance_tables(&self.sections)
    }
}

/// The attendance of some sections, as sentences and as tables.
pub(in crate::view) fn attendance_tables(sections: &[SectionView]) -> Vec<NamedTable<'_>> {
    let tables = sections.iter().flat_map(|s| &s.blocks).flat_map(|b| &b.tables);
    tables.flat_map(both_ways).collect()
}

fn both_ways(table: &AttendanceTable) -> [NamedTable<'_>; 2] {
    let sentence = NamedTable::new(&table.sentence, RowTable::AttendanceSentence(table));
    [sentence, NamedTable::new(&table.name, RowTable::Attendance(table))]
}

/// An action that was raised here, and the last that was said of it.
#[derive(Debug, Clone, Serialize)]
pub struct SinceRow {
    /// The action.
    pub row: ActionRow,
    /// When something was last said of it, ISO 8601; empty where nothing was.
    pub date: String,
    /// The paragraph that said so; none for a row of the body's `actions.csv`.
    pub at: Option<Link>,
}

/// A version of a text.
#[derive(Debug, Clone, Serialize)]
pub struct CitedVersion {
    /// The first digits of the BLAKE3 hash of the text as this edition shows it.
    pub id: String,
    /// When it was last amended, ISO 8601; empty where it stands as first published.
    pub amended: String,
    /// The title does not say which body met.
    pub name_body: bool,
    /// The title does not say when it met.
    pub name_date: bool,
}

/// A section of the minutes.
#[derive(Debug, Clone, Serialize)]
pub struct SectionView {
    /// The number of the item, as written; or empty.
    pub number: String,
    /// The heading; empty where there is none.
    pub title: Html,
    /// Where a link finds it; empty where there is no heading.
    pub anchor: String,
    /// The level of the heading in the page: 2 to 6.
    pub level: u8,
    /// For the internal edition only.
    pub internal: bool,
    /// What stands under the heading.
    pub blocks: Vec<BlockView>,
}

/// A run of the minutes.
#[derive(Debug, Clone, Default, Serialize)]
pub struct BlockView {
    /// `prose`, `paragraph`, `attendance`, `action`, `update`, `decision`, `proposal`, `vote`, `none` or `next`.
    pub kind: &'static str,
    /// Where a link finds it.
    pub anchor: String,
    /// The number as written; or empty.
    pub number: String,
    /// What stood before the text (`ACTION:`), as plain text; or empty.
    pub marker: String,
    /// The text.
    pub html: Html,
    /// For attendance.
    pub tables: Vec<AttendanceTable>,
    /// For an action that the block is.
    pub action: Option<ActionBeside>,
    /// For actions that the words of the block raise.
    pub raises: Vec<ActionBeside>,
    /// For a decision: its place in the minutes, or the number they gave it.
    pub decision: String,
    /// For what is said of an earlier action.
    pub update: Option<UpdateView>,
    /// The motions that it tells of.
    pub motions: Vec<MotionView>,
    /// Who refers to it.
    pub cited: Vec<Link>,
    /// Its place in the original that the minutes were imported from, where that is published.
    pub origin: Option<OriginPlace>,
    /// For the internal edition only.
    pub internal: bool,
}

/// A page of the original that minutes were imported from.
#[derive(Debug, Clone, Serialize)]
pub struct OriginPlace {
    /// The address of that page, below the site.
    pub href: String,
    /// Its number.
    pub page: u32,
}

/// What stands beside the words of an action.
#[derive(Debug, Clone, Serialize)]
pub struct ActionBeside {
    /// `4.2`.
    pub label: String,
    /// Its page.
    pub href: String,
    /// Who owns it now.
    pub owners: Vec<Link>,
    /// By when, now.
    pub due: DueView,
    /// Where it stands now.
    pub status: &'static str,
    /// Whether it is past due.
    pub overdue: bool,
}

/// What is said of an earlier action.
#[derive(Debug, Clone, Serialize)]
pub struct UpdateView {
    /// What the action is called within its meeting: `4.2`.
    pub label: String,
    /// The day it was raised, ISO 8601.
    pub date: String,
    /// Its page.
    pub href: String,
    /// What is to be done, as plain text.
    pub text: String,
    /// The language of that where it is not the page's, else empty.
    pub lang: String,
    /// The status it now has by these words, or empty.
    pub status: &'static str,
}

/// A line of the table of contents.
#[derive(Debug, Clone, Serialize)]
pub struct ContentsLine {
    /// The number of the item, or empty.
    pub number: String,
    /// Plain text.
    pub title: String,
    /// The fragment.
    pub anchor: String,
    /// 2 or 3.
    pub level: u8,
}

/// A paper.
#[derive(Debug, Clone, Serialize)]
pub struct PaperView {
    /// The file.
    pub file: FileView,
    /// The paper's own number, or empty.
    pub number: String,
    /// Its version, or empty.
    pub version: String,
    /// The item it belongs to, or empty.
    pub item: String,
}

/// Something that this meeting agreed.
#[derive(Debug, Clone, Serialize)]
pub struct AgreedView {
    /// The paragraph that says so; or empty.
    pub anchor: String,
    /// Its number, or that of the paragraph before it; or empty.
    pub number: String,
    /// What was agreed.
    pub what: Link,
}
