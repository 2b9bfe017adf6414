//! The shape of one document, whatever its meaning: headings, paragraphs, lists, tables.
//!
//! [`BlockDocument`] is the one model of it. `markdown` fills it from Markdown and `html` from what Markdown leaves to HTML, by its `tags`;
//! [`DocumentBuilder`] fills it from any other format. `bare` is a stretch of a text as its words alone, `line` one of its lines.
//!
//! No word of any language is known here, and nothing of what the words mean.

pub(crate) mod bare;
mod builder;
pub(crate) mod html;
pub(crate) mod line;
mod markdown;
mod model;
mod sink;
pub(crate) mod tags;

#[cfg(test)]
mod tests;

pub use builder::{DocumentBuilder, DocumentError, TextStyle};
pub use model::{
    Block, BlockDocument, BlockIx, BlockKind, BlockRef, Furniture, HeadingForm, ListItem, MAX_DEPTH, Marker, Marking, Origin,
    OriginIx, PagePlace,
};

use std::borrow::Cow;

use line::COMMENT_FILL;
use sink::Sink;
use tags::Comments;

use crate::record::TextRange;

impl<'t> BlockDocument<'t> {
    /// Reads the Markdown of `text` in `body`. All ranges are of the whole text.
    pub fn from_markdown(text: &'t str, body: TextRange) -> BlockDocument<'t> {
        let (from, to) = (body.start().min(text.len()), body.end().min(text.len()));
        let mut comments = Comments::default();
        let mut sink = Sink::new(text, from);
        markdown::fill(text, from, to, &mut sink, &mut comments);
        let blocks = sink.finish(to);
        let Comments { closed: mut comments, unclosed } = comments;
        comments.sort_unstable();
        BlockDocument { text: without(text, &comments), blocks, comments, unclosed, ..BlockDocument::default() }
    }
}

/// Returns a text with [`COMMENT_FILL`] in place of some ranges of it.
fn without<'t>(text: &'t str, ranges: &[TextRange]) -> Cow<'t, str> {
    if ranges.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for range in ranges {
        let Some(before) = text.get(out.len()..range.start()) else { continue };
        out.push_str(before);
        out.extend(std::iter::repeat_n(char::from(COMMENT_FILL), range.len()));
    }
    out.push_str(text.get(out.len()..).unwrap_or(""));
    Cow::Owned(out)
}
