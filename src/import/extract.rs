//! The contents of a file of minutes as its format reader found them, before anybody asks what they mean.
//!
//! A format reader knows its format and no word of any language. It makes an [`ExtractedDocument`]; `assemble` makes the
//! [`BlockDocument`](crate::layout::BlockDocument) of it.

use crate::layout::{Origin, PagePlace, TextStyle};

/// A file, taken apart: its text in order, and what is no part of the text.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct ExtractedDocument {
    /// The text in its order.
    pub(crate) blocks: Vec<ExtractedBlock>,
    /// Footnotes and endnotes, by the label that the text calls them by.
    pub(crate) notes: Vec<(Box<str>, Vec<ExtractedParagraph>)>,
    /// What belongs to the pages.
    pub(crate) furniture: Vec<PageText>,
    /// Changes that were tracked: they are taken as accepted.
    pub(crate) changes: Vec<TrackedChange>,
    /// Words of the file that are no part of its text.
    pub(crate) left_out: Vec<LeftOutText>,
    /// Halves of words that were put together again: `traf-` and `ficking`.
    pub(crate) joined: Vec<(Box<str>, Box<str>)>,
    /// Pages on which no text was found, from 1.
    pub(crate) empty_pages: Vec<u32>,
    /// The file could not be read to its end.
    pub(crate) is_cut: bool,
}

/// A part of the text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ExtractedBlock {
    /// A paragraph.
    Paragraph(ExtractedParagraph),
    /// A table.
    Table(ExtractedTable),
    /// Words that were found beside the text, whose paragraph a person has to confirm.
    Aside(MarginText),
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ExtractedParagraph {
    /// The part it plays.
    pub(crate) role: ParagraphRole,
    /// The number that stands before it, as a reader of the page sees it: `2.1`, `(a)`.
    pub(crate) label: Option<Box<str>>,
    /// The words.
    pub(crate) runs: Vec<TextRun>,
    /// Its place in the file.
    pub(crate) origin: Origin,
}

/// The part that a paragraph plays, as its format says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ParagraphRole {
    /// The title of the document.
    Title,
    /// A heading of this level.
    Heading(u8),
    /// A paragraph of the text.
    Text,
    /// An item of a list, at this depth from 0.
    Item(u8),
}

/// A run of words that look the same, or what stands between such runs.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum TextRun {
    /// Words.
    Words {
        /// The words.
        text: String,
        /// Their look.
        style: TextStyle,
        /// The address they lead to.
        link: Option<Box<str>>,
    },
    /// The end of a line within a paragraph.
    LineBreak,
    /// A call of a footnote, by its label.
    NoteCall(Box<str>),
}

impl TextRun {
    /// Adds words to the last run where they look the same, else as a run of their own.
    pub(crate) fn add_words(runs: &mut Vec<TextRun>, words: &str, style: TextStyle, link: Option<&str>) {
        match runs.last_mut() {
            _ if words.is_empty() => {}
            Some(TextRun::Words { text, style: last, link: target }) if *last == style && target.as_deref() == link => {
                text.push_str(words);
            }
            _ => runs.push(TextRun::Words { text: words.to_owned(), style, link: link.map(Into::into) }),
        }
    }
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct ExtractedTable {
    /// The rows.
    pub(crate) rows: Vec<TableLine>,
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct TableLine {
    /// It repeats on each page: it says what the columns hold.
    pub(crate) is_header: bool,
    /// The cells.
    pub(crate) cells: Vec<TableBox>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TableBox {
    /// Its first column, from 0.
    pub(crate) column: u16,
    /// How many columns it covers.
    pub(crate) width: u16,
    /// The text in it; empty where the cell above covers it.
    pub(crate) blocks: Vec<ExtractedBlock>,
}

/// Words that stand beside the text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MarginText {
    /// The words, put together.
    pub(crate) text: String,
    /// Their place, for people: `5 short lines after line 189`.
    pub(crate) place: String,
    /// How many lines they are of.
    pub(crate) lines: usize,
    /// Their place in the file.
    pub(crate) origin: Origin,
}

/// Words that belong to the pages.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PageText {
    /// The words; of those that differ in digits alone, the first.
    pub(crate) words: String,
    /// All words of it, where they differ from time to time.
    pub(crate) all: Vec<String>,
    /// The part of the page.
    pub(crate) place: PagePlace,
    /// Their first place.
    pub(crate) origin: Origin,
}

/// A change that was tracked.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TrackedChange {
    /// The words were deleted, not inserted.
    pub(crate) is_deletion: bool,
    /// The words.
    pub(crate) words: String,
    /// Their place.
    pub(crate) origin: Origin,
}

/// Words that are in the file and not in its text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LeftOutText {
    /// Why they are no part of the text.
    pub(crate) reason: LeftOutReason,
    /// The words.
    pub(crate) words: String,
    /// Their place.
    pub(crate) origin: Origin,
}

/// A reason for which words are no part of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LeftOutReason {
    /// A comment of a reviewer.
    Comment,
    /// Hidden by its author.
    Hidden,
    /// A script or a style of a web page.
    Script,
    /// The way through a web site, or what it says of itself.
    Navigation,
    /// A picture, by its description.
    Picture,
    /// The heading of a column that was taken apart.
    ColumnHeading,
}

impl LeftOutReason {
    /// Returns it as the report says it.
    pub(crate) fn words(self) -> &'static str {
        match self {
            LeftOutReason::Comment => "a comment",
            LeftOutReason::Hidden => "hidden text",
            LeftOutReason::Script => "a script or a style",
            LeftOutReason::Navigation => "navigation",
            LeftOutReason::Picture => "a picture",
            LeftOutReason::ColumnHeading => "the heading of a column",
        }
    }
}

impl ExtractedParagraph {
    /// A paragraph of words that look like the rest.
    pub(crate) fn plain(text: impl Into<String>, origin: Origin) -> ExtractedParagraph {
        let run = TextRun::Words { text: text.into(), style: TextStyle::default(), link: None };
        ExtractedParagraph { role: ParagraphRole::Text, label: None, runs: vec![run], origin }
    }

    /// Returns its words with its number, lines apart by a line end.
    pub(crate) fn text(&self) -> String {
        let mut out = String::new();
        if let Some(label) = &self.label {
            out.push_str(label);
            out.push(' ');
        }
        for run in &self.runs {
            match run {
                TextRun::Words { text, .. } => out.push_str(text),
                TextRun::LineBreak => out.push('\n'),
                TextRun::NoteCall(_) => {}
            }
        }
        out
    }

    /// Whether it has no words.
    pub(crate) fn is_blank(&self) -> bool {
        let is_blank = |run: &TextRun| match run {
            TextRun::Words { text, .. } => text.trim().is_empty(),
            TextRun::LineBreak => true,
            TextRun::NoteCall(_) => false,
        };
        self.label.is_none() && self.runs.iter().all(is_blank)
    }

    /// Whether all its words are bold.
    pub(crate) fn is_bold(&self) -> bool {
        let mut words = self.runs.iter().filter_map(|run| match run {
            TextRun::Words { text, style, .. } if !text.trim().is_empty() => Some(style.bold),
            _ => None,
        });
        let first = words.next();
        first == Some(true) && words.all(|bold| bold)
    }
}

impl ExtractedBlock {
    /// Returns its words, those of cells apart by blanks.
    pub(crate) fn text(&self) -> String {
        match self {
            ExtractedBlock::Paragraph(paragraph) => paragraph.text(),
            ExtractedBlock::Aside(aside) => aside.text.clone(),
            ExtractedBlock::Table(table) => {
                let cells = table.rows.iter().flat_map(|r| &r.cells).flat_map(|c| &c.blocks);
                cells.map(ExtractedBlock::text).collect::<Vec<_>>().join(" ")
            }
        }
    }
}

impl ExtractedDocument {
    /// Returns the text for a search: paragraphs apart by blank lines.
    pub(crate) fn plain_text(&self) -> String {
        let mut out = String::new();
        for block in &self.blocks {
            append_text(block, &mut out);
        }
        for paragraph in self.notes.iter().flat_map(|(_, paragraphs)| paragraphs) {
            append_paragraph(&paragraph.text(), &mut out);
        }
        out
    }
}

fn append_text(block: &ExtractedBlock, out: &mut String) {
    match block {
        ExtractedBlock::Paragraph(paragraph) => append_paragraph(&paragraph.text(), out),
        ExtractedBlock::Aside(aside) => append_paragraph(&aside.text, out),
        ExtractedBlock::Table(table) => {
            for block in table.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.blocks) {
                append_text(block, out);
            }
        }
    }
}

fn append_paragraph(text: &str, out: &mut String) {
    if !text.trim().is_empty() {
        out.push_str(text.trim());
        out.push_str("\n\n");
    }
}
