//! `minutebook check`: everything that is wrong or probably wrong with the content, and nothing published. `--suggest` and
//! `--coverage` ask other questions of the same text: what only prose commits to, and how much is understood.

use std::io::IsTerminal;
use std::process::ExitCode;

use serde_json::json;

use super::{build, complain, print, unreadable};
use crate::check::{coverage, offers};
use crate::cli::{Check, CheckFormat};
use crate::diag::{self, Severity};
use crate::pipeline::{self, Book, Request};

/// Reads, links and checks, and says what was found on standard output.
pub fn run(request: &Request, typed: &Check) -> ExitCode {
    let format = typed.format;
    if typed.suggest || typed.coverage {
        return measured(request, typed);
    }
    let book = match pipeline::read(request, &|_| {}) {
        Ok(book) => book,
        Err(error) => return unreadable(&error, "check", format != CheckFormat::Text),
    };
    let printed = print(answer(&book, format).as_bytes());
    if book.has_errors() { ExitCode::from(build::CONTENT_HAS_ERRORS) } else { printed }
}

/// What `--coverage` and `--suggest` ask, in this order where both are typed.
fn measured(request: &Request, typed: &Check) -> ExitCode {
    if typed.format == CheckFormat::Sarif {
        let wrong = "SARIF is for what is wrong; --suggest and --coverage answer with --format text or --format json";
        return complain(&wrong, build::WRONG_USAGE);
    }
    let draft = match pipeline::draft(request) {
        Ok(draft) => draft,
        Err(error) => return unreadable(&error, "check", typed.format == CheckFormat::Json),
    };
    let (sources, parts) = (&draft.sources, &draft.parts);
    let coverage = typed.coverage.then(|| coverage::coverage(sources, &draft.folder, &parts.meetings));
    let offers = typed.suggest.then(|| offers::offers(sources, &parts.meetings, &parts.site));
    let text = match typed.format {
        CheckFormat::Json => {
            let mut value = json!({ "ok": true });
            if let Some(coverage) = &coverage {
                value["coverage"] = coverage.json();
            }
            if let Some(offers) = &offers {
                value["suggestions"] = json!(offers);
            }
            format!("{value}\n")
        }
        CheckFormat::Text | CheckFormat::Sarif => {
            let parts = [coverage.map(|c| c.text()), offers.map(|o| offers::text(&o))];
            parts.into_iter().flatten().collect::<Vec<_>>().join("\n")
        }
    };
    print(text.as_bytes())
}

fn answer(book: &Book, format: CheckFormat) -> String {
    let found = &book.diagnostics;
    match format {
        CheckFormat::Text => text(book, std::io::stdout().is_terminal()),
        CheckFormat::Json => {
            let value = json!({
                "ok": !book.has_errors(),
                "errors": count(book, Severity::Error),
                "warnings": count(book, Severity::Warning),
                "notes": count(book, Severity::Note),
                "edition": book.edition.key(),
                "as_of": book.today.to_string(),
                "diagnostics": diag::json(found, &book.originals),
            });
            format!("{value}\n")
        }
        CheckFormat::Sarif => format!("{:#}\n", diag::sarif(found, &book.originals)),
    }
}

fn count(book: &Book, severity: Severity) -> usize {
    book.diagnostics.iter().filter(|d| d.severity == severity).count()
}

/// The diagnostics and a line that counts them. In a pipe, clean content is answered with nothing.
fn text(book: &Book, terminal: bool) -> String {
    let found = &book.diagnostics;
    if found.is_empty() {
        return if terminal { "Nothing to mend.\n".to_owned() } else { String::new() };
    }
    let mut out = if terminal { diag::styled(found, &book.originals) } else { diag::plain(found, &book.originals) };
    let counts = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let counts: Vec<String> = counts
        .into_iter()
        .map(|(severity, word)| (count(book, severity), word))
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| format!("{n} {word}{}", if n == 1 { "" } else { "s" }))
        .collect();
    out.push_str(&counts.join(", "));
    out.push('\n');
    out
}
