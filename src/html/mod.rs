//! Markup: escaping for HTML and XML.

pub(crate) mod escape;
