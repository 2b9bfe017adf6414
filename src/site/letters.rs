//! The lines of the A to Z, by letter.

use std::collections::BTreeMap;

use super::language::{LanguageSite, languages};
use super::shared::AzLine;
use crate::record::{BodyIx, DatasetIx, Document, Edition, ListIx, MeetingIx, OrganisationIx, Person, PersonIx, ReportIx, slug};
use crate::text::plain;

/// The lines of every letter, made once for a build. Keyed by what addresses call a letter (`a`, `0-9`).
pub fn letters<'d>(site: &LanguageSite<'d>) -> &'d BTreeMap<String, Vec<AzLine>> {
    site.shared.letters.get_or_init(|| make(site))
}

/// Names in every language are listed in every language, so that a reader who knows one finds it, and all have the same letters.
fn make(site: &LanguageSite<'_>) -> BTreeMap<String, Vec<AzLine>> {
    let mut all: BTreeMap<String, Vec<AzLine>> = BTreeMap::new();
    let mut add = |text: &str, lang: &str, href: String, kind: &'static str, count: usize| {
        let sort = slug(text);
        let first = sort.chars().next().unwrap_or('x');
        let letter = if first.is_numeric() { "0-9".to_owned() } else { first.to_string() };
        let lang = if lang == site.lang { String::new() } else { lang.to_owned() };
        all.entry(letter).or_default().push(AzLine { sort, text: text.to_owned(), lang, href, kind, count });
    };
    let (record, addresses, own) = (site.record, site.addresses, site.own_language());
    for (n, body) in record.bodies.iter().enumerate() {
        for name in std::iter::once(&body.name).chain(&body.abbreviation).chain(body.names.iter().map(|n| &n.name)) {
            add(name, own, addresses.body(BodyIx::at(n)), "az_body", 0);
        }
        for (lang, page, words) in body.document.iter().flat_map(|d| translations(site, d)) {
            let name = words.get("name").unwrap_or(&page.title);
            for name in std::iter::once(name).chain(words.get("abbreviation")).filter(|n| !n.is_empty()) {
                add(name, lang, addresses.body(BodyIx::at(n)), "az_body", 0);
            }
        }
    }
    for (n, organisation) in record.organisations.iter().enumerate() {
        let names = organisation.names.iter().map(|n| &n.name);
        for name in std::iter::once(&organisation.name).chain(&organisation.abbreviation).chain(names) {
            add(name, own, addresses.organisation(OrganisationIx::at(n)), "az_organisation", 0);
        }
        for (lang, name) in &organisation.translated {
            add(name, lang, addresses.organisation(OrganisationIx::at(n)), "az_organisation", 0);
        }
    }
    // Several people may share what the public edition calls them ("Official"): that is no name to look up. The names of
    // people are in no language.
    let named = |p: &&Person| site.edition == Edition::Internal || p.public_name.is_none();
    for (n, person) in record.people.iter().enumerate().filter(|(_, p)| named(p)) {
        for name in std::iter::once(&person.name).chain(person.translated.iter().map(|(_, name)| name)) {
            add(name, site.lang, addresses.person(PersonIx::at(n)), "az_person", 0);
        }
    }
    let mut titled = |document: &Document, href: String, kind: &'static str| {
        add(&document.title, document.lang.as_deref().unwrap_or(own), href.clone(), kind, 0);
        for (lang, page, _) in translations(site, document).filter(|(_, page, _)| !page.title.is_empty()) {
            add(&page.title, lang, href.clone(), kind, 0);
        }
    };
    for (n, report) in record.reports.iter().enumerate() {
        titled(&report.document, addresses.report(ReportIx::at(n)), "az_report");
    }
    for (n, list) in record.lists.iter().enumerate() {
        titled(&list.document, addresses.list(ListIx::at(n)), "az_list");
    }
    for (n, dataset) in record.datasets.iter().enumerate() {
        titled(&dataset.document, addresses.dataset(DatasetIx::at(n)), "az_dataset");
    }
    for (title, (count, href)) in subjects(site) {
        add(&title, own, href, "az_subject", count);
    }
    for lines in all.values_mut() {
        lines.sort();
        lines.dedup();
    }
    all
}

/// The words of a translation's front matter, by key.
type Words = BTreeMap<&'static str, Box<str>>;

/// The translations of a document: language, text, the words of its front matter.
fn translations<'d>(
    site: &'d LanguageSite<'_>,
    document: &'d Document,
) -> impl Iterator<Item = (&'d str, &'d Document, &'d Words)> {
    languages(site.record).skip(1).filter_map(move |lang| {
        let page = site.record.translation(document, lang)?;
        Some((lang, &page.document, &page.translation.as_ref()?.words))
    })
}

/// The titles of agenda items: how often each was on an agenda, and its newest place.
fn subjects(site: &LanguageSite<'_>) -> BTreeMap<String, (usize, String)> {
    let mut newest: BTreeMap<&str, (usize, MeetingIx, &str)> = BTreeMap::new();
    for (n, meeting) in site.record.meetings.iter().enumerate() {
        for section in meeting.sections.iter().filter(|s| s.heading.is_some() && s.number.is_some()) {
            let here = (MeetingIx::at(n), &*section.anchor);
            let entry = newest.entry(&section.title).or_insert((0, here.0, here.1));
            entry.0 += 1;
            let before = site.record.meetings.get(entry.1.ix()).map(|m| m.date);
            if before < Some(meeting.date) {
                (entry.1, entry.2) = here;
            }
        }
    }
    let place = |(title, (count, meeting, anchor)): (&str, (usize, MeetingIx, &str))| {
        (plain(title).trim().to_owned(), (count, site.addresses.meeting_place(meeting, anchor)))
    };
    newest.into_iter().map(place).filter(|(title, _)| !title.is_empty()).collect()
}

/// The path of a letter's page: `a-z/b`; of the first page: `a-z`.
pub fn az_path(letter: Option<&str>) -> String {
    letter.map_or_else(|| "a-z".to_owned(), |l| format!("a-z/{l}"))
}
