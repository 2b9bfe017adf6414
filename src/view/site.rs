//! What every page of a site shares: its name, its navigation, who publishes it. A template sees it as `site`.
//!
//! Made once for a build. Addresses are below the site; a template puts `page.root` before them.

use serde::Serialize;

use super::Desk;
use crate::record::Status;

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
    /// The main navigation. Texts are keys of the messages.
    pub nav: Vec<NavLink>,
    /// The links at the foot of every page. Texts are keys of the messages.
    pub foot: Vec<NavLink>,
    /// The style sheets and scripts that every page loads.
    pub assets: Assets,
}

/// A link of the navigation.
#[derive(Debug, Clone, Serialize)]
pub struct NavLink {
    /// A key of the messages.
    pub text: &'static str,
    /// Address below the site.
    pub href: String,
    /// The path of the page it leads to, to tell the page one is on.
    pub path: &'static str,
}

/// The names of assets that every page loads, below the theme's `assets/`, in order.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Assets {
    /// `css/00-tokens.css` …
    pub styles: Vec<String>,
    /// `js/register.js` …
    pub scripts: Vec<String>,
}

impl SiteGlobals {
    /// For a site. `assets` are the names that the theme has, as the engine found them.
    pub fn new(desk: &Desk<'_>, assets: Assets) -> Self {
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
            nav: nav(desk),
            foot: foot(desk),
            assets,
        }
    }
}

fn nav(desk: &Desk<'_>) -> Vec<NavLink> {
    let record = desk.record;
    let mut all = Vec::new();
    let mut add = |there: bool, text: &'static str, path: &'static str| {
        if there {
            all.push(NavLink { text, href: desk.addresses.folder(path), path });
        }
    };
    add(!record.meetings.is_empty(), "nav.meetings", "archive");
    add(!record.actions.is_empty(), "nav.actions", "actions");
    add(!record.decisions.is_empty(), "nav.decisions", "decisions");
    add(!record.lists.is_empty(), "nav.lists", "lists");
    add(!record.reports.is_empty(), "nav.reports", "reports");
    add(!record.datasets.is_empty(), "nav.datasets", "datasets");
    add(true, "nav.search", "search");
    all
}

fn foot(desk: &Desk<'_>) -> Vec<NavLink> {
    let record = desk.record;
    let mut all = Vec::new();
    let mut add = |there: bool, text: &'static str, path: &'static str| {
        if there {
            all.push(NavLink { text, href: desk.addresses.folder(path), path });
        }
    };
    add(!record.organisations.is_empty(), "nav.organisations", "organisations");
    add(!record.people.is_empty(), "nav.people", "people");
    let overdue = record.actions.iter().any(|a| a.status == Status::Open || a.status == Status::InProgress);
    add(overdue, "nav.open_actions", "actions/status/open");
    all
}
