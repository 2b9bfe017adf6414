//! One entry: its rank and notes through every revision, and where it is discussed.

use serde::Serialize;

use super::list::Chart;
use super::names::{entry_name, last_name};
use super::rows::{ChangeMark, EntryRevisionRow, EntryRevisionTable, RowsOf, ShownRank, kind_key, name_of};
use super::withheld::hidden;
use crate::chart::{Ranked, Ranks, bump};
use crate::record::{ChangeKind, Country, Entry, List, ListIx, Revision, Target, compare_entry};
use crate::site::list_history::{ListHistory as History, ListedRevision, rank_text};
use crate::view::about::{Heading, head, index_link, mentioned_by};
use crate::view::common::iso_day;
use crate::view::{LanguageSite, Link, NamedTable, RowTable, Sink, View};

#[derive(Debug, Serialize)]
struct EntryView<'r> {
    list: Link,
    name: String,
    name_lang: String,
    key: String,
    entry_kind: String,
    entry_kind_lang: String,
    /// Whether it is on the list now, and its rank there.
    listed: bool,
    rank: String,
    /// Other names it has had, with the day of the first revision that used each.
    names: Vec<Named>,
    /// The name of the country in the other of the two languages that have one, where that is another.
    elsewhere: Option<Elsewhere>,
    /// Names the country had, whatever the list calls it, each with the last day of it.
    former: Vec<Named>,
    /// Through every revision, newest first.
    #[serde(skip)]
    history: EntryRevisionTable<'r>,
    chart: Option<Chart>,
    mentions: Vec<Link>,
}

impl View for EntryView<'_> {
    fn tables(&self) -> Vec<NamedTable<'_>> {
        vec![NamedTable::new("history", RowTable::EntryRevisions(&self.history))]
    }
}

#[derive(Debug, Serialize)]
struct Named {
    name: String,
    /// The language of the name where it is not the page's, else empty.
    name_lang: String,
    /// ISO 8601.
    day: String,
}

#[derive(Debug, Serialize)]
struct Elsewhere {
    /// A key of the messages: `in_welsh`, `in_english`.
    label: &'static str,
    name: String,
    lang: &'static str,
}

pub(super) fn show<S: Sink>(site: &LanguageSite<'_>, ix: ListIx, list: &List, key: &str, path: String, sink: &mut S) {
    let Some(history) = site.history(ix).filter(|_| !hidden(site, list)) else { return };
    let Some((latest, found)) = history.entry(list, key) else { return };
    let found = &found[..];
    let root = site.addresses.root(&path);
    let title = site.title(&list.document).0;
    let (name, name_lang) = last_name(site, list, latest);
    let list_link = site.titled(&list.document, site.addresses.list(ix));
    let listed = found.last().is_some_and(Option::is_some);
    let view = EntryView {
        list: list_link.clone(),
        name: name.clone(),
        name_lang: name_lang.to_owned(),
        key: key.to_owned(),
        entry_kind: site.word(Some(&list.document), "entry_kind", &list.entry_kind).0,
        entry_kind_lang: site.word(Some(&list.document), "entry_kind", &list.entry_kind).1.to_owned(),
        listed,
        rank: found.last().copied().flatten().map(|e| rank_text(e.rank, history.tied(found.len() - 1, e))).unwrap_or_default(),
        names: names(site, list, found, &name),
        elsewhere: elsewhere(site, latest, &name),
        former: former(site, latest, &name),
        history: rows(RowsOf { site, list, root: &root }, history, latest, found),
        chart: chart(site, list, history, (latest, found)),
        mentions: mentioned_by(site, &Target::List(ix), site.record.mentions_of(&Target::Entry(ix, key.into())).iter()),
    };
    let heading = Heading {
        path,
        title: format!("{name} – {title}"),
        description: site.say_with("entry_description", &[("name", &name), ("list", &title)]),
        document: Some(&list.document),
        body: list.body,
        kind: "entry",
        trail: vec![index_link(site, "lists", "lists"), list_link],
    };
    sink.page("entry.html", &head(site, heading), &view);
}

/// The entry through every revision, the newest first.
fn rows<'r>(of: RowsOf<'r>, history: &'r History, latest: &Entry, found: &[Option<&'r Entry>]) -> EntryRevisionTable<'r> {
    let all = of.list.revisions.iter().zip(found).zip(&history.revisions).enumerate().rev();
    type Moment<'r, 'f> = (usize, ((&'r Revision, &'f Option<&'r Entry>), &'r ListedRevision));
    let row = |(n, ((revision, entry), then)): Moment<'r, '_>| {
        let entry = *entry;
        EntryRevisionRow {
            href: &then.href,
            date: iso_day(revision.date),
            day: &then.day,
            rank: entry.map_or(ShownRank::NotListed, |e| ShownRank::among(e.rank, &then.ties)),
            change: became(of.list, found, n),
            listed_as: entry.filter(|e| e.name != latest.name).map(|e| name_of(of.site, of.list, revision, e)),
            fields: entry.map(|e| of.fields(revision, e)).unwrap_or_default(),
            note: entry.map(|e| of.note(e)).unwrap_or_default(),
        }
    };
    EntryRevisionTable { rows: all.map(row).collect() }
}

/// What became of an entry at the revision `n`; one that comes back after it was removed is told from a new one.
fn became(list: &List, found: &[Option<&Entry>], n: usize) -> Option<ChangeMark> {
    let at = |n: usize| Some((list.revisions.get(n)?, found.get(n).copied().flatten()));
    let now = at(n)?;
    let Some(before) = n.checked_sub(1).and_then(at) else {
        return now.1.map(|_| ChangeMark { kind: "first", key: "change_first", by: 0 });
    };
    let change = compare_entry(before, now)?;
    let was_ever = found.get(..n).is_some_and(|f| f.iter().any(Option::is_some));
    Some(match change.kind {
        ChangeKind::Added if was_ever => ChangeMark { kind: kind_key(change.kind), key: "change_back", by: 0 },
        kind => ChangeMark::new(kind, change.before, change.after),
    })
}

/// Names it had besides the one it has, oldest first, each with the day of the first revision that used it.
fn names(site: &LanguageSite<'_>, list: &List, found: &[Option<&Entry>], now: &str) -> Vec<Named> {
    let mut out: Vec<Named> = Vec::new();
    for (revision, entry) in list.revisions.iter().zip(found) {
        let Some((name, lang)) = entry.map(|e| entry_name(site, list, revision, e)) else { continue };
        if name != now && !out.iter().any(|n| n.name == name) {
            out.push(Named { name, name_lang: lang.to_owned(), day: revision.date.to_string() });
        }
    }
    out
}

/// What the country is called today in Welsh, for readers of another language, and in English for those of Welsh.
fn elsewhere(site: &LanguageSite<'_>, latest: &Entry, now: &str) -> Option<Elsewhere> {
    let country = latest.country?;
    let (label, lang) = if site.lang.starts_with("cy") { ("in_english", "en") } else { ("in_welsh", "cy") };
    let name = country.name(lang, site.today);
    (name != now).then(|| Elsewhere { label, name: name.to_owned(), lang })
}

/// The names that a country had before, but for the one it is shown under.
fn former(site: &LanguageSite<'_>, latest: &Entry, now: &str) -> Vec<Named> {
    let lang = if Country::has_names_in(site.lang) { "" } else { "en" };
    let names = latest.country.iter().flat_map(|c| c.earlier(site.lang)).filter(|(name, _)| *name != now);
    let last = |until: crate::record::Day| until.yesterday().unwrap_or(until).to_string();
    names.map(|(name, until)| Named { name: name.to_owned(), name_lang: lang.to_owned(), day: last(until) }).collect()
}

fn chart(site: &LanguageSite<'_>, list: &List, history: &History, (latest, found): (&Entry, &[Option<&Entry>])) -> Option<Chart> {
    let ranks: Vec<Option<u32>> = found.iter().map(|e| e.and_then(|e| e.rank)).collect();
    // A rank that never moves needs no drawing.
    let mut held = ranks.iter().flatten();
    let first = held.next()?;
    if held.all(|r| r == first) {
        return None;
    }
    Chart::new(bump(
        &Ranks {
            id: "rank".to_owned(),
            title: site.say_with("rank_title", &[("name", &last_name(site, list, latest).0)]),
            dates: history.days(),
            entries: vec![Ranked { name: last_name(site, list, latest).0, ranks }],
        },
        site.words(),
    ))
}
