//! The tests of whole sites: a folder in, pages and errors out.
//!
//! `tests/sites/good/NAME` is a site with an `expected` folder beside its content: each file there is
//! compared with the page of that name (for HTML, what is inside `<main>`). `tests/sites/broken/NAME` is a site that must fail
//! with the text of its `expected.txt`. `MINUTEBOOK_UPDATE=1 cargo test` writes what came out instead.

mod support;

mod broken;
mod good;
mod hostile;
mod large;
mod own;
mod repeat;
