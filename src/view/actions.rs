//! The register of actions: all of them, and by owner, body, status and year.
//!
//! A page shows all of its rows while they are few. A long register shows what is open and leads to
//! its years, a long year to its months; so no page grows with the record.

use serde::Serialize;

use super::common::CountLink;
use super::filters::{self, RegisterFilters};
use super::rows::{ActionTable, StatusCount};
use super::{Head, LanguageSite, Link, NamedTable, RowTable, View};
use crate::record::{ActionIx, BodyIx, Party, Status};
use crate::site::action_registers::{cut, has_overdue, held, overdue_path, path, raised};
use crate::site::page_ids::{Facet, Scope};
use crate::site::slice::{LIMIT, Slice, parts};

/// A page of the register of actions.
#[derive(Debug, Clone, Serialize)]
pub struct ActionsView {
    /// `all`, `owner`, `body`, `status`, `year` or `overdue`.
    pub scope: &'static str,
    /// Who or what it is of: the owner's name, the body's; empty for all.
    pub name: String,
    /// The page of the owner or the body.
    pub about: Option<Link>,
    /// The status it is of, or empty.
    pub status: &'static str,
    /// The year or month it is of, ISO 8601, or empty.
    pub period: String,
    /// All that the page is of are shown; else only what is open, the most pressing first.
    pub complete: bool,
    /// How many there are in all.
    pub total: usize,
    /// How many are open.
    pub open: usize,
    /// How many are past due.
    pub overdue: usize,
    /// The page of those; empty where it is this one, or there is none.
    pub overdue_href: String,
    /// How many stand where.
    pub counts: Vec<StatusCount>,
    /// The register.
    pub actions: ActionTable,
    /// How it can be narrowed, where it is long.
    pub filters: Option<RegisterFilters>,
    /// The years or months it is cut into.
    pub parts: Vec<CountLink>,
    /// On the first page: those with the most actions.
    pub owners: Vec<CountLink>,
    /// On the first page: every body that has any, or the first so many.
    pub bodies: Vec<CountLink>,
    /// On the first page: every year.
    pub years: Vec<CountLink>,
    /// There are more owners than shown.
    pub more_owners: Option<Link>,
    /// There are more bodies than shown.
    pub more_bodies: Option<Link>,
}

impl View for ActionsView {
    fn tables(&self) -> Vec<NamedTable<'_>> {
        vec![NamedTable::new("actions", RowTable::Actions(&self.actions))]
    }
}

/// A list of registers.
#[derive(Debug, Clone, Serialize)]
pub struct FacetView {
    /// `owner`, `body`, `status` or `year`.
    pub facet: &'static str,
    /// Each with how many.
    pub links: Vec<CountLink>,
}

impl View for FacetView {}

/// How many owners and bodies the first page names.
const SHOWN: usize = 40;

/// A page of the register.
pub fn actions(site: &LanguageSite<'_>, scope: &Scope, slice: Slice) -> (Head, ActionsView) {
    let all = held(site, scope);
    let held = slice.of(all, |a| raised(site, *a));
    let complete = slice.is_complete(held.len());
    let first = *scope == Scope::All && slice == Slice::Whole;
    let cut = slice.cut(all, *scope == Scope::All, |a| raised(site, *a));
    let parts: Vec<CountLink> = parts(&cut, slice).into_iter().map(|(s, n)| part(site, scope, s, n, held)).collect();
    let (name, about) = named(site, scope);
    let head = head(site, scope, slice, &name);
    let action = |a: &ActionIx| &site.record.actions[a.ix()];
    let (rows, of_body) = (rows(site, scope, held, complete), !matches!(scope, Scope::Body(_)));
    let view = ActionsView {
        scope: match scope {
            Scope::All if slice != Slice::Whole => "year",
            Scope::All => "all",
            Scope::Owner(_) => "owner",
            Scope::Body(_) => "body",
            Scope::Status(_) => "status",
        },
        about,
        status: if let Scope::Status(s) = scope { s.key() } else { "" },
        period: slice.date(),
        total: held.len(),
        open: held.iter().filter(|a| action(a).status.is_open()).count(),
        overdue: held.iter().filter(|a| action(a).is_overdue(site.today)).count(),
        overdue_href: overdue_href(site, scope),
        counts: counts(site, held),
        filters: filters::of_actions(site, &rows, of_body),
        actions: site.action_table(rows.into_iter(), of_body),
        parts: if first { Vec::new() } else { parts.clone() },
        owners: if first { most_owners(site) } else { Vec::new() },
        bodies: if first { bodies(site).into_iter().take(SHOWN).collect() } else { Vec::new() },
        years: if first { parts } else { Vec::new() },
        more_owners: (first && site.index.owners.len() > SHOWN).then(|| more(site, Facet::Owner)),
        more_bodies: (first && bodies(site).len() > SHOWN).then(|| more(site, Facet::Body)),
        complete,
        name,
    };
    (head, view)
}

/// The page of what is past due in a register; empty where there is none.
fn overdue_href(site: &LanguageSite<'_>, scope: &Scope) -> String {
    if has_overdue(site, scope) { site.addresses.folder(&overdue_path(site, scope)) } else { String::new() }
}

/// What is past due in a register.
pub fn overdue(site: &LanguageSite<'_>, scope: &Scope) -> (Head, ActionsView) {
    let is_late = |a: &ActionIx| site.record.actions[a.ix()].is_overdue(site.today);
    let late: Vec<ActionIx> = held(site, scope).iter().copied().filter(is_late).collect();
    let rows = crate::site::action_query::sort_by_urgency(site, &late);
    let (name, about) = named(site, scope);
    let title = match scope {
        Scope::All | Scope::Status(_) => site.say("overdue_actions"),
        Scope::Owner(_) | Scope::Body(_) => site.say_with("overdue_of", &[("name", &name)]),
    };
    let mut above = vec![Link::new(site.say("nav_actions"), site.addresses.actions())];
    if *scope != Scope::All {
        above.push(Link::new(name.clone(), site.addresses.folder(&path(site, scope, Slice::Whole))));
    }
    let description = site.words().count("overdue_description", rows.len(), &[]);
    let mut head = site.head(&overdue_path(site, scope), "actions", title, description, above);
    if let Scope::Body(ix) = scope {
        head.illustrative = site.record.bodies[ix.ix()].illustrative;
    }
    let of_body = !matches!(scope, Scope::Body(_));
    let view = ActionsView {
        scope: "overdue",
        name,
        about,
        status: "",
        period: String::new(),
        complete: true,
        total: rows.len(),
        open: rows.len(),
        overdue: rows.len(),
        overdue_href: String::new(),
        counts: Vec::new(),
        filters: filters::of_actions(site, &rows, of_body),
        actions: site.action_table(rows.into_iter(), of_body),
        parts: Vec::new(),
        owners: Vec::new(),
        bodies: Vec::new(),
        years: Vec::new(),
        more_owners: None,
        more_bodies: None,
    };
    (head, view)
}

fn more(site: &LanguageSite<'_>, facet: Facet) -> Link {
    Link::new(facet.key().to_owned(), site.addresses.folder(&format!("actions/{}", facet.key())))
}

/// The open ones by how pressing they are, then the closed ones, newest first; without the closed ones where the page is not complete.
fn rows(site: &LanguageSite<'_>, scope: &Scope, held: &[ActionIx], complete: bool) -> Vec<ActionIx> {
    let record = site.record;
    let is_open = |a: &ActionIx| record.actions[a.ix()].status.is_open();
    // A long list of closed actions has nothing pressing: it shows its newest.
    if !complete && matches!(scope, Scope::Status(s) if !s.is_open()) {
        return held.iter().rev().take(LIMIT).copied().collect();
    }
    let mut all = crate::site::action_query::sort_by_urgency(site, held);
    all.truncate(if complete { all.len() } else { all.iter().take_while(|a| is_open(a)).count().min(LIMIT) });
    all
}

fn counts(site: &LanguageSite<'_>, held: &[ActionIx]) -> Vec<StatusCount> {
    Status::ALL
        .iter()
        .map(|status| StatusCount {
            status: status.key(),
            href: site.addresses.actions_by_status(*status),
            count: held.iter().filter(|a| site.record.actions[a.ix()].status == *status).count(),
        })
        .filter(|c| c.count > 0)
        .collect()
}

fn part(site: &LanguageSite<'_>, scope: &Scope, slice: Slice, count: usize, all: &[ActionIx]) -> CountLink {
    let held = slice.of(all, |a| raised(site, *a));
    CountLink {
        text: slice.date(),
        href: site.addresses.folder(&path(site, scope, slice)),
        count,
        open: held.iter().filter(|a| site.record.actions[a.ix()].status.is_open()).count(),
    }
}

fn named(site: &LanguageSite<'_>, scope: &Scope) -> (String, Option<Link>) {
    match scope {
        Scope::All | Scope::Status(_) => (String::new(), None),
        Scope::Body(ix) => (site.body_name(*ix).0, Some(site.body_link(*ix))),
        Scope::Owner(slug) => {
            let Some(owner) = site.index.owner_called(slug) else { return (slug.clone(), None) };
            let href = owner.party.map(|p| match p {
                Party::Organisation(ix) => site.addresses.organisation(ix),
                Party::Person(ix) => site.addresses.person(ix),
                Party::Body(ix) => site.addresses.body(ix),
            });
            (owner.name.clone(), href.map(|href| Link::new(owner.name.clone(), href)))
        }
    }
}

fn head(site: &LanguageSite<'_>, scope: &Scope, slice: Slice, name: &str) -> Head {
    let mut title = match scope {
        Scope::All => site.say("nav_actions"),
        Scope::Owner(_) | Scope::Body(_) => site.say_with("actions_of", &[("name", name)]),
        Scope::Status(status) => site.say_with("actions_of", &[("name", &site.say(&format!("status_{}", status.key())))]),
    };
    let whole = title.clone();
    if slice != Slice::Whole {
        title = site.say_with("raised_in", &[("title", &whole), ("period", &site.period(slice))]);
    }
    let mut above = Vec::new();
    if *scope != Scope::All || slice != Slice::Whole {
        above.push(Link::new(site.say("nav_actions"), site.addresses.actions()));
    }
    if *scope != Scope::All && slice != Slice::Whole {
        let text = if name.is_empty() { whole } else { name.to_owned() };
        above.push(Link::new(text, site.addresses.folder(&path(site, scope, Slice::Whole))));
    }
    if let (Slice::Month(..), Some(year)) = (slice, slice.above()) {
        above.push(Link::new(site.period(year), site.addresses.folder(&path(site, scope, year))));
    }
    let description = site.say("actions_description");
    let mut head = site.head(&path(site, scope, slice), "actions", title, description, above);
    if let Scope::Body(ix) = scope {
        head.illustrative = site.record.bodies[ix.ix()].illustrative;
    }
    head
}

fn most_owners(site: &LanguageSite<'_>) -> Vec<CountLink> {
    let mut all = owners(site);
    if all.len() > SHOWN {
        all.sort_by_key(|o| std::cmp::Reverse((o.open, o.count)));
        all.truncate(SHOWN);
        all.sort_by(|a, b| a.text.cmp(&b.text));
    }
    all
}

fn owners(site: &LanguageSite<'_>) -> Vec<CountLink> {
    let all = site.index.owners.iter().map(|owner| CountLink {
        text: owner.name.clone(),
        href: site.addresses.actions_of_owner(&owner.slug),
        count: owner.actions.len(),
        open: owner.actions.iter().filter(|a| site.record.actions[a.ix()].status.is_open()).count(),
    });
    let mut all: Vec<CountLink> = all.collect();
    all.sort_by_cached_key(|a| a.text.to_lowercase());
    all
}

fn bodies(site: &LanguageSite<'_>) -> Vec<CountLink> {
    let all = site.index.body_actions.iter().enumerate().filter(|(_, held)| !held.is_empty());
    let link = |(n, held): (usize, &Vec<ActionIx>)| CountLink {
        text: site.body_name(BodyIx::at(n)).0,
        href: site.addresses.actions_of_body(BodyIx::at(n)),
        count: held.len(),
        open: held.iter().filter(|a| site.record.actions[a.ix()].status.is_open()).count(),
    };
    all.map(link).collect()
}

/// A list of registers.
pub fn facet(site: &LanguageSite<'_>, facet: Facet) -> (Head, FacetView) {
    let links = match facet {
        Facet::Owner => owners(site),
        Facet::Body => bodies(site),
        Facet::Status => {
            let count = |s: Status| held(site, &Scope::Status(s)).len();
            let all = Status::ALL.iter().filter(|s| count(**s) > 0);
            all.map(|s| CountLink {
                text: s.key().to_owned(),
                href: site.addresses.actions_by_status(*s),
                count: count(*s),
                open: if s.is_open() { count(*s) } else { 0 },
            })
            .collect()
        }
        Facet::Year => {
            let all = &site.index.actions;
            let years = parts(&cut(site, &Scope::All), Slice::Whole);
            years.into_iter().map(|(s, n)| part(site, &Scope::All, s, n, all)).collect()
        }
    };
    let title = site.say(&format!("facet_{}", facet.key()));
    let above = vec![Link::new(site.say("nav_actions"), site.addresses.actions())];
    let head = site.head(&format!("actions/{}", facet.key()), "facet", title, String::new(), above).in_own_words();
    (head, FacetView { facet: facet.key(), links })
}
