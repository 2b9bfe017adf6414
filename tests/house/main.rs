//! Tests of the project itself: its documentation, its messages, and the rules of its code.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "tests read, write and print as they like, and fail by a panic"
)]

mod docs;
mod html;
mod layers;
mod messages;
mod pairs;
mod personal_names;
mod rust;
mod seams;
mod tree;
mod type_names;
mod word_literals;
