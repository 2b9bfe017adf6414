//! A to Z: every body, organisation, person, report, list, dataset and subject (title of an agenda item) of the site, by first
//! letter. With the lists by year and by owner it is the way to everything without a script.

use serde::Serialize;

use super::{Head, LanguageSite, Link, View};
use crate::site::AzLine;
use crate::site::letters::{az_path as path, letters};

/// One page of the A to Z: a letter, and the way to the others.
#[derive(Debug, Clone, Serialize)]
pub struct AzView {
    /// What stands on it; in capitals. `0–9` for digits.
    pub letter: String,
    /// All letters, this one among them.
    pub letters: Vec<Link>,
    /// Its lines, in order.
    pub lines: Vec<AzLine>,
}

impl View for AzView {}

/// The page of a letter, or the first page, which has the letters only.
pub fn az(site: &LanguageSite<'_>, letter: Option<&str>) -> (Head, AzView) {
    let all = letters(site);
    let name = |l: &str| if l == "0-9" { "0–9".to_owned() } else { l.to_uppercase() };
    let above = letter.map(|_| Link::new(site.say("nav_az"), site.addresses.folder("a-z")));
    let title = letter.map_or_else(|| site.say("nav_az"), |l| site.say_with("az_of", &[("letter", &name(l))]));
    let description = site.say("az_description");
    let head = site.head(&path(letter), "az", title, description, above.into_iter().collect());
    let letters = all.keys().map(|l| Link::new(name(l), site.addresses.folder(&path(Some(l))))).collect();
    let lines = letter.and_then(|l| all.get(l)).cloned().unwrap_or_default();
    (head, AzView { letter: letter.map(name).unwrap_or_default(), letters, lines })
}
