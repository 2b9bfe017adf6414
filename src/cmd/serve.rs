//! `minutebook serve`: the site in a browser while it is written. Nothing is published.

mod answer;
mod preview;
mod shelf;
mod watch;

pub use preview::{Preview, PreviewError};
pub use shelf::MemorySite;
pub use watch::Watcher;

use std::fmt;
use std::io::Write;
use std::net::IpAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use super::build::Format;
use super::exit::ExitStatus;
use super::{Options, complain, print, unreadable};
use crate::cli;
use crate::diag::{self, Diagnostic, Severity};
use crate::edition::Leak;
use crate::publish::{PreparedSite, SiteInputs, Unobserved, make_for_preview, prepare};
use crate::record::FileId;
use crate::render::OutputSink;
use crate::search::Caches;
use crate::source::ReadError;

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

/// The reason why there is nothing to show.
#[derive(Debug)]
pub enum PreviewFault {
    /// The content folder cannot be read, or holds no content.
    Folder(ReadError),
    /// The content has errors: diagnostics as text.
    Content(String),
}

impl fmt::Display for PreviewFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PreviewFault::Folder(error) => write!(f, "{error}\nhelp: {}", error.remedy("serve")),
            PreviewFault::Content(diagnostics) => f.write_str(diagnostics),
        }
    }
}

/// Runs the command.
pub fn run(options: &Options, typed: &cli::Serve) -> ExitCode {
    let serve_options = ServeOptions {
        bind: typed.bind,
        port: typed.port,
        names: typed.host.clone(),
        watch: vec![
            options.inputs.content.clone(),
            options.site.join("site.toml"),
            options.site.join("permalinks.txt"),
            options.inputs.themes.clone(),
        ],
        format: options.format,
    };
    let mut inputs = options.inputs.clone();
    let indexed = Mutex::new(Caches::default());
    serve(&serve_options, |_| {
        // Either may come or go while we serve.
        inputs.settings = Some(options.site.join("site.toml")).filter(|p| p.is_file());
        inputs.ledger = Some(options.site.join("permalinks.txt")).filter(|p| p.is_file());
        in_memory(&inputs, &indexed)
    })
}

/// Builds, shows, and builds again at every change, until the program is ended.
///
/// `build` is given what changed (nothing, the first time) and returns the site, or what is wrong. A folder without content
/// ends the command only at its start: later it may be on its way to being moved.
pub fn serve(options: &ServeOptions, mut build: impl FnMut(&[PathBuf]) -> Result<MemorySite, PreviewFault>) -> ExitCode {
    let mut preview = match Preview::bind(options.bind, options.port, options.names.clone()) {
        Ok(preview) => preview,
        Err(error) => return complain(&error, ExitStatus::InputOutput),
    };
    // Before the first build, so that nothing saved during it is missed.
    let mut watcher = match Watcher::new(&options.watch) {
        Ok(watcher) => watcher,
        Err(error) => return complain(&error, ExitStatus::InputOutput),
    };
    let (first, seconds) = time(|| build(&[]));
    if let Err(PreviewFault::Folder(error)) = &first {
        return unreadable(error, "serve", options.format == Format::Json);
    }
    preview.show(report_build("built", first, seconds));
    let url = preview.url();
    let said = match options.format {
        Format::Json => print(format!("{}\n", serde_json::json!({ "ok": true, "url": url })).as_bytes()),
        Format::Text => print(format!("The preview is at {url} (Ctrl-C ends it)\n").as_bytes()),
    };
    if said != ExitCode::SUCCESS {
        return said;
    }
    while let Some(changed) = watcher.changes() {
        let (built, seconds) = time(|| build(&changed));
        preview.show(report_build("built again", built, seconds));
    }
    complain(&"the operating system no longer says what changes; start `minutebook serve` again", ExitStatus::InputOutput)
}

/// Does something, and measures the seconds it took.
fn time<T>(run: impl FnOnce() -> T) -> (T, f64) {
    #[expect(clippy::disallowed_methods, reason = "a command may read the clock, to say how long it took")]
    let started = Instant::now();
    let done = run();
    (done, started.elapsed().as_secs_f64())
}

/// Says on standard error how long a build took or what is wrong; returns the site, or what is wrong as text.
fn report_build(what: &str, built: Result<MemorySite, PreviewFault>, seconds: f64) -> Result<MemorySite, String> {
    let built = built.map_err(|fault| fault.to_string());
    let mut err = std::io::stderr().lock();
    let _ = match &built {
        Ok(site) => {
            let documents = if site.indexed == 1 { "document" } else { "documents" };
            writeln!(err, "{what} in {seconds:.2} s; {} {documents} indexed for search", site.indexed)
        }
        Err(problem) => writeln!(err, "{}\nthe pages show this until it is fixed", problem.trim_end()),
    };
    built
}

/// Reads the site and renders it into memory, with the index of documents that did not change from the build before (`indexed`); the diagnostics, where they stop it.
///
/// # Errors
/// If the content folder cannot be read or is empty, and if the content has errors.
pub fn in_memory(inputs: &SiteInputs, indexed: &Mutex<Caches>) -> Result<MemorySite, PreviewFault> {
    let book = prepare(inputs, &Unobserved).map_err(PreviewFault::Folder)?;
    if book.is_stopped() {
        return Err(PreviewFault::Content(said(&book, &book.diagnostics)));
    }
    let site = MemorySite::new(Arc::new(book.originals.clone()));
    let tray = Tray { book: &book, site: Mutex::new(site), leaks: Mutex::default() };
    let (fresh, mut stops) = make_for_preview(&book, indexed, &tray);
    let Tray { site, leaks, .. } = tray;
    let mut leaks = leaks.into_inner().unwrap_or_else(PoisonError::into_inner);
    leaks.sort();
    leaks.dedup();
    stops.extend(leaks.iter().map(Leak::diagnostic));
    if !stops.is_empty() {
        return Err(PreviewFault::Content(said(&book, &stops)));
    }
    let mut site = site.into_inner().unwrap_or_else(PoisonError::into_inner);
    site.indexed = fresh;
    Ok(site)
}

fn said(book: &PreparedSite, diagnostics: &[Diagnostic]) -> String {
    let loud: Vec<Diagnostic> = diagnostics.iter().filter(|d| d.severity > Severity::Note).cloned().collect();
    diag::plain(&loud, &book.originals)
}

/// Keeps what is made, after it was searched: a preview shows no more than the site would.
struct Tray<'a> {
    book: &'a PreparedSite,
    site: Mutex<MemorySite>,
    leaks: Mutex<Vec<Leak>>,
}

impl OutputSink for Tray<'_> {
    fn put(&self, path: &str, bytes: &[u8]) {
        match self.book.scanner.scan(path, bytes) {
            Ok(_) => self.site.lock().unwrap_or_else(PoisonError::into_inner).put(path, bytes),
            Err(found) => self.leaks.lock().unwrap_or_else(PoisonError::into_inner).extend(found),
        }
    }

    fn copy(&self, path: &str, file: FileId) {
        if let Some(text) = self.book.sources.text(file) {
            return self.put(path, text.as_bytes());
        }
        let bytes = crate::source::read_bytes(&self.book.originals, file).unwrap_or_default();
        match self.book.scanner.scan_copy(path, &bytes, self.book.texts_of(file)) {
            Ok(_) => self.site.lock().unwrap_or_else(PoisonError::into_inner).copy(path, file),
            Err(found) => self.leaks.lock().unwrap_or_else(PoisonError::into_inner).extend(found),
        }
    }
}
