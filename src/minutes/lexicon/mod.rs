//! The words by which minutes are known for what they are, one file a language: `en.toml`, `cy.toml`, `de.toml`, `fr.toml`, and `more.toml`
//! for languages of which only some words are known yet.
//!
//! The files are data for somebody who speaks the language and reads no Rust. Here they become lists that the rules ask; what the
//! words mean together is for them. All words are folded ([`crate::layout::bare::fold`]): small letters and digits, single spaces.

mod classes;
mod filter;
mod word_list;

pub(super) use classes::*;
pub(super) use filter::{FirstLetters, WordFilter};
pub(super) use word_list::{WordList, word_between};

#[cfg(test)]
mod tests;
