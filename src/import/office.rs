//! The pages, title, language and text of word-processor files, and the title of spreadsheets and presentations: ZIP archives of XML.

use std::panic::{AssertUnwindSafe, catch_unwind};

use quick_xml::Reader;
use quick_xml::events::Event;

use super::extract::ExtractedDocument;
use super::inside::{Inside, Trouble, tidy};
use super::open_text::read_open_text;
use super::package::Package;
use super::word::read_word;
use super::xml::entity;

/// The text that is searched is cut at this many bytes.
const WORDS: usize = 16 << 20;

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
    let broken = || "is a file that could not be unpacked".to_owned();
    catch_unwind(AssertUnwindSafe(|| look(kind, bytes))).unwrap_or_else(|_| Err(broken()))
}

fn look(kind: &str, bytes: &[u8]) -> Result<Inside, String> {
    let mut package = Package::open(bytes)?;
    if kind.starts_with("od") {
        return open_document(kind, bytes, &mut package);
    }
    let core = package.part("docProps/core.xml").unwrap_or_default();
    let app = package.part("docProps/app.xml").unwrap_or_default();
    let pages = match kind {
        "docx" => element(&app, "Pages"),
        "pptx" => element(&app, "Slides"),
        _ => None,
    };
    let mut inside =
        Inside { title: element(&core, "title"), pages: pages.and_then(|p| p.trim().parse().ok()), ..Inside::default() };
    if kind == "docx" {
        let of_styles = |xml: String| attribute(&xml, "lang", "val");
        inside.lang = element(&core, "language").filter(|l| !l.trim().is_empty());
        inside.lang = inside.lang.or_else(|| package.part("word/styles.xml").and_then(of_styles));
        take_text(&mut inside, &read_word(bytes)?);
    }
    Ok(inside)
}

fn open_document(kind: &str, bytes: &[u8], package: &mut Package<'_>) -> Result<Inside, String> {
    if package.part("META-INF/manifest.xml").unwrap_or_default().contains("encryption-data") {
        return Err("is an encrypted file, and could not be looked into".to_owned());
    }
    let meta = package.part("meta.xml").unwrap_or_default();
    let pages = attribute(&meta, "document-statistic", "page-count").and_then(|n| n.trim().parse().ok());
    let lang = element(&meta, "language").filter(|l| !l.trim().is_empty());
    let mut inside = Inside { title: element(&meta, "title"), pages: pages.filter(|_| kind == "odt"), lang, ..Inside::default() };
    if kind == "odt" {
        if inside.lang.is_none() {
            let styles = package.part("styles.xml").unwrap_or_default();
            let say = |key: &str| attribute(&styles, "text-properties", key).filter(|v| v != "none");
            let country = say("country").map(|c| format!("-{c}")).unwrap_or_default();
            inside.lang = say("language").map(|l| format!("{l}{country}"));
        }
        take_text(&mut inside, &read_open_text(bytes)?);
    }
    Ok(inside)
}

/// Takes the text of a document, and says where there is none or not all could be read.
fn take_text(inside: &mut Inside, document: &ExtractedDocument) {
    let mut text = tidy(&document.plain_text());
    let is_long = text.len() > WORDS;
    text.truncate(text.floor_char_boundary(WORDS));
    if document.is_cut || is_long {
        inside.trouble = Some(Trouble::Partly("is a file whose text could not be read to its end".to_owned()));
    } else if text.is_empty() {
        inside.trouble = Some(Trouble::NoText("is a file without text: it may hold pictures only".to_owned()));
    }
    if !text.is_empty() {
        inside.text = vec![text.into()];
    }
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

/// An attribute of the first element of this local name that has it.
fn attribute(xml: &str, name: &str, key: &str) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(start) | Event::Empty(start)) if start.local_name().as_ref() == name => {
                let mut found = start.attributes().flatten().filter(|a| a.key.local_name().as_ref() == key);
                if let Some(attribute) = found.next() {
                    return Some(attribute.value.to_string());
                }
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
    use crate::source::Known;

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
        let (facts, trouble) = facts(&Known::default(), path, (bytes.len() as u64, "", &[0; 32]), || Ok(bytes));
        let text: Vec<&str> = facts.text.pages().collect();
        format!("{} {:?} {:?} {:?} {text:?} {trouble:?}", facts.kind, facts.pages, facts.title, facts.lang)
    }

    const APP: &str = r#"<?xml version="1.0"?><Properties xmlns="x"><Pages>12</Pages><Slides>7</Slides></Properties>"#;
    const CORE: &str = r#"<cp:coreProperties xmlns:cp="a" xmlns:dc="b"><dc:title>Terms &amp; conditions &#8211; Ŵyn</dc:title></cp:coreProperties>"#;
    const META: &str = r#"<office:document-meta xmlns:office="a" xmlns:meta="b" xmlns:dc="c"><office:meta><dc:title>Cofnodion</dc:title><dc:language>cy</dc:language><meta:document-statistic meta:page-count="3"/></office:meta></office:document-meta>"#;

    const WORD: &str = r#"<w:document xmlns:w="a"><w:body><w:p><w:r><w:t>UKHTC &amp; the</w:t></w:r><w:r><w:tab/><w:t xml:space="preserve"> Group</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>2012</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>812</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"#;
    const OPEN: &str = r#"<office:document-content xmlns:office="a" xmlns:text="b"><office:body><office:text><text:tracked-changes><text:changed-region><text:p>gone</text:p></text:changed-region></text:tracked-changes><text:h>Cofnodion</text:h><text:p>Ŵyn<text:s text:c="3"/>a <text:span>mwy</text:span><office:annotation><text:p>a comment</text:p></office:annotation>.</text:p></office:text></office:body></office:document-content>"#;
    const STYLES: &str = r#"<w:styles xmlns:w="a"><w:docDefaults><w:rPr><w:lang w:eastAsia="zh-CN"/><w:lang w:val="en-GB"/></w:rPr></w:docDefaults></w:styles>"#;

    #[test]
    fn titles_pages_languages_and_texts() {
        let word = archive(&[
            ("word/document.xml", WORD),
            ("word/styles.xml", STYLES),
            ("docProps/app.xml", APP),
            ("docProps/core.xml", CORE),
        ]);
        let want = "Word document Some(12) Some(\"Terms & conditions – Ŵyn\") Some(\"en-GB\") [\"UKHTC & the Group\\n\\n2012\\n\\n812\"] None";
        assert_eq!(look("a.docx", word.clone()), want);
        assert_eq!(look("wrongly-named.zip", word), want);
        let slides = archive(&[("ppt/presentation.xml", "<p/>"), ("docProps/app.xml", APP)]);
        assert_eq!(look("a.pptx", slides), "PowerPoint presentation Some(7) None None [] None");
        let text = archive(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("meta.xml", META), ("content.xml", OPEN)]);
        assert_eq!(
            look("a.odt", text),
            "OpenDocument text Some(3) Some(\"Cofnodion\") Some(\"cy\") [\"Cofnodion\\n\\nŴyn a mwy.\"] None"
        );
        let sheet = archive(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("meta.xml", META)]);
        assert_eq!(look("a.ods", sheet), "OpenDocument spreadsheet None Some(\"Cofnodion\") Some(\"cy\") [] None");
    }

    #[test]
    fn what_is_broken_is_said_and_what_swells_is_cut() {
        let broken = "Word document None None None [] Some(Broken(\"is a file that could not be unpacked\"))";
        assert_eq!(look("a.docx", b"PK\x03\x04 and no more".to_vec()), broken);
        let locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest".to_vec();
        assert!(look("a.docx", locked).contains("is an encrypted file"));
        let manifest = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>";
        let locked = archive(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("META-INF/manifest.xml", manifest)]);
        assert!(look("a.odt", locked).contains("is an encrypted file"));
        let scanned = archive(&[("word/document.xml", "<w:document><w:p><w:drawing/></w:p></w:document>")]);
        assert!(look("a.docx", scanned).contains("NoText"));
        let cut = archive(&[("word/document.xml", &WORD[..WORD.len() - 150])]);
        assert!(look("a.docx", cut).contains("UKHTC"));
        let swollen = format!("<w:document>{}<w:p><w:t>late</w:t></w:p></w:document>", " ".repeat(200 << 20));
        let bomb = archive(&[("word/document.xml", &swollen), ("docProps/app.xml", APP)]);
        assert!(look("a.docx", bomb).contains("Some(Partly("));
    }
}
