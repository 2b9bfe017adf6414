//! Whether the totals of a table are the sums of their parts.

use serde::Serialize;

use crate::record::Table;
use crate::render::chart::number;
use crate::render::messages::Speech;

/// What was found when the totals were checked.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Totals {
    /// The name of the column that is the total.
    pub column: String,
    /// Rows that add up.
    pub right: usize,
    /// Rows that could not be checked, because a part or the total is not available.
    pub unchecked: usize,
    /// Rows that do not add up.
    pub wrong: Vec<Wrong>,
}

/// A row that does not add up.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Wrong {
    /// The row.
    pub label: String,
    /// The total given.
    pub given: String,
    /// What the parts add up to.
    pub sum: String,
    /// Given less sum, with its sign.
    pub difference: String,
}

/// Checks the total of every row against the sum of the other columns of figures. `None` where the table names no
/// total, or has nothing else that it could be the total of.
pub fn totals(table: &Table, words: Speech<'_>) -> Option<Totals> {
    let total = table.total.filter(|t| *t < table.series.len())?;
    let parts: Vec<usize> = (0..table.series.len()).filter(|at| *at != total && !table.text_series.contains(at)).collect();
    if parts.is_empty() {
        return None;
    }
    let mut out = Totals { column: table.series.get(total)?.to_string(), right: 0, unchecked: 0, wrong: Vec::new() };
    for row in &table.rows {
        let value = |at: usize| row.cells.get(at).and_then(|c| c.value);
        let sum: Option<f64> = parts.iter().map(|at| value(*at)).sum();
        let (Some(sum), Some(given)) = (sum, value(total)) else {
            out.unchecked += 1;
            continue;
        };
        // Figures are decimal and the sum is binary: what is below a millionth is that, not a mistake.
        let difference = ((given - sum) * 1e6).round() / 1e6;
        if difference.abs() <= given.abs().max(sum.abs()) * 1e-12 {
            out.right += 1;
        } else {
            let sum = (sum * 1e6).round() / 1e6;
            out.wrong.push(Wrong {
                label: row.label.to_string(),
                given: number(given, words),
                sum: number(sum, words),
                difference: signed(difference, words),
            });
        }
    }
    Some(out)
}

/// A difference with its sign: `+7`, `−1`, `0`.
pub(super) fn signed(difference: f64, words: Speech<'_>) -> String {
    if difference > 0.0 { format!("+{}", number(difference, words)) } else { number(difference, words) }
}
