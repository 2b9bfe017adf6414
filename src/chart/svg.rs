//! Writes the elements of a drawing: everything that comes from outside is escaped here.

use std::fmt::Write as _;

use crate::html::escape::attribute;
use crate::locale::push_digits;

/// The height of text, in units of the drawing; `50-charts.css` says the same.
pub(super) const TEXT: f64 = 14.0;
/// From one line of text to the next.
pub(super) const LEADING: f64 = 18.0;

/// Where a text stands with regard to its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Start,
    Middle,
    End,
}

/// A drawing in the making.
pub(super) struct Svg {
    out: String,
}

impl Svg {
    /// Opens a drawing: `class` names its kind and its width, `id` is unique on the page.
    pub(super) fn new(class: &str, id: &str, (width, height): (f64, f64), title: &str, description: &str) -> Svg {
        let id = clean(id);
        let mut out = String::with_capacity(4096);
        let (width, height) = (coordinate(width), coordinate(height));
        // Writing to a String does not fail.
        let _ = write!(
            out,
            "<svg class=\"chart {class}\" role=\"img\" aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-desc\" \
             viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" xmlns=\"http://www.w3.org/2000/svg\">\
             <title id=\"{id}-title\">{}</title><desc id=\"{id}-desc\">{}</desc>",
            escape(title),
            escape(description),
        );
        Svg { out }
    }

    /// The drawing.
    pub(super) fn done(mut self) -> String {
        self.out.push_str("</svg>");
        self.out
    }

    /// Opens a group with a class.
    pub(super) fn open(&mut self, class: &str) {
        let _ = write!(self.out, "<g class=\"{class}\">");
    }

    /// Closes it.
    pub(super) fn close(&mut self) {
        self.out.push_str("</g>");
    }

    /// A text whose foot is at `y`.
    pub(super) fn text(&mut self, class: &str, (x, y): (f64, f64), align: Align, text: &str) {
        let anchor = match align {
            Align::Start => "",
            Align::Middle => " text-anchor=\"middle\"",
            Align::End => " text-anchor=\"end\"",
        };
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        let _ = write!(self.out, "<text{class} x=\"{}\" y=\"{}\"{anchor}>{}</text>", coordinate(x), coordinate(y), escape(text));
    }

    /// A path.
    pub(super) fn path(&mut self, class: &str, data: &str) {
        let _ = write!(self.out, "<path class=\"{class}\" d=\"{data}\"/>");
    }

    /// A straight line.
    pub(super) fn line(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        let data = format!("M{} {}L{} {}", coordinate(x1), coordinate(y1), coordinate(x2), coordinate(y2));
        self.path(class, &data);
    }

    /// A bar, from any corner to the opposite one; filled with the pattern of the series where it has one.
    pub(super) fn bar(&mut self, pattern: Option<&str>, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        let (x, y, w, h) = (x1.min(x2), y1.min(y2), (x2 - x1).abs(), (y2 - y1).abs());
        let fill = pattern.map(|p| format!(" fill=\"url(#{p})\"")).unwrap_or_default();
        let (x, y, w, h) = (coordinate(x), coordinate(y), coordinate(w), coordinate(h));
        let class = if pattern.is_some() { "bar hatched" } else { "bar" };
        let _ = write!(self.out, "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\"{fill}/>");
    }

    /// The hatching of the series from the second on. A key or a bar refers to it by [`pattern`].
    pub(super) fn patterns(&mut self, id: &str, series: usize) {
        const HATCH: [&str; 3] = ["M0 8L8 0M-2 2L2 -2M6 10L10 6", "M0 4L8 4", "M2 0L2 8M6 0L6 8M0 4L8 4"];
        self.out.push_str("<defs>");
        for (at, hatch) in HATCH.iter().enumerate().take(series.saturating_sub(1)) {
            let name = pattern(id, at + 1).unwrap_or_default();
            let _ = write!(
                self.out,
                "<pattern id=\"{name}\" class=\"s{}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">\
                 <rect class=\"ground\" width=\"8\" height=\"8\"/><path class=\"hatch\" d=\"{hatch}\"/></pattern>",
                at + 2
            );
        }
        self.out.push_str("</defs>");
    }

    /// The mark of a series at a point: a disc, a square, a triangle, a diamond.
    pub(super) fn mark(&mut self, series: usize, x: f64, y: f64) {
        let shape = match series % 4 {
            0 => "m-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z",
            1 => "m-4 -4h8v8h-8z",
            2 => "m0 -5.5l5 9h-10z",
            _ => "m0 -5.5l5.5 5.5l-5.5 5.5l-5.5 -5.5z",
        };
        self.out.push_str("<path class=\"mark\" d=\"M");
        write_point(&mut self.out, x, y);
        self.out.push_str(shape);
        self.out.push_str("\"/>");
    }
}

/// The name of the hatching of a series; the first has none and is plain.
pub(super) fn pattern(id: &str, series: usize) -> Option<String> {
    (series > 0).then(|| format!("{}-p{}", clean(id), series + 1))
}

/// A coordinate: a tenth of a unit is finer than any screen shows.
pub(super) fn coordinate(value: f64) -> String {
    let mut out = String::with_capacity(8);
    write_coordinate(&mut out, value);
    out
}

/// Two coordinates, with a space between them.
pub(super) fn write_point(out: &mut String, x: f64, y: f64) {
    write_coordinate(out, x);
    out.push(' ');
    write_coordinate(out, y);
}

/// The same as [`coordinate`], at the end of a text: long lists have tens of thousands of them.
fn write_coordinate(out: &mut String, value: f64) {
    let tenths = (value * 10.0).round();
    if !tenths.is_finite() {
        return out.push('0');
    }
    // A drawing is nowhere near as wide as that.
    let tenths = tenths as i64;
    if tenths < 0 {
        out.push('-');
    }
    let (whole, rest) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    push_digits(out, whole);
    if rest > 0 {
        out.push('.');
        out.push(char::from(b'0' + rest as u8));
    }
}

/// A path through points; where one is missing it breaks.
pub(super) fn polyline(points: &[Option<(f64, f64)>]) -> String {
    let mut out = String::with_capacity(points.len() * 10);
    let mut pen = false;
    for (at, point) in points.iter().enumerate() {
        let Some((x, y)) = point else {
            pen = false;
            continue;
        };
        let next = points.get(at + 1).is_some_and(Option::is_some);
        if pen || next {
            out.push(if pen { 'L' } else { 'M' });
            write_point(&mut out, *x, *y);
        }
        pen = true;
    }
    out
}

/// An id that is safe in an attribute and in `url(#…)`.
fn clean(id: &str) -> String {
    let out: String = id.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' }).collect();
    format!("_c-{out}")
}

/// Text for an element or an attribute, without the characters that a label has no place for.
fn escape(text: &str) -> String {
    // Marks that turn the direction of what follows would reach beyond the label.
    let is_left_out = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}');
    let mut out = String::with_capacity(text.len());
    if text.contains(|c: char| c.is_control() || is_left_out(c)) {
        let kept = text.chars().filter(|c| !is_left_out(*c));
        let words: String = kept.map(|c| if c.is_control() { ' ' } else { c }).collect();
        attribute(&mut out, &words);
    } else {
        attribute(&mut out, text);
    }
    out
}

/// How wide a text is, about, in units of the drawing: no font is at hand when a site is built.
pub(super) fn width(text: &str) -> f64 {
    let of = |c: char| match c {
        'i' | 'j' | 'l' | '.' | ',' | '\'' | '’' | '|' | '!' | ':' | ';' | ' ' | 'f' | 't' | 'I' | '(' | ')' => 0.33,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.9,
        c if c.is_ascii_uppercase() => 0.7,
        c if u32::from(c) >= 0x2e80 => 1.0,
        _ => 0.57,
    };
    text.chars().map(of).sum::<f64>() * TEXT
}

/// The text, cut with an ellipsis where it is wider than `room`. The table has it whole.
pub(super) fn fit(text: &str, room: f64) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = width("…");
    for c in text.chars() {
        used += width(c.encode_utf8(&mut [0; 4]));
        if used > room {
            break;
        }
        out.push(c);
    }
    format!("{}…", out.trim_end())
}

/// Moves labels (their wished heights) so that each is at least `apart` from the next, within `low ..= high`
/// as long as they fit. Keeps the order of the wishes; equal ones keep theirs.
pub(super) fn spread(wishes: &[f64], apart: f64, low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wishes.len()).collect();
    let wish = |i: usize| wishes.get(i).copied().unwrap_or(0.0);
    order.sort_by(|a, b| wish(*a).total_cmp(&wish(*b)));
    let mut placed: Vec<f64> = Vec::with_capacity(order.len());
    for at in &order {
        let least = placed.last().map_or(low, |l| l + apart);
        placed.push(wish(*at).max(least));
    }
    // Back from the foot, where they ran over it.
    let mut most = high;
    for place in placed.iter_mut().rev() {
        *place = place.min(most);
        most = *place - apart;
    }
    // And down again from the head, where they do not fit at all.
    let mut least = low;
    for place in &mut placed {
        *place = place.max(least);
        least = *place + apart;
    }
    let mut out = vec![0.0; wishes.len()];
    for (at, place) in order.iter().zip(placed) {
        if let Some(slot) = out.get_mut(*at) {
            *slot = place;
        }
    }
    out
}
