//! Permanence: no address that was published is ever dead.
//!
//! The ledger (`permalinks.txt`) says what was published. [`check_ledger`] holds it against what the record publishes now, says
//! what would be lost, and what must be kept: an anchor that a page no longer has by itself, a page or a copy of a file at an earlier
//! address. It keeps a fingerprint of the words of each place too, so that no published address comes to mean something else.
//! [`LedgerProof`] then looks at every output as it is written, and `additions` says what a ledger gains.
//!
//! Nothing here reads, writes or renders.

mod additions;
mod changed;
mod check;
mod facts;
mod fingerprint;
mod from_top;
mod identity;
mod keep;
mod ledger;
mod ledger_text;
mod lost;
mod meaning;
mod other_actions;
mod other_pages;
mod other_words;
mod proof;
mod shown;
mod signs;
mod sketch;
mod standing;
mod told;

pub use additions::additions;
pub use check::check_ledger;
pub use fingerprint::{CellPrint, Fingerprint, WordPrint};
pub use from_top::check_links_from_top;
pub use keep::work_out;
pub use ledger::{Ledger, Listed, ListedAnchor, ListedRow, ListedWords};
pub use ledger_text::{Additions, PublishedPlace, extended};
pub use proof::{LedgerProof, ProvenLedger};
pub use sketch::WordSketch;

use crate::record::{PageIx, Record, Target};
use crate::site::page_ids::{DatasetPageId, ListPageId, PageId, ReportPageId};

/// The document that a page shows, as a reference to the whole of it.
fn page_target(record: &Record, id: &PageId) -> Option<Target> {
    Some(match id {
        PageId::Body(ix) => Target::Body(*ix),
        PageId::Meeting(ix) => Target::Meeting(*ix),
        PageId::List(ListPageId::List(ix)) => Target::List(*ix),
        PageId::Dataset(DatasetPageId::Dataset(ix)) => Target::Dataset(*ix),
        PageId::Report(ReportPageId::Report(ix)) => Target::Report(*ix),
        PageId::Page(ix) => Target::Page(*ix, None),
        PageId::Home if record.pages.first().is_some_and(|p| p.path.is_empty()) => Target::Page(PageIx::at(0), None),
        _ => return None,
    })
}
