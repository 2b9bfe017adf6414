//! The word of a label decides who was there: `Absent` for `Present` makes exactly its people absent.

use minutebook::record::Standing;

use super::corpus::samples;
use super::reading::{ReadPerson, read};
use super::scores::{Figure, Figures, hold};
use super::words::name;

/// The text with `Absent` for `Present`, where one line alone begins with it.
fn absent_for_present(text: &str) -> Option<String> {
    let is_labelled = |line: &&str| {
        let bare = line.trim_start_matches([' ', '*', '#', '_', '|', '-']);
        ["Present", "PRESENT"]
            .iter()
            .any(|word| bare.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
    };
    let labelled: Vec<&str> = text.split('\n').filter(is_labelled).collect();
    let [line] = labelled.as_slice() else { return None };
    let changed = line.replacen("PRESENT", "ABSENT", 1);
    let changed = if changed == **line { line.replacen("Present", "Absent", 1) } else { changed };
    Some(text.replacen(*line, &changed, 1))
}

/// Whether the same people are read, some of them now absent who were present, and nothing else differs in their standing.
fn has_moved(before: &[ReadPerson], after: &[ReadPerson]) -> bool {
    let names = |people: &[ReadPerson]| people.iter().map(|p| name(&p.name)).collect::<Vec<_>>();
    let differ = || before.iter().zip(after).filter(|(b, a)| b.standing != a.standing);
    let all_absent = differ().all(|(b, a)| b.standing == Standing::Present && a.standing == Standing::Absent);
    names(before) == names(after) && all_absent && differ().count() > 0
}

#[test]
fn absent_for_present_changes_who_was_there() {
    let shows = std::env::var_os("MINUTEBOOK_DIFFERENCES").is_some();
    let mut figure = Figure::default();
    for sample in samples() {
        let Some(text) = absent_for_present(&sample.text) else { continue };
        let people = |text: &str| read(&sample.path(), text).unwrap_or_default().people;
        let has_moved = has_moved(&people(&sample.text), &people(&text));
        figure.of += 1;
        figure.right += u32::from(has_moved);
        if shows && !has_moved {
            println!("{}: `Absent` for `Present` does not move exactly those who were present", sample.name);
        }
    }
    hold("standing", &Figures::from([(("absent-for-present".to_owned(), "files".to_owned()), figure)]));
}

#[test]
fn only_a_single_label_is_changed() {
    assert_eq!(absent_for_present("# X\n\n**Present:** Ann\n").as_deref(), Some("# X\n\n**Absent:** Ann\n"));
    assert_eq!(absent_for_present("PRESENT: Ann\n").as_deref(), Some("ABSENT: Ann\n"));
    assert_eq!(absent_for_present("Presently: Ann\n"), None);
    assert_eq!(absent_for_present("Present: Ann\n\nPresent: Bob\n"), None);
}
