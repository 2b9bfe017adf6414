//! What the next meeting of a body begins with: who is expected, what is still to be done, what recurs, what is due for review.
//!
//! Made from the record alone; `export/agenda.rs` writes it as Markdown.

use super::LanguageSite;
use crate::record::{
    Action, ActionIx, Attendee, Audience, Body, BodyIx, Date, Day, FileId, Hours, List, Meeting, MeetingIx, Mention, Party,
    PassageKind, RowOrder, Section, Standing, Target, Written,
};
use crate::site::action_query::sort_by_urgency;
use crate::site::index;
use crate::text::plain;

/// What the file of the next meeting holds.
#[derive(Debug, Clone)]
pub struct Agenda {
    /// The day.
    pub date: Day,
    /// The body's minutes are for the internal edition only.
    pub internal: bool,
    /// Its hours, where the last minutes announced them.
    pub hours: Option<Hours>,
    /// Its place, where the last minutes announced it.
    pub venue: Option<String>,
    /// Files that lie in the folder of the meeting already.
    pub papers: Vec<String>,
    /// The heading of those present, as the body's minutes have it.
    pub present: String,
    /// The heading of the apologies.
    pub apologies: String,
    /// Who is expected.
    pub members: Vec<Seat>,
    /// The last meeting: its date and the way to its file from the new one.
    pub last: Option<(Day, String)>,
    /// What is still to be done, what presses most first.
    pub arising: Vec<Arising>,
    /// Ids of open actions that may not be named in minutes that everybody reads.
    pub unnamed: Vec<String>,
    /// Lists whose review is due by the day of the meeting, or before the one after it.
    pub reviews: Vec<ReviewDue>,
    /// Headings that recur from meeting to meeting.
    pub recurring: Vec<String>,
}

/// Somebody who is expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// The organisation, by its name on the day; or empty.
    pub organisation: String,
    /// The name with post-nominals, `Official`, or empty.
    pub name: String,
    /// What they are there as: `chair`; or empty.
    pub role: String,
    /// The body's minutes put the name first.
    pub name_first: bool,
}

/// An action that is still to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arising {
    /// Its id.
    pub id: String,
    /// Where it stands: `open` or `in progress`.
    pub status: String,
    /// What is to be done, as plain words.
    pub text: String,
    /// The day it was raised.
    pub raised: Day,
    /// By when.
    pub due: Option<String>,
    /// Who owns it, where that is not who owned it when it was raised.
    pub passed_to: Vec<String>,
    /// Past due on the day of the meeting.
    pub overdue: bool,
}

/// A list whose review is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewDue {
    /// What a reference to it is: `list:source-countries`.
    pub reference: String,
    /// The day of its last revision.
    pub last: Option<Day>,
    /// The last day for the review.
    pub due: Day,
}

/// How many of the last meetings a heading is looked for in, and in how many it must stand to recur.
const RECURS: (usize, usize) = (3, 2);

/// The next meeting of a body. `papers`: files that lie in its folder already; `to_last`: the way from its file to that of the last meeting.
pub fn agenda(site: &LanguageSite<'_>, at: BodyIx, date: Day, papers: Vec<String>, way: &dyn Fn(FileId) -> String) -> Agenda {
    let record = site.record;
    let body = &record.bodies[at.ix()];
    let held: Vec<(MeetingIx, &Meeting)> = record.meetings_of(at).filter(|(_, m)| !m.cancelled && m.date < date).collect();
    let last = held.last().map(|(_, m)| *m);
    let internal = last.is_some_and(|m| m.document.audience == Audience::Internal);
    let (arising, unnamed) = arising(site, at, date, internal);
    let announced = last.and_then(|m| m.next.as_ref()).filter(|n| n.date == Some(Date::Day(date)));
    Agenda {
        date,
        internal,
        hours: announced.and_then(|n| n.hours),
        venue: announced.and_then(|n| n.venue.as_deref()).map(plain),
        papers,
        present: heading(last, &[Standing::Present, Standing::InAttendance]).unwrap_or_else(|| "Attendees".to_owned()),
        apologies: heading(last, &[Standing::Apologies]).unwrap_or_else(|| "Apologies".to_owned()),
        members: members(site, body, last, date),
        last: last.map(|m| (m.date, way(m.document.file))),
        arising,
        unnamed,
        reviews: reviews(site, at, date, last.map_or(date, |m| horizon(m.date, date))),
        recurring: recurring(&held),
    }
}

/// The heading under which a meeting's rows of that standing stand; none where it is an agenda item, or no heading.
fn heading(last: Option<&Meeting>, standing: &[Standing]) -> Option<String> {
    let meeting = last?;
    let rows = meeting.attendance.as_deref()?;
    let opens = |section: &&Section| {
        section.number.is_none()
            && section.passages.iter().any(|b| match b.kind {
                PassageKind::Attendance { from, .. } => rows.get(from as usize).is_some_and(|r| standing.contains(&r.standing)),
                _ => false,
            })
    };
    let section = meeting.sections.iter().find(opens)?;
    // A label below the heading has a word of its own for each list.
    let labelled = section.passages.iter().any(|b| matches!(b.kind, PassageKind::Attendance { label: Some(_), .. }));
    let title = plain(&section.title).trim().to_owned();
    (!title.is_empty() && !labelled).then_some(title)
}

/// The members of that day; for a body that names none, those of the last meeting, principals rather than deputies.
fn members(site: &LanguageSite<'_>, body: &Body, last: Option<&Meeting>, date: Day) -> Vec<Seat> {
    let rows = last.and_then(|m| m.attendance.as_deref()).unwrap_or(&[]);
    let name_first = rows.first().is_some_and(|r| r.order == RowOrder::NameFirst);
    let sits =
        |from: Option<Date>, to: Option<Date>| from.is_none_or(|d| d.first() <= date) && to.is_none_or(|d| date <= d.last());
    let mut seats: Vec<Seat> = Vec::new();
    for member in body.members.iter().filter(|m| sits(m.from, m.to)) {
        let role = member.role.as_deref().filter(|r| r.eq_ignore_ascii_case("chair")).unwrap_or("").to_lowercase();
        match member.who.target {
            Some(Party::Organisation(ix)) => {
                let organisation = organisation_on(site, ix, date);
                let named = rows
                    .iter()
                    .filter(|r| is_principal(r) && !r.unnamed && r.organisation.as_ref().is_some_and(|o| o.target == Some(ix)));
                let names: Vec<String> = named.map(|r| r.name.text.to_string()).collect();
                if names.is_empty() {
                    seats.push(Seat { organisation, name: "Official".to_owned(), role, name_first });
                } else {
                    seats.extend(names.into_iter().map(|name| Seat {
                        organisation: organisation.clone(),
                        name,
                        role: role.clone(),
                        name_first,
                    }));
                }
            }
            Some(Party::Person(ix)) => {
                let person = &site.record.people[ix.ix()];
                let name =
                    person.post_nominals.as_deref().map_or_else(|| person.name.to_string(), |p| format!("{} {p}", person.name));
                let organisation = member.organisation.as_ref().map(|o| written_on(site, o, date)).unwrap_or_default();
                seats.push(Seat { organisation, name, role, name_first });
            }
            Some(Party::Body(_)) | None => {
                let organisation = member.organisation.as_ref().map(|o| written_on(site, o, date)).unwrap_or_default();
                seats.push(Seat { organisation, name: member.who.text.to_string(), role, name_first });
            }
        }
    }
    if seats.is_empty() {
        seats = rows.iter().filter(|r| is_principal(r)).map(|r| seat(site, r, date, name_first)).collect();
    }
    chair(site, body, &mut seats);
    let mut kept: Vec<Seat> = Vec::new();
    for seat in seats {
        if seat.name == "Official" || !kept.iter().any(|k| k.name == seat.name) {
            kept.push(seat);
        }
    }
    kept
}

/// Whether a row is of a member rather than of somebody in a member's place.
fn is_principal(row: &Attendee) -> bool {
    row.deputy_for.is_empty() && row.standing != Standing::InAttendance && !row.name.text.is_empty()
}

fn seat(site: &LanguageSite<'_>, row: &Attendee, date: Day, name_first: bool) -> Seat {
    Seat {
        organisation: row.organisation.as_ref().map(|o| written_on(site, o, date)).unwrap_or_default(),
        name: row.name.text.to_string(),
        role: if row.chair { "chair".to_owned() } else { String::new() },
        name_first,
    }
}

/// Says who takes the chair, where the body's page does and no seat has it yet.
fn chair(site: &LanguageSite<'_>, body: &Body, seats: &mut [Seat]) {
    let Some(person) = body.chair.as_ref().and_then(|c| c.target).map(|p| &site.record.people[p.ix()]) else { return };
    let is_chair = |s: &Seat| crate::record::without_post_nominals(&s.name).0 == &*person.name;
    if seats.iter().any(is_chair) {
        for seat in seats.iter_mut() {
            seat.role = if is_chair(seat) { "chair".to_owned() } else { String::new() };
        }
    }
}

fn written_on(site: &LanguageSite<'_>, written: &Written<crate::record::OrganisationIx>, date: Day) -> String {
    // Minutes keep the short name they use, unless it is of another time.
    match written.target {
        Some(ix) if is_outdated(site, ix, &written.text, date) => organisation_on(site, ix, date),
        Some(ix) if *written.text == *site.record.organisations[ix.ix()].id => organisation_on(site, ix, date),
        _ => written.text.to_string(),
    }
}

fn is_outdated(site: &LanguageSite<'_>, ix: crate::record::OrganisationIx, name: &str, date: Day) -> bool {
    let names = &site.record.organisations[ix.ix()].names;
    names.iter().any(|n| *n.name == *name && !n.is_of(date))
}

fn organisation_on(site: &LanguageSite<'_>, ix: crate::record::OrganisationIx, date: Day) -> String {
    let organisation = &site.record.organisations[ix.ix()];
    organisation.name_on(date).to_owned()
}

/// What is still to be done, and the ids of what only internal minutes may speak of.
fn arising(site: &LanguageSite<'_>, at: BodyIx, date: Day, internal: bool) -> (Vec<Arising>, Vec<String>) {
    let record = site.record;
    let held = site.index.body_actions.get(at.ix()).map_or(&[][..], Vec::as_slice);
    let open: Vec<ActionIx> =
        held.iter().copied().filter(|a| record.actions[a.ix()].status.is_open() && index::raised_on(record, *a) < date).collect();
    let one = |a: ActionIx| {
        let action = &record.actions[a.ix()];
        Arising {
            id: action.id.to_string(),
            status: action.status.to_string(),
            text: site.index.action_text(record, site.sources, a).to_owned(),
            raised: index::raised_on(record, a),
            due: action.due.as_ref().map(|d| d.date.map_or_else(|| d.text.to_string(), Date::in_english)),
            passed_to: passed_to(site, action),
            overdue: action.is_overdue(date),
        }
    };
    let is_named = |a: &ActionIx| {
        let action = &record.actions[a.ix()];
        let minutes = &record.meetings[action.meeting.ix()].document;
        internal || (record.raised(action).audience == Audience::Public && minutes.audience == Audience::Public)
    };
    let (named, unnamed): (Vec<ActionIx>, Vec<ActionIx>) = sort_by_urgency(site, &open).into_iter().partition(is_named);
    (named.into_iter().map(one).collect(), unnamed.iter().map(|a| record.actions[a.ix()].id.to_string()).collect())
}

fn passed_to(site: &LanguageSite<'_>, action: &Action) -> Vec<String> {
    let now = || action.owners.iter().map(|o| &o.text);
    if now().eq(site.record.raised(action).owners.iter().map(|o| &o.text)) {
        return Vec::new();
    }
    now().map(|o| o.to_string()).collect()
}

/// The day by which the meeting after this one may be expected: as long after it as the last was before it.
fn horizon(last: Day, date: Day) -> Day {
    date.checked_add(date - last).unwrap_or(date)
}

/// The lists of the body, and those at the top of the site that its meetings agreed or speak of.
fn reviews(site: &LanguageSite<'_>, at: BodyIx, date: Day, next: Day) -> Vec<ReviewDue> {
    let record = site.record;
    let ours = |target: &Target| match target {
        Target::Meeting(m) | Target::Place(m, _) => record.meetings[m.ix()].body == at,
        _ => false,
    };
    let spoken = |n: usize| {
        let mentions: &[Mention] = record.mentions_of(&Target::List(crate::record::ListIx::at(n)));
        mentions.iter().any(|m| ours(&m.from))
    };
    let agreed = |list: &List| list.revisions.iter().filter_map(|r| r.agreed_at.as_ref()?.target.as_ref()).any(ours);
    let mut found = Vec::new();
    for (n, list) in record.lists.iter().enumerate() {
        if list.body != Some(at) && !(list.body.is_none() && (agreed(list) || spoken(n))) {
            continue;
        }
        let last = list.revisions.last();
        let Some(due) = list.review_due().filter(|d| *d <= date || *d < next) else { continue };
        // Where two bodies have a list of one name, the whole address says which.
        let alone = record.lists.iter().filter(|l| l.id == list.id).count() == 1;
        let reference = format!("list:{}", if alone { &list.id } else { &list.path });
        found.push(ReviewDue { reference, last: last.map(|l| l.date), due });
    }
    found
}

/// Titles of items that stand in most of the last meetings, in the order of the last.
fn recurring(held: &[(MeetingIx, &Meeting)]) -> Vec<String> {
    let (span, times) = RECURS;
    let recent: Vec<Vec<String>> = held.iter().rev().take(span).map(|(_, m)| titles(m)).collect();
    let Some(last) = recent.first() else { return Vec::new() };
    let stands = |title: &String| recent.iter().filter(|m| m.iter().any(|t| t.to_lowercase() == title.to_lowercase())).count();
    last.iter().filter(|title| stands(title) >= times && !is_ours(title)).cloned().collect()
}

fn titles(meeting: &Meeting) -> Vec<String> {
    let items = meeting.sections.iter().filter(|s| s.number.is_some() && s.level <= 2);
    items.map(|s| plain(&s.title).trim().to_owned()).filter(|t| !t.is_empty()).collect()
}

/// Items that every new meeting has of itself.
fn is_ours(title: &str) -> bool {
    let title = title.to_lowercase();
    [
        "minutes",
        "matters arising",
        "actions",
        "any other business",
        "aob",
        "next meeting",
        "apologies",
        "attend",
        "present",
        "due for review",
    ]
    .iter()
    .any(|w| title.contains(w))
}
