//! Marks of withholding that are nearly right. Their author meant to withhold words, which would be published: nothing is guessed,
//! and the author is told. A mark in code counts too, but in a page that says `shows_marks = true`: such a page is about marks.

use crate::diag::{Code, Diagnostic};
use crate::record::{FileId, Span, Withheld};

/// The word that opens a redaction.
const REDACT: &str = "redact";
/// The key of front matter that says who may see a text.
const AUDIENCE: &str = "audience";
/// The word that an internal passage is marked with.
const WORD: &str = "internal";
/// The longest mark, up to the words that it withholds.
const LONGEST: usize = 400;
/// So many marks of a file are said.
const MOST: usize = 20;
/// Lines at the head of a text in which a setting may have been meant.
const HEAD: usize = 10;

/// Finds the marks in a text, front matter excluded, that look like one and are not understood. `withheld` has what the others withhold,
/// `shown` the code in which marks are shown on purpose, both in the order of the text.
pub(super) fn marks(text: &str, body: Span, withheld: &[Withheld], shown: &[Span]) -> Vec<Diagnostic> {
    let is_shown = |at: usize| {
        let n = shown.partition_point(|code| code.start as usize <= at);
        n.checked_sub(1).and_then(|n| shown.get(n)).is_some_and(|code| code.range().contains(&at))
    };
    let range = body.range();
    let Some(words) = text.get(range.clone()) else { return Vec::new() };
    let mut out = Vec::new();
    for at in memchr::memchr_iter(b'[', words.as_bytes()) {
        let at = range.start + at;
        if out.len() == MOST {
            return out;
        }
        // Of several brackets the first is the mark.
        if text.get(range.start..at).is_some_and(|before| before.ends_with('[')) {
            continue;
        }
        if is_shown(at) {
            continue;
        }
        let rest = text.get(at..range.end).unwrap_or("");
        if is_redaction(rest) && !redacts(rest, at, withheld) {
            out.push(doubt(body.file, at, rest, "[[redact:REASON|WORDS]]"));
        } else if is_internal(rest) && !is_withheld(at, withheld) {
            out.push(doubt(body.file, at, rest, "> [!INTERNAL]"));
        }
    }
    let mut at = range.start;
    for line in words.split_inclusive('\n').take(HEAD) {
        if is_setting(line) && !is_withheld(at, withheld) && !is_shown(at) {
            out.push(doubt(body.file, at, line, "audience = \"internal\""));
        }
        at += line.len();
    }
    out
}

/// A text without the brackets that it begins with; of more than four none is a mark.
fn unbracketed(rest: &str) -> &str {
    let brackets = rest.bytes().take(5).take_while(|b| *b == b'[').count();
    rest.get(brackets..).unwrap_or("")
}

/// Whether a text begins with brackets and the word of a redaction, whatever the case and the blanks.
fn is_redaction(rest: &str) -> bool {
    let inner = unbracketed(rest).trim_start_matches([' ', '\t', '\u{a0}']);
    let is_word = inner.get(..REDACT.len()).is_some_and(|word| word.eq_ignore_ascii_case(REDACT));
    is_word && inner.get(REDACT.len()..).is_some_and(|after| after.trim_start_matches([' ', '\t']).starts_with([':', '|']))
}

/// Whether the redaction that a text begins with, at `at` of its file, is one of those that withhold words.
fn redacts(rest: &str, at: usize, withheld: &[Withheld]) -> bool {
    let reason = rest.as_bytes().iter().take(LONGEST).position(|b| *b == b'|');
    let words = reason.map(|bar| at + bar + 1).filter(|_| rest.starts_with("[[redact:"));
    let starts = |start: usize| withheld.binary_search_by(|w| (w.secret.start as usize).cmp(&start)).is_ok();
    words.is_some_and(starts) || is_withheld(at, withheld)
}

/// Whether a text begins with the mark of an internal passage, or with one that differs from it by two letters at most.
fn is_internal(rest: &str) -> bool {
    let blank = [' ', '\t', '\u{a0}'];
    let Some(inner) = unbracketed(rest).trim_start_matches(blank).strip_prefix('!') else { return false };
    let inner = inner.trim_start_matches(blank);
    let word: String =
        inner.chars().take_while(|c| c.is_alphabetic()).take(WORD.len() + 3).flat_map(char::to_lowercase).collect();
    let closed = inner.get(word.len()..).is_some_and(|after| after.trim_start_matches(blank).starts_with(']'));
    // `[!EXTERNAL]` is as near, and is another word.
    closed && word.starts_with(|c| WORD.starts_with(c)) && strsim::levenshtein(&word, WORD) <= 2
}

/// Whether a place is in a passage that is withheld.
fn is_withheld(at: usize, withheld: &[Withheld]) -> bool {
    let n = withheld.partition_point(|w| w.secret.start as usize <= at);
    n.checked_sub(1).and_then(|n| withheld.get(n)).is_some_and(|w| w.secret.range().contains(&at))
}

/// Whether a line at the head of a text is the setting that withholds it.
fn is_setting(line: &str) -> bool {
    let line = line.trim().trim_start_matches(['>', '-', '*', '+', '#', '`', ' ']);
    let Some((key, value)) = line.split_once([':', '=']) else { return false };
    let key = key.trim_matches([' ', '*', '"', '\'', '`', '_']);
    let value = value.trim_matches(|c: char| !c.is_alphanumeric());
    key.eq_ignore_ascii_case(AUDIENCE) && value.eq_ignore_ascii_case(WORD)
}

fn doubt(file: FileId, at: usize, rest: &str, right: &str) -> Diagnostic {
    let head = (0..=rest.len().min(LONGEST)).rev().find_map(|end| rest.get(..end)).unwrap_or("");
    let line = head.lines().next().unwrap_or("");
    let end = line.find(']').map_or(line.len(), |end| end + 1);
    Diagnostic::new(
        Code::DoubtfulMark,
        Span::new(file, at, at + end),
        "this looks like a mark of withholding, and withholds nothing",
    )
    .expected(format!("the mark is `{right}`"))
    .remedy(format!("write `{right}`, or other words; for a page about marks, which shows one in code: `shows_marks = true`"))
}

#[cfg(test)]
mod tests {
    use super::{is_internal, is_redaction, is_setting};

    #[test]
    fn near_misses_are_told_from_other_brackets() {
        for mark in ["[[redact:s.40|W", "[[REDACT:s.40|W]]", "[[ redact:x|W]]", "[[redact|W]]", "[redact:s.40|W]", "[Redact : x]"]
        {
            assert!(is_redaction(mark), "{mark}");
        }
        for text in ["[redacted]", "[redacted: s.40]", "[redaction](a.md)", "[redact the names](b.md)", "[x]"] {
            assert!(!is_redaction(text), "{text}");
        }
        for mark in ["[!INTERNAL]", "[! INTERNAL]", "[!Internal ]", "[!INTERNEL]", "[ !INTERNAL]", "[!INTERNALS]"] {
            assert!(is_internal(mark), "{mark}");
        }
        for text in ["[!NOTE]", "[!IMPORTANT]", "[!info]", "[Internal]", "[!external]", "[!internal", "[internal](x.md)"] {
            assert!(!is_internal(text), "{text}");
        }
        assert!(
            is_setting("audience: internal\n") && is_setting("**Audience**: Internal") && is_setting("audience = \"internal\"")
        );
        assert!(!is_setting("audience: everybody") && !is_setting("The audience: internal staff"));
    }
}
