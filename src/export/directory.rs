//! The directory as tables: people and organisations, with the ids that join the other tables.

use schemars::JsonSchema;
use serde::Serialize;

use super::file::{Export, absolute};
use super::tables;
use crate::record::{NameByDate, OrganisationIx, PersonIx};
use crate::site::LanguageSite;
use crate::text::plain;

/// The columns of `people.csv`.
pub(super) const PERSON_COLUMNS: [&str; 8] =
    ["id", "name", "post_nominals", "former_names", "roles", "organisation_ids", "address", "illustrative"];

/// The columns of `organisations.csv`.
pub(super) const ORGANISATION_COLUMNS: [&str; 10] =
    ["id", "name", "abbreviation", "former_names", "succeeded_by", "part_of", "url", "note", "address", "illustrative"];

/// A person.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct PersonRow<'a> {
    /// The id of the person, which joins the tables.
    id: &'a str,
    /// Their name, as the edition may show it.
    name: &'a str,
    /// The letters after it: `MP`.
    post_nominals: Option<&'a str>,
    /// Other and earlier names.
    former_names: Vec<FormerNameRow<'a>>,
    /// Offices held.
    roles: Vec<RoleRow<'a>>,
    /// The address of their page.
    address: String,
    /// It is invented for show.
    illustrative: bool,
}

/// A name that was the right one for a time.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct FormerNameRow<'a> {
    /// The name.
    name: &'a str,
    /// The first day on which it was right.
    from: Option<String>,
    /// The last day on which it was right.
    to: Option<String>,
}

/// An office that a person held.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct RoleRow<'a> {
    /// The office.
    title: &'a str,
    /// The organisation, as it is written.
    organisation: Option<&'a str>,
    /// The id of the organisation, where the record knows which is meant.
    organisation_id: Option<&'a str>,
    /// The first day.
    from: Option<String>,
    /// The last day.
    to: Option<String>,
}

/// An organisation.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct OrganisationRow<'a> {
    /// The id of the organisation, which joins the tables.
    id: &'a str,
    /// Its name now.
    name: &'a str,
    /// What it is called for short.
    abbreviation: Option<&'a str>,
    /// Other and earlier names.
    former_names: Vec<FormerNameRow<'a>>,
    /// The id of the organisation that took over.
    succeeded_by: Option<&'a str>,
    /// The id of the organisation that it belongs to.
    part_of: Option<&'a str>,
    /// The address of its own site.
    url: Option<&'a str>,
    /// What is noted of it.
    note: Option<String>,
    /// The address of its page.
    address: String,
    /// It is invented for show.
    illustrative: bool,
}

/// `people.json`, `people.csv`, `organisations.json`, `organisations.csv`.
pub(super) fn directory(site: &LanguageSite<'_>) -> Vec<Export> {
    let people: Vec<PersonRow<'_>> = (0..site.record.people.len()).map(|i| person(site, PersonIx::at(i))).collect();
    let organisations: Vec<OrganisationRow<'_>> =
        (0..site.record.organisations.len()).map(|i| organisation(site, OrganisationIx::at(i))).collect();
    let of_people = people.iter().map(|p| {
        let roles = p.roles.iter().map(|r| with_dates(&office(r), &r.from, &r.to)).collect::<Vec<_>>();
        let ids: Vec<&str> = p.roles.iter().filter_map(|r| r.organisation_id).collect();
        let text = |value: Option<&str>| value.unwrap_or("").to_owned();
        let names = former(&p.former_names);
        [
            p.id.to_owned(),
            p.name.to_owned(),
            text(p.post_nominals),
            names,
            roles.join("; "),
            ids.join("; "),
            p.address.clone(),
            tables::truth(p.illustrative).to_owned(),
        ]
    });
    let of_organisations = organisations.iter().map(|o| {
        let text = |value: Option<&str>| value.unwrap_or("").to_owned();
        [
            o.id.to_owned(),
            o.name.to_owned(),
            text(o.abbreviation),
            former(&o.former_names),
            text(o.succeeded_by),
            text(o.part_of),
            text(o.url),
            o.note.clone().unwrap_or_default(),
            o.address.clone(),
            tables::truth(o.illustrative).to_owned(),
        ]
    });
    vec![
        Export::csv("people.csv", &tables::csv(&PERSON_COLUMNS, of_people)),
        Export::csv("organisations.csv", &tables::csv(&ORGANISATION_COLUMNS, of_organisations)),
        Export::new("people.json", tables::json(site, "people", &people)),
        Export::new("organisations.json", tables::json(site, "organisations", &organisations)),
    ]
}

fn person<'a>(site: &LanguageSite<'a>, ix: PersonIx) -> PersonRow<'a> {
    let record = site.record;
    let person = &record.people[ix.ix()];
    let roles = person.roles.iter().map(|role| RoleRow {
        title: &role.title,
        organisation: role.organisation.as_ref().map(|o| &*o.text),
        organisation_id: role.organisation.as_ref().and_then(|o| o.target).map(|o| &*record.organisations[o.ix()].id),
        from: role.from.map(|d| d.to_string()),
        to: role.to.map(|d| d.to_string()),
    });
    PersonRow {
        id: &person.id,
        name: &person.name,
        post_nominals: person.post_nominals.as_deref(),
        former_names: former_names(&person.names),
        roles: roles.collect(),
        address: absolute(record, &site.addresses.person(ix)),
        illustrative: person.illustrative,
    }
}

fn organisation<'a>(site: &LanguageSite<'a>, ix: OrganisationIx) -> OrganisationRow<'a> {
    let record = site.record;
    let organisation = &record.organisations[ix.ix()];
    let id = |ix: OrganisationIx| &*record.organisations[ix.ix()].id;
    OrganisationRow {
        id: &organisation.id,
        name: &organisation.name,
        abbreviation: organisation.abbreviation.as_deref(),
        former_names: former_names(&organisation.names),
        succeeded_by: organisation.succeeded_by.as_ref().and_then(|w| w.target).map(id),
        part_of: organisation.part_of.as_ref().and_then(|w| w.target).map(id),
        url: organisation.url.as_deref(),
        note: organisation.note.as_deref().map(plain),
        address: absolute(record, &site.addresses.organisation(ix)),
        illustrative: organisation.illustrative,
    }
}

fn former_names(names: &[NameByDate]) -> Vec<FormerNameRow<'_>> {
    let name = |n: &NameByDate| (n.from.map(|d| d.to_string()), n.to.map(|d| d.to_string()));
    names.iter().map(|n| (n, name(n))).map(|(n, (from, to))| FormerNameRow { name: &n.name, from, to }).collect()
}

fn former(names: &[FormerNameRow<'_>]) -> String {
    names.iter().map(|n| with_dates(n.name, &n.from, &n.to)).collect::<Vec<_>>().join("; ")
}

fn office(role: &RoleRow<'_>) -> String {
    role.organisation.map_or_else(|| role.title.to_owned(), |o| format!("{}, {o}", role.title))
}

/// Words and, in brackets, an interval as ISO 8601 writes it, open where a side is not known.
fn with_dates(words: &str, from: &Option<String>, to: &Option<String>) -> String {
    if from.is_none() && to.is_none() {
        return words.to_owned();
    }
    let side = |date: &Option<String>| date.clone().unwrap_or_else(|| "..".to_owned());
    format!("{words} ({}/{})", side(from), side(to))
}
