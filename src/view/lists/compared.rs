//! Two revisions compared.

use serde::Serialize;

use super::changes::{Changes, changes};
use super::hidden;
use super::rows::RowsOf;
use crate::record::{List, ListIx, compare_revisions};
use crate::view::about::{Heading, head, index_link};
use crate::view::{Desk, Link, NamedTable, Sink, View};

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

pub(super) fn show<S: Sink>(desk: &Desk<'_>, ix: ListIx, list: &List, (a, b): (usize, usize), path: String, sink: &mut S) {
    let (Some(before), Some(after)) = (list.revisions.get(a), list.revisions.get(b)) else { return };
    if hidden(desk, list) {
        return;
    }
    let root = desk.addresses.root(&path);
    let title = desk.title(&list.document).0;
    let (from, to) = (desk.day(before.date), desk.day(after.date));
    let list_link = desk.titled(&list.document, desk.addresses.list(ix));
    let view = Compared {
        list: list_link.clone(),
        before: Link::new(from.clone(), desk.addresses.revision(ix, super::place(a))),
        after: Link::new(to.clone(), desk.addresses.revision(ix, super::place(b))),
        between: (b.saturating_sub(a)).saturating_sub(1),
        changes: changes(RowsOf { desk, list, root: &root }, (before, after), &compare_revisions(before, after)),
    };
    let heading = Heading {
        path,
        title: desk.say_with("compare_title", &[("list", &title), ("from", &from), ("to", &to)]),
        description: desk.say_with("compare_description", &[("from", &from), ("to", &to), ("summary", &view.changes.summary)]),
        document: Some(&list.document),
        body: list.body,
        kind: "compare",
        trail: vec![index_link(desk, "lists", "lists"), list_link],
    };
    sink.page("compare.html", &head(desk, heading), &view);
}
