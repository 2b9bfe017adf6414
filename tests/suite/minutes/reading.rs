//! What the program makes of a file of minutes, as values that a label can be held against.

use std::sync::Arc;

use minutebook::link::link;
use minutebook::parse::{Parts, parse};
use minutebook::record::{
    Attendee, FileId, Hours, Meeting, Mode, Party, PassageKind, Record, Section, Standing, Status, Written,
};
use minutebook::source::{Content, SourceFile, Sources};

/// One file as read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Reading {
    /// The day of the meeting.
    pub(crate) date: String,
    /// The attendance.
    pub(crate) people: Vec<ReadPerson>,
    /// Every part of the minutes under a heading.
    pub(crate) items: Vec<ReadItem>,
    /// The actions raised.
    pub(crate) actions: Vec<ReadAction>,
    /// The decisions.
    pub(crate) decisions: Vec<ReadDecision>,
    /// The next meeting, where a day or month is known.
    pub(crate) next: Option<ReadNext>,
}

/// A row of the attendance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReadPerson {
    /// There, excused or absent.
    pub(crate) standing: Standing,
    /// As written.
    pub(crate) name: String,
    /// As written.
    pub(crate) initials: Option<String>,
    /// As written.
    pub(crate) role: Option<String>,
    /// As written.
    pub(crate) organisation: Option<String>,
    /// As written.
    pub(crate) part: Option<String>,
    /// `in person`, `videolink`, `telephone`.
    pub(crate) mode: Option<&'static str>,
}

/// A part of the minutes under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReadItem {
    /// Number and title.
    pub(crate) words: String,
    /// It has no number, and shows only what the author marked as a heading or as attendance.
    pub(crate) is_shown: bool,
}

/// An action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReadAction {
    /// What its id ends in.
    pub(crate) local: String,
    /// Its own number.
    pub(crate) number: Option<String>,
    /// Its words.
    pub(crate) text: String,
    /// Each owner as written, and the name of whom it was resolved to.
    pub(crate) owners: Vec<(String, Option<String>)>,
    /// The last day of when it is due.
    pub(crate) due: Option<String>,
    /// Done already.
    pub(crate) is_done: bool,
}

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReadDecision {
    /// What its id ends in.
    pub(crate) local: String,
    /// Its words.
    pub(crate) text: String,
}

/// The next meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReadNext {
    /// A day, a month or a year.
    pub(crate) date: String,
    /// `10:30-12:00`.
    pub(crate) hours: Option<String>,
    /// As written.
    pub(crate) place: Option<String>,
}

/// Reads one file of a bare folder, alone. `None`: the program made no meeting of it.
pub(crate) fn read(path: &str, text: &str) -> Option<Reading> {
    let sources = sources([(path.to_owned(), text.to_owned())]);
    let (record, _) = link(parts(&sources), &sources);
    merged(record.meetings.iter().map(|meeting| of_meeting(meeting, &sources, Some(&record))))
}

/// Reads many texts at once, each as minutes of its own in one bare folder, not linked.
pub(crate) fn read_each(texts: &[String]) -> Vec<Option<Reading>> {
    let sources =
        sources(texts.iter().enumerate().map(|(n, text)| (format!("content/b{n:06}/meetings/minutes.md"), text.clone())));
    let mut readings = vec![Vec::new(); texts.len()];
    for meeting in &parts(&sources).meetings {
        readings[meeting.document.file.0 as usize].push(of_meeting(meeting, &sources, None));
    }
    readings.into_iter().map(|all| merged(all.into_iter())).collect()
}

fn sources(files: impl IntoIterator<Item = (String, String)>) -> Sources {
    let file = |(path, text): (String, String)| {
        let hash = *blake3::hash(text.as_bytes()).as_bytes();
        SourceFile { path: Arc::from(path), content: Content::Text(Arc::from(text)), hash }
    };
    let mut sources = Sources::default();
    sources.files = files.into_iter().map(file).collect();
    sources
}

fn parts(sources: &Sources) -> Parts {
    let no_bytes = |_: FileId| Err(std::io::Error::other("minutes are text"));
    parse(sources, &no_bytes).0
}

/// The meetings of one file as one.
fn merged(readings: impl Iterator<Item = Reading>) -> Option<Reading> {
    readings.reduce(|mut all, one| {
        all.people.extend(one.people);
        all.items.extend(one.items);
        all.actions.extend(one.actions);
        all.decisions.extend(one.decisions);
        all.next = all.next.or(one.next);
        all
    })
}

fn of_meeting(meeting: &Meeting, sources: &Sources, record: Option<&Record>) -> Reading {
    let action = |a: &minutebook::record::ActionPart| ReadAction {
        local: a.local.to_string(),
        number: a.number.as_ref().map(|n| n.to_string()),
        text: sources.slice(a.text).to_owned(),
        owners: a.owners.iter().map(|owner| (owner.text.to_string(), resolved(owner, record))).collect(),
        due: a.due.as_ref().and_then(|due| due.date).map(|date| date.last().to_string()),
        is_done: a.status == Status::Done,
    };
    let decision = |d: &minutebook::record::DecisionPart| ReadDecision {
        local: d.local.to_string(),
        text: sources.slice(d.text).to_owned(),
    };
    Reading {
        date: meeting.date.to_string(),
        people: meeting.attendance.iter().flatten().map(person).collect(),
        items: meeting.sections.iter().filter_map(|section| item(section, sources)).collect(),
        actions: meeting.actions.iter().map(action).collect(),
        decisions: meeting.decisions.iter().map(decision).collect(),
        next: meeting.next.as_ref().and_then(|next| {
            let (date, place) = (next.date?.to_string(), next.venue.as_ref().map(|v| v.to_string()));
            Some(ReadNext { date, hours: next.hours.map(hours), place })
        }),
    }
}

fn person(row: &Attendee) -> ReadPerson {
    let written = |text: &Option<Box<str>>| text.as_ref().map(|t| t.to_string());
    ReadPerson {
        standing: row.standing,
        name: row.name.text.to_string(),
        initials: written(&row.initials),
        role: written(&row.role).or_else(|| row.chair.then(|| "chair".to_owned())),
        organisation: row.organisation.as_ref().map(|o| o.text.to_string()),
        part: written(&row.part),
        mode: match row.mode {
            Mode::Unstated => None,
            Mode::InPerson => Some("in person"),
            Mode::Videolink => Some("videolink"),
            Mode::Telephone => Some("telephone"),
        },
    }
}

fn item(section: &Section, sources: &Sources) -> Option<ReadItem> {
    let heading = sources.slice(section.heading?).trim();
    let number = section.number.as_ref().map(|n| format!("{n} ")).unwrap_or_default();
    let is_bold = ["**", "__"].iter().any(|mark| heading.starts_with(mark) && heading.ends_with(mark));
    let is_markdown = heading.starts_with(['#', '<']) || heading.contains('\n') || is_bold;
    let of_head = section.passages.iter().any(|p| matches!(p.kind, PassageKind::Attendance { .. } | PassageKind::NextMeeting));
    let is_shown = section.number.is_none() && (is_markdown || of_head);
    Some(ReadItem { words: format!("{number}{}", section.title), is_shown })
}

fn resolved(owner: &Written<Party>, record: Option<&Record>) -> Option<String> {
    let record = record?;
    match owner.target? {
        Party::Person(person) => Some(record.people[person.ix()].name.to_string()),
        Party::Organisation(organisation) => Some(record.organisations[organisation.ix()].name.to_string()),
        Party::Body(_) => None,
    }
}

fn hours(hours: Hours) -> String {
    let time = |t: minutebook::record::Time| format!("{:02}:{:02}", t.hour(), t.minute());
    hours.to.map_or_else(|| time(hours.from), |to| format!("{}-{}", time(hours.from), time(to)))
}
