//! Tables of people whose columns have no titles: what is in the columns tells which has the names.

use super::label::has_people_word;
use super::lexicon::{self, BODY_NOUNS};
use super::names::initials_of;
use super::row_lead::is_office;
use super::walk::Walk;
use super::words::is_role;
use crate::layout::bare::{Bare, fold};
use crate::record::{Standing, TextRange};

/// The fewest rows, and the most columns, of such a table.
const ROWS: usize = 2;
const COLUMNS: usize = 5;

/// What the cells of a column are, most of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ColumnKind {
    Names,
    Roles,
    Bodies,
    Initials,
    Other,
}

impl Walk<'_> {
    /// Reads a table below a heading of people that has no titles of columns, only rows such as `Ann Lee | Chair | Harbour Trust`. Whether it is one.
    pub(super) fn untitled_people(&mut self, rows: &[Vec<TextRange>]) -> bool {
        let texts = |row: &[TextRange]| -> Vec<String> {
            row.iter().map(|cell| Bare::within(self.text, *cell).text.trim().to_owned()).collect()
        };
        let body: Vec<Vec<TextRange>> =
            rows.iter().filter(|row| texts(row).iter().any(|cell| !cell.is_empty())).cloned().collect();
        let width = body.iter().map(Vec::len).max().unwrap_or(0);
        if self.mode_of_people().is_none() || body.len() < ROWS || !(2..=COLUMNS).contains(&width) {
            return false;
        }
        let cells: Vec<Vec<String>> = body.iter().map(|row| texts(row)).collect();
        // Words that a heading has are no row.
        let is_title = |cell: &String| {
            let words = fold(cell);
            lexicon::COLUMNS_OF_NAMES.contains(words.as_str())
                || lexicon::COLUMNS_OF_ROLES.contains(words.as_str())
                || lexicon::COLUMNS_OF_ORGANISATIONS.contains(words.as_str())
                || lexicon::COLUMNS_OF_MARKS.contains(words.as_str())
                || has_people_word(cell) && self.lexicon.label(&words, true).is_some()
        };
        if cells.first().is_some_and(|row| row.iter().any(is_title)) {
            return false;
        }
        let mut kinds: Vec<ColumnKind> = (0..width).map(|n| self.kind_of_column(&cells, n)).collect();
        let names: Vec<usize> = (0..width).filter(|n| kinds.get(*n) == Some(&ColumnKind::Names)).collect();
        let &[name] = names.as_slice() else { return false };
        let initials = |n: usize| {
            let short = |row: &Vec<String>| row.get(n).zip(row.get(name)).is_some_and(|(short, whole)| initials_of(whole, short));
            cells.iter().filter(|row| short(row)).count() * 2 >= cells.len()
        };
        for n in (0..width).filter(|n| *n != name && initials(*n)) {
            if let Some(kind) = kinds.get_mut(n) {
                *kind = ColumnKind::Initials;
            }
        }
        let heads: Vec<String> = kinds.iter().map(|kind| kind.title().to_owned()).collect();
        self.people_table(&[], &heads, &body);
        true
    }

    fn kind_of_column(&self, rows: &[Vec<String>], n: usize) -> ColumnKind {
        let filled: Vec<&String> = rows.iter().filter_map(|row| row.get(n)).filter(|cell| !cell.is_empty()).collect();
        let most = |count: usize| !filled.is_empty() && count * 5 >= filled.len() * 4;
        let nouns = |cell: &str| fold(cell).split(' ').any(|w| BODY_NOUNS.contains(w));
        let role = |cell: &str| {
            let words = fold(cell);
            is_office(&words) || words.split(' ').next_back().is_some_and(is_role)
        };
        let named = |cell: &str| {
            let bare = Bare::of(cell, 0, cell.len());
            let rows = super::person::Rows { text: cell, ..self.rows(Standing::Present) };
            let people = rows.row(&bare, 0, bare.text.len()).unwrap_or_default();
            !nouns(cell) && !role(cell) && people.len() == 1 && people.iter().all(|p| p.name.text.contains(' '))
        };
        let repeated = || filled.iter().filter(|cell| filled.iter().filter(|other| other == cell).count() > 1).count();
        if most(filled.iter().filter(|cell| role(cell)).count()) {
            ColumnKind::Roles
        } else if most(filled.iter().filter(|cell| named(cell)).count()) && filled.len() == rows.len() {
            ColumnKind::Names
        } else if filled.iter().filter(|cell| nouns(cell)).count() * 2 >= filled.len().max(1) || most(repeated()) {
            ColumnKind::Bodies
        } else {
            ColumnKind::Other
        }
    }
}

impl ColumnKind {
    /// The title that such a column would have.
    fn title(self) -> &'static str {
        let of = |words: &'static lexicon::WordList| words.iter().next().copied().unwrap_or("");
        match self {
            ColumnKind::Names => of(&lexicon::COLUMNS_OF_NAMES),
            ColumnKind::Roles => of(&lexicon::COLUMNS_OF_ROLES),
            ColumnKind::Bodies => of(&lexicon::COLUMNS_OF_ORGANISATIONS),
            ColumnKind::Initials => of(&lexicon::COLUMNS_OF_INITIALS),
            ColumnKind::Other => "",
        }
    }
}
