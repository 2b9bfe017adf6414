//! TOML becomes a tree. Months without quotes (`2012-10`), which TOML does not know, are read too.

use std::ops::Range;

use toml::de::{DeTable, DeValue, Error};

use super::salvage;
use super::tree::{Format, Key, Kind, MAX_DEPTH, Table, Tree, Value};
use crate::diag::{Code, Diagnostic};
use crate::html::raw::without_comments;
use crate::record::{FileId, Span};

/// How many mistakes of syntax are reported at most: after the first few the rest are echoes.
const MAX_ERRORS: usize = 4;

pub(super) fn read(file: FileId, text: &str, offset: usize) -> (Tree, Vec<Diagnostic>) {
    let place = Place { file, text, offset };
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return (place.tree(table.get_ref(), false), Vec::new());
    }
    // What looks like a date and is none to TOML becomes a number of the same length; its words are
    // then taken from the original text, and whoever asks for the date says what is wrong with it.
    let patched = patch_dates(text, &errors);
    let (table, errors) = match &patched {
        Some(patched) => DeTable::parse_recoverable(patched),
        None => (table, errors),
    };
    let mut tree = place.tree(table.get_ref(), !errors.is_empty());
    place.take_as_text(&mut tree.table, &errors);
    (tree, place.syntax(&errors))
}

struct Place<'a> {
    file: FileId,
    text: &'a str,
    offset: usize,
}

impl Place<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, self.offset + range.start, self.offset + range.end.max(range.start))
    }

    fn tree(&self, table: &DeTable<'_>, broken: bool) -> Tree {
        let table = Table { span: self.span(0..self.text.len()), entries: self.entries(table, 0) };
        Tree { table, format: Format::Toml, broken, not_a_table: false }
    }

    /// Takes the words of a value that cannot be read as its text, where its key is at the top and on no other line.
    fn take_as_text(&self, table: &mut Table, errors: &[Error]) {
        let top = self.text.find("\n[").map_or(self.text, |end| self.text.get(..=end).unwrap_or(""));
        for entry in salvage::entries(top, '=').into_iter().flatten() {
            let words = self.text.get(entry.value.clone()).unwrap_or("");
            let is_broken = errors.iter().filter_map(Error::span).any(|e| entry.whole.contains(&e.start));
            if !is_broken || words.is_empty() || words.contains('\n') {
                continue;
            }
            let key = Key { text: self.text.get(entry.key.clone()).unwrap_or("").into(), span: self.span(entry.key.clone()) };
            // A key that is given twice was read the first time.
            if table.entries.iter().any(|(k, _)| k.text == key.text && k.span.end <= key.span.start) {
                continue;
            }
            table.entries.retain(|(k, _)| k.text != key.text);
            table.entries.push((key, Value { span: self.span(entry.value.clone()), kind: Kind::Text(words.into()) }));
        }
        table.entries.sort_by_key(|(key, _)| key.span);
    }

    fn entries(&self, table: &DeTable<'_>, depth: usize) -> Vec<(Key, Value)> {
        let mut entries: Vec<(Key, Value)> = table
            .iter()
            .map(|(key, value)| {
                let key = Key { text: (&**key.get_ref()).into(), span: self.span(self.bare(key.span(), key.get_ref())) };
                (key, self.value(value.span(), value.get_ref(), depth + 1))
            })
            .collect();
        entries.sort_by_key(|(key, _)| key.span);
        entries
    }

    fn value(&self, range: Range<usize>, value: &DeValue<'_>, depth: usize) -> Value {
        let written = self.text.get(range.clone()).unwrap_or("");
        let mut span = self.span(range.clone());
        let kind = match value {
            _ if depth > MAX_DEPTH => Kind::Null,
            DeValue::String(text) => {
                span = self.span(self.bare(range, text));
                Kind::Text(without_comments(text).into())
            }
            _ if looks_like_date(written) => Kind::Date(written.into()),
            DeValue::Integer(number) => {
                let digits = number.as_str().replace('_', "");
                match i64::from_str_radix(&digits, number.radix()) {
                    Ok(n) => Kind::Int(n, written.into()),
                    Err(_) => Kind::Float(digits.parse().unwrap_or(f64::INFINITY), written.into()),
                }
            }
            DeValue::Float(number) => Kind::Float(number.as_str().replace('_', "").parse().unwrap_or(f64::NAN), written.into()),
            DeValue::Boolean(yes) => Kind::Bool(*yes),
            DeValue::Datetime(date) => match date.date {
                Some(day) => Kind::Date(day.to_string().into()),
                None => Kind::Text(written.into()),
            },
            DeValue::Array(items) => Kind::List(items.iter().map(|v| self.value(v.span(), v.get_ref(), depth + 1)).collect()),
            DeValue::Table(table) => Kind::Table(Table { span, entries: self.entries(table, depth) }),
        };
        Value { span, kind }
    }

    /// The words between the quotes, where they stand there without escapes; else the whole range.
    fn bare(&self, range: Range<usize>, text: &str) -> Range<usize> {
        let written = self.text.get(range.clone()).unwrap_or("");
        for quote in ["\"\"\"", "'''", "\"", "'"] {
            let inner = written.strip_prefix(quote).and_then(|w| w.strip_suffix(quote));
            if inner == Some(text) && !text.is_empty() {
                return range.start + quote.len()..range.end - quote.len();
            }
        }
        range
    }

    fn syntax(&self, errors: &[Error]) -> Vec<Diagnostic> {
        let mut out: Vec<Diagnostic> = Vec::new();
        let mut lines = Vec::new();
        for error in errors {
            let range = error.span().unwrap_or(self.text.len()..self.text.len());
            let start = range.start.min(self.text.len());
            let line = self.text.as_bytes().iter().take(start).filter(|b| **b == b'\n').count();
            if lines.contains(&line) || out.len() == MAX_ERRORS {
                continue;
            }
            lines.push(line);
            out.push(self.one(error.message(), start..range.end.clamp(start, self.text.len())));
        }
        out
    }

    fn one(&self, message: &str, range: Range<usize>) -> Diagnostic {
        let words = self.text.get(range.clone()).unwrap_or("").lines().next().unwrap_or("").trim();
        let what = message.split(", expected ").next().unwrap_or(message);
        let lines = line_around(self.text, range.start);
        let line = self.text.get(lines.clone()).unwrap_or("");
        let key = line.split('=').next().unwrap_or("").trim();
        let diagnostic = |text: String| Diagnostic::new(Code::Syntax, self.span(range.clone()), text);
        if what.contains("duplicate key") {
            return diagnostic(format!("the key `{words}` is given twice"))
                .expected("the second time")
                .remedy("keep one of the two lines and delete the other");
        }
        if what.contains("recursion limit") {
            return diagnostic("this is nested too deeply to be read".to_owned())
                .remedy("write it with fewer brackets inside each other");
        }
        if let Some(value) = line.split_once('=').map(|(_, v)| v.trim()).filter(|v| needs_quotes(v)) {
            return diagnostic(format!("the value of `{key}` cannot be read"))
                .expected("text stands between quotes")
                .remedy(format!("write {key} = \"{}\"", value.replace('"', "\\\"")));
        }
        if !line.contains('=') && !line.trim_start().starts_with('[') && !line.trim().is_empty() {
            let start = lines.start + (line.len() - line.trim_start().len());
            let span = self.span(start..start + line.trim().len());
            return Diagnostic::new(Code::Syntax, span, format!("`{}` is not a setting", cut(line.trim())))
                .expected("expected key = value")
                .remedy("write each setting on a line of its own: key = \"value\"; begin a comment with #");
        }
        if what.contains("string") && !key.is_empty() && range.is_empty() {
            let start = self.text.get(..range.start).and_then(|t| t[lines.start..].find(['"', '\'']).map(|n| lines.start + n));
            let start = start.unwrap_or(range.start);
            return Diagnostic::new(
                Code::Syntax,
                self.span(start..range.start),
                format!("the text of `{key}` is opened and never closed"),
            )
            .expected("opened here")
            .remedy("end it with the quote that it begins with; text of several lines stands between \"\"\" and \"\"\"");
        }
        let expected = message.split_once(", expected ").map_or("", |(_, e)| e);
        let diagnostic = diagnostic(format!("this TOML cannot be read: {}", cut(what)));
        let diagnostic = if expected.is_empty() { diagnostic } else { diagnostic.expected(format!("expected {expected}")) };
        diagnostic
            .remedy("text stands between quotes, lists between [ ], inline tables between { }; every bracket and quote is closed")
    }
}

/// Whether a value that TOML refuses is most likely text without quotes.
fn needs_quotes(value: &str) -> bool {
    value.starts_with(|c: char| c.is_alphabetic()) && !value.contains('#') && !value.ends_with([']', '}', ','])
        || value.starts_with(|c: char| c.is_ascii_digit()) && value.contains(' ') && !value.contains(['#', '"', '}', ']'])
}

fn cut(words: &str) -> String {
    if words.chars().count() <= 60 { words.to_owned() } else { words.chars().take(59).chain(['…']).collect() }
}

/// The line that `at` stands in, without its end.
fn line_around(text: &str, at: usize) -> Range<usize> {
    let at = (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    let from = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let to = text[at..].find('\n').map_or(text.len(), |i| at + i);
    from..from + text[from..to].trim_end_matches('\r').len()
}

/// `2012-10` and `2012-02-31`, which TOML refuses, as numbers of the same length. `None` where there is nothing of that kind.
fn patch_dates(text: &str, errors: &[Error]) -> Option<String> {
    let mut bytes = text.as_bytes().to_vec();
    let mut any = false;
    for range in errors.iter().filter_map(Error::span) {
        let word = |b: &u8| b.is_ascii_digit() || *b == b'-';
        let mut start = range.start.min(bytes.len());
        while start > 0 && bytes.get(start - 1).is_some_and(word) {
            start -= 1;
        }
        let len = bytes.get(start..).map_or(0, |rest| rest.iter().take_while(|b| word(b)).count());
        let Some(atom) = text.get(start..start + len) else { continue };
        let clear = |at: Option<&u8>| at.is_none_or(|b| b.is_ascii_whitespace() || b"=,]}[#\"'".contains(b));
        if !looks_like_date(atom) || !clear(bytes.get(start + len)) || !clear(start.checked_sub(1).and_then(|i| bytes.get(i))) {
            continue;
        }
        for (at, mark) in [(4, b'.'), (7, b'_')] {
            if at < len {
                bytes[start + at] = mark;
                any = true;
            }
        }
    }
    if any { String::from_utf8(bytes).ok() } else { None }
}

/// `2012-10`, `2012-04-17`: four digits, then one or two groups of two.
fn looks_like_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    matches!(bytes.len(), 7 | 10)
        && bytes.iter().enumerate().all(|(i, b)| if i == 4 || i == 7 { *b == b'-' } else { b.is_ascii_digit() })
}
