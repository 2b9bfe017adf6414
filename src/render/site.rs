//! The whole site: every page, asset, attachment and export of a record, handed out one by one as it is
//! made, so that no more than a few pages are in memory at once.

use std::sync::Mutex;

use rayon::prelude::*;
use serde::Serialize;

use super::engine::Engine;
use super::export::{self, Export};
use super::theme::Theme;
use crate::diag::Diagnostic;
use crate::pipeline::Mark;
use crate::record::FileId;
use crate::search;
use crate::view::plan::{self, PageId};
use crate::view::{Addresses, Desk, Head, Link, Sink, SiteGlobals};

/// Takes what is made. From any thread, in any order; every path comes once.
pub trait Outbox: Sync {
    /// A file with its bytes.
    fn put(&self, path: &str, bytes: &[u8]);
    /// A file of the content folder, as it is.
    fn copy(&self, path: &str, file: FileId);
}

/// Makes everything. What comes back stops the build: templates that could not be filled.
pub fn render(desk: &Desk<'_>, theme: Vec<(String, Vec<u8>)>, out: &dyn Outbox, mark: Mark<'_>) -> Vec<Diagnostic> {
    let theme = Theme::load(theme).named(&desk.record.site.theme);
    let engine = match Engine::new(&theme, &SiteGlobals::new(desk)) {
        Ok(engine) => engine,
        Err(diagnostics) => return diagnostics,
    };
    let failed = Mutex::new(Vec::new());
    let pages = plan::plan(desk);
    mark("plan");
    pages.par_iter().for_each(|id| page(id, desk, &engine, out, &failed));
    mark("pages");
    index(desk, out);
    mark("search");
    stubs(desk, &engine, out, &failed);
    export::exports(desk, &|export| out.put(&export.path, &export.bytes));
    addresses(desk, &pages).into_iter().for_each(|e| out.put(&e.path, &e.bytes));
    theme.assets().iter().for_each(|(path, bytes)| out.put(path, bytes));
    mark("exports");
    desk.record.files.par_iter().for_each(|(file, path)| out.copy(path, *file));
    let mut failed = failed.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    crate::diag::sort(&mut failed);
    failed
}

fn page(id: &PageId, desk: &Desk<'_>, engine: &Engine, out: &dyn Outbox, failed: &Mutex<Vec<Diagnostic>>) {
    plan::show(id, desk, &mut Press { engine, out, failed });
}

/// The search index.
fn index(desk: &Desk<'_>, out: &dyn Outbox) {
    let library = search::Library::new(desk.record, desk.sources, desk.addresses, desk.edition, &[]);
    search::index(&library, &mut |path, bytes| out.put(&path, &bytes));
}

/// Fills each page's template and hands it out.
struct Press<'a> {
    engine: &'a Engine,
    out: &'a dyn Outbox,
    failed: &'a Mutex<Vec<Diagnostic>>,
}

impl Sink for Press<'_> {
    fn page<T: Serialize>(&mut self, template: &'static str, head: &Head, view: &T) {
        match self.engine.page(template, head, view) {
            Ok(bytes) => self.out.put(&head.file, &bytes),
            // A broken template breaks every page of its kind in the same way: each mistake is said once.
            Err(diagnostic) => {
                let mut failed = self.failed.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                if !failed.contains(&diagnostic) {
                    failed.push(diagnostic);
                }
            }
        }
    }
}

/// What stands at an earlier address: where the page is now.
#[derive(Serialize)]
struct Moved {
    /// Address below the site.
    to: String,
}

/// A page at each earlier address that leads on, for servers that know no redirects and for file shares.
fn stubs(desk: &Desk<'_>, engine: &Engine, out: &dyn Outbox, failed: &Mutex<Vec<Diagnostic>>) {
    let mut press = Press { engine, out, failed };
    for (old, target) in &desk.record.aliases {
        let to = desk.addresses.target(target);
        let site = &desk.record.site;
        let head = Head {
            path: old.to_string(),
            file: format!("{old}/index.html"),
            root: Addresses::root(old),
            title: site.title.to_string(),
            description: String::new(),
            lang: site.languages.first().map_or("en", |l| l).to_owned(),
            kind: "moved",
            canonical: (!site.base_url.is_empty()).then(|| format!("{}{to}", site.base_url)),
            breadcrumb: Vec::<Link>::new(),
            illustrative: false,
        };
        press.page("moved.html", &head, &Moved { to });
    }
}

/// The sitemap, over every page that a reader may come to from outside.
fn addresses(desk: &Desk<'_>, pages: &[PageId]) -> Vec<Export> {
    let listed = pages.iter().filter(|id| !matches!(id, PageId::NotFound | PageId::Search));
    let addresses: Vec<String> = listed.map(|id| desk.addresses.folder(&plan::path(desk, id))).collect();
    export::sitemap(desk, &addresses)
}
