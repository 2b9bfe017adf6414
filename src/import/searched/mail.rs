//! Letters as they are sent (RFC 2045 and 2047): what is written in them in other signs than those that are read.

/// The fewest signs of a line in base 64 that is taken for one.
const FEWEST: usize = 24;
/// The head of a letter is among its first bytes.
const HEAD: usize = 4096;

/// A part of a letter.
pub(super) struct MailPart {
    /// Whose ending says how it writes words.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// Returns what a letter holds in other signs; nothing for another text.
pub(super) fn parts(text: &str) -> Vec<MailPart> {
    let head = text.get(..text.floor_char_boundary(HEAD)).unwrap_or(text).to_ascii_lowercase();
    let is_letter = ["mime-version:", "content-transfer-encoding:", "\nsubject:", "content-type: multipart"]
        .iter()
        .any(|field| head.contains(field));
    if !is_letter {
        return Vec::new();
    }
    let mut parts = vec![
        MailPart { name: "letter.html".to_owned(), bytes: unquoted(text) },
        MailPart { name: "head.txt".to_owned(), bytes: encoded_words(text) },
    ];
    parts.extend(blocks(text).into_iter().map(|bytes| MailPart { name: "part.html".to_owned(), bytes }));
    parts
}

/// A text without the signs of quoted-printable: `=C3=AB`, and `=` at the end of a line that goes on.
fn unquoted(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).and_then(|b| char::from(*b).to_digit(16)).map(|d| d as u8);
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match (byte, digit(at + 1), digit(at + 2)) {
            (b'=', Some(high), Some(low)) => {
                out.push(high << 4 | low);
                at += 3;
            }
            (b'=', _, _) if matches!(bytes.get(at + 1), Some(b'\n')) => at += 2,
            (b'=', _, _) if matches!(bytes.get(at + 1..at + 3), Some(b"\r\n")) => at += 3,
            _ => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    out
}

/// The words of a head that are written as `=?utf-8?B?…?=` or `=?utf-8?Q?…?=`, a line for those that are together.
fn encoded_words(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("=?") {
        // Blanks between two of them are no part of the words.
        if !before.trim().is_empty() {
            out.push(b'\n');
        }
        let mut fields = after.splitn(4, '?');
        let (Some(_), Some(way), Some(words), Some(end)) = (fields.next(), fields.next(), fields.next(), fields.next()) else {
            break;
        };
        match (end.strip_prefix('='), way) {
            (Some(end), "B" | "b") => {
                out.extend(decoded(words.bytes()));
                rest = end;
            }
            (Some(end), "Q" | "q") => {
                out.extend(unquoted(&words.replace('_', " ")));
                rest = end;
            }
            _ => rest = after,
        }
    }
    out
}

/// The blocks of lines in base 64, read.
fn blocks(text: &str) -> Vec<Vec<u8>> {
    let is_sign = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'=');
    let mut blocks = Vec::new();
    let mut block: Vec<u8> = Vec::new();
    for line in text.lines().map(str::trim_end).chain([""]) {
        let is_block =
            !line.is_empty() && line.bytes().all(is_sign) && (line.len() >= FEWEST || !block.is_empty() || line.ends_with('='));
        if is_block {
            block.extend(line.bytes());
        } else if !block.is_empty() {
            blocks.push(decoded(block.drain(..)));
        }
    }
    blocks
}

/// The bytes that signs of base 64 stand for.
fn decoded(signs: impl Iterator<Item = u8>) -> Vec<u8> {
    let (mut out, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for sign in signs {
        let value = match sign {
            b'A'..=b'Z' => sign - b'A',
            b'a'..=b'z' => sign - b'a' + 26,
            b'0'..=b'9' => sign - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count & 0xff) as u8);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn a_letter_is_read_in_all_its_signs() {
        let letter = "Subject: =?utf-8?Q?Ann_Ll=6Fyd?= =?utf-8?B?WmFtYm8=?=\nMIME-Version: 1.0\n\nThe qu=\ny is Zo=C3=AB.\n\n\
                      VGhlIGtleXMgYXJlIGJlbG93IHRoZSB0aGlyZCBz\ndG9uZS4=\n";
        let found: Vec<String> = parts(letter).into_iter().map(|p| String::from_utf8_lossy(&p.bytes).into_owned()).collect();
        let all = found.join("\n");
        for words in ["Ann LloydZambo", "The quy is Zoë.", "The keys are below the third stone."] {
            assert!(all.contains(words), "{words}: {all}");
        }
        assert!(parts("no letter = 1").is_empty());
    }
}
