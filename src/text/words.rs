//! Runs of words between tags: bare addresses become links, `[^1]` a footnote.

use super::address::bare_end;
use super::writer::Writer;
use crate::html::escape;
use crate::record::TextRange;

impl Writer<'_, '_> {
    /// Writes the words gathered so far.
    pub(super) fn flush(&mut self) {
        if self.text.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.text);
        let words = self.take_number(&text);
        if self.in_link() {
            escape::text(&mut self.out, words);
        } else {
            self.words(words);
        }
        // The buffer is used again.
        self.text = text;
        self.text.clear();
    }

    fn words(&mut self, words: &str) {
        // What is left to write, and where in it the next sign is looked for.
        let (mut rest, mut from) = (words, 0);
        while let Some(at) = rest.as_bytes().get(from..).and_then(|r| memchr::memchr2(b':', b'[', r)).map(|n| from + n) {
            from = at + 1;
            if rest.as_bytes().get(at) == Some(&b'[') {
                if let Some((label, after)) = footnote(rest.get(at..).unwrap_or(""))
                    && let Some(number) = self.definitions().and_then(|d| d.footnote(label))
                {
                    escape::text(&mut self.out, rest.get(..at).unwrap_or(""));
                    self.footnote_reference(number);
                    (rest, from) = (after, 0);
                }
            } else if let Some(found) = bare(rest, at) {
                escape::text(&mut self.out, rest.get(..found.start()).unwrap_or(""));
                let address = found.slice(rest);
                self.out.push_str("<a href=\"");
                escape::address(&mut self.out, address);
                self.out.push_str("\" rel=\"noreferrer\">");
                escape::text(&mut self.out, address);
                self.out.push_str("</a>");
                (rest, from) = (rest.get(found.end()..).unwrap_or(""), 0);
            }
        }
        escape::text(&mut self.out, rest);
    }
}

/// `[^1]` that the parser left as words, because its definition stands outside this slice: its label and what follows.
fn footnote(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix("[^")?.split_once(']').filter(|(label, _)| !label.is_empty())
}

/// The bare address around the colon at `at`.
fn bare(text: &str, at: usize) -> Option<TextRange> {
    if !text.get(at..)?.starts_with("://") {
        return None;
    }
    let before = text.get(..at)?;
    let from = before.len() - before.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
    let stands_alone = !text.get(..from)?.ends_with(|c: char| c.is_alphanumeric() || c == '_');
    let end = bare_end(text.get(from..)?)?;
    stands_alone.then(|| TextRange::new(from, from + end))
}
