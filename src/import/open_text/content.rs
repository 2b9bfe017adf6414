//! The text of an OpenDocument text: paragraphs, lists, tables, spans, notes.

mod spans;

use std::collections::BTreeMap;

use super::lists::{OUTLINE, OpenLists};
use super::look::SpanLook;
use super::styles::OpenStyles;
use crate::import::extract::{
    ExtractedBlock, ExtractedDocument, ExtractedParagraph, ExtractedTable, LeftOutReason, LeftOutText, ParagraphRole, TableBox,
    TableLine, TrackedChange,
};
use crate::import::xml::{XmlCursor, XmlElement};
use crate::layout::{Origin, TextStyle};

/// Tables, lists and boxes in one another are followed this far.
const DEEPEST: u32 = 24;

/// A cell or a row may be repeated so often; spreadsheets repeat an empty one to their edge.
const MOST_REPEATS: usize = 64;

/// Reads the parts of a document that hold text.
pub(super) struct ContentReader {
    styles: OpenStyles,
    lists: OpenLists,
    /// What was found so far.
    pub(super) document: ExtractedDocument,
    part: Box<str>,
    boxes: Vec<ExtractedBlock>,
    /// The ids of changes that are insertions.
    insertions: BTreeMap<Box<str>, String>,
    /// Those that are open where the reader is.
    inserting: Vec<Box<str>>,
    depth: u32,
}

/// The list that the reader is in.
#[derive(Debug, Clone)]
struct OpenListPlace {
    style: Option<Box<str>>,
    level: u8,
    /// The number that the item itself gives.
    start: Option<u32>,
    /// The next paragraph is the first of its item.
    is_first: bool,
}

impl ContentReader {
    pub(super) fn new(styles: OpenStyles, lists: OpenLists) -> ContentReader {
        ContentReader {
            styles,
            lists,
            document: ExtractedDocument::default(),
            part: "".into(),
            boxes: Vec::new(),
            insertions: BTreeMap::new(),
            inserting: Vec::new(),
            depth: 0,
        }
    }

    /// Reads a part that holds the text of the document.
    pub(super) fn read_part(&mut self, part: &str, xml: &str) -> Vec<ExtractedBlock> {
        self.part = part.into();
        let mut cursor = XmlCursor::new(xml);
        let mut out = Vec::new();
        if cursor.enter() {
            self.blocks(&mut cursor, "", None, &mut out);
        }
        self.document.is_cut |= cursor.is_broken;
        out
    }

    /// Reads the blocks of an element of another part that has begun.
    pub(super) fn read_open(&mut self, part: &str, cursor: &mut XmlCursor<'_>) -> Vec<ExtractedBlock> {
        self.part = part.into();
        let mut out = Vec::new();
        self.blocks(cursor, "", None, &mut out);
        out
    }

    fn origin(&self, path: &str) -> Origin {
        Origin::Part { part: self.part.clone(), path: path.into() }
    }

    fn blocks(&mut self, cursor: &mut XmlCursor<'_>, path: &str, list: Option<&OpenListPlace>, out: &mut Vec<ExtractedBlock>) {
        self.depth += 1;
        let mut counts: BTreeMap<Box<str>, u32> = BTreeMap::new();
        let mut list = list.cloned();
        while let Some(element) = cursor.child() {
            let count = counts.entry(element.name.clone()).or_default();
            *count += 1;
            let place = format!("{path}/{}[{count}]", element.name);
            match &*element.name {
                "p" | "h" => self.paragraph(cursor, &element, &place, list.as_mut(), out),
                "list" if self.depth < DEEPEST => self.list(cursor, &element, &place, list.as_ref(), out),
                "table" if self.depth < DEEPEST => {
                    let mut table = ExtractedTable::default();
                    self.rows(cursor, &place, false, &mut table);
                    out.push(ExtractedBlock::Table(table));
                }
                "body" | "text" | "section" | "text-box" | "index-body" | "frame" | "a" if self.depth < DEEPEST => {
                    self.blocks(cursor, &place, None, out);
                }
                "tracked-changes" => self.tracked_changes(cursor, &place),
                "table-of-content" | "alphabetical-index" => self.leave_out(cursor, LeftOutReason::Navigation, &place),
                "change-start" | "change-end" => {
                    self.mark_insertion(&element);
                    cursor.skip();
                }
                _ => cursor.skip(),
            }
        }
        self.depth -= 1;
    }

    fn leave_out(&mut self, cursor: &mut XmlCursor<'_>, reason: LeftOutReason, path: &str) {
        let words = spaced_words(cursor);
        if !words.is_empty() {
            let origin = self.origin(path);
            self.document.left_out.push(LeftOutText { reason, words, origin });
        }
    }

    fn list(
        &mut self,
        cursor: &mut XmlCursor<'_>,
        element: &XmlElement,
        path: &str,
        around: Option<&OpenListPlace>,
        out: &mut Vec<ExtractedBlock>,
    ) {
        let style = element.get("style-name").map(Into::into).or_else(|| around.and_then(|a| a.style.clone()));
        let level = around.map_or(1, |a| a.level.saturating_add(1));
        let goes_on = element.get("continue-numbering") == Some("true") || element.get("continue-list").is_some();
        if let Some(style) = style.as_deref().filter(|_| around.is_none() && !goes_on) {
            self.lists.begin(style);
        }
        let mut n = 0;
        while let Some(item) = cursor.child() {
            n += 1;
            match &*item.name {
                "list-item" | "list-header" => {
                    let start = item.get("start-value").and_then(|v| v.parse().ok());
                    let is_first = &*item.name == "list-item";
                    let place = OpenListPlace { style: style.clone(), level, start, is_first };
                    self.blocks(cursor, &format!("{path}/list-item[{n}]"), Some(&place), out);
                }
                _ => cursor.skip(),
            }
        }
    }

    fn paragraph(
        &mut self,
        cursor: &mut XmlCursor<'_>,
        element: &XmlElement,
        path: &str,
        list: Option<&mut OpenListPlace>,
        out: &mut Vec<ExtractedBlock>,
    ) {
        let outer = std::mem::take(&mut self.boxes);
        let style = element.get("style-name").unwrap_or("").to_owned();
        let look = SpanLook {
            style: self.styles.look(&style, TextStyle::default()),
            link: None,
            is_hidden: self.styles.is_hidden(&style),
        };
        let mut runs = Vec::new();
        self.inlines(cursor, path, &look, &mut runs);
        let heading = (&*element.name == "h").then(|| {
            let level = element.get("outline-level").and_then(|n| n.parse::<u8>().ok()).unwrap_or(1);
            ParagraphRole::Heading(level.clamp(1, 6))
        });
        let mut role = heading.unwrap_or(if self.styles.is_title(&style) { ParagraphRole::Title } else { ParagraphRole::Text });
        let mut paragraph = ExtractedParagraph { role, label: None, runs, origin: self.origin(path) };
        if !paragraph.is_blank() {
            let mark = match (list, role) {
                (Some(place), _) => self.list_mark(place, &style),
                (None, ParagraphRole::Heading(level)) => Some(self.lists.next(OUTLINE, level, None)).filter(Option::is_some),
                (None, _) => None,
            };
            match mark {
                Some(Some(number)) => paragraph.label = Some(number.into()),
                Some(None) if role == ParagraphRole::Text => role = ParagraphRole::Item(self.item_depth(path)),
                _ => {}
            }
            paragraph.role = role;
            out.push(ExtractedBlock::Paragraph(paragraph));
        }
        out.append(&mut self.boxes);
        self.boxes = outer;
    }

    /// The depth of the item that a paragraph with this path is in, from 0.
    fn item_depth(&self, path: &str) -> u8 {
        u8::try_from(path.matches("/list-item[").count().saturating_sub(1)).unwrap_or(0)
    }

    /// Counts the first paragraph of an item: its number, or `Some(None)` for a bullet. The others have no mark.
    fn list_mark(&mut self, place: &mut OpenListPlace, paragraph_style: &str) -> Option<Option<String>> {
        if !std::mem::replace(&mut place.is_first, false) {
            return None;
        }
        let style = place.style.clone().or_else(|| self.styles.list(paragraph_style).map(Into::into));
        Some(style.and_then(|style| self.lists.next(&style, place.level, place.start)))
    }

    fn rows(&mut self, cursor: &mut XmlCursor<'_>, path: &str, is_header: bool, table: &mut ExtractedTable) {
        while let Some(element) = cursor.child() {
            match &*element.name {
                "table-row" => {
                    let place = format!("{path}/table-row[{}]", table.rows.len() + 1);
                    let mut row = TableLine { is_header, cells: Vec::new() };
                    self.cells(cursor, &place, &mut row);
                    table.rows.push(row);
                }
                "table-header-rows" => self.rows(cursor, path, true, table),
                "table-rows" | "table-row-group" => self.rows(cursor, path, is_header, table),
                _ => cursor.skip(),
            }
        }
    }

    fn cells(&mut self, cursor: &mut XmlCursor<'_>, path: &str, row: &mut TableLine) {
        let mut column = 0_u16;
        while let Some(element) = cursor.child() {
            let number = |key: &str| element.get(key).and_then(|n| n.parse::<usize>().ok()).unwrap_or(1).clamp(1, MOST_REPEATS);
            match &*element.name {
                "table-cell" => {
                    let width = u16::try_from(number("number-columns-spanned")).unwrap_or(1);
                    let mut blocks = Vec::new();
                    self.blocks(cursor, &format!("{path}/table-cell[{}]", row.cells.len() + 1), None, &mut blocks);
                    for _ in 0..number("number-columns-repeated") {
                        row.cells.push(TableBox { column, width, blocks: blocks.clone() });
                        column = column.saturating_add(1);
                    }
                }
                "covered-table-cell" => {
                    column = column.saturating_add(u16::try_from(number("number-columns-repeated")).unwrap_or(1));
                    cursor.skip();
                }
                _ => cursor.skip(),
            }
        }
    }

    /// Reads what was tracked: the words of deletions, and which changes are insertions.
    fn tracked_changes(&mut self, cursor: &mut XmlCursor<'_>, path: &str) {
        while let Some(region) = cursor.child() {
            let id: Box<str> = region.get("id").unwrap_or("").into();
            while let Some(change) = cursor.child() {
                match &*change.name {
                    "deletion" => {
                        let words = deleted_words(cursor);
                        if !words.is_empty() {
                            let origin = self.origin(path);
                            self.document.changes.push(TrackedChange { is_deletion: true, words, origin });
                        }
                    }
                    "insertion" => {
                        self.insertions.insert(id.clone(), String::new());
                        cursor.skip();
                    }
                    _ => cursor.skip(),
                }
            }
        }
    }

    /// Takes note of where an insertion begins or ends.
    fn mark_insertion(&mut self, element: &XmlElement) {
        let Some(id) = element.get("change-id") else { return };
        if &*element.name == "change-start" {
            if self.insertions.contains_key(id) {
                self.inserting.push(id.into());
            }
            return;
        }
        self.inserting.retain(|open| &**open != id);
        if let Some(words) = self.insertions.remove(id).filter(|w| !w.trim().is_empty()) {
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let origin = self.origin("");
            self.document.changes.push(TrackedChange { is_deletion: false, words, origin });
        }
    }
}

/// Returns the words of the open element, those of its paragraphs apart.
fn spaced_words(cursor: &mut XmlCursor<'_>) -> String {
    let mut lines = Vec::new();
    collect_lines(cursor, &mut lines);
    lines.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn collect_lines(cursor: &mut XmlCursor<'_>, lines: &mut Vec<String>) {
    while let Some(element) = cursor.child() {
        match &*element.name {
            "p" | "h" => lines.push(cursor.words()),
            _ => collect_lines(cursor, lines),
        }
    }
}

/// Returns the words of a deletion, without what is said of who made it.
fn deleted_words(cursor: &mut XmlCursor<'_>) -> String {
    let mut lines = Vec::new();
    while let Some(element) = cursor.child() {
        match &*element.name {
            "change-info" => cursor.skip(),
            "p" | "h" => lines.push(cursor.words()),
            _ => collect_lines(cursor, &mut lines),
        }
    }
    lines.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}
