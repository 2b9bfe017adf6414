//! Blocks from what was found, by [`DocumentBuilder`].

use super::inline::{RunPlace, add_runs};
use super::offer::OfferedAction;
use super::place::PlacedAside;
use crate::import::extract::{ExtractedBlock, ExtractedDocument, ExtractedParagraph, ExtractedTable, ParagraphRole, TableBox};
use crate::import::outline::OutlineNumber;
use crate::layout::{BlockDocument, BlockKind, DocumentBuilder, DocumentError, HeadingForm, Marker, OriginIx};

/// A document is built block by block.
struct BlockBuild {
    builder: DocumentBuilder,
    /// How many blocks are at the top.
    top: usize,
    /// How many lists are open.
    lists: u8,
    /// Headings of the format are one level deeper: a title is above them.
    shift: u8,
}

/// Builds the document. Returns it with what is offered in it.
pub(super) fn build(
    blocks: &[ExtractedBlock],
    asides: &[PlacedAside],
    extracted: &ExtractedDocument,
) -> Result<(BlockDocument<'static>, Vec<OfferedAction>), DocumentError> {
    let has = |role: ParagraphRole| blocks.iter().any(|b| matches!(b, ExtractedBlock::Paragraph(p) if p.role == role));
    let shift = u8::from(has(ParagraphRole::Title) && has(ParagraphRole::Heading(1)));
    let mut build = BlockBuild { builder: DocumentBuilder::new(), top: 0, lists: 0, shift };
    let mut offers = Vec::new();
    let mut waiting = asides.iter().peekable();
    for (n, block) in blocks.iter().enumerate() {
        build.block(block)?;
        while let Some(placed) = waiting.next_if(|placed| placed.block <= n) {
            build.close_lists()?;
            let aside = &placed.aside;
            offers.push(OfferedAction {
                after: build.top,
                beside: placed.beside.clone(),
                place: aside.place.clone(),
                lines: aside.lines,
                words: aside.text.clone(),
            });
        }
    }
    build.close_lists()?;
    for (label, paragraphs) in &extracted.notes {
        build.note(label, paragraphs)?;
    }
    for text in &extracted.furniture {
        let origin = Some(build.builder.add_origin(text.origin.clone()));
        let times = u32::try_from(text.all.len()).unwrap_or(u32::MAX);
        build.builder.add_furniture(&text.words, text.place, times, origin);
    }
    Ok((build.builder.finish()?, offers))
}

impl BlockBuild {
    fn block(&mut self, block: &ExtractedBlock) -> Result<(), DocumentError> {
        match block {
            ExtractedBlock::Paragraph(paragraph) => self.paragraph(paragraph),
            ExtractedBlock::Table(table) => {
                self.close_lists()?;
                self.top += 1;
                self.table(table)
            }
            ExtractedBlock::Aside(_) => Ok(()),
        }
    }

    fn close_lists(&mut self) -> Result<(), DocumentError> {
        while self.lists > 0 {
            self.builder.close()?;
            self.builder.close()?;
            self.lists -= 1;
        }
        Ok(())
    }

    fn paragraph(&mut self, paragraph: &ExtractedParagraph) -> Result<(), DocumentError> {
        let origin = self.builder.add_origin(paragraph.origin.clone());
        if let ParagraphRole::Item(depth) = paragraph.role {
            return self.item(paragraph, depth, origin);
        }
        self.close_lists()?;
        let (kind, place) = match paragraph.role {
            ParagraphRole::Title => (BlockKind::Heading { level: 1, form: HeadingForm::Style }, RunPlace::Heading),
            ParagraphRole::Heading(level) => {
                let form = if matches!(paragraph.origin, crate::layout::Origin::Line(_)) {
                    HeadingForm::NumberedLine
                } else {
                    HeadingForm::Style
                };
                let level = (level + self.shift).clamp(1, 6);
                (BlockKind::Heading { level, form }, RunPlace::Heading)
            }
            ParagraphRole::Text | ParagraphRole::Item(_) => (BlockKind::Paragraph, RunPlace::Text),
        };
        self.top += 1;
        self.builder.open(kind, Some(origin))?;
        self.words(paragraph, place)?;
        self.builder.close()
    }

    /// Adds an item, in as many lists as it is deep.
    fn item(&mut self, paragraph: &ExtractedParagraph, depth: u8, origin: OriginIx) -> Result<(), DocumentError> {
        let wanted = depth.min(self.lists) + 1;
        while self.lists > wanted {
            self.builder.close()?;
            self.builder.close()?;
            self.lists -= 1;
        }
        if self.lists == wanted {
            self.builder.close()?;
        } else {
            self.top += usize::from(self.lists == 0);
            self.builder.open(BlockKind::List, Some(origin))?;
            self.lists += 1;
        }
        self.builder.open(BlockKind::Item { marker: Marker::Bullet, tick: None }, Some(origin))?;
        self.words(paragraph, RunPlace::Text)
    }

    /// Adds the number and the words of a paragraph.
    fn words(&mut self, paragraph: &ExtractedParagraph, place: RunPlace) -> Result<(), DocumentError> {
        if let Some(label) = &paragraph.label {
            self.builder.add_words(label)?;
            self.builder.add_words(" ")?;
            return add_runs(&mut self.builder, &paragraph.runs, place);
        }
        // A tab behind a number that was typed is one blank.
        let mut runs = paragraph.runs.clone();
        if let Some(crate::import::extract::TextRun::Words { text, .. }) = runs.first_mut()
            && let Some(number) = OutlineNumber::read(text.trim_start())
        {
            let line = text.trim_start().to_owned();
            let (label, rest) = (line.get(..number.len).unwrap_or(""), line.get(number.words..).unwrap_or(""));
            *text = format!("{label} {rest}");
        }
        add_runs(&mut self.builder, &runs, place)
    }

    fn note(&mut self, label: &str, paragraphs: &[ExtractedParagraph]) -> Result<(), DocumentError> {
        let origin = paragraphs.first().map(|p| self.builder.add_origin(p.origin.clone()));
        self.top += 1;
        self.builder.open_note(label, origin)?;
        for (n, paragraph) in paragraphs.iter().filter(|p| !p.is_blank()).enumerate() {
            if n > 0 {
                self.builder.add_words(" ")?;
            }
            self.words(paragraph, RunPlace::Heading)?;
        }
        self.builder.close()
    }

    fn table(&mut self, table: &ExtractedTable) -> Result<(), DocumentError> {
        self.builder.open(BlockKind::Table, None)?;
        let bold = |cell: &TableBox| cell.blocks.iter().all(|block| matches!(block, ExtractedBlock::Paragraph(p) if p.is_bold()));
        for (n, row) in table.rows.iter().enumerate() {
            let header = row.is_header || n == 0 && table.rows.len() > 1 && row.cells.iter().all(bold);
            self.builder.open(BlockKind::Row { header }, None)?;
            for cell in &row.cells {
                self.builder.open(BlockKind::Cell { column: cell.column, span: (cell.width, 1) }, None)?;
                let mut lines = 0;
                self.cell(&cell.blocks, &mut lines)?;
                self.builder.close()?;
            }
            self.builder.close()?;
        }
        self.builder.close()
    }

    /// Adds the paragraphs of a cell as lines, those of tables in it among them.
    fn cell(&mut self, blocks: &[ExtractedBlock], lines: &mut usize) -> Result<(), DocumentError> {
        for block in blocks {
            match block {
                ExtractedBlock::Paragraph(paragraph) if !paragraph.is_blank() => {
                    if *lines > 0 {
                        self.builder.break_line()?;
                    }
                    *lines += 1;
                    self.words(paragraph, RunPlace::Text)?;
                }
                ExtractedBlock::Table(table) => {
                    for cell in table.rows.iter().flat_map(|row| &row.cells) {
                        self.cell(&cell.blocks, lines)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }
}
