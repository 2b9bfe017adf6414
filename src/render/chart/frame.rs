//! The room a drawing has: axes, grid, titles and labels, the same for lines and columns.

use super::Figures;
use super::scale::{Scale, with_decimals};
use super::svg::{Align, LEADING, Svg, TEXT, fit, width};

/// The field that is drawn in, with its scale.
pub(super) struct Frame {
    /// The whole drawing.
    pub(super) size: (f64, f64),
    /// Edges of the field.
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
    pub(super) scale: Scale,
    places: usize,
}

impl Frame {
    /// A frame `wide` units wide, with room for labels of `beside` units at the right and `above` units over the field.
    pub(super) fn new(wide: f64, field_height: f64, scale: Scale, beside: f64, above: f64, figures: &Figures) -> Frame {
        let decimals = scale.decimals();
        let tick = scale.ticks().iter().map(|t| width(&with_decimals(*t, decimals))).fold(0.0, f64::max);
        let top = LEADING + 12.0 + above;
        let bottom = top + field_height;
        let size = (wide, bottom + 2.0 * LEADING + 12.0);
        Frame { size, left: tick + 12.0, right: wide - beside, top, bottom, scale, places: figures.categories.len().max(1) }
    }

    /// Height of a value.
    pub(super) fn y(&self, value: f64) -> f64 {
        self.bottom - self.scale.share(value) * (self.bottom - self.top)
    }

    /// How wide the band of one category is.
    pub(super) fn band(&self) -> f64 {
        // Categories are far fewer than 2⁵².
        (self.right - self.left) / self.places as f64
    }

    /// The middle of the band of a category.
    pub(super) fn x(&self, category: usize) -> f64 {
        self.left + (category as f64 + 0.5) * self.band()
    }

    /// Grid, figures at the scale, the titles of both axes, the categories.
    pub(super) fn draw(&self, svg: &mut Svg, figures: &Figures) {
        let decimals = self.scale.decimals();
        svg.text("axis-title", (0.0, TEXT), Align::Start, &fit(&figures.value_title, self.size.0));
        svg.open("axis");
        for tick in self.scale.ticks() {
            let y = self.y(tick);
            let class = if tick == 0.0 { "zero" } else { "grid" };
            svg.line(class, (self.left, y), (self.right, y));
            svg.text("tick", (self.left - 8.0, y + 5.0), Align::End, &with_decimals(tick, decimals));
        }
        self.categories(svg, figures);
        svg.close();
        let middle = (self.left + self.right) / 2.0;
        let title = fit(&figures.category_title, self.right - self.left);
        svg.text("axis-title", (middle, self.size.1 - 6.0), Align::Middle, &title);
    }

    /// The names of the categories, as many as fit side by side: every second, every fifth …; the last always.
    fn categories(&self, svg: &mut Svg, figures: &Figures) {
        let widest = figures.categories.iter().map(|c| width(c)).fold(0.0, f64::max).min(110.0);
        let every = ((widest + 10.0) / self.band()).ceil().max(1.0);
        // A small whole number, rounded up above.
        let every = every.min(1e6) as usize;
        let last = figures.categories.len().saturating_sub(1);
        for (at, category) in figures.categories.iter().enumerate() {
            let x = self.x(at);
            let shown = at == last || (at % every == 0 && last - at >= every);
            svg.line("tick-mark", (x, self.bottom), (x, self.bottom + if shown { 6.0 } else { 3.0 }));
            if shown {
                let half = width(&fit(category, 110.0)) / 2.0;
                let x = x.min(self.size.0 - half).max(half);
                svg.text("tick", (x, self.bottom + LEADING + 3.0), Align::Middle, &fit(category, 110.0));
            }
        }
    }
}

/// A key to the series, as text with a swatch each, in lines not wider than `room`. Returns how high it is; draws only with an `svg`.
pub(super) fn key(svg: Option<&mut Svg>, id: &str, figures: &Figures, top: f64, room: f64) -> f64 {
    if figures.series.len() < 2 {
        return 0.0;
    }
    let (mut x, mut y) = (0.0, top);
    let mut items = Vec::new();
    for (at, series) in figures.series.iter().enumerate() {
        let label = fit(&series.name, room - 24.0);
        let wide = width(&label) + 44.0;
        if x > 0.0 && x + wide > room {
            (x, y) = (0.0, y + LEADING + 4.0);
        }
        items.push((at, label, x, y));
        x += wide;
    }
    if let Some(svg) = svg {
        for (at, label, x, y) in items {
            svg.open(&format!("key s{}", at + 1));
            svg.bar(super::svg::pattern(id, at).as_deref(), (x, y), (x + 16.0, y + 14.0));
            svg.text("", (x + 22.0, y + 12.0), Align::Start, &label);
            svg.close();
        }
    }
    y - top + LEADING + 10.0
}
