//! Datasets: `_index.md` and a table for each CSV file.

mod sums;
mod tidy;

use super::context::Context;
use super::csv::{self, Cell as Raw, Sheet};
use super::data::{Reader, cut};
use super::document::{self, Manner, in_words};
use super::files::{self, Names};
use super::folder::id_of;
use super::folder::stem;
use tidy::{Tidy, no_such};

use crate::diag::{Code, Diagnostic};
use crate::record::{CHARTS, Cell, ChartKind, Dataset, Date, FileId, Mark, Row, Span, Table};

/// What `tables` of a dataset's page says of one table.
#[derive(Debug, Clone)]
pub(super) struct Said {
    file: FileId,
    title: Option<Box<str>>,
    chart: Option<ChartKind>,
    units: Option<Box<str>>,
    total: Option<(Box<str>, Span)>,
    total_row: Option<(Box<str>, Span)>,
    total_note: Option<Box<str>>,
    published: Option<Date>,
    reason: Option<Box<str>>,
    notes: Vec<Box<str>>,
    tidy: Tidy,
}

/// A dataset without its tables, and what its page says of them.
pub(super) type Head = (Dataset, Vec<Said>);

/// Reads the page of a dataset.
pub(super) fn head(cx: &Context<'_>, file: FileId, text: &str, path: &str) -> (Head, Vec<Diagnostic>) {
    let opened = document::open(file, text);
    let diagnostics = document::data_diagnostics(&opened, cx);
    let reader = Reader::new(&diagnostics, &opened.tree.table, "a dataset");
    let fallback = in_words(&id_of(path));
    let document = document::document(&opened, text, &reader, Manner { anchors: true, title: Some(&fallback) });
    let dataset = Dataset {
        units: reader.text("units"),
        sources: reader.citations("sources"),
        notes: reader.texts("notes"),
        ..empty(document, path)
    };
    let said = reader.tables("tables", "a table").iter().filter_map(|t| said(cx, t, cx.sources.path(file))).collect();
    reader.finish();
    let mut problems = opened.problems;
    problems.extend(diagnostics.into_problems());
    ((dataset, said), problems)
}

fn said(cx: &Context<'_>, reader: &Reader<'_>, path: &str) -> Option<Said> {
    let file = files::named(cx, reader, path);
    let (title, chart, units) = (reader.text("title"), reader.one_of("chart", &CHARTS), reader.text("units"));
    let (total, total_row, total_note) = (reader.label("total"), reader.label("total_row"), reader.text("total_note"));
    let (published, reason, notes) = (reader.date("published"), reader.text("reason"), reader.texts("notes"));
    let tidy = Tidy {
        period: reader.label("period"),
        dimensions: reader.texts("dimensions"),
        value: reader.label("value"),
        span: reader.span_of("dimensions"),
    };
    reader.finish();
    Some(Said { file: file?, title, chart, units, total, total_row, total_note, published, reason, notes, tidy })
}

fn empty(document: crate::record::Document, path: &str) -> Dataset {
    Dataset {
        document,
        id: id_of(path),
        path: path.into(),
        body: None,
        units: None,
        sources: Vec::new(),
        notes: Vec::new(),
        tables: Vec::new(),
        attachments: Vec::new(),
    }
}

/// The page of a dataset that has none.
pub(super) fn headless(file: FileId, path: &str) -> Head {
    (empty(document::blank(file, path), path), Vec::new())
}

/// Joins the page of a dataset and its tables.
pub(super) fn join(cx: &Context<'_>, head: Head, mut tables: Vec<Table>) -> (Dataset, Vec<Diagnostic>) {
    let (mut dataset, said) = head;
    let mut problems = Vec::new();
    let order = |file: FileId| said.iter().position(|s| s.file == file).unwrap_or(usize::MAX);
    tables.sort_by_key(|t| (order(t.file), t.file));
    for table in &mut tables {
        if let Some(said) = said.iter().find(|s| s.file == table.file) {
            tidy::lay_out(table, &said.tidy, &mut problems);
            apply(table, said, &mut problems);
        }
        if table.total.is_none() {
            let totals: Vec<usize> =
                (0..table.series.len()).filter(|n| is_total(&table.series[*n]) && !table.text_series.contains(n)).collect();
            table.total = if let [one] = totals[..] { Some(one) } else { None };
        }
        if table.total_row.is_none() {
            // Only the first or the last row can be one without being named.
            let named = |n: usize| table.rows.get(n).is_some_and(|r| is_total(&r.label));
            let last = table.rows.len().saturating_sub(1);
            table.total_row = [last, 0].into_iter().find(|n| table.rows.len() > 2 && named(*n));
        }
        sums::check(table, &mut problems);
    }
    let mut names = Names::default();
    let path = cx.sources.path(dataset.document.file);
    dataset.attachments = tables
        .iter()
        .map(|t| {
            names.attach(files::file(cx, path, t.file, &mut problems), Some(t.title.clone()), None, dataset.document.audience)
        })
        .collect();
    dataset.tables = tables;
    (dataset, problems)
}

/// Whether a header says that what stands under it is the sum of the others.
fn is_total(name: &str) -> bool {
    matches!(name.trim().to_lowercase().as_str(), "total" | "all" | "grand total" | "totals" | "cyfanswm")
}

fn apply(table: &mut Table, said: &Said, problems: &mut Vec<Diagnostic>) {
    if let Some(title) = &said.title {
        table.title = title.clone();
    }
    table.chart = said.chart.unwrap_or(table.chart);
    table.units = said.units.clone();
    table.published = said.published;
    table.notes = said.notes.clone();
    (table.reason, table.total_note) = (said.reason.clone(), said.total_note.clone());
    if let Some((name, span)) = &said.total {
        table.total = table.series.iter().position(|s| s.eq_ignore_ascii_case(name));
        if table.total.is_none() {
            problems.push(no_such("column", "total", name, *span, &table.series.iter().map(|s| &**s).collect::<Vec<_>>()));
        }
    }
    if let Some((name, span)) = &said.total_row {
        table.total_row = table.rows.iter().position(|r| r.label.eq_ignore_ascii_case(name));
        if table.total_row.is_none() {
            problems.push(no_such("row", "total_row", name, *span, &table.rows.iter().map(|r| &*r.label).collect::<Vec<_>>()));
        }
    }
}

/// Reads a table.
pub(super) fn table(cx: &Context<'_>, file: FileId, text: &str) -> (Table, Vec<Diagnostic>) {
    let path = cx.sources.path(file);
    let (sheet, mut problems) = csv::read(file, text);
    let columns = sheet.header.len().saturating_sub(1);
    let mut rows = Vec::with_capacity(sheet.rows.len());
    let mut words = vec![false; columns];
    for row in &sheet.rows {
        let (Some(label), Some(span)) = (row.first(), csv::row_span(row)) else { continue };
        let cells: Vec<Cell> = row.iter().skip(1).map(cell).collect();
        for (n, cell) in cells.iter().enumerate() {
            words[n] |= cell.value.is_none() && cell.mark != Mark::Unavailable;
        }
        rows.push(Row { label: label.text.as_ref().into(), cells, span });
    }
    strays(&sheet, &words, &mut problems);
    let name = stem(path);
    let table = Table {
        file,
        id: crate::record::slug(name).into(),
        title: in_words(name).into(),
        chart: ChartKind::default(),
        units: None,
        period: sheet.header.first().map_or("", |h| &h.text).into(),
        series: sheet.header.iter().skip(1).map(|h| h.text.as_ref().into()).collect(),
        text_series: (0..columns).filter(|n| words[*n]).collect(),
        total: None,
        total_row: None,
        total_note: None,
        reason: None,
        partly: false,
        rows,
        published: None,
        notes: Vec::new(),
    };
    (table, problems)
}

/// One word in a long column of figures is a slip of the pen: the column would not be drawn for it.
fn strays(sheet: &Sheet<'_>, words: &[bool], problems: &mut Vec<Diagnostic>) {
    for column in (0..words.len()).filter(|n| words[*n]) {
        let cells: Vec<&Raw<'_>> = sheet.rows.iter().filter_map(|r| r.get(column + 1)).collect();
        let text = |c: &&&Raw<'_>| {
            let cell = cell(c);
            cell.value.is_none() && cell.mark != Mark::Unavailable
        };
        let stray: Vec<&&Raw<'_>> = cells.iter().filter(text).collect();
        if let [one] = stray[..]
            && cells.len() >= 4
            && one.text.contains(|c: char| c.is_ascii_digit())
        {
            let name = sheet.header.get(column + 1).map_or("", |h| &h.text);
            problems.push(
                Diagnostic::new(Code::BadRow, one.span, format!("`{}` is no figure, and the rest of `{}` are", cut(&one.text), cut(name)))
                    .expected("expected a number")
                    .remedy("write digits, with [p] or [r] after them, or [x] where there is no figure; put remarks into a column of their own"),
            );
        }
    }
}

/// A figure, its mark, its value.
pub(super) fn cell(raw: &Raw<'_>) -> Cell {
    let text = raw.text.trim();
    if matches!(text, "" | "[x]" | ".." | "-" | "–" | "—" | "[X]") {
        return Cell { text: "".into(), value: None, mark: Mark::Unavailable };
    }
    // Signs of official statistics that say why there is no figure; they are shown as they stand.
    if matches!(
        text.to_lowercase().as_str(),
        "*" | "[c]" | "[z]" | "[low]" | "[u]" | ":" | "n/a" | "na" | "not available" | "ddim ar gael"
    ) {
        return Cell { text: text.into(), value: None, mark: Mark::Unavailable };
    }
    let marks = [("[p]", Mark::Provisional), ("[P]", Mark::Provisional), ("[r]", Mark::Revised), ("[R]", Mark::Revised)];
    let (figure, mark) = marks
        .iter()
        .find_map(|(end, mark)| text.strip_suffix(end).map(|rest| (rest.trim_end(), *mark)))
        .unwrap_or((text, Mark::None));
    Cell { text: figure.into(), value: number(figure), mark }
}

/// `1183`, `1,183`, `£1,183.50`, `12.5%`, `−4`.
fn number(text: &str) -> Option<f64> {
    let text = text.replace(['\u{2212}', '\u{2013}'], "-");
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(&text)),
    };
    let rest = rest.trim_start_matches(['£', '€', '$']).trim_end_matches('%').trim();
    let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(w, f)| (w, Some(f)));
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let groups: Vec<&str> = whole.split([',', '\u{a0}', '\u{202f}', ' ']).collect();
    let grouped = match groups.split_first() {
        Some((first, [])) => digits(first),
        Some((first, rest)) => digits(first) && first.len() <= 3 && rest.iter().all(|g| digits(g) && g.len() == 3),
        None => false,
    };
    if !grouped || fraction.is_some_and(|f| !digits(f)) {
        return None;
    }
    let value: f64 = format!("{}.{}", groups.concat(), fraction.unwrap_or("0")).parse().ok()?;
    value.is_finite().then_some(sign * value)
}
