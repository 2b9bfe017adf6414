//! One revision beside every later one, on one page: in a long history a page for each pair would be a thousand of them.
//!
//! Each pair stands once, on the page of its earlier revision; together these pages have every pair there is. They
//! say in lists of names what the pages of the usual pairs say row by row.

use serde::Serialize;

use super::changes::{kind_key, summary};
use super::hidden;
use super::history::{Then, Ties, write_rank};
use super::revision::{entry_name, is_name};
use crate::html::escape;
use crate::record::{ChangeKind, Entry, EntryChange, List, ListIx, Revision, compare_revisions};
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

/// The revision that a page is of.
struct Earlier<'a> {
    before: &'a Revision,
    ties: &'a Ties,
    /// What is said of an earlier name, and of a note that differs; as HTML.
    words: [String; 2],
}

/// Makes the page of a revision.
pub(super) fn show<S: Sink>(desk: &Desk<'_>, ix: ListIx, list: &List, n: usize, path: String, sink: &mut S) {
    let Some(before) = list.revisions.get(n).filter(|_| !hidden(desk, list)) else { return };
    let Some(history) = desk.history(ix) else { return };
    let title = desk.title(&list.document).0;
    let list_link = desk.titled(&list.document, desk.addresses.list(ix));
    let Some(then) = history.revisions.get(n) else { return };
    let day = then.day.clone();
    let link = |at: usize, href: String| Some(Link::new(history.revisions.get(at)?.day.clone(), href));
    let later = list.revisions.iter().enumerate().skip(n + 1).filter(|(_, after)| after.date != before.date);
    let mut words = [String::new(), String::new()];
    for (out, key) in words.iter_mut().zip(["change_was", "change_note"]) {
        escape::attribute(out, &desk.say(key));
    }
    let earlier = Earlier { before, ties: &then.ties, words };
    let view = Others {
        list: list_link.clone(),
        before: Link::new(day.clone(), then.href.clone()),
        earlier: (0..n).filter_map(|at| link(at, super::comparison(desk, list, at, n)?)).collect(),
        later: later
            .filter_map(|(at, after)| other(desk, list, (n, &earlier), (at, after, history.revisions.get(at)?)))
            .collect(),
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

fn other(
    desk: &Desk<'_>,
    list: &List,
    (n, earlier): (usize, &Earlier<'_>),
    (at, after, then): (usize, &Revision, &Then),
) -> Option<Other> {
    let before = earlier.before;
    let all = compare_revisions(before, after);
    let page = super::has_page(list, n, at).then(|| super::pair_path(list, before, after));
    Some(Other {
        date: after.date.to_string(),
        href: then.href.clone(),
        summary: summary(desk, &all),
        page: page.map(|p| desk.addresses.folder(&p)).unwrap_or_default(),
        kinds: kinds(desk, earlier, (after, &then.ties), &all),
    })
}

/// The changes by kind, each with its entries in the order of the later revision.
fn kinds(desk: &Desk<'_>, earlier: &Earlier<'_>, (after, ties_after): (&Revision, &Ties), all: &[EntryChange<'_>]) -> Vec<Kind> {
    const KINDS: [ChangeKind; 7] = [
        ChangeKind::Added,
        ChangeKind::Removed,
        ChangeKind::Up,
        ChangeKind::Down,
        ChangeKind::Renamed,
        ChangeKind::Edited,
        ChangeKind::Unchanged,
    ];
    let mut out = KINDS.map(|kind| Kind { kind: kind_key(kind), count: 0, entries: String::new() });
    for change in all {
        let Some(slot) = KINDS.iter().position(|k| *k == change.kind).and_then(|at| out.get_mut(at)) else { continue };
        slot.count += 1;
        let text = &mut slot.entries;
        if text.is_empty() {
            // About as much as a name for each entry that may still come.
            text.reserve(16 * (all.len() / KINDS.len()));
        } else {
            text.push_str("; ");
        }
        match (change.is, change.was) {
            (Some(entry), _) => name(desk, after, entry, text),
            (None, Some(former)) => name(desk, earlier.before, former, text),
            (None, None) => {}
        }
        let (was, is) = ((change.before, earlier.ties), (change.after, ties_after));
        match change.kind {
            ChangeKind::Added => ranks(text, &[is]),
            ChangeKind::Removed => ranks(text, &[was]),
            ChangeKind::Up | ChangeKind::Down => ranks(text, &[was, is]),
            _ => {}
        }
        if !change.edits.is_empty() {
            edits(desk, change, earlier, text);
        }
    }
    out.into_iter().filter(|k| k.count > 0).collect()
}

/// Ranks after a name: ` 3=`, ` 5 → 3=`. Each with those that are shared in its revision.
fn ranks(out: &mut String, all: &[(Option<u32>, &Ties)]) {
    let mut before = " ";
    for (rank, ties) in all {
        out.push_str(before);
        write_rank(out, *rank, rank.is_some_and(|r| ties.has(r)));
        before = " → ";
    }
}

/// The name of an entry, marked where it is not in the page's language.
fn name(desk: &Desk<'_>, revision: &Revision, entry: &Entry, out: &mut String) {
    if desk.foreign().is_empty() {
        return escape::attribute(out, &entry.name);
    }
    let (name, lang) = entry_name(desk, revision, entry);
    foreign(&name, lang, out);
}

/// Words with their language; empty: the page's.
fn foreign(words: &str, lang: &str, out: &mut String) {
    if lang.is_empty() {
        return escape::attribute(out, words);
    }
    out.push_str("<span lang=\"");
    escape::attribute(out, lang);
    out.push_str("\">");
    escape::attribute(out, words);
    out.push_str("</span>");
}

/// What else differs: the name it had, and which fields. What they say stands on the page of the entry.
fn edits(desk: &Desk<'_>, change: &EntryChange<'_>, earlier: &Earlier<'_>, out: &mut String) {
    let [was, note] = &earlier.words;
    let mut first = true;
    for (field, ..) in change.edits.iter().filter(|(field, ..)| !is_name(desk, field)) {
        out.push_str(if std::mem::take(&mut first) { " (" } else { ", " });
        match (*field, change.was) {
            ("name", Some(former)) => {
                out.push_str(was);
                out.push(' ');
                name(desk, earlier.before, former, out);
            }
            ("name", None) => escape::attribute(out, &desk.say("change_renamed")),
            ("note", _) => out.push_str(note),
            _ => foreign(field, desk.foreign(), out),
        }
    }
    if !first {
        out.push(')');
    }
}
