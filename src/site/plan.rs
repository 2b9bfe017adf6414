//! Which pages there are, and the path of each.
//!
//! The plan is made from the record alone, so that what is published never depends on what was
//! rendered before.

use super::action_registers::{self, Facet, Scope};
use super::desk::Desk;
use super::document_pages::{
    DatasetPageId, ReportPageId, VersionPageId, dataset_page_path, dataset_pages, report_page_path, report_pages,
    version_page_path, version_pages,
};
use super::letters::{az_path, letters};
use super::list_pages::{ListPageId, list_page_path, list_pages};
use super::slice::Slice;
use super::{archive, registers};
use crate::record::{ActionIx, BodyIx, MeetingIx, OrganisationIx, PageIx, PersonIx, Status};
use std::collections::BTreeSet;

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

/// Every page, sorted by path.
pub fn plan(desk: &Desk<'_>) -> Vec<PageId> {
    let mut all = vec![PageId::Home, PageId::Search, PageId::NotFound];
    let written = |path: &str| desk.record.pages.binary_search_by(|p| (*p.path).cmp(path)).is_ok();
    if !written(registers::SITEMAP) {
        all.push(PageId::Sitemap);
    }
    if !written(registers::ACCESSIBILITY) {
        all.push(PageId::Accessibility);
    }
    meetings(desk, &mut all);
    registers(desk, &mut all);
    directory(desk, &mut all);
    let pages = desk.record.pages.iter().enumerate().filter(|(_, p)| !p.path.is_empty() && desk.stands(p));
    all.extend(pages.map(|(n, _)| PageId::Page(PageIx::at(n))));
    all.extend(list_pages(desk.record).into_iter().map(PageId::List));
    all.extend(dataset_pages(desk.record).into_iter().map(PageId::Dataset));
    all.extend(report_pages(desk.record).into_iter().map(PageId::Report));
    all.extend(version_pages(desk.record).into_iter().map(PageId::Version));
    all.extend(registers::cut_changes(desk).into_keys().map(PageId::Changes));
    all.extend(registers::cut_links(desk).into_keys().map(PageId::Links));
    all.sort_by_cached_key(|id| (path(desk, id), id.clone()));
    all
}

/// Returns the addresses that a document has and a page that the program makes has too.
pub fn overlaps(desk: &Desk<'_>) -> BTreeSet<Box<str>> {
    let is_document = |id: &PageId| {
        matches!(
            id,
            PageId::Body(_)
                | PageId::Meeting(_)
                | PageId::Page(_)
                | PageId::List(_)
                | PageId::Dataset(_)
                | PageId::Report(_)
                | PageId::Version(_)
        )
    };
    let paths: Vec<(String, bool)> = desk.plan().iter().map(|id| (path(desk, id), is_document(id))).collect();
    let shared = paths.windows(2).filter(|pair| matches!(pair, [a, b] if a.0 == b.0 && (a.1 != b.1)));
    shared.map(|pair| pair[0].0.as_str().into()).collect()
}

fn meetings(desk: &Desk<'_>, all: &mut Vec<PageId>) {
    let record = desk.record;
    all.extend((0..record.bodies.len()).map(|n| PageId::Body(BodyIx::at(n))));
    all.extend((0..record.meetings.len()).map(|n| PageId::Meeting(MeetingIx::at(n))));
    if !record.meetings.is_empty() {
        all.extend(archive::cut(desk, None).into_keys().map(|s| PageId::Archive(None, s)));
    }
    for body in (0..record.bodies.len()).map(BodyIx::at) {
        if archive::has_archive(desk, body) {
            all.extend(archive::cut(desk, Some(body)).into_keys().map(|s| PageId::Archive(Some(body), s)));
        }
    }
}

fn registers(desk: &Desk<'_>, all: &mut Vec<PageId>) {
    let record = desk.record;
    if !record.decisions.is_empty() {
        all.extend(registers::cut_decisions(desk).into_keys().map(PageId::Decisions));
    }
    if record.actions.is_empty() {
        return;
    }
    all.extend(Facet::ALL.map(PageId::ActionsBy));
    all.extend((0..record.actions.len()).map(|n| PageId::Action(ActionIx::at(n))));
    let bodies = (0..record.bodies.len()).map(BodyIx::at).filter(|b| action_registers::has_actions(desk, *b));
    let scopes = std::iter::once(Scope::All)
        .chain(desk.index.owners.iter().map(|o| Scope::Owner(o.slug.clone())))
        .chain(bodies.map(Scope::Body))
        .chain(Status::ALL.into_iter().filter(|s| action_registers::has_status(desk, *s)).map(Scope::Status));
    for scope in scopes {
        all.extend(action_registers::cut(desk, &scope).into_keys().map(|s| PageId::Actions(scope.clone(), s)));
    }
}

fn directory(desk: &Desk<'_>, all: &mut Vec<PageId>) {
    let record = desk.record;
    let letters = letters(desk);
    if !letters.is_empty() {
        all.push(PageId::Az(None));
        all.extend(letters.keys().map(|l| PageId::Az(Some(l.clone()))));
    }
    if !record.organisations.is_empty() {
        all.push(PageId::Organisations);
    }
    for ix in (0..record.organisations.len()).map(OrganisationIx::at) {
        all.extend(registers::cut_organisation(desk, ix).into_keys().map(|s| PageId::Organisation(ix, s)));
    }
    if !record.people.is_empty() {
        all.push(PageId::People);
    }
    for ix in (0..record.people.len()).map(PersonIx::at) {
        all.extend(registers::cut_person(desk, ix).into_keys().map(|s| PageId::Person(ix, s)));
    }
}

/// The path of a page's folder below the site, without slashes at the ends.
pub fn path(desk: &Desk<'_>, id: &PageId) -> String {
    let record = desk.record;
    match id {
        PageId::Home => String::new(),
        PageId::Body(ix) => record.bodies[ix.ix()].id.to_string(),
        PageId::Meeting(ix) => desk.addresses.meeting_path(*ix),
        PageId::Actions(scope, slice) => action_registers::path(desk, scope, *slice),
        PageId::ActionsBy(facet) => format!("actions/{}", facet.key()),
        PageId::Action(ix) => desk.addresses.action_path(*ix),
        PageId::Decisions(slice) => registers::decisions_path(*slice),
        PageId::Archive(body, slice) => archive::path(desk, *body, *slice),
        PageId::Organisations => "organisations".to_owned(),
        PageId::Organisation(ix, slice) => registers::organisation_path(desk, *ix, *slice),
        PageId::People => "people".to_owned(),
        PageId::Person(ix, slice) => registers::person_path(desk, *ix, *slice),
        PageId::List(id) => list_page_path(desk, id),
        PageId::Dataset(id) => dataset_page_path(desk, id),
        PageId::Report(id) => report_page_path(desk, id),
        PageId::Version(id) => version_page_path(desk, id),
        PageId::Changes(slice) => registers::changes_path(*slice),
        PageId::Links(slice) => registers::links_path(*slice),
        PageId::Page(ix) => registers::page_path(desk, *ix),
        PageId::Az(letter) => az_path(letter.as_deref()),
        PageId::Search => "search".to_owned(),
        PageId::Sitemap => registers::SITEMAP.to_owned(),
        PageId::Accessibility => registers::ACCESSIBILITY.to_owned(),
        PageId::NotFound => "404".to_owned(),
    }
}
