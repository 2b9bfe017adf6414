//! The page of an organisation: its names by date, its people, when it was there, what it owns.
//! And the list of all organisations.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::attendance::{AttendedMeeting, AttendedMeetingRow, AttendedMeetingTable, deputies, mode_key, standing_key};
use super::common::{CountLink, TextInLanguage, iso_day};
use super::rows::ActionTable;
use super::{Head, LanguageSite, Link, NamedTable, RowTable, View};
use crate::html::Html;
use crate::record::{Attendee, Date, MeetingIx, NameByDate, OrganisationIx, Party, PersonIx, Standing, Target};
use crate::site::index::AttendanceAt;
use crate::site::registers::organisation_path as path;
use crate::site::slice::{LIMIT, Slice, parts};

/// The page of an organisation, or of one year or month of its attendance.
#[derive(Debug, Clone, Serialize)]
pub struct OrganisationView<'r> {
    /// Its name now.
    pub name: String,
    /// Or empty.
    pub abbreviation: String,
    /// Other and earlier names.
    pub names: Vec<NameView>,
    /// Its own site, or empty.
    pub url: String,
    /// The author's note, or empty.
    pub note: Html,
    /// What it belongs to.
    pub part_of: Option<Link>,
    /// What took over.
    pub succeeded_by: Option<Link>,
    /// What it took over from, and what belongs to it.
    pub related: Vec<Link>,
    /// Offices held in it, newest first.
    pub offices: Vec<OfficeView>,
    /// The people who were there for it most often.
    pub people: Vec<CountLink>,
    /// There were more people than shown.
    pub more_people: usize,
    /// Its attendance.
    pub attendance: AttendanceView<'r>,
    /// The actions it owns that are open, the most pressing first.
    pub open: ActionTable,
    /// All the actions it owns.
    pub actions: Option<CountLink>,
    /// Bodies it is a member of.
    pub member_of: Vec<Link>,
    /// Who refers to it, newest first.
    pub cited_by: Vec<Link>,
    /// How many references there are.
    pub citations: usize,
}

impl View for OrganisationView<'_> {
    fn tables(&self) -> Vec<NamedTable<'_>> {
        vec![NamedTable::new("open", RowTable::Actions(&self.open)), self.attendance.named_table()]
    }
}

/// The attendance of an organisation or of a person, and its sums.
#[derive(Debug, Clone, Serialize)]
pub struct AttendanceView<'r> {
    /// The year or month it is of, ISO 8601, or empty for all.
    pub period: String,
    /// Sums, by year, newest first.
    pub years: Vec<YearOfAttendance>,
    /// The meetings, newest first.
    pub meetings: AttendedMeetingTable<'r>,
    /// All rows are shown; else the newest.
    pub complete: bool,
    /// How many rows there are.
    pub total: usize,
    /// The months that a long year is cut into.
    pub parts: Vec<CountLink>,
}

impl AttendanceView<'_> {
    /// Its long table, as templates know it.
    pub(super) fn named_table(&self) -> NamedTable<'_> {
        NamedTable::new("attendance", RowTable::AttendedMeetings(&self.meetings))
    }
}

/// The attendance of one year.
#[derive(Debug, Clone, Default, Serialize)]
pub struct YearOfAttendance {
    /// The year.
    pub year: String,
    /// The page of the year; empty where there is none.
    pub href: String,
    /// Meetings with somebody there in their own right.
    pub present: usize,
    /// Meetings with deputies only.
    pub deputies: usize,
    /// Meetings with apologies and nobody there.
    pub apologies: usize,
}

/// A name with its dates.
#[derive(Debug, Clone, Serialize)]
pub struct NameView {
    /// The name.
    pub name: String,
    /// ISO 8601, or empty.
    pub from: String,
    /// ISO 8601, or empty.
    pub to: String,
}

/// An office held.
#[derive(Debug, Clone, Serialize)]
pub struct OfficeView {
    /// The office.
    pub title: String,
    /// Who held it, or where.
    pub who: Link,
    /// ISO 8601, or empty.
    pub from: String,
    /// ISO 8601, or empty: still.
    pub to: String,
}

impl NameView {
    /// Of a list of names by date.
    pub fn all(names: &[NameByDate]) -> Vec<NameView> {
        let view =
            |n: &NameByDate| NameView { name: n.name.to_string(), from: LanguageSite::iso(n.from), to: LanguageSite::iso(n.to) };
        names.iter().map(view).collect()
    }
}

impl LanguageSite<'_> {
    /// A row of attendance.
    pub(crate) fn row(&self, at: AttendanceAt) -> Option<&Attendee> {
        self.record.meetings[at.0.ix()].attendance.as_ref()?.get(at.1 as usize)
    }

    /// Rows of attendance (with or without the names) and their sums; `path` is the page of the whole.
    pub(super) fn attendance_of(&self, all: &[AttendanceAt], path: &str, slice: Slice, names: bool) -> AttendanceView<'_> {
        let held = slice.of(all, |r| self.day_of_row(*r));
        let complete = slice.is_complete(held.len());
        let cut = slice.cut(all, false, |r| self.day_of_row(*r));
        let href = |s: Slice| self.addresses.folder(&format!("{path}{}", s.suffix()));
        let mut years: BTreeMap<i16, YearOfAttendance> = BTreeMap::new();
        for meeting in held.chunk_by(|a, b| a.0 == b.0) {
            let Some(first) = meeting.first() else { continue };
            let year = self.day_of_row(*first).year();
            let sum = years.entry(year).or_insert_with(|| YearOfAttendance {
                year: year.to_string(),
                href: if cut.contains_key(&Slice::Year(year)) { href(Slice::Year(year)) } else { String::new() },
                ..YearOfAttendance::default()
            });
            let rows = || meeting.iter().filter_map(|at| self.row(*at));
            let is_there = |row: &&Attendee| matches!(row.standing, Standing::Present | Standing::InAttendance);
            if rows().filter(is_there).any(|row| row.deputy_for.is_empty()) {
                sum.present += 1;
            } else if rows().any(|row| is_there(&row)) {
                sum.deputies += 1;
            } else if rows().any(|row| row.standing == Standing::Apologies) {
                sum.apologies += 1;
            }
        }
        let shown = if complete { usize::MAX } else { LIMIT / 10 };
        let months = if matches!(slice, Slice::Year(_)) { parts(&cut, slice) } else { Vec::new() };
        let rows = held.iter().rev().take(shown).copied();
        AttendanceView {
            period: slice.date(),
            years: years.into_values().rev().collect(),
            meetings: AttendedMeetingTable { names, rows: self.attended_meetings(rows, names) },
            complete,
            total: held.len(),
            parts: months.into_iter().map(|(s, count)| CountLink { text: s.date(), href: href(s), count, open: 0 }).collect(),
        }
    }

    /// Rows of attendance; those of one meeting follow each other, and share it.
    fn attended_meetings(&self, rows: impl Iterator<Item = AttendanceAt>, names: bool) -> Vec<AttendedMeetingRow<'_>> {
        let mut last: Option<(MeetingIx, Arc<AttendedMeeting>)> = None;
        let row = |at: AttendanceAt| {
            let row = self.row(at)?;
            let known = last.take().filter(|(meeting, _)| *meeting == at.0);
            let (_, meeting) = last.insert(known.unwrap_or_else(|| (at.0, Arc::new(self.attended_meeting(at.0)))));
            Some(self.attended_row(Arc::clone(meeting), at.0, row, names))
        };
        rows.filter_map(row).collect()
    }

    fn attended_meeting(&self, at: MeetingIx) -> AttendedMeeting {
        let meeting = &self.record.meetings[at.ix()];
        let body = self.body_short(meeting.body);
        AttendedMeeting { body: body.text, body_lang: body.lang, href: self.addresses.meeting(at), date: iso_day(meeting.date) }
    }

    fn attended_row<'r>(
        &'r self,
        meeting: Arc<AttendedMeeting>,
        at: MeetingIx,
        row: &'r Attendee,
        names: bool,
    ) -> AttendedMeetingRow<'r> {
        let (organisation, lang) = row.organisation.as_ref().map_or(("", ""), |o| self.organisation_words(o));
        let apologies = row.standing == Standing::Apologies;
        AttendedMeetingRow {
            meeting,
            // The names of people are in no language.
            name: if names { self.written_person(&row.name).in_language("") } else { Link::default() },
            organisation: TextInLanguage { text: organisation.into(), lang },
            standing: standing_key(row.standing),
            chair: row.chair,
            role: row.role.as_deref().unwrap_or(""),
            deputy_for: row.deputy_for.iter().map(|p| self.written_person(p)).collect(),
            mode: mode_key(row.mode),
            deputies: if apologies {
                deputies(&self.record.meetings[at.ix()], row).map(|d| self.deputy(d)).collect()
            } else {
                Vec::new()
            },
        }
    }

    /// The open actions of a party, and where all of them are.
    pub(super) fn owned(&self, party: Party) -> (ActionTable, Option<CountLink>) {
        let Some(owner) = self.index.owned_by(party) else { return (ActionTable::default(), None) };
        let is_open = |a: &&crate::record::ActionIx| self.record.actions[a.ix()].status.is_open();
        let open = self.action_table(owner.actions.iter().filter(is_open).take(20).copied(), true);
        let count = CountLink {
            text: owner.name.clone(),
            href: self.addresses.actions_of_owner(&owner.slug),
            count: owner.actions.len(),
            open: owner.actions.iter().filter(is_open).count(),
        };
        (open, Some(count))
    }
}

/// The page of an organisation; for a part of its attendance, that alone.
pub fn organisation<'r>(site: &'r LanguageSite<'_>, at: OrganisationIx, slice: Slice) -> (Head, OrganisationView<'r>) {
    let record = site.record;
    let organisation = &record.organisations[at.ix()];
    let whole = slice == Slice::Whole;
    let head = head(site, at, slice);
    let link = |ix: OrganisationIx| site.target_link(&Target::Organisation(ix));
    let (open, actions) = if whole { site.owned(Party::Organisation(at)) } else { (ActionTable::default(), None) };
    let (people, more_people) = if whole { people(site, at) } else { (Vec::new(), 0) };
    let (cited_by, citations) = if whole { site.cited_by(&Target::Organisation(at), 30) } else { (Vec::new(), 0) };
    let view = OrganisationView {
        name: site.organisation_name(at).0,
        abbreviation: organisation.abbreviation.as_deref().unwrap_or("").to_owned(),
        names: NameView::all(&organisation.names),
        url: organisation.url.as_deref().unwrap_or("").to_owned(),
        note: organisation.note.as_deref().map(|n| site.prose.inline(None, n, &head.root)).unwrap_or_default(),
        part_of: organisation.part_of.as_ref().and_then(|o| o.target).map(link),
        succeeded_by: organisation.succeeded_by.as_ref().and_then(|o| o.target).map(link),
        related: if whole { related(site, at) } else { Vec::new() },
        offices: if whole { offices(site, at) } else { Vec::new() },
        people,
        more_people,
        attendance: site.attendance_of(site.index.rows_of_organisation(at), &path(site, at, Slice::Whole), slice, true),
        open,
        actions,
        member_of: if whole { member_of(site, Party::Organisation(at)) } else { Vec::new() },
        cited_by,
        citations,
    };
    (head, view)
}

fn head(site: &LanguageSite<'_>, at: OrganisationIx, slice: Slice) -> Head {
    let organisation = &site.record.organisations[at.ix()];
    let mut above = vec![Link::new(site.say("organisations"), site.addresses.folder("organisations"))];
    let (name, name_lang) = site.organisation_name(at);
    let mut title = name.clone();
    if slice != Slice::Whole {
        above.push(site.target_link(&Target::Organisation(at)));
        title = site.say_with("attendance_in", &[("name", &title), ("period", &site.period(slice))]);
    }
    let description = site.say_with("organisation_description", &[("name", &name)]);
    let mut head = site.head(&path(site, at, slice), "organisation", title, description, above);
    if slice == Slice::Whole {
        head.title_lang = name_lang.to_owned();
    }
    head.illustrative = organisation.illustrative;
    head
}

/// Bodies that a party is or was a member of.
pub(super) fn member_of(site: &LanguageSite<'_>, party: Party) -> Vec<Link> {
    let is_member = |m: &crate::record::Member| {
        m.who.target == Some(party)
            || matches!((party, &m.organisation), (Party::Organisation(ix), Some(o)) if o.target == Some(ix))
    };
    let all = site.record.bodies.iter().enumerate().filter(|(_, b)| b.members.iter().any(is_member));
    all.map(|(n, _)| site.body_link(crate::record::BodyIx::at(n))).collect()
}

/// Organisations that came before it, and that are a part of it.
fn related(site: &LanguageSite<'_>, at: OrganisationIx) -> Vec<Link> {
    let is = |o: &Option<crate::record::Written<OrganisationIx>>| o.as_ref().and_then(|o| o.target) == Some(at);
    let all = site.record.organisations.iter().enumerate().filter(|(_, o)| is(&o.part_of) || is(&o.succeeded_by));
    all.map(|(n, _)| site.target_link(&Target::Organisation(OrganisationIx::at(n)))).collect()
}

fn offices(site: &LanguageSite<'_>, at: OrganisationIx) -> Vec<OfficeView> {
    let mut all: Vec<(Option<Date>, OfficeView)> = Vec::new();
    for (n, person) in site.record.people.iter().enumerate() {
        let ix = PersonIx::at(n);
        for role in person.roles.iter().filter(|r| r.organisation.as_ref().and_then(|o| o.target) == Some(at)) {
            let who = Link::new(site.person_name(ix), site.person_href(ix).unwrap_or_default());
            let view = OfficeView {
                title: role.title.to_string(),
                who,
                from: LanguageSite::iso(role.from),
                to: LanguageSite::iso(role.to),
            };
            all.push((role.from, view));
        }
    }
    all.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.title.cmp(&b.1.title)));
    all.into_iter().map(|(_, v)| v).collect()
}

/// The people who were there for it, those who came most often first.
fn people(site: &LanguageSite<'_>, at: OrganisationIx) -> (Vec<CountLink>, usize) {
    let mut seen: BTreeMap<PersonIx, usize> = BTreeMap::new();
    for row in site.index.rows_of_organisation(at).iter().filter_map(|r| site.row(*r)) {
        if let (Some(person), Standing::Present | Standing::InAttendance) = (row.name.target, row.standing) {
            *seen.entry(person).or_default() += 1;
        }
    }
    let mut seen: Vec<(PersonIx, usize)> = seen.into_iter().collect();
    seen.sort_by_key(|(person, n)| (std::cmp::Reverse(*n), *person));
    let shown = seen.iter().take(30).filter_map(|(ix, count)| {
        Some(CountLink { text: site.person_name(*ix), href: site.person_href(*ix)?, count: *count, open: 0 })
    });
    (shown.collect(), seen.len().saturating_sub(30))
}

/// A list of organisations or of people.
#[derive(Debug, Clone, Serialize)]
pub struct DirectoryView {
    /// `organisations` or `people`.
    pub kind: &'static str,
    /// By first letter.
    pub groups: Vec<DirectoryGroup>,
    /// How many there are.
    pub total: usize,
}

/// Those whose names begin with one letter.
#[derive(Debug, Clone, Serialize)]
pub struct DirectoryGroup {
    /// The letter.
    pub letter: String,
    /// By name.
    pub links: Vec<DirectoryLink>,
}

/// One of them.
#[derive(Debug, Clone, Serialize)]
pub struct DirectoryLink {
    /// The name.
    pub text: String,
    /// The language of the name where it is not the page's, else empty.
    pub lang: String,
    /// What stands after it: an abbreviation; or empty.
    pub more: String,
    /// Address below the site.
    pub href: String,
}

impl View for DirectoryView {}

impl DirectoryView {
    /// Of links in any order; `sort` is what each is filed under.
    pub(super) fn new(kind: &'static str, mut all: Vec<(String, DirectoryLink)>) -> DirectoryView {
        all.sort_by(|a, b| (&a.0, &a.1.href).cmp(&(&b.0, &b.1.href)));
        let letter = |key: &str| key.chars().next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        let groups = all.chunk_by(|a, b| letter(&a.0) == letter(&b.0)).map(|run| DirectoryGroup {
            letter: run.first().map(|(key, _)| letter(key)).unwrap_or_default(),
            links: run.iter().map(|(_, l)| l.clone()).collect(),
        });
        DirectoryView { kind, groups: groups.collect(), total: all.len() }
    }
}

/// The list of all organisations.
pub fn organisations(site: &LanguageSite<'_>) -> (Head, DirectoryView) {
    let link = |(n, o): (usize, &crate::record::Organisation)| {
        let (text, lang) = site.organisation_name(OrganisationIx::at(n));
        let key = crate::record::slug(&text);
        let link = DirectoryLink {
            text,
            lang: lang.to_owned(),
            more: o.abbreviation.as_deref().unwrap_or("").to_owned(),
            href: site.addresses.organisation(OrganisationIx::at(n)),
        };
        (key, link)
    };
    let all = site.record.organisations.iter().enumerate().map(link).collect();
    let description = site.say("organisations_description");
    let head = site.head("organisations", "directory", site.say("organisations"), description, Vec::new()).in_own_words();
    (head, DirectoryView::new("organisations", all))
}
