//! Settings that cannot be read as a whole are read key by key: what stands after a key that makes no sense is its text.
//!
//! Front matter of other programs is often written by hand and forgiven there: `title: Retrospective: the lamps`, a list that is
//! never closed. One such line must not take the date or the audience with it.

use std::ops::Range;

/// A key at the start of a line and all that belongs to it: the lines up to the next one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The key, without quotes.
    pub key: Range<usize>,
    /// The words after the mark that follows the key, without the blanks around them.
    pub value: Range<usize>,
    /// All of its lines.
    pub whole: Range<usize>,
}

/// Cuts a text into entries of the form `key MARK value`. `None` where anything but blank lines and comments stands before the first.
pub(super) fn entries(text: &str, mark: char) -> Option<Vec<Entry>> {
    let mut out: Vec<Entry> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if let Some((key, from)) = key_of(line, mark) {
            out.push(Entry { key: start + key.start..start + key.end, value: start + from..at, whole: start..at });
        } else if let Some(last) = out.last_mut() {
            (last.value.end, last.whole.end) = (at, at);
        } else if !(line.trim().is_empty() || line.starts_with('#')) {
            return None;
        }
    }
    for entry in &mut out {
        entry.value = bare(text, entry.value.clone());
    }
    (!out.is_empty()).then_some(out)
}

/// The words of a value without the blanks around them, and without quotes, closed or not.
fn bare(text: &str, range: Range<usize>) -> Range<usize> {
    let words = text.get(range.clone()).unwrap_or("");
    let start = range.start + (words.len() - words.trim_start().len());
    let words = words.trim();
    match words.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        Some(quote) => {
            let inner = words.get(1..).unwrap_or("");
            start + 1..start + 1 + inner.strip_suffix(quote).unwrap_or(inner).len()
        }
        None => start..start + words.len(),
    }
}

/// The key that a line begins with, and where its value begins. A key is one word, so that prose with a colon is none.
fn key_of(line: &str, mark: char) -> Option<(Range<usize>, usize)> {
    let at = line.find(mark)?;
    let key = line.get(..at)?;
    let name = key.trim_end().trim_matches(['"', '\'']);
    let is_word = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let after = line.get(at + mark.len_utf8()..)?;
    let is_apart = mark != ':' || after.trim_end_matches(['\r', '\n']).is_empty() || after.starts_with([' ', '\t']);
    let start = key.find(name)?;
    (is_word && is_apart && !line.starts_with([' ', '\t'])).then(|| (start..start + name.len(), at + mark.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::entries;

    fn shown(text: &str, mark: char) -> Vec<(&str, &str)> {
        let all = entries(text, mark).unwrap_or_default();
        all.into_iter().map(|e| (&text[e.key], &text[e.value])).collect()
    }

    #[test]
    fn settings_are_cut_at_their_keys() {
        let yaml = "# about\ntitle: Retrospective: the lamps\nroll-call: [Ann Lee (AL),\n  Bob Ray\n\"date\": '2021-03-09\ntags:\n  - a\n";
        let want = [
            ("title", "Retrospective: the lamps"),
            ("roll-call", "[Ann Lee (AL),\n  Bob Ray"),
            ("date", "2021-03-09"),
            ("tags", "- a"),
        ];
        assert_eq!(shown(yaml, ':'), want);
        assert_eq!(shown("title = My lamps\ndate = 2021-03-09\n", '='), [("title", "My lamps"), ("date", "2021-03-09")]);
        assert_eq!(entries("Present were: Ann\n", ':'), None);
        assert_eq!(entries("", ':'), None);
        assert_eq!(shown("a:b\n", ':'), []);
    }
}
