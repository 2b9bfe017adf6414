//! Every string and stream of a PDF, whether a page leads to it or not: properties, annotations, outlines, values of forms, descriptions, metadata, embedded
//! files, and what an earlier revision had.
//!
//! The bytes are read from front to back, without the table of contents: it leads to the latest revision of each object only (ISO 32000-1, 7.5.6), and
//! those before it are still there for whoever looks.

use lopdf::{Dictionary, Object, Stream};

use super::tokens::{Token, Tokens};
use super::{locked_bytes, unescaped};

/// The streams of a file may unpack to this much together.
const UNPACKED: usize = 96 << 20;
/// No dictionary of a stream is longer.
const LONGEST_DICTIONARY: usize = 64 << 10;
/// So many earlier revisions have their pages read.
const REVISIONS: usize = 8;
/// Earlier revisions of a longer file are searched by their strings only.
const LONGEST_REVISED: usize = 32 << 20;
/// A gap between the letters of a line that is wider than this, in thousandths, is a blank.
const GAP: f32 = -180.0;

/// The parts of a PDF besides the text of its pages.
#[derive(Debug, Default)]
pub(in crate::import) struct PdfParts {
    /// Words, each with the ending of what it is written in: empty, or `xml`.
    pub(in crate::import) texts: Vec<(&'static str, String)>,
    /// Files in it: attachments, and pictures with properties of their own.
    pub(in crate::import) files: Vec<Vec<u8>>,
    /// Something in it could not be read.
    pub(in crate::import) is_partial: bool,
}

/// Reads every part of a PDF.
pub(in crate::import) fn parts(bytes: &[u8]) -> PdfParts {
    let mut parts = PdfParts { is_partial: locked_bytes(bytes), ..PdfParts::default() };
    let mut budget = UNPACKED;
    let mut words = String::new();
    let mut at = 0;
    while let Some(start) = next_stream(bytes, at) {
        let before = bytes.get(at..start.keyword).unwrap_or(&[]);
        push_strings(before, &mut words);
        let data = bytes.get(start.data..).unwrap_or(&[]);
        let len = memchr::memmem::find(data, b"endstream").unwrap_or(data.len());
        let dictionary = before.get(before.len().saturating_sub(LONGEST_DICTIONARY)..).unwrap_or(before);
        let dictionary = memchr::memmem::rfind(dictionary, b"obj").and_then(|n| dictionary.get(n + 3..)).unwrap_or(dictionary);
        read_stream(&StreamHead::of(dictionary), data.get(..len).unwrap_or(data), &mut budget, (&mut words, &mut parts));
        at = start.data + len;
    }
    push_strings(bytes.get(at..).unwrap_or(&[]), &mut words);
    parts.texts.push(("", words));
    parts.is_partial |= budget == 0;
    earlier_pages(bytes, &mut parts);
    parts
}

/// The text of the pages of earlier revisions: a file up to the end of one is that revision, whole.
fn earlier_pages(bytes: &[u8], parts: &mut PdfParts) {
    let ends: Vec<usize> = memchr::memmem::find_iter(bytes, b"%%EOF").collect();
    let Some((_, earlier)) = ends.split_last() else { return };
    if bytes.len() > LONGEST_REVISED {
        return;
    }
    for end in earlier.iter().rev().take(REVISIONS) {
        let revision = bytes.get(..end + 5).unwrap_or(bytes);
        if let Ok(inside) = super::inside(revision) {
            parts.texts.extend(inside.text.iter().map(|page| ("", page.to_string())));
        }
    }
}

/// The place of a stream.
struct StreamPlace {
    /// Of the word that opens it.
    keyword: usize,
    /// Of its first byte.
    data: usize,
}

fn next_stream(bytes: &[u8], from: usize) -> Option<StreamPlace> {
    let mut at = from;
    loop {
        let keyword = at + memchr::memmem::find(bytes.get(at..)?, b"stream")?;
        let after = keyword + 6;
        let opens = bytes.get(from..keyword)?.trim_ascii_end().ends_with(b">>");
        let data = match bytes.get(after..) {
            Some([b'\r', b'\n', ..]) => after + 2,
            Some([b'\n' | b'\r', ..]) => after + 1,
            _ => after,
        };
        if opens {
            return Some(StreamPlace { keyword, data });
        }
        at = after;
    }
}

/// What the dictionary of a stream says of it.
#[derive(Default)]
struct StreamHead {
    filters: Vec<Vec<u8>>,
    /// The names in it: types, keys.
    names: Vec<Vec<u8>>,
    /// Numbers of the predictor, by name.
    numbers: Vec<(Vec<u8>, i64)>,
}

impl StreamHead {
    fn of(dictionary: &[u8]) -> StreamHead {
        let mut head = StreamHead::default();
        let mut is_filter = false;
        let mut last = Vec::new();
        for token in Tokens::new(dictionary) {
            match token {
                Token::Name(name) => {
                    let name = unescaped(name);
                    if is_filter && (name.ends_with(b"Decode") || name.len() <= 3) {
                        head.filters.push(name.clone());
                    } else {
                        is_filter = matches!(&*name, b"Filter" | b"F");
                    }
                    last.clone_from(&name);
                    head.names.push(name);
                }
                Token::Open => {}
                Token::Number(value) => {
                    head.numbers.push((std::mem::take(&mut last), value as i64));
                    is_filter = false;
                }
                _ => is_filter = false,
            }
        }
        head
    }

    fn has(&self, name: &[u8]) -> bool {
        self.names.iter().any(|own| own == name)
    }

    /// Unpacks the bytes of the stream; `None` where that cannot be done.
    fn unpacked(&self, data: &[u8], limit: usize) -> Option<Vec<u8>> {
        if self.filters.is_empty() {
            return Some(data.to_vec());
        }
        let names = self.filters.iter().map(|name| Object::Name(full_name(name).to_vec())).collect::<Vec<_>>();
        let mut dictionary = Dictionary::new();
        dictionary.set("Filter", Object::Array(names));
        let mut parameters = Dictionary::new();
        for (name, value) in &self.numbers {
            if matches!(&**name, b"Predictor" | b"Columns" | b"Colors" | b"BitsPerComponent" | b"EarlyChange") {
                parameters.set(name.clone(), Object::Integer(*value));
            }
        }
        if !parameters.is_empty() {
            dictionary.set("DecodeParms", Object::Dictionary(parameters));
        }
        let stream = Stream::new(dictionary, data.to_vec());
        super::quietly(|| stream.decompressed_content_with_limit(limit).ok()).flatten()
    }
}

/// A filter by its whole name.
fn full_name(name: &[u8]) -> &[u8] {
    match name {
        b"Fl" => b"FlateDecode",
        b"AHx" => b"ASCIIHexDecode",
        b"A85" => b"ASCII85Decode",
        b"LZW" => b"LZWDecode",
        b"RL" => b"RunLengthDecode",
        other => other,
    }
}

fn read_stream(head: &StreamHead, data: &[u8], budget: &mut usize, (words, parts): (&mut String, &mut PdfParts)) {
    let is_picture = head.has(b"Image");
    if is_picture || head.has(b"Length1") || head.has(b"XRef") {
        // A photograph has properties of its own; the dots of a picture and the outlines of letters are no words.
        if is_picture && head.filters.last().is_some_and(|filter| matches!(&**filter, b"DCTDecode" | b"DCT" | b"JPXDecode")) {
            parts.files.push(data.to_vec());
        }
        return;
    }
    let Some(content) = head.unpacked(data, (*budget).min(32 << 20)) else {
        parts.is_partial |= *budget > 0 && !data.is_empty();
        return;
    };
    *budget = budget.saturating_sub(content.len());
    if head.has(b"EmbeddedFile") {
        parts.files.push(content);
    } else if content.trim_ascii_start().starts_with(b"<") && !content.trim_ascii_start().starts_with(b"<<") {
        parts.texts.push(("xml", String::from_utf8_lossy(&content).into_owned()));
    } else {
        push_strings(&content, words);
        if !head.has(b"ObjStm") && memchr::memmem::find(&content, b"BT").is_none() && content.is_ascii() {
            parts.texts.push(("js", String::from_utf8_lossy(&content).into_owned()));
        }
    }
}

/// Adds the strings among the objects of a PDF, or in the content of a page, a line each. The pieces of a line of a page are joined.
fn push_strings(bytes: &[u8], words: &mut String) {
    let mut tokens = Tokens::new(bytes);
    let mut line: Option<Vec<(String, bool)>> = None;
    let mut pending: Vec<(String, bool)> = Vec::new();
    while let Some(token) = tokens.next() {
        let is_shown = matches!(token, Token::Operator(b"TJ"));
        for (piece, is_after_gap) in pending.drain(..) {
            words.push_str(if !is_shown {
                "\n"
            } else if is_after_gap {
                " "
            } else {
                ""
            });
            words.push_str(&piece);
        }
        match token {
            Token::Open => line = Some(Vec::new()),
            Token::Close => {
                pending = line.take().unwrap_or_default();
                words.push('\n');
            }
            Token::Text(text) => {
                let text = decoded(&text);
                match &mut line {
                    Some(line) => match line.last_mut() {
                        Some((last, true)) if last.is_empty() => *last = text,
                        _ => line.push((text, false)),
                    },
                    None => {
                        words.push('\n');
                        words.push_str(&text);
                    }
                }
            }
            Token::Number(gap) if gap < GAP => {
                if let Some(line) = &mut line {
                    line.push((String::new(), true));
                }
            }
            Token::Operator(b"ID") => tokens.skip_image(),
            _ => {}
        }
    }
    for (piece, _) in pending.into_iter().chain(line.unwrap_or_default()) {
        words.push('\n');
        words.push_str(&piece);
    }
}

/// A string of a PDF: in UTF-16 or UTF-8 where it says so, else in single bytes.
fn decoded(text: &[u8]) -> String {
    let wide = |bytes: &[u8], of: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|pair| of(*pair)).collect();
        String::from_utf16_lossy(&units)
    };
    match text {
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => match std::str::from_utf8(text) {
            Ok(text) => text.to_owned(),
            Err(_) => text.iter().map(|byte| char::from(*byte)).collect(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn strings_are_found_wherever_they_are() {
        let pdf: &[u8] = b"%PDF-1.4\n1 0 obj << /Title (Ann Lloyd) /Custom <FEFF005A006F00EB> >> endobj\n\
            2 0 obj << /Type /Annot /Contents <5A6F726B> /TU (a\\(b\\)) >> endobj\n\
            3 0 obj << /Length 40 >> stream\nBT [(Qui)-20(rk)-250(ley)] TJ (one) Tj /Span << /ActualText (said) >> BDC ET\nendstream endobj\n\
            4 0 obj << /Filter /ASCIIHexDecode >> stream\n28 68 69 64 64 65 6E 29>\nendstream endobj\n\
            5 0 obj << /Opt [(red)(blue)] >> endobj\n\
            6 0 obj << /Type /Metadata >> stream\n<x:xmpmeta>meta</x:xmpmeta>\nendstream endobj\n\
            7 0 obj << /Type /EmbeddedFile >> stream\ninside\nendstream endobj\n%%EOF\n";
        let found = parts(pdf);
        let words: Vec<&str> = found.texts.iter().flat_map(|(_, text)| text.lines()).map(str::trim).collect();
        for word in [
            "Ann Lloyd",
            "Zo\u{eb}",
            "Zork",
            "a(b)",
            "Quirk ley",
            "one",
            "said",
            "hidden",
            "red",
            "blue",
            "<x:xmpmeta>meta</x:xmpmeta>",
        ] {
            assert!(words.contains(&word), "{word}: {words:?}");
        }
        assert_eq!(found.files.iter().map(|file| file.trim_ascii()).collect::<Vec<_>>(), [b"inside"]);
        assert!(!found.is_partial);
        assert!(parts(b"%PDF-1.4\ntrailer << /Encrypt 5 0 R >>\n%%EOF").is_partial);
    }
}
