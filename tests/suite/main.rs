//! Tests of the program: whole sites, commands, views and search. One test program, so that the crate is
//! linked once. `cargo test --test suite site::` runs the tests of one module.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "tests read, write and print as they like, and fail by a panic"
)]

mod commands;
mod digest;
#[cfg(feature = "attachments")]
mod import;
mod minutes;
mod releases;
mod scratch;
mod search;
#[cfg(feature = "serve")]
mod serving;
mod site;
mod views;
