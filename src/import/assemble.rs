//! What a format reader found becomes a [`BlockDocument`]: the block model that the writer prints.
//!
//! Here is what all formats have in common: numbers that are items are headings, words beside the text are offered at a paragraph, a
//! table that only lays out a page is no table. No word of any language is known here.

mod build;
mod inline;
mod offer;
mod place;
mod shape;

use super::extract::{ExtractedDocument, LeftOutText, PageText, TrackedChange};
use crate::layout::{BlockDocument, DocumentError};
pub(super) use offer::OfferedAction;

/// An imported document as blocks, and what is beside them.
#[derive(Debug)]
pub(super) struct AssembledDocument {
    /// The text.
    pub(super) document: BlockDocument<'static>,
    /// What is offered to a person, in order.
    pub(super) offers: Vec<OfferedAction>,
    /// Changes that were tracked.
    pub(super) changes: Vec<TrackedChange>,
    /// Words that are no part of the text.
    pub(super) left_out: Vec<LeftOutText>,
    /// What belongs to the pages.
    pub(super) furniture: Vec<PageText>,
    /// Halves of words that were put together.
    pub(super) joined: Vec<(Box<str>, Box<str>)>,
    /// Pages without text.
    pub(super) empty_pages: Vec<u32>,
}

/// Makes blocks of what was found.
pub(super) fn assemble(mut extracted: ExtractedDocument) -> Result<AssembledDocument, DocumentError> {
    let blocks = std::mem::take(&mut extracted.blocks);
    let blocks = shape::take_layout_apart(blocks, &mut extracted.left_out);
    let blocks = shape::join_columns(blocks);
    let blocks = shape::promote_items(blocks);
    let (blocks, asides) = place::place_asides(blocks);
    let (document, offers) = build::build(&blocks, &asides, &extracted)?;
    let ExtractedDocument { changes, left_out, furniture, joined, empty_pages, .. } = extracted;
    Ok(AssembledDocument { document, offers, changes, left_out, furniture, joined, empty_pages })
}
