//! The shape of one document, whatever its meaning: headings, paragraphs, lists, tables.
//!
//! `markdown` cuts a text as Markdown sees it and `html` what Markdown leaves to HTML, by its `tags`; `bare` is a stretch of either as its words alone.
//! No word of any language is known here.

pub(crate) mod bare;
pub(crate) mod html;
pub(crate) mod markdown;
pub(crate) mod tags;
