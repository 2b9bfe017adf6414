//! Datasets that minutes, reports and pages show: whether there is such a table, and what is asked of it.

use crate::diag::{Code, Diagnostic, nearest};
use crate::record::{CHARTS, Document, Embed, Record, Span, Table, Target, embedded};
use crate::source::Sources;

/// Looks at every fenced block that names a dataset. That there is such a dataset was found with the references.
pub(super) fn link(record: &Record, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) {
    for (_, document) in record.documents() {
        if document.has_figures() {
            blocks(record, document, sources, diagnostics);
        }
    }
}

fn blocks(record: &Record, document: &Document, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) {
    let text = sources.slice(document.body);
    let base = document.body.start as usize;
    let mut lines = lines(text);
    while let Some((at, line)) = lines.next() {
        let Some(fence) = fence(line) else { continue };
        let info = inner(line).trim_start_matches(['`', '~']);
        let closes = |l: &str| inner(l).starts_with(fence) && inner(l).trim().chars().all(|c| fence.starts_with(c));
        let from = at + line.len();
        let mut to = from;
        for (at, line) in lines.by_ref() {
            if closes(line) {
                break;
            }
            to = at + line.len();
        }
        let Some(name) = embedded(info) else { continue };
        let reference = format!("dataset:{name}");
        let found = document.references.iter().find(|r| *r.text == *reference).and_then(|r| r.target.as_ref());
        let Some(Target::Dataset(ix)) = found else { continue };
        let Some(dataset) = record.datasets.get(ix.ix()) else { continue };
        let start = base + at + line.find(name).unwrap_or(0);
        let span = Span::new(document.file, start, start + name.len());
        let embed = Embed::parse(text.get(from..to).unwrap_or(""));
        let anchor = name.split_once('#').map(|(_, a)| a);
        match embed.table(dataset, anchor) {
            Some(table) => check(&embed, table, span, diagnostics),
            None => {
                let wanted = anchor.or(embed.table).unwrap_or("");
                let tables = dataset.tables.iter().map(|t| &*t.id);
                diagnostics.push(unknown("table", wanted, span, &tables.collect::<Vec<_>>()));
            }
        }
    }
}

fn check(embed: &Embed<'_>, table: &Table, span: Span, diagnostics: &mut Vec<Diagnostic>) {
    embed.choose(table, |what, name| {
        let there: Vec<&str> = match what {
            "chart" => CHARTS.iter().map(|c| c.0).collect(),
            "column" => table.series.iter().map(|s| &**s).collect(),
            _ => table.rows.iter().map(|r| &*r.label).collect(),
        };
        diagnostics.push(unknown(what, name, span, &there));
    });
}

fn unknown(what: &str, name: &str, span: Span, there: &[&str]) -> Diagnostic {
    let problem = Diagnostic::new(Code::UnknownReference, span, format!("this dataset has no {what} `{name}`"));
    match nearest(name, there.iter().copied()) {
        Some(near) => problem.remedy(format!("did you mean `{near}`?")),
        None => problem.remedy(format!("there are {}", there.iter().take(12).copied().collect::<Vec<_>>().join(", "))),
    }
}

/// The lines of a text with the place of each.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    })
}

/// A line without what a quotation or a list puts before it.
fn inner(line: &str) -> &str {
    line.trim_start_matches(['>', ' ', '\t'])
}

/// The fence that a line opens.
fn fence(line: &str) -> Option<&'static str> {
    ["```", "~~~"].into_iter().find(|f| inner(line).starts_with(f))
}
