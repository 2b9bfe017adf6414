//! Minutes in the styles that people write, read whole.

mod cases;
mod fixtures;
mod properties;
pub(crate) mod support;
mod traps;
