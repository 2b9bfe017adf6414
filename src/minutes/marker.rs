//! The parts of a marker: its word, its number, the colon or dash that ends it, the names before that.

use super::lexicon::ACTION_COMPANIONS;
use crate::layout::bare::clip;
use crate::record::TextRange;

/// How much of `text` the folded word `word` takes at its start, whatever the case; a letter may not follow.
pub(super) fn starts(text: &str, word: &str) -> Option<usize> {
    if word.is_ascii() {
        let same = text.as_bytes().get(..word.len())?.eq_ignore_ascii_case(word.as_bytes());
        let ends =
            || text.get(word.len()..)?.chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '\'').then_some(word.len());
        return if same { ends() } else { None };
    }
    let mut rest = text.chars();
    let mut len = 0;
    for w in word.chars() {
        let c = rest.next()?;
        let same = c == w || c.to_lowercase().eq(w.to_lowercase());
        if !same {
            return None;
        }
        len += c.len_utf8();
    }
    rest.next().is_none_or(|c| !c.is_alphanumeric() && c != '\'').then_some(len)
}

/// Where `or follow-ups` in `Action items or follow-ups:` ends; `from` where nothing such stands before a colon.
pub(super) fn past_companion(text: &str, from: usize) -> usize {
    let at = skip(text, from);
    let lead = ["or ", "and ", "& ", "/ ", "/"]
        .iter()
        .find(|w| text.get(at..).is_some_and(|t| t.starts_with(**w)))
        .map_or(0, |w| w.len());
    if lead == 0 {
        return from;
    }
    let rest = text.get(at + lead..).unwrap_or("");
    let word = ACTION_COMPANIONS.iter().find(|w| rest.get(..w.len()).is_some_and(|t| t.eq_ignore_ascii_case(w)));
    word.filter(|w| rest.get(w.len()..).is_some_and(|t| t.trim_start().starts_with(':'))).map_or(from, |w| at + lead + w.len())
}

/// A number or an id after the marker word: `5.1`, `#3`, `(2)`, `-123`, `idmg/2012-04-17/4.2`; and where it ends.
pub(super) fn number_after(text: &str, from: usize) -> (Option<TextRange>, usize) {
    let at = skip(text, from);
    let rest = text.get(at..).unwrap_or("");
    let lead = rest.len() - rest.trim_start_matches(['#', '(', '[', '-']).len();
    let lead = if let Some(r) = rest.get(lead..) {
        lead + ["No. ", "no. ", "Nr. ", "action:"].iter().find(|p| r.starts_with(**p)).map_or(0, |p| p.len())
    } else {
        lead
    };
    let body = rest.get(lead..).unwrap_or("");
    let len = body.find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '/' | '-' | '_'))).unwrap_or(body.len());
    let token = body.get(..len).unwrap_or("").trim_end_matches(['.', '-', '/']);
    let digits = token.bytes().filter(u8::is_ascii_digit).count();
    // `Action-BM-2017-03`
    let joined = at == from
        && lead == 1
        && rest.starts_with('-')
        && token.contains('-')
        && digits >= 2
        && token.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || matches!(b, b'-' | b'.' | b'_'));
    if joined {
        let start = at + lead;
        return (Some(TextRange::new(start, start + token.len())), start + token.len());
    }
    let number = digits > 0
        && token.len() <= 80
        && (token.contains('/') || token.bytes().take(2).any(|b| b.is_ascii_digit()) && digits * 2 >= token.len());
    if !number || (rest.starts_with('-') && !rest.get(1..2).is_some_and(|c| c.bytes().all(|b| b.is_ascii_digit()))) {
        return (None, from);
    }
    let start = at + lead;
    let mut end = start + token.len();
    while text.as_bytes().get(end).is_some_and(|b| matches!(b, b')' | b']')) {
        end += 1;
    }
    (Some(TextRange::new(start, start + token.len())), end)
}

/// The colon or dash that ends a marker, and the names that stand before it.
pub(super) fn separator(text: &str, from: usize) -> (Option<usize>, Option<TextRange>) {
    let at = skip(text, from);
    let Some(rest) = text.get(at..) else { return (None, None) };
    if let Some(len) = separator_len(rest, at > from) {
        return (Some(at + len), None);
    }
    // `ACTION, Doug S: …`
    let (at, rest) = match rest.strip_prefix(", ") {
        Some(after) => (at + 2, after),
        None => (at, rest),
    };
    let window = clip(rest, 90);
    let colon = window.find(':').filter(|i| !window.get(*i..).is_some_and(|t| t.starts_with("://")));
    let dash = [" - ", " – ", " — ", " -- "].iter().filter_map(|d| window.find(d).map(|i| (i, d.len()))).min();
    let (end, len) = match (colon, dash) {
        (Some(c), Some((d, n))) if d < c => (d, n),
        (Some(c), _) => (c, if window.get(c..).is_some_and(|t| t.starts_with("::")) { 2 } else { 1 }),
        (None, Some(d)) => d,
        (None, None) => return (None, None),
    };
    let names = window.get(..end).unwrap_or("");
    let lead = ["on ", "for ", "to ", "by "].iter().find(|w| names.starts_with(**w)).map_or(0, |w| w.len());
    // Without `on`, only a colon parts names from what they are to do.
    if lead == 0 && colon != Some(end) {
        return (None, None);
    }
    if names.split_whitespace().count() > 8 || names.contains(['.', '?', '!']) {
        return (None, None);
    }
    (Some(at + end + len), Some(TextRange::new(at + lead, at + end)))
}

/// How long the separator is that `rest` begins with.
pub(super) fn separator_len(rest: &str, apart: bool) -> Option<usize> {
    if rest.starts_with("::") {
        return Some(2);
    }
    if rest.starts_with(':') && !rest.starts_with("://") {
        return Some(1);
    }
    let dash = ["–", "—", "->", "→", "=>", "-"].iter().find(|d| rest.starts_with(**d)).map(|d| d.len())?;
    let after = rest.get(dash..).and_then(|t| t.chars().next());
    (after.is_none_or(char::is_whitespace) || (apart && !rest.starts_with('-'))).then_some(dash)
}

pub(super) fn skip(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or("");
    from + rest.len() - rest.trim_start().len()
}
