//! What the codes of a font stand for, and how wide they are.
//!
//! The map to Unicode that a font carries goes first (PDF 32000-1, 9.10.2), then its encoding. A font with neither
//! (a composite font without a map) shows shapes that nobody can name: its text is left out.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object};

use super::budget::Budget;
use super::cmap::{self, Map};

/// No map of a font unpacks to more than this.
const UNPACKED: usize = 4 << 20;

/// Codes of composite fonts are of two bytes; more widths than twice their number are no widths.
const WIDTHS: usize = 1 << 17;

/// A font as far as text needs it.
pub(super) struct Font {
    /// Its map to Unicode.
    map: Map,
    /// For fonts of one byte: what each code stands for.
    simple: Option<Box<[String; 256]>>,
    /// Codes are of two bytes.
    wide: bool,
    /// UTF-16 itself.
    utf16: bool,
    widths: HashMap<u32, f32>,
    usual: f32,
    /// Its strokes are heavy.
    pub(super) is_bold: bool,
}

/// Parts of the names that makers of fonts give to those with heavy strokes.
const HEAVY_NAMES: [&str; 4] = ["bold", "black", "heavy", "demi"];

/// The flag of a font that is to be drawn bold (PDF 32000-1, 9.8.2).
const FORCE_BOLD: i64 = 1 << 18;

/// Weights from this on are bold.
const BOLD_WEIGHT: f32 = 600.0;

/// A character as shown: its text, how far it moves the pen (thousandths of the size), whether it is the code 32.
pub(super) struct Shown<'f> {
    pub(super) text: std::borrow::Cow<'f, str>,
    pub(super) width: f32,
    pub(super) space: bool,
}

impl Font {
    /// Reads a font. What it unpacks is taken from the budget.
    pub(super) fn new(document: &Document, font: &Dictionary, budget: &mut Budget) -> Font {
        let room = UNPACKED.min(budget.bytes);
        let wide = font.get_deref(b"Subtype", document).and_then(Object::as_name).is_ok_and(|n| n == b"Type0");
        let map =
            font.get_deref(b"ToUnicode", document).and_then(Object::as_stream).and_then(|s| s.get_plain_content_with_limit(room));
        // A map that unpacks too far is none, and has cost what it might.
        budget.bytes -= map.as_ref().map_or(0, Vec::len).min(room);
        budget.bytes = if matches!(map, Err(lopdf::Error::Decompress(_))) { budget.bytes - room } else { budget.bytes };
        let map = map.map(|bytes| cmap::read(&bytes)).unwrap_or_default();
        let encoding = font.get_deref(b"Encoding", document).and_then(Object::as_name).unwrap_or(b"");
        let utf16 = wide
            && encoding.starts_with(b"Uni")
            && memchr::memmem::find(encoding, b"UCS2").or(memchr::memmem::find(encoding, b"UTF16")).is_some();
        let simple = (!wide).then(|| simple(document, font, budget));
        let (widths, usual) = if wide { wide_widths(document, font) } else { simple_widths(document, font) };
        Font { map, simple, wide, utf16, widths, usual, is_bold: is_bold(document, font) }
    }

    /// The characters of a string.
    pub(super) fn characters<'f>(&'f self, bytes: &[u8], mut each: impl FnMut(Shown<'f>)) {
        let mut rest = bytes;
        while !rest.is_empty() {
            let len = self.map.code_length(rest).unwrap_or(if self.wide { 2 } else { 1 }).min(rest.len());
            let (code, after) = rest.split_at(len.max(1));
            rest = after;
            let number = code.iter().fold(0_u32, |n, b| n << 8 | u32::from(*b));
            let text = match self.map.get(number) {
                Some(text) => std::borrow::Cow::Borrowed(text),
                None if self.utf16 => char::from_u32(number).map(|c| c.to_string()).unwrap_or_default().into(),
                None => {
                    let known = self.simple.as_ref().and_then(|s| s.get(number as usize));
                    std::borrow::Cow::Borrowed(known.map_or("", String::as_str))
                }
            };
            let width = self.widths.get(&number).copied().unwrap_or(self.usual);
            each(Shown { text, width, space: len == 1 && number == 32 });
        }
    }
}

/// Whether the strokes of a font are heavy: by its name, its flags or its weight.
fn is_bold(document: &Document, font: &Dictionary) -> bool {
    let name = font.get_deref(b"BaseFont", document).and_then(Object::as_name).unwrap_or(b"").to_ascii_lowercase();
    if HEAVY_NAMES.iter().any(|part| memchr::memmem::find(&name, part.as_bytes()).is_some()) {
        return true;
    }
    let descendant = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array).ok().and_then(|all| all.first());
    let own = descendant.and_then(|one| document.dereference(one).ok()).and_then(|(_, one)| one.as_dict().ok()).unwrap_or(font);
    let Ok(descriptor) = own.get_deref(b"FontDescriptor", document).and_then(Object::as_dict) else { return false };
    let flags = descriptor.get_deref(b"Flags", document).and_then(Object::as_i64).unwrap_or(0);
    let weight = descriptor.get_deref(b"FontWeight", document).and_then(Object::as_float).unwrap_or(0.0);
    flags & FORCE_BOLD != 0 || weight >= BOLD_WEIGHT
}

/// What the codes of a font of one byte stand for.
fn simple(document: &Document, font: &Dictionary, budget: &mut Budget) -> Box<[String; 256]> {
    let mut table: Box<[String; 256]> = Box::new(std::array::from_fn(|_| String::new()));
    // Without an encoding the reader would take the map once more, which was read already.
    if !font.has(b"Encoding") && font.has(b"ToUnicode") {
        return table;
    }
    let room = UNPACKED.min(budget.bytes);
    let encoding = font.get_font_encoding_with_limit(document, room);
    let Ok(encoding) = encoding else {
        budget.bytes -= room;
        return table;
    };
    for (code, text) in (0..=255_u8).zip(table.iter_mut()) {
        // A code that the encoding does not have shows nothing.
        *text = encoding.bytes_to_string(&[code]).unwrap_or_default();
        if text.chars().all(|c| c == '\u{fffd}' || c.is_control()) {
            text.clear();
        }
    }
    table
}

fn number(object: &Object) -> Option<f32> {
    object.as_float().ok()
}

fn simple_widths(document: &Document, font: &Dictionary) -> (HashMap<u32, f32>, f32) {
    let first = font.get_deref(b"FirstChar", document).and_then(Object::as_i64).ok().and_then(|n| u32::try_from(n).ok());
    let widths = font.get_deref(b"Widths", document).and_then(Object::as_array);
    let (Some(first), Ok(widths)) = (first, widths) else { return (HashMap::new(), 500.0) };
    let value = |o: &Object| document.dereference(o).ok().and_then(|(_, o)| number(o));
    let scale = type3_scale(document, font);
    let out = widths
        .iter()
        .take(256)
        .enumerate()
        .filter_map(|(i, o)| Some((first.checked_add(u32::try_from(i).ok()?)?, value(o)? * scale)));
    (out.collect(), 0.0)
}

/// The glyphs of a Type 3 font have units of their own.
fn type3_scale(document: &Document, font: &Dictionary) -> f32 {
    let is_type3 = font.get_deref(b"Subtype", document).and_then(Object::as_name).is_ok_and(|n| n == b"Type3");
    let matrix = font.get_deref(b"FontMatrix", document).and_then(Object::as_array).ok();
    match matrix.and_then(|m| number(m.first()?)).filter(|_| is_type3) {
        Some(unit) => unit.abs() * 1000.0,
        None => 1.0,
    }
}

/// `W` of the descendant of a composite font: `c [w w …]` and `c c w`.
fn wide_widths(document: &Document, font: &Dictionary) -> (HashMap<u32, f32>, f32) {
    let mut out = HashMap::new();
    let descendant = font
        .get_deref(b"DescendantFonts", document)
        .and_then(Object::as_array)
        .ok()
        .and_then(|a| document.dereference(a.first()?).ok())
        .and_then(|(_, o)| o.as_dict().ok());
    let Some(descendant) = descendant else { return (out, 1000.0) };
    let usual = descendant.get_deref(b"DW", document).ok().and_then(number).unwrap_or(1000.0);
    let Ok(list) = descendant.get_deref(b"W", document).and_then(Object::as_array) else { return (out, usual) };
    let at = |i: usize| list.get(i).and_then(|o| document.dereference(o).ok()).map(|(_, o)| o);
    let code = |o: &Object| o.as_i64().ok().and_then(|n| u32::try_from(n).ok()).filter(|n| *n <= 0xffff);
    let (mut i, mut room) = (0, WIDTHS);
    while let Some(first) = at(i).and_then(code) {
        match (at(i + 1), at(i + 2)) {
            (Some(Object::Array(widths)), _) => {
                out.extend((first..).zip(widths.iter().take(room)).filter_map(|(c, o)| Some((c, number(o)?))));
                room = room.saturating_sub(widths.len());
                i += 2;
            }
            (Some(last), Some(width)) => {
                if let (Some(last), Some(width)) = (code(last), number(width)) {
                    out.extend((first..=last).take(room).map(|c| (c, width)));
                    room = room.saturating_sub(last.saturating_sub(first) as usize + 1);
                }
                i += 3;
            }
            _ => break,
        }
        if room == 0 {
            break;
        }
    }
    (out, usual)
}
