//! The one way from a record to bytes that anybody can read.
//!
//! [`prepare()`] reads a folder and works out what an edition may see; a [`Publisher`] makes the site of it. Whatever the site is made
//! for, every output passes through the publisher, which searches it for withheld words and records it in the proof of the ledger before
//! it hands it on. `build`, `publish` and `serve` differ in the target, the mode, and what they print.

mod active;
mod inputs;
mod kept;
mod linked_pages;
mod observer;
mod outputs;
mod passed_over;
mod paths;
mod prepare;
mod preview;
mod publisher;
mod report;
mod rollback;
mod theme_doubts;
mod unchanged;
mod unsearched;

#[cfg(test)]
mod tests;

pub use inputs::{ClockReading, ROOT, ReadSite, SiteInputs, read_settings, read_site, read_site_theme};
pub use kept::{KeptSite, PreviewCaches};
pub use observer::{BuildObserver, Unobserved};
pub use prepare::{ParsedSite, PreparedSite, parse_only, prepare, prepare_read, read_ledger};
pub use preview::{PreviewSite, explain};
pub use publisher::{OutputTarget, PublishError, PublishMode, PublishOutcome, Publisher};
pub use report::PublishReport;
pub use rollback::roll_back;
pub use unchanged::{UnchangedBuild, find_unchanged};
