//! One entry: its rank and notes through every revision, and where it is discussed.

use serde::Serialize;

use super::changes::{kind_key, words};
use super::hidden;
use super::history::{find_latest, rank_text, shared};
use super::list::Chart;
use super::review::day;
use super::revision::note;
use crate::record::{ChangeKind, Entry, List, ListIx, Revision, Target, compare_entry};
use crate::render::chart::{Ranked, Ranks, bump};
use crate::view::about::{Heading, head, index_link, mentioned_by};
use crate::view::{Addresses, Desk, Link, Sink};

#[derive(Debug, Serialize)]
struct EntryView {
    list: Link,
    name: String,
    key: String,
    entry_kind: String,
    /// Whether it is on the list now, and its rank there.
    listed: bool,
    rank: String,
    /// Other names it has had, with the day of the first revision that used each.
    names: Vec<Named>,
    /// The name of the country in Welsh, where it is one and that is another; else empty.
    welsh: String,
    /// Names the country had, whatever the list calls it, each with the last day of it.
    former: Vec<Named>,
    /// Through every revision, newest first.
    rows: Vec<Row>,
    chart: Option<Chart>,
    mentions: Vec<Link>,
}

#[derive(Debug, Serialize)]
struct Named {
    name: String,
    since: String,
}

#[derive(Debug, Serialize)]
struct Row {
    date: String,
    href: String,
    /// On the list at that revision.
    listed: bool,
    rank: String,
    kind: &'static str,
    change: String,
    /// The name it had, where it was another.
    name: String,
    /// `Region: Europe`.
    values: Vec<Value>,
    /// As HTML.
    note: String,
}

#[derive(Debug, Serialize)]
struct Value {
    field: String,
    value: String,
}

pub(super) fn show<S: Sink>(desk: &Desk<'_>, ix: ListIx, list: &List, key: &str, path: String, sink: &mut S) {
    let Some(latest) = find_latest(list, key).filter(|_| !hidden(desk, list)) else { return };
    let root = Addresses::root(&path);
    let found: Vec<Option<&Entry>> = list.revisions.iter().map(|r| r.entries.iter().find(|e| &*e.key == key)).collect();
    let mut rows: Vec<Row> = (0..list.revisions.len()).filter_map(|n| row(desk, ix, list, &found, n, latest, &root)).collect();
    rows.reverse();
    let title = list.document.title.to_string();
    let list_link = Link::new(title.clone(), desk.addresses.list(ix));
    let listed = found.last().is_some_and(Option::is_some);
    let view = EntryView {
        list: list_link.clone(),
        name: latest.name.to_string(),
        key: key.to_owned(),
        entry_kind: list.entry_kind.to_string(),
        listed,
        rank: rows.first().map(|r| r.rank.clone()).unwrap_or_default(),
        names: names(list, &found, latest),
        welsh: welsh(list, latest, desk.today),
        former: former(latest),
        rows,
        chart: chart(list, &found, latest),
        mentions: mentioned_by(desk, &Target::List(ix), desk.record.mentions_of(&Target::Entry(ix, key.into())).iter()),
    };
    let heading = Heading {
        path,
        title: format!("{} – {title}", latest.name),
        description: format!("{} on the list “{title}”: its rank and notes through every revision.", latest.name),
        document: Some(&list.document),
        body: list.body,
        kind: "entry",
        trail: vec![index_link(desk, "Lists", "lists"), list_link],
    };
    sink.page("entry.html", &head(desk, heading), &view);
}

fn row(desk: &Desk<'_>, ix: ListIx, list: &List, found: &[Option<&Entry>], n: usize, latest: &Entry, root: &str) -> Option<Row> {
    let revision: &Revision = list.revisions.get(n)?;
    let entry = found.get(n).copied().flatten();
    let (kind, change) = became(list, found, n);
    let value = |field: &str, value: &str| Value { field: field.to_owned(), value: value.to_owned() };
    Some(Row {
        date: revision.date.to_string(),
        href: desk.addresses.revision(ix, super::place(n)),
        listed: entry.is_some(),
        rank: entry.map(|e| rank_text(e.rank, shared(revision, e.rank))).unwrap_or_default(),
        kind,
        change,
        name: entry.filter(|e| e.name != latest.name).map(|e| e.name.to_string()).unwrap_or_default(),
        values: entry
            .map(|e| revision.fields.iter().zip(&e.values).filter(|(_, v)| !v.is_empty()).map(|(f, v)| value(f, v)).collect())
            .unwrap_or_default(),
        note: entry.map(|e| note(desk, list, e.note.as_deref().unwrap_or_default(), root)).unwrap_or_default(),
    })
}

/// What became of an entry at the revision `n`; one that comes back after it was removed is told from a new one.
fn became(list: &List, found: &[Option<&Entry>], n: usize) -> (&'static str, String) {
    let at = |n: usize| Some((list.revisions.get(n)?, found.get(n).copied().flatten()));
    let now = at(n);
    let Some(before) = n.checked_sub(1).and_then(at) else {
        return if now.is_some_and(|n| n.1.is_some()) { ("first", "First revision".to_owned()) } else { ("", String::new()) };
    };
    let Some(change) = now.and_then(|now| compare_entry(before, now)) else { return ("", String::new()) };
    let was_ever = found.get(..n).is_some_and(|f| f.iter().any(Option::is_some));
    let text = match change.kind {
        ChangeKind::Added if was_ever => "Back on the list".to_owned(),
        kind => words(kind, change.before, change.after),
    };
    (kind_key(change.kind), text)
}

/// Names it had besides the last one, oldest first.
fn names(list: &List, found: &[Option<&Entry>], latest: &Entry) -> Vec<Named> {
    let mut out: Vec<Named> = Vec::new();
    for (revision, entry) in list.revisions.iter().zip(found) {
        if let Some(entry) = entry.filter(|e| e.name != latest.name && !out.iter().any(|n| *n.name == *e.name)) {
            out.push(Named { name: entry.name.to_string(), since: revision.date.to_string() });
        }
    }
    out
}

/// Its name in Welsh on a day, where the list has another.
fn welsh(list: &List, latest: &Entry, today: crate::record::Day) -> String {
    let name = latest.country.map_or("", |c| c.name("cy", today));
    let is_welsh = list.document.lang.as_deref().is_some_and(|l| l.starts_with("cy"));
    if is_welsh || *name == *latest.name { String::new() } else { name.to_owned() }
}

/// The names that a country had before, but for the one the list has now.
fn former(latest: &Entry) -> Vec<Named> {
    let names = latest.country.iter().flat_map(|c| c.earlier("en")).filter(|(name, _)| **name != *latest.name);
    let last = |until: crate::record::Day| until.yesterday().unwrap_or(until).to_string();
    names.map(|(name, until)| Named { name: name.to_owned(), since: last(until) }).collect()
}

fn chart(list: &List, found: &[Option<&Entry>], latest: &Entry) -> Option<Chart> {
    let ranks: Vec<Option<u32>> = found.iter().map(|e| e.and_then(|e| e.rank)).collect();
    // A rank that never moves needs no drawing.
    let mut held = ranks.iter().flatten();
    let first = held.next()?;
    if held.all(|r| r == first) {
        return None;
    }
    Chart::new(bump(&Ranks {
        id: "rank".to_owned(),
        title: format!("Rank of {} over time", latest.name),
        entries_title: "entries".to_owned(),
        dates: list.revisions.iter().map(|r| day(r.date)).collect(),
        entries: vec![Ranked { name: latest.name.to_string(), ranks }],
    }))
}
