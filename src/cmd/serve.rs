//! `minutebook serve`: the site in a browser while it is written. Nothing is published.

mod answer;
mod preview;
mod shelf;
mod watch;

pub use preview::{Preview, PreviewError};
pub use shelf::MemorySite;
pub use watch::Watcher;

use std::io::Write;
use std::net::IpAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use super::build::{Format, INPUT_OUTPUT};
use super::{Options, complain, print};
use crate::cli;
use crate::diag::{self, Diagnostic, Severity};
use crate::edition::{Gate, Leak};
use crate::pipeline::{self, Book, Request};
use crate::record::FileId;
use crate::render::site::{Outbox, render};
use crate::search::Caches;

/// Where a preview listens, and what it watches.
#[derive(Debug, Clone)]
pub struct ServeOptions {
    /// The address of this machine.
    pub bind: IpAddr,
    /// `None`: the first free one.
    pub port: Option<u16>,
    /// Names under which it may be reached besides `localhost`.
    pub names: Vec<String>,
    /// Files and folders; they need not exist.
    pub watch: Vec<PathBuf>,
    /// How to say where it is.
    pub format: Format,
}

/// Runs the command.
pub fn run(options: &Options, typed: &cli::Serve) -> ExitCode {
    let serve_options = ServeOptions {
        bind: typed.bind,
        port: typed.port,
        names: typed.host.clone(),
        watch: vec![
            options.request.content.clone(),
            options.site.join("site.toml"),
            options.site.join("permalinks.txt"),
            options.request.themes.clone(),
        ],
        format: options.format,
    };
    let mut request = options.request.clone();
    let indexed = Mutex::new(Caches::default());
    serve(&serve_options, |_| {
        // Either may come or go while we serve.
        request.settings = Some(options.site.join("site.toml")).filter(|p| p.is_file());
        request.ledger = Some(options.site.join("permalinks.txt")).filter(|p| p.is_file());
        in_memory(&request, &indexed)
    })
}

/// Builds, shows, and builds again at every change, until the program is ended.
///
/// `build` is given what changed (nothing, the first time) and returns the site, or what is wrong in plain text.
pub fn serve(options: &ServeOptions, mut build: impl FnMut(&[PathBuf]) -> Result<MemorySite, String>) -> ExitCode {
    let mut preview = match Preview::bind(options.bind, options.port, options.names.clone()) {
        Ok(preview) => preview,
        Err(error) => return complain(&error, INPUT_OUTPUT),
    };
    // Before the first build, so that nothing saved during it is missed.
    let mut watcher = match Watcher::new(&options.watch) {
        Ok(watcher) => watcher,
        Err(error) => return complain(&error, INPUT_OUTPUT),
    };
    preview.show(timed("built", || build(&[])));
    let url = preview.url();
    let said = match options.format {
        Format::Json => print(format!("{}\n", serde_json::json!({ "ok": true, "url": url })).as_bytes()),
        Format::Text => print(format!("The preview is at {url} (Ctrl-C ends it)\n").as_bytes()),
    };
    if said != ExitCode::SUCCESS {
        return said;
    }
    while let Some(changed) = watcher.changes() {
        preview.show(timed("built again", || build(&changed)));
    }
    complain(&"the operating system no longer says what changes; start `minutebook serve` again", INPUT_OUTPUT)
}

/// Builds, and says on standard error how long it took or what is wrong.
fn timed(what: &str, build: impl FnOnce() -> Result<MemorySite, String>) -> Result<MemorySite, String> {
    #[expect(clippy::disallowed_methods, reason = "a command may read the clock, to say how long it took")]
    let started = Instant::now();
    let built = build();
    let seconds = started.elapsed().as_secs_f64();
    let mut err = std::io::stderr().lock();
    let _ = match &built {
        Ok(site) => {
            let documents = if site.indexed == 1 { "document" } else { "documents" };
            writeln!(err, "{what} in {seconds:.2} s; {} {documents} indexed for search", site.indexed)
        }
        Err(problem) => writeln!(err, "{}\nthe pages show this until it is mended", problem.trim_end()),
    };
    built
}

/// Reads the site and renders it into memory, with the index of documents that did not change from the build before (`indexed`); the diagnostics, where they stop it.
///
/// # Errors
/// What is wrong with the content, as text.
pub fn in_memory(request: &Request, indexed: &Mutex<Caches>) -> Result<MemorySite, String> {
    let book = pipeline::read(request, &|_| {}).map_err(|e| format!("{}: {}", e.path.display(), e.why))?;
    if book.has_errors() {
        return Err(said(&book, &book.diagnostics));
    }
    let desk = book.desk();
    let site = MemorySite::new(Arc::new(book.originals.clone()));
    indexed.lock().unwrap_or_else(PoisonError::into_inner).fresh = 0;
    let tray = Tray { book: &book, site: Mutex::new(site), leaks: Mutex::default(), indexed };
    let mut stops = render(&desk.sides(), &book.theme, &tray, &|_| {});
    let Tray { site, leaks, .. } = tray;
    let mut leaks = leaks.into_inner().unwrap_or_else(PoisonError::into_inner);
    leaks.sort();
    leaks.dedup();
    stops.extend(leaks.iter().map(Gate::diagnostic));
    if !stops.is_empty() {
        return Err(said(&book, &stops));
    }
    let mut site = site.into_inner().unwrap_or_else(PoisonError::into_inner);
    site.indexed = indexed.lock().unwrap_or_else(PoisonError::into_inner).fresh;
    Ok(site)
}

fn said(book: &Book, diagnostics: &[Diagnostic]) -> String {
    let loud: Vec<Diagnostic> = diagnostics.iter().filter(|d| d.severity > Severity::Note).cloned().collect();
    diag::plain(&loud, &book.originals)
}

/// Keeps what is made, after the gate has searched it: a preview shows no more than the site would.
struct Tray<'a> {
    book: &'a Book,
    site: Mutex<MemorySite>,
    leaks: Mutex<Vec<Leak>>,
    indexed: &'a Mutex<Caches>,
}

impl Tray<'_> {
    fn is_clean(&self, path: &str, bytes: &[u8]) -> bool {
        let found = self.book.gate.search(path, bytes);
        let clean = found.is_empty();
        if !clean {
            self.leaks.lock().unwrap_or_else(PoisonError::into_inner).extend(found);
        }
        clean
    }
}

impl Outbox for Tray<'_> {
    /// A preview that is built again and again would fill the memory with what it kept.
    fn recall(&self, _: &str) -> Option<Vec<u8>> {
        None
    }

    fn remember(&self, _: &str, _: Vec<u8>) {}

    fn indexed(&self) -> Option<&Mutex<Caches>> {
        Some(self.indexed)
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        if self.is_clean(path, bytes) {
            self.site.lock().unwrap_or_else(PoisonError::into_inner).put(path, bytes);
        }
    }

    fn copy(&self, path: &str, file: FileId) {
        if let Some(text) = self.book.sources.text(file) {
            return self.put(path, text.as_bytes());
        }
        let leaks = self.book.leaks_of_file(path, file);
        if leaks.is_empty() {
            self.site.lock().unwrap_or_else(PoisonError::into_inner).copy(path, file);
        } else {
            self.leaks.lock().unwrap_or_else(PoisonError::into_inner).extend(leaks);
        }
    }
}
