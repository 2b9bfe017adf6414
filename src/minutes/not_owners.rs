//! What can stand in a marker as an owner, and the words that cannot.

use super::words::Lexicon;
use crate::layout::bare::fold;

/// Words after `Action` that make it another word, or that own nothing.
pub(super) const NOT_OWNERS: &[&str] = &[
    "plan",
    "plans",
    "log",
    "logs",
    "item",
    "items",
    "list",
    "tracker",
    "register",
    "group",
    "groups",
    "fund",
    "team",
    "teams",
    "summary",
    "minutes",
    "taken",
    "required",
    "requested",
    "needed",
    "point",
    "points",
    "status",
    "update",
    "updates",
    "review",
    "reviews",
    "owner",
    "owners",
    "scribe",
    "research",
    "committee",
    "board",
    "complete",
    "completed",
    "done",
    "closed",
    "on",
    "notes",
    "sheet",
    "table",
    "view",
    "button",
    "bar",
    "cable",
    "script",
    "type",
    "name",
    "description",
    "deadline",
    "due",
    "date",
    "by",
    "learning",
    "network",
    "areas",
    "area",
    "forward",
    "figures",
    "ref",
    "reference",
    "number",
    "no",
    "steps",
    "history",
    "tags",
    "mailer",
    "text",
    "cards",
    "recap",
    "report",
    "progress",
    "programme",
    "program",
];

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
            NOT_OWNERS.contains(&w) && w != "board" && w != "team" && w != "committee" && w != "group" && w != "by" && w != "on"
        })
        && !words.split(' ').next().is_some_and(|w| NOT_OWNERS.contains(&w))
}
