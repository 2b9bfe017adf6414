//! Every decision, by year and body: what was agreed, and where.

use serde::Serialize;

use super::common::CountLink;
use super::filters::{self, RegisterFilters};
use super::rows::DecisionRow;
use super::{Head, LanguageSite, Link, View};
use crate::record::DecisionIx;
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
    pub years: Vec<YearOfDecisions>,
    /// How they can be narrowed, where there are many.
    pub filters: Option<RegisterFilters>,
    /// The years or months it is cut into.
    pub parts: Vec<CountLink>,
}

impl View for DecisionsView {}

/// The decisions of a year.
#[derive(Debug, Clone, Serialize)]
pub struct YearOfDecisions {
    /// The year.
    pub year: String,
    /// Newest first.
    pub rows: Vec<DecisionRow>,
}

/// A page of the register.
pub fn decisions(site: &LanguageSite<'_>, slice: Slice) -> (Head, DecisionsView) {
    let held = slice.of(&site.index.decisions, |d| taken(site, *d));
    let complete = slice.is_complete(held.len());
    let shown = if complete { usize::MAX } else { LIMIT / 3 };
    let mut above = Vec::new();
    let mut at = slice.above();
    while let Some(up) = at {
        let text = if up == Slice::Whole { site.say("nav_decisions") } else { site.period(up) };
        above.insert(0, Link::new(text, site.addresses.folder(&path(up))));
        at = up.above();
    }
    let title = match slice {
        Slice::Whole => site.say("nav_decisions"),
        slice => site.say_with("decisions_in", &[("period", &site.period(slice))]),
    };
    let head = site.head(&path(slice), "decisions", title, site.say("decisions_description"), above);
    let link = |(s, count): (Slice, usize)| CountLink { text: s.date(), href: site.addresses.folder(&path(s)), count, open: 0 };
    let rows: Vec<DecisionIx> = held.iter().rev().take(shown).copied().collect();
    let by_year = rows.chunk_by(|a, b| taken(site, *a).year() == taken(site, *b).year());
    let view = DecisionsView {
        period: slice.date(),
        complete,
        total: held.len(),
        years: by_year
            .map(|year| YearOfDecisions {
                year: year.first().map(|d| taken(site, *d).year().to_string()).unwrap_or_default(),
                rows: year.iter().map(|d| site.decision_row(*d)).collect(),
            })
            .collect(),
        filters: filters::of_decisions(site, &rows),
        parts: parts(&slice.cut(&site.index.decisions, true, |d| taken(site, *d)), slice).into_iter().map(link).collect(),
    };
    (head, view)
}
