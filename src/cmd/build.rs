//! `minutebook build`: reads the content, and makes the site or says what is wrong with it.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use serde_json::json;

use super::exit::ExitStatus;
use super::options::Options;
use super::output::{print, unreadable};
use super::summary::{AnswerOptions, MadeSite};
use crate::cli::{self, Format};
use crate::diag::{self, AllowedDiagnostic, Diagnostic, Severity};
use crate::publish::{
    BuildObserver, OutputTarget, PreparedSite, PublishError, PublishMode, PublishOutcome, PublishReport, Publisher, SiteInputs,
    UnchangedBuild, find_unchanged, prepare_read, read_site,
};
use crate::record::Edition;
use crate::source::Sources;
use crate::write::Replace;

/// How many warnings a build shows: an archive of twenty years has thousands, and its build is not the place to read them.
const WARNINGS: usize = 20;

/// So many new addresses are shown one by one.
const SHOWN: usize = 20;

/// Builds a site into a folder.
pub fn run(options: &Options, typed: &cli::Build) -> ExitCode {
    let replace = if typed.replace { Replace::Any } else { Replace::Marked };
    let mut inputs = SiteInputs { is_strict: typed.loudness.strict, ..options.inputs.clone() };
    if typed.stood.is_some() {
        (inputs.as_of, inputs.is_stood) = (typed.stood, true);
    }
    let answer = AnswerOptions { format: options.format, is_quiet: typed.loudness.quiet };
    run_for(&inputs, (&options.out, replace), answer, PublishMode::Build)
}

/// Builds or publishes.
pub(super) fn run_for(
    inputs: &SiteInputs,
    (out, replace): (&Path, Replace),
    answer: AnswerOptions,
    mode: PublishMode,
) -> ExitCode {
    let format = answer.format;
    #[expect(clippy::disallowed_methods, reason = "a command may read the clock, to say how long it took")]
    let started = Instant::now();
    let watch = BuildWatch::new(started);
    let read = match read_site(inputs) {
        Ok(read) => read,
        Err(error) => return unreadable(&error, mode.command(), format == Format::Json),
    };
    if matches!(mode, PublishMode::Build)
        && let Some(build) = find_unchanged(&read, inputs, out)
    {
        watch.stage_finished("unchanged");
        return say_unchanged(build, &watch, out, answer);
    }
    let site = match prepare_read(read, inputs, &watch) {
        Ok(site) => Arc::new(site),
        Err(error) => return unreadable(&error, mode.command(), format == Format::Json),
    };
    let publisher = Publisher::new(&site, OutputTarget::Folder { path: out, replace }, mode.clone());
    let outcome = publisher.and_then(|publisher| publisher.run(&watch));
    watch.end_progress();
    let seconds = started.elapsed().as_secs_f64();
    let stages = watch.stages();
    match outcome {
        Ok(PublishOutcome::Published(report) | PublishOutcome::DryRun(report)) => {
            let done = Done { report, seconds, out, stages, mode: &mode };
            say(&site.diagnostics, &SiteFacts::of(&site), answer, Some(&done));
            // What could not be published is an error, though the rest is published.
            if site.has_errors() { ExitStatus::ContentHasErrors.into() } else { ExitStatus::Success.into() }
        }
        Ok(PublishOutcome::Refused(stops)) => {
            let all: Vec<Diagnostic> = site.diagnostics.iter().cloned().chain(stops).collect();
            say(&all, &SiteFacts::of(&site), answer, None);
            ExitStatus::ContentHasErrors.into()
        }
        // Nothing is previewed here.
        Ok(PublishOutcome::Previewed(_)) => ExitStatus::Success.into(),
        Err(error) => failed(&error, format),
    }
}

/// Says that the site is in its folder already.
fn say_unchanged(build: UnchangedBuild, watch: &BuildWatch, out: &Path, answer: AnswerOptions) -> ExitCode {
    let UnchangedBuild { report, documents, diagnostics, allowed, originals, edition, as_of } = build;
    let has_errors = diagnostics.iter().any(Diagnostic::is_error);
    let facts =
        SiteFacts { originals: &originals, allowed: &allowed, edition, own_edition: edition, as_of, documents, is_strict: false };
    let seconds = watch.started.elapsed().as_secs_f64();
    say(&diagnostics, &facts, answer, Some(&Done { report, seconds, out, stages: watch.stages(), mode: &PublishMode::Build }));
    if has_errors { ExitStatus::ContentHasErrors.into() } else { ExitStatus::Success.into() }
}

/// What is said of a site beside its diagnostics.
struct SiteFacts<'a> {
    /// The texts that the diagnostics point into.
    originals: &'a Sources,
    /// What was found and the site allows.
    allowed: &'a [AllowedDiagnostic],
    /// The readers that it is made for.
    edition: Edition,
    /// The readers that its settings name, whose ledger it keeps.
    own_edition: Edition,
    /// The reference date.
    as_of: String,
    /// The documents of the record.
    documents: usize,
    /// A warning counts as an error.
    is_strict: bool,
}

impl SiteFacts<'_> {
    fn of(site: &PreparedSite) -> SiteFacts<'_> {
        SiteFacts {
            originals: &site.originals,
            allowed: &site.allowed,
            edition: site.edition(),
            own_edition: site.record().site.edition,
            as_of: site.today().to_string(),
            documents: site.record().documents().count(),
            is_strict: site.is_strict,
        }
    }
}

/// A site that was built.
struct Done<'a> {
    report: PublishReport,
    seconds: f64,
    out: &'a Path,
    /// Seconds of each stage, in order.
    stages: Vec<(&'static str, f64)>,
    mode: &'a PublishMode,
}

/// Notes how long each stage took, and counts pages on a terminal.
struct BuildWatch {
    started: Instant,
    marks: Mutex<Vec<(&'static str, f64)>>,
    is_terminal: bool,
}

impl BuildWatch {
    fn new(started: Instant) -> BuildWatch {
        BuildWatch { started, marks: Mutex::default(), is_terminal: std::io::stderr().is_terminal() }
    }

    fn stages(&self) -> Vec<(&'static str, f64)> {
        let marks = self.marks.lock().unwrap_or_else(PoisonError::into_inner);
        let before = std::iter::once(0.0).chain(marks.iter().map(|(_, at)| *at));
        marks.iter().zip(before).map(|((stage, at), before)| (*stage, at - before)).collect()
    }

    /// Takes the line of progress away.
    fn end_progress(&self) {
        if self.is_terminal {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}

impl BuildObserver for BuildWatch {
    fn stage_finished(&self, stage: &'static str) {
        let now = self.started.elapsed().as_secs_f64();
        self.marks.lock().unwrap_or_else(PoisonError::into_inner).push((stage, now));
    }

    fn page_rendered(&self, pages: usize) {
        if self.is_terminal && pages.is_multiple_of(250) {
            let _ = write!(std::io::stderr(), "\r{pages} pages");
        }
    }
}

/// Diagnostics, and what was done. Notes are for `check`; a build says what stops it and what is probably wrong.
fn say(diagnostics: &[Diagnostic], site: &SiteFacts<'_>, answer: AnswerOptions, done: Option<&Done<'_>>) {
    let below = if answer.is_quiet { Severity::Warning } else { Severity::Note };
    let loud: Vec<Diagnostic> = diagnostics.iter().filter(|d| d.severity > below).cloned().collect();
    if answer.format == Format::Json {
        let value = json!({
            "ok": done.is_some(),
            "pages": done.map(|d| d.report.pages),
            "written": done.map(|d| d.report.summary.written),
            "kept": done.map(|d| d.report.summary.kept),
            "removed": done.map(|d| d.report.summary.removed),
            "indexed": done.map(|d| d.report.indexed),
            "seconds": done.map(|d| (d.seconds * 1000.0).round() / 1000.0),
            "stages": done.map(|d| d.stages.iter().map(|(stage, s)| json!({ "stage": stage, "seconds": (s * 1000.0).round() / 1000.0 })).collect::<Vec<_>>()),
            "new": done.and_then(|d| d.report.new_addresses.as_ref()),
            "edition": site.edition.key(),
            "as_of": site.as_of,
            "diagnostics": diag::json(&loud, site.originals),
            "allowed": diag::allowed_json(site.allowed, site.originals),
        });
        let _ = print(format!("{value}\n").as_bytes());
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
    let text = if terminal { diag::styled(&shown, site.originals) } else { diag::plain(&shown, site.originals) };
    let mut err = std::io::stderr().lock();
    let _ = err.write_all(text.as_bytes());
    if shown.len() < loud.len() {
        let _ = writeln!(err, "and {} more warnings: `minutebook check` shows them all", loud.len() - shown.len());
    }
    let errors = loud.iter().filter(|d| d.is_error()).count();
    if errors > 0 {
        let what = if done.is_some() { "the files concerned are not published, the others are" } else { "nothing was published" };
        let why = if site.is_strict { " (a warning counts as one: --strict)" } else { "" };
        let _ = writeln!(err, "{errors} {}{why}; {what}", if errors == 1 { "error" } else { "errors" });
    }
    drop(err);
    if let Some(done) = done.filter(|_| !answer.is_quiet) {
        print_new_addresses(done.mode, done.report.new_addresses.as_deref(), site.own_edition);
        let Done { report, mode, out, seconds, .. } = done;
        let made = MadeSite { report, mode, out, seconds: *seconds, documents: site.documents, diagnostics };
        let here = std::env::current_dir().ok();
        let _ = std::io::stderr().lock().write_all(made.summary(here.as_deref()).as_bytes());
    }
}

/// Says what the ledger gained, for people. `own` is the edition that the ledger is of.
fn print_new_addresses(mode: &PublishMode, new: Option<&[String]>, own: Edition) {
    let is_dry = match mode {
        PublishMode::Build | PublishMode::Preview { .. } => return,
        PublishMode::Publish { .. } => false,
        PublishMode::DryRun { .. } => true,
    };
    let mut text = String::new();
    match new {
        None => text.push_str(&format!(
            "permalinks.txt records the {} edition and was left as it is: this is another edition\n",
            own.key()
        )),
        Some([]) => text.push_str("permalinks.txt has every address already\n"),
        Some(new) => {
            let (gains, them) = if is_dry { ("would gain", "") } else { ("gained", "; keep it with the content") };
            let s = if new.len() == 1 { "" } else { "es" };
            text.push_str(&format!("permalinks.txt {gains} {} address{s}{them}:\n", new.len()));
            new.iter().take(SHOWN).for_each(|address| text.push_str(&format!("  {address}\n")));
            if new.len() > SHOWN {
                text.push_str(&format!("  and {} more\n", new.len() - SHOWN));
            }
        }
    }
    if is_dry {
        text.push_str("nothing was written\n");
    }
    let _ = print(text.as_bytes());
}

fn failed(error: &PublishError, format: Format) -> ExitCode {
    if format == Format::Json {
        let value = json!({ "ok": false, "error": error.to_string(), "remedy": "", "diagnostics": [] });
        let _ = print(format!("{value}\n").as_bytes());
    } else {
        let _ = writeln!(std::io::stderr().lock(), "error: {error}");
    }
    ExitStatus::from(error).into()
}
