//! Digests: what is new of a body, an owner of actions or a list since a day, as an e-mail to be sent.
//!
//! They tell what the feeds and registers tell, from the record that the edition may see. Nothing is taken from the clock.

mod content;
mod mail;

use std::collections::BTreeSet;

use content::{DigestContent, DigestItem, DigestSection};

use super::atom::{self, Entry};
use super::file::absolute;
use super::markdown::one_line;
use crate::record::{ActionIx, BodyIx, Date, Day, DecisionIx, ListIx, Target};
use crate::site::action_query::{UnknownName, body_called, list_called, owners_called, sort_by_urgency};
use crate::site::{LanguageSite, Owner};
use crate::text::plain;

pub use mail::DigestMail;

/// The bodies, owners and lists that digests are asked for; all of them where nothing is named.
#[derive(Debug, Clone, Copy)]
pub struct DigestScope<'a> {
    /// Names of bodies.
    pub bodies: &'a [String],
    /// Names of owners of actions.
    pub owners: &'a [String],
    /// Names of lists.
    pub lists: &'a [String],
}

/// Makes the digests that have something to say, in the order of their paths.
///
/// # Errors
/// Where a name of the scope is not known.
pub fn digests(site: &LanguageSite<'_>, since: Day, scope: DigestScope<'_>) -> Result<Vec<DigestMail>, UnknownName> {
    let record = site.record;
    let is_all = scope.bodies.is_empty() && scope.owners.is_empty() && scope.lists.is_empty();
    let mut made: Vec<DigestContent> = Vec::new();
    if is_all {
        made.extend((0..record.bodies.len()).map(|n| of_body(site, since, BodyIx::at(n))));
        made.extend(site.index.owners.iter().map(|owner| of_owner(site, since, owner)));
        made.extend((0..record.lists.len()).map(|n| of_list(site, since, ListIx::at(n))));
    }
    for name in scope.bodies {
        made.push(of_body(site, since, body_called(site, name)?));
    }
    for name in scope.owners {
        made.extend(owners_called(site, name)?.into_iter().map(|owner| of_owner(site, since, owner)));
    }
    for name in scope.lists {
        made.push(of_list(site, since, list_called(site, name)?));
    }
    made.iter_mut().for_each(|digest| digest.sections.retain(|section| !section.items.is_empty()));
    made.retain(|digest| !digest.sections.is_empty());
    made.sort_by(|a, b| a.path.cmp(&b.path));
    made.dedup_by(|a, b| a.path == b.path);
    Ok(made.iter().map(|digest| mail::write_mail(site, since, digest)).collect())
}

fn of_body(site: &LanguageSite<'_>, since: Day, at: BodyIx) -> DigestContent {
    let record = site.record;
    let body = &record.bodies[at.ix()];
    let is_told = |day: Day| day >= since && day <= site.today;
    let meetings = record.meetings_of(at).filter(|(_, m)| is_told(m.date));
    let decisions = meetings.flat_map(|(ix, _)| record.decisions_of(ix)).map(|(ix, _)| decision(site, ix)).collect();
    let held = sort_by_urgency(site, site.index.body_actions.get(at.ix()).map_or(&[][..], |own| own));
    let raised = |a: &ActionIx| is_told(record.meetings[record.actions[a.ix()].meeting.ix()].date);
    let sections = vec![
        section(site, "news_published", news(site, since, atom::body_entries(site, at))),
        section(site, "nav_decisions", decisions),
        section(site, "digest_asked", actions(site, &held, raised)),
        section(site, "digest_closed", actions(site, &held, |a| is_closed_since(site, since, *a))),
        section(site, "overdue", actions(site, &held, |a| record.actions[a.ix()].is_overdue(site.today))),
    ];
    DigestContent {
        path: format!("body/{}.eml", body.id),
        name: one_line(&body.name),
        address: absolute(record, &site.addresses.body(at)),
        is_illustrative: record.is_illustrative(&Target::Body(at)),
        sections,
    }
}

fn of_owner(site: &LanguageSite<'_>, since: Day, owner: &Owner) -> DigestContent {
    let record = site.record;
    let held = sort_by_urgency(site, &owner.actions);
    let is_overdue = |a: &ActionIx| record.actions[a.ix()].is_overdue(site.today);
    let is_promised = |a: &ActionIx| record.actions[a.ix()].status.is_open() && !is_overdue(a);
    let sections = vec![
        section(site, "overdue", actions(site, &held, is_overdue)),
        section(site, "digest_promised", actions(site, &held, is_promised)),
        section(site, "digest_closed", actions(site, &held, |a| is_closed_since(site, since, *a))),
    ];
    DigestContent {
        path: format!("owner/{}.eml", owner.slug),
        name: one_line(&owner.name),
        address: absolute(record, &site.addresses.actions_of_owner(&owner.slug)),
        is_illustrative: false,
        sections,
    }
}

fn of_list(site: &LanguageSite<'_>, since: Day, at: ListIx) -> DigestContent {
    let list = &site.record.lists[at.ix()];
    DigestContent {
        path: format!("list/{}.eml", list.path),
        name: one_line(&list.document.title),
        address: absolute(site.record, &site.addresses.list(at)),
        is_illustrative: site.record.is_illustrative(&Target::List(at)),
        sections: vec![section(site, "news_published", news(site, since, atom::list_entries(site, at)))],
    }
}

fn section(site: &LanguageSite<'_>, heading: &str, items: Vec<DigestItem>) -> DigestSection {
    DigestSection { heading: site.say(heading), items }
}

/// Closed on a day that is told of. Of a month or year that counts which has begun by then and has not ended before.
fn is_closed_since(site: &LanguageSite<'_>, since: Day, at: ActionIx) -> bool {
    let action = &site.record.actions[at.ix()];
    let closed = action.closed.filter(|_| !action.status.is_open());
    closed.is_some_and(|day: Date| day.last() >= since && day.first() <= site.today)
}

/// What feeds tell of the days from `since`, newest first.
fn news(site: &LanguageSite<'_>, since: Day, mut entries: Vec<Entry>) -> Vec<DigestItem> {
    entries.retain(|e| e.updated >= since && e.updated <= site.today && e.published <= site.today);
    entries.sort_by(|a, b| (b.updated, &b.address).cmp(&(a.updated, &a.address)));
    let mut told = BTreeSet::new();
    entries.retain(|e| told.insert((e.updated, e.address.clone(), e.summary.clone())));
    let item = |e: Entry| {
        let mark = site.record.is_illustrative(&e.what).then(|| site.say("illustrative"));
        let parts = [mark, Some(site.day(e.updated)), Some(one_line(&e.summary))];
        DigestItem { title: one_line(&e.title), detail: joined(parts), address: e.address }
    };
    entries.into_iter().map(item).collect()
}

fn decision(site: &LanguageSite<'_>, at: DecisionIx) -> DigestItem {
    let meeting = site.record.decisions[at.ix()].meeting;
    let (text, _) = site.text_of_decision(at);
    let mark = site.record.is_illustrative(&Target::Meeting(meeting)).then(|| site.say("illustrative"));
    DigestItem {
        title: one_line(&plain(site.sources.slice(text))),
        detail: joined([mark, Some(one_line(&site.meeting_title(meeting))), None]),
        address: absolute(site.record, &site.addresses.decision(at)),
    }
}

fn actions(site: &LanguageSite<'_>, held: &[ActionIx], is_told: impl Fn(&ActionIx) -> bool) -> Vec<DigestItem> {
    held.iter().filter(|a| is_told(a)).map(|a| action(site, *a)).collect()
}

fn action(site: &LanguageSite<'_>, at: ActionIx) -> DigestItem {
    let action = &site.record.actions[at.ix()];
    let row = site.action_row(at);
    let owners: Vec<&str> = row.owners.iter().map(|o| o.text.as_str()).collect();
    let due = action.due.as_ref().map(|d| d.date.map_or_else(|| one_line(&d.text), |date| site.date(date)));
    let due = due.map(|due| format!("{}: {due}", site.say("due")));
    let status = format!("{}: {}", site.say("status"), site.say(&format!("status_{}", action.status.key())));
    let mark = site.record.is_illustrative(&Target::Action(at)).then(|| site.say("illustrative"));
    let names = Some(owners.join(", "));
    DigestItem {
        title: one_line(&row.text),
        detail: joined([mark, names, due, Some(status)]),
        address: absolute(site.record, &site.addresses.action(at)),
    }
}

/// The facts that there are, with a mark between two.
fn joined<const N: usize>(facts: [Option<String>; N]) -> String {
    facts.into_iter().flatten().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" · ")
}
