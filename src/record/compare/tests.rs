use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::record::{FileId, Span};

fn entry(rank: Option<u32>, key: &str, name: &str, note: &str, value: &str) -> Entry {
    Entry {
        country: None,
        by_code: false,
        rank,
        key: key.into(),
        number: key.bytes().fold(0, |n, b| n * 128 + u32::from(b)),
        slug: crate::record::slug(name).into(),
        name: name.into(),
        values: vec![value.into()],
        note: (!note.is_empty()).then(|| note.into()),
        span: Span::new(FileId(0), 0, 0),
    }
}

fn revision(entries: Vec<Entry>) -> Revision {
    Revision {
        date: jiff::civil::date(2012, 1, 1),
        file: FileId(0),
        entries,
        fields: vec!["Region".into()],
        agreed_at: None,
        reason: None,
        next_review: None,
    }
}

/// `rank key name`, one entry a line; `-` is no rank.
fn list(text: &str) -> Revision {
    let line = |l: &str| {
        let mut parts = l.split_whitespace();
        let rank = parts.next().unwrap().parse().ok();
        let key = parts.next().unwrap();
        entry(rank, key, parts.next().unwrap_or(key), parts.next().unwrap_or(""), parts.next().unwrap_or(""))
    };
    revision(text.split(',').filter(|l| !l.trim().is_empty()).map(line).collect())
}

fn told(before: &str, after: &str) -> String {
    let tell = |c: &EntryChange<'_>| format!("{} {:?} {:?}>{:?} {}", c.key, c.kind, c.before, c.after, c.edits.len());
    compare_revisions(&list(before), &list(after)).iter().map(tell).collect::<Vec<_>>().join("; ")
}

#[test]
fn each_kind_of_change() {
    for (before, after, want) in [
        ("", "1 al", "al Added None>Some(1) 0"),
        ("1 al", "", "al Removed Some(1)>None 0"),
        ("1 al, 2 ro", "1 ro, 2 al", "ro Up Some(2)>Some(1) 0; al Down Some(1)>Some(2) 0"),
        ("1 sz Swaziland", "1 sz Eswatini", "sz Renamed Some(1)>Some(1) 1"),
        ("1 al Albania", "1 al Albania new", "al Edited Some(1)>Some(1) 1"),
        ("2 sz Swaziland", "1 sz Eswatini", "sz Up Some(2)>Some(1) 1"),
        ("1 al", "1 al", "al Unchanged Some(1)>Some(1) 0"),
        // A third joins the tie: nobody else has moved.
        ("1 a, 1 b", "1 a, 1 b, 1 c", "a Unchanged Some(1)>Some(1) 0; b Unchanged Some(1)>Some(1) 0; c Added None>Some(1) 0"),
        // A rank is gained and lost.
        ("- a, 1 b", "1 a, - b", "a Up None>Some(1) 0; b Down Some(1)>None 0"),
        // One key twice: the first is the first.
        ("1 a, 5 a", "1 a", "a Unchanged Some(1)>Some(1) 0; a Removed Some(5)>None 0"),
    ] {
        assert_eq!(told(before, after), want, "{before} → {after}");
    }
}

#[test]
fn a_column_that_comes_or_goes_is_an_edit_only_where_it_has_a_value() {
    let before = list("1 al Albania n Europe, 2 ro Romania n");
    let mut after = before.clone();
    after.fields = vec!["Continent".into()];
    let changes = compare_revisions(&before, &after);
    let edits: Vec<_> = changes.iter().map(|c| c.edits.clone()).collect();
    assert_eq!(edits, [vec![("Continent", "", "Europe"), ("Region", "Europe", "")], vec![]]);
}

/// A change, recomputed without the engine: by looking at every entry of the other revision.
fn independently(before: &Revision, after: &Revision) -> BTreeSet<(String, String)> {
    let find = |r: &'_ Revision, key: &str| r.entries.iter().find(|e| &*e.key == key).cloned();
    let keys: BTreeSet<&str> = before.entries.iter().chain(&after.entries).map(|e| &*e.key).collect();
    let word = |key: &str| match (find(before, key), find(after, key)) {
        (None, _) => "Added",
        (_, None) => "Removed",
        (Some(b), Some(a)) => {
            let place = |r: Option<u32>| r.map_or(f64::INFINITY, f64::from);
            if place(a.rank) < place(b.rank) {
                "Up"
            } else if place(a.rank) > place(b.rank) {
                "Down"
            } else if a.name != b.name {
                "Renamed"
            } else if (a.note, a.values) != (b.note, b.values) {
                "Edited"
            } else {
                "Unchanged"
            }
        }
    };
    keys.into_iter().map(|key| (key.to_owned(), word(key).to_owned())).collect()
}

fn revisions(most: usize) -> impl Strategy<Value = Revision> {
    let row = (0_u32..60, prop::option::weighted(0.9, 1_u32..40), 0_u8..3, 0_u8..2, 0_u8..2);
    prop::collection::vec(row, 0..most).prop_map(|rows| {
        let mut by_key = BTreeMap::new();
        for (key, rank, name, note, value) in rows {
            let name = format!("{key} called {name}");
            let note = if note == 0 { "" } else { "noted" };
            by_key.insert(key, entry(rank, &key.to_string(), &name, note, &value.to_string()));
        }
        revision(by_key.into_values().collect())
    })
}

proptest! {
    /// Ties, renames, re-entries (an entry is missing from one revision and back in the next), rows without rank.
    #[test]
    fn agrees_with_an_independent_recomputation(all in prop::collection::vec(revisions(60), 2..6)) {
        for before in &all {
            for after in &all {
                let changes = compare_revisions(before, after);
                let told: BTreeSet<_> = changes.iter().map(|c| (c.key.to_string(), format!("{:?}", c.kind))).collect();
                prop_assert_eq!(&told, &independently(before, after));
                prop_assert_eq!(changes.len(), told.len());
            }
        }
    }

    /// Seen from the other side everything is the other way round.
    #[test]
    fn is_symmetric(before in revisions(60), after in revisions(60)) {
        let back: BTreeMap<_, _> = compare_revisions(&after, &before).into_iter().map(|c| (c.key, c)).collect();
        for there in compare_revisions(&before, &after) {
            let here = &back[&there.key];
            let turned = match there.kind {
                ChangeKind::Added => ChangeKind::Removed,
                ChangeKind::Removed => ChangeKind::Added,
                ChangeKind::Up => ChangeKind::Down,
                ChangeKind::Down => ChangeKind::Up,
                same => same,
            };
            prop_assert_eq!(here.kind, turned);
            prop_assert_eq!((here.before, here.after), (there.after, there.before));
        }
    }

    /// Every row moves: a rotation of the ranks.
    #[test]
    fn every_row_moves(n in 2_u32..200, by in 1_u32..199) {
        let by = 1 + by % (n - 1);
        let at = |shift: u32| revision((0..n).map(|i| entry(Some(1 + (i + shift) % n), &i.to_string(), "x", "", "")).collect());
        let (before, after) = (at(0), at(by));
        let changes = compare_revisions(&before, &after);
        prop_assert!(changes.iter().all(|c| matches!(c.kind, ChangeKind::Up | ChangeKind::Down)));
    }

    #[test]
    fn words_make_up_both_texts(a in "[a-c ,.é’\n]{0,60}", b in "[a-c ,.é’\n]{0,60}") {
        let runs = compare_words(&a, &b);
        let side = |not: RunKind| runs.iter().filter(|r| r.kind != not).map(|r| r.text).collect::<String>();
        prop_assert_eq!(side(RunKind::Removed), &*b);
        prop_assert_eq!(side(RunKind::Added), &*a);
        prop_assert!(runs.iter().all(|r| !r.text.is_empty()));
        prop_assert!(runs.windows(2).all(|w| w[0].kind != w[1].kind));
    }

    /// Every paragraph of both versions is told once; what is called unchanged is so, and nothing else is.
    #[test]
    fn paragraphs_are_each_told_once(
        a in prop::collection::vec((0_u8..6, "[a-d]{1,2}( [a-d]{1,2}){0,6}"), 0..14),
        b in prop::collection::vec((0_u8..6, "[a-d]{1,2}( [a-d]{1,2}){0,6}"), 0..14),
    ) {
        let anchors: Vec<String> = (0..6).map(|n| if n == 0 { String::new() } else { format!("1.{n}") }).collect();
        let paras = |v: &'_ [(u8, String)]| -> Vec<(String, String)> {
            v.iter().map(|(n, t)| (anchors[*n as usize].clone(), t.clone())).collect()
        };
        let (a, b) = (paras(&a), paras(&b));
        let (before, after) = (view(&a), view(&b));
        let changes = compare_text(&before, &after);
        let mut seen: Vec<usize> = changes.iter().filter_map(|c| c.before).collect();
        let seen_after: Vec<usize> = changes.iter().filter_map(|c| c.after).collect();
        seen.sort_unstable();
        prop_assert_eq!(seen, (0..before.len()).collect::<Vec<_>>());
        prop_assert_eq!(seen_after, (0..after.len()).collect::<Vec<_>>());
        for change in &changes {
            let kind = match (change.before.map(|i| &before[i]), change.after.map(|i| &after[i])) {
                (None, _) => ParaKind::Added,
                (_, None) => ParaKind::Removed,
                (Some(x), Some(y)) if x == y => ParaKind::Unchanged,
                (Some(x), Some(y)) if x.text == y.text => ParaKind::Renumbered,
                _ => ParaKind::Edited,
            };
            prop_assert_eq!(change.kind, kind);
        }
        // The same text is never told as a change.
        prop_assert!(compare_text(&before, &before).iter().all(|c| c.kind == ParaKind::Unchanged && !c.moved));
    }
}

fn view(lines: &[(String, String)]) -> Vec<Para<'_>> {
    lines.iter().map(|(anchor, text)| Para { anchor, text }).collect()
}

fn paras<'a>(lines: &'a [(&'a str, &'a str)]) -> Vec<Para<'a>> {
    lines.iter().map(|(anchor, text)| Para { anchor, text }).collect()
}

#[test]
fn an_insertion_that_renumbers_is_one_paragraph_added() {
    let before = paras(&[
        ("2.1", "The Group welcomed the paper."),
        ("2.2", "The Chair thanked officials."),
        ("2.3", "Nothing else arose."),
    ]);
    let after = paras(&[
        ("2.1", "The Group welcomed the paper."),
        ("2.2", "UKHTC gave figures for the year."),
        ("2.3", "The Chair thanked officials."),
        ("2.4", "Nothing else arose."),
    ]);
    let kinds: Vec<ParaKind> = compare_text(&before, &after).iter().map(|c| c.kind).collect();
    assert_eq!(kinds, [ParaKind::Unchanged, ParaKind::Added, ParaKind::Renumbered, ParaKind::Renumbered]);
}

#[test]
fn an_edit_is_told_by_its_words() {
    let before = paras(&[("2.1", "Six forces recorded no crimes in 2016.")]);
    let after = paras(&[("2.1", "Five forces recorded no such crimes in 2016.")]);
    let changes = compare_text(&before, &after);
    let told: Vec<(RunKind, &str)> = changes[0].words.iter().map(|r| (r.kind, r.text)).collect();
    assert_eq!(
        told,
        [
            (RunKind::Removed, "Six"),
            (RunKind::Added, "Five"),
            (RunKind::Same, " forces recorded no"),
            (RunKind::Added, " such"),
            (RunKind::Same, " crimes in 2016."),
        ]
    );
}

#[test]
fn a_paragraph_that_changed_places_has_moved_and_the_others_have_not() {
    let before = paras(&[("", "alpha one"), ("", "beta two"), ("", "gamma three"), ("", "delta four")]);
    let after = paras(&[("", "delta four"), ("", "alpha one"), ("", "beta two"), ("", "gamma three")]);
    let moved: Vec<bool> = compare_text(&before, &after).iter().map(|c| c.moved).collect();
    assert_eq!(moved, [true, false, false, false]);
}
