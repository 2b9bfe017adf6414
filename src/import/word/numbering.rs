//! The automatic numbers of a Word document, as a reader of the page sees them.

use std::collections::{BTreeMap, BTreeSet};

use crate::import::numerals::{NumeralForm, write_numeral};
use crate::import::xml::XmlCursor;

/// A list has this many levels.
const LEVELS: usize = 9;

/// A level of a list.
#[derive(Debug, Clone, Default)]
struct ListLevel {
    start: u32,
    /// Its form; `None` for a bullet.
    form: Option<NumeralForm>,
    /// `%1.%2`.
    text: Box<str>,
    /// All numbers in it are written as digits.
    is_legal: bool,
    /// The style whose paragraphs are at this level.
    style: Option<Box<str>>,
}

type ListLevels = BTreeMap<u8, ListLevel>;

/// A list that paragraphs name.
#[derive(Debug, Clone, Default)]
struct WordList {
    definition: Box<str>,
    /// Levels that it has of its own.
    levels: ListLevels,
    /// Levels that it begins again, and with what.
    starts: BTreeMap<u8, u32>,
}

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: BTreeMap<Box<str>, ListLevels>,
    lists: BTreeMap<Box<str>, WordList>,
    counters: BTreeMap<Box<str>, [Option<u32>; LEVELS]>,
    begun: BTreeSet<(Box<str>, u8)>,
}

/// What stands before a paragraph of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ListMark {
    /// A dot, a dash, nothing.
    Bullet,
    /// A number, as it is seen.
    Number(String),
}

impl Numbering {
    /// Reads the part that holds them.
    pub(super) fn read(xml: &str) -> Numbering {
        let mut cursor = XmlCursor::new(xml);
        let mut numbering = Numbering::default();
        if !cursor.enter() {
            return numbering;
        }
        while let Some(element) = cursor.child() {
            match (&*element.name, element.get("abstractNumId"), element.get("numId")) {
                ("abstractNum", Some(id), _) => {
                    let id = id.into();
                    numbering.definitions.insert(id, read_definition(&mut cursor));
                }
                ("num", _, Some(id)) => {
                    let id = id.into();
                    numbering.lists.insert(id, read_list(&mut cursor));
                }
                _ => cursor.skip(),
            }
        }
        numbering
    }

    fn level<'n>(&'n self, list: &'n WordList, level: u8) -> Option<&'n ListLevel> {
        list.levels.get(&level).or_else(|| self.definitions.get(&list.definition)?.get(&level))
    }

    /// Returns the level of a list whose paragraphs have a style.
    pub(super) fn level_of_style(&self, list: &str, style: &str) -> Option<u8> {
        let list = self.lists.get(list)?;
        let levels = self.definitions.get(&list.definition)?;
        levels.iter().find(|(_, level)| level.style.as_deref() == Some(style)).map(|(n, _)| *n)
    }

    /// Counts a paragraph, and returns what stands before it; `None` where the list is not there.
    pub(super) fn next(&mut self, id: &str, level: u8) -> Option<ListMark> {
        let list = self.lists.get(id)?.clone();
        let own = self.level(&list, level)?.clone();
        let at = usize::from(level);
        let starts: Vec<u32> = (0..=level).map(|n| self.level(&list, n).map_or(1, |l| l.start)).collect();
        let again = list.starts.get(&level).copied().filter(|_| self.begun.insert((id.into(), level)));
        let counters = self.counters.entry(list.definition.clone()).or_default();
        if let Some(slot) = counters.get_mut(at) {
            *slot = Some(match (again, *slot) {
                (Some(start), _) => start,
                (None, Some(n)) => n.saturating_add(1),
                (None, None) => own.start,
            });
        }
        counters.iter_mut().skip(at + 1).for_each(|deeper| *deeper = None);
        for (slot, start) in counters.iter_mut().zip(starts) {
            slot.get_or_insert(start);
        }
        let numbers = *counters;
        own.form?;
        let form = |n: u8| match self.level(&list, n).and_then(|l| l.form) {
            Some(form) if !own.is_legal => form,
            _ => NumeralForm::Decimal,
        };
        Some(ListMark::Number(own.write(&numbers, form)))
    }

    /// Counts a paragraph, and returns its mark; a list that is not there has bullets.
    pub(super) fn mark(&mut self, id: &str, level: u8) -> ListMark {
        match self.next(id, level) {
            Some(ListMark::Number(text)) if !text.trim().is_empty() => ListMark::Number(text.trim().to_owned()),
            _ => ListMark::Bullet,
        }
    }
}

impl ListLevel {
    /// Writes the number of this level: `%1.%2` with the counters in it.
    fn write(&self, counters: &[Option<u32>; LEVELS], form: impl Fn(u8) -> NumeralForm) -> String {
        let mut out = String::new();
        let mut chars = self.text.chars().peekable();
        while let Some(c) = chars.next() {
            let digit = chars.peek().and_then(|d| d.to_digit(10)).and_then(|d| u8::try_from(d).ok()).filter(|d| *d > 0);
            match digit {
                Some(digit) if c == '%' => {
                    chars.next();
                    let n = counters.get(usize::from(digit - 1)).copied().flatten().unwrap_or(1);
                    out.push_str(&write_numeral(n, form(digit - 1)));
                }
                _ => out.push(c),
            }
        }
        out
    }
}

fn read_definition(cursor: &mut XmlCursor<'_>) -> ListLevels {
    let mut levels = ListLevels::new();
    while let Some(element) = cursor.child() {
        match element.get("ilvl").and_then(|n| n.parse::<u8>().ok()).filter(|n| usize::from(*n) < LEVELS) {
            Some(n) if &*element.name == "lvl" => {
                levels.insert(n, read_level(cursor));
            }
            _ => cursor.skip(),
        }
    }
    levels
}

fn read_level(cursor: &mut XmlCursor<'_>) -> ListLevel {
    let mut level = ListLevel { start: 1, form: Some(NumeralForm::Decimal), ..ListLevel::default() };
    while let Some(element) = cursor.child() {
        let value = element.get("val").unwrap_or("");
        match &*element.name {
            "start" => level.start = value.parse().unwrap_or(1),
            "numFmt" => level.form = NumeralForm::of_word(value),
            "lvlText" => level.text = value.into(),
            "isLgl" => level.is_legal = element.is_on(),
            "pStyle" => level.style = Some(value.into()),
            _ => {}
        }
        cursor.skip();
    }
    level
}

fn read_list(cursor: &mut XmlCursor<'_>) -> WordList {
    let mut list = WordList::default();
    while let Some(element) = cursor.child() {
        let level = element.get("ilvl").and_then(|n| n.parse::<u8>().ok()).filter(|n| usize::from(*n) < LEVELS);
        match (&*element.name, level) {
            ("abstractNumId", _) => {
                list.definition = element.get("val").unwrap_or("").into();
                cursor.skip();
            }
            ("lvlOverride", Some(n)) => {
                while let Some(change) = cursor.child() {
                    match &*change.name {
                        "startOverride" => {
                            list.starts.extend(change.get("val").and_then(|v| v.parse().ok()).map(|start| (n, start)));
                            cursor.skip();
                        }
                        "lvl" => {
                            list.levels.insert(n, read_level(cursor));
                        }
                        _ => cursor.skip(),
                    }
                }
            }
            _ => cursor.skip(),
        }
    }
    list
}
