//! Which pages there are, where each stands, and how each is shown.
//!
//! The plan is made from the record alone, so that what is published never depends on what was
//! rendered before.

use std::collections::BTreeSet;

use super::slice::Slice;
use crate::record::{ActionIx, BodyIx, MeetingIx, OrganisationIx, PageIx, PersonIx, Status};
use crate::view::actions::{Facet, Scope};
use crate::view::{Desk, Sink, datasets, lists, reports, versions};

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
    List(lists::Id),
    /// A page of the datasets.
    Dataset(datasets::Id),
    /// A page of the archive of reports.
    Report(reports::Id),
    /// An earlier version, or two compared.
    Version(versions::Id),
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
    if !written(crate::view::sitemap::PATH) {
        all.push(PageId::Sitemap);
    }
    if !written(crate::view::accessibility::PATH) {
        all.push(PageId::Accessibility);
    }
    meetings(desk, &mut all);
    registers(desk, &mut all);
    directory(desk, &mut all);
    let pages = desk.record.pages.iter().enumerate().filter(|(_, p)| !p.path.is_empty() && desk.stands(p));
    all.extend(pages.map(|(n, _)| PageId::Page(PageIx::at(n))));
    all.extend(lists::ids(desk.record).into_iter().map(PageId::List));
    all.extend(datasets::ids(desk.record).into_iter().map(PageId::Dataset));
    all.extend(reports::ids(desk.record).into_iter().map(PageId::Report));
    all.extend(versions::ids(desk.record).into_iter().map(PageId::Version));
    all.extend(crate::view::changes::cut(desk).into_keys().map(PageId::Changes));
    all.extend(crate::view::links::cut(desk).into_keys().map(PageId::Links));
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
        all.extend(crate::view::archive::cut(desk, None).into_keys().map(|s| PageId::Archive(None, s)));
    }
    for body in (0..record.bodies.len()).map(BodyIx::at) {
        if crate::view::body::has_archive(desk, body) {
            all.extend(crate::view::archive::cut(desk, Some(body)).into_keys().map(|s| PageId::Archive(Some(body), s)));
        }
    }
}

fn registers(desk: &Desk<'_>, all: &mut Vec<PageId>) {
    let record = desk.record;
    if !record.decisions.is_empty() {
        all.extend(crate::view::decisions::cut(desk).into_keys().map(PageId::Decisions));
    }
    if record.actions.is_empty() {
        return;
    }
    all.extend(Facet::ALL.map(PageId::ActionsBy));
    all.extend((0..record.actions.len()).map(|n| PageId::Action(ActionIx::at(n))));
    let bodies = (0..record.bodies.len()).map(BodyIx::at).filter(|b| crate::view::body::has_actions(desk, *b));
    let scopes = std::iter::once(Scope::All)
        .chain(desk.index.owners.iter().map(|o| Scope::Owner(o.slug.clone())))
        .chain(bodies.map(Scope::Body))
        .chain(Status::ALL.into_iter().filter(|s| crate::view::body::has_status(desk, *s)).map(Scope::Status));
    for scope in scopes {
        all.extend(crate::view::actions::cut(desk, &scope).into_keys().map(|s| PageId::Actions(scope.clone(), s)));
    }
}

fn directory(desk: &Desk<'_>, all: &mut Vec<PageId>) {
    let record = desk.record;
    let letters = crate::view::az::letters(desk);
    if !letters.is_empty() {
        all.push(PageId::Az(None));
        all.extend(letters.keys().map(|l| PageId::Az(Some(l.clone()))));
    }
    if !record.organisations.is_empty() {
        all.push(PageId::Organisations);
    }
    for ix in (0..record.organisations.len()).map(OrganisationIx::at) {
        all.extend(crate::view::organisation::cut(desk, ix).into_keys().map(|s| PageId::Organisation(ix, s)));
    }
    if !record.people.is_empty() {
        all.push(PageId::People);
    }
    for ix in (0..record.people.len()).map(PersonIx::at) {
        all.extend(crate::view::person::cut(desk, ix).into_keys().map(|s| PageId::Person(ix, s)));
    }
}

/// The path of a page's folder below the site, without slashes at the ends.
pub fn path(desk: &Desk<'_>, id: &PageId) -> String {
    let record = desk.record;
    match id {
        PageId::Home => String::new(),
        PageId::Body(ix) => record.bodies[ix.ix()].id.to_string(),
        PageId::Meeting(ix) => desk.addresses.meeting_path(*ix),
        PageId::Actions(scope, slice) => crate::view::actions::path(desk, scope, *slice),
        PageId::ActionsBy(facet) => format!("actions/{}", facet.key()),
        PageId::Action(ix) => desk.addresses.action_path(*ix),
        PageId::Decisions(slice) => crate::view::decisions::path(*slice),
        PageId::Archive(body, slice) => crate::view::archive::path(desk, *body, *slice),
        PageId::Organisations => "organisations".to_owned(),
        PageId::Organisation(ix, slice) => crate::view::organisation::path(desk, *ix, *slice),
        PageId::People => "people".to_owned(),
        PageId::Person(ix, slice) => crate::view::person::path(desk, *ix, *slice),
        PageId::List(id) => lists::path(desk, id),
        PageId::Dataset(id) => datasets::path(desk, id),
        PageId::Report(id) => reports::path(desk, id),
        PageId::Version(id) => versions::path(desk, id),
        PageId::Changes(slice) => crate::view::changes::path(*slice),
        PageId::Links(slice) => crate::view::links::path(*slice),
        PageId::Page(ix) => crate::view::page::path(desk, *ix),
        PageId::Az(letter) => crate::view::az::path(letter.as_deref()),
        PageId::Search => "search".to_owned(),
        PageId::Sitemap => crate::view::sitemap::PATH.to_owned(),
        PageId::Accessibility => crate::view::accessibility::PATH.to_owned(),
        PageId::NotFound => "404".to_owned(),
    }
}

/// Makes a page and hands it over with its template.
pub fn show<S: Sink>(id: &PageId, desk: &Desk<'_>, sink: &mut S) {
    macro_rules! page {
        ($template:literal, $made:expr) => {{
            let (head, view) = $made;
            sink.page($template, &head, &view);
        }};
    }
    match id {
        PageId::Home => page!("home.html", crate::view::home::home(desk)),
        PageId::Body(ix) => page!("body.html", crate::view::body::body(desk, *ix)),
        PageId::Meeting(ix) => page!("meeting.html", crate::view::meeting::meeting(desk, *ix)),
        PageId::Actions(scope, slice) => page!("actions.html", crate::view::actions::actions(desk, scope, *slice)),
        PageId::ActionsBy(facet) => page!("facet.html", crate::view::actions::facet(desk, *facet)),
        PageId::Action(ix) => page!("action.html", crate::view::action::action(desk, *ix)),
        PageId::Decisions(slice) => page!("decisions.html", crate::view::decisions::decisions(desk, *slice)),
        PageId::Archive(body, slice) => page!("archive.html", crate::view::archive::archive(desk, *body, *slice)),
        PageId::Organisations => page!("directory.html", crate::view::organisation::organisations(desk)),
        PageId::Organisation(ix, slice) => {
            page!("organisation.html", crate::view::organisation::organisation(desk, *ix, *slice));
        }
        PageId::People => page!("directory.html", crate::view::person::people(desk)),
        PageId::Person(ix, slice) => page!("person.html", crate::view::person::person(desk, *ix, *slice)),
        PageId::List(id) => lists::show(id, desk, sink),
        PageId::Dataset(id) => datasets::show(id, desk, sink),
        PageId::Report(id) => reports::show(id, desk, sink),
        PageId::Version(id) => versions::show(id, desk, sink),
        PageId::Changes(slice) => page!("changes.html", crate::view::changes::changes(desk, *slice)),
        PageId::Links(slice) => page!("links.html", crate::view::links::links(desk, *slice)),
        PageId::Page(ix) => page!("page.html", crate::view::page::page(desk, *ix)),
        PageId::Az(letter) => page!("az.html", crate::view::az::az(desk, letter.as_deref())),
        PageId::Search => page!("search.html", crate::view::search::search(desk)),
        PageId::Sitemap => page!("sitemap.html", crate::view::sitemap::sitemap(desk)),
        PageId::Accessibility => page!("accessibility.html", crate::view::accessibility::accessibility(desk)),
        PageId::NotFound => page!("404.html", crate::view::not_found::not_found(desk)),
    }
}
