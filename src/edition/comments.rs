//! What authors wrote for each other between `<!--` and `-->` is published by no edition.

use rayon::prelude::*;

use super::documents::documents;
use crate::layout;
use crate::parse::{self, Parts};
use crate::record::{Document, FileId, TextRange};
use crate::source::{Content, Sources};

/// Returns the sources with nothing left in the comments of any document. The comments themselves stay, so that a text is the same
/// blocks and every span is true. They are no withheld words: nobody is kept from writing the same in public.
pub fn without_comments(parts: &Parts, mut sources: Sources) -> Sources {
    let all: Vec<&Document> = documents(parts).collect();
    let has_comments = |text: &&str| memchr::memmem::find(text.as_bytes(), b"<!--").is_some();
    let mut emptied: Vec<(FileId, String)> = all
        .par_iter()
        .filter_map(|document| {
            let text = sources.text(document.file).filter(has_comments)?;
            let range = document.body.range();
            let read = layout::BlockDocument::from_markdown(text, TextRange::new(range.start, range.end));
            Some((document.file, emptied_of(text, read.comments())))
        })
        .collect();
    // A table is published as its author's file, too.
    for table in parts.datasets.iter().flat_map(|dataset| &dataset.tables) {
        if let Some(text) = sources.text(table.file).filter(has_comments) {
            emptied.push((table.file, parse::without_comments_of_cells(text)));
        }
    }
    for (file, text) in emptied {
        if let Some(source) = sources.files.get_mut(file.0 as usize) {
            source.content = Content::Text(text.into());
        }
    }
    sources
}

/// A text with blanks between the ends of comments.
fn emptied_of(text: &str, comments: &[TextRange]) -> String {
    let mut out = String::with_capacity(text.len());
    for comment in comments {
        let inside = TextRange::new(comment.start() + 4, comment.end().saturating_sub(3));
        let Some(before) = text.get(out.len()..inside.start()) else { continue };
        out.push_str(before);
        out.extend(std::iter::repeat_n(' ', inside.len()));
    }
    out.push_str(text.get(out.len()..).unwrap_or(""));
    out
}
