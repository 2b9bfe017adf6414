//! How somebody was there: for whom, by what means, for which part of the meeting.

use super::lexicon::{BY_TELEPHONE, BY_VIDEO, EXCEPTIONS, IN_PERSON, PARTS_ATTENDED, REASONS, WORDS_OF_PARTS, WORDS_OF_REASONS};
use crate::record::Mode;

/// The mode a few words name.
pub(super) fn mode_of(words: &str) -> Option<Mode> {
    if words.split(' ').count() > 6 {
        return None;
    }
    if BY_TELEPHONE.is_among(words) {
        Some(Mode::Telephone)
    } else if IN_PERSON.is_inside(words) {
        Some(Mode::InPerson)
    } else if BY_VIDEO.is_among(words) {
        Some(Mode::Videolink)
    } else {
        None
    }
}

/// Whether words say why somebody did not come: `personal reasons`, `both sick`.
pub(super) fn is_reason(words: &str) -> bool {
    REASONS.contains(words) || WORDS_OF_REASONS.is_among(words)
}

/// Whether words say that somebody was there for a part only.
pub(super) fn is_part(words: &str) -> bool {
    // `morning only`, `10 am`, `all but item 3`
    let timed = |w: &str| WORDS_OF_PARTS.contains(w) || w.starts_with(|c: char| c.is_ascii_digit());
    let excepted = || words.split(' ').any(timed) && EXCEPTIONS.is_inside(words);
    if WORDS_OF_PARTS.is_among(words) && words.split(' ').all(timed) || excepted() {
        return true;
    }
    let first = words.split(' ').next().unwrap_or("");
    let rest = words.get(first.len()..).unwrap_or("");
    if PARTS_ATTENDED.opens(words).is_some() && rest.bytes().any(|b| b.is_ascii_digit()) {
        return true;
    }
    match first {
        _ if rest.is_empty() && !matches!(first, "part" | "late" | "partial" | "partially" | "partly" | "teilweise") => false,
        "from" | "until" | "till" | "bis" | "ab" | "arrived" | "left" | "joined" | "late" | "partial" | "partially" | "o"
        | "tan" | "jusqu'à" | "depuis" | "items" | "item" | "leaving" | "joining" | "partly" | "teilweise" => true,
        "for" | "to" | "part" | "first" | "second" | "last" | "attended" | "departed" | "except" => {
            rest.bytes().any(|b| b.is_ascii_digit())
                || ["end", "item", "part", "hour", "half", "minutes", "only", "of meeting", "of the meeting"]
                    .iter()
                    .any(|w| rest.contains(w))
                || rest.is_empty() && matches!(first, "part")
        }
        _ => {
            words.contains("left at")
                || words.contains("joined at")
                || words.contains("arrived at")
                || words.contains("part of the meeting")
        }
    }
}

/// How long the words are that say, before a name, from or until when somebody was there: `ab 19.55 Ann`, `until 8 pm: Bob`.
pub(super) fn part_before(text: &str) -> Option<usize> {
    let word = ["ab ", "bis ", "from ", "until ", "till ", "o "].iter().find(|w| text.starts_with(**w))?;
    let rest = text.get(word.len()..)?;
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ':')).len();
    let mut end = word.len() + digits;
    for unit in [" Uhr", " pm", " am", "pm", "am", "h"] {
        if text.get(end..)?.starts_with(unit) {
            end += unit.len();
            break;
        }
    }
    let after = text.get(end..)?;
    let gap = after.len() - after.trim_start_matches([' ', ':', '-', '–']).len();
    (digits > 0 && gap > 0 && after.get(gap..)?.starts_with(char::is_uppercase)).then_some(end + gap)
}
