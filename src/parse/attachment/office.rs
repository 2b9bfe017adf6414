//! The pages and the title of word-processor, spreadsheet and presentation files: ZIP archives of XML.

use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::Inside;

/// The most that is unpacked of one part: what is looked for stands at the beginning.
const UNPACKED: u64 = 1 << 20;

/// The sign of an OLE file, which an encrypted Office file is packed in.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Which kind of document a ZIP archive is, by what is in it.
pub(super) fn sign(bytes: &[u8]) -> Option<&'static str> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    // OpenDocument says what it is in its first file, which is not packed.
    let head = &bytes[..bytes.len().min(200)];
    let says = |kind: &str| memchr::memmem::find(head, format!("application/vnd.oasis.opendocument.{kind}").as_bytes()).is_some();
    if let Some((_, end)) = [("text", "odt"), ("spreadsheet", "ods"), ("presentation", "odp")].iter().find(|(kind, _)| says(kind))
    {
        return Some(end);
    }
    let has = |name: &str| memchr::memmem::find(bytes, name.as_bytes()).is_some();
    [("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"), ("ppt/presentation.xml", "pptx")]
        .iter()
        .find(|(name, _)| has(name))
        .map(|(_, end)| *end)
}

/// Looks into a document of the kind its ending or its bytes say.
pub(super) fn inside(kind: &str, bytes: &[u8]) -> Result<Inside, String> {
    if bytes.starts_with(OLE) {
        return Err("is an encrypted file, and could not be looked into".to_owned());
    }
    let broken = || "is a file that could not be unpacked".to_owned();
    catch_unwind(AssertUnwindSafe(|| look(kind, bytes))).unwrap_or_else(|_| Err(broken()))
}

fn look(kind: &str, bytes: &[u8]) -> Result<Inside, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| "is a file that could not be unpacked".to_owned())?;
    if kind.starts_with("od") {
        let meta = part(&mut archive, "meta.xml").unwrap_or_default();
        let pages = attribute(&meta, "document-statistic", "page-count");
        return Ok(Inside { title: element(&meta, "title"), pages: pages.filter(|_| kind == "odt") });
    }
    let title = part(&mut archive, "docProps/core.xml").and_then(|xml| element(&xml, "title"));
    let app = part(&mut archive, "docProps/app.xml").unwrap_or_default();
    let pages = match kind {
        "docx" => element(&app, "Pages"),
        "pptx" => element(&app, "Slides"),
        _ => None,
    };
    Ok(Inside { title, pages: pages.and_then(|p| p.trim().parse().ok()) })
}

/// One part of the archive, cut at the limit.
fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<String> {
    let mut out = Vec::new();
    archive.by_name(name).ok()?.take(UNPACKED).read_to_end(&mut out).ok()?;
    Some(String::from_utf8_lossy(&out).into_owned())
}

/// The text of the first element of this local name.
fn element(xml: &str, name: &str) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    let mut inside = false;
    let mut text = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) if start.local_name().as_ref() == name => inside = true,
            Ok(Event::Text(words)) if inside => text.push_str(&words),
            Ok(Event::GeneralRef(reference)) if inside => text.push_str(&entity(&reference)),
            Ok(Event::End(_)) if inside => return Some(text),
            Ok(Event::Eof) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}

/// `amp` or `#8217` as the character it stands for.
fn entity(name: &str) -> String {
    let code = |n: &str| n.strip_prefix('x').map_or_else(|| n.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok());
    if let Some(number) = name.strip_prefix('#') {
        return code(number).and_then(char::from_u32).map(String::from).unwrap_or_default();
    }
    match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    }
    .to_owned()
}

/// A number that is an attribute of the first element of this local name.
fn attribute(xml: &str, name: &str, key: &str) -> Option<u32> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(start) | Event::Empty(start)) if start.local_name().as_ref() == name => {
                let mut found = start.attributes().flatten().filter(|a| a.key.local_name().as_ref() == key);
                return found.next().and_then(|a| a.value.trim().parse().ok());
            }
            Ok(Event::Eof) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}
