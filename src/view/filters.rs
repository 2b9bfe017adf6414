//! The choices by which a long register can be narrowed. They stand in the page, for its script to use: nothing moves when it does.

use std::collections::BTreeMap;

use serde::Serialize;

use super::LanguageSite;
use super::common::iso_day;
use crate::record::{ActionIx, Date, Day, DecisionIx, Status};

/// A register with more rows than this can be narrowed.
const FEW: usize = 10;

/// Days in which something is due soon.
const SOON: i32 = 30;

/// The choices by which a register can be narrowed.
#[derive(Debug, Clone, Serialize)]
pub struct RegisterFilters {
    /// How many rows there are to choose from.
    pub total: usize,
    /// `actions` or `decisions`: also a key of the messages, after `showing_`.
    pub of: &'static str,
    /// By column; those that all rows have alike are left out.
    pub columns: Vec<FilterColumn>,
    /// The orders that the script can put the rows in, besides that of the page: keys of the messages, after `sort_`.
    pub orders: Vec<&'static str>,
    /// The last day on which something is due soon, ISO 8601; empty where nothing has a date.
    pub soon: String,
}

/// The choices of a column.
#[derive(Debug, Clone, Serialize)]
pub struct FilterColumn {
    /// `owner`, `body`, `due`, `status` or `age`: its name in the address.
    pub name: &'static str,
    /// What it is called: a key of the messages.
    pub key: &'static str,
    /// In the order they are shown in.
    pub choices: Vec<FilterChoice>,
}

/// One choice.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FilterChoice {
    /// What the address calls it.
    pub value: String,
    /// A key of the messages; or empty.
    pub key: &'static str,
    /// Words of the record, where there is no key.
    pub text: String,
    /// Their language where it is not the page's, else empty.
    pub lang: String,
    /// The address below the site by which a row shows that it is chosen; or empty.
    pub href: String,
}

impl FilterChoice {
    fn of_key(value: &str, key: &'static str) -> FilterChoice {
        FilterChoice { value: value.to_owned(), key, ..FilterChoice::default() }
    }
}

/// The choices for a register of actions; nothing where it is short.
pub(super) fn of_actions(site: &LanguageSite<'_>, rows: &[ActionIx], of_body: bool) -> Option<RegisterFilters> {
    let soon = site.today.checked_add(jiff::Span::new().days(SOON)).unwrap_or(site.today);
    let bodies = if of_body { bodies(site, rows.iter().map(|a| site.record.actions[a.ix()].body)) } else { Vec::new() };
    let columns = vec![
        FilterColumn { name: "status", key: "status", choices: statuses(site, rows) },
        FilterColumn { name: "owner", key: "owner", choices: owners(site, rows) },
        FilterColumn { name: "body", key: "body", choices: bodies },
        FilterColumn { name: "due", key: "due", choices: dues(site, rows, soon) },
        FilterColumn { name: "age", key: "open_for", choices: ages(site, rows) },
    ];
    let orders = vec!["due", "raised", "age", "owner"];
    let filters = RegisterFilters { total: rows.len(), of: "actions", columns: worth(columns), orders, soon: iso_day(soon) };
    (rows.len() > FEW).then_some(filters)
}

/// The choices for a register of decisions; nothing where it is short.
pub(super) fn of_decisions(site: &LanguageSite<'_>, rows: &[DecisionIx]) -> Option<RegisterFilters> {
    let meetings = rows.iter().map(|d| &site.record.meetings[site.record.decisions[d.ix()].meeting.ix()]);
    let columns = worth(vec![FilterColumn { name: "body", key: "body", choices: bodies(site, meetings.map(|m| m.body)) }]);
    let filters = RegisterFilters { total: rows.len(), of: "decisions", columns, orders: Vec::new(), soon: String::new() };
    (rows.len() > FEW).then_some(filters)
}

/// The columns that leave something to choose.
fn worth(columns: Vec<FilterColumn>) -> Vec<FilterColumn> {
    columns.into_iter().filter(|c| c.choices.len() > 1).collect()
}

fn statuses(site: &LanguageSite<'_>, rows: &[ActionIx]) -> Vec<FilterChoice> {
    let actions = || rows.iter().map(|a| &site.record.actions[a.ix()]);
    let mut all = Vec::new();
    if actions().any(|a| a.is_overdue(site.today)) {
        all.push(FilterChoice::of_key("overdue", "overdue"));
    }
    let there = Status::ALL.iter().filter(|s| actions().any(|a| a.status == **s));
    all.extend(there.map(|s| FilterChoice::of_key(s.key(), status_key(*s))));
    all
}

fn status_key(status: Status) -> &'static str {
    match status {
        Status::Open => "status_open",
        Status::InProgress => "status_in-progress",
        Status::Done => "status_done",
        Status::Dropped => "status_dropped",
        Status::Superseded => "status_superseded",
    }
}

fn owners(site: &LanguageSite<'_>, rows: &[ActionIx]) -> Vec<FilterChoice> {
    let mut found: BTreeMap<&str, FilterChoice> = BTreeMap::new();
    let mut unowned = false;
    for action in rows.iter().map(|a| &site.record.actions[a.ix()]) {
        unowned |= action.owners.is_empty();
        for written in &action.owners {
            let Some(owner) = site.index.owner(site.record, written) else { continue };
            found.entry(&owner.slug).or_insert_with(|| {
                let link = site.owner_link(written);
                FilterChoice { value: owner.slug.clone(), key: "", text: link.text, lang: link.lang, href: link.href }
            });
        }
    }
    let mut all = by_name(found.into_values());
    if unowned {
        all.push(FilterChoice::of_key("none", "unowned"));
    }
    all
}

fn bodies(site: &LanguageSite<'_>, bodies: impl Iterator<Item = crate::record::BodyIx>) -> Vec<FilterChoice> {
    let mut found = BTreeMap::new();
    for at in bodies {
        found.entry(at).or_insert_with(|| {
            let link = site.body_short(at);
            let value = site.record.bodies[at.ix()].id.to_string();
            FilterChoice { value, key: "", text: link.text, lang: link.lang, href: link.href }
        });
    }
    by_name(found.into_values())
}

fn by_name(choices: impl Iterator<Item = FilterChoice>) -> Vec<FilterChoice> {
    let mut all: Vec<FilterChoice> = choices.collect();
    all.sort_by_cached_key(|c| c.text.to_lowercase());
    all
}

fn dues(site: &LanguageSite<'_>, rows: &[ActionIx], soon: Day) -> Vec<FilterChoice> {
    let last = |a: &ActionIx| site.record.actions[a.ix()].due.as_ref().and_then(|d| d.date).map(Date::last);
    let place = |day: Option<Day>| match day {
        Some(day) if day < site.today => 0,
        Some(day) if day <= soon => 1,
        Some(_) => 2,
        None => 3,
    };
    present(
        ["past", "soon", "later", "none"],
        ["due_past", "due_soon", "due_later", "no_due"],
        rows.iter().map(|a| place(last(a))),
    )
}

fn ages(site: &LanguageSite<'_>, rows: &[ActionIx]) -> Vec<FilterChoice> {
    let days = |a: &ActionIx| {
        let action = &site.record.actions[a.ix()];
        let until = action.closed.filter(|_| !action.status.is_open()).map_or(site.today, Date::first);
        (until - site.record.meetings[action.meeting.ix()].date).get_days()
    };
    let place = |days: i32| if days < 92 { 0 } else { usize::from(days >= 366) + 1 };
    present(["new", "year", "old"], ["age_new", "age_year", "age_old"], rows.iter().map(|a| place(days(a))))
}

/// Those of some choices that some row has, by their places.
fn present<const N: usize>(values: [&str; N], keys: [&'static str; N], places: impl Iterator<Item = usize>) -> Vec<FilterChoice> {
    let mut there = [false; N];
    for place in places {
        if let Some(mark) = there.get_mut(place) {
            *mark = true;
        }
    }
    let all = values.into_iter().zip(keys).zip(there);
    all.filter(|(_, there)| *there).map(|((value, key), _)| FilterChoice::of_key(value, key)).collect()
}
