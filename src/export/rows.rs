//! The rows of the JSON and CSV tables: what each says of a meeting, an attendee, an action, a decision, a report.

use std::collections::HashMap;
use std::rc::Rc;

use serde::Serialize;

use crate::record::{
    Action, ActionIx, Attendee, DecisionIx, EventPlace, Meeting, MeetingIx, Party, PersonIx, Record, Report, ReportIx, Stage,
    Standing, Turn, Written,
};
use crate::site::LanguageSite;
use crate::text::plain;

/// A meeting.
#[derive(Debug, Clone, Serialize)]
pub(super) struct MeetingRow {
    pub id: String,
    pub body: String,
    pub date: String,
    pub title: String,
    pub from: Option<String>,
    pub to: Option<String>,
    pub venue: Option<String>,
    pub stage: &'static str,
    pub cancelled: bool,
    pub present: usize,
    pub apologies: usize,
    pub actions: usize,
    pub decisions: usize,
    pub no_actions: bool,
    pub previous: Option<String>,
    pub next: Option<String>,
    pub address: String,
}

/// A row of attendance. Sites have hundreds of thousands: it borrows what it says.
#[derive(Debug, Clone, Serialize)]
pub(super) struct AttendeeRow<'a> {
    #[serde(serialize_with = "shared")]
    pub meeting: Rc<str>,
    #[serde(serialize_with = "shared")]
    pub date: Rc<str>,
    pub standing: &'static str,
    pub name: &'a str,
    pub person: Option<&'a str>,
    pub unnamed: bool,
    pub organisation: Option<&'a str>,
    pub organisation_id: Option<&'a str>,
    pub role: Option<&'a str>,
    pub chair: bool,
    pub deputy_for: Vec<PrincipalRow<'a>>,
    pub represented_by: Vec<&'a str>,
    pub mode: Option<String>,
    pub part: Option<&'a str>,
}

fn shared<S: serde::Serializer>(text: &Rc<str>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(text)
}

/// A principal whom a deputy stood in for.
#[derive(Debug, Clone, Serialize)]
pub(super) struct PrincipalRow<'a> {
    pub name: &'a str,
    pub person: Option<&'a str>,
}

/// An owner of an action.
#[derive(Debug, Clone, Serialize)]
pub(super) struct OwnerRow {
    pub name: String,
    pub kind: Option<&'static str>,
    pub id: Option<String>,
}

/// An action with its history.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ActionRow {
    pub id: String,
    pub body: String,
    pub meeting: String,
    pub raised: String,
    pub text: String,
    pub owners: Vec<OwnerRow>,
    pub due: Option<String>,
    pub due_as_written: Option<String>,
    pub status: &'static str,
    pub overdue: bool,
    pub closed: Option<String>,
    pub superseded_by: Vec<String>,
    pub supersedes: Vec<String>,
    pub address: String,
    pub raised_at: String,
    pub history: Vec<EventRow>,
}

/// One entry of an action's history.
#[derive(Debug, Clone, Serialize)]
pub(super) struct EventRow {
    pub date: String,
    pub text: String,
    pub status: Option<&'static str>,
    pub owners: Option<Vec<OwnerRow>>,
    pub due: Option<String>,
    pub superseded_by: Vec<String>,
    pub recorded_at: Option<String>,
    pub source: Option<String>,
}

/// A decision.
#[derive(Debug, Clone, Serialize)]
pub(super) struct DecisionRow {
    pub id: String,
    pub body: String,
    pub meeting: String,
    pub date: String,
    pub number: Option<String>,
    pub text: String,
    pub address: String,
}

/// A report.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ReportRow {
    pub id: String,
    pub title: String,
    pub body: Option<String>,
    pub date: Option<String>,
    pub series: Option<String>,
    pub numbers: std::collections::BTreeMap<String, String>,
    pub period: Option<String>,
    pub authors: Vec<String>,
    pub publisher: Option<String>,
    pub pages: Option<u32>,
    pub laid: Option<String>,
    pub replaced_by: Option<String>,
    pub address: String,
    pub attachments: Vec<AttachmentRow>,
}

/// A file attached to a report.
#[derive(Debug, Clone, Serialize)]
pub(super) struct AttachmentRow {
    pub title: String,
    pub address: String,
    pub media_type: String,
    pub size: u64,
    pub pages: Option<u32>,
    pub sha256: String,
}

fn text(value: &Option<Box<str>>) -> Option<String> {
    value.as_deref().map(str::to_owned)
}

fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Draft => "draft",
        Stage::Published => "published",
        Stage::Agreed => "agreed",
        Stage::Withdrawn => "withdrawn",
    }
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Present => "present",
        Standing::InAttendance => "in attendance",
        Standing::Apologies => "apologies",
        Standing::Absent => "absent",
    }
}

fn count(meeting: &Meeting, wanted: &[Standing]) -> usize {
    meeting.attendance.iter().flatten().filter(|a| wanted.contains(&a.standing)).count()
}

pub(super) fn meeting(site: &LanguageSite<'_>, ix: MeetingIx) -> MeetingRow {
    let record = site.record;
    let meeting = &record.meetings[ix.ix()];
    let id = |ix: Option<MeetingIx>| ix.map(|m| record.meeting_id(&record.meetings[m.ix()]));
    MeetingRow {
        id: record.meeting_id(meeting),
        body: record.bodies[meeting.body.ix()].id.to_string(),
        date: meeting.date.to_string(),
        title: site.meeting_title(ix),
        from: meeting.hours.map(|h| h.from.strftime("%H:%M").to_string()),
        to: meeting.hours.and_then(|h| h.to).map(|t| t.strftime("%H:%M").to_string()),
        venue: text(&meeting.venue),
        stage: stage(meeting.document.stage),
        cancelled: meeting.cancelled,
        present: count(meeting, &[Standing::Present, Standing::InAttendance]),
        apologies: count(meeting, &[Standing::Apologies]),
        actions: meeting.actions.len(),
        decisions: meeting.decisions.len(),
        no_actions: meeting.no_actions,
        previous: id(meeting.previous),
        next: id(meeting.following),
        address: super::file::absolute(record, &site.addresses.meeting(ix)),
    }
}

pub(super) fn attendees<'a>(site: &LanguageSite<'a>, ix: MeetingIx) -> impl Iterator<Item = AttendeeRow<'a>> {
    let record = site.record;
    let meeting = &record.meetings[ix.ix()];
    let (id, date): (Rc<str>, Rc<str>) = (record.meeting_id(meeting).into(), meeting.date.to_string().into());
    let rows = meeting.attendance.as_deref().unwrap_or(&[]);
    let mut deputies: HashMap<PersonIx, Vec<&str>> = HashMap::new();
    for deputy in rows {
        for principal in deputy.deputy_for.iter().filter_map(|p| p.target) {
            deputies.entry(principal).or_default().push(&deputy.name.text);
        }
    }
    rows.iter().map(move |row| AttendeeRow {
        meeting: Rc::clone(&id),
        date: Rc::clone(&date),
        ..attendee(record, row, &deputies)
    })
}

/// A row without its meeting.
fn attendee<'a>(record: &'a Record, row: &'a Attendee, deputies: &HashMap<PersonIx, Vec<&'a str>>) -> AttendeeRow<'a> {
    let person = |ix: &Option<PersonIx>| ix.map(|p| &*record.people[p.ix()].id);
    let by = row.name.target.filter(|_| !row.unnamed).and_then(|person| deputies.get(&person));
    AttendeeRow {
        meeting: Rc::default(),
        date: Rc::default(),
        standing: standing(row.standing),
        name: &row.name.text,
        person: person(&row.name.target),
        unnamed: row.unnamed,
        organisation: row.organisation.as_ref().map(|o| &*o.text),
        organisation_id: row.organisation.as_ref().and_then(|o| o.target).map(|o| &*record.organisations[o.ix()].id),
        role: row.role.as_deref(),
        chair: row.chair,
        deputy_for: row.deputy_for.iter().map(|p| PrincipalRow { name: &p.text, person: person(&p.target) }).collect(),
        represented_by: by.cloned().unwrap_or_default(),
        mode: Some(row.mode.to_string()).filter(|m| !m.is_empty()),
        part: row.part.as_deref(),
    }
}

fn owner(record: &Record, written: &Written<Party>) -> OwnerRow {
    let (kind, id) = match written.target {
        Some(Party::Organisation(ix)) => (Some("organisation"), Some(record.organisations[ix.ix()].id.to_string())),
        Some(Party::Person(ix)) => (Some("person"), Some(record.people[ix.ix()].id.to_string())),
        Some(Party::Body(ix)) => (Some("body"), Some(record.bodies[ix.ix()].id.to_string())),
        None => (None, None),
    };
    OwnerRow { name: written.text.to_string(), kind, id }
}

pub(super) fn action(site: &LanguageSite<'_>, ix: ActionIx) -> ActionRow {
    let record = site.record;
    let action = &record.actions[ix.ix()];
    let meeting = &record.meetings[action.meeting.ix()];
    let part = record.raised(action);
    let ids = |all: &[ActionIx]| all.iter().map(|a| record.actions[a.ix()].id.to_string()).collect();
    ActionRow {
        id: action.id.to_string(),
        body: record.bodies[action.body.ix()].id.to_string(),
        meeting: record.meeting_id(meeting),
        raised: meeting.date.to_string(),
        text: plain(site.sources.slice(part.text)),
        owners: action.owners.iter().map(|o| owner(record, o)).collect(),
        due: action.due.as_ref().and_then(|d| d.date).map(|d| d.to_string()),
        due_as_written: action.due.as_ref().map(|d| d.text.to_string()),
        status: action.status.key(),
        overdue: action.is_overdue(site.today),
        closed: action.closed.map(|d| d.to_string()),
        superseded_by: ids(&action.superseded_by),
        supersedes: ids(&action.supersedes),
        address: super::file::absolute(record, &site.addresses.action(ix)),
        raised_at: super::file::absolute(record, &site.addresses.meeting_place(action.meeting, &part.anchor)),
        history: events(site, action),
    }
}

fn events(site: &LanguageSite<'_>, action: &Action) -> Vec<EventRow> {
    let record = site.record;
    let one = |event: &crate::record::Event| {
        let update = record.update(event);
        let mut row = EventRow {
            date: event.date.to_string(),
            text: plain(site.sources.slice(update.text)),
            status: None,
            owners: None,
            due: None,
            superseded_by: Vec::new(),
            recorded_at: match event.place {
                EventPlace::Meeting(m, _) => {
                    Some(super::file::absolute(record, &site.addresses.meeting_place(m, &update.anchor)))
                }
                EventPlace::Row(..) => None,
            },
            source: text(&update.source),
        };
        for turn in &update.changes {
            match turn {
                Turn::Status(status) => row.status = Some(status.key()),
                Turn::Owners(owners) => row.owners = Some(owners.iter().map(|o| owner(record, o)).collect()),
                Turn::Due(due) => row.due = due.date.map(|d| d.to_string()).or_else(|| Some(due.text.to_string())),
                Turn::SupersededBy(by) => {
                    row.status = Some("superseded");
                    row.superseded_by.extend(by.target.map(|a| record.actions[a.ix()].id.to_string()));
                }
            }
        }
        row
    };
    action.history.iter().map(one).collect()
}

pub(super) fn decision(site: &LanguageSite<'_>, ix: DecisionIx) -> DecisionRow {
    let record = site.record;
    let decision = &record.decisions[ix.ix()];
    let meeting = &record.meetings[decision.meeting.ix()];
    let part = record.taken(decision);
    DecisionRow {
        id: decision.id.to_string(),
        body: record.bodies[meeting.body.ix()].id.to_string(),
        meeting: record.meeting_id(meeting),
        date: meeting.date.to_string(),
        number: text(&part.number),
        text: plain(site.sources.slice(part.text)),
        address: super::file::absolute(record, &site.addresses.decision(ix)),
    }
}

pub(super) fn report(site: &LanguageSite<'_>, ix: ReportIx) -> ReportRow {
    let record = site.record;
    let report: &Report = &record.reports[ix.ix()];
    let file = |a: &crate::record::Attachment| AttachmentRow {
        title: a.title.to_string(),
        address: record.files.get(&a.file).map(|p| super::file::absolute(record, p)).unwrap_or_default(),
        media_type: a.facts.media_type.to_string(),
        size: a.facts.size,
        pages: a.facts.pages,
        sha256: a.facts.sha256.to_string(),
    };
    ReportRow {
        id: report.id.to_string(),
        title: report.document.title.to_string(),
        body: report.body.map(|b| record.bodies[b.ix()].id.to_string()),
        date: report.date.map(|d| d.to_string()),
        series: text(&report.series),
        numbers: report.numbers.iter().map(|(k, v)| (k.to_string(), v.to_string())).collect(),
        period: text(&report.period),
        authors: report.authors.iter().map(|a| a.to_string()).collect(),
        publisher: text(&report.publisher),
        pages: report.pages.or_else(|| report.attachments.iter().find_map(|a| a.facts.pages)),
        laid: report.laid.map(|d| d.to_string()),
        replaced_by: report.replaced_by.as_ref().and_then(|w| w.target).map(|r| record.reports[r.ix()].id.to_string()),
        address: super::file::absolute(record, &site.addresses.report(ix)),
        attachments: report.attachments.iter().map(file).collect(),
    }
}
