//! The text of a PDF for an import: lines by where they are, furniture by repetition, the column beside the text set apart.

use std::collections::BTreeMap;

use super::budget::Budget;
use super::lines::{PageLine, PageLines, page_lines};
use super::text::Reader;
use super::{MOST_PAGES, READ_PAGES, TOKENS, UNPACKED, is_cut, load, quietly};
use crate::import::extract::{ExtractedBlock, ExtractedDocument, MarginText, PageText};
use crate::import::plain::{PlacedText, read_placed};
use crate::layout::{Origin, PagePlace};

/// How many pages must have the same words at one place for these to be furniture.
const REPEATS: usize = 2;

/// A gap between lines of more than this part of the size ends a paragraph.
const PARAGRAPH_GAP: f32 = 1.75;

/// Letters of this many times the size of the text are those of headings.
const LARGE: f32 = 1.15;

/// The usual width of a letter, as a part of its size.
const LETTER: f32 = 0.45;

/// So many lines at each end of a page may be its head or foot.
const DEEPEST_EDGE: usize = 5;

/// Lines further in than so many are furniture only where three pages and two thirds of all have them.
const SURE_EDGE: usize = 2;

/// The place of a line: its page, and its place among the lines of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct PageLinePlace {
    page: usize,
    at: usize,
}

/// A line with its page.
struct PdfLine {
    page: u32,
    line: PageLine,
}

/// Reads a PDF. The error is a sentence that the name of the file begins.
pub(in crate::import) fn read_pdf(bytes: &[u8]) -> Result<ExtractedDocument, String> {
    quietly(|| read(bytes)).unwrap_or_else(|| Err("is a PDF that could not be read".to_owned()))
}

fn read(bytes: &[u8]) -> Result<ExtractedDocument, String> {
    let document = load(bytes)?;
    let mut reader = Reader::new(&document, Budget { bytes: UNPACKED, tokens: TOKENS });
    let mut pages: Vec<PageLines> = Vec::new();
    let mut empty_pages = Vec::new();
    for (n, id) in document.page_iter().take(MOST_PAGES).take(READ_PAGES).enumerate() {
        let lines = page_lines(&quietly(|| reader.runs(id)).unwrap_or_default());
        if lines.text.is_empty() {
            empty_pages.push(u32::try_from(n + 1).unwrap_or(u32::MAX));
        }
        pages.push(lines);
    }
    let furniture = take_furniture(&mut pages);
    let mut extracted = of_pages(pages);
    extracted.furniture = furniture;
    if !extracted.blocks.is_empty() {
        extracted.empty_pages = empty_pages;
    }
    extracted.is_cut = reader.budget.is_spent() || is_cut(bytes);
    Ok(extracted)
}

fn without_digits(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
}

/// Takes the first and last lines of pages out that most pages have, with their digits apart.
fn take_furniture(pages: &mut [PageLines]) -> Vec<PageText> {
    let mut seen: BTreeMap<(bool, String), Vec<PageLinePlace>> = BTreeMap::new();
    for (p, page) in pages.iter().enumerate() {
        let last = page.text.len().saturating_sub(1);
        let ends = |depth: usize| [(true, Some(depth)), (false, last.checked_sub(depth))];
        let mut taken = Vec::new();
        for (is_head, at) in (0..DEEPEST_EDGE).flat_map(ends) {
            let Some(at) = at.filter(|at| !taken.contains(at)) else { continue };
            if let Some(line) = page.text.get(at) {
                taken.push(at);
                seen.entry((is_head, without_digits(&line.text))).or_default().push(PageLinePlace { page: p, at });
            }
        }
    }
    let mut gone: Vec<PageLinePlace> = Vec::new();
    let mut out = Vec::new();
    for ((is_head, _), places) in seen {
        let depth = |place: &PageLinePlace| {
            let lines = pages.get(place.page).map_or(0, |page| page.text.len());
            if is_head { place.at } else { lines.saturating_sub(place.at + 1) }
        };
        let is_deep = places.iter().any(|place| depth(place) >= SURE_EDGE);
        let is_rare = is_deep && (places.len() <= REPEATS || places.len() * 3 < pages.len() * 2);
        if is_rare || places.len() < REPEATS || places.len() * 2 < pages.len() {
            continue;
        }
        let line = |place: &PageLinePlace| pages.get(place.page).and_then(|page| page.text.get(place.at));
        let all: Vec<String> = places.iter().filter_map(line).map(|line| line.text.clone()).collect();
        let (Some(words), Some((page, edges))) =
            (all.first().cloned(), places.first().and_then(|place| Some((place.page, line(place)?.edges))))
        else {
            continue;
        };
        let place = if is_head { PagePlace::Header } else { PagePlace::Footer };
        let origin = Origin::Page { page: u32::try_from(page + 1).unwrap_or(u32::MAX), edges };
        out.push(PageText { words, all, place, origin });
        gone.extend(places);
    }
    gone.sort_unstable();
    for (p, page) in pages.iter_mut().enumerate() {
        let mut at = 0;
        page.text.retain(|_| {
            at += 1;
            gone.binary_search(&PageLinePlace { page: p, at: at - 1 }).is_err()
        });
    }
    out
}

fn of_pages(pages: Vec<PageLines>) -> ExtractedDocument {
    let (mut lines, mut asides) = (Vec::new(), Vec::new());
    for (page, found) in (1_u32..).zip(pages) {
        let first = lines.len();
        lines.extend(found.text.into_iter().map(|line| PdfLine { page, line }));
        for block in blocks_of(found.margin) {
            let top = block.first().map_or(0.0, |line| line.edges[3]);
            let above = lines.iter().skip(first).take_while(|l| l.line.edges[3] >= top - l.line.size * 0.5).count();
            let text = block.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
            let edges = block.first().map_or([0.0; 4], |line| line.edges);
            let place = format!("page {page}, right column, {} lines", block.len());
            let origin = Origin::Page { page, edges };
            asides.push((first + above, MarginText { text, place, lines: block.len(), origin }));
        }
    }
    let body = body_size(&lines);
    let left = lines.iter().map(|own| own.line.edges[0]).fold(f32::MAX, f32::min);
    // Where most of a text is bold, bold says nothing.
    let is_bold =
        |own: &PdfLine| own.line.bold > 0 && own.line.text.chars().filter(|c| !c.is_whitespace()).count() <= own.line.bold;
    let says_bold = lines.iter().filter(|own| is_bold(own)).count() * 2 <= lines.len();
    let placed: Vec<PlacedText<'_>> = lines
        .iter()
        .enumerate()
        .map(|(n, own)| {
            let before = n.checked_sub(1).and_then(|n| lines.get(n)).filter(|before| before.page == own.page);
            // A page goes on in the next: whether a paragraph does, its words say.
            let gap = before.map_or(0.0, |before| before.line.edges[1] - own.line.edges[1]);
            let is_apart = gap > PARAGRAPH_GAP * own.line.size.max(1.0);
            PlacedText {
                text: &own.line.text,
                blanks: usize::from(is_apart),
                bold: if says_bold { own.line.bold } else { 0 },
                is_large: own.line.size >= LARGE * body,
                indent: ((own.line.edges[0] - left) / (LETTER * own.line.size.max(1.0))).round().clamp(0.0, 400.0) as usize,
            }
        })
        .collect();
    let mut extracted = read_placed(&placed, &asides);
    let origin = |n: u32| lines.get(n as usize).map(|own| Origin::Page { page: own.page, edges: own.line.edges });
    for block in &mut extracted.blocks {
        if let ExtractedBlock::Paragraph(paragraph) = block
            && let Origin::Line(n) = paragraph.origin
        {
            paragraph.origin = origin(n).unwrap_or(Origin::Line(n));
        }
    }
    extracted
}

/// The size in which most of the text is, by its signs.
fn body_size(lines: &[PdfLine]) -> f32 {
    let mut sizes: Vec<(f32, usize)> = lines.iter().map(|own| (own.line.size, own.line.text.len())).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sizes.iter().map(|(_, count)| count).sum::<usize>() / 2;
    let mut passed = 0;
    let middle = sizes.iter().find(|(_, count)| {
        passed += count;
        passed > half
    });
    middle.map_or(1.0, |(size, _)| *size)
}

/// Parts the lines of a column where there is a gap between them.
fn blocks_of(lines: Vec<PageLine>) -> Vec<Vec<PageLine>> {
    let mut blocks: Vec<Vec<PageLine>> = Vec::new();
    for line in lines {
        let is_near = |last: &PageLine| last.edges[1] - line.edges[1] <= PARAGRAPH_GAP * line.size.max(1.0);
        match blocks.last_mut() {
            Some(block) if block.last().is_some_and(is_near) => block.push(line),
            _ => blocks.push(vec![line]),
        }
    }
    blocks
}
