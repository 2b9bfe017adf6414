//! Tables: of people, of actions, of facts about the meeting. A table stays as it is written; what its rows tell is kept beside it.

use super::lexicon::{
    COLUMNS_OF_ACTIONS, COLUMNS_OF_DETAILS, COLUMNS_OF_DUE, COLUMNS_OF_KINDS, COLUMNS_OF_MATTERS, COLUMNS_OF_NUMBERED_ACTIONS,
    COLUMNS_OF_NUMBERS, COLUMNS_OF_OWNERS, COLUMNS_OF_REPORTS, COLUMNS_OF_STATUS, KINDS_OF_NO_ACTION, STATUS_DONE,
    WORDS_OF_ACTION_COLUMNS, WORDS_OF_DUE_COLUMNS, WORDS_OF_OWNER_COLUMNS, WordList,
};
use super::lists::is_template;
use super::outcome::{Outcome, outcome};
use super::rules::ACTION_TABLE;
use super::vote_roll::is_vote;
use super::walk::{Mode, Walk};
use super::words::{Label, is_none};
use crate::layout::bare::{Bare, clip, fold};
use crate::record::{Audience, PassageKind, TextRange};

impl Walk<'_> {
    /// A table stays as it is written; the actions and people its rows tell of are kept beside it.
    pub(super) fn table(&mut self, rows: &[Vec<TextRange>], whole: TextRange) {
        let anchor = self.passage(PassageKind::Prose, whole, whole, Audience::Public);
        let Some((mut header, mut body)) = rows.split_first() else { return };
        let folded = |row: &[TextRange]| -> Vec<String> {
            row.iter()
                .map(|cell| {
                    fold(&Bare::within(self.text, *cell).text)
                        .trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ')
                        .to_owned()
                })
                .collect()
        };
        let mut heads = folded(header);
        // A converter that knows no header leaves it empty; the first row is it then.
        if heads.iter().all(String::is_empty)
            && let Some((first, rest)) = body.split_first()
        {
            (header, body) = (first, rest);
            heads = folded(header);
        }
        if self.facts(rows) {
            return;
        }
        let column = |words: &WordList| words.iter().find_map(|w| heads.iter().position(|h| h == w));
        // A heading of a few words is known by one of them: `Responsible team member`, `Next action`.
        let holding = |words: &WordList| heads.iter().position(|h| h.split(' ').count() <= 4 && words.is_among(h));
        // A column called `Action` that holds numbers is not what is to be done.
        let numbered = column(&COLUMNS_OF_NUMBERED_ACTIONS).is_some_and(|n| {
            body.iter()
                .filter_map(|row| row.get(n))
                .all(|cell| cell.len() <= 12 && cell.bytes(self.text).iter().any(u8::is_ascii_digit))
        });
        let described = column(&COLUMNS_OF_DETAILS).filter(|_| numbered);
        let action = described.or_else(|| {
            column(&COLUMNS_OF_ACTIONS).or_else(|| column(&COLUMNS_OF_MATTERS)).or_else(|| holding(&WORDS_OF_ACTION_COLUMNS))
        });
        let owner = column(&COLUMNS_OF_OWNERS).or_else(|| holding(&WORDS_OF_OWNER_COLUMNS)).filter(|n| Some(*n) != action);
        if self.mode == Mode::Previous && action.is_some() {
            return self.previous_table(&heads, body, &anchor);
        }
        // Under a heading of actions the words of a row may name its owner.
        if let (Some(action), true) = (action, owner.is_some() || self.mode == Mode::Actions) {
            let due =
                column(&COLUMNS_OF_DUE).or_else(|| holding(&WORDS_OF_DUE_COLUMNS)).filter(|n| *n != action && Some(*n) != owner);
            let status = column(&COLUMNS_OF_STATUS).or_else(|| column(&STATUS_DONE)).filter(|n| *n != action);
            let number = column(&COLUMNS_OF_NUMBERS);
            let number = number.filter(|n| *n != action);
            // `| T | Mock-ups | Ann |` beside `| D | Weekly meetings | |`: what the row is.
            let kind = column(&COLUMNS_OF_KINDS).filter(|n| *n != action);
            for row in body {
                let kind = kind.and_then(|n| row.get(n)).map(|part| fold(&Bare::within(self.text, *part).text));
                if kind.is_some_and(|k| KINDS_OF_NO_ACTION.contains(&k)) {
                    continue;
                }
                if !self.heads_rows(row, action) {
                    self.action_row(row, &anchor, action, [owner, due, status], number);
                }
            }
            return;
        }
        if self.unheaded_people(rows) || self.untitled_people(rows) {
            return;
        }
        self.people_table(header, &heads, body);
    }

    /// A table of facts about the meeting, one a row (`| Attendees | Ann Lee, Bob Ray |`): the people it names are recorded.
    pub(super) fn facts(&mut self, rows: &[Vec<TextRange>]) -> bool {
        let label_of = |row: &Vec<TextRange>| {
            let first = row.first().copied()?;
            // A label over the rows below it says nothing of its own row.
            row.get(1).filter(|cell| !cell.slice(self.text).trim().is_empty())?;
            let words = super::label::unbracketed(Bare::within(self.text, first).text.trim_end_matches([':', ' ']));
            self.lexicon.label(&words, false)
        };
        let labels: Vec<Option<Label>> = rows.iter().map(label_of).collect();
        // The roll of a vote may be a table too, with those who were not there for it.
        let rolled =
            rows.iter().filter_map(|row| row.first()).any(|cell| is_vote(&fold(&Bare::within(self.text, *cell).text), false));
        let known = labels.iter().filter(|l| matches!(l, Some(Label::People(..) | Label::Role | Label::Date))).count();
        let some = |wanted: fn(&Label) -> bool| labels.iter().flatten().any(wanted);
        let dated = some(|l| *l == Label::Role) && some(|l| *l == Label::Date);
        if known < 2 || !(dated || some(|l| matches!(l, Label::People(..)))) {
            return false;
        }
        for (row, label) in rows.iter().zip(labels) {
            let Some(cell) = row.get(1).copied() else { continue };
            for line in cell_lines(self.text, cell) {
                let bare = Bare::within(self.text, line);
                match label {
                    Some(Label::People(standing, _)) if !rolled => {
                        let people = self.read_people(&bare, 0, bare.text.len(), standing).unwrap_or_default();
                        self.recorded = true;
                        self.attendance.extend(people);
                    }
                    Some(Label::Role) if !is_none(&fold(&bare.text)) => {
                        let title = row.first().map(|part| Bare::within(self.text, *part).text).unwrap_or_default();
                        self.part_played(&bare, 0, title.trim().trim_end_matches(':').trim());
                    }
                    _ => {}
                }
            }
        }
        true
    }

    /// A table under a heading of earlier actions: a row with a number says how that action stands.
    pub(super) fn previous_table(&mut self, heads: &[String], body: &[Vec<TextRange>], anchor: &str) {
        let column = |words: &WordList| words.iter().find_map(|w| heads.iter().position(|h| h == w));
        let number = column(&COLUMNS_OF_NUMBERS);
        let status = column(&COLUMNS_OF_STATUS).or_else(|| column(&COLUMNS_OF_REPORTS));
        let (Some(number), Some(status)) = (number, status) else { return };
        for row in body {
            let (Some(id), Some(text)) = (row.get(number).copied(), row.get(status).copied()) else { continue };
            let (id, text) = (Bare::within(self.text, id), Bare::within(self.text, text));
            let words = id.text.trim();
            let numbered = words.len() <= 40 && !words.contains(' ') && words.bytes().any(|b| b.is_ascii_digit());
            if numbered && !text.text.trim().is_empty() {
                self.update_inside(text.range(0, text.text.len()), id.range(0, id.text.len()), anchor);
            }
        }
    }

    /// Whether a row of a table of actions is the name of a group of them: a few words in bold, and nothing beside them.
    fn heads_rows(&self, row: &[TextRange], action: usize) -> bool {
        let words = |cell: &TextRange| cell.slice(self.text).trim();
        let bold = row.get(action).map(words).is_some_and(|t| {
            let inner = t.strip_prefix("**").and_then(|t| t.strip_suffix("**"));
            inner.is_some_and(|t| !t.contains("**") && t.split_whitespace().count() <= 6)
        });
        let beside = row
            .iter()
            .enumerate()
            .filter(|(n, cell)| *n != action && words(cell).chars().filter(|c| c.is_alphanumeric()).count() > 1);
        bold && beside.count() == 0
    }

    pub(super) fn action_row(
        &mut self,
        row: &[TextRange],
        anchor: &str,
        action: usize,
        others: [Option<usize>; 3],
        number: Option<usize>,
    ) {
        let Some(text) = row.get(action).copied() else { return };
        let bare = Bare::within(self.text, text);
        if is_none(&fold(clip(&bare.text, 60))) || is_template(&bare.text) {
            return;
        }
        let range = bare.range(0, bare.text.len());
        // Emphasis that opens the cell is that of its words: `**Library:** lend the books`.
        let mark = self.text.get(text.start()..range.start()).map_or(0, |t| t.len() - t.trim_end_matches(['*', '_']).len());
        let range = TextRange::new(range.start() - mark, range.end());
        let cell = |n: Option<usize>| {
            n.and_then(|n| row.get(n))
                .map(|part| Bare::within(self.text, *part))
                .map(|b| b.range(0, b.text.len()))
                .filter(|range| !range.is_empty())
        };
        let number = cell(number);
        let cells = others.map(cell);
        let owned = cells[0].is_some() && bare.text.split_whitespace().count() > 2;
        if !owned && matches!(outcome(&bare.text), Some(Outcome::Decided | Outcome::Told)) {
            return self.outcome_inside(range, anchor, false);
        }
        if number.is_some_and(|n| self.listed_again(n, &bare.text, cells)) {
            return;
        }
        self.raise_inside(range, anchor, number, None, Some(cells));
        if let Some(action) = self.actions.last_mut() {
            action.rule = ACTION_TABLE;
        }
    }

    /// Whether a row lists once more the action of this number that the meeting has raised in the same words.
    fn listed_again(&mut self, number: TextRange, words: &str, cells: [Option<TextRange>; 3]) -> bool {
        let written = number.slice(self.text);
        let Some(n) = self.numbered.get(written).copied() else { return false };
        let Some(before) = self.actions.get(n).and_then(|a| self.text.get(a.text.range())) else { return false };
        let (first, again) = (fold(clip(before, 400)), fold(clip(words, 400)));
        let same = first.starts_with(&again) || again.starts_with(&first);
        if same && let Some(draft) = self.drafts.get_mut(n) {
            draft.cells = draft.cells.or(Some(cells));
        }
        same
    }
}

/// The lines of a cell, which HTML parts with `<br>` and with paragraphs and items.
pub(super) fn cell_lines(text: &str, range: TextRange) -> Vec<TextRange> {
    let cell = range.slice(text);
    let mut out = Vec::new();
    let mut start = 0;
    for (i, _) in cell.match_indices('<') {
        let tag = cell.get(i + 1..).unwrap_or("");
        let parts = ["br", "p>", "p ", "li", "div"].iter().any(|name| tag.starts_with(name)) && !tag.starts_with("link");
        if !parts {
            continue;
        }
        out.push(TextRange::new(start, i).shift(range.start()));
        start = i;
    }
    out.push(range.from(range.start() + start));
    out
}
