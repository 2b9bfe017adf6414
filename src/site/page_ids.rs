//! The names of pages: what a page is of, before anything is known of its address.

use super::slice::Slice;
use crate::record::{ActionIx, BodyIx, DatasetIx, ListIx, MeetingIx, OrganisationIx, PageIx, PersonIx, ReportIx, Status};

/// A page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageId {
    /// The home page.
    Home,
    /// A body.
    Body(BodyIx),
    /// A meeting.
    Meeting(MeetingIx),
    /// A page of the register of actions.
    Actions(Scope, Slice),
    /// The actions of a register that are past due: of all, of an owner or of a body.
    Overdue(Scope),
    /// A list of registers.
    ActionsBy(Facet),
    /// An action.
    Action(ActionIx),
    /// A page of the register of decisions.
    Decisions(Slice),
    /// The meetings of the site, or of a body.
    Archive(Option<BodyIx>, Slice),
    /// The list of organisations.
    Organisations,
    /// An organisation, or a part of its attendance.
    Organisation(OrganisationIx, Slice),
    /// The list of people.
    People,
    /// A person, or a part of their attendance.
    Person(PersonIx, Slice),
    /// A page of the priority lists.
    List(ListPageId),
    /// A page of the datasets.
    Dataset(DatasetPageId),
    /// A page of the archive of reports.
    Report(ReportPageId),
    /// An earlier version, or two compared.
    Version(VersionPageId),
    /// What happened when.
    Changes(Slice),
    /// The addresses to link to.
    Links(Slice),
    /// A plain page.
    Page(PageIx),
    /// The A to Z: its letters, or one of them.
    Az(Option<String>),
    /// Search.
    Search,
    /// The map of the site.
    Sitemap,
    /// The accessibility statement.
    Accessibility,
    /// For an address that is not there.
    NotFound,
}

/// The actions that a register holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// All; its years are the registers by year.
    All,
    /// Of one owner, by slug.
    Owner(String),
    /// Of one body.
    Body(BodyIx),
    /// With one status.
    Status(Status),
}

/// Lists of registers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// Every owner.
    Owner,
    /// Every body.
    Body,
    /// Every status.
    Status,
    /// Every year.
    Year,
}

impl Facet {
    /// All of them.
    pub const ALL: [Facet; 4] = [Facet::Owner, Facet::Body, Facet::Status, Facet::Year];

    /// As in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Facet::Owner => "owner",
            Facet::Body => "body",
            Facet::Status => "status",
            Facet::Year => "year",
        }
    }
}

/// A page of the lists.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListPageId {
    /// All lists.
    Index,
    /// One list.
    List(ListIx),
    /// A revision, by its place.
    Revision(ListIx, u32),
    /// Two revisions compared, the earlier first.
    Compare(ListIx, u32, u32),
    /// A revision beside every later one, by its place.
    Others(ListIx, u32),
    /// An entry, by its key.
    Entry(ListIx, Box<str>),
}

/// A page of the datasets.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DatasetPageId {
    /// All datasets.
    Index,
    /// One dataset.
    Dataset(DatasetIx),
}

/// A page of the archive.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReportPageId {
    /// All reports.
    Index,
    /// One report.
    Report(ReportIx),
}

/// A document with versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VersionedDocument {
    /// Minutes.
    Meeting(MeetingIx),
    /// A report.
    Report(ReportIx),
}

/// A page about versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VersionPageId {
    /// A version, by its place.
    Version(VersionedDocument, u32),
    /// Two versions compared, by their places, the earlier first; the place after the last earlier one is the text as it stands.
    Compare(VersionedDocument, u32, u32),
}
