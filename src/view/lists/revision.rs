//! One revision: the list then, and what it changed.

use serde::Serialize;

use super::changes::{Changes, changes_beside};
use super::review::said;
use super::rows::{ListEntryTable, RowsOf};
use super::withheld::hidden;
use crate::html::Html;
use crate::record::{List, ListIx, Target, compare_revisions};
use crate::site::list_history::ties;
use crate::site::list_pages;
use crate::view::about::{Heading, head, index_link, mentioned_by, place};
use crate::view::{LanguageSite, Link, NamedTable, RowTable, Sink, View};

#[derive(Debug, Serialize)]
struct RevisionView<'r> {
    list: Link,
    date: String,
    entry_kind: String,
    entry_kind_lang: String,
    hidden: bool,
    /// Whether it is the last.
    current: bool,
    rows: Option<ListEntryTable<'r>>,
    changes: Option<Changes<'r>>,
    agreed: Option<Link>,
    reason: Html,
    /// What it said of the next review.
    review: String,
    previous: Option<Link>,
    next: Option<Link>,
    comparisons: Vec<Link>,
    /// The file, where it is published.
    file: String,
    mentions: Vec<Link>,
}

impl View for RevisionView<'_> {
    fn tables(&self) -> Vec<NamedTable<'_>> {
        let entries = self.rows.iter().map(|rows| NamedTable::new("entries", RowTable::ListEntries(rows)));
        entries.chain(self.changes.iter().flat_map(Changes::tables)).collect()
    }
}

/// The comparisons of a revision with every other.
fn comparisons(site: &LanguageSite<'_>, list: &List, n: usize) -> Vec<Link> {
    let others = list.revisions.iter().enumerate();
    others.filter_map(|(at, r)| Some(Link::new(site.day(r.date), list_pages::comparison(site, list, n, at)?))).collect()
}

pub(super) fn show<S: Sink>(site: &LanguageSite<'_>, ix: ListIx, list: &List, n: usize, path: String, sink: &mut S) {
    let Some(revision) = list.revisions.get(n) else { return };
    let root = site.addresses.root(&path);
    let hidden = hidden(site, list);
    let link = |n: usize| {
        let revision = list.revisions.get(n)?;
        Some(Link::new(site.day(revision.date), site.addresses.revision(ix, list_pages::place(n))))
    };
    let before = n.checked_sub(1).and_then(|b| list.revisions.get(b)).filter(|_| !hidden);
    let told = before.map(|b| compare_revisions(b, revision));
    let of = RowsOf { site, list, root: &root };
    let title = site.title(&list.document).0;
    let date = site.day(revision.date);
    let view = RevisionView {
        list: site.titled(&list.document, site.addresses.list(ix)),
        date: revision.date.to_string(),
        entry_kind: site.word(Some(&list.document), "entry_kind", &list.entry_kind).0,
        entry_kind_lang: site.word(Some(&list.document), "entry_kind", &list.entry_kind).1.to_owned(),
        hidden,
        current: n + 1 == list.revisions.len(),
        rows: (!hidden).then(|| of.entries(revision, &ties(revision), told.as_deref())),
        changes: before.zip(told.as_deref()).map(|(b, told)| changes_beside(of, (b, revision), told)),
        agreed: revision.agreed_at.as_ref().map(|a| place(site, a)),
        reason: revision.reason.as_deref().map(|r| site.prose.inline(Some(&list.document), r, &root)).unwrap_or_default(),
        review: said(site, revision.next_review.as_ref()),
        previous: n.checked_sub(1).and_then(link),
        next: link(n + 1),
        comparisons: if hidden { Vec::new() } else { comparisons(site, list, n) },
        file: if hidden { String::new() } else { site.addresses.target(&Target::Attachment(revision.file)) },
        mentions: mentioned_by(
            site,
            &Target::List(ix),
            site.record.mentions_of(&Target::Revision(ix, list_pages::place(n))).iter(),
        ),
    };
    let heading = Heading {
        path,
        title: format!("{title}, {date}"),
        description: site.say_with("revision_description", &[("date", &date)]),
        document: Some(&list.document),
        body: list.body,
        kind: "revision",
        trail: vec![index_link(site, "lists", "lists"), site.titled(&list.document, site.addresses.list(ix))],
    };
    sink.page("revision.html", &head(site, heading), &view);
}
