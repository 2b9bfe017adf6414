//! The rows of the JSON and CSV tables: what each says of a meeting, an attendee, an action, a decision, a report.

use std::collections::HashMap;
use std::rc::Rc;

use schemars::JsonSchema;
use serde::Serialize;

use super::attachment_row::{AttachmentRow, attachment};
use crate::record::{
    Action, ActionIx, Attendee, DecisionIx, EventPlace, Meeting, MeetingIx, Party, PersonIx, Record, Report, ReportIx, Stage,
    Standing, Target, Turn, Written,
};
use crate::site::LanguageSite;
use crate::text::plain;

/// A date that may be coarse: `2012`, `2012-10`, `2012-10-18`.
const COARSE: &str = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$";

/// A meeting.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct MeetingRow {
    /// The id of the meeting, which joins the tables: `idmg/2012-04-17`.
    pub id: String,
    /// The id of the body.
    pub body: String,
    /// The day of the meeting.
    #[schemars(extend("format" = "date"))]
    pub date: String,
    /// The title of its page.
    pub title: String,
    /// When it began, local time: `14:00`.
    pub from: Option<String>,
    /// When it ended.
    pub to: Option<String>,
    /// Where it was held.
    pub venue: Option<String>,
    /// Where the minutes are on their way.
    #[schemars(extend("enum" = ["draft", "published", "agreed", "withdrawn"]))]
    pub stage: &'static str,
    /// It was announced and not held.
    pub cancelled: bool,
    /// How many were present or in attendance.
    pub present: usize,
    /// How many sent apologies.
    pub apologies: usize,
    /// How many actions were agreed.
    pub actions: usize,
    /// How many decisions were taken.
    pub decisions: usize,
    /// `Actions: None` was written, as against nothing being said.
    pub no_actions: bool,
    /// The id of the meeting before it.
    pub previous: Option<String>,
    /// The id of the meeting after it.
    pub next: Option<String>,
    /// The address of its page.
    pub address: String,
    /// The day on which it was withdrawn.
    #[schemars(extend("format" = "date"))]
    pub withdrawn: Option<String>,
    /// The reason why it was withdrawn.
    pub reason: Option<String>,
    /// It was invented for show.
    pub illustrative: bool,
}

/// One person at one meeting.
// Sites have hundreds of thousands: it borrows what it says.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct AttendeeRow<'a> {
    /// The id of the body.
    pub body: &'a str,
    /// The id of the meeting.
    #[serde(serialize_with = "shared")]
    #[schemars(with = "String")]
    pub meeting: Rc<str>,
    /// The day of the meeting.
    #[serde(serialize_with = "shared")]
    #[schemars(with = "String")]
    #[schemars(extend("format" = "date"))]
    pub date: Rc<str>,
    /// How they attended, or that they did not.
    #[schemars(extend("enum" = ["present", "in attendance", "apologies", "absent", "invited"]))]
    pub standing: &'static str,
    /// The name as the minutes have it.
    pub name: &'a str,
    /// The id of the person, where the record knows who is meant.
    pub person: Option<&'a str>,
    /// An unnamed person by policy (`Official`): two of them are not the same person.
    pub unnamed: bool,
    /// The organisation as the minutes have it.
    pub organisation: Option<&'a str>,
    /// The id of the organisation, where the record knows which is meant.
    pub organisation_id: Option<&'a str>,
    /// Their role.
    pub role: Option<&'a str>,
    /// They were in the chair.
    pub chair: bool,
    /// The principals whom they stood in for.
    pub deputy_for: Vec<PrincipalRow<'a>>,
    /// Who stood in for them: the other side of `deputy_for`, in the row of the principal.
    pub represented_by: Vec<&'a str>,
    /// How they took part, where the minutes say so.
    #[schemars(extend("enum" = ["in person", "by videolink", "by telephone", null]))]
    pub mode: Option<String>,
    /// The part of the meeting that they attended, as the minutes have it.
    pub part: Option<&'a str>,
    /// It was invented for show.
    pub illustrative: bool,
}

fn shared<S: serde::Serializer>(text: &Rc<str>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(text)
}

/// A principal whom a deputy stood in for.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct PrincipalRow<'a> {
    /// The name as the minutes have it.
    pub name: &'a str,
    /// The id of the person, where the record knows who is meant.
    pub person: Option<&'a str>,
}

/// An owner of an action.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct OwnerRow {
    /// The name as it is written.
    pub name: String,
    /// What the owner is, where the record knows who is meant.
    #[schemars(extend("enum" = ["organisation", "person", "body", null]))]
    pub kind: Option<&'static str>,
    /// The id of the owner, where the record knows who is meant.
    pub id: Option<String>,
}

/// An action with its history.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct ActionRow {
    /// The id of the action, which joins the tables.
    pub id: String,
    /// The id of the body.
    pub body: String,
    /// The id of the meeting that agreed it.
    pub meeting: String,
    /// The day of that meeting.
    #[schemars(extend("format" = "date"))]
    pub raised: String,
    /// What is to be done.
    pub text: String,
    /// Who is to do it.
    pub owners: Vec<OwnerRow>,
    /// The date by which it is to be done, where the words name one.
    #[schemars(regex(pattern = COARSE))]
    pub due: Option<String>,
    /// The words for that date.
    pub due_as_written: Option<String>,
    /// The sum of `history`; `withdrawn`, where what raised it was.
    #[schemars(extend("enum" = ["open", "in-progress", "done", "dropped", "superseded", "withdrawn"]))]
    pub status: &'static str,
    /// It is open, and `due` was before `as_of`.
    pub overdue: bool,
    /// When it was done, dropped or superseded.
    #[schemars(regex(pattern = COARSE))]
    pub closed: Option<String>,
    /// The ids of what took its place: several where it was split.
    pub superseded_by: Vec<String>,
    /// The ids of what it took the place of: several where they were joined.
    pub supersedes: Vec<String>,
    /// The address of its page.
    pub address: String,
    /// The address of the paragraph that agreed it.
    pub raised_at: String,
    /// What later minutes and `actions.csv` say of it, by date.
    pub history: Vec<EventRow>,
    /// Whether it is published, or the minutes or the paragraph that raised it were withdrawn: its words are gone then.
    #[schemars(extend("enum" = ["published", "withdrawn"]))]
    pub stage: &'static str,
    /// The day it was withdrawn.
    #[schemars(regex(pattern = COARSE))]
    pub withdrawn: Option<String>,
    /// The reason.
    pub reason: Option<String>,
    /// It was invented for show.
    pub illustrative: bool,
}

/// One entry of an action's history.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct EventRow {
    /// When it was said.
    #[schemars(regex(pattern = COARSE))]
    pub date: String,
    /// The words.
    pub text: String,
    /// The status that they give the action.
    #[schemars(extend("enum" = ["open", "in-progress", "done", "dropped", "superseded", null]))]
    pub status: Option<&'static str>,
    /// The owners that they give it.
    pub owners: Option<Vec<OwnerRow>>,
    /// The date that they give it, or their words where they name none.
    pub due: Option<String>,
    /// The ids of what takes its place.
    pub superseded_by: Vec<String>,
    /// The address of the paragraph that says so.
    pub recorded_at: Option<String>,
    /// What proves a row of `actions.csv`.
    pub source: Option<String>,
}

/// A decision.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct DecisionRow {
    /// The id of the decision, which joins the tables.
    pub id: String,
    /// The id of the body.
    pub body: String,
    /// The id of the meeting that took it.
    pub meeting: String,
    /// The day of that meeting.
    #[schemars(extend("format" = "date"))]
    pub date: String,
    /// Its number, where the minutes number decisions.
    pub number: Option<String>,
    /// What was decided.
    pub text: String,
    /// The address of the decision.
    pub address: String,
    /// Whether it is published, or the minutes or the paragraph that has it were withdrawn: its words are gone then.
    #[schemars(extend("enum" = ["published", "withdrawn"]))]
    pub stage: &'static str,
    /// The day it was withdrawn.
    #[schemars(regex(pattern = COARSE))]
    pub withdrawn: Option<String>,
    /// The reason.
    pub reason: Option<String>,
    /// It was invented for show.
    pub illustrative: bool,
    /// The id of the motion that made it.
    pub motion: Option<String>,
}

/// A report.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct ReportRow {
    /// The id of the report.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The id of the body that it belongs to.
    pub body: Option<String>,
    /// When it was published.
    #[schemars(regex(pattern = COARSE))]
    pub date: Option<String>,
    /// The series that it is part of.
    pub series: Option<String>,
    /// Its numbers by kind: `HC`, `Cm`.
    pub numbers: std::collections::BTreeMap<String, String>,
    /// What it reports on, as written.
    pub period: Option<String>,
    /// Its authors.
    pub authors: Vec<String>,
    /// Its publisher.
    pub publisher: Option<String>,
    /// How many pages it has.
    pub pages: Option<u32>,
    /// When it was laid before Parliament or an assembly.
    #[schemars(regex(pattern = COARSE))]
    pub laid: Option<String>,
    /// The id of the report that replaces it.
    pub replaced_by: Option<String>,
    /// The address of its page.
    pub address: String,
    /// Its files.
    pub attachments: Vec<AttachmentRow>,
    /// It was invented for show.
    pub illustrative: bool,
}

fn text(value: &Option<Box<str>>) -> Option<String> {
    value.as_deref().map(str::to_owned)
}

fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Draft | Stage::Unagreed => "draft",
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
        Standing::Invited => "invited",
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
        withdrawn: meeting.document.withdrawal().map(|c| c.date.to_string()),
        reason: meeting.document.withdrawal().map(|c| c.note.to_string()),
        illustrative: record.is_illustrative(&Target::Meeting(ix)),
    }
}

pub(super) fn attendees<'a>(site: &LanguageSite<'a>, ix: MeetingIx) -> impl Iterator<Item = AttendeeRow<'a>> {
    let record = site.record;
    let meeting = &record.meetings[ix.ix()];
    let (id, date): (Rc<str>, Rc<str>) = (record.meeting_id(meeting).into(), meeting.date.to_string().into());
    let illustrative = record.is_illustrative(&Target::Meeting(ix));
    let rows = meeting.attendance.as_deref().unwrap_or(&[]);
    let mut deputies: HashMap<PersonIx, Vec<&str>> = HashMap::new();
    for deputy in rows {
        for principal in deputy.deputy_for.iter().filter_map(|p| p.target) {
            deputies.entry(principal).or_default().push(&deputy.name.text);
        }
    }
    let body = &*record.bodies[meeting.body.ix()].id;
    rows.iter().map(move |row| AttendeeRow {
        body,
        meeting: Rc::clone(&id),
        date: Rc::clone(&date),
        illustrative,
        ..attendee(record, row, &deputies)
    })
}

/// A row without its meeting.
fn attendee<'a>(record: &'a Record, row: &'a Attendee, deputies: &HashMap<PersonIx, Vec<&'a str>>) -> AttendeeRow<'a> {
    let person = |ix: &Option<PersonIx>| ix.map(|p| &*record.people[p.ix()].id);
    let by = row.name.target.filter(|_| !row.unnamed).and_then(|person| deputies.get(&person));
    AttendeeRow {
        body: "",
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
        illustrative: false,
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
        stage: "published",
        withdrawn: None,
        reason: None,
        illustrative: record.is_illustrative(&Target::Action(ix)),
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
        stage: "published",
        withdrawn: None,
        reason: None,
        illustrative: record.is_illustrative(&Target::Decision(ix)),
        motion: part.motion.and_then(|n| record.motion_at(decision.meeting, n)).map(|motion| motion.id.to_string()),
    }
}

pub(super) fn report(site: &LanguageSite<'_>, ix: ReportIx) -> ReportRow {
    let record = site.record;
    let report: &Report = &record.reports[ix.ix()];
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
        attachments: report.attachments.iter().map(|a| attachment(record, a)).collect(),
        illustrative: record.is_illustrative(&Target::Report(ix)),
    }
}
