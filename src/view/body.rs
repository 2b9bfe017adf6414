//! The page of a body: what it is for, who sits on it, when it met, who came, what is open.

use std::collections::BTreeMap;

use serde::Serialize;

use super::common::{CountLink, DocumentView};
use super::home::{BodyCard, ListCard, ReportCard, UpcomingRow};
use super::organisation::NameView;
use super::rows::{ActionTable, DecisionRow, MeetingRow};
use super::{Head, LanguageSite, Link, NamedTable, RowTable, View};
use crate::html::Html;
use crate::record::{
    Attendee, BodyIx, Date, ListIx, Meeting, MeetingIx, Member, OrganisationIx, Party, PersonIx, Standing, Target, Written,
};
use crate::site::archive::MEETINGS_OF_BODY;
use crate::site::slice::Slice;

/// The page of a body.
#[derive(Debug, Clone, Serialize)]
pub struct BodyView {
    /// Its id, which is its address.
    pub id: String,
    /// Its full name.
    pub name: String,
    /// Or empty.
    pub abbreviation: String,
    /// Its remit, or empty.
    pub html: Html,
    /// Note, source and so on of its page.
    pub document: DocumentView,
    /// Who chairs it.
    pub chair: Option<Link>,
    /// Who keeps its minutes.
    pub secretariat: Option<Link>,
    /// How often it meets, or empty.
    pub meets: String,
    /// The language of `meets` where it is not the page's, else empty.
    pub meets_lang: String,
    /// ISO 8601, or empty.
    pub established: String,
    /// ISO 8601, or empty.
    pub ended: String,
    /// Earlier names.
    pub names: Vec<NameView>,
    /// The body it reports to.
    pub parent: Option<Link>,
    /// The bodies below it.
    pub children: Vec<BodyCard>,
    /// Meetings to come.
    pub upcoming: Vec<UpcomingRow>,
    /// The newest meetings that were held, newest first, with what they decided.
    pub latest: Vec<MeetingRow>,
    /// What happened to it, the latest year first.
    pub timeline: Vec<super::timeline::TimelineYear>,
    /// How many there are.
    pub total: usize,
    /// All its meetings, where they are not all shown.
    pub all_meetings: Option<Link>,
    /// The years it met, newest first, where its meetings are cut by year.
    pub years: Vec<CountLink>,
    /// Members, those of now first.
    pub members: Vec<MemberView>,
    /// What is known of some member: the columns that the table of members has.
    pub member_columns: MemberColumns,
    /// Who came to the newest meetings.
    pub matrix: Option<Matrix>,
    /// The most pressing open actions.
    pub open: ActionTable,
    /// How many are open.
    pub open_total: usize,
    /// How many actions there are.
    pub actions_total: usize,
    /// All its actions.
    pub actions_href: String,
    /// The newest decisions.
    pub decisions: Vec<DecisionRow>,
    /// Its lists.
    pub lists: Vec<ListCard>,
    /// Its newest reports.
    pub reports: Vec<ReportCard>,
    /// Its datasets.
    pub datasets: Vec<Link>,
    /// Plain pages in its folder.
    pub pages: Vec<Link>,
    /// Who refers to it, newest first.
    pub cited_by: Vec<Link>,
}

impl View for BodyView {
    fn tables(&self) -> Vec<NamedTable<'_>> {
        vec![NamedTable::new("open", RowTable::Actions(&self.open))]
    }
}

/// A member for a time.
#[derive(Debug, Clone, Serialize)]
pub struct MemberView {
    /// The person or the organisation.
    pub who: Link,
    /// The organisation a person sits for.
    pub organisation: Option<Link>,
    /// Chair, member …; or empty.
    pub role: String,
    /// ISO 8601, or empty.
    pub from: String,
    /// ISO 8601, or empty.
    pub to: String,
    /// No longer.
    pub past: bool,
}

/// The columns of a table of members that some member fills.
#[derive(Debug, Clone, Serialize)]
pub struct MemberColumns {
    /// The organisation that a person sits for.
    pub organisation: bool,
    /// Chair, member …
    pub role: bool,
    /// The beginning of a term.
    pub from: bool,
    /// The end of a term.
    pub to: bool,
}

/// Who came to which of the newest meetings.
#[derive(Debug, Clone, Serialize)]
pub struct Matrix {
    /// What a row is: `members`, `organisations` or `people`.
    pub of: &'static str,
    /// The meetings, oldest first.
    pub columns: Vec<MatrixColumn>,
    /// A row for each member, organisation or person.
    pub rows: Vec<MatrixRow>,
    /// How many rows there would be besides.
    pub more: usize,
    /// The words of the cells that need saying, in this order: keys of the messages, after `matrix_key_`.
    pub key: Vec<&'static str>,
}

/// A meeting.
#[derive(Debug, Clone, Serialize)]
pub struct MatrixColumn {
    /// ISO 8601.
    pub date: String,
    /// As [`MeetingRow::apart`].
    pub apart: String,
    /// The meeting.
    pub href: String,
}

/// Who came when.
#[derive(Debug, Clone, Serialize)]
pub struct MatrixRow {
    /// Who.
    pub who: Link,
    /// For each meeting `present`, `deputy`, `apologies`, `absent`, or empty where nothing is recorded: keys of the messages, after `matrix_`.
    pub cells: Vec<&'static str>,
    /// How many of the meetings they were at.
    pub attended: usize,
    /// How many a deputy was at in their place.
    pub deputies: usize,
    /// How many there were while they were a member, or are recorded.
    pub of: usize,
}

/// How many meetings the matrix has.
const COLUMNS: usize = 12;
/// How many rows the matrix has.
const ROWS: usize = 60;

/// The page of a body.
pub fn body(site: &LanguageSite<'_>, at: BodyIx) -> (Head, BodyView) {
    let record = site.record;
    let body = &record.bodies[at.ix()];
    let mut head = head(site, at);
    head.thing = site.body_thing(at);
    let document = body.document.as_ref();
    let total = record.meetings_of(at).count();
    let held = site.index.body_actions.get(at.ix()).map_or(&[][..], Vec::as_slice);
    let mut open: Vec<_> = held.iter().copied().filter(|a| record.actions[a.ix()].status.is_open()).collect();
    open.sort_by_key(|a| {
        let due = record.actions[a.ix()].due.as_ref().and_then(|d| d.date).map(Date::last);
        (due.is_none(), due, *a)
    });
    let decisions = record.meetings_of(at).rev().take(COLUMNS).flat_map(|(m, _)| record.decisions_of(m).rev());
    let held_meetings = record.meetings_of(at).rev().filter(|(_, m)| m.date <= site.today && !m.cancelled);
    let (meets, meets_lang) = site.word(document, "meets", body.meets.as_deref().unwrap_or(""));
    let view = BodyView {
        id: body.id.to_string(),
        name: site.body_name(at).0,
        abbreviation: site.body_abbreviation(at),
        html: document.map(|d| site.prose.document(site.text_of(d), &head.root).html).unwrap_or_default(),
        document: document.map(|d| site.document(d, &head.root)).unwrap_or_default(),
        chair: body.chair.as_ref().map(|c| site.written_person(c)),
        secretariat: body.secretariat.as_ref().map(|s| seat(site, s)),
        meets,
        meets_lang: meets_lang.to_owned(),
        established: LanguageSite::iso(body.established),
        ended: LanguageSite::iso(body.ended),
        names: NameView::all(&body.names),
        parent: body.parent.map(|p| site.body_link(p)),
        children: site.index.children.get(at.ix()).into_iter().flatten().map(|c| site.body_card(*c)).collect(),
        upcoming: site.upcoming(Some(at), 4),
        latest: held_meetings.take(3).map(|(m, _)| site.meeting_row_with_subjects(m)).collect(),
        timeline: super::timeline::timeline(site, at, MEETINGS_OF_BODY),
        total,
        all_meetings: (total > MEETINGS_OF_BODY).then(|| {
            Link::new(body.name.to_string(), site.addresses.folder(&crate::site::archive::path(site, Some(at), Slice::Whole)))
        }),
        years: if total > MEETINGS_OF_BODY { years(site, at) } else { Vec::new() },
        member_columns: MemberColumns {
            organisation: body.members.iter().any(|m| m.organisation.is_some()),
            role: body.members.iter().any(|m| m.role.is_some()),
            from: body.members.iter().any(|m| m.from.is_some()),
            to: body.members.iter().any(|m| m.to.is_some()),
        },
        members: members(site, at),
        matrix: matrix(site, at),
        open_total: open.len(),
        open: site.action_table(open.iter().take(10).copied(), false),
        actions_total: held.len(),
        actions_href: site.addresses.actions_of_body(at),
        decisions: decisions.take(8).map(|(d, _)| site.decision_row(d)).collect(),
        lists: (0..record.lists.len())
            .map(ListIx::at)
            .filter(|l| record.lists[l.ix()].body == Some(at))
            .map(|l| site.list_card(l))
            .collect(),
        reports: site.newest_reports(|r| r.body == Some(at), 10),
        datasets: (0..record.datasets.len())
            .filter(|n| record.datasets[*n].body == Some(at))
            .map(|n| site.target_link(&Target::Dataset(crate::record::DatasetIx::at(n))))
            .collect(),
        pages: site.pages_below(&body.id).map(|p| site.target_link(&Target::Page(p, None))).collect(),
        cited_by: site.cited_by(&Target::Body(at), 30).0,
    };
    (head, view)
}

fn head(site: &LanguageSite<'_>, at: BodyIx) -> Head {
    let body = &site.record.bodies[at.ix()];
    let document = body.document.as_ref();
    let mut above = site.way_to(at);
    above.pop();
    let (name, name_lang) = site.body_name(at);
    let (mut words, words_lang) = document.map(|d| site.description(d)).unwrap_or_default();
    if words.is_empty() {
        words = site.say_with("body_description", &[("name", &name)]);
    }
    let mut head = site.head(&body.id, "body", name.clone(), words, above);
    (head.title_lang, head.description_lang) = (name_lang.to_owned(), words_lang);
    if let Some(document) = document {
        head.untranslated = site.untranslated(document).to_owned();
        head.record_lang = site.own_text_language(document).to_owned();
    }
    head.marking = super::about::marking(document, Some(body));
    head.illustrative = body.illustrative;
    head
}

fn years(site: &LanguageSite<'_>, at: BodyIx) -> Vec<CountLink> {
    let cut = crate::site::archive::cut(site, Some(at));
    let own = crate::site::slice::parts(&cut, Slice::Whole);
    own.into_iter()
        .map(|(s, count)| CountLink {
            text: s.date(),
            href: site.addresses.folder(&crate::site::archive::path(site, Some(at), s)),
            count,
            open: 0,
        })
        .collect()
}

fn members(site: &LanguageSite<'_>, at: BodyIx) -> Vec<MemberView> {
    let is_past = |m: &Member| m.to.is_some_and(|d| d.last() < site.today);
    let view = |m: &Member| MemberView {
        who: member(site, &m.who),
        organisation: m.organisation.as_ref().map(|o| seat(site, o)),
        role: m.role.as_deref().unwrap_or("").to_owned(),
        from: LanguageSite::iso(m.from),
        to: LanguageSite::iso(m.to),
        past: is_past(m),
    };
    let all = &site.record.bodies[at.ix()].members;
    let (past, now): (Vec<&Member>, Vec<&Member>) = all.iter().partition(|m| is_past(m));
    now.into_iter().chain(past).map(view).collect()
}

/// A member under their name: front matter may write an id, which is no name for a reader.
fn member(site: &LanguageSite<'_>, who: &Written<Party>) -> Link {
    let record = site.record;
    match who.target {
        Some(Party::Person(ix)) if record.people[ix.ix()].id == who.text => person(site, ix),
        Some(Party::Organisation(ix)) if record.organisations[ix.ix()].id == who.text => organisation(site, ix),
        _ => site.written_party(who),
    }
}

/// The organisation that a member sits for, likewise.
fn seat(site: &LanguageSite<'_>, written: &Written<OrganisationIx>) -> Link {
    match written.target {
        Some(ix) if site.record.organisations[ix.ix()].id == written.text => organisation(site, ix),
        _ => site.written_organisation(written),
    }
}

/// Who came to the newest meetings that record it: the members, or, where none are listed, the organisations or people that were named.
fn matrix(site: &LanguageSite<'_>, at: BodyIx) -> Option<Matrix> {
    let record = site.record;
    let mut meetings: Vec<(MeetingIx, &Meeting)> =
        record.meetings_of(at).rev().filter(|(_, m)| m.attendance.is_some()).take(COLUMNS).collect();
    meetings.reverse();
    if meetings.len() < 2 {
        return None;
    }
    let column = |(ix, m): &(MeetingIx, &Meeting)| MatrixColumn {
        date: m.date.to_string(),
        apart: record.apart_by(m).unwrap_or_default(),
        href: site.addresses.meeting(*ix),
    };
    let columns = meetings.iter().map(column).collect();
    let (of, parties) = rows_of_matrix(site, at, &meetings);
    let mut rows: Vec<MatrixRow> = parties
        .into_iter()
        .map(|(who, party)| {
            let cells: Vec<&'static str> = meetings.iter().map(|(_, m)| cell(m, party)).collect();
            let count = |which: &str| cells.iter().filter(|c| **c == which).count();
            let (attended, deputies) = (count("present"), count("deputy"));
            let of =
                meetings.iter().zip(&cells).filter(|((_, m), cell)| !cell.is_empty() || sat(site, at, party, m.date)).count();
            MatrixRow { who, cells, attended, deputies, of }
        })
        .filter(|r| of == "members" || r.cells.iter().any(|c| !c.is_empty()))
        .collect();
    if of != "members" {
        rows.sort_by(|a, b| (b.attended + b.deputies).cmp(&(a.attended + a.deputies)).then_with(|| a.who.text.cmp(&b.who.text)));
    }
    let more = rows.len().saturating_sub(ROWS);
    rows.truncate(ROWS);
    let is_said = |word: &&str| rows.iter().any(|r| r.cells.contains(word));
    let key = ["present", "deputy", "apologies", "absent"].into_iter().filter(is_said).collect();
    (!rows.is_empty()).then_some(Matrix { of, columns, rows, more, key })
}

/// Returns true if a party was a member of a body on a day, by what the body's page says; of others nobody knows better.
fn sat(site: &LanguageSite<'_>, at: BodyIx, party: Party, day: crate::record::Day) -> bool {
    let terms = || site.record.bodies[at.ix()].members.iter().filter(|m| m.who.target == Some(party));
    let holds = |m: &Member| m.from.is_none_or(|d| d.first() <= day) && m.to.is_none_or(|d| day <= d.last());
    terms().next().is_none() || terms().any(holds)
}

fn rows_of_matrix(site: &LanguageSite<'_>, at: BodyIx, meetings: &[(MeetingIx, &Meeting)]) -> (&'static str, Vec<(Link, Party)>) {
    let first = meetings.first().map_or(site.today, |(_, m)| m.date);
    let members = &site.record.bodies[at.ix()].members;
    if !members.is_empty() {
        let sits = |m: &&Member| m.to.is_none_or(|d| d.last() >= first);
        let mut seen = Vec::new();
        for member in members.iter().filter(sits) {
            if let Some(party) = member.who.target.filter(|p| !seen.iter().any(|(_, q)| q == p)) {
                seen.push((self::member(site, &member.who), party));
            }
        }
        return ("members", seen);
    }
    let rows = || meetings.iter().flat_map(|(_, m)| m.attendance.iter().flatten());
    let with_organisation = rows().filter(|a| a.organisation.is_some()).count();
    let mut all: BTreeMap<Party, Link> = BTreeMap::new();
    if with_organisation * 2 > rows().count() {
        for ix in rows().filter_map(|a| a.organisation.as_ref()?.target) {
            all.entry(Party::Organisation(ix)).or_insert_with(|| organisation(site, ix));
        }
        return ("organisations", all.into_iter().map(|(p, l)| (l, p)).collect());
    }
    for ix in rows().filter_map(|a| a.name.target) {
        all.entry(Party::Person(ix)).or_insert_with(|| person(site, ix));
    }
    ("people", all.into_iter().map(|(p, l)| (l, p)).collect())
}

fn organisation(site: &LanguageSite<'_>, at: OrganisationIx) -> Link {
    site.target_link(&Target::Organisation(at))
}

fn person(site: &LanguageSite<'_>, at: PersonIx) -> Link {
    Link::new(site.person_name(at), site.person_href(at).unwrap_or_default())
}

/// What the minutes say of a party: the best of its rows, where it has several.
fn cell(meeting: &Meeting, party: Party) -> &'static str {
    let rows = || meeting.attendance.iter().flatten();
    let is = |a: &&Attendee| match party {
        Party::Person(ix) => a.name.target == Some(ix),
        Party::Organisation(ix) => a.organisation.as_ref().and_then(|o| o.target) == Some(ix),
        Party::Body(_) => false,
    };
    let there = |a: &&Attendee| matches!(a.standing, Standing::Present | Standing::InAttendance);
    let stood_in = |a: &Attendee| match party {
        Party::Person(ix) => a.deputy_for.iter().any(|p| p.target == Some(ix)),
        _ => false,
    };
    if rows().filter(is).any(|a| there(&a) && (matches!(party, Party::Person(_)) || a.deputy_for.is_empty())) {
        "present"
    } else if rows().any(stood_in) || rows().filter(is).any(|a| there(&a)) {
        "deputy"
    } else if rows().filter(is).any(|a| a.standing == Standing::Apologies) {
        "apologies"
    } else if rows().filter(is).any(|a| a.standing == Standing::Absent) {
        "absent"
    } else {
        ""
    }
}
