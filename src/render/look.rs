//! The look of one site: the sheet that a build adds to the theme's, made from the site's own settings.
//!
//! It holds the accent colour in the shades that stay readable on light and on dark paper, and what a page margin says in print
//! (the name of the site, the marking, the number of the sheet): a style sheet alone can say that on every sheet of paper. Nothing here knows a page.

use std::fmt::Write as _;

/// What the sheet is made from.
pub struct Look<'a> {
    /// `title`.
    pub title: &'a str,
    /// `colour`: `#rrggbb`.
    pub colour: Option<&'a str>,
    /// For each language of the site, the first its own.
    pub words: Vec<LookWords>,
}

/// The words of the sheet in one language.
pub struct LookWords {
    /// BCP 47.
    pub lang: String,
    /// The marking of every sheet of paper.
    pub marking: String,
    /// The heading of what the public edition does not have; empty in that edition.
    pub internal: String,
}

/// The sheet.
pub fn sheet(look: &Look<'_>) -> String {
    let mut out = String::new();
    if let Some(colour) = look.colour.and_then(Rgb::parse) {
        colours(&mut out, colour);
    }
    for (n, LookWords { lang, marking, internal }) in look.words.iter().enumerate() {
        let marking = string(marking);
        // The internal edition is marked over and under every sheet.
        let under = if internal.is_empty() {
            String::new()
        } else {
            format!(" @bottom-center {{ content: {marking}; {FOOT} font-weight: 700; }}")
        };
        if !internal.is_empty() {
            let _ = writeln!(out, ":lang({lang}) .internal::before {{ content: {}; }}", string(internal));
        }
        // Writing to a string does not fail.
        let _ = if n == 0 {
            writeln!(
                out,
                "@page {{ size: A4; margin: 20mm 18mm 16mm; @top-left {{ content: {}; {HEAD} }} @top-right {{ content: {marking}; {HEAD} font-weight: 700; }}{under} @bottom-right {{ content: counter(page) \" / \" counter(pages); {FOOT} }} }}",
                string(look.title),
            )
        } else {
            writeln!(
                out,
                "@media print {{ body:lang({lang}) {{ page: {lang}; }} }} @page {lang} {{ @top-right {{ content: {marking}; }}{under} }}"
            )
        };
    }
    out
}

const HEAD: &str = "font: 8.5pt sans-serif; vertical-align: bottom; padding-bottom: 3mm;";
const FOOT: &str = "font: 8.5pt sans-serif; vertical-align: top; padding-top: 3mm;";

/// The accent on light paper, on dark paper, and the band of the head under white words. Who asks for more contrast, or has colours
/// of their own, gets the theme's.
fn colours(out: &mut String, colour: Rgb) {
    let white = Rgb([255, 255, 255]);
    // The lightest things a link stands on, on either paper: a target and a panel.
    let light = colour.until(Rgb::BLACK, 5.2, white);
    let dark = colour.until(white, 7.0, Rgb([0x1e, 0x24, 0x28]));
    let (strong, stronger) = (light.towards(Rgb::BLACK, 40), dark.towards(white, 45));
    let (band, night) = (colour.until(Rgb::BLACK, 4.6, white), colour.until(Rgb::BLACK, 8.0, white));
    let _ = writeln!(
        out,
        "@media screen and (prefers-contrast: no-preference) {{ :root {{ --accent: {light}; --accent-strong: {strong}; --band: {band}; }} }}"
    );
    let _ = writeln!(
        out,
        "@media screen and (prefers-contrast: no-preference) and (prefers-color-scheme: dark) {{ :root {{ --accent: {dark}; --accent-strong: {stronger}; --band: {night}; }} }}"
    );
}

/// A CSS string: <https://www.w3.org/TR/css-syntax-3/#string-token-diagram>.
fn string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' | '<' | '\u{0}'..='\u{1f}' | '\u{7f}' => {
                let _ = write!(out, "\\{:x} ", u32::from(c));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A colour of sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rgb([u8; 3]);

impl Rgb {
    const BLACK: Rgb = Rgb([0, 0, 0]);

    fn parse(text: &str) -> Option<Rgb> {
        let hex = text.strip_prefix('#')?;
        let part = |from: usize| u8::from_str_radix(hex.get(from..from + 2)?, 16).ok();
        Some(Rgb([part(0)?, part(2)?, part(4)?]))
    }

    /// Mixed with another by so many hundredths.
    fn towards(self, other: Rgb, hundredths: u32) -> Rgb {
        let mix = |a: u8, b: u8| {
            let sum = u32::from(a) * (100 - hundredths) + u32::from(b) * hundredths;
            u8::try_from((sum + 50) / 100).unwrap_or(u8::MAX)
        };
        let (Rgb([a, b, c]), Rgb([x, y, z])) = (self, other);
        Rgb([mix(a, x), mix(b, y), mix(c, z)])
    }

    /// As near to itself as it can be with so much contrast against a ground, on the way to another colour.
    fn until(self, other: Rgb, contrast: f64, ground: Rgb) -> Rgb {
        (0..=100).map(|n| self.towards(other, n)).find(|c| c.contrast(ground) >= contrast).unwrap_or(other)
    }

    /// The contrast ratio of WCAG 2.2: <https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>.
    fn contrast(self, other: Rgb) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// <https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let Rgb([r, g, b]) = self;
        0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    }
}

impl std::fmt::Display for Rgb {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Rgb([r, g, b]) = self;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every colour that a site may choose stays readable on everything it stands on.
    #[test]
    fn any_colour_is_readable() {
        let grounds_light = [Rgb([255, 255, 255]), Rgb([0xf3, 0xf5, 0xf6]), Rgb([0xff, 0xf4, 0xc2]), Rgb([0xe7, 0xf0, 0xf6])];
        let grounds_dark = [Rgb([0x14, 0x18, 0x1b]), Rgb([0x1e, 0x24, 0x28]), Rgb([0x3b, 0x34, 0x13]), Rgb([0x14, 0x2a, 0x39])];
        for step in (0..=255_u8).step_by(17).flat_map(|r| (0..=255_u8).step_by(51).map(move |g| (r, g))) {
            for b in (0..=255_u8).step_by(51) {
                let colour = Rgb([step.0, step.1, b]);
                let mut css = String::new();
                colours(&mut css, colour);
                let value = |name: &str, nth: usize| {
                    let text = css.match_indices(name).nth(nth).and_then(|(n, _)| css.get(n + name.len()..)).unwrap();
                    Rgb::parse(text.trim().get(..7).unwrap()).unwrap()
                };
                for (nth, grounds) in [(0, grounds_light), (1, grounds_dark)] {
                    for name in ["--accent:", "--accent-strong:"] {
                        let found = value(name, nth);
                        for ground in grounds {
                            assert!(
                                found.contrast(ground) >= 4.5,
                                "{colour}: {name} {found} on {ground}: {}",
                                found.contrast(ground)
                            );
                        }
                    }
                    let band = value("--band:", nth);
                    assert!(band.contrast(Rgb([255, 255, 255])) >= 4.5, "{colour}: the band {band}");
                }
            }
        }
    }

    #[test]
    fn words_cannot_leave_their_string() {
        assert_eq!(string("a\"b\\c\n</style>é"), "\"a\\22 b\\5c c\\a \\3c /style>é\"");
    }
}
