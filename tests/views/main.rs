//! The views of lists, datasets and reports: a content folder in, what the templates see out.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test fails by a panic, and writes the folder that it reads"
)]

mod datasets;
mod lists;
mod reports;
mod support;
