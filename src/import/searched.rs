//! Every text in a file that a reader of it, or of its parts, may come upon: headers, comments, what was deleted, cells, properties, files in files, earlier
//! revisions. It is read to be searched for withheld words, not to be shown.

mod mail;
mod pictures;
#[cfg(feature = "attachments")]
mod zipped;

use crate::source::{decoded_text, ending};

/// So deep files are in files.
const DEPTH: usize = 4;
/// The most that is unpacked of one file, its parts together.
const UNPACKED: usize = 128 << 20;
/// First bytes of the files of old office programs, which are small file systems of their own.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0";
/// So many digits of bytes in rich text are a file in it.
const EMBEDDED_DIGITS: usize = 64;

/// What a file holds besides its own bytes.
#[derive(Debug, Default)]
pub struct SearchableParts {
    /// Texts by the name of their part, whose ending says how it writes words.
    pub texts: Vec<(String, String)>,
}

/// What is still to be looked through.
struct Searched {
    parts: SearchableParts,
    budget: usize,
    /// Something could not be looked through.
    is_partial: bool,
}

/// Returns every text that is in a file, besides its bytes as they are.
pub fn searchable_parts(name: &str, bytes: &[u8]) -> SearchableParts {
    searched(name, bytes).parts
}

/// Returns true where a file, or a file in it, holds what no search finds: it is locked, packed in a way that is not read, or of an unknown kind.
pub fn is_unsearchable(name: &str, bytes: &[u8]) -> bool {
    searched(name, bytes).is_partial
}

fn searched(name: &str, bytes: &[u8]) -> Searched {
    let mut searched = Searched { parts: SearchableParts::default(), budget: UNPACKED, is_partial: false };
    searched.look_into(name, bytes, DEPTH);
    searched
}

impl Searched {
    /// Looks into a file; the bytes of the outermost are searched as they are by the caller.
    fn look_into(&mut self, name: &str, bytes: &[u8], depth: usize) {
        if depth == 0 {
            self.is_partial |= !bytes.is_empty();
            return;
        }
        let is_inner = depth < DEPTH;
        if is_inner {
            self.push("", name.to_owned());
        }
        match bytes {
            [] => {}
            [b'P', b'K', 3, 4, ..] => self.unzip(bytes, depth),
            _ if has_pdf_head(bytes) => self.read_pdf(bytes, depth),
            [0x89, b'P', b'N', b'G', ..]
            | [0xff, 0xd8, 0xff, ..]
            | [b'G', b'I', b'F', b'8', ..]
            | [b'R', b'I', b'F', b'F', ..] => {
                let texts = pictures::texts(bytes);
                texts.into_iter().for_each(|text| self.push("xml", text));
                self.push_wide(bytes);
                if is_inner {
                    self.push("", String::from_utf8_lossy(bytes).into_owned());
                }
                // Sound and video come in the same envelope as pictures.
                self.is_partial |= bytes.starts_with(b"RIFF") && bytes.get(8..12) != Some(b"WEBP");
            }
            _ => self.read_plain(name, bytes, depth),
        }
    }

    /// Looks into what is a text, or nothing that is known.
    fn read_plain(&mut self, name: &str, bytes: &[u8], depth: usize) {
        let is_wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
        let text = std::str::from_utf8(bytes).ok().filter(|text| !text.contains('\0') || is_wide);
        match text {
            Some(text) => {
                if depth < DEPTH {
                    self.push(name, text.to_owned());
                }
                for file in mail::parts(text) {
                    self.budget = self.budget.saturating_sub(file.bytes.len());
                    self.look_into(&file.name, &file.bytes, depth - 1);
                }
                if text.starts_with("{\\rtf") {
                    embedded(text).into_iter().for_each(|file| self.look_into("", &file, depth - 1));
                }
            }
            None => {
                self.push_wide(bytes);
                self.push(name, decoded_text(bytes));
                self.is_partial |= !(is_wide || is_text_of_old(name, bytes) || is_font(bytes));
            }
        }
    }

    fn push(&mut self, name: &str, text: String) {
        if !text.trim().is_empty() {
            self.parts.texts.push((name.to_owned(), text));
        }
    }

    /// The words in two-byte letters among bytes, at even and at odd places.
    fn push_wide(&mut self, bytes: &[u8]) {
        /// Fewer letters are there by chance.
        const FEWEST: usize = 4;
        let mut words = String::new();
        for start in [0, 1] {
            for of in [u16::from_le_bytes, u16::from_be_bytes] {
                let mut run = String::new();
                let pairs = bytes.get(start..).unwrap_or(&[]).as_chunks::<2>().0;
                for unit in pairs.iter().map(|pair| of(*pair)).chain([0]) {
                    let letter = char::from_u32(u32::from(unit)).filter(|c| (' '..'\u{2500}').contains(c) && *c != '\u{7f}');
                    match letter {
                        Some(letter) => run.push(letter),
                        None => {
                            if run.chars().filter(|c| c.is_alphabetic()).count() >= FEWEST {
                                words.push_str(&run);
                                words.push('\n');
                            }
                            run.clear();
                        }
                    }
                }
            }
        }
        self.push("", words);
    }

    #[cfg(feature = "attachments")]
    fn read_pdf(&mut self, bytes: &[u8], depth: usize) {
        let found = super::pdf::parts(bytes);
        self.is_partial |= found.is_partial;
        for (ending, text) in found.texts {
            self.push(if ending.is_empty() { "" } else { "part.xml" }, text);
        }
        if depth < DEPTH
            && let Ok(inside) = super::pdf::inside(bytes)
        {
            inside.text.iter().for_each(|page| self.push("", page.to_string()));
        }
        found.files.iter().for_each(|file| self.look_into("", file, depth - 1));
    }

    #[cfg(not(feature = "attachments"))]
    fn read_pdf(&mut self, _: &[u8], _: usize) {
        self.is_partial = true;
    }

    #[cfg(not(feature = "attachments"))]
    fn unzip(&mut self, _: &[u8], _: usize) {
        self.is_partial = true;
    }
}

fn has_pdf_head(bytes: &[u8]) -> bool {
    memchr::memmem::find(bytes.get(..bytes.len().min(1024)).unwrap_or(bytes), b"%PDF-").is_some()
}

/// A text in single bytes of an older encoding: nothing in it is no text.
fn is_text_of_old(name: &str, bytes: &[u8]) -> bool {
    let is_named = matches!(
        &*ending(name),
        "txt" | "md" | "csv" | "tsv" | "html" | "htm" | "xml" | "svg" | "eml" | "rtf" | "vcf" | "ics" | "json"
    );
    is_named && !bytes.starts_with(COMPOUND) && !bytes.iter().any(|b| *b < 9)
}

/// The outlines of letters.
fn is_font(bytes: &[u8]) -> bool {
    [&b"wOFF"[..], b"wOF2", b"OTTO", b"\0\x01\0\0\0"].iter().any(|sign| bytes.starts_with(sign))
}

/// The files in rich text, as digits.
fn embedded(text: &str) -> Vec<Vec<u8>> {
    let runs = text.split(|c: char| !(c.is_ascii_hexdigit() || matches!(c, '\r' | '\n' | ' ')));
    let digits = runs.map(|run| run.bytes().filter_map(|b| char::from(b).to_digit(16)).map(|d| d as u8).collect::<Vec<u8>>());
    let files = digits.filter(|digits| digits.len() >= EMBEDDED_DIGITS);
    files.map(|digits| digits.as_chunks::<2>().0.iter().map(|[high, low]| high << 4 | low).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::{is_unsearchable, searchable_parts};

    #[test]
    fn what_cannot_be_looked_through_is_told() {
        for (name, bytes, told) in [
            ("a.txt", &b"words"[..], false),
            ("a", b"words", false),
            ("a.txt", b"Si\xe2n", false),
            ("a.txt", b"\xff\xfeA\0", false),
            ("a.png", b"\x89PNG\r\n\x1a\n", false),
            ("a.jpg", b"\xff\xd8\xff\xe0\0\x10", false),
            ("a.wav", b"RIFF\0\0\0\0WAVEfmt \x80", true),
            ("a.msg", b"\xd0\xcf\x11\xe0\xa1\xb1", true),
            ("a.tif", b"II*\0\x80\0", true),
            ("a.heic", b"\0\0\0\x18ftypheic\xff", true),
            ("a.gz", b"\x1f\x8b\x08\0", true),
            ("a.txt", b"\0\x01\x80", true),
            ("a.ps", b"%!PS-Adobe (words) show", false),
        ] {
            assert_eq!(is_unsearchable(name, bytes), told, "{name}");
        }
    }

    #[test]
    fn words_in_two_byte_letters_are_found() {
        let wide: Vec<u8> = [0x80, 0xff].into_iter().chain("Zoë Quirkley".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        for start in [0, 1] {
            let bytes = [&[0x80][..start], &wide].concat();
            let found = searchable_parts("a.bin", &bytes);
            assert!(found.texts.iter().any(|(_, text)| text.contains("Zoë Quirkley")), "{start}");
        }
    }
}
