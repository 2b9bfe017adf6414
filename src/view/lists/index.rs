//! All lists of the site.

use serde::Serialize;

use super::hidden;
use super::review::{NextReview, next_review};
use crate::record::ListIx;
use crate::view::about::{Heading, head};
use crate::view::{Desk, Link, Sink, View};

#[derive(Debug, Serialize)]
struct Index {
    lists: Vec<Line>,
}

impl View for Index {}

#[derive(Debug, Serialize)]
struct Line {
    link: Link,
    description: String,
    description_lang: String,
    body: Option<Link>,
    /// Day of the last revision; empty: none.
    current: String,
    revisions: usize,
    entries: usize,
    hidden: bool,
    review: NextReview,
}

pub(super) fn show<S: Sink>(desk: &Desk<'_>, path: String, sink: &mut S) {
    let line = |(at, list): (usize, &crate::record::List)| Line {
        link: desk.titled(&list.document, desk.addresses.list(ListIx::at(at))),
        description: desk.description(&list.document).0,
        description_lang: desk.description(&list.document).1,
        body: list.body.map(|b| desk.body_link(b)),
        current: list.revisions.last().map(|r| r.date.to_string()).unwrap_or_default(),
        revisions: list.revisions.len(),
        entries: list.revisions.last().map_or(0, |r| r.entries.len()),
        hidden: hidden(desk, list),
        review: next_review(desk, list),
    };
    let view = Index { lists: desk.record.lists.iter().enumerate().map(line).collect() };
    let heading = Heading {
        path,
        title: desk.say("lists_under_review"),
        description: desk.say("lists_description"),
        document: None,
        body: None,
        kind: "lists",
        trail: Vec::new(),
    };
    sink.page("lists.html", &head(desk, heading), &view);
}
