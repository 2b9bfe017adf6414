//! What is searched of everything but meetings: reports, lists, datasets, bodies, organisations, people, pages.

use std::collections::BTreeMap;

use super::{Library, is_welsh};
use crate::record::{BodyIx, DatasetIx, Date, Entry, ListIx, OrganisationIx, PageIx, PersonIx, ReportIx};
use crate::search::doc::{Doc, DocKind, Unit, UnitKind};
use crate::text::plain;

impl Library<'_> {
    pub(super) fn report(&self, ix: ReportIx) -> Option<Doc> {
        let report = self.record.reports.get(ix.ix())?;
        let mut also: Vec<String> = report.numbers.iter().map(|(_, n)| n.to_string()).collect();
        also.extend([&report.series, &report.period, &report.publisher].into_iter().flatten().map(|t| t.to_string()));
        also.extend(report.authors.iter().map(|a| a.to_string()));
        also.extend(report.date.map(|d| format!("{d} {}", d.in_english())));
        also.extend(report.attachments.iter().map(|a| format!("{} {}", a.title, a.name)));
        let mut doc = self.open(DocKind::Report, self.addresses.report(ix), &report.document, also);
        doc.date = report.date;
        doc.body = report.body.map(|b| b.0);
        self.text(&report.document, &mut doc);
        for correction in &report.corrections {
            let label = correction.paragraph.as_deref().unwrap_or("");
            doc.units.push(Unit::new(UnitKind::Block, doc.address.clone(), label, plain(&correction.note)));
        }
        for attachment in &report.attachments {
            self.attachment(attachment, &mut doc.units);
        }
        Some(doc)
    }

    pub(super) fn list(&self, ix: ListIx) -> Option<Doc> {
        let list = self.record.lists.get(ix.ix())?;
        let mut doc = self.open(DocKind::List, self.addresses.list(ix), &list.document, vec![list.entry_kind.to_string()]);
        doc.date = list.revisions.last().map(|r| Date::Day(r.date));
        doc.body = list.body.map(|b| b.0);
        self.text(&list.document, &mut doc);
        // Each entry once, as its newest revision has it, with the names and notes of the others.
        let mut entries: BTreeMap<&str, (Unit, &Entry)> = BTreeMap::new();
        let same = |a: &Entry, b: &Entry| a.name == b.name && a.note == b.note && a.values == b.values;
        for entry in list.revisions.iter().rev().flat_map(|r| &r.entries) {
            // A list whose contents are withheld has no entries in an edition that may not see them.
            let text = || {
                let mut text = entry.name.to_string();
                for part in entry.note.iter().chain(&entry.values).filter(|p| !p.is_empty()) {
                    text.push('\n');
                    text.push_str(part);
                }
                text
            };
            match entries.get_mut(&*entry.key) {
                // What it said in the revision after has been taken in.
                Some((_, after)) if same(after, entry) => {}
                Some((unit, after)) => {
                    let text = text();
                    if unit.text != text {
                        unit.also.push('\n');
                        unit.also.push_str(&text);
                    }
                    *after = entry;
                }
                None => {
                    let mut unit = Unit::new(UnitKind::Entry, self.addresses.entry(ix, &entry.slug), "", text());
                    // A country is found by every name it had and has, in both languages, and by its code.
                    for name in entry.country.iter().flat_map(|c| c.names()).filter(|n| **n != *entry.name) {
                        unit.also.push_str(name);
                        unit.also.push('\n');
                    }
                    entries.insert(&entry.key, (unit, entry));
                }
            }
        }
        doc.units.extend(entries.into_values().map(|(unit, _)| unit));
        Some(doc)
    }

    pub(super) fn dataset(&self, ix: DatasetIx) -> Option<Doc> {
        let dataset = self.record.datasets.get(ix.ix())?;
        let also = dataset.units.iter().map(|u| u.to_string()).collect();
        let mut doc = self.open(DocKind::Dataset, self.addresses.dataset(ix), &dataset.document, also);
        doc.body = dataset.body.map(|b| b.0);
        self.text(&dataset.document, &mut doc);
        for table in &dataset.tables {
            let mut words = vec![&*table.title, &*table.period];
            words.extend(table.series.iter().map(|s| &**s));
            words.extend(table.rows.iter().map(|r| &*r.label));
            let mut unit = Unit::new(UnitKind::Block, doc.address.clone(), "", &*table.title);
            unit.also = words.join("\n");
            doc.units.push(unit);
        }
        Some(doc)
    }

    pub(super) fn body(&self, ix: BodyIx) -> Option<Doc> {
        let body = self.record.bodies.get(ix.ix())?;
        let mut doc = self.bare(DocKind::Body, self.addresses.body(ix), self.site.body_name(ix));
        let mut also: Vec<&str> = body.abbreviation.as_deref().into_iter().chain(body.names.iter().map(|n| &*n.name)).collect();
        let short = self.site.body_abbreviation(ix);
        let others = [&*short, &*body.name];
        also.extend(others.into_iter().filter(|o| *o != doc.title && Some(*o) != body.abbreviation.as_deref()));
        doc.also = also.join("\n");
        doc.body = Some(ix.0);
        if let Some(document) = &body.document {
            doc.description = self.site.description(document).0;
            let lang = self.site.foreign_text(document);
            doc.welsh = is_welsh(if lang.is_empty() { self.site.lang } else { lang });
            doc.lang = lang.to_owned();
            self.text(document, &mut doc);
        }
        Some(doc)
    }

    pub(super) fn organisation(&self, ix: OrganisationIx) -> Option<Doc> {
        let organisation = self.record.organisations.get(ix.ix())?;
        let mut doc = self.bare(DocKind::Organisation, self.addresses.organisation(ix), self.site.organisation_name(ix));
        let names = organisation.abbreviation.as_deref().into_iter().chain(organisation.names.iter().map(|n| &*n.name));
        let own = Some(&*organisation.name).filter(|n| *n != doc.title);
        doc.also = names.chain(own).collect::<Vec<_>>().join("\n");
        doc.description = organisation.note.as_deref().map(plain).unwrap_or_default();
        doc.organisations = vec![ix.0];
        Some(doc)
    }

    pub(super) fn person(&self, ix: PersonIx) -> Option<Doc> {
        let person = self.record.people.get(ix.ix())?;
        let mut doc = self.bare(DocKind::Person, self.addresses.person(ix), (person.name.to_string(), ""));
        let names = person.post_nominals.as_deref().into_iter().chain(person.names.iter().map(|n| &*n.name));
        doc.also = names.collect::<Vec<_>>().join("\n");
        let roles: Vec<&str> = person.roles.iter().map(|r| &*r.title).collect();
        doc.description = roles.join("; ");
        if !roles.is_empty() {
            doc.units.push(Unit::new(UnitKind::Block, doc.address.clone(), "", roles.join("\n")));
        }
        Some(doc)
    }

    pub(super) fn page(&self, ix: PageIx) -> Option<Doc> {
        let page = self.record.pages.get(ix.ix())?;
        let mut doc = self.open(DocKind::Page, self.addresses.page(ix), &page.document, Vec::new());
        if doc.title.is_empty() {
            let (site, lang) = self.site.site_title();
            (doc.title, doc.title_lang) =
                if page.path.is_empty() { (site, lang.to_owned()) } else { (page.path.to_string(), String::new()) };
        }
        doc.body = page.body.map(|b| b.0);
        self.text(&page.document, &mut doc);
        Some(doc)
    }

    pub(super) fn bare(&self, kind: DocKind, address: String, (title, lang): (String, &str)) -> Doc {
        Doc {
            address,
            title,
            title_lang: lang.to_owned(),
            also: String::new(),
            description: String::new(),
            date: None,
            kind,
            body: None,
            organisations: Vec::new(),
            welsh: is_welsh(if lang.is_empty() { self.site.lang } else { lang }),
            lang: self.site.foreign().to_owned(),
            units: Vec::new(),
        }
    }
}
