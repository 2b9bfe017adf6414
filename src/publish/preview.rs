//! A site that is made as it is looked at: what `serve` shows.
//!
//! The record, its index, the plan and the templates are kept; a file is made and searched when it is asked for. A thread of its own holds
//! what the files are made from, lends it to a few workers, and ends with the [`PreviewSite`].

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::kept::PreviewCaches;
use super::outputs::{IndexCache, SiteOutput, SiteOutputs};
use super::{PreparedSite, Publisher, read_ledger};
use crate::diag::{self, Code, Diagnostic, Severity};
use crate::edition::HeldFile;
use crate::search::Caches;

/// Files that are made at once, and one check.
const WORKERS: usize = 5;

/// A site of which each file is made when it is asked for. It gives out [`HeldFile`]s, which only the search for withheld words makes.
pub struct PreviewSite {
    site: Arc<PreparedSite>,
    jobs: Sender<PreviewJob>,
    /// The check may end: the site is shown no more.
    is_stopped: Arc<AtomicBool>,
}

/// A file, `None` where the site has none at that path, or what is wrong with it.
type PreviewAnswer = Result<Option<HeldFile>, Vec<Diagnostic>>;

enum PreviewJob {
    File { path: String, answer: Sender<PreviewAnswer> },
    Check { answer: Sender<Vec<Diagnostic>> },
}

impl PreviewSite {
    /// Reads the templates and plans the site.
    pub(super) fn start(site: &Arc<PreparedSite>, caches: &Arc<PreviewCaches>) -> Result<PreviewSite, Vec<Diagnostic>> {
        let (jobs, queue) = channel();
        let (ready, is_ready) = channel();
        let is_stopped = Arc::new(AtomicBool::new(false));
        let preview = PreviewSite { site: Arc::clone(site), jobs, is_stopped: Arc::clone(&is_stopped) };
        let (site, caches) = (Arc::clone(site), Arc::clone(caches));
        std::thread::spawn(move || {
            let outputs = match SiteOutputs::with_kept(&site, &caches.engine) {
                Ok(outputs) => outputs,
                Err(unreadable) => return ready.send(Err(unreadable)).unwrap_or_default(),
            };
            let maker = PreviewMaker::new(&site, &outputs, &caches.indexed, &is_stopped);
            // Nobody is left to be told where the preview is gone already.
            let _ = ready.send(Ok(()));
            let queue = Mutex::new(queue);
            std::thread::scope(|scope| {
                for _ in 0..WORKERS {
                    scope.spawn(|| maker.work(&queue));
                }
            });
        });
        is_ready.recv().unwrap_or_else(|_| Err(Vec::new()))?;
        Ok(preview)
    }

    /// Makes the file at a path below the site (`idmg/index.html`) and searches it. `None` where the site has no such file.
    ///
    /// # Errors
    /// Withheld words in it, or a template that cannot be filled.
    pub fn page(&self, path: &str) -> Result<Option<HeldFile>, Vec<Diagnostic>> {
        self.ask(|answer| PreviewJob::File { path: path.to_owned(), answer }).unwrap_or_else(|| Err(Vec::new()))
    }

    /// The addresses of the ledger that this site would lose. A build fails on them; a preview shows what there is.
    pub fn lost_addresses(&self) -> impl Iterator<Item = &Diagnostic> {
        self.site.diagnostics.iter().filter(|d| is_lost_address(d))
    }

    /// Makes everything that can be wrong, to find what would stop a build: withheld words, templates that cannot be filled, addresses of
    /// the ledger that no file has. Nothing where [`PreviewSite::stop_check`] ends it early.
    pub fn check(&self) -> Vec<Diagnostic> {
        self.ask(|answer| PreviewJob::Check { answer }).unwrap_or_default()
    }

    /// Ends the check: the site is not shown any more.
    pub fn stop_check(&self) {
        self.is_stopped.store(true, Ordering::Relaxed);
    }

    /// Diagnostics as text, with the lines of the sources that they are about.
    pub fn explain(&self, diagnostics: &[Diagnostic]) -> String {
        explain(&self.site, diagnostics)
    }

    fn ask<T>(&self, job: impl FnOnce(Sender<T>) -> PreviewJob) -> Option<T> {
        let (answer, answered) = channel();
        self.jobs.send(job(answer)).ok()?;
        answered.recv().ok()
    }
}

impl Drop for PreviewSite {
    fn drop(&mut self) {
        self.stop_check();
    }
}

impl std::fmt::Debug for PreviewSite {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PreviewSite").finish_non_exhaustive()
    }
}

/// Returns true for an address of the ledger that a build would lose, or give to other words.
pub(super) fn is_lost_address(diagnostic: &Diagnostic) -> bool {
    diagnostic.is_error() && matches!(diagnostic.code, Code::LostPermalink | Code::OtherWords)
}

/// Warnings and errors as text.
pub fn explain(site: &PreparedSite, diagnostics: &[Diagnostic]) -> String {
    let loud: Vec<Diagnostic> = diagnostics.iter().filter(|d| d.severity > Severity::Note).cloned().collect();
    diag::plain(&loud, &site.originals)
}

/// The files of a search index, or the withheld words in them.
type IndexFiles = Result<BTreeMap<Box<str>, HeldFile>, Vec<Diagnostic>>;

/// Makes files and answers with them.
struct PreviewMaker<'a> {
    site: &'a Arc<PreparedSite>,
    outputs: &'a SiteOutputs<'a>,
    /// What is neither a page nor an export, by path: pages are found in the record, exports by their names.
    files: BTreeMap<String, SiteOutput>,
    /// The path now of a file that had another one.
    earlier: BTreeMap<&'a str, &'a str>,
    /// The search index of each language, made once when a file of it is first asked for.
    indexes: Vec<OnceLock<IndexFiles>>,
    indexed: &'a Mutex<Caches>,
    is_stopped: &'a AtomicBool,
}

impl<'a> PreviewMaker<'a> {
    fn new(
        site: &'a Arc<PreparedSite>,
        outputs: &'a SiteOutputs<'a>,
        indexed: &'a Mutex<Caches>,
        is_stopped: &'a AtomicBool,
    ) -> PreviewMaker<'a> {
        let copies = outputs.languages.first().map(|first| &first.former.copies).into_iter().flatten();
        PreviewMaker {
            site,
            outputs,
            files: outputs.files_by_path(),
            earlier: copies.flat_map(|(now, earlier)| earlier.iter().map(|old| (&**old, &**now))).collect(),
            indexes: outputs.languages.iter().map(|_| OnceLock::new()).collect(),
            indexed,
            is_stopped,
        }
    }

    /// Answers until nobody can ask any more.
    fn work(&self, queue: &Mutex<Receiver<PreviewJob>>) {
        let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        while let Ok(job) = next() {
            // Whoever asked may be gone.
            match job {
                PreviewJob::File { path, answer } => drop(answer.send(self.make_file(&path))),
                PreviewJob::Check { answer } => drop(answer.send(self.check())),
            }
        }
    }

    fn make_file(&self, path: &str) -> PreviewAnswer {
        let place = self.earlier.get(path).copied().unwrap_or(path);
        let publisher = Publisher::holding(self.site);
        let failures = Mutex::new(Vec::new());
        match self.output_at(place) {
            Some(output) => self.outputs.make(&output, path, &publisher, &failures),
            None => match self.outputs.language_of_index(path) {
                Some(n) => {
                    let Some(index) = self.indexes.get(n) else { return Ok(None) };
                    return index.get_or_init(|| self.make_index(n)).as_ref().map(|f| f.get(path).cloned()).map_err(Clone::clone);
                }
                None => self.outputs.make_export_at(place, path, &publisher),
            },
        }
        publisher.into_file(path, failures.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    /// What has its path before it is made. A file of the content or the theme goes before a page, and a page before a file of `root`.
    fn output_at(&self, place: &str) -> Option<SiteOutput> {
        let file = self.files.get(place);
        file.filter(|file| !matches!(file, SiteOutput::Root))
            .cloned()
            .or_else(|| self.outputs.page_at(place))
            .or_else(|| file.cloned())
    }

    fn make_index(&self, n: usize) -> IndexFiles {
        let publisher = Publisher::holding(self.site);
        self.outputs.make_index(n, IndexCache::Memory(self.indexed), &publisher);
        publisher.into_files(Vec::new())
    }

    fn check(&self) -> Vec<Diagnostic> {
        let publisher = Publisher::holding_nothing(self.site);
        let failures = Mutex::new(Vec::new());
        let goes_on = || !self.is_stopped.load(Ordering::Relaxed);
        let (is_secret, is_listed) = (!self.site.scanner.is_empty(), !read_ledger(self.site).0.pages.is_empty());
        // A template can fail on any page. The rest is made of the record alone, so that it is of interest only where something is
        // withheld or the ledger has its address.
        let is_asked_for =
            |output: &SiteOutput| matches!(output, SiteOutput::Page(..) | SiteOutput::Stub(_)) || is_secret || is_listed;
        let files = self.files.iter().map(|(path, output)| (path.clone(), output.clone()));
        for (path, output) in self.outputs.pages().chain(files).filter(|(_, output)| is_asked_for(output)) {
            if !goes_on() {
                return Vec::new();
            }
            self.outputs.make(&output, &path, &publisher, &failures);
        }
        if is_secret || is_listed {
            self.earlier.iter().for_each(|(old, now)| {
                if let Some(output) = self.output_at(now) {
                    self.outputs.make(&output, old, &publisher, &failures);
                }
            });
            self.outputs.make_exports(&publisher, &goes_on);
        }
        let mut leaks = Vec::new();
        if is_secret {
            for (n, index) in self.indexes.iter().enumerate().take_while(|_| goes_on()) {
                leaks.extend(index.get_or_init(|| self.make_index(n)).as_ref().err().cloned().unwrap_or_default());
            }
        }
        if !goes_on() {
            return Vec::new();
        }
        let mut found = failures.into_inner().unwrap_or_else(PoisonError::into_inner);
        diag::sort(&mut found);
        found.extend(leaks);
        // What the content has wrong comes first.
        let late = self.site.late_errors();
        late.into_iter().chain(publisher.into_findings(found)).collect()
    }
}
