//! The tree: values with the place where each stands.
//!
//! It holds what was written and decides nothing: whether `2012` is a number, a year or the text
//! "2012" is for the reader to say.

use crate::record::{FileId, Span};

/// The deepest nesting that is read; nothing that a site says needs more than five.
pub(super) const MAX_DEPTH: usize = 24;

/// The language a document is written in; it decides what a bare word may stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// TOML 1.1.
    Toml,
    /// YAML 1.2, core schema.
    Yaml,
}

/// A document that was read.
#[derive(Debug, Clone)]
pub struct Tree {
    /// Its top, where that is a table (or nothing at all).
    pub table: Table,
    /// The language it is written in.
    pub format: Format,
    /// Some of it could not be read, so that what is missing may have been written.
    pub broken: bool,
    /// Its top is neither a table nor nothing: a list or a text. The table is empty then.
    pub not_a_table: bool,
}

impl Tree {
    /// A document without a word.
    pub fn empty(format: Format, file: FileId, at: usize) -> Tree {
        let table = Table { span: Span::new(file, at, at), entries: Vec::new() };
        Tree { table, format, broken: false, not_a_table: false }
    }
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// Where it stands; for a quoted text without escapes, the words between the quotes.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// `null`, `~` or nothing (YAML).
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A whole number, and how it was written.
    Int(i64, Box<str>),
    /// A number, and how it was written.
    Float(f64, Box<str>),
    /// Text.
    Text(Box<str>),
    /// A date without quotes, as written: it may still name a day that does not exist.
    Date(Box<str>),
    /// A list.
    List(Vec<Value>),
    /// A table.
    Table(Table),
}

impl Kind {
    /// What to call it before an author.
    pub fn words(&self) -> &'static str {
        match self {
            Kind::Null => "nothing",
            Kind::Bool(_) => "true or false",
            Kind::Int(..) | Kind::Float(..) => "a number",
            Kind::Text(_) => "text",
            Kind::Date(_) => "a date",
            Kind::List(_) => "a list",
            Kind::Table(_) => "a table",
        }
    }
}

/// Keys and values in the order of the file; no key stands twice.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Where it stands.
    pub span: Span,
    /// What it holds.
    pub entries: Vec<(Key, Value)>,
}

impl Table {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.entries.iter().find(|(k, _)| &*k.text == key).map(|(_, v)| v)
    }
}

/// A key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// As meant: without quotes and escapes.
    pub text: Box<str>,
    /// Where it stands.
    pub span: Span,
}
