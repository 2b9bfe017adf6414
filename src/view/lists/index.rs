//! All lists of the site.

use serde::Serialize;

use super::review::{NextReview, next_review};
use super::withheld::hidden;
use crate::record::ListIx;
use crate::view::about::{Heading, head};
use crate::view::{LanguageSite, Link, Sink, View};

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

pub(super) fn show<S: Sink>(site: &LanguageSite<'_>, path: String, sink: &mut S) {
    let line = |(at, list): (usize, &crate::record::List)| Line {
        link: site.titled(&list.document, site.addresses.list(ListIx::at(at))),
        description: site.description(&list.document).0,
        description_lang: site.description(&list.document).1,
        body: list.body.map(|b| site.body_link(b)),
        current: list.revisions.last().map(|r| r.date.to_string()).unwrap_or_default(),
        revisions: list.revisions.len(),
        entries: list.revisions.last().map_or(0, |r| r.entries.len()),
        hidden: hidden(site, list),
        review: next_review(site, list),
    };
    let view = Index { lists: site.record.lists.iter().enumerate().map(line).collect() };
    let heading = Heading {
        path,
        title: site.say("lists_under_review"),
        description: site.say("lists_description"),
        document: None,
        body: None,
        kind: "lists",
        trail: Vec::new(),
    };
    sink.page("lists.html", &head(site, heading), &view);
}
