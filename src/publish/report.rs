//! What became of a site that was made.

use crate::write::Summary;

/// A site that was made, in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PublishReport {
    /// Files that were written, kept and removed.
    pub summary: Summary,
    /// Pages.
    pub pages: usize,
    /// Documents that were indexed anew for search.
    pub indexed: usize,
    /// Addresses that the ledger gained, or would gain; `None` where it was not this build's to add to.
    pub new_addresses: Option<Vec<String>>,
}
