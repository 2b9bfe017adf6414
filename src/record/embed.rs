//! A dataset shown inside minutes, a report or a page, by a fenced block that reads well where nobody draws it:
//!
//! ````text
//! ```dataset nrm-referrals#by-year
//! Referrals by year and age
//! rows: 2012 to 2016
//! chart: line
//! ```
//! ````
//!
//! The words after `dataset` name the dataset and one of its tables; lines that begin with `table:`, `chart:`, `columns:`, `rows:` or `title:` choose from it; every
//! other line is its caption.

use super::dataset::{ChartKind, Dataset, Table};

/// The keys of the block.
const KEYS: [&str; 5] = ["table", "chart", "columns", "rows", "title"];

/// How a chart is asked for.
pub const CHARTS: [(&str, ChartKind); 4] =
    [("line", ChartKind::Line), ("bar", ChartKind::Bar), ("stacked", ChartKind::StackedBar), ("none", ChartKind::None)];

/// A block, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Embed<'t> {
    /// What `chart` says, where it does.
    pub chart: Option<&'t str>,
    /// What `table` says, where it does.
    pub table: Option<&'t str>,
    /// Its own title.
    pub title: Option<&'t str>,
    /// Names of columns to be shown; none: all.
    pub columns: Vec<&'t str>,
    /// Labels of rows to be shown, or those of the first and the last of a run with `to` between them; none: all.
    pub rows: Vec<&'t str>,
    /// What is said of it: lines of Markdown.
    pub caption: Vec<&'t str>,
}

/// Which dataset the opening line of a fenced block names, as a reference has it: `nrm-referrals#by-year`.
pub fn embedded(info: &str) -> Option<&str> {
    let mut words = info.split_whitespace();
    (words.next() == Some("dataset")).then(|| words.next()).flatten()
}

impl<'t> Embed<'t> {
    /// Reads the lines of a block.
    pub fn parse(body: &'t str) -> Embed<'t> {
        let mut out = Embed::default();
        for line in body.lines() {
            let line = line.trim().trim_start_matches('>').trim_start();
            let Some((key, value)) = line.split_once(':').map(|(k, v)| (k.trim(), v.trim())).filter(|(k, _)| KEYS.contains(k))
            else {
                out.caption.extend((!line.is_empty()).then_some(line));
                continue;
            };
            let several = || value.split([',', ';']).map(str::trim).filter(|v| !v.is_empty());
            match key {
                "chart" => out.chart = Some(value),
                "table" => out.table = Some(value),
                "title" => out.title = Some(value),
                "columns" => out.columns.extend(several()),
                _ => out.rows.extend(several()),
            }
        }
        out
    }

    /// The table that is meant: by the part of the reference after `#`, by `table`, else the first.
    pub fn table<'d>(&self, dataset: &'d Dataset, anchor: Option<&str>) -> Option<&'d Table> {
        match anchor.or(self.table) {
            Some(name) => dataset.tables.iter().find(|t| *t.id == *name || t.title.eq_ignore_ascii_case(name)),
            None => dataset.tables.first(),
        }
    }

    /// The table with the columns and rows that are asked for; one that is not there is left out, and `wrong` is told.
    pub fn choose(&self, table: &Table, mut wrong: impl FnMut(&str, &str)) -> Table {
        let mut out = table.clone();
        if let Some(chart) = self.chart {
            match CHARTS.iter().find(|(name, _)| *name == chart) {
                Some((_, kind)) => out.chart = *kind,
                None => wrong("chart", chart),
            }
        }
        if let Some(title) = self.title {
            out.title = title.into();
        }
        let mut columns: Vec<usize> = Vec::new();
        for name in &self.columns {
            match table.series.iter().position(|s| s.eq_ignore_ascii_case(name)) {
                Some(at) => columns.push(at),
                None => wrong("column", name),
            }
        }
        let mut rows: Vec<usize> = Vec::new();
        for wanted in &self.rows {
            match run(table, wanted) {
                Some((from, to)) => rows.extend(from.min(to)..=from.max(to)),
                None => wrong("row", wanted),
            }
        }
        if !columns.is_empty() {
            let new = |old: usize| columns.iter().position(|c| *c == old);
            out.series = columns.iter().filter_map(|c| table.series.get(*c).cloned()).collect();
            out.text_series = table.text_series.iter().filter_map(|c| new(*c)).collect();
            out.total = table.total.and_then(new);
            for row in &mut out.rows {
                row.cells = columns.iter().filter_map(|c| row.cells.get(*c).cloned()).collect();
            }
        }
        if !rows.is_empty() {
            let total = out.total_row;
            out.total_row = total.and_then(|t| rows.iter().position(|r| *r == t));
            out.rows = rows.iter().filter_map(|r| out.rows.get(*r).cloned()).collect();
        }
        // A part of a table does not add up to its total.
        if !columns.is_empty() || !rows.is_empty() {
            out.partly = true;
        }
        out
    }
}

/// The first and the last row of a run: `2012 to 2016`; one row is both. A label may itself hold a `to`.
fn run(table: &Table, wanted: &str) -> Option<(usize, usize)> {
    if let Some(one) = row(table, wanted) {
        return Some((one, one));
    }
    wanted.match_indices(" to ").find_map(|(at, to)| {
        let (first, last) = (wanted.get(..at)?.trim(), wanted.get(at + to.len()..)?.trim());
        Some((row(table, first)?, row(table, last)?))
    })
}

/// A row by its label, or by the beginning of it: `2009` is `2009 (from 1 April)`.
fn row(table: &Table, label: &str) -> Option<usize> {
    let label = label.to_lowercase();
    let exact = table.rows.iter().position(|r| r.label.to_lowercase() == label);
    exact.or_else(|| {
        table.rows.iter().position(|r| {
            let own = r.label.to_lowercase();
            own.strip_prefix(&label).is_some_and(|rest| rest.starts_with(|c: char| !c.is_alphanumeric()))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_block() {
        let embed = Embed::parse("Referrals by year: **all**\nrows: 2012 to 2014, 2016\ncolumns: Adult; Minor\n\nchart: line\n");
        assert_eq!(embed.caption, ["Referrals by year: **all**"]);
        assert_eq!(embed.rows, ["2012 to 2014", "2016"]);
        assert_eq!((embed.columns, embed.chart), (vec!["Adult", "Minor"], Some("line")));
        assert_eq!(embedded("dataset nrm#by-year wide"), Some("nrm#by-year"));
        assert_eq!((embedded("dataset"), embedded("datasets x"), embedded("rust")), (None, None, None));
    }
}
