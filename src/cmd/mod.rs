//! The commands, one file each: the only place that prints, ends the program or reads the clock.
//!
//! A broken pipe is no error: whoever read our answer has seen enough.

pub mod actions;
pub mod build;
pub mod check;
pub mod digest;
mod exit;
mod explain;
pub mod import;
pub mod init;
mod man;
mod messages;
pub mod new_meeting;
mod options;
mod output;
pub mod publish;
mod releases;
pub mod search;
#[cfg(feature = "serve")]
pub mod serve;
mod summary;
mod theme;
mod withheld;

pub use exit::ExitStatus;
pub use options::{Options, WrongUsage};

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::cli::{self, Cli, Command};
use crate::publish::ClockReading;
use output::{complain, print};

/// Runs the command that was typed. `args` begins with the name of the program.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let typed = match Cli::try_parse_from(args) {
        Ok(typed) => typed,
        Err(error) => {
            // Help and the version come this way too, and go to standard output.
            let wrong = error.use_stderr();
            let _ = error.print();
            return if wrong { ExitStatus::WrongUsage } else { ExitStatus::Success }.into();
        }
    };
    match typed.command {
        Command::Init(typed) => run_init(&typed),
        Command::Build(typed) => with_options(&typed.site, |o| build::run(o, &typed)),
        Command::Publish(publish) => with_options(&publish.site, |o| publish::run(o, &publish)),
        #[cfg(feature = "serve")]
        Command::Serve(serve) => with_options(&serve.site, |o| serve::run(o, &serve)),
        #[cfg(not(feature = "serve"))]
        Command::Serve(_) => {
            let why = "this minutebook was built without the feature `serve`; build the site and open its folder in a web server";
            complain(&WrongUsage(why.to_owned()), ExitStatus::WrongUsage)
        }
        Command::Check(cli::Check { explain: Some(code), .. }) => print(crate::diag::explain(code).as_bytes()),
        Command::Check(mut typed) => {
            let site = cli::Site { reading: std::mem::take(&mut typed.reading), ..cli::Site::default() };
            with_options(&site, |o| check::run(&o.inputs, &typed))
        }
        Command::Explain(mut typed) => {
            let site = cli::Site { reading: std::mem::take(&mut typed.reading), ..cli::Site::default() };
            with_options(&site, |o| explain::run(&o.inputs, &typed))
        }
        Command::Actions(mut typed) => {
            let site = cli::Site { reading: std::mem::take(&mut typed.reading), ..cli::Site::default() };
            with_options(&site, |o| actions::run(&o.inputs, &typed))
        }
        Command::Digest(mut typed) => {
            let site = cli::Site { reading: std::mem::take(&mut typed.reading), ..cli::Site::default() };
            with_options(&site, |o| digest::run(&o.inputs, &typed))
        }
        Command::New(cli::New::Meeting(typed)) => {
            let reading = cli::Reading { content: typed.content.clone(), ..cli::Reading::default() };
            with_options(&cli::Site { reading, ..cli::Site::default() }, |o| new_meeting::run(&o.inputs, &typed))
        }
        Command::Import(typed) if typed.body.is_some() => {
            with_options(&cli::Site::default(), |o| import::run(&typed, clock(), Some(&o.inputs)))
        }
        Command::Import(typed) => import::run(&typed, clock(), None),
        Command::Verify { folder } => releases::verify(&folder.unwrap_or_else(|| PathBuf::from("public"))),
        Command::Search(typed) => match here() {
            Ok(here) => search::run(&typed, &search::folder(&typed, &here)),
            Err(wrong) => complain(&wrong, ExitStatus::WrongUsage),
        },
        Command::Theme(typed) => with_options(&cli::Site::default(), |o| theme::run(&o.inputs, &typed)),
        Command::Messages(typed) => with_options(&cli::Site::default(), |o| messages::run(&o.inputs, &typed)),
        Command::Man { to } => man::run(&to),
        Command::Completions { shell } => {
            let mut text = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "minutebook", &mut text);
            print(&text)
        }
    }
}

fn with_options(typed: &cli::Site, run: impl FnOnce(&Options) -> ExitCode) -> ExitCode {
    let options = here().and_then(|here| Options::find(typed, &here, clock()));
    match options {
        Ok(options) => run(&options),
        Err(wrong) => complain(&wrong, ExitStatus::WrongUsage),
    }
}

fn here() -> Result<PathBuf, WrongUsage> {
    std::env::current_dir().map_err(|_| WrongUsage("the current folder is not there any more; change to another".to_owned()))
}

/// The machine's clock. Nothing else reads it: which day that is depends on the site's time zone.
fn clock() -> ClockReading {
    #[expect(clippy::disallowed_methods, reason = "a command may read the clock")]
    ClockReading::Moment(jiff::Timestamp::now())
}

fn run_init(typed: &cli::Init) -> ExitCode {
    let folder = typed.folder.as_deref().unwrap_or(Path::new("."));
    let group = typed.folder.as_deref().and_then(init::GroupName::of);
    match init::init(folder, group.as_ref(), typed.empty) {
        Ok(files) => {
            let place = folder.display();
            let mut text = format!("A new site is in {place}:\n");
            files.iter().for_each(|file| text.push_str(&format!("  {file}\n")));
            text.push_str("\nNext: read README.md there, then\n");
            if folder != Path::new(".") {
                text.push_str(&format!("  cd \"{place}\"\n"));
            }
            text.push_str("  minutebook build\n");
            print(text.as_bytes())
        }
        Err(error) => complain(&error, ExitStatus::from(&error)),
    }
}
