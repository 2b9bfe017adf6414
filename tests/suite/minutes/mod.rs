//! The reader of minutes by the score: a labelled corpus, its texts changed in ways that mean nothing, and two matrices of forms.
//!
//! What was found, missed and wrongly claimed is held in `tests/minutes/scores.toml`: a test fails where a figure falls, and where one rises
//! without being written down. `cargo accept --test suite minutes` writes the figures of today.

mod actions;
mod attendance;
mod changed;
mod compare;
mod corpus;
mod label;
mod matrix;
mod reading;
mod scores;
mod standing;
mod words;
