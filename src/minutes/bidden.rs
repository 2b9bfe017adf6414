//! Names followed by what they are bidden to do, and the verbs that bid.

use super::known_people::People;
use super::lexicon::{CLEAR_TASKS, TASKS};
use super::owner_names::names_ok;
use super::owners::split;
use crate::layout::bare::clip;
use crate::record::TextRange;

/// `Saad schedule a call`, `Chris, Paris reach out to them`: names, and what they are bidden to do.
pub(super) fn bidden(text: &str, at: usize, people: &People) -> Option<Vec<TextRange>> {
    let head = clip(text.get(at..)?, 80);
    let mut end = 0;
    for word in head.split_inclusive(' ') {
        let bare = word.trim_end_matches([' ', ',']);
        let joint = matches!(bare, "and" | "&") && end > 0;
        let everybody = end == 0 && matches!(bare, "everyone" | "everybody");
        if !(joint
            || everybody
            || bare.starts_with(char::is_uppercase)
                && bare.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '\'' | '/' | '.')))
        {
            break;
        }
        end += word.len();
    }
    let names = head.get(..end)?.trim_end_matches([' ', ',']);
    let rest = head.get(end..)?;
    let mut words = rest.split([' ', ',', '.']);
    let (verb, next) = (words.next()?, words.next().unwrap_or(""));
    let everybody = names.starts_with(char::is_lowercase);
    let bids = CLEAR_TASKS.contains(verb)
        || verb == "please"
        || everybody && is_verb(verb)
        || is_verb(verb)
            && matches!(
                next,
                "the" | "a" | "an" | "to" | "up" | "with" | "out" | "our" | "his" | "her" | "their" | "this" | "all"
            );
    // `Will include this` has no Will, unless one was there.
    let modal = matches!(names, "Will" | "Can" | "Could" | "Should" | "Would" | "Must" | "May") && !people.knows(names);
    let few = !modal && names.split_whitespace().count() <= 5 && !names.is_empty();
    let first = names.split([' ', ',']).next().unwrap_or("");
    (bids && few && verb.len() > 2 && !is_verb(first) && names_ok(names, people, true)).then(|| split(text, at, at + names.len()))
}

/// Whether the first word is one that tells somebody to do something.
pub(super) fn is_verb(words: &str) -> bool {
    let first = words.split(|c: char| !c.is_alphanumeric() && c != '\'').find(|w| !w.is_empty()).unwrap_or("");
    TASKS.contains(&first.to_ascii_lowercase()) && !words.contains(" and ") && words.split_whitespace().count() <= 3
}
