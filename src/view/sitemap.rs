//! The map of the site for readers: every list of pages, every body and every page of the author's, by links alone.
//!
//! It leads to all there is without naming all there is: what a list holds is not said again.

use serde::Serialize;

use super::{Head, LanguageSite, Link, View};
use crate::record::{BodyIx, PageIx, Target};

/// The map of the site.
#[derive(Debug, Clone, Serialize)]
pub struct SitemapView {
    /// The lists of pages. Texts are keys of the messages.
    pub lists: Vec<Link>,
    /// The bodies that stand below none, by name, with those below them.
    pub bodies: Vec<SitemapBody>,
    /// Priority lists, reports' and datasets' own pages, where there are few enough to name each.
    pub lists_kept: Vec<Link>,
    /// Datasets.
    pub datasets: Vec<Link>,
    /// The author's pages that belong to no body.
    pub pages: Vec<Link>,
    /// What programs read: file names with what each is, a key of the messages.
    pub files: Vec<Link>,
}

impl View for SitemapView {}

/// A body with the bodies below it.
#[derive(Debug, Clone, Serialize)]
pub struct SitemapBody {
    /// The body.
    pub link: Link,
    /// All bodies below it, at any depth.
    pub below: Vec<Link>,
}

/// More than so many of a kind are left to the list that holds them.
const MOST: usize = 500;

/// The map of the site.
pub fn sitemap(site: &LanguageSite<'_>) -> (Head, SitemapView) {
    let record = site.record;
    let mut lists: Vec<Link> =
        crate::site::globals::browse(site).into_iter().map(|l| Link::new(l.text.to_owned(), l.href)).collect();
    let more = [
        (!record.organisations.is_empty(), "nav_organisations", "organisations"),
        (!record.people.is_empty(), "nav_people", "people"),
        (!crate::site::letters::letters(site).is_empty(), "nav_az", "a-z"),
        (true, "nav_search", "search"),
    ];
    lists.extend(
        more.into_iter()
            .filter(|(there, ..)| *there)
            .map(|(_, text, path)| Link::new(text.to_owned(), site.addresses.folder(path))),
    );
    let named = |all: Vec<Link>| if all.len() > MOST { Vec::new() } else { all };
    let view = SitemapView {
        lists,
        bodies: bodies(site),
        lists_kept: named(
            (0..record.lists.len()).map(|n| site.target_link(&Target::List(crate::record::ListIx::at(n)))).collect(),
        ),
        datasets: named(
            (0..record.datasets.len()).map(|n| site.target_link(&Target::Dataset(crate::record::DatasetIx::at(n)))).collect(),
        ),
        pages: record
            .pages
            .iter()
            .enumerate()
            .filter(|(_, p)| p.body.is_none() && !p.path.is_empty() && !p.is_translation())
            .map(|(n, _)| site.target_link(&Target::Page(PageIx::at(n), None)))
            .collect(),
        files: files(site),
    };
    let head = site
        .head(crate::site::registers::SITEMAP, "sitemap", site.say("nav_sitemap"), site.say("sitemap_text"), Vec::new())
        .in_own_words();
    (head, view)
}

fn bodies(site: &LanguageSite<'_>) -> Vec<SitemapBody> {
    let record = site.record;
    let top = (0..record.bodies.len()).map(BodyIx::at).filter(|b| record.bodies[b.ix()].parent.is_none());
    let mut all: Vec<SitemapBody> = top.map(|b| SitemapBody { link: site.body_link(b), below: below(site, b, 0) }).collect();
    all.sort_by_cached_key(|b| b.link.text.to_lowercase());
    all
}

/// Every body below one. A ring of parents is refused by `link`; the depth ends one that was not.
fn below(site: &LanguageSite<'_>, at: BodyIx, depth: usize) -> Vec<Link> {
    let children = site.index.children.get(at.ix()).map_or(&[][..], Vec::as_slice);
    children
        .iter()
        .filter(|_| depth < 32)
        .flat_map(|child| std::iter::once(site.body_link(*child)).chain(below(site, *child, depth + 1)))
        .collect()
}

/// The files of the whole site. Texts are keys of the messages.
fn files(site: &LanguageSite<'_>) -> Vec<Link> {
    let record = site.record;
    let all = [
        (!record.site.base_url.is_empty(), "file_feed", "feed.xml"),
        (!record.meetings.is_empty(), "file_calendar", "calendar.ics"),
        (!record.actions.is_empty(), "file_actions", "actions.csv"),
        (!record.decisions.is_empty(), "file_decisions", "decisions.csv"),
        (!record.motions.is_empty(), "file_motions", "motions.csv"),
        (!record.motions.is_empty(), "file_votes", "votes.csv"),
        (!record.meetings.is_empty(), "file_meetings", "meetings.csv"),
        (!record.reports.is_empty(), "file_reports", "reports.csv"),
        (!record.site.base_url.is_empty(), "file_sitemap", "sitemap.xml"),
    ];
    all.into_iter().filter(|(there, ..)| *there).map(|(_, text, name)| Link::new(text.to_owned(), name.to_owned())).collect()
}
