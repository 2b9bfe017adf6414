//! Content lines of iCalendar (RFC 5545, 3.1): folded, with what means something in a text escaped.

use std::fmt::Write as _;

/// Longest line in bytes, without its end.
const FOLD: usize = 75;

/// A text value (RFC 5545, 3.3.11): no control characters but the tab, and the four that mean something escaped.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push('\t'),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Content lines, folded so that no line is longer than [`FOLD`] bytes and no character is cut.
#[derive(Debug, Default)]
pub(super) struct Lines(pub(super) String);

impl Lines {
    pub(super) fn push(&mut self, line: &str) {
        let mut room = FOLD;
        for c in line.chars() {
            if c.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = FOLD - 1;
            }
            room -= c.len_utf8();
            self.0.push(c);
        }
        self.0.push_str("\r\n");
    }

    pub(super) fn raw(&mut self, name: &str, value: &str) {
        let mut line = String::with_capacity(name.len() + value.len() + 1);
        // Writing to a string does not fail.
        let _ = write!(line, "{name}:{value}");
        self.push(&line);
    }

    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.raw(name, &escape(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_text_is_folded_and_reads_back(text in "\\PC{0,300}") {
            let mut lines = Lines::default();
            lines.text("SUMMARY", &text);
            for line in lines.0.split("\r\n") {
                prop_assert!(line.len() <= FOLD);
            }
            let unfolded = lines.0.replace("\r\n ", "");
            let value = unfolded.trim_end_matches("\r\n").strip_prefix("SUMMARY:").unwrap();
            let mut read = String::new();
            let mut escaped = false;
            for c in value.chars() {
                match (escaped, c) {
                    (false, '\\') => { escaped = true; continue }
                    (true, 'n') => read.push('\n'),
                    (_, c) => read.push(c),
                }
                escaped = false;
            }
            let wanted: String = text.chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect();
            prop_assert_eq!(read, wanted);
        }
    }
}
