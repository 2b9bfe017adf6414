//! `minutebook publish`: builds the site, and adds what is new to the ledger, so that no later build can lose it.

use std::process::ExitCode;

use super::exit::ExitStatus;
use super::{Options, WrongUsage, build, complain};
use crate::cli;
use crate::publish::PublishMode;
use crate::record::Edition;
use crate::write::Replace;

/// So many new addresses are shown one by one.
const SHOWN: usize = 20;

/// Runs the command.
pub fn run(options: &Options, typed: &cli::Publish) -> ExitCode {
    if options.inputs.drafts {
        let why = "a draft has no address for good, so that it is not published with --drafts; look at it with `minutebook serve --drafts`";
        return complain(&WrongUsage(why.to_owned()), ExitStatus::WrongUsage);
    }
    let ledger = options.site.join("permalinks.txt");
    let mode = if typed.dry_run { PublishMode::DryRun { ledger } } else { PublishMode::Publish { ledger } };
    let replace = if typed.replace { Replace::Any } else { Replace::Marked };
    build::run_for(&options.inputs, (&options.out, replace), options.format, mode)
}

/// What the ledger gained, for people. `own` is the edition that the ledger is of.
pub(super) fn say(mode: &PublishMode, new: Option<&[String]>, own: Edition) {
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
    let _ = super::print(text.as_bytes());
}
