//! Word documents (DOCX): their text, numbers, tables, notes, changes, headers and footers.

mod body;
mod look;
mod numbering;
mod styles;

use std::collections::BTreeMap;

use super::extract::{ExtractedBlock, ExtractedDocument, LeftOutReason, LeftOutText, PageText};
use super::package::Package;
use super::xml::XmlCursor;
use crate::layout::{Origin, PagePlace};
use body::BodyReader;
use numbering::Numbering;
use styles::WordStyles;

const MAIN: &str = "word/document.xml";

/// Reads a Word document. The error is a sentence that the name of the file begins.
pub(super) fn read_word(bytes: &[u8]) -> Result<ExtractedDocument, String> {
    let mut package = Package::open(bytes)?;
    let Some(main) = package.part(MAIN) else { return Err("is a Word document without a text in it".to_owned()) };
    let styles = WordStyles::read(&package.part("word/styles.xml").unwrap_or_default());
    let numbering = Numbering::read(&package.part("word/numbering.xml").unwrap_or_default());
    let links = read_links(&package.part("word/_rels/document.xml.rels").unwrap_or_default());
    let mut reader = BodyReader::new(styles, numbering, links);
    let blocks = reader.read_part(MAIN, &main);
    reader.document.blocks = blocks;
    for (kind, element) in [("footnotes", "footnote"), ("endnotes", "endnote")] {
        let name = format!("word/{kind}.xml");
        if let Some(xml) = package.part(&name) {
            reader.read_notes(&name, &xml, element);
        }
    }
    if let Some(xml) = package.part("word/comments.xml") {
        read_comments(&xml, &mut reader.document);
    }
    for name in package.names() {
        let place = match name.strip_prefix("word/") {
            Some(part) if part.starts_with("header") && part.ends_with(".xml") => PagePlace::Header,
            Some(part) if part.starts_with("footer") && part.ends_with(".xml") => PagePlace::Footer,
            _ => continue,
        };
        if let Some(xml) = package.part(&name) {
            read_page_text(&mut reader, &name, &xml, place);
        }
    }
    reader.document.is_cut |= package.is_cut;
    Ok(reader.document)
}

/// Reads what the ids of links stand for.
fn read_links(xml: &str) -> BTreeMap<Box<str>, Box<str>> {
    let mut cursor = XmlCursor::new(xml);
    let mut links = BTreeMap::new();
    if !cursor.enter() {
        return links;
    }
    while let Some(relation) = cursor.child() {
        if let (Some(id), Some(target), Some("External")) =
            (relation.get("Id"), relation.get("Target"), relation.get("TargetMode"))
        {
            links.insert(id.into(), target.into());
        }
        cursor.skip();
    }
    links
}

/// Reads the comments of reviewers: they are no part of the text.
fn read_comments(xml: &str, document: &mut ExtractedDocument) {
    let part = "word/comments.xml";
    let mut cursor = XmlCursor::new(xml);
    if !cursor.enter() {
        return;
    }
    let mut n = 0;
    while let Some(comment) = cursor.child() {
        n += 1;
        let author = comment.get("author").unwrap_or("").to_owned();
        let mut lines = Vec::new();
        paragraphs_of(&mut cursor, &mut lines);
        let words = lines.join(" ");
        if !words.trim().is_empty() {
            let origin = Origin::Part { part: part.into(), path: format!("/comments/comment[{n}]").into() };
            let words = if author.is_empty() { words } else { format!("{words} ({author})") };
            document.left_out.push(LeftOutText { reason: LeftOutReason::Comment, words, origin });
        }
    }
}

/// Collects the words of each paragraph in the element that is open.
fn paragraphs_of(cursor: &mut XmlCursor<'_>, lines: &mut Vec<String>) {
    while let Some(element) = cursor.child() {
        match &*element.name {
            "p" => lines.push(cursor.words()),
            _ => paragraphs_of(cursor, lines),
        }
    }
}

/// Reads a header or a footer.
fn read_page_text(reader: &mut BodyReader, name: &str, xml: &str, place: PagePlace) {
    let blocks = reader.read_part(name, xml);
    let mut found = Vec::new();
    collect_lines(&blocks, &mut found);
    for (words, origin) in found {
        reader.document.furniture.push(PageText { all: vec![words.clone()], words, place, origin });
    }
    for words in watermarks(xml) {
        let origin = Origin::Part { part: name.into(), path: "/hdr".into() };
        reader.document.furniture.push(PageText { all: vec![words.clone()], words, place: PagePlace::Watermark, origin });
    }
}

fn collect_lines(blocks: &[ExtractedBlock], out: &mut Vec<(String, Origin)>) {
    for block in blocks {
        match block {
            ExtractedBlock::Paragraph(paragraph) => {
                let words = paragraph.text().split_whitespace().collect::<Vec<_>>().join(" ");
                if !words.is_empty() {
                    out.push((words, paragraph.origin.clone()));
                }
            }
            ExtractedBlock::Table(table) => {
                table.rows.iter().flat_map(|r| &r.cells).for_each(|cell| collect_lines(&cell.blocks, out));
            }
            ExtractedBlock::Aside(_) => {}
        }
    }
}

/// Returns the words that are drawn behind the text.
fn watermarks(xml: &str) -> Vec<String> {
    fn visit(cursor: &mut XmlCursor<'_>, out: &mut Vec<String>) {
        while let Some(element) = cursor.child() {
            if &*element.name == "textpath" {
                out.extend(element.get("string").map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()));
            }
            visit(cursor, out);
        }
    }
    let mut out = Vec::new();
    visit(&mut XmlCursor::new(xml), &mut out);
    out.dedup();
    out
}
