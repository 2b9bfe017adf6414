//! Lying bars for named categories: the name stands over its bars, so that it is never cut short or turned.

use super::columns::stack_ends;
use super::frame::key;
use super::scale::{Scale, decimals};
use super::svg::{Align, LEADING, Svg, TEXT, fit, pattern, width};
use super::{Figures, Kind};

const WIDE: f64 = 480.0;
const THICK: f64 = 18.0;

/// The field: where nought and one unit lie.
struct Field {
    left: f64,
    right: f64,
    scale: Scale,
}

impl Field {
    fn x(&self, value: f64) -> f64 {
        self.left + self.scale.share(value) * (self.right - self.left)
    }
}

pub(super) fn draw(kind: Kind, figures: &Figures, summary: &str) -> String {
    let stacked = kind == Kind::Stacked;
    let values = || figures.series.iter().flat_map(|s| s.values.iter().copied().flatten());
    let scale = if stacked {
        Scale::new((0..figures.categories.len()).flat_map(|i| stack_ends(figures, i)), true)
    } else {
        Scale::new(values(), true)
    };
    let places = decimals(values());
    let beside = values().map(|v| width(&figures.shown(v, places))).fold(0.0, f64::max) + 12.0;
    let field = Field { left: 2.0, right: WIDE - beside, scale };
    let key_high = key(None, &figures.id, figures, 0.0, WIDE);
    let lanes = if stacked { 1 } else { figures.series.len() };
    // Both counts are bounded by `draw` of the parent.
    let row = LEADING + lanes as f64 * (THICK + 2.0) + 12.0;
    let top = LEADING + 10.0 + key_high;
    let high = top + row * figures.categories.len() as f64 + 2.0;
    let mut svg = Svg::new("chart-rows", &figures.id, (WIDE, high), &figures.title, summary);
    svg.patterns(&figures.id, figures.series.len());
    svg.text("axis-title", (0.0, TEXT), Align::Start, &fit(&figures.value_title, WIDE));
    key(Some(&mut svg), &figures.id, figures, 26.0, WIDE);
    for (at, category) in figures.categories.iter().enumerate() {
        let y = top + row * at as f64;
        svg.text("category", (0.0, y + TEXT), Align::Start, &fit(category, WIDE));
        if stacked {
            pile(&mut svg, figures, &field, at, y + LEADING + 2.0, places);
        } else {
            side_by_side(&mut svg, figures, &field, at, y + LEADING + 2.0, places);
        }
        // Beside the bars only: a line through the names would strike them out.
        let nought = field.x(0.0);
        svg.line("zero", (nought, y + LEADING), (nought, y + row - 10.0));
    }
    svg.done()
}

fn side_by_side(svg: &mut Svg, figures: &Figures, field: &Field, category: usize, top: f64, places: usize) {
    for (at, series) in figures.series.iter().enumerate() {
        let y = top + at as f64 * (THICK + 2.0);
        svg.open(&format!("series s{}", at + 1));
        match series.values.get(category).copied().flatten() {
            Some(value) => {
                svg.bar(pattern(&figures.id, at).as_deref(), (field.x(0.0), y), (field.x(value), y + THICK));
                let x = field.x(value).max(field.x(0.0)) + 6.0;
                svg.text("value", (x, y + 14.0), Align::Start, &figures.shown(value, places));
            }
            None => svg.text("value missing", (field.x(0.0) + 6.0, y + 14.0), Align::Start, &figures.not_available),
        }
        svg.close();
    }
}

fn pile(svg: &mut Svg, figures: &Figures, field: &Field, category: usize, y: f64, places: usize) {
    let (mut up, mut down) = (0.0, 0.0);
    for (at, series) in figures.series.iter().enumerate() {
        let Some(value) = series.values.get(category).copied().flatten() else { continue };
        let base = if value > 0.0 { &mut up } else { &mut down };
        svg.open(&format!("series s{}", at + 1));
        svg.bar(pattern(&figures.id, at).as_deref(), (field.x(*base), y), (field.x(*base + value), y + THICK));
        svg.close();
        *base += value;
    }
    if down == 0.0 {
        svg.text("value", (field.x(up) + 6.0, y + 14.0), Align::Start, &figures.shown(up, places));
    }
}
