//! A matrix of forms: every sensible combination of a few dimensions, read and counted, and the failing kinds told by their values.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::reading::{Reading, read_each};
use super::scores::{Figure, Figures, hold};
use crate::site::support::{project, updating};

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

/// Some values that cells have in common, each with the place of its dimension.
type Kind = Vec<(usize, &'static str)>;

/// Reads all cells and holds how many are right, and the account of those that are not.
pub(crate) fn hold_matrix(name: &str, dimensions: &[&str], cells: Vec<Cell>) {
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
    let right = outcomes.iter().filter(|(_, is_right)| *is_right).count();
    let count = |n: usize| u32::try_from(n).expect("a small number");
    let figure = Figure { right: count(right), of: count(outcomes.len()), wrong: 0 };
    println!("{name}: {right} of {} cells", outcomes.len());
    hold_account(name, &account(dimensions, &outcomes));
    hold(&format!("matrix-{name}"), &Figures::from([(("cells".to_owned(), "right".to_owned()), figure)]));
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
    let by_value = counts(outcomes, 1);
    for (place, dimension) in dimensions.iter().enumerate() {
        for (kind, (right, all)) in by_value.iter().filter(|(kind, _)| kind[0].0 == place) {
            let _ = writeln!(text, "  {dimension:<11} {:<22} {right:>6} of {all:>6}", kind[0].1);
        }
    }
    text.push_str("\nNever right\n");
    let mut never: BTreeSet<Kind> = BTreeSet::new();
    for size in 1..=3 {
        for (kind, (right, all)) in counts(outcomes, size) {
            let is_covered = subsets(&kind, 1..=size).any(|part| never.contains(&part));
            if right == 0 && !is_covered {
                let words: Vec<String> = kind.iter().map(|(place, value)| format!("{} {value}", dimensions[*place])).collect();
                let _ = writeln!(text, "  {:<72} {all:>6}", words.join(" + "));
                never.insert(kind);
            }
        }
    }
    text
}

/// Right cells and all cells of each combination of that many values.
fn counts(outcomes: &Outcomes, size: usize) -> BTreeMap<Kind, (usize, usize)> {
    let mut counts: BTreeMap<Kind, (usize, usize)> = BTreeMap::new();
    for (values, is_right) in outcomes {
        let whole: Kind = values.iter().copied().enumerate().collect();
        for kind in subsets(&whole, size..=size) {
            let (right, all) = counts.entry(kind).or_default();
            *right += usize::from(*is_right);
            *all += 1;
        }
    }
    counts
}

/// The parts of a kind that have so many values.
fn subsets(kind: &Kind, sizes: std::ops::RangeInclusive<usize>) -> impl Iterator<Item = Kind> {
    let chosen = (1..1_u32 << kind.len()).filter(move |bits| sizes.contains(&(bits.count_ones() as usize)));
    chosen.map(|bits| kind.iter().enumerate().filter(|(n, _)| bits & (1 << n) != 0).map(|(_, part)| *part).collect())
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
