//! `minutebook explain FILE:LINE`: what the reader of minutes makes of a line, and by which rule.

use std::process::ExitCode;

use serde_json::json;

use super::exit::ExitStatus;
use super::output::{complain, print, unreadable};
use crate::check::explain::{explain_line, text};
use crate::cli::{Explain, ExplainFormat};
use crate::publish::{SiteInputs, parse_only};

/// Reads the content and explains one line of it on standard output.
pub(super) fn run(inputs: &SiteInputs, typed: &Explain) -> ExitCode {
    let draft = match parse_only(inputs) {
        Ok(draft) => draft,
        Err(error) => return unreadable(&error, "explain", typed.format == ExplainFormat::Json),
    };
    let place = &typed.place;
    let Some(found) = explain_line(&draft.sources, &draft.parts.meetings, &place.path, place.line) else {
        let wrong = format!(
            "no minutes have a line `{}:{}`: write the path of a file of minutes and a line of it",
            place.path, place.line
        );
        return complain(&wrong, ExitStatus::WrongUsage);
    };
    match typed.format {
        ExplainFormat::Text => print(text(&found).as_bytes()),
        ExplainFormat::Json => print(format!("{}\n", json!({ "ok": true, "explanation": found })).as_bytes()),
    }
}
