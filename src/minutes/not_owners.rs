//! What can stand in a marker as an owner, and the words that cannot.

use super::lexicon::NOT_OWNERS;
use super::words::Lexicon;
use crate::layout::bare::fold;

/// Whether words can name an owner in a marker (`Action Mark:`).
pub(super) fn can_own(name: &str, lexicon: &Lexicon) -> bool {
    let words = fold(name);
    if lexicon.owners.contains(&words) {
        return true;
    }
    if super::outcome::is_outcome_word(&words) {
        return false;
    }
    let all: Vec<&str> = name.split_whitespace().collect();
    let first = all.first().and_then(|w| w.trim_start_matches(['(', '[', '@']).chars().next());
    !all.is_empty()
        && all.len() <= 8
        && first.is_some_and(|c| c.is_uppercase() || name.starts_with('@'))
        && !words.split(' ').any(|w| {
            NOT_OWNERS.contains(w) && w != "board" && w != "team" && w != "committee" && w != "group" && w != "by" && w != "on"
        })
        && !words.split(' ').next().is_some_and(|w| NOT_OWNERS.contains(w))
}
