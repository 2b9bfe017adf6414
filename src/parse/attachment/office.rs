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

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::super::facts;

    fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut out = ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, text) in parts {
            let packing = if *name == "mimetype" { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
            out.start_file(*name, SimpleFileOptions::default().compression_method(packing)).unwrap();
            out.write_all(text.as_bytes()).unwrap();
        }
        out.finish().unwrap().into_inner()
    }

    fn look(path: &str, bytes: Vec<u8>) -> String {
        let (facts, broken) = facts(path, bytes.len() as u64, "", || Ok(bytes));
        format!("{} {:?} {:?} {broken:?}", facts.kind, facts.pages, facts.title)
    }

    const APP: &str = r#"<?xml version="1.0"?><Properties xmlns="x"><Pages>12</Pages><Slides>7</Slides></Properties>"#;
    const CORE: &str = r#"<cp:coreProperties xmlns:cp="a" xmlns:dc="b"><dc:title>Terms &amp; conditions &#8211; Ŵyn</dc:title></cp:coreProperties>"#;
    const META: &str = r#"<office:document-meta xmlns:office="a" xmlns:meta="b" xmlns:dc="c"><office:meta><dc:title>Cofnodion</dc:title><meta:document-statistic meta:page-count="3"/></office:meta></office:document-meta>"#;

    #[test]
    fn titles_and_pages() {
        let word = archive(&[("word/document.xml", "<w/>"), ("docProps/app.xml", APP), ("docProps/core.xml", CORE)]);
        assert_eq!(look("a.docx", word.clone()), "Word document Some(12) Some(\"Terms & conditions – Ŵyn\") None");
        assert_eq!(look("wrongly-named.zip", word), "Word document Some(12) Some(\"Terms & conditions – Ŵyn\") None");
        let slides = archive(&[("ppt/presentation.xml", "<p/>"), ("docProps/app.xml", APP)]);
        assert_eq!(look("a.pptx", slides), "PowerPoint presentation Some(7) None None");
        let text = archive(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("meta.xml", META)]);
        assert_eq!(look("a.odt", text), "OpenDocument text Some(3) Some(\"Cofnodion\") None");
        let sheet = archive(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("meta.xml", META)]);
        assert_eq!(look("a.ods", sheet), "OpenDocument spreadsheet None Some(\"Cofnodion\") None");
    }

    #[test]
    fn what_is_broken_is_said_and_what_swells_is_cut() {
        assert_eq!(
            look("a.docx", b"PK\x03\x04 and no more".to_vec()),
            "Word document None None Some(\"is a file that could not be unpacked\")"
        );
        let locked = [super::OLE, b"rest"].concat();
        assert_eq!(
            look("a.docx", locked),
            "Word document None None Some(\"is an encrypted file, and could not be looked into\")"
        );
        let bomb = format!("<Properties>{}<Pages>1</Pages></Properties>", " ".repeat(200 << 20));
        assert_eq!(
            look("a.docx", archive(&[("word/document.xml", ""), ("docProps/app.xml", &bomb)])),
            "Word document None None None"
        );
    }
}
