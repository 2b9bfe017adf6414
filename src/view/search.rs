//! The search page: a form, what it finds, and without a script the ways to browse: each facet's values, with the page of each.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Desk, Head, Link, View};
use crate::record::{BodyIx, Edition};
use crate::site::action_registers::Facet;

/// Values of a facet that are listed; the rest are behind a link to all.
const MOST: usize = 40;

/// The search page.
#[derive(Debug, Clone, Serialize)]
pub struct SearchView {
    /// The folder of this side of the site, in which its index stands: `cy/`; empty for the first language.
    pub side: String,
    /// Where to browse without a script: keys of the messages and addresses.
    pub browse: Vec<Link>,
    /// The facets that the script narrows a search by, each with pages that need none.
    pub facets: Vec<BrowseFacet>,
}

impl View for SearchView {}

/// One facet.
#[derive(Debug, Clone, Serialize)]
pub struct BrowseFacet {
    /// `kind`, `body`, `year`, `owner`, `organisation`, `status`.
    pub key: &'static str,
    /// Its values and how many pages (of an owner or a status: actions) each has. Kinds and statuses are keys.
    pub links: Vec<BrowseLink>,
    /// The page that lists all of them; may be empty.
    pub all: String,
}

/// The search page.
pub fn search(desk: &Desk<'_>) -> (Head, SearchView) {
    let description = desk.say("search_description");
    let head = desk.head("search", "search", desk.say("search"), description, Vec::new()).in_own_words();
    let browse = crate::site::globals::browse(desk).into_iter().map(|l| Link::new(l.text.to_owned(), l.href));
    let mut browse: Vec<Link> = browse.collect();
    let there = |empty: bool, text: &str, path: &str| (!empty).then(|| Link::new(text.to_owned(), desk.addresses.folder(path)));
    browse.extend(there(desk.record.organisations.is_empty(), "nav_organisations", "organisations"));
    browse.extend(there(desk.record.people.is_empty(), "nav_people", "people"));
    browse.extend(there(crate::site::letters::letters(desk).is_empty(), "nav_az", "a-z"));
    let mut side = desk.addresses.place_of("");
    if !side.is_empty() {
        side.push('/');
    }
    (head, SearchView { side, browse, facets: facets(desk) })
}

/// A link of a facet.
#[derive(Debug, Clone, Serialize)]
pub struct BrowseLink {
    /// Plain text.
    pub text: String,
    /// Address below the site.
    pub href: String,
    /// How many it leads to.
    pub count: usize,
    /// The language of the words where that is not the page's, else empty.
    pub lang: String,
}

fn facets(desk: &Desk<'_>) -> Vec<BrowseFacet> {
    let folder = |path: &str| desk.addresses.folder(path);
    let all = [
        ("kind", kinds(desk), String::new()),
        ("body", bodies(desk), folder("a-z")),
        ("year", years(desk), folder("archive")),
        ("owner", counted(desk, Facet::Owner, desk.foreign()), folder("actions/owner")),
        ("organisation", organisations(desk), folder("organisations")),
        ("status", counted(desk, Facet::Status, ""), String::new()),
    ];
    let all = all.into_iter().filter(|(_, links, _)| !links.is_empty());
    all.map(|(key, mut links, all)| {
        let is_cut = links.len() > MOST && !all.is_empty();
        if is_cut {
            links.truncate(MOST);
        }
        BrowseFacet { key, links, all: if is_cut { all } else { String::new() } }
    })
    .collect()
}

/// A facet of the register of actions; an owner is called what the minutes call it, in their language.
fn counted(desk: &Desk<'_>, facet: Facet, lang: &str) -> Vec<BrowseLink> {
    let links = super::actions::facet(desk, facet).1.links.into_iter();
    links.map(|l| BrowseLink { text: l.text, href: l.href, count: l.count, lang: lang.to_owned() }).collect()
}

fn named(link: Link, count: usize) -> BrowseLink {
    BrowseLink { text: link.text, href: link.href, count, lang: link.lang }
}

fn link(text: impl Into<String>, href: String, count: usize) -> BrowseLink {
    BrowseLink { text: text.into(), href, count, lang: String::new() }
}

fn kinds(desk: &Desk<'_>) -> Vec<BrowseLink> {
    let r = desk.record;
    let people = r.people.iter().filter(|p| desk.edition == Edition::Internal || p.public_name.is_none()).count();
    let all = [
        ("meeting", "archive", r.meetings.len()),
        ("report", "reports", r.reports.len()),
        ("list", "lists", r.lists.len()),
        ("dataset", "datasets", r.datasets.len()),
        ("body", "a-z", r.bodies.len()),
        ("organisation", "organisations", r.organisations.len()),
        ("person", "people", people),
        ("action", "actions", r.actions.len()),
        ("decision", "decisions", r.decisions.len()),
    ];
    let there = all.into_iter().filter(|(.., count)| *count > 0);
    there.map(|(key, path, count)| link(key, desk.addresses.folder(path), count)).collect()
}

/// Each body with all that belongs to it, itself too; those with the most first.
fn bodies(desk: &Desk<'_>) -> Vec<BrowseLink> {
    let r = desk.record;
    let mut counts = vec![1usize; r.bodies.len()];
    let held = r.meetings.iter().map(|m| Some(m.body));
    let held = held.chain(r.reports.iter().map(|r| r.body)).chain(r.lists.iter().map(|l| l.body));
    let held = held.chain(r.datasets.iter().map(|d| d.body)).chain(r.pages.iter().map(|p| p.body));
    for body in held.flatten() {
        if let Some(count) = counts.get_mut(body.ix()) {
            *count += 1;
        }
    }
    let bodies = r.bodies.iter().enumerate().zip(counts);
    let mut all: Vec<BrowseLink> = bodies.map(|((n, _), count)| named(desk.body_link(BodyIx::at(n)), count)).collect();
    all.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
    all
}

/// Years in which a body met, newest first, with the meetings, reports and lists of each.
fn years(desk: &Desk<'_>) -> Vec<BrowseLink> {
    let r = desk.record;
    // For each year how many things it has, and the page that shows the first kind of them there is: meetings, reports, lists.
    let mut counts: BTreeMap<i16, (usize, u8)> = BTreeMap::new();
    let mut add = |year: i16, kind: u8| {
        let (count, first) = counts.entry(year).or_insert((0, kind));
        *count += 1;
        *first = kind.min(*first);
    };
    r.meetings.iter().for_each(|m| add(m.date.year(), 0));
    r.reports.iter().filter_map(|r| r.date).for_each(|d| add(d.year(), 1));
    r.lists.iter().filter_map(|l| l.revisions.last()).for_each(|l| add(l.date.year(), 2));
    let all = counts.into_iter().rev();
    all.map(|(year, (count, first))| {
        let href = match first {
            0 => desk.addresses.year(year),
            1 => desk.addresses.folder("reports"),
            _ => desk.addresses.folder("lists"),
        };
        link(year.to_string(), href, count)
    })
    .collect()
}

fn organisations(desk: &Desk<'_>) -> Vec<BrowseLink> {
    let count = desk.record.organisations.len();
    if count == 0 { Vec::new() } else { vec![link("organisation", desk.addresses.folder("organisations"), count)] }
}
