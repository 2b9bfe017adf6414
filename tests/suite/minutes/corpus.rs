//! The corpus: every file read as a user's program would read it, and held against its label.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::compare::{Comparison, Construct, Score, Tally, compare};
use super::label::Label;
use super::reading::read;
use super::scores::{Figure, Figures, hold};
use crate::site::support::{files, project};

/// One file of the corpus with its label.
pub(crate) struct Sample {
    /// The style: the name of its folder.
    pub(crate) style: String,
    /// `STYLE/NAME`.
    pub(crate) name: String,
    /// The minutes.
    pub(crate) text: String,
    /// Their right reading.
    pub(crate) label: Label,
}

impl Sample {
    /// Where the file stands in the bare folder in which it is read.
    pub(crate) fn path(&self) -> String {
        let name = self.name.rsplit('/').next().unwrap_or_default();
        self.label.path.as_ref().map_or_else(|| format!("content/body/meetings/{name}.md"), |path| format!("content/{path}"))
    }
}

/// All files of the corpus. A file without a label, or the reverse, is an error.
pub(crate) fn samples() -> Vec<Sample> {
    let folder = project().join("tests/minutes/corpus");
    let mut pairs: BTreeMap<String, [Option<String>; 2]> = BTreeMap::new();
    for path in files(&folder).into_iter().filter(|p| p != "README.md") {
        let (name, ending) = path.rsplit_once('.').unwrap_or((&path, ""));
        let place = ["md", "toml"].iter().position(|e| *e == ending).unwrap_or_else(|| panic!("{path} is no part of the corpus"));
        let text = std::fs::read_to_string(folder.join(&path)).expect("a text");
        pairs.entry(name.to_owned()).or_default()[place] = Some(text);
    }
    let sample = |(name, pair): (String, [Option<String>; 2])| {
        let [Some(text), Some(label)] = pair else { panic!("{name}: minutes and label go together") };
        let style = name.split_once('/').map_or_else(|| panic!("{name} is in no style"), |(style, _)| style.to_owned());
        let label = Label::parse(&name, &label);
        let mistakes = label.mistakes(&text);
        assert!(mistakes.is_empty(), "{name}: {mistakes:#?}");
        Sample { style, name, text, label }
    };
    pairs.into_iter().map(sample).collect()
}

fn add(score: &mut Score, more: &Score) {
    for (construct, tally) in more {
        let sum = score.entry(*construct).or_default();
        *sum = Tally { wanted: sum.wanted + tally.wanted, found: sum.found + tally.found, wrong: sum.wrong + tally.wrong };
    }
}

/// Precision and recall of a construct in per cent, the mean over the styles that have it: each style has the same weight.
fn mean(styles: &BTreeMap<String, Score>, construct: Construct) -> [Option<f64>; 2] {
    let tallies: Vec<Tally> = styles.values().filter_map(|s| s.get(&construct)).copied().collect();
    let share = |part: u32, whole: u32| (whole > 0).then(|| 100.0 * f64::from(part) / f64::from(whole));
    let mean = |shares: Vec<f64>| {
        (!shares.is_empty()).then(|| shares.iter().sum::<f64>() / f64::from(u32::try_from(shares.len()).unwrap_or(1)))
    };
    let precision = tallies.iter().filter_map(|t| share(t.found, t.found + t.wrong)).collect();
    let recall = tallies.iter().filter_map(|t| share(t.found, t.wanted)).collect();
    [mean(precision), mean(recall)]
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share is between 0 and 100")]
fn per_mille(share: f64) -> u32 {
    (share * 10.0).round() as u32
}

/// The table that a person reads.
fn table(styles: &BTreeMap<String, Score>, all: &Score) -> String {
    let mut text = format!("{:14} {:>7} {:>7} {:>7} {:>10} {:>7}\n", "", "wanted", "found", "wrong", "precision", "recall");
    for construct in Construct::ALL {
        let tally = all.get(&construct).copied().unwrap_or_default();
        let [precision, recall] =
            mean(styles, construct).map(|share| share.map_or_else(|| "-".to_owned(), |s| format!("{s:.1}")));
        let (key, Tally { wanted, found, wrong }) = (construct.key(), tally);
        let _ = writeln!(text, "{key:14} {wanted:>7} {found:>7} {wrong:>7} {precision:>10} {recall:>7}");
    }
    text
}

/// `MINUTEBOOK_DIFFERENCES=1 cargo test --test suite minutes::corpus -- --nocapture` lists each difference.
#[test]
fn the_corpus_is_read_as_well_as_it_was() {
    let (mut styles, mut all) = (BTreeMap::<String, Score>::new(), Score::new());
    let shows = std::env::var_os("MINUTEBOOK_DIFFERENCES").is_some();
    for sample in samples() {
        let reading = read(&sample.path(), &sample.text).unwrap_or_default();
        let Comparison { score, differences } = compare(&sample.label, &reading);
        add(styles.entry(sample.style).or_default(), &score);
        add(&mut all, &score);
        if shows && !differences.is_empty() {
            println!("{}\n  {}", sample.name, differences.join("\n  "));
        }
    }
    println!("{}", table(&styles, &all));
    let mut figures = Figures::new();
    for (style, score) in &styles {
        for (construct, tally) in score {
            let figure = Figure { right: tally.found, of: tally.wanted, wrong: tally.wrong };
            figures.insert((style.clone(), construct.key().to_owned()), figure);
        }
    }
    for construct in Construct::ALL {
        for (share, what) in mean(&styles, construct).into_iter().zip(["precision", "recall"]) {
            if let Some(share) = share {
                let figure = Figure { right: per_mille(share), of: 1000, wrong: 0 };
                figures.insert(("total".to_owned(), format!("{}-{what}", construct.key())), figure);
            }
        }
    }
    hold("corpus", &figures);
}

#[test]
fn every_style_has_its_files() {
    let mut counts = BTreeMap::<String, u32>::new();
    for sample in samples() {
        *counts.entry(sample.style).or_default() += 1;
    }
    assert_eq!(counts.len(), 17, "{counts:?}");
    assert!(counts.values().all(|n| *n >= 6), "six files a style: {counts:?}");
}
