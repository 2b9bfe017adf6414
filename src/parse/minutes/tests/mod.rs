//! Minutes in the styles that people write, read whole.

mod seed;
mod support;
