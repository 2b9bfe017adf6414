//! The paragraph at which words from beside the text are offered: the one with which they share most words.

use std::collections::BTreeSet;

use super::shape::number_of;
use crate::import::extract::{ExtractedBlock, MarginText, ParagraphRole};

/// Shorter words are in every paragraph.
const WORD: usize = 4;

/// So many words must be shared before place gives way to words.
const SHARED: usize = 2;

/// So much of the text of a paragraph without number names it.
const NAME_WORDS: usize = 5;

/// So many paragraphs are looked back through.
const MOST_BACK: usize = 200;

/// Words from beside the text, with their paragraph.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PlacedAside {
    /// The place of the paragraph among the blocks.
    pub(super) block: usize,
    /// The number of the paragraph, or its first words.
    pub(super) beside: String,
    pub(super) aside: MarginText,
}

/// Takes the words from beside the text out of the blocks, each with the paragraph it is offered at.
pub(super) fn place_asides(blocks: Vec<ExtractedBlock>) -> (Vec<ExtractedBlock>, Vec<PlacedAside>) {
    let mut kept: Vec<ExtractedBlock> = Vec::with_capacity(blocks.len());
    let mut found: Vec<(usize, MarginText)> = Vec::new();
    for block in blocks {
        match block {
            ExtractedBlock::Aside(aside) => found.push((kept.len(), aside)),
            block => kept.push(block),
        }
    }
    let placed = found.into_iter().map(|(at, aside)| {
        let block = best_paragraph(&kept, at, &aside.text);
        PlacedAside { block, beside: name_of(kept.get(block)), aside }
    });
    let mut placed: Vec<PlacedAside> = placed.collect();
    placed.sort_by_key(|p| p.block);
    (kept, placed)
}

fn vocabulary(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() >= WORD);
    words.map(str::to_lowercase).collect()
}

/// Returns the paragraph of the same item, before a place, that shares most words with a text; else the one just before.
fn best_paragraph(blocks: &[ExtractedBlock], at: usize, text: &str) -> usize {
    let own = vocabulary(text);
    let is_heading = |block: &ExtractedBlock| matches!(block, ExtractedBlock::Paragraph(p) if matches!(p.role, ParagraphRole::Heading(_) | ParagraphRole::Title));
    let before = blocks.get(..at).unwrap_or(&[]);
    let mut best = (at.saturating_sub(1), SHARED - 1);
    for (n, block) in before.iter().enumerate().rev().take(MOST_BACK).take_while(|(_, block)| !is_heading(block)) {
        let shared = vocabulary(&block.text()).intersection(&own).count();
        if shared > best.1 {
            best = (n, shared);
        }
    }
    best.0
}

fn name_of(block: Option<&ExtractedBlock>) -> String {
    let Some(block) = block else { return String::new() };
    let text = block.text();
    let number = match block {
        ExtractedBlock::Paragraph(paragraph) => number_of(paragraph),
        _ => None,
    };
    match number.and_then(|n| text.get(..n.len).map(|label| label.trim_end_matches(['.', ')', '/']).to_owned())) {
        Some(label) => label,
        None => format!("“{} …”", text.split_whitespace().take(NAME_WORDS).collect::<Vec<_>>().join(" ")),
    }
}
