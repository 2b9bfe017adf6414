//! The lists of an OpenDocument text: the numbers that a reader of the page sees.

use std::collections::BTreeMap;

use crate::import::numerals::{NumeralForm, write_numeral};
use crate::import::xml::{XmlCursor, XmlElement};

/// A list has this many levels.
const LEVELS: usize = 10;

/// A level of a list style.
#[derive(Debug, Clone)]
struct OpenLevel {
    /// `None` for a bullet.
    form: Option<NumeralForm>,
    prefix: Box<str>,
    suffix: Box<str>,
    start: u32,
    /// How many levels are written.
    shown: u8,
}

/// The list styles, and how far the lists of each have counted.
#[derive(Debug, Default)]
pub(super) struct OpenLists {
    styles: BTreeMap<Box<str>, BTreeMap<u8, OpenLevel>>,
    counters: BTreeMap<Box<str>, [Option<u32>; LEVELS]>,
}

/// The name under which the numbers of headings are kept.
pub(super) const OUTLINE: &str = "\u{0}outline";

impl OpenLists {
    /// Adds the list styles of a part.
    pub(super) fn read(&mut self, xml: &str) {
        let mut cursor = XmlCursor::new(xml);
        if cursor.enter() {
            self.visit(&mut cursor);
        }
    }

    fn visit(&mut self, cursor: &mut XmlCursor<'_>) {
        while let Some(element) = cursor.child() {
            match (&*element.name, element.get("name")) {
                ("styles" | "automatic-styles", _) => self.visit(cursor),
                ("list-style", Some(name)) => {
                    let name = name.into();
                    self.styles.insert(name, read_levels(cursor));
                }
                ("outline-style", _) => {
                    self.styles.insert(OUTLINE.into(), read_levels(cursor));
                }
                _ => cursor.skip(),
            }
        }
    }

    /// Begins a list anew.
    pub(super) fn begin(&mut self, style: &str) {
        self.counters.remove(style);
    }

    /// Counts an item at a level from 1, and returns its number; `None` for a bullet. `start`: the number that the item itself gives.
    pub(super) fn next(&mut self, style: &str, level: u8, start: Option<u32>) -> Option<String> {
        let levels = self.styles.get(style)?;
        let own = levels.get(&level)?;
        let at = usize::from(level).checked_sub(1)?;
        let counters = self.counters.entry(style.into()).or_default();
        if let Some(slot) = counters.get_mut(at) {
            *slot = Some(start.unwrap_or_else(|| slot.map_or(own.start, |n| n.saturating_add(1))));
        }
        counters.iter_mut().skip(at + 1).for_each(|deeper| *deeper = None);
        own.form.filter(|form| *form != NumeralForm::Empty)?;
        let mut out = own.prefix.to_string();
        let first = usize::from(level.saturating_sub(own.shown));
        for (n, counter) in counters.iter_mut().enumerate().take(at + 1).skip(first) {
            let of_level = u8::try_from(n + 1).ok().and_then(|n| levels.get(&n));
            let Some(form) = of_level.and_then(|l| l.form).filter(|form| *form != NumeralForm::Empty) else { continue };
            let value = *counter.get_or_insert(of_level.map_or(1, |l| l.start));
            out.push_str(&write_numeral(value, form));
            if n < at {
                out.push('.');
            }
        }
        out.push_str(&own.suffix);
        Some(out.trim().to_owned()).filter(|number| !number.is_empty())
    }
}

fn read_levels(cursor: &mut XmlCursor<'_>) -> BTreeMap<u8, OpenLevel> {
    let mut levels = BTreeMap::new();
    while let Some(element) = cursor.child() {
        let level = element.get("level").and_then(|n| n.parse::<u8>().ok()).filter(|n| usize::from(*n) <= LEVELS && *n > 0);
        levels.extend(level.map(|n| (n, read_level(&element))));
        cursor.skip();
    }
    levels
}

fn read_level(element: &XmlElement) -> OpenLevel {
    let is_number = matches!(&*element.name, "list-level-style-number" | "outline-level-style");
    let number = |key: &str| element.get(key).and_then(|n| n.parse().ok());
    OpenLevel {
        form: is_number.then(|| NumeralForm::of_open_document(element.get("num-format").unwrap_or(""))),
        prefix: element.get("num-prefix").unwrap_or("").into(),
        suffix: element.get("num-suffix").unwrap_or("").into(),
        start: number("start-value").unwrap_or(1),
        shown: element.get("display-levels").and_then(|n| n.parse().ok()).unwrap_or(1),
    }
}
