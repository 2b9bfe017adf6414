//! What a chart shows, as sentences computed from the figures.

use super::scale::number;
use super::{Figures, MOST_COLOURS, Series};

/// One sentence for each series, at most four, and how many more there are.
pub fn summary(figures: &Figures) -> String {
    let periods = figures.categories.iter().all(|c| is_period(c));
    let mut told: Vec<String> = figures
        .series
        .iter()
        .take(MOST_COLOURS)
        .map(|s| if periods { over_time(figures, s) } else { across(figures, s) })
        .collect();
    if let Some(more) = figures.series.len().checked_sub(MOST_COLOURS).filter(|n| *n > 0) {
        told.push(format!("{more} more series are in the table."));
    }
    told.join(" ")
}

/// Whether a category is a time, and categories like it are one after another: it has a year, or is a quarter or a month.
pub(super) fn is_period(label: &str) -> bool {
    let digits =
        label.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() == 4 && (run.starts_with('1') || run.starts_with('2')));
    let quarter = label.trim_start().strip_prefix(['Q', 'q']).is_some_and(|rest| rest.starts_with(['1', '2', '3', '4']));
    let month = || {
        label
            .split_whitespace()
            .next()
            .is_some_and(|w| w.chars().all(char::is_alphabetic) && crate::record::month_from_name(w).is_some())
    };
    digits || quarter || month()
}

/// The places that have a value.
fn known<'a>(figures: &'a Figures, series: &'a Series) -> impl DoubleEndedIterator<Item = (&'a str, f64)> {
    figures.categories.iter().zip(&series.values).filter_map(|(c, v)| Some((c.as_str(), (*v)?)))
}

/// `Total rose from 534 in 2009 to 3,804 in 2016.`
fn over_time(figures: &Figures, series: &Series) -> String {
    let name = &series.name;
    let (Some((start, first)), Some((end, last))) = (known(figures, series).next(), known(figures, series).next_back()) else {
        return format!("{name}: no figures are available.");
    };
    let from = number(first);
    if start == end {
        return format!("{name} was {from} in {start}.");
    }
    let to = number(last);
    let mut out = match last.total_cmp(&first) {
        std::cmp::Ordering::Greater => format!("{name} rose from {from} in {start} to {to} in {end}"),
        std::cmp::Ordering::Less => format!("{name} fell from {from} in {start} to {to} in {end}"),
        std::cmp::Ordering::Equal => format!("{name} was {from} in both {start} and {end}"),
    };
    let (highest, lowest) = extremes(figures, series);
    if let Some((place, value)) = highest.filter(|(_, v)| *v > first.max(last)) {
        out.push_str(&format!(", with a high of {} in {place}", number(value)));
    }
    if let Some((place, value)) = lowest.filter(|(_, v)| *v < first.min(last)) {
        out.push_str(&format!(", with a low of {} in {place}", number(value)));
    }
    let missing = series.values.iter().filter(|v| v.is_none()).count();
    out.push_str(&match missing {
        0 => ".".to_owned(),
        1 => ". One figure is not available.".to_owned(),
        n => format!(". {n} figures are not available."),
    });
    out
}

/// `People referred: the highest is UKBA with 238, the lowest NHS with 1.`
fn across(figures: &Figures, series: &Series) -> String {
    let name = &series.name;
    match extremes(figures, series) {
        (Some((top, high)), Some((bottom, low))) if high > low => {
            format!("{name}: the highest is {top} with {}, the lowest {bottom} with {}.", number(high), number(low))
        }
        (Some((_, all)), _) if known(figures, series).count() > 1 => format!("{name} is {} in each.", number(all)),
        (Some((place, one)), _) => format!("{name} is {} in {place}.", number(one)),
        _ => format!("{name}: no figures are available."),
    }
}

/// A category and its value.
type Found<'a> = Option<(&'a str, f64)>;

/// The first highest and the first lowest.
fn extremes<'a>(figures: &'a Figures, series: &'a Series) -> (Found<'a>, Found<'a>) {
    let mut out: (Found<'a>, Found<'a>) = (None, None);
    for (place, value) in known(figures, series) {
        if out.0.is_none_or(|(_, best)| value > best) {
            out.0 = Some((place, value));
        }
        if out.1.is_none_or(|(_, best)| value < best) {
            out.1 = Some((place, value));
        }
    }
    out
}
