//! People of whom each has a paragraph, and facts about an action that have one: the way of texts that were HTML.

use super::lexicon::LABELS_OF_DUE;
use super::lines::Line;
use super::name_order::{NameOrder, order_of};
use super::walk::Walk;
use super::words::{Label, is_role};
use crate::layout::bare::{Bare, clip, fold};
use crate::layout::line::lines;
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
        let near: Vec<RowLike<'_>> = before.chain(after).collect();
        let bodies = || self.attendance.iter().any(|person| person.organisation.is_some());
        // Nobody is listed twice: what is written after the comma of two is whom they are from.
        let is_body = || {
            let all: Vec<&str> = near.iter().chain([&mine]).filter_map(|row| row.behind).collect();
            all.iter().enumerate().any(|(n, behind)| all.iter().skip(n + 1).any(|other| other == behind))
        };
        !near.is_empty() && (mine.one || near.iter().any(|row| row.one) || bodies() || is_body())
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

    /// Whether the paragraph `n`, before the first item, is what the people in the paragraphs after it are called: `Present`, `Apologies for
    /// absence`. An agenda has the latter too, above other items (`Matters Arising`): of those who were not there, the rows must say
    /// more than a name.
    pub(super) fn heads_paragraphs(&self, units: &[BlockRef<'_>], n: usize) -> bool {
        const LONGEST: usize = 60;
        let Some(unit) = units.get(n).filter(|unit| !self.items && unit.range.len() <= LONGEST) else { return false };
        let words = super::label::unbracketed(unit.range.slice(self.text).trim());
        let Some(Label::People(standing, _)) = self.lexicon.label(&words, true) else { return false };
        let follow = units.get(n + 1..).unwrap_or(&[]);
        let rows = follow.iter().take_while(|u| matches!(u.kind, BlockKind::Paragraph) && self.row_like(u).is_some());
        let rows: Vec<&str> = rows.map(|u| u.range.slice(self.text)).collect();
        if order_of(rows.iter().copied(), self.whole_text()) == NameOrder::SurnameFirst {
            return true;
        }
        // A word alone among them is an item (`Tagesordnung`), and so may be the others.
        let is_there = standing == Standing::Present && rows.iter().all(|row| row.split_whitespace().count() > 1);
        if is_there && follow.first().is_some_and(|unit| self.names_by_line(unit)) {
            return true;
        }
        self.people_follow(units, n) && (is_there || self.tells_of_people(follow))
    }

    /// Whether each of the first lines of a paragraph is the name of one, of two words or more.
    fn names_by_line(&self, unit: &BlockRef<'_>) -> bool {
        const FEWEST: usize = 2;
        let is_name = |line: crate::record::TextRange| {
            let bare = Bare::within(self.text, line);
            let people = self.list_row(&bare, self.rows(Standing::Present));
            let sentence = bare.text.trim_end().ends_with(['.', ':', ';', ',']);
            !sentence && people.len() == 1 && people.iter().all(|p| (2..=4).contains(&p.name.text.split_whitespace().count()))
        };
        let mut all = lines(self.text, unit.range.start(), unit.range.end());
        matches!(unit.kind, BlockKind::Paragraph) && all.by_ref().take(FEWEST).filter(|line| is_name(*line)).count() == FEWEST
    }

    /// Whether paragraphs say of somebody what is said of people alone: their initials, a role, the organisation that another has too.
    fn tells_of_people(&self, units: &[BlockRef<'_>]) -> bool {
        const LOOKED: usize = 8;
        let mut organisations = Vec::new();
        for unit in units.iter().take(LOOKED).take_while(|u| matches!(u.kind, BlockKind::Paragraph)) {
            let bare = Bare::of(self.text, unit.range.start(), unit.range.end());
            for person in self.list_row(&bare, self.rows(Standing::Present)) {
                let has_initials = person.initials.as_deref().is_some_and(|i| super::names::initials_of(&person.name.text, i));
                if has_initials || person.role.as_deref().is_some_and(|role| is_role(&fold(role))) {
                    return true;
                }
                organisations.extend(person.organisation.map(|organisation| organisation.text));
            }
        }
        organisations.iter().enumerate().any(|(n, one)| organisations.iter().skip(n + 1).any(|other| other == one))
    }

    /// Whether the two paragraphs after the paragraph `n` each are somebody's name and nothing else.
    pub(super) fn people_follow(&self, units: &[BlockRef<'_>], n: usize) -> bool {
        let named = |unit: &BlockRef<'_>| {
            let bare = Bare::of(self.text, unit.range.start(), unit.range.end());
            let people = self.list_row(&bare, self.rows(Standing::Present));
            people.len() == 1 && people.iter().all(|p| (2..=4).contains(&p.name.text.split_whitespace().count()))
        };
        // `Harbour Trust: Ann Lee`
        let parted = |unit: &BlockRef<'_>| {
            let row = unit.range.slice(self.text);
            let heads = row.split_once(": ").is_some_and(|(body, name)| !body.contains(',') && !name.contains([',', ':', '.']));
            self.mode_of_people().is_none() && heads && row.len() <= 120 && !row.contains('\n')
        };
        let next = units.get(n + 1..n + 3).unwrap_or(&[]);
        next.len() == 2
            && next.iter().all(|u| {
                matches!(u.kind, BlockKind::Paragraph)
                    && (self.row_like(u).is_some_and(|r| r.commas <= 1) || parted(u))
                    && named(u)
            })
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

    fn row_like(&self, unit: &BlockRef<'_>) -> Option<RowLike<'_>> {
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
        let behind = source.split_once(',').map(|(_, behind)| behind.trim()).filter(|_| commas == 1);
        Some(RowLike { commas, one, behind })
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
struct RowLike<'a> {
    /// How many commas stand outside brackets.
    commas: usize,
    /// It can hardly name more than one.
    one: bool,
    /// The words after its only comma.
    behind: Option<&'a str>,
}
