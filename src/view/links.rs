//! The stable address of everything that other sites link to, ready to be copied.

use serde::Serialize;

use super::common::CountLink;
use super::{Head, LanguageSite, Link, View};
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
pub fn links(site: &LanguageSite<'_>, slice: Slice) -> (Head, LinksView) {
    let held = slice.of(&site.index.meetings, |m| site.record.meetings[m.ix()].date);
    let complete = slice.is_complete(held.len());
    let shown = if complete { usize::MAX } else { LIMIT / 3 };
    let mut groups = if slice == Slice::Whole { others(site) } else { Vec::new() };
    let meetings = held.iter().rev().take(shown).map(|m| {
        let document = &site.record.meetings[m.ix()].document;
        let lang = if document.title.is_empty() { String::new() } else { site.title(document).1 };
        row(site, &Target::Meeting(*m), Link::new(site.meeting_title(*m), "").in_language(&lang))
    });
    groups.push(Group { kind: "meetings", rows: meetings.collect() });
    groups.retain(|g| !g.rows.is_empty());
    let mut above = Vec::new();
    let mut at = slice.above();
    while let Some(up) = at {
        let text = if up == Slice::Whole { site.say("nav_links") } else { site.period(up) };
        above.insert(0, Link::new(text, site.addresses.folder(&path(up))));
        at = up.above();
    }
    let title = match slice {
        Slice::Whole => site.say("nav_links"),
        slice => site.say_with("links_in", &[("period", &site.period(slice))]),
    };
    let head = site.head(&path(slice), "links", title, site.say("links_description"), above);
    let link = |(s, count): (Slice, usize)| CountLink { text: s.date(), href: site.addresses.folder(&path(s)), count, open: 0 };
    let view =
        LinksView { period: slice.date(), complete, groups, parts: parts(&cut(site), slice).into_iter().map(link).collect() };
    (head, view)
}

fn others(site: &LanguageSite<'_>) -> Vec<Group> {
    let record = site.record;
    let stands = |d: &Document| d.stage != Stage::Withdrawn;
    let mut reports: Vec<(usize, _)> = record.reports.iter().enumerate().filter(|(_, r)| stands(&r.document)).collect();
    reports.sort_by_key(|(n, r)| (std::cmp::Reverse(r.date), *n));
    let lists = record.lists.iter().enumerate().filter(|(_, l)| stands(&l.document));
    let datasets = record.datasets.iter().enumerate().filter(|(_, d)| stands(&d.document));
    let pages = record.pages.iter().enumerate().filter(|(_, p)| stands(&p.document) && !p.path.is_empty() && site.stands(p));
    let bodies = record.bodies.iter().enumerate();
    let titled = |target: Target, document: &Document| row(site, &target, site.titled(document, String::new()));
    vec![
        Group {
            kind: "reports",
            rows: reports.iter().map(|(n, r)| titled(Target::Report(ReportIx::at(*n)), &r.document)).collect(),
        },
        Group { kind: "lists", rows: lists.map(|(n, l)| titled(Target::List(ListIx::at(n)), &l.document)).collect() },
        Group { kind: "datasets", rows: datasets.map(|(n, d)| titled(Target::Dataset(DatasetIx::at(n)), &d.document)).collect() },
        Group {
            kind: "bodies",
            rows: bodies.map(|(n, _)| row(site, &Target::Body(BodyIx::at(n)), site.body_link(BodyIx::at(n)))).collect(),
        },
        Group { kind: "pages", rows: pages.map(|(n, p)| titled(Target::Page(PageIx::at(n), None), &p.document)).collect() },
    ]
}

fn row(site: &LanguageSite<'_>, target: &Target, link: Link) -> Row {
    let path = match target {
        Target::Page(ix, _) => crate::site::registers::page_path(site, *ix),
        target => site.record.path_of(target).unwrap_or_default(),
    };
    let (place, title) = (site.addresses.place_of(&path), link.text.as_str());
    let base = &site.record.site.base_url;
    let address = if base.is_empty() { format!("/{place}/") } else { format!("{base}{place}/") };
    Row {
        markdown: format!("[{}]({})", super::reports::bracketed(title), address.replace('(', "%28").replace(')', "%29")),
        html: crate::html::link(&address, title),
        link: Link { href: site.addresses.folder(&path), ..link.clone() },
        address,
    }
}
