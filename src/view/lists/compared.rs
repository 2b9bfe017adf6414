//! Two revisions compared.

use serde::Serialize;

use super::changes::{Changes, changes};
use super::hidden;
use super::review::day;
use crate::record::{List, ListIx};
use crate::view::about::{Heading, head, index_link};
use crate::view::{Desk, Link, Sink};

#[derive(Debug, Serialize)]
struct Compared {
    list: Link,
    before: Link,
    after: Link,
    /// Revisions between the two.
    between: usize,
    changes: Changes,
}

pub(super) fn show<S: Sink>(desk: &Desk<'_>, ix: ListIx, list: &List, (a, b): (usize, usize), path: String, sink: &mut S) {
    let (Some(before), Some(after)) = (list.revisions.get(a), list.revisions.get(b)) else { return };
    if hidden(desk, list) {
        return;
    }
    let title = list.document.title.to_string();
    let (from, to) = (day(before.date), day(after.date));
    let list_link = Link::new(title.clone(), desk.addresses.list(ix));
    let view = Compared {
        list: list_link.clone(),
        before: Link::new(from.clone(), desk.addresses.revision(ix, super::place(a))),
        after: Link::new(to.clone(), desk.addresses.revision(ix, super::place(b))),
        between: (b.saturating_sub(a)).saturating_sub(1),
        changes: changes(desk, list, before, after),
    };
    let heading = Heading {
        path,
        title: format!("{title}: {from} and {to} compared"),
        description: format!("What changed between {from} and {to}: {}.", view.changes.summary),
        document: Some(&list.document),
        body: list.body,
        kind: "compare",
        trail: vec![index_link(desk, "Lists", "lists"), list_link],
    };
    sink.page("compare.html", &head(desk, heading), &view);
}
