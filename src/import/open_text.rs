//! OpenDocument texts (ODT): their text, numbers, tables, notes, changes, headers and footers.

mod content;
mod lists;
mod look;
mod styles;

use super::extract::{ExtractedBlock, ExtractedDocument, PageText};
use super::package::Package;
use super::xml::XmlCursor;
use crate::layout::{Origin, PagePlace};
use content::ContentReader;
use lists::OpenLists;
use styles::OpenStyles;

const CONTENT: &str = "content.xml";
const STYLES: &str = "styles.xml";

/// Reads an OpenDocument text. The error is a sentence that the name of the file begins.
pub(super) fn read_open_text(bytes: &[u8]) -> Result<ExtractedDocument, String> {
    let mut package = Package::open(bytes)?;
    if package.part("META-INF/manifest.xml").unwrap_or_default().contains("encryption-data") {
        return Err("is an encrypted file, and could not be looked into".to_owned());
    }
    let Some(content) = package.part(CONTENT) else {
        return Err("is an OpenDocument text without a text in it".to_owned());
    };
    let named = package.part(STYLES).unwrap_or_default();
    let (mut styles, mut lists) = (OpenStyles::default(), OpenLists::default());
    for xml in [&named, &content] {
        styles.read(xml);
        lists.read(xml);
    }
    let mut reader = ContentReader::new(styles, lists);
    reader.document.blocks = reader.read_part(CONTENT, &content);
    reader.read_page_texts(STYLES, &named);
    reader.document.is_cut |= package.is_cut;
    Ok(reader.document)
}

impl ContentReader {
    /// Reads the headers and footers of the pages.
    fn read_page_texts(&mut self, part: &str, xml: &str) {
        let mut cursor = XmlCursor::new(xml);
        if cursor.enter() {
            self.page_texts(&mut cursor, part);
        }
    }

    fn page_texts(&mut self, cursor: &mut XmlCursor<'_>, part: &str) {
        while let Some(element) = cursor.child() {
            let place = match &*element.name {
                "header" | "header-first" | "header-left" => PagePlace::Header,
                "footer" | "footer-first" | "footer-left" => PagePlace::Footer,
                "master-styles" | "master-page" => {
                    self.page_texts(cursor, part);
                    continue;
                }
                _ => {
                    cursor.skip();
                    continue;
                }
            };
            for block in self.read_open(part, cursor) {
                collect(&block, place, &mut self.document.furniture);
            }
        }
    }
}

fn collect(block: &ExtractedBlock, place: PagePlace, out: &mut Vec<PageText>) {
    match block {
        ExtractedBlock::Paragraph(paragraph) => {
            let words = paragraph.text().split_whitespace().collect::<Vec<_>>().join(" ");
            if !words.is_empty() {
                let origin: Origin = paragraph.origin.clone();
                out.push(PageText { all: vec![words.clone()], words, place, origin });
            }
        }
        ExtractedBlock::Table(table) => {
            for block in table.rows.iter().flat_map(|r| &r.cells).flat_map(|c| &c.blocks) {
                collect(block, place, out);
            }
        }
        ExtractedBlock::Aside(_) => {}
    }
}
