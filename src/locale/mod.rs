//! The words of the pages in each language: catalogues of messages, plural forms, dates and numbers.
//! It knows nothing of templates.
//!
//! The built-in theme has English and Welsh. Any other language is one file, `messages/fr.toml`, in the site's own theme; what
//! it lacks is said in the site's first language, and the author is told which keys those are.

mod catalogue;
mod dates;
mod fill_in;
mod numbers;
mod plural;
mod speech;

pub use catalogue::{CatalogueText, CatalogueTexts, Messages};
pub use dates::DateStyle;
pub use fill_in::catalogue_to_fill;
pub use numbers::{Numbers, push_digits, size, thousands};
pub use plural::category;
pub use speech::Speech;
