//! `minutebook serve`: the site in a browser while it is written. Nothing is published.

mod answer;
mod browser;
mod preview;
mod watch;

use std::fmt;
use std::io::Write;
use std::net::IpAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use super::exit::ExitStatus;
use super::options::Options;
use super::output::{complain, print, unreadable};
use crate::cli::{self, Format};
use crate::diag::Diagnostic;
use crate::publish::{
    OutputTarget, PreviewSite, PublishMode, PublishOutcome, Publisher, ROOT, SiteInputs, Unobserved, explain, prepare,
};
use crate::search::Caches;
use crate::source::ReadError;

use preview::Preview;
use watch::Watcher;

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
    /// Open it in the browser.
    pub opens: bool,
}

/// The reason why there is nothing to show.
#[derive(Debug)]
enum PreviewFault {
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
            options.ledger.clone(),
            options.inputs.themes.clone(),
            options.site.join(ROOT),
        ],
        format: options.format,
        opens: typed.open,
    };
    let mut inputs = options.inputs.clone();
    let indexed = Arc::new(Mutex::new(Caches::default()));
    serve(&serve_options, || {
        // Either may come or go while we serve.
        inputs.settings = Some(options.site.join("site.toml")).filter(|p| p.is_file());
        inputs.ledger = Some(options.ledger.clone()).filter(|p| p.is_file());
        preview_site(&inputs, &indexed)
    })
}

/// Reads, shows, and reads again at every change, until the program is ended. `read` returns the site, or what is wrong. A folder without
/// content ends the command only at its start: later it may be on its way to being moved.
fn serve(options: &ServeOptions, mut read: impl FnMut() -> Result<PreviewSite, PreviewFault>) -> ExitCode {
    let mut preview = match Preview::bind(options.bind, options.port, options.names.clone()) {
        Ok(preview) => preview,
        Err(error) => return complain(&error, ExitStatus::InputOutput),
    };
    // Before the site is read, so that nothing saved meanwhile is missed.
    let mut watcher = match Watcher::new(&options.watch) {
        Ok(watcher) => watcher,
        Err(error) => return complain(&error, ExitStatus::InputOutput),
    };
    let (first, seconds) = time(&mut read);
    if let Err(PreviewFault::Folder(error)) = &first {
        return unreadable(error, "serve", options.format == Format::Json);
    }
    preview.show(report_read("read", first, seconds));
    let url = preview.url();
    let said = match options.format {
        Format::Json => print(format!("{}\n", serde_json::json!({ "ok": true, "url": url })).as_bytes()),
        Format::Text => print(format!("The preview is at {url} (Ctrl-C ends it)\n").as_bytes()),
    };
    if said != ExitCode::SUCCESS {
        return said;
    }
    if options.opens {
        browser::open_browser(&url);
    }
    while watcher.changes().is_some() {
        let (site, seconds) = time(&mut read);
        preview.show(report_read("read again", site, seconds));
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

/// Says on standard error how long it took to read a site or what is wrong; returns the site, or what is wrong as text.
fn report_read(what: &str, site: Result<PreviewSite, PreviewFault>, seconds: f64) -> Result<PreviewSite, String> {
    let site = site.map_err(|fault| fault.to_string());
    let mut err = std::io::stderr().lock();
    let _ = match &site {
        Ok(_) => writeln!(err, "{what} in {seconds:.2} s"),
        Err(problem) => writeln!(err, "{}\nthe pages show this until it is fixed", problem.trim_end()),
    };
    site
}

/// Reads the site to be shown, with the index of documents that did not change from the preview before (`indexed`); the diagnostics,
/// where they stop it.
///
/// # Errors
/// If the content folder cannot be read or is empty, and if the content has errors.
fn preview_site(inputs: &SiteInputs, indexed: &Arc<Mutex<Caches>>) -> Result<PreviewSite, PreviewFault> {
    let site = Arc::new(prepare(inputs, &Unobserved).map_err(PreviewFault::Folder)?);
    let mode = PublishMode::Preview { indexed: Arc::clone(indexed) };
    let publisher = Publisher::new(&site, OutputTarget::Memory, mode);
    match publisher.and_then(|publisher| publisher.run(&Unobserved)) {
        Ok(PublishOutcome::Previewed(preview)) => Ok(preview),
        Ok(PublishOutcome::Refused(stops)) => {
            let all: Vec<Diagnostic> = site.diagnostics.iter().cloned().chain(stops).collect();
            Err(PreviewFault::Content(explain(&site, &all)))
        }
        // A preview writes nothing, and publishes nothing.
        Ok(PublishOutcome::Published(_) | PublishOutcome::DryRun(_)) => Err(PreviewFault::Content(String::new())),
        Err(error) => Err(PreviewFault::Content(error.to_string())),
    }
}
