//! One revision beside every later one, on one page: in a long history a page for each pair would be a thousand of them.
//!
//! Each pair stands once, on the page of its earlier revision; together these pages have every pair there is. They
//! say in lists of names what the pages of the usual pairs say row by row.

use serde::Serialize;

use super::changes::summary;
use super::names::is_name;
use super::rows::{ComparedEdit, ComparedEntryRow, ComparedEntryTable, ShownRank, kind_key, name_of};
use super::withheld::hidden;
use crate::record::{ChangeKind, EntryChange, List, ListIx, Revision, compare_revisions};
use crate::site::list_history::{ListedRevision, Ties};
use crate::site::list_pages;
use crate::view::about::{Heading, head, index_link};
use crate::view::common::TextInLanguage;
use crate::view::{LanguageSite, Link, NamedTable, RowTable, Sink, View};

#[derive(Debug, Serialize)]
struct Others<'r> {
    list: Link,
    before: Link,
    /// The revisions before this one: where each is compared with it.
    earlier: Vec<Link>,
    /// The revisions after it, in order.
    later: Vec<Other<'r>>,
}

impl View for Others<'_> {
    fn tables(&self) -> Vec<NamedTable<'_>> {
        let kinds = self.later.iter().flat_map(|later| &later.kinds);
        kinds.map(|k| NamedTable::new(&k.table, RowTable::ComparedEntries(&k.entries))).collect()
    }
}

/// A later revision.
#[derive(Debug, Serialize)]
struct Other<'r> {
    /// Its day, which is its anchor.
    date: String,
    href: String,
    /// `2 added, 1 moved up; 7 unchanged`.
    summary: String,
    /// A page of its own, where this pair has one.
    page: String,
    /// What happened, by kind.
    kinds: Vec<Kind<'r>>,
}

#[derive(Debug, Serialize)]
struct Kind<'r> {
    /// `up`, `added` …
    kind: &'static str,
    /// How many.
    count: usize,
    /// The table of the entries: `tables[k.table]`.
    table: String,
    /// In the order of the later revision.
    #[serde(skip)]
    entries: ComparedEntryTable<'r>,
}

/// The revision that a page is of.
struct Earlier<'a> {
    before: &'a Revision,
    ties: &'a Ties,
}

/// Makes the page of a revision.
pub(super) fn show<S: Sink>(site: &LanguageSite<'_>, ix: ListIx, list: &List, n: usize, path: String, sink: &mut S) {
    let Some(before) = list.revisions.get(n).filter(|_| !hidden(site, list)) else { return };
    let Some(history) = site.history(ix) else { return };
    let title = site.title(&list.document).0;
    let list_link = site.titled(&list.document, site.addresses.list(ix));
    let Some(then) = history.revisions.get(n) else { return };
    let day = then.day.clone();
    let link = |at: usize, href: String| Some(Link::new(history.revisions.get(at)?.day.clone(), href));
    let later = list.revisions.iter().enumerate().skip(n + 1).filter(|(_, after)| after.date != before.date);
    let earlier = Earlier { before, ties: &then.ties };
    let view = Others {
        list: list_link.clone(),
        before: Link::new(day.clone(), then.href.clone()),
        earlier: (0..n).filter_map(|at| link(at, list_pages::comparison(site, list, at, n)?)).collect(),
        later: later
            .filter_map(|(at, after)| other(site, list, (n, &earlier), (at, after, history.revisions.get(at)?)))
            .collect(),
    };
    let heading = Heading {
        path,
        title: site.say_with("compare_later_title", &[("list", &title), ("from", &day)]),
        description: site.say_with("compare_later_description", &[("from", &day)]),
        document: Some(&list.document),
        body: list.body,
        kind: "compare",
        trail: vec![index_link(site, "lists", "lists"), list_link],
    };
    sink.page("compare-others.html", &head(site, heading), &view);
}

fn other<'r>(
    site: &'r LanguageSite<'_>,
    list: &'r List,
    (n, earlier): (usize, &Earlier<'r>),
    (at, after, then): (usize, &'r Revision, &ListedRevision),
) -> Option<Other<'r>> {
    let before = earlier.before;
    let all = compare_revisions(before, after);
    let page = list_pages::has_page(list, n, at).then(|| list_pages::pair_path(list, before, after));
    let date = after.date.to_string();
    Some(Other {
        href: then.href.clone(),
        summary: summary(site, &all),
        page: page.map(|p| site.addresses.folder(&p)).unwrap_or_default(),
        kinds: kinds((site, list), earlier, (after, &then.ties), &all, &date),
        date,
    })
}

/// The changes by kind, each with its entries in the order of the later revision.
fn kinds<'r>(
    (site, list): (&'r LanguageSite<'_>, &'r List),
    earlier: &Earlier<'r>,
    (after, ties_after): (&'r Revision, &Ties),
    all: &[EntryChange<'r>],
    date: &str,
) -> Vec<Kind<'r>> {
    const KINDS: [ChangeKind; 7] = [
        ChangeKind::Added,
        ChangeKind::Removed,
        ChangeKind::Up,
        ChangeKind::Down,
        ChangeKind::Renamed,
        ChangeKind::Edited,
        ChangeKind::Unchanged,
    ];
    let mut rows = KINDS.map(|_| Vec::new());
    for change in all {
        let Some(slot) = KINDS.iter().position(|k| *k == change.kind).and_then(|at| rows.get_mut(at)) else { continue };
        let Some((revision, entry)) = change.is.map(|e| (after, e)).or(change.was.map(|e| (earlier.before, e))) else { continue };
        let was = || ShownRank::among(change.before, earlier.ties);
        let is = || ShownRank::among(change.after, ties_after);
        let ranks = match change.kind {
            ChangeKind::Added => vec![is()],
            ChangeKind::Removed => vec![was()],
            ChangeKind::Up | ChangeKind::Down => vec![was(), is()],
            _ => Vec::new(),
        };
        slot.push(ComparedEntryRow {
            name: name_of(site, list, revision, entry),
            ranks,
            edits: edits((site, list), change, earlier.before),
        });
    }
    let kinds = KINDS.into_iter().zip(rows).filter(|(_, rows)| !rows.is_empty());
    kinds
        .map(|(kind, rows)| Kind {
            kind: kind_key(kind),
            count: rows.len(),
            table: format!("{date}-{}", kind_key(kind)),
            entries: ComparedEntryTable { rows },
        })
        .collect()
}

/// What else differs: the name it had, and which fields. What they say stands on the page of the entry.
fn edits<'r>(
    (site, list): (&'r LanguageSite<'_>, &'r List),
    change: &EntryChange<'r>,
    before: &'r Revision,
) -> Vec<ComparedEdit<'r>> {
    let nothing = TextInLanguage::default;
    let fields = change.edits.iter().map(|(field, ..)| *field).filter(|field| !is_name(site, field));
    fields
        .map(|field| match (field, change.was) {
            ("name", Some(former)) => ComparedEdit { kind: "was", words: name_of(site, list, before, former) },
            ("name", None) => ComparedEdit { kind: "renamed", words: nothing() },
            ("note", _) => ComparedEdit { kind: "note", words: nothing() },
            _ => ComparedEdit {
                kind: "field",
                words: TextInLanguage { text: field.into(), lang: site.own_text_language(&list.document) },
            },
        })
        .collect()
}
