//! A file whose bytes are not UTF-8: where that begins, and what it would say if its encoding were the likeliest other.
//! In a site nothing is taken as read in another encoding, for only its author knows which one it is; a bare folder is read in it.

/// Bytes that begin no character.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct BadBytes {
    /// Offset of the first.
    pub at: usize,
    /// Its line, from 1.
    pub line: usize,
    /// Its column, from 1: characters before it in the line, and one.
    pub column: usize,
    /// Its line as the likeliest other encoding has it, cut to what a message holds.
    pub shown: String,
    /// That encoding is UTF-16; else it is Windows-1252.
    pub wide: bool,
}

/// Characters of the line that are shown.
const SHOWN: usize = 80;

/// The bytes 0x80 to 0x9F in Windows-1252 (WHATWG Encoding Standard); the others are as in ISO 8859-1.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”',
    '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

impl BadBytes {
    /// Of a file whose bytes are UTF-8 up to `at`.
    pub fn new(bytes: &[u8], at: usize) -> BadBytes {
        let good = String::from_utf8_lossy(bytes.get(..at).unwrap_or_default());
        let line = good.matches('\n').count() + 1;
        let column = good.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        let wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
        let shown = if wide { first_line_wide(bytes) } else { line_at(bytes, at) };
        BadBytes { at, line, column, shown: cut(&shown), wide }
    }
}

/// Returns the text of a file that is not UTF-8, in the likeliest other encoding: UTF-16 by its byte order mark or where every other
/// byte is nothing, else what is UTF-8 as that and the rest as Windows-1252. `None`: it is UTF-8.
pub(super) fn decoded(bytes: &[u8]) -> Option<String> {
    let little = match bytes {
        [0xff, 0xfe, ..] => Some(true),
        [0xfe, 0xff, ..] => Some(false),
        _ => without_mark(bytes),
    };
    if let Some(little) = little {
        let units = bytes.chunks_exact(2).map(|pair| unit(pair, little));
        let text = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
        return Some(text.skip_while(|c| *c == '\u{feff}').collect());
    }
    if std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(letter));
    }
    Some(text)
}

/// Returns the text of a file in whatever encoding it is, without a byte order mark.
pub fn decoded_text(bytes: &[u8]) -> String {
    let text = decoded(bytes).unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned());
    match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

/// Whether text without a byte order mark is UTF-16, and with the smaller byte first: of the Latin script every other byte is nothing.
fn without_mark(bytes: &[u8]) -> Option<bool> {
    let head = bytes.get(..bytes.len().min(512)).unwrap_or_default();
    let nothing = |from: usize| head.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (nothing(0), nothing(1));
    let most = head.len() / 2;
    (bytes.len() >= 4 && even.max(odd) * 10 >= most * 8 && even.min(odd) * 10 <= most).then_some(odd > even)
}

fn unit(pair: &[u8], little: bool) -> u16 {
    match *pair {
        [a, b] if little => u16::from_le_bytes([a, b]),
        [a, b] => u16::from_be_bytes([a, b]),
        _ => 0,
    }
}

/// A byte as Windows-1252.
fn letter(byte: &u8) -> char {
    WINDOWS.get(usize::from(*byte).wrapping_sub(0x80)).copied().unwrap_or(char::from(*byte))
}

/// The line around a place, as Windows-1252.
fn line_at(bytes: &[u8], at: usize) -> String {
    let from = bytes.get(..at).and_then(|b| memchr::memrchr2(b'\n', b'\r', b)).map_or(0, |n| n + 1);
    let rest = bytes.get(from..).unwrap_or_default();
    let line = rest.get(..memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len())).unwrap_or_default();
    // What was UTF-8 before the place stays that.
    let (good, bad) = line.split_at_checked(at - from).unwrap_or((line, &[]));
    String::from_utf8_lossy(good).chars().chain(bad.iter().map(letter)).collect()
}

/// The first line of a file in UTF-16 with its byte order mark.
fn first_line_wide(bytes: &[u8]) -> String {
    let little = bytes.starts_with(&[0xff]);
    let units = bytes.get(2..).unwrap_or_default().chunks_exact(2).map(|pair| unit(pair, little));
    let letters = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
    letters.take_while(|c| !matches!(c, '\n' | '\r')).take(SHOWN + 1).collect()
}

fn cut(line: &str) -> String {
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or(line)),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_shown_as_it_was_meant() {
        let text = b"rank,key,name\n1,CI,C\xf4te d\x92Ivoire\r\n2,AL,Albania\n";
        let bad = BadBytes::new(text, 20);
        assert_eq!((bad.line, bad.column, bad.shown.as_str(), bad.wide), (2, 7, "1,CI,Côte d’Ivoire", false));
        let wide: Vec<u8> = "\u{feff}rank,key\nŵ".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let bad = BadBytes::new(&wide, 0);
        assert_eq!((bad.line, bad.column, bad.shown.as_str(), bad.wide), (1, 1, "rank,key", true));
        assert_eq!(BadBytes::new(&[b'a'; 200], 200).shown.chars().count(), SHOWN + 1);
        assert_eq!(BadBytes::new(b"", 0).shown, "");
    }

    #[test]
    fn a_bare_folder_is_read_in_the_likeliest_encoding() {
        let wide = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
        let big: Vec<u8> = "\u{feff}Ŵyn".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (bytes, want) in [
            (wide("\u{feff}# Cyfarfod ŵyn\n"), Some("# Cyfarfod ŵyn\n")),
            (wide("# Minutes of the board\n"), Some("# Minutes of the board\n")),
            (big, Some("Ŵyn")),
            (b"C\xf4te d\x92Ivoire, caf\xc3\xa9".to_vec(), Some("Côte d’Ivoire, café")),
            (b"plain".to_vec(), None),
            (b"a\0b".to_vec(), None),
            (b"".to_vec(), None),
        ] {
            assert_eq!(decoded(&bytes).as_deref(), want);
        }
    }
}
