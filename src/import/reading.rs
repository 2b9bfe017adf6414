//! Minutes read back from the Markdown of an import: what the reader of minutes finds in them.

use crate::diag::Diagnostic;
use crate::minutes::{DaySource, Front, Input, minutes};
use crate::record::{Attendee, BodyIx, Date, Day, Document, FileId, Meeting, PassageKind, Site, Span, Standing};

/// What an import knows of minutes besides their text.
#[derive(Debug, Clone, Copy)]
pub(super) struct ReadingGround<'a> {
    /// The name of the original, in which the day may be.
    pub(super) name: &'a str,
    /// The day, where it was typed.
    pub(super) date: Option<Day>,
    /// The settings of the site.
    pub(super) site: &'a Site,
}

/// Reads Markdown without front matter.
pub(super) fn read_meetings(text: &str, ground: ReadingGround<'_>) -> (Vec<Meeting>, Vec<Diagnostic>) {
    let span = Span::new(FileId(0), 0, text.len());
    let date = ground.date.map(|day| (Date::Day(day), span));
    minutes(Input {
        path: ground.name,
        text,
        document: Document::bare("", span),
        front: Front { date, ..Front::default() },
        body: BodyIx(0),
        site: ground.site,
        source: DaySource::default(),
    })
}

/// The number of facts in some meetings, for choosing between two readings.
pub(super) fn count_facts(meetings: &[Meeting]) -> usize {
    let facts = |m: &Meeting| m.attendance.as_ref().map_or(0, Vec::len) + m.actions.len() + m.decisions.len() + m.updates.len();
    meetings.iter().map(facts).sum()
}

/// What a meeting says, without its places: two texts that say the same have the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MeetingFacts {
    pub(super) date: Day,
    pub(super) people: Vec<PersonFacts>,
    pub(super) numbers: Vec<String>,
    pub(super) actions: Vec<(String, Vec<String>)>,
    pub(super) decisions: Vec<String>,
    pub(super) next: Option<String>,
}

/// What a row of attendance says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PersonFacts {
    pub(super) standing: Standing,
    pub(super) name: String,
    pub(super) organisation: Option<String>,
    pub(super) chair: bool,
    pub(super) deputy_for: Vec<String>,
    pub(super) mode: String,
    pub(super) part: Option<String>,
}

impl PersonFacts {
    fn of(attendee: &Attendee) -> PersonFacts {
        PersonFacts {
            standing: attendee.standing,
            name: attendee.name.text.to_string(),
            organisation: attendee.organisation.as_ref().map(|o| o.text.to_string()),
            chair: attendee.chair,
            deputy_for: attendee.deputy_for.iter().map(|d| d.text.to_string()).collect(),
            mode: attendee.mode.to_string(),
            part: attendee.part.as_deref().map(str::to_owned),
        }
    }
}

impl MeetingFacts {
    /// Returns what a meeting in a text says.
    pub(super) fn of(meeting: &Meeting, text: &str) -> MeetingFacts {
        let words = |span: Span| text.get(span.range()).unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
        let passages = meeting.sections.iter().flat_map(|s| &s.passages);
        let items = meeting.sections.iter().filter_map(|s| s.number.as_ref()).map(ToString::to_string);
        let paragraphs = passages.filter_map(|p| match &p.kind {
            PassageKind::Paragraph(number) => Some(number.to_string()),
            _ => None,
        });
        MeetingFacts {
            date: meeting.date,
            people: meeting.attendance.iter().flatten().map(PersonFacts::of).collect(),
            numbers: items.chain(paragraphs).collect(),
            actions: meeting
                .actions
                .iter()
                .map(|a| (words(a.text), a.owners.iter().map(|o| o.text.to_string()).collect()))
                .collect(),
            decisions: meeting.decisions.iter().map(|d| words(d.text)).collect(),
            next: meeting.next.as_ref().and_then(|n| n.date).map(|d| d.to_string()),
        }
    }
}
