//! Words inside a run of names that say who comes next, without a colon: `… and the Clerk. Apologies were received and accepted from Cllr
//! Bob Ray`, `… Clerk) Also in Attendance Cllr Cy Dunn`; and the number of an item, which ends the names before it.

use super::label::Labelled;
use super::lexicon::{ATTENDANCE_ALSO, BEFORE_APOLOGISERS, BEFORE_ATTENDERS, SAYS_APOLOGIES};
use super::words::{Label, Lexicon};
use crate::layout::bare::{clip, fold};
use crate::record::{Standing, TextRange};

/// How many words may stand between `apologies` and the word before the names.
const BETWEEN: usize = 8;

/// The label that comes first in a stretch of names, with a colon or without. After an item of the agenda begins, at byte `item`, only those
/// of people count.
pub(super) fn next_label(text: &str, from: usize, to: usize, item: usize, lexicon: &Lexicon) -> Option<Labelled> {
    let people = |found: &Labelled| found.start < item || matches!(found.label, Label::People(..));
    let marked = super::label::inner(text, from, to, lexicon).filter(people);
    let told = told_label(text, from, to);
    marked.into_iter().chain(told).min_by_key(|found| found.start)
}

/// The label without a colon that comes first in a stretch of names.
fn told_label(text: &str, from: usize, to: usize) -> Option<Labelled> {
    let words = words_of(text, from, to);
    (0..words.len()).find_map(|n| apologies_at(text, &words, n).or_else(|| also_at(text, &words, n)))
}

/// `Apologies were received and accepted from`, with somebody behind it.
fn apologies_at(text: &str, words: &[TextRange], n: usize) -> Option<Labelled> {
    let first = words.get(n)?;
    let said = first.slice(text);
    if said.ends_with([':', '.']) || !SAYS_APOLOGIES.contains(fold(said).as_str()) {
        return None;
    }
    for next in words.iter().skip(n + 1).take(BETWEEN) {
        let word = next.slice(text);
        if BEFORE_APOLOGISERS.contains(word) {
            let content = words.iter().find(|w| w.start() >= next.end())?.start();
            let label = Label::People(Standing::Apologies, true);
            return Some(Labelled { label, start: first.start(), end: next.end(), content });
        }
        // `Regrets Jan van Dijk`: a name, and no verb.
        if word.ends_with(['.', ':', ';', ')']) || word.chars().any(char::is_uppercase) {
            break;
        }
    }
    None
}

/// `Also in Attendance`, `Also present`, with a name or a number behind it; `Also present were`, at the beginning of a sentence.
fn also_at(text: &str, words: &[TextRange], n: usize) -> Option<Labelled> {
    let first = words.get(n).filter(|w| w.slice(text).starts_with(char::is_uppercase))?;
    // Names before it, not a sentence that goes on.
    if n == 0 {
        return None;
    }
    for len in [3, 2] {
        let Some(last) = words.get(n + len - 1) else { continue };
        let Some(next) = words.get(n + len) else { continue };
        let own = text.get(first.start()..last.end())?;
        // A sentence of its own: whoever is named in it is not of the list before it.
        let is_told =
            len == 3 && words.get(n - 1).is_some_and(|w| w.slice(text).ends_with('.')) && BEFORE_ATTENDERS.contains(&fold(own));
        let follows = next.slice(text).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        if is_told || follows && !own.ends_with(['.', ',', ';', ':']) && ATTENDANCE_ALSO.contains(&fold(own)) {
            let label = Label::People(Standing::InAttendance, true);
            return Some(Labelled { label, start: first.start(), end: last.end(), content: next.start() });
        }
    }
    None
}

/// Where the names after a label told in a sentence end: at the end of that sentence.
pub(super) fn told_end(text: &str, from: usize, to: usize) -> usize {
    let part = text.get(..to).unwrap_or(text);
    super::names::sentence_after(part, from).unwrap_or(to)
}

/// Where the first item with a number begins in a run of names, or after byte `from` of it: `152/20 To receive …`, `1. Apologies`.
pub(super) fn item_in_run(text: &str, from: usize, to: usize) -> Option<usize> {
    let words = words_of(text, from, to);
    // `1. Ann Lee 2. Bob Ray`: the names themselves have numbers.
    let counted = words.first().is_some_and(|w| w.slice(text).starts_with(|c: char| c.is_ascii_digit()));
    words.windows(2).skip(1).find_map(|pair| {
        let [number, next] = pair else { return None };
        let word = number.slice(text);
        let fits = is_minute_number(word) || !counted && matches!(word, "1." | "1)");
        let capital = next.slice(text).starts_with(char::is_uppercase);
        let opens = text.get(from..number.start()).is_some_and(|t| !is_in_bracket(t));
        (fits && capital && opens).then_some(number.start())
    })
}

/// `152/20`, `19/054`: the number of an item and the year, in either order.
fn is_minute_number(word: &str) -> bool {
    let Some((first, second)) = word.trim_end_matches(['.', ':', ')']).split_once('/') else { return false };
    let digits = |t: &str| (2..=4).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit());
    digits(first) && digits(second)
}

fn is_in_bracket(text: &str) -> bool {
    let open = text.rfind(['(', '[']);
    open.is_some_and(|at| text.get(at..).is_some_and(|t| !t.contains([')', ']'])))
}

/// The words of the beginning of a stretch.
fn words_of(text: &str, from: usize, to: usize) -> Vec<TextRange> {
    const LOOKED: usize = 4000;
    let part = clip(text.get(from..to).unwrap_or(""), LOOKED);
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in part.char_indices().chain([(part.len(), ' ')]) {
        if !c.is_whitespace() {
            start.get_or_insert(at);
        } else if let Some(begin) = start.take() {
            out.push(TextRange::new(begin, at).shift(from));
        }
    }
    out
}
