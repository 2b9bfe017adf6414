//! Marks of withholding that are nearly right. Their author meant to withhold words, which would be published: nothing is guessed,
//! and the author is told. A mark in code counts too, but in a page that says `shows_marks = true`: such a page is about marks.

use super::marks::{MarkText, is_near};
use crate::diag::{Code, Diagnostic};
use crate::record::{FileId, Span, Withheld};

/// The word that opens a redaction.
const REDACT: &str = "redact";
/// The key of front matter that says who may see a text.
const AUDIENCE: &str = "audience";
/// The word that an internal passage is marked with.
const WORD: &str = "internal";
/// Words that other programs and offices mark such a passage with.
const OTHERS: [&str; 6] = ["confidential", "private", "restricted", "secret", "sensitive", "official-sensitive"];
/// The key of front matter that holds a text back.
const DRAFT: &str = "draft";
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
    for at in brackets(words) {
        let at = range.start + at;
        if out.len() == MOST {
            return out;
        }
        if is_shown(at) {
            continue;
        }
        let rest = text.get(at..range.end).unwrap_or("");
        let mark = MarkText::of(rest);
        if is_redaction(&mark) && !redacts(rest, at, withheld) {
            out.push(doubt(body.file, at, rest, "[[redact:REASON|WORDS]]"));
        } else if is_internal(&mark) && !is_withheld(at, withheld) {
            out.push(doubt(body.file, at, rest, "> [!INTERNAL]"));
        }
    }
    out.extend(withheld.iter().filter(|w| w.mark.is_none()).filter_map(|w| torn(text, range.end, w)));
    let mut at = range.start;
    for line in words.split_inclusive('\n').take(HEAD) {
        if let Some(setting) = setting(line).filter(|_| !is_withheld(at, withheld) && !is_shown(at)) {
            out.push(doubt(body.file, at, line, setting));
        }
        at += line.len();
    }
    out
}

/// Finds redactions, and what is nearly one, in settings or data: where each begins.
pub(super) fn redactions(text: &str) -> impl Iterator<Item = usize> + '_ {
    brackets(text).filter(|at| is_redaction(&MarkText::of(text.get(*at..).unwrap_or("")))).take(MOST)
}

/// The first bytes of brackets: an entity or a sign of full width may be one too.
const OPENING: [bool; 256] = {
    let mut table = [false; 256];
    table[b'[' as usize] = true;
    table[b'{' as usize] = true;
    table[b'(' as usize] = true;
    table[b'&' as usize] = true;
    table[0xef] = true;
    table
};

/// Where brackets open in a text; of several together the first.
fn brackets(text: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    let mut after = 0;
    let opening = std::iter::from_fn(move || {
        let at = after + bytes.get(after..)?.iter().position(|b| OPENING[usize::from(*b)])?;
        after = at + 1;
        Some(at)
    });
    let follows = move |at: usize| {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        matches!(before, Some(b'[' | b'{' | b'(')) && before == bytes.get(at)
    };
    opening.filter(move |at| text.is_char_boundary(*at) && !follows(*at))
}

/// Whether a mark opens with the word of a redaction, or one that is nearly it, in brackets of any kind.
fn is_redaction(mark: &MarkText) -> bool {
    let Some((bracket, count, inner)) = mark.opened() else { return false };
    let word = MarkText::word(inner);
    let is_word = word.starts_with(REDACT);
    if !is_word && !is_near(word, REDACT, if count > 1 { 2 } else { 1 }) {
        return false;
    }
    let after = inner.get(word.len()..).unwrap_or("").trim_start();
    let inside = after.split([']', '}', ')']).next().unwrap_or(after);
    // Another word is one that was meant only where a reason and words follow it: `[[react|React]]` is a link.
    let has_bar = inside.contains('|') && (is_word || !after.starts_with('|'));
    // The id of a meeting or page whose folder is called so.
    let is_reference = word != REDACT && after.starts_with(['/', '-']);
    match (bracket, count) {
        ('[' | '{', 2..) => !is_reference && (has_bar || is_word && after.starts_with([':', ';', '|', '='])),
        ('[' | '{', _) => has_bar || word == REDACT && after.starts_with([':', ';', '|', '=']),
        _ => has_bar && word.starts_with(REDACT),
    }
}

/// Whether the redaction that a text begins with, at `at` of its file, is one of those that withhold words.
fn redacts(rest: &str, at: usize, withheld: &[Withheld]) -> bool {
    let is_mark = rest.starts_with("[[") && withheld.iter().any(|w| w.mark.is_some_and(|mark| mark.start as usize == at));
    is_mark || is_withheld(at, withheld)
}

/// Whether a text begins with the mark of an internal passage, or with one that differs from it by two letters at most.
fn is_internal(mark: &MarkText) -> bool {
    let Some(inner) = mark.opened().and_then(|(_, _, inner)| inner.strip_prefix('!')) else { return false };
    let inner = inner.trim_start();
    let word = inner.split([']', '}', ')', ' ', ':']).next().unwrap_or("");
    let closed = inner.get(word.len()..).is_some_and(|after| after.trim_start().starts_with([']', '}', ')']));
    // `[!EXTERNAL]` is as near, and is another word.
    closed && (word.starts_with(|c| WORD.starts_with(c)) && is_near(word, WORD, 2) || OTHERS.contains(&word))
}

/// An internal passage whose mark is alone, or which another quotation follows: an empty line ended it.
fn torn(text: &str, end: usize, withheld: &Withheld) -> Option<Diagnostic> {
    let range = withheld.secret.range();
    let block = text.get(range.clone())?;
    let inner = block.split_once(']').map_or("", |(_, inner)| inner);
    let after = text.get(range.end..end).unwrap_or("");
    let next = after.trim_start_matches(['\n', '\r', ' ', '\t']);
    let is_alone = inner.chars().all(|c| c.is_whitespace() || c == '>');
    let is_followed = next.starts_with('>') && !is_internal(&MarkText::of(next.trim_start_matches(['>', ' ', '\t'])));
    if !is_alone && !is_followed {
        return None;
    }
    let (at, what) = if is_alone {
        (range.start + block.find('[').unwrap_or(0), "this mark withholds nothing: no words of the quotation follow it")
    } else {
        (range.end + (after.len() - next.len()), "this quotation is published: an empty line ended the internal one before it")
    };
    let len = text.get(at..).map_or(0, head_of);
    Some(
        Diagnostic::new(Code::DoubtfulMark, Span::new(withheld.secret.file, at, at + len), what)
            .expected("the mark withholds the quotation that it opens, up to an empty line")
            .remedy("begin the empty line with `>` to go on, or put a paragraph in between"),
    )
}

/// Whether a place is in a passage that is withheld.
fn is_withheld(at: usize, withheld: &[Withheld]) -> bool {
    let n = withheld.partition_point(|w| w.secret.start as usize <= at);
    n.checked_sub(1).and_then(|n| withheld.get(n)).is_some_and(|w| w.secret.range().contains(&at))
}

/// The setting that a line at the head of a text was meant for, where it would withhold the text.
fn setting(line: &str) -> Option<&'static str> {
    let line = line.trim().trim_start_matches(['>', '-', '*', '+', '#', '`', ' ']);
    let (key, value) = line.split_once([':', '='])?;
    let key = key.trim_matches([' ', '*', '"', '\'', '`', '_']);
    let value = value.trim_matches(|c: char| !c.is_alphanumeric());
    let is = |of: &str, to: &str| key.eq_ignore_ascii_case(of) && value.eq_ignore_ascii_case(to);
    match () {
        () if is(AUDIENCE, WORD) => Some("audience = \"internal\""),
        () if is(DRAFT, "true") => Some("draft = true"),
        () => None,
    }
}

/// The length of what is shown of a mark that a text begins with: up to its first closing bracket, on one line.
fn head_of(rest: &str) -> usize {
    let head = rest.get(..rest.floor_char_boundary(LONGEST)).unwrap_or("");
    let line = head.lines().next().unwrap_or("");
    line.find(']').map_or(line.len(), |end| end + 1)
}

fn doubt(file: FileId, at: usize, rest: &str, right: &str) -> Diagnostic {
    Diagnostic::new(
        Code::DoubtfulMark,
        Span::new(file, at, at + head_of(rest)),
        "this looks like a mark of withholding, and withholds nothing",
    )
    .expected(format!("the mark is `{right}`"))
    .remedy(format!("write `{right}`, or other words; for a page about marks, which shows one in code: `shows_marks = true`"))
}

#[cfg(test)]
mod tests {
    use super::{MarkText, is_internal, is_redaction, setting};

    #[test]
    fn near_misses_are_told_from_other_brackets() {
        for mark in [
            "[[redact:s.40|W",
            "[[REDACT:s.40|W]]",
            "[[ redact:x|W]]",
            "[[redact|W]]",
            "[redact:s.40|W]",
            "[Redact : x]",
            "[[redacted:s.40|W]]",
            "[[redact;s.40|W]]",
            "[[redact s.40|W]]",
            "[[redct:s.40|W]]",
            "{{redact:s.40|W}}",
            "[[red<!-- x -->act:s.40|W]]",
            "[[re**da**ct:s.40|W]]",
            "[[redact&#58;s.40|W]]",
            "［［redact：s.40｜W］］",
            "[[red\u{200b}act:s.40|W]]",
            "\\[\\[redact:s.40|W\\]\\]",
            "[redacted: s.40 | W]",
            "(redact: s.40|W)",
            "&#91;&#91;redact:s.40|W]]",
            "[[radact:s.40|W]]",
        ] {
            assert!(is_redaction(&MarkText::of(mark.trim_start_matches('\\'))), "{mark}");
        }
        for text in [
            "[redacted]",
            "[redacted: s.40]",
            "[redaction](a.md)",
            "[redact the names](b.md)",
            "[x]",
            "[[redaction/plan|Plan]]",
            "[[report:plan|Plan]]",
            "[redacted] | [redacted] |",
            "(redacted: see below)",
            "[reacted | W",
            "[[react/a|W]]",
            "[[react|React]]",
        ] {
            assert!(!is_redaction(&MarkText::of(text)), "{text}");
        }
        for mark in [
            "[!INTERNAL]",
            "[! INTERNAL]",
            "[!Internal ]",
            "[!INTERNEL]",
            "[ !INTERNAL]",
            "[!INTERNALS]",
            "[\\!INTERNAL\\]",
            "[!CONFIDENTIAL]",
            "[!**INTERNAL**]",
            "[&#33;INTERNAL]",
        ] {
            assert!(is_internal(&MarkText::of(mark)), "{mark}");
        }
        for text in ["[!NOTE]", "[!IMPORTANT]", "[!info]", "[Internal]", "[!external]", "[!internal", "[internal](x.md)"] {
            assert!(!is_internal(&MarkText::of(text)), "{text}");
        }
        for line in ["audience: internal\n", "**Audience**: Internal", "audience = \"internal\"", "draft: true"] {
            assert!(setting(line).is_some(), "{line}");
        }
        for line in ["audience: everybody", "The audience: internal staff", "draft: the true cost", "Draft"] {
            assert!(setting(line).is_none(), "{line}");
        }
    }
}
