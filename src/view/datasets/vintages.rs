//! The same figures as published at different times, side by side.
//!
//! Two forms are known. Tables of one dataset that name the date they were published, count the same thing in the same
//! periods and were published on different dates. And a table that has both itself: a column of figures "as first
//! published" beside one "as restated".

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use crate::chart::signed;
use crate::locale::Speech;
use crate::record::{Dataset, Row, Table};

/// One series in several vintages.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Vintage {
    /// What is compared: `Total`, or the title of the table.
    pub title: String,
    /// The header of the first column.
    pub period: String,
    /// What each vintage is called, the earliest first; a date is ISO 8601.
    pub columns: Vec<Stand>,
    /// A row for each period that two vintages have.
    pub rows: Vec<Restated>,
    /// How many of the rows differ.
    pub changed: usize,
}

/// One vintage.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stand {
    /// Plain text; empty where `published` says it.
    pub name: String,
    /// ISO 8601, or empty.
    pub published: String,
    /// Why these figures replaced those before; plain text, or empty.
    pub reason: String,
}

/// One period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Restated {
    /// The period.
    pub label: String,
    /// The figure in each vintage, as written; empty: that vintage has none.
    pub figures: Vec<String>,
    /// Last less first, with its sign.
    pub difference: String,
}

/// The vintages that a dataset holds.
pub fn vintages(dataset: &Dataset, words: Speech<'_>) -> Vec<Vintage> {
    let mut out: Vec<Vintage> = dataset.tables.iter().filter_map(|t| within(t, words)).collect();
    let mut dated: Vec<&Table> = dataset.tables.iter().filter(|t| t.published.is_some()).collect();
    dated.sort_by_key(|t| t.published);
    let mut names: Vec<(&str, &str)> = Vec::new();
    for table in &dated {
        for (_, name) in figures(table) {
            if !names.contains(&(&table.period, name)) {
                names.push((&table.period, name));
            }
        }
    }
    out.extend(names.into_iter().filter_map(|(period, name)| across(&dated, period, name, words)));
    out
}

/// The columns of a table that hold figures.
fn figures(table: &Table) -> impl Iterator<Item = (usize, &str)> {
    table.series.iter().enumerate().filter(|(at, _)| !table.text_series.contains(at)).map(|(at, name)| (at, &**name))
}

/// One series over the tables that have it.
fn across(dated: &[&Table], period: &str, name: &str, words: Speech<'_>) -> Option<Vintage> {
    let units = |t: &Table| t.units.clone();
    let having: Vec<(&Table, usize)> =
        dated.iter().filter(|t| *t.period == *period).filter_map(|t| Some((*t, figures(t).find(|f| f.1 == name)?.0))).collect();
    let (first, rest) = having.split_first()?;
    let having: Vec<(&Table, usize)> = std::iter::once(*first)
        .chain(rest.iter().filter(|(t, _)| t.published != first.0.published && units(t) == units(first.0)).copied())
        .collect();
    let places: Vec<HashMap<&str, &Row>> =
        having.iter().map(|(t, _)| t.rows.iter().rev().map(|r| (&*r.label, r)).collect()).collect();
    let cells = |label: &str| -> Vec<Option<(String, f64)>> {
        having.iter().zip(&places).map(|((_, at), rows)| rows.get(label).and_then(|row| figure(row, *at))).collect()
    };
    let mut seen = HashSet::new();
    let labels = having.iter().flat_map(|(t, _)| &t.rows).map(|r| &*r.label).filter(|label| seen.insert(*label));
    let rows = labels.filter_map(|label| restated(label, cells(label), words));
    let stand = |(t, _): &(&Table, usize)| Stand {
        name: String::new(),
        published: t.published.map(|d| d.to_string()).unwrap_or_default(),
        reason: reason(t),
    };
    vintage(name, period, having.iter().map(stand).collect(), rows.collect())
}

/// A table that holds both: exactly two columns of figures, one "first published", one "restated" or "revised".
fn within(table: &Table, words: Speech<'_>) -> Option<Vintage> {
    let [a, b] = figures(table).collect::<Vec<_>>().try_into().ok()?;
    let is_first = |name: &str| name.to_lowercase().contains("first published");
    let is_last = |name: &str| ["restated", "revised", "latest"].iter().any(|w| name.to_lowercase().contains(w));
    let ((first, first_name), (last, last_name)) = match (is_first(a.1) && is_last(b.1), is_first(b.1) && is_last(a.1)) {
        (true, _) => (a, b),
        (_, true) => (b, a),
        _ => return None,
    };
    let rows = table.rows.iter().filter_map(|row| restated(&row.label, vec![figure(row, first), figure(row, last)], words));
    let stand = |name: &str, reason: String| Stand { name: name.to_owned(), published: String::new(), reason };
    let columns = vec![stand(first_name, String::new()), stand(last_name, reason(table))];
    vintage(&table.title, &table.period, columns, rows.collect())
}

/// What a table says of why it replaced another.
fn reason(table: &Table) -> String {
    table.reason.as_deref().map(crate::text::plain).unwrap_or_default()
}

/// A figure as written, with its value.
fn figure(row: &Row, at: usize) -> Option<(String, f64)> {
    row.cells.get(at).and_then(|c| c.value.map(|v| (c.text.to_string(), v)))
}

/// A period that at least two vintages have.
fn restated(label: &str, cells: Vec<Option<(String, f64)>>, words: Speech<'_>) -> Option<Restated> {
    let mut known = cells.iter().flatten();
    let (first, last) = (known.next()?.1, known.next_back()?.1);
    Some(Restated {
        label: label.to_owned(),
        figures: cells.iter().map(|c| c.as_ref().map(|c| c.0.clone()).unwrap_or_default()).collect(),
        difference: signed(((last - first) * 1e6).round() / 1e6, words),
    })
}

fn vintage(title: &str, period: &str, columns: Vec<Stand>, rows: Vec<Restated>) -> Option<Vintage> {
    let changed = rows.iter().filter(|r| r.difference != "0").count();
    (columns.len() > 1 && !rows.is_empty()).then(|| Vintage {
        title: title.to_owned(),
        period: period.to_owned(),
        columns,
        rows,
        changed,
    })
}
