//! A content folder, read and linked, and what the views make of it.

use std::collections::BTreeMap;

use minutebook::publish::{PreparedSite, SiteInputs, Unobserved, prepare};
use minutebook::render::engine::Engine;
use minutebook::site::{LanguageSite, SiteGlobals};
use minutebook::view::{Head, Sink, View};
use serde_json::Value;

/// Reads a site of these files; `as_of` is 1 March 2026. Fails the test where the content has errors.
pub(crate) fn book(files: &[(&str, &str)]) -> PreparedSite {
    let home = crate::scratch::scratch();
    let content = home.path().join("content");
    for (path, text) in files {
        let place = content.join(path);
        std::fs::create_dir_all(place.parent().expect("a parent")).expect("a folder");
        std::fs::write(place, text).expect("a file");
    }
    read(&content)
}

/// Reads a content folder.
pub(crate) fn read(content: &std::path::Path) -> PreparedSite {
    let day = jiff::civil::date(2026, 3, 1);
    let inputs = SiteInputs {
        is_strict: false,
        known: Default::default(),
        settings: None,
        ledger: None,
        content: content.to_owned(),
        themes: content.join("no-themes"),
        edition: None,
        as_of: Some(day),
        is_stood: false,
        clock: minutebook::publish::ClockReading::Day(day),
        drafts: false,
        portable: false,
    };
    let book = prepare(&inputs, &Unobserved).expect("a content folder");
    let errors: Vec<_> = book.diagnostics.iter().filter(|d| d.is_error()).map(|d| &d.message).collect();
    assert!(errors.is_empty(), "{errors:?}");
    book
}

/// What the views made, each with the page that its template makes of it, by path.
pub(crate) struct Pages {
    engine: Engine,
    pub(crate) by_path: BTreeMap<String, (Value, String)>,
}

impl Sink for Pages {
    fn page<T: View>(&mut self, template: &'static str, head: &Head, view: &T) {
        let value = serde_json::to_value(view).expect("a view is plain data");
        let mut html = Vec::new();
        let made = self.engine.page(template, head, view, |page| html.extend_from_slice(page));
        made.unwrap_or_else(|e| panic!("{}: {}", head.path, e.message));
        let html = String::from_utf8(html).expect("UTF-8");
        assert!(!html.contains("style=\"") && !html.contains("<script>"), "{}: inline style or script", head.path);
        let before = self.by_path.insert(head.path.clone(), (value, html));
        assert!(before.is_none(), "two pages at {}", head.path);
    }
}

impl Pages {
    /// The view of a page.
    pub(crate) fn view(&self, path: &str) -> &Value {
        &self.by_path.get(path).unwrap_or_else(|| panic!("no page {path}; there are {:?}", self.by_path.keys())).0
    }

    /// A page.
    pub(crate) fn html(&self, path: &str) -> &str {
        &self.by_path.get(path).unwrap_or_else(|| panic!("no page {path}; there are {:?}", self.by_path.keys())).1
    }
}

/// A site for a book.
pub(crate) fn site(book: &PreparedSite) -> LanguageSite<'_> {
    book.site.first_language()
}

/// Every page of the lists, datasets and reports.
pub(crate) fn pages(book: &PreparedSite) -> Pages {
    let site = site(book);
    let engine = Engine::new(&book.theme, book.site.model().messages(), &[(site.lang, SiteGlobals::new(&site))])
        .unwrap_or_else(|e| panic!("{}", e[0].message));
    let mut pages = Pages { engine, by_path: BTreeMap::new() };
    minutebook::site::list_pages::list_pages(book.record())
        .iter()
        .for_each(|id| minutebook::view::lists::show(id, &site, &mut pages));
    minutebook::site::document_pages::dataset_pages(book.record())
        .iter()
        .for_each(|id| minutebook::view::datasets::show(id, &site, &mut pages));
    minutebook::site::document_pages::report_pages(book.record())
        .iter()
        .for_each(|id| minutebook::view::reports::show(id, &site, &mut pages));
    pages
}
