//! HTML in Markdown: harmless elements are rendered and kept whole, comments are shown to nobody, the rest is words.

use pulldown_cmark::TagEnd;

use super::Writer;
use crate::html::escape;
use crate::html::raw::{self, RawPart};
use crate::record::RawHtml;

/// How deep raw HTML inside raw HTML is still read as Markdown.
const DEPTH: u8 = 4;

impl Writer<'_, '_> {
    pub(super) fn raw_inline(&mut self, html: &str) {
        self.flush();
        if self.sanitises() {
            self.raw = true;
            for part in raw::parts(html) {
                match part {
                    // A comment that nothing closes would hide the rest of the page.
                    RawPart::Words(words) => self.out.push_str(&words.replace("<!--", "&lt;!--")),
                    RawPart::Comment(source) | RawPart::Tag { source, .. } => self.out.push_str(source),
                }
            }
            return;
        }
        for part in raw::parts(html) {
            match part {
                RawPart::Words(words) => escape::text(&mut self.out, words),
                RawPart::Comment(_) => {}
                RawPart::Tag { name: "br", .. } if self.line => self.text.push(' '),
                RawPart::Tag { name: "br", .. } => self.out.push_str("<br>"),
                RawPart::Tag { name, closing: false, .. } => {
                    self.marks.push(Some(name));
                    self.out.push_str(&format!("<{name}>"));
                }
                RawPart::Tag { name, .. } => self.close_mark(name),
            }
        }
    }

    /// Ends a harmless element and those inside it; one that is not open, or around the emphasis that is, has no end here.
    fn close_mark(&mut self, name: &str) {
        let inner = self.marks.iter().rev().take_while(|m| m.is_some());
        let Some(depth) = inner.into_iter().position(|m| *m == Some(name)) else { return };
        for _ in 0..=depth {
            self.end_mark();
        }
    }

    /// Ends the harmless element opened last; false where there is none inside the emphasis that is open.
    fn end_mark(&mut self) -> bool {
        let Some(name) = self.marks.pop_if(|m| m.is_some()).flatten() else { return false };
        self.out.push_str(&format!("</{name}>"));
        true
    }

    /// Ends harmless elements before a tag of Markdown begins or ends: none reaches out of a block, and none crosses emphasis.
    pub(super) fn end_marks(&mut self, tag: TagEnd, starts: bool) {
        match tag {
            TagEnd::Image => {}
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link => {
                if starts {
                    self.marks.push(None);
                } else {
                    while self.end_mark() {}
                    self.marks.pop();
                }
            }
            _ => {
                while !self.marks.is_empty() {
                    if !self.end_mark() {
                        self.marks.pop();
                    }
                }
            }
        }
    }

    fn sanitises(&self) -> bool {
        self.prose.record.site.raw_html == RawHtml::Sanitised
    }

    /// Raw HTML that stands as a block: its tags are words like others, and what is between them is Markdown still.
    pub(super) fn raw_block(&mut self, html: &str) {
        if self.sanitises() {
            self.raw_inline(html);
            self.out.push('\n');
        } else if !raw::is_seen(html) {
            // Comments and line breaks between blocks are nothing to be seen.
        } else if self.depth >= DEPTH {
            self.out.push_str("<pre tabindex=\"0\">");
            raw::parts(html).for_each(|part| match part {
                RawPart::Comment(_) => {}
                RawPart::Words(words) | RawPart::Tag { source: words, .. } => escape::text(&mut self.out, words),
            });
            self.out.push_str("</pre>\n");
        } else {
            let words = unblocked(html);
            let (skip, article) = (std::mem::take(&mut self.skip), self.article.take());
            self.depth += 1;
            self.run(&words);
            self.depth -= 1;
            (self.skip, self.article) = (skip, article);
        }
    }
}

/// A block of HTML as paragraphs: without comments, its other tags as words, the harmless ones as they are.
fn unblocked(html: &str) -> String {
    let mut all = String::with_capacity(html.len());
    raw::parts(html).for_each(|part| match part {
        RawPart::Comment(_) => {}
        RawPart::Words(words) | RawPart::Tag { source: words, .. } => all.push_str(words),
    });
    let mut words = String::with_capacity(all.len() + 8);
    for line in all.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches(' ').len();
        let (before, line) = line.split_at(indent);
        words.push_str(before);
        match raw::parts(line).next() {
            // Alone on its line it would open a block of HTML again; before an empty comment it does not.
            Some(RawPart::Tag { source, .. }) if indent < 4 => {
                words.push_str(source);
                words.push_str("<!---->");
                words.push_str(line.get(source.len()..).unwrap_or(""));
            }
            _ => {
                if indent < 4 && line.starts_with('<') {
                    words.push('\\');
                }
                words.push_str(line);
            }
        }
    }
    words
}
