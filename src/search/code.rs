//! Numbers and texts as printable ASCII, so that a shard is at once a script, a JSON string and small.
//!
//! The alphabet has 92 characters, `#` to `~` with `!` in the place of the backslash: none of them needs an
//! escape in a string. It knows nothing of what the numbers mean.

use rustc_hash::FxHashMap;

/// Characters in the alphabet.
const BASE: u32 = 92;

/// Numbers below this take one character.
const ONE: u32 = 60;
/// Leads of two-character numbers: 60 to 83.
const TWO: u32 = 24;
/// Leads of three-character numbers: 84 to 90. The last lead, 91, opens five characters.
const THREE: u32 = 7;

/// The character of a digit (0 to 91).
pub(crate) fn digit(d: u32) -> u8 {
    match d {
        57 => b'!',
        d => u8::try_from(d + 35).unwrap_or(b'~'),
    }
}

/// The digit of a character; `None` for one that is not of the alphabet.
pub(crate) fn value(c: u8) -> Option<u32> {
    match c {
        b'!' => Some(57),
        b'"' | b'\\' => None,
        35..=126 => Some(u32::from(c) - 35),
        _ => None,
    }
}

/// Writes a number: one character below 60, two below 2,268, three below 61,516, else five. Past 92⁴ + 61,515
/// (about 71 million) it is cut; no site has as many paragraphs.
pub(crate) fn put(out: &mut Vec<u8>, n: u32) {
    let mut n = n;
    if n < ONE {
        out.push(digit(n));
        return;
    }
    n -= ONE;
    if n < TWO * BASE {
        out.extend_from_slice(&[digit(ONE + n / BASE), digit(n % BASE)]);
        return;
    }
    n -= TWO * BASE;
    if n < THREE * BASE * BASE {
        out.extend_from_slice(&[digit(84 + n / BASE / BASE), digit(n / BASE % BASE), digit(n % BASE)]);
        return;
    }
    n = (n - THREE * BASE * BASE).min(BASE.pow(4) - 1);
    out.extend_from_slice(&[
        digit(91),
        digit(n / BASE.pow(3)),
        digit(n / BASE.pow(2) % BASE),
        digit(n / BASE % BASE),
        digit(n % BASE),
    ]);
}

/// Writes how many different numbers there are and, in order, the step to each; sorts them.
pub(crate) fn put_set(out: &mut Vec<u8>, all: &mut Vec<u32>) {
    all.sort_unstable();
    all.dedup();
    put(out, u32::try_from(all.len()).unwrap_or(u32::MAX));
    let mut before = 0;
    for n in all {
        put(out, *n - before);
        before = *n;
    }
}

/// As [`put`], to a text.
pub(crate) fn put_text(out: &mut String, n: u32) {
    let mut digits = Vec::with_capacity(5);
    put(&mut digits, n);
    out.extend(digits.into_iter().map(char::from));
}

/// Written numbers as text.
pub(crate) fn text(numbers: Vec<u8>) -> String {
    String::from_utf8(numbers).unwrap_or_default()
}

/// Reads what `put` and `put_place` wrote; at the end of the text every read is `None`.
#[derive(Debug, Clone)]
pub(crate) struct Digits<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Digits<'a> {
    /// From the start of a text.
    pub(crate) fn new(text: &'a str) -> Self {
        Digits { text: text.as_bytes(), at: 0 }
    }

    /// From the start of bytes.
    pub(crate) fn of(text: &'a [u8]) -> Self {
        Digits { text, at: 0 }
    }

    /// How far it has read.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    fn next(&mut self) -> Option<u32> {
        let c = *self.text.get(self.at)?;
        self.at += 1;
        value(c)
    }

    fn more(&mut self, count: u32, lead: u32) -> Option<u32> {
        let mut n = lead;
        for _ in 0..count {
            n = n.checked_mul(BASE)?.checked_add(self.next()?)?;
        }
        Some(n)
    }

    /// The next number.
    pub(crate) fn number(&mut self) -> Option<u32> {
        match self.next()? {
            d if d < ONE => Some(d),
            d if d < ONE + TWO => Some(ONE + self.more(1, d - ONE)?),
            d if d < 91 => Some(ONE + TWO * BASE + self.more(2, d - 84)?),
            _ => Some(ONE + TWO * BASE + THREE * BASE * BASE + self.more(4, 0)?),
        }
    }

    /// The text up to a space, which is skipped.
    pub(crate) fn word(&mut self) -> Option<&'a str> {
        let rest = self.text.get(self.at..)?;
        let end = rest.iter().position(|b| *b == b' ')?;
        self.at += end + 1;
        std::str::from_utf8(rest.get(..end)?).ok()
    }

    /// The next place of a word in a unit, as a step from the one before, and whether another follows in the same unit.
    pub(crate) fn place(&mut self) -> Option<(u32, bool)> {
        Some(match self.next()? {
            d if d < 72 => (d, false),
            d if d < 86 => (d - 72, true),
            d if d < 89 => (72 + self.more(1, d - 86)?, false),
            89 => (14 + self.more(1, 0)?, true),
            90 => (self.more(3, 0)?, false),
            _ => (self.more(3, 0)?, true),
        })
    }

    /// Whether all is read.
    pub(crate) fn done(&self) -> bool {
        self.at >= self.text.len()
    }
}

/// Writes one place of a word in a unit: mostly one character.
pub(crate) fn put_place(out: &mut Vec<u8>, step: u32, more: bool) {
    match (more, step) {
        (false, n) if n < 72 => out.push(digit(n)),
        (true, n) if n < 14 => out.push(digit(72 + n)),
        (false, n) if n < 72 + 3 * BASE => out.extend_from_slice(&[digit(86 + (n - 72) / BASE), digit((n - 72) % BASE)]),
        (true, n) if n < 14 + BASE => out.extend_from_slice(&[digit(89), digit(n - 14)]),
        (more, n) => {
            let n = n.min(BASE.pow(3) - 1);
            let lead = digit(if more { 91 } else { 90 });
            out.extend_from_slice(&[lead, digit(n / BASE / BASE), digit(n / BASE % BASE), digit(n % BASE)]);
        }
    }
}

/// Words of the table that take one character.
const SHORT: usize = 59;
/// Words of the table that take two.
const LONG: usize = 32 * 92;

/// The commonest words of a site, by which texts are written short: a word of the table is one or two characters,
/// any other is itself between `~` and a space.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Table {
    words: Vec<Box<str>>,
    places: FxHashMap<Box<str>, u16>,
}

impl Table {
    /// From words and how often each stands in a sample, in any order. Those that would save least are left out. Counts are taken
    /// by half octaves, so that an edit seldom changes the table, by which all texts are written.
    pub(crate) fn choose(counts: Vec<(Box<str>, u32)>) -> Table {
        let mut counts: Vec<_> =
            counts.into_iter().filter(|(w, n)| w.len() > 1 && *n > 2).map(|(w, n)| (w, half_octave(n))).collect();
        let gain = |w: &str, n: u32| u64::from(n) * (w.len() as u64);
        counts.sort_unstable_by(|a, b| gain(&b.0, b.1).cmp(&gain(&a.0, a.1)).then_with(|| a.0.cmp(&b.0)));
        counts.truncate(SHORT + LONG);
        counts.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let mut words: Vec<Box<str>> = counts.into_iter().map(|(w, _)| w).collect();
        // The rest take two characters each, in whatever order: sorted, they share their first letters.
        words.get_mut(SHORT..).into_iter().for_each(<[Box<str>]>::sort_unstable);
        Table::of(words)
    }

    /// As it is written: the first words apart by spaces; the others, each as how many characters it shares with the one before, the
    /// rest of it and a space.
    pub(crate) fn written(&self) -> (String, String) {
        let (short, long) = self.words.split_at(self.words.len().min(SHORT));
        let (mut out, mut last) = (String::new(), "");
        for word in long {
            let same = shared(last, word);
            put_text(&mut out, same as u32);
            out.push_str(word.get(same..).unwrap_or(""));
            out.push(' ');
            last = word;
        }
        (short.join(" "), out)
    }

    /// The words, in the order of their codes.
    pub(crate) fn words(&self) -> &[Box<str>] {
        &self.words
    }

    /// From its words in their order.
    pub(crate) fn of(words: Vec<Box<str>>) -> Table {
        let places = words.iter().zip(0u16..).map(|(w, n)| (w.clone(), n)).collect();
        Table { words, places }
    }

    /// Writes a piece of a text: what stands between white space.
    pub(crate) fn encode_one(&self, piece: &str, out: &mut String) {
        match self.places.get(piece).map(|n| usize::from(*n)) {
            Some(n) if n < SHORT => out.push(char::from(digit(n as u32))),
            Some(n) => {
                let n = (n - SHORT) as u32;
                out.push(char::from(digit(SHORT as u32 + n / BASE)));
                out.push(char::from(digit(n % BASE)));
            }
            None => {
                out.push('~');
                out.extend(piece.chars().filter(|c| !c.is_control()));
                out.push(' ');
            }
        }
    }

    /// Reads a text; what cannot be read ends it.
    pub(crate) fn decode(&self, code: &str) -> String {
        let mut out = String::with_capacity(code.len() * 3);
        self.walk(code, |word| {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        });
        out
    }

    /// Reads a text word by word.
    pub(crate) fn walk<'t>(&'t self, code: &'t str, mut each: impl FnMut(&'t str)) {
        let mut rest = code;
        while let Some(first) = rest.bytes().next() {
            let word = if first == b'~' {
                let Some((word, after)) = rest.get(1..).and_then(|r| r.split_once(' ')) else { break };
                rest = after;
                word
            } else {
                let Some(lead) = value(first).map(|d| d as usize) else { break };
                let (place, len) = if lead < SHORT {
                    (lead, 1)
                } else {
                    let Some(low) = rest.as_bytes().get(1).and_then(|c| value(*c)) else { break };
                    (SHORT + (lead - SHORT) * 92 + low as usize, 2)
                };
                let (Some(word), Some(after)) = (self.words.get(place), rest.get(len..)) else { break };
                rest = after;
                word
            };
            each(word);
        }
    }
}

/// A count without its last digits: 4, 6, 8, 12, 16, 24 …
fn half_octave(n: u32) -> u32 {
    let top = n.checked_ilog2().unwrap_or(0);
    if top < 2 { n } else { n >> (top - 1) << (top - 1) }
}

/// How many characters at the start of two texts are the same. Only ASCII is shared: there a byte is a unit of UTF-16 too, and
/// every reader counts alike.
pub(crate) fn shared(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b && a.is_ascii()).count()
}

/// A JSON string.
pub(crate) fn quote(text: &str, out: &mut String) {
    out.push('"');
    escape(text, out);
    out.push('"');
}

/// What stands in a JSON string, which is a string of a script too.
pub(crate) fn escape(text: &str, out: &mut String) {
    if text.bytes().all(|b| (b' '..0x7f).contains(&b) && b != b'"' && b != b'\\') {
        out.push_str(text);
        return;
    }
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_read_back(all in prop::collection::vec(0u32..71_000_000, 0..40)) {
            let mut text = Vec::new();
            all.iter().for_each(|n| put(&mut text, *n));
            let mut digits = Digits::of(&text);
            for n in &all {
                prop_assert_eq!(digits.number(), Some(*n));
            }
            prop_assert!(digits.done());
            prop_assert!(text.iter().all(|c| value(*c).is_some()));
        }

        #[test]
        fn places_read_back(all in prop::collection::vec((0u32..700_000, any::<bool>()), 0..40)) {
            let mut text = Vec::new();
            all.iter().for_each(|(n, more)| put_place(&mut text, *n, *more));
            let mut digits = Digits::of(&text);
            for want in &all {
                prop_assert_eq!(digits.place(), Some(*want));
            }
        }

        #[test]
        fn texts_read_back(text in "[a-c~\"\\\\ é]{0,80}") {
            let table = Table::choose(vec![("ab".into(), 9), ("abc".into(), 9), ("~".into(), 9), ("ca".into(), 5)]);
            let mut code = String::new();
            text.split_ascii_whitespace().for_each(|piece| table.encode_one(piece, &mut code));
            let want: Vec<&str> = text.split_ascii_whitespace().collect();
            prop_assert_eq!(table.decode(&code), want.join(" "));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,60}") {
            let _ = Table::of(vec!["a".into()]).decode(&text);
            let mut digits = Digits::new(&text);
            while !digits.done() {
                let _ = digits.number();
            }
        }
    }

    #[test]
    fn edges() {
        for n in [0, 59, 60, 2_267, 2_268, 61_515, 61_516, 71_000_000] {
            let mut text = Vec::new();
            put(&mut text, n);
            assert_eq!(Digits::of(&text).number(), Some(n));
        }
    }
}
