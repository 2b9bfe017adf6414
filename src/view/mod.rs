//! The record becomes one small typed struct for each page: what a template needs, and never another
//! page's body. No layout here.

mod address;

pub use address::Addresses;
