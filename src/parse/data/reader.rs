//! Reads the keys of a table, and reports every mistake in it: values of the wrong kind, dates that
//! are none, keys that are missing and keys that nobody knows.

use std::cell::{Cell, RefCell};

use super::dates::parse_date;
use super::tree::{Format, Kind, Table, Tree, Value};
use crate::diag::{Code, Diagnostic, Severity, nearest, setting};
use crate::html::raw::without_comments;
use crate::record::{Citation, Date, DateOrder, Day, NameByDate, Span, Written};

/// Keys that say who may see a text.
const WITHHOLDING: [&str; 3] = ["audience", "draft", "withdrawn"];

/// The mistakes that are found in one data file, and what the whole file is read by.
#[derive(Debug)]
pub struct DataDiagnostics {
    problems: RefCell<Vec<Diagnostic>>,
    format: Format,
    /// Part of the file could not be read: a key may be there all the same, so none is said to be missing or unknown.
    broken: bool,
    order: Option<DateOrder>,
    /// How loud an unknown key is.
    unknown: Severity,
}

impl DataDiagnostics {
    /// For a file in `format`.
    pub fn new(tree: &Tree, order: Option<DateOrder>) -> DataDiagnostics {
        DataDiagnostics {
            problems: RefCell::default(),
            format: tree.format,
            broken: tree.broken,
            order,
            unknown: Severity::Error,
        }
    }

    /// Notes unknown keys that are nearly ours and passes over the others: for folders that were written for other programs.
    #[must_use]
    pub fn lenient(mut self) -> DataDiagnostics {
        self.unknown = Severity::Note;
        self
    }

    /// Adds a mistake.
    pub fn report(&self, problem: Diagnostic) {
        self.problems.borrow_mut().push(problem);
    }

    /// Everything that was reported.
    pub fn into_problems(self) -> Vec<Diagnostic> {
        self.problems.into_inner()
    }

    /// A key with a value, which is given in TOML, as the file would have it.
    pub fn example(&self, key: &str, value: &str) -> String {
        setting(self.format == Format::Yaml, key, value)
    }
}

/// Reads one table. Each method takes one key; [`Reader::finish`] reports those that nobody took.
#[derive(Debug)]
pub struct Reader<'a> {
    diagnostics: &'a DataDiagnostics,
    table: &'a Table,
    /// What the table describes, for messages: "a page", "an organisation".
    what: &'static str,
    /// Keys that were asked for.
    known: RefCell<Vec<&'static str>>,
    finished: Cell<bool>,
}

impl<'a> Reader<'a> {
    /// A reader of `table`, which describes `what`.
    pub fn new(diagnostics: &'a DataDiagnostics, table: &'a Table, what: &'static str) -> Self {
        Reader { diagnostics, table, what, known: RefCell::default(), finished: Cell::new(false) }
    }

    /// Where mistakes go.
    pub fn diagnostics(&self) -> &'a DataDiagnostics {
        self.diagnostics
    }

    /// Where the table stands.
    pub fn span(&self) -> Span {
        self.table.span
    }

    /// Where the value of a key stands, without taking it.
    pub fn span_of(&self, key: &str) -> Option<Span> {
        self.table.get(key).map(|v| v.span)
    }

    /// All keys with where their values stand.
    pub fn places(&self) -> impl Iterator<Item = (&'a str, Span)> {
        self.table.entries.iter().map(|(k, v)| (&*k.text, v.span))
    }

    /// Says of each key that would withhold a text in another program, or with a slip, that it withholds nothing; `near` is the setting that it
    /// would be, if it is one.
    pub fn doubt_settings(&self, near: impl Fn(&str, &str) -> Option<(&'static str, &'static str)>) {
        for (key, value) in self.table.entries.iter().filter(|(key, _)| !WITHHOLDING.contains(&&*key.text)) {
            let words = match &value.kind {
                Kind::Text(text) => text,
                Kind::Int(_, raw) => raw,
                Kind::Bool(true) => "true",
                Kind::Bool(false) => "false",
                _ => continue,
            };
            if let Some((right, meant)) = near(&key.text, words) {
                let right = self.diagnostics.example(right, meant);
                let message = format!(
                    "`{}: {}` looks like a setting that withholds this text, and withholds nothing",
                    cut(&key.text),
                    cut(words)
                );
                self.diagnostics.report(
                    Diagnostic::new(Code::DoubtfulMark, key.span, message)
                        .expected(format!("the setting is `{right}`"))
                        .remedy(format!("write `{right}` to withhold it, or delete the line to publish it")),
                );
            }
        }
    }

    /// Takes a value as it is; nothing at all (`title:`) counts as not given.
    pub fn value(&self, key: &'static str) -> Option<&'a Value> {
        self.known.borrow_mut().push(key);
        self.table.get(key).filter(|v| v.kind != Kind::Null)
    }

    /// Says that a value is not what it should be.
    pub fn wrong(&self, key: &str, value: &Value, expected: &str, example: &str) {
        let found = match &value.kind {
            Kind::Text(text) => format!("`{}`", cut(text)),
            Kind::Int(_, raw) | Kind::Float(_, raw) | Kind::Date(raw) => format!("`{}`", cut(raw)),
            Kind::Bool(yes) => format!("`{yes}`"),
            other => other.words().to_owned(),
        };
        let code = if WITHHOLDING.contains(&key) { Code::DoubtfulMark } else { Code::WrongValue };
        self.diagnostics.report(
            Diagnostic::new(code, value.span, format!("`{key}` cannot be {found}"))
                .expected(format!("expected {expected}"))
                .remedy(format!("for example: {}", self.diagnostics.example(key, example))),
        );
    }

    /// Says that a key which must be given is not.
    pub fn missing(&self, key: &str, example: &str) {
        if self.diagnostics.broken {
            return;
        }
        let start = self.table.span.start as usize;
        let near = nearest(key, self.table.entries.iter().map(|(k, _)| &*k.text).filter(|k| !self.known.borrow().contains(k)));
        let remedy = match near {
            Some(near) => format!("rename `{near}` to `{key}`, or add {}", self.diagnostics.example(key, example)),
            None => format!("add {}", self.diagnostics.example(key, example)),
        };
        let at = self.table.entries.first().map_or(Span::new(self.table.span.file, start, start), |(k, _)| k.span);
        self.diagnostics.report(
            Diagnostic::new(Code::MissingKey, at, format!("{} must have a `{key}`", self.what))
                .expected(format!("`{key}` is missing"))
                .remedy(remedy),
        );
    }

    fn as_text(&self, value: &'a Value) -> Option<&'a str> {
        match &value.kind {
            Kind::Text(text) => Some(text.trim()),
            // What YAML takes for a number or a date, its author may well have meant as words.
            Kind::Int(_, raw) | Kind::Float(_, raw) | Kind::Date(raw) if self.diagnostics.format == Format::Yaml => Some(raw),
            _ => None,
        }
    }

    fn text_value(&self, key: &'static str, value: &'a Value) -> Option<&'a str> {
        let text = self.as_text(value);
        if text.is_none() {
            self.wrong(key, value, "text", "\"words between quotes\"");
        }
        text.filter(|t| !t.is_empty())
    }

    /// Text. Blank text counts as not given.
    pub fn text(&self, key: &'static str) -> Option<Box<str>> {
        self.text_value(key, self.value(key)?).map(Into::into)
    }

    /// Text that must be given.
    pub fn required(&self, key: &'static str, example: &str) -> Option<Box<str>> {
        let Some(value) = self.value(key) else {
            self.missing(key, example);
            return None;
        };
        let text = self.text_value(key, value).map(Into::into);
        if text.is_none() && matches!(value.kind, Kind::Text(_)) {
            self.missing(key, example);
        }
        text
    }

    /// Text or a bare number (`item = 2.1`), as written.
    pub fn label(&self, key: &'static str) -> Option<(Box<str>, Span)> {
        let value = self.value(key)?;
        match &value.kind {
            Kind::Int(_, raw) | Kind::Float(_, raw) => Some((raw.clone(), value.span)),
            _ => self.text_value(key, value).map(|t| (t.into(), value.span)),
        }
    }

    /// Text that names something else, with its place.
    pub fn written<T>(&self, key: &'static str) -> Option<Written<T>> {
        let value = self.value(key)?;
        self.text_value(key, value).map(|t| Written::new(t, value.span))
    }

    /// `true` or `false`; `false` where it is not given.
    pub fn flag(&self, key: &'static str) -> bool {
        self.bool(key).unwrap_or(false)
    }

    /// Whether a key holds a table.
    pub fn is_table(&self, key: &'static str) -> bool {
        self.value(key).is_some_and(|value| matches!(value.kind, Kind::Table(_)))
    }

    /// Returns a value that is `true` or `false`.
    pub fn bool_of(&self, value: &Value) -> Option<bool> {
        if let Kind::Bool(yes) = value.kind { Some(yes) } else { None }
    }

    /// `true` or `false`.
    pub fn bool(&self, key: &'static str) -> Option<bool> {
        let value = self.value(key)?;
        match value.kind {
            Kind::Bool(yes) => Some(yes),
            _ => {
                self.wrong(key, value, "true or false, without quotes", "true");
                None
            }
        }
    }

    /// A whole number that is not negative.
    pub fn count(&self, key: &'static str) -> Option<u32> {
        let value = self.value(key)?;
        let number = match &value.kind {
            Kind::Int(n, _) => u32::try_from(*n).ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong(key, value, "a whole number, without quotes", "12");
        }
        number
    }

    /// A date as exact as it is known, with its place.
    pub fn dated(&self, key: &'static str) -> Option<(Date, Span)> {
        let value = self.value(key)?;
        let text = match &value.kind {
            Kind::Text(text) | Kind::Date(text) => text,
            Kind::Int(year, raw) if (1000..=9999).contains(year) => raw,
            _ => {
                self.wrong(key, value, "a date", "2012-04-17");
                return None;
            }
        };
        match parse_date(text, value.span, key, self.diagnostics.order) {
            Ok(date) => Some((date, value.span)),
            Err(problem) => {
                self.diagnostics.report(*problem);
                None
            }
        }
    }

    /// A date as exact as it is known.
    pub fn date(&self, key: &'static str) -> Option<Date> {
        self.dated(key).map(|(date, _)| date)
    }

    /// A date that must be a day.
    pub fn day(&self, key: &'static str) -> Option<Day> {
        let (date, span) = self.dated(key)?;
        if date.day().is_none() {
            self.diagnostics.report(
                Diagnostic::new(Code::BadDate, span, format!("`{key}` must be a day, and `{date}` is none"))
                    .expected("expected year, month and day")
                    .remedy(format!("for example: {}", self.diagnostics.example(key, "2012-04-17"))),
            );
        }
        date.day()
    }

    /// One word of several, each with its meaning.
    pub fn one_of<T: Copy>(&self, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
        let value = self.value(key)?;
        let word = match &value.kind {
            Kind::Text(text) => text.trim(),
            _ => "",
        };
        if let Some((_, meaning)) = choices.iter().find(|(name, _)| *name == word) {
            return Some(*meaning);
        }
        let names: Vec<String> = choices.iter().map(|(name, _)| format!("\"{name}\"")).collect();
        let near = nearest(word, choices.iter().map(|(name, _)| *name)).or(choices.first().map(|(name, _)| *name)).unwrap_or("");
        self.wrong(key, value, &names.join(" or "), &format!("\"{near}\""));
        None
    }

    /// The values of a list; one value alone counts as a list of one.
    fn items(&self, key: &'static str) -> &'a [Value] {
        match self.value(key) {
            Some(Value { kind: Kind::List(items), .. }) => items,
            Some(value) => std::slice::from_ref(value),
            None => &[],
        }
    }

    /// A list of texts, each with its place.
    pub fn writtens<T>(&self, key: &'static str) -> Vec<Written<T>> {
        let one = |value: &'a Value| match self.as_text(value) {
            Some("") => None,
            Some(text) => Some(Written::new(text, value.span)),
            None => {
                self.wrong(key, value, "a list of texts", "[\"one\", \"another\"]");
                None
            }
        };
        self.items(key).iter().filter_map(one).collect()
    }

    /// A list of texts.
    pub fn texts(&self, key: &'static str) -> Vec<Box<str>> {
        self.writtens::<()>(key).into_iter().map(|w| w.text).collect()
    }

    /// An address that begins with http:// or https://.
    pub fn url(&self, key: &'static str) -> Option<Box<str>> {
        let value = self.value(key)?;
        let text = self.text_value(key, value)?;
        if is_web(text) {
            return Some(text.into());
        }
        self.wrong(key, value, "an address that begins with https:// or http://", "\"https://www.example.org/\"");
        None
    }

    /// A table, which describes `what`.
    pub fn table(&self, key: &'static str, what: &'static str) -> Option<Reader<'a>> {
        let value = self.value(key)?;
        if let Kind::Table(table) = &value.kind {
            return Some(Reader::new(self.diagnostics, table, what));
        }
        self.wrong(key, value, "a table", "{ … }");
        None
    }

    /// A list of tables, each of which describes `what`; one table alone counts as a list of one.
    pub fn tables(&self, key: &'static str, what: &'static str) -> Vec<Reader<'a>> {
        let one = |value: &'a Value| match &value.kind {
            Kind::Table(table) => Some(Reader::new(self.diagnostics, table, what)),
            _ => {
                self.wrong(key, value, "a list of tables", "[{ … }, { … }]");
                None
            }
        };
        self.items(key).iter().filter_map(one).collect()
    }

    /// The pairs of a table whose keys the author chooses.
    pub fn pairs(&self, key: &'static str) -> Vec<(Box<str>, Box<str>)> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let Kind::Table(table) = &value.kind else {
            self.wrong(key, value, "a table of names and texts", "{ \"Command paper\" = \"Cm 8421\" }");
            return Vec::new();
        };
        let one = |name: &'a str, value: &'a Value| match &value.kind {
            Kind::Int(_, raw) | Kind::Float(_, raw) => Some((without_comments(name).into(), raw.clone())),
            _ => match self.as_text(value) {
                Some(text) => Some((without_comments(name).into(), text.into())),
                None => {
                    self.wrong(name, value, "text", "\"Cm 8421\"");
                    None
                }
            },
        };
        table.entries.iter().filter_map(|(k, v)| one(&k.text, v)).collect()
    }

    /// `{ title, url }`, or an address alone, or words alone.
    pub fn citation(&self, key: &'static str) -> Option<Citation> {
        let value = self.value(key)?;
        self.citation_of(key, value)
    }

    /// A list of citations.
    pub fn citations(&self, key: &'static str) -> Vec<Citation> {
        self.items(key).iter().filter_map(|v| self.citation_of(key, v)).collect()
    }

    fn citation_of(&self, key: &'static str, value: &'a Value) -> Option<Citation> {
        match &value.kind {
            Kind::Table(table) => {
                let inner = Reader::new(self.diagnostics, table, "a source");
                let (title, url) = (inner.text("title"), inner.url("url"));
                // The original that minutes were imported from: `parse/imported.rs` reads it.
                let is_original =
                    inner.text("file").is_some() | inner.text("sha256").is_some() | inner.value("publish").is_some();
                if !is_original && title.is_none() && url.is_none() && inner.span_of("url").is_none() {
                    inner.missing("title", "\"its title\"");
                }
                inner.finish();
                Some(Citation { title: title.or_else(|| url.clone())?, url })
            }
            Kind::Text(text) => {
                let text: Box<str> = text.trim().into();
                Some(Citation { url: is_web(&text).then(|| text.clone()), title: text })
            }
            _ => {
                self.wrong(key, value, "a title and an address", "{ title = \"Minutes\", url = \"https://www.example.org/\" }");
                None
            }
        }
    }

    /// Other names: each text, or `{ name, from, to }`.
    pub fn names(&self, key: &'static str) -> Vec<NameByDate> {
        let one = |value: &'a Value| match &value.kind {
            Kind::Text(name) => Some(NameByDate { name: name.trim().into(), from: None, to: None }),
            Kind::Table(table) => {
                let inner = Reader::new(self.diagnostics, table, "a name");
                let name = inner.required("name", "\"Scottish Executive\"");
                let (from, to) = (inner.date("from"), inner.date("to"));
                inner.finish();
                Some(NameByDate { name: name?, from, to })
            }
            _ => {
                self.wrong(key, value, "a list of names, each text or { name, from, to }", "[\"SOCA\"]");
                None
            }
        };
        self.items(key).iter().filter_map(one).filter(|n| !n.name.is_empty()).collect()
    }

    /// Reports every key that was not asked for.
    pub fn finish(&self) {
        if self.finished.replace(true) {
            return;
        }
        let known = self.known.borrow();
        let is_doubted = |span: Span| {
            let said = self.diagnostics.problems.borrow();
            said.iter().any(|d| d.code == Code::DoubtfulMark && d.span == Some(span))
        };
        let unknown = self.table.entries.iter().filter(|(k, _)| !known.contains(&&*k.text));
        for (key, _) in unknown.filter(|(k, _)| !is_doubted(k.span)) {
            let free = known.iter().copied().filter(|k| self.table.get(k).is_none());
            // What is this long is no slip of the finger, and comparing it costs.
            let word = if key.text.len() <= 80 { &*key.text } else { "" };
            let near = nearest(word, free).or_else(|| nearest(word, known.iter().copied()));
            let remedy = match near {
                Some(near) => format!("write `{near}`, or delete the line"),
                // Keys of other programs (`layout`, `tags`): their author meant no key of ours.
                None if self.diagnostics.unknown == Severity::Note => continue,
                None => {
                    let mut names: Vec<&str> = known.clone();
                    names.sort_unstable();
                    names.dedup();
                    format!("delete it; the keys of {} are {}", self.what, names.join(", "))
                }
            };
            let mut problem =
                Diagnostic::new(Code::UnknownKey, key.span, format!("`{}` is not a key of {}", cut(&key.text), self.what))
                    .remedy(remedy);
            if let Some(near) = near {
                problem = problem.expected(format!("did you mean `{near}`?"));
            }
            problem.severity = self.diagnostics.unknown;
            self.diagnostics.report(problem);
        }
    }
}

/// Whether a text is a web address.
pub(crate) fn is_web(text: &str) -> bool {
    let rest = ["https://", "http://"].iter().find_map(|scheme| {
        let head = text.get(..scheme.len())?;
        head.eq_ignore_ascii_case(scheme).then(|| text.get(scheme.len()..).unwrap_or(""))
    });
    rest.is_some_and(|r| !r.is_empty() && !r.starts_with('/') && !r.contains(|c: char| c.is_whitespace() || c.is_control()))
}

/// At most sixty characters of what was written, on one line.
pub(crate) fn cut(words: &str) -> String {
    let line = words.lines().next().unwrap_or("");
    if line.chars().count() <= 60 && line.len() == words.len() {
        line.to_owned()
    } else {
        line.chars().take(59).chain(['…']).collect()
    }
}
