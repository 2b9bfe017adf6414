//! Two revisions compared.

use serde::Serialize;

use super::changes::{Changes, changes};
use super::rows::RowsOf;
use super::withheld::hidden;
use crate::record::{List, ListIx, compare_revisions};
use crate::site::list_pages;
use crate::view::about::{Heading, head, index_link};
use crate::view::{LanguageSite, Link, NamedTable, Sink, View};

#[derive(Debug, Serialize)]
struct Compared<'r> {
    list: Link,
    before: Link,
    after: Link,
    /// Revisions between the two.
    between: usize,
    changes: Changes<'r>,
}

impl View for Compared<'_> {
    fn tables(&self) -> Vec<NamedTable<'_>> {
        self.changes.tables().into()
    }
}

pub(super) fn show<S: Sink>(
    site: &LanguageSite<'_>,
    ix: ListIx,
    list: &List,
    (a, b): (usize, usize),
    path: String,
    sink: &mut S,
) {
    let (Some(before), Some(after)) = (list.revisions.get(a), list.revisions.get(b)) else { return };
    if hidden(site, list) {
        return;
    }
    let root = site.addresses.root(&path);
    let title = site.title(&list.document).0;
    let (from, to) = (site.day(before.date), site.day(after.date));
    let list_link = site.titled(&list.document, site.addresses.list(ix));
    let view = Compared {
        list: list_link.clone(),
        before: Link::new(from.clone(), site.addresses.revision(ix, list_pages::place(a))),
        after: Link::new(to.clone(), site.addresses.revision(ix, list_pages::place(b))),
        between: (b.saturating_sub(a)).saturating_sub(1),
        changes: changes(RowsOf { site, list, root: &root }, (before, after), &compare_revisions(before, after)),
    };
    let heading = Heading {
        path,
        title: site.say_with("compare_title", &[("list", &title), ("from", &from), ("to", &to)]),
        description: site.say_with("compare_description", &[("from", &from), ("to", &to), ("summary", &view.changes.summary)]),
        document: Some(&list.document),
        body: list.body,
        kind: "compare",
        trail: vec![index_link(site, "lists", "lists"), list_link],
    };
    sink.page("compare.html", &head(site, heading), &view);
}
