//! `minutebook man`: the manual pages, made of the same words as the help of each command.

use std::path::Path;
use std::process::ExitCode;

use clap::{Command, CommandFactory};

use super::exit::ExitStatus;
use super::output::{complain, print};
use crate::cli::Cli;
use crate::write::renewed_files;

/// Writes a page for the program and for every command of it.
pub(super) fn run(folder: &Path) -> ExitCode {
    let mut program = Cli::command();
    program.build();
    let mut pages = Vec::new();
    if let Err(error) = push_pages(&program, &mut pages) {
        return complain(&error, ExitStatus::InputOutput);
    }
    match renewed_files(folder, &pages) {
        Ok(()) => {
            let lines: String = pages.iter().map(|(name, _)| format!("Written: {}\n", folder.join(name).display())).collect();
            print(lines.as_bytes())
        }
        Err(error) => complain(&error, ExitStatus::from(&error)),
    }
}

/// Makes the page of a command and those of the commands below it. A command that was built knows its whole name: `minutebook-new-meeting`.
fn push_pages(command: &Command, pages: &mut Vec<(String, Vec<u8>)>) -> std::io::Result<()> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
        push_pages(below, pages)?;
    }
    pages.push((format!("{}.1", command.get_display_name().unwrap_or_else(|| command.get_name())), page));
    Ok(())
}
