//! Markings of minutes: how far they have come, and who may see them.

use super::extract::PageText;
use crate::layout::PagePlace;

/// The words, by class.
const WORDS: &str = include_str!("markings.txt");

/// A line of a page that is longer says something else.
const LONGEST: usize = 12;

/// What a marking says; the narrowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkingClass {
    /// They may not be published, nor kept in a system like this one.
    Secret,
    /// Not everybody may see them.
    Restricted,
    /// The minutes are a draft.
    Draft,
    /// Anybody may see them.
    Open,
}

/// A marking that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FoundMarking {
    /// What it says.
    pub(super) class: MarkingClass,
    /// The words of the class.
    pub(super) word: String,
    /// The line it is in.
    pub(super) line: String,
    /// The part of the page.
    pub(super) place: PagePlace,
}

/// Finds the markings among what belongs to the pages, each class once.
pub(super) fn find_markings(furniture: &[PageText]) -> Vec<FoundMarking> {
    let mut found: Vec<FoundMarking> = Vec::new();
    for text in furniture.iter().filter(|text| text.words.split_whitespace().count() <= LONGEST) {
        for (class, words) in classes() {
            let is_new = !found.iter().any(|f| f.class == class);
            if let Some(word) = words.iter().find(|word| is_new && has_words(&text.words, word)) {
                found.push(FoundMarking { class, word: (*word).to_owned(), line: text.words.clone(), place: text.place });
            }
        }
    }
    found.sort_by_key(|f| f.class);
    found
}

/// Returns what words say that an author wrote as a marking, the narrowest class first; `None` where they are no known marking.
pub fn marking_class(words: &str) -> Option<MarkingClass> {
    classes().find(|(_, known)| known.iter().any(|word| has_words(words, word))).map(|(class, _)| class)
}

fn classes() -> impl Iterator<Item = (MarkingClass, Vec<&'static str>)> {
    WORDS.lines().filter_map(|line| {
        let (class, words) = line.split_once(':')?;
        let class = match class {
            "draft" => MarkingClass::Draft,
            "secret" => MarkingClass::Secret,
            "restricted" => MarkingClass::Restricted,
            "open" => MarkingClass::Open,
            _ => return None,
        };
        Some((class, words.split(',').map(str::trim).collect()))
    })
}

/// Whether a line has words as whole words. `OFFICIAL-SENSITIVE` has no `official`.
fn has_words(line: &str, words: &str) -> bool {
    let line = line.to_lowercase();
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '-');
    let is_whole = |at: usize| {
        let (before, after) = (line.get(..at).unwrap_or(""), line.get(at + words.len()..).unwrap_or(""));
        is_edge(before.chars().next_back()) && is_edge(after.chars().next())
    };
    line.match_indices(words).any(|(at, _)| is_whole(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Origin;

    #[test]
    fn the_narrowest_marking_counts() {
        for (words, class) in [
            ("OFFICIAL", Some(MarkingClass::Open)),
            ("UK OFFICIAL-SENSITIVE: LEGAL", Some(MarkingClass::Restricted)),
            ("DRAFT – In confidence", Some(MarkingClass::Restricted)),
            ("Top Secret", Some(MarkingClass::Secret)),
            ("Secretariat", None),
            ("", None),
        ] {
            assert_eq!(marking_class(words), class, "{words}");
        }
    }

    #[test]
    fn markings_of_pages() {
        let text = |words: &str| PageText {
            words: words.to_owned(),
            all: vec![words.to_owned()],
            place: PagePlace::Header,
            origin: Origin::Line(1),
        };
        let classes = |words: &str| find_markings(&[text(words)]).into_iter().map(|f| f.class).collect::<Vec<_>>();
        assert_eq!(classes("DRAFT"), [MarkingClass::Draft]);
        assert_eq!(classes("Draft minutes – OFFICIAL-SENSITIVE"), [MarkingClass::Restricted, MarkingClass::Draft]);
        assert_eq!(classes("UNCLASSIFIED"), [MarkingClass::Open]);
        assert_eq!(classes("Page 3 of the drafting group"), []);
    }
}
