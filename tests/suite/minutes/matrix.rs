//! A matrix of forms: every sensible combination of a few dimensions, read and counted, and the failing kinds told by their values.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;

use super::reading::{Reading, read_each};
use super::scores::{Figure, Figures, hold};
use crate::site::support::{is_long, project, updating};

/// How many texts are read as one folder.
const BATCH: usize = 2_000;

/// One combination: a value of each dimension, the minutes they make, and what is right of a reading of these.
pub(crate) struct Cell {
    /// In the order of the dimensions.
    pub(crate) values: Vec<&'static str>,
    /// The minutes.
    pub(crate) text: String,
    /// Whether a reading of them is right.
    pub(crate) is_right: Box<dyn Fn(&Reading) -> bool>,
}

/// What came of the cells: the values of each, and whether it was read right.
type Outcomes = Vec<(Vec<&'static str>, bool)>;

/// Some values that cells have in common: one byte for each dimension, which counts its values in their order from 1, or 0. A number, not a
/// list, because a million of them are counted.
type Kind = u64;

/// One cell of so many is read where an edit waits for it. No dimension has a number of values that divides it, so every value is met.
const STRIDE: usize = 8;

/// Reads cells and holds how many are right: a part of them, and with `MINUTEBOOK_LONG` all, with the account of those that are not.
pub(crate) fn hold_matrix(name: &str, dimensions: &[&str], cells: Vec<Cell>) {
    if is_long() || updating() {
        let outcomes = outcomes(&cells);
        hold_account(name, &account(dimensions, &outcomes));
        hold_figure(&format!("matrix-{name}"), &outcomes);
    }
    let part: Vec<Cell> = cells.into_iter().step_by(STRIDE).collect();
    hold_figure(&format!("matrix-{name}-part"), &outcomes(&part));
}

/// Reads each cell. `MINUTEBOOK_CELL` shows those that are read wrong and have its values.
fn outcomes(cells: &[Cell]) -> Outcomes {
    let shown = std::env::var("MINUTEBOOK_CELL").ok();
    let mut outcomes = Outcomes::new();
    for batch in cells.chunks(BATCH) {
        let texts: Vec<String> = batch.iter().map(|cell| cell.text.clone()).collect();
        for (cell, reading) in batch.iter().zip(read_each(&texts)) {
            let is_right = reading.as_ref().is_some_and(|r| (cell.is_right)(r));
            if !is_right && shown.as_deref().is_some_and(|s| s.split('|').all(|v| cell.values.contains(&v))) {
                println!("{}\n{:#?}\n", cell.text, reading);
            }
            outcomes.push((cell.values.clone(), is_right));
        }
    }
    outcomes
}

fn hold_figure(name: &str, outcomes: &Outcomes) {
    let right = outcomes.iter().filter(|(_, is_right)| *is_right).count();
    let count = |n: usize| u32::try_from(n).expect("a small number");
    let figure = Figure { right: count(right), of: count(outcomes.len()), wrong: 0 };
    println!("{name}: {right} of {} cells", outcomes.len());
    hold(name, &Figures::from([(("cells".to_owned(), "right".to_owned()), figure)]));
}

fn hold_account(name: &str, account: &str) {
    let path = format!("tests/minutes/matrix-{name}.txt");
    let file = project().join(&path);
    if std::fs::read_to_string(&file).unwrap_or_default() == account {
        return;
    }
    assert!(updating(), "{path} is not what the reader gives; `cargo accept --test suite minutes` writes it:\n{account}");
    std::fs::write(file, account).expect("the account is written");
}

/// The account for people: each value with its cells, then the smallest kinds of which no cell is right.
fn account(dimensions: &[&str], outcomes: &Outcomes) -> String {
    let right = outcomes.iter().filter(|(_, is_right)| *is_right).count();
    let mut text = format!("{right} of {} cells are read right.\n\nBy value\n", outcomes.len());
    let values = values(dimensions, outcomes);
    let packed = packed(&values, outcomes);
    let value_of = |kind: Kind, place: usize| values[place][usize::from((kind >> (8 * place)) as u8) - 1];
    let places = |kind: Kind| (0..dimensions.len()).filter(move |place| (kind >> (8 * place)) as u8 != 0);
    let words =
        |kind: Kind| places(kind).map(|place| format!("{} {}", dimensions[place], value_of(kind, place))).collect::<Vec<_>>();
    let by_value = counts(&packed, dimensions.len(), 1);
    for (place, dimension) in dimensions.iter().enumerate() {
        let mut of_place: Vec<_> = by_value.iter().filter(|(kind, _)| places(**kind).eq([place])).collect();
        of_place.sort_by_key(|(kind, _)| value_of(**kind, place));
        for (kind, (right, all)) in of_place {
            let _ = writeln!(text, "  {dimension:<11} {:<22} {right:>6} of {all:>6}", value_of(*kind, place));
        }
    }
    text.push_str("\nNever right\n");
    let mut never: BTreeSet<Kind> = BTreeSet::new();
    for size in 1..=3 {
        let mut failing: Vec<(Kind, u32)> = counts(&packed, dimensions.len(), size)
            .into_iter()
            .filter(|(_, (right, _))| *right == 0)
            .map(|(kind, (_, all))| (kind, all))
            .collect();
        failing.sort_by_key(|(kind, _)| places(*kind).map(|place| (place, value_of(*kind, place))).collect::<Vec<_>>());
        for (kind, all) in failing {
            let is_covered = masks(dimensions.len(), 1..=size).any(|mask| never.contains(&(kind & mask)));
            if !is_covered {
                let _ = writeln!(text, "  {:<72} {all:>6}", words(kind).join(" + "));
                never.insert(kind);
            }
        }
    }
    text
}

/// The values of each dimension.
fn values(dimensions: &[&str], outcomes: &Outcomes) -> Vec<Vec<&'static str>> {
    let mut values = vec![Vec::new(); dimensions.len()];
    for (cell, _) in outcomes {
        for (known, value) in values.iter_mut().zip(cell) {
            if !known.contains(value) {
                known.push(*value);
            }
        }
    }
    values
}

/// Each cell as the kind of all its values.
fn packed(values: &[Vec<&'static str>], outcomes: &Outcomes) -> Vec<(Kind, bool)> {
    let number = |place: usize, value: &str| {
        let n = values[place].iter().position(|known| *known == value).expect("a value of that dimension");
        u64::from(u8::try_from(n + 1).expect("few values")) << (8 * place)
    };
    let whole = |cell: &[&str]| cell.iter().enumerate().fold(0, |kind, (place, value)| kind | number(place, value));
    outcomes.iter().map(|(cell, is_right)| (whole(cell), *is_right)).collect()
}

/// Right cells and all cells of each combination of that many values.
fn counts(packed: &[(Kind, bool)], dimensions: usize, size: usize) -> HashMap<Kind, (u32, u32)> {
    let masks: Vec<Kind> = masks(dimensions, size..=size).collect();
    let mut counts: HashMap<Kind, (u32, u32)> = HashMap::new();
    for (whole, is_right) in packed {
        for mask in &masks {
            let (right, all) = counts.entry(whole & mask).or_default();
            *right += u32::from(*is_right);
            *all += 1;
        }
    }
    counts
}

/// The masks that leave so many dimensions of a kind.
fn masks(dimensions: usize, sizes: std::ops::RangeInclusive<usize>) -> impl Iterator<Item = Kind> {
    let chosen = (1..1_u32 << dimensions).filter(move |bits| sizes.contains(&(bits.count_ones() as usize)));
    chosen.map(move |bits| {
        (0..dimensions).filter(|place| bits & (1 << place) != 0).fold(0, |mask, place| mask | 0xff << (8 * place))
    })
}

#[test]
fn failing_kinds_are_told_once_and_by_the_fewest_values() {
    let outcomes: Outcomes = [("a", "x", true), ("a", "y", false), ("b", "x", false), ("b", "y", false)]
        .iter()
        .map(|(p, q, right)| (vec![*p, *q], *right))
        .collect();
    let account = account(&["first", "second"], &outcomes);
    let never = account.split("Never right\n").nth(1).unwrap();
    let kinds: Vec<&str> = never.lines().map(|l| l.trim().split("   ").next().unwrap()).collect();
    assert_eq!(kinds, ["first b", "second y"]);
    assert!(account.starts_with("1 of 4 cells"));
}
