//! The shape of a document, from its numbers and columns.

use crate::import::extract::{
    ExtractedBlock, ExtractedParagraph, ExtractedTable, LeftOutReason, LeftOutText, MarginText, ParagraphRole, TextRun,
};
use crate::import::outline::OutlineNumber;
use crate::layout::Origin;

/// The title of an item has no more words.
const TITLE_WORDS: usize = 16;

/// A column beside the text has at most this part of the words, in hundredths.
const MARGIN_WORDS: usize = 30;

/// A line in columns is no longer.
const COLUMN_LINE: usize = 120;

/// Returns the number before a paragraph: what its format says, or what is typed.
pub(super) fn number_of(paragraph: &ExtractedParagraph) -> Option<OutlineNumber> {
    OutlineNumber::read(&paragraph.text())
}

/// Takes tables apart that only lay out the page: those of one column, and those with a narrow column beside numbered text.
pub(super) fn take_layout_apart(blocks: Vec<ExtractedBlock>, left_out: &mut Vec<LeftOutText>) -> Vec<ExtractedBlock> {
    let mut out = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block {
            ExtractedBlock::Table(table) if is_one_column(&table) => {
                let inside = table.rows.into_iter().flat_map(|row| row.cells).flat_map(|cell| cell.blocks).collect();
                out.extend(take_layout_apart(inside, left_out));
            }
            ExtractedBlock::Table(table) if has_margin(&table) => take_margin_apart(table, &mut out, left_out),
            block => out.push(block),
        }
    }
    out
}

fn is_one_column(table: &ExtractedTable) -> bool {
    table.rows.iter().all(|row| row.cells.iter().filter(|cell| !cell.blocks.is_empty()).count() <= 1)
        && table.rows.iter().all(|row| row.cells.len() <= 1)
}

fn count_words(blocks: &[ExtractedBlock]) -> usize {
    blocks.iter().map(|block| block.text().split_whitespace().count()).sum()
}

fn numbered(blocks: &[ExtractedBlock]) -> usize {
    let is_numbered = |block: &&ExtractedBlock| match block {
        ExtractedBlock::Paragraph(paragraph) => number_of(paragraph).is_some(),
        _ => false,
    };
    blocks.iter().filter(is_numbered).count()
}

/// Whether a table is the page itself: two columns, of which the left holds numbered paragraphs and most words.
fn has_margin(table: &ExtractedTable) -> bool {
    if table.rows.iter().any(|row| row.cells.len() > 2 || row.cells.iter().any(|c| c.column > 1)) {
        return false;
    }
    let (mut left, mut right, mut numbers, mut fullest) = (0, 0, 0, 0);
    for cell in table.rows.iter().flat_map(|row| &row.cells) {
        let words = count_words(&cell.blocks);
        if cell.column == 0 {
            left += words;
            numbers += numbered(&cell.blocks);
            fullest = fullest.max(cell.blocks.len());
        } else {
            right += words;
        }
    }
    numbers >= 2 && fullest >= 2 && right * 100 <= (left + right) * MARGIN_WORDS
}

fn take_margin_apart(table: ExtractedTable, out: &mut Vec<ExtractedBlock>, left_out: &mut Vec<LeftOutText>) {
    for (n, row) in table.rows.into_iter().enumerate() {
        let is_heading = n == 0 && row.cells.iter().all(|cell| count_words(&cell.blocks) <= 3 && numbered(&cell.blocks) == 0);
        let place = format!("the right column, row {}", n + 1);
        for cell in row.cells {
            for block in cell.blocks {
                match block {
                    ExtractedBlock::Paragraph(paragraph) if is_heading => {
                        let (words, origin) = (paragraph.text().trim().to_owned(), paragraph.origin);
                        left_out.push(LeftOutText { reason: LeftOutReason::ColumnHeading, words, origin });
                    }
                    ExtractedBlock::Paragraph(paragraph) if cell.column > 0 => {
                        let text = paragraph.text().split_whitespace().collect::<Vec<_>>().join(" ");
                        let lines = 1;
                        out.push(ExtractedBlock::Aside(MarginText {
                            text,
                            place: place.clone(),
                            lines,
                            origin: paragraph.origin,
                        }));
                    }
                    block => out.push(block),
                }
            }
        }
    }
}

/// Puts paragraphs together that are rows of columns: words, a tab, words.
pub(super) fn join_columns(blocks: Vec<ExtractedBlock>) -> Vec<ExtractedBlock> {
    let mut out: Vec<ExtractedBlock> = Vec::with_capacity(blocks.len());
    for block in blocks {
        let ExtractedBlock::Paragraph(paragraph) = block else {
            out.push(block);
            continue;
        };
        match out.last_mut() {
            Some(ExtractedBlock::Paragraph(before)) if goes_on_in_columns(before, &paragraph) => {
                before.runs.push(TextRun::LineBreak);
                before.runs.extend(paragraph.runs);
            }
            _ => out.push(ExtractedBlock::Paragraph(paragraph)),
        }
    }
    out
}

fn goes_on_in_columns(before: &ExtractedParagraph, paragraph: &ExtractedParagraph) -> bool {
    let is_text = |p: &ExtractedParagraph| p.role == ParagraphRole::Text && p.label.is_none() && number_of(p).is_none();
    if !is_text(before) || !is_text(paragraph) || !matches!(paragraph.origin, Origin::Part { .. }) {
        return false;
    }
    let (last, own) = (last_line(before), paragraph.text());
    let short = |line: &str| line.chars().count() <= COLUMN_LINE && !line.contains('\n');
    short(&last) && short(&own) && is_columns(&last) && is_columns(&own)
}

/// The words of the last line of a paragraph.
fn last_line(paragraph: &ExtractedParagraph) -> String {
    let words = paragraph.runs.iter().rev().map_while(|run| match run {
        TextRun::Words { text, .. } => Some(text.as_str()),
        TextRun::NoteCall(_) => Some(""),
        TextRun::LineBreak => None,
    });
    let mut words: Vec<&str> = words.collect();
    words.reverse();
    words.concat()
}

/// Whether a line has a tab or a gap between words, or begins with one.
fn is_columns(line: &str) -> bool {
    let line = line.trim_end();
    line.contains('\t') || line.trim().contains("   ")
}

/// Makes headings of numbered lines that have numbered paragraphs below them (`2. Lamps`, then `2.1 …`), and of the first line a title.
pub(super) fn promote_items(mut blocks: Vec<ExtractedBlock>) -> Vec<ExtractedBlock> {
    let numbers: Vec<Option<OutlineNumber>> = blocks.iter().map(numbered_text).collect();
    let single = |n: &Option<OutlineNumber>| n.as_ref().filter(|n| n.parts.len() == 1).and_then(|n| n.parts.first().copied());
    let mut opened = 0;
    for (at, number) in numbers.iter().enumerate() {
        let Some(item) = single(number) else { continue };
        let below = numbers.iter().skip(at + 1).flatten().take_while(|n| n.parts.len() > 1);
        opened += usize::from(below.filter(|n| n.parts.first() == Some(&item)).count() > 0 && is_title(blocks.get(at)));
    }
    if opened < 2 {
        return blocks;
    }
    let has = |role: ParagraphRole| blocks.iter().any(|b| matches!(b, ExtractedBlock::Paragraph(p) if p.role == role));
    // Below a title the headings of the format are those of the items too: `Present` has no items inside it.
    let level = if has(ParagraphRole::Title) && has(ParagraphRole::Heading(1)) { 1 } else { 2 };
    let mut last = 0;
    for (at, number) in numbers.iter().enumerate() {
        let Some(item) = single(number).filter(|item| *item > last) else { continue };
        if is_title(blocks.get(at))
            && let Some(ExtractedBlock::Paragraph(paragraph)) = blocks.get_mut(at)
        {
            paragraph.role = ParagraphRole::Heading(level);
            last = item;
        }
    }
    promote_title(&mut blocks);
    blocks
}

/// The number of a paragraph that its format does not make a heading of.
fn numbered_text(block: &ExtractedBlock) -> Option<OutlineNumber> {
    match block {
        ExtractedBlock::Paragraph(paragraph) if paragraph.role == ParagraphRole::Text => number_of(paragraph),
        _ => None,
    }
}

fn is_title(block: Option<&ExtractedBlock>) -> bool {
    let Some(ExtractedBlock::Paragraph(paragraph)) = block else { return false };
    let text = paragraph.text();
    let text = text.trim();
    text.split_whitespace().count() <= TITLE_WORDS && !text.ends_with(['.', ';', ',']) && !text.contains('\n')
}

/// Makes a title of the first line, where the document has none.
fn promote_title(blocks: &mut [ExtractedBlock]) {
    let is_heading = |p: &ExtractedParagraph| matches!(p.role, ParagraphRole::Title | ParagraphRole::Heading(1));
    if blocks.iter().any(|block| matches!(block, ExtractedBlock::Paragraph(p) if is_heading(p))) {
        return;
    }
    let is_first = is_title(blocks.first()) && blocks.first().is_some_and(|b| numbered_text(b).is_none());
    if let Some(ExtractedBlock::Paragraph(first)) = blocks.first_mut()
        && is_first
        && first.role == ParagraphRole::Text
        && !first.text().trim_end().ends_with(':')
        && !is_columns(&first.text())
    {
        first.role = ParagraphRole::Title;
    }
}
