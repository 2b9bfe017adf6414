//! `minutebook check`: everything that is wrong or probably wrong with the content, and nothing published. `--suggest` and
//! `--coverage` ask other questions of the same text: what only prose commits to, and how much is understood.

use std::io::IsTerminal;
use std::process::ExitCode;

use serde_json::json;

use super::exit::ExitStatus;
use super::output::{complain, print, unreadable};
use crate::check::{coverage, offers};
use crate::cli::{Check, CheckFormat};
use crate::diag::{self, Severity};
use crate::publish::{PreparedSite, SiteInputs, Unobserved, parse_only, prepare};

/// Reads, links and checks, and says what was found on standard output.
pub fn run(inputs: &SiteInputs, typed: &Check) -> ExitCode {
    let format = typed.format;
    if typed.suggest || typed.coverage {
        return measured(inputs, typed);
    }
    let site = match prepare(inputs, &Unobserved) {
        Ok(site) => site,
        Err(error) => return unreadable(&error, "check", format != CheckFormat::Text),
    };
    let printed = print(answer(&site, format).as_bytes());
    if site.has_errors() { ExitStatus::ContentHasErrors.into() } else { printed }
}

/// What `--coverage` and `--suggest` ask, in this order where both are typed.
fn measured(inputs: &SiteInputs, typed: &Check) -> ExitCode {
    if typed.format == CheckFormat::Sarif {
        let wrong = "SARIF is for what is wrong; --suggest and --coverage answer with --format text or --format json";
        return complain(&wrong, ExitStatus::WrongUsage);
    }
    let draft = match parse_only(inputs) {
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

fn answer(site: &PreparedSite, format: CheckFormat) -> String {
    let found = &site.diagnostics;
    match format {
        CheckFormat::Text => text(site, std::io::stdout().is_terminal()),
        CheckFormat::Json => {
            let value = json!({
                "ok": !site.has_errors(),
                "errors": count(site, Severity::Error),
                "warnings": count(site, Severity::Warning),
                "notes": count(site, Severity::Note),
                "edition": site.edition().key(),
                "as_of": site.today().to_string(),
                "diagnostics": diag::json(found, &site.originals),
            });
            format!("{value}\n")
        }
        CheckFormat::Sarif => format!("{:#}\n", diag::sarif(found, &site.originals)),
    }
}

fn count(site: &PreparedSite, severity: Severity) -> usize {
    site.diagnostics.iter().filter(|d| d.severity == severity).count()
}

/// The diagnostics and a line that counts them. In a pipe, clean content is answered with nothing.
fn text(site: &PreparedSite, terminal: bool) -> String {
    let found = &site.diagnostics;
    if found.is_empty() {
        return if terminal { "Nothing to mend.\n".to_owned() } else { String::new() };
    }
    let mut out = if terminal { diag::styled(found, &site.originals) } else { diag::plain(found, &site.originals) };
    let counts = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let counts: Vec<String> = counts
        .into_iter()
        .map(|(severity, word)| (count(site, severity), word))
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| format!("{n} {word}{}", if n == 1 { "" } else { "s" }))
        .collect();
    out.push_str(&counts.join(", "));
    out.push('\n');
    out
}
