//! One revision: the list then, and what it changed.

use serde::Serialize;

use super::changes::{Changes, changes, kind_key, words};
use super::hidden;
use super::history::{rank_text, slugs, ties};
use super::review::{day, said};
use crate::record::{ChangeKind, List, ListIx, Revision, Target, compare_revisions};
use crate::view::about::{Heading, head, index_link, mentioned_by, place};
use crate::view::{Addresses, Desk, Link, Sink};

#[derive(Debug, Serialize)]
struct RevisionView {
    list: Link,
    date: String,
    entry_kind: String,
    hidden: bool,
    /// Whether it is the last.
    current: bool,
    rows: Option<Rows>,
    changes: Option<Changes>,
    agreed: Option<Link>,
    /// As HTML.
    reason: String,
    /// What it said of the next review.
    review: String,
    previous: Option<Link>,
    next: Option<Link>,
    comparisons: Vec<Link>,
    /// The file, where it is published.
    file: String,
    mentions: Vec<Link>,
}

/// The entries of a revision.
#[derive(Debug, Serialize)]
pub(super) struct Rows {
    /// Names of the columns besides rank, name and note.
    pub(super) fields: Vec<String>,
    /// Whether any entry has a note.
    pub(super) notes: bool,
    /// Whether there is a revision before, and so a change to tell.
    pub(super) compared: bool,
    pub(super) entries: Vec<EntryRow>,
}

/// One entry of a revision.
#[derive(Debug, Serialize)]
pub(super) struct EntryRow {
    pub(super) rank: String,
    pub(super) name: String,
    pub(super) href: String,
    pub(super) values: Vec<String>,
    /// As HTML.
    pub(super) note: String,
    /// `up`, `added` …
    pub(super) kind: &'static str,
    /// `Up 2`; empty: unchanged.
    pub(super) change: String,
}

/// The entries of a revision, each with what became of it since `before`.
pub(super) fn rows(desk: &Desk<'_>, list: &List, before: Option<&Revision>, revision: &Revision, root: &str) -> Rows {
    let ties = ties(revision);
    let slugs = slugs(list, &[revision]);
    // Changes come in the order of the later revision, one for each of its entries.
    let told = before.map(|b| compare_revisions(b, revision)).unwrap_or_default();
    let row = |(at, entry): (usize, &crate::record::Entry)| {
        let change = told.get(at);
        EntryRow {
            rank: rank_text(entry.rank, entry.rank.is_some_and(|r| ties.contains(&r))),
            name: entry.name.to_string(),
            href: slugs.get(&*entry.key).map(|s| desk.addresses.folder(&format!("{}/{s}", list.path))).unwrap_or_default(),
            values: (0..revision.fields.len()).map(|n| entry.values.get(n).map(|v| v.to_string()).unwrap_or_default()).collect(),
            note: note(desk, list, entry.note.as_deref().unwrap_or_default(), root),
            kind: change.map_or("", |c| kind_key(c.kind)),
            change: change
                .filter(|c| c.kind != ChangeKind::Unchanged)
                .map(|c| words(c.kind, c.before, c.after))
                .unwrap_or_default(),
        }
    };
    Rows {
        fields: revision.fields.iter().map(|f| f.to_string()).collect(),
        notes: revision.entries.iter().any(|e| e.note.is_some()),
        compared: before.is_some(),
        entries: revision.entries.iter().enumerate().map(row).collect(),
    }
}

/// A note as HTML. Most are plain words, which are their own HTML; a list of hundreds of entries has tens of thousands of them.
pub(super) fn note(desk: &Desk<'_>, list: &List, note: &str, root: &str) -> String {
    let plain =
        |b: u8| !b.is_ascii_punctuation() || matches!(b, b',' | b';' | b'(' | b')' | b'%' | b'/' | b'?' | b'.' | b':' | b'-');
    // `(c)`, `...` and `--` may be turned into other signs, and addresses into links, by Markdown: those go the long way.
    let simple = note.bytes().all(plain) && !note.contains("..") && !note.contains("--") && !note.contains("//");
    if simple { note.to_owned() } else { desk.prose.inline(Some(&list.document), note, root) }
}

/// The comparisons of a revision with every other.
fn comparisons(desk: &Desk<'_>, list: &List, n: usize) -> Vec<Link> {
    let others = list.revisions.iter().enumerate();
    others.filter_map(|(at, r)| Some(Link::new(day(r.date), super::comparison(desk, list, n, at)?))).collect()
}

pub(super) fn show<S: Sink>(desk: &Desk<'_>, ix: ListIx, list: &List, n: usize, path: String, sink: &mut S) {
    let Some(revision) = list.revisions.get(n) else { return };
    let root = Addresses::root(&path);
    let hidden = hidden(desk, list);
    let link = |n: usize| {
        let revision = list.revisions.get(n)?;
        Some(Link::new(day(revision.date), desk.addresses.revision(ix, super::place(n))))
    };
    let before = n.checked_sub(1).and_then(|b| list.revisions.get(b));
    let title = list.document.title.to_string();
    let date = day(revision.date);
    let view = RevisionView {
        list: Link::new(title.clone(), desk.addresses.list(ix)),
        date: revision.date.to_string(),
        entry_kind: list.entry_kind.to_string(),
        hidden,
        current: n + 1 == list.revisions.len(),
        rows: (!hidden).then(|| rows(desk, list, before, revision, &root)),
        changes: before.filter(|_| !hidden).map(|b| changes(desk, list, b, revision)),
        agreed: revision.agreed_at.as_ref().map(|a| place(desk, a)),
        reason: revision.reason.as_deref().map(|r| desk.prose.inline(Some(&list.document), r, &root)).unwrap_or_default(),
        review: said(revision.next_review.as_ref()),
        previous: n.checked_sub(1).and_then(link),
        next: link(n + 1),
        comparisons: if hidden { Vec::new() } else { comparisons(desk, list, n) },
        file: if hidden { String::new() } else { desk.addresses.target(&Target::Attachment(revision.file)) },
        mentions: mentioned_by(desk, &Target::List(ix), desk.record.mentions_of(&Target::Revision(ix, super::place(n))).iter()),
    };
    let heading = Heading {
        path,
        title: format!("{title}, {date}"),
        description: format!("The revision of {date}."),
        document: Some(&list.document),
        body: list.body,
        kind: "revision",
        trail: vec![index_link(desk, "Lists", "lists"), Link::new(title, desk.addresses.list(ix))],
    };
    sink.page("revision.html", &head(desk, heading), &view);
}
