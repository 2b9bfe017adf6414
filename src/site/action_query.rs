//! Actions as they are asked for on the command line: by owner, body, status, due date and age, in an order.
//!
//! The same names find an owner here as in minutes: id, name, abbreviation, or an earlier name.

use super::index::{self, Owner};
use super::language::LanguageSite;
use crate::diag::nearest;
use crate::record::{ActionIx, Body, BodyIx, Date, Day, List, ListIx, NameByDate, Party, Status, slug};

/// A question for actions; the default asks for every one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActionFilter {
    /// Of one of these owners.
    pub owners: Vec<String>,
    /// Of one of these bodies.
    pub bodies: Vec<String>,
    /// With one of these statuses.
    pub statuses: Vec<Status>,
    /// Past due and still open.
    pub overdue: bool,
    /// Due on that day or before.
    pub due_by: Option<Day>,
    /// Raised in that year.
    pub year: Option<i16>,
    /// Raised so many days ago or more.
    pub days: Option<u32>,
}

/// The order of actions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ActionOrder {
    /// The most pressing first: open ones by due date, then closed ones, newest first
    #[default]
    Pressing,
    /// By the day they were raised
    Raised,
    /// By due date; those without one last
    Due,
    /// By owner
    Owner,
    /// By body
    Body,
    /// By status
    Status,
    /// The longest open first
    Age,
}

/// A name that nothing has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownName {
    /// `owner`, `body` or `list`.
    pub what: &'static str,
    /// As asked for.
    pub name: String,
    /// The name that was probably meant.
    pub near: Option<String>,
}

impl std::fmt::Display for UnknownName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "there is no {} `{}`", self.what, self.name)?;
        match &self.near {
            Some(near) => write!(f, "; did you mean `{near}`?"),
            None => Ok(()),
        }
    }
}

/// The actions that are asked for, in order.
///
/// # Errors
/// Where an owner or a body of the filter is not known.
pub fn select(site: &LanguageSite<'_>, filter: &ActionFilter, order: ActionOrder) -> Result<Vec<ActionIx>, UnknownName> {
    let bodies: Vec<BodyIx> = filter.bodies.iter().map(|name| body_called(site, name)).collect::<Result<_, _>>()?;
    let mut owned: Vec<ActionIx> = Vec::new();
    for name in &filter.owners {
        owned.extend(owner_called(site, name)?);
    }
    owned.sort_unstable();
    let record = site.record;
    let due = |a: ActionIx| record.actions[a.ix()].due.as_ref().and_then(|d| d.date).map(Date::last);
    let raised = |a: ActionIx| index::raised_on(record, a);
    let oldest = filter.days.and_then(|n| site.today.checked_sub(jiff::Span::new().try_days(i64::from(n)).ok()?).ok());
    let fits = |a: &ActionIx| {
        let action = &record.actions[a.ix()];
        (filter.owners.is_empty() || owned.binary_search(a).is_ok())
            && (bodies.is_empty() || bodies.contains(&action.body))
            && (filter.statuses.is_empty() || filter.statuses.contains(&action.status))
            && (!filter.overdue || action.is_overdue(site.today))
            && filter.due_by.is_none_or(|day| due(*a).is_some_and(|d| d <= day))
            && filter.year.is_none_or(|year| raised(*a).year() == year)
            && (filter.days.is_none() || oldest.is_some_and(|day| raised(*a) <= day))
    };
    let mut found: Vec<ActionIx> = site.index.actions.iter().copied().filter(fits).collect();
    match order {
        ActionOrder::Pressing => found = sort_by_urgency(site, &found),
        ActionOrder::Raised => {}
        ActionOrder::Due => found.sort_by_key(|a| (due(*a).is_none(), due(*a))),
        ActionOrder::Owner => found.sort_by_cached_key(|a| {
            let names: Vec<String> =
                record.actions[a.ix()].owners.iter().map(|o| site.written_party(o).text.to_lowercase()).collect();
            (names.is_empty(), names)
        }),
        ActionOrder::Body => found.sort_by_key(|a| record.actions[a.ix()].body),
        ActionOrder::Status => found.sort_by_key(|a| record.actions[a.ix()].status),
        ActionOrder::Age => found.sort_by_key(|a| {
            let action = &record.actions[a.ix()];
            let until = action.closed.filter(|_| !action.status.is_open()).map_or(site.today, Date::first);
            std::cmp::Reverse((until - raised(*a)).get_days())
        }),
    }
    Ok(found)
}

/// Open ones by how soon they are due, then by age; then the closed ones, newest first. `held` is by the day they were raised.
pub fn sort_by_urgency(site: &LanguageSite<'_>, held: &[ActionIx]) -> Vec<ActionIx> {
    let record = site.record;
    let is_open = |a: &ActionIx| record.actions[a.ix()].status.is_open();
    let mut all: Vec<ActionIx> = held.iter().copied().filter(is_open).collect();
    all.sort_by_key(|a| {
        let due = record.actions[a.ix()].due.as_ref().and_then(|d| d.date).map(Date::last);
        (due.is_none(), due, index::raised_on(record, *a), *a)
    });
    all.extend(held.iter().rev().copied().filter(|a| !is_open(a)));
    all
}

/// The body of an id, a name or an abbreviation.
///
/// # Errors
/// Where there is none.
pub fn body_called(site: &LanguageSite<'_>, name: &str) -> Result<BodyIx, UnknownName> {
    let bodies = &site.record.bodies;
    let wanted = slug(name);
    let called = |b: &Body| body_names(b).any(|n| slug(n) == wanted);
    let hit = bodies.iter().position(|b| *b.id == *name.trim_matches('/')).or_else(|| bodies.iter().position(called));
    hit.map(BodyIx::at).ok_or_else(|| UnknownName {
        what: "body",
        name: name.to_owned(),
        near: nearest(name, bodies.iter().flat_map(body_names)).map(str::to_owned),
    })
}

/// The list of an id, a path or a title.
///
/// # Errors
/// Where there is none.
pub fn list_called(site: &LanguageSite<'_>, name: &str) -> Result<ListIx, UnknownName> {
    let lists = &site.record.lists;
    let names = |list: &'_ List| [list.id.to_string(), list.path.to_string(), list.document.title.to_string()];
    let wanted = slug(name);
    let hit = lists.iter().position(|l| *l.path == *name.trim_matches('/'));
    let hit = hit.or_else(|| lists.iter().position(|l| names(l).iter().any(|n| slug(n) == wanted)));
    hit.map(ListIx::at).ok_or_else(|| {
        let all: Vec<String> = lists.iter().flat_map(names).collect();
        UnknownName {
            what: "list",
            name: name.to_owned(),
            near: nearest(name, all.iter().map(String::as_str)).map(str::to_owned),
        }
    })
}

fn body_names(body: &Body) -> impl Iterator<Item = &str> {
    [Some(&*body.id), Some(&*body.name), body.abbreviation.as_deref()].into_iter().flatten().chain(earlier(&body.names))
}

fn earlier(names: &[NameByDate]) -> impl Iterator<Item = &str> {
    names.iter().map(|n| &*n.name)
}

fn owner_called(site: &LanguageSite<'_>, name: &str) -> Result<Vec<ActionIx>, UnknownName> {
    Ok(owners_called(site, name)?.into_iter().flat_map(|o| o.actions.iter().copied()).collect())
}

/// The owners of actions who have an id, a name or an abbreviation; nobody for a name of the directory that owns nothing.
///
/// # Errors
/// Where nobody is called so.
pub fn owners_called<'d>(site: &'d LanguageSite<'_>, name: &str) -> Result<Vec<&'d Owner>, UnknownName> {
    let wanted = slug(name);
    let found: Vec<_> = site.index.owners.iter().filter(|o| owner_names(site, o).iter().any(|n| slug(n) == wanted)).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let all: Vec<&str> = site.index.owners.iter().flat_map(|o| owner_names(site, o)).collect();
    // Somebody of the directory who owns nothing is known all the same.
    let listed = site.record.organisations.iter().any(|o| slug(&o.name) == wanted || *o.id == *wanted)
        || site.record.people.iter().any(|p| p.public_name.is_none() && (slug(&p.name) == wanted || *p.id == *wanted));
    if listed {
        return Ok(Vec::new());
    }
    Err(UnknownName { what: "owner", name: name.to_owned(), near: nearest(name, all).map(str::to_owned) })
}

fn owner_names<'d>(site: &'d LanguageSite<'_>, owner: &'d Owner) -> Vec<&'d str> {
    let record = site.record;
    let mut names = vec![owner.slug.as_str(), owner.name.as_str()];
    match owner.party {
        Some(Party::Organisation(ix)) => {
            let o = &record.organisations[ix.ix()];
            names.extend(o.abbreviation.as_deref());
            names.extend(earlier(&o.names));
        }
        Some(Party::Person(ix)) => names.extend(earlier(&record.people[ix.ix()].names)),
        Some(Party::Body(ix)) => names.extend(body_names(&record.bodies[ix.ix()])),
        None => {}
    }
    names
}
