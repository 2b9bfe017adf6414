//! The views of lists, datasets and reports: a content folder in, what the templates see out.

mod datasets;
mod lists;
mod markup;
mod reports;
mod support;
