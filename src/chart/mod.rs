//! Figures and ranks as static, accessible SVG: text in, text out.
//!
//! Every drawing has a name, a description and a sentence that says what it shows; it is told apart
//! without colour (marks, dashes, hatching, labels at the thing itself), its text is horizontal, and
//! its look is all in the classes of `50-charts.css`. There are no pies, and never more than four
//! series by colour: what has more is drawn a panel for each. `figures` takes the figures of a table of the record; nothing else here
//! knows the record.

mod bump;
mod columns;
mod figures;
mod frame;
mod line;
mod panels;
mod rows;
mod scale;
mod summary;
mod svg;
mod totals;

pub use bump::{Ranked, Ranks, bump};
pub use figures::{Figures, Kind, MOST_COLOURS, Series, chart_kind, figures};
pub use summary::{number, summary};
pub use totals::{Totals, signed, totals};

use crate::html::Html;
use crate::locale::Speech;

/// Past this many panels, categories in rows or bars side by side a drawing says less than its table.
const MOST_PANELS: usize = 24;
const MOST_ROWS: usize = 60;
const MOST_BARS: usize = 900;

/// What was drawn.
#[derive(Debug, Clone, Default)]
pub struct Drawing {
    /// An `svg` element; empty where a drawing would say less than the table.
    pub svg: Html,
    /// What it shows, in one or two sentences (plain text).
    pub summary: String,
    /// How it is drawn or why it is not, where that needs saying (plain text).
    pub note: Option<String>,
}

/// Draws figures.
pub fn draw(kind: Kind, figures: &Figures, words: Speech<'_>) -> Drawing {
    let figures = &finite(figures);
    let (series, categories) = (figures.series.len(), figures.categories.len());
    let summary = summary(figures, words);
    let refused = |why: String| Drawing { svg: Html::default(), summary: summary.clone(), note: Some(why) };
    if figures.series.iter().all(|s| s.values.iter().all(Option::is_none)) {
        return refused(words.say("chart_no_figures"));
    }
    if series > MOST_PANELS {
        return refused(words.count("chart_many_series", series, &[]));
    }
    if series > MOST_COLOURS {
        let note = words.count("chart_panels", series, &[]);
        return Drawing { svg: Html::finished(panels::draw(kind, figures, &summary)), summary, note: Some(note) };
    }
    let in_rows = kind != Kind::Line && !figures.categories.iter().all(|c| summary::is_period(c));
    if (in_rows && categories > MOST_ROWS) || (kind != Kind::Line && !in_rows && categories * series > MOST_BARS) {
        return refused(words.count("chart_many_rows", categories, &[]));
    }
    let svg = match (kind, in_rows) {
        (Kind::Line, _) => line::draw(figures, &summary),
        (Kind::Bar | Kind::Stacked, true) => rows::draw(kind, figures, &summary),
        (Kind::Bar | Kind::Stacked, false) => columns::draw(kind, figures, &summary),
    };
    Drawing { svg: Html::finished(svg), summary, note: None }
}

/// Values that are no finite numbers count as none, and every series is as long as the categories.
fn finite(figures: &Figures) -> Figures {
    let mut figures = figures.clone();
    for series in &mut figures.series {
        series.values.resize(figures.categories.len(), None);
        for value in &mut series.values {
            // Beyond this the arithmetic of a scale overflows; no figure given to a body is near it.
            *value = value.filter(|v| v.is_finite() && v.abs() < 1e100);
        }
    }
    figures
}

#[cfg(test)]
mod tests;
