//! A line for each series, named at its end.

use super::Figures;
use super::frame::Frame;
use super::scale::{Scale, number};
use super::svg::{Align, LEADING, Svg, fit, polyline, spread, width};

/// Labels at the end of a line are cut at this.
const LABEL: f64 = 150.0;

/// Marks at each figure, up to this many figures.
const MARKS: usize = 40;

pub(super) fn draw(figures: &Figures, summary: &str) -> String {
    let values = || figures.series.iter().flat_map(|s| s.values.iter().copied().flatten());
    let labels: Vec<String> = figures.series.iter().map(|s| label(figures, &s.name, &s.values)).collect();
    let beside = labels.iter().map(|l| width(l)).fold(0.0, f64::max).min(LABEL) + 26.0;
    let wide = if figures.categories.len() > 24 { 960.0 } else { 640.0 };
    let frame = Frame::new(wide, 300.0, Scale::new(values(), false), beside, 0.0, figures);
    let mut svg =
        Svg::new(if wide > 700.0 { "chart-line wide" } else { "chart-line" }, &figures.id, frame.size, &figures.title, summary);
    frame.draw(&mut svg, figures);
    for (at, series) in figures.series.iter().enumerate() {
        let points: Vec<Option<(f64, f64)>> =
            series.values.iter().enumerate().map(|(i, v)| v.map(|v| (frame.x(i), frame.y(v)))).collect();
        svg.open(&format!("series s{}", at + 1));
        svg.path("line", &polyline(&points));
        // A figure between two gaps has no line: its mark is all there is of it.
        let alone = |i: usize| {
            let there = |i: Option<usize>| i.and_then(|i| points.get(i)).is_some_and(Option::is_some);
            !there(i.checked_sub(1)) && !there(Some(i + 1))
        };
        for (i, (x, y)) in points.iter().enumerate().filter_map(|(i, p)| p.map(|p| (i, p))) {
            if figures.categories.len() <= MARKS || alone(i) {
                svg.mark(at, x, y);
            }
        }
        svg.close();
    }
    names(&mut svg, figures, &frame, &labels);
    svg.done()
}

/// The name of a series with its last figure.
fn label(figures: &Figures, name: &str, values: &[Option<f64>]) -> String {
    match values.iter().rev().find_map(|v| *v) {
        Some(last) => {
            let last = figures.numbers.show(&number(last));
            format!("{} {last}", fit(name, LABEL - width(&last) - 4.0))
        }
        None => fit(name, LABEL),
    }
}

/// The names at the ends of the lines, with the mark of each.
fn names(svg: &mut Svg, figures: &Figures, frame: &Frame, labels: &[String]) {
    let ends = |s: &super::Series| s.values.iter().rev().find_map(|v| *v).map_or(frame.top, |v| frame.y(v));
    let wishes: Vec<f64> = figures.series.iter().map(ends).collect();
    let heights = spread(&wishes, LEADING + 2.0, frame.top, frame.bottom);
    for (at, (label, y)) in labels.iter().zip(heights).enumerate() {
        svg.open(&format!("name s{}", at + 1));
        svg.mark(at, frame.right + 8.0, y);
        svg.text("", (frame.right + 20.0, y + 5.0), Align::Start, label);
        svg.close();
    }
}
