//! Plain text: wrapped lines, columns flattened to stray lines, encodings.

use super::{assert_words, import, markdown};

/// Minutes as they are when a page of two columns is copied: lines wrapped, a blank between each, item 1 missing, the column of
/// actions between two paragraphs.
const FLATTENED: &str = include_str!("flattened.txt");

#[test]
fn flattened_minutes_become_the_meeting_they_were() {
    let file = import("minutes.txt", FLATTENED.as_bytes());
    assert_eq!(markdown(&file), include_str!("flattened.md"));
    assert_words(&file);
    let report = file.report.text();
    for line in [
        "17 present · 6 not there",
        "5 short lines after line",
        "beside 4.2: “send further details on lamp repairs.” is offered as an action; its owner is not given",
        "the first item is 2: what is before it is missing in the original",
        "“Island Assembly Rhys Gwyn” has no organisation, as the rows around it have",
    ] {
        assert!(report.contains(line), "{line}\n{report}");
    }
}

#[test]
fn lines_without_blanks_between_them() {
    let text = "Harbour Board\n9 March 2021\n\nPresent: Ann Lee, Bob Ray\n\n1. Lamps\n\n1.1 The lamp on the east pier has been out since the begin-\n\
                ning of the year, and the wide group of Mary-\nAnn Gray was told of it again by the harbour master.\n1.2 It is to be mended.\n\n\
                2. Piers\n\n2.1 Nothing was said of the piers in the whole of this meeting but\nthat they are as they were.\n- one plank\n- two nails\n";
    let file = import("minutes.txt", text.as_bytes());
    assert_eq!(
        markdown(&file),
        "Harbour Board\\\n9 March 2021\n\nPresent: Ann Lee, Bob Ray\n\n## 1. Lamps\n\n1.1 The lamp on the east pier has been out since \
         the beginning of the year, and the wide group of Mary-Ann Gray was told of it again by the harbour master.\n\n\
         1.2 It is to be mended.\n\n## 2. Piers\n\n2.1 Nothing was said of the piers in the whole of this meeting but that they are \
         as they were.\n\n- one plank\n- two nails\n"
    );
    assert_words(&file);
}

#[test]
fn heads_and_feet_of_pages_are_taken_out() {
    let page = |n: u32, text: &str| format!("Harbour Board minutes\n\n{text}\n\nPage {n} of 3\n\u{c}");
    let text = [page(1, "9 March 2021\n\nPresent: Ann Lee"), page(2, "The lamp is out."), page(3, "The pier stays.")].concat();
    let file = import("minutes.txt", text.as_bytes());
    assert!(!markdown(&file).contains("Page"), "{}", markdown(&file));
    assert!(file.report.text().contains("“Page 1 of 3” (3 times)"), "{}", file.report.text());
    assert_words(&file);
}

#[test]
fn another_encoding_is_read() {
    let file = import("2021-03-09.txt", b"Present: S\xe9amus O\x92Brien\n\nThe lamp is out.\n");
    assert!(markdown(&file).contains("Séamus O’Brien"));
    assert_words(&file);
}

#[test]
fn signs_stay_signs() {
    let file = import("2021-03-09.txt", b"Present: Ann Lee\n\n+ 3 is the *best* [[redact:s.40|x]] <b> & __all__\n\n> see\n");
    let text = markdown(&file);
    assert!(text.contains("\\+ 3 is the \\*best\\* \\[\\[redact:s.40|x\\]\\] \\<b> & \\_\\_all\\_\\_"), "{text}");
    assert!(text.contains("\\> see"), "{text}");
}

#[test]
fn letters_that_count_begin_lines() {
    let text = "Harbour Board\n\n9 March 2021\n\nPresent: Ann Lee\n\nThe lamp on the east pier has been out since the beginning of the year.\n\
                a. The keeper of the east pier is to look at it with the harbour master.\n\
                b. The keeper of the west pier is to look for another lamp in the store, and\nto bring it.\n\
                (iv) The painters of the pier are to wait until the lamp is lit again.\n";
    let file = import("minutes.txt", text.as_bytes());
    let lines = "a. The keeper of the east pier is to look at it with the harbour master.";
    assert!(markdown(&file).contains(lines) && markdown(&file).contains("in the store, and to bring it."), "{}", markdown(&file));
    assert!(!markdown(&file).contains("master. b."), "{}", markdown(&file));
    assert_words(&file);
}

#[test]
fn marks_of_wikis_are_read() {
    let text = "== Harbour Board ==\nDate: 9 March 2021\n\n=== Lamps ===\n* '''ACTION:''' Bob Ray to mend ''all'' lamps\n";
    let file = import("minutes.txt", text.as_bytes());
    assert!(markdown(&file).contains("- **ACTION:** Bob Ray to mend *all* lamps"), "{}", markdown(&file));
    assert_words(&file);
}

#[test]
fn tables_of_pandoc_are_tables() {
    let text =
        "# Harbour Board, 9 March 2021\n\n  Action          Owner\n  --------------  --------\n  Mend the lamp   Bob Ray\n";
    let file = import("minutes.md", text.as_bytes());
    assert!(markdown(&file).contains("| Action | Owner |\n| --- | --- |\n| Mend the lamp | Bob Ray |"), "{}", markdown(&file));
    assert_words(&file);
}
