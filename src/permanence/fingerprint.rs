//! Short fingerprints of published words: enough to tell whether words are the same, and too short to be read back.

use std::fmt;

use super::signs::{number, write_signs};
use super::sketch::WordSketch;

/// A fingerprint of the words of a place: 40 bits, as eight signs. Blanks, marks of emphasis, ids and the addresses of links are no
/// part of the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// The signs that it is written with.
    const LEN: usize = 8;

    /// Returns the fingerprint of a text; `None` where it has no words.
    pub fn of(text: &str) -> Option<Fingerprint> {
        let mut words = WordBuffer::default();
        words.add(text);
        words.fingerprint()
    }

    /// Returns the fingerprint of a file by the hash of its bytes.
    pub(super) fn of_hash(hash: &[u8; 32]) -> Fingerprint {
        Fingerprint(first_bits(hash))
    }

    /// Reads one as it is written.
    pub(super) fn read(text: &str) -> Option<Fingerprint> {
        (text.len() == Fingerprint::LEN).then(|| number(text))?.map(Fingerprint)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_signs(f, self.0, Fingerprint::LEN)
    }
}

/// The words of a place, as a ledger keeps them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordPrint {
    /// Whether words are the same.
    pub print: Fingerprint,
    /// Whether words are nearly the same. A ledger of version 2 has none.
    pub sketch: Option<WordSketch>,
}

impl WordPrint {
    /// Returns the print of a text with its sketch; `None` where it has no words.
    pub fn of(text: &str) -> Option<WordPrint> {
        let mut words = WordBuffer::default();
        words.add(text);
        words.print(PrintDepth::Near)
    }

    /// Reads one as it is written.
    pub(super) fn read(text: &str) -> Option<WordPrint> {
        let (print, sketch) = match text.split_once('~') {
            Some((print, sketch)) => (print, Some(WordSketch::read(sketch)?)),
            None => (text, None),
        };
        Some(WordPrint { print: Fingerprint::read(print)?, sketch })
    }

    /// How much two texts have in common, in hundredths; all of it where they are the same, and nothing where nothing is known.
    pub(super) fn likeness(self, other: WordPrint) -> u32 {
        if self.print == other.print {
            return 100;
        }
        self.sketch.zip(other.sketch).map_or(0, |(a, b)| a.likeness(b))
    }
}

/// A print that is of words alone, without a sketch.
impl From<Fingerprint> for WordPrint {
    fn from(print: Fingerprint) -> Self {
        WordPrint { print, sketch: None }
    }
}

impl fmt::Display for WordPrint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.print)?;
        self.sketch.map_or(Ok(()), |sketch| write!(f, "~{sketch}"))
    }
}

/// How much is worked out of words: a build in which nothing changed asks for no sketch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PrintDepth {
    /// Whether they are the same.
    Exact,
    /// Also whether they are nearly the same.
    Near,
}

/// A fingerprint of one cell of a row: 20 bits, as four signs. It is compared with cells of the same row alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellPrint(u64);

impl CellPrint {
    /// The signs that it is written with.
    const LEN: usize = 4;

    /// Returns the fingerprint of a cell in a column.
    pub fn of(column: &str, cell: &str) -> CellPrint {
        let mut words = WordBuffer::default();
        words.add(column);
        words.end();
        words.add(cell);
        CellPrint(hash(&words.bytes) >> 20)
    }

    /// Reads one as it is written.
    pub(super) fn read(text: &str) -> Option<CellPrint> {
        (text.len() == CellPrint::LEN).then(|| number(text))?.map(CellPrint)
    }
}

impl fmt::Display for CellPrint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_signs(f, self.0, CellPrint::LEN)
    }
}

/// The bytes that may be something other than letters of a word.
const IS_MARK: [bool; 256] = {
    let mut marks = [false; 256];
    let all = b"*_`\\{[] \t\n\r\x0c";
    let mut n = 0;
    while n < all.len() {
        marks[all[n] as usize] = true;
        n += 1;
    }
    marks
};

fn hash(bytes: &[u8]) -> u64 {
    first_bits(blake3::hash(bytes).as_bytes())
}

/// The first 40 bits of a hash.
fn first_bits(hash: &[u8; 32]) -> u64 {
    hash.iter().take(5).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// The words of one or more texts, normalised.
#[derive(Debug, Default)]
pub(super) struct WordBuffer {
    bytes: Vec<u8>,
    /// A blank is due before the next word.
    is_apart: bool,
}

impl WordBuffer {
    /// Adds the words of a text.
    pub(super) fn add(&mut self, text: &str) {
        self.end();
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            let rest = || text.get(at..).unwrap_or("");
            at += match byte {
                b'*' | b'_' | b'`' | b'\\' => 1,
                b if b.is_ascii_whitespace() => {
                    self.end();
                    1
                }
                b'{' if bytes.get(at + 1) == Some(&b'#') => id_len(rest()).unwrap_or_else(|| self.push(*byte)),
                b'[' if bytes.get(at + 1) == Some(&b'[') => self.reference(rest()),
                b'[' => 1,
                b']' if bytes.get(at + 1) == Some(&b'(') => address_len(rest()),
                b']' => 1,
                _ => self.run(bytes.get(at..).unwrap_or(&[])),
            };
        }
        self.end();
    }

    /// Ends a word: what follows is another.
    fn end(&mut self) {
        self.is_apart = true;
    }

    /// Adds letters up to the next mark: at least one.
    fn run(&mut self, bytes: &[u8]) -> usize {
        let is_mark = |byte: &u8| IS_MARK.get(usize::from(*byte)).copied().unwrap_or(true);
        let len = bytes.iter().skip(1).position(is_mark).map_or(bytes.len(), |at| at + 1);
        if std::mem::take(&mut self.is_apart) && !self.bytes.is_empty() {
            self.bytes.push(b' ');
        }
        self.bytes.extend_from_slice(bytes.get(..len).unwrap_or(&[]));
        len.max(1)
    }

    fn push(&mut self, byte: u8) -> usize {
        if std::mem::take(&mut self.is_apart) && !self.bytes.is_empty() {
            self.bytes.push(b' ');
        }
        self.bytes.push(byte);
        1
    }

    /// Adds the words that a reference shows, as far as they are written. The words of a redaction are never among them.
    fn reference(&mut self, text: &str) -> usize {
        let Some(end) = text.find("]]") else { return 1 };
        let inner = text.get(2..end).unwrap_or("");
        if let Some((_, words)) = inner.split_once('|').filter(|_| !is_redaction(inner)) {
            words.bytes().for_each(|b| {
                if b.is_ascii_whitespace() {
                    self.end();
                } else {
                    self.push(b);
                }
            });
        }
        end + 2
    }

    /// Returns the fingerprint; `None` where there are no words.
    fn fingerprint(&self) -> Option<Fingerprint> {
        (!self.bytes.is_empty()).then(|| Fingerprint(hash(&self.bytes)))
    }

    /// Returns the print; `None` where there are no words.
    pub(super) fn print(&self, depth: PrintDepth) -> Option<WordPrint> {
        let sketch = (depth == PrintDepth::Near).then(|| WordSketch::of(&self.bytes));
        self.fingerprint().map(|print| WordPrint { print, sketch })
    }

    /// Forgets the words, and keeps the room for others.
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.is_apart = false;
    }
}

/// Whether what is between double brackets withholds words.
fn is_redaction(inner: &str) -> bool {
    inner.trim_start().get(..7).is_some_and(|mark| mark.eq_ignore_ascii_case("redact:"))
}

/// Whether a text withholds words of its own.
pub(super) fn has_redaction(text: &str) -> bool {
    text.match_indices("[[").any(|(at, _)| text.get(at + 2..).is_some_and(is_redaction))
}

/// The length of an `{#id}` at the start of a text.
fn id_len(text: &str) -> Option<usize> {
    let end = text.find('}')?;
    let id = text.get(2..end)?;
    (!id.is_empty() && !id.contains(|c: char| c.is_whitespace() || c == '{')).then_some(end + 1)
}

/// The length of `](address)` at the start of a text; of the bracket alone where there is no end.
fn address_len(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b'\n' if text.get(at + 1..).is_some_and(|rest| rest.trim_start_matches([' ', '\t']).starts_with('\n')) => break,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_no_word_changes_nothing() {
        let print = Fingerprint::of("The lamp is out, see the plan.");
        for same in [
            "  The **lamp** is\nout, see [the plan](plan.md).\n",
            "The _lamp_ is out, see [the plan](<a (b).md> \"c\"). {#2.1}",
            "The lamp is out, see [[page:plan|the plan]].",
        ] {
            assert_eq!(Fingerprint::of(same), print, "{same}");
        }
        for other in ["The lamp is out, see the plan", "The lamps is out, see the plan.", "The lamp is out, see the\u{301} plan."]
        {
            assert_ne!(Fingerprint::of(other), print, "{other}");
        }
        assert_eq!(Fingerprint::of(" **  ** {#a}\n"), None);
    }

    #[test]
    fn withheld_words_are_in_no_fingerprint() {
        let print = Fingerprint::of("Told by [[redact:s.40|Jane Smith]] on Monday.");
        assert_eq!(print, Fingerprint::of("Told by [[redact:s.40|          ]] on Monday."));
        assert!(has_redaction("by [[Redact: s.40|x]]") && !has_redaction("by [[org:x]]"));
    }

    #[test]
    fn a_cell_is_told_from_one_in_another_column() {
        assert_ne!(CellPrint::of("2012", "4"), CellPrint::of("2013", "4"));
        assert_ne!(CellPrint::of("a b", "c"), CellPrint::of("a", "b d"));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(text in "\\PC{0,60}") {
            if let Some(print) = Fingerprint::of(&text) {
                prop_assert_eq!(Fingerprint::read(&print.to_string()), Some(print));
            }
            if let Some(print) = WordPrint::of(&text) {
                prop_assert_eq!(WordPrint::read(&print.to_string()), Some(print));
            }
            let cell = CellPrint::of("a", &text);
            prop_assert_eq!(CellPrint::read(&cell.to_string()), Some(cell));
        }

        #[test]
        fn any_text_has_words_or_none(text in "[a\\[\\](){}#|\\n*]{0,30}") {
            let _ = Fingerprint::of(&text);
        }
    }
}
