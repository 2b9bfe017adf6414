//! A small panel for each series, all on one scale: for more series than colours can tell apart.

use super::scale::Scale;
use super::svg::{Align, LEADING, Svg, TEXT, fit, polyline, width};
use super::{Figures, Kind};

const WIDE: f64 = 640.0;
const HIGH: f64 = 110.0;

pub(super) fn draw(kind: Kind, figures: &Figures, summary: &str) -> String {
    let values = figures.series.iter().flat_map(|s| s.values.iter().copied().flatten());
    let scale = Scale::new(values, kind != Kind::Line);
    let decimals = scale.decimals();
    let tick = [scale.low, scale.high].iter().map(|t| width(&figures.shown(*t, decimals))).fold(0.0, f64::max) + 8.0;
    let rows = figures.series.len().div_ceil(2);
    let row = HIGH + 2.0 * LEADING + 34.0;
    // There are at most a few dozen panels.
    let size = (WIDE, LEADING + 14.0 + row * rows as f64 + LEADING);
    let mut svg = Svg::new("chart-panels", &figures.id, size, &figures.title, summary);
    svg.text("axis-title", (0.0, TEXT), Align::Start, &fit(&figures.value_title, WIDE));
    for (at, series) in figures.series.iter().enumerate() {
        let left = tick + if at % 2 == 0 { 0.0 } else { WIDE / 2.0 + 10.0 };
        let right = if at % 2 == 0 { WIDE / 2.0 - 10.0 } else { WIDE - 4.0 };
        let top = LEADING + 14.0 + row * (at / 2) as f64 + LEADING + 10.0;
        let panel = Panel { left, right, top, scale };
        svg.open("panel");
        svg.text("name", (left, top - 10.0), Align::Start, &fit(&series.name, right - left));
        panel.axes(&mut svg, figures, decimals);
        panel.series(&mut svg, kind, &series.values);
        svg.close();
    }
    svg.text("axis-title", (WIDE / 2.0, size.1 - 4.0), Align::Middle, &fit(&figures.category_title, WIDE));
    svg.done()
}

struct Panel {
    left: f64,
    right: f64,
    top: f64,
    scale: Scale,
}

impl Panel {
    fn y(&self, value: f64) -> f64 {
        self.top + HIGH * (1.0 - self.scale.share(value))
    }

    fn axes(&self, svg: &mut Svg, figures: &Figures, decimals: usize) {
        let nought = (self.scale.low < 0.0 && self.scale.high > 0.0).then_some(0.0);
        for tick in [Some(self.scale.low), nought, Some(self.scale.high)].into_iter().flatten() {
            let class = if tick == 0.0 { "zero" } else { "grid" };
            svg.line(class, (self.left, self.y(tick)), (self.right, self.y(tick)));
            svg.text("tick", (self.left - 6.0, self.y(tick) + 5.0), Align::End, &figures.shown(tick, decimals));
        }
        let (first, last) = (figures.categories.first(), figures.categories.last());
        let room = (self.right - self.left) / 2.0 - 6.0;
        let foot = self.top + HIGH + LEADING;
        if let Some(first) = first {
            svg.text("tick", (self.left, foot), Align::Start, &fit(first, room));
        }
        if let Some(last) = last.filter(|_| figures.categories.len() > 1) {
            svg.text("tick", (self.right, foot), Align::End, &fit(last, room));
        }
    }

    fn series(&self, svg: &mut Svg, kind: Kind, values: &[Option<f64>]) {
        // Rows of a table are far fewer than 2⁵².
        let band = (self.right - self.left) / values.len().max(1) as f64;
        let x = |i: usize| self.left + band * (i as f64 + 0.5);
        svg.open("series s1");
        if kind == Kind::Line {
            let points: Vec<Option<(f64, f64)>> = values.iter().enumerate().map(|(i, v)| v.map(|v| (x(i), self.y(v)))).collect();
            svg.path("line", &polyline(&points));
            for (x, y) in points.iter().flatten().filter(|_| values.len() <= 16) {
                svg.mark(0, *x, *y);
            }
        } else {
            for (i, value) in values.iter().enumerate().filter_map(|(i, v)| v.map(|v| (i, v))) {
                svg.bar(None, (x(i) - band * 0.36, self.y(0.0)), (x(i) + band * 0.36, self.y(value)));
            }
        }
        svg.close();
    }
}
