//! The Markdown of the record becomes safe HTML, or plain text. It knows references, redactions and
//! editorial notes, and nothing of pages.
//!
//! What an author writes can never become script, style or an event handler: tags are shown as text
//! unless the site has them sanitised, and an address that is not plainly one is shown as words.

mod address;
mod article;
mod brackets;
mod definitions;
mod embed;
pub mod highlight;
mod plain;
mod prose;
mod resolver;
mod simple;
mod table;
mod titles;
mod words;
mod writer;

pub use article::Article;
pub use plain::plain;
pub use prose::Prose;
pub use resolver::{EmbeddedTable, FormerAnchors, LinkResolver};

use std::borrow::Cow;

use crate::html::Html;
use crate::html::raw::escape_comments;
use crate::record::{Document, Span, TextRange};

impl<'a> Prose<'a> {
    /// A run of a document's Markdown as block-level HTML. `root` is the way from the page to the top of the site (`../../`).
    pub fn block(&self, document: &Document, span: Span, root: &str) -> Html {
        self.block_at(document, span, root, None)
    }

    /// The same as [`Prose::block`] on the page of the document itself, which shows each of its words in one place: footnotes have a way back.
    pub fn own_block(&self, document: &Document, span: Span, root: &str) -> Html {
        let from = |at: u32| at.saturating_sub(document.body.start) as usize;
        self.block_at(document, span, root, Some(TextRange::new(from(span.start), from(span.end))))
    }

    fn block_at(&self, document: &Document, span: Span, root: &str, own_place: Option<TextRange>) -> Html {
        let text = self.slice(span);
        let trimmed = text.trim();
        if simple::paragraph(trimmed) {
            let mut out = String::with_capacity(trimmed.len() + 8);
            out.push_str("<p>");
            simple::lines(&mut out, trimmed, '\n');
            out.push_str("</p>");
            return Html::finished(out);
        }
        Html::finished(writer::block(self, Some(document), &text, root, own_place))
    }

    /// The same as [`Prose::block`], with plain words in place of some of the author's: of each, the first.
    pub fn block_naming(&self, document: &Document, span: Span, names: &[(&str, String)], root: &str) -> Html {
        let mut text = self.slice(span).into_owned();
        for (written, words) in names {
            let mut plain = String::with_capacity(words.len());
            for c in words.chars() {
                if c.is_ascii_punctuation() {
                    plain.push('\\');
                }
                plain.push(c);
            }
            text = text.replacen(written, &plain, 1);
        }
        Html::finished(writer::block(self, Some(document), &text, root, None))
    }

    /// A line of Markdown (a title, a note) as inline HTML, with the references of `document` where it has one.
    pub fn inline(&self, document: Option<&Document>, markdown: &str, root: &str) -> Html {
        let line = markdown.trim();
        if simple::inline(line) {
            return Html::finished(line.to_owned());
        }
        Html::finished(writer::inline(self, document, line, root))
    }

    /// A whole document. Headings have the ids of [`Document::anchors`]; a numbered paragraph has its number as a link to itself.
    /// A first heading that says the document's title again is left to the page.
    pub fn document(&self, document: &Document, root: &str) -> Article {
        article::article(self, document, self.sources.slice(document.body), root)
    }

    /// The text of a span as it stands alone: without the indentation that a list marker before it asks of its other lines.
    fn slice(&self, span: Span) -> Cow<'a, str> {
        let text = self.sources.slice(span);
        if text.is_empty() {
            return Cow::Borrowed(text);
        }
        let whole = self.sources.text(span.file).unwrap_or("");
        let before = whole.get(..span.start as usize).unwrap_or("");
        let before = before.get(memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |n| n + 1)..).unwrap_or("");
        let text = if before.is_empty() { text } else { text.trim_start_matches(' ') };
        let text = simple::dedent(before, text);
        // Set in as code, `<!-- a -->` is words. Alone it would be a comment; a real one has no words left in the sources.
        if is_set_in(before) && text.contains("<!--") {
            return escape_comments(&text).into();
        }
        text
    }
}

/// Whether the words after `before`, the beginning of a line, are set in as far as code is.
fn is_set_in(before: &str) -> bool {
    before.bytes().all(|b| matches!(b, b' ' | b'\t')) && (before.contains('\t') || before.len() >= 4)
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
