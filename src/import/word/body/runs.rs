//! Runs of a Word paragraph: words and their look, links, tracked changes, pictures, boxes.

use super::{BodyReader, note_label};
use crate::import::extract::{LeftOutReason, LeftOutText, TextRun};
use crate::import::word::look::RunLook;
use crate::import::xml::{XmlCursor, XmlElement};

impl BodyReader {
    /// Reads what an element inside a paragraph holds.
    pub(super) fn inline(
        &mut self,
        cursor: &mut XmlCursor<'_>,
        element: &XmlElement,
        path: &str,
        look: &RunLook,
        runs: &mut Vec<TextRun>,
    ) {
        match &*element.name {
            "r" => self.run(cursor, path, look, runs),
            "hyperlink" => {
                let target = element.get("id").and_then(|id| self.links.get(id)).cloned();
                let look = RunLook { link: target.or_else(|| look.link.clone()), ..look.clone() };
                self.inlines(cursor, path, &look, runs);
            }
            "ins" | "moveTo" => {
                // Words that look like those before them are added to their run.
                let (before, last) = (runs.len(), runs.last().map_or(0, |run| words_of(run).len()));
                self.inlines(cursor, path, look, runs);
                let added = before.checked_sub(1).and_then(|n| runs.get(n)).and_then(|run| words_of(run).get(last..));
                let mut words = added.unwrap_or("").to_owned();
                words.extend(runs.iter().skip(before).map(words_of));
                self.note_change(false, &words, path);
            }
            "del" | "moveFrom" => {
                let words = cursor.words();
                self.note_change(true, &words, path);
            }
            "fldSimple" | "smartTag" | "sdt" | "sdtContent" | "customXml" | "AlternateContent" | "Choice" | "dir" | "bdo" => {
                self.inlines(cursor, path, look, runs);
            }
            "oMath" | "oMathPara" => {
                let words = cursor.words();
                TextRun::add_words(runs, &words, look.style, look.link.as_deref());
            }
            _ => cursor.skip(),
        }
    }

    fn inlines(&mut self, cursor: &mut XmlCursor<'_>, path: &str, look: &RunLook, runs: &mut Vec<TextRun>) {
        while let Some(element) = cursor.child() {
            self.inline(cursor, &element, path, look, runs);
        }
    }

    fn run(&mut self, cursor: &mut XmlCursor<'_>, path: &str, look: &RunLook, runs: &mut Vec<TextRun>) {
        let mut look = look.clone();
        let mut is_hidden = false;
        let mut hidden = String::new();
        while let Some(element) = cursor.child() {
            match &*element.name {
                "rPr" => {
                    is_hidden = self.read_look(cursor, &mut look);
                    continue;
                }
                "t" => {
                    let words = cursor.words();
                    if is_hidden {
                        hidden.push_str(&words);
                    } else {
                        TextRun::add_words(runs, &words, look.style, look.link.as_deref());
                    }
                    continue;
                }
                "drawing" | "pict" | "object" | "AlternateContent" => {
                    self.drawing(cursor, path);
                    continue;
                }
                "tab" | "ptab" => TextRun::add_words(runs, "\t", look.style, look.link.as_deref()),
                "br" if matches!(element.get("type"), None | Some("textWrapping")) => runs.push(TextRun::LineBreak),
                "cr" => runs.push(TextRun::LineBreak),
                "noBreakHyphen" => TextRun::add_words(runs, "\u{2011}", look.style, look.link.as_deref()),
                "sym" => TextRun::add_words(runs, symbol(element.get("char").unwrap_or("")), look.style, look.link.as_deref()),
                "footnoteReference" | "endnoteReference" => {
                    let kind = element.name.trim_end_matches("Reference");
                    runs.extend(element.get("id").map(|id| TextRun::NoteCall(note_label(kind, id))));
                }
                _ => {}
            }
            cursor.skip();
        }
        if !hidden.trim().is_empty() {
            let origin = self.origin(path);
            self.document.left_out.push(LeftOutText { reason: LeftOutReason::Hidden, words: hidden.trim().to_owned(), origin });
        }
    }

    /// Reads the properties of a run. Returns whether it is hidden.
    fn read_look(&mut self, cursor: &mut XmlCursor<'_>, look: &mut RunLook) -> bool {
        let mut is_hidden = false;
        while let Some(property) = cursor.child() {
            match &*property.name {
                "b" => look.style.bold = property.is_on(),
                "i" => look.style.italic = property.is_on(),
                "strike" | "dstrike" => look.style.struck = property.is_on(),
                "vanish" => is_hidden = property.is_on(),
                "rStyle" => look.style.bold |= property.get("val").is_some_and(|id| self.styles.is_bold(id)),
                _ => {}
            }
            cursor.skip();
        }
        is_hidden
    }

    /// Reads a drawing: the text in its boxes, and the description of a picture. What is there once more for older programs is passed over.
    fn drawing(&mut self, cursor: &mut XmlCursor<'_>, path: &str) {
        while let Some(element) = cursor.child() {
            match &*element.name {
                "Fallback" => {
                    cursor.skip();
                    continue;
                }
                "txbxContent" => {
                    let mut blocks = Vec::new();
                    self.blocks(cursor, path, &mut blocks);
                    self.boxes.append(&mut blocks);
                    continue;
                }
                "docPr" => {
                    let words = element.get("descr").unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
                    if !words.is_empty() {
                        let origin = self.origin(path);
                        self.document.left_out.push(LeftOutText { reason: LeftOutReason::Picture, words, origin });
                    }
                }
                _ => {}
            }
            self.drawing(cursor, path);
        }
    }
}

fn words_of(run: &TextRun) -> &str {
    match run {
        TextRun::Words { text, .. } => text,
        TextRun::LineBreak => " ",
        TextRun::NoteCall(_) => "",
    }
}

/// Returns the sign that a character of a font of symbols shows, where it means something.
fn symbol(code: &str) -> &'static str {
    match code.to_ascii_uppercase().as_str() {
        "F0FC" | "00FC" => "\u{2713}",
        "F0FE" | "F052" => "\u{2611}",
        "F0FB" | "F0FD" | "00FB" => "\u{2717}",
        "F0A8" | "F06F" => "\u{2610}",
        "F0E0" => "\u{2192}",
        _ => "",
    }
}
