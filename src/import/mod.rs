//! Files of other formats: what they say of themselves, and minutes in them as Markdown.
//!
//! One reader for each format makes an `ExtractedDocument` of a file. `facts` takes its text for the search; [`import_file`] makes
//! blocks of it (`assemble`), Markdown of these (`markdown`, `settle`), reads that back as any minutes are read (`reading`), and says
//! what became of each word (`report`, `account`).
//!
//! A file that is not what it seems, is encrypted or is broken is published all the same; that it
//! could not be looked into is said. Nothing a file holds can make a build fail or use much memory.

mod account;
mod alignment;
mod assemble;
mod convert;
mod copies;
#[cfg_attr(not(feature = "attachments"), expect(dead_code, reason = "parts that only files of Word, OpenDocument and PDF have"))]
mod extract;
mod imported;
mod inside;
mod markdown;
mod markings;
mod memo;
#[cfg(feature = "attachments")]
mod numerals;
#[cfg(feature = "attachments")]
mod office;
#[cfg(feature = "attachments")]
mod open_text;
mod origins;
mod outline;
#[cfg(feature = "attachments")]
mod package;
mod pandoc;
#[cfg(feature = "attachments")]
mod pdf;
mod plain;
mod reading;
mod report;
mod review;
mod searched;
mod settle;
mod sniff;
mod web;
#[cfg(feature = "attachments")]
mod word;
mod word_differences;
mod written;
#[cfg(feature = "attachments")]
mod xml;

use sha2::{Digest, Sha256};

pub use account::WordAccount;
pub use convert::import_file;
pub use copies::{compare_copies, gather_copies};
pub use imported::{ImportOptions, ImportedFile, ImportedText};
pub(crate) use inside::Trouble;
use inside::{Inside, Look};
pub(crate) use markdown::OFFER;
pub use markings::{MarkingClass, marking_class};
pub use origins::{ORIGINS_FILE, OriginRow, anchored_passages, passage_hash, read_origins};
pub use report::{ImportFileReport, ImportLine, ImportLineKind, ImportOutcome, ImportReport};
pub use review::{ReviewReading, ReviewRow, ReviewSheet, review_sheet, sign_off, unreviewed_original};
pub use searched::{SearchableParts, is_unsearchable, searchable_parts};
pub use sniff::SourceFormat;
pub use written::OriginalName;

use crate::record::FileFacts;
use crate::record::FileText;
use crate::record::language_tag;
use crate::source::Known;
use crate::source::ending;
use crate::source::hex;

/// A file past this many bytes is published without being looked into.
const LOOK_LIMIT: u64 = 128 << 20;

/// Text of a plain file past this many bytes is not searched.
const TEXT_LIMIT: usize = 4 << 20;

/// A kind of file: what it is called, its media type, its endings.
struct Kind(&'static str, &'static str, &'static [&'static str]);

/// By ending (media types: the IANA registry).
const KINDS: [Kind; 29] = [
    Kind("PDF", "application/pdf", &["pdf"]),
    Kind("Word document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", &["docx"]),
    Kind("Excel workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &["xlsx"]),
    Kind("PowerPoint presentation", "application/vnd.openxmlformats-officedocument.presentationml.presentation", &["pptx"]),
    Kind("OpenDocument text", "application/vnd.oasis.opendocument.text", &["odt"]),
    Kind("OpenDocument spreadsheet", "application/vnd.oasis.opendocument.spreadsheet", &["ods"]),
    Kind("OpenDocument presentation", "application/vnd.oasis.opendocument.presentation", &["odp"]),
    Kind("Word 97 document", "application/msword", &["doc"]),
    Kind("Excel 97 workbook", "application/vnd.ms-excel", &["xls"]),
    Kind("PowerPoint 97 presentation", "application/vnd.ms-powerpoint", &["ppt"]),
    Kind("Rich text", "application/rtf", &["rtf"]),
    Kind("CSV", "text/csv", &["csv"]),
    Kind("Plain text", "text/plain", &["txt", "toml", "yaml", "yml"]),
    Kind("Markdown", "text/markdown", &["md", "markdown"]),
    Kind("JSON", "application/json", &["json"]),
    Kind("XML", "application/xml", &["xml"]),
    Kind("HTML", "text/html", &["html", "htm", "xhtml"]),
    Kind("Calendar", "text/calendar", &["ics"]),
    Kind("ZIP archive", "application/zip", &["zip"]),
    Kind("EPUB", "application/epub+zip", &["epub"]),
    Kind("PNG image", "image/png", &["png"]),
    Kind("JPEG image", "image/jpeg", &["jpg", "jpeg"]),
    Kind("GIF image", "image/gif", &["gif"]),
    Kind("WebP image", "image/webp", &["webp"]),
    Kind("SVG image", "image/svg+xml", &["svg"]),
    Kind("MP3 audio", "audio/mpeg", &["mp3"]),
    Kind("MP4 video", "video/mp4", &["mp4", "m4v"]),
    Kind("WebM video", "video/webm", &["webm"]),
    Kind("Outlook message", "application/vnd.ms-outlook", &["msg"]),
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

/// The facts of a file whose bytes are in memory as text, and (never) why it could not be looked into.
pub(super) fn text_facts(path: &str, bytes: &[u8]) -> (FileFacts, Option<Trouble>) {
    let mut facts = named(&ending(path), bytes.len() as u64, &hex(&Sha256::digest(bytes)));
    if &*facts.kind == "Plain text" && bytes.len() <= TEXT_LIMIT {
        facts.text = FileText::new(vec![String::from_utf8_lossy(bytes).trim().into()]);
    }
    (facts, None)
}

/// The facts of a file of this size, SHA-256 and BLAKE3, and why it could not be looked into, where
/// it could not. `read` is asked for the bytes only where they were not looked at before.
pub(super) fn facts(
    known: &Known,
    path: &str,
    (size, sha256, hash): (u64, &str, &[u8; 32]),
    read: impl FnOnce() -> std::io::Result<Vec<u8>>,
) -> (FileFacts, Option<Trouble>) {
    let end = ending(path);
    let mut facts = named(&end, size, sha256);
    let broken = |why: String| Some(Trouble::Broken(why));
    if size == 0 {
        return (facts, broken("is empty".to_owned()));
    }
    if size > LOOK_LIMIT {
        return (facts, broken(format!("is {} MB and was not looked into", size >> 20)));
    }
    let name = memo::name(&end, hash);
    let look = match known.part(&name).and_then(|bytes| memo::read(&bytes)) {
        Some(look) => look,
        None => {
            let Ok(bytes) = read() else { return (facts, broken("cannot be read any more".to_owned())) };
            let look = look(&end, &bytes);
            known.add(&name, memo::write(&look));
            look
        }
    };
    if *look.kind != *end {
        facts = named(&look.kind, size, sha256);
    }
    let Inside { pages, title, lang, text, trouble } = look.inside;
    facts.pages = pages;
    facts.title = title.map(Into::into);
    facts.lang = lang.map(Into::into);
    facts.text = FileText::new(text);
    (facts, trouble)
}

/// Looks into a file. Depends on nothing but its ending and its bytes.
fn look(end: &str, bytes: &[u8]) -> Look {
    let sign = sign(bytes);
    let kind = sign.unwrap_or(end);
    let inside = match kind {
        "pdf" if sign.is_none() => Err("is called PDF and does not begin as one".to_owned()),
        _ => inside(kind, bytes),
    };
    let inside = inside.map_or_else(
        |why| Inside { trouble: Some(Trouble::Broken(why)), ..Inside::default() },
        |inside| Inside {
            pages: inside.pages.filter(|n| *n > 0),
            title: inside.title.and_then(|t| clean(&t)),
            lang: inside.lang.and_then(|l| tag(&l)),
            ..inside
        },
    );
    Look { kind: kind.into(), inside }
}

/// Reads what is inside a file of a kind. A file without pages or text that could be read has nothing inside.
#[cfg(feature = "attachments")]
fn inside(kind: &str, bytes: &[u8]) -> Result<Inside, String> {
    match kind {
        "pdf" => pdf::inside(bytes),
        "docx" | "xlsx" | "pptx" | "odt" | "ods" | "odp" => office::inside(kind, bytes),
        _ => Ok(Inside::default()),
    }
}

/// Reads nothing, and says so of files that another build of this program would read.
#[cfg(not(feature = "attachments"))]
fn inside(kind: &str, _: &[u8]) -> Result<Inside, String> {
    let unread = matches!(kind, "pdf" | "docx" | "xlsx" | "pptx" | "odt" | "ods" | "odp");
    let why = "was not looked into: this minutebook was built without the feature `attachments`";
    Ok(Inside { trouble: unread.then(|| Trouble::NotRead(why.to_owned())), ..Inside::default() })
}

/// A language tag (BCP 47); `None` where it is none, or says that the language is not known.
fn tag(lang: &str) -> Option<String> {
    let tag = language_tag(&lang.trim().replace('_', "-"))?;
    let language = tag.split('-').next().unwrap_or_default();
    (!matches!(language, "zxx" | "und" | "mis" | "mul")).then_some(tag)
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
    FileFacts { size, sha256: sha256.into(), kind, media_type, pages: None, title: None, lang: None, text: FileText::default() }
}

/// What the first bytes are the sign of.
fn sign(bytes: &[u8]) -> Option<&'static str> {
    // Some programs put a few bytes before the header of a PDF; readers look through the first 1024.
    let head = &bytes[..bytes.len().min(1024)];
    if memchr::memmem::find(head, b"%PDF-").is_some() {
        return Some("pdf");
    }
    SIGNATURES.iter().find(|(sign, _)| bytes.starts_with(sign)).map(|(_, kind)| *kind).or_else(|| packed_sign(bytes))
}

/// The kind of a document that is a ZIP archive, by the names in it.
#[cfg(feature = "attachments")]
fn packed_sign(bytes: &[u8]) -> Option<&'static str> {
    office::sign(bytes)
}

/// Archives are not opened: the ending decides.
#[cfg(not(feature = "attachments"))]
fn packed_sign(_: &[u8]) -> Option<&'static str> {
    None
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
