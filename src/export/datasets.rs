//! Datasets for programs: each table with one figure a row, as `TABLE.tidy.csv`, and what the figures are in `dataset.json`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::file::{Export, VERSION, absolute};
use super::tables;
use crate::record::{Citation, Dataset, DatasetIx, Date, Day, Mark, Table, Target};
use crate::site::LanguageSite;
use crate::text::plain;

/// The columns of a tidy table.
pub(super) const TIDY_COLUMNS: [&str; 13] = [
    "dataset",
    "table",
    "published",
    "period_start",
    "period_end",
    "period",
    "measure",
    "value",
    "unit",
    "is_total",
    "mark",
    "note",
    "illustrative",
];

/// One figure of a dataset.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct FigureRow {
    /// The id of the dataset.
    dataset: String,
    /// The id of the table in it.
    table: String,
    /// When these figures were first published, or restated: rows that differ in this alone are vintages of one figure.
    published: Option<String>,
    /// The first day of the period, where the label of the row is a year, a month, a day or a quarter of a year.
    period_start: Option<String>,
    /// The last day of the period.
    period_end: Option<String>,
    /// The label of the row, as it is written: a period or a category.
    period: String,
    /// The head of the column: what is counted.
    measure: String,
    /// The figure as a plain number; empty where there is none.
    value: Option<f64>,
    /// What one is.
    unit: Option<String>,
    /// The figure is a sum of others of its row or its column.
    is_total: bool,
    /// What is said of the figure; `as_written` where it is words.
    #[schemars(extend("enum" = ["provisional", "revised", "unavailable", "as_written", null]))]
    mark: Option<&'static str>,
    /// What the table says of the row in words, and a figure that is words as it is written.
    note: Option<String>,
    /// It is invented for show.
    illustrative: bool,
}

/// A dataset.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct DatasetFile {
    /// The address of this schema.
    schema: String,
    /// The version of the shapes: a field may be added within one; none is taken away and none changes its meaning.
    #[schemars(extend("const" = VERSION))]
    version: u32,
    /// The site's title.
    site: String,
    /// The day that stood for today.
    #[schemars(extend("format" = "date"))]
    as_of: String,
    /// The id of the dataset.
    id: String,
    /// Its title.
    title: String,
    /// What the figures are.
    description: Option<String>,
    /// What one is.
    units: Option<String>,
    /// The id of the body that it belongs to.
    body: Option<String>,
    /// The address of its page.
    address: String,
    /// It is invented for show.
    illustrative: bool,
    /// The sources of the figures.
    sources: Vec<SourceRow>,
    /// Notes to all figures.
    notes: Vec<String>,
    /// The marks of figures, each with its meaning.
    marks: BTreeMap<&'static str, &'static str>,
    /// The tables.
    tables: Vec<TableRow>,
}

/// A source of figures.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct SourceRow {
    /// Its title.
    title: String,
    /// Its address.
    url: Option<String>,
}

/// A table of a dataset.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct TableRow {
    /// The id of the table.
    id: String,
    /// Its title.
    title: String,
    /// What one is.
    units: Option<String>,
    /// When these figures were first published, or restated.
    published: Option<String>,
    /// Why they replace those published before.
    reason: Option<String>,
    /// The head of the first column: what the label of a row is.
    period: String,
    /// The heads of the columns of figures.
    measures: Vec<String>,
    /// How many rows it has.
    rows: usize,
    /// The sums that it states, each held against the figures that it is the sum of.
    checks: Vec<SumRow>,
    /// Why the figures do not add up to their totals, as the author says.
    total_note: Option<String>,
    /// Notes to this table.
    notes: Vec<String>,
    /// The address of the tidy table.
    tidy: String,
    /// The address of the table as its author wrote it.
    csv: Option<String>,
}

/// A sum that a table states.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct SumRow {
    /// The label of the row.
    period: String,
    /// The sum as it is stated.
    stated: f64,
    /// The sum of the other figures of the row.
    sum: f64,
    /// The stated sum less the other.
    difference: f64,
}

/// The files of one dataset.
pub(super) fn dataset(site: &LanguageSite<'_>, ix: DatasetIx) -> Vec<Export> {
    let dataset = &site.record.datasets[ix.ix()];
    let is_illustrative = site.record.is_illustrative(&Target::Dataset(ix));
    let tidy = dataset.tables.iter().map(|table| {
        let rows = figures(dataset, table, is_illustrative).into_iter().map(|f| {
            let or_empty = |text: Option<String>| text.unwrap_or_default();
            [
                f.dataset,
                f.table,
                or_empty(f.published),
                or_empty(f.period_start),
                or_empty(f.period_end),
                f.period,
                f.measure,
                f.value.map(|v| v.to_string()).unwrap_or_default(),
                or_empty(f.unit),
                tables::truth(f.is_total).to_owned(),
                f.mark.unwrap_or_default().to_owned(),
                or_empty(f.note),
                tables::truth(f.illustrative).to_owned(),
            ]
        });
        Export::csv(tidy_path(dataset, table), &tables::csv(&TIDY_COLUMNS, rows))
    });
    let mut out: Vec<Export> = tidy.collect();
    let mut bytes = serde_json::to_vec(&file(site, ix)).unwrap_or_default();
    bytes.push(b'\n');
    out.push(Export::new(format!("{}/dataset.json", dataset.path), bytes));
    out
}

/// The path of a tidy table.
pub(super) fn tidy_path(dataset: &Dataset, table: &Table) -> String {
    format!("{}/{}.tidy.csv", dataset.path, table.id)
}

fn words(text: Option<&str>) -> Option<String> {
    text.map(plain).filter(|t| !t.is_empty())
}

fn file(site: &LanguageSite<'_>, ix: DatasetIx) -> DatasetFile {
    let record = site.record;
    let dataset = &record.datasets[ix.ix()];
    let notes = |notes: &[Box<str>]| notes.iter().map(|n| plain(n)).collect();
    let table = |table: &Table| TableRow {
        id: table.id.to_string(),
        title: table.title.to_string(),
        units: table.units.as_ref().or(dataset.units.as_ref()).map(ToString::to_string),
        published: table.published.map(|d| d.to_string()),
        reason: words(table.reason.as_deref()),
        period: table.period.to_string(),
        measures: measures(table).map(|(_, name)| name.to_string()).collect(),
        rows: table.rows.len(),
        checks: sums(table),
        total_note: words(table.total_note.as_deref()),
        notes: notes(&table.notes),
        tidy: absolute(record, &tidy_path(dataset, table)),
        csv: record.files.get(&table.file).map(|path| absolute(record, path)),
    };
    let source = |c: &Citation| SourceRow { title: plain(&c.title), url: c.url.as_ref().map(ToString::to_string) };
    DatasetFile {
        schema: absolute(record, "schema/dataset.json"),
        version: VERSION,
        site: record.site.title.to_string(),
        as_of: site.today.to_string(),
        id: dataset.id.to_string(),
        title: dataset.document.title.to_string(),
        description: words(dataset.document.description.as_deref()),
        units: dataset.units.as_ref().map(ToString::to_string),
        body: dataset.body.map(|b| record.bodies[b.ix()].id.to_string()),
        address: absolute(record, &site.addresses.dataset(ix)),
        illustrative: record.is_illustrative(&Target::Dataset(ix)),
        sources: dataset.sources.iter().map(source).collect(),
        notes: notes(&dataset.notes),
        marks: MARKS.into_iter().collect(),
        tables: dataset.tables.iter().map(table).collect(),
    }
}

/// The marks of figures as `mark` has them.
const MARKS: [(&str, &str); 4] = [
    ("as_written", "The cell holds words, which are in `note`."),
    ("provisional", "The figure may change."),
    ("revised", "The figure was changed after it was first published."),
    ("unavailable", "There is no figure."),
];

/// The columns that hold figures, by their places.
fn measures(table: &Table) -> impl Iterator<Item = (usize, &Box<str>)> {
    table.series.iter().enumerate().filter(|(at, _)| !table.text_series.contains(at))
}

/// Every figure of a table, row by row.
fn figures(dataset: &Dataset, table: &Table, illustrative: bool) -> Vec<FigureRow> {
    let mut all = Vec::new();
    let is_doubtful = are_years_in_two_parts(table);
    for (n, row) in table.rows.iter().enumerate() {
        let period = interval(&row.label).filter(|_| !is_doubtful);
        let said = table.text_series.iter().filter_map(|at| row.cells.get(*at)).map(|c| &*c.text).filter(|t| !t.is_empty());
        let said = said.collect::<Vec<_>>().join("; ");
        for (at, measure) in measures(table) {
            let Some(cell) = row.cells.get(at) else { continue };
            let mark = match cell.mark {
                Mark::Provisional => Some("provisional"),
                Mark::Revised => Some("revised"),
                Mark::Unavailable => Some("unavailable"),
                Mark::None if cell.value.is_none() && cell.text.is_empty() => Some("unavailable"),
                Mark::None if cell.value.is_none() => Some("as_written"),
                Mark::None => None,
            };
            let written = cell.value.is_none().then_some(&*cell.text).filter(|t| !t.is_empty());
            let note: Vec<&str> = written.into_iter().chain(Some(&*said).filter(|s| !s.is_empty())).collect();
            all.push(FigureRow {
                dataset: dataset.id.to_string(),
                table: table.id.to_string(),
                published: table.published.map(|d| d.to_string()),
                period_start: period.map(|(first, _)| first.to_string()),
                period_end: period.map(|(_, last)| last.to_string()),
                period: row.label.to_string(),
                measure: measure.to_string(),
                value: cell.value.filter(|v| v.is_finite()),
                unit: table.units.as_ref().or(dataset.units.as_ref()).map(ToString::to_string),
                is_total: table.total == Some(at) || table.total_row == Some(n),
                mark,
                note: Some(note.join("; ")).filter(|n| !n.is_empty()),
                illustrative,
            });
        }
    }
    all
}

/// The sums that the total column of a table states. Where columns are left out, sums say nothing.
fn sums(table: &Table) -> Vec<SumRow> {
    let Some(total) = table.total.filter(|_| !table.partly) else { return Vec::new() };
    let row = |row: &crate::record::Row| {
        let stated = row.cells.get(total)?.value?;
        let others = measures(table).filter(|(at, _)| *at != total).filter_map(|(at, _)| row.cells.get(at)?.value);
        let sum: f64 = others.sum();
        Some(SumRow { period: row.label.to_string(), stated, sum, difference: stated - sum })
    };
    table.rows.iter().filter_map(row).collect()
}

/// Whether every label such as `2011-12` may be a year that begins in one and ends in the next: then none is read as a month.
fn are_years_in_two_parts(table: &Table) -> bool {
    let pairs: Vec<(i16, i16)> = table
        .rows
        .iter()
        .filter_map(|row| row.label.trim().split_once(['-', '\u{2013}']))
        .filter_map(|(year, part)| Some((year.parse().ok()?, (part.len() == 2).then(|| part.parse().ok())??)))
        .collect();
    !pairs.is_empty() && pairs.iter().all(|(year, part)| (year + 1) % 100 == *part)
}

/// The first and the last day of a label that is a year, a month, a day or a quarter (`2016 Q3`, `Q3 2016`, `2016-Q3`) and nothing more.
fn interval(label: &str) -> Option<(Day, Day)> {
    let label = label.trim();
    if let Ok(date) = label.parse::<Date>() {
        return Some((date.first(), date.last()));
    }
    let parts: Vec<&str> = label.split([' ', '-', '/']).filter(|p| !p.is_empty()).collect();
    let [first, second] = parts[..] else { return None };
    let quarter = |word: &str| word.strip_prefix(['Q', 'q'])?.parse::<i8>().ok().filter(|n| (1..=4).contains(n));
    let (year, quarter) = quarter(second).map(|q| (first, q)).or_else(|| quarter(first).map(|q| (second, q)))?;
    let year: i16 = year.parse().ok().filter(|y| (1000..=9999).contains(y))?;
    let start = Day::new(year, quarter * 3 - 2, 1).ok()?;
    let last = Day::new(year, quarter * 3, 1).ok()?.last_of_month();
    Some((start, last))
}

#[cfg(test)]
mod tests {
    use super::interval;

    #[test]
    fn a_label_is_a_period_where_it_says_no_more() {
        let shown = |label| interval(label).map(|(first, last)| format!("{first} {last}"));
        for (label, want) in [
            ("2016", Some("2016-01-01 2016-12-31")),
            ("2016-02", Some("2016-02-01 2016-02-29")),
            ("2016-02-03", Some("2016-02-03 2016-02-03")),
            ("2016 Q3", Some("2016-07-01 2016-09-30")),
            ("Q4 2016", Some("2016-10-01 2016-12-31")),
            ("2016-Q1", Some("2016-01-01 2016-03-31")),
            ("Q5 2016", None),
            ("2009 (from 1 April)", None),
            ("2012-13", None),
            ("Police", None),
            ("", None),
        ] {
            assert_eq!(shown(label).as_deref(), want, "{label}");
        }
    }
}
