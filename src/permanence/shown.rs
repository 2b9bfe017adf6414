//! A document in one language of the site: the anchors of its page there, and what became of earlier ones.
//!
//! Front matter of the original speaks for every language; a translation adds what is so of its own text alone.

use crate::record::{Document, Former, Now, Record, Stage, Target};

/// A document as one language of the site shows it.
#[derive(Debug, Clone)]
pub(super) struct Shown<'d> {
    record: &'d Record,
    /// The document itself.
    pub(super) original: Target,
    /// The text that is read in this language: its translation, where there is one, else the document.
    pub(super) text: Target,
    /// The language; empty for the first.
    pub(super) lang: &'d str,
}

impl<'d> Shown<'d> {
    pub(super) fn new(record: &'d Record, original: Target, lang: &'d str) -> Self {
        let text = if lang.is_empty() { original.clone() } else { record.shown(&original, lang) };
        Shown { record, original, text, lang }
    }

    /// The same in the first language.
    pub(super) fn first(&self) -> Self {
        Shown { text: self.original.clone(), lang: "", ..self.clone() }
    }

    /// The document itself.
    pub(super) fn document(&self) -> Option<&'d Document> {
        self.record.document_of(&self.original)
    }

    /// The translation that is read.
    pub(super) fn translation(&self) -> Option<&'d Document> {
        self.record.document_of(&self.text).filter(|_| self.text != self.original)
    }

    /// It was withdrawn: a tombstone has all of its anchors at its head.
    pub(super) fn is_withdrawn(&self) -> bool {
        self.document().is_some_and(|d| d.stage == Stage::Withdrawn)
    }

    /// The anchors that the page has by itself, the heading that is its title among them.
    pub(super) fn anchors(&self) -> Vec<&'d str> {
        self.record.anchors_of(&self.text)
    }

    /// Whether the page has an anchor by itself.
    pub(super) fn has(&self, anchor: &str) -> bool {
        self.anchors().contains(&anchor)
    }

    /// The anchors that the page promises: all but the heading that is its title, which is the page.
    pub(super) fn promised(&self) -> Vec<&'d str> {
        // The text of a withdrawn translation is nowhere, whatever was read in it.
        if self.translation().is_some() && self.is_withdrawn() {
            return Vec::new();
        }
        let title = self.record.document_of(&self.text).and_then(Document::title_anchor).map(|a| &*a.id);
        self.anchors().into_iter().filter(|a| Some(*a) != title).collect()
    }

    /// What the authors say of earlier anchors.
    pub(super) fn former(&self) -> impl Iterator<Item = &'d Former> {
        self.translation().into_iter().chain(self.document()).flat_map(|d| &d.former)
    }

    /// The anchor that stands for an earlier one.
    pub(super) fn stands_for(&self, anchor: &str) -> Option<&'d str> {
        let next = |anchor: &str| {
            self.former().find_map(|f| match &f.now {
                Now::Here(now) if *f.anchor.text == *anchor => Some(&*now.text),
                _ => None,
            })
        };
        let mut now = next(anchor)?;
        // Renumbered more often than this is a ring.
        for _ in 0..8 {
            match next(now) {
                Some(again) => now = again,
                None => break,
            }
        }
        Some(now)
    }

    /// Whether an anchor was withdrawn, with a day and a reason.
    pub(super) fn has_tombstone(&self, anchor: &str) -> bool {
        self.former().any(|f| *f.anchor.text == *anchor && matches!(f.now, Now::Withdrawn(_)))
    }

    /// Whether what an anchor belongs to was withdrawn.
    pub(super) fn is_buried(&self, anchor: &str) -> bool {
        self.translation().into_iter().chain(self.document()).any(|document| document.tombstone(anchor).is_some())
    }

    /// Where an anchor stands on the page: under its name, or another.
    pub(super) fn place_now(&self, anchor: &str) -> Option<String> {
        if self.has(anchor) {
            return Some(anchor.to_owned());
        }
        if let Some(now) = self.stands_for(anchor) {
            return Some(now.to_owned());
        }
        self.has_tombstone(anchor).then(|| anchor.to_owned())
    }
}
