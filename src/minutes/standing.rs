//! What a label of people says of them: that they were there, or that they were not.

use std::sync::LazyLock;

use super::lexicon::{
    BEING_THERE, BETWEEN_DENIAL, DENIALS, INABILITIES, PEOPLE_WORDS, SAYS_ABSENT, SAYS_APOLOGIES, SAYS_IN_ATTENDANCE,
    SITTING_BODIES, UNABLE, WORDS_BESIDE_PEOPLE,
};
use super::words::Label;
use crate::record::Standing;

/// Who a label says were not there by denying that they were: `Members not attending`, `Unable to attend`, `Nicht anwesend`.
pub(super) fn denied(words: &str) -> Option<Standing> {
    /// How many words, other than those that stand beside labels, a label may have before the denial.
    const STRANGE: usize = 2;
    const LONGEST: usize = 12;
    let all: Vec<&str> = words.split(' ').collect();
    if all.len() < 2 || all.len() > LONGEST || all.contains(&"quorum") {
        return None;
    }
    let words = all.as_slice();
    let there = |n: usize| {
        BEING_THERE.iter().filter_map(move |w| {
            let mut rest = words.get(n..)?.iter();
            w.split(' ').all(|part| rest.next() == Some(&part)).then(|| w.split(' ').count())
        })
    };
    for (n, word) in all.iter().enumerate() {
        if !DENIALS.contains(word) && !UNABLE.contains(word) {
            continue;
        }
        let strange = all
            .get(..n)?
            .iter()
            .filter(|w| !WORDS_BESIDE_PEOPLE.contains(w) && !PEOPLE_WORDS.contains(w) && !BETWEEN_DENIAL.contains(w))
            .count();
        let gap = all.get(n + 1..)?.iter().take_while(|w| BETWEEN_DENIAL.contains(w) || INABILITIES.contains(w));
        let found = (n + 1..=n + 1 + gap.count()).find_map(|at| Some((at, there(at).max()?)));
        let Some((at, len)) = found.filter(|_| strange <= STRANGE) else { continue };
        // `Not present in the draft` is of no meeting.
        if !all.get(at + len..)?.iter().all(|w| WORDS_BESIDE_PEOPLE.contains(w)) {
            continue;
        }
        let unable = all.get(..at)?.iter().any(|w| INABILITIES.contains(w));
        return Some(if unable { Standing::Apologies } else { Standing::Absent });
    }
    None
}

/// Labels that hold a word for people among others (`Board members in attendance`).
pub(super) fn people(words: &str) -> Option<Label> {
    let words = if words.bytes().any(|b| b.is_ascii_digit()) { undated(words) } else { words };
    // `Opening, welcome and roll call`
    if words.ends_with(" roll call") && words.split(' ').count() <= 6 {
        return Some(Label::People(Standing::Present, true));
    }
    // `Transparency board members`: a list of who sits on it, at the head of minutes.
    if let Some(body) = words.strip_suffix(" members").filter(|body| body.split(' ').count() <= 4)
        && SITTING_BODIES.iter().any(|w| body.ends_with(w))
    {
        return Some(Label::People(Standing::Present, false));
    }
    // Most words need no looking up: they are too short, or begin as none of them does.
    static BEGIN: LazyLock<(Vec<u8>, usize)> = LazyLock::new(|| {
        let mut first: Vec<u8> = PEOPLE_WORDS.iter().filter_map(|w| w.bytes().next()).collect();
        first.sort_unstable();
        first.dedup();
        (first, PEOPLE_WORDS.iter().map(|w| w.len()).min().unwrap_or(0))
    });
    let (first, shortest) = &*BEGIN;
    let may = |w: &str| w.len() >= *shortest && w.bytes().next().is_some_and(|b| first.contains(&b));
    let at = words.split(' ').take(10).position(|w| may(w) && PEOPLE_WORDS.contains(w))?;
    let all: Vec<&str> = words.split(' ').collect();
    if all.len() > 9 || all.iter().any(|w| w.bytes().next().is_some_and(|b| b.is_ascii_digit())) {
        return None;
    }
    let has = |w: &str| all.contains(&w);
    // `Quorum is present.` counts heads, and names nobody.
    if has("is") || has("quorum") && has("was") {
        return None;
    }
    let asks = has("to")
        && !["receive", "consider", "accept", "record", "note"]
            .iter()
            .any(|w| all.get(1) == Some(w) && all.first() == Some(&"to"));
    if asks || has("how") || has("policy") || has("requirements") {
        return (has("unable") && has("attend")).then_some(Label::People(Standing::Apologies, true));
    }
    let standing = if SAYS_APOLOGIES.is_among(words) {
        Standing::Apologies
    } else if SAYS_ABSENT.is_among(words) || (has("not") && has("present")) {
        Standing::Absent
    } else if SAYS_IN_ATTENDANCE.is_among(words) {
        Standing::InAttendance
    } else {
        Standing::Present
    };
    let last = at + 1 == all.len();
    let strange =
        all.iter().enumerate().filter(|(i, w)| *i != at && !WORDS_BESIDE_PEOPLE.contains(w) && !PEOPLE_WORDS.contains(w)).count();
    // In German what kind of people they are comes after: `Anwesende Vorstände`.
    let before = at == 0 && ["anwesende", "abwesende", "entschuldigte"].iter().any(|w| has(w));
    let allowed = if last {
        3
    } else if before {
        2
    } else {
        0
    };
    (strange <= allowed).then_some(Label::People(standing, true))
}

/// The words of a label without the day before them: `July 20 Attendees`, `20 July 2020 attendees`, `2020-07-20 attendees`.
fn undated(words: &str) -> &str {
    let mut rest = words;
    let mut month = false;
    for _ in 0..3 {
        let Some((first, after)) = rest.split_once(' ') else { break };
        let number = first.bytes().next().is_some_and(|b| b.is_ascii_digit()) && first.len() <= 4;
        let named = super::date::month_of(first).is_some();
        if !(number || named) {
            break;
        }
        month |= named;
        rest = after;
    }
    // Three numbers, or a month beside a number, are a day; a number alone is one of the label's.
    let taken = words.len() - rest.len();
    let numbers = words.get(..taken).unwrap_or("").split(' ').filter(|w| !w.is_empty()).count();
    if month && numbers >= 2 || numbers == 3 { rest } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_was_not_there() {
        let absent = Some(Standing::Absent);
        let apologies = Some(Standing::Apologies);
        for (words, want) in [
            ("members not attending", absent),
            ("those not in attendance", absent),
            ("councillors who were not present", absent),
            ("did not attend", absent),
            ("aelodau nad oeddent yn bresennol", absent),
            ("nicht teilgenommen haben", absent),
            ("nicht anwesende mitglieder", absent),
            ("n'ont pas assisté", absent),
            ("no asistieron", absent),
            ("não compareceram", absent),
            ("niet aanwezig", absent),
            ("ikke til stede", absent),
            ("unable to attend", apologies),
            ("could not attend", apologies),
            ("methu bod yn bresennol", apologies),
            ("n'ont pas pu assister", apologies),
            ("no pudieron asistir", apologies),
            ("non voting members present", None),
            ("present but not voting", None),
            ("topics not discussed", None),
            ("a quorum was not present", None),
            ("present", None),
        ] {
            assert_eq!(denied(words), want, "{words}");
        }
    }
}
