//! Web pages (HTML): headings, paragraphs, lists, tables; scripts and navigation set apart.

mod tokens;

use super::extract::{
    ExtractedBlock, ExtractedDocument, ExtractedParagraph, ExtractedTable, LeftOutReason, LeftOutText, ParagraphRole, TableBox,
    TableLine, TextRun,
};
use crate::layout::{Origin, TextStyle};
use crate::source::decoded_text;
use tokens::{WebToken, web_tokens};

/// Tables in one another are followed this far.
const DEEPEST: usize = 24;

/// Reads a web page.
pub(super) fn read_web(bytes: &[u8]) -> ExtractedDocument {
    let mut reader = WebReader::default();
    for token in web_tokens(&decoded_text(bytes)) {
        match token {
            WebToken::Start { name, href, line } => reader.start(&name, href, line),
            WebToken::End { name } => reader.end(&name),
            WebToken::Text { text, line } => reader.text(&text, line),
        }
    }
    reader.finish()
}

/// Returns all words of a page, whatever they are for.
pub(super) fn raw_web_words(bytes: &[u8]) -> String {
    let mut out = String::new();
    for token in web_tokens(&decoded_text(bytes)) {
        match token {
            WebToken::Text { text, .. } => out.push_str(&text),
            WebToken::Start { name, .. } | WebToken::End { name } if is_inline(&name) => {}
            WebToken::Start { .. } | WebToken::End { .. } => out.push(' '),
        }
    }
    out
}

/// Whether an element is part of a line.
fn is_inline(name: &str) -> bool {
    const INLINE: [&str; 22] = [
        "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "s", "small",
        "span", "strike", "strong", "sub", "sup",
    ];
    INLINE.contains(&name) || name == "u"
}

/// The reason for which what is in an element is no part of the text.
fn left_out_reason(name: &str) -> Option<LeftOutReason> {
    match name {
        "script" | "style" | "template" | "noscript" => Some(LeftOutReason::Script),
        "nav" | "title" | "select" | "button" => Some(LeftOutReason::Navigation),
        _ => None,
    }
}

/// A table that is open.
#[derive(Default)]
struct OpenTable {
    table: ExtractedTable,
    /// What was read before it, and goes on behind it.
    around: Vec<ExtractedBlock>,
    /// Words of the table that are in no cell: its caption.
    loose: Vec<ExtractedBlock>,
    is_in_cell: bool,
}

/// A list that is open.
struct OpenList {
    /// The number of the last item; `None` for bullets.
    count: Option<u32>,
}

#[derive(Default)]
struct WebReader {
    blocks: Vec<ExtractedBlock>,
    runs: Vec<TextRun>,
    line: u32,
    role: Option<ParagraphRole>,
    label: Option<Box<str>>,
    bold: u32,
    italic: u32,
    struck: u32,
    links: Vec<Option<Box<str>>>,
    lists: Vec<OpenList>,
    tables: Vec<OpenTable>,
    /// What is being left out: its element, how often that is open, why, and the words.
    left_out: Option<(Box<str>, u32, LeftOutReason, String)>,
    document: ExtractedDocument,
}

impl WebReader {
    fn start(&mut self, name: &str, href: Option<Box<str>>, line: u32) {
        if let Some((element, depth, _, words)) = &mut self.left_out {
            *depth += u32::from(**element == *name);
            words.push(' ');
            return;
        }
        if let Some(reason) = left_out_reason(name) {
            self.flush();
            self.left_out = Some((name.into(), 1, reason, String::new()));
            return;
        }
        if !is_inline(name) && name != "br" {
            self.flush();
            self.line = line;
        }
        match name {
            "b" | "strong" => self.bold += 1,
            "i" | "em" | "cite" => self.italic += 1,
            "s" | "strike" | "del" => self.struck += 1,
            "a" => self.links.push(href.filter(|h| h.contains(':'))),
            "br" => self.runs.push(TextRun::LineBreak),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.get(1..).and_then(|n| n.parse().ok()).unwrap_or(1);
                self.role = Some(ParagraphRole::Heading(level));
            }
            "ul" | "menu" => self.lists.push(OpenList { count: None }),
            "ol" => self.lists.push(OpenList { count: Some(0) }),
            "li" => self.item(),
            "table" if self.tables.len() < DEEPEST => {
                let around = std::mem::take(&mut self.blocks);
                self.tables.push(OpenTable { around, ..OpenTable::default() });
            }
            "tr" => {
                if let Some(open) = self.tables.last_mut() {
                    open.table.rows.push(TableLine::default());
                }
            }
            "td" | "th" => self.cell(name == "th"),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((element, depth, ..)) = &mut self.left_out {
            *depth -= u32::from(**element == *name);
            if *depth == 0
                && let Some((_, _, reason, words)) = self.left_out.take()
            {
                self.leave_out(reason, &words);
            }
            return;
        }
        match name {
            "b" | "strong" => self.bold = self.bold.saturating_sub(1),
            "i" | "em" | "cite" => self.italic = self.italic.saturating_sub(1),
            "s" | "strike" | "del" => self.struck = self.struck.saturating_sub(1),
            "a" => {
                self.links.pop();
            }
            _ if is_inline(name) => {}
            _ => self.flush(),
        }
        match name {
            "ul" | "ol" | "menu" => {
                self.lists.pop();
            }
            "td" | "th" => self.end_cell(),
            "table" => self.end_table(),
            _ => {}
        }
    }

    fn leave_out(&mut self, reason: LeftOutReason, words: &str) {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.is_empty() {
            self.document.left_out.push(LeftOutText { reason, words, origin: Origin::Line(self.line) });
        }
    }

    fn text(&mut self, text: &str, line: u32) {
        if let Some((_, _, _, words)) = &mut self.left_out {
            words.push_str(text);
            return;
        }
        if self.runs.is_empty() {
            self.line = line;
        }
        let ends_blank = match self.runs.last() {
            Some(TextRun::Words { text, .. }) => text.ends_with(' '),
            _ => true,
        };
        let mut words = String::with_capacity(text.len());
        for c in text.chars() {
            let is_blank = matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{c}');
            if !is_blank {
                words.push(c);
            } else if !(words.ends_with(' ') || words.is_empty() && ends_blank) {
                words.push(' ');
            }
        }
        let style = TextStyle { bold: self.bold > 0, italic: self.italic > 0, struck: self.struck > 0 };
        let link = self.links.iter().rev().find_map(Option::as_deref);
        TextRun::add_words(&mut self.runs, &words, style, link);
    }

    fn item(&mut self) {
        let depth = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
        match self.lists.last_mut().and_then(|list| list.count.as_mut()) {
            Some(count) => {
                *count += 1;
                self.label = Some(format!("{count}.").into());
                self.role = Some(ParagraphRole::Text);
            }
            None => self.role = Some(ParagraphRole::Item(depth)),
        }
    }

    /// Ends the paragraph that is open.
    fn flush(&mut self) {
        let (role, label) = (self.role.take().unwrap_or(ParagraphRole::Text), self.label.take());
        let paragraph = ExtractedParagraph { role, label, runs: std::mem::take(&mut self.runs), origin: Origin::Line(self.line) };
        let has_words = paragraph.runs.iter().any(|run| matches!(run, TextRun::Words { text, .. } if !text.trim().is_empty()));
        if has_words {
            self.blocks.push(ExtractedBlock::Paragraph(paragraph));
        } else {
            // `<li><p>…`: the item is what follows.
            (self.role, self.label) = (Some(paragraph.role), paragraph.label);
        }
    }

    fn cell(&mut self, is_header: bool) {
        self.end_cell();
        let Some(open) = self.tables.last_mut() else { return };
        if open.table.rows.is_empty() {
            open.table.rows.push(TableLine::default());
        }
        open.is_in_cell = true;
        if let Some(row) = open.table.rows.last_mut() {
            row.is_header = is_header && (row.cells.is_empty() || row.is_header);
        }
        open.loose.append(&mut self.blocks);
    }

    fn end_cell(&mut self) {
        let Some(open) = self.tables.last_mut().filter(|open| open.is_in_cell) else { return };
        open.is_in_cell = false;
        let blocks = std::mem::take(&mut self.blocks);
        if let Some(row) = open.table.rows.last_mut() {
            let column = row.cells.last().map_or(0, |cell| cell.column.saturating_add(1));
            row.cells.push(TableBox { column, width: 1, blocks });
        }
    }

    fn end_table(&mut self) {
        self.end_cell();
        let Some(mut open) = self.tables.pop() else { return };
        open.loose.append(&mut self.blocks);
        self.blocks = open.around;
        self.blocks.append(&mut open.loose);
        open.table.rows.retain(|row| !row.cells.is_empty());
        if !open.table.rows.is_empty() {
            self.blocks.push(ExtractedBlock::Table(open.table));
        }
    }

    fn finish(mut self) -> ExtractedDocument {
        if let Some((_, _, reason, words)) = self.left_out.take() {
            self.leave_out(reason, &words);
        }
        self.flush();
        while !self.tables.is_empty() {
            self.end_table();
        }
        self.document.blocks = self.blocks;
        self.document
    }
}
