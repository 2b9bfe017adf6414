//! YAML becomes a tree: the core schema of YAML 1.2, one document, no key twice, no aliases.
//!
//! Aliases are refused because a few lines of them can stand for gigabytes, and because no
//! secretary writes them; anchors without an alias are harmless and passed over.

use std::borrow::Cow;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, Span as Marks, StrInput, Tag};

use super::salvage;
use super::tree::{Format, Key, Kind, MAX_DEPTH, Table, Tree, Value};
use crate::diag::{Code, Diagnostic, Severity};
use crate::html::raw::without_comments;
use crate::record::{FileId, Span};

pub(super) fn read(file: FileId, text: &str, offset: usize) -> (Tree, Vec<Diagnostic>) {
    let (mut tree, problems) = read_whole(file, text, offset);
    match tree.broken.then(|| read_by_key(file, text, offset)).flatten() {
        Some((entries, found)) => {
            tree.table.entries = entries;
            (tree, found)
        }
        None => (tree, problems),
    }
}

/// Reads a text that is broken as a whole key by key: the words of a broken value are its text. `None` where no key is to blame.
fn read_by_key(file: FileId, text: &str, offset: usize) -> Option<(Vec<(Key, Value)>, Vec<Diagnostic>)> {
    let (mut out, mut problems): (Vec<(Key, Value)>, Vec<Diagnostic>) = Default::default();
    for entry in salvage::entries(text, ':')? {
        let (tree, mut found) = read_whole(file, text.get(entry.whole.clone())?, offset + entry.whole.start);
        let span = |range: &std::ops::Range<usize>| Span::new(file, offset + range.start, offset + range.end);
        let read = if tree.broken || tree.not_a_table {
            found.truncate(1);
            let key = Key { text: text.get(entry.key.clone())?.into(), span: span(&entry.key) };
            let kind = Kind::Text(text.get(entry.value.clone())?.into());
            vec![(key, Value { span: span(&entry.value), kind })]
        } else {
            tree.table.entries
        };
        problems.extend(found);
        for (key, value) in read {
            match out.iter().find(|(first, _)| first.text == key.text) {
                Some((first, _)) => problems.push(given_twice(&key.text, key.span, first.span)),
                None => out.push((key, value)),
            }
        }
    }
    (!problems.is_empty()).then_some((out, problems))
}

fn given_twice(key: &str, second: Span, first: Span) -> Diagnostic {
    Diagnostic::new(Code::Syntax, second, format!("the key `{key}` is given twice"))
        .expected("the second time")
        .related(first, "the first time")
        .remedy("keep one of the two lines and delete the other")
}

fn read_whole(file: FileId, text: &str, offset: usize) -> (Tree, Vec<Diagnostic>) {
    let mut builder = Builder { place: Place::new(file, text, offset), open: Vec::new(), top: None, problems: Vec::new() };
    let mut parser = Parser::new_from_str(text);
    let finished = builder.run(&mut parser);
    builder.close_all(finished);
    let end = offset + text.len();
    let mut tree = Tree::empty(Format::Yaml, file, offset);
    tree.table.span = Span::new(file, offset, end);
    match builder.top {
        Some(Value { kind: Kind::Table(table), .. }) => tree.table.entries = table.entries,
        None | Some(Value { kind: Kind::Null, .. }) => {}
        Some(_) => tree.not_a_table = true,
    }
    tree.broken = !finished;
    (tree, builder.problems)
}

/// Characters to bytes: the parser counts characters.
struct Place<'a> {
    file: FileId,
    text: &'a str,
    offset: usize,
    /// Byte offset of each character; empty where every character is one byte.
    bytes: Vec<u32>,
}

impl<'a> Place<'a> {
    fn new(file: FileId, text: &'a str, offset: usize) -> Self {
        let bytes = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().map(|(i, _)| u32::try_from(i).unwrap_or(u32::MAX)).collect()
        };
        Place { file, text, offset, bytes }
    }

    fn byte(&self, mark: Marker) -> usize {
        if self.bytes.is_empty() {
            return mark.index().min(self.text.len());
        }
        self.bytes.get(mark.index()).map_or(self.text.len(), |b| *b as usize)
    }

    fn range(&self, marks: Marks) -> std::ops::Range<usize> {
        let start = self.byte(marks.start);
        let end = self.byte(marks.end).max(start);
        let written = self.text.get(start..end).unwrap_or("");
        start..start + written.trim_end().len()
    }

    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.file, self.offset + range.start, self.offset + range.end)
    }
}

/// A list or table that is still open.
enum Open {
    List(Vec<Value>),
    /// The entries, and the key whose value comes next.
    Table(Vec<(Key, Value)>, Option<Key>),
}

struct Builder<'a> {
    place: Place<'a>,
    open: Vec<(Open, usize)>,
    top: Option<Value>,
    problems: Vec<Diagnostic>,
}

impl Builder<'_> {
    /// Takes events until the end of the first document; whether it got there.
    fn run(&mut self, parser: &mut Parser<'_, StrInput<'_>>) -> bool {
        let mut documents = 0;
        while let Some(next) = parser.next_event() {
            let (event, marks) = match next {
                Ok(next) => next,
                Err(error) => {
                    self.syntax(&error);
                    return false;
                }
            };
            let range = self.place.range(marks);
            match event {
                Event::DocumentStart(_) => documents += 1,
                Event::StreamEnd => return true,
                _ if documents > 1 => {
                    self.refuse(range, "a second document begins here", "keep one document in the file: delete the line `---`");
                    return false;
                }
                Event::Scalar(text, style, _, tag) => self.scalar(text, style, tag.as_deref(), range),
                Event::SequenceStart(..) | Event::MappingStart(..) if self.open.len() >= MAX_DEPTH => {
                    self.refuse(range, "this is nested too deeply to be read", "write it with fewer lists inside each other");
                    return false;
                }
                Event::SequenceStart(..) => self.open.push((Open::List(Vec::new()), range.start)),
                Event::MappingStart(..) => self.open.push((Open::Table(Vec::new(), None), range.start)),
                Event::SequenceEnd | Event::MappingEnd => self.close(range.end),
                Event::Alias(_) => {
                    let words = self.place.text.get(range.clone()).unwrap_or("").to_owned();
                    self.refuse(
                        range.clone(),
                        &format!("the alias `{words}` is not read"),
                        "write the value out in full; text that begins with * stands between quotes",
                    );
                    self.put(Value { span: self.place.span(range), kind: Kind::Null });
                }
                _ => {}
            }
        }
        true
    }

    fn scalar(&mut self, text: Cow<'_, str>, style: ScalarStyle, tag: Option<&Tag>, range: std::ops::Range<usize>) {
        let written = self.place.text.get(range.clone()).unwrap_or("");
        let mut range = range;
        let forced = tag.is_some_and(|t| t.is_yaml_core_schema() && t.suffix == "str");
        let kind = if style == ScalarStyle::Plain && !forced {
            plain(&text)
        } else {
            for quote in ['"', '\''] {
                let inner = written.strip_prefix(quote).and_then(|w| w.strip_suffix(quote));
                if inner == Some(&*text) && !text.is_empty() {
                    range = range.start + 1..range.end - 1;
                }
            }
            Kind::Text(without_comments(&text).into())
        };
        if style == ScalarStyle::Plain {
            self.warn_of_cut(&range);
        }
        let value = Value { span: self.place.span(range), kind };
        if let Some((Open::Table(entries, next @ None), _)) = self.open.last_mut() {
            if let Some((first, _)) = entries.iter().find(|(k, _)| *k.text == *text) {
                self.problems.push(given_twice(&text, value.span, first.span));
            }
            *next = Some(Key { text: text.as_ref().into(), span: value.span });
        } else {
            self.put(value);
        }
    }

    /// Warns of a value that ends at a `#` with letters or digits right behind it: what follows is a comment, and hardly meant as one.
    fn warn_of_cut(&mut self, range: &std::ops::Range<usize>) {
        let rest = self.place.text.get(range.end..).and_then(|rest| rest.lines().next()).unwrap_or("");
        let comment = rest.trim_start_matches([' ', '\t']);
        let is_word = comment.strip_prefix('#').is_some_and(|c| c.starts_with(char::is_alphanumeric));
        if range.is_empty() || !is_word || comment.len() == rest.len() {
            return;
        }
        let start = range.end + rest.len() - comment.len();
        let whole = self.place.text.get(range.start..start + comment.len()).unwrap_or("").trim_end().to_owned();
        let mut found =
            Diagnostic::new(Code::Syntax, self.place.span(start..start + comment.len()), "what follows `#` is a comment")
                .expected("this is left out of the value")
                .remedy(format!("put all of it between quotes: {whole:?}"));
        found.severity = Severity::Warning;
        self.problems.push(found);
    }

    /// Puts a finished value where it belongs. A key that is a list or table is reported and its value dropped.
    fn put(&mut self, value: Value) {
        match self.open.last_mut() {
            None => self.top = Some(value),
            Some((Open::List(items), _)) => items.push(value),
            Some((Open::Table(entries, key), _)) => match key.take() {
                Some(key) => {
                    if !entries.iter().any(|(k, _)| k.text == key.text) {
                        entries.push((key, value));
                    }
                }
                None => {
                    *key = Some(Key { text: "".into(), span: value.span });
                    let span = value.span;
                    self.problems.push(
                        Diagnostic::new(Code::Syntax, span, "a key must be a word, not a list or table")
                            .remedy("write key: value; text that begins with [ or { stands between quotes"),
                    );
                }
            },
        }
    }

    fn close(&mut self, end: usize) {
        let Some((open, start)) = self.open.pop() else { return };
        let span = self.place.span(start..end.max(start));
        let kind = match open {
            Open::List(items) => Kind::List(items),
            Open::Table(entries, _) => Kind::Table(Table { span, entries }),
        };
        self.put(Value { span, kind });
    }

    /// Closes what a mistake left open. What was still being read when it was met is dropped, so that
    /// nobody complains of half a value; the whole values before it stay.
    fn close_all(&mut self, finished: bool) {
        if !finished {
            self.open.truncate(1);
        }
        while !self.open.is_empty() {
            self.close(self.place.text.len());
        }
    }

    fn refuse(&mut self, range: std::ops::Range<usize>, what: &str, remedy: &str) {
        self.problems.push(Diagnostic::new(Code::Syntax, self.place.span(range), what).remedy(remedy));
    }

    fn syntax(&mut self, error: &ScanError) {
        let at = self.place.byte(*error.marker());
        let (text, info) = (self.place.text, error.info());
        let from = text.get(..at).and_then(|t| t.rfind('\n')).map_or(0, |n| n + 1);
        let tab = text.get(from..).and_then(tabbed).map(|n| from + n);
        let flow =
            self.open.last().map(|(_, start)| *start).filter(|s| text.get(*s..).is_some_and(|t| t.starts_with(['[', '{'])));
        let line = line_at(text, at);
        let (range, what, remedy) = if let Some(tab) =
            tab.filter(|_| info.contains("tab") || info.contains("simple key") || info.contains("mapping value"))
        {
            (tab..tab + 1, "a tab stands where only spaces may".to_owned(), "indent with spaces".to_owned())
        } else if let Some(start) = flow.filter(|_| info.contains("flow")) {
            let open = text.get(start..=start).unwrap_or("");
            let close = if open == "[" { "]" } else { "}" };
            (
                start..start + 1,
                format!("the bracket `{open}` is opened and never closed"),
                format!("close it with `{close}`; put a text with a bracket between quotes"),
            )
        } else if let Some((key, value)) = unquoted(line) {
            (
                at..at,
                format!("the value of `{key}` cannot be read"),
                format!("put it between quotes: {key}: \"{}\"", value.replace('"', "\\\"")),
            )
        } else {
            let remedy =
                "write key: value on each line, with one space after the colon and the same indent for what belongs together";
            (at..at, format!("this YAML cannot be read: {info}"), remedy.to_owned())
        };
        self.problems.push(Diagnostic::new(Code::Syntax, self.place.span(range), what).remedy(remedy));
    }
}

/// The first tab that indents a line, in the two lines at the head of a text.
fn tabbed(text: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n').take(2) {
        let white = line.len() - line.trim_start().len();
        if let Some(n) = line[..white].find('\t') {
            return Some(at + n);
        }
        at += line.len();
    }
    None
}

/// A line `key: some: value` whose value has a colon, or begins with a character that YAML keeps for itself.
fn unquoted(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.trim_end().split_once(": ")?;
    let (key, value) = (key.trim(), value.trim());
    let bad = value.contains(": ") || value.ends_with(':') || value.starts_with(['@', '`', '%', '*', '&', '!', '|', '>']);
    (bad && !value.starts_with(['"', '\'', '[', '{'])).then_some((key, value))
}

fn line_at(text: &str, at: usize) -> &str {
    let at = (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    let from = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let to = text[at..].find('\n').map_or(text.len(), |i| at + i);
    text[from..to].trim_end_matches('\r')
}

/// A plain scalar by the core schema (YAML 1.2.2, chapter 10.3.2).
fn plain(text: &str) -> Kind {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Kind::Null,
        "true" | "True" | "TRUE" => return Kind::Bool(true),
        "false" | "False" | "FALSE" => return Kind::Bool(false),
        _ => {}
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
        return match text.trim_start_matches('+').parse::<i64>() {
            Ok(n) => Kind::Int(n, text.into()),
            Err(_) => Kind::Float(text.parse().unwrap_or(f64::INFINITY), text.into()),
        };
    }
    let radix = |prefix: &str, radix: u32| text.strip_prefix(prefix).and_then(|d| i64::from_str_radix(d, radix).ok());
    if let Some(n) = radix("0x", 16).or_else(|| radix("0o", 8)) {
        return Kind::Int(n, text.into());
    }
    let numeric = digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && digits.bytes().any(|b| b.is_ascii_digit())
        && digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'-' | b'+'));
    match text.parse::<f64>() {
        Ok(n) if numeric => Kind::Float(n, text.into()),
        _ => Kind::Text(without_comments(text).into()),
    }
}
