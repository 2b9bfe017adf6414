//! Views become bytes: Markdown to HTML, Tera templates, SVG charts, feeds. Runs in parallel and
//! never reaches back to the files.

pub mod chart;
pub mod draft;
pub mod engine;
pub mod export;
mod fold;
pub mod highlight;
pub mod look;
pub mod messages;
pub mod prose;
pub mod register;
pub mod rows;
pub mod site;
pub mod theme;
