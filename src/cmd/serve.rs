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
use std::sync::Arc;
use std::time::Instant;

use super::exit::ExitStatus;
use super::options::Options;
use super::output::{complain, print, unreadable};
use crate::cli::{self, Format};
use crate::diag::Diagnostic;
use crate::publish::{
    KeptSite, OutputTarget, PreviewCaches, PreviewSite, PublishMode, PublishOutcome, Publisher, ROOT, SiteInputs, Unobserved,
    explain,
};
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
    let (mut kept, caches) = (KeptSite::default(), Arc::default());
    serve(&serve_options, |changed, begins| {
        // Either may come or go while we serve.
        inputs.settings = Some(options.site.join("site.toml")).filter(|p| p.is_file());
        inputs.ledger = Some(options.ledger.clone()).filter(|p| p.is_file());
        preview_site(&inputs, (changed, begins), &mut kept, &caches)
    })
}

/// Reads, shows, and reads again at every change, until the program is ended. `read` is told what changed and
/// what to do once it is sure of that, and returns the site, or what is wrong; `None` where nothing changed after all. A folder without content ends the command only at its start: later it may be on its way to being moved.
fn serve(
    options: &ServeOptions,
    mut read: impl FnMut(Option<&[PathBuf]>, &dyn Fn()) -> Result<Option<PreviewSite>, PreviewFault>,
) -> ExitCode {
    let mut preview = match Preview::bind(options.bind, options.port, options.names.clone()) {
        Ok(preview) => preview,
        Err(error) => return complain(&error, ExitStatus::InputOutput),
    };
    // Before the site is read, so that nothing saved meanwhile is missed.
    let mut watcher = match Watcher::new(&options.watch) {
        Ok(watcher) => watcher,
        Err(error) => return complain(&error, ExitStatus::InputOutput),
    };
    let (first, seconds) = time(|| read(None, &|| ()));
    if let Err(PreviewFault::Folder(error)) = &first {
        return unreadable(error, "serve", options.format == Format::Json);
    }
    show(&mut preview, "read", first, seconds);
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
    while let Some(changed) = watcher.changes() {
        let (site, seconds) = time(|| read(Some(&changed), &|| preview.stop_check()));
        show(&mut preview, "read again", site, seconds);
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

/// Shows a site or what is wrong, and says on standard error which and how long it took to read.
fn show(preview: &mut Preview, what: &str, site: Result<Option<PreviewSite>, PreviewFault>, seconds: f64) {
    let site = match site {
        Ok(None) => return,
        Ok(Some(site)) => Ok(site),
        Err(fault) => Err(fault.to_string()),
    };
    let mut err = std::io::stderr().lock();
    let _ = match &site {
        Ok(_) => writeln!(err, "{what} in {seconds:.2} s"),
        Err(problem) => writeln!(err, "{}\nthe pages are as they were until it is fixed", problem.trim_end()),
    };
    drop(err);
    preview.show(site);
}

/// Reads the site to be shown, of which only the places in `changed` can have changed; the diagnostics, where they stop it. `None` where nothing
/// changed.
///
/// # Errors
/// If the content folder cannot be read or is empty, and if the content has errors.
fn preview_site(
    inputs: &SiteInputs,
    (changed, begins): (Option<&[PathBuf]>, &dyn Fn()),
    kept: &mut KeptSite,
    caches: &Arc<PreviewCaches>,
) -> Result<Option<PreviewSite>, PreviewFault> {
    let Some(site) = kept.read_again(inputs, changed, begins).map_err(PreviewFault::Folder)? else { return Ok(None) };
    let mode = PublishMode::Preview { caches: Arc::clone(caches) };
    let publisher = Publisher::new(&site, OutputTarget::Memory, mode);
    match publisher.and_then(|publisher| publisher.run(&Unobserved)) {
        Ok(PublishOutcome::Previewed(preview)) => Ok(Some(preview)),
        Ok(PublishOutcome::Refused(stops)) => {
            let all: Vec<Diagnostic> = site.diagnostics.iter().cloned().chain(stops).collect();
            Err(PreviewFault::Content(explain(&site, &all)))
        }
        // A preview writes nothing, and publishes nothing.
        Ok(PublishOutcome::Published(_) | PublishOutcome::DryRun(_)) => Err(PreviewFault::Content(String::new())),
        Err(error) => Err(PreviewFault::Content(error.to_string())),
    }
}
