//! What the bytes of a file say of it: kind, media type, size, SHA-256, pages, title.
//!
//! A file that is not what it seems, is encrypted or is broken is published all the same; that it
//! could not be looked into is said. Nothing a file holds can make a build fail or use much memory.

mod office;
mod pdf;

use sha2::{Digest, Sha256};

use crate::record::FileFacts;
use crate::source::hex;

/// A file past this many bytes is published without being looked into.
const LOOK_LIMIT: u64 = 512 << 20;

/// A kind of file: what it is called, its media type, its endings.
struct Known(&'static str, &'static str, &'static [&'static str]);

/// By ending (media types: the IANA registry).
const KINDS: [Known; 29] = [
    Known("PDF", "application/pdf", &["pdf"]),
    Known("Word document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", &["docx"]),
    Known("Excel workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &["xlsx"]),
    Known("PowerPoint presentation", "application/vnd.openxmlformats-officedocument.presentationml.presentation", &["pptx"]),
    Known("OpenDocument text", "application/vnd.oasis.opendocument.text", &["odt"]),
    Known("OpenDocument spreadsheet", "application/vnd.oasis.opendocument.spreadsheet", &["ods"]),
    Known("OpenDocument presentation", "application/vnd.oasis.opendocument.presentation", &["odp"]),
    Known("Word 97 document", "application/msword", &["doc"]),
    Known("Excel 97 workbook", "application/vnd.ms-excel", &["xls"]),
    Known("PowerPoint 97 presentation", "application/vnd.ms-powerpoint", &["ppt"]),
    Known("Rich text", "application/rtf", &["rtf"]),
    Known("CSV", "text/csv", &["csv"]),
    Known("Plain text", "text/plain", &["txt", "toml", "yaml", "yml"]),
    Known("Markdown", "text/markdown", &["md", "markdown"]),
    Known("JSON", "application/json", &["json"]),
    Known("XML", "application/xml", &["xml"]),
    Known("HTML", "text/html", &["html", "htm", "xhtml"]),
    Known("Calendar", "text/calendar", &["ics"]),
    Known("ZIP archive", "application/zip", &["zip"]),
    Known("EPUB", "application/epub+zip", &["epub"]),
    Known("PNG image", "image/png", &["png"]),
    Known("JPEG image", "image/jpeg", &["jpg", "jpeg"]),
    Known("GIF image", "image/gif", &["gif"]),
    Known("WebP image", "image/webp", &["webp"]),
    Known("SVG image", "image/svg+xml", &["svg"]),
    Known("MP3 audio", "audio/mpeg", &["mp3"]),
    Known("MP4 video", "video/mp4", &["mp4", "m4v"]),
    Known("WebM video", "video/webm", &["webm"]),
    Known("Outlook message", "application/vnd.ms-outlook", &["msg"]),
];

/// First bytes and what they are the sign of, where they decide.
const SIGNATURES: [(&[u8], &str); 6] = [
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"{\\rtf", "rtf"),
];

/// What was read out of a file.
#[derive(Debug, Default, PartialEq, Eq)]
struct Inside {
    pages: Option<u32>,
    title: Option<String>,
}

/// The facts of a file whose bytes are in memory as text, and (never) why it could not be looked into.
pub(super) fn text_facts(path: &str, bytes: &[u8]) -> (FileFacts, Option<String>) {
    let facts = named(&super::layout::ending(path), bytes.len() as u64, &hex(&Sha256::digest(bytes)));
    (facts, None)
}

/// The facts of a file of `size` bytes with this SHA-256, and why it could not be looked into, where
/// it could not. `read` is asked for the bytes only where there may be something to find in them.
pub(super) fn facts(
    path: &str,
    size: u64,
    sha256: &str,
    read: impl FnOnce() -> std::io::Result<Vec<u8>>,
) -> (FileFacts, Option<String>) {
    let end = super::layout::ending(path);
    let mut facts = named(&end, size, sha256);
    if size == 0 {
        return (facts, Some("is empty".to_owned()));
    }
    if size > LOOK_LIMIT {
        return (facts, Some(format!("is {} MB and was not looked into", size >> 20)));
    }
    let bytes = match read() {
        Ok(bytes) => bytes,
        Err(_) => return (facts, Some("cannot be read any more".to_owned())),
    };
    let sign = sign(&bytes);
    let kind = sign.unwrap_or(&end);
    if sign.is_some_and(|s| s != end) {
        facts = named(kind, size, sha256);
    }
    let inside = match kind {
        "pdf" if sign.is_some() => pdf::inside(&bytes),
        "pdf" => Err("is called PDF and does not begin as one".to_owned()),
        "docx" | "xlsx" | "pptx" | "odt" | "ods" | "odp" => office::inside(kind, &bytes),
        _ => return (facts, None),
    };
    match inside {
        Ok(inside) => {
            facts.pages = inside.pages.filter(|n| *n > 0);
            facts.title = inside.title.and_then(|t| clean(&t)).map(Into::into);
            (facts, None)
        }
        Err(why) => (facts, Some(why)),
    }
}

/// Facts by the ending alone.
fn named(end: &str, size: u64, sha256: &str) -> FileFacts {
    let known = KINDS.iter().find(|k| k.2.contains(&end));
    let kind = match known {
        Some(known) => known.0.into(),
        None if end.is_empty() || end.len() > 5 || !end.bytes().all(|b| b.is_ascii_alphanumeric()) => "File".into(),
        None => end.to_uppercase().into(),
    };
    let media_type = known.map_or("application/octet-stream", |k| k.1).into();
    FileFacts { size, sha256: sha256.into(), kind, media_type, pages: None, title: None }
}

/// What the first bytes are the sign of.
fn sign(bytes: &[u8]) -> Option<&'static str> {
    // Some programs put a few bytes before the header of a PDF; readers look through the first 1024.
    let head = &bytes[..bytes.len().min(1024)];
    if memchr::memmem::find(head, b"%PDF-").is_some() {
        return Some("pdf");
    }
    SIGNATURES.iter().find(|(sign, _)| bytes.starts_with(sign)).map(|(_, kind)| *kind).or_else(|| office::sign(bytes))
}

/// A title worth showing: on one line, not the name of the program's template or file.
fn clean(title: &str) -> Option<String> {
    let line: String = title.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = words.to_lowercase();
    let program = ["microsoft word - ", "untitled", "document1", "powerpoint presentation", "slide 1", "layout 1"];
    let file = [".doc", ".docx", ".indd", ".pdf", ".odt", ".xls", ".xlsx", ".qxd", ".dot"];
    let useless =
        words.chars().count() < 3 || program.iter().any(|p| lower.starts_with(p)) || file.iter().any(|f| lower.ends_with(f));
    (!useless && words.len() <= 300).then_some(words)
}
