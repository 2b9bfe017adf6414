//! Diagnostics as SARIF 2.1.0 (OASIS), which code hosts and editors show beside the line.

use serde_json::{Value, json};

use super::{AllowedDiagnostic, Diagnostic, Severity, codes};
use crate::html::percent;
use crate::record::Span;
use crate::source::Sources;

/// One run of `minutebook check`. What the site allows is a result that is suppressed, with the reason.
pub fn sarif(diagnostics: &[Diagnostic], allowed: &[AllowedDiagnostic], sources: &Sources) -> Value {
    let suppressed = allowed.iter().map(|a| {
        let mut value = result(&a.diagnostic, sources);
        value["suppressions"] = json!([{ "kind": "external", "status": "accepted", "justification": &*a.reason }]);
        value
    });
    let rules: Vec<Value> = codes()
        .iter()
        .map(|code| {
            json!({
                "id": code.name(),
                "shortDescription": { "text": code.meaning().trim() },
                "help": { "text": super::reference::mend(*code), "markdown": super::reference::explain(*code) },
                "defaultConfiguration": { "level": level(code.severity()) },
            })
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "minutebook", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": diagnostics.iter().map(|d| result(d, sources)).chain(suppressed).collect::<Vec<_>>(),
        }],
    })
}

fn level(severity: Severity) -> &'static str {
    severity.key()
}

fn result(d: &Diagnostic, sources: &Sources) -> Value {
    let parts = [d.message.as_str(), d.expected.as_str(), d.remedy.as_str()];
    let message = parts.iter().filter(|p| !p.is_empty()).copied().collect::<Vec<_>>().join(". ");
    json!({
        "ruleId": d.code.name(),
        "level": level(d.severity),
        "message": { "text": message },
        "locations": d.span.iter().map(|s| location(*s, sources, None)).collect::<Vec<_>>(),
        "relatedLocations": d.related.iter().map(|(s, what)| location(*s, sources, Some(what))).collect::<Vec<_>>(),
    })
}

fn location(span: Span, sources: &Sources, what: Option<&str>) -> Value {
    let (line, column) = sources.line_column(span);
    let mut location = json!({
        "physicalLocation": { "artifactLocation": { "uri": encoded(sources.path(span.file)) } },
    });
    if line > 0 {
        let end = Span { start: span.end, ..span };
        let (end_line, end_column) = sources.line_column(end);
        location["physicalLocation"]["region"] =
            json!({ "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column });
    }
    if let Some(what) = what {
        location["message"] = json!({ "text": what });
    }
    location
}

/// A path as a relative URI reference.
fn encoded(path: &str) -> String {
    percent::encode(path, percent::PATH)
}
