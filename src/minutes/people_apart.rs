//! People of whom each has a paragraph, and facts about an action that have one: the way of texts that were HTML.

use super::lexicon::LABELS_OF_DUE;
use super::lines::Line;
use super::name_order::{NameOrder, order_of};
use super::walk::Walk;
use crate::layout::bare::{Bare, clip, fold};
use crate::layout::{BlockKind, BlockRef};
use crate::record::{PassageKind, Standing};

/// How many paragraphs before and after one are looked at.
const NEAR: usize = 3;

impl Walk<'_> {
    /// Whether the paragraph `n` is one of several beside one another that each name somebody, so that a comma in it is before whom
    /// they are from: `Ann Lee, Harbour Trust`, `Bob Ray, Coastguard`.
    pub(super) fn stands_apart(&self, units: &[BlockRef<'_>], n: usize) -> bool {
        let row = |unit: &BlockRef<'_>| matches!(unit.kind, BlockKind::Paragraph).then(|| self.row_like(unit)).flatten();
        let Some(mine) = units.get(n).and_then(row).filter(|row| row.commas <= 1) else { return false };
        let before = units.get(..n).unwrap_or(&[]).iter().rev().take(NEAR).map_while(row);
        let after = units.get(n + 1..).unwrap_or(&[]).iter().take(NEAR).map_while(row);
        let near: Vec<RowLike> = before.chain(after).collect();
        let bodies = || self.attendance.iter().any(|person| person.organisation.is_some());
        !near.is_empty() && (bodies() || mine.one || near.iter().any(|row| row.one))
    }

    /// In which order the paragraphs from `n` on are written that each name one, worked out once for all of them; a note where nothing
    /// tells.
    pub(super) fn order_of_paragraphs(&mut self, units: &[BlockRef<'_>], n: usize) -> NameOrder {
        if let Some((_, order)) = self.apart_run.filter(|(end, _)| n < *end) {
            return order;
        }
        let row = |unit: &&BlockRef<'_>| matches!(unit.kind, BlockKind::Paragraph) && self.row_like(unit).is_some();
        let run = units.get(n..).unwrap_or(&[]);
        let run = run.get(..run.iter().take_while(row).count()).unwrap_or(&[]);
        let order =
            order_of(run.iter().filter_map(|unit| self.text.get(unit.range.start()..unit.range.end())), self.whole_text());
        if let (NameOrder::Doubtful, Some(first), Some(last)) = (order, run.first(), run.last()) {
            self.doubt_order(first.range.until(last.range.end()));
        }
        self.apart_run = Some((n + run.len(), order));
        order
    }

    /// Whether the two paragraphs after the paragraph `n` each are somebody's name and nothing else.
    pub(super) fn people_follow(&self, units: &[BlockRef<'_>], n: usize) -> bool {
        let named = |unit: &BlockRef<'_>| {
            let bare = Bare::of(self.text, unit.range.start(), unit.range.end());
            let people = self.list_row(&bare, self.rows(Standing::Present));
            people.len() == 1 && people.iter().all(|p| (2..=4).contains(&p.name.text.split_whitespace().count()))
        };
        let next = units.get(n + 1..n + 3).unwrap_or(&[]);
        next.len() == 2
            && next
                .iter()
                .all(|u| matches!(u.kind, BlockKind::Paragraph) && self.row_like(u).is_some_and(|r| r.commas <= 1) && named(u))
    }

    /// `**Pier Office**` by itself between paragraphs of people is what some of them belong to.
    pub(super) fn names_group(&self, bare: &Bare, line: Line) -> bool {
        let bold = || self.text.get(line.start..line.end).is_some_and(crate::layout::tags::is_bold);
        self.people_next
            && self.after_people()
            && line.only
            && bold()
            && bare.text.split_whitespace().count() <= 6
            && !bare.text.trim_start().starts_with(|c: char| c.is_ascii_digit())
            && super::label::label(bare, self.text, self.lexicon, true).is_none()
    }

    fn row_like(&self, unit: &BlockRef<'_>) -> Option<RowLike> {
        if unit.range.end() - unit.range.start() > 400 {
            return None;
        }
        let bare = Bare::of(self.text, unit.range.start(), unit.range.end());
        let text = bare.text.trim();
        let source = self.text.get(unit.range.start()..unit.range.end())?;
        let sentence = text.ends_with('.') && text.split_whitespace().count() > 8;
        if text.is_empty() || text.len() > 120 || text.contains([':', ';']) || sentence || crate::layout::tags::is_bold(source) {
            return None;
        }
        let open = text.split('(').next().unwrap_or("");
        let commas = open.bytes().filter(|b| *b == b',').count();
        let one = match open.split_once(',') {
            None => !open.contains(" and ") && !open.contains(" & "),
            // `Ann Lee, Bob Ray` may be two people; `Ann Lee, Board of Trade` and `Bob Ray, Coastguard` are one each.
            Some((_, body)) => body.split_whitespace().count() != 2,
        };
        Some(RowLike { commas, one })
    }

    /// `Due: next meeting` in a paragraph after an action says when that is due.
    pub(super) fn due_after(&mut self, bare: &Bare, start: usize) {
        let close = |end: usize| self.text.get(end..start).is_some_and(super::attendance::is_blank);
        let last = self.sections.last().and_then(|s| s.passages.last());
        let Some(n) = last.and_then(|b| match b.kind {
            PassageKind::Action(n, _) if close(b.whole.end as usize) => Some(n as usize),
            _ => None,
        }) else {
            return;
        };
        let Some(colon) = clip(&bare.text, 24).find(':') else { return };
        let label = fold(bare.text.get(..colon).unwrap_or(""));
        if !LABELS_OF_DUE.contains(&label) {
            return;
        }
        let body = bare.text.get(colon + 1..).unwrap_or("");
        let range = bare.range(colon + 1, colon + 1 + body.trim_end_matches(['.', ' ']).len());
        if !range.is_empty()
            && range.len() <= 80
            && let Some(draft) = self.drafts.iter_mut().rev().find(|d| d.action == n)
        {
            let cells = draft.cells.get_or_insert([None; 3]);
            cells[1] = cells[1].or(Some(range));
        }
    }
}

/// A paragraph that may be a row of a list of people.
struct RowLike {
    /// How many commas stand outside brackets.
    commas: usize,
    /// It can hardly name more than one.
    one: bool,
}
