//! The map from the codes of a font to Unicode (PDF 32000-1, 9.10.3): `bfchar`, `bfrange`, and how long codes are.

use std::collections::HashMap;

use super::tokens::{Token, Tokens};

/// No font has more codes than this.
const MOST: usize = 1 << 17;

/// From codes to text.
#[derive(Debug, Default)]
pub(super) struct Map {
    texts: HashMap<u32, String>,
    /// Runs of codes with runs of characters: first, last, what the first stands for.
    runs: Vec<(u32, u32, u32)>,
    /// How long codes are: length, first, last.
    lengths: Vec<(usize, u32, u32)>,
    /// What runs stand for, as text.
    singles: HashMap<u32, String>,
}

impl Map {
    /// What a code stands for.
    pub(super) fn get(&self, code: u32) -> Option<&str> {
        self.texts.get(&code).or_else(|| self.singles.get(&code)).map(String::as_str)
    }

    /// How many bytes the first code of a string has, where the map says it.
    pub(super) fn code_length(&self, bytes: &[u8]) -> Option<usize> {
        match self.lengths[..] {
            [] => None,
            // All codes of one length, as nearly every map has it.
            [(len, ..)] => Some(len),
            _ => {
                let mut code = 0_u32;
                for (len, b) in (1..).zip(bytes.iter().take(4)) {
                    code = code << 8 | u32::from(*b);
                    if self.lengths.iter().any(|(l, first, last)| *l == len && (*first..=*last).contains(&code)) {
                        return Some(len);
                    }
                }
                self.lengths.first().map(|l| l.0)
            }
        }
    }

    /// Writes out the runs, as far as there is room.
    fn spread(&mut self) {
        let mut room = MOST;
        for (first, last, unicode) in std::mem::take(&mut self.runs) {
            for (n, code) in (0..).zip(first..=last) {
                // Counted by runs as written: those that lie on each other cost as much as others.
                let Some(left) = room.checked_sub(1) else { return };
                room = left;
                if let Some(c) = unicode.checked_add(n).and_then(char::from_u32) {
                    self.singles.insert(code, c.to_string());
                }
            }
        }
    }
}

/// Reads a map. What cannot be read is passed over.
pub(super) fn read(bytes: &[u8]) -> Map {
    let mut map = Map::default();
    let mut section = None;
    // The strings since the section began, and those of an array in it.
    let mut strings: Vec<Vec<u8>> = Vec::new();
    let mut array: Option<Vec<Vec<u8>>> = None;
    for token in Tokens::new(bytes) {
        match token {
            Token::Operator(word @ (b"begincodespacerange" | b"beginbfchar" | b"beginbfrange")) => {
                section = Some(word);
                strings.clear();
                array = None;
            }
            Token::Operator(_) => section = None,
            Token::Open => array = Some(Vec::new()),
            Token::Close => {
                let texts = array.take().unwrap_or_default();
                if let ([first, _], Some(b"beginbfrange")) = (&strings[..], section) {
                    let first = code(first);
                    for (n, text) in (0..).zip(&texts) {
                        if map.texts.len() < MOST {
                            map.texts.insert(first.saturating_add(n), utf16(text));
                        }
                    }
                }
                strings.clear();
            }
            Token::Text(text) => match &mut array {
                Some(texts) if texts.len() < MOST => texts.push(text),
                Some(_) => {}
                None => {
                    strings.push(text);
                    take(&mut map, section, &mut strings);
                }
            },
            _ => {}
        }
    }
    map.lengths.sort_unstable();
    map.lengths.dedup();
    let one = map.lengths.first().map(|l| l.0);
    if map.lengths.iter().all(|l| Some(l.0) == one) {
        map.lengths.truncate(1);
    }
    map.spread();
    map
}

/// Takes what a section has so far, where it is one whole.
fn take(map: &mut Map, section: Option<&[u8]>, strings: &mut Vec<Vec<u8>>) {
    match (section, &strings[..]) {
        (Some(b"begincodespacerange"), [first, last]) => {
            if (1..=4).contains(&first.len()) && map.lengths.len() < 64 {
                map.lengths.push((first.len(), code(first), code(last)));
            }
            strings.clear();
        }
        (Some(b"beginbfchar"), [from, to]) => {
            if map.texts.len() < MOST {
                map.texts.insert(code(from), utf16(to));
            }
            strings.clear();
        }
        (Some(b"beginbfrange"), [first, last, to]) => {
            let (first, last) = (code(first), code(last));
            let mut units = to.chunks_exact(2).map(|p| u32::from(p[0]) << 8 | u32::from(p[1]));
            match (units.next(), units.next(), to.as_slice()) {
                (Some(unit), None, _) if map.runs.len() < MOST => map.runs.push((first, last, unit)),
                (None, _, [one]) if map.runs.len() < MOST => map.runs.push((first, last, u32::from(*one))),
                // A pair that makes one character, or several: only the first code is sure.
                (Some(_), Some(_), _) if map.texts.len() < MOST => {
                    map.texts.insert(first, utf16(to));
                }
                _ => {}
            }
            strings.clear();
        }
        _ => {}
    }
}

fn code(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |n, b| n << 8 | u32::from(*b))
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = match bytes {
        [one] => vec![u16::from(*one)],
        _ => bytes.chunks_exact(2).map(|p| u16::from(p[0]) << 8 | u16::from(p[1])).collect(),
    };
    char::decode_utf16(units).filter_map(Result::ok).collect()
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn characters_runs_and_arrays() {
        let map = read(
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
              2 beginbfchar <0003> <0020> <0005> <FB01> endbfchar\n\
              2 beginbfrange <0024> <0026> <0041> <0030> <0031> [<0174> <D83DDE00>] endbfrange",
        );
        let text: Vec<Option<&str>> = [3, 5, 0x24, 0x26, 0x27, 0x30, 0x31].into_iter().map(|c| map.get(c)).collect();
        assert_eq!(text, [Some(" "), Some("\u{fb01}"), Some("A"), Some("C"), None, Some("Ŵ"), Some("😀")]);
        assert_eq!(map.code_length(b"\0\x24"), Some(2));
    }

    #[test]
    fn a_run_without_end_has_a_bound() {
        let map = read(b"beginbfrange <00000000> <FFFFFFFF> <0041> <00000000> <FFFFFFFF> <0041> endbfrange");
        assert!(map.singles.len() <= super::MOST);
    }
}
