//! Blocks as they are found: what is opened is closed, and nothing stands outside what it is in.

use super::line::{skip_blanks, trim_end};
use super::model::{Block, BlockIx, BlockKind, MAX_DEPTH, small};
use crate::record::TextRange;

/// Takes blocks in the order of the text.
pub(super) struct Sink<'t> {
    pub(super) text: &'t str,
    pub(super) blocks: Vec<Block>,
    /// Those open, outermost first.
    open: Vec<u32>,
    /// The last one closed on each level.
    last: Vec<Option<u32>>,
    /// The first byte of the text that is read.
    base: usize,
}

impl<'t> Sink<'t> {
    pub(super) fn new(text: &'t str, base: usize) -> Sink<'t> {
        Sink { text, blocks: Vec::new(), open: Vec::new(), last: vec![None], base }
    }

    /// Where the next block may begin.
    pub(super) fn pos(&self) -> usize {
        let last = self.last.last().copied().flatten().and_then(|n| self.blocks.get(n as usize)).map(|b| b.range.end());
        last.or(self.innermost().map(|b| b.range.start())).unwrap_or(self.base)
    }

    /// The innermost block that is open.
    pub(super) fn innermost(&self) -> Option<&Block> {
        self.open.last().and_then(|n| self.blocks.get(*n as usize))
    }

    /// The innermost block that is open, to be changed.
    pub(super) fn innermost_mut(&mut self) -> Option<&mut Block> {
        self.open.last().and_then(|n| self.blocks.get_mut(*n as usize))
    }

    /// Whether the innermost block has nothing in it yet.
    pub(super) fn is_fresh(&self) -> bool {
        self.last.last().is_some_and(Option::is_none)
    }

    /// Whether nothing is open.
    pub(super) fn is_at_top(&self) -> bool {
        self.open.is_empty()
    }

    /// Whether no block may be opened in the innermost one.
    pub(super) fn is_full(&self) -> bool {
        self.open.len() >= usize::from(MAX_DEPTH)
    }

    /// Opens a block in the innermost one. Gives its place; `None` where it is too deep or, at the top, empty: then it must not be closed.
    pub(super) fn open(&mut self, kind: BlockKind, start: usize, end: usize) -> Option<u32> {
        if self.is_full() {
            // What is deeper belongs to the block at this depth.
            if let Some(block) = self.innermost_mut() {
                block.content = block.content.until(block.range.end());
            }
            return None;
        }
        let limit = self.innermost().map_or(self.text.len(), |b| b.range.end());
        let start = start.max(self.pos()).min(limit);
        let end = trim_end(self.text, start, end.clamp(start, limit));
        if self.is_at_top() {
            if start >= end {
                return None;
            }
            self.gap(start);
        }
        let n = small(self.blocks.len());
        let range = TextRange::new(start, end);
        let parent = self.open.last().copied().map(BlockIx);
        let depth = u8::try_from(self.open.len()).unwrap_or(MAX_DEPTH);
        self.blocks.push(Block { kind, range, content: range, parent, depth, origin: None, past: n + 1 });
        self.open.push(n);
        self.last.push(None);
        Some(n)
    }

    /// Closes the innermost block.
    pub(super) fn close(&mut self) {
        let Some(n) = self.open.pop() else { return };
        self.last.pop();
        let past = small(self.blocks.len());
        if let Some(block) = self.blocks.get_mut(n as usize) {
            block.past = past;
        }
        if let Some(last) = self.last.last_mut() {
            *last = Some(n);
        }
    }

    /// Adds a block with nothing in it.
    pub(super) fn leaf(&mut self, kind: BlockKind, start: usize, end: usize) {
        if self.open(kind, start, end).is_some() {
            self.close();
        }
    }

    /// Sets the words of a block that is open.
    pub(super) fn set_content(&mut self, words: TextRange) {
        if let Some(block) = self.innermost_mut() {
            let start = words.start().clamp(block.range.start(), block.range.end());
            block.content = TextRange::new(start, words.end().min(block.range.end()));
        }
    }

    /// Adds the lines of the innermost block, where they are two or more.
    pub(super) fn lines(&mut self, lines: &[TextRange]) {
        if lines.len() > 1 {
            lines.iter().for_each(|line| self.leaf(BlockKind::Line, line.start(), line.end()));
        }
    }

    /// Lets the block closed last reach to `end`; of a list, its last item too.
    pub(super) fn extend_last(&mut self, end: usize) {
        let Some(n) = self.last.last().copied().flatten() else { return };
        let Some(block) = self.blocks.get_mut(n as usize).filter(|b| b.range.end() < end) else { return };
        let (list, depth, past) = (block.kind == BlockKind::List, block.depth + 1, block.past);
        block.range = block.range.until(end);
        let inside = self.blocks.get_mut(n as usize + 1..past as usize).unwrap_or(&mut []);
        if let Some(item) = inside.iter_mut().rev().find(|b| list && b.depth == depth) {
            if item.content.end() == item.range.end() {
                item.content = item.content.until(end);
            }
            item.range = item.range.until(end);
        }
    }

    /// Makes a block of what stands between the last one and `to`: what Markdown does not show.
    fn gap(&mut self, to: usize) {
        let pos = self.pos();
        let start = skip_blanks(self.text, pos, to);
        let end = trim_end(self.text, start, to);
        if start < end {
            let defines = self.text.get(start..end).is_some_and(|t| t.starts_with('['));
            self.blocks.push(Block {
                kind: if defines { BlockKind::Definition } else { BlockKind::Other },
                range: TextRange::new(start, end),
                content: TextRange::new(start, end),
                parent: None,
                depth: 0,
                origin: None,
                past: small(self.blocks.len()) + 1,
            });
            if let Some(last) = self.last.last_mut() {
                *last = Some(small(self.blocks.len()) - 1);
            }
        }
    }

    /// Ends the text at `to`.
    pub(super) fn finish(mut self, to: usize) -> Vec<Block> {
        while !self.is_at_top() {
            self.close();
        }
        self.gap(to);
        self.blocks
    }
}
