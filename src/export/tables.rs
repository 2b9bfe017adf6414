//! Tables as JSON (with everything) and as CSV (flat: several values of a cell are joined by `; `).

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::Serialize;

use super::file::{Export, VERSION};
use super::rows::{self, ActionRow, DecisionRow, MeetingRow, OwnerRow, ReportRow};
use super::tombstones;
use crate::record::{ActionIx, BodyIx, DecisionIx, MeetingIx, ReportIx};
use crate::site::LanguageSite;

/// The columns of `meetings.csv`.
pub(super) const MEETING_COLUMNS: [&str; 20] = [
    "id",
    "body",
    "date",
    "title",
    "from",
    "to",
    "venue",
    "stage",
    "cancelled",
    "present",
    "apologies",
    "actions",
    "decisions",
    "no_actions",
    "previous",
    "next",
    "address",
    "withdrawn",
    "reason",
    "illustrative",
];

/// The columns of `actions.csv`.
pub(super) const ACTION_COLUMNS: [&str; 20] = [
    "id",
    "body",
    "meeting",
    "raised",
    "text",
    "owners",
    "due",
    "due_as_written",
    "status",
    "overdue",
    "closed",
    "superseded_by",
    "supersedes",
    "events",
    "address",
    "raised_at",
    "stage",
    "withdrawn",
    "reason",
    "illustrative",
];

/// The columns of `decisions.csv`.
pub(super) const DECISION_COLUMNS: [&str; 12] =
    ["id", "body", "meeting", "date", "number", "text", "address", "motion", "stage", "withdrawn", "reason", "illustrative"];

/// The columns of `reports.csv`.
pub(super) const REPORT_COLUMNS: [&str; 15] = [
    "id",
    "title",
    "body",
    "date",
    "series",
    "numbers",
    "period",
    "authors",
    "publisher",
    "pages",
    "laid",
    "replaced_by",
    "attachments",
    "address",
    "illustrative",
];

/// A table: what it is, and its rows.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Table<'a, T: Serialize> {
    /// The address of this schema.
    schema: String,
    /// The version of the shapes: a field may be added within one; none is taken away and none changes its meaning.
    #[schemars(extend("const" = VERSION))]
    version: u32,
    /// The site's title.
    site: &'a str,
    /// The day that stood for today: what is overdue is told as of it.
    #[schemars(extend("format" = "date"))]
    as_of: String,
    /// The rows.
    rows: &'a [T],
}

pub(super) fn json<T: Serialize>(site: &LanguageSite<'_>, name: &str, rows: &[T]) -> Vec<u8> {
    let table = Table {
        schema: super::file::absolute(site.record, &format!("schema/{name}.json")),
        version: VERSION,
        site: &site.record.site.title,
        as_of: site.today.to_string(),
        rows,
    };
    // Rows are plain structs of texts and numbers: there is nothing in them that JSON cannot say.
    let mut bytes = serde_json::to_vec(&table).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// The end of a table in JSON: its rows are the last field.
pub(super) const JSON_END: &[u8] = b"]}\n";

/// What stands before the first row of the table that [`json`] makes.
pub(super) fn json_head<T: Serialize>(site: &LanguageSite<'_>, name: &str) -> Vec<u8> {
    let mut empty = json::<T>(site, name, &[]);
    empty.truncate(empty.len().saturating_sub(JSON_END.len()));
    empty
}

/// CSV as RFC 4180 has it; a cell that a spreadsheet would take for a formula is quoted with an apostrophe.
pub(super) struct CsvRows(csv::Writer<Vec<u8>>);

impl CsvRows {
    fn with_header(header: &[&str], out: Vec<u8>) -> CsvRows {
        let mut rows = CsvRows(csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out));
        // Writing to memory does not fail.
        let _ = rows.0.write_record(header);
        rows
    }

    /// A file with a header, which has room for so many bytes.
    pub(super) fn of_file(header: &[&str], room: usize) -> CsvRows {
        let mut out = Vec::with_capacity(room);
        out.extend_from_slice(super::file::BYTE_ORDER_MARK.as_bytes());
        CsvRows::with_header(header, out)
    }

    pub(super) fn row<'c>(&mut self, cells: impl IntoIterator<Item: Into<Cow<'c, str>>>) {
        for cell in cells {
            let _ = self.0.write_field(harmless(cell.into()).as_bytes());
        }
        let _ = self.0.write_record(None::<&[u8]>);
    }

    /// What is written by now.
    pub(super) fn written(&mut self) -> &[u8] {
        let _ = self.0.flush();
        self.0.get_ref()
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0.into_inner().unwrap_or_default()
    }
}

/// A table as CSV (see [`CsvRows`]), with a header.
pub(super) fn csv<'c, R>(header: &[&str], rows: impl Iterator<Item = R>) -> Vec<u8>
where
    R: IntoIterator<Item: Into<Cow<'c, str>>>,
{
    let mut out = CsvRows::with_header(header, Vec::new());
    rows.for_each(|row| out.row(row));
    out.into_bytes()
}

/// OWASP's advice on CSV injection: a leading `=`, `+`, `-`, `@`, tab or return is not left first. Numbers stay numbers.
fn harmless(cell: Cow<'_, str>) -> Cow<'_, str> {
    let risky =
        matches!(cell.as_bytes().first(), Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r')) && cell.parse::<f64>().is_err();
    if risky { format!("'{cell}").into() } else { cell }
}

pub(super) fn or_empty<T: AsRef<str>>(value: &Option<T>) -> Cow<'_, str> {
    value.as_ref().map_or("", AsRef::as_ref).into()
}

/// A boolean as programs that read tables know it.
pub(super) fn truth(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

pub(super) fn meetings(site: &LanguageSite<'_>, folder: &str, all: &[MeetingIx]) -> Vec<Export> {
    let rows: Vec<MeetingRow> = all.iter().map(|ix| rows::meeting(site, *ix)).collect();
    let flat = rows.iter().map(|r| {
        [
            r.id.as_str().into(),
            r.body.as_str().into(),
            r.date.as_str().into(),
            r.title.as_str().into(),
            or_empty(&r.from),
            or_empty(&r.to),
            or_empty(&r.venue),
            r.stage.into(),
            truth(r.cancelled).into(),
            r.present.to_string().into(),
            r.apologies.to_string().into(),
            r.actions.to_string().into(),
            r.decisions.to_string().into(),
            truth(r.no_actions).into(),
            or_empty(&r.previous),
            or_empty(&r.next),
            r.address.as_str().into(),
            or_empty(&r.withdrawn),
            or_empty(&r.reason),
            truth(r.illustrative).into(),
        ]
    });
    let csv = csv(&MEETING_COLUMNS, flat);
    vec![
        Export::new(format!("{folder}meetings.json"), json(site, "meetings", &rows)),
        Export::csv(format!("{folder}meetings.csv"), &csv),
    ]
}

fn names(owners: &[OwnerRow]) -> String {
    owners.iter().map(|o| o.name.as_str()).collect::<Vec<_>>().join("; ")
}

pub(super) fn action_rows(site: &LanguageSite<'_>, all: &[ActionIx]) -> Vec<ActionRow> {
    all.iter().map(|ix| rows::action(site, *ix)).collect()
}

pub(super) fn actions(site: &LanguageSite<'_>, (folder, body): (&str, Option<BodyIx>), all: &[ActionIx]) -> Vec<Export> {
    let mut rows = action_rows(site, all);
    rows.extend(tombstones::withdrawn_actions(site, body));
    vec![
        Export::new(format!("{folder}actions.json"), actions_json(site, &rows)),
        Export::csv(format!("{folder}actions.csv"), &actions_csv(&rows)),
    ]
}

pub(super) fn actions_json(site: &LanguageSite<'_>, rows: &[ActionRow]) -> Vec<u8> {
    json(site, "actions", rows)
}

pub(super) fn actions_csv(rows: &[ActionRow]) -> Vec<u8> {
    let flat = rows.iter().map(|r| {
        [
            r.id.as_str().into(),
            r.body.as_str().into(),
            r.meeting.as_str().into(),
            r.raised.as_str().into(),
            r.text.as_str().into(),
            names(&r.owners).into(),
            or_empty(&r.due),
            or_empty(&r.due_as_written),
            r.status.into(),
            truth(r.overdue).into(),
            or_empty(&r.closed),
            r.superseded_by.join("; ").into(),
            r.supersedes.join("; ").into(),
            r.history.len().to_string().into(),
            r.address.as_str().into(),
            r.raised_at.as_str().into(),
            r.stage.into(),
            or_empty(&r.withdrawn),
            or_empty(&r.reason),
            truth(r.illustrative).into(),
        ]
    });
    csv(&ACTION_COLUMNS, flat)
}

pub(super) fn decisions(site: &LanguageSite<'_>, (folder, body): (&str, Option<BodyIx>), all: &[DecisionIx]) -> Vec<Export> {
    let mut rows: Vec<DecisionRow> = all.iter().map(|ix| rows::decision(site, *ix)).collect();
    rows.extend(tombstones::withdrawn_decisions(site, body));
    let flat = rows.iter().map(|r| {
        [
            r.id.as_str().into(),
            r.body.as_str().into(),
            r.meeting.as_str().into(),
            r.date.as_str().into(),
            or_empty(&r.number),
            r.text.as_str().into(),
            r.address.as_str().into(),
            or_empty(&r.motion),
            r.stage.into(),
            or_empty(&r.withdrawn),
            or_empty(&r.reason),
            truth(r.illustrative).into(),
        ]
    });
    let csv = csv(&DECISION_COLUMNS, flat);
    vec![
        Export::new(format!("{folder}decisions.json"), json(site, "decisions", &rows)),
        Export::csv(format!("{folder}decisions.csv"), &csv),
    ]
}

pub(super) fn reports(site: &LanguageSite<'_>) -> Vec<Export> {
    let rows: Vec<ReportRow> = (0..site.record.reports.len()).map(|i| rows::report(site, ReportIx::at(i))).collect();
    let flat = rows.iter().map(|r| {
        let numbers: Vec<String> = r.numbers.iter().map(|(k, v)| format!("{k}: {v}")).collect();
        [
            r.id.as_str().into(),
            r.title.as_str().into(),
            or_empty(&r.body),
            or_empty(&r.date),
            or_empty(&r.series),
            numbers.join("; ").into(),
            or_empty(&r.period),
            r.authors.join("; ").into(),
            or_empty(&r.publisher),
            r.pages.map(|p| p.to_string()).unwrap_or_default().into(),
            or_empty(&r.laid),
            or_empty(&r.replaced_by),
            r.attachments.iter().map(|a| a.address.as_str()).collect::<Vec<_>>().join("; ").into(),
            r.address.as_str().into(),
            truth(r.illustrative).into(),
        ]
    });
    let csv = csv(&REPORT_COLUMNS, flat);
    vec![Export::new("reports.json", json(site, "reports", &rows)), Export::csv("reports.csv", &csv)]
}
