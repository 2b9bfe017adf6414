//! `minutebook build`: reads the content, and publishes the site or says what is wrong with it.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use serde_json::json;

use crate::diag::{self, Diagnostic, Severity};
use crate::edition::{Gate, Leak};
use crate::permanence::{self, Ledger, Proof};
use crate::pipeline::{self, Book, Request};
use crate::record::FileId;
use crate::render::site::{Outbox, render};
use crate::view::Desk;
use crate::write::{LedgerFile, Stage, Summary, WriteError};

/// How a command answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// For people: diagnostics to standard error, nothing else in a pipe.
    #[default]
    Text,
    /// For programs: one JSON object to standard output.
    Json,
}

/// Content that has errors.
pub const CONTENT_HAS_ERRORS: u8 = 1;
/// How many warnings a build shows: an archive of twenty years has thousands, and its build is not the place to read them.
const WARNINGS: usize = 20;
/// Wrong usage or configuration.
pub const WRONG_USAGE: u8 = 2;
/// Reading or writing failed.
pub const INPUT_OUTPUT: u8 = 3;

/// Builds a site into a folder.
pub fn run(request: &Request, out: &Path, format: Format) -> ExitCode {
    run_for(request, out, format, &Purpose::Build)
}

/// What a site is made for.
pub(super) enum Purpose {
    /// To be looked at: the ledger is held to, and not added to.
    Build,
    /// To be published: what is new is added to the ledger, which stands at this place. `dry`: nothing is written, only said.
    Publish {
        /// The ledger; it need not exist.
        ledger: PathBuf,
        /// Only say what would be done.
        dry: bool,
    },
}

/// Builds or publishes.
pub(super) fn run_for(request: &Request, out: &Path, format: Format, purpose: &Purpose) -> ExitCode {
    #[expect(clippy::disallowed_methods, reason = "a command may read the clock, to say how long it took")]
    let started = Instant::now();
    let watch = Stopwatch::new(started);
    let book = match pipeline::read(request, &|stage| watch.mark(stage)) {
        Ok(book) => book,
        Err(error) => return super::unreadable(&error, "build", format == Format::Json),
    };
    let outcome = if book.has_errors() { Ok(Err(Vec::new())) } else { publish(&book, out, &watch, purpose) };
    // What could not be kept is learnt again.
    let _ = request.known.learnt().map(|learnt| crate::write::keep(&learnt));
    watch.mark("publish");
    let seconds = started.elapsed().as_secs_f64();
    match outcome {
        Ok(Ok(Made { summary, pages, indexed, new })) => {
            say(
                &book.diagnostics,
                &book,
                format,
                Some(&Done { summary, pages, indexed, seconds, out, stages: watch.stages(), new, purpose }),
            );
            ExitCode::SUCCESS
        }
        Ok(Err(more)) => {
            let mut all = book.diagnostics.clone();
            all.extend(more);
            say(&all, &book, format, None);
            ExitCode::from(CONTENT_HAS_ERRORS)
        }
        Err(error) => failed(&error, format),
    }
}

/// A site that was built.
struct Done<'a> {
    summary: Summary,
    pages: usize,
    /// Documents that were indexed anew for search.
    indexed: usize,
    seconds: f64,
    out: &'a Path,
    /// Seconds of each stage, in order.
    stages: Vec<(&'static str, f64)>,
    /// Addresses that the ledger gained; `None` where it was not this build's to add to.
    new: Option<Vec<String>>,
    purpose: &'a Purpose,
}

/// Notes how long each stage took.
struct Stopwatch {
    started: Instant,
    marks: Mutex<Vec<(&'static str, f64)>>,
}

impl Stopwatch {
    fn new(started: Instant) -> Stopwatch {
        Stopwatch { started, marks: Mutex::default() }
    }

    fn mark(&self, stage: &'static str) {
        let now = self.started.elapsed().as_secs_f64();
        self.marks.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push((stage, now));
    }

    fn stages(&self) -> Vec<(&'static str, f64)> {
        let marks = self.marks.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let before = std::iter::once(0.0).chain(marks.iter().map(|(_, at)| *at));
        marks.iter().zip(before).map(|((stage, at), before)| (*stage, at - before)).collect()
    }
}

/// What came of an attempt to publish: the site, or what stops it; or the machine would not.
type Outcome = Result<Result<Made, Vec<Diagnostic>>, WriteError>;

/// A site that was made.
struct Made {
    summary: Summary,
    pages: usize,
    indexed: usize,
    new: Option<Vec<String>>,
}

/// Renders into a stage and publishes it, unless an address would be lost, something withheld is in it or a template fails.
fn publish(book: &Book, out: &Path, watch: &Stopwatch, purpose: &Purpose) -> Outcome {
    let (ledger, _) = pipeline::read_ledger(book);
    let desk = book.desk();
    let dry = matches!(purpose, Purpose::Publish { dry: true, .. });
    let stage = if dry { None } else { Some(Stage::open(out)?) };
    let counter = Counter { pages: AtomicUsize::new(0), indexed: AtomicUsize::new(0), progress: Progress::new() };
    let tray = Tray {
        stage: stage.as_ref(),
        book,
        counter: &counter,
        proof: Proof::new(&ledger),
        paths: matches!(purpose, Purpose::Publish { .. }).then(Mutex::default),
        leaks: Mutex::default(),
        error: Mutex::default(),
    };
    let sides = desk.sides();
    let mut stops = render(&sides, &book.theme, &tray, &|stage| watch.mark(stage));
    let Tray { leaks, error, proof, paths, .. } = tray;
    counter.progress.end();
    if let Some(error) = error.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner) {
        return Err(error);
    }
    let mut leaks = leaks.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    leaks.sort();
    leaks.dedup();
    stops.extend(leaks.iter().map(Gate::diagnostic));
    if stops.is_empty() {
        stops.extend(proof.end());
    }
    if !stops.is_empty() {
        return Ok(Err(stops));
    }
    let (pages, indexed) = (counter.pages.load(Ordering::Relaxed), counter.indexed.load(Ordering::Relaxed));
    let paths = paths.map(|p| p.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)).unwrap_or_default();
    let gains = gains(book, &sides[0], &ledger, purpose, &paths);
    let file = gains.as_ref().filter(|(file, new)| !new.is_empty() || file.before.is_none()).map(|(file, _)| file);
    let summary = match stage {
        Some(stage) => stage.publish_with(file)?,
        None => Summary::default(),
    };
    Ok(Ok(Made { summary, pages, indexed, new: gains.map(|(_, new)| new) }))
}

/// The ledger with what is new in it, where this is the build to add to it.
fn gains(
    book: &Book,
    desk: &Desk<'_>,
    ledger: &Ledger<'_>,
    purpose: &Purpose,
    paths: &[String],
) -> Option<(LedgerFile, Vec<String>)> {
    let Purpose::Publish { ledger: place, .. } = purpose else { return None };
    if book.edition != book.record.site.edition {
        return None;
    }
    let before = book.ledger().map(|(_, text)| text);
    let add = permanence::additions(desk, desk.plan(), paths);
    let (text, new) = permanence::extended(before, ledger, &add);
    Some((LedgerFile { place: place.clone(), before: before.map(str::to_owned), text }, new))
}

struct Counter {
    pages: AtomicUsize,
    indexed: AtomicUsize,
    progress: Progress,
}

/// Stages what is made, after the gate has searched it.
struct Tray<'a> {
    /// `None`: nothing is written.
    stage: Option<&'a Stage>,
    book: &'a Book,
    counter: &'a Counter,
    /// Whether every address of the ledger is there.
    proof: Proof<'a>,
    /// Every path, where the ledger is to gain them.
    paths: Option<Mutex<Vec<String>>>,
    leaks: Mutex<Vec<Leak>>,
    error: Mutex<Option<WriteError>>,
}

impl Tray<'_> {
    fn search(&self, path: &str, bytes: &[u8]) -> bool {
        let found = self.book.gate.search(path, bytes);
        let clean = found.is_empty();
        if !clean {
            self.leaks.lock().unwrap_or_else(std::sync::PoisonError::into_inner).extend(found);
        }
        clean
    }

    fn note(&self, path: &str, bytes: &[u8]) {
        self.proof.see(path, bytes);
        if let Some(paths) = &self.paths {
            paths.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(path.to_owned());
        }
    }

    fn keep_error(&self, done: Result<(), WriteError>) {
        if let Err(error) = done {
            self.error.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get_or_insert(error);
        }
    }
}

impl Outbox for Tray<'_> {
    fn recall(&self, name: &str) -> Option<Vec<u8>> {
        self.book.known.part(name)
    }

    fn remember(&self, name: &str, bytes: Vec<u8>) {
        let known = &self.book.known;
        // What could not be kept is learnt again.
        if known.folder().is_some_and(|folder| crate::write::keep_part(folder, name, &bytes).is_ok()) {
            known.mark(name);
        }
    }

    fn note_indexed(&self, documents: usize) {
        self.counter.indexed.fetch_add(documents, Ordering::Relaxed);
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        self.note(path, bytes);
        if self.search(path, bytes)
            && let Some(stage) = self.stage
        {
            self.keep_error(stage.put(path, bytes));
        }
        if path.ends_with(".html") {
            self.counter.progress.step(self.counter.pages.fetch_add(1, Ordering::Relaxed) + 1);
        }
    }

    fn copy(&self, path: &str, file: FileId) {
        let leaks = self.book.leaks_of_file(path, file);
        if !leaks.is_empty() {
            self.leaks.lock().unwrap_or_else(std::sync::PoisonError::into_inner).extend(leaks);
            return;
        }
        self.note(path, &[]);
        let Some(stage) = self.stage else { return };
        let done = match self.book.sources.text(file) {
            Some(text) => stage.put(path, text.as_bytes()),
            None => match self.book.originals.place(file) {
                Some(from) => stage.copy(path, from),
                None => Ok(()),
            },
        };
        self.keep_error(done);
    }
}

/// A line on the terminal that counts pages; nothing where there is no terminal.
struct Progress {
    shown: bool,
}

impl Progress {
    fn new() -> Progress {
        Progress { shown: std::io::stderr().is_terminal() }
    }

    fn step(&self, pages: usize) {
        if self.shown && pages.is_multiple_of(250) {
            let _ = write!(std::io::stderr(), "\r{pages} pages");
        }
    }

    fn end(&self) {
        if self.shown {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}

/// Diagnostics, and what was done. Notes are for `check`; a build says what stops it and what is probably wrong.
fn say(diagnostics: &[Diagnostic], book: &Book, format: Format, done: Option<&Done<'_>>) {
    let loud: Vec<Diagnostic> = diagnostics.iter().filter(|d| d.severity > Severity::Note).cloned().collect();
    if format == Format::Json {
        let value = json!({
            "ok": done.is_some(),
            "pages": done.map(|d| d.pages),
            "written": done.map(|d| d.summary.written),
            "kept": done.map(|d| d.summary.kept),
            "removed": done.map(|d| d.summary.removed),
            "indexed": done.map(|d| d.indexed),
            "seconds": done.map(|d| (d.seconds * 1000.0).round() / 1000.0),
            "stages": done.map(|d| d.stages.iter().map(|(stage, s)| json!({ "stage": stage, "seconds": (s * 1000.0).round() / 1000.0 })).collect::<Vec<_>>()),
            "new": done.and_then(|d| d.new.as_ref()),
            "edition": book.edition.key(),
            "as_of": book.today.to_string(),
            "diagnostics": diag::json(&loud, &book.originals),
        });
        print(&value.to_string());
        return;
    }
    let terminal = std::io::stderr().is_terminal();
    let mut warnings = 0;
    let shown: Vec<Diagnostic> = loud
        .iter()
        .filter(|d| {
            warnings += usize::from(!d.is_error());
            d.is_error() || warnings <= WARNINGS
        })
        .cloned()
        .collect();
    let text = if terminal { diag::styled(&shown, &book.originals) } else { diag::plain(&shown, &book.originals) };
    let mut err = std::io::stderr().lock();
    let _ = err.write_all(text.as_bytes());
    if shown.len() < loud.len() {
        let _ = writeln!(err, "and {} more warnings: `minutebook check` shows them all", loud.len() - shown.len());
    }
    let errors = loud.iter().filter(|d| d.is_error()).count();
    if errors > 0 {
        let _ = writeln!(err, "{errors} {}; nothing was published", if errors == 1 { "error" } else { "errors" });
    }
    if let Some(done) = done {
        drop(err);
        super::publish::say(done.purpose, done.new.as_deref(), book.record.site.edition);
    }
    let mut err = std::io::stderr().lock();
    if let Some(done) = done.filter(|_| terminal) {
        let Done { summary, pages, seconds, out, .. } = done;
        let _ = writeln!(
            err,
            "{pages} pages in {seconds:.2} s: {} files written, {} unchanged, {} removed. The site is in {}",
            summary.written,
            summary.kept,
            summary.removed,
            out.display()
        );
    }
}

/// One line to standard output; a reader that has gone away is no error.
fn print(line: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}

fn failed(error: &WriteError, format: Format) -> ExitCode {
    problem(&error.to_string(), "", format);
    ExitCode::from(if error.is_content() {
        CONTENT_HAS_ERRORS
    } else if error.is_usage() {
        WRONG_USAGE
    } else {
        INPUT_OUTPUT
    })
}

fn problem(message: &str, remedy: &str, format: Format) {
    if format == Format::Json {
        print(&json!({ "ok": false, "error": message, "remedy": remedy, "diagnostics": [] }).to_string());
    } else {
        let mut err = std::io::stderr().lock();
        let _ = writeln!(err, "error: {message}");
        if !remedy.is_empty() {
            let _ = writeln!(err, "help: {remedy}");
        }
    }
}
