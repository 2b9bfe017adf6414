//! `minutebook check --withheld`: what an edition withholds, told to its authors. It names places and reasons, and no withheld word.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::cli::CheckFormat;
use crate::diag::{Code, Diagnostic};
use crate::publish::PreparedSite;

/// Returns the report of a site; `found` is what is wrong with it.
pub(super) fn answer(site: &PreparedSite, found: &[Diagnostic], format: CheckFormat) -> String {
    let unsearched = found.iter().filter(|d| d.code == Code::UnsearchedFile).filter_map(|d| d.span);
    let mut unsearched: Vec<&str> = unsearched.map(|span| site.originals.path(span.file)).collect();
    unsearched.dedup();
    let errors = found.iter().filter(|d| d.is_error()).count();
    match format {
        CheckFormat::Text => text(site, &unsearched, errors),
        CheckFormat::Json | CheckFormat::Sarif => format!("{}\n", data(site, &unsearched, errors)),
    }
}

fn data(site: &PreparedSite, unsearched: &[&str], errors: usize) -> Value {
    let entries = site.withheld.iter().map(|entry| {
        let (line, column) = site.originals.line_column(entry.place);
        json!({
            "path": site.originals.path(entry.place.file),
            "line": line,
            "column": column,
            "kind": entry.kind.key(),
            "reason": entry.reason,
        })
    });
    json!({
        "ok": errors == 0,
        "edition": site.edition().key(),
        "withheld": entries.collect::<Vec<_>>(),
        "searched_words": site.scanner.len(),
        "searched_in_texts_only": site.common_words.len(),
        "not_secret": site.record().site.not_secret,
        "unsearched": unsearched,
    })
}

fn text(site: &PreparedSite, unsearched: &[&str], errors: usize) -> String {
    let mut out = String::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in &site.withheld {
        let path = site.originals.path(entry.place.file);
        let place = if entry.place.is_empty() {
            path.to_owned()
        } else {
            let (line, column) = site.originals.line_column(entry.place);
            format!("{path}:{line}:{column}")
        };
        let row = format!("{:<9}  {place}  {}", entry.kind.key(), entry.reason);
        out.push_str(row.trim_end());
        out.push('\n');
        *counts.entry(entry.kind.key()).or_default() += 1;
    }
    // Writing to a string does not fail.
    if counts.is_empty() {
        let _ = writeln!(out, "the {} edition withholds nothing", site.edition().key());
        return out;
    }
    let counts: Vec<String> = counts.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
    let _ = writeln!(out, "withheld from the {} edition: {}", site.edition().key(), counts.join(", "));
    let searched = if errors == 0 { "every file was" } else { "there are errors (`minutebook check`); every file is" };
    let _ = writeln!(
        out,
        "{searched} searched for {} words and phrases; {} in the texts only",
        site.scanner.len(),
        site.common_words.len()
    );
    let exceptions = &site.record().site.not_secret;
    if !exceptions.is_empty() {
        let _ = writeln!(out, "not searched for (not_secret): {}", exceptions.join(", "));
    }
    for path in unsearched {
        let _ = writeln!(out, "not looked through  {path}");
    }
    out
}
