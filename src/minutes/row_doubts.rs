//! Words in a row of attendance, or before it, that say or may say that somebody was not there.
//!
//! Nobody is published as present who may have been absent.

use super::lexicon::{BODY_NOUNS, MARKS_AWAY, MARKS_EXCUSED, MARKS_THERE, NOT_THERE, UNSURE, WORDS_OF_PARTS, WordList};
use super::names::is_title;
use super::presence::is_part;
use super::words::{Label, exact, is_role};
use crate::layout::bare::fold;
use crate::record::{Attendee, Standing};

/// From so many bytes on, words at the beginning of others say that somebody was not there.
const SURE: usize = 4;
/// So many words has a label at most.
const LABEL_WORDS: usize = 5;

/// What words beside a name say of its bearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    /// They were not there, or sent apologies.
    Away(Standing),
    /// They were not there for a part of the meeting.
    AwayForPart,
    /// They were there.
    There,
    /// They may have been there, or not: `invited`, `tbc`, `?`.
    Unsure,
}

/// Corrects a row by what the words beside the name say: they are no organisation and no role. `None`: nothing says yet that they came.
pub(super) fn corrected(mut row: Attendee, words_beside: &str) -> Option<Attendee> {
    let mut said = None;
    for words in [row.organisation.as_ref().map(|o| o.text.clone()), row.role.clone(), row.part.clone()].into_iter().flatten() {
        said = said.or_else(|| said_by(&words).map(|said| (said, words.clone())));
    }
    let said = said.or_else(|| beside(words_beside).filter_map(|piece| Some((said_by(piece)?, piece.into()))).next());
    let Some((mut said, words)) = said else { return Some(row) };
    // `(apologies - will be 30 minutes late)` is of somebody who came.
    let timed = |piece: &&str| piece.bytes().any(|b| b.is_ascii_digit()) && WORDS_OF_PARTS.is_among(&fold(piece));
    let mut words = words;
    if let Some(piece) = beside(words_beside).find(timed).filter(|_| matches!(said, Said::Away(_))) {
        (said, words) = (Said::AwayForPart, piece.into());
        row.role = row.role.filter(|role| **role != *piece);
        row.part = None;
    }
    if row.organisation.as_ref().is_some_and(|organisation| said_by(&organisation.text).is_some()) {
        row.organisation = None;
    }
    row.role = row.role.filter(|role| said_by(role).is_none());
    match said {
        Said::There => {}
        Said::Unsure => return None,
        Said::AwayForPart => _ = row.part.get_or_insert(words),
        Said::Away(standing) => {
            row.chair = false;
            if matches!(row.standing, Standing::Present | Standing::InAttendance) {
                row.standing = standing;
            }
        }
    }
    Some(row)
}

/// Reads words beside a name: `absent`, `apologies: …`, `not present for item 2`, `yes`.
fn said_by(words: &str) -> Option<Said> {
    let folded = fold(words);
    let label = |words: &str| match exact(words) {
        Some(Label::People(standing @ (Standing::Absent | Standing::Apologies), _)) => Some(Said::Away(standing)),
        _ => None,
    };
    let is = |words: &WordList| words.contains(folded.as_str());
    // A short word is one of a name as often as not: `No 10`.
    let begins = |words: &WordList| {
        words.iter().filter(|start| start.len() >= SURE).filter_map(|start| folded.strip_prefix(start)?.strip_prefix(' ')).next()
    };
    let rest_of = |words: &WordList| words.opens(&folded).and_then(|len| folded.get(len..)).map(str::trim_start);
    let excused = rest_of(&MARKS_EXCUSED).filter(|_| !is(&MARKS_EXCUSED));
    if folded.is_empty() {
        words.contains('?').then_some(Said::Unsure)
    } else if is(&UNSURE) || words.trim_end().ends_with('?') {
        Some(Said::Unsure)
    } else if let Some(rest) = excused {
        // `Apologies for lateness` are of somebody who came.
        Some(if rest.split(' ').all(|w| WORDS_OF_PARTS.contains(w)) {
            Said::AwayForPart
        } else {
            Said::Away(Standing::Apologies)
        })
    } else if is(&MARKS_EXCUSED) {
        Some(Said::Away(Standing::Apologies))
    } else if is(&MARKS_AWAY) || is(&NOT_THERE) {
        Some(Said::Away(Standing::Absent))
    } else if is(&MARKS_THERE) {
        Some(Said::There)
    } else if let Some(rest) = begins(&MARKS_AWAY).or_else(|| begins(&NOT_THERE)) {
        // `Absent Friends Society` is whom somebody is from.
        let body = || rest.split(' ').any(|w| BODY_NOUNS.contains(w));
        if is_of_part(rest) { Some(Said::AwayForPart) } else { (!body()).then_some(Said::Away(Standing::Absent)) }
    } else {
        label(&folded).or_else(|| words.split_once(':').and_then(|(before, _)| label(&fold(before))))
    }
}

/// Whether words after those for an absence bound it: `for item 2`, `until lunch`.
fn is_of_part(rest: &str) -> bool {
    rest.bytes().any(|b| b.is_ascii_digit()) || rest.split(' ').all(|w| WORDS_OF_PARTS.contains(w))
}

/// Whether what stands after a label may be the first names of several, with nothing between them: `Members present: Ann Bob Cy Dee Eve`.
pub(super) fn may_be_several(names: &str) -> bool {
    const FEWEST: usize = 5;
    let words = || names.split_whitespace();
    let is_name = |w: &str| w.starts_with(char::is_uppercase) && w.chars().skip(1).all(char::is_lowercase) && w.len() > 1;
    words().count() >= FEWEST && words().all(is_name) && !is_role(&fold(names)) && !words().any(is_title)
}

/// Whether what stands beside a name says that nothing is sure of its bearer.
pub(super) fn is_unsure(row: &str) -> bool {
    const MOST_WORDS: usize = 10;
    let row = row.trim();
    let short = row.starts_with(char::is_uppercase) && row.split_whitespace().count() <= MOST_WORDS;
    short && beside(row).any(|piece| said_by(piece) == Some(Said::Unsure))
}

/// The pieces of a row between its marks.
fn beside(words: &str) -> impl Iterator<Item = &str> {
    words
        .split(['(', ')', '[', ']', ',', ';', '–', '—'])
        .flat_map(|piece| piece.split(" - "))
        .map(|piece| piece.trim().trim_start_matches('-').trim())
}

/// Whether words say that somebody was there, but for a part of the meeting: `absent for item 3`, `from 10:30`.
pub(super) fn is_there_for_part(words: &str) -> bool {
    said_by(words) == Some(Said::AwayForPart) || is_part(&fold(words))
}

/// Where a label that is not known begins in a stretch of names that has had none of its own: `Ann Lee, Bob Ray. On leave: Cy Dunn`. Whatever it
/// says of those behind it, it does not say that they came.
pub(super) fn unknown_label(text: &str, from: usize, to: usize) -> Option<usize> {
    let stretch = text.get(from..to)?;
    let mut before = 0;
    for (at, _) in stretch.match_indices(':') {
        let label = stretch.get(before..at)?;
        before = at + 1;
        // A list whose rows begin with organisations has a colon in its first row.
        let end = label.rfind(". ").or_else(|| label.rfind("; "))?;
        let words = label.get(end + 2..)?.trim();
        let first = words.chars().next()?;
        let is_label =
            first.is_uppercase() && (1..=LABEL_WORDS).contains(&words.split_whitespace().count()) && !words.contains([',', '(']);
        if is_label && stretch.get(at + 1..).is_some_and(|rest| rest.starts_with(' ')) {
            return Some(from + at - label.len() + end + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_beside_a_name_say_whether_its_bearer_came() {
        for words in ["not present", "absent", "did not attend", "no", "sick", "on leave"] {
            assert_eq!(said_by(words), Some(Said::Away(Standing::Absent)), "{words}");
        }
        for words in ["Apologies", "apologies: Ann Lee", "excused"] {
            assert_eq!(said_by(words), Some(Said::Away(Standing::Apologies)), "{words}");
        }
        assert_eq!((said_by("not present for item 2"), said_by("yes")), (Some(Said::AwayForPart), Some(Said::There)));
        assert_eq!((said_by("apologies for lateness"), said_by("tbc")), (Some(Said::AwayForPart), Some(Said::Unsure)));
        assert_eq!((said_by("?"), said_by("if available")), (Some(Said::Unsure), Some(Said::Unsure)));
        for words in ["Coast Trust", "Noble Ltd", "Chair", "by video", "from item 3", "notary", "Norway", "No 10", ""] {
            assert_eq!(said_by(words), None, "{words}");
        }
    }

    #[test]
    fn a_label_that_is_not_known_ends_a_list() {
        let read = |text: &str| unknown_label(text, 0, text.len()).map(|at| text[..at].to_owned());
        assert_eq!(read("Ann Lee, Bob Ray. On leave: Cy Dunn").as_deref(), Some("Ann Lee, Bob Ray."));
        assert_eq!(read("Ann Lee; Afgemeld: Cy Dunn").as_deref(), Some("Ann Lee;"));
        for text in ["Ann Lee, Bob Ray.", "Coast Trust: Ann Lee. Harbour Office: Bob Ray", "Ann Lee (from 10:30). Bob Ray", ""] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
