//! Tables: headers with a scope, alignment by class, a box that scrolls, and no cell lost.

use std::ops::Range;

use pulldown_cmark::Alignment;

use super::writer::Writer;
use crate::html::escape;
use crate::html::raw::without_comments;

/// The table that is being written.
#[derive(Debug)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    /// The words of the header, while it is being written.
    header: Option<String>,
    /// Where the label goes, once the header is known.
    label_at: usize,
    /// Where the last cell of the row ends in the source.
    cell_end: usize,
    /// Where the open cell begins in the output.
    cell_at: usize,
    empty_cell: bool,
    /// The corner is empty: the first cell of a row says what the row is of.
    has_row_headers: bool,
}

/// A label longer than this many bytes helps no listener.
const LABEL: usize = 200;

impl Table {
    /// Whether the open cell is the header of its row.
    fn is_row_header(&self) -> bool {
        self.has_row_headers && self.column == 0
    }
}

impl Writer<'_, '_> {
    pub(super) fn start_table(&mut self, alignments: Vec<Alignment>) {
        self.out.push_str("<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"");
        let word = self.say("prose_table");
        self.out.push_str(&word);
        let label_at = self.out.len();
        self.out.push_str("\">\n<table>\n");
        self.table = Some(Table {
            alignments,
            column: 0,
            header: Some(String::new()),
            label_at,
            cell_end: 0,
            cell_at: 0,
            empty_cell: false,
            has_row_headers: false,
        });
    }

    pub(super) fn end_table(&mut self) {
        self.table = None;
        self.out.push_str("</tbody>\n</table>\n</div>\n");
    }

    pub(super) fn start_row(&mut self) {
        if let Some(table) = &mut self.table {
            table.column = 0;
        }
        self.out.push_str("<tr>");
    }

    pub(super) fn end_row(&mut self, source: &str, range: &Range<usize>) {
        // GitHub's rule drops cells beyond the header's; here the reader has them.
        let end = self.table.as_ref().map_or(range.end, |t| t.cell_end);
        let beyond = source.get(end..range.end).unwrap_or("").trim().trim_start_matches('|').trim_end_matches('|');
        if !beyond.trim().is_empty() && self.table.as_ref().is_some_and(|t| t.column >= t.alignments.len()) {
            for cell in beyond.split('|') {
                self.out.push_str("<td>");
                escape::text(&mut self.out, cell.trim());
                self.out.push_str("</td>");
            }
        }
        self.out.push_str("</tr>\n");
    }

    pub(super) fn end_head(&mut self, source: &str, range: &Range<usize>) {
        self.end_row(source, range);
        if let Some(table) = &mut self.table {
            let words = table.header.take().unwrap_or_default();
            if !words.is_empty() && words.len() <= LABEL {
                let label = format!(": {}", words.replace('"', "&quot;"));
                self.out.insert_str(table.label_at, &label);
            }
        }
        self.out.push_str("</thead>\n<tbody>\n");
    }

    pub(super) fn start_cell(&mut self, range: &Range<usize>, source: &str) {
        let Some(table) = &mut self.table else { return };
        table.cell_end = range.end;
        table.cell_at = self.out.len();
        // A header without words is none: assistive technology would announce nothing.
        table.empty_cell = source.get(range.clone()).is_none_or(|c| without_comments(c).trim().is_empty());
        table.has_row_headers |= table.header.is_some() && table.column == 0 && table.empty_cell;
        self.out.push_str(match (&table.header, table.empty_cell) {
            (Some(_), false) => "<th scope=\"col\"",
            (None, false) if table.is_row_header() => "<th scope=\"row\"",
            _ => "<td",
        });
        self.out.push_str(match table.alignments.get(table.column) {
            Some(Alignment::Left) => " class=\"left\">",
            Some(Alignment::Center) => " class=\"centre\">",
            Some(Alignment::Right) => " class=\"right\">",
            _ => ">",
        });
    }

    pub(super) fn end_cell(&mut self) {
        let Some(table) = &mut self.table else { return };
        let is_row_header = table.header.is_none() && table.is_row_header() && !table.empty_cell;
        table.column += 1;
        let is_header = table.header.is_some() && !table.empty_cell;
        if let Some(header) = table.header.as_mut().filter(|_| is_header) {
            if !header.is_empty() {
                header.push_str(", ");
            }
            let cell = self.out.get(table.cell_at..).unwrap_or("");
            // The words between the tags; their entities are those of an attribute too.
            for part in cell.split('<') {
                header.push_str(if part.starts_with("br>") { " " } else { "" });
                header.push_str(part.split_once('>').map_or("", |(_, words)| words));
            }
            header.truncate(header.trim_end().len());
        }
        self.out.push_str(if is_header || is_row_header { "</th>" } else { "</td>" });
    }
}

/// `|` inside double brackets does not part cells: gives the text with `\` before each, and where they were put.
pub(super) fn keep_brackets_whole(text: &str) -> Option<(String, Vec<usize>)> {
    memchr::memmem::find(text.as_bytes(), b"[[")?;
    let ruled =
        |l: &str| l.contains('-') && l.contains('|') && l.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t' | '\r' | '>'));
    if !text.lines().any(ruled) {
        return None;
    }
    let (mut out, mut inserted) = (String::with_capacity(text.len() + 16), Vec::new());
    for line in text.split_inclusive('\n') {
        let mut rest = line;
        while let Some((before, inner)) = rest.split_once("[[") {
            let Some((inner, after)) = inner.split_once("]]") else { break };
            out.push_str(before);
            out.push_str("[[");
            let mut last = ' ';
            for c in inner.chars() {
                if c == '|' && last != '\\' {
                    inserted.push(out.len());
                    out.push('\\');
                }
                out.push(c);
                last = c;
            }
            out.push_str("]]");
            rest = after;
        }
        out.push_str(rest);
    }
    (!inserted.is_empty()).then_some((out, inserted))
}
