//! How a long register is cut into pages that stay small: whole, by year, by month.
//!
//! Addresses of the parts are permanent: a year's page holds that year for good, whatever is added later.

use std::collections::BTreeMap;

use crate::record::Day;

/// How many rows a page holds before it is cut into years, and a year into months.
pub const LIMIT: usize = 300;

/// A part of a register, by date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slice {
    /// All of it.
    Whole,
    /// What is of one year.
    Year(i16),
    /// What is of one month of one year.
    Month(i16, i8),
}

impl Slice {
    /// What its address ends in, with the slash before it: ``, `/2012`, `/2012/04`.
    pub fn suffix(self) -> String {
        match self {
            Slice::Whole => String::new(),
            Slice::Year(y) => format!("/{y:04}"),
            Slice::Month(y, m) => format!("/{y:04}/{m:02}"),
        }
    }

    /// For the `date` filter: empty, `2012`, `2012-04`.
    pub fn date(self) -> String {
        match self {
            Slice::Whole => String::new(),
            Slice::Year(y) => format!("{y:04}"),
            Slice::Month(y, m) => format!("{y:04}-{m:02}"),
        }
    }

    /// What it is a part of.
    pub fn above(self) -> Option<Slice> {
        match self {
            Slice::Whole => None,
            Slice::Year(_) => Some(Slice::Whole),
            Slice::Month(y, _) => Some(Slice::Year(y)),
        }
    }

    /// The part of `items` (sorted by day) that it holds.
    pub fn of<T>(self, items: &[T], day: impl Fn(&T) -> Day) -> &[T] {
        let key = |item: &T| {
            let day = day(item);
            match self {
                Slice::Whole => (0, 0),
                Slice::Year(_) => (day.year(), 0),
                Slice::Month(..) => (day.year(), day.month()),
            }
        };
        let own = match self {
            Slice::Whole => return items,
            Slice::Year(y) => (y, 0),
            Slice::Month(y, m) => (y, m),
        };
        let from = items.partition_point(|i| key(i) < own);
        let to = items.partition_point(|i| key(i) <= own);
        items.get(from..to).unwrap_or(&[])
    }

    /// The parts of a register (sorted by day) that matter to the page of this slice. The page of a year is cut from what
    /// it holds itself, so that no page but the first walks the whole register. `years`: also where the register is short.
    pub fn cut<T>(self, items: &[T], years: bool, day: impl Fn(&T) -> Day) -> BTreeMap<Slice, usize> {
        match self {
            Slice::Whole => slices(items, years, day),
            Slice::Year(_) | Slice::Month(..) => slices(self.of(items, &day), true, day),
        }
    }

    /// Whether the page of this slice shows all that it holds.
    pub fn is_complete(self, held: usize) -> bool {
        held <= LIMIT || matches!(self, Slice::Month(..))
    }
}

/// The parts that a register (sorted by day) is cut into, with how many each holds. `years`: also where it is short.
pub fn slices<T>(items: &[T], years: bool, day: impl Fn(&T) -> Day) -> BTreeMap<Slice, usize> {
    let mut all = BTreeMap::from([(Slice::Whole, items.len())]);
    if !years && items.len() <= LIMIT {
        return all;
    }
    // The items are sorted: each month is found by halving, not by walking, as every page of a register asks for this.
    let key = |item: &T| (day(item).year(), day(item).month());
    let mut months: BTreeMap<(i16, i8), usize> = BTreeMap::new();
    let mut rest = items;
    while let Some(month) = rest.first().map(key) {
        let count = rest.partition_point(|item| key(item) <= month);
        months.insert(month, count);
        *all.entry(Slice::Year(month.0)).or_default() += count;
        rest = rest.get(count.max(1)..).unwrap_or(&[]);
    }
    for ((year, month), count) in months {
        if all.get(&Slice::Year(year)).is_some_and(|n| *n > LIMIT) {
            all.insert(Slice::Month(year, month), count);
        }
    }
    all
}

/// The parts one step below `slice`, newest first, with how many each holds.
pub fn parts(all: &BTreeMap<Slice, usize>, slice: Slice) -> Vec<(Slice, usize)> {
    all.iter().rev().filter(|(s, _)| s.above() == Some(slice)).map(|(s, n)| (*s, *n)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_register_is_cut_by_year_and_a_long_year_by_month() {
        let day = |d: &Day| *d;
        let few: Vec<Day> = (1..=20).map(|d| Day::constant(2012, 4, d)).collect();
        assert_eq!(slices(&few, false, day).len(), 1);
        assert_eq!(slices(&few, true, day).keys().copied().collect::<Vec<_>>(), [Slice::Whole, Slice::Year(2012)]);
        let mut many: Vec<Day> = (0..390i16).map(|n| Day::constant(2012, (n % 12 + 1) as i8, (n % 28 + 1) as i8)).collect();
        many.extend((1..=10).map(|d| Day::constant(2013, 1, d)));
        many.sort();
        let all = slices(&many, false, day);
        assert_eq!(parts(&all, Slice::Whole), [(Slice::Year(2013), 10), (Slice::Year(2012), 390)]);
        assert_eq!(parts(&all, Slice::Year(2012)).len(), 12);
        assert!(parts(&all, Slice::Year(2013)).is_empty());
        assert_eq!(Slice::Year(2013).of(&many, day).len(), 10);
        let months: usize = parts(&all, Slice::Year(2012)).iter().map(|(s, _)| s.of(&many, day).len()).sum();
        assert_eq!(months, 390);
    }
}
