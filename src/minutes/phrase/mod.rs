//! The phrases of minutes, each read by one function wherever it is: a mark of an action, a list of names, what is asked of somebody.
//!
//! A phrase is a function from a text and a place in it to what is written there. None knows its place in the document.

pub(super) mod mark;
pub(super) mod names;
