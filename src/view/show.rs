//! Each page of the plan as a view with its template.

use super::{LanguageSite, Sink};
use crate::site::page_ids::PageId;

/// Makes a page and hands it over with its template.
pub fn show<S: Sink>(id: &PageId, site: &LanguageSite<'_>, sink: &mut S) {
    macro_rules! page {
        ($template:literal, $made:expr) => {{
            let (head, view) = $made;
            sink.page($template, &head, &view);
        }};
    }
    match id {
        PageId::Home => page!("home.html", super::home::home(site)),
        PageId::Body(ix) => page!("body.html", super::body::body(site, *ix)),
        PageId::Meeting(ix) => page!("meeting.html", super::meeting::meeting(site, *ix)),
        PageId::Actions(scope, slice) => page!("actions.html", super::actions::actions(site, scope, *slice)),
        PageId::Overdue(scope) => page!("actions.html", super::actions::overdue(site, scope)),
        PageId::ActionsBy(facet) => page!("facet.html", super::actions::facet(site, *facet)),
        PageId::Action(ix) => page!("action.html", super::action::action(site, *ix)),
        PageId::Decisions(slice) => page!("decisions.html", super::decisions::decisions(site, *slice)),
        PageId::Archive(body, slice) => page!("archive.html", super::archive::archive(site, *body, *slice)),
        PageId::Organisations => page!("directory.html", super::organisation::organisations(site)),
        PageId::Organisation(ix, slice) => {
            page!("organisation.html", super::organisation::organisation(site, *ix, *slice));
        }
        PageId::People => page!("directory.html", super::person::people(site)),
        PageId::Person(ix, slice) => page!("person.html", super::person::person(site, *ix, *slice)),
        PageId::List(id) => super::lists::show(id, site, sink),
        PageId::Dataset(id) => super::datasets::show(id, site, sink),
        PageId::Report(id) => super::reports::show(id, site, sink),
        PageId::Version(id) => super::versions::show(id, site, sink),
        PageId::Changes(slice) => page!("changes.html", super::changes::changes(site, *slice)),
        PageId::Links(slice) => page!("links.html", super::links::links(site, *slice)),
        PageId::Page(ix) => page!("page.html", super::page::page(site, *ix)),
        PageId::Az(letter) => page!("az.html", super::az::az(site, letter.as_deref())),
        PageId::Search => page!("search.html", super::search::search(site)),
        PageId::Sitemap => page!("sitemap.html", super::sitemap::sitemap(site)),
        PageId::Accessibility => page!("accessibility.html", super::accessibility::accessibility(site)),
        PageId::NotFound => page!("404.html", super::not_found::not_found(site)),
    }
}
