//! Rows of people that were read before: the same person is written the same way in the minutes of every month.
//!
//! What a row says depends on its own words and on the way in which rows are read there ([`RowReading`]), and on nothing else; a row
//! for which that is not so is not kept.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::name_order::NameOrder;
use super::person::Rows;
use crate::layout::bare::Bare;
use crate::record::{Attendee, Span, Standing, TextRange};

/// So many rows are kept; then all are forgotten.
const MOST_ROWS: usize = 4096;

/// Rows of more bytes are seldom written twice.
const LONGEST_ROW: usize = 160;

thread_local! {
    static KEPT: RefCell<KeptRows> = RefCell::default();
}

/// The way in which a row is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct RowReading {
    standing: Standing,
    columns: bool,
    order: NameOrder,
    nicknames: bool,
    initials_first: bool,
    ticked: bool,
}

/// The people of a row (`None`: it is no row of people), their places counted from its first byte.
struct ReadRow {
    reading: RowReading,
    people: Option<Vec<Attendee>>,
}

/// The rows that a thread has read, by their words.
#[derive(Default)]
struct KeptRows {
    by_words: FxHashMap<Box<str>, Vec<ReadRow>>,
    count: usize,
}

impl KeptRows {
    fn find(&self, words: &str, reading: RowReading) -> Option<&ReadRow> {
        self.by_words.get(words)?.iter().find(|row| row.reading == reading)
    }

    fn keep(&mut self, words: &str, row: ReadRow) {
        if self.count == MOST_ROWS {
            *self = KeptRows::default();
        }
        self.count += 1;
        self.by_words.entry(words.into()).or_default().push(row);
    }
}

impl Rows<'_> {
    /// The people of the row that the words `range` are (see [`Rows::read_row`]), from the rows that were read before if it is among them.
    pub(super) fn row(&self, bare: &Bare, from: usize, to: usize) -> Option<Vec<Attendee>> {
        let range = super::names::trimmed(&bare.text, from, to);
        let Some(place) = RowPlace::of(self, bare, range) else { return self.read_row(bare, from, to) };
        let words = range.slice(&bare.text);
        let reading = self.reading();
        let kept = KEPT.with_borrow(|kept| kept.find(words, reading).map(|row| place.people_from_start(row.people.as_deref())));
        if let Some(people) = kept {
            #[cfg(test)]
            assert_eq!(format!("{people:?}"), format!("{:?}", self.read_row(bare, from, to)), "{words}");
            return people;
        }
        let asked = self.capitals.times_asked();
        let people = self.read_row(bare, from, to);
        // Letters in brackets are initials where the rest of the minutes has them.
        if self.capitals.times_asked() == asked {
            let row = ReadRow { reading, people: people.as_deref().map(|people| place.counted_from_row(people)) };
            KEPT.with_borrow_mut(|kept| kept.keep(words, row));
        }
        people
    }

    fn reading(&self) -> RowReading {
        let Rows { text: _, file: _, capitals: _, standing, columns, order, nicknames, initials_first, ticked } = *self;
        RowReading { standing, columns, order, nicknames, initials_first, ticked }
    }
}

/// Where the words of a row stand in the source, byte for byte as they are.
struct RowPlace {
    start: usize,
    len: usize,
    /// The empty stretch behind the row.
    end: Span,
}

impl RowPlace {
    /// The place of a row; `None` if its words are not those of the source, or a mark before them says something of them.
    fn of(rows: &Rows<'_>, bare: &Bare, range: TextRange) -> Option<RowPlace> {
        if range.is_empty() || range.len() > LONGEST_ROW {
            return None;
        }
        let source = bare.range(range.start(), range.end());
        let before = rows.text.as_bytes().get(..source.start())?.last();
        let marked = before.is_some_and(|b| matches!(b, b'*' | b'_' | b'[' | b'~' | b'>'));
        (!marked && rows.text.get(source.range())? == range.slice(&bare.text)).then(|| {
            let behind = bare.range(range.end(), range.end());
            RowPlace { start: source.start(), len: range.len(), end: Span::new(rows.file, behind.start(), behind.end()) }
        })
    }

    fn counted_from_row(&self, people: &[Attendee]) -> Vec<Attendee> {
        let start = u32::try_from(self.start).unwrap_or(u32::MAX);
        let mut people = people.to_vec();
        for span in people.iter_mut().flat_map(spans_of) {
            (span.start, span.end) = (span.start.saturating_sub(start), span.end.saturating_sub(start));
        }
        people
    }

    fn people_from_start(&self, people: Option<&[Attendee]>) -> Option<Vec<Attendee>> {
        let mut people = people?.to_vec();
        for span in people.iter_mut().flat_map(spans_of) {
            let (from, to) = (span.start as usize, span.end as usize);
            // What is behind the row is no part of what is kept.
            *span = if from >= self.len { self.end } else { Span::new(self.end.file, self.start + from, self.start + to) };
        }
        Some(people)
    }
}

/// All places that a person's row tells.
fn spans_of(person: &mut Attendee) -> impl Iterator<Item = &mut Span> {
    let Attendee {
        standing: _,
        name,
        unnamed: _,
        organisation,
        role: _,
        chair: _,
        deputy_for,
        mode: _,
        part: _,
        initials: _,
        handle: _,
        order: _,
        line,
        rest,
    } = person;
    let principals = deputy_for.iter_mut().map(|principal| &mut principal.span);
    [&mut name.span, line, rest].into_iter().chain(organisation.as_mut().map(|body| &mut body.span)).chain(principals)
}
