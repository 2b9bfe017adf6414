//! The record for programs: JSON and CSV tables, calendars, feeds, linked data, the map of redirects.
//!
//! Everything here is made from the record that the edition may see, so nothing withheld can be in it.
//! The shapes are versioned ([`VERSION`]) and described in `docs/reference/data.md` and by the JSON Schemas
//! that every site publishes below `schema/`.

pub mod agenda;
mod atom;
mod calendar;
mod changed;
mod linked;
mod lists;
mod people;
mod redirects;
mod rows;
mod schema;
mod sitemap;
mod tables;
pub mod terminal;

pub use calendar::calendar;
pub use sitemap::sitemap;

use std::fmt::Write as _;

use rayon::prelude::*;

use crate::record::{ActionIx, BodyIx, ListIx, Record};
use crate::view::Desk;

/// The version of the JSON shapes. A field may be added to a version; nothing is taken away or changes its meaning.
pub const VERSION: u32 = 1;

/// The names of the files that are made for the site, a body or a list, and for `schema/`.
const NAMES: [&str; 20] = [
    "actions.csv",
    "actions.json",
    "attendance.csv",
    "attendance.json",
    "calendar.ics",
    "decisions.csv",
    "decisions.json",
    "feed.xml",
    "list.csv",
    "list.json",
    "lists.csv",
    "lists.json",
    "meetings.csv",
    "meetings.json",
    "meetings.jsonld",
    "people.json",
    "popolo.json",
    "reports.csv",
    "reports.json",
    "site.jsonld",
];

/// Whether a file of this name is made of the record, so that it stands wherever what it is made of stands.
pub fn is_generated(name: &str) -> bool {
    NAMES.binary_search(&name).is_ok()
}

/// The names of such files.
pub fn generated_names() -> &'static [&'static str] {
    &NAMES
}

/// One file that is not a page.
pub struct Export {
    /// Where it is written.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Export {
    fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Export {
        Export { path: path.into(), bytes: bytes.into() }
    }
}

/// Which exports there are: each is made on its own, so that they are made in parallel and dropped once written.
#[derive(Debug, Clone, Copy)]
enum Part {
    Site,
    Meetings,
    Actions,
    Decisions,
    Body(BodyIx),
    List(ListIx),
    /// By its place in the index.
    Owner(usize),
    People,
    Schemas,
    Redirects,
}

/// Some actions as JSON, in the shape of `actions.json`.
pub fn actions_json(desk: &Desk<'_>, actions: &[ActionIx]) -> Vec<u8> {
    tables::actions_json(desk, &tables::action_rows(desk, actions))
}

/// Some actions as CSV, in the shape of `actions.csv`.
pub fn actions_csv(desk: &Desk<'_>, actions: &[ActionIx]) -> Vec<u8> {
    tables::actions_csv(&tables::action_rows(desk, actions))
}

/// Makes every export and hands each to `put`.
pub fn exports(desk: &Desk<'_>, put: &(dyn Fn(Export) + Sync)) {
    let fixed = [Part::Site, Part::Meetings, Part::Actions, Part::Decisions, Part::People, Part::Schemas, Part::Redirects];
    let bodies = (0..desk.record.bodies.len()).map(|i| Part::Body(BodyIx::at(i)));
    let lists = (0..desk.record.lists.len()).map(|i| Part::List(ListIx::at(i)));
    let owners = (0..desk.index.owners.len()).map(Part::Owner);
    let parts: Vec<Part> = fixed.into_iter().chain(bodies).chain(lists).chain(owners).collect();
    parts.into_par_iter().for_each(|part| make(part, desk, put));
}

fn make(part: Part, desk: &Desk<'_>, put: &(dyn Fn(Export) + Sync)) {
    let record = desk.record;
    match part {
        Part::Site => {
            put(Export::new("calendar.ics", calendar(desk, None)));
            atom::site(desk).into_iter().for_each(put);
            linked::site(desk).into_iter().for_each(put);
            tables::reports(desk).into_iter().for_each(put);
            lists::all(desk).into_iter().for_each(put);
        }
        Part::Meetings => {
            tables::meetings(desk, "", &all(record.meetings.len(), crate::record::MeetingIx::at)).into_iter().for_each(put);
        }
        Part::Actions => {
            tables::actions(desk, "", &all(record.actions.len(), crate::record::ActionIx::at)).into_iter().for_each(put);
        }
        Part::Decisions => {
            tables::decisions(desk, "", &all(record.decisions.len(), crate::record::DecisionIx::at)).into_iter().for_each(put);
        }
        Part::Body(body) => of_body(desk, body, put),
        Part::List(list) => lists::list(desk, list).into_iter().for_each(put),
        Part::Owner(n) => desk.index.owners.get(n).and_then(|o| atom::owner(desk, o)).into_iter().for_each(put),
        Part::People => put(people::popolo(desk)),
        Part::Schemas => schema::all().into_iter().for_each(put),
        Part::Redirects => redirects::maps(desk).into_iter().for_each(put),
    }
}

fn of_body(desk: &Desk<'_>, body: BodyIx, put: &(dyn Fn(Export) + Sync)) {
    let record = desk.record;
    let folder = format!("{}/", record.bodies[body.ix()].id);
    let meetings: Vec<_> = record.meetings_of(body).map(|(ix, _)| ix).collect();
    let actions: Vec<_> = meetings.iter().flat_map(|m| record.actions_of(*m)).map(|(ix, _)| ix).collect();
    let decisions: Vec<_> = meetings.iter().flat_map(|m| record.decisions_of(*m)).map(|(ix, _)| ix).collect();
    tables::meetings(desk, &folder, &meetings).into_iter().for_each(put);
    tables::attendance(desk, &folder, &meetings).into_iter().for_each(put);
    tables::actions(desk, &folder, &actions).into_iter().for_each(put);
    tables::decisions(desk, &folder, &decisions).into_iter().for_each(put);
    put(Export::new(format!("{folder}calendar.ics"), calendar(desk, Some(body))));
    atom::body(desk, body).into_iter().for_each(put);
    linked::body(desk, body).into_iter().for_each(put);
}

fn all<Ix>(count: usize, at: impl Fn(usize) -> Ix) -> Vec<Ix> {
    (0..count).map(at).collect()
}

/// The absolute address of a place of the site, as a URI (RFC 3986); below the site where that does not know its own.
pub(crate) fn absolute(record: &Record, address: &str) -> String {
    let address = if address == "./" { "" } else { address };
    format!("{}{}", record.site.base_url, encoded(address))
}

/// Everything but what stands for itself in the path, the query and the fragment of a URI, in percent form.
fn encoded(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/#?=&:@!$'()*+,;%".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
