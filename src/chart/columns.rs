//! Upright bars over periods: side by side, or on top of each other.

use super::frame::{Frame, key};
use super::scale::{Scale, decimals};
use super::svg::{Align, Svg, pattern, width};
use super::{Figures, Kind};

pub(super) fn draw(kind: Kind, figures: &Figures, summary: &str) -> String {
    let series = figures.series.len();
    let bars = if kind == Kind::Bar { series * figures.categories.len() } else { figures.categories.len() };
    // A bar is never thinner than three units; the counts are bounded by `draw` of the parent.
    let wide = (bars as f64 * 5.0 + 80.0).max(640.0);
    let scale = match kind {
        Kind::Stacked => Scale::new((0..figures.categories.len()).flat_map(|i| stack_ends(figures, i)), true),
        Kind::Bar | Kind::Line => Scale::new(figures.series.iter().flat_map(|s| s.values.iter().copied().flatten()), true),
    };
    let above = key(None, &figures.id, figures, 0.0, wide);
    let frame = Frame::new(wide, 300.0, scale, 8.0, above + 8.0, figures);
    let class = if wide > 700.0 { "chart-bar wide" } else { "chart-bar" };
    let mut svg = Svg::new(class, &figures.id, frame.size, &figures.title, summary);
    svg.patterns(&figures.id, series);
    key(Some(&mut svg), &figures.id, figures, 26.0, wide);
    frame.draw(&mut svg, figures);
    match kind {
        Kind::Stacked => stacked(&mut svg, figures, &frame),
        Kind::Bar | Kind::Line => grouped(&mut svg, figures, &frame),
    }
    svg.line("zero", (frame.left, frame.y(0.0)), (frame.right, frame.y(0.0)));
    svg.done()
}

fn grouped(svg: &mut Svg, figures: &Figures, frame: &Frame) {
    let all = figures.series.len().max(1) as f64;
    let thick = (frame.band() * 0.8 / all).min(64.0);
    let places = decimals(figures.series.iter().flat_map(|s| s.values.iter().copied().flatten()));
    let widest = figures.series.iter().flat_map(|s| s.values.iter().flatten()).map(|v| width(&figures.shown(*v, places)));
    let labelled = widest.fold(0.0, f64::max) <= frame.band() * 0.98 / all;
    for (at, series) in figures.series.iter().enumerate() {
        svg.open(&format!("series s{}", at + 1));
        for (i, value) in series.values.iter().enumerate().filter_map(|(i, v)| v.map(|v| (i, v))) {
            let x = frame.x(i) - thick * all / 2.0 + thick * at as f64;
            svg.bar(pattern(&figures.id, at).as_deref(), (x, frame.y(0.0)), (x + thick, frame.y(value)));
            if labelled {
                let y = if value < 0.0 { frame.y(value) + 15.0 } else { frame.y(value) - 5.0 };
                svg.text("value", (x + thick / 2.0, y), Align::Middle, &figures.shown(value, places));
            }
        }
        svg.close();
    }
}

fn stacked(svg: &mut Svg, figures: &Figures, frame: &Frame) {
    let thick = (frame.band() * 0.72).min(72.0);
    let mut feet = vec![(0.0, 0.0); figures.categories.len()];
    for (at, series) in figures.series.iter().enumerate() {
        svg.open(&format!("series s{}", at + 1));
        for (i, (value, foot)) in series.values.iter().zip(&mut feet).enumerate() {
            let Some(value) = value.filter(|v| *v != 0.0) else { continue };
            // What is above nought piles up, what is below it piles down.
            let base = if value > 0.0 { &mut foot.0 } else { &mut foot.1 };
            let x = frame.x(i) - thick / 2.0;
            svg.bar(pattern(&figures.id, at).as_deref(), (x, frame.y(*base)), (x + thick, frame.y(*base + value)));
            *base += value;
        }
        svg.close();
    }
    let places = decimals(feet.iter().map(|f| f.0));
    let widest = feet.iter().map(|f| width(&figures.shown(f.0, places))).fold(0.0, f64::max);
    if widest <= frame.band() && feet.iter().all(|f| f.1 == 0.0) {
        for (i, (top, _)) in feet.iter().enumerate().filter(|(_, f)| f.0 > 0.0) {
            svg.text("value", (frame.x(i), frame.y(*top) - 5.0), Align::Middle, &figures.shown(*top, places));
        }
    }
}

/// How high and how deep the pile of a category is.
pub(super) fn stack_ends(figures: &Figures, category: usize) -> [f64; 2] {
    let values = || figures.series.iter().filter_map(move |s| s.values.get(category).copied().flatten());
    [values().filter(|v| *v > 0.0).sum(), values().filter(|v| *v < 0.0).sum()]
}
