//! What a chart shows, as sentences computed from the figures.

use super::{Figures, MOST_COLOURS, Series};
use crate::locale::Speech;

/// One sentence for each series, at most four, and how many more there are.
pub fn summary(figures: &Figures, words: Speech<'_>) -> String {
    let periods = figures.categories.iter().all(|c| is_period(c));
    let mut told: Vec<String> = figures
        .series
        .iter()
        .take(MOST_COLOURS)
        .map(|s| if periods { over_time(figures, s, words) } else { across(figures, s, words) })
        .collect();
    if let Some(more) = figures.series.len().checked_sub(MOST_COLOURS).filter(|n| *n > 0) {
        told.push(words.count("chart_more_series", more, &[]));
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

/// The part of a year that a label names, without the year: `Q3`, `July to September`; nothing where it names none.
fn season(label: &str) -> Option<String> {
    let is_year = |word: &&str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = label.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let rest: Vec<&str> = parts.iter().copied().filter(|part| !is_year(part)).collect();
    (rest.len() + 1 == parts.len() && !rest.is_empty()).then(|| rest.join(" "))
}

/// The places to be told of: where the last names a part of a year, those of the same part of other years, since a summer and a winter
/// say nothing of each other. Where there is no other such, all.
fn comparable<'a>(figures: &'a Figures, series: &'a Series) -> Vec<(&'a str, f64)> {
    let all: Vec<(&str, f64)> = known(figures, series).collect();
    let Some(last) = all.last().and_then(|(label, _)| season(label)) else { return all };
    let same: Vec<(&str, f64)> = all.iter().copied().filter(|(label, _)| season(label).as_ref() == Some(&last)).collect();
    if same.len() > 1 { same } else { all }
}

/// `Total rose from 534 in 2009 to 3,804 in 2016, with a high of 3,900 in 2014. One figure is not available.`
fn over_time(figures: &Figures, series: &Series, words: Speech<'_>) -> String {
    let name = series.name.as_str();
    let told = comparable(figures, series);
    let (Some((start, first)), Some((end, last))) = (told.first().copied(), told.last().copied()) else {
        return words.with("chart_none", &[("name", name)]);
    };
    let from = number(first, words);
    if start == end {
        return words.with("chart_was", &[("name", name), ("value", &from), ("place", start)]);
    }
    let key = match last.total_cmp(&first) {
        std::cmp::Ordering::Greater => "chart_rose",
        std::cmp::Ordering::Less => "chart_fell",
        std::cmp::Ordering::Equal => "chart_same",
    };
    let to = number(last, words);
    let mut out = words.with(key, &[("name", name), ("from", &from), ("start", start), ("to", &to), ("end", end)]);
    let (highest, lowest) = extremes(told);
    let mut add = |key: &str, place: &str, value: f64| {
        out.push_str(&words.with(key, &[("value", &number(value, words)), ("place", place)]));
    };
    if let Some((place, value)) = highest.filter(|(_, v)| *v > first.max(last)) {
        add("chart_high", place, value);
    }
    if let Some((place, value)) = lowest.filter(|(_, v)| *v < first.min(last)) {
        add("chart_low", place, value);
    }
    out.push('.');
    let missing = series.values.iter().filter(|v| v.is_none()).count();
    if missing > 0 {
        out.push(' ');
        out.push_str(&words.count("chart_unavailable", missing, &[]));
    }
    out
}

/// `People referred: the highest is UKBA with 238, the lowest NHS with 1.`
fn across(figures: &Figures, series: &Series, words: Speech<'_>) -> String {
    let name = series.name.as_str();
    match extremes(known(figures, series)) {
        (Some((top, high)), Some((bottom, low))) if high > low => words.with(
            "chart_extremes",
            &[("name", name), ("top", top), ("high", &number(high, words)), ("bottom", bottom), ("low", &number(low, words))],
        ),
        (Some((_, all)), _) if known(figures, series).count() > 1 => {
            words.with("chart_each", &[("name", name), ("value", &number(all, words))])
        }
        (Some((place, one)), _) => words.with("chart_is", &[("name", name), ("value", &number(one, words)), ("place", place)]),
        _ => words.with("chart_none", &[("name", name)]),
    }
}

/// A number as people of the page's language write it.
pub fn number(value: f64, words: Speech<'_>) -> String {
    words.numbers().show(&super::scale::number(value))
}

/// A category and its value.
type Found<'a> = Option<(&'a str, f64)>;

/// The first highest and the first lowest.
fn extremes<'a>(places: impl IntoIterator<Item = (&'a str, f64)>) -> (Found<'a>, Found<'a>) {
    let mut out: (Found<'a>, Found<'a>) = (None, None);
    for (place, value) in places {
        if out.0.is_none_or(|(_, best)| value > best) {
            out.0 = Some((place, value));
        }
        if out.1.is_none_or(|(_, best)| value < best) {
            out.1 = Some((place, value));
        }
    }
    out
}
