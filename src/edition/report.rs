//! What an edition withholds, told to its authors: where, of which kind, for which reason.

use std::collections::BTreeSet;

use super::documents::documents;
use super::withholding::Withholding;
use crate::parse::Parts;
use crate::record::{FileId, Span, Stage};

/// One thing that an edition withholds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct WithheldEntry {
    /// Where it is, in the texts as they were read; of a whole file its beginning.
    pub place: Span,
    /// What it is.
    pub kind: WithheldKind,
    /// The reason that its author gives; empty where none is asked for.
    pub reason: Box<str>,
}

/// The kind of what an edition withholds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WithheldKind {
    /// A redaction.
    Words,
    /// An internal passage.
    Passage,
    /// The name of a person who has a public one.
    Name,
    /// The entries of a list.
    Entries,
    /// A document for readers inside.
    Internal,
    /// A document that is not ready.
    Draft,
    /// A document that was withdrawn: its text, not its address.
    Withdrawn,
    /// A file that belongs to something withheld.
    Owned,
}

impl WithheldKind {
    /// Its name, as it is printed.
    pub fn key(self) -> &'static str {
        match self {
            WithheldKind::Words => "words",
            WithheldKind::Passage => "passage",
            WithheldKind::Name => "name",
            WithheldKind::Entries => "entries",
            WithheldKind::Internal => "internal",
            WithheldKind::Draft => "draft",
            WithheldKind::Withdrawn => "withdrawn",
            WithheldKind::Owned => "file",
        }
    }
}

impl Withholding {
    /// Returns all that is withheld of what was read, in the order of the files.
    pub fn entries(&self, whole: &Parts) -> Vec<WithheldEntry> {
        let of_file = |file: FileId, kind| WithheldEntry { place: Span::new(file, 0, 0), kind, reason: "".into() };
        let mut out = Vec::new();
        let mut told: BTreeSet<FileId> = BTreeSet::new();
        for document in documents(whole) {
            let kind = match document.stage {
                Stage::Withdrawn => Some(WithheldKind::Withdrawn),
                Stage::Draft if self.left_out.contains(&document.file) => Some(WithheldKind::Draft),
                _ if self.left_out.contains(&document.file) => Some(WithheldKind::Internal),
                _ => None,
            };
            match kind {
                Some(kind) if told.insert(document.file) => out.push(of_file(document.file, kind)),
                None if self.is_public() => out.extend(document.withheld.iter().map(|withheld| WithheldEntry {
                    place: withheld.mark.unwrap_or(withheld.secret),
                    kind: if withheld.mark.is_some() { WithheldKind::Words } else { WithheldKind::Passage },
                    reason: if withheld.mark.is_some() { withheld.reason.clone() } else { "".into() },
                })),
                _ => {}
            }
        }
        out.extend(self.left_out.iter().filter(|file| !told.contains(file)).map(|file| of_file(*file, WithheldKind::Owned)));
        if self.is_public() {
            let lists = whole.lists.iter().filter(|list| list.withheld);
            out.extend(lists.map(|list| of_file(list.document.file, WithheldKind::Entries)));
            let people = whole.people.iter().filter(|person| person.public_name.is_some()).filter_map(|person| person.listed);
            out.extend(people.map(|place| WithheldEntry { place, kind: WithheldKind::Name, reason: "".into() }));
        }
        out.sort();
        out.dedup();
        out
    }
}
