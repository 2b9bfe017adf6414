//! The figures that are drawn, and those of a table.

use super::scale::with_decimals;
use crate::locale::{Numbers, Speech};
use crate::record::{ChartKind, Dataset, Row, Table};

/// The most series that are told apart by colour in one drawing.
pub const MOST_COLOURS: usize = 4;

/// How figures are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A line for each series.
    Line,
    /// Bars side by side.
    Bar,
    /// Bars on top of each other.
    Stacked,
}

/// Figures to be drawn: a row of values for each series, one for each category.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// Unique on its page; names the parts of the drawing that other parts refer to.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// What the categories are: "Year".
    pub category_title: String,
    /// What is counted, with its unit: "People referred".
    pub value_title: String,
    /// Periods or categories, in order.
    pub categories: Vec<String>,
    /// The series, in order.
    pub series: Vec<Series>,
    /// How numbers are written.
    pub numbers: Numbers,
    /// What stands where a figure is not available.
    pub not_available: String,
}

impl Figures {
    /// A number of the drawing with so many decimals.
    pub(super) fn shown(&self, value: f64, decimals: usize) -> String {
        self.numbers.show(&with_decimals(value, decimals))
    }
}

/// One series.
#[derive(Debug, Clone, Default)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// A value for each category; `None`: not available. A value that is no finite number counts as none.
    pub values: Vec<Option<f64>>,
}

/// How a table is drawn; `None`: not at all.
pub fn chart_kind(table: &Table) -> Option<Kind> {
    match table.chart {
        ChartKind::None => None,
        ChartKind::Line => Some(Kind::Line),
        ChartKind::Bar => Some(Kind::Bar),
        ChartKind::StackedBar => Some(Kind::Stacked),
    }
}

/// The figures of a table for its chart: the columns that hold figures. The total is left out where its parts are
/// drawn as bars, which would show it twice; a line chart has it.
pub fn figures(words: Speech<'_>, dataset: &Dataset, table: &Table) -> Figures {
    let has_figures = |at: usize| !table.text_series.contains(&at);
    let parts = (0..table.series.len()).filter(|at| has_figures(*at) && table.total != Some(*at)).count();
    let drawn = |at: usize| has_figures(at) && (table.total != Some(at) || parts == 0 || table.chart == ChartKind::Line);
    let series = table.series.iter().enumerate().filter(|(at, _)| drawn(*at)).map(|(at, name)| Series {
        name: name.to_string(),
        values: drawn_rows(table).map(|r| r.cells.get(at).and_then(|c| c.value)).collect(),
    });
    let units = table.units.as_deref().or(dataset.units.as_deref());
    Figures {
        id: format!("chart-{}", crate::record::slug(&table.id)),
        title: table.title.to_string(),
        category_title: table.period.to_string(),
        value_title: units.map(capital).unwrap_or_else(|| words.say("chart_number")),
        categories: drawn_rows(table).map(|r| r.label.to_string()).collect(),
        series: series.collect(),
        numbers: words.numbers(),
        not_available: words.say("chart_not_available"),
    }
}

/// The rows but for their total, which would stand beside its parts.
fn drawn_rows(table: &Table) -> impl Iterator<Item = &Row> {
    table.rows.iter().enumerate().filter(|(n, _)| Some(*n) != table.total_row).map(|(_, r)| r)
}

/// The first letter as a capital.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
