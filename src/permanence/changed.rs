//! Places and pages that are not as they were published, as they are told.

use super::shown::Shown;
use crate::record::Span;

/// A page with other words than were published, by what happened.
#[derive(Debug, Default)]
pub(super) struct ChangedPage<'d> {
    /// As in the ledger.
    pub(super) address: String,
    /// What the page shows, where that is a document.
    pub(super) shown: Option<Shown<'d>>,
    /// Places whose words are elsewhere.
    pub(super) taken: Vec<TakenPlace>,
    /// Places whose words are nowhere.
    pub(super) edited: Vec<EditedPlace>,
}

/// An anchor that other words have now.
#[derive(Debug, Clone)]
pub(super) struct TakenPlace {
    /// Empty: the page.
    pub(super) anchor: String,
    /// In the ledger.
    pub(super) listed: Span,
    /// The words there now.
    pub(super) now: Span,
    /// Where the published words are.
    pub(super) moved: Option<MovedWords>,
    /// What has the place now.
    pub(super) by: TakenBy,
}

/// What has a published place that is not what was published there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TakenBy {
    /// Words that are not those.
    Words,
    /// An action with words that have little in common with those.
    OtherAction,
    /// An action of other owners.
    OtherOwner,
    /// An action with words nearly like those, of which something is recorded already.
    Recorded,
    /// Somebody of another name.
    OtherName,
    /// A file with other bytes, while those are elsewhere.
    OtherFile,
    /// What was there was withdrawn.
    Withdrawn,
}

/// The place of published words.
#[derive(Debug, Clone)]
pub(super) struct MovedWords {
    /// `/board/2024-05-01/`.
    pub(super) address: String,
    pub(super) anchor: String,
    pub(super) span: Span,
}

/// A place with words that were never published there.
#[derive(Debug, Clone)]
pub(super) struct EditedPlace {
    /// The anchor, or the name of a row.
    pub(super) name: String,
    /// In the ledger.
    pub(super) listed: Span,
    /// The words there now; `None`: the row is gone.
    pub(super) now: Option<Span>,
    /// The cells that were not published so, of a row.
    pub(super) cells: Vec<(String, String)>,
    /// It is a row.
    pub(super) is_row: bool,
}

impl EditedPlace {
    /// The same, where what was published is elsewhere.
    pub(super) fn taken(self, moved: &MovedWords) -> TakenPlace {
        let by = if moved.span.start == moved.span.end { TakenBy::OtherFile } else { TakenBy::Words };
        TakenPlace {
            anchor: self.name,
            listed: self.listed,
            now: self.now.unwrap_or(self.listed),
            moved: Some(moved.clone()),
            by,
        }
    }
}
