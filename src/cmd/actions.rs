//! `minutebook actions`: the register of actions on the terminal, as a table, CSV, JSON, or letters to the owners.

use std::io::IsTerminal;
use std::process::ExitCode;

use super::exit::ExitStatus;
use super::output::{complain, print, unreadable};
use crate::cli::{self, RegisterFormat};
use crate::export::{self, reminders, terminal};
use crate::publish::{SiteInputs, Unobserved, prepare};
use crate::site::LanguageSite;
use crate::site::action_query::{ActionFilter, UnknownName, select};

/// Reads the record and answers on standard output.
pub fn run(inputs: &SiteInputs, typed: &cli::Actions) -> ExitCode {
    let prepared = match prepare(inputs, &Unobserved) {
        Ok(prepared) => prepared,
        Err(error) => return unreadable(&error, "actions", typed.format == RegisterFormat::Json),
    };
    if prepared.has_errors() {
        let errors = prepared.diagnostics.iter().filter(|d| d.is_error()).count();
        let these = if errors == 1 { "is an error" } else { "are errors" };
        complain(
            &format_args!(
                "there {these} in the content ({errors}), and the register may lack what they concern; run minutebook check"
            ),
            ExitStatus::Success,
        );
    }
    let site = prepared.site.first_language();
    match answer(&site, typed) {
        Ok(bytes) => {
            let printed = print(&bytes);
            if prepared.has_errors() { ExitStatus::ContentHasErrors.into() } else { printed }
        }
        Err(unknown) => complain(&unknown, ExitStatus::WrongUsage),
    }
}

fn answer(site: &LanguageSite<'_>, typed: &cli::Actions) -> Result<Vec<u8>, UnknownName> {
    let filter = ActionFilter {
        owners: typed.owner.clone(),
        bodies: typed.body.clone(),
        statuses: typed.statuses(),
        overdue: typed.overdue,
        due_by: typed.due_by,
        year: typed.year,
        days: typed.days,
    };
    let found = select(site, &filter, typed.sort)?;
    Ok(match typed.format {
        _ if typed.chase => reminders::write_reminders(site, &found).into_bytes(),
        RegisterFormat::Table => {
            let out = std::io::stdout();
            let width = out.is_terminal().then(|| terminal_size::terminal_size_of(&out).map(|(w, _)| usize::from(w.0))).flatten();
            terminal::write_table(site, &found, width).into_bytes()
        }
        RegisterFormat::Csv => export::actions_csv(site, &found),
        RegisterFormat::Json => export::actions_json(site, &found),
    })
}
