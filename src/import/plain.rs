//! Plain text: lines as a program wrapped them become paragraphs again.
//!
//! Whether a line goes on in the next is told from its length, the sign it ends in and the letter the next begins with. Words that stand
//! between two paragraphs in short lines, as when a column of a page was flattened, are set aside for a person to place.

mod group;
mod line;
mod orphans;
mod wiki;
mod wrap;

use super::extract::{ExtractedBlock, ExtractedDocument, ExtractedParagraph, ParagraphRole, TextRun};
use crate::layout::{Origin, TextStyle};
use crate::source::decoded_text;
use group::LineGroup;
#[cfg(feature = "attachments")]
pub(super) use line::PlacedText;
use line::{LineKind, TextLine, read_lines};
use orphans::orphan_runs;
use wiki::ApostropheUse;
use wrap::WrapMeasure;

/// Reads a plain text in whatever encoding it is.
pub(super) fn read_plain(bytes: &[u8]) -> ExtractedDocument {
    let text = decoded_text(bytes);
    let (lines, furniture) = read_lines(&text);
    let measure = WrapMeasure::of(&lines);
    let groups = group(&lines, &measure);
    let apostrophes = ApostropheUse::of(&text);
    let mut document = ExtractedDocument { furniture, ..ExtractedDocument::default() };
    let mut at = 0;
    for (range, aside) in orphan_runs(&groups, &measure) {
        for group in groups.get(at..range.start).unwrap_or(&[]) {
            push_group(group, apostrophes, &mut document);
        }
        document.blocks.push(ExtractedBlock::Aside(aside));
        at = range.end;
    }
    for group in groups.get(at..).unwrap_or(&[]) {
        push_group(group, apostrophes, &mut document);
    }
    document
}

/// Reads lines whose places are known. The origin of each paragraph is the place of its first line among them; `asides` are words from
/// beside the text, each with the place of the line that they are before.
#[cfg(feature = "attachments")]
pub(super) fn read_placed(lines: &[PlacedText<'_>], asides: &[(usize, super::extract::MarginText)]) -> ExtractedDocument {
    let lines = line::placed_lines(lines);
    let measure = WrapMeasure::of(&lines);
    let mut document = ExtractedDocument::default();
    let mut waiting = asides.iter().peekable();
    for group in group(&lines, &measure) {
        let first = group.first().map_or(0, |line| line.number as usize);
        while let Some((_, aside)) = waiting.next_if(|(at, _)| *at <= first) {
            document.blocks.push(ExtractedBlock::Aside(aside.clone()));
        }
        push_group(&group, ApostropheUse::Signs, &mut document);
    }
    document.blocks.extend(waiting.map(|(_, aside)| ExtractedBlock::Aside(aside.clone())));
    name_title(&mut document.blocks);
    document
}

/// Makes a title of a heading that begins the document, and of the others headings below it.
#[cfg(feature = "attachments")]
fn name_title(blocks: &mut [ExtractedBlock]) {
    let paragraphs = blocks.iter_mut().filter_map(|block| match block {
        ExtractedBlock::Paragraph(paragraph) => Some(paragraph),
        _ => None,
    });
    let mut has_title = false;
    for (n, paragraph) in paragraphs.enumerate() {
        if paragraph.role == ParagraphRole::Heading(1) && n == 0 {
            paragraph.role = ParagraphRole::Title;
            has_title = true;
        } else if paragraph.role == ParagraphRole::Heading(1) && !has_title {
            paragraph.role = ParagraphRole::Heading(2);
        }
    }
}

/// Puts lines together: wrapped ones to paragraphs, rows of columns to one block, lines without a blank between them to one block.
fn group<'l>(lines: &'l [TextLine<'l>], measure: &WrapMeasure) -> Vec<LineGroup<'l>> {
    let mut groups: Vec<LineGroup<'l>> = Vec::new();
    let mut current: Vec<&'l TextLine<'l>> = Vec::new();
    for line in lines {
        let looks_alike = current.last().is_some_and(|last| last.goes_on_in_look_of(line));
        let goes_on = looks_alike && measure.is_wrapped(&current, line);
        if !goes_on {
            close(&mut current, &mut groups, measure);
        }
        current.push(line);
    }
    close(&mut current, &mut groups, measure);
    groups
}

/// Ends the lines that were put together, and joins them to the block before where they are lines of it.
fn close<'l>(current: &mut Vec<&'l TextLine<'l>>, groups: &mut Vec<LineGroup<'l>>, measure: &WrapMeasure) {
    let lines = std::mem::take(current);
    let Some(first) = lines.first().copied() else { return };
    if lines.len() > 1 && WrapMeasure::is_prose(&lines) {
        groups.push(LineGroup { lines, is_prose: true });
        return;
    }
    let joins = groups.last().is_some_and(|group| {
        let Some(last) = group.last() else { return false };
        let is_near = !measure.is_apart(first) && last.goes_on_in_look_of(first);
        let both_columns = last.kind == LineKind::Columns || first.kind == LineKind::Columns;
        let both_lines = !group.is_prose && first.kind.is_line() && last.kind.is_line() && is_near;
        both_lines && (both_columns || !measure.is_double_spaced) && measure.keeps_lines(last, first)
    });
    match groups.last_mut() {
        Some(group) if joins => group.lines.extend(lines),
        _ if lines.len() > 1 && measure.is_double_spaced => {
            groups.extend(lines.into_iter().map(|line| LineGroup { lines: vec![line], is_prose: false }));
        }
        _ => groups.push(LineGroup { lines, is_prose: false }),
    }
}

fn push_group(group: &LineGroup<'_>, apostrophes: ApostropheUse, document: &mut ExtractedDocument) {
    let Some(first) = group.first() else { return };
    let origin = Origin::Line(first.number);
    let label = first.label().map(Into::into);
    let role = match first.kind {
        LineKind::Bullet => ParagraphRole::Item(first.bullet_depth()),
        LineKind::Heading(level) => ParagraphRole::Heading(level),
        LineKind::Words | LineKind::Numbered if group.is_heading() => ParagraphRole::Heading(1),
        _ => ParagraphRole::Text,
    };
    let mut runs = Vec::new();
    if group.is_prose {
        let mut text = String::new();
        for line in &group.lines {
            wrap::join(&mut text, line.words(), &mut document.joined);
        }
        let bold = if role == ParagraphRole::Text { group.bold_signs() } else { 0 };
        runs.extend(with_bold(apostrophes.runs(text), bold));
    } else {
        for (n, line) in group.lines.iter().enumerate() {
            if n > 0 {
                runs.push(TextRun::LineBreak);
            }
            let text = if n == 0 { line.words() } else { line.text.trim() };
            let bold = if role == ParagraphRole::Text { line.bold_of_words(n == 0) } else { 0 };
            runs.extend(with_bold(apostrophes.runs(text.to_owned()), bold));
        }
    }
    document.blocks.push(ExtractedBlock::Paragraph(ExtractedParagraph { role, label, runs, origin }));
}

/// Makes the first signs of some words bold.
fn with_bold(runs: Vec<TextRun>, signs: usize) -> Vec<TextRun> {
    match runs.as_slice() {
        [TextRun::Words { text, style, link: None }] if signs > 0 => {
            let end = text.char_indices().filter(|(_, c)| !c.is_whitespace()).nth(signs).map_or(text.len(), |(at, _)| at);
            let (bold, rest) = text.split_at(text.get(..end).map_or(end, |head| head.trim_end().len()));
            let mut out = Vec::new();
            TextRun::add_words(&mut out, bold, TextStyle { bold: true, ..*style }, None);
            TextRun::add_words(&mut out, rest, *style, None);
            out
        }
        _ => runs,
    }
}
