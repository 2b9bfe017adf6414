//! The room a drawing has: axes, grid, titles and labels, the same for lines and columns.

use super::Figures;
use super::scale::Scale;
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
        let tick = scale.ticks().iter().map(|t| width(&figures.shown(*t, decimals))).fold(0.0, f64::max);
        let top = LEADING + 12.0 + above;
        let bottom = top + field_height;
        let two = figures.categories.iter().any(|c| lines(c).len() > 1);
        let size = (wide, bottom + if two { 3.0 } else { 2.0 } * LEADING + 12.0);
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
            svg.text("tick", (self.left - 8.0, y + 5.0), Align::End, &figures.shown(tick, decimals));
        }
        self.categories(svg, figures);
        svg.close();
        let middle = (self.left + self.right) / 2.0;
        let title = fit(&figures.category_title, self.right - self.left);
        svg.text("axis-title", (middle, self.size.1 - 6.0), Align::Middle, &title);
    }

    /// The names of the categories, in two lines where they are long: the last, and of the others as many as fit side by side.
    fn categories(&self, svg: &mut Svg, figures: &Figures) {
        let place = |at: usize, lines: &[String]| {
            let half = lines.iter().map(|l| width(l)).fold(0.0, f64::max) / 2.0;
            let x = self.x(at).min(self.size.0 - half).max(half);
            (x, x - half, x + half)
        };
        let labels: Vec<Vec<String>> = figures.categories.iter().map(|c| lines(c)).collect();
        let last = labels.len().saturating_sub(1);
        let limit = labels.last().map_or(f64::INFINITY, |l| place(last, l).1);
        let mut free = 0.0;
        for (at, label) in labels.iter().enumerate() {
            let (x, left, right) = place(at, label);
            let shown = at == last || (left >= free && right + 8.0 <= limit);
            svg.line("tick-mark", (self.x(at), self.bottom), (self.x(at), self.bottom + if shown { 6.0 } else { 3.0 }));
            if shown {
                free = right + 8.0;
                let mut y = self.bottom + LEADING + 3.0;
                for line in label {
                    svg.text("tick", (x, y), Align::Middle, line);
                    y += LEADING - 2.0;
                }
            }
        }
    }
}

/// A category's name in one line, or in two of about one length where it is long.
fn lines(name: &str) -> Vec<String> {
    const LINE: f64 = 64.0;
    if width(name) <= LINE {
        return vec![name.to_owned()];
    }
    let breaks = name.match_indices(' ').map(|(at, _)| (name.get(..at).unwrap_or(""), name.get(at + 1..).unwrap_or("")));
    let best = breaks.min_by(|a, b| width(a.0).max(width(a.1)).total_cmp(&width(b.0).max(width(b.1))));
    match best {
        Some((first, second)) => vec![fit(first, 110.0), fit(second, 110.0)],
        None => vec![fit(name, 110.0)],
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
