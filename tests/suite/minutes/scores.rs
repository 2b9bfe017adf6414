//! The file of scores: what was right at the last change, held so that nothing gets worse in silence.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use toml::{Table, Value};

use crate::site::support::{project, updating};

/// One figure: so many right of so many, and so many claims that are wrong.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Figure {
    /// Right.
    pub(crate) right: u32,
    /// Wanted.
    pub(crate) of: u32,
    /// Wrong claims.
    pub(crate) wrong: u32,
}

/// Figures by the group and the name of each.
pub(crate) type Figures = BTreeMap<(String, String), Figure>;

const HEAD: &str = "# What the reader gets right, by group: right of wanted, and wrong claims where there are any. Written by\n\
                    # `cargo accept --test suite minutes`; a test fails where a figure falls, and where one rises and is not written here.\n\n";

/// One test writes at a time.
static WRITING: Mutex<()> = Mutex::new(());

impl Figure {
    fn text(self) -> String {
        let wrong = if self.wrong == 0 { String::new() } else { format!(", {} wrong", self.wrong) };
        format!("{} of {}{wrong}", self.right, self.of)
    }

    fn parse(text: &str) -> Option<Figure> {
        let (right, rest) = text.split_once(" of ")?;
        let (of, wrong) = rest.split_once(", ").map_or((rest, "0 wrong"), |both| both);
        Some(Figure { right: right.parse().ok()?, of: of.parse().ok()?, wrong: wrong.strip_suffix(" wrong")?.parse().ok()? })
    }
}

fn file() -> PathBuf {
    project().join("tests/minutes/scores.toml")
}

/// The figures of one section of a table of scores.
fn section(scores: &Table, name: &str) -> Figures {
    let groups = scores.get(name).and_then(Value::as_table);
    let figures = groups.into_iter().flatten().flat_map(|(group, figures)| {
        let figures = figures.as_table().into_iter().flatten();
        figures.map(move |(key, text)| {
            let figure = text
                .as_str()
                .and_then(Figure::parse)
                .unwrap_or_else(|| panic!("scores.toml: {name}.{group}.{key}: {text} is no figure"));
            ((group.clone(), key.clone()), figure)
        })
    });
    figures.collect()
}

/// Each figure that is not as before, and whether it is better.
fn changes(before: &Figures, now: &Figures) -> String {
    let mut all: Vec<&(String, String)> = before.keys().chain(now.keys()).collect();
    all.sort();
    all.dedup();
    let mut text = String::new();
    for key in all {
        let (was, is) = (before.get(key).copied(), now.get(key).copied());
        if was == is {
            continue;
        }
        let (a, b) = (was.unwrap_or_default(), is.unwrap_or_default());
        let share = |f: Figure| f64::from(f.right) / f64::from(f.of.max(1));
        let fell = share(b) < share(a) || b.wrong > a.wrong;
        let word = if was.is_none() || is.is_none() {
            "differs"
        } else if fell {
            "FELL"
        } else {
            "rose"
        };
        let show = |f: Option<Figure>| f.map_or_else(|| "nothing".to_owned(), Figure::text);
        let _ = writeln!(text, "{word:8} {:24} {:14} {} → {}", key.0, key.1, show(was), show(is));
    }
    text
}

/// Holds the figures of one section against the file, or writes them there.
pub(crate) fn hold(name: &str, figures: &Figures) {
    let _one = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
    let text = std::fs::read_to_string(file()).unwrap_or_default();
    let mut scores: Table = text.parse().expect("scores.toml is TOML");
    let before = section(&scores, name);
    let changes = changes(&before, figures);
    if changes.is_empty() {
        return;
    }
    assert!(
        updating(),
        "the scores of the {name} are not those of tests/minutes/scores.toml:\n{changes}`cargo accept --test suite minutes` writes them"
    );
    println!("{name}:\n{changes}");
    let mut groups = Table::new();
    for ((group, key), figure) in figures {
        let group = groups.entry(group.clone()).or_insert_with(|| Value::Table(Table::new()));
        group.as_table_mut().expect("a table").insert(key.clone(), Value::String(figure.text()));
    }
    scores.insert(name.to_owned(), Value::Table(groups));
    std::fs::write(file(), format!("{HEAD}{scores}")).expect("scores.toml is written");
}

#[test]
fn a_figure_reads_back() {
    for figure in [Figure { right: 3, of: 5, wrong: 0 }, Figure { right: 0, of: 0, wrong: 2 }] {
        assert_eq!(Figure::parse(&figure.text()), Some(figure));
    }
    assert_eq!(Figure::parse("most"), None);
}

#[test]
fn what_changed_is_said_with_its_direction() {
    let figures = |right, wrong| Figures::from([(("parish".to_owned(), "items".to_owned()), Figure { right, of: 9, wrong })]);
    assert_eq!(changes(&figures(3, 0), &figures(3, 0)), "");
    assert!(changes(&figures(3, 0), &figures(4, 0)).starts_with("rose"));
    assert!(changes(&figures(3, 0), &figures(2, 0)).starts_with("FELL"));
    assert!(changes(&figures(3, 0), &figures(4, 1)).starts_with("FELL"));
    assert!(changes(&Figures::new(), &figures(4, 1)).starts_with("differs"));
}
