//! The whole site: every page, asset, attachment and export of a record, handed out one by one as it is
//! made, so that no more than a few pages are in memory at once.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use serde::Serialize;

use super::kept::KeptEngine;
use super::{BuildObserver, PreparedSite};
use crate::diag::Diagnostic;
use crate::export::{self, Export};
use crate::record::{Edition, FileId};
use crate::render::engine::Engine;
use crate::render::theme::Theme;
use crate::render::{OutputSink, PageWriter, look};
use crate::search;
use crate::site::former::Stub;
use crate::site::page_ids::PageId;
use crate::site::plan;
use crate::site::{LanguageSite, Link, MarkedAddresses, SiteGlobals};
use crate::source::Known;
use crate::view::{Head, Sink, View, data, show};

/// A site ready to be made: its languages and its templates. Each output can be made alone.
pub(super) struct SiteOutputs<'a> {
    /// The site in each of its languages, the first first.
    pub(super) languages: Vec<LanguageSite<'a>>,
    /// With the sheet that is made of settings.
    theme: Theme,
    engine: Arc<Engine>,
    /// By language, what is marked wherever it is named.
    marked: BTreeMap<String, MarkedAddresses>,
    /// The files of the folder `root`, by path.
    root_files: &'a BTreeMap<String, Vec<u8>>,
}

/// What an index keeps of the build before: documents that did not change are not indexed again.
#[derive(Clone, Copy)]
pub(super) enum IndexCache<'a> {
    /// In the folder next to the output, from one run of the program to the next.
    Stored(&'a Known),
    /// In memory, while a preview runs: one that kept it on disk at every change would fill the disk.
    Memory(&'a Mutex<search::Caches>),
}

/// One file of a site, by what it is made from. Exports and the files of an index are not among them: they have their paths once
/// they are made.
#[derive(Debug, Clone)]
pub(super) enum SiteOutput {
    /// A page in one of the languages, by its place among them.
    Page(usize, PageId),
    /// The page at an earlier address, by its place among them.
    Stub(usize),
    /// A file of the content folder.
    Copy(FileId),
    /// A file of the theme.
    Asset,
    /// A file of the site's folder `root`.
    Root,
}

impl<'a> SiteOutputs<'a> {
    /// Reads the templates.
    ///
    /// # Errors
    /// Every template that cannot be read.
    pub(super) fn new(site: &'a PreparedSite) -> Result<SiteOutputs<'a>, Vec<Diagnostic>> {
        SiteOutputs::with_kept(site, &Mutex::default())
    }

    /// Reads the templates, unless those that are kept would be read the same.
    ///
    /// # Errors
    /// Every template that cannot be read.
    pub(super) fn with_kept(
        site: &'a PreparedSite,
        kept: &Mutex<Option<KeptEngine>>,
    ) -> Result<SiteOutputs<'a>, Vec<Diagnostic>> {
        let languages = site.site.languages().collect::<Vec<_>>();
        let globals: Vec<(&str, SiteGlobals)> = languages.iter().map(|lang| (lang.lang, SiteGlobals::new(lang))).collect();
        let theme = match languages.first() {
            Some(first) => dressed(first, &site.theme),
            None => site.theme.clone(),
        };
        let written = |globals: &SiteGlobals| serde_json::to_string(globals).unwrap_or_default();
        let in_writing: Vec<(String, String)> = globals.iter().map(|(lang, all)| ((*lang).to_owned(), written(all))).collect();
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        let engine = match kept.as_ref().and_then(|kept| kept.engine(&theme, &in_writing)) {
            Some(engine) => engine,
            None => {
                let engine = Arc::new(Engine::new(&theme, site.site.model().messages(), &globals)?);
                *kept = Some(KeptEngine::new(theme.clone(), in_writing, Arc::clone(&engine)));
                engine
            }
        };
        let marked = languages.iter().map(|lang| (lang.lang.to_owned(), MarkedAddresses::illustrative(lang))).collect();
        Ok(SiteOutputs { marked, languages, theme, engine, root_files: &site.root_files })
    }

    /// Makes everything. Returns how many documents were indexed anew, and the templates that could not be filled.
    pub(super) fn make_all(
        &self,
        cache: IndexCache<'_>,
        out: &dyn OutputSink,
        observer: &dyn BuildObserver,
    ) -> (usize, Vec<Diagnostic>) {
        let failures = Mutex::new(Vec::new());
        self.languages.iter().for_each(|lang| _ = lang.plan());
        observer.stage_finished("plan");
        // At once, so that no thread waits for the last page while the index is still to be made.
        let pages = || {
            self.languages.par_iter().for_each(|lang| {
                lang.plan().par_iter().for_each(|id| self.make_page(id, lang, out, &failures));
            });
            observer.stage_finished("pages");
        };
        let index = || {
            let indexed = (0..self.languages.len()).into_par_iter().map(|n| self.make_index(n, cache, out)).sum();
            observer.documents_indexed(indexed);
            observer.stage_finished("search");
            indexed
        };
        let rest = || self.make_rest(out, observer, &failures);
        let (indexed, ((), ())) = rayon::join(index, || rayon::join(pages, rest));
        let mut failures = failures.into_inner().unwrap_or_else(PoisonError::into_inner);
        crate::diag::sort(&mut failures);
        (indexed, failures)
    }

    /// Makes what is neither a page of its own nor the index: pages at earlier addresses, exports, assets and copies.
    fn make_rest(&self, out: &dyn OutputSink, observer: &dyn BuildObserver, failures: &Mutex<Vec<Diagnostic>>) {
        let Some(first) = self.languages.first() else { return };
        first.former.stubs.par_iter().for_each(|stub| self.make_stub(stub, out, failures));
        self.make_exports(out, &|| true);
        self.theme.assets().iter().for_each(|(path, bytes)| out.put(path, bytes));
        self.root_files.iter().for_each(|(path, bytes)| out.put(path, bytes));
        first.record.files.par_iter().for_each(|(file, path)| {
            let earlier = first.former.copies.get(path).into_iter().flatten();
            std::iter::once(path).chain(earlier).for_each(|p| out.copy(p, *file));
        });
        observer.stage_finished("exports");
    }

    /// The pages, by path.
    pub(super) fn pages(&self) -> impl Iterator<Item = (String, SiteOutput)> {
        let all = self.languages.iter().enumerate();
        all.flat_map(|(n, lang)| lang.plan().iter().map(move |id| (page_file(lang, id), SiteOutput::Page(n, id.clone()))))
    }

    /// The page at a path. Those that are looked at most while minutes are written are found without a plan of the site.
    pub(super) fn page_at(&self, path: &str) -> Option<SiteOutput> {
        self.languages.iter().enumerate().find_map(|(n, lang)| {
            let is_here = |id: &PageId| page_file(lang, id) == path;
            if is_here(&PageId::NotFound) {
                return Some(SiteOutput::Page(n, PageId::NotFound));
            }
            let folder = path.strip_suffix("index.html")?.trim_end_matches('/');
            let own = lang.addresses.place_of("");
            let below = folder.strip_prefix(own.as_str())?.trim_start_matches('/');
            let id = plan::page_at(lang, below).filter(is_here)?;
            Some(SiteOutput::Page(n, id))
        })
    }

    /// The files that are no pages and have their paths before they are made.
    pub(super) fn files_by_path(&self) -> BTreeMap<String, SiteOutput> {
        let mut all = BTreeMap::new();
        if let Some(first) = self.languages.first() {
            all.extend(first.former.stubs.iter().enumerate().map(|(n, stub)| (stub.file(), SiteOutput::Stub(n))));
            all.extend(first.record.files.iter().map(|(file, path)| (path.to_string(), SiteOutput::Copy(*file))));
        }
        all.extend(self.theme.assets().into_iter().map(|(path, _)| (path, SiteOutput::Asset)));
        self.root_files.keys().for_each(|path| _ = all.entry(path.clone()).or_insert(SiteOutput::Root));
        all
    }

    /// Makes one of those files; `path` is where it goes, which may be an earlier address.
    pub(super) fn make(&self, output: &SiteOutput, path: &str, out: &dyn OutputSink, failures: &Mutex<Vec<Diagnostic>>) {
        let first = self.languages.first();
        match output {
            SiteOutput::Page(n, id) => {
                self.languages.get(*n).into_iter().for_each(|lang| self.make_page(id, lang, out, failures))
            }
            SiteOutput::Stub(n) => {
                first.and_then(|f| f.former.stubs.get(*n)).into_iter().for_each(|stub| self.make_stub(stub, out, failures));
            }
            SiteOutput::Copy(file) => out.copy(path, *file),
            SiteOutput::Root => self.root_files.get(path).into_iter().for_each(|bytes| out.put(path, bytes)),
            SiteOutput::Asset => {
                let assets = self.theme.assets();
                assets.iter().filter(|(asset, _)| asset == path).for_each(|(_, bytes)| out.put(path, bytes));
            }
        }
    }

    /// Makes every export, as long as it is to go on.
    pub(super) fn make_exports(&self, out: &dyn OutputSink, goes_on: &(dyn Fn() -> bool + Sync)) {
        let Some(first) = self.languages.first() else { return };
        export::parts(first).into_par_iter().filter(|_| goes_on()).for_each(|part| {
            export::make(part, first, &|export| put_export(first, &export, out));
        });
        self.make_sitemaps().into_iter().for_each(|e| out.put(&e.path, &e.bytes));
    }

    /// Makes the export at `place`, if there is one, and puts it at `path`, which may be an earlier address of it.
    pub(super) fn make_export_at(&self, place: &str, path: &str, out: &dyn OutputSink) {
        let Some(first) = self.languages.first() else { return };
        let put = |export: Export| {
            if export.path == place {
                out.put(path, &export.bytes);
            }
        };
        export::parts_at(first, place).into_iter().for_each(|part| export::make(part, first, &put));
        if export::is_sitemap(place) {
            self.make_sitemaps().into_iter().for_each(put);
        }
    }

    /// The language whose search index has a file at `path`, by its place among them.
    pub(super) fn language_of_index(&self, path: &str) -> Option<usize> {
        let folder = format!("{}/", search::FOLDER);
        self.languages.iter().position(|lang| path.starts_with(&lang.addresses.place_of(&folder)))
    }

    /// Makes the search index in one language, below the folder of that language, of what its pages show. Returns how many documents were
    /// indexed anew.
    pub(super) fn make_index(&self, n: usize, cache: IndexCache<'_>, out: &dyn OutputSink) -> usize {
        let Some(lang) = self.languages.get(n) else { return 0 };
        let library = search::Library::new(lang);
        let put = |path: &str, bytes: &[u8]| out.put(&lang.addresses.place_of(path), bytes);
        match cache {
            IndexCache::Stored(known) => search::index_kept(&library, lang.lang, &IndexCacheStore(known), &put),
            IndexCache::Memory(caches) => {
                let mut caches = caches.lock().unwrap_or_else(PoisonError::into_inner);
                search::index_cached(&library, caches.of(lang.lang), &put)
            }
        }
    }

    /// Makes a page in one language.
    fn make_page(&self, id: &PageId, lang: &LanguageSite<'_>, out: &dyn OutputSink, failures: &Mutex<Vec<Diagnostic>>) {
        let nothing = MarkedAddresses::default();
        let marked = self.marked.get(lang.lang).unwrap_or(&nothing);
        show(id, lang, &mut PageWriter { engine: &self.engine, out, failures, data: data::of(lang, id), marked });
    }

    /// Makes the page at an earlier address that points to the address now, for servers that know no redirects and for file shares.
    fn make_stub(&self, stub: &Stub, out: &dyn OutputSink, failures: &Mutex<Vec<Diagnostic>>) {
        let Some(first) = self.languages.first() else { return };
        let settings = &first.record.site;
        let file = stub.file();
        let path = file.strip_suffix("index.html").unwrap_or(&file).trim_end_matches('/');
        let to = stub.to.trim_start_matches("./").split('#').next().unwrap_or("");
        let head = Head {
            root: "../".repeat(file.matches('/').count()),
            file: file.clone(),
            canonical: (!settings.base_url.is_empty()).then(|| format!("{}{to}", settings.base_url)),
            breadcrumb: Vec::new(),
            alternates: Vec::new(),
            ..first.head(path, "moved", settings.title.to_string(), String::new(), Vec::new()).in_own_words()
        };
        let anchors = stub.anchors.iter().map(|(a, to)| Link::new(a.to_string(), to.to_string())).collect();
        let marked = &MarkedAddresses::default();
        let mut writer = PageWriter { engine: &self.engine, out, failures, data: Vec::new(), marked };
        writer.page("moved.html", &head, &Moved { to: &stub.to, anchors });
    }

    /// The sitemap, over every page that a reader may come to from outside, each with its versions in other languages.
    fn make_sitemaps(&self) -> Vec<Export> {
        let Some(first) = self.languages.first() else { return Vec::new() };
        let mut pages: BTreeMap<String, Vec<(&str, String)>> = BTreeMap::new();
        for lang in &self.languages {
            for id in lang.plan().iter().filter(|id| !matches!(id, PageId::NotFound | PageId::Search | PageId::Version(_))) {
                let path = plan::path(lang, id);
                let href = lang.addresses.folder(&path);
                pages.entry(path).or_default().push((lang.lang, href));
            }
        }
        let pages: Vec<Vec<(&str, String)>> = pages.into_values().collect();
        export::sitemap(first, &pages)
    }
}

/// The theme with the look of this site: see [`look`].
fn dressed(site: &LanguageSite<'_>, theme: &Theme) -> Theme {
    let settings = &site.record.site;
    let say = |lang: &str, key: &str| site.messages.text(lang, key, None, |_| None).unwrap_or_default();
    let words = settings.languages.iter().map(|lang| {
        let marking = say(lang, if site.edition == Edition::Internal { "edition_internal" } else { "edition_public" });
        look::LookWords {
            lang: lang.to_string(),
            marking: marking.trim_end_matches('.').to_owned(),
            internal: if site.edition == Edition::Internal { say(lang, "internal_block") } else { String::new() },
        }
    });
    let look = look::Look { title: &settings.title, colour: settings.colour.as_deref(), words: words.collect() };
    theme.clone().with_sheet("assets/css/80-site.css", look::sheet(&look))
}

/// The file of a page.
fn page_file(lang: &LanguageSite<'_>, id: &PageId) -> String {
    let place = lang.addresses.place_of(&plan::path(lang, id));
    match id {
        PageId::NotFound => format!("{place}.html"),
        _ if place.is_empty() => "index.html".to_owned(),
        _ => format!("{place}/index.html"),
    }
}

/// The part of the cache next to the output that holds indexes.
struct IndexCacheStore<'a>(&'a Known);

impl search::Shelf for IndexCacheStore<'_> {
    fn recall(&self, name: &str) -> Option<Vec<u8>> {
        self.0.part(name)
    }

    fn remember(&self, name: &str, bytes: Vec<u8>) {
        // What cannot be kept is indexed again.
        if self.0.folder().is_some_and(|folder| crate::write::keep_part(folder, name, &bytes).is_ok()) {
            self.0.mark(name);
        }
    }
}

/// The address now of a page that had another.
#[derive(Serialize)]
struct Moved<'a> {
    /// Address below the site.
    to: &'a str,
    /// The anchors of the page that stood there: where each is now.
    anchors: Vec<Link>,
}

impl View for Moved<'_> {}

/// A file that is made of the record, and a copy of it at each of its earlier addresses.
fn put_export(site: &LanguageSite<'_>, export: &Export, out: &dyn OutputSink) {
    out.put(&export.path, &export.bytes);
    for old in site.former.copies.get(export.path.as_str()).into_iter().flatten() {
        out.put(old, &export.bytes);
    }
}
