//! The only writer: outputs are staged beside the output folder and exchanged with it in one step.
//!
//! A `Stage` takes the files of a new site in any order and from any thread, links those that have
//! not changed to the old ones, and exchanges the two folders when it is published. A build that is
//! killed at any moment leaves the old site or the new one, whole; the next `Stage::open` tidies up.
//!
//! # How it stands on disk
//!
//! For an output folder `public`, everything happens in one folder beside it, `.public.minutebook-stage`:
//!
//! | name | what it is |
//! | --- | --- |
//! | `lock` | held by the build that works there; the operating system lets go of it when the build dies |
//! | `site` | with a file `.minutebook-staged` in it: the new site, not published. Without: the old site, after the exchange |
//! | `old` | the old site, where folders cannot be exchanged and two renames do it |
//! | `next` | the new site, complete, where the old folder cannot even be renamed (an overlay) and must be emptied |
//! | `trash` | what is being removed; never looked at again |
//!
//! The new folder is published first and the user's dotfiles follow. Those that are files (`.htaccess`,
//! `.nojekyll`) are linked into the new folder before the exchange and so are never absent; those that
//! are folders (`.git`, `.well-known`) cannot be linked and are renamed right after it. A build killed
//! between the two leaves them in `site`, and the next build moves them before it does anything else.
//!
//! # The ledger
//!
//! A ledger is written right before the exchange. A build killed between the two leaves a ledger that promises more than is
//! published, and the next publication ends that; the other way round, something might be published that no later build would keep.
//!
//! # What it asks for
//!
//! A stage takes files that were searched for withheld words, and nothing else; it is published with the proof that every address of
//! the ledger is in it. Both are types ([`crate::edition::ScannedFile`], [`crate::permanence::ProvenLedger`]) that only those checks make,
//! and only [`crate::publish`] opens a stage:
//!
//! ```compile_fail,E0603
//! let stage = minutebook::write::Stage::open(std::path::Path::new("public"));
//! ```
//!
//! # What it does not do
//!
//! It does not know what a page is, and it never opens a published file for writing: a file may be
//! shared between the old site and the new one.

mod error;
mod keep;
mod label;
mod ledger;
mod manifest;
mod modes;
mod names;
mod new;
mod place;
mod recover;
mod releases;
mod stage;
mod step;
mod swap;
mod tree;

#[cfg(test)]
mod kills;
#[cfg(test)]
mod speed;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod trial;

pub use error::WriteError;
pub use keep::{keep, keep_part};
pub use label::OutputLabel;
pub use ledger::LedgerFile;
pub use manifest::{MANIFEST, Manifest, ManifestFault, ManifestFile};
pub(crate) use names::PathRules;
pub use new::{new_files, renewed_files};
pub use place::{Replace, is_at_rest};
pub use releases::{KeptRelease, VerifiedRelease};
pub(crate) use stage::Stage;
pub use stage::Summary;
