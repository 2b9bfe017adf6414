//! `minutebook check`: everything that is wrong or probably wrong with the content, and nothing published. `--suggest` and
//! `--coverage` ask other questions of the same text: what only prose commits to, and how much is understood.

use std::io::IsTerminal;
use std::process::ExitCode;
use std::sync::Arc;

use serde_json::json;

use super::exit::ExitStatus;
use super::output::{complain, print, unreadable};
use super::withheld;
use crate::check::external::external_links;
use crate::check::{coverage, offers};
use crate::cli::{Check, CheckFormat};
use crate::diag::{self, Diagnostic, Severity};
use crate::publish::{PreparedSite, SiteInputs, Unobserved, parse_only, prepare};

/// Reads, links, checks and, unless that is to be fast, makes every page, and says what was found on standard output.
pub fn run(inputs: &SiteInputs, typed: &Check) -> ExitCode {
    let format = typed.format;
    if typed.suggest || typed.coverage {
        return measured(inputs, typed);
    }
    if typed.external {
        return external(inputs, typed);
    }
    let inputs = SiteInputs { is_strict: typed.loudness.strict, ..inputs.clone() };
    let site = match prepare(&inputs, &Unobserved) {
        Ok(site) => Arc::new(site),
        Err(error) => return unreadable(&error, "check", format != CheckFormat::Text),
    };
    let verdict = if typed.fast { Ok(site.diagnostics.clone()) } else { crate::check(&site) };
    let found = match verdict {
        Ok(found) => found,
        Err(error) => return complain(&error, ExitStatus::from(&error)),
    };
    let has_errors = found.iter().any(Diagnostic::is_error);
    if typed.withheld {
        let printed = print(withheld::answer(&site, &found, format).as_bytes());
        return if has_errors { ExitStatus::ContentHasErrors.into() } else { printed };
    }
    let judged = JudgedSite { site: &site, found, is_fast: typed.fast };
    let printed = print(judged.answer(format, typed.loudness.quiet).as_bytes());
    if has_errors { ExitStatus::ContentHasErrors.into() } else { printed }
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

/// The links of an edition to other sites, one a line: the place, then the address.
fn external(inputs: &SiteInputs, typed: &Check) -> ExitCode {
    if typed.format == CheckFormat::Sarif {
        return complain(
            &"SARIF is for what is wrong; --external answers with --format text or --format json",
            ExitStatus::WrongUsage,
        );
    }
    let site = match prepare(inputs, &Unobserved) {
        Ok(site) => site,
        Err(error) => return unreadable(&error, "check", typed.format == CheckFormat::Json),
    };
    let links = external_links(site.record(), site.sources());
    // Lines are those of the file as its author has it.
    let placed = links.iter().map(|link| (site.originals.path(link.span.file), site.originals.line_column(link.span), &link.url));
    let text = match typed.format {
        CheckFormat::Json => {
            let rows: Vec<serde_json::Value> = placed
                .map(|(file, (line, column), url)| json!({ "url": url, "file": file, "line": line, "column": column }))
                .collect();
            format!("{}\n", json!({ "ok": true, "external": rows }))
        }
        CheckFormat::Text | CheckFormat::Sarif => {
            placed.map(|(file, (line, column), url)| format!("{file}:{line}:{column} {url}\n")).collect()
        }
    };
    print(text.as_bytes())
}

/// A site with all that is wrong with it.
struct JudgedSite<'a> {
    site: &'a PreparedSite,
    found: Vec<Diagnostic>,
    /// No page was made.
    is_fast: bool,
}

impl JudgedSite<'_> {
    fn answer(mut self, format: CheckFormat, is_quiet: bool) -> String {
        let (found, site) = (&self.found, self.site);
        match format {
            CheckFormat::Text => {
                if is_quiet {
                    self.found.retain(Diagnostic::is_error);
                }
                self.text(std::io::stdout().is_terminal(), is_quiet)
            }
            CheckFormat::Json => {
                let value = json!({
                    "ok": self.count(Severity::Error) == 0,
                    "errors": self.count(Severity::Error),
                    "warnings": self.count(Severity::Warning),
                    "notes": self.count(Severity::Note),
                    "edition": site.edition().key(),
                    "as_of": site.today().to_string(),
                    "pages_made": !self.is_fast,
                    "diagnostics": diag::json(found, &site.originals),
                    "allowed": diag::allowed_json(&site.allowed, &site.originals),
                });
                format!("{value}\n")
            }
            CheckFormat::Sarif => format!("{:#}\n", diag::sarif(found, &site.allowed, &site.originals)),
        }
    }

    fn count(&self, severity: Severity) -> usize {
        self.found.iter().filter(|d| d.severity == severity).count()
    }

    /// The diagnostics and a line that counts them. In a pipe, clean content is answered with nothing.
    fn text(&self, is_terminal: bool, is_quiet: bool) -> String {
        let sources = &self.site.originals;
        let mut out = if is_terminal { diag::styled(&self.found, sources) } else { diag::plain(&self.found, sources) };
        let counts = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
        let counts = counts.into_iter().map(|(severity, word)| (self.count(severity), word)).filter(|(n, _)| *n > 0);
        let mut said: Vec<String> = counts.map(|(n, word)| format!("{n} {word}{}", if n == 1 { "" } else { "s" })).collect();
        if said.is_empty() && is_terminal && !is_quiet {
            said.push("nothing to mend".to_owned());
        }
        if !self.site.allowed.is_empty() && !is_quiet && (is_terminal || !said.is_empty()) {
            said.push(format!("{} allowed by site.toml", self.site.allowed.len()));
        }
        if self.is_fast && !is_quiet {
            said.push("no page was made (--fast)".to_owned());
        }
        if !said.is_empty() {
            out.push_str(&said.join(", "));
            out.push('\n');
        }
        out
    }
}
