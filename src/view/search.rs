//! The search page: a form, what it finds, and without a script the ways to browse: each facet's values, with the page of each.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Head, LanguageSite, Link, View};
use crate::record::{BodyIx, Edition};
use crate::site::page_ids::Facet;

/// Values of a facet that are listed; the rest are behind a link to all.
const MOST: usize = 40;

/// The search page.
#[derive(Debug, Clone, Serialize)]
pub struct SearchView {
    /// The folder of the search index of this language: `cy/`; empty for the first language.
    pub index_folder: String,
    /// Where to browse without a script: keys of the messages and addresses.
    pub browse: Vec<Link>,
    /// The names of the months, for its script: a browser has none in Welsh.
    pub months: Vec<String>,
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
pub fn search(site: &LanguageSite<'_>) -> (Head, SearchView) {
    let description = site.say("search_description");
    let head = site.head("search", "search", site.say("search"), description, Vec::new()).in_own_words();
    let browse = crate::site::globals::browse(site).into_iter().map(|l| Link::new(l.text.to_owned(), l.href));
    let mut browse: Vec<Link> = browse.collect();
    let there = |empty: bool, text: &str, path: &str| (!empty).then(|| Link::new(text.to_owned(), site.addresses.folder(path)));
    browse.extend(there(site.record.organisations.is_empty(), "nav_organisations", "organisations"));
    browse.extend(there(site.record.people.is_empty(), "nav_people", "people"));
    browse.extend(there(crate::site::letters::letters(site).is_empty(), "nav_az", "a-z"));
    let mut index_folder = site.addresses.place_of("");
    if !index_folder.is_empty() {
        index_folder.push('/');
    }
    (head, SearchView { index_folder, browse, months: site.words().months(), facets: facets(site) })
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

fn facets(site: &LanguageSite<'_>) -> Vec<BrowseFacet> {
    let folder = |path: &str| site.addresses.folder(path);
    let all = [
        ("kind", kinds(site), String::new()),
        ("body", bodies(site), folder("a-z")),
        ("year", years(site), folder("archive")),
        ("owner", counted(site, Facet::Owner, site.foreign()), folder("actions/owner")),
        ("organisation", organisations(site), folder("organisations")),
        ("status", counted(site, Facet::Status, ""), String::new()),
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
fn counted(site: &LanguageSite<'_>, facet: Facet, lang: &str) -> Vec<BrowseLink> {
    let links = super::actions::facet(site, facet).1.links.into_iter();
    links.map(|l| BrowseLink { text: l.text, href: l.href, count: l.count, lang: lang.to_owned() }).collect()
}

fn named(link: Link, count: usize) -> BrowseLink {
    BrowseLink { text: link.text, href: link.href, count, lang: link.lang }
}

fn link(text: impl Into<String>, href: String, count: usize) -> BrowseLink {
    BrowseLink { text: text.into(), href, count, lang: String::new() }
}

fn kinds(site: &LanguageSite<'_>) -> Vec<BrowseLink> {
    let r = site.record;
    let people = r.people.iter().filter(|p| site.edition == Edition::Internal || p.public_name.is_none()).count();
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
    there.map(|(key, path, count)| link(key, site.addresses.folder(path), count)).collect()
}

/// Each body with all that belongs to it, itself too; those with the most first.
fn bodies(site: &LanguageSite<'_>) -> Vec<BrowseLink> {
    let r = site.record;
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
    let mut all: Vec<BrowseLink> = bodies.map(|((n, _), count)| named(site.body_link(BodyIx::at(n)), count)).collect();
    all.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
    all
}

/// Years in which a body met, newest first, with the meetings, reports and lists of each.
fn years(site: &LanguageSite<'_>) -> Vec<BrowseLink> {
    let r = site.record;
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
            0 => site.addresses.year(year),
            1 => site.addresses.folder("reports"),
            _ => site.addresses.folder("lists"),
        };
        link(year.to_string(), href, count)
    })
    .collect()
}

fn organisations(site: &LanguageSite<'_>) -> Vec<BrowseLink> {
    let count = site.record.organisations.len();
    if count == 0 { Vec::new() } else { vec![link("organisation", site.addresses.folder("organisations"), count)] }
}
