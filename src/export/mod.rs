//! The record for programs: JSON and CSV tables, calendars, feeds, linked data, the map of redirects.
//!
//! Everything here is made from the record that the edition may see, so nothing withheld can be in it.
//! The shapes are versioned ([`VERSION`]) and described in `docs/reference/data.md` and by the JSON Schemas
//! that every site publishes below `schema/`.

pub mod agenda;
mod atom;
mod attachment_row;
mod attendance;
mod calendar;
mod changed;
mod content_lines;
mod controls;
mod datasets;
pub mod digest;
mod directory;
mod file;
mod linked;
mod lists;
mod markdown;
mod motions;
mod package;
mod people;
pub mod recipes;
mod redirects;
pub mod reminders;
mod rows;
mod schema;
pub mod served;
mod sitemap;
mod tables;
pub mod terminal;
mod time_zone;
mod tombstones;

pub use calendar::calendar;

pub use file::{Export, VERSION};
pub(crate) use markdown::escape_markdown;
pub use sitemap::{is_sitemap, sitemap};

use crate::record::{ActionIx, BodyIx, DatasetIx, ListIx, MeetingIx};
use crate::site::LanguageSite;
use crate::site::generated::is_generated;

/// A group of exports that are made of one thing: each group is made by itself, in parallel, and dropped once written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportPart {
    /// The calendar, feed and linked data of the site, its reports and its lists.
    Site,
    /// The tables of meetings.
    Meetings,
    /// The tables of who attended, of the site and of all bodies.
    Attendance,
    /// The tables of who attended the meetings of a body: a part of [`ExportPart::Attendance`], for who asks for nothing else.
    AttendanceOf(BodyIx),
    /// The tables of actions.
    Actions,
    /// The tables of decisions.
    Decisions,
    /// The tables of motions and votes.
    Motions,
    /// Everything of a body.
    Body(BodyIx),
    /// Everything of a list.
    List(ListIx),
    /// Everything of a dataset.
    Dataset(DatasetIx),
    /// The feed of an owner of actions, by its place in the index.
    Owner(usize),
    /// People and organisations.
    People,
    /// The JSON Schemas.
    Schemas,
    /// The maps of redirects.
    Redirects,
}

/// Some actions as JSON, in the shape of `actions.json`.
pub fn actions_json(site: &LanguageSite<'_>, actions: &[ActionIx]) -> Vec<u8> {
    tables::actions_json(site, &tables::action_rows(site, actions))
}

/// Some actions as CSV, in the shape of `actions.csv`.
pub fn actions_csv(site: &LanguageSite<'_>, actions: &[ActionIx]) -> Vec<u8> {
    tables::actions_csv(&tables::action_rows(site, actions))
}

/// Every group of exports.
pub fn parts(site: &LanguageSite<'_>) -> Vec<ExportPart> {
    use ExportPart::{Actions, Attendance, Decisions, Meetings, Motions, People, Redirects, Schemas, Site};
    let fixed = [Site, Meetings, Attendance, Actions, Decisions, Motions, People, Schemas, Redirects];
    let bodies = (0..site.record.bodies.len()).map(|i| ExportPart::Body(BodyIx::at(i)));
    let lists = (0..site.record.lists.len()).map(|i| ExportPart::List(ListIx::at(i)));
    let datasets = (0..site.record.datasets.len()).map(|i| ExportPart::Dataset(DatasetIx::at(i)));
    let owners = (0..site.index.owners.len()).map(ExportPart::Owner);
    fixed.into_iter().chain(bodies).chain(lists).chain(datasets).chain(owners).collect()
}

/// The groups that may hold the export at a path; none for a path that no export has.
pub fn parts_at(site: &LanguageSite<'_>, path: &str) -> Vec<ExportPart> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    match folder {
        "schema" => return vec![ExportPart::Schemas],
        "redirects" => return vec![ExportPart::Redirects],
        _ if !is_generated(name) => return Vec::new(),
        _ => {}
    }
    let is_at = |part: &ExportPart| match part {
        ExportPart::Body(ix) => {
            let id = &*site.record.bodies[ix.ix()].id;
            *id == *folder || (name == "meeting.ics" && folder.rsplit_once('/').is_some_and(|(above, _)| above == id))
        }
        ExportPart::List(ix) => *site.record.lists[ix.ix()].path == *folder,
        ExportPart::Dataset(ix) => *site.record.datasets[ix.ix()].path == *folder,
        ExportPart::Owner(n) => site.index.owners.get(*n).is_some_and(|owner| atom::owner_folder(owner) == folder),
        ExportPart::Site => folder.is_empty(),
        ExportPart::Meetings => folder.is_empty() && name.starts_with("meetings."),
        ExportPart::Attendance => folder.is_empty() && name.starts_with("attendance."),
        ExportPart::Actions => folder.is_empty() && name.starts_with("actions."),
        ExportPart::Decisions => folder.is_empty() && name.starts_with("decisions."),
        ExportPart::Motions => folder.is_empty() && (name.starts_with("motions.") || name == "votes.csv"),
        ExportPart::People => folder.is_empty(),
        ExportPart::AttendanceOf(_) | ExportPart::Schemas | ExportPart::Redirects => false,
    };
    let body = site.record.bodies.iter().position(|body| *body.id == *folder).filter(|_| name.starts_with("attendance."));
    match body {
        Some(body) => vec![ExportPart::AttendanceOf(BodyIx::at(body))],
        None => parts(site).into_iter().filter(is_at).collect(),
    }
}

/// Makes the exports of a group and hands each to `put`.
pub fn make(part: ExportPart, site: &LanguageSite<'_>, put: &(dyn Fn(Export) + Sync)) {
    let record = site.record;
    match part {
        ExportPart::Site => {
            put(Export::new("calendar.ics", calendar(site, None)));
            put(package::package(site));
            atom::site(site).into_iter().for_each(put);
            linked::site(site).into_iter().for_each(put);
            tables::reports(site).into_iter().for_each(put);
            lists::all(site).into_iter().for_each(put);
        }
        ExportPart::Meetings => {
            tables::meetings(site, "", &all(record.meetings.len(), MeetingIx::at)).into_iter().for_each(put);
        }
        ExportPart::Attendance => {
            attendance::all(site, put);
        }
        ExportPart::AttendanceOf(body) => attendance::of_body(site, body, put),
        ExportPart::Actions => {
            tables::actions(site, ("", None), &all(record.actions.len(), crate::record::ActionIx::at)).into_iter().for_each(put);
        }
        ExportPart::Decisions => {
            tables::decisions(site, ("", None), &all(record.decisions.len(), crate::record::DecisionIx::at))
                .into_iter()
                .for_each(put);
        }
        ExportPart::Motions => {
            let every = all(record.motions.len(), crate::record::MotionIx::at);
            motions::motions(site, "", &every).into_iter().for_each(put);
        }
        ExportPart::Body(body) => of_body(site, body, put),
        ExportPart::List(list) => lists::list(site, list).into_iter().for_each(put),
        ExportPart::Owner(n) => site.index.owners.get(n).and_then(|o| atom::owner(site, o)).into_iter().for_each(put),
        ExportPart::Dataset(ix) => datasets::dataset(site, ix).into_iter().for_each(put),
        ExportPart::People => {
            put(people::popolo(site));
            directory::directory(site).into_iter().for_each(put);
        }
        ExportPart::Schemas => schema::all().into_iter().for_each(put),
        ExportPart::Redirects => redirects::maps(site).into_iter().for_each(put),
    }
}

fn of_body(site: &LanguageSite<'_>, body: BodyIx, put: &(dyn Fn(Export) + Sync)) {
    let record = site.record;
    let folder = format!("{}/", record.bodies[body.ix()].id);
    let meetings: Vec<_> = record.meetings_of(body).map(|(ix, _)| ix).collect();
    let actions: Vec<_> = meetings.iter().flat_map(|m| record.actions_of(*m)).map(|(ix, _)| ix).collect();
    let decisions: Vec<_> = meetings.iter().flat_map(|m| record.decisions_of(*m)).map(|(ix, _)| ix).collect();
    let made: Vec<_> = meetings.iter().flat_map(|m| record.motions_of(*m)).map(|(ix, _)| ix).collect();
    tables::meetings(site, &folder, &meetings).into_iter().for_each(put);
    tables::actions(site, (&folder, Some(body)), &actions).into_iter().for_each(put);
    tables::decisions(site, (&folder, Some(body)), &decisions).into_iter().for_each(put);
    motions::motions(site, &folder, &made).into_iter().for_each(put);
    put(Export::new(format!("{folder}calendar.ics"), calendar(site, Some(body))));
    for ix in meetings {
        if let Some(one) = calendar::of_meeting(site, ix) {
            put(Export::new(format!("{}/meeting.ics", record.meeting_id(&record.meetings[ix.ix()])), one));
        }
    }
    atom::body(site, body).into_iter().for_each(put);
    linked::body(site, body).into_iter().for_each(put);
}

fn all<Ix>(count: usize, at: impl Fn(usize) -> Ix) -> Vec<Ix> {
    (0..count).map(at).collect()
}
