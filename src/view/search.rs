//! The search page: a form, what it finds, and the ways to browse without it.

use serde::Serialize;

use super::{Desk, Head, Link};

/// The search page.
#[derive(Debug, Clone, Serialize)]
pub struct SearchView {
    /// Where to browse without a script: keys of the messages and addresses.
    pub browse: Vec<Link>,
}

/// The search page.
pub fn search(desk: &Desk<'_>) -> (Head, SearchView) {
    let description = desk.say("search_description");
    let head = desk.head("search", "search", desk.say("search"), description, Vec::new()).in_own_words();
    let browse = super::site::browse(desk).into_iter().map(|l| Link::new(l.text.to_owned(), l.href));
    let mut browse: Vec<Link> = browse.collect();
    let there = |empty: bool, text: &str, path: &str| (!empty).then(|| Link::new(text.to_owned(), desk.addresses.folder(path)));
    browse.extend(there(desk.record.organisations.is_empty(), "nav_organisations", "organisations"));
    browse.extend(there(desk.record.people.is_empty(), "nav_people", "people"));
    browse.extend(there(super::az::letters(desk).is_empty(), "nav_az", "a-z"));
    (head, SearchView { browse })
}
