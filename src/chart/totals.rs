//! Whether the totals of a table are the sums of their parts, across and down.

use serde::Serialize;

use super::summary::number;
use crate::locale::Speech;
use crate::record::{Cell, Table};

/// What was found when the totals were checked.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Totals {
    /// The name of the column that is the total; empty: none is.
    pub column: String,
    /// The name of the row that is the total; empty: none is.
    pub row: String,
    /// Rows and columns that add up.
    pub right: usize,
    /// Rows and columns that could not be checked, because a part or the total is not available.
    pub unchecked: usize,
    /// Rows and columns that do not add up.
    pub wrong: Vec<Wrong>,
}

/// A row or column that does not add up.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Wrong {
    /// The row, or the column.
    pub label: String,
    /// The total given.
    pub given: String,
    /// What the parts add up to.
    pub sum: String,
    /// Given less sum, with its sign.
    pub difference: String,
}

/// Checks every total against the sum of its parts. `None` where the table names no total, or has nothing else that it
/// could be the total of; a part of a table has no sums.
pub fn totals(table: &Table, words: Speech<'_>) -> Option<Totals> {
    if table.partly {
        return None;
    }
    let mut out = Totals::default();
    let figures: Vec<usize> = (0..table.series.len()).filter(|at| !table.text_series.contains(at)).collect();
    if let Some(total) = table.total.filter(|t| figures.len() > 1 && *t < table.series.len()) {
        out.column = table.series.get(total)?.to_string();
        for row in &table.rows {
            let parts = figures.iter().filter(|at| **at != total).map(|at| row.cells.get(*at));
            out.check(words, &row.label, parts, row.cells.get(total));
        }
    }
    if let Some(total) = table.total_row.filter(|t| table.rows.len() > 1 && *t < table.rows.len()) {
        let total_row = table.rows.get(total)?;
        out.row = total_row.label.to_string();
        for column in figures {
            let parts = table.rows.iter().enumerate().filter(|(n, _)| *n != total).map(|(_, r)| r.cells.get(column));
            out.check(words, table.series.get(column)?, parts, total_row.cells.get(column));
        }
    }
    (!out.column.is_empty() || !out.row.is_empty()).then_some(out)
}

impl Totals {
    fn check<'c>(&mut self, words: Speech<'_>, label: &str, parts: impl Iterator<Item = Option<&'c Cell>>, total: Option<&Cell>) {
        let sum: Option<f64> = parts.map(|cell| cell.and_then(|c| c.value)).sum();
        let (Some(sum), Some(given)) = (sum, total.and_then(|c| c.value)) else {
            self.unchecked += 1;
            return;
        };
        // Figures are decimal and the sum is binary: what is below a millionth is that, not a mistake.
        let difference = ((given - sum) * 1e6).round() / 1e6;
        if difference.abs() <= given.abs().max(sum.abs()) * 1e-12 {
            self.right += 1;
        } else {
            let sum = (sum * 1e6).round() / 1e6;
            self.wrong.push(Wrong {
                label: label.to_owned(),
                given: number(given, words),
                sum: number(sum, words),
                difference: signed(difference, words),
            });
        }
    }
}

/// A difference with its sign: `+7`, `−1`, `0`.
pub fn signed(difference: f64, words: Speech<'_>) -> String {
    if difference > 0.0 { format!("+{}", number(difference, words)) } else { number(difference, words) }
}
