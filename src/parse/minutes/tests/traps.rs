//! The traps, one test each, by name.
