//! The words of an OpenDocument paragraph: spans, links, notes, comments, frames.

use super::{ContentReader, spaced_words};
use crate::import::extract::{ExtractedBlock, LeftOutReason, LeftOutText, TextRun};
use crate::import::open_text::look::SpanLook;
use crate::import::xml::{XmlContent, XmlCursor, XmlElement};

impl ContentReader {
    pub(super) fn inlines(&mut self, cursor: &mut XmlCursor<'_>, path: &str, look: &SpanLook, runs: &mut Vec<TextRun>) {
        while let Some(content) = cursor.content() {
            match content {
                // Line ends and repeated blanks of the file are one blank; `text:s` is what is meant.
                XmlContent::Text(text) => self.push_words(path, &collapsed(&text), look, runs),
                XmlContent::Element(element) => self.inline(cursor, &element, path, look, runs),
            }
        }
    }

    fn inline(&mut self, cursor: &mut XmlCursor<'_>, element: &XmlElement, path: &str, look: &SpanLook, runs: &mut Vec<TextRun>) {
        match &*element.name {
            "span" => {
                let style = element.get("style-name").unwrap_or("");
                let look = SpanLook {
                    style: self.styles.look(style, look.style),
                    is_hidden: look.is_hidden || self.styles.is_hidden(style),
                    link: look.link.clone(),
                };
                self.inlines(cursor, path, &look, runs);
            }
            "a" => {
                let link = element.get("href").filter(|href| href.contains(':')).map(Into::into);
                self.inlines(cursor, path, &SpanLook { link: link.or_else(|| look.link.clone()), ..look.clone() }, runs);
            }
            "s" => {
                let count = element.get("c").and_then(|n| n.parse::<usize>().ok()).unwrap_or(1).min(256);
                self.push_words(path, &" ".repeat(count), look, runs);
                cursor.skip();
            }
            "tab" => {
                self.push_words(path, "\t", look, runs);
                cursor.skip();
            }
            "line-break" => {
                runs.push(TextRun::LineBreak);
                cursor.skip();
            }
            "note" => self.note(cursor, path, runs),
            "annotation" => self.leave_out(cursor, LeftOutReason::Comment, path),
            "hidden-text" | "hidden-paragraph" => self.leave_out(cursor, LeftOutReason::Hidden, path),
            "frame" | "custom-shape" | "g" => self.frame(cursor, path),
            "change-start" | "change-end" => {
                self.mark_insertion(element);
                cursor.skip();
            }
            _ => self.inlines(cursor, path, look, runs),
        }
    }

    fn push_words(&mut self, path: &str, words: &str, look: &SpanLook, runs: &mut Vec<TextRun>) {
        if words.is_empty() {
            return;
        }
        for id in &self.inserting {
            if let Some(inserted) = self.insertions.get_mut(id) {
                inserted.push_str(words);
            }
        }
        if look.is_hidden {
            if !words.trim().is_empty() {
                let origin = self.origin(path);
                let words = words.trim().to_owned();
                self.document.left_out.push(LeftOutText { reason: LeftOutReason::Hidden, words, origin });
            }
            return;
        }
        TextRun::add_words(runs, words, look.style, look.link.as_deref());
    }

    /// Reads a footnote or endnote where the text calls it.
    fn note(&mut self, cursor: &mut XmlCursor<'_>, path: &str, runs: &mut Vec<TextRun>) {
        let label: Box<str> = (self.document.notes.len() + 1).to_string().into();
        while let Some(element) = cursor.child() {
            if &*element.name != "note-body" {
                cursor.skip();
                continue;
            }
            // The place is taken first: a note may hold another.
            let at = self.document.notes.len();
            self.document.notes.push((label.clone(), Vec::new()));
            let mut blocks = Vec::new();
            self.blocks(cursor, &format!("{path}/note"), None, &mut blocks);
            let paragraphs = blocks.into_iter().filter_map(|block| match block {
                ExtractedBlock::Paragraph(paragraph) => Some(paragraph),
                _ => None,
            });
            let paragraphs = paragraphs.collect();
            if let Some((_, note)) = self.document.notes.get_mut(at) {
                *note = paragraphs;
            }
        }
        runs.push(TextRun::NoteCall(label));
    }

    /// Reads a frame: the text in its boxes, and the description of a picture.
    fn frame(&mut self, cursor: &mut XmlCursor<'_>, path: &str) {
        while let Some(element) = cursor.child() {
            match &*element.name {
                "text-box" => {
                    let mut blocks = Vec::new();
                    self.blocks(cursor, &format!("{path}/frame"), None, &mut blocks);
                    self.boxes.append(&mut blocks);
                }
                "p" => {
                    let mut blocks = Vec::new();
                    self.paragraph(cursor, &element, &format!("{path}/frame/p"), None, &mut blocks);
                    self.boxes.append(&mut blocks);
                }
                "title" | "desc" => {
                    let words = cursor.words().split_whitespace().collect::<Vec<_>>().join(" ");
                    if !words.is_empty() {
                        let origin = self.origin(path);
                        self.document.left_out.push(LeftOutText { reason: LeftOutReason::Picture, words, origin });
                    }
                }
                "image" | "object" | "object-ole" | "frame" | "g" | "custom-shape" => self.frame(cursor, path),
                _ => {
                    let words = spaced_words(cursor);
                    self.push_stray(words, path);
                }
            }
        }
    }

    /// Keeps words that an unknown element of a frame holds.
    fn push_stray(&mut self, words: String, path: &str) {
        if !words.is_empty() {
            let origin = self.origin(path);
            self.boxes.push(ExtractedBlock::Paragraph(crate::import::extract::ExtractedParagraph::plain(words, origin)));
        }
    }
}

/// Returns a text with each run of white space as one blank.
fn collapsed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let is_space = matches!(c, ' ' | '\n' | '\r' | '\t');
        if !is_space {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}
