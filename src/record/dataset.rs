//! Figures given to a body: by period and dimension, with units, source and vintages.

use super::attachment::Attachment;
use super::date::Date;
use super::document::{Citation, Document};
use super::index::BodyIx;
use super::span::{FileId, Span};

/// A set of figures: one page, one or more tables.
#[derive(Debug, Clone)]
pub struct Dataset {
    /// Its page: what the figures are and how they were made.
    pub document: Document,
    /// Its folder's name: `nrm-referrals`.
    pub id: Box<str>,
    /// Its address: `datasets/nrm-referrals`, or below a body's.
    pub path: Box<str>,
    /// The body that owns the folder it stands in; set by `link`.
    pub body: Option<BodyIx>,
    /// `units`: what one is ("people referred").
    pub units: Option<Box<str>>,
    /// `[[sources]]`.
    pub sources: Vec<Citation>,
    /// `notes`, as Markdown lines.
    pub notes: Vec<Box<str>>,
    /// One for each CSV file.
    pub tables: Vec<Table>,
    /// The CSV files, to be downloaded.
    pub attachments: Vec<Attachment>,
}

/// How a table is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ChartKind {
    /// Not drawn.
    None,
    /// A line for each series.
    Line,
    /// Bars side by side.
    #[default]
    Bar,
    /// Bars on top of each other.
    StackedBar,
}

/// One table of figures, from one CSV file: a row for each period or category, a column for each series.
#[derive(Debug, Clone)]
pub struct Table {
    /// The CSV file.
    pub file: FileId,
    /// The file's name without its ending.
    pub id: Box<str>,
    /// `title`, else made of the file's name.
    pub title: Box<str>,
    /// `[[tables]]`' `chart`.
    pub chart: ChartKind,
    /// Units, where not the dataset's.
    pub units: Option<Box<str>>,
    /// The header of the first column.
    pub period: Box<str>,
    /// The headers of the others, in order.
    pub series: Vec<Box<str>>,
    /// Places in `series` that hold text (sources, notes), not figures.
    pub text_series: Vec<usize>,
    /// Place in `series` of the total of the others, where there is one.
    pub total: Option<usize>,
    /// Place in `rows` of the total of the others, where there is one.
    pub total_row: Option<usize>,
    /// `total_note`: why the figures do not add up to their totals.
    pub total_note: Option<Box<str>>,
    /// `reason`: why these figures replace those published before.
    pub reason: Option<Box<str>>,
    /// Columns or rows are left out, so that sums say nothing.
    pub partly: bool,
    /// Rows, in the order of the file.
    pub rows: Vec<Row>,
    /// When these figures were first published, or restated.
    pub published: Option<Date>,
    /// Notes to this table, as Markdown.
    pub notes: Vec<Box<str>>,
}

/// One row of a table.
#[derive(Debug, Clone)]
pub struct Row {
    /// The period or category.
    pub label: Box<str>,
    /// A cell for each of [`Table::series`].
    pub cells: Vec<Cell>,
    /// The row in the file.
    pub span: Span,
}

/// One figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// As written, without its mark: `1,183`.
    pub text: Box<str>,
    /// Its value, where it is a number.
    pub value: Option<f64>,
    /// Its mark.
    pub mark: Mark,
}

/// What is said of a figure beside its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mark {
    /// Nothing.
    #[default]
    None,
    /// `[p]`: provisional.
    Provisional,
    /// `[r]`: revised.
    Revised,
    /// `[x]`, `..`, `-` or empty: not available.
    Unavailable,
}
