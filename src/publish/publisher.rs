//! The publisher: searches, proves and stages what is made of a site.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::kept::PreviewCaches;
use super::observer::{BuildObserver, Unobserved};
use super::outputs::{IndexCache, SiteOutputs};
use super::paths::path_diagnostics;
use super::prepare::{PreparedSite, read_ledger};
use super::preview::{PreviewSite, is_lost_address};
use super::report::PublishReport;
use super::unchanged;
use crate::diag::{Code, Diagnostic, Severity};
use crate::edition::{HeldFile, Leak, ScannedFile, leak_diagnostics};
use crate::import::searchable_parts;
use crate::permanence::{self, Ledger, LedgerProof, ProvenLedger};
use crate::record::FileId;
use crate::render::OutputSink;
use crate::source::{self, LEDGER, ReadError};
use crate::write::{LedgerFile, OutputLabel, PathRules, Replace, Stage, Summary, WriteError};

/// The purpose of a site that is made.
#[derive(Debug, Clone)]
pub enum PublishMode {
    /// To be looked at: the ledger is held to, and nothing is added to it.
    Build,
    /// To be published: what is new is added to the ledger.
    Publish {
        /// The ledger; it need not exist.
        ledger: PathBuf,
        /// Words that changed after they were published, without a note, are published.
        accept: bool,
        /// So many publications that were replaced are kept beside the output.
        keeps: usize,
        /// The ledger is not added to: where it would gain an address, nothing is published.
        is_locked: bool,
    },
    /// To say what a publication would do; nothing is written.
    DryRun {
        /// The ledger; it need not exist.
        ledger: PathBuf,
        /// As in a publication.
        accept: bool,
    },
    /// To be looked at while it is written: each file is made when it is asked for. Always in memory.
    Preview {
        /// What the preview before it has made that may be the same.
        caches: Arc<PreviewCaches>,
    },
}

impl PublishMode {
    /// Returns the command that asks for it.
    pub fn command(&self) -> &'static str {
        match self {
            PublishMode::Build => "build",
            PublishMode::Publish { .. } | PublishMode::DryRun { .. } => "publish",
            PublishMode::Preview { .. } => "serve",
        }
    }
}

/// The place that a site is made into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutputTarget<'a> {
    /// A folder, which is exchanged in one step.
    Folder {
        /// The folder.
        path: &'a Path,
        /// Whether it may be replaced if this program did not write it.
        replace: Replace,
    },
    /// Nowhere: everything is made, searched and proven, and nothing is written.
    Memory,
}

/// The end of an attempt to publish that the machine did not stop.
#[derive(Debug)]
pub enum PublishOutcome {
    /// The site is in its folder.
    Published(PublishReport),
    /// It could be.
    DryRun(PublishReport),
    /// It can be looked at.
    Previewed(PreviewSite),
    /// Nothing was published, for the errors among the site's own diagnostics or for these.
    Refused(Vec<Diagnostic>),
}

/// A failure of the machine, or of how it is asked.
#[derive(Debug)]
pub enum PublishError {
    /// The content cannot be read.
    Read(ReadError),
    /// The site cannot be written.
    Write(WriteError),
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PublishError::Read(error) => write!(f, "{error}"),
            PublishError::Write(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for PublishError {}

impl From<ReadError> for PublishError {
    fn from(error: ReadError) -> Self {
        PublishError::Read(error)
    }
}

impl From<WriteError> for PublishError {
    fn from(error: WriteError) -> Self {
        PublishError::Write(error)
    }
}

/// Makes a site, and lets nothing out that was not searched for withheld words, nor a site that loses an address of the ledger.
pub struct Publisher<'a> {
    site: &'a Arc<PreparedSite>,
    mode: PublishMode,
    /// The folder, where it is one.
    out: Option<&'a Path>,
    /// `None`: nothing is written.
    stage: Option<Stage>,
    /// The folder that is replaced, unless it may be whatever it holds.
    replaced: Option<&'a Path>,
    proof: LedgerProof<'a>,
    observer: &'a dyn BuildObserver,
    pages: AtomicUsize,
    /// Every path, where the ledger is to gain them.
    paths: Option<Mutex<Vec<String>>>,
    /// What was made, where it is to be shown and not written.
    held: Option<Mutex<BTreeMap<Box<str>, HeldFile>>>,
    leaks: Mutex<Vec<Leak>>,
    /// The paths so far, where no stage refuses those that cannot be written.
    path_rules: Option<Mutex<PathRules>>,
    /// Paths that cannot be written.
    path_errors: Mutex<Vec<WriteError>>,
    error: Mutex<Option<WriteError>>,
}

impl<'a> Publisher<'a> {
    /// Makes ready to publish. A site with errors is not written anywhere, so that its target is not opened.
    ///
    /// # Errors
    /// Where the target cannot be written to.
    pub fn new(site: &'a Arc<PreparedSite>, target: OutputTarget<'a>, mode: PublishMode) -> Result<Self, PublishError> {
        let opened = match (target, &mode) {
            (OutputTarget::Folder { path, replace }, PublishMode::Build | PublishMode::Publish { .. }) if !site.is_stopped() => {
                Some(Stage::open_for(path, replace, output_label(site))?)
            }
            _ => None,
        };
        let stage = opened.map(|stage| match &mode {
            PublishMode::Publish { keeps, .. } => stage.listing(site.edition().key(), site.today().to_string()).keeping(*keeps),
            _ => stage,
        });
        let records = matches!(mode, PublishMode::Publish { .. } | PublishMode::DryRun { .. });
        let proof = LedgerProof::new(read_ledger(site).0);
        let out = match target {
            OutputTarget::Folder { path, .. } => Some(path),
            OutputTarget::Memory => None,
        };
        let path_rules = stage.is_none().then(Mutex::default);
        let replaced = match target {
            OutputTarget::Folder { path, replace: Replace::Marked } => Some(path),
            _ => None,
        };
        Ok(Publisher {
            out,
            stage,
            replaced,
            path_rules,
            paths: records.then(Mutex::default),
            ..Publisher::plain(site, mode, proof)
        })
    }

    /// Writes nothing and keeps nothing.
    fn plain(site: &'a Arc<PreparedSite>, mode: PublishMode, proof: LedgerProof<'a>) -> Self {
        Publisher {
            site,
            mode,
            out: None,
            stage: None,
            replaced: None,
            proof,
            observer: &Unobserved,
            pages: AtomicUsize::new(0),
            paths: None,
            held: None,
            leaks: Mutex::default(),
            path_rules: None,
            path_errors: Mutex::default(),
            error: Mutex::default(),
        }
    }

    /// For files that a preview shows.
    pub(super) fn holding(site: &'a Arc<PreparedSite>) -> Self {
        let proof = LedgerProof::new(Ledger::default());
        Publisher { held: Some(Mutex::default()), ..Publisher::plain(site, PublishMode::Build, proof) }
    }

    /// For the check of a preview, which only wants to know what is wrong.
    pub(super) fn holding_nothing(site: &'a Arc<PreparedSite>) -> Self {
        let plain = Publisher::plain(site, PublishMode::Build, LedgerProof::new(read_ledger(site).0));
        Publisher { path_rules: Some(Mutex::default()), ..plain }
    }

    /// Makes the site and publishes it, unless the content has errors, an address would be lost, something withheld is in a file or a
    /// template fails.
    ///
    /// # Errors
    /// Where the operating system refuses.
    pub fn run(mut self, observer: &'a dyn BuildObserver) -> Result<PublishOutcome, PublishError> {
        self.observer = observer;
        let site = self.site;
        if let PublishMode::Preview { caches } = &self.mode {
            return Ok(self.preview(caches));
        }
        let refused = self.missing_ledger().or_else(|| self.unaccepted());
        let outcome = match refused {
            _ if site.is_stopped() => Ok(PublishOutcome::Refused(Vec::new())),
            Some(unaccepted) => Ok(PublishOutcome::Refused(vec![unaccepted])),
            None => self.make(),
        };
        // What cannot be kept is learnt again.
        let _ = site.known.learnt().map(|learnt| crate::write::keep(&learnt));
        observer.stage_finished("publish");
        outcome
    }

    /// A site that was published with a ledger, where there is none now: without it every address could be lost, and nothing would be said.
    fn missing_ledger(&self) -> Option<Diagnostic> {
        let folder = self.replaced.filter(|_| !has_ledger(self.site))?;
        let mark = source::read_built(folder, source::MARK)?;
        let was_held = String::from_utf8_lossy(&mark).contains(source::LEDGER_LINE.trim_end());
        was_held.then(|| {
            let message = format!("the site in `{}` was published with a permalinks.txt, and there is none", shown_name(folder));
            Diagnostic::new(Code::LostPermalink, None, message).expected("permalinks.txt with the content").remedy(
                "restore it from where the content is kept; where it is lost for good, publish once with `--replace`, which records what stands now",
            )
        })
    }

    /// Published words that changed without a note, where they are to be published and nobody accepted that.
    fn unaccepted(&self) -> Option<Diagnostic> {
        let (PublishMode::Publish { accept: false, .. } | PublishMode::DryRun { accept: false, .. }) = self.mode else {
            return None;
        };
        let is_changed = |d: &&Diagnostic| d.code == Code::ChangedText && d.severity > Severity::Note;
        let changed: Vec<&Diagnostic> = self.site.diagnostics.iter().filter(is_changed).collect();
        let pages = match changed.len() {
            0 => return None,
            1 => "1 published page changed without a note".to_owned(),
            n => format!("{n} published pages changed without a note"),
        };
        let refused =
            Diagnostic { severity: Severity::Error, ..Diagnostic::new(Code::ChangedText, changed.first()?.span, pages) };
        Some(refused.expected("changed after it was published").remedy("see the warnings; or publish it with `--accept`"))
    }

    fn make(self) -> Result<PublishOutcome, PublishError> {
        let outputs = match SiteOutputs::new(self.site) {
            Ok(outputs) => outputs,
            Err(unreadable) => return Ok(PublishOutcome::Refused(unreadable)),
        };
        let (indexed, failures) = outputs.make_all(IndexCache::Stored(&self.site.known), &self, self.observer);
        self.finish(&outputs, indexed, failures)
    }

    /// An address that would be lost does not stop a preview: it is shown over the pages.
    fn preview(&self, caches: &Arc<PreviewCaches>) -> PublishOutcome {
        if self.site.stopping().any(|d| !is_lost_address(d)) {
            return PublishOutcome::Refused(Vec::new());
        }
        match PreviewSite::start(self.site, caches) {
            Ok(preview) => PublishOutcome::Previewed(preview),
            Err(unreadable) => PublishOutcome::Refused(unreadable),
        }
    }

    /// Publishes what was made, unless something stops it.
    fn finish(
        mut self,
        outputs: &SiteOutputs<'_>,
        indexed: usize,
        failures: Vec<Diagnostic>,
    ) -> Result<PublishOutcome, PublishError> {
        if let Some(error) = self.error.get_mut().unwrap_or_else(PoisonError::into_inner).take() {
            return Err(error.into());
        }
        let stops = self.stops(failures);
        if !stops.is_empty() {
            return Ok(PublishOutcome::Refused(stops));
        }
        let Publisher { site, mode, out, stage, proof, paths, pages, .. } = self;
        let proven = match proof.finish() {
            Ok(proven) => proven,
            Err(lost) => return Ok(PublishOutcome::Refused(lost)),
        };
        let paths = paths.map(|p| p.into_inner().unwrap_or_else(PoisonError::into_inner)).unwrap_or_default();
        let update = ledger_update(site, outputs, &mode, &paths);
        if let (PublishMode::Publish { is_locked: true, .. }, Some((file, new))) = (&mode, &update)
            && file.before.as_ref() != Some(&file.text)
        {
            return Ok(PublishOutcome::Refused(vec![unrecorded(new)]));
        }
        let mut report = PublishReport { summary: Summary::default(), pages: pages.into_inner(), indexed, new_addresses: None };
        if let Some(stage) = stage {
            if update.is_some() || has_ledger(site) {
                stage.note_ledger()?;
            }
            report.summary = publish_stage(stage, proven, update.as_ref())?;
            // A publication changes its ledger, which the next one reads.
            if let (PublishMode::Build, Some(out)) = (&mode, out) {
                unchanged::remember(site, out, &report);
            }
        }
        report.new_addresses = update.map(|(_, new)| new);
        Ok(match mode {
            PublishMode::DryRun { .. } => PublishOutcome::DryRun(report),
            _ => PublishOutcome::Published(report),
        })
    }

    /// Templates that failed, paths that cannot be written, and withheld words that were found.
    fn stops(&self, failures: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let leaks = std::mem::take(&mut *self.leaks.lock().unwrap_or_else(PoisonError::into_inner));
        let paths = std::mem::take(&mut *self.path_errors.lock().unwrap_or_else(PoisonError::into_inner));
        let paths = path_diagnostics(&paths, self.site);
        failures.into_iter().chain(paths).chain(leak_diagnostics(leaks, self.site.sources())).collect()
    }

    /// The files that were made, by path.
    ///
    /// # Errors
    /// Whatever stops one of them.
    pub(super) fn into_files(self, failures: Vec<Diagnostic>) -> Result<BTreeMap<Box<str>, HeldFile>, Vec<Diagnostic>> {
        let stops = self.stops(failures);
        let held = self.held.map(|held| held.into_inner().unwrap_or_else(PoisonError::into_inner));
        if stops.is_empty() { Ok(held.unwrap_or_default()) } else { Err(stops) }
    }

    /// The file at a path, if it was made.
    ///
    /// # Errors
    /// Whatever stops it.
    pub(super) fn into_file(self, path: &str, failures: Vec<Diagnostic>) -> Result<Option<HeldFile>, Vec<Diagnostic>> {
        self.into_files(failures).map(|mut files| files.remove(path))
    }

    /// Everything that would stop a build of what was made, and `failures`. Where something else is wrong, or addresses are known to be
    /// lost, the proof of the ledger would only say so again.
    pub(super) fn into_findings(self, failures: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let stops = self.stops(failures);
        if !stops.is_empty() || self.site.diagnostics.iter().any(is_lost_address) {
            return stops;
        }
        self.proof.finish().err().unwrap_or_default()
    }

    fn record_leaks(&self, found: Vec<Leak>) {
        self.leaks.lock().unwrap_or_else(PoisonError::into_inner).extend(found);
    }

    /// Notes an output in the proof, and in what the ledger gains.
    fn record_output(&self, path: &str, bytes: &[u8]) {
        self.proof.record_output(path, bytes);
        if let Some(rules) = &self.path_rules {
            let taken = rules.lock().unwrap_or_else(PoisonError::into_inner).take(path);
            self.keep_error(taken);
        }
        if let Some(paths) = &self.paths {
            paths.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
        }
    }

    /// Stages a file, or holds it.
    fn take_file(&self, file: ScannedFile<'_>) {
        // To hold a file copies it.
        if let Some(held) = &self.held
            && let Some(file) = file.hold()
        {
            held.lock().unwrap_or_else(PoisonError::into_inner).insert(file.path().into(), file);
        }
        if let Some(stage) = &self.stage {
            self.keep_error(stage.put(file));
        }
    }

    fn keep_error(&self, done: Result<(), WriteError>) {
        let Err(error) = done else { return };
        if error.is_content() {
            self.path_errors.lock().unwrap_or_else(PoisonError::into_inner).push(error);
        } else {
            self.error.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
        }
    }
}

/// Whether a site has a ledger, of whichever edition.
fn has_ledger(site: &PreparedSite) -> bool {
    site.originals.find(LEDGER).is_some()
}

/// The last part of a folder's path: a message has no path of this machine.
fn shown_name(folder: &Path) -> String {
    folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned()
}

/// What a publication with a locked ledger is refused for: the first of the addresses that it would gain, and how many there are.
fn unrecorded(new: &[String]) -> Diagnostic {
    /// So many are named.
    const NAMED: usize = 5;
    let named: Vec<String> = new.iter().take(NAMED).map(|address| format!("`{address}`")).collect();
    let more = if new.len() > NAMED { format!(" and {} more", new.len() - NAMED) } else { String::new() };
    let message = match new.len() {
        0 => "permalinks.txt is not as this publication would leave it".to_owned(),
        1 => format!("permalinks.txt does not have an address of this site: {}", named.join(", ")),
        n => format!("permalinks.txt does not have {n} addresses of this site: {}{more}", named.join(", ")),
    };
    Diagnostic::new(Code::UnrecordedAddress, None, message)
        .expected("every address recorded before it is published")
        .remedy("run `minutebook publish` where the content is kept and commit permalinks.txt")
}

/// The files that a publication stages, with the new ledger where it gains an address.
fn publish_stage(stage: Stage, proven: ProvenLedger, update: Option<&(LedgerFile, Vec<String>)>) -> Result<Summary, WriteError> {
    let update = update.filter(|(file, _)| file.before.as_ref() != Some(&file.text));
    stage.publish(proven, update.map(|(file, _)| file))
}

/// The ledger with what is new in it, where this is the build to add to it.
fn ledger_update(
    site: &PreparedSite,
    outputs: &SiteOutputs<'_>,
    mode: &PublishMode,
    paths: &[String],
) -> Option<(LedgerFile, Vec<String>)> {
    let (PublishMode::Publish { ledger: place, .. } | PublishMode::DryRun { ledger: place, .. }) = mode else { return None };
    if site.edition() != site.record().site.edition {
        return None;
    }
    let first = outputs.languages.first()?;
    let (before, ledger) = (site.ledger().map(|(_, text)| text), read_ledger(site).0);
    // Files for the server are no addresses of the site, and the calendar of one meeting is there until the meeting is held.
    let is_promised = |path: &&String| !site.root_files.contains_key(*path) && !path.ends_with("/meeting.ics");
    let paths: Vec<String> = paths.iter().filter(is_promised).cloned().collect();
    let add = permanence::additions(first, first.plan(), &paths);
    let (text, new) = permanence::extended(before, &ledger, &add);
    Some((LedgerFile { place: place.clone(), before: before.map(str::to_owned), text }, new))
}

/// What the mark of the output says of a site.
fn output_label(site: &PreparedSite) -> OutputLabel {
    let settings = &site.record().site;
    OutputLabel {
        edition: format!("{}{}", site.edition().key(), if site.shows_drafts { " with drafts" } else { "" }),
        title: settings.title.to_string(),
        base_url: settings.base_url.to_string(),
    }
}

impl OutputSink for Publisher<'_> {
    fn put(&self, path: &str, bytes: &[u8]) {
        self.record_output(path, bytes);
        // What its owner put at the top of the site may be a document.
        let is_owned = !self.site.scanner.is_empty() && self.site.root_files.contains_key(path);
        let found = if is_owned {
            let parts = searchable_parts(path, bytes).texts;
            self.site.scanner.scan_copy(path, bytes, parts.iter().map(|(name, text)| (&**name, &**text)))
        } else {
            self.site.scanner.scan(path, bytes)
        };
        match found {
            Ok(file) => self.take_file(file),
            Err(found) => self.record_leaks(found),
        }
        if path.ends_with(".html") {
            self.observer.page_rendered(self.pages.fetch_add(1, Ordering::Relaxed) + 1);
        }
    }

    fn copy(&self, path: &str, file: FileId) {
        let site = self.site;
        if site.sources().is_left_out(file) {
            return;
        }
        self.record_output(path, &[]);
        let scan = |bytes: &[u8]| {
            let packed = if site.scanner.is_empty() { Vec::new() } else { searchable_parts(path, bytes).texts };
            let packed = packed.iter().map(|(name, text)| (&**name, &**text));
            match site.scanner.scan_copy(path, bytes, site.texts_of(file).map(|text| ("", text)).chain(packed)) {
                Ok(file) => self.take_file(file),
                Err(found) => self.record_leaks(found),
            }
        };
        let Some(place) = site.originals.place(file) else { return };
        if let Some(text) = site.sources().text(file) {
            return scan(text.as_bytes());
        }
        if self.held.is_none()
            && let Some(unread) = site.scanner.pass_unread(path, place)
        {
            return self.take_file(unread);
        }
        match source::read_bytes(&site.originals, file) {
            Ok(bytes) => scan(&bytes),
            Err(error) => self.keep_error(Err(WriteError::Disk { doing: "read", place: place.to_path_buf(), error })),
        }
    }
}
