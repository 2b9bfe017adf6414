//! The words in a picture's file that are packed: those of PNG (PNG, third edition, 11.3.3). Others are among its bytes as they are.

/// So much of one word of a picture is unpacked.
#[cfg(feature = "attachments")]
const LONGEST: usize = 8 << 20;
/// The bytes before the first part.
const SIGN: usize = 8;

/// Returns the packed texts of a PNG; nothing for another picture.
pub(super) fn texts(bytes: &[u8]) -> Vec<String> {
    let mut texts = Vec::new();
    if !bytes.starts_with(b"\x89PNG") {
        return texts;
    }
    let mut rest = bytes.get(SIGN..).unwrap_or(&[]);
    while let Some((head, after)) = rest.split_first_chunk::<8>() {
        let [a, b, c, d, kind @ ..] = head;
        let len = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
        let Some(data) = after.get(..len) else { break };
        texts.extend(text_of(kind, data));
        rest = after.get(len.saturating_add(4)..).unwrap_or(&[]);
    }
    texts
}

/// The words of a part.
fn text_of(kind: &[u8], data: &[u8]) -> Option<String> {
    let (keyword, after) = data.split_at(data.iter().position(|b| *b == 0)?);
    let packed = match (kind, after) {
        (b"zTXt", [0, 0, packed @ ..]) => unpacked(packed)?,
        // The language and the keyword in it come first.
        (b"iTXt", [0, is_packed, _, rest @ ..]) => {
            let mut parts = rest.splitn(3, |b| *b == 0);
            let (_, translated, text) = (parts.next()?, parts.next()?, parts.next()?);
            let text = if *is_packed == 1 { unpacked(text)? } else { text.to_vec() };
            [translated, b"\n", &text].concat()
        }
        (b"tEXt", [0, text @ ..]) => text.to_vec(),
        _ => return None,
    };
    let latin = || packed.iter().map(|b| char::from(*b)).collect();
    let text = std::str::from_utf8(&packed).map_or_else(|_| latin(), str::to_owned);
    Some(format!("{}\n{text}", String::from_utf8_lossy(keyword)))
}

/// What was packed as ZIP and PNG do.
#[cfg(feature = "attachments")]
fn unpacked(packed: &[u8]) -> Option<Vec<u8>> {
    let mut dictionary = lopdf::Dictionary::new();
    dictionary.set("Filter", lopdf::Object::Name(b"FlateDecode".to_vec()));
    lopdf::Stream::new(dictionary, packed.to_vec()).decompressed_content_with_limit(LONGEST).ok()
}

#[cfg(not(feature = "attachments"))]
fn unpacked(_: &[u8]) -> Option<Vec<u8>> {
    None
}

#[cfg(test)]
mod tests {
    use super::texts;

    #[test]
    fn the_words_of_a_png_are_read() {
        let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
        for (kind, data) in [
            (b"tEXt", &b"Author\0Ann Lloyd"[..]),
            (b"iTXt", b"Title\0\0\0cy\0Teitl\0Zo\xc3\xab"),
            // "Quirkley", packed by zlib.
            (b"zTXt", b"Comment\0\0\x78\x9c\x0b\x2c\xcd\x2c\xca\xce\x49\xad\x04\x00\x0e\xa6\x03\x57"),
            (b"IDAT", b"\0\x01\0"),
        ] {
            png.extend(u32::try_from(data.len()).expect("short").to_be_bytes());
            png.extend(kind);
            png.extend(data);
            png.extend([0; 4]);
        }
        let found = texts(&png).join("|");
        for word in ["Ann Lloyd", "Teitl", "Zoë", "Quirkley"] {
            assert!(found.contains(word), "{word}: {found}");
        }
        assert_eq!(texts(b"\x89PNG\r\n\x1a\n\xff\xff\xff\xfftEXt"), Vec::<String>::new());
    }
}
