//! Blocks become Markdown in the grammar of `docs/reference/minutes.md`.

mod escapes;

use super::assemble::{AssembledDocument, OfferedAction};
use crate::layout::{BlockDocument, BlockKind, BlockRef};
use escapes::{guard_line, tidy_escapes};

/// What begins a comment that offers an action. `check` looks for it.
pub(crate) const OFFER: &str = "<!-- OFFERED";

/// The first row of tables that do not say whether it is a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FirstRow {
    /// It says what the columns hold.
    Heads,
    /// It is a row as the others are.
    Counts,
}

/// Writes a document as Markdown.
pub(super) fn write_markdown(assembled: &AssembledDocument, first_row: FirstRow) -> String {
    let document = &assembled.document;
    let mut writer = MarkdownWriter { document, first_row, out: String::new() };
    let mut offers = assembled.offers.iter().peekable();
    for (n, block) in document.top().enumerate() {
        writer.block(&block);
        while let Some(offer) = offers.next_if(|offer| offer.after <= n + 1) {
            writer.offer(offer);
        }
    }
    writer.out
}

/// Whether a document has a table of which nobody says whether its first row is a heading.
pub(super) fn has_plain_tables(document: &BlockDocument<'_>) -> bool {
    document.top().any(|block| block.kind == BlockKind::Table && !has_header(&block))
}

fn has_header(table: &BlockRef<'_>) -> bool {
    table.children().next().is_some_and(|row| matches!(row.kind, BlockKind::Row { header: true }))
}

struct MarkdownWriter<'d> {
    document: &'d BlockDocument<'d>,
    first_row: FirstRow,
    out: String,
}

impl MarkdownWriter<'_> {
    fn part(&mut self) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
    }

    fn block(&mut self, block: &BlockRef<'_>) {
        self.part();
        match block.kind {
            BlockKind::Heading { level, .. } => {
                let hashes = "#".repeat(usize::from(level));
                let words = self.words(block).join(" ");
                self.out.push_str(&format!("{hashes} {words}\n"));
            }
            BlockKind::List => self.list(block, 0),
            BlockKind::Table => self.table(block),
            BlockKind::Footnote => {
                let label = self.document.slice(block.range.until(block.content.start())).trim_end().to_owned();
                let words = self.words(block).join(" ");
                self.out.push_str(&format!("{label} {words}\n"));
            }
            _ => {
                let lines = self.words(block);
                let last = lines.len().saturating_sub(1);
                for (n, line) in lines.iter().enumerate() {
                    let line = guard_line(line);
                    self.out.push_str(&line);
                    self.out.push_str(if n < last { "\\\n" } else { "\n" });
                }
            }
        }
    }

    /// Returns the words of a block, line by line.
    fn words(&self, block: &BlockRef<'_>) -> Vec<String> {
        let lines: Vec<BlockRef<'_>> = block.children().filter(|child| child.kind == BlockKind::Line).collect();
        let text = |range| tidy_escapes(self.document.slice(range).trim());
        let lines: Vec<String> =
            if lines.is_empty() { vec![text(block.content)] } else { lines.iter().map(|line| text(line.content)).collect() };
        lines.into_iter().filter(|line| !line.is_empty()).collect()
    }

    fn list(&mut self, list: &BlockRef<'_>, depth: usize) {
        for item in list.children() {
            let indent = "  ".repeat(depth);
            let lines = self.words(&item);
            self.out.push_str(&format!("{indent}- {}\n", lines.iter().map(|l| guard_line(l)).collect::<Vec<_>>().join("<br>")));
            for nested in item.children().filter(|child| child.kind == BlockKind::List) {
                self.list(&nested, depth + 1);
            }
        }
    }

    fn table(&mut self, table: &BlockRef<'_>) {
        let rows: Vec<BlockRef<'_>> = table.children().filter(|row| matches!(row.kind, BlockKind::Row { .. })).collect();
        let width = |row: &BlockRef<'_>| {
            let edge = |cell: BlockRef<'_>| match cell.kind {
                BlockKind::Cell { column, span } => usize::from(column) + usize::from(span.0),
                _ => 0,
            };
            row.children().map(edge).max().unwrap_or(0)
        };
        let columns = rows.iter().map(width).max().unwrap_or(0).min(64);
        if columns == 0 {
            return;
        }
        // `Present: | Ann Lee` is a row with its label; `Task: | Owner:` is a heading.
        let mut labels = rows.first().into_iter().flat_map(|row| row.children()).map(|cell| {
            let words = self.words(&cell).join(" ");
            words.trim_end_matches('*').trim_end().ends_with(':')
        });
        let is_label = labels.next() == Some(true) && !labels.any(|is_label| is_label);
        let heads = has_header(table) || self.first_row == FirstRow::Heads && !is_label;
        let rule = format!("|{}\n", " --- |".repeat(columns));
        if !heads {
            self.out.push_str(&format!("|{}\n{rule}", "  |".repeat(columns)));
        }
        for (n, row) in rows.iter().enumerate() {
            let mut cells = vec![String::new(); columns];
            for cell in row.children() {
                let BlockKind::Cell { column, .. } = cell.kind else { continue };
                if let Some(slot) = cells.get_mut(usize::from(column)) {
                    *slot = self.words(&cell).join("<br>").replace('|', "\\|");
                }
            }
            self.out.push_str(&format!("| {} |\n", cells.join(" | ")));
            if n == 0 && heads {
                self.out.push_str(&rule);
            }
        }
    }

    /// Writes what is offered as a comment. Without its first and last line it is an action.
    fn offer(&mut self, offer: &OfferedAction) {
        self.part();
        let beside = if offer.beside.is_empty() { String::new() } else { format!(", beside {}", offer.beside) };
        let head = format!("{} ({}{beside}): no owner is given. To accept it, delete this line and the last", OFFER, offer.place);
        // Two hyphens could end the comment.
        let safe = |text: &str| text.replace("--", "- -");
        let words = safe(&tidy_escapes(&offer.words));
        self.out.push_str(&format!("{OFFER}{}\n**ACTION:** {words}\n-->\n", safe(head.get(OFFER.len()..).unwrap_or(""))));
    }
}
