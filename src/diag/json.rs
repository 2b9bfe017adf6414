//! Diagnostics as data: one object each, with line and column counted from 1, columns in characters.

use serde_json::{Value, json as object};

use super::{AllowedDiagnostic, Diagnostic};
use crate::record::Span;
use crate::source::Sources;

/// The diagnostics as a JSON array. The shape is part of the command line's contract.
pub fn json(diagnostics: &[Diagnostic], sources: &Sources) -> Value {
    diagnostics.iter().map(|d| one(d, sources)).collect()
}

/// The findings that the site allows: each as a diagnostic, with `reason` and `until`.
pub fn allowed_json(allowed: &[AllowedDiagnostic], sources: &Sources) -> Value {
    let values = allowed.iter().map(|a| {
        let mut value = one(&a.diagnostic, sources);
        value["reason"] = (&*a.reason).into();
        value["until"] = a.until.map(|day| day.to_string()).into();
        value
    });
    values.collect()
}

fn one(d: &Diagnostic, sources: &Sources) -> Value {
    object!({
        "code": d.code.name(),
        "severity": d.severity.key(),
        "message": d.message,
        "place": d.span.map(|s| place(s, sources)),
        "expected": d.expected,
        "remedy": d.remedy,
        "related": d.related.iter().map(|(s, what)| {
            let mut value = place(*s, sources);
            value["what"] = what.as_str().into();
            value
        }).collect::<Vec<_>>(),
    })
}

fn place(span: Span, sources: &Sources) -> Value {
    let (line, column) = sources.line_column(span);
    object!({
        "path": sources.path(span.file),
        "line": line,
        "column": column,
        "text": sources.line(span),
    })
}
