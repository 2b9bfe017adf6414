//! Datasets: `_index.md` and a table for each CSV file.

use super::csv::{self, Cell as Raw, Sheet};
use super::data::{Reader, cut};
use super::document::{self, Manner, in_words};
use super::files::{self, Names};
use super::layout::stem;
use super::list::id_of;
use super::{Context, pieces};
use crate::diag::{Code, Diagnostic, nearest};
use crate::record::{Cell, ChartKind, Dataset, Date, FileId, Mark, Row, Span, Table};

const CHARTS: [(&str, ChartKind); 4] =
    [("line", ChartKind::Line), ("bar", ChartKind::Bar), ("stacked", ChartKind::StackedBar), ("none", ChartKind::None)];

/// What `tables` of a dataset's page says of one table.
#[derive(Debug, Clone)]
pub(super) struct Said {
    file: FileId,
    title: Option<Box<str>>,
    chart: Option<ChartKind>,
    units: Option<Box<str>>,
    total: Option<(Box<str>, Span)>,
    published: Option<Date>,
    notes: Vec<Box<str>>,
}

/// A dataset without its tables, and what its page says of them.
pub(super) type Head = (Dataset, Vec<Said>);

/// Reads the page of a dataset.
pub(super) fn head(cx: &Context<'_>, file: FileId, text: &str, path: &str) -> (Head, Vec<Diagnostic>) {
    let opened = document::open(file, text);
    let desk = document::desk(&opened, cx);
    let reader = Reader::new(&desk, &opened.tree.table, "a dataset");
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
    problems.extend(desk.into_problems());
    ((dataset, said), problems)
}

fn said(cx: &Context<'_>, reader: &Reader<'_>, path: &str) -> Option<Said> {
    let file = files::named(cx, reader, path);
    let (title, chart, units) = (reader.text("title"), reader.one_of("chart", &CHARTS), reader.text("units"));
    let (total, published, notes) = (reader.label("total"), reader.date("published"), reader.texts("notes"));
    reader.finish();
    Some(Said { file: file?, title, chart, units, total, published, notes })
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
pub(super) fn headless(cx: &Context<'_>, file: FileId, path: &str) -> Head {
    (empty(pieces::blank(cx, file, path), path), Vec::new())
}

/// Joins the page of a dataset and its tables.
pub(super) fn join(cx: &Context<'_>, head: Head, mut tables: Vec<Table>) -> (Dataset, Vec<Diagnostic>) {
    let (mut dataset, said) = head;
    let mut problems = Vec::new();
    let order = |file: FileId| said.iter().position(|s| s.file == file).unwrap_or(usize::MAX);
    tables.sort_by_key(|t| (order(t.file), t.file));
    for table in &mut tables {
        if let Some(said) = said.iter().find(|s| s.file == table.file) {
            apply(table, said, &mut problems);
        }
        if table.total.is_none() {
            let named = |s: &str| matches!(s.to_lowercase().as_str(), "total" | "all" | "grand total");
            let totals: Vec<usize> =
                (0..table.series.len()).filter(|n| named(&table.series[*n]) && !table.text_series.contains(n)).collect();
            table.total = if let [one] = totals[..] { Some(one) } else { None };
        }
        sums(table, &mut problems);
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

fn apply(table: &mut Table, said: &Said, problems: &mut Vec<Diagnostic>) {
    if let Some(title) = &said.title {
        table.title = title.clone();
    }
    table.chart = said.chart.unwrap_or(table.chart);
    table.units = said.units.clone();
    table.published = said.published;
    table.notes = said.notes.clone();
    let Some((name, span)) = &said.total else { return };
    table.total = table.series.iter().position(|s| s.eq_ignore_ascii_case(name));
    if table.total.is_none() {
        let problem = Diagnostic::new(Code::WrongValue, *span, format!("no column is called `{}`", cut(name)));
        let series = table.series.iter().map(|s| &**s);
        problems.push(match nearest(name, series.clone()) {
            Some(near) => problem.expected(format!("did you mean `{near}`?")).remedy(format!("write total = \"{near}\"")),
            None => problem.remedy(format!("the columns are {}", series.collect::<Vec<_>>().join(", "))),
        });
    }
}

/// Says where the figures of a row do not add up to its total. Shares and rates do not add up, and are passed over.
fn sums(table: &Table, problems: &mut Vec<Diagnostic>) {
    let Some(total) = table.total else { return };
    let parts: Vec<usize> = (0..table.series.len()).filter(|n| *n != total && !table.text_series.contains(n)).collect();
    if parts.len() < 2 || table.rows.iter().flat_map(|r| &r.cells).any(|c| c.text.contains('%')) {
        return;
    }
    for row in &table.rows {
        let values: Option<Vec<f64>> = parts.iter().map(|n| row.cells.get(*n).and_then(|c| c.value)).collect();
        let (Some(values), Some(stated)) = (values, row.cells.get(total).and_then(|c| c.value)) else { continue };
        let sum: f64 = values.iter().sum();
        // Half a unit of the last place is rounding, once for each part.
        if (sum - stated).abs() > 1e-6_f64.max(stated.abs() * 1e-9) && (sum - stated).abs() > rounding(row, &parts) {
            problems.push(
                Diagnostic::new(
                    Code::TotalDiffers,
                    row.span,
                    format!("the figures of `{}` make {}, not {}", row.label, shown(sum), shown(stated)),
                )
                .expected(format!("`{}` says {}", table.series[total], shown(stated)))
                .remedy("correct a figure, or say in a note why they differ"),
            );
        }
    }
}

fn rounding(row: &Row, parts: &[usize]) -> f64 {
    let decimals =
        parts.iter().filter_map(|n| row.cells.get(*n)).filter_map(|c| c.text.split_once('.')).map(|(_, d)| d.len()).max();
    match decimals {
        Some(d) => 0.5 * 10f64.powi(-i32::try_from(d).unwrap_or(9)) * (parts.len() as f64 + 1.0),
        None => 0.0,
    }
}

fn shown(value: f64) -> String {
    let rounded = (value * 1e6).round() / 1e6;
    format!("{rounded}")
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
