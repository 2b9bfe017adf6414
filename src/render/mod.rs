//! Views become bytes: Markdown to HTML, Tera templates, SVG charts, feeds. Runs in parallel and
//! never reaches back to the files.

mod doubling;
pub mod engine;
mod fold;
pub mod look;
mod marks;
mod page;
mod range;
pub mod rows;
pub mod theme;
pub mod theme_purposes;
pub mod theme_unused;

pub use page::{OutputSink, PageWriter};
