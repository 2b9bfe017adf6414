//! Links from the top of the site: whether something is at their addresses.

use super::shown::Shown;
use super::standing::{Place, Stand, Standing};
use crate::diag::{Code, Diagnostic, Severity, nearest};
use crate::record::{Document, Span, Written, percent_decoded};
use crate::site::SiteModel;

/// Folders and files that a build writes and that are no address of the record.
const WRITTEN: [&str; 7] = ["assets/", "redirects/", "search/", "404.html", "robots.txt", "sitemap", "favicon"];

/// An error for each link from the top of the site that leads nowhere, and a warning for each that has no address.
pub fn check_links_from_top(model: &SiteModel) -> Vec<Diagnostic> {
    let documents = || model.record().documents().map(|(_, document)| document).filter(|d| !d.from_top.is_empty());
    if documents().next().is_none() {
        return Vec::new();
    }
    let site = model.first_language();
    let plan = site.plan();
    let standing = Standing::new(&site, plan);
    let checker = LinkChecker { standing: &standing };
    documents().flat_map(|document: &Document| &document.from_top).filter_map(|link| checker.check(link)).collect()
}

struct LinkChecker<'c, 'd, 'p> {
    standing: &'c Standing<'d, 'p>,
}

impl LinkChecker<'_, '_, '_> {
    fn check(&self, link: &Written<()>) -> Option<Diagnostic> {
        if link.text.is_empty() {
            let mut found = Diagnostic::new(Code::DeadLink, link.span, "this link has no address")
                .expected("an address in the round brackets")
                .remedy("put in where it leads, or take the brackets away");
            found.severity = Severity::Warning;
            return Some(found);
        }
        let (path, anchor) = link.text.split_once('#').unwrap_or((&link.text, ""));
        let path = path.split('?').next().unwrap_or(path).trim_start_matches('/');
        let path = percent_decoded(path);
        let path = path.strip_suffix("index.html").unwrap_or(&path);
        if WRITTEN.iter().any(|written| path.starts_with(written)) {
            return None;
        }
        let folder = if path.is_empty() || path.ends_with('/') { path.to_owned() } else { format!("{path}/") };
        let Some(stand) = self.standing.get(path).or_else(|| self.standing.get(&folder)) else {
            return match self.standing.now(&folder).or_else(|| self.standing.now(path)) {
                Some(Place::Page(_) | Place::Anchor(..) | Place::File(_)) => None,
                None => Some(self.dead_link(&link.text, &folder, link.span)),
            };
        };
        self.dead_anchor(stand, &percent_decoded(anchor), link.span)
    }

    fn dead_link(&self, text: &str, folder: &str, span: Span) -> Diagnostic {
        let addresses = self.standing.addresses();
        let near = nearest(folder, addresses.iter().map(String::as_str));
        Diagnostic::new(Code::DeadLink, span, format!("`{text}` leads to no page or file of this site"))
            .expected("an address of this site")
            .remedy(near.map_or_else(
                || "correct it; better, link to the source file by a relative path, which follows it when it moves".to_owned(),
                |near| format!("did you mean `/{near}`?"),
            ))
    }

    fn dead_anchor(&self, stand: Stand<'_, '_>, anchor: &str, span: Span) -> Option<Diagnostic> {
        // Whoever links to a page that the program makes knows its ids from the page.
        let shown = self.standing.shown(stand).filter(|_| !anchor.is_empty())?;
        if shown.place_now(anchor).is_some() || shown.is_withdrawn() || shown.is_buried(anchor) {
            return None;
        }
        // A translation that lacks a place has it from its original.
        if !shown.lang.is_empty() && Shown::first(&shown).place_now(anchor).is_some() {
            return None;
        }
        let anchors = shown.anchors();
        let near = nearest(anchor, anchors.iter().copied());
        let found = Diagnostic::new(Code::DeadAnchor, span, format!("there is no `#{anchor}` there"));
        Some(
            found
                .expected("the number of an item or paragraph, or the anchor of a heading")
                .remedy(near.map_or_else(|| "look for the number on the page".to_owned(), |n| format!("did you mean `#{n}`?"))),
        )
    }
}
