//! The tests of whole sites: a folder in, pages and errors out.
//!
//! `tests/sites/good/NAME` is a site with an `expected` folder beside its content: each file there is
//! compared with the page of that name (for HTML, what is inside `<main>`). `tests/sites/broken/NAME` is a site that must fail
//! with the text of its `expected.txt`; `tests/sites/checked/NAME` is one that `check` has something to say of, `tests/sites/slips/NAME.txt` one with a single slip. `MINUTEBOOK_UPDATE=1 cargo test` writes what came out instead.

pub(crate) mod shared;
mod stood;
pub(crate) mod support;

mod amended;
#[cfg(feature = "attachments")]
mod attachments;
mod bare;
mod broken;
mod checked;
mod edits;
mod exports;
mod features;
pub(crate) mod golden;
mod good;
pub(crate) mod hostile;
mod imported;
mod language_addresses;
mod languages;
mod large;
mod life;
mod links;
mod lists;
mod meaning;
mod own;
mod permanence;
mod preview;
mod random;
mod raw_html;
mod repeat;
mod rows;
mod same_meaning;
mod slips;
mod theme;
mod time;
mod unchanged;
mod verdict;
mod walks;
mod withheld;
mod withheld_files;
mod withheld_random;
mod withheld_words;
