//! Images of a text become HTML, their words an alternative.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Writer;
use super::links::Resolved;
use crate::html::escape;
use crate::html::raw::{push_plain, without_comments};
use crate::record::Target;
use crate::text::address::{Kind, kind};

/// An image whose words are being gathered.
pub(super) struct Image {
    pub(super) address: String,
    pub(super) title: String,
    pub(super) alt: String,
    pub(super) nested: usize,
}

impl Writer<'_, '_> {
    /// The words of an image are its alternative text; what formats them is lost on a listener.
    pub(super) fn in_image(&mut self, event: Event<'_>, range: &Range<usize>) {
        let shown = match &event {
            Event::Text(words) => self.shown(words, range).to_owned(),
            _ => String::new(),
        };
        let Some(image) = &mut self.image else { return };
        match event {
            Event::Text(_) => image.alt.push_str(&shown),
            Event::Code(words) => image.alt.push_str(&words),
            Event::InlineHtml(html) => push_plain(&mut image.alt, &html),
            Event::SoftBreak | Event::HardBreak => image.alt.push(' '),
            Event::Start(Tag::Image { .. }) => image.nested += 1,
            Event::End(TagEnd::Image) if image.nested > 0 => image.nested -= 1,
            Event::End(TagEnd::Image) => {
                if let Some(image) = self.image.take() {
                    self.image(&image);
                }
            }
            _ => {}
        }
    }

    pub(super) fn image(&mut self, image: &Image) {
        let words = if image.alt.trim().is_empty() { &image.address } else { &image.alt };
        let own = matches!(self.reference(&image.address), Some(Target::Attachment(_)));
        match self.resolve(&image.address) {
            Resolved::Link(href, false) if own || matches!(kind(&image.address), Kind::Relative | Kind::Top) => {
                self.out.push_str("<img src=\"");
                escape::address(&mut self.out, &href);
                self.out.push_str("\" alt=\"");
                escape::attribute(&mut self.out, &image.alt);
                if !image.title.is_empty() {
                    self.out.push_str("\" title=\"");
                    escape::attribute(&mut self.out, &without_comments(&image.title));
                }
                self.out.push_str("\" loading=\"lazy\">");
            }
            Resolved::Link(href, web) if !self.in_link() => {
                self.anchor(&href, &image.title, web);
                escape::text(&mut self.out, words);
                self.out.push_str("</a>");
            }
            Resolved::Words => escape::text(&mut self.out, words),
            _ => {
                escape::text(&mut self.out, words);
                if *words != image.address {
                    self.out.push_str(" (");
                    escape::text(&mut self.out, &image.address);
                    self.out.push(')');
                }
            }
        }
    }
}
