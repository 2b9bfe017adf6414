//! Whether the figures of a table add up to its totals, across and down.

use crate::diag::{Code, Diagnostic};
use crate::record::{Cell, Table};

/// Says where the figures do not add up to their total. Shares and rates do not add up, and are passed over; so is a
/// table whose author says why it does not.
pub(super) fn check(table: &Table, problems: &mut Vec<Diagnostic>) {
    if table.total_note.is_some() || table.rows.iter().flat_map(|r| &r.cells).any(|c| c.text.contains('%')) {
        return;
    }
    across(table, problems);
    down(table, problems);
}

fn across(table: &Table, problems: &mut Vec<Diagnostic>) {
    let Some(total) = table.total else { return };
    let parts: Vec<usize> = (0..table.series.len()).filter(|n| *n != total && !table.text_series.contains(n)).collect();
    if parts.len() < 2 {
        return;
    }
    for row in &table.rows {
        let cells: Vec<&Cell> = parts.iter().filter_map(|n| row.cells.get(*n)).collect();
        let Some(stated) = row.cells.get(total) else { continue };
        if let Some((sum, stated)) = differ(&cells, stated) {
            problems.push(
                Diagnostic::new(
                    Code::TotalDiffers,
                    row.span,
                    format!("the figures of `{}` make {}, not {}", row.label, shown(sum), shown(stated)),
                )
                .expected(format!("`{}` says {}", table.series[total], shown(stated)))
                .remedy("correct a figure, or say why they differ: total_note = \"…\" in this table's entry of `tables`"),
            );
        }
    }
}

fn down(table: &Table, problems: &mut Vec<Diagnostic>) {
    let Some(total) = table.total_row.and_then(|n| table.rows.get(n)) else { return };
    for column in (0..table.series.len()).filter(|n| !table.text_series.contains(n)) {
        let others = table.rows.iter().enumerate().filter(|(n, _)| Some(*n) != table.total_row);
        let cells: Vec<&Cell> = others.filter_map(|(_, r)| r.cells.get(column)).collect();
        let Some(stated) = total.cells.get(column).filter(|_| cells.len() > 1) else { continue };
        if let Some((sum, stated)) = differ(&cells, stated) {
            problems.push(
                Diagnostic::new(
                    Code::TotalDiffers,
                    total.span,
                    format!("the figures of `{}` make {}, not {}", table.series[column], shown(sum), shown(stated)),
                )
                .expected(format!("`{}` says {}", total.label, shown(stated)))
                .remedy("correct a figure, or say why they differ: total_note = \"…\" in this table's entry of `tables`"),
            );
        }
    }
}

/// The sum of the parts and the total, where both are known and differ by more than rounding.
fn differ(parts: &[&Cell], total: &Cell) -> Option<(f64, f64)> {
    let values: Option<Vec<f64>> = parts.iter().map(|c| c.value).collect();
    let (sum, stated) = (values?.iter().sum::<f64>(), total.value?);
    let gap = (sum - stated).abs();
    (gap > 1e-6_f64.max(stated.abs() * 1e-9) && gap > rounding(parts)).then_some((sum, stated))
}

/// Half a unit of the last place, once for each part and once for the total.
fn rounding(parts: &[&Cell]) -> f64 {
    let decimals = parts.iter().filter_map(|c| c.text.split_once('.')).map(|(_, d)| d.len()).max();
    match decimals {
        Some(d) => 0.5 * 10f64.powi(-i32::try_from(d).unwrap_or(9)) * (parts.len() as f64 + 1.0),
        None => 0.0,
    }
}

fn shown(value: f64) -> String {
    let rounded = (value * 1e6).round() / 1e6;
    format!("{rounded}")
}
