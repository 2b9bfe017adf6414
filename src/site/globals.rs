//! What every page of a site shares: its name, its navigation, who publishes it. A template sees it as `site`.
//!
//! Made once for a build. Addresses are below the site; a template puts `page.root` before them.

use serde::Serialize;

use super::language::LanguageSite;
use crate::html::Html;

/// What every page shares; a template sees it as `site`.
#[derive(Debug, Clone, Serialize)]
pub struct SiteGlobals {
    /// `title` of `site.toml`.
    pub title: String,
    /// The language of the title where it is not the page's, else empty; `…_lang` of the others likewise.
    pub title_lang: String,
    /// `description`, or empty.
    pub description: String,
    /// See `title_lang`.
    pub description_lang: String,
    /// Who publishes it, or empty.
    pub publisher: String,
    /// See `title_lang`.
    pub publisher_lang: String,
    /// An address to write to (`mailto:` or `https:`), or empty.
    pub contact: String,
    /// A line at the head of every page, written for a page at the top; or empty.
    pub notice: Html,
    /// See `title_lang`.
    pub notice_lang: String,
    /// A line at the foot of every page, or empty.
    pub licence: Html,
    /// See `title_lang`.
    pub licence_lang: String,
    /// BCP 47; the first is the site's own.
    pub languages: Vec<String>,
    /// `public` or `internal`.
    pub edition: &'static str,
    /// The day that stands for today, as ISO 8601.
    pub as_of: String,
    /// The address of the home page.
    pub home: String,
    /// The path of a picture among the assets of the theme that stands before the name of the site, or empty.
    pub crest: String,
    /// The path of the picture, among the assets of the theme, that other sites show beside a link.
    pub share_image: String,
    /// Where the site will stand, with a final slash; empty where that is not known.
    pub base_url: String,
    /// There are minutes, so that the site may speak of them.
    pub minutes: bool,
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
    /// The language of the title where it is not the page's, else empty.
    pub lang: String,
    /// Address below the site.
    pub href: String,
    /// The path of the page it leads to, to tell the page one is on.
    pub path: String,
}

impl SiteGlobals {
    /// For a site.
    pub fn new(site: &LanguageSite<'_>) -> Self {
        let settings = &site.record.site;
        let markdown = |(words, lang): (String, &str)| (site.prose.inline(None, &words, ""), lang.to_owned());
        let (title, title_lang) = site.site_title();
        let (description, description_lang) = site.site_word(settings.description.as_deref(), |w| w.description.as_deref());
        let (publisher, publisher_lang) = site.site_word(settings.publisher.as_deref(), |w| w.publisher.as_deref());
        let (notice, notice_lang) = markdown(site.site_word(settings.notice.as_deref(), |w| w.notice.as_deref()));
        let (licence, licence_lang) = markdown(site.site_word(settings.licence.as_deref(), |w| w.licence.as_deref()));
        SiteGlobals {
            title,
            title_lang: title_lang.to_owned(),
            description,
            description_lang: description_lang.to_owned(),
            publisher,
            publisher_lang: publisher_lang.to_owned(),
            contact: settings.contact.as_deref().unwrap_or("").to_owned(),
            notice,
            notice_lang,
            licence,
            licence_lang,
            languages: settings.languages.iter().map(|l| l.to_string()).collect(),
            edition: site.edition.key(),
            as_of: site.today.to_string(),
            home: site.addresses.folder(""),
            crest: settings.crest.as_deref().unwrap_or_default().to_owned(),
            share_image: settings.share_image.as_deref().unwrap_or("img/share.png").to_owned(),
            base_url: settings.base_url.to_string(),
            minutes: !site.record.bodies.is_empty(),
            search: site.addresses.folder("search"),
            nav: nav(site),
            foot: foot(site),
        }
    }
}

/// The pages that list the others; each only where there is something to list.
pub(crate) fn browse(site: &LanguageSite<'_>) -> Vec<NavLink> {
    let record = site.record;
    let all = [
        (!record.meetings.is_empty(), "nav_meetings", "archive"),
        (!record.actions.is_empty(), "nav_actions", "actions"),
        (!record.decisions.is_empty(), "nav_decisions", "decisions"),
        (!record.lists.is_empty(), "nav_lists", "lists"),
        (!record.reports.is_empty(), "nav_reports", "reports"),
        (!record.datasets.is_empty(), "nav_datasets", "datasets"),
    ];
    all.into_iter().filter(|(there, ..)| *there).map(|(_, text, path)| link(site, text, path)).collect()
}

fn link(site: &LanguageSite<'_>, text: &'static str, path: &str) -> NavLink {
    NavLink { text, title: String::new(), lang: String::new(), href: site.addresses.folder(path), path: path.to_owned() }
}

fn nav(site: &LanguageSite<'_>) -> Vec<NavLink> {
    let mut all = browse(site);
    all.push(link(site, "nav_search", "search"));
    all
}

/// The accessibility statement, the map of the site, organisations, people, and the author's pages at the top (about, contact …).
fn foot(site: &LanguageSite<'_>) -> Vec<NavLink> {
    let record = site.record;
    let mut all = Vec::new();
    if !record.organisations.is_empty() {
        all.push(link(site, "nav_organisations", "organisations"));
    }
    if !record.people.is_empty() {
        all.push(link(site, "nav_people", "people"));
    }
    all.push(link(site, "nav_changes", "changes"));
    all.push(link(site, "nav_links", "permalinks"));
    for (text, path) in [("nav_accessibility", super::registers::ACCESSIBILITY), ("nav_sitemap", super::registers::SITEMAP)] {
        // A page of the author's stands in its place, and is named among theirs.
        if record.pages.binary_search_by(|p| (*p.path).cmp(path)).is_err() {
            all.push(link(site, text, path));
        }
    }
    for at in site.pages_below("").take(12) {
        let page = &record.pages[at.ix()];
        let document = site.text_of(&page.document);
        let title = document.title.to_string();
        let lang = site.foreign_text(&page.document).to_owned();
        all.push(NavLink { text: "", title, lang, href: site.addresses.page(at), path: page.path.to_string() });
    }
    all
}
