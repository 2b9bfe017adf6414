//! Blocks from a format that is not Markdown.

use std::borrow::Cow;
use std::fmt;

use super::model::{Block, BlockDocument, BlockIx, BlockKind, Furniture, MAX_DEPTH, Marking, Origin, OriginIx, small};
use crate::record::TextRange;

/// Fills a [`BlockDocument`] from a format that is not Markdown.
///
/// Blocks are opened and closed in the order of the text, and words are added to the one that is open. The text of the document is what was
/// added, with line ends between blocks. Words go in as they are to be read: signs that mean something in Markdown are escaped, and bold, italic
/// and struck words have the marks that they have in Markdown, so that the reader of minutes sees no difference between a file that was imported
/// and one that was typed.
///
/// ```
/// use minutebook::layout::{BlockKind, DocumentBuilder, HeadingForm, Marker, Origin, PagePlace, TextStyle};
///
/// # fn main() -> Result<(), minutebook::layout::DocumentError> {
/// let mut builder = DocumentBuilder::new();
/// let place = builder.add_origin(Origin::Part { part: "word/document.xml".into(), path: "/body/p[1]".into() });
/// builder.open(BlockKind::Heading { level: 1, form: HeadingForm::Style }, Some(place))?;
/// builder.add_words("Harbour Board, 9 March 2021")?;
/// builder.close()?;
///
/// builder.open(BlockKind::List, None)?;
/// builder.open(BlockKind::Item { marker: Marker::Bullet, tick: None }, None)?;
/// builder.add_styled("Action:", TextStyle { bold: true, ..TextStyle::default() })?;
/// builder.add_words(" Ann Lee to mend the lamp")?;
/// builder.close()?;
/// builder.close()?;
///
/// builder.open(BlockKind::Table, None)?;
/// builder.open(BlockKind::Row { header: false }, None)?;
/// builder.open(BlockKind::Cell { column: 0, span: (1, 1) }, None)?;
/// builder.add_words("Bob Ray")?;
/// builder.break_line()?;
/// builder.add_words("Coastguard")?;
/// for _ in 0..3 {
///     builder.close()?;
/// }
/// builder.add_furniture("Page 1", PagePlace::Footer, 3, None);
///
/// let document = builder.finish()?;
/// let kinds: Vec<_> = document.top().map(|block| block.kind).collect();
/// assert_eq!(kinds.len(), 3);
/// let list = document.top().nth(1).unwrap();
/// assert_eq!(document.slice(list.items()[0].own), "**Action:** Ann Lee to mend the lamp");
/// let lines = document.blocks().iter().filter(|block| block.kind == BlockKind::Line);
/// assert_eq!(lines.map(|line| document.slice(line.range)).collect::<Vec<_>>(), ["Bob Ray", "Coastguard"]);
/// assert!(document.top().next().unwrap().origin.is_some());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Default)]
pub struct DocumentBuilder {
    text: String,
    blocks: Vec<Block>,
    open: Vec<OpenBlock>,
    /// How many blocks are open that are too deep to be made.
    beyond: usize,
    origins: Vec<Origin>,
    markings: Vec<Marking>,
    furniture: Vec<Furniture>,
}

/// A block that is open.
#[derive(Debug)]
struct OpenBlock {
    block: u32,
    /// Where its lines are broken.
    breaks: Vec<usize>,
    /// It has blocks inside it.
    filled: bool,
}

/// How words look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TextStyle {
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Struck through.
    pub struck: bool,
}

/// What a [`DocumentBuilder`] cannot make a document of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentError {
    /// A block was opened in one that cannot hold it.
    Misplaced {
        /// The block that was opened.
        kind: BlockKind,
        /// The block that was open; `None` at the top.
        parent: Option<BlockKind>,
    },
    /// Words were added where none can be: at the top, in a list, a table or a row, or after a block inside the same item or cell.
    LooseWords,
    /// A block was closed and none was open.
    NothingOpen,
    /// The document was finished while a block was open.
    StillOpen(BlockKind),
    /// The text is longer than 4 GiB.
    TooLong,
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DocumentError::Misplaced { kind, parent: Some(parent) } => write!(f, "{parent:?} cannot hold {kind:?}"),
            DocumentError::Misplaced { kind, parent: None } => write!(f, "{kind:?} needs a block to hold it"),
            DocumentError::LooseWords => f.write_str("words were added where no block can take them"),
            DocumentError::NothingOpen => f.write_str("a block was closed and none was open"),
            DocumentError::StillOpen(kind) => write!(f, "{kind:?} was never closed"),
            DocumentError::TooLong => f.write_str("the text is longer than 4 GiB"),
        }
    }
}

impl std::error::Error for DocumentError {}

impl DocumentBuilder {
    /// Returns a builder of an empty document.
    pub fn new() -> DocumentBuilder {
        DocumentBuilder::default()
    }

    /// Adds a place in the imported file, for blocks, markings and furniture to name.
    pub fn add_origin(&mut self, origin: Origin) -> OriginIx {
        self.origins.push(origin);
        OriginIx(small(self.origins.len()) - 1)
    }

    /// Opens a block inside the one that is open. A block that is too deep ([`MAX_DEPTH`]) is not made: its words go to the block at that depth.
    pub fn open(&mut self, kind: BlockKind, origin: Option<OriginIx>) -> Result<(), DocumentError> {
        let parent = self.kind_open();
        if self.beyond > 0 || self.open.len() >= usize::from(MAX_DEPTH) {
            self.beyond += 1;
            self.end_line();
            return Ok(());
        }
        if !can_hold(parent, kind) {
            return Err(DocumentError::Misplaced { kind, parent });
        }
        self.own_words_end();
        if self.open.is_empty() && !self.text.is_empty() {
            self.end_line();
            self.text.push('\n');
        } else if !matches!(kind, BlockKind::Cell { .. }) {
            self.end_line();
        }
        let at = self.text.len();
        let n = small(self.blocks.len());
        let (range, depth) = (TextRange::empty(at), u8::try_from(self.open.len()).unwrap_or(MAX_DEPTH));
        let parent = self.open.last().map(|o| BlockIx(o.block));
        self.blocks.push(Block { kind, range, content: range, parent, depth, origin, past: n + 1 });
        self.open.push(OpenBlock { block: n, breaks: Vec::new(), filled: false });
        Ok(())
    }

    /// Closes the block opened last.
    pub fn close(&mut self) -> Result<(), DocumentError> {
        if self.beyond > 0 {
            self.beyond -= 1;
            self.end_line();
            return Ok(());
        }
        self.own_words_end();
        let open = self.open.pop().ok_or(DocumentError::NothingOpen)?;
        let last = self.blocks.last().map_or(0, |b| b.range.end());
        let (end, past) = (self.text.trim_end_matches('\n').len().max(last), small(self.blocks.len()));
        if let Some(block) = self.blocks.get_mut(open.block as usize) {
            block.range = block.range.until(end);
            block.past = past;
            if !block.kind.has_own_words() {
                block.content = block.range;
            }
            if matches!(block.kind, BlockKind::Cell { .. }) {
                // The words of two cells are two words.
                self.text.push('\t');
            }
        }
        Ok(())
    }

    /// Adds words to the block that is open.
    pub fn add_words(&mut self, words: &str) -> Result<(), DocumentError> {
        self.take_words()?;
        let code = matches!(self.kind_open(), Some(BlockKind::Code { .. }));
        for c in words.chars() {
            match c {
                c if code => self.text.push(c),
                '\n' | '\r' => self.text.push(' '),
                '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '~' | '&' => self.text.extend(['\\', c]),
                c => self.text.push(c),
            }
        }
        Ok(())
    }

    /// Adds words that look otherwise than those around them.
    pub fn add_styled(&mut self, words: &str, style: TextStyle) -> Result<(), DocumentError> {
        let body = words.trim();
        if body.is_empty() {
            return self.add_words(words);
        }
        let (lead, tail) = words.split_once(body).unwrap_or(("", ""));
        self.add_words(lead)?;
        let marks = [(style.bold, "**"), (style.italic, "*"), (style.struck, "~~")];
        marks.iter().filter(|m| m.0).for_each(|m| self.text.push_str(m.1));
        self.add_words(body)?;
        marks.iter().rev().filter(|m| m.0).for_each(|m| self.text.push_str(m.1));
        self.add_words(tail)
    }

    /// Adds words that lead to an address.
    pub fn add_link(&mut self, words: &str, address: &str) -> Result<(), DocumentError> {
        self.take_words()?;
        self.text.push('[');
        self.add_words(words)?;
        self.text.push_str("](<");
        self.text.extend(address.chars().filter(|c| !matches!(c, '<' | '>' | '\n' | '\r')));
        self.text.push_str(">)");
        Ok(())
    }

    /// Adds a call of a footnote.
    pub fn add_note_call(&mut self, label: &str) -> Result<(), DocumentError> {
        self.take_words()?;
        self.text.push_str("[^");
        self.text.extend(label.chars().filter(|c| c.is_alphanumeric()));
        self.text.push(']');
        Ok(())
    }

    /// Opens a footnote, by the label that the text calls it by. Its label is no part of its words.
    pub fn open_note(&mut self, label: &str, origin: Option<OriginIx>) -> Result<(), DocumentError> {
        self.open(BlockKind::Footnote, origin)?;
        self.add_note_call(label)?;
        self.text.push_str(": ");
        let at = self.text.len();
        if let Some(block) = self.open.last().and_then(|open| self.blocks.get_mut(open.block as usize)) {
            block.content = TextRange::empty(at);
        }
        Ok(())
    }

    /// Ends the line in the block that is open; the words that follow are a line of their own.
    pub fn break_line(&mut self) -> Result<(), DocumentError> {
        self.take_words()?;
        let at = self.text.len();
        self.text.push('\n');
        if let Some(open) = self.open.last_mut() {
            open.breaks.push(at);
        }
        Ok(())
    }

    /// Adds words that say who may see the document or how far it has come. They are not part of its text.
    pub fn add_marking(&mut self, words: &str, place: super::PagePlace, origin: Option<OriginIx>) {
        self.markings.push(Marking { words: words.into(), place, origin });
    }

    /// Adds what belongs to the pages. It is not part of the text.
    pub fn add_furniture(&mut self, words: &str, place: super::PagePlace, times: u32, origin: Option<OriginIx>) {
        self.furniture.push(Furniture { words: words.into(), place, times, origin });
    }

    /// Returns the document.
    pub fn finish(self) -> Result<BlockDocument<'static>, DocumentError> {
        if let Some(kind) = self.kind_open() {
            return Err(DocumentError::StillOpen(kind));
        }
        if u32::try_from(self.text.len()).is_err() {
            return Err(DocumentError::TooLong);
        }
        Ok(BlockDocument {
            text: Cow::Owned(self.text),
            blocks: self.blocks,
            origins: self.origins,
            markings: self.markings,
            furniture: self.furniture,
            comments: Vec::new(),
            unclosed: Vec::new(),
        })
    }

    fn kind_open(&self) -> Option<BlockKind> {
        self.open.last().and_then(|o| self.blocks.get(o.block as usize)).map(|b| b.kind)
    }

    /// Whether the open block takes words; an error where it does not.
    fn take_words(&self) -> Result<(), DocumentError> {
        let takes = self.kind_open().is_some_and(BlockKind::has_own_words);
        let first = self.open.last().is_some_and(|o| !o.filled) || self.beyond > 0;
        if takes && first { Ok(()) } else { Err(DocumentError::LooseWords) }
    }

    fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// Ends the own words of the block that is open, and makes lines of them where some are broken.
    fn own_words_end(&mut self) {
        let Some(open) = self.open.last_mut().filter(|o| !o.filled) else { return };
        open.filled = true;
        let (n, breaks) = (open.block, std::mem::take(&mut open.breaks));
        let end = self.text.trim_end_matches('\n').len();
        let Some(block) = self.blocks.get_mut(n as usize) else { return };
        block.content = block.content.until(end);
        let (content, depth) = (block.content, block.depth + 1);
        if breaks.is_empty() || depth >= MAX_DEPTH {
            return;
        }
        let mut from = content.start();
        for at in breaks.into_iter().chain([content.end()]) {
            let range = TextRange::new(from, at.min(content.end()));
            from = at + 1;
            if !range.is_empty() {
                let past = small(self.blocks.len()) + 1;
                let parent = Some(BlockIx(n));
                self.blocks.push(Block { kind: BlockKind::Line, range, content: range, parent, depth, origin: None, past });
            }
        }
    }
}

/// Whether a block can be in another; `None` is the document itself.
fn can_hold(parent: Option<BlockKind>, kind: BlockKind) -> bool {
    match (parent, kind) {
        (Some(BlockKind::List), kind) => matches!(kind, BlockKind::Item { .. }),
        (Some(BlockKind::Table), kind) => matches!(kind, BlockKind::Row { .. } | BlockKind::Paragraph),
        (Some(BlockKind::Row { .. }), kind) => matches!(kind, BlockKind::Cell { .. }),
        (_, BlockKind::Item { .. } | BlockKind::Row { .. } | BlockKind::Cell { .. } | BlockKind::Line) => false,
        (None | Some(BlockKind::Item { .. } | BlockKind::Cell { .. } | BlockKind::Quote | BlockKind::Footnote), _) => true,
        _ => false,
    }
}
