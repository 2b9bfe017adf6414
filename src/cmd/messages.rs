//! `minutebook messages`: the words of the pages in a language, to be filled in.

use std::process::ExitCode;

use super::output::print;
use crate::cli;
use crate::locale::catalogue_to_fill;
use crate::publish::{SiteInputs, read_site_theme};

/// Prints the catalogue.
pub(super) fn run(inputs: &SiteInputs, typed: &cli::MessagesCommand) -> ExitCode {
    let theme = read_site_theme(inputs);
    print(catalogue_to_fill(&theme.catalogues(), &typed.language, typed.missing).as_bytes())
}
