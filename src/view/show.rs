//! Each page of the plan as a view with its template.

use super::{Desk, Sink};
use crate::site::plan::PageId;

/// Makes a page and hands it over with its template.
pub fn show<S: Sink>(id: &PageId, desk: &Desk<'_>, sink: &mut S) {
    macro_rules! page {
        ($template:literal, $made:expr) => {{
            let (head, view) = $made;
            sink.page($template, &head, &view);
        }};
    }
    match id {
        PageId::Home => page!("home.html", super::home::home(desk)),
        PageId::Body(ix) => page!("body.html", super::body::body(desk, *ix)),
        PageId::Meeting(ix) => page!("meeting.html", super::meeting::meeting(desk, *ix)),
        PageId::Actions(scope, slice) => page!("actions.html", super::actions::actions(desk, scope, *slice)),
        PageId::ActionsBy(facet) => page!("facet.html", super::actions::facet(desk, *facet)),
        PageId::Action(ix) => page!("action.html", super::action::action(desk, *ix)),
        PageId::Decisions(slice) => page!("decisions.html", super::decisions::decisions(desk, *slice)),
        PageId::Archive(body, slice) => page!("archive.html", super::archive::archive(desk, *body, *slice)),
        PageId::Organisations => page!("directory.html", super::organisation::organisations(desk)),
        PageId::Organisation(ix, slice) => {
            page!("organisation.html", super::organisation::organisation(desk, *ix, *slice));
        }
        PageId::People => page!("directory.html", super::person::people(desk)),
        PageId::Person(ix, slice) => page!("person.html", super::person::person(desk, *ix, *slice)),
        PageId::List(id) => super::lists::show(id, desk, sink),
        PageId::Dataset(id) => super::datasets::show(id, desk, sink),
        PageId::Report(id) => super::reports::show(id, desk, sink),
        PageId::Version(id) => super::versions::show(id, desk, sink),
        PageId::Changes(slice) => page!("changes.html", super::changes::changes(desk, *slice)),
        PageId::Links(slice) => page!("links.html", super::links::links(desk, *slice)),
        PageId::Page(ix) => page!("page.html", super::page::page(desk, *ix)),
        PageId::Az(letter) => page!("az.html", super::az::az(desk, letter.as_deref())),
        PageId::Search => page!("search.html", super::search::search(desk)),
        PageId::Sitemap => page!("sitemap.html", super::sitemap::sitemap(desk)),
        PageId::Accessibility => page!("accessibility.html", super::accessibility::accessibility(desk)),
        PageId::NotFound => page!("404.html", super::not_found::not_found(desk)),
    }
}
