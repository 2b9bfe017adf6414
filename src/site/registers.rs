//! The pages of the other registers: decisions, changes, addresses, the attendance of organisations and people.

use std::collections::BTreeMap;

use super::desk::Desk;
use super::index::AttendanceAt;
use super::news::{News, gather};
use super::slice::{Slice, slices};
use crate::record::{Day, DecisionIx, OrganisationIx, PageIx, PersonIx};

/// Path of the map of the site.
pub const SITEMAP: &str = "sitemap";

/// Path of the accessibility statement.
pub const ACCESSIBILITY: &str = "accessibility-statement";

/// Path of a page of the register.
pub fn decisions_path(slice: Slice) -> String {
    format!("decisions{}", slice.suffix())
}

/// The pages that the register is cut into.
pub fn cut_decisions(desk: &Desk<'_>) -> BTreeMap<Slice, usize> {
    slices(&desk.index.decisions, true, |d| taken(desk, *d))
}

/// The day a decision was taken.
pub fn taken(desk: &Desk<'_>, decision: DecisionIx) -> Day {
    desk.record.meetings[desk.record.decisions[decision.ix()].meeting.ix()].date
}

/// Path of a page of changes.
pub fn changes_path(slice: Slice) -> String {
    format!("changes{}", slice.suffix())
}

/// The pages that the changes are cut into.
pub fn cut_changes(desk: &Desk<'_>) -> BTreeMap<Slice, usize> {
    slices(all_news(desk), true, |n| n.day)
}

/// Everything that happened up to today, oldest first.
pub fn all_news<'d>(desk: &'d Desk<'_>) -> &'d [News] {
    desk.index.news.get_or_init(|| gather(desk.record, desk.today))
}

/// Path of a page of addresses.
pub fn links_path(slice: Slice) -> String {
    format!("permalinks{}", slice.suffix())
}

/// The pages that the addresses are cut into: the meetings are, by year.
pub fn cut_links(desk: &Desk<'_>) -> BTreeMap<Slice, usize> {
    slices(&desk.index.meetings, false, |m| desk.record.meetings[m.ix()].date)
}

/// Path of an organisation's page, or of a part of its attendance.
pub fn organisation_path(desk: &Desk<'_>, at: OrganisationIx, slice: Slice) -> String {
    format!("organisations/{}{}", desk.record.organisations[at.ix()].id, slice.suffix())
}

/// The pages that an organisation's attendance is cut into.
pub fn cut_organisation(desk: &Desk<'_>, at: OrganisationIx) -> BTreeMap<Slice, usize> {
    slices(desk.index.rows_of_organisation(at), false, |r| desk.day_of_row(*r))
}

/// Path of a person's page, or of a part of their attendance.
pub fn person_path(desk: &Desk<'_>, at: PersonIx, slice: Slice) -> String {
    format!("people/{}{}", desk.record.people[at.ix()].id, slice.suffix())
}

/// The pages that a person's attendance is cut into; none where this edition withholds their name.
pub fn cut_person(desk: &Desk<'_>, at: PersonIx) -> BTreeMap<Slice, usize> {
    if desk.index.is_hidden(desk.record, at) {
        return BTreeMap::new();
    }
    slices(desk.index.rows_of_person(at), false, |r| desk.day_of_row(*r))
}

/// The path of a page's folder below the side of its language.
pub fn page_path(desk: &Desk<'_>, at: PageIx) -> String {
    let page = &desk.record.pages[at.ix()];
    match &page.translation {
        Some(translation) if *translation.lang == *desk.lang => translation.path.to_string(),
        _ => page.path.to_string(),
    }
}

impl Desk<'_> {
    /// The day of a row of attendance.
    pub fn day_of_row(&self, at: AttendanceAt) -> Day {
        self.record.meetings[at.0.ix()].date
    }
}
