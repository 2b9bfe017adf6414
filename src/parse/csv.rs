//! CSV (RFC 4180) with the place of every cell.
//!
//! The `csv` crate tells where a row begins and not where its cells do, and a message about one
//! cell must point at it; hence the small reader here. Separators are commas, or semicolons or tabs
//! where the header says so; quotes, line ends and a byte order mark are as spreadsheets write them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic};
use crate::html::raw::without_comments;
use crate::record::{FileId, Span};

/// A file of rows.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheet<'a> {
    /// Names of the columns, trimmed.
    pub header: Vec<Cell<'a>>,
    /// Rows that are not blank; each has a cell for each column.
    pub rows: Vec<Vec<Cell<'a>>>,
}

/// One cell.
#[derive(Debug, Clone)]
pub(super) struct Cell<'a> {
    /// What it says, trimmed.
    pub text: Cow<'a, str>,
    /// Where, without quotes and blanks around.
    pub span: Span,
}

impl Sheet<'_> {
    /// The place of a column, by its name in any case; spaces and `_` are one.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|h| same(&h.text, name))
    }
}

/// Whether two names of columns are one.
fn same(a: &str, b: &str) -> bool {
    plain(a) == plain(b)
}

/// The name of a column as it is compared.
fn plain(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '-'], "_")
}

/// The span of a row.
pub(super) fn row_span(row: &[Cell<'_>]) -> Option<Span> {
    let (first, last) = (row.first()?, row.last()?);
    Some(Span { file: first.span.file, start: first.span.start, end: last.span.end.max(first.span.start) })
}

/// Reads a file. A row with too few or too many cells is reported and left out.
pub(super) fn read(file: FileId, text: &str) -> (Sheet<'_>, Vec<Diagnostic>) {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut scanner =
        Scanner { file, text, at: start, separator: separator(&text[start..]), problems: super::data::marks(file, text, 0) };
    let mut sheet = Sheet::default();
    while let Some(mut row) = scanner.row() {
        if row.iter().all(|c| c.text.is_empty()) {
            continue;
        }
        if sheet.header.is_empty() {
            while row.last().is_some_and(|c| c.text.is_empty()) {
                row.pop();
            }
            scanner.header(&row);
            sheet.header = row;
            continue;
        }
        while row.len() > sheet.header.len() && row.last().is_some_and(|c| c.text.is_empty()) {
            row.pop();
        }
        if row.len() == sheet.header.len() {
            sheet.rows.push(row);
        } else {
            scanner.ragged(&row, sheet.header.len());
        }
    }
    if sheet.header.is_empty() && scanner.problems.is_empty() {
        let at = Span::new(file, start, start);
        let problem =
            Diagnostic::new(Code::Syntax, at, "this file has no rows").remedy("put the names of the columns in its first line");
        scanner.problems.push(problem);
    }
    (sheet, scanner.problems)
}

/// Returns the text of a file with no comment left in any cell. What stands between the cells stays as it is.
pub(crate) fn without_comments_of_cells(text: &str) -> String {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut scanner = Scanner { file: FileId(0), text, at: start, separator: separator(&text[start..]), problems: Vec::new() };
    let (mut out, mut done) = (String::with_capacity(text.len()), 0);
    while let Some(row) = scanner.row() {
        for cell in row {
            let range = cell.span.range();
            out.push_str(text.get(done..range.start).unwrap_or(""));
            out.push_str(&without_comments(text.get(range.clone()).unwrap_or("")));
            done = range.end;
        }
    }
    out.push_str(text.get(done..).unwrap_or(""));
    out
}

/// What stands between cells, by the header.
fn separator(text: &str) -> u8 {
    let header = text.lines().find(|l| !l.trim().is_empty()).unwrap_or("");
    match (header.contains(','), header.contains(';'), header.contains('\t')) {
        (false, true, _) => b';',
        (false, false, true) => b'\t',
        _ => b',',
    }
}

struct Scanner<'a> {
    file: FileId,
    text: &'a str,
    at: usize,
    separator: u8,
    problems: Vec<Diagnostic>,
}

impl<'a> Scanner<'a> {
    /// The next row; `None` at the end.
    fn row(&mut self) -> Option<Vec<Cell<'a>>> {
        if self.at >= self.text.len() {
            return None;
        }
        let mut row = Vec::new();
        loop {
            row.push(self.cell());
            match self.text.as_bytes().get(self.at) {
                Some(b) if *b == self.separator => self.at += 1,
                Some(b'\r') if self.text.as_bytes().get(self.at + 1) == Some(&b'\n') => {
                    self.at += 2;
                    return Some(row);
                }
                Some(_) => {
                    self.at += 1;
                    return Some(row);
                }
                None => return Some(row),
            }
        }
    }

    /// One cell; leaves `at` on what ends it.
    fn cell(&mut self) -> Cell<'a> {
        let bytes = self.text.as_bytes();
        let mut start = self.at;
        while bytes.get(start) == Some(&b' ') {
            start += 1;
        }
        if bytes.get(start) == Some(&b'"') {
            return self.quoted(start);
        }
        let len = bytes[self.at..].iter().take_while(|b| **b != self.separator && !matches!(b, b'\n' | b'\r')).count();
        let whole = &self.text[self.at..self.at + len];
        let words = whole.trim();
        let from = self.at + (whole.len() - whole.trim_start().len());
        self.at += len;
        Cell { text: without_comments(words), span: Span::new(self.file, from, from + words.len()) }
    }

    fn quoted(&mut self, open: usize) -> Cell<'a> {
        let bytes = self.text.as_bytes();
        let start = open + 1;
        let mut at = start;
        let mut doubled = false;
        loop {
            match memchr::memchr(b'"', &bytes[at..]) {
                Some(n) if bytes.get(at + n + 1) == Some(&b'"') => {
                    doubled = true;
                    at += n + 2;
                }
                Some(n) => {
                    at += n;
                    break;
                }
                None => {
                    let problem =
                        Diagnostic::new(Code::Syntax, Span::new(self.file, open, start), "a quote is opened and never closed")
                            .expected("opened here")
                            .remedy("close the quote; a quote inside a quoted cell is written twice: \"\"");
                    self.problems.push(problem);
                    at = bytes.len();
                    break;
                }
            }
        }
        let words = &self.text[start..at];
        self.at = (at + 1).min(bytes.len());
        // What stands between the closing quote and the separator belongs to nobody.
        let rest = bytes[self.at..].iter().take_while(|b| **b != self.separator && !matches!(b, b'\n' | b'\r')).count();
        if !self.text[self.at..self.at + rest].trim().is_empty() {
            let span = Span::new(self.file, self.at, self.at + rest);
            let problem = Diagnostic::new(Code::Syntax, span, "words stand after the closing quote of a cell")
                .expected("expected a separator")
                .remedy("write a quote inside a quoted cell twice: \"\"");
            self.problems.push(problem);
        }
        self.at += rest;
        let lead = words.len() - words.trim_start().len();
        let trimmed = words.trim();
        let text = if doubled {
            Cow::Owned(without_comments(&trimmed.replace("\"\"", "\"")).into_owned())
        } else {
            without_comments(trimmed)
        };
        Cell { text, span: Span::new(self.file, start + lead, start + lead + trimmed.len()) }
    }

    /// Columns without a name and names that stand twice.
    fn header(&mut self, row: &[Cell<'a>]) {
        let mut names: BTreeMap<String, Span> = BTreeMap::new();
        for (n, cell) in row.iter().enumerate() {
            if cell.text.is_empty() {
                let problem = Diagnostic::new(Code::Syntax, cell.span, format!("column {} has no name", n + 1))
                    .expected("expected the name of the column")
                    .remedy("the first line holds the names of the columns");
                self.problems.push(problem);
                continue;
            }
            let first = *names.entry(plain(&cell.text)).or_insert(cell.span);
            if first != cell.span {
                let problem = Diagnostic::new(
                    Code::Syntax,
                    cell.span,
                    format!("two columns are called `{}`", super::data::cut(&cell.text)),
                )
                .expected("the second")
                .related(first, "the first")
                .remedy("rename one of them");
                self.problems.push(problem);
            }
        }
    }

    fn ragged(&mut self, row: &[Cell<'a>], columns: usize) {
        let Some(span) = row_span(row) else { return };
        let cells = if row.len() == 1 { "1 cell".to_owned() } else { format!("{} cells", row.len()) };
        let problem = Diagnostic::new(Code::BadRow, span, format!("this row has {cells}, and the header has {columns} columns"))
            .expected(format!("expected {columns} cells"))
            .remedy("put a separator for each empty cell; put a cell that holds a separator between quotes");
        self.problems.push(problem);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_of_cells() {
        for (text, out) in [
            ("a <!-- x -->,b\n1,\"2 <!-- \"\"y\"\", z --> 3\"\n", "a,b\n1,\"2 3\"\n"),
            ("\u{feff}a;b\r\n<!-- x -->;2\r\n", "\u{feff}a;b\r\n;2\r\n"),
            ("a,b\n<!-- 1,2 -->\n", "a,b\n<!-- 1,2 -->\n"),
        ] {
            assert_eq!(without_comments_of_cells(text), out, "{text}");
        }
    }
}
