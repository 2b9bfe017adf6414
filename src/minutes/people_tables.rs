//! Tables of people: which of their columns say who was there, what the marks in them mean, and which rows are groups.
//!
//! A column speaks of presence where its title does, where a legend says what its marks mean, or where it is one of a meeting or a part of one below a heading of people.
//! A column of anything else (`Paid`, `Voting`) says nothing of it, whatever is marked there.

use super::legend::MarkMeaning;
use super::legend::meaning_of;
use super::lexicon::{self, COLUMNS_OF_DEPUTIES, COLUMNS_OF_INITIALS, COLUMNS_OF_ORGANISATIONS, COLUMNS_OF_ROLES, WordList};
use super::name_order::{NameOrder, order_of};
use super::presence::mode_of;
use super::row_doubts;
use super::tables::cell_lines;
use super::vote_roll::is_vote;
use super::walk::{Mode, Walk};
use super::words::{Label, is_none};
use crate::layout::bare::{Bare, fold};
use crate::record::{RowOrder, Standing, TextRange, Written};

/// The cells of a row, as bytes of the text.
type Cells = [TextRange];

/// What the marks of a row say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RowMark {
    Said(MarkMeaning),
    /// Nothing is marked.
    Blank,
    /// A mark that nothing explains.
    Unknown,
}

fn first_cell(body: &[Vec<TextRange>]) -> Option<TextRange> {
    body.first().and_then(|row| row.first()).copied()
}

fn last_cell(body: &[Vec<TextRange>]) -> Option<TextRange> {
    body.last().and_then(|row| row.last()).copied()
}

/// The columns of a table of people.
struct PeopleColumns {
    name: usize,
    family: Option<usize>,
    organisation: Option<usize>,
    initials: Option<usize>,
    role: Option<usize>,
    deputy: Option<usize>,
    /// Those that say who was there.
    presence: Vec<usize>,
    /// Those in which is marked who was not.
    absence: Vec<(usize, Standing)>,
}

/// What a row that names nobody says of those below it.
enum RowGroup {
    /// They are of another standing, which the words always mean.
    Strong(Standing),
    /// They are some of the members, or guests.
    Weak(Standing),
    /// They belong together.
    Name,
}

impl Walk<'_> {
    /// A table of people without a header: names first, and a column that marks who of them was there.
    pub(super) fn unheaded_people(&mut self, rows: &[Vec<TextRange>]) -> bool {
        let word = |cell: Option<&TextRange>| cell.map(|cell| fold(&Bare::within(self.text, *cell).text)).unwrap_or_default();
        let body: Vec<Vec<TextRange>> = rows.iter().filter(|row| !word(row.first()).is_empty()).cloned().collect();
        let width = body.iter().map(Vec::len).max().unwrap_or(0);
        let early = self.mode_of_people().is_some() || !self.items;
        let Some(first) = body.first().filter(|_| early && body.len() >= 3 && width <= 6) else { return false };
        let marks = (1..width).find(|n| {
            let says =
                |row: &Vec<TextRange>| matches!(word(row.get(*n)).as_str(), "yes" | "y" | "x" | "present" | "absent" | "no");
            self.is_marks(&body, *n) && body.iter().skip(1).any(says)
        });
        let Some(marks) = marks else { return false };
        let head = word(first.first());
        if lexicon::COLUMNS_OF_NAMES.is_among(&head)
            || self.lexicon.label(&head, true).is_some()
            || lexicon::COLUMNS_OF_MARKS.contains(word(first.get(marks)).as_str())
        {
            return false;
        }
        let named = body.iter().filter(|row| {
            let bare = row.first().map(|part| Bare::within(self.text, *part)).unwrap_or_default();
            let people = self.list_row(&bare, self.rows(Standing::Present));
            people.len() == 1 && people.iter().all(|p| p.name.text.contains(' '))
        });
        if named.count() * 5 < body.len() * 4 {
            return false;
        }
        let mut heads = vec![String::new(); width];
        for (n, title) in [(0, "name"), (marks, "present")] {
            if let Some(head) = heads.get_mut(n) {
                title.clone_into(head);
            }
        }
        // With one column between them, that is whom they are from.
        if let (2, Some(between)) = (marks, heads.get_mut(1)) {
            "organisation".clone_into(between);
        }
        self.people_table(&[], &heads, &body);
        true
    }

    /// Columns of which each is a list of people: `| Present | Apologies |`.
    fn columns_of_people(&mut self, labels: &[Option<Label>], body: &[Vec<TextRange>]) -> bool {
        let columns: Vec<(usize, Standing)> = (labels.iter().enumerate())
            .filter_map(|(n, label)| match label {
                Some(Label::People(standing, strong)) if *strong || !self.items => Some((n, *standing)),
                _ => None,
            })
            .filter(|(n, _)| !self.is_marks(body, *n))
            .collect();
        if columns.len() < 2 || columns.len() < labels.len() {
            return false;
        }
        self.recorded = true;
        for (n, standing) in columns {
            let mut standing = standing;
            for cell in body.iter().filter_map(|row| row.get(n)) {
                for line in cell_lines(self.text, *cell) {
                    let bare = Bare::within(self.text, line);
                    let words = super::label::unbracketed(bare.text.trim().trim_end_matches(':'));
                    if let Some(Label::People(other, _)) = self.lexicon.whole(&words) {
                        standing = other;
                        continue;
                    }
                    let people = self.list_row(&bare, self.rows(standing));
                    self.attendance.extend(people);
                }
            }
        }
        true
    }

    /// A table whose rows are people, or columns of them.
    pub(super) fn people_table(&mut self, header: &Cells, heads: &[String], body: &[Vec<TextRange>]) {
        if self.is_vote_table(heads, body) {
            return;
        }
        let labels: Vec<Option<Label>> = heads.iter().map(|h| self.lexicon.label(h, false)).collect();
        if self.columns_of_people(&labels, body) {
            return;
        }
        let Some(columns) = self.columns_of_table(header, heads, &labels, body) else { return };
        let mut standing = match (self.mode, labels.get(columns.name)) {
            (_, Some(Some(Label::People(standing, _)))) => Some(*standing),
            (Mode::People(standing), _) => Some(standing),
            _ => Some(Standing::Present),
        };
        self.recorded = true;
        self.order = self.order_of_names(&columns, body);
        let mut doubtful = None;
        for row in body {
            match self.group_of_rows(row) {
                Some(RowGroup::Strong(next)) => standing = Some(next),
                // `Staff` below `Absent` ends that; `Members` there may be those of them who are absent.
                Some(RowGroup::Weak(next)) if standing.is_none_or(|s| s > Standing::InAttendance) => {
                    standing = (next == Standing::InAttendance).then_some(next);
                }
                Some(RowGroup::Weak(_) | RowGroup::Name) => {}
                None => match standing.and_then(|standing| self.standing_of_row(row, &columns, body, standing)) {
                    Some(Standing::Absent) if self.is_of_nobody(row, &columns) => {}
                    Some(standing) => self.person_of_row(row, &columns, standing),
                    None => doubtful = doubtful.or_else(|| row.get(columns.name).copied()),
                },
            }
        }
        if let Some(cell) = doubtful {
            self.doubt_marks(cell);
        }
        if let (NameOrder::Doubtful, Some(first), Some(last)) = (self.order, first_cell(body), last_cell(body)) {
            self.doubt_order(first.until(last.end()));
        }
        self.order = NameOrder::BodyAfter;
    }

    /// What a comma parts in the column of names: the parts of a name, where whom they are from has a column of its own.
    fn order_of_names(&self, columns: &PeopleColumns, body: &[Vec<TextRange>]) -> NameOrder {
        let cells = || body.iter().filter_map(|row| row.get(columns.name)).map(|cell| self.cell(*cell));
        let order = order_of(cells(), self.whole_text());
        if order == NameOrder::Doubtful && columns.organisation.is_some() { NameOrder::SurnameFirst } else { order }
    }

    fn folded(&self, cell: TextRange) -> String {
        super::label::unbracketed(Bare::within(self.text, cell).text.trim().trim_end_matches(':'))
    }

    /// Whether a row of somebody who is not marked says that they need not have come: `not elected`.
    fn is_of_nobody(&self, row: &Cells, columns: &PeopleColumns) -> bool {
        let marks = |n: usize| columns.presence.contains(&n) || columns.absence.iter().any(|(column, _)| *column == n);
        row.iter().enumerate().filter(|(n, _)| *n != columns.name && !marks(*n)).any(|(_, cell)| {
            let words = fold(self.cell(*cell));
            words.split_once(' ').is_some_and(|(first, _)| lexicon::DENIALS.contains(first))
        })
    }

    /// What a row says of those below it, where all its cells but one are empty.
    fn group_of_rows(&self, row: &Cells) -> Option<RowGroup> {
        let filled = |cell: &&TextRange| cell.slice(self.text).chars().any(char::is_alphanumeric);
        let mut all = row.iter().filter(filled);
        let cell = all.next().copied()?;
        if all.next().is_some() || row.len() < 2 {
            return None;
        }
        let words = self.folded(cell);
        if let Some(Label::People(standing, strong)) = self.lexicon.label(&words, false) {
            return Some(if strong { RowGroup::Strong(standing) } else { RowGroup::Weak(standing) });
        }
        let cell = cell.slice(self.text).trim();
        let marked = cell.ends_with(':') || ["**", "__"].iter().any(|run| cell.starts_with(run) && cell.ends_with(run));
        marked.then_some(RowGroup::Name)
    }

    /// Which columns a table of people has; `None`: it is none.
    fn columns_of_table(
        &self,
        header: &Cells,
        heads: &[String],
        labels: &[Option<Label>],
        body: &[Vec<TextRange>],
    ) -> Option<PeopleColumns> {
        let in_mode = matches!(self.mode, Mode::People(_));
        let find = |words: &WordList| heads.iter().position(|h| words.contains(h));
        let presence = self.presence_columns(header, heads, body);
        let name = heads.iter().position(|h| {
            lexicon::COLUMNS_OF_NAMES.contains(h.as_str())
                || in_mode && h.split(' ').count() <= 4 && h.split(' ').any(|w| lexicon::COLUMNS_OF_NAMES.contains(w))
        });
        // Under a heading of people a column of marks has the names before it, whatever it is called.
        let name = name.or_else(|| {
            let marks = (1..heads.len()).find(|n| in_mode && (presence.contains(n) || self.is_marks(body, *n)))?;
            (!self.is_marks(body, 0)).then_some(0).filter(|_| !body.is_empty() && marks > 0)
        });
        // Away from a heading of people only a word that can mean nothing else is the title of a column of them.
        let mut people = labels.iter().position(|l| matches!(l, Some(Label::People(_, strong)) if *strong || in_mode));
        if name.is_some() && people.is_some_and(|n| self.is_marks(body, n) || presence.contains(&n)) {
            people = name;
        }
        let given = find(&lexicon::COLUMNS_OF_GIVEN_NAMES);
        // Beside `First name` a column `Name` has the surnames.
        let surnames = || {
            (0..heads.len()).find(|n| Some(*n) != given && heads.get(*n).is_some_and(|h| lexicon::COLUMNS_OF_NAMES.contains(h)))
        };
        let family = find(&lexicon::COLUMNS_OF_FAMILY_NAMES).or_else(surnames).filter(|_| given.is_some());
        let name = given.filter(|_| family.is_some()).or(name);
        let grouped = || body.iter().any(|row| matches!(self.group_of_rows(row), Some(RowGroup::Strong(_))));
        let legend = presence.iter().any(|n| Some(*n) != name && self.in_legend(body, *n));
        let known = in_mode || people.is_some() || legend || name.is_some() && grouped();
        let name = name.filter(|_| known || heads.len() <= 4 && !self.items).or(people)?;
        if !known && find(&lexicon::COLUMNS_OF_AFFILIATIONS).is_none() {
            return None;
        }
        let organisation = find(&COLUMNS_OF_ORGANISATIONS);
        // Columns apart for those present and those who sent apologies are marked; a name there is the name itself.
        let absence = labels.iter().enumerate().filter_map(|(n, label)| match label {
            Some(Label::People(standing @ (Standing::Apologies | Standing::Absent), _)) if n != name => Some((n, *standing)),
            _ => None,
        });
        Some(PeopleColumns {
            name,
            family,
            organisation,
            initials: find(&COLUMNS_OF_INITIALS),
            role: find(&COLUMNS_OF_ROLES),
            deputy: find(&COLUMNS_OF_DEPUTIES).filter(|n| *n != name),
            presence: presence.into_iter().filter(|n| *n != name).collect(),
            absence: absence.collect(),
        })
    }

    /// The columns whose marks say who was there.
    fn presence_columns(&self, header: &Cells, heads: &[String], body: &[Vec<TextRange>]) -> Vec<usize> {
        let in_mode = matches!(self.mode, Mode::People(_));
        let titled = |n: &usize| {
            let head = heads.get(*n).map_or("", String::as_str);
            let first = head.split(' ').next().unwrap_or("");
            // `Presente (Sim/Não)`, `Present?`: the first word says it.
            lexicon::COLUMNS_OF_MARKS.contains(head)
                || lexicon::COLUMNS_OF_MARKS.contains(first) && self.are_marks(body, *n)
                || matches!(self.lexicon.label(head, false), Some(Label::People(Standing::Present, true)))
                    && self.are_marks(body, *n)
        };
        let dated = |n: &usize| header.get(*n).is_some_and(|cell| self.day_of(*cell).is_some());
        let of_meeting = |n: &usize| {
            let head = heads.get(*n).map_or("", String::as_str);
            head.is_empty() || lexicon::PARTS_OF_A_MEETING.contains(head) || dated(n)
        };
        let filled = |n: &usize| body.iter().filter_map(|row| row.get(*n)).any(|cell| !self.cell(*cell).is_empty());
        // Of columns of several days the one of this meeting counts alone.
        if let Some(mine) = (0..heads.len()).find(|n| header.get(*n).is_some_and(|cell| self.day_of(*cell) == Some(self.date)))
            && in_mode
            && self.are_marks(body, mine)
        {
            return vec![mine];
        }
        let all: Vec<usize> = (0..heads.len())
            .filter(|n| {
                filled(n)
                    && (titled(n) || self.in_legend(body, *n) || in_mode && *n > 0 && of_meeting(n) && self.are_marks(body, *n))
            })
            .collect();
        // A column that says so in its title is not overruled by one that only may.
        let said: Vec<usize> = all.iter().copied().filter(titled).collect();
        if said.is_empty() { all } else { said }
    }

    fn cell(&self, cell: TextRange) -> &str {
        cell.slice(self.text).trim().trim_matches(['*', '_', '`', '\\']).trim()
    }

    /// The day that a cell names and nothing else, if any.
    fn day_of(&self, cell: TextRange) -> Option<crate::record::Day> {
        let words = self.cell(cell);
        let found = super::date::scan(words, self.site.date_order);
        let only = found.first().filter(|f| f.start <= 12 && words.len() <= f.end - f.start + 12)?;
        only.to_day(Some(self.date.year()))
    }

    /// Whether every cell of a column that is not empty is a mark of a legend of these minutes.
    fn in_legend(&self, body: &[Vec<TextRange>], column: usize) -> bool {
        let mut some = 0;
        body.iter().filter(|row| self.group_of_rows(row).is_none()).filter_map(|row| row.get(column)).all(|cell| {
            let cell = self.cell(*cell);
            let known = self.legend.meaning(cell).is_some_and(|m| m.is_some());
            some += usize::from(known);
            cell.is_empty() || self.legend.meaning(cell).is_some()
        }) && some > 0
    }

    /// Whether the cells of a column are marks, be they known or not.
    fn are_marks(&self, body: &[Vec<TextRange>], column: usize) -> bool {
        let (mut marks, mut all) = (0, 0);
        for cell in body.iter().filter_map(|row| row.get(column)) {
            let cell = self.cell(*cell);
            all += usize::from(!cell.is_empty());
            let first = || fold(cell).split(' ').next().is_some_and(|w| meaning_of(w, self.lexicon).is_some());
            marks += usize::from(
                !cell.is_empty() && (cell.chars().count() <= 3 || meaning_of(&fold(cell), self.lexicon).is_some() || first()),
            );
        }
        marks * 3 >= all * 2
    }

    /// What one cell says.
    fn mark_of(&self, cell: TextRange, body: &[Vec<TextRange>], column: usize) -> RowMark {
        let cell = self.cell(cell);
        if cell.is_empty() {
            return RowMark::Blank;
        }
        if let Some(meaning) = self.legend.meaning(cell) {
            return meaning.map_or(RowMark::Unknown, RowMark::Said);
        }
        if ["✅", "✓", "✔", "☑", "+"].iter().any(|mark| cell.contains(mark)) || ["[x]", "[X]", "☒"].contains(&cell) {
            return RowMark::Said(MarkMeaning::There);
        }
        if ["❌", "✗", "✘", "[ ]", "☐"].iter().any(|mark| cell.contains(mark)) {
            return RowMark::Said(MarkMeaning::Away);
        }
        let words = fold(cell);
        if row_doubts::is_there_for_part(cell) || mode_of(&words).is_some() && meaning_of(&words, self.lexicon).is_none() {
            return RowMark::Said(MarkMeaning::There);
        }
        if words == "x" {
            // Beside ticks a cross is none.
            let ticked = body.iter().filter_map(|row| row.get(column)).any(|cell| {
                let other = self.cell(*cell);
                !other.is_empty() && fold(other) != "x"
            });
            return if ticked { RowMark::Unknown } else { RowMark::Said(MarkMeaning::There) };
        }
        let first = || meaning_of(words.split(' ').next().unwrap_or(""), self.lexicon);
        match meaning_of(&words, self.lexicon).or_else(first) {
            Some(meaning) => RowMark::Said(meaning),
            None => RowMark::Unknown,
        }
    }

    /// The standing that a row's marks give; `None` where they do not agree, or nothing says what they mean.
    fn standing_of_row(
        &self,
        row: &Cells,
        columns: &PeopleColumns,
        body: &[Vec<TextRange>],
        standing: Standing,
    ) -> Option<Standing> {
        let away = columns.absence.iter().find(|(n, _)| {
            let cell = row.get(*n).map_or("", |cell| self.cell(*cell));
            !cell.is_empty() && meaning_of(&fold(cell), self.lexicon) != Some(MarkMeaning::Away) || fold(cell) == "absent"
        });
        if let Some((_, standing)) = away {
            return Some(*standing);
        }
        let mut marks = columns.presence.iter().filter_map(|n| Some(self.mark_of(*row.get(*n)?, body, *n)));
        let Some(first) = marks.next() else { return (!self.has_deputy(row, columns, body)).then_some(standing) };
        let many = columns.presence.len() > 1;
        // Of a member and whoever came instead, the mark may be that of either.
        if self.has_deputy(row, columns, body) && matches!(first, RowMark::Said(MarkMeaning::There)) {
            return None;
        }
        if marks.any(|mark| mark != first) {
            return None;
        }
        match first {
            RowMark::Said(MarkMeaning::There) if standing <= Standing::InAttendance => Some(standing),
            RowMark::Said(MarkMeaning::There) => None,
            RowMark::Said(MarkMeaning::Excused) => Some(Standing::Apologies),
            RowMark::Said(MarkMeaning::Away) => Some(Standing::Absent),
            RowMark::Blank if many => None,
            RowMark::Blank => Some(if standing == Standing::Apologies { standing } else { Standing::Absent }),
            RowMark::Unknown => None,
        }
    }

    /// Whether a row names somebody who came in place of its own.
    fn has_deputy(&self, row: &Cells, columns: &PeopleColumns, body: &[Vec<TextRange>]) -> bool {
        let Some(n) = columns.deputy.filter(|n| !self.is_marks(body, *n)) else { return false };
        row.get(n).is_some_and(|cell| {
            let words = self.cell(*cell);
            words.chars().any(char::is_alphabetic) && !is_none(&fold(words))
        })
    }

    fn person_of_row(&mut self, row: &Cells, columns: &PeopleColumns, standing: Standing) {
        let Some(cell) = row.get(columns.name).copied() else { return };
        let bare = Bare::within(self.text, cell);
        let surname = columns.family.and_then(|n| row.get(n)).map(|part| Bare::within(self.text, *part).text.trim().to_owned());
        // A row without a surname is the title of those below it.
        if surname.as_ref().is_some_and(String::is_empty) {
            return;
        }
        let Some(mut person) = self.rows(standing).person(&bare, 0, bare.text.len(), RowOrder::NameFirst) else {
            return self.keep_names_beside(cell, &[]);
        };
        if let Some(surname) = surname {
            person.name = Written::new(format!("{} {surname}", person.name.text), person.name.span);
        }
        let cell = |n: Option<usize>| {
            n.and_then(|n| row.get(n)).map(|part| Bare::within(self.text, *part)).filter(|b| !b.text.trim().is_empty())
        };
        if let Some(org) = cell(columns.organisation) {
            self.rows(standing).organisation_cell(&org, &mut person);
        }
        for part in columns.presence.iter().filter_map(|n| cell(Some(*n))) {
            if row_doubts::is_there_for_part(&part.text) {
                person.part.get_or_insert_with(|| part.text.trim().into());
            } else if let Some(mode) = mode_of(&fold(&part.text)) {
                person.mode = mode;
            }
        }
        if let Some(short) = cell(columns.initials).filter(|b| b.text.trim().len() <= 5) {
            person.initials = Some(short.text.trim().into());
        }
        if let Some(role) = cell(columns.role) {
            person.chair |= super::words::is_chair(&fold(&role.text));
            person.role = Some(role.text.trim().into());
        }
        self.attendance.push(person);
    }

    /// Whether a table is the roll of a vote.
    fn is_vote_table(&self, heads: &[String], body: &[Vec<TextRange>]) -> bool {
        let sure = heads.iter().any(|h| is_vote(h, false)) || heads.iter().filter(|h| is_vote(h, true)).count() >= 2;
        let voted = || {
            let column = heads.iter().position(|h| h.split(' ').any(|w| lexicon::COLUMNS_OF_VOTES.contains(w)));
            column.is_some_and(|n| body.iter().filter_map(|row| row.get(n)).any(|cell| is_vote(&fold(self.cell(*cell)), true)))
        };
        sure || self.items && voted()
    }

    /// Whether a column holds marks (`+`, `x`, `yes`) and no names.
    pub(super) fn is_marks(&self, body: &[Vec<TextRange>], column: usize) -> bool {
        body.iter().filter(|row| self.group_of_rows(row).is_none()).filter_map(|row| row.get(column)).all(|cell| {
            let words = fold(&Bare::within(self.text, *cell).text);
            words.is_empty()
                || words == "x"
                || self.legend.meaning(self.cell(*cell)).is_some()
                || meaning_of(&words, self.lexicon).is_some()
        })
    }

    /// Notes that the marks of a table do not say who was there.
    fn doubt_marks(&mut self, cell: TextRange) {
        let span = self.span(cell);
        self.doubt(
            span,
            "the marks of this table do not say whether everybody in it was there",
            "marks that a column `Present` or a legend explains, the same in every column of a row",
            "write `Present`, `Apologies` or `Absent` in one column, or a line such as `P - Present, A - Absent` beside the table",
        );
    }
}
