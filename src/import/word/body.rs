//! The text of a Word document: paragraphs, tables, runs, and what was tracked in them.

mod runs;

use std::collections::BTreeMap;

use super::look::RunLook;
use super::numbering::{ListMark, Numbering};
use super::styles::{StyleRole, WordStyles};
use crate::import::extract::{
    ExtractedBlock, ExtractedDocument, ExtractedParagraph, ExtractedTable, ParagraphRole, TableBox, TableLine, TextRun,
    TrackedChange,
};
use crate::import::xml::XmlCursor;
use crate::layout::Origin;

/// Tables and boxes in one another are followed this far.
const DEEPEST: u32 = 24;

/// Reads the parts of a document that hold text.
pub(super) struct BodyReader {
    styles: WordStyles,
    numbering: Numbering,
    links: BTreeMap<Box<str>, Box<str>>,
    /// What was found so far.
    pub(super) document: ExtractedDocument,
    part: Box<str>,
    /// The text of boxes that stand in the paragraph that is read.
    boxes: Vec<ExtractedBlock>,
    depth: u32,
}

/// What the properties of a paragraph say.
#[derive(Default)]
struct ParagraphProperties {
    style: Option<Box<str>>,
    list: Option<Box<str>>,
    level: Option<u8>,
    outline: Option<u8>,
}

impl BodyReader {
    pub(super) fn new(styles: WordStyles, numbering: Numbering, links: BTreeMap<Box<str>, Box<str>>) -> BodyReader {
        let document = ExtractedDocument::default();
        BodyReader { styles, numbering, links, document, part: "".into(), boxes: Vec::new(), depth: 0 }
    }

    /// Reads a part whose first element holds blocks, or a body of blocks.
    pub(super) fn read_part(&mut self, part: &str, xml: &str) -> Vec<ExtractedBlock> {
        self.part = part.into();
        let mut cursor = XmlCursor::new(xml);
        let mut out = Vec::new();
        if cursor.enter() {
            self.blocks(&mut cursor, "", &mut out);
        }
        self.document.is_cut |= cursor.is_broken;
        out
    }

    /// Reads the footnotes or endnotes.
    pub(super) fn read_notes(&mut self, part: &str, xml: &str, element: &str) {
        self.part = part.into();
        let mut cursor = XmlCursor::new(xml);
        if !cursor.enter() {
            return;
        }
        while let Some(note) = cursor.child() {
            let is_separator = note.get("type").is_some_and(|kind| kind != "normal");
            let Some(id) = note.get("id").filter(|_| &*note.name == element && !is_separator) else {
                cursor.skip();
                continue;
            };
            let label = note_label(element, id);
            let mut blocks = Vec::new();
            self.blocks(&mut cursor, &format!("/{element}[{id}]"), &mut blocks);
            let paragraphs: Vec<ExtractedParagraph> = blocks.into_iter().flat_map(paragraphs_in).collect();
            if paragraphs.iter().any(|p| !p.is_blank()) {
                self.document.notes.push((label, paragraphs));
            }
        }
    }

    fn origin(&self, path: &str) -> Origin {
        Origin::Part { part: self.part.clone(), path: path.into() }
    }

    fn blocks(&mut self, cursor: &mut XmlCursor<'_>, path: &str, out: &mut Vec<ExtractedBlock>) {
        self.depth += 1;
        let (mut paragraphs, mut tables) = (0_u32, 0_u32);
        self.blocks_counted(cursor, path, out, (&mut paragraphs, &mut tables));
        self.depth -= 1;
    }

    fn blocks_counted(
        &mut self,
        cursor: &mut XmlCursor<'_>,
        path: &str,
        out: &mut Vec<ExtractedBlock>,
        counts: (&mut u32, &mut u32),
    ) {
        let (paragraphs, tables) = counts;
        while let Some(element) = cursor.child() {
            match &*element.name {
                "p" => {
                    *paragraphs += 1;
                    self.paragraph(cursor, &format!("{path}/p[{paragraphs}]"), out);
                }
                "tbl" if self.depth < DEEPEST => {
                    *tables += 1;
                    let table = self.table(cursor, &format!("{path}/tbl[{tables}]"));
                    out.push(ExtractedBlock::Table(table));
                }
                "body" => self.blocks(cursor, "/body", out),
                "sdt" | "sdtContent" | "customXml" | "smartTag" | "moveTo" | "ins" | "AlternateContent" | "Choice" => {
                    self.blocks_counted(cursor, path, out, (paragraphs, tables));
                }
                "del" | "moveFrom" => {
                    let words = cursor.words();
                    self.note_change(true, &words, path);
                }
                _ => cursor.skip(),
            }
        }
    }

    fn note_change(&mut self, is_deletion: bool, words: &str, path: &str) {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.is_empty() {
            let origin = self.origin(path);
            self.document.changes.push(TrackedChange { is_deletion, words, origin });
        }
    }

    fn paragraph(&mut self, cursor: &mut XmlCursor<'_>, path: &str, out: &mut Vec<ExtractedBlock>) {
        let outer = std::mem::take(&mut self.boxes);
        let mut properties = ParagraphProperties::default();
        let mut runs = Vec::new();
        let mut look = RunLook::default();
        while let Some(element) = cursor.child() {
            if &*element.name == "pPr" {
                properties = read_properties(cursor);
                look.style.bold = properties.style.as_deref().is_some_and(|s| self.styles.is_bold(s));
            } else {
                self.inline(cursor, &element, path, &look, &mut runs);
            }
        }
        let (role, label) = self.role(&properties, &runs);
        let paragraph = ExtractedParagraph { role, label, runs, origin: self.origin(path) };
        if !paragraph.is_blank() {
            out.push(ExtractedBlock::Paragraph(paragraph));
        }
        out.append(&mut self.boxes);
        self.boxes = outer;
    }

    /// Works out the part and the number of a paragraph. One without words is not counted: Word shows its number, and readers skip it.
    fn role(&mut self, properties: &ParagraphProperties, runs: &[TextRun]) -> (ParagraphRole, Option<Box<str>>) {
        let style = properties.style.as_deref();
        let of_style = style.map_or(StyleRole::Text, |s| self.styles.role(s));
        let mut role = match (properties.outline, of_style) {
            (Some(level), _) if level < 6 => ParagraphRole::Heading(level + 1),
            (_, StyleRole::Heading(level)) => ParagraphRole::Heading(level),
            (_, StyleRole::Title) => ParagraphRole::Title,
            (_, StyleRole::Text) => ParagraphRole::Text,
        };
        let has_words = runs.iter().any(|run| matches!(run, TextRun::Words { text, .. } if !text.trim().is_empty()));
        let inherited = style.and_then(|s| self.styles.numbering(s));
        let list = properties.list.as_deref().or(inherited.map(|(list, _)| list));
        let Some(list) = list.filter(|list| has_words && *list != "0") else { return (role, None) };
        let of_style = || {
            let style = style?;
            self.numbering.level_of_style(list, style)
        };
        let level = properties.level.or_else(|| inherited.and_then(|(_, level)| level)).or_else(of_style).unwrap_or(0);
        let list = list.to_owned();
        match self.numbering.mark(&list, level) {
            ListMark::Number(number) => (role, Some(number.into())),
            ListMark::Bullet => {
                if role == ParagraphRole::Text {
                    role = ParagraphRole::Item(level);
                }
                (role, None)
            }
        }
    }

    fn table(&mut self, cursor: &mut XmlCursor<'_>, path: &str) -> ExtractedTable {
        let mut table = ExtractedTable::default();
        self.rows(cursor, path, &mut table);
        table
    }

    fn rows(&mut self, cursor: &mut XmlCursor<'_>, path: &str, table: &mut ExtractedTable) {
        while let Some(element) = cursor.child() {
            match &*element.name {
                "tr" => {
                    let place = format!("{path}/tr[{}]", table.rows.len() + 1);
                    let row = self.row(cursor, &place);
                    table.rows.extend(row);
                }
                "sdt" | "sdtContent" | "customXml" | "ins" => self.rows(cursor, path, table),
                _ => cursor.skip(),
            }
        }
    }

    /// Reads a row; `None` for one that was deleted.
    fn row(&mut self, cursor: &mut XmlCursor<'_>, path: &str) -> Option<TableLine> {
        let (mut row, mut column, mut is_deleted) = (TableLine::default(), 0_u16, false);
        self.cells(cursor, path, &mut row, (&mut column, &mut is_deleted));
        if is_deleted {
            let words: Vec<String> = row.cells.into_iter().flat_map(|cell| cell.blocks).map(words_in).collect();
            self.note_change(true, &words.join(" "), path);
            return None;
        }
        Some(row)
    }

    fn cells(
        &mut self,
        cursor: &mut XmlCursor<'_>,
        path: &str,
        row: &mut TableLine,
        (column, is_deleted): (&mut u16, &mut bool),
    ) {
        while let Some(element) = cursor.child() {
            match &*element.name {
                "trPr" => {
                    while let Some(property) = cursor.child() {
                        match &*property.name {
                            "tblHeader" => row.is_header = property.is_on(),
                            "gridBefore" => *column += property.get("val").and_then(|n| n.parse().ok()).unwrap_or(0),
                            "del" => *is_deleted = true,
                            _ => {}
                        }
                        cursor.skip();
                    }
                }
                "tc" => {
                    let place = format!("{path}/tc[{}]", row.cells.len() + 1);
                    let cell = self.cell(cursor, &place, *column);
                    *column = column.saturating_add(cell.width);
                    row.cells.push(cell);
                }
                "sdt" | "sdtContent" | "customXml" => self.cells(cursor, path, row, (column, is_deleted)),
                _ => cursor.skip(),
            }
        }
    }

    fn cell(&mut self, cursor: &mut XmlCursor<'_>, path: &str, column: u16) -> TableBox {
        let mut cell = TableBox { column, width: 1, blocks: Vec::new() };
        self.depth += 1;
        let (mut paragraphs, mut tables) = (0_u32, 0_u32);
        // The properties of a cell come first; what follows is its text.
        while let Some(element) = cursor.child() {
            match &*element.name {
                "tcPr" => {
                    while let Some(property) = cursor.child() {
                        if &*property.name == "gridSpan" {
                            cell.width = property.get("val").and_then(|n| n.parse().ok()).unwrap_or(1).clamp(1, 64);
                        }
                        cursor.skip();
                    }
                }
                "p" => {
                    paragraphs += 1;
                    self.paragraph(cursor, &format!("{path}/p[{paragraphs}]"), &mut cell.blocks);
                }
                "tbl" if self.depth < DEEPEST => {
                    tables += 1;
                    let table = self.table(cursor, &format!("{path}/tbl[{tables}]"));
                    cell.blocks.push(ExtractedBlock::Table(table));
                }
                "sdt" | "sdtContent" | "customXml" | "ins" => {
                    self.blocks_counted(cursor, path, &mut cell.blocks, (&mut paragraphs, &mut tables));
                }
                _ => cursor.skip(),
            }
        }
        self.depth -= 1;
        cell
    }
}

/// Returns the label by which a note is called.
fn note_label(element: &str, id: &str) -> Box<str> {
    let lead = if element == "endnote" { "e" } else { "" };
    format!("{lead}{id}").into()
}

fn paragraphs_in(block: ExtractedBlock) -> Vec<ExtractedParagraph> {
    match block {
        ExtractedBlock::Paragraph(paragraph) => vec![paragraph],
        ExtractedBlock::Table(table) => {
            table.rows.into_iter().flat_map(|r| r.cells).flat_map(|c| c.blocks).flat_map(paragraphs_in).collect()
        }
        ExtractedBlock::Aside(_) => Vec::new(),
    }
}

fn words_in(block: ExtractedBlock) -> String {
    paragraphs_in(block).iter().map(ExtractedParagraph::text).collect::<Vec<_>>().join(" ")
}

fn read_properties(cursor: &mut XmlCursor<'_>) -> ParagraphProperties {
    let mut properties = ParagraphProperties::default();
    while let Some(property) = cursor.child() {
        let value = property.get("val").unwrap_or("");
        match &*property.name {
            "pStyle" => properties.style = Some(value.into()),
            "outlineLvl" => properties.outline = value.parse().ok(),
            "numPr" => {
                while let Some(number) = cursor.child() {
                    match &*number.name {
                        "numId" => properties.list = number.get("val").map(Into::into),
                        "ilvl" => properties.level = number.get("val").and_then(|n| n.parse().ok()),
                        _ => {}
                    }
                    cursor.skip();
                }
                continue;
            }
            _ => {}
        }
        cursor.skip();
    }
    properties
}
