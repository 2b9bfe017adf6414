//! What every page of a site shares: its name, its navigation, who publishes it. A template sees it as `site`.
//!
//! Made once for a build. Addresses are below the site; a template puts `page.root` before them.

use serde::Serialize;

use super::Desk;

/// What every page shares; a template sees it as `site`.
#[derive(Debug, Clone, Serialize)]
pub struct SiteGlobals {
    /// `title` of `site.toml`.
    pub title: String,
    /// `description`, or empty.
    pub description: String,
    /// Who publishes it, or empty.
    pub publisher: String,
    /// An address to write to (`mailto:` or `https:`), or empty.
    pub contact: String,
    /// A line at the head of every page, as HTML, written for a page at the top; or empty.
    pub notice: String,
    /// A line at the foot of every page, as HTML; or empty.
    pub licence: String,
    /// BCP 47; the first is the site's own.
    pub languages: Vec<String>,
    /// `public` or `internal`.
    pub edition: &'static str,
    /// The day that stands for today, as ISO 8601.
    pub as_of: String,
    /// The address of the home page.
    pub home: String,
    /// The address of the search page.
    pub search: String,
    /// The main navigation. Texts are keys of the messages.
    pub nav: Vec<NavLink>,
    /// The links at the foot of every page. Texts are keys of the messages.
    pub foot: Vec<NavLink>,
}

/// A link of the navigation.
#[derive(Debug, Clone, Serialize)]
pub struct NavLink {
    /// A key of the messages; empty where `title` stands for itself.
    pub text: &'static str,
    /// The title of a page of the author's, where it is one.
    pub title: String,
    /// Address below the site.
    pub href: String,
    /// The path of the page it leads to, to tell the page one is on.
    pub path: String,
}

impl SiteGlobals {
    /// For a site.
    pub fn new(desk: &Desk<'_>) -> Self {
        let site = &desk.record.site;
        let text = |t: &Option<Box<str>>| t.as_deref().unwrap_or("").to_owned();
        let markdown = |t: &Option<Box<str>>| t.as_deref().map(|m| desk.prose.inline(None, m, "")).unwrap_or_default();
        SiteGlobals {
            title: site.title.to_string(),
            description: text(&site.description),
            publisher: text(&site.publisher),
            contact: text(&site.contact),
            notice: markdown(&site.notice),
            licence: markdown(&site.licence),
            languages: site.languages.iter().map(|l| l.to_string()).collect(),
            edition: desk.edition.key(),
            as_of: desk.today.to_string(),
            home: desk.addresses.folder(""),
            search: desk.addresses.folder("search"),
            nav: nav(desk),
            foot: foot(desk),
        }
    }
}

/// The pages that list the others; each only where there is something to list.
pub(super) fn browse(desk: &Desk<'_>) -> Vec<NavLink> {
    let record = desk.record;
    let all = [
        (!record.meetings.is_empty(), "nav_meetings", "archive"),
        (!record.actions.is_empty(), "nav_actions", "actions"),
        (!record.decisions.is_empty(), "nav_decisions", "decisions"),
        (!record.lists.is_empty(), "nav_lists", "lists"),
        (!record.reports.is_empty(), "nav_reports", "reports"),
        (!record.datasets.is_empty(), "nav_datasets", "datasets"),
    ];
    all.into_iter().filter(|(there, ..)| *there).map(|(_, text, path)| link(desk, text, path)).collect()
}

fn link(desk: &Desk<'_>, text: &'static str, path: &str) -> NavLink {
    NavLink { text, title: String::new(), href: desk.addresses.folder(path), path: path.to_owned() }
}

fn nav(desk: &Desk<'_>) -> Vec<NavLink> {
    let mut all = browse(desk);
    all.push(link(desk, "nav_search", "search"));
    all
}

/// Organisations, people, and the author's pages at the top (about, accessibility …).
fn foot(desk: &Desk<'_>) -> Vec<NavLink> {
    let record = desk.record;
    let mut all = Vec::new();
    if !record.organisations.is_empty() {
        all.push(link(desk, "nav_organisations", "organisations"));
    }
    if !record.people.is_empty() {
        all.push(link(desk, "nav_people", "people"));
    }
    all.push(link(desk, "nav_changes", "changes"));
    all.push(link(desk, "nav_links", "permalinks"));
    for at in desk.index.below.get("").into_iter().flatten().take(12) {
        let page = &record.pages[at.ix()];
        let title = page.document.title.to_string();
        all.push(NavLink { text: "", title, href: desk.addresses.page(*at), path: page.path.to_string() });
    }
    all
}
