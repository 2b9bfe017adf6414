//! What an audience may see: takes away from the parts, and adds nothing.
//!
//! What an edition withholds is decided once ([`Withholding`]), and is gone from the texts before they are read for it: byte for byte, so
//! that spans stay true and no stage can hold a copy of a withheld word. What was read is linked anew, so that nothing withheld can be
//! reached by a reference, a backlink or a neighbour. [`SecretScanner`] then proves it over every byte to be written.

mod addresses;
mod blank;
mod comments;
mod cut;
mod documents;
mod folded;
mod hidden_people;
mod misplaced;
mod public_text;
mod report;
mod scanner;
mod secrets;
mod withholding;

pub use comments::without_comments;
pub use public_text::ThemeWords;
pub use report::{WithheldEntry, WithheldKind};
pub use scanner::{HeldFile, Leak, ScannedContent, ScannedFile, SecretScanner, leak_diagnostics};
pub use secrets::Secrets;
pub use withholding::{Audiences, Withholding};
