//! Minutes in the styles that people write, read whole.

mod fixtures;
mod properties;
mod support;
mod traps;
