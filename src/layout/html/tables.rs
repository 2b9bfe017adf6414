//! Tables of HTML.

use super::Stretch;
use crate::layout::line::skip_blanks;
use crate::layout::model::BlockKind;
use crate::layout::tags::{Kind, Tag, cell_lines, inner, tags};
use crate::record::TextRange;

/// A row of a table of HTML.
struct HtmlRow {
    start: usize,
    header: bool,
    cells: Vec<HtmlCell>,
}

/// A cell of a table of HTML: all between its tags, its words, and how many columns and rows it covers.
struct HtmlCell {
    range: TextRange,
    words: TextRange,
    span: (u16, u16),
    /// A list is in it.
    list: bool,
}

/// A cell that is open: where its words begin, and the place of its tag among the tags.
struct OpenCell {
    start: usize,
    tag: usize,
}

impl Stretch<'_, '_> {
    /// A table of two columns or more that holds no headings and no other table. What else is in table tags lays out a page.
    pub(super) fn table(&mut self, n: usize) -> Option<usize> {
        let holds = self.ends.get(n).copied().filter(|h| !h.heading && !h.table && h.close < self.tags.len())?;
        let rows = self.rows(n + 1, holds.close);
        let end = self.tags.get(holds.close)?.end;
        if rows.iter().skip_while(|row| row.cells.len() == 1).map(|row| row.cells.len()).max().unwrap_or(0) < 2 {
            return None;
        }
        let start = self.tags.get(n)?.start;
        self.flush(start);
        let start = skip_blanks(self.text, self.pos, end);
        if self.sink.open(BlockKind::Table, start, end).is_some() {
            self.put_rows(&rows, end);
            self.sink.close();
            self.any = true;
        }
        (self.pos, self.words, self.opens, self.broken) = (end, false, false, false);
        Some(holds.close + 1)
    }

    /// The rows between two tags.
    fn rows(&self, from: usize, to: usize) -> Vec<HtmlRow> {
        let mut rows: Vec<HtmlRow> = Vec::new();
        let mut open = None::<OpenCell>;
        let tags = self.tags.get(from..=to).unwrap_or(&[]);
        for (n, tag) in tags.iter().enumerate() {
            let kind = tag.kind;
            if !matches!(kind, Kind::Row | Kind::Cell | Kind::Table) {
                continue;
            }
            if let Some(cell) = open.take()
                && let Some(row) = rows.last_mut()
                && let Some(opened) = tags.get(cell.tag)
            {
                let range = TextRange::new(cell.start, tag.start);
                row.cells.push(HtmlCell {
                    range,
                    words: inner(self.text, range),
                    span: (self.number(opened, "colspan"), self.number(opened, "rowspan")),
                    list: tags.get(cell.tag + 1..n).is_some_and(|inside| inside.iter().any(|t| t.kind == Kind::List)),
                });
                row.header &= opened.is("th");
            }
            match kind {
                Kind::Row if !tag.closing => rows.push(HtmlRow { start: tag.start, header: true, cells: Vec::new() }),
                Kind::Cell if !tag.closing => {
                    if rows.is_empty() {
                        rows.push(HtmlRow { start: tag.start, header: true, cells: Vec::new() });
                    }
                    open = Some(OpenCell { start: tag.end, tag: n });
                }
                _ => {}
            }
        }
        rows.retain(|row| !row.cells.is_empty());
        rows
    }

    /// The number that an attribute of a tag has; 1 where it has none.
    fn number(&self, tag: &Tag<'_>, name: &str) -> u16 {
        let written = self.text.get(tag.start..tag.end).unwrap_or("");
        let at = written.to_ascii_lowercase().find(name).map(|at| at + name.len());
        let value = at.and_then(|at| written.get(at..)).map_or("", |v| v.trim_start_matches(['=', ' ', '"', '\'']));
        let digits = value.len() - value.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        value.get(..digits).and_then(|d| d.parse().ok()).filter(|n| (1..=1000).contains(n)).unwrap_or(1)
    }

    /// Puts rows into the table that is open. A row of one cell at the top is its title.
    fn put_rows(&mut self, rows: &[HtmlRow], end: usize) {
        let mut heads = true;
        for (n, row) in rows.iter().enumerate() {
            heads &= row.cells.len() == 1;
            let stop = rows.get(n + 1).map_or(end, |next| next.start);
            if heads {
                if self.sink.open(BlockKind::Paragraph, row.start, stop).is_some() {
                    if let Some(cell) = row.cells.first() {
                        self.sink.set_content(cell.words);
                    }
                    self.sink.close();
                }
                continue;
            }
            if self.sink.open(BlockKind::Row { header: row.header }, row.start, stop).is_none() {
                continue;
            }
            let mut column = 0u16;
            for cell in &row.cells {
                self.put_cell(cell, column);
                column = column.saturating_add(cell.span.0);
            }
            self.sink.close();
        }
    }

    fn put_cell(&mut self, cell: &HtmlCell, column: u16) {
        let kind = BlockKind::Cell { column, span: cell.span };
        if self.sink.open(kind, cell.range.start(), cell.range.end()).is_none() {
            return;
        }
        self.sink.set_content(cell.words);
        if cell.list {
            let inside = tags(self.text, cell.range.start(), cell.range.end()).collect();
            Stretch::of_tags(cell.range, inside, self.sink).cut();
        } else if memchr::memchr(b'<', cell.words.bytes(self.text)).is_some() {
            self.sink.lines(&cell_lines(self.text, cell.words));
        }
        self.sink.close();
    }
}
