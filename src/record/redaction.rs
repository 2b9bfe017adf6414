//! Redactions in texts that are read: what stands for one in the text of minutes, and what is shown of one in plain words.
//!
//! Readers of minutes take names, owners and places out of a text as copies. They are given the text with every redaction replaced by
//! letters of the same length that read as a name, in every edition alike, so that no copy can hold a withheld word and numbers and
//! anchors are the same for all readers.

use unicode_normalization::char::is_combining_mark;

/// The first capital of a script that nobody writes minutes in (Deseret). It has cases, so that its words can be names.
const CAPITAL: u32 = 0x1_0400;
/// The first small letter of that script.
const SMALL: u32 = CAPITAL + LETTERS;
/// The letters of each case.
const LETTERS: u32 = 40;
/// The bytes of one letter.
const LETTER: usize = 4;
/// What plain words show of a redaction begins with this.
const SHOWN: &str = "[redacted";

/// Returns the letters that stand for the redaction of a number, in so many bytes; `None` for fewer than any redaction has.
pub fn stand_in(number: usize, bytes: usize) -> Option<String> {
    // Two words: a capital; a capital and small letters. The gap between them takes up what is no whole letter.
    let gap = [" \u{200b}", " ", "\u{a0}", " \u{ad}"][bytes % LETTER];
    let small = bytes.checked_sub(gap.len() + 2 * LETTER)? / LETTER;
    if small == 0 {
        return None;
    }
    let letter = |first: u32, n: usize| char::from_u32(first + u32::try_from(n).unwrap_or(0) % LETTERS);
    let capital = letter(CAPITAL, number % LETTERS as usize)?;
    let tail = letter(SMALL, number / LETTERS as usize % LETTERS as usize)?;
    let mut out = String::with_capacity(bytes);
    out.push(capital);
    out.push_str(gap);
    out.push(capital);
    out.extend(std::iter::repeat_n(tail, small));
    Some(out)
}

/// Returns true for a letter that stands for withheld words.
pub fn is_stand_in(c: char) -> bool {
    (CAPITAL..CAPITAL + 2 * LETTERS).contains(&u32::from(c))
}

/// Returns a text with what `words` gives for its number in place of each stand-in; `None` where it has none.
pub fn without_stand_ins(text: &str, mut words: impl FnMut(usize) -> String) -> Option<String> {
    let mut rest = text;
    let mut out = String::new();
    while let Some(start) = rest.find(is_stand_in) {
        let (before, from) = rest.split_at(start);
        let stand_in = first_stand_in(from);
        out.push_str(before);
        out.push_str(&words(stand_in.number));
        rest = from.get(stand_in.len..).unwrap_or("");
    }
    if out.is_empty() && rest.len() == text.len() {
        return None;
    }
    out.push_str(rest);
    Some(out)
}

/// A stand-in at the head of a text.
struct FirstStandIn {
    number: usize,
    /// In bytes.
    len: usize,
}

/// The stand-in that a text begins with. A reader may have taken one of its two words.
fn first_stand_in(text: &str) -> FirstStandIn {
    let value = |c: char| u32::from(c) - CAPITAL;
    let is_capital = |c: char| is_stand_in(c) && value(c) < LETTERS;
    let is_small = |c: char| is_stand_in(c) && value(c) >= LETTERS;
    let (mut low, mut high, mut capitals, mut len) = (None, 0, 0, 0);
    for (at, c) in text.char_indices() {
        if is_capital(c) && capitals < 2 && high == 0 && low.is_none_or(|low| low == value(c)) {
            low = Some(value(c));
            capitals += 1;
        } else if is_small(c) && (capitals > 0 || at == 0 || high > 0) {
            high = value(c) + 1 - LETTERS;
        } else if capitals == 1 && high == 0 && matches!(c, ' ' | '\u{a0}' | '\u{ad}' | '\u{200b}') {
            continue;
        } else {
            break;
        }
        len = at + c.len_utf8();
    }
    FirstStandIn { number: (high.saturating_sub(1) * LETTERS + low.unwrap_or(0)) as usize, len }
}

/// Returns true for a character that nobody sees: it is between the letters of a word, and parts none.
pub fn is_unseen(c: char) -> bool {
    is_combining_mark(c)
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e01ef}')
}

/// Returns what plain words show of a redaction.
pub fn shown_redaction(reason: &str) -> String {
    if reason.is_empty() { format!("{SHOWN}]") } else { format!("{SHOWN}: {reason}]") }
}

/// Returns true if words that were read hold what is shown of a redaction, so that they name nobody.
pub fn has_shown_redaction(words: &str) -> bool {
    words.contains(SHOWN)
}

/// Blanks the words of a redaction, which begin at `words` of its mark. The mark remains, so that it is shown as one, on one line.
pub fn blank_mark(mark: &mut [u8], words: usize) {
    // In a table the bar before the words would part cells, so that it is escaped as authors escape it.
    let bar = words.saturating_sub(1);
    let escaped = bar.checked_sub(1).and_then(|at| mark.get(at)) == Some(&b'\\');
    let end = mark.len().saturating_sub(2);
    let filling = if escaped { &b"|"[..] } else { &b"\\|"[..] };
    let filling = filling.iter().copied().chain(std::iter::once(super::BLANK)).chain(std::iter::repeat(b' '));
    // Of one byte, the bar is escaped and no other sign is left.
    mark.get_mut(bar..end).into_iter().flatten().zip(filling).for_each(|(byte, fill)| *byte = fill);
}

/// Returns true if nothing is left of withheld words but what stands for their bytes.
pub fn is_blanked(words: &str) -> bool {
    let blank = char::from(super::BLANK);
    words.chars().all(|c| c == blank || matches!(c, ' ' | '\0' | '\u{fffd}' | '█' | '\n' | '\r' | '\t'))
}

/// Returns plain words with `words` of the reason and the words of each redaction in place of its mark; `None` where they have none.
pub fn without_marks(text: &str, mut words: impl FnMut(&str, &str) -> String) -> Option<String> {
    const OPEN: &str = "[[redact:";
    let mut rest = text;
    let mut out = String::new();
    while let Some((before, from)) = rest.split_once(OPEN) {
        let Some((inner, after)) = from.split_once("]]") else { break };
        let Some((reason, secret)) = inner.split_once('|') else { break };
        out.push_str(before);
        out.push_str(&words(reason.trim_end_matches('\\').trim(), secret));
        rest = after;
    }
    (rest.len() < text.len()).then(|| out + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stand_ins_have_the_length_of_what_they_stand_for() {
        for number in [0, 1, 39, 40, 41, 1599] {
            for bytes in 13..60 {
                let letters = stand_in(number, bytes).expect("long enough");
                assert_eq!(letters.len(), bytes);
                let text = format!("Ann, {letters}{letters} and {letters}.");
                let read = without_stand_ins(&text, |n| format!("<{n}>")).expect("three");
                assert_eq!(read, format!("Ann, <{number}><{number}> and <{number}>."));
                let (first, second) = letters.split_once([' ', '\u{a0}']).expect("two words");
                assert_eq!(
                    without_stand_ins(second.trim_start_matches(['\u{ad}', '\u{200b}']), |n| n.to_string()).as_deref(),
                    Some(&*number.to_string())
                );
                assert_eq!(without_stand_ins(first, |n| n.to_string()), Some((number % 40).to_string()));
            }
        }
        assert_eq!(stand_in(0, 12), None);
        assert_eq!(without_stand_ins("Ann Lloyd", |_| String::new()), None);
    }

    #[test]
    fn marks_in_plain_words_are_found() {
        let show = |text| without_marks(text, |reason, words| format!("<{reason}/{words}>"));
        assert_eq!(show("On [[redact:s.40|A B]]!").as_deref(), Some("On <s.40/A B>!"));
        assert_eq!(show("[[redact:s.40\\|A]][[redact:x|B]]").as_deref(), Some("<s.40/A><x/B>"));
        assert_eq!(show("[[redact:s.40|A"), None);
        assert_eq!(show("[[a/b]]"), None);
    }
}
