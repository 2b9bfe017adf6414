//! One revision beside every later one, on one page: in a long history a page for each pair would be a thousand of them.
//!
//! Each pair stands once, on the page of its earlier revision; together these pages have every pair there is. They
//! say in lists of names what the pages of the usual pairs say row by row.

use std::collections::{BTreeSet, HashMap};

use serde::Serialize;

use super::changes::{kind_key, summary};
use super::hidden;
use super::history::{rank_text, ties};
use super::revision::{entry_name, is_name};
use crate::record::{ChangeKind, Entry, EntryChange, List, ListIx, Revision, compare_revisions};
use crate::render::prose::escape;
use crate::view::about::{Heading, head, index_link};
use crate::view::{Desk, Link, Sink};

#[derive(Debug, Serialize)]
struct Others {
    list: Link,
    before: Link,
    /// The revisions before this one: where each is compared with it.
    earlier: Vec<Link>,
    /// The revisions after it, in order.
    later: Vec<Other>,
}

/// A later revision.
#[derive(Debug, Serialize)]
struct Other {
    /// Its day, which is its anchor.
    date: String,
    href: String,
    /// `2 added, 1 moved up; 7 unchanged`.
    summary: String,
    /// A page of its own, where this pair has one.
    page: String,
    /// What happened, by kind.
    kinds: Vec<Kind>,
}

#[derive(Debug, Serialize)]
struct Kind {
    /// `up`, `added` …
    kind: &'static str,
    /// How many.
    count: usize,
    /// `Albania 3 → 1; Vietnam 4 → 2`, as HTML: a name that is not in the page's language says so.
    entries: String,
}

/// Makes the page of a revision.
pub(super) fn show<S: Sink>(desk: &Desk<'_>, ix: ListIx, list: &List, n: usize, path: String, sink: &mut S) {
    let Some(before) = list.revisions.get(n).filter(|_| !hidden(desk, list)) else { return };
    let title = desk.title(&list.document).0;
    let list_link = desk.titled(&list.document, desk.addresses.list(ix));
    let day = desk.day(before.date);
    let link = |at: usize, href: String| Some(Link::new(desk.day(list.revisions.get(at)?.date), href));
    let later = list.revisions.iter().enumerate().skip(n + 1).filter(|(_, after)| after.date != before.date);
    let view = Others {
        list: list_link.clone(),
        before: Link::new(day.clone(), desk.addresses.revision(ix, super::place(n))),
        earlier: (0..n).filter_map(|at| link(at, super::comparison(desk, list, at, n)?)).collect(),
        later: later.map(|(at, after)| other(desk, ix, list, (n, before), (at, after))).collect(),
    };
    let heading = Heading {
        path,
        title: desk.say_with("compare_later_title", &[("list", &title), ("from", &day)]),
        description: desk.say_with("compare_later_description", &[("from", &day)]),
        document: Some(&list.document),
        body: list.body,
        kind: "compare",
        trail: vec![index_link(desk, "lists", "lists"), list_link],
    };
    sink.page("compare-others.html", &head(desk, heading), &view);
}

fn other(desk: &Desk<'_>, ix: ListIx, list: &List, (n, before): (usize, &Revision), (at, after): (usize, &Revision)) -> Other {
    let all = compare_revisions(before, after);
    let page = super::has_page(list, n, at).then(|| super::pair_path(list, before, after));
    Other {
        date: after.date.to_string(),
        href: desk.addresses.revision(ix, super::place(at)),
        summary: summary(desk, &all),
        page: page.map(|p| desk.addresses.folder(&p)).unwrap_or_default(),
        kinds: kinds(desk, before, after, &all),
    }
}

/// The changes by kind, each with its entries in the order of the later revision.
fn kinds(desk: &Desk<'_>, before: &Revision, after: &Revision, all: &[EntryChange]) -> Vec<Kind> {
    const KINDS: [ChangeKind; 7] = [
        ChangeKind::Added,
        ChangeKind::Removed,
        ChangeKind::Up,
        ChangeKind::Down,
        ChangeKind::Renamed,
        ChangeKind::Edited,
        ChangeKind::Unchanged,
    ];
    let (ties_before, ties_after) = (ties(before), ties(after));
    let mut was: HashMap<&str, &Entry> = before.entries.iter().map(|e| (&*e.key, e)).collect();
    let mut out = KINDS.map(|kind| Kind { kind: kind_key(kind), count: 0, entries: String::new() });
    // Changes come in the order of the later revision, then what was removed in the order of the earlier.
    let entries = after.entries.iter().map(Some).chain(std::iter::repeat(None));
    for (change, entry) in all.iter().zip(entries) {
        let Some(at) = KINDS.iter().position(|k| *k == change.kind) else { continue };
        let Some(slot) = out.get_mut(at) else { continue };
        slot.count += 1;
        if !slot.entries.is_empty() {
            slot.entries.push_str("; ");
        }
        let former = was.remove(&*change.key);
        match (entry, former) {
            (Some(entry), _) => name(desk, after, entry, &mut slot.entries),
            (None, Some(former)) => name(desk, before, former, &mut slot.entries),
            (None, None) => {}
        }
        let rank = |rank: Option<u32>, ties: &BTreeSet<u32>| rank_text(rank, rank.is_some_and(|r| ties.contains(&r)));
        match change.kind {
            ChangeKind::Added => slot.entries.extend([" ", &rank(change.after, &ties_after)]),
            ChangeKind::Removed => slot.entries.extend([" ", &rank(change.before, &ties_before)]),
            ChangeKind::Up | ChangeKind::Down => {
                slot.entries.extend([" ", &rank(change.before, &ties_before), " → ", &rank(change.after, &ties_after)]);
            }
            _ => {}
        }
        edits(desk, change, before, former, &mut slot.entries);
    }
    out.into_iter().filter(|k| k.count > 0).collect()
}

/// The name of an entry, marked where it is not in the page's language.
fn name(desk: &Desk<'_>, revision: &Revision, entry: &Entry, out: &mut String) {
    if desk.foreign().is_empty() {
        return escape::text(out, &entry.name);
    }
    let (name, lang) = entry_name(desk, revision, entry);
    foreign(&name, lang, out);
}

/// Words with their language; empty: the page's.
fn foreign(words: &str, lang: &str, out: &mut String) {
    if lang.is_empty() {
        return escape::text(out, words);
    }
    out.push_str("<span lang=\"");
    escape::attribute(out, lang);
    out.push_str("\">");
    escape::text(out, words);
    out.push_str("</span>");
}

/// What else differs: the name it had, and which fields. What they say stands on the page of the entry.
fn edits(desk: &Desk<'_>, change: &EntryChange, before: &Revision, former: Option<&Entry>, out: &mut String) {
    let mut first = true;
    for (field, ..) in change.edits.iter().filter(|(field, ..)| !is_name(desk, field)) {
        out.push_str(if std::mem::take(&mut first) { " (" } else { ", " });
        match (&**field, former) {
            ("name", Some(former)) => {
                escape::text(out, &desk.say("change_was"));
                out.push(' ');
                name(desk, before, former, out);
            }
            ("name", None) => escape::text(out, &desk.say("change_renamed")),
            ("note", _) => escape::text(out, &desk.say("change_note")),
            _ => foreign(field, desk.foreign(), out),
        }
    }
    if !first {
        out.push(')');
    }
}
