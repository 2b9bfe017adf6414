//! The passages of an original, and the lines of Markdown that hold their words.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::extract::{ExtractedBlock, ExtractedDocument};
use super::word_differences::{PlacedWord, common_words};
use super::written::{plain_words, written_words};
use crate::layout::Origin;

/// Cells of one row are shown apart by this.
const BETWEEN_CELLS: &str = " | ";

/// A paragraph of an original, or a row of a table in it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct OriginalPassage {
    pub(super) origin: Origin,
    pub(super) text: String,
}

/// Passages of an original beside lines of Markdown; either may have none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct AlignedRow {
    /// Places in the list of passages.
    pub(super) passages: Vec<usize>,
    /// Numbers of lines, from 0.
    pub(super) lines: Vec<usize>,
}

/// A passage and a line, by their numbers from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct PassageLine {
    passage: usize,
    line: usize,
}

/// Returns the passages of an original in their order.
pub(super) fn original_passages(extracted: &ExtractedDocument) -> Vec<OriginalPassage> {
    let mut out = Vec::new();
    extracted.blocks.iter().for_each(|block| add_passages(block, &mut out));
    for paragraph in extracted.notes.iter().flat_map(|(_, paragraphs)| paragraphs) {
        out.push(OriginalPassage { origin: paragraph.origin.clone(), text: paragraph.text() });
    }
    out.retain(|passage| !passage.text.trim().is_empty());
    out
}

fn add_passages(block: &ExtractedBlock, out: &mut Vec<OriginalPassage>) {
    match block {
        ExtractedBlock::Paragraph(paragraph) => {
            out.push(OriginalPassage { origin: paragraph.origin.clone(), text: paragraph.text() });
        }
        ExtractedBlock::Aside(aside) => out.push(OriginalPassage { origin: aside.origin.clone(), text: aside.text.clone() }),
        ExtractedBlock::Table(table) => {
            for row in &table.rows {
                let Some(origin) = row.cells.iter().flat_map(|cell| &cell.blocks).find_map(first_origin) else { continue };
                let cell = |blocks: &[ExtractedBlock]| blocks.iter().map(ExtractedBlock::text).collect::<Vec<_>>().join(" ");
                let cells: Vec<String> = row.cells.iter().map(|c| cell(&c.blocks)).collect();
                out.push(OriginalPassage { origin, text: cells.join(BETWEEN_CELLS) });
            }
        }
    }
}

fn first_origin(block: &ExtractedBlock) -> Option<Origin> {
    match block {
        ExtractedBlock::Paragraph(paragraph) => Some(paragraph.origin.clone()),
        ExtractedBlock::Aside(aside) => Some(aside.origin.clone()),
        ExtractedBlock::Table(table) => table.rows.iter().flat_map(|r| &r.cells).flat_map(|c| &c.blocks).find_map(first_origin),
    }
}

/// Puts passages beside the lines that hold their words, in the order of the original; lines that hold none of them follow the row before them.
pub(super) fn align(passages: &[OriginalPassage], body: &str) -> Vec<AlignedRow> {
    let own: Vec<PlacedWord> = passages
        .iter()
        .enumerate()
        .flat_map(|(place, passage)| plain_words(&passage.text).map(move |word| PlacedWord { word, place }))
        .collect();
    let written = written_words(body);
    let place = |words: &[PlacedWord], at: usize| words.get(at).map_or(0, |w| w.place);
    let common = common_words(&own, &written).into_iter();
    let common: Vec<PassageLine> =
        common.map(|both| PassageLine { passage: place(&own, both.own), line: place(&written, both.other) }).collect();
    let lines: Vec<usize> =
        body.lines().enumerate().filter(|(_, line)| line.contains(char::is_alphanumeric)).map(|(n, _)| n).collect();
    let mut rows: Vec<AlignedRow> = (0..passages.len()).map(|n| AlignedRow { passages: vec![n], lines: Vec::new() }).collect();
    let (mut by_line, mut by_passage) = (Groups::new(), Groups::new());
    for PassageLine { passage, line } in common {
        *by_line.entry(line).or_default().entry(passage).or_default() += 1;
        *by_passage.entry(passage).or_default().entry(line).or_default() += 1;
    }
    let mut unmatched: Vec<PassageLine> = Vec::new();
    let mut before = 0;
    for line in lines {
        match by_line.get(&line).and_then(most_frequent) {
            Some(passage) => {
                before = passage;
                if let Some(row) = rows.get_mut(passage) {
                    row.lines.push(line);
                }
            }
            None => unmatched.push(PassageLine { passage: before, line }),
        }
    }
    join_passages(&mut rows, &by_passage);
    insert_lines(rows, unmatched)
}

/// Gives a passage whose words are in the line of another to the row of that line.
fn join_passages(rows: &mut [AlignedRow], by_passage: &Groups) {
    let row_of: BTreeMap<usize, usize> =
        rows.iter().enumerate().flat_map(|(n, row)| row.lines.iter().map(move |line| (*line, n))).collect();
    for passage in 0..rows.len() {
        if rows.get(passage).is_none_or(|row| !row.lines.is_empty()) {
            continue;
        }
        let line = by_passage.get(&passage).and_then(most_frequent);
        if let Some(to) = line.and_then(|line| row_of.get(&line).copied()) {
            if let Some(row) = rows.get_mut(passage) {
                row.passages.clear();
            }
            if let Some(row) = rows.get_mut(to) {
                row.passages.push(passage);
                row.passages.sort_unstable();
            }
        }
    }
}

/// Puts lines without a passage behind the row of the passage before them.
fn insert_lines(rows: Vec<AlignedRow>, unmatched: Vec<PassageLine>) -> Vec<AlignedRow> {
    let mut unmatched = unmatched.into_iter().peekable();
    let mut out = Vec::new();
    for (n, row) in rows.into_iter().enumerate() {
        // Lines above the first that has words of the original come first.
        let first = row.lines.first().copied().unwrap_or(usize::MAX);
        while let Some(PassageLine { line, .. }) = unmatched.next_if(|at| at.passage <= n && at.line < first && n == 0) {
            out.push(AlignedRow { passages: Vec::new(), lines: vec![line] });
        }
        if !row.passages.is_empty() {
            out.push(row);
        }
        while let Some(PassageLine { line, .. }) = unmatched.next_if(|at| at.passage <= n) {
            out.push(AlignedRow { passages: Vec::new(), lines: vec![line] });
        }
    }
    out.extend(unmatched.map(|at| AlignedRow { passages: Vec::new(), lines: vec![at.line] }));
    out
}

/// How often each value occurs under a key.
type Groups = BTreeMap<usize, BTreeMap<usize, usize>>;

/// Returns what occurs most often; of several, the first in order.
fn most_frequent(counts: &BTreeMap<usize, usize>) -> Option<usize> {
    counts.iter().max_by_key(|(value, count)| (**count, Reverse(**value))).map(|(value, _)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(passages: &[&str], body: &str) -> Vec<(Vec<usize>, Vec<usize>)> {
        let passages: Vec<OriginalPassage> =
            passages.iter().map(|text| OriginalPassage { origin: Origin::Line(1), text: (*text).to_owned() }).collect();
        align(&passages, body).into_iter().map(|row| (row.passages, row.lines)).collect()
    }

    #[test]
    fn passages_beside_lines() {
        let body = "# One two\n\nthree four five\n\nnew words here\n\nsix seven\n";
        for (passages, want) in [
            (&["One two", "three four five", "six seven"][..], "0:0 1:2 :4 2:6"),
            (&["One two", "three four", "five", "six seven"], "0:0 1+2:2 :4 3:6"),
            (&["One two", "three four five", "was cut out", "six seven"], "0:0 1:2 :4 2: 3:6"),
            (&["six seven"], ":0 :2 :4 0:6"),
            (&[], ":0 :2 :4 :6"),
        ] {
            let said = |numbers: &[usize]| numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join("+");
            let found: Vec<String> =
                rows(passages, body).iter().map(|(passages, lines)| format!("{}:{}", said(passages), said(lines))).collect();
            assert_eq!(found.join(" "), want, "{passages:?}");
        }
    }
}
