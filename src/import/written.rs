//! The Markdown of imported minutes, as an import wrote it and people edited it since: its front matter and its words.

use super::account::without_marks;
use super::markdown::OFFER;
use super::word_differences::PlacedWord;
use crate::record::Day;

/// What opens and closes front matter.
const FENCES: [&str; 2] = ["+++", "---"];

/// The end of a comment.
const COMMENT_END: &str = "-->";

/// A text with front matter.
#[derive(Debug, Clone, Copy)]
pub(super) struct WrittenMarkdown<'t> {
    /// The lines between the fences.
    pub(super) front: &'t str,
    /// The byte of the text at which they begin.
    pub(super) front_start: usize,
    /// Whether the front matter is TOML.
    pub(super) is_toml: bool,
    /// The text below.
    pub(super) body: &'t str,
    /// How many lines are above the body.
    pub(super) lines_above: usize,
}

/// The original of imported minutes, as their front matter names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginalName {
    /// The name of the file.
    pub file: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
}

impl<'t> WrittenMarkdown<'t> {
    /// Parts a text. Without front matter all of it is the body.
    pub(super) fn of(text: &'t str) -> WrittenMarkdown<'t> {
        let whole = WrittenMarkdown { front: "", front_start: 0, is_toml: true, body: text, lines_above: 0 };
        let Some(fence) = FENCES.into_iter().find(|fence| text.lines().next().is_some_and(|l| l.trim_end() == *fence)) else {
            return whole;
        };
        let first = text.find('\n').map_or(text.len(), |at| at + 1);
        let mut at = first;
        for line in text.get(first..).unwrap_or("").split_inclusive('\n') {
            let (start, end) = (at, at + line.len());
            if line.trim_end() == fence {
                let (front, above) = (text.get(first..start).unwrap_or(""), text.get(..end).unwrap_or(""));
                let body = text.get(end..).unwrap_or("");
                let (is_toml, lines_above) = (fence == "+++", above.matches('\n').count());
                return WrittenMarkdown { front, front_start: first, is_toml, body, lines_above };
            }
            at = end;
        }
        whole
    }

    /// Returns the original that the front matter names. Imports write TOML.
    pub(super) fn original(&self) -> Option<OriginalName> {
        let source = self.table()?.remove("source")?;
        let text = |key: &str| source.get(key).and_then(toml::Value::as_str).map(str::to_owned);
        Some(OriginalName { file: text("file")?, sha256: text("sha256")? })
    }

    /// Returns the day that the front matter gives.
    pub(super) fn day(&self) -> Option<Day> {
        let date = self.table()?.remove("date")?;
        date.as_datetime().map(ToString::to_string).or_else(|| date.as_str().map(str::to_owned))?.parse().ok()
    }

    fn table(&self) -> Option<toml::Table> {
        self.is_toml.then(|| self.front.parse().ok()).flatten()
    }
}

/// Returns the words of the lines of some Markdown with the numbers of these from 0, without marks and without what an offer says of itself.
pub(super) fn written_words(body: &str) -> Vec<PlacedWord> {
    let mut out = Vec::new();
    let mut is_offer = false;
    for (place, line) in body.lines().enumerate() {
        if line.starts_with(OFFER) || is_offer && line == COMMENT_END {
            is_offer = line.starts_with(OFFER);
            continue;
        }
        let own = if is_offer { line.split_once(":**").map_or(line, |(_, words)| words) } else { line };
        out.extend(plain_words(own).map(|word| PlacedWord { word, place }));
    }
    out
}

/// Returns the words of a text, without the marks of Markdown.
pub(super) fn plain_words(text: &str) -> impl Iterator<Item = String> + use<> {
    let words: Vec<String> =
        without_marks(text).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect();
    words.into_iter()
}

/// Returns how many offers nobody has decided on.
pub(super) fn open_offers(body: &str) -> usize {
    body.lines().filter(|line| line.starts_with(OFFER)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_and_body() {
        for (text, front, body, above) in [
            ("+++\na = 1\n+++\n\nText\n", "a = 1\n", "\nText\n", 3),
            ("---\na: 1\n---\nText\n", "a: 1\n", "Text\n", 3),
            ("Text\n+++\n", "", "Text\n+++\n", 0),
            ("+++\nopen\n", "", "+++\nopen\n", 0),
            ("", "", "", 0),
        ] {
            let written = WrittenMarkdown::of(text);
            assert_eq!((written.front, written.body, written.lines_above), (front, body, above), "{text:?}");
        }
        let written = WrittenMarkdown::of("+++\ndate = 2021-03-09\nsource = { file = \"a.docx\", sha256 = \"00\" }\n+++\n");
        assert_eq!(written.original(), Some(OriginalName { file: "a.docx".to_owned(), sha256: "00".to_owned() }));
        assert_eq!(written.day(), "2021-03-09".parse().ok());
        assert_eq!(WrittenMarkdown::of("---\nsource: x\n---\n").original(), None);
    }
}
