//! Which pages there are, and the path of each.
//!
//! The plan is made from the record alone, so that what is published never depends on what was
//! rendered before.

use super::action_registers;
use super::document_pages::{dataset_page_path, dataset_pages, report_page_path, report_pages, version_page_path, version_pages};
use super::language::LanguageSite;
use super::letters::{az_path, letters};
use super::list_pages::{list_page_path, list_pages};
use super::page_ids::{Facet, PageId, Scope};
use super::{archive, registers};
use crate::record::{ActionIx, BodyIx, MeetingIx, OrganisationIx, PageIx, PersonIx, Status};
use std::collections::BTreeSet;

impl<'a> LanguageSite<'a> {
    /// Every page, sorted by path: planned once.
    pub fn plan(&self) -> &'a [PageId] {
        self.shared.plan.get_or_init(|| plan(self))
    }
}

/// Every page, sorted by path.
fn plan(site: &LanguageSite<'_>) -> Vec<PageId> {
    let mut all = vec![PageId::Home, PageId::Search, PageId::NotFound];
    let written = |path: &str| site.record.pages.binary_search_by(|p| (*p.path).cmp(path)).is_ok();
    if !written(registers::SITEMAP) {
        all.push(PageId::Sitemap);
    }
    if !written(registers::ACCESSIBILITY) {
        all.push(PageId::Accessibility);
    }
    meetings(site, &mut all);
    registers(site, &mut all);
    directory(site, &mut all);
    let pages = site.record.pages.iter().enumerate().filter(|(_, p)| !p.path.is_empty() && site.stands(p));
    all.extend(pages.map(|(n, _)| PageId::Page(PageIx::at(n))));
    all.extend(list_pages(site.record).into_iter().map(PageId::List));
    all.extend(dataset_pages(site.record).into_iter().map(PageId::Dataset));
    all.extend(report_pages(site.record).into_iter().map(PageId::Report));
    all.extend(version_pages(site.record).into_iter().map(PageId::Version));
    all.extend(registers::cut_changes(site).into_keys().map(PageId::Changes));
    all.extend(registers::cut_links(site).into_keys().map(PageId::Links));
    all.sort_by_cached_key(|id| (path(site, id), id.clone()));
    all
}

/// Returns the page at a path, without slashes at its ends. The home page, meetings and actions are found without a plan.
pub fn page_at(site: &LanguageSite<'_>, wanted: &str) -> Option<PageId> {
    if wanted.is_empty() {
        return Some(PageId::Home);
    }
    let record = site.record;
    let meeting = |id: &str| {
        let (body, key) = id.rsplit_once('/')?;
        let body = record.bodies.binary_search_by(|b| (*b.id).cmp(body)).ok()?;
        record.meetings_of(BodyIx::at(body)).find(|(_, meeting)| *meeting.key == *key).map(|(ix, _)| ix)
    };
    let action = |id: &str| {
        let at = meeting(id.rsplit_once('/')?.0)?;
        record.actions_of(at).find(|(_, action)| *action.id == *id).map(|(ix, _)| ix)
    };
    let quick = meeting(wanted)
        .map(PageId::Meeting)
        .or_else(|| wanted.strip_prefix("actions/").and_then(action).map(PageId::Action))
        .filter(|id| path(site, id) == wanted);
    quick.or_else(|| {
        let plan = site.plan();
        let at = plan.partition_point(|id| path(site, id).as_str() < wanted);
        plan.get(at).filter(|id| path(site, id) == wanted).cloned()
    })
}

/// Returns the addresses that a document has and a page that the program makes has too.
pub fn overlaps(site: &LanguageSite<'_>) -> BTreeSet<Box<str>> {
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
    let paths: Vec<(String, bool)> = site.plan().iter().map(|id| (path(site, id), is_document(id))).collect();
    let shared = paths.windows(2).filter(|pair| matches!(pair, [a, b] if a.0 == b.0 && (a.1 != b.1)));
    shared.map(|pair| pair[0].0.as_str().into()).collect()
}

fn meetings(site: &LanguageSite<'_>, all: &mut Vec<PageId>) {
    let record = site.record;
    all.extend((0..record.bodies.len()).map(|n| PageId::Body(BodyIx::at(n))));
    all.extend((0..record.meetings.len()).map(|n| PageId::Meeting(MeetingIx::at(n))));
    if !record.meetings.is_empty() {
        all.extend(archive::cut(site, None).into_keys().map(|s| PageId::Archive(None, s)));
    }
    for body in (0..record.bodies.len()).map(BodyIx::at) {
        if archive::has_archive(site, body) {
            all.extend(archive::cut(site, Some(body)).into_keys().map(|s| PageId::Archive(Some(body), s)));
        }
    }
}

fn registers(site: &LanguageSite<'_>, all: &mut Vec<PageId>) {
    let record = site.record;
    if !record.decisions.is_empty() {
        all.extend(registers::cut_decisions(site).into_keys().map(PageId::Decisions));
    }
    if record.actions.is_empty() {
        return;
    }
    all.extend(Facet::ALL.map(PageId::ActionsBy));
    all.extend((0..record.actions.len()).map(|n| PageId::Action(ActionIx::at(n))));
    let bodies = (0..record.bodies.len()).map(BodyIx::at).filter(|b| action_registers::has_actions(site, *b));
    let scopes = std::iter::once(Scope::All)
        .chain(site.index.owners.iter().map(|o| Scope::Owner(o.slug.clone())))
        .chain(bodies.map(Scope::Body))
        .chain(Status::ALL.into_iter().filter(|s| action_registers::has_status(site, *s)).map(Scope::Status));
    for scope in scopes {
        if action_registers::has_overdue(site, &scope) {
            all.push(PageId::Overdue(scope.clone()));
        }
        all.extend(action_registers::cut(site, &scope).into_keys().map(|s| PageId::Actions(scope.clone(), s)));
    }
}

fn directory(site: &LanguageSite<'_>, all: &mut Vec<PageId>) {
    let record = site.record;
    let letters = letters(site);
    if !letters.is_empty() {
        all.push(PageId::Az(None));
        all.extend(letters.keys().map(|l| PageId::Az(Some(l.clone()))));
    }
    if !record.organisations.is_empty() {
        all.push(PageId::Organisations);
    }
    for ix in (0..record.organisations.len()).map(OrganisationIx::at) {
        all.extend(registers::cut_organisation(site, ix).into_keys().map(|s| PageId::Organisation(ix, s)));
    }
    if !record.people.is_empty() {
        all.push(PageId::People);
    }
    for ix in (0..record.people.len()).map(PersonIx::at) {
        all.extend(registers::cut_person(site, ix).into_keys().map(|s| PageId::Person(ix, s)));
    }
}

/// The path of a page's folder below the site, without slashes at the ends.
pub fn path(site: &LanguageSite<'_>, id: &PageId) -> String {
    let record = site.record;
    match id {
        PageId::Home => String::new(),
        PageId::Body(ix) => record.bodies[ix.ix()].id.to_string(),
        PageId::Meeting(ix) => site.addresses.meeting_path(*ix),
        PageId::Actions(scope, slice) => action_registers::path(site, scope, *slice),
        PageId::Overdue(scope) => action_registers::overdue_path(site, scope),
        PageId::ActionsBy(facet) => format!("actions/{}", facet.key()),
        PageId::Action(ix) => site.addresses.action_path(*ix),
        PageId::Decisions(slice) => registers::decisions_path(*slice),
        PageId::Archive(body, slice) => archive::path(site, *body, *slice),
        PageId::Organisations => "organisations".to_owned(),
        PageId::Organisation(ix, slice) => registers::organisation_path(site, *ix, *slice),
        PageId::People => "people".to_owned(),
        PageId::Person(ix, slice) => registers::person_path(site, *ix, *slice),
        PageId::List(id) => list_page_path(site, id),
        PageId::Dataset(id) => dataset_page_path(site, id),
        PageId::Report(id) => report_page_path(site, id),
        PageId::Version(id) => version_page_path(site, id),
        PageId::Changes(slice) => registers::changes_path(*slice),
        PageId::Links(slice) => registers::links_path(*slice),
        PageId::Page(ix) => registers::page_path(site, *ix),
        PageId::Az(letter) => az_path(letter.as_deref()),
        PageId::Search => "search".to_owned(),
        PageId::Sitemap => registers::SITEMAP.to_owned(),
        PageId::Accessibility => registers::ACCESSIBILITY.to_owned(),
        PageId::NotFound => "404".to_owned(),
    }
}
