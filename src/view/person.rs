//! The page of a person: offices, meetings, who stood in for them, what they own. And the list of all people.

use serde::Serialize;

use super::common::CountLink;
use super::motions::PersonMotionRow;
use super::organisation::{AttendanceView, DirectoryLink, DirectoryView, NameView, OfficeView, member_of};
use super::rows::ActionTable;
use super::{Head, LanguageSite, Link, NamedTable, RowTable, View};
use crate::html::Html;
use crate::record::{Party, Person, PersonIx, Target};
use crate::site::registers::person_path as path;
use crate::site::slice::Slice;

/// The page of a person, or of one year or month of their attendance.
#[derive(Debug, Clone, Serialize)]
pub struct PersonView<'r> {
    /// With post-nominals.
    pub name: String,
    /// Other and earlier names.
    pub names: Vec<NameView>,
    /// The author's note, or empty.
    pub note: Html,
    /// Offices held, newest first.
    pub offices: Vec<OfficeView>,
    /// Their attendance.
    pub attendance: AttendanceView<'r>,
    /// When others stood in for them, newest first; at most so many.
    pub represented: Vec<RepresentedRow>,
    /// How often others stood in.
    pub times_represented: usize,
    /// The actions they own that are open.
    pub open: ActionTable,
    /// All the actions they own.
    pub actions: Option<CountLink>,
    /// Motions that they moved, seconded or voted on by name, newest first; at most so many.
    pub motions: Vec<PersonMotionRow>,
    /// How many there are.
    pub times_motions: usize,
    /// Bodies they are a member of.
    pub member_of: Vec<Link>,
    /// Who refers to them, newest first.
    pub cited_by: Vec<Link>,
    /// How many references there are.
    pub citations: usize,
}

impl View for PersonView<'_> {
    fn tables(&self) -> Vec<NamedTable<'_>> {
        vec![NamedTable::new("open", RowTable::Actions(&self.open)), self.attendance.named_table()]
    }
}

/// Somebody stood in for them.
#[derive(Debug, Clone, Serialize)]
pub struct RepresentedRow {
    /// ISO 8601.
    pub date: String,
    /// The meeting.
    pub meeting: Link,
    /// Who.
    pub deputy: super::attendance::DeputyView,
}

/// At most so many rows of deputies are shown.
const SHOWN: usize = 30;

/// The page of a person; for a part of their attendance, that alone.
pub fn person<'r>(site: &'r LanguageSite<'_>, at: PersonIx, slice: Slice) -> (Head, PersonView<'r>) {
    let record = site.record;
    let person = &record.people[at.ix()];
    let name = site.person_name(at);
    let whole = slice == Slice::Whole;
    let mut above = vec![Link::new(site.say("people"), site.addresses.folder("people"))];
    let mut title = name.clone();
    if !whole {
        above.push(site.target_link(&Target::Person(at)));
        title = site.say_with("attendance_in", &[("name", &name), ("period", &site.period(slice))]);
    }
    let description = site.say_with("person_description", &[("name", &name)]);
    let mut head = site.head(&path(site, at, slice), "person", title, description, above);
    head.illustrative = person.illustrative;
    head.thing = site.person_thing(at).filter(|_| whole);
    let (open, actions) = if whole { site.owned(Party::Person(at)) } else { (ActionTable::default(), None) };
    let (cited_by, citations) = if whole { site.cited_by(&Target::Person(at), 30) } else { (Vec::new(), 0) };
    let (motions, times_motions) = if whole { site.motions_of_person(at) } else { (Vec::new(), 0) };
    let view = PersonView {
        motions,
        times_motions,
        names: NameView::all(&person.names),
        note: person.note.as_deref().map(|n| site.prose.inline(None, n, &head.root)).unwrap_or_default(),
        offices: if whole { offices(site, person) } else { Vec::new() },
        attendance: site.attendance_of(site.index.rows_of_person(at), &path(site, at, Slice::Whole), slice, false),
        represented: if whole { represented(site, at) } else { Vec::new() },
        times_represented: site.index.deputies_of(at).len(),
        open,
        actions,
        member_of: if whole { member_of(site, Party::Person(at)) } else { Vec::new() },
        cited_by,
        citations,
        name,
    };
    (head, view)
}

fn offices(site: &LanguageSite<'_>, person: &Person) -> Vec<OfficeView> {
    let mut all: Vec<_> = person.roles.iter().collect();
    all.sort_by_key(|r| std::cmp::Reverse(r.from));
    let nowhere = || Link::new(String::new(), String::new());
    all.iter()
        .map(|role| OfficeView {
            title: role.title.to_string(),
            who: role.organisation.as_ref().map_or_else(nowhere, |o| match o.target {
                Some(ix) => site.target_link(&Target::Organisation(ix)),
                None => site.written_organisation(o),
            }),
            from: LanguageSite::iso(role.from),
            to: LanguageSite::iso(role.to),
        })
        .collect()
}

fn represented(site: &LanguageSite<'_>, at: PersonIx) -> Vec<RepresentedRow> {
    let rows = site.index.deputies_of(at).iter().rev().take(SHOWN);
    let view = |&(meeting, row): &(crate::record::MeetingIx, u32)| {
        let m = &site.record.meetings[meeting.ix()];
        let who = m.attendance.as_ref()?.get(row as usize)?;
        let link = site.own_words(site.body_name_short(m.body), site.addresses.meeting(meeting));
        Some(RepresentedRow { date: m.date.to_string(), meeting: link, deputy: site.deputy(who) })
    };
    rows.filter_map(view).collect()
}

/// The list of all people, by surname: the last word of the name.
pub fn people(site: &LanguageSite<'_>) -> (Head, DirectoryView) {
    let all = site.record.people.iter().enumerate().filter_map(|(n, person)| {
        let ix = PersonIx::at(n);
        let href = site.person_href(ix)?;
        let last = person.name.rsplit(' ').next().unwrap_or(&person.name);
        let link = DirectoryLink { text: site.person_name(ix), lang: String::new(), more: String::new(), href };
        Some((crate::record::slug(&format!("{last} {}", person.name)), link))
    });
    let description = site.say("people_description");
    let head = site.head("people", "directory", site.say("people"), description, Vec::new()).in_own_words();
    (head, DirectoryView::new("people", all.collect()))
}
