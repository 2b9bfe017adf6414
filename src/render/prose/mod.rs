//! The Markdown of the record becomes safe HTML, or plain text. It knows references, redactions and
//! editorial notes, and nothing of pages.
