//! The text of a page, in the order in which the page draws it.
//!
//! Words are told apart by where they stand: each run of characters has a place and a width, so that a gap is a
//! space and another height is a new line, whatever the program that made the file wrote between them.

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::accents::accented;
use super::budget::Budget;
use super::font::Font;
use super::tokens::{Token, Tokens};
use crate::import::inside::tidy;

/// Forms that stand in forms are followed this far.
const DEEPEST: u32 = 6;

/// The text of one page is cut at this many bytes.
const PAGE: usize = 1 << 20;

/// Reads the text of pages, one after the other.
pub(super) struct Reader<'d> {
    document: &'d Document,
    fonts: HashMap<usize, Rc<Font>>,
    pub(super) budget: Budget,
}

/// A matrix (a b c d e f), as in 8.3.3.
#[derive(Debug, Clone, Copy)]
struct Matrix([f32; 6]);

impl Matrix {
    const ONE: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// `self` first, then `then`.
    fn then(self, then: Matrix) -> Matrix {
        let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (self.0, then.0);
        Matrix([a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l])
    }

    fn shifted(self, x: f32, y: f32) -> Matrix {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(self)
    }
}

/// What operators change and `Q` restores.
#[derive(Clone)]
struct State {
    base: Matrix,
    font: Option<Rc<Font>>,
    size: f32,
    spacing: f32,
    word_spacing: f32,
    stretch: f32,
    leading: f32,
    rise: f32,
    /// Letters are filled and stroked, which is how a program makes bold of a font that has none.
    is_stroked: bool,
}

/// Where the last character ended, and how large it was.
#[derive(Clone, Copy)]
struct Pen {
    x: f32,
    y: f32,
    /// Along the line, of length 1.
    along: (f32, f32),
    size: f32,
}

/// The text of a page as it comes.
#[derive(Default)]
struct Page {
    text: String,
    pen: Option<Pen>,
    runs: Vec<PlacedRun>,
}

/// A run of characters where it is on its page, in points from the lower left corner.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PlacedRun {
    pub(super) text: String,
    /// The place where it begins on its base line.
    pub(super) x: f32,
    pub(super) y: f32,
    /// The place where it ends.
    pub(super) end: f32,
    pub(super) size: f32,
    pub(super) is_bold: bool,
}

impl<'d> Reader<'d> {
    pub(super) fn new(document: &'d Document, budget: Budget) -> Self {
        Reader { document, fonts: HashMap::new(), budget }
    }

    /// The text of a page: a line for each line, words apart by single spaces.
    pub(super) fn page(&mut self, id: ObjectId) -> String {
        tidy(&self.draw(id).text)
    }

    /// The runs of a page, where they are, in the order in which the page draws them.
    pub(super) fn runs(&mut self, id: ObjectId) -> Vec<PlacedRun> {
        self.draw(id).runs
    }

    fn draw(&mut self, id: ObjectId) -> Page {
        let Ok(page) = self.document.get_dictionary(id) else { return Page::default() };
        let resources = self.resources(page);
        let mut content = Vec::new();
        for stream in self.contents(page) {
            self.unpack(stream, &mut content);
            // A token does not reach over two streams.
            content.push(b'\n');
        }
        let mut out = Page::default();
        self.run(&content, resources, Matrix::ONE, 0, &mut out);
        out
    }

    /// What a page draws: one stream or several.
    fn contents(&self, page: &'d Dictionary) -> Vec<&'d Stream> {
        let document = self.document;
        let stream = |o: &'d Object| document.dereference(o).ok().and_then(|(_, o)| o.as_stream().ok());
        match page.get_deref(b"Contents", document) {
            Ok(Object::Array(parts)) => parts.iter().filter_map(stream).collect(),
            Ok(Object::Stream(one)) => vec![one],
            _ => Vec::new(),
        }
    }

    /// The resources of a page, which it may have from a node above it.
    fn resources(&self, page: &'d Dictionary) -> Option<&'d Dictionary> {
        let mut node = page;
        for _ in 0..64 {
            if let Ok(found) = node.get_deref(b"Resources", self.document).and_then(Object::as_dict) {
                return Some(found);
            }
            node = node.get_deref(b"Parent", self.document).and_then(Object::as_dict).ok()?;
        }
        None
    }

    fn unpack(&mut self, stream: &Stream, out: &mut Vec<u8>) {
        let room = self.budget.bytes;
        if room == 0 {
            return;
        }
        match stream.get_plain_content_with_limit(room) {
            Ok(bytes) => {
                self.budget.bytes -= bytes.len().min(room);
                out.extend(bytes);
            }
            Err(lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. })) => self.budget.bytes = 0,
            Err(_) => {}
        }
    }

    fn run(&mut self, content: &[u8], resources: Option<&'d Dictionary>, base: Matrix, depth: u32, out: &mut Page) {
        let mut state = State {
            base,
            font: None,
            size: 1.0,
            spacing: 0.0,
            word_spacing: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            is_stroked: false,
        };
        let mut saved: Vec<State> = Vec::new();
        let (mut line, mut text) = (Matrix::ONE, Matrix::ONE);
        let mut operands: Vec<Token<'_>> = Vec::new();
        let mut tokens = Tokens::new(content);
        while let Some(token) = tokens.next() {
            let Some(left) = self.budget.tokens.checked_sub(1) else { return };
            self.budget.tokens = left;
            let Token::Operator(operator) = token else {
                if operands.len() < 4096 {
                    operands.push(token);
                }
                continue;
            };
            let number = |n: usize| numbers(&operands, n);
            match operator {
                b"q" if saved.len() < 256 => saved.push(state.clone()),
                b"Q" => state = saved.pop().unwrap_or(state),
                b"cm" => state.base = matrix(&operands).then(state.base),
                b"BT" => (line, text) = (Matrix::ONE, Matrix::ONE),
                b"Tf" => {
                    state.size = number(0);
                    if let Some(Token::Name(name)) = operands.iter().rev().find(|t| matches!(t, Token::Name(_))) {
                        state.font = self.font(resources, name);
                    }
                }
                b"Tc" => state.spacing = number(0),
                b"Tw" => state.word_spacing = number(0),
                b"Tz" => state.stretch = number(0) / 100.0,
                b"TL" => state.leading = number(0),
                b"Ts" => state.rise = number(0),
                b"Tr" => state.is_stroked = number(0) == 2.0,
                b"Td" | b"TD" => {
                    if operator == b"TD" {
                        state.leading = -number(0);
                    }
                    line = line.shifted(number(1), number(0));
                    text = line;
                }
                b"Tm" => {
                    line = matrix(&operands);
                    text = line;
                }
                b"T*" | b"'" | b"\"" => {
                    if operator == b"\"" {
                        (state.word_spacing, state.spacing) = (number(1), number(0));
                    }
                    line = line.shifted(0.0, -state.leading);
                    text = line;
                    show(&state, &mut text, &operands, out);
                }
                b"Tj" | b"TJ" => show(&state, &mut text, &operands, out),
                b"Do" if depth < DEEPEST => {
                    if let Some(Token::Name(name)) = operands.last() {
                        self.form(name, resources, state.base, depth, out);
                    }
                }
                b"ID" => tokens.skip_image(),
                _ => {}
            }
            operands.clear();
            if out.text.len() > PAGE {
                return;
            }
        }
    }

    /// A drawing with a stream of its own.
    fn form(&mut self, name: &[u8], resources: Option<&'d Dictionary>, base: Matrix, depth: u32, out: &mut Page) {
        let document = self.document;
        let found = resources
            .and_then(|r| r.get_deref(b"XObject", document).and_then(Object::as_dict).ok())
            .and_then(|x| x.get_deref(name, document).and_then(Object::as_stream).ok())
            .filter(|s| s.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|n| n == b"Form"));
        let Some(stream) = found else { return };
        let own = stream.dict.get_deref(b"Resources", document).and_then(Object::as_dict).ok();
        let placed = stream.dict.get_deref(b"Matrix", document).and_then(Object::as_array).ok();
        let placed = placed.map_or(Matrix::ONE, |m| {
            let mut out = Matrix::ONE;
            out.0.iter_mut().zip(m).for_each(|(slot, o)| *slot = o.as_float().unwrap_or(0.0));
            out
        });
        let mut content = Vec::new();
        self.unpack(stream, &mut content);
        self.run(&content, own.or(resources), placed.then(base), depth + 1, out);
    }

    fn font(&mut self, resources: Option<&'d Dictionary>, name: &[u8]) -> Option<Rc<Font>> {
        let document = self.document;
        let fonts = resources?.get_deref(b"Font", document).and_then(Object::as_dict).ok()?;
        let font = fonts.get_deref(name, document).and_then(Object::as_dict).ok()?;
        // The document stays where it is while its text is read: a dictionary is known by its place.
        let place = std::ptr::from_ref(font) as usize;
        let budget = &mut self.budget;
        Some(Rc::clone(self.fonts.entry(place).or_insert_with(|| Rc::new(Font::new(document, font, budget)))))
    }
}

/// The operand that stands `from_end` before the last; 0 where there is none.
fn numbers(operands: &[Token<'_>], from_end: usize) -> f32 {
    let mut found = operands.iter().rev().filter_map(|t| if let Token::Number(n) = t { Some(*n) } else { None });
    found.nth(from_end).unwrap_or(0.0)
}

fn matrix(operands: &[Token<'_>]) -> Matrix {
    let mut out = Matrix::ONE;
    for (n, slot) in out.0.iter_mut().rev().enumerate() {
        *slot = numbers(operands, n);
    }
    out
}

/// Shows the strings among the operands; numbers between them move the pen back.
fn show(state: &State, text: &mut Matrix, operands: &[Token<'_>], out: &mut Page) {
    let Some(font) = &state.font else { return };
    let array = operands.contains(&Token::Open);
    for operand in operands {
        match operand {
            Token::Text(bytes) => run_of(state, font, text, bytes, out),
            Token::Number(n) if array => *text = text.shifted(-n / 1000.0 * state.size * state.stretch, 0.0),
            _ => {}
        }
    }
}

/// A string: its characters, with a space or a new line before them where there is a gap.
fn run_of(state: &State, font: &Font, text: &mut Matrix, bytes: &[u8], out: &mut Page) {
    let placed = text.shifted(0.0, state.rise).then(state.base);
    let [a, b, c, d, x, y] = placed.0;
    let length = (a * a + b * b).sqrt();
    let height = (c * c + d * d).sqrt();
    let size = (state.size * if height > 0.0 { height } else { length }).abs();
    let along = if length > 0.0 { (a / length, b / length) } else { (1.0, 0.0) };
    let sign = if state.size < 0.0 { -1.0 } else { 1.0 };
    let before = out.text.len();
    out.gap(x, y, along, size);
    let began = out.text.len();
    let mut advance = 0.0;
    font.characters(bytes, |shown| {
        out.text.push_str(&shown.text);
        let extra = state.spacing + if shown.space { state.word_spacing } else { 0.0 };
        advance += (shown.width / 1000.0 * state.size + extra) * state.stretch;
    });
    if out.text.len() == began {
        // Nothing was written: the gap is left for what comes.
        out.text.truncate(before);
    } else {
        let began = out.put_accent(began, x, y, size);
        let end = text.shifted(advance, 0.0).then(state.base).0;
        // Text that runs up the page is no line of it.
        if along.0 > 0.9 {
            let words = out.text.get(began..).unwrap_or("").to_owned();
            let is_bold = font.is_bold || state.is_stroked;
            out.runs.push(PlacedRun { text: words, x, y, end: end[4], size, is_bold });
        }
        out.pen = Some(Pen { x: end[4], y: end[5], along: (along.0 * sign, along.1 * sign), size });
    }
    *text = text.shifted(advance, 0.0);
}

impl Page {
    /// Puts the accent that was drawn last onto the letter that begins here, where that is drawn below it. Returns where the letter begins.
    fn put_accent(&mut self, began: usize, x: f32, y: f32, size: f32) -> usize {
        let Some(pen) = self.pen else { return began };
        let is_below = x < pen.x - 0.1 * size && x > pen.x - size && (y - pen.y).abs() < 0.45 * size;
        let (Some(accent), Some(letter)) = (
            self.text.get(..began).and_then(|before| before.chars().next_back()),
            self.text.get(began..).and_then(|own| own.chars().next()),
        ) else {
            return began;
        };
        let Some(whole) = accented(accent, letter).filter(|_| is_below) else { return began };
        let after = self.text.split_off(began);
        self.text.pop();
        let began = self.text.len();
        self.text.push(whole);
        self.text.push_str(after.get(letter.len_utf8()..).unwrap_or(""));
        if let Some(run) = self.runs.last_mut()
            && run.text.ends_with(accent)
        {
            run.text.pop();
        }
        began
    }

    /// Writes what stands between the last character and the next, which begins at a place.
    fn gap(&mut self, x: f32, y: f32, along: (f32, f32), size: f32) {
        let Some(pen) = self.pen else { return };
        let (dx, dy) = (x - pen.x, y - pen.y);
        let (forward, aside) = (dx * pen.along.0 + dy * pen.along.1, dy * pen.along.0 - dx * pen.along.1);
        let unit = size.max(pen.size).max(0.1);
        let turned = along.0 * pen.along.0 + along.1 * pen.along.1 < 0.7;
        // Small letters a little above or below a word, as in `25th`, are in its line.
        let is_raised = size.min(pen.size) <= 0.85 * unit && aside.abs() <= 0.5 * unit && forward.abs() <= 0.5 * unit;
        if turned || aside.abs() > 0.45 * unit && !is_raised || forward < -1.5 * unit {
            // Two lines' height or more is a new paragraph.
            self.text.push_str(if !turned && aside.abs() > 2.1 * unit { "\n\n" } else { "\n" });
        } else if forward > 0.16 * unit && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }
}
