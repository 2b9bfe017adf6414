//! The pages of the other registers: decisions, changes, addresses, the attendance of organisations and people.

use std::collections::BTreeMap;

use super::index::AttendanceAt;
use super::language::LanguageSite;
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
pub fn cut_decisions(site: &LanguageSite<'_>) -> BTreeMap<Slice, usize> {
    slices(&site.index.decisions, true, |d| taken(site, *d))
}

/// The day a decision was taken.
pub fn taken(site: &LanguageSite<'_>, decision: DecisionIx) -> Day {
    site.record.meetings[site.record.decisions[decision.ix()].meeting.ix()].date
}

/// Path of a page of changes.
pub fn changes_path(slice: Slice) -> String {
    format!("changes{}", slice.suffix())
}

/// The pages that the changes are cut into.
pub fn cut_changes(site: &LanguageSite<'_>) -> BTreeMap<Slice, usize> {
    slices(all_news(site), true, |n| n.day)
}

/// Everything that happened up to today, oldest first.
pub fn all_news<'d>(site: &'d LanguageSite<'_>) -> &'d [News] {
    site.index.news.get_or_init(|| gather(site.record, site.today))
}

/// Path of a page of addresses.
pub fn links_path(slice: Slice) -> String {
    format!("permalinks{}", slice.suffix())
}

/// The pages that the addresses are cut into: the meetings are, by year.
pub fn cut_links(site: &LanguageSite<'_>) -> BTreeMap<Slice, usize> {
    slices(&site.index.meetings, false, |m| site.record.meetings[m.ix()].date)
}

/// Path of an organisation's page, or of a part of its attendance.
pub fn organisation_path(site: &LanguageSite<'_>, at: OrganisationIx, slice: Slice) -> String {
    format!("organisations/{}{}", site.record.organisations[at.ix()].id, slice.suffix())
}

/// The pages that an organisation's attendance is cut into.
pub fn cut_organisation(site: &LanguageSite<'_>, at: OrganisationIx) -> BTreeMap<Slice, usize> {
    slices(site.index.rows_of_organisation(at), false, |r| site.day_of_row(*r))
}

/// Path of a person's page, or of a part of their attendance.
pub fn person_path(site: &LanguageSite<'_>, at: PersonIx, slice: Slice) -> String {
    format!("people/{}{}", site.record.people[at.ix()].id, slice.suffix())
}

/// The pages that a person's attendance is cut into; none where this edition withholds their name.
pub fn cut_person(site: &LanguageSite<'_>, at: PersonIx) -> BTreeMap<Slice, usize> {
    if site.index.is_hidden(site.record, at) {
        return BTreeMap::new();
    }
    slices(site.index.rows_of_person(at), false, |r| site.day_of_row(*r))
}

/// The path of a page's folder below that of its language.
pub fn page_path(site: &LanguageSite<'_>, at: PageIx) -> String {
    let page = &site.record.pages[at.ix()];
    match &page.translation {
        Some(translation) if *translation.lang == *site.lang => translation.path.to_string(),
        _ => page.path.to_string(),
    }
}

impl LanguageSite<'_> {
    /// The day of a row of attendance.
    pub fn day_of_row(&self, at: AttendanceAt) -> Day {
        self.record.meetings[at.0.ix()].date
    }
}
