//! `minutebook publish`: builds the site, and adds what is new to the ledger, so that no later build can lose it.

use std::process::ExitCode;

use super::build;
use super::exit::ExitStatus;
use super::options::{Options, WrongUsage};
use super::output::{complain, print, unreadable};
use super::releases;
use super::summary::AnswerOptions;
use crate::cli;
use crate::export::recipes::{Host, recipe};
use crate::publish::{PublishMode, SiteInputs, Unobserved, prepare};
use crate::write::Replace;

/// Runs the command.
pub fn run(options: &Options, typed: &cli::Publish) -> ExitCode {
    if typed.list {
        return releases::list(options);
    }
    if let Some(number) = typed.rollback {
        return releases::put_back(options, typed, number);
    }
    if options.inputs.drafts {
        let why = "a draft has no address for good, so that it is not published with --drafts; look at it with `minutebook serve --drafts`";
        return complain(&WrongUsage(why.to_owned()), ExitStatus::WrongUsage);
    }
    if let Some(host) = typed.recipe {
        return print_recipe(&options.inputs, host);
    }
    let ledger = options.ledger.clone();
    let accept = typed.accept;
    let mode = match typed.dry_run {
        true => PublishMode::DryRun { ledger, accept },
        false => PublishMode::Publish { ledger, accept, keeps: typed.keep, is_locked: typed.locked },
    };
    let replace = if typed.replace { Replace::Any } else { Replace::Marked };
    let inputs = SiteInputs { is_strict: typed.loudness.strict, ..options.inputs.clone() };
    let answer = AnswerOptions { format: options.format, is_quiet: typed.loudness.quiet };
    build::run_for(&inputs, (&options.out, replace), answer, mode)
}

/// Prints the settings of a server for the site, its redirects included.
fn print_recipe(inputs: &SiteInputs, host: Host) -> ExitCode {
    let site = match prepare(inputs, &Unobserved) {
        Ok(site) => site,
        Err(error) => return unreadable(&error, "publish", false),
    };
    let Some(first) = site.site.languages().next() else { return ExitCode::SUCCESS };
    print(recipe(&first, host).as_bytes())
}
