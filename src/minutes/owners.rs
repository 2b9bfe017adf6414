//! Whose an action is, from its words.

use super::bidden::is_verb;
use super::due::{When, due};
use super::known_people::People;
use super::lexicon::{NOT_OWNER_FIRST, OWNER_FIELDS};
use super::marker::skip;
use super::names::list_of_names;
use super::owner_names::names_ok;
use super::owners_before::{known_all, leading, lower_name, nested, verbs};
use super::status::{closing_status, status_at, status_of};
use crate::layout::bare::{Bare, fold};
use crate::record::{Status, TextRange};

/// What the words of an action say beside what is to be done; ranges are bytes of the bare text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) owners: Vec<TextRange>,
    pub(super) due: Option<When>,
    pub(super) status: Status,
    /// The owner stands where only an owner can (`Name to …`), which makes an item an action.
    pub(super) sure: bool,
}

/// Reads `bare`, the words of an action, of which what is nested below its own words begins at byte `own`.
pub(super) fn read(bare: &Bare, own: usize, people: &People, day: crate::record::Day) -> Reading {
    let text = bare.text.as_str();
    let (status, start) = status_at(text);
    let mut out = Reading { status, ..Reading::default() };
    let end = text.trim_end().len();
    let own = own.clamp(start.min(end), end);
    let found = field(text, start, end, people)
        .map(|o| (o, true))
        .or_else(|| leading(text, start, people))
        .or_else(|| trailing(text, start, own, people).map(|o| (o, true)))
        .or_else(|| (own < end).then(|| trailing(text, start, end, people).map(|o| (o, true)))?)
        .or_else(|| lone_handle(text, start, own).map(|o| (o, false)))
        .or_else(|| nested(text, own, people).filter(|_| own < end).map(|o| (o, false)));
    if let Some((owners, sure)) = found {
        (out.owners, out.sure) = (owners, sure);
    }
    if out.status == Status::Open {
        out.status = closing_status(text);
    }
    out.due = due(text, day);
    out
}

/// `@ann`, `@ann and @bob`, `@ann, @bob:`.
pub(super) fn handles(text: &str, at: usize) -> Option<Vec<TextRange>> {
    let mut out = Vec::new();
    let mut i = at;
    while text.get(i..).is_some_and(|t| t.starts_with('@')) {
        let len = 1 + text
            .get(i + 1..)?
            .bytes()
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'/'))
            .count();
        if len < 3 {
            break;
        }
        let name = text.get(i..i + len)?.trim_end_matches(['.', '/', '-']);
        out.push(TextRange::new(i, i + name.len()));
        i = skip(text, i + len);
        for word in [",", "and ", "& ", "/", "+", "&"] {
            if text.get(i..).is_some_and(|t| t.starts_with(word)) {
                i = skip(text, i + word.len());
            }
        }
    }
    (!out.is_empty()).then_some(out)
}

/// Owners that a field names: `… Owner: Ann`, `… [assignee] Ann, Bob [due] …`, `… assigned to Ann`.
fn field(text: &str, start: usize, end: usize, people: &People) -> Option<Vec<TextRange>> {
    static WORDS: std::sync::LazyLock<Option<aho_corasick::AhoCorasick>> = std::sync::LazyLock::new(|| {
        aho_corasick::AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(aho_corasick::MatchKind::LeftmostLongest)
            .build(OWNER_FIELDS.iter())
            .ok()
    });
    let body = text.get(start..end)?;
    let mut found = None;
    for m in WORDS.as_ref()?.find_iter(body) {
        let before = body.get(..m.start())?.chars().next_back();
        let after = body.get(m.end()..)?;
        let bracket = before == Some('[') && after.starts_with(']') || before == Some('(') && after.starts_with(')');
        let colon = after.trim_start_matches([')', ']', ' ']).starts_with(':') && !after.starts_with(char::is_alphanumeric);
        let word = OWNER_FIELDS.iter().nth(m.pattern().as_usize()).copied().unwrap_or("");
        let plain = word == "assigned to" && after.starts_with(' ');
        if before.is_some_and(char::is_alphanumeric) || !(bracket || colon || plain) {
            continue;
        }
        let from = m.end() + after.len() - after.trim_start_matches([')', ']', ' ', ':', '-', '\t']).len();
        let tail = body.get(from..)?;
        let stops = [";", ". ", ")", "]", "(", "[", " | ", " - ", " * ", " – ", " — ", ", due", " due", ", Due", " Due", " by "];
        let len = stops.iter().filter_map(|w| tail.find(w)).min().unwrap_or_else(|| tail.trim_end_matches(['.', ' ']).len());
        let len = if names_ok(tail.get(..len)?, people, true) { len } else { tail.find(',').filter(|n| *n < len).unwrap_or(len) };
        if names_ok(tail.get(..len)?, people, true) {
            found = Some(split(text, start + from, start + from + len));
        }
    }
    found.filter(|f| !f.is_empty())
}

/// The one `@handle` in brackets that an action names and nobody else: `Prepare(@ann) the paper`.
fn lone_handle(text: &str, start: usize, end: usize) -> Option<Vec<TextRange>> {
    let body = text.get(start..end)?;
    let at = body.find("(@").or_else(|| body.find("[@"))? + 1;
    if body.matches('@').count() != 1 {
        return None;
    }
    handles(text, start + at).filter(|h| h.len() == 1)
}

/// Owners after what is to be done: `… (Ann)`, `… [SP]`, `… - Ann Lee`, `… @ann`.
fn trailing(text: &str, start: usize, end: usize, people: &People) -> Option<Vec<TextRange>> {
    let body = text.get(start..end)?.trim_end_matches(['.', ' ']);
    let stop = start + body.len();
    if let Some(inner) = body.strip_suffix([')', ']']) {
        let open = inner.rfind(['(', '['])?;
        let from = start + open + 1;
        let words = text.get(from..stop - 1)?;
        let words_end = from
            + words
                .find([';', ','])
                .filter(|i| {
                    status_of(&fold(words.get(*i..).unwrap_or(""))).is_some()
                        || words.get(*i..).is_some_and(|t| t.bytes().any(|b| b.is_ascii_digit()))
                })
                .unwrap_or(words.len());
        // `[Aaron? Phil?]`: who it may be is written all the same.
        if let Some(list) = asked(text, from, words_end).filter(|_| words.contains('?')) {
            return Some(list);
        }
        let names = text.get(from..words_end)?;
        if names.len() <= 60
            && names.split_whitespace().count() <= 8
            && status_of(&fold(names)).is_none()
            && names_ok(names, people, true)
            && !names.contains("://")
        {
            return Some(split(text, from, words_end));
        }
        // `… (ann will ask them)`, `… (Ann to start)`
        let (i, len, _) = verbs(names).into_iter().next()?;
        let (before, after) = (names.get(..i)?, names.get(i + len..)?);
        let known = known_all(before, people);
        return (known || lower_name(before, after)).then(|| split(text, from, from + i));
    }
    if let Some(i) = [" - ", " – ", " — "].iter().filter_map(|d| body.rfind(d).map(|i| i + d.len())).max() {
        let names = body.get(i..)?;
        if names.len() <= 60
            && (known_all(names, people)
                || matches!(fold(names).as_str(), "all" | "everyone" | "everybody")
                || (names.split_whitespace().count() <= 2 && names.bytes().all(|b| b.is_ascii_uppercase() || b == b'/')))
        {
            return Some(split(text, start + i, stop));
        }
    }
    // `Find a printer: Ann`
    if let Some(i) = body.rfind(": ").map(|i| i + 2) {
        let names = body.get(i..)?;
        if names.len() <= 60 && known_all(names, people) {
            return Some(split(text, start + i, stop));
        }
    }
    let at = body.rfind(" @")?;
    (start + at + 1 < stop && !body.get(at + 2..)?.contains(' ')).then(|| handles(text, start + at + 1))?
}

/// `Aaron? Phil?`, `Ann Lee?`: names in doubt, each with its mark.
fn asked(text: &str, from: usize, to: usize) -> Option<Vec<TextRange>> {
    let mut out = Vec::new();
    let mut at = from;
    for part in text.get(from..to)?.split_inclusive(['?', ',', '/']) {
        let name = part.trim_matches(['?', ',', '/', ' ']);
        let start = at + part.find(name)?;
        at += part.len();
        if name.is_empty() {
            continue;
        }
        let good = name.split_whitespace().count() <= 3 && name.split_whitespace().all(|w| w.starts_with(char::is_uppercase));
        if !good || NOT_OWNER_FIRST.contains(fold(name).split(' ').next().unwrap_or("")) || is_verb(name) {
            return None;
        }
        out.push(TextRange::new(start, start + name.len()));
    }
    (!out.is_empty() && out.len() <= 6).then_some(out)
}

/// A name without the article before it.
pub(super) fn without_article(name: &str) -> &str {
    ["The ", "the ", "THE "].iter().find_map(|article| name.strip_prefix(article)).unwrap_or(name)
}

/// The names of a list, one by one; a leading article left out.
pub(super) fn split(text: &str, from: usize, to: usize) -> Vec<TextRange> {
    let mut out = Vec::new();
    for name in list_of_names(text, from, to) {
        let part = name.slice(text);
        let mut start = name.start();
        for (i, _) in part.match_indices(['/', '+']).chain([(part.len(), "")]) {
            let end = name.start() + i;
            let piece = text.get(start..end).unwrap_or("");
            let lead = piece.len() - piece.trim_start_matches([' ', '(', '[', '"', '*', '_']).len();
            let body = piece.trim_matches([' ', '(', ')', '[', ']', '"', ':', '*', '_']);
            // `Ann Lee (@ann)`: the name is what stands before the bracket.
            let body = body.find(" (").and_then(|n| body.get(..n)).unwrap_or(body).trim_end_matches([' ', '-', '–', '—']);
            let article = body.len() - without_article(body).len();
            if body.len() > article {
                out.push(TextRange::new(article, body.len()).shift(start + lead));
            }
            start = end + 1;
        }
    }
    out
}
