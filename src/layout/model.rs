//! The types of the block model.

use std::borrow::Cow;
use std::ops::Deref;

use crate::record::TextRange;

/// How deep blocks may be inside one another. What is deeper belongs to the block at this depth.
pub const MAX_DEPTH: u8 = 64;

/// A document as blocks: the one model that Markdown, HTML and importers fill and the reader of minutes reads.
///
/// The blocks are in the order of the text, each before those inside it. Those without a parent cover every byte of the text that is not blank.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BlockDocument<'t> {
    pub(super) text: Cow<'t, str>,
    pub(super) blocks: Vec<Block>,
    pub(super) origins: Vec<Origin>,
    pub(super) markings: Vec<Marking>,
    pub(super) furniture: Vec<Furniture>,
    pub(super) comments: Vec<TextRange>,
    pub(super) unclosed: Vec<TextRange>,
}

/// The place of a block in its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockIx(pub(super) u32);

/// The place of an origin in its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OriginIx(pub(super) u32);

/// One block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// All of it, marks included.
    pub range: TextRange,
    /// Its own words: without its mark (`##`, `1.`, `- [ ]`), and without the blocks inside it that follow them.
    pub content: TextRange,
    /// The block that it is in.
    pub parent: Option<BlockIx>,
    /// How many blocks it is in.
    pub depth: u8,
    /// Its place in the file that was imported.
    pub origin: Option<OriginIx>,
    /// The place after the last block inside it.
    pub(super) past: u32,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading of level 1 to 6.
    Heading {
        /// Its level.
        level: u8,
        /// What makes it one.
        form: HeadingForm,
    },
    /// A paragraph. Where its lines are broken on purpose, it holds them as [`BlockKind::Line`].
    Paragraph,
    /// A line that ends where the author ended it: before `<br>`, at a hard break.
    Line,
    /// A list. It holds items.
    List,
    /// An item of a list. Its first words are its content; every other block of it is inside it.
    Item {
        /// What it begins with.
        marker: Marker,
        /// Its tick box, and whether that is ticked.
        tick: Option<bool>,
    },
    /// A table. It holds rows, and a paragraph for a caption.
    Table,
    /// A row of a table. It holds cells.
    Row {
        /// It says what the columns hold.
        header: bool,
    },
    /// A cell. Its words are its content; where they are more than a line, it holds lines, paragraphs, lists.
    Cell {
        /// Its first column, counted from 0.
        column: u16,
        /// How many columns and rows it covers.
        span: (u16, u16),
    },
    /// A quotation.
    Quote,
    /// Code, or text as it was typed.
    Code {
        /// Between fences, not set in.
        fenced: bool,
    },
    /// A line across the page.
    Rule,
    /// A footnote.
    Footnote,
    /// HTML that is no running text: a script, an element nobody knows. It is shown as text.
    Html,
    /// A comment. It is shown to nobody.
    Comment,
    /// The address or title that a label stands for (`[1]: https://…`). It is not shown where it stands.
    Definition,
    /// Anything else, shown as it is written.
    Other,
}

impl BlockKind {
    /// Whether it has words of its own, and not only blocks that have.
    pub fn has_own_words(self) -> bool {
        !matches!(self, BlockKind::List | BlockKind::Table | BlockKind::Row { .. } | BlockKind::Quote | BlockKind::Rule)
    }
}

/// What makes a heading one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadingForm {
    /// `## Lamps`.
    Atx,
    /// A line with `===` or `---` below it.
    Setext,
    /// `<h2>`.
    Html,
    /// A line that is bold and alone.
    BoldLine,
    /// A line in capitals, alone.
    Capitals,
    /// A line that is numbered and alone.
    NumberedLine,
    /// A style of a word processor.
    Style,
}

/// What an item of a list begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    /// A dash, a star, a dot.
    Bullet,
    /// A number as written; empty where the program that shows the list counts.
    Number(TextRange),
    /// A letter as written.
    Letter(TextRange),
    /// Nothing.
    None,
}

/// The place in the imported file that a block comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Origin {
    /// A box on a page, in points from its lower left corner.
    Page {
        /// The page, from 1.
        page: u32,
        /// Left, bottom, right, top.
        edges: [f32; 4],
    },
    /// An element of a part of a package.
    Part {
        /// The part: `word/document.xml`.
        part: Box<str>,
        /// The path of the element in it: `/body/tbl[2]/tr[4]`.
        path: Box<str>,
    },
    /// A line of a text, from 1.
    Line(u32),
}

/// Words that say who may see the document or how far it has come (`DRAFT`), found outside its text.
#[derive(Debug, Clone, PartialEq)]
pub struct Marking {
    /// The words.
    pub words: Box<str>,
    /// The part of the page they are in.
    pub place: PagePlace,
    /// Their place in the imported file.
    pub origin: Option<OriginIx>,
}

/// What belongs to the pages and not to the text: a number, a running title.
#[derive(Debug, Clone, PartialEq)]
pub struct Furniture {
    /// The words; of those that differ in their digits alone, the first.
    pub words: Box<str>,
    /// The part of the page they are in.
    pub place: PagePlace,
    /// How often they occur.
    pub times: u32,
    /// Their first place in the imported file.
    pub origin: Option<OriginIx>,
}

/// A part of a page that is not its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PagePlace {
    /// Above the text.
    Header,
    /// Below the text.
    Footer,
    /// Beside the text.
    Margin,
    /// Behind the text.
    Watermark,
}

impl<'t> BlockDocument<'t> {
    /// Returns the text that all ranges are of. Comments are white space in it (`COMMENT_FILL`), so that nobody reads one by mistake.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the words of a range of its text.
    pub fn slice(&self, range: TextRange) -> &str {
        range.slice(&self.text)
    }

    /// Returns all blocks, each before those inside it.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Returns a block by its place.
    pub fn get(&self, ix: BlockIx) -> Option<BlockRef<'_>> {
        let block = self.blocks.get(ix.0 as usize)?;
        Some(BlockRef { document: self, block, ix })
    }

    /// Returns the blocks that are in no other, in order.
    pub fn top(&self) -> impl Iterator<Item = BlockRef<'_>> {
        Siblings { document: self, at: 0, past: small(self.blocks.len()) }
    }

    /// Returns the origin of a block.
    pub fn origin(&self, ix: OriginIx) -> Option<&Origin> {
        self.origins.get(ix.0 as usize)
    }

    /// Returns the markings found outside the text.
    pub fn markings(&self) -> &[Marking] {
        &self.markings
    }

    /// Returns what belongs to the pages and was left out of the text.
    pub fn furniture(&self) -> &[Furniture] {
        &self.furniture
    }

    /// Returns the comments, in order, wherever they are.
    pub fn comments(&self) -> &[TextRange] {
        &self.comments
    }

    /// Returns the `<!--` that nothing closes. They are text.
    pub fn unclosed_comments(&self) -> &[TextRange] {
        &self.unclosed
    }
}

/// A block in its document.
#[derive(Debug, Clone, Copy)]
pub struct BlockRef<'d> {
    document: &'d BlockDocument<'d>,
    block: &'d Block,
    ix: BlockIx,
}

impl Deref for BlockRef<'_> {
    type Target = Block;

    fn deref(&self) -> &Block {
        self.block
    }
}

impl<'d> BlockRef<'d> {
    /// Returns its place.
    pub fn ix(&self) -> BlockIx {
        self.ix
    }

    /// Returns its own words.
    pub fn words(&self) -> &'d str {
        self.block.content.slice(&self.document.text)
    }

    /// Returns the blocks inside it that are in no other of them.
    pub fn children(&self) -> impl Iterator<Item = BlockRef<'d>> + use<'d> {
        Siblings { document: self.document, at: self.ix.0 + 1, past: self.block.past }
    }

    /// Returns all blocks inside it, each before those inside it in turn.
    pub fn inside(&self) -> &'d [Block] {
        self.document.blocks.get(self.ix.0 as usize + 1..self.block.past as usize).unwrap_or(&[])
    }

    /// Returns the items of a list, those of the lists inside it among them.
    pub fn items(&self) -> Vec<ListItem> {
        let mut open: Vec<u8> = Vec::new();
        let items = self.inside().iter().filter_map(|block| {
            let BlockKind::Item { marker, tick } = block.kind else { return None };
            while open.last().is_some_and(|depth| *depth >= block.depth) {
                open.pop();
            }
            let depth = open.len();
            open.push(block.depth);
            let ordered = matches!(marker, Marker::Number(_));
            Some(ListItem { depth, range: block.range, own: block.content, tick, ordered })
        });
        items.collect()
    }

    /// Returns the cells of each row of a table, by their words.
    pub fn rows(&self) -> Vec<Vec<TextRange>> {
        let mut rows: Vec<Vec<TextRange>> = Vec::new();
        let depth = self.block.depth + 1;
        for block in self.inside() {
            match block.kind {
                BlockKind::Row { .. } if block.depth == depth => rows.push(Vec::new()),
                BlockKind::Cell { .. } if block.depth == depth + 1 => {
                    if let Some(row) = rows.last_mut() {
                        row.push(block.content);
                    }
                }
                _ => {}
            }
        }
        rows
    }
}

/// An item of a list, as those see it who read the list through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListItem {
    /// How many items it is in.
    pub depth: usize,
    /// All of it.
    pub range: TextRange,
    /// Its own words, before anything nested.
    pub own: TextRange,
    /// A tick box, and whether it is ticked.
    pub tick: Option<bool>,
    /// Whether it is numbered.
    pub ordered: bool,
}

/// Blocks beside one another.
struct Siblings<'d> {
    document: &'d BlockDocument<'d>,
    at: u32,
    past: u32,
}

impl<'d> Iterator for Siblings<'d> {
    type Item = BlockRef<'d>;

    fn next(&mut self) -> Option<BlockRef<'d>> {
        if self.at >= self.past {
            return None;
        }
        let ix = BlockIx(self.at);
        let block = self.document.blocks.get(self.at as usize)?;
        self.at = block.past.max(self.at + 1);
        Some(BlockRef { document: self.document, block, ix })
    }
}

pub(super) fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
