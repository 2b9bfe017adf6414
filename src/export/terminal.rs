//! The register of actions as a table for a terminal.

use std::fmt::Write as _;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::markdown::one_line;
use crate::record::{Action, ActionIx};
use crate::site::LanguageSite;
use crate::view::rows::ActionRow;

/// Columns of the table before the last.
const COLUMNS: usize = 5;

/// A table with aligned columns and a line that counts. `width`: of the terminal, to which the last column is cut; in a pipe nothing is.
pub fn write_table(site: &LanguageSite<'_>, actions: &[ActionIx], width: Option<usize>) -> String {
    let mut lines: Vec<[String; COLUMNS + 1]> = vec![["ACTION", "OWNER", "DUE", "STATUS", "AGE", "WHAT"].map(str::to_owned)];
    lines.extend(actions.iter().map(|a| line(&site.record.actions[a.ix()], &site.action_row(*a))));
    let mut widths = [0; COLUMNS];
    for line in &lines {
        for (widest, cell) in widths.iter_mut().zip(line) {
            *widest = (*widest).max(cell.width());
        }
    }
    let before: usize = widths.iter().map(|w| w + 2).sum();
    let room = width.map(|w| w.saturating_sub(before).max(20));
    let mut out = String::new();
    for line in &lines {
        for (cell, wide) in line.iter().zip(widths) {
            out.push_str(cell);
            out.extend(std::iter::repeat_n(' ', wide - cell.width() + 2));
        }
        let last = line.last().map_or("", String::as_str);
        match room {
            Some(room) => out.push_str(&cut(last, room)),
            None => out.push_str(last),
        }
        out.truncate(out.trim_end_matches(' ').len());
        out.push('\n');
    }
    let open = actions.iter().filter(|a| site.record.actions[a.ix()].status.is_open()).count();
    let overdue = actions.iter().filter(|a| site.record.actions[a.ix()].is_overdue(site.today)).count();
    let total = actions.len();
    // Writing to a string does not fail.
    let _ = writeln!(out, "{total} {}: {open} open, {overdue} overdue", if total == 1 { "action" } else { "actions" });
    out
}

fn line(action: &Action, row: &ActionRow) -> [String; COLUMNS + 1] {
    let names: Vec<&str> = row.owners.iter().map(|o| o.text.as_str()).collect();
    let due = if row.due.is_empty() { &row.due_text } else { &row.due };
    [
        action.id.to_string(),
        if names.is_empty() { "-".to_owned() } else { one_line(&names.join(", ")) },
        if due.is_empty() { "-".to_owned() } else { one_line(due) },
        if row.overdue { format!("{}, overdue", row.status) } else { row.status.to_owned() },
        age(row),
        one_line(&row.text),
    ]
}

fn age(row: &ActionRow) -> String {
    let unit = row.age_unit.trim_start_matches("age_").trim_end_matches('s');
    format!("{} {unit}{}", row.age, if row.age == 1 { "" } else { "s" })
}

/// At most `room` columns, with a mark where something was cut.
fn cut(text: &str, room: usize) -> String {
    if text.width() <= room {
        return text.to_owned();
    }
    let mut left = room.saturating_sub(1);
    let kept: String = text
        .chars()
        .take_while(|c| {
            let wide = c.width().unwrap_or(0);
            let fits = wide <= left;
            left = left.saturating_sub(wide);
            fits
        })
        .collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn a_cell_is_cut_by_the_columns_it_takes() {
        assert_eq!(cut("議事録を送る", 7), "議事録…");
        assert_eq!(cut("Cerys Ŵyn", 9), "Cerys Ŵyn");
        assert_eq!(cut("to count the lamps", 8), "to coun…");
    }
}
