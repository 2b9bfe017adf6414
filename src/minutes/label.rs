//! Labels: the words before a colon, or alone on a line, that say what the words after them are.

use super::lexicon::{
    ATTENDANCE_ABSENT, ATTENDANCE_ABSENT_EARLY, ATTENDANCE_ALSO, ATTENDANCE_ALSO_EARLY, ATTENDANCE_APOLOGIES, ATTENDANCE_PRESENT,
    ATTENDANCE_PRESENT_EARLY, ATTENDANCE_PROXY, BEFORE_LISTED_NAMES, BEING_THERE, LABEL_TAILS, MEMBERS_OF_BODIES, PEOPLE_WORDS,
    WordFilter,
};
use super::marker::skip;
use super::words::{Label, Lexicon};
use crate::layout::bare::{Bare, clip, fold};
use crate::record::TextRange;
use std::sync::LazyLock;

/// A label at the head of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Labelled {
    pub(super) label: Label,
    /// Where the label's own words begin and end in the bare text, mark included.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Where what it labels begins.
    pub(super) content: usize,
}

/// The label that `bare` begins with. `alone` says that the whole line may be one without a colon (a heading, a bold line,
/// a line that a list follows).
pub(super) fn label(bare: &Bare, source: &str, lexicon: &Lexicon, alone: bool) -> Option<Labelled> {
    let text = bare.text.as_str();
    let start = lead(text);
    let rest = text.get(start..)?;
    let window = clip(rest, 120);
    let made = |label, len: usize| Labelled { label, start, end: start + len, content: past_dash(text, skip(text, start + len)) };
    if let Some(colon) = outside_brackets(window, ':').filter(|i| !is_inside_word(window, *i)) {
        let before = window.get(..colon)?;
        // A label has few words.
        if before.bytes().filter(|b| *b == b' ').count() <= 14 {
            let words = unbracketed(before);
            if let Some(label) = lexicon.label(&words, alone).or_else(|| roles(before, lexicon)) {
                return Some(made(label, colon + 1));
            }
        }
    }
    let people = has_people_word(window);
    if people
        && let Some(dash) = dash(window)
        && let Some(label) = lexicon.label(&unbracketed(window.get(..dash.start())?), alone).filter(is_people)
    {
        // `Apologies for absence - LGA 1972, Section 85(1): Ann Lee`: the law that they are accepted by is nobody.
        let law = window.get(dash.end()..).and_then(|t| t.split_once(':')).map(|(law, _)| law);
        let law = law.filter(|t| t.bytes().any(|b| b.is_ascii_digit()) && t.len() <= 60).map_or(0, |t| t.len() + 1);
        return Some(made(label, dash.end() + law));
    }
    // `Chair – Ann Lee`, `Convener/Scribe - Bob Ray`
    if let Some(dash) = dash(clip(window, 40))
        && let Some(Label::Role) = lexicon.whole(&unbracketed(window.get(..dash.start())?))
    {
        return Some(made(Label::Role, dash.end()));
    }
    // `Apologies were received from Ann Lee`
    for word in BEFORE_LISTED_NAMES.iter().filter(|_| people) {
        if let Some(from) = word_between(window, word)
            && let Some(label) = lexicon.label(&unbracketed(window.get(..from)?), false).filter(is_people)
        {
            return Some(made(label, from + word.len() + 2));
        }
    }
    let emphasised = source.get(bare.at(start).saturating_sub(3)..bare.at(start)).is_some_and(|s| s.ends_with(['*', '_']))
        || source.get(bare.at(start)..).is_some_and(|s| s.starts_with("<"));
    if emphasised && let Some(len) = emphasis_end(bare, source, start) {
        let words = unbracketed(text.get(start..start + len)?);
        if let Some(label) = lexicon.label(&words, true) {
            return Some(made(label, len));
        }
    }
    if alone {
        let words = unbracketed(rest);
        if words.is_empty() {
            // `Attendance 27`, `Actions 38`: the number of the meeting.
            let words = unbracketed(rest.trim_end().trim_end_matches(|c: char| c.is_ascii_digit()));
            return (words.split(' ').count() <= 2)
                .then(|| lexicon.label(&words, false))
                .flatten()
                .map(|label| made(label, rest.trim_end().len()));
        }
        if let Some(label) = lexicon.label(&words, true) {
            return Some(made(label, rest.trim_end().len()));
        }
    }
    // `3. ACCEPTANCE OF APOLOGIES FOR ABSENCE Cllrs M. Peak and R. Crisp.`
    let numbered = people && start > 0 && text.starts_with(|c: char| c.is_ascii_digit() || c.is_whitespace());
    if numbered && let Some(end) = find_ignoring_case(window, "absence").map(|i| i + 7) {
        let words = unbracketed(window.get(..end)?);
        return lexicon.label(&words, false).filter(is_people).map(|label| made(label, end));
    }
    None
}

/// The next label in the middle of a line of names, between `from` and `to`: `… Mrs N. Cooper, Clerk. Also present: Cllr Storey`.
pub(super) fn inner(text: &str, from: usize, to: usize, lexicon: &Lexicon) -> Option<Labelled> {
    let part = text.get(from..to)?;
    let mut at = 0;
    while let Some(colon) = part.get(at..).and_then(|t| t.find(':')).map(|i| i + at) {
        let before = part.get(at..colon)?;
        // The words before the colon, from each that can begin a label. Unless a sentence or a bracket ends before it, the
        // label must be one of the whole words (`Peter King In attendance: …`).
        let capital = |i: usize, c: char| {
            c.is_uppercase() && (i == 0 || before.as_bytes().get(i - 1).is_some_and(|b| matches!(b, b' ' | b'.' | b')' | b'*')))
        };
        for (start, _) in before.char_indices().filter(|(i, c)| capital(*i, *c) && before.len() - i <= 60 && at + i > 0) {
            let own = before.get(start..)?;
            if own.contains(['.', ',', ';', ')']) {
                continue;
            }
            let words = unbracketed(own);
            let apart =
                before.get(..start).is_some_and(|t| t.trim_end().is_empty() || t.trim_end().ends_with(['.', ')', ';', ']']));
            let label = if apart { lexicon.label(&words, false) } else { lexicon.whole(&words) };
            if let Some(label) = label.filter(|l| matches!(l, Label::People(..) | Label::Role | Label::Proxy)) {
                let start = from + at + start;
                return Some(Labelled { label, start, end: from + colon + 1, content: skip(text, from + colon + 1).min(to) });
            }
        }
        at = colon + 1;
    }
    None
}

/// Whether the colon at `i` is part of a word or an address: `Teilnehmer:innen`, `https://`.
fn is_inside_word(text: &str, i: usize) -> bool {
    let before = text.get(..i).and_then(|t| t.chars().next_back());
    let after = text.get(i + 1..).unwrap_or("");
    after.starts_with("//") || before.is_some_and(char::is_lowercase) && after.starts_with(char::is_lowercase)
}

/// `Lead/scribe`, `Chair & minutes`: each of them a part somebody plays.
fn roles(before: &str, lexicon: &Lexicon) -> Option<Label> {
    let parts = before.split(['/', '&', '+', ',']);
    (before.contains(['/', '&', '+', ',']) && parts.into_iter().all(|part| lexicon.whole(&fold(part)) == Some(Label::Role)))
        .then_some(Label::Role)
}

/// The dash that ends a label, with the blank after it.
fn dash(window: &str) -> Option<TextRange> {
    window
        .char_indices()
        .filter(|(i, c)| *i > 0 && matches!(c, '-' | '–' | '—'))
        .map(|(i, c)| TextRange::new(i, i + c.len_utf8() + 1))
        .find(|dash| window.as_bytes().get(dash.end() - 1).is_some_and(u8::is_ascii_whitespace))
}

/// `Present: - Ann Lee`: a dash after the label is no part of the name.
fn past_dash(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    match rest.trim_start_matches(['-', '–', '—']) {
        after if rest.starts_with('|') && !rest.trim_start_matches(['|', ' ']).is_empty() => {
            _ = after;
            text.len() - rest.trim_start_matches(['|', ' ']).len()
        }
        after if after.len() < rest.len() && after.starts_with(char::is_whitespace) && !after.trim().is_empty() => {
            skip(text, text.len() - after.len())
        }
        _ => at,
    }
}

/// Where the blank is before a word that has blanks on its two sides.
fn word_between(text: &str, word: &str) -> Option<usize> {
    let is_free = |at: &usize| {
        let before = at.checked_sub(1).and_then(|n| text.as_bytes().get(n));
        before == Some(&b' ') && text.as_bytes().get(at + word.len()) == Some(&b' ')
    };
    text.match_indices(word).map(|(at, _)| at).find(is_free).map(|at| at - 1)
}

fn find_ignoring_case(text: &str, word: &str) -> Option<usize> {
    text.as_bytes().windows(word.len()).position(|w| w.eq_ignore_ascii_case(word.as_bytes()))
}

/// Returns false if no word that labels people is in the first bytes of a line. Words of a site are looked for before a colon alone.
pub(super) fn has_people_word(window: &str) -> bool {
    static WORDS: LazyLock<WordFilter> = LazyLock::new(|| {
        WordFilter::of(&[
            &ATTENDANCE_PRESENT,
            &ATTENDANCE_PRESENT_EARLY,
            &ATTENDANCE_ALSO,
            &ATTENDANCE_ALSO_EARLY,
            &ATTENDANCE_APOLOGIES,
            &ATTENDANCE_ABSENT,
            &ATTENDANCE_ABSENT_EARLY,
            &ATTENDANCE_PROXY,
            &PEOPLE_WORDS,
            &BEING_THERE,
            &MEMBERS_OF_BODIES,
        ])
    });
    WORDS.may_match(window)
}

fn is_people(label: &Label) -> bool {
    matches!(label, Label::People(..))
}

/// What stands before a label: marks of headings, a number, a tick.
fn lead(text: &str) -> usize {
    let start = text.len() - text.trim_start_matches(['#', ' ', '>', '•', '·', '\t', '|', '=', ':']).len();
    let rest = text.get(start..).unwrap_or("");
    // `2.`, `173/20`, `1-2-1`
    let digits = rest.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b'/' | b'-')).count();
    let after = rest.get(digits..).unwrap_or("");
    if digits == 0 || !rest.starts_with(|c: char| c.is_ascii_digit()) {
        return start;
    }
    let mark = usize::from(after.starts_with([')', ':']));
    let body = after.get(mark..).unwrap_or("");
    if body.starts_with(char::is_whitespace) || rest.get(..digits).is_some_and(|t| t.ends_with('.')) || mark > 0 {
        skip(text, start + digits + mark)
    } else {
        start
    }
}

/// Where emphasis that began before `start` closes, in bytes of the bare text from there.
fn emphasis_end(bare: &Bare, source: &str, start: usize) -> Option<usize> {
    let from = bare.at(start);
    let window = clip(source.get(from..)?, 200);
    let close = window.find(['*', '\n', '<']).or_else(|| window.find("__"))?;
    let text = bare.text.get(start..)?;
    // The label is short: counting is cheap.
    (1..=text.len().min(close)).rev().find(|n| bare.end(start + n) <= from + close && text.is_char_boundary(*n))
}

fn outside_brackets(text: &str, mark: char) -> Option<usize> {
    let mut depth = 0i32;
    for (i, c) in text.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            c if c == mark && depth <= 0 => return Some(i),
            _ => {}
        }
    }
    None
}

/// The folded words of a label without brackets, numbers at its end and a trailing `were`.
pub(super) fn unbracketed(text: &str) -> String {
    let text = text.trim();
    // `Previous action items [10 min, until 0:15]`
    let text = text.strip_suffix(']').and_then(|t| t.get(..t.rfind('[')?)).filter(|t| t.len() > 3).unwrap_or(text).trim_end();
    let mut words = match memchr::memchr(b'(', text.as_bytes()) {
        // Nothing is left out where no bracket opens, or one opens at once.
        None | Some(0) => fold(text),
        Some(_) => {
            let mut plain = String::with_capacity(text.len());
            let mut depth = 0i32;
            for c in text.chars() {
                match c {
                    '(' => depth += 1,
                    ')' => depth = (depth - 1).max(0),
                    c if depth == 0 => plain.push(c),
                    _ => {}
                }
            }
            fold(&plain)
        }
    };
    while let Some(tail) = LABEL_TAILS.iter().find(|tail| words.strip_suffix(**tail).is_some_and(|rest| rest.ends_with(' '))) {
        words.truncate(words.len() - tail.len() - 1);
    }
    let keep = words.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ').len();
    // `Attendance 27` is a section's number, `Present 5` a count; a label ends in neither.
    if keep < words.len() { String::new() } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Site, Standing};

    #[test]
    fn labels() {
        let lexicon = Lexicon::of(&Site::default());
        let read = |src: &str, alone| {
            let bare = Bare::of(src, 0, src.len());
            label(&bare, src, &lexicon, alone).map(|l| (l.label, bare.text[l.content..].to_owned()))
        };
        let present = Label::People(Standing::Present, true);
        let apologies = Label::People(Standing::Apologies, true);
        for (src, alone, want) in [
            ("Present: Hadley, Dan", false, Some((present, "Hadley, Dan"))),
            ("**Present:** Hadley", false, Some((present, "Hadley"))),
            ("**Present** Hadley", false, Some((present, "Hadley"))),
            ("Apologies:&nbsp;Ann", false, Some((apologies, "Ann"))),
            ("2\\. Apologies for absence: None received.", false, Some((apologies, "None received."))),
            ("Apologies for absence were received from Cllr Lee.", false, Some((apologies, "Cllr Lee."))),
            ("Board members in attendance:", false, Some((present, ""))),
            ("Attendees (5):", false, Some((present, ""))),
            ("Présent.e.s :", false, Some((present, ""))),
            ("Attendees", true, Some((present, ""))),
            ("Attendance 27", true, Some((present, ""))),
            ("Attendance 27", false, None),
            ("1-2-1 Participants", true, Some((present, ""))),
            ("Present– Ann Lee", false, Some((present, "Ann Lee"))),
            ("PRESENT (six Councillors): - Ann Lee", false, Some((present, "Ann Lee"))),
            ("3. ACCEPTANCE OF APOLOGIES FOR ABSENCE Cllr Lee", false, Some((apologies, "Cllr Lee"))),
            ("To receive apologies for absence", true, Some((apologies, ""))),
            ("Attendance policy", true, None),
            ("Topics to present", true, None),
            ("Presented by: Ann", false, None),
        ] {
            assert_eq!(read(src, alone), want.map(|(l, t)| (l, t.to_owned())), "{src}");
        }
    }
}
