//! Words of a text, as the index knows them: folded, cut and stemmed.
//!
//! The browser's half (`themes/civic/assets/search/search.js`) does the same, character for character;
//! `docs/reference/search-format.md` has the rules. Nothing here knows of documents or shards.

use std::ops::Range;

use frostem::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest term, in characters; what is longer is cut.
const LONGEST: usize = 40;

/// Walks the words of a text. `each` gets the folded word and where it stands, in bytes of `text`; a
/// word's place among the words is the number of calls before it.
pub(crate) fn words(text: &str, mut each: impl FnMut(&str, Range<usize>)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut buffer = String::with_capacity(LONGEST);
    while let Some(&b) = bytes.get(at) {
        if b.is_ascii_alphabetic() {
            at = letters(text, at, &mut buffer, &mut each);
        } else if b.is_ascii_digit() {
            at = digits(bytes, at, &mut buffer, &mut each);
        } else if b < 0x80 {
            at += 1;
        } else {
            let c = text.get(at..).and_then(|t| t.chars().next()).unwrap_or(' ');
            if c.is_alphanumeric() {
                at = letters(text, at, &mut buffer, &mut each);
            } else {
                at += c.len_utf8();
            }
        }
    }
}

/// All words of a text, for short texts (queries, names).
pub(crate) fn list(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    words(text, |w, _| all.push(w.to_owned()));
    all
}

/// A run of letters, without what English and Welsh hang on a word with an apostrophe (`the Group's`, `Swyddfa'r Porthladd`, `i'w`): ends before an ASCII digit and at anything else but an apostrophe between letters.
fn letters(text: &str, from: usize, buffer: &mut String, each: &mut impl FnMut(&str, Range<usize>)) -> usize {
    let bytes = text.as_bytes();
    buffer.clear();
    let mut at = from;
    let mut apostrophe = None;
    while let Some(&b) = bytes.get(at) {
        if b.is_ascii_alphabetic() {
            buffer.push(char::from(b.to_ascii_lowercase()));
            at += 1;
        } else if b < 0x80 {
            if b == b'\'' && letter_at(text, at + 1) {
                apostrophe = Some((at, buffer.len()));
                at += 1;
            } else {
                break;
            }
        } else {
            let c = text.get(at..).and_then(|t| t.chars().next()).unwrap_or(' ');
            let next = at + c.len_utf8();
            if is_ideograph(c) {
                if at == from {
                    fold(c, buffer);
                    at = next;
                }
                break;
            } else if c.is_alphanumeric() || is_combining_mark(c) {
                fold(c, buffer);
                at = next;
            } else if matches!(c, '’' | 'ʼ') && letter_at(text, next) {
                apostrophe = Some((at, buffer.len()));
                at = next;
            } else {
                break;
            }
        }
    }
    let mut end = at;
    if let Some((place, len)) = apostrophe
        && let Some("s" | "r" | "n" | "i" | "u" | "w" | "m" | "ch" | "th") = buffer.get(len..)
    {
        buffer.truncate(len);
        end = place;
    }
    cut(buffer);
    if !buffer.is_empty() {
        each(buffer, from..end);
    }
    at
}

/// Whether a letter stands at a byte of the text.
fn letter_at(text: &str, at: usize) -> bool {
    text.get(at..).and_then(|t| t.chars().next()).is_some_and(|c| c.is_alphabetic() && !is_ideograph(c))
}

/// A number: `3.4`, `173/20`, `2012-04-17`, `1,183` (as 1183), `17th` (as 17).
fn digits(bytes: &[u8], from: usize, buffer: &mut String, each: &mut impl FnMut(&str, Range<usize>)) -> usize {
    buffer.clear();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = from;
    if let Some(day) = iso_day(bytes, from) {
        buffer.push_str(&day);
        at = from + 10;
    } else {
        while let Some(&b) = bytes.get(at) {
            if b.is_ascii_digit() || (matches!(b, b'.' | b'/') && digit(at + 1)) {
                buffer.push(char::from(b));
            } else if !(b == b',' && digit(at + 1)) {
                break;
            }
            at += 1;
        }
    }
    let end = at;
    if let Some(suffix) = bytes.get(at..at + 2) {
        let suffix = [suffix[0].to_ascii_lowercase(), suffix[1].to_ascii_lowercase()];
        let ends = !bytes.get(at + 2).is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80);
        if ends && matches!(&suffix, b"st" | b"nd" | b"rd" | b"th") {
            at += 2;
        }
    }
    cut(buffer);
    each(buffer, from..end);
    at
}

/// A day of ISO 8601 at `from`, with plain hyphens, and no digit or hyphen after it.
fn iso_day(bytes: &[u8], from: usize) -> Option<String> {
    let day = bytes.get(from..from + 10)?;
    let shape = day.iter().enumerate().all(|(i, b)| if matches!(i, 4 | 7) { *b == b'-' } else { b.is_ascii_digit() });
    let ends = !bytes.get(from + 10).is_some_and(u8::is_ascii_digit);
    (shape && ends).then(|| day.iter().map(|b| char::from(*b)).collect())
}

/// `17/04/2012`, the day before the month as the United Kingdom writes it, as `2012-04-17`.
pub(crate) fn day_in_figures(word: &str) -> Option<String> {
    let mut parts = word.splitn(3, '/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let number = |text: &str, digits: std::ops::RangeInclusive<usize>| {
        (digits.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse::<u16>().ok())?
    };
    match (number(day, 1..=2)?, number(month, 1..=2)?, number(year, 4..=4)?) {
        (day @ 1..=31, month @ 1..=12, year) => Some(format!("{year:04}-{month:02}-{day:02}")),
        _ => None,
    }
}

/// Scripts written without spaces: each character is a word, and a query of several is a phrase.
fn is_ideograph(c: char) -> bool {
    matches!(u32::from(c), 0x3040..=0x30ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff)
}

/// One character without its accents, in lower case.
fn fold(c: char, out: &mut String) {
    for c in std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'ß' | 'ẞ' => out.push_str("ss"),
            'æ' | 'Æ' => out.push_str("ae"),
            'œ' | 'Œ' => out.push_str("oe"),
            'ø' | 'Ø' => out.push('o'),
            'ł' | 'Ł' => out.push('l'),
            'đ' | 'Đ' => out.push('d'),
            'ı' => out.push('i'),
            _ => out.extend(c.to_lowercase().filter(|c| c.is_alphanumeric())),
        }
    }
}

fn cut(word: &mut String) {
    if word.len() > LONGEST
        && let Some((at, _)) = word.char_indices().nth(LONGEST)
    {
        word.truncate(at);
    }
}

/// Words that the stemmer takes for others: who looks for an authority does not mean an author. And one word in two spellings.
const OWN_STEMS: [(&str, &str); 8] = [
    ("authorities", "authoriti"),
    ("authority", "authoriti"),
    ("importance", "important"),
    ("important", "important"),
    ("importantly", "important"),
    ("organization", "organis"),
    ("organizational", "organis"),
    ("organizations", "organis"),
];

/// English stems. Words with anything but `a` to `z` are their own stem, as are those of two letters.
pub(crate) struct Stems(Stemmer);

impl Default for Stems {
    fn default() -> Self {
        Stems(Stemmer::new(Algorithm::English))
    }
}

impl Stems {
    /// The stem of a folded word.
    pub(crate) fn stem<'a>(&self, word: &'a str) -> std::borrow::Cow<'a, str> {
        if let Some((_, stem)) = OWN_STEMS.iter().find(|(w, _)| *w == word) {
            return (*stem).into();
        }
        if word.len() > 2 && word.bytes().all(|b| b.is_ascii_lowercase()) { self.0.stem(word) } else { word.into() }
    }
}

/// The form in which all initial mutations of a Welsh word meet: `Caerdydd`, `Gaerdydd`, `Chaerdydd`, `Nghaerdydd`
/// are `~caerdydd`. `None` where the word's first letters take no part in mutation.
///
/// Several radicals share a class (`pont` and `bont` must meet, and so do `bont` and `font`), so this form finds
/// too much rather than too little; it weighs less than the word itself.
pub(crate) fn welsh(word: &str) -> Option<String> {
    // The longest first letters win: `ngh` before `ng` before `n`.
    const CLASSES: [(&str, &str); 21] = [
        ("ngh", "c"),
        ("ng", "c"),
        ("nh", "t"),
        ("mh", "p"),
        ("ph", "p"),
        ("th", "t"),
        ("ch", "c"),
        ("dd", "t"),
        ("ll", "l"),
        ("rh", "r"),
        ("ff", "ff"),
        ("p", "p"),
        ("b", "p"),
        ("f", "p"),
        ("m", "p"),
        ("t", "t"),
        ("d", "t"),
        ("n", "t"),
        ("c", "c"),
        ("g", "c"),
        ("l", "l"),
    ];
    if word.len() < 4 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    for (first, class) in CLASSES {
        if let Some(rest) = word.strip_prefix(first) {
            return Some(format!("~{class}{rest}"));
        }
    }
    match word.as_bytes().first() {
        // The soft mutation drops `g`: `Gwynedd`, `Wynedd`.
        Some(b'a' | b'e' | b'i' | b'o' | b'u' | b'w' | b'y') => Some(format!("~c{word}")),
        Some(b'r') => Some(format!("~{word}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_of_minutes() {
        for (text, want) in [
            ("Home Office’s data: 1,183 people", "home office data 1183 people"),
            ("Stephen O'Brien and the departments' view", "stephen obrien and the departments view"),
            ("Cm 8421, HCWS521, para 3.4 (a)", "cm 8421 hcws 521 para 3.4 a"),
            ("on 2012-04-17 or 17/04/2012, 10.30 am", "on 2012-04-17 or 17/04/2012 10.30 am"),
            ("2010-2014 and 2012-13", "2010 2014 and 2012 13"),
            ("17th April, 2nd", "17 april 2"),
            ("Anti-Slavery e-mail", "anti slavery e mail"),
            ("Ŵyn Llŷr, Çağıl, Straße, œuvre", "wyn llyr cagil strasse oeuvre"),
            ("ﬁnance ½", "finance 12"),
            ("議事録 one", "議 事 録 one"),
            ("Swyddfa’r Porthladd, i’w a'ch; O'Neill don't", "swyddfa porthladd i a oneill dont"),
            ("idmg/2012-04-17/4.2b", "idmg 2012-04-17 4.2 b"),
            ("3. End. 4.", "3 end 4"),
            ("", ""),
        ] {
            assert_eq!(list(text).join(" "), want, "{text}");
        }
    }

    #[test]
    fn days_in_figures() {
        for (word, day) in [
            ("17/04/2012", Some("2012-04-17")),
            ("1/9/2012", Some("2012-09-01")),
            ("04/17/2012", None),
            ("0/04/2012", None),
            ("17/04/12", None),
            ("173/20", None),
            ("1.5/4/2012", None),
        ] {
            assert_eq!(day_in_figures(word).as_deref(), day, "{word}");
        }
    }

    #[test]
    fn stems_are_those_that_the_browser_finds() {
        let words = include_str!("../../tests/suite/search/stems.txt").lines().filter(|line| !line.starts_with('#'));
        let stems = Stems::default();
        let mut count = 0;
        for (word, stem) in words.filter_map(|line| line.split_once(' ')) {
            assert_eq!(stems.stem(word), stem, "{word}");
            count += 1;
        }
        assert!(count > 200, "{count}");
    }

    #[test]
    fn mutations_meet() {
        for group in [
            "caerdydd gaerdydd chaerdydd nghaerdydd",
            "pont bont mhont phont",
            "gwynedd wynedd ngwynedd",
            "llywodraeth lywodraeth",
        ] {
            let forms: Vec<_> = group.split(' ').map(welsh).collect();
            assert!(forms.iter().all(|f| f.is_some() && *f == forms[0]), "{group}: {forms:?}");
        }
    }

    proptest! {
        #[test]
        fn places_are_in_the_text(text in "\\PC{0,60}") {
            let mut last = 0;
            words(&text, |word, at| {
                assert!(!word.is_empty() && word.chars().count() <= LONGEST);
                assert!(at.start >= last && text.get(at.clone()).is_some_and(|t| !t.is_empty()));
                last = at.end;
            });
        }
    }
}
