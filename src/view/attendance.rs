//! Who was at a meeting: the rows as the minutes have them, in their order and with every word, and
//! what can be worked out from them (who stood in for whom).

use serde::Serialize;

use super::{Desk, Link};
use crate::record::{Attendee, Document, Meeting, Mode, RowOrder, Standing, Target, Written};
use crate::render::rows::Rows;

/// Rows of attendance of one shape: one table.
#[derive(Debug, Clone, Serialize)]
pub struct AttendanceTable {
    /// `present`, `in-attendance`, `apologies` or `absent`: of the first row.
    pub standing: &'static str,
    /// The organisation stands first.
    pub organisation_first: bool,
    /// Some row says more than organisation and name.
    pub has_rest: bool,
    /// Some row of apologies was represented.
    pub has_deputies: bool,
    /// The rows of the table as HTML, in the order of the minutes.
    pub rows: String,
    /// What the rows are made of.
    #[serde(skip)]
    pub lines: Vec<AttendanceRow>,
}

/// One row of attendance.
#[derive(Debug, Clone)]
pub struct AttendanceRow {
    /// As written; empty where the row has none, or where it stands in `rest`.
    pub organisation: String,
    /// The organisation's page, or empty.
    pub organisation_href: String,
    /// As written.
    pub name: String,
    /// Their page, or empty.
    pub name_href: String,
    /// The rest of the row as written, as HTML, with links to the people and organisations it names.
    pub rest: String,
    /// They took the chair.
    pub chair: bool,
    /// For apologies: who stood in, as `Official, DH, by videolink`.
    pub deputies: Vec<DeputyView>,
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

/// What the attendance adds up to.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AttendanceCount {
    /// There, deputies included.
    pub present: usize,
    /// Sent apologies.
    pub apologies: usize,
    /// Sent apologies and had somebody stand in.
    pub represented: usize,
    /// Stood in for somebody.
    pub deputies: usize,
}

/// `present`, `in-attendance`, `apologies` or `absent`: also a key of the messages, after `standing_`.
pub fn standing_key(standing: Standing) -> &'static str {
    match standing {
        Standing::Present => "present",
        Standing::InAttendance => "in-attendance",
        Standing::Apologies => "apologies",
        Standing::Absent => "absent",
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

impl Desk<'_> {
    /// What the attendance of a meeting adds up to; nothing where the minutes do not record it.
    pub fn attendance_count(&self, meeting: &Meeting) -> Option<AttendanceCount> {
        let rows = meeting.attendance.as_ref()?;
        let mut count = AttendanceCount::default();
        for row in rows {
            match row.standing {
                Standing::Present | Standing::InAttendance => count.present += 1,
                Standing::Apologies => {
                    count.apologies += 1;
                    count.represented += usize::from(deputies(meeting, row).next().is_some());
                }
                Standing::Absent => {}
            }
            count.deputies += usize::from(!row.deputy_for.is_empty());
        }
        Some(count)
    }

    /// The rows `from..to` of the attendance of a meeting: a table for each run of one shape.
    pub fn attendance_tables(&self, meeting: &Meeting, from: u32, to: u32, root: &str) -> Vec<AttendanceTable> {
        let all = meeting.attendance.as_deref().unwrap_or(&[]);
        let rows = all.get(from as usize..(to as usize).min(all.len())).unwrap_or(&[]);
        let lang = if self.foreign_text(&meeting.document).is_empty() { "" } else { self.lang };
        rows.chunk_by(|a, b| a.order == b.order && a.standing == b.standing)
            .map(|run| {
                let lines: Vec<AttendanceRow> = run.iter().map(|a| self.attendance_row(meeting, a, root)).collect();
                let mut table = AttendanceTable {
                    standing: run.first().map_or("present", |a| standing_key(a.standing)),
                    organisation_first: lines.iter().any(|r| !r.organisation.is_empty()),
                    has_rest: lines.iter().any(|r| !r.rest.is_empty()),
                    has_deputies: lines.iter().any(|r| !r.deputies.is_empty()),
                    rows: String::new(),
                    lines,
                };
                table.rows = Rows::new(root, self.words(), self.foreign()).attendance(&table, lang);
                table
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
        let name = self.written_person(&row.name);
        AttendanceRow {
            organisation: organisation.text,
            organisation_href: organisation.href,
            name: name.text,
            name_href: name.href,
            rest: self.rest_of_row(&meeting.document, row, root),
            chair: row.chair,
            deputies,
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

    /// The rest of a row as HTML: every word as written, the people and organisations it names as links.
    fn rest_of_row(&self, document: &Document, row: &Attendee, root: &str) -> String {
        let text = self.sources.slice(row.rest);
        if text.trim().is_empty() {
            return String::new();
        }
        if text.contains(['*', '_', '[', ']', '`', '<', '\\', '~', '&', '|']) {
            return self.prose.inline(Some(document), text.trim(), root);
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
        let mut html = String::with_capacity(text.len() + 80);
        let mut at = row.rest.start;
        for (span, name, href, hidden) in links {
            if span.start < at {
                continue;
            }
            escape(&mut html, self.sources.slice(crate::record::Span { start: at, end: span.start, ..row.rest }));
            if hidden {
                escape(&mut html, &name);
            } else {
                html.push_str("<a href=\"");
                escape(&mut html, root);
                escape(&mut html, &href);
                html.push_str("\">");
                escape(&mut html, self.sources.slice(span));
                html.push_str("</a>");
            }
            at = span.end;
        }
        escape(&mut html, self.sources.slice(crate::record::Span { start: at, ..row.rest }));
        html.trim().to_owned()
    }
}

/// Text as HTML.
fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}
