//! The file of origins: a row for each passage of imported minutes, with the hash of its words and its place in the original. It holds no text.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::alignment::{OriginalPassage, align};
use super::reading::{ReadingGround, read_meetings};
use super::written::plain_words;
use crate::layout::Origin;
use crate::record::{Meeting, Span};

/// The name of the file, beside the minutes.
pub const ORIGINS_FILE: &str = "origins.csv";

/// The first row.
const HEAD: &str = "anchor,hash,place";

/// So many digits of a hash tell one passage of a file from its edited self.
const HASH_DIGITS: usize = 16;

/// A row of the file of origins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginRow {
    /// The anchor of the passage.
    pub anchor: Box<str>,
    /// The hash of its words when they were imported.
    pub hash: Box<str>,
    /// The page of the original, where it has pages.
    pub page: Option<u32>,
}

/// Returns the hash of the words of a passage: marks and blanks make no difference.
pub fn passage_hash(markdown: &str) -> String {
    let words: Vec<String> = plain_words(markdown).collect();
    let mut hash = crate::source::hex(&Sha256::digest(words.join(" ").as_bytes()));
    hash.truncate(HASH_DIGITS);
    hash
}

/// Returns the headings and passages of a meeting that have an anchor, with their words.
pub fn anchored_passages(meeting: &Meeting) -> impl Iterator<Item = (&str, Span)> {
    meeting.sections.iter().flat_map(|section| {
        let heading = section.heading.map(|span| (&*section.anchor, span));
        heading.into_iter().chain(section.passages.iter().map(|passage| (&*passage.anchor, passage.whole)))
    })
}

/// Writes the file of origins of a meeting whose Markdown has no front matter.
pub(super) fn write_origins(body: &str, passages: &[OriginalPassage], ground: ReadingGround<'_>) -> String {
    let mut passage_of_line: BTreeMap<usize, usize> = BTreeMap::new();
    for row in align(passages, body) {
        if let Some(first) = row.passages.first() {
            passage_of_line.extend(row.lines.iter().map(|line| (*line, *first)));
        }
    }
    let mut out = format!("{HEAD}\n");
    let (meetings, _) = read_meetings(body, ground);
    for (anchor, span) in meetings.iter().flat_map(anchored_passages) {
        let words = body.get(span.range()).unwrap_or("");
        let first = body.get(..span.range().start).unwrap_or("").matches('\n').count();
        let blank = words.lines().take_while(|line| line.trim().is_empty()).count();
        let lines = first + blank..first + words.lines().count().max(1);
        let origin = passage_of_line.range(lines).next().and_then(|(_, passage)| passages.get(*passage));
        if let Some(origin) = origin.filter(|_| !anchor.is_empty() && !words.trim().is_empty()) {
            // Writing to a string does not fail.
            let _ = writeln!(out, "{anchor},{},\"{}\"", passage_hash(words), place(&origin.origin));
        }
    }
    out
}

/// Reads a file of origins. A line that is no row of it is passed over: nothing but links and notes hangs on it.
pub fn read_origins(text: &str) -> Vec<OriginRow> {
    let row = |line: &str| {
        let mut parts = line.splitn(3, ',');
        let (anchor, hash, place) = (parts.next()?, parts.next()?, parts.next()?.trim_matches('"'));
        let page = place.split_once(':').and_then(|(page, _)| page.parse().ok());
        (hash.len() == HASH_DIGITS).then(|| OriginRow { anchor: anchor.into(), hash: hash.into(), page })
    };
    text.lines().skip(1).filter_map(row).collect()
}

/// `2:72,410,310,44` (a page with left, bottom, right and top in points), `word/document.xml#/body/p[3]`, or the number of a line.
fn place(origin: &Origin) -> String {
    match origin {
        Origin::Page { page, edges: [left, bottom, right, top] } => format!("{page}:{left:.0},{bottom:.0},{right:.0},{top:.0}"),
        Origin::Part { part, path } => format!("{part}#{path}"),
        Origin::Line(line) => line.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_as_they_were_written() {
        let row = |anchor: &str, page: Option<u32>| OriginRow { anchor: anchor.into(), hash: "0123456789abcdef".into(), page };
        for (text, want) in [
            ("anchor,hash,place\n1.1,0123456789abcdef,\"2:72,410,310,44\"\n", vec![row("1.1", Some(2))]),
            ("anchor,hash,place\n1.1,0123456789abcdef,\"word/document.xml#/body/p[3]\"\n", vec![row("1.1", None)]),
            ("anchor,hash,place\nspoilt\n1.1,short,\"3\"\n2,0123456789abcdef,\"3\"\n", vec![row("2", None)]),
            ("", vec![]),
        ] {
            assert_eq!(read_origins(text), want, "{text}");
        }
        assert_eq!(passage_hash("**The lamp**\n is  out."), passage_hash("The lamp is out"));
        assert_ne!(passage_hash("The lamp is out."), passage_hash("The lamp is on."));
    }
}
