//! Tables of pandoc in Markdown: columns under a line of hyphens become columns between bars.

use std::ops::Range;

/// A line of fewer hyphens is a bullet or a dash.
const SHORTEST: usize = 3;

/// Returns Markdown in which the simple tables of pandoc have bars. A row whose words cross the columns makes it no table.
pub(super) fn with_bars(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out: Vec<String> = Vec::with_capacity(lines.len());
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        match table_at(&lines, at) {
            Some((rows, end)) => {
                out.extend(rows);
                at = end;
            }
            None => {
                out.push((*line).to_owned());
                at += 1;
            }
        }
    }
    out.join("\n") + "\n"
}

/// Returns the table whose heading is a line, and the place behind it.
fn table_at(lines: &[&str], at: usize) -> Option<(Vec<String>, usize)> {
    let above = at.checked_sub(1).and_then(|n| lines.get(n));
    let columns = columns_of(lines.get(at + 1)?)?;
    if above.is_some_and(|line| !line.trim().is_empty()) {
        return None;
    }
    let head = cells(lines.get(at)?, &columns).filter(|cells| cells.iter().any(|cell| !cell.is_empty()))?;
    let mut rows = vec![row(&head), format!("|{}", " --- |".repeat(columns.len()))];
    let mut end = at + 2;
    while let Some(line) = lines.get(end).filter(|line| !line.trim().is_empty()) {
        end += 1;
        // A second line of hyphens closes the table.
        if columns_of(line).is_some() {
            break;
        }
        rows.push(row(&cells(line, &columns)?));
    }
    (rows.len() > 2).then_some((rows, end))
}

fn row(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}

/// Returns the places of the columns under a line of hyphens, in characters.
fn columns_of(line: &str) -> Option<Vec<Range<usize>>> {
    if !line.chars().all(|c| c == '-' || c == ' ') {
        return None;
    }
    let mut columns: Vec<Range<usize>> = Vec::new();
    for (n, _) in line.chars().enumerate().filter(|(_, c)| *c == '-') {
        match columns.last_mut() {
            Some(last) if last.end == n => last.end = n + 1,
            _ => columns.push(n..n + 1),
        }
    }
    (columns.len() >= 2 && columns.iter().all(|c| c.len() >= SHORTEST)).then_some(columns)
}

/// Cuts a line at its columns; `None` where words are between them.
fn cells(line: &str, columns: &[Range<usize>]) -> Option<Vec<String>> {
    let chars: Vec<char> = line.chars().collect();
    let mut out = Vec::with_capacity(columns.len());
    let first = columns.first()?.start;
    let is_blank = |range: Range<usize>| chars.iter().take(range.end).skip(range.start).all(|c| *c == ' ');
    if line.contains('\t') || !is_blank(0..first) {
        return None;
    }
    for (n, column) in columns.iter().enumerate() {
        let next = columns.get(n + 1).map_or(usize::MAX, |next| next.start);
        if next != usize::MAX && !is_blank(column.end..next) {
            return None;
        }
        let end = if next == usize::MAX { usize::MAX } else { column.end };
        let cell: String = chars.iter().take(end).skip(column.start).collect();
        out.push(cell.trim().replace('|', "\\|"));
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_under_hyphens() {
        let table =
            "Text\n\n  Action        Owner\n  ------------  -------\n  Mend it       Ann Lee\n  Book | room   Bob Ray\n\nMore\n";
        assert_eq!(
            with_bars(table),
            "Text\n\n| Action | Owner |\n| --- | --- |\n| Mend it | Ann Lee |\n| Book \\| room | Bob Ray |\n\nMore\n"
        );
        for text in [
            "Lamps\n---\n\nx\n",
            "- a\n- b\n",
            "  Action        Owner\n  ------------  -------\n  Mend it tomorrow at noon\n",
            "a\n---- ----\n",
        ] {
            assert_eq!(with_bars(text), text);
        }
    }
}
