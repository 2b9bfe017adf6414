//! The pages of the datasets: all of them, and one with its tables, charts, marks, totals and vintages.

mod vintages;

use serde::Serialize;

use super::about::{Heading, head, index_link, mentioned_by};
use super::common::{CitationView, DocumentView, FileView};
use super::{LanguageSite, Link, Sink, View};
use crate::chart::{Drawing, Totals, chart_kind, figures, totals};
use crate::html::Html;
use crate::record::{Cell, Dataset, DatasetIx, Mark, Stage, Table, Target};
use crate::site::document_pages::dataset_page_path as path;
use crate::site::page_ids::DatasetPageId as Id;

pub use vintages::{Vintage, vintages};

/// Makes a page. An id that is not of this record makes none.
pub fn show<S: Sink>(id: &Id, site: &LanguageSite<'_>, sink: &mut S) {
    let path = path(site, id);
    match id {
        Id::Index => index(site, path, sink),
        Id::Dataset(ix) => {
            if let Some(dataset) = site.record.datasets.get(ix.ix()) {
                one(site, *ix, dataset, path, sink);
            }
        }
    }
}

#[derive(Debug, Serialize)]
struct Index {
    datasets: Vec<Line>,
}

impl View for Index {}

#[derive(Debug, Serialize)]
struct Line {
    link: Link,
    description: String,
    description_lang: String,
    body: Option<Link>,
    units: String,
    tables: Vec<String>,
}

fn index<S: Sink>(site: &LanguageSite<'_>, path: String, sink: &mut S) {
    let line = |(at, dataset): (usize, &Dataset)| Line {
        link: site.titled(&dataset.document, site.addresses.dataset(DatasetIx::at(at))),
        description: site.description(&dataset.document).0,
        description_lang: site.description(&dataset.document).1,
        body: dataset.body.map(|b| site.body_link(b)),
        units: text(&dataset.units),
        tables: dataset.tables.iter().map(|t| t.title.to_string()).collect(),
    };
    let view = Index { datasets: site.record.datasets.iter().enumerate().map(line).collect() };
    let heading = Heading {
        path,
        title: site.say("datasets_title"),
        description: site.say("datasets_description"),
        document: None,
        body: None,
        kind: "datasets",
        trail: Vec::new(),
    };
    sink.page("datasets.html", &head(site, heading), &view);
}

#[derive(Debug, Serialize)]
struct DatasetView {
    document: DocumentView,
    text: Html,
    units: String,
    sources: Vec<CitationView>,
    notes: Vec<Html>,
    tables: Vec<TableView>,
    /// The language of the tables, which no translation has words for, where it is not the page's; else empty.
    figures_lang: String,
    /// The marks that occur, with what they mean.
    marks: Vec<Key>,
    vintages: Vec<Vintage>,
    mentions: Vec<Link>,
}

impl View for DatasetView {}

/// One table with its chart.
#[derive(Debug, Clone, Serialize)]
pub struct TableView {
    /// Unique on the page; a link finds it.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What one is.
    pub units: String,
    /// The header of the first column.
    pub period: String,
    /// The other columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<RowView>,
    /// An `svg` element; empty where nothing is drawn.
    pub svg: Html,
    /// What the chart shows, in words.
    pub summary: String,
    /// How the chart is drawn, or why there is none.
    pub chart_note: String,
    /// When these figures were published: ISO 8601, or empty.
    pub published: String,
    /// What is said below it.
    pub notes: Vec<Html>,
    /// Whether the totals were checked, and what does not add up.
    pub totals: Option<Totals>,
    /// Why they do not, or empty.
    pub total_note: Html,
    /// Why these figures replaced those published before, or empty.
    pub reason: Html,
    /// The file.
    pub csv: Option<FileView>,
}

/// A column of a table.
#[derive(Debug, Clone, Serialize)]
pub struct Column {
    /// Its header.
    pub name: String,
    /// It holds figures, not text.
    pub figures: bool,
    /// It is the total of the others.
    pub total: bool,
}

/// A row of a table.
#[derive(Debug, Clone, Serialize)]
pub struct RowView {
    /// The period or category.
    pub label: String,
    /// It is the total of the others.
    pub total: bool,
    /// The cells.
    pub cells: Vec<CellView>,
}

/// A cell of a table.
#[derive(Debug, Clone, Serialize)]
pub struct CellView {
    /// As written.
    pub text: String,
    /// `p`, `r`, `x`; empty: no mark.
    pub mark: &'static str,
    /// It stands in a column of figures.
    pub figures: bool,
}

/// A mark and its meaning.
#[derive(Debug, Clone, Serialize)]
pub struct Key {
    /// `p`, `r`, `x`.
    pub mark: &'static str,
    /// What it means.
    pub meaning: String,
}

fn one<S: Sink>(site: &LanguageSite<'_>, ix: DatasetIx, dataset: &Dataset, path: String, sink: &mut S) {
    let root = site.addresses.root(&path);
    let gone = dataset.document.stage == Stage::Withdrawn;
    let line = |text: &str| site.prose.inline(Some(&dataset.document), text, &root);
    let tables: Vec<TableView> =
        if gone { Vec::new() } else { dataset.tables.iter().map(|t| table(site, dataset, t, &root)).collect() };
    let view = DatasetView {
        text: if gone { Html::default() } else { site.prose.document(site.text_of(&dataset.document), &root).html },
        units: text(&dataset.units),
        sources: dataset.sources.iter().map(CitationView::from).collect(),
        notes: dataset.notes.iter().map(|n| line(n)).collect(),
        marks: marks(site, &tables),
        tables,
        vintages: if gone { Vec::new() } else { vintages(dataset, site.words()) },
        figures_lang: figures_lang(site, dataset),
        mentions: mentioned_by(site, &Target::Dataset(ix), site.record.mentions_of(&Target::Dataset(ix)).iter()),
        document: site.document(&dataset.document, &root),
    };
    let heading = Heading {
        path,
        title: site.title(&dataset.document).0,
        description: site.description(&dataset.document).0,
        document: Some(&dataset.document),
        body: dataset.body,
        kind: "dataset",
        trail: vec![index_link(site, "datasets_title", "datasets")],
    };
    let mut head = head(site, heading);
    head.thing = site.dataset_thing(dataset, &head.title, &head.description, head.canonical.as_deref()).filter(|_| !gone);
    sink.page("dataset.html", &head, &view);
}

fn figures_lang(site: &LanguageSite<'_>, dataset: &Dataset) -> String {
    let own = dataset.document.lang.as_deref().unwrap_or(site.own_language());
    if own == site.lang { String::new() } else { own.to_owned() }
}

/// A table of a dataset with its chart, for its own page or for a page that shows it.
pub fn table(site: &LanguageSite<'_>, dataset: &Dataset, table: &Table, root: &str) -> TableView {
    let drawing = match chart_kind(table) {
        Some(kind) => crate::chart::draw(kind, &figures(site.words(), dataset, table), site.words()),
        None => Drawing::default(),
    };
    let is_text = |at: usize| table.text_series.contains(&at);
    let cell =
        |(at, cell): (usize, &Cell)| CellView { text: cell.text.to_string(), mark: mark_key(cell.mark), figures: !is_text(at) };
    let inline = |text: &str| site.prose.inline(Some(&dataset.document), text, root);
    let column = |at: usize, name: &str| Column { name: name.to_owned(), figures: !is_text(at), total: table.total == Some(at) };
    TableView {
        id: format!("_table-{}", crate::record::slug(&table.id)),
        title: table.title.to_string(),
        units: table.units.as_deref().or(dataset.units.as_deref()).unwrap_or_default().to_owned(),
        period: table.period.to_string(),
        columns: table.series.iter().enumerate().map(|(at, name)| column(at, name)).collect(),
        rows: table
            .rows
            .iter()
            .enumerate()
            .map(|(n, r)| RowView {
                label: r.label.to_string(),
                total: table.total_row == Some(n),
                cells: r.cells.iter().enumerate().map(cell).collect(),
            })
            .collect(),
        svg: drawing.svg,
        summary: drawing.summary,
        chart_note: drawing.note.unwrap_or_default(),
        published: table.published.map(|d| d.to_string()).unwrap_or_default(),
        notes: table.notes.iter().map(|n| inline(n)).collect(),
        totals: totals(table, site.words()),
        total_note: table.total_note.as_deref().map(inline).unwrap_or_default(),
        reason: table.reason.as_deref().map(inline).unwrap_or_default(),
        csv: dataset.attachments.iter().find(|a| a.file == table.file).map(|a| site.file(a)).filter(|c| !c.href.is_empty()),
    }
}

/// As it is written in the file.
fn mark_key(mark: Mark) -> &'static str {
    match mark {
        Mark::None => "",
        Mark::Provisional => "p",
        Mark::Revised => "r",
        Mark::Unavailable => "x",
    }
}

/// The marks that some cell of figures has.
fn marks(site: &LanguageSite<'_>, tables: &[TableView]) -> Vec<Key> {
    let all = [("p", "mark_provisional"), ("r", "mark_revised"), ("x", "mark_unavailable")];
    let used = |mark: &str| {
        tables
            .iter()
            .flat_map(|t| &t.rows)
            .flat_map(|r| &r.cells)
            .any(|c| c.mark == mark && (mark != "x" || (c.figures && c.text.is_empty())))
    };
    all.into_iter().filter(|(mark, _)| used(mark)).map(|(mark, key)| Key { mark, meaning: site.say(key) }).collect()
}

fn text(value: &Option<Box<str>>) -> String {
    value.as_deref().unwrap_or_default().to_owned()
}
