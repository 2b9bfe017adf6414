//! minutebook: the minute book of a public body as a website.
//!
//! Data flows one way: [`source`] reads a folder, [`parse`] makes parts of the record, [`link`] joins
//! them into one immutable [`record::Record`], [`edition`] takes away what an audience may not see,
//! [`view`] makes one small struct for each page, [`render`] turns it into bytes, [`search`] writes
//! the index, [`mod@write`] stages and exchanges, and [`publish`] is the one way through all of it. [`cmd`] composes them. `ARCHITECTURE.md` has the invariants.

pub mod chart;
pub mod check;
pub mod cli;
pub mod cmd;
pub mod diag;
pub mod edition;
pub mod export;
pub mod html;
pub mod layout;
pub mod link;
pub mod locale;
pub mod parse;
pub mod permanence;
pub mod publish;
pub mod record;
pub mod render;
pub mod search;
pub mod site;
pub mod source;
pub mod text;
pub mod view;
pub mod write;
