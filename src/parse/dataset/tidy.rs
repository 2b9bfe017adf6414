//! A file with a row for each figure ("2012 Q1, Albania, labour, 14") laid out as a table of periods and dimensions.

use std::collections::BTreeMap;

use super::super::data::cut;
use crate::diag::{Code, Diagnostic, nearest};
use crate::record::{Cell, Mark, Row, Span, Table};

/// How a file with a row for each figure is laid out as a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Tidy {
    /// `period`: the column whose values head the rows.
    pub(super) period: Option<(Box<str>, Span)>,
    /// `dimensions`: the columns whose values head the columns.
    pub(super) dimensions: Vec<Box<str>>,
    /// `value`: the column of the figures.
    pub(super) value: Option<(Box<str>, Span)>,
    /// Where `dimensions` stands.
    pub(super) span: Option<Span>,
}

/// Lays the table out anew, where its entry of `tables` says how; else leaves it as it is.
pub(super) fn lay_out(table: &mut Table, tidy: &Tidy, problems: &mut Vec<Diagnostic>) {
    let Some((value, value_span)) = &tidy.value else { return };
    // The first column, then the others: what a header can name.
    let headers: Vec<Box<str>> = std::iter::once(table.period.clone()).chain(table.series.iter().cloned()).collect();
    let mut missing = Vec::new();
    let mut place = |key: &str, name: &str, span: Span| {
        let at = headers.iter().position(|h| h.eq_ignore_ascii_case(name));
        if at.is_none() {
            let there: Vec<&str> = headers.iter().map(|h| &**h).collect();
            missing.push(no_such("column", key, name, span, &there));
        }
        at
    };
    let value_at = place("value", value, *value_span);
    let period_at = tidy.period.as_ref().map_or(Some(0), |(name, span)| place("period", name, *span));
    let dimensions: Vec<Option<usize>> =
        tidy.dimensions.iter().map(|name| place("dimensions", name, tidy.span.unwrap_or(*value_span))).collect();
    problems.append(&mut missing);
    let (Some(value_at), Some(period_at)) = (value_at, period_at) else { return };
    let Some(dimensions) = dimensions.into_iter().collect::<Option<Vec<usize>>>() else { return };
    let figure = |row: &Row| value_at.checked_sub(1).and_then(|n| row.cells.get(n).cloned()).unwrap_or_else(none);
    let words = |row: &Row, at: usize| -> Box<str> {
        at.checked_sub(1).map_or_else(|| row.label.clone(), |n| row.cells.get(n).map_or("".into(), |c| c.text.clone()))
    };
    let (mut labels, mut series): (Vec<Box<str>>, Vec<Box<str>>) = (Vec::new(), Vec::new());
    let mut cells: BTreeMap<(usize, usize), (Cell, Span)> = BTreeMap::new();
    let mut spans: Vec<Span> = Vec::new();
    for row in &table.rows {
        let label = words(row, period_at);
        let name: Vec<Box<str>> = dimensions.iter().map(|d| words(row, *d)).collect();
        let name: Box<str> = if name.is_empty() { value.clone() } else { name.join(", ").into() };
        let at = (index(&mut labels, label), index(&mut series, name));
        if at.0 == spans.len() {
            spans.push(row.span);
        }
        if let Some((_, first)) = cells.get(&at) {
            problems.push(
                Diagnostic::new(
                    Code::BadRow,
                    row.span,
                    format!("`{}` has two figures for `{}`", cut(&labels[at.0]), cut(&series[at.1])),
                )
                .expected("the second")
                .related(*first, "the first")
                .remedy("delete one of the two rows, or name the column that tells them apart in `dimensions`"),
            );
            continue;
        }
        cells.insert(at, (figure(row), row.span));
    }
    table.period = headers.get(period_at).cloned().unwrap_or_default();
    table.rows = labels
        .into_iter()
        .zip(spans)
        .enumerate()
        .map(|(r, (label, span))| Row {
            label,
            cells: (0..series.len()).map(|s| cells.remove(&(r, s)).map_or_else(none, |(cell, _)| cell)).collect(),
            span,
        })
        .collect();
    table.series = series;
    table.text_series = (0..table.series.len())
        .filter(|s| table.rows.iter().filter_map(|r| r.cells.get(*s)).any(|c| c.value.is_none() && c.mark != Mark::Unavailable))
        .collect();
}

/// The place of a text in a list, which it joins where it is not there.
fn index(all: &mut Vec<Box<str>>, text: Box<str>) -> usize {
    all.iter().position(|t| *t == text).unwrap_or_else(|| {
        all.push(text);
        all.len() - 1
    })
}

fn none() -> Cell {
    Cell { text: "".into(), value: None, mark: Mark::Unavailable }
}

/// A column or row that a key names and the file does not have.
pub(super) fn no_such(what: &str, key: &str, name: &str, span: Span, there: &[&str]) -> Diagnostic {
    let problem = Diagnostic::new(Code::WrongValue, span, format!("no {what} is called `{}`", cut(name)));
    match nearest(name, there.iter().copied()) {
        Some(near) => problem.expected(format!("did you mean `{near}`?")).remedy(format!("write {key} = \"{near}\"")),
        None => problem.remedy(format!("the {what}s are {}", there.iter().take(20).copied().collect::<Vec<_>>().join(", "))),
    }
}
