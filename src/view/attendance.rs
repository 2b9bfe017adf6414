//! Who was at a meeting: the rows as the minutes have them, in their order and with every word, and
//! what can be worked out from them (who stood in for whom).

use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::common::TextInLanguage;
use super::{LanguageSite, Link};
use crate::html::Html;
use crate::record::{Attendee, Document, Meeting, Mode, RowOrder, Standing, Target, Written};

/// Rows of attendance of one shape: one table.
#[derive(Debug, Clone, Serialize)]
pub struct AttendanceTable {
    /// What the template finds its rows under: `tables[table.name]`.
    pub name: String,
    /// What the template finds the same under as a sentence: `tables[table.sentence]`.
    pub sentence: String,
    /// `present`, `in-attendance`, `apologies`, `absent` or `invited`: of the first row.
    pub standing: &'static str,
    /// The organisation stands first.
    pub organisation_first: bool,
    /// Some row says more than organisation and name.
    pub has_rest: bool,
    /// Some row of apologies was represented.
    pub has_deputies: bool,
    /// How many people.
    pub count: usize,
    /// How many organisations, as the rows follow each other.
    pub organisations: usize,
    /// Who took the chair, where somebody else is named first.
    pub chair: Option<Link>,
    /// The page's language where the words of the minutes are in another, else empty.
    pub lang: String,
    /// In the order of the minutes.
    #[serde(skip)]
    pub rows: Vec<AttendanceRow>,
}

/// One row of attendance.
#[derive(Debug, Clone, Serialize)]
pub struct AttendanceRow {
    /// As written, with the organisation's page; empty where the row has none, or where it stands in the rest.
    pub organisation: Link,
    /// As written, with their page.
    pub name: Link,
    /// The rest of the row as written: words, and links to the people and organisations it names; nothing where it is in `rest_html`.
    pub rest: Vec<Link>,
    /// The rest of the row, where it is written in Markdown; or empty.
    pub rest_html: Html,
    /// For apologies: who stood in, as `Official, DH, by videolink`.
    pub deputies: Vec<DeputyView>,
    /// The first of those who follow each other from one organisation.
    pub opens: bool,
    /// The last of them.
    pub closes: bool,
    /// The signs between the name and the rest of the row in a sentence: ` `, `, ` or nothing.
    pub joint: &'static str,
}

/// Somebody who stood in for another.
#[derive(Debug, Clone, Serialize)]
pub struct DeputyView {
    /// Who.
    pub name: Link,
    /// From where.
    pub organisation: Link,
    /// `videolink`, `telephone`, `in-person`, or empty.
    pub mode: &'static str,
}

/// `present`, `in-attendance`, `apologies`, `absent` or `invited`: also a key of the messages, after `standing_`.
pub fn standing_key(standing: Standing) -> &'static str {
    match standing {
        Standing::Present => "present",
        Standing::InAttendance => "in-attendance",
        Standing::Apologies => "apologies",
        Standing::Absent => "absent",
        Standing::Invited => "invited",
    }
}

/// `videolink`, `telephone`, `in-person` or empty: also a key of the messages, after `mode_`.
pub fn mode_key(mode: Mode) -> &'static str {
    match mode {
        Mode::Unstated => "",
        Mode::InPerson => "in-person",
        Mode::Videolink => "videolink",
        Mode::Telephone => "telephone",
    }
}

/// Whether two names mean the same person: linked to the same, or, unlinked, the same words.
fn is_same<T: PartialEq>(a: &Written<T>, b: &Written<T>) -> bool {
    match (&a.target, &b.target) {
        (Some(a), Some(b)) => a == b,
        _ => a.text.trim() == b.text.trim(),
    }
}

/// Those who stood in for an attendee at a meeting.
pub fn deputies<'m>(meeting: &'m Meeting, principal: &'m Attendee) -> impl Iterator<Item = &'m Attendee> {
    meeting
        .attendance
        .iter()
        .flatten()
        .filter(move |a| !principal.unnamed && a.deputy_for.iter().any(|p| is_same(p, &principal.name)))
}

/// Meetings that an organisation or a person was at, or sent apologies to.
#[derive(Debug, Clone, Serialize)]
pub struct AttendedMeetingTable<'r> {
    /// Each row says who: the table is of an organisation.
    pub names: bool,
    /// Newest first.
    #[serde(skip)]
    pub rows: Vec<AttendedMeetingRow<'r>>,
}

/// Somebody at a meeting, seen from their own page or from that of their organisation.
#[derive(Debug, Clone, Serialize)]
pub struct AttendedMeetingRow<'r> {
    /// The meeting; the rows of one share it.
    #[serde(serialize_with = "shared")]
    pub meeting: Arc<AttendedMeeting>,
    /// Who; nothing where the table has no names.
    pub name: Link,
    /// The organisation as the minutes write it; or empty.
    pub organisation: TextInLanguage<'r>,
    /// `present`, `in-attendance`, `apologies`, `absent` or `invited`: also a key of the messages, after `standing_`.
    pub standing: &'static str,
    /// They took the chair.
    pub chair: bool,
    /// What they were there as, in the words of the record; or empty.
    pub role: &'r str,
    /// For whom they stood in.
    pub deputy_for: Vec<Link>,
    /// `videolink`, `telephone`, `in-person` or empty: also a key of the messages, after `mode_`.
    pub mode: &'static str,
    /// For apologies: who stood in.
    pub deputies: Vec<DeputyView>,
}

/// The meeting that a row of attendance is of.
#[derive(Debug, Clone, Serialize)]
pub struct AttendedMeeting {
    /// The body, by its short name.
    pub body: String,
    /// The language of that where it is not the page's, else empty.
    pub body_lang: String,
    /// Its page.
    pub href: String,
    /// ISO 8601.
    pub date: String,
}

fn shared<T: Serialize, S: Serializer>(value: &Arc<T>, serializer: S) -> Result<S::Ok, S::Error> {
    value.as_ref().serialize(serializer)
}

impl LanguageSite<'_> {
    /// The rows `from..to` of the attendance of a meeting: a table for each run of one shape.
    pub fn attendance_tables(&self, meeting: &Meeting, from: u32, to: u32, root: &str) -> Vec<AttendanceTable> {
        let all = meeting.attendance.as_deref().unwrap_or(&[]);
        let rows = all.get(from as usize..(to as usize).min(all.len())).unwrap_or(&[]);
        let lang = if self.foreign_text(&meeting.document).is_empty() { "" } else { self.lang };
        let mut first = from as usize;
        rows.chunk_by(|a, b| a.order == b.order && a.standing == b.standing)
            .map(|run| {
                let mut rows: Vec<AttendanceRow> = run.iter().map(|a| self.attendance_row(meeting, a, root)).collect();
                let organisations = mark_organisations(&mut rows);
                let chair = run.iter().position(|a| a.chair).filter(|at| *at > 0);
                let name = format!("attendance-{first}");
                first += run.len();
                AttendanceTable {
                    sentence: format!("{name}-sentence"),
                    name,
                    standing: run.first().map_or("present", |a| standing_key(a.standing)),
                    organisation_first: rows.iter().any(|r| !r.organisation.text.is_empty()),
                    has_rest: rows.iter().any(|r| !r.rest.is_empty() || !r.rest_html.is_empty()),
                    has_deputies: rows.iter().any(|r| !r.deputies.is_empty()),
                    count: rows.len(),
                    organisations,
                    chair: chair.and_then(|at| rows.get(at)).map(|row| row.name.clone()),
                    lang: lang.to_owned(),
                    rows,
                }
            })
            .collect()
    }

    fn attendance_row(&self, meeting: &Meeting, row: &Attendee, root: &str) -> AttendanceRow {
        let nothing = || Link::new(String::new(), String::new());
        let organisation = match (&row.organisation, row.order) {
            (Some(o), RowOrder::OrganisationFirst) => self.organisation_as_written(o),
            _ => nothing(),
        };
        let deputies = if matches!(row.standing, Standing::Apologies | Standing::Absent) {
            let mut all: Vec<DeputyView> = deputies(meeting, row).map(|d| self.deputy(d)).collect();
            // The words of a translation are in the page's language already.
            if meeting.document.lang.as_deref() == Some(self.lang) {
                all.iter_mut().flat_map(|d| [&mut d.name, &mut d.organisation]).for_each(|link| link.lang.clear());
            }
            all
        } else {
            Vec::new()
        };
        let (rest, rest_html) = self.rest_of_row(&meeting.document, row, root);
        let joint = match self.sources.slice(row.rest).trim_start().chars().next() {
            None | Some(',' | ';' | ':' | '.') => "",
            Some(c) if c.is_alphanumeric() => ", ",
            Some(_) => " ",
        };
        AttendanceRow {
            organisation,
            // The names of people are in no language.
            name: self.written_person(&row.name).in_language(""),
            rest,
            rest_html,
            deputies,
            opens: false,
            closes: false,
            joint,
        }
    }

    /// Somebody who stood in.
    pub fn deputy(&self, row: &Attendee) -> DeputyView {
        let organisation = row.organisation.as_ref().map(|o| self.written_organisation(o));
        DeputyView {
            name: self.written_person(&row.name),
            organisation: organisation.unwrap_or(Link::new(String::new(), String::new())),
            mode: mode_key(row.mode),
        }
    }

    /// The rest of a row, every word as written: the people and organisations it names as links, or all of it at once where it is in Markdown.
    fn rest_of_row(&self, document: &Document, row: &Attendee, root: &str) -> (Vec<Link>, Html) {
        let text = self.sources.slice(row.rest);
        if text.trim().is_empty() {
            return (Vec::new(), Html::default());
        }
        if text.contains(['*', '_', '[', ']', '`', '<', '\\', '~', '&', '|']) {
            return (Vec::new(), self.prose.inline(Some(document), text.trim(), root));
        }
        let people = row.deputy_for.iter().filter_map(|p| {
            let target = p.target?;
            Some((
                p.span,
                self.person_name(target),
                self.addresses.target(&Target::Person(target)),
                self.index.is_hidden(self.record, target),
            ))
        });
        let organisation = row.organisation.iter().filter_map(|o| {
            let target = o.target?;
            Some((o.span, o.text.to_string(), self.addresses.organisation(target), false))
        });
        let mut links: Vec<_> = people.chain(organisation).collect();
        links.retain(|(span, ..)| span.file == row.rest.file && span.start >= row.rest.start && span.end <= row.rest.end);
        links.sort_by_key(|(span, ..)| span.start);
        let mut parts: Vec<Link> = Vec::with_capacity(2 * links.len() + 1);
        let words = |start, end| Link::new(self.sources.slice(crate::record::Span { start, end, ..row.rest }), "");
        let mut at = row.rest.start;
        for (span, name, href, hidden) in links {
            if span.start < at {
                continue;
            }
            parts.push(words(at, span.start));
            parts.push(if hidden { Link::new(name, "") } else { Link::new(self.sources.slice(span), href) });
            at = span.end;
        }
        parts.push(words(at, row.rest.end));
        trim(&mut parts);
        (parts, Html::default())
    }
}

/// Marks where the people of one organisation begin and end in rows that follow each other; returns how many organisations there are.
fn mark_organisations(rows: &mut [AttendanceRow]) -> usize {
    let is_one = |a: &AttendanceRow, b: &AttendanceRow| !a.organisation.text.is_empty() && a.organisation == b.organisation;
    let mut count = 0;
    for run in rows.chunk_by_mut(is_one) {
        count += 1;
        if let Some(first) = run.first_mut() {
            first.opens = true;
        }
        if let Some(last) = run.last_mut() {
            last.closes = true;
        }
    }
    count
}

/// Takes the space before the first and after the last words away.
fn trim(parts: &mut Vec<Link>) {
    parts.retain(|part| !part.text.is_empty());
    if let Some(first) = parts.first_mut() {
        first.text = first.text.trim_start().to_owned();
    }
    if let Some(last) = parts.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
    parts.retain(|part| !part.text.is_empty());
}
