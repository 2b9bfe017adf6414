//! The stable address of everything that other sites link to, ready to be copied.

use serde::Serialize;

use super::common::CountLink;
use super::{Desk, Head, Link, View};
use crate::html::Html;
use crate::record::{BodyIx, DatasetIx, Document, ListIx, PageIx, ReportIx, Stage, Target};
use crate::site::registers::{cut_links as cut, links_path as path};
use crate::site::slice::{LIMIT, Slice, parts};

/// A page of addresses.
#[derive(Debug, Clone, Serialize)]
pub struct LinksView {
    /// The year or month it is of, ISO 8601, or empty.
    pub period: String,
    /// All meetings that the page is of are shown; else the newest.
    pub complete: bool,
    /// What it lists, by kind.
    pub groups: Vec<Group>,
    /// The years or months that the meetings are cut into.
    pub parts: Vec<CountLink>,
}

impl View for LinksView {}

/// Things of one kind.
#[derive(Debug, Clone, Serialize)]
pub struct Group {
    /// A key of the messages: `reports`, `bodies` …
    pub kind: &'static str,
    /// In order.
    pub rows: Vec<Row>,
}

/// One thing.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// Where it stands.
    pub link: Link,
    /// Its address: from the top of the site where the site does not know its own.
    pub address: String,
    /// A link to it as Markdown, which publishing tools of government take.
    pub markdown: String,
    /// A link to it as HTML, to be shown as code.
    pub html: Html,
}

/// A page of addresses.
pub fn links(desk: &Desk<'_>, slice: Slice) -> (Head, LinksView) {
    let held = slice.of(&desk.index.meetings, |m| desk.record.meetings[m.ix()].date);
    let complete = slice.is_complete(held.len());
    let shown = if complete { usize::MAX } else { LIMIT / 3 };
    let mut groups = if slice == Slice::Whole { others(desk) } else { Vec::new() };
    let meetings = held.iter().rev().take(shown).map(|m| {
        let document = &desk.record.meetings[m.ix()].document;
        let lang = if document.title.is_empty() { String::new() } else { desk.title(document).1 };
        row(desk, &Target::Meeting(*m), Link::new(desk.meeting_title(*m), "").in_language(&lang))
    });
    groups.push(Group { kind: "meetings", rows: meetings.collect() });
    groups.retain(|g| !g.rows.is_empty());
    let mut above = Vec::new();
    let mut at = slice.above();
    while let Some(up) = at {
        let text = if up == Slice::Whole { desk.say("nav_links") } else { desk.period(up) };
        above.insert(0, Link::new(text, desk.addresses.folder(&path(up))));
        at = up.above();
    }
    let title = match slice {
        Slice::Whole => desk.say("nav_links"),
        slice => desk.say_with("links_in", &[("period", &desk.period(slice))]),
    };
    let head = desk.head(&path(slice), "links", title, desk.say("links_description"), above);
    let link = |(s, count): (Slice, usize)| CountLink { text: s.date(), href: desk.addresses.folder(&path(s)), count, open: 0 };
    let view =
        LinksView { period: slice.date(), complete, groups, parts: parts(&cut(desk), slice).into_iter().map(link).collect() };
    (head, view)
}

fn others(desk: &Desk<'_>) -> Vec<Group> {
    let record = desk.record;
    let stands = |d: &Document| d.stage != Stage::Withdrawn;
    let mut reports: Vec<(usize, _)> = record.reports.iter().enumerate().filter(|(_, r)| stands(&r.document)).collect();
    reports.sort_by_key(|(n, r)| (std::cmp::Reverse(r.date), *n));
    let lists = record.lists.iter().enumerate().filter(|(_, l)| stands(&l.document));
    let datasets = record.datasets.iter().enumerate().filter(|(_, d)| stands(&d.document));
    let pages = record.pages.iter().enumerate().filter(|(_, p)| stands(&p.document) && !p.path.is_empty() && desk.stands(p));
    let bodies = record.bodies.iter().enumerate();
    let titled = |target: Target, document: &Document| row(desk, &target, desk.titled(document, String::new()));
    vec![
        Group {
            kind: "reports",
            rows: reports.iter().map(|(n, r)| titled(Target::Report(ReportIx::at(*n)), &r.document)).collect(),
        },
        Group { kind: "lists", rows: lists.map(|(n, l)| titled(Target::List(ListIx::at(n)), &l.document)).collect() },
        Group { kind: "datasets", rows: datasets.map(|(n, d)| titled(Target::Dataset(DatasetIx::at(n)), &d.document)).collect() },
        Group {
            kind: "bodies",
            rows: bodies.map(|(n, _)| row(desk, &Target::Body(BodyIx::at(n)), desk.body_link(BodyIx::at(n)))).collect(),
        },
        Group { kind: "pages", rows: pages.map(|(n, p)| titled(Target::Page(PageIx::at(n), None), &p.document)).collect() },
    ]
}

fn row(desk: &Desk<'_>, target: &Target, link: Link) -> Row {
    let path = match target {
        Target::Page(ix, _) => crate::site::registers::page_path(desk, *ix),
        target => desk.record.path_of(target).unwrap_or_default(),
    };
    let (place, title) = (desk.addresses.place_of(&path), link.text.as_str());
    let base = &desk.record.site.base_url;
    let address = if base.is_empty() { format!("/{place}/") } else { format!("{base}{place}/") };
    Row {
        markdown: format!("[{}]({})", super::reports::bracketed(title), address.replace('(', "%28").replace(')', "%29")),
        html: crate::html::link(&address, title),
        link: Link { href: desk.addresses.folder(&path), ..link.clone() },
        address,
    }
}
