//! The contents of a file, as far as they can be read.

/// What was read out of a file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Inside {
    pub(super) pages: Option<u32>,
    pub(super) title: Option<String>,
    pub(super) lang: Option<String>,
    pub(super) text: Vec<Box<str>>,
    pub(super) trouble: Option<Trouble>,
}

/// Why a file could not be looked into, as a sentence that its name begins. It is published all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// It is broken, encrypted, or not what its name says.
    Broken(String),
    /// It was read in part.
    Partly(String),
    /// There is no text in it.
    NoText(String),
    /// This program was built without the readers of such files.
    NotRead(String),
}

/// What was found in a file: what it really is, and what is inside.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Look {
    /// The ending of its kind, as `pdf`.
    pub(super) kind: Box<str>,
    pub(super) inside: Inside,
}

/// Text as it is kept: single spaces, no blank at the ends of lines, at most one blank line, ligatures as letters, no
/// character that is none.
#[cfg(feature = "attachments")]
pub(super) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = false;
    for line in text.split('\n') {
        let start = out.len();
        for word in line.split_whitespace() {
            if out.len() > start {
                out.push(' ');
            }
            letters(word, &mut out);
        }
        if out.len() > start {
            out.push('\n');
            blank = false;
        } else if !out.is_empty() && !std::mem::replace(&mut blank, true) {
            out.push('\n');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// A line as it is kept, with its blanks: ligatures as letters, no character that is none.
#[cfg(feature = "attachments")]
pub(super) fn tidy_line(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    letters(line, &mut out);
    out
}

/// Appends a word: its ligatures as letters, without soft hyphens and what is no character.
#[cfg(feature = "attachments")]
fn letters(word: &str, out: &mut String) {
    for c in word.chars() {
        match c {
            '\u{fb00}' => out.push_str("ff"),
            '\u{fb01}' => out.push_str("fi"),
            '\u{fb02}' => out.push_str("fl"),
            '\u{fb03}' => out.push_str("ffi"),
            '\u{fb04}' => out.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => out.push_str("st"),
            '\u{ad}' | '\u{feff}' | '\u{fffd}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
}
