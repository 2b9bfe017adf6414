//! Blanks withheld bytes in the sources and remembers the words, so that the gate can look for them.

use std::collections::BTreeMap;

use super::secrets::Secrets;
use crate::html::raw::without_comments;
use crate::record::{FileId, Span, Withheld, blank_mark};
use crate::source::{Content, Sources};

/// A run of withheld prose must be this long to be looked for: shorter ones ("the Group noted") are everybody's.
const TELLING: usize = 24;

/// The mark that opens an internal passage.
const INTERNAL: &str = "[!INTERNAL]";

/// The way in which bytes are blanked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Blanking {
    /// Nothing remains.
    Spaces,
    /// The mark of a redaction remains, so that it is shown as one. The words begin here.
    Redaction(u32),
    /// The mark of an internal passage remains, so that the passage keeps its place in the count.
    Passage,
}

/// Gathers what is to be blanked.
pub(super) struct Blanker<'a> {
    sources: &'a Sources,
    spans: BTreeMap<FileId, Vec<(Span, Blanking)>>,
    words: Vec<(String, Span)>,
    /// Phrases of withheld texts: secret unless they are public in their own right ([`super::public_text`]).
    phrases: Vec<(String, Span)>,
}

impl<'a> Blanker<'a> {
    pub(super) fn new(sources: &'a Sources) -> Self {
        Blanker { sources, spans: BTreeMap::new(), words: Vec::new(), phrases: Vec::new() }
    }

    /// A text of which nothing is published: its telling phrases are secrets.
    pub(super) fn text(&mut self, span: Span) {
        self.phrases(span);
    }

    /// A text that is withdrawn.
    pub(super) fn whole(&mut self, body: Span) {
        self.bytes(Span { start: 0, ..body });
        self.phrases(body);
    }

    /// A redaction, which is secret word for word, or an internal block, of which the telling phrases are.
    pub(super) fn passage(&mut self, withheld: &Withheld) {
        let secret = withheld.secret;
        let Some(mark) = withheld.mark else {
            self.spans.entry(secret.file).or_default().push((secret, Blanking::Passage));
            return self.phrases(secret);
        };
        self.spans.entry(mark.file).or_default().push((mark, Blanking::Redaction(secret.start)));
        // What is published has no comments, so that the words are looked for without theirs.
        self.words.push((without_comments(self.sources.slice(secret)).trim().to_owned(), secret));
    }

    /// An entry of a withheld list.
    pub(super) fn entry(&mut self, span: Span) {
        self.bytes(span);
        self.phrases(span);
    }

    /// A name that may not appear anywhere.
    pub(super) fn name(&mut self, name: &str, listed: Option<Span>) {
        if let Some(span) = listed {
            self.words.push((name.to_owned(), span));
        }
    }

    /// Bytes that are shown under another name, or not at all.
    pub(super) fn bytes(&mut self, span: Span) {
        self.spans.entry(span.file).or_default().push((span, Blanking::Spaces));
    }

    /// Runs of plain words, long enough to tell something. Signs around them are not part of them: the hyphen of a list is none of its words.
    fn phrases(&mut self, span: Span) {
        let text = self.sources.slice(span);
        let base = span.start as usize;
        for piece in text.split(|c: char| "\n*_[]()#>|`.;:!".contains(c)) {
            let words = piece.trim_matches(|c: char| !c.is_alphanumeric());
            if piece.trim().len() >= TELLING && words.contains(' ') {
                let at = base + (words.as_ptr() as usize - text.as_ptr() as usize);
                self.phrases.push((words.to_owned(), Span::new(span.file, at, at + words.len())));
            }
        }
    }

    /// Returns the sources with nothing left of what was gathered but its marks.
    pub(super) fn applied(&self) -> Sources {
        let mut blanked = self.sources.clone();
        for (file, spans) in &self.spans {
            let Some(text) = self.sources.text(*file) else { continue };
            let mut bytes = text.as_bytes().to_vec();
            for (span, blanking) in spans {
                if let Some(bytes) = bytes.get_mut(span.range()) {
                    blank(bytes, *blanking, span.start);
                }
            }
            if let Some(source) = blanked.files.get_mut(file.0 as usize) {
                // Whole characters are blanked (spans lie on their boundaries), so this is text again.
                source.content = Content::Text(String::from_utf8_lossy(&bytes).into_owned().into());
            }
        }
        blanked
    }

    /// Returns the words to look for.
    pub(super) fn secrets(self) -> Secrets {
        let (mut words, mut phrases) = (self.words, self.phrases);
        for all in [&mut words, &mut phrases] {
            all.sort();
            all.dedup_by(|b, a| a.0 == b.0);
        }
        Secrets { words, phrases, common: Vec::new() }
    }
}

/// Blanks bytes that begin at `start` of their file.
fn blank(bytes: &mut [u8], blanking: Blanking, start: u32) {
    match blanking {
        Blanking::Spaces => bytes.iter_mut().filter(|b| !is_line_end(**b)).for_each(|b| *b = b' '),
        Blanking::Redaction(words) => blank_mark(bytes, words.saturating_sub(start) as usize),
        Blanking::Passage => {
            let mark = bytes.windows(INTERNAL.len()).position(|w| w.eq_ignore_ascii_case(INTERNAL.as_bytes()));
            let from = mark.map_or(0, |at| at + INTERNAL.len());
            let to = bytes.iter().rposition(|b| !b.is_ascii_whitespace()).map_or(from, |at| at + 1);
            // One line is one passage, whatever the lines of the block were.
            bytes.get_mut(from..to).into_iter().flatten().for_each(|b| *b = b' ');
        }
    }
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}
