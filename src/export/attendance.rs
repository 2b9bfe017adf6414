//! The tables of attendance: one of each body, and one of the site, which is the rows of all bodies.
//!
//! They are the largest files of a site. Each row is written once and stands in both.

use std::borrow::Cow;
use std::ops::Range;

use super::file::Export;
use super::rows::{AttendeeRow, attendees};
use super::tables::{CsvRows, JSON_END, json_head, or_empty, truth};
use crate::record::BodyIx;
use crate::site::LanguageSite;

/// The columns of `attendance.csv`.
pub(super) const ATTENDANCE_COLUMNS: [&str; 17] = [
    "body",
    "meeting",
    "date",
    "standing",
    "name",
    "person",
    "unnamed",
    "organisation",
    "organisation_id",
    "role",
    "chair",
    "deputy_for",
    "deputy_for_ids",
    "represented_by",
    "mode",
    "part",
    "illustrative",
];

/// A row takes about so many bytes of JSON, and of CSV.
const JSON_ROW_BYTES: usize = 360;
const CSV_ROW_BYTES: usize = 150;

/// The two tables of some rows, and where the rows of each body stand in them.
struct AttendanceTables {
    json: Vec<u8>,
    csv: CsvRows,
    /// How much of the two is before the first row.
    head: TableRanges,
    bodies: Vec<TableRanges>,
}

/// A stretch of the JSON, and one of the CSV.
struct TableRanges {
    json: Range<usize>,
    csv: Range<usize>,
}

/// Makes the tables of all bodies and that of the site.
pub(super) fn all(site: &LanguageSite<'_>, put: &(dyn Fn(Export) + Sync)) {
    let mut tables = AttendanceTables::new(site);
    (0..site.record.bodies.len()).for_each(|n| tables.add_body(site, BodyIx::at(n)));
    let (site_json, site_csv) = tables.finish(|n, json, csv| {
        put_tables(&format!("{}/", site.record.bodies[n].id), json, csv, put);
    });
    put_tables("", site_json, site_csv, put);
}

/// Makes the tables of one body.
pub(super) fn of_body(site: &LanguageSite<'_>, body: BodyIx, put: &(dyn Fn(Export) + Sync)) {
    let mut tables = AttendanceTables::new(site);
    tables.add_body(site, body);
    let (json, csv) = tables.finish(|_, _, _| {});
    put_tables(&format!("{}/", site.record.bodies[body.ix()].id), json, csv, put);
}

fn put_tables(folder: &str, json: Vec<u8>, csv: Vec<u8>, put: &(dyn Fn(Export) + Sync)) {
    put(Export::new(format!("{folder}attendance.json"), json));
    put(Export::new(format!("{folder}attendance.csv"), csv));
}

impl AttendanceTables {
    fn new(site: &LanguageSite<'_>) -> AttendanceTables {
        let rows: usize = site.record.meetings.iter().filter_map(|meeting| meeting.attendance.as_ref()).map(Vec::len).sum();
        let mut json = Vec::with_capacity(rows * JSON_ROW_BYTES);
        json.extend_from_slice(&json_head::<AttendeeRow<'_>>(site, "attendance"));
        let csv = CsvRows::of_file(&ATTENDANCE_COLUMNS, rows * CSV_ROW_BYTES);
        let mut tables = AttendanceTables { head: TableRanges { json: 0..json.len(), csv: 0..0 }, json, csv, bodies: Vec::new() };
        tables.head.csv = 0..tables.csv.written().len();
        tables
    }

    fn add_body(&mut self, site: &LanguageSite<'_>, body: BodyIx) {
        let (json, csv) = (self.json.len(), self.csv.written().len());
        let mut from = json;
        for (ix, _) in site.record.meetings_of(body) {
            for row in attendees(site, ix) {
                if self.json.len() > self.head.json.end {
                    self.json.push(b',');
                    // The comma before the first row of a body is not one of its own table.
                    from += usize::from(self.json.len() == json + 1);
                }
                // A row is a plain struct of texts: there is nothing in it that JSON cannot say.
                let _ = serde_json::to_writer(&mut self.json, &row);
                self.csv.row(cells(&row));
            }
        }
        self.bodies.push(TableRanges { json: from..self.json.len(), csv: csv..self.csv.written().len() });
    }

    /// Hands the files of each body out, and returns those of all of them.
    fn finish(mut self, mut put: impl FnMut(usize, Vec<u8>, Vec<u8>)) -> (Vec<u8>, Vec<u8>) {
        fn part<'b>(bytes: &'b [u8], range: &Range<usize>) -> &'b [u8] {
            bytes.get(range.clone()).unwrap_or(&[])
        }
        let csv = self.csv.into_bytes();
        for (n, rows) in self.bodies.iter().enumerate() {
            let json = [part(&self.json, &self.head.json), part(&self.json, &rows.json), JSON_END].concat();
            put(n, json, [part(&csv, &self.head.csv), part(&csv, &rows.csv)].concat());
        }
        self.json.extend_from_slice(JSON_END);
        (self.json, csv)
    }
}

fn cells<'r>(row: &'r AttendeeRow<'_>) -> [Cow<'r, str>; 17] {
    let joined = |words: &mut dyn Iterator<Item = &'r str>| -> Cow<'r, str> {
        let Some(first) = words.next() else { return Cow::Borrowed("") };
        words.fold(Cow::Borrowed(first), |all, word| format!("{all}; {word}").into())
    };
    [
        row.body.into(),
        (&*row.meeting).into(),
        (&*row.date).into(),
        row.standing.into(),
        row.name.into(),
        or_empty(&row.person),
        truth(row.unnamed).into(),
        or_empty(&row.organisation),
        or_empty(&row.organisation_id),
        or_empty(&row.role),
        truth(row.chair).into(),
        joined(&mut row.deputy_for.iter().map(|principal| principal.name)),
        joined(&mut row.deputy_for.iter().filter_map(|principal| principal.person)),
        joined(&mut row.represented_by.iter().copied()),
        or_empty(&row.mode),
        or_empty(&row.part),
        truth(row.illustrative).into(),
    ]
}
