//! Motions and votes in tables: a row for each motion, a row for each voter, a row for each choice.

use super::counts::tally_at;
use super::draft::{Draft, DraftName, DraftPlace};
use super::events::{EventKind, events};
use super::names::names_at;
use super::tokens::Tokens;
use super::voters::Voters;
use super::words::WordClass;
use crate::layout::bare::{Bare, fold};
use crate::minutes::lexicon::{
    COLUMNS_OF_MOTIONS, COLUMNS_OF_MOVERS, COLUMNS_OF_NAMES, COLUMNS_OF_RESULTS, COLUMNS_OF_SECONDERS, COLUMNS_OF_VOTES, WordList,
};
use crate::minutes::words::is_none;
use crate::record::{TextRange, VoteChoice};

/// What a table tells of.
pub(super) enum TableReading {
    /// A motion in each row.
    Motions(Vec<Draft>),
    /// Votes on the motion above.
    Votes(Vec<(VoteChoice, DraftName)>),
}

/// A table as written, with what it takes to read it.
pub(super) struct VoteTable<'a> {
    pub(super) text: &'a str,
    pub(super) voters: &'a Voters,
    pub(super) place: &'a DraftPlace,
}

impl VoteTable<'_> {
    /// Reads a table whose rows are lines that begin with a bar.
    pub(super) fn read(&self, table: TextRange) -> Option<TableReading> {
        let rows = rows(self.text, table);
        let (head, body) = rows.split_first()?;
        let heads: Vec<String> = head.iter().map(|cell| fold(&Bare::within(self.text, *cell).text)).collect();
        let column = |words: &WordList| heads.iter().position(|head| words.contains(head));
        let (mover, seconder) = (column(&COLUMNS_OF_MOVERS), column(&COLUMNS_OF_SECONDERS));
        let motion = column(&COLUMNS_OF_MOTIONS);
        if motion.is_some() && (mover.is_some() || column(&COLUMNS_OF_RESULTS).is_some()) || mover.is_some() && seconder.is_some()
        {
            let others = [mover, seconder, column(&COLUMNS_OF_RESULTS), column(&COLUMNS_OF_VOTES)];
            let drafts = body.iter().filter_map(|row| self.motion(row, motion, others)).collect();
            return Some(TableReading::Motions(drafts));
        }
        let votes = self.by_voter(&heads, body).or_else(|| self.by_choice(&rows)).or_else(|| self.by_column(&heads, body))?;
        Some(TableReading::Votes(votes))
    }

    /// A row of a table of motions. `others` are the columns of the mover, the seconder, the result and the vote.
    fn motion(&self, row: &[TextRange], motion: Option<usize>, others: [Option<usize>; 4]) -> Option<Draft> {
        let cell = |n: Option<usize>| n.and_then(|n| row.get(n)).copied().filter(|cell| !cell.slice(self.text).trim().is_empty());
        let matter = cell(motion).filter(|cell| !is_none(&fold(&Bare::within(self.text, *cell).text)));
        let whole = row.first()?.to(*row.last()?);
        let mut draft = Draft::new(DraftPlace { block: whole, ..self.place.clone() }, whole);
        draft.is_marked = true;
        draft.matter = matter.map(|cell| {
            let bare = Bare::within(self.text, cell);
            bare.range(0, bare.text.trim_end().len())
        });
        [draft.movers, draft.seconders] =
            [others[0], others[1]].map(|n| cell(n).map(|cell| self.people(cell)).unwrap_or_default());
        let (result, vote) = (cell(others[2]), cell(others[3]));
        for cell in [result, vote].into_iter().flatten() {
            self.outcome(cell, &mut draft);
        }
        (draft.matter.is_some() || !draft.movers.is_empty()).then_some(draft)
    }

    /// How a motion ended and how many voted for what, in a cell.
    fn outcome(&self, cell: TextRange, draft: &mut Draft) {
        let bare = Bare::within(self.text, cell);
        let tokens = Tokens::of(&bare, self.text);
        let whole = tokens.any(0, |class| match class {
            WordClass::Result(result) => Some(result),
            _ => None,
        });
        if let Some((result, _)) = whole.filter(|(_, len)| tokens.ends_clause(*len)) {
            draft.result = draft.result.or(Some(result));
        }
        let first = (0..tokens.len()).find_map(|n| tally_at(&tokens, n)).filter(|(_, end)| tokens.ends_clause(*end));
        if let Some((tally, _)) = first {
            (draft.vote.tally, draft.vote.is_tallied) = (tally, true);
        }
        for event in events(&tokens, self.voters, &[], false) {
            match event.kind {
                EventKind::Ended { result, .. } => draft.result = draft.result.or(Some(result)),
                EventKind::Manner(manner) => draft.vote.take(manner),
                EventKind::Counted(count) => draft.vote.count(count),
                _ => {}
            }
        }
        if draft.vote.is_any() {
            draft.vote.words = Some(cell);
        }
    }

    /// The names that are all of a cell; a cell that is not only names is one name, as written.
    fn people(&self, cell: TextRange) -> Vec<DraftName> {
        let bare = Bare::within(self.text, cell);
        let words = bare.text.trim();
        if is_none(&fold(words)) || words.len() > 80 || !words.contains(char::is_alphabetic) {
            return Vec::new();
        }
        let tokens = Tokens::of(&bare, self.text);
        let (names, end) = names_at(&tokens, 0, self.voters, true);
        if names.is_empty() || end < tokens.len() {
            let range = tokens.words(0, tokens.len()).map_or(cell, |range| tokens.source(range));
            return vec![DraftName { words: words.to_owned(), range, is_sure: false, is_known: false }];
        }
        let name = |name: &super::names::FoundName| DraftName {
            words: name.range.slice(&bare.text).to_owned(),
            range: tokens.source(name.range),
            is_sure: true,
            is_known: name.is_known,
        };
        names.iter().map(name).collect()
    }

    /// `Name | Vote`, or `Name | For | Against` with a mark in one of the columns.
    fn by_voter(&self, heads: &[String], body: &[Vec<TextRange>]) -> Option<Vec<(VoteChoice, DraftName)>> {
        let names = heads
            .iter()
            .position(|head| COLUMNS_OF_NAMES.contains(head))
            .or_else(|| heads.first().filter(|h| h.is_empty()).map(|_| 0));
        let vote = heads.iter().position(|head| COLUMNS_OF_VOTES.contains(head));
        let choices: Vec<(usize, VoteChoice)> =
            heads.iter().enumerate().filter_map(|(n, head)| Some((n, self.choice(head)?))).collect();
        let names = names.filter(|_| vote.is_some() || choices.len() >= 2)?;
        let mut out = Vec::new();
        for row in body {
            let Some(name) = row.get(names).map(|cell| self.people(*cell)).and_then(|mut names| names.pop()) else { continue };
            let cell =
                |n: usize| row.get(n).map(|cell| Bare::within(self.text, *cell).text.trim().to_owned()).unwrap_or_default();
            let cast = match vote {
                Some(vote) => self.choice(&fold(&cell(vote))),
                None => {
                    let marked: Vec<VoteChoice> =
                        choices.iter().filter(|(n, _)| is_mark(&cell(*n))).map(|(_, choice)| *choice).collect();
                    let [one] = marked.as_slice() else { continue };
                    Some(*one)
                }
            };
            if let Some(choice) = cast.filter(|_| name.is_sure) {
                out.push((choice, name));
            }
        }
        (out.len() >= 2).then_some(out)
    }

    /// `Ayes | Lee, Ray` in one row, `Nays | Dunn` in the next.
    fn by_choice(&self, rows: &[Vec<TextRange>]) -> Option<Vec<(VoteChoice, DraftName)>> {
        let mut out = Vec::new();
        let mut choices = 0;
        for row in rows {
            let [label, names, ..] = row.as_slice() else { continue };
            let Some(choice) = self.choice(&fold(&Bare::within(self.text, *label).text)) else { continue };
            choices += 1;
            out.extend(self.people(*names).into_iter().filter(|name| name.is_sure).map(|name| (choice, name)));
        }
        (choices >= 2 && !out.is_empty()).then_some(out)
    }

    /// `Ayes | Nays` over the names of those who voted so.
    fn by_column(&self, heads: &[String], body: &[Vec<TextRange>]) -> Option<Vec<(VoteChoice, DraftName)>> {
        let choices: Vec<Option<VoteChoice>> = heads.iter().map(|head| self.choice(head)).collect();
        if choices.len() < 2 || choices.iter().any(Option::is_none) {
            return None;
        }
        let cast = body.iter().flat_map(|row| row.iter().zip(&choices));
        let votes = cast.filter_map(|(cell, choice)| Some((self.people(*cell), (*choice)?)));
        let out: Vec<_> =
            votes.flat_map(|(names, choice)| names.into_iter().filter(|n| n.is_sure).map(move |name| (choice, name))).collect();
        (!out.is_empty()).then_some(out)
    }

    /// The choice that folded words are.
    fn choice(&self, words: &str) -> Option<VoteChoice> {
        let bare = Bare::of(words, 0, words.len());
        let tokens = Tokens::of(&bare, words);
        let found = tokens.any(0, |class| match class {
            WordClass::Choice(choice) => Some(choice),
            _ => None,
        });
        found.filter(|(_, len)| *len == tokens.len()).map(|(choice, _)| choice)
    }
}

/// Whether a cell is ticked.
fn is_mark(cell: &str) -> bool {
    matches!(cell, "x" | "X" | "✓" | "✔" | "●" | "•" | "☑" | "☒" | "1")
}

/// The cells of each row; the line of dashes under the head is left out.
fn rows(text: &str, table: TextRange) -> Vec<Vec<TextRange>> {
    let is_rule = |line: &str| line.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' ' | b'\t' | b'='));
    crate::layout::line::lines(text, table.start(), table.end())
        .filter(|line| line.slice(text).trim_start().starts_with('|') && !is_rule(line.slice(text)))
        .map(|line| cells(text, line))
        .collect()
}

fn cells(text: &str, line: TextRange) -> Vec<TextRange> {
    let row = line.slice(text);
    let lead = row.len() - row.trim_start().len() + 1;
    let body = row.trim_end();
    let body = body.strip_suffix('|').unwrap_or(body);
    let mut out = Vec::new();
    let mut from = lead;
    let bytes = row.as_bytes();
    for (at, _) in body.match_indices('|').filter(|(at, _)| *at >= lead) {
        if at.checked_sub(1).and_then(|n| bytes.get(n)) == Some(&b'\\') {
            continue;
        }
        out.push(TextRange::new(from, at).shift(line.start()).trimmed(text));
        from = at + 1;
    }
    if from <= body.len() {
        out.push(TextRange::new(from, body.len()).shift(line.start()).trimmed(text));
    }
    out
}
