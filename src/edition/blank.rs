//! Blanks withheld bytes in the sources and remembers the words, so that the gate can look for them.

use std::collections::BTreeMap;

use super::secrets::Secrets;
use crate::html::raw::without_comments;
use crate::record::{BLANK, Document, FileId, Span};
use crate::source::{Content, Sources};

/// A run of withheld prose must be this long to be looked for: shorter ones ("the Group noted") are everybody's.
const TELLING: usize = 24;

/// Gathers what is to be blanked.
pub(super) struct Blanker<'a> {
    sources: &'a Sources,
    spans: BTreeMap<FileId, Vec<(Span, bool)>>,
    words: Vec<(String, Span)>,
    /// Phrases of withheld texts: secret unless they are public in their own right ([`super::public_text`]).
    phrases: Vec<(String, Span)>,
}

impl<'a> Blanker<'a> {
    pub(super) fn new(sources: &'a Sources) -> Self {
        Blanker { sources, spans: BTreeMap::new(), words: Vec::new(), phrases: Vec::new() }
    }

    /// A whole file: its text is gone and its telling phrases are secrets.
    pub(super) fn whole(&mut self, document: &Document) {
        let Some(text) = self.sources.text(document.file) else { return };
        let span = Span::new(document.file, 0, text.len());
        self.spans.entry(document.file).or_default().push((span, true));
        self.phrases(document.body);
    }

    /// A withheld passage. A redaction is secret word for word; of an internal block, the telling phrases are.
    pub(super) fn passage(&mut self, secret: Span, reason: &str) {
        let block = reason == "internal" || reason == "withheld list";
        self.spans.entry(secret.file).or_default().push((secret, block));
        if block {
            self.phrases(secret);
        } else {
            // What is published has no comments, so that the words are looked for without theirs.
            self.words.push((without_comments(self.sources.slice(secret)).trim().to_owned(), secret));
        }
    }

    /// A name that may not appear anywhere.
    pub(super) fn name(&mut self, name: &str, listed: Option<Span>) {
        if let Some(span) = listed {
            self.words.push((name.to_owned(), span));
        }
    }

    /// Bytes that are shown under another name.
    pub(super) fn bytes(&mut self, span: Span) {
        self.spans.entry(span.file).or_default().push((span, true));
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

    /// Blanks: spaces where a block is gone, so that no Markdown remains; [`BLANK`] inside a redaction, so that it is still shown as one.
    pub(super) fn apply(self, sources: &mut Sources) -> Secrets {
        let mut blanked = Vec::new();
        for (file, spans) in &self.spans {
            let Some(text) = self.sources.text(*file) else { continue };
            let mut bytes = text.as_bytes().to_vec();
            for (span, space) in spans {
                for byte in bytes.get_mut(span.range()).into_iter().flatten().filter(|b| **b != b'\n' && **b != b'\r') {
                    *byte = if *space { b' ' } else { BLANK };
                }
            }
            // Whole characters are blanked (spans lie on their boundaries), so this is text again.
            blanked.push((*file, String::from_utf8_lossy(&bytes).into_owned()));
        }
        for (file, text) in blanked {
            if let Some(source) = sources.files.get_mut(file.0 as usize) {
                source.content = Content::Text(text.into());
            }
        }
        let (mut words, mut phrases) = (self.words, self.phrases);
        words.retain(|(word, _)| word.chars().count() >= 3);
        for all in [&mut words, &mut phrases] {
            all.sort();
            all.dedup_by(|b, a| a.0 == b.0);
        }
        Secrets { words, phrases }
    }
}
