//! Every decision, by year and body: what was agreed, and where.

use serde::Serialize;

use super::common::CountLink;
use super::rows::DecisionRow;
use super::{Desk, Head, Link, View};
use crate::site::registers::{decisions_path as path, taken};
use crate::site::slice::{LIMIT, Slice, parts};

/// A page of the register of decisions.
#[derive(Debug, Clone, Serialize)]
pub struct DecisionsView {
    /// The year or month it is of, ISO 8601, or empty.
    pub period: String,
    /// All that the page is of are shown; else the newest.
    pub complete: bool,
    /// How many there are.
    pub total: usize,
    /// Newest first.
    pub rows: Vec<DecisionRow>,
    /// The years or months it is cut into.
    pub parts: Vec<CountLink>,
}

impl View for DecisionsView {}

/// A page of the register.
pub fn decisions(desk: &Desk<'_>, slice: Slice) -> (Head, DecisionsView) {
    let held = slice.of(&desk.index.decisions, |d| taken(desk, *d));
    let complete = slice.is_complete(held.len());
    let shown = if complete { usize::MAX } else { LIMIT / 3 };
    let mut above = Vec::new();
    let mut at = slice.above();
    while let Some(up) = at {
        let text = if up == Slice::Whole { desk.say("nav_decisions") } else { desk.period(up) };
        above.insert(0, Link::new(text, desk.addresses.folder(&path(up))));
        at = up.above();
    }
    let title = match slice {
        Slice::Whole => desk.say("nav_decisions"),
        slice => desk.say_with("decisions_in", &[("period", &desk.period(slice))]),
    };
    let head = desk.head(&path(slice), "decisions", title, desk.say("decisions_description"), above);
    let link = |(s, count): (Slice, usize)| CountLink { text: s.date(), href: desk.addresses.folder(&path(s)), count, open: 0 };
    let view = DecisionsView {
        period: slice.date(),
        complete,
        total: held.len(),
        rows: held.iter().rev().take(shown).map(|d| desk.decision_row(*d)).collect(),
        parts: parts(&slice.cut(&desk.index.decisions, true, |d| taken(desk, *d)), slice).into_iter().map(link).collect(),
    };
    (head, view)
}
