//! The files of the languages: each can be read, has every class in the same order, and only folded words.

use super::classes::CLASSES;
use super::word_list::{FILES, Language};
use super::{ACTION_MARKS, ATTENDANCE_PRESENT, DENIALS, FirstLetters, WordFilter};
use crate::layout::bare::fold;

#[test]
fn every_language_has_every_class_in_the_same_order() {
    for text in FILES {
        let name = text.lines().next().unwrap_or("");
        let tables: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix('[')?.strip_suffix(']')).collect();
        assert_eq!(tables, CLASSES, "{name}");
        let explained =
            text.lines().zip(text.lines().skip(1)).filter(|(before, line)| before.starts_with("# ") && line.starts_with('['));
        assert_eq!(explained.count(), CLASSES.len(), "{name}: a class without a line that explains it");
    }
}

#[test]
fn words_are_folded_and_said_once() {
    for text in FILES {
        let language: Language = toml::from_str(text).unwrap();
        for (group, classes) in &language {
            for (class, words) in classes {
                let mut before: Vec<&str> = Vec::new();
                for word in words.words.iter().map(String::as_str) {
                    let plain = word.replace(|c: char| !c.is_alphanumeric() && !matches!(c, ' ' | '\''), " ");
                    assert_eq!(fold(&plain), plain.split_whitespace().collect::<Vec<_>>().join(" "), "[{group}.{class}] {word}");
                    assert!(!before.contains(&word), "[{group}.{class}] {word} twice");
                    before.push(word);
                }
                assert!(words.capitals.iter().all(|word| word.to_uppercase() == *word), "[{group}.{class}] capitals");
            }
        }
    }
}

#[test]
fn a_list_has_the_words_of_all_languages() {
    for word in ["present", "presennol", "anwesend", "présents", "deltagere"] {
        assert!(ATTENDANCE_PRESENT.contains(word), "{word}");
    }
    assert!(!DENIALS.contains("present"));
    assert_eq!(ACTION_MARKS.opens("action point 3"), Some(12));
    assert_eq!(ACTION_MARKS.opens("actionable"), None);
    assert!(ACTION_MARKS.is_inside("new action items") && !ACTION_MARKS.is_inside("reaction"));
}

#[test]
fn filters_pass_every_word_of_their_classes() {
    let (filter, letters) = (WordFilter::of(&[&ACTION_MARKS]), FirstLetters::of(&[&ACTION_MARKS]));
    for word in ACTION_MARKS.iter() {
        assert!(filter.may_match(format!("The lamp is out. {}: Ann", word.to_uppercase())), "{word}");
        assert!(letters.may_begin(word.to_uppercase().as_bytes()), "{word}");
    }
    assert!(filter.may_match("AP3: Ann") && !filter.may_match("The lamp is out"));
    assert!(!letters.may_begin(b"lamp"));
}
