//! The commands, one file each: the only place that prints, ends the program or reads the clock.

pub mod build;
