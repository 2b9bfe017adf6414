//! The lines of a page from where its words are: base lines, columns, and the narrow column beside the text.

use super::text::PlacedRun;

/// Runs whose base lines are nearer than this part of their size are in one line.
const SAME_LINE: f32 = 0.45;

/// A gap of this part of the size parts words.
const WORD_GAP: f32 = 0.16;

/// A gap of this part of the size parts columns.
const COLUMN_GAP: f32 = 1.6;

/// The band between the text and a column beside it is at least so wide, in points.
const BAND: f32 = 10.0;

/// A column beside the text has at most this part of its characters, in hundredths.
const MARGIN_SHARE: usize = 30;

/// A line of a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PageLine {
    pub(super) text: String,
    /// Left, bottom, right, top.
    pub(super) edges: [f32; 4],
    pub(super) size: f32,
    /// The number of signs at its beginning that are bold, without blanks.
    pub(super) bold: usize,
}

/// The lines of a page: those of the text, and those of the column beside it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct PageLines {
    pub(super) text: Vec<PageLine>,
    pub(super) margin: Vec<PageLine>,
}

/// Small runs this part of the size of those around them, or smaller, may be raised or lowered letters of their line.
const RAISED_SIZE: f32 = 0.85;

/// Raised letters are so near to their word, and so little above or below its base line, in parts of its size.
const RAISED_NEAR: f32 = 0.5;

/// Puts the runs of a page together to lines, from the top.
pub(super) fn page_lines(runs: &[PlacedRun]) -> PageLines {
    let runs = on_base_lines(runs);
    let runs: Vec<&PlacedRun> = runs.iter().filter(|run| !run.text.trim().is_empty()).collect();
    match margin_edge(&runs) {
        Some(edge) => {
            let (text, margin): (Vec<&PlacedRun>, Vec<&PlacedRun>) = runs.into_iter().partition(|run| run.x < edge);
            PageLines { text: lines(text), margin: lines(margin) }
        }
        None => PageLines { text: lines(runs), margin: Vec::new() },
    }
}

/// Puts raised letters (`25th`, the call of a note) on the base line of the word before or behind them, in the order of drawing.
fn on_base_lines(runs: &[PlacedRun]) -> Vec<PlacedRun> {
    let word = |at: usize| runs.get(at).filter(|run| !run.text.trim().is_empty());
    let is_host = |run: &PlacedRun, host: &PlacedRun| {
        let gap = (run.x - host.end).abs().min((host.x - run.end).abs());
        run.size <= host.size * RAISED_SIZE && (run.y - host.y).abs() <= host.size * RAISED_NEAR && gap <= host.size * RAISED_NEAR
    };
    let placed = |(n, run): (usize, &PlacedRun)| {
        let around = [n.checked_sub(1), n.checked_sub(2), Some(n + 1), Some(n + 2)];
        let host = around.into_iter().flatten().filter_map(word).find(|host| is_host(run, host));
        PlacedRun { y: host.map_or(run.y, |host| host.y), ..run.clone() }
    };
    runs.iter().enumerate().map(placed).collect()
}

/// Finds where a column beside the text begins: behind a band that no run crosses, in the right half, with few words.
fn margin_edge(runs: &[&PlacedRun]) -> Option<f32> {
    let left = runs.iter().map(|run| run.x).fold(f32::MAX, f32::min);
    let right = runs.iter().map(|run| run.end).fold(f32::MIN, f32::max);
    let mut spans: Vec<(f32, f32)> = runs.iter().map(|run| (run.x, run.end)).collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut reached, mut edge) = (left, None);
    for (x, end) in spans {
        if x - reached >= BAND && x > left + (right - left) * 0.5 {
            edge = Some(x - BAND / 2.0);
        }
        reached = reached.max(end);
    }
    let edge = edge?;
    let count = |run: &&&PlacedRun| run.text.chars().filter(|c| !c.is_whitespace()).count();
    let all: usize = runs.iter().map(|run| count(&run)).sum();
    let beside: usize = runs.iter().filter(|run| run.x >= edge).map(|run| count(&run)).sum();
    let rows = runs.iter().filter(|run| run.x < edge).count();
    // Numbers alone are those of pages, as in a list of contents, or sums: they stay in their lines.
    let has_words = runs.iter().any(|run| run.x >= edge && run.text.chars().any(char::is_alphabetic));
    (has_words && beside * 100 <= all * MARGIN_SHARE && rows >= 8).then_some(edge)
}

fn lines(mut runs: Vec<&PlacedRun>) -> Vec<PageLine> {
    runs.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.x.total_cmp(&b.x)));
    let mut rows: Vec<Vec<&PlacedRun>> = Vec::new();
    for run in runs {
        match rows.last_mut() {
            Some(row) if row.last().is_some_and(|last| (last.y - run.y).abs() <= SAME_LINE * last.size.max(run.size)) => {
                row.push(run);
            }
            _ => rows.push(vec![run]),
        }
    }
    rows.into_iter().map(line).filter(|line| !line.text.is_empty()).collect()
}

fn line(mut runs: Vec<&PlacedRun>) -> PageLine {
    runs.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut out = PageLine { text: String::new(), edges: [f32::MAX, f32::MAX, f32::MIN, f32::MIN], size: 0.0, bold: 0 };
    let mut end: Option<f32> = None;
    let mut bold_end = None;
    for run in runs {
        let gap = end.map_or(0.0, |end| run.x - end);
        if gap > COLUMN_GAP * run.size {
            out.text.push_str("   ");
        } else if gap > WORD_GAP * run.size && !out.text.ends_with(' ') {
            out.text.push(' ');
        }
        let words = run.text.split_whitespace().collect::<Vec<_>>().join(" ");
        if run.text.starts_with(char::is_whitespace) && !out.text.is_empty() && !out.text.ends_with(' ') {
            out.text.push(' ');
        }
        if !run.is_bold && !words.is_empty() {
            bold_end = bold_end.or(Some(out.text.len()));
        }
        out.text.push_str(&words);
        if run.text.ends_with(char::is_whitespace) {
            out.text.push(' ');
        }
        let [left, bottom, right, top] = out.edges;
        out.edges = [left.min(run.x), bottom.min(run.y), right.max(run.end), top.max(run.y + run.size)];
        out.size = out.size.max(run.size);
        end = Some(end.map_or(run.end, |end| end.max(run.end)));
    }
    let tidy = |text: &str| super::super::inside::tidy_line(text.trim());
    let bold = tidy(out.text.get(..bold_end.unwrap_or(out.text.len())).unwrap_or(""));
    out.bold = bold.chars().filter(|c| !c.is_whitespace()).count();
    out.text = tidy(&out.text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str, x: f32, y: f32) -> PlacedRun {
        PlacedRun { text: text.to_owned(), x, y, end: x + 5.0 * text.len() as f32, size: 10.0, is_bold: false }
    }

    #[test]
    fn a_narrow_column_is_apart_and_columns_of_a_list_are_not() {
        let mut runs: Vec<PlacedRun> =
            (0..10).map(|n| run("The lamp on the east pier has been out since", 50.0, 700.0 - 12.0 * n as f32)).collect();
        runs.push(run("mend the", 400.0, 676.0));
        runs.push(run("lamp", 400.0, 664.0));
        let found = page_lines(&runs);
        assert_eq!(found.text.len(), 10);
        assert_eq!(found.margin.iter().map(|l| l.text.as_str()).collect::<Vec<_>>(), ["mend the", "lamp"]);
        let rows: Vec<PlacedRun> = (0..9)
            .flat_map(|n| {
                [run("Harbour Office", 50.0, 700.0 - 12.0 * n as f32), run("Ann Lee the First", 300.0, 700.0 - 12.0 * n as f32)]
            })
            .collect();
        let found = page_lines(&rows);
        assert_eq!((found.text.len(), found.margin.len()), (9, 0));
        assert_eq!(found.text[0].text, "Harbour Office   Ann Lee the First");
    }

    #[test]
    fn raised_letters_are_in_their_line() {
        let small = PlacedRun { end: 100.0, size: 6.5, ..run("th", 90.0, 704.5) };
        let runs = [run("April 12", 50.0, 700.0), small, run("at noon", 103.0, 700.0), run("in May", 50.0, 688.0)];
        let found: Vec<String> = page_lines(&runs).text.into_iter().map(|line| line.text).collect();
        assert_eq!(found, ["April 12th at noon", "in May"]);
        let note = PlacedRun { end: 60.0, size: 6.5, ..run("a note", 50.0, 676.0) };
        assert_eq!(page_lines(&[run("in May", 50.0, 688.0), note]).text.len(), 2);
    }

    #[test]
    fn numbers_of_pages_are_no_column() {
        let row = |n: usize| 700.0 - 12.0 * n as f32;
        let runs: Vec<PlacedRun> = (0..10)
            .flat_map(|n| [run("The lamp on the east pier . . . . . . .", 50.0, row(n)), run("2", 400.0, row(n))])
            .collect();
        let found = page_lines(&runs);
        assert_eq!((found.text.len(), found.margin.len()), (10, 0));
    }
}
