//! `[[allow]]` in `site.toml`: findings of checks that are right as they are.

use super::data::{self, Reader};
use crate::diag::{Code, Diagnostic, codes, nearest};
use crate::record::AllowedFinding;

/// Reads the tables. One that says no code, place or reason is an error, and allows nothing.
pub(super) fn allowed_findings(reader: &Reader<'_>) -> Vec<AllowedFinding> {
    reader.tables("allow", "an allowed finding").iter().filter_map(allowed_finding).collect()
}

fn allowed_finding(reader: &Reader<'_>) -> Option<AllowedFinding> {
    let code = reader.required("code", "\"number-gap\"");
    let at = reader.required("at", "\"board/meetings/2026-03-11.md#4.1\"");
    let reason = reader.required("reason", "\"the number was never given\"");
    let until = reader.day("until");
    reader.finish();
    let code = code.filter(|code| is_allowable(reader, code))?;
    Some(AllowedFinding { code, at: (at?, reader.span_of("at")?), reason: reason?, until })
}

/// Says that a code is not known, or that what it finds is not to be allowed.
fn is_allowable(reader: &Reader<'_>, name: &str) -> bool {
    let Some(span) = reader.span_of("code") else { return false };
    match Code::named(name) {
        Some(code) if code.is_allowable() => return true,
        Some(_) => reader.diagnostics().report(
            Diagnostic::new(Code::WrongValue, span, format!("`{name}` cannot be allowed: it is an error, not a doubt"))
                .expected("expected the code of a warning or a note")
                .remedy("correct what the finding is about, and delete this `[[allow]]`"),
        ),
        None => {
            let problem = Diagnostic::new(Code::WrongValue, span, format!("`{}` is not the code of a check", data::cut(name)));
            reader.diagnostics().report(match nearest(name, codes().iter().map(|c| c.name())) {
                Some(near) => problem.expected(format!("did you mean `{near}`?")).remedy(format!("write `{near}`")),
                None => problem.remedy("use the code that stands in brackets at the head of a message, such as number-gap"),
            });
        }
    }
    false
}
