//! `minutebook actions`: the register of actions on the terminal, as a table, CSV, JSON, or letters to the owners.

use std::io::IsTerminal;
use std::process::ExitCode;

use super::{build, complain, print, unreadable};
use crate::cli::{self, RegisterFormat};
use crate::export::{self, terminal};
use crate::pipeline::{self, Request};
use crate::site::action_query::{Filter, select};
use crate::view::Desk;

/// Reads the record and answers on standard output.
pub fn run(request: &Request, typed: &cli::Actions) -> ExitCode {
    let book = match pipeline::read(request, &|_| {}) {
        Ok(book) => book,
        Err(error) => return unreadable(&error, "actions", typed.format == RegisterFormat::Json),
    };
    if book.has_errors() {
        let errors = book.diagnostics.iter().filter(|d| d.is_error()).count();
        let these = if errors == 1 { "is an error" } else { "are errors" };
        complain(
            &format_args!(
                "there {these} in the content ({errors}), and the register may lack what they concern; run minutebook check"
            ),
            0,
        );
    }
    let desk = Desk::new(&book.record, &book.sources, &book.messages, book.edition, book.today, book.portable);
    match answer(&desk, typed) {
        Ok(bytes) => {
            let printed = print(&bytes);
            if book.has_errors() { ExitCode::from(build::CONTENT_HAS_ERRORS) } else { printed }
        }
        Err(unknown) => complain(&unknown, build::WRONG_USAGE),
    }
}

fn answer(desk: &Desk<'_>, typed: &cli::Actions) -> Result<Vec<u8>, crate::site::action_query::Unknown> {
    let filter = Filter {
        owners: typed.owner.clone(),
        bodies: typed.body.clone(),
        statuses: typed.statuses(),
        overdue: typed.overdue,
        due_by: typed.due_by,
        year: typed.year,
        days: typed.days,
    };
    let found = select(desk, &filter, typed.sort.into())?;
    Ok(match typed.format {
        _ if typed.chase => terminal::chase(desk, &found).into_bytes(),
        RegisterFormat::Table => {
            let out = std::io::stdout();
            let width = out.is_terminal().then(|| terminal_size::terminal_size_of(&out).map(|(w, _)| usize::from(w.0))).flatten();
            terminal::table(desk, &found, width).into_bytes()
        }
        RegisterFormat::Csv => export::actions_csv(desk, &found),
        RegisterFormat::Json => export::actions_json(desk, &found),
    })
}
