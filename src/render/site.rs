//! The whole site: every page, asset, attachment and export of a record, handed out one by one as it is
//! made, so that no more than a few pages are in memory at once.

use std::collections::BTreeMap;
use std::sync::Mutex;

use rayon::prelude::*;
use serde::Serialize;

use super::engine::Engine;
use super::look;
use super::theme::Theme;
use crate::diag::Diagnostic;
use crate::export::{self, Export};
use crate::pipeline::Mark;
use crate::record::{Edition, FileId};
use crate::search;
use crate::site::plan::{self, PageId};
use crate::view::data::{self, DataLink};
use crate::view::{Desk, Head, Link, Sink, SiteGlobals};

/// Takes what is made. From any thread, in any order; every path comes once.
pub trait Outbox: Sync {
    /// A file with its bytes.
    fn put(&self, path: &str, bytes: &[u8]);
    /// A file of the content folder, as it is.
    fn copy(&self, path: &str, file: FileId);
    /// What an earlier build kept under a name.
    fn recall(&self, name: &str) -> Option<Vec<u8>>;
    /// Keeps bytes under a name for a later build; nothing may depend on it.
    fn remember(&self, name: &str, bytes: Vec<u8>);
    /// How many documents were indexed anew.
    fn note_indexed(&self, _documents: usize) {}
    /// What the index kept of the build before, where there was one in this process: documents that did not change are not indexed again.
    fn indexed(&self) -> Option<&Mutex<search::Caches>> {
        None
    }
}

/// Makes everything, from the desk of each side of the site, the first first. What comes back stops the build: templates that could not be filled.
pub fn render(sides: &[Desk<'_>], theme: &Theme, out: &dyn Outbox, mark: Mark<'_>) -> Vec<Diagnostic> {
    let Some(messages) = sides.first().map(|side| &side.messages) else { return Vec::new() };
    let globals: Vec<(&str, SiteGlobals)> = sides.iter().map(|side| (side.lang, SiteGlobals::new(side))).collect();
    let Some(first) = sides.first() else { return Vec::new() };
    let theme = &dressed(first, theme);
    let engine = match Engine::new(theme, messages, &globals) {
        Ok(engine) => engine,
        Err(diagnostics) => return diagnostics,
    };
    let failed = Mutex::new(Vec::new());
    let plans: Vec<(&Desk<'_>, &[PageId])> = sides.iter().map(|side| (side, side.plan())).collect();
    mark("plan");
    for (side, pages) in &plans {
        pages.par_iter().for_each(|id| page(id, side, &engine, out, &failed));
    }
    mark("pages");
    sides.iter().for_each(|side| index(side, out));
    mark("search");
    if let Some((desk, _)) = plans.first() {
        stubs(desk, &engine, out, &failed);
        export::exports(desk, &|export| put_export(desk, &export, out));
        addresses(desk, &plans).into_iter().for_each(|e| out.put(&e.path, &e.bytes));
        theme.assets().iter().for_each(|(path, bytes)| out.put(path, bytes));
        mark("exports");
        desk.record.files.par_iter().for_each(|(file, path)| {
            let earlier = desk.kept.copies.get(path).into_iter().flatten();
            std::iter::once(path).chain(earlier).for_each(|p| out.copy(p, *file));
        });
    }
    let mut failed = failed.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    crate::diag::sort(&mut failed);
    failed
}

/// The theme with the look of this site: see [`look`].
fn dressed(desk: &Desk<'_>, theme: &Theme) -> Theme {
    let site = &desk.record.site;
    let say = |lang: &str, key: &str| desk.messages.text(lang, key, None, |_| None).unwrap_or_default();
    let words = site.languages.iter().map(|lang| {
        let marking = say(lang, if desk.edition == Edition::Internal { "edition_internal" } else { "edition_public" });
        (lang.to_string(), marking.trim_end_matches('.').to_owned())
    });
    let look =
        look::Look { title: &site.title, base_url: &site.base_url, colour: site.colour.as_deref(), words: words.collect() };
    theme.clone().with_sheet("assets/css/80-site.css", look::sheet(&look))
}

fn page(id: &PageId, desk: &Desk<'_>, engine: &Engine, out: &dyn Outbox, failed: &Mutex<Vec<Diagnostic>>) {
    plan::show(id, desk, &mut Press { engine, out, failed, data: data::of(desk, id) });
}

/// The search index of a side of the site: each has its own, below its own folder, of what its pages show.
fn index(desk: &Desk<'_>, out: &dyn Outbox) {
    let library = search::Library::new(desk);
    let put = |path: &str, bytes: &[u8]| out.put(&desk.addresses.place_of(path), bytes);
    if let Some(caches) = out.indexed() {
        let mut caches = caches.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        caches.fresh += search::index_cached(&library, caches.of(desk.lang), &put);
        return;
    }
    out.note_indexed(search::index_kept(&library, desk.lang, &Kept(out), &put));
}

/// What the index keeps from build to build.
struct Kept<'a>(&'a dyn Outbox);

impl search::Shelf for Kept<'_> {
    fn recall(&self, name: &str) -> Option<Vec<u8>> {
        self.0.recall(name)
    }

    fn remember(&self, name: &str, bytes: Vec<u8>) {
        self.0.remember(name, bytes);
    }
}

/// Fills each page's template and hands it out.
struct Press<'a> {
    engine: &'a Engine,
    out: &'a dyn Outbox,
    failed: &'a Mutex<Vec<Diagnostic>>,
    /// What the page leads to.
    data: Vec<DataLink>,
}

impl Sink for Press<'_> {
    fn page<T: Serialize>(&mut self, template: &'static str, head: &Head, view: &T) {
        let with_data = (!self.data.is_empty()).then(|| Head { data: self.data.clone(), ..head.clone() });
        let put = |bytes: &[u8]| self.out.put(&head.file, bytes);
        match self.engine.page(template, with_data.as_ref().unwrap_or(head), view, put) {
            Ok(()) => {}
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
struct Moved<'a> {
    /// Address below the site.
    to: &'a str,
    /// The anchors of the page that stood there: where each is now.
    anchors: Vec<Link>,
}

/// A page at each earlier address that leads on, for servers that know no redirects and for file shares.
fn stubs(desk: &Desk<'_>, engine: &Engine, out: &dyn Outbox, failed: &Mutex<Vec<Diagnostic>>) {
    desk.kept.stubs.par_iter().for_each(|stub| {
        let site = &desk.record.site;
        let file = stub.file();
        let path = file.strip_suffix("index.html").unwrap_or(&file).trim_end_matches('/');
        let to = stub.to.trim_start_matches("./").split('#').next().unwrap_or("");
        let head = Head {
            root: "../".repeat(file.matches('/').count()),
            file: file.clone(),
            canonical: (!site.base_url.is_empty()).then(|| format!("{}{to}", site.base_url)),
            breadcrumb: Vec::new(),
            alternates: Vec::new(),
            ..desk.head(path, "moved", site.title.to_string(), String::new(), Vec::new()).in_own_words()
        };
        let anchors = stub.anchors.iter().map(|(a, to)| Link::new(a.to_string(), to.to_string())).collect();
        Press { engine, out, failed, data: Vec::new() }.page("moved.html", &head, &Moved { to: &stub.to, anchors });
    });
}

/// A file that is made of the record, and a copy of it at each of its earlier addresses.
fn put_export(desk: &Desk<'_>, export: &Export, out: &dyn Outbox) {
    out.put(&export.path, &export.bytes);
    for old in desk.kept.copies.get(export.path.as_str()).into_iter().flatten() {
        out.put(old, &export.bytes);
    }
}

/// The sitemap, over every page that a reader may come to from outside, each with its versions in other languages.
fn addresses(desk: &Desk<'_>, plans: &[(&Desk<'_>, &[PageId])]) -> Vec<Export> {
    let mut pages: BTreeMap<String, Vec<(&str, String)>> = BTreeMap::new();
    for (side, ids) in plans {
        for id in ids.iter().filter(|id| !matches!(id, PageId::NotFound | PageId::Search | PageId::Version(_))) {
            let path = plan::path(side, id);
            let href = side.addresses.folder(&path);
            pages.entry(path).or_default().push((side.lang, href));
        }
    }
    let pages: Vec<Vec<(&str, String)>> = pages.into_values().collect();
    export::sitemap(desk, &pages)
}
