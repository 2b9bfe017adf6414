//! Owners that stand before what is to be done: `Ann to write`, `[Ann] …`, `Ann: …`, `@ann …`.

use super::bidden::{bidden, is_verb};
use super::known_people::People;
use super::lexicon::{NOT_AFTER_TO, NOT_NICKNAMES, NOT_OWNER_FIRST, NOT_OWNERS, OWNERS_ALONE};
use super::names::list_of_names;
use super::owner_names::{is_body, names_ok};
use super::owners::{handles, split};
use crate::layout::bare::{clip, fold};
use crate::record::TextRange;

/// Owners before what is to be done; and whether nothing else can be meant.
pub(super) fn leading(text: &str, at: usize, people: &People) -> Option<(Vec<TextRange>, bool)> {
    // `FIXME: Ann, please list them`
    let at = if text.get(at..)?.starts_with("FIXME: ") { at + "FIXME: ".len() } else { at };
    let rest = text.get(at..)?;
    if let Some(close) =
        rest.strip_prefix('[').and_then(|r| r.find(']')).or_else(|| rest.strip_prefix('(').and_then(|r| r.find(')')))
    {
        let inner = TextRange::new(0, close).shift(at + 1);
        let words = text.get(inner.range())?;
        return (close <= 80 && names_ok(words, people, true)).then(|| (split(text, inner.start(), inner.end()), true));
    }
    if rest.starts_with('@') {
        return handles(text, at).map(|o| (o, true));
    }
    let found = before_verb(rest, people).or_else(|| doing(rest, people)).or_else(|| before_colon(rest, people));
    let found = found.or_else(|| alone(rest, people)).or_else(|| people.prefix(rest).map(|end| (TextRange::new(0, end), true)));
    match found {
        Some((names, sure)) => Some((split(text, at + names.start(), at + names.end()), sure)),
        None => bidden(text, at, people).map(|o| (o, false)),
    }
}

/// The owners of an action whose own words name none and in which one is nested below: `… the list` over `- [ ] Ann will ask them`.
pub(super) fn nested(text: &str, own: usize, people: &People) -> Option<Vec<TextRange>> {
    let below = text.get(own..)?;
    let rest = below.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '-' | '+' | '[' | ']' | 'x'));
    let at = text.len() - rest.len();
    let names = before_verb(rest, people)?.0.shift(at);
    Some(split(text, names.start(), names.end()))
}

/// Where in the words of an action its owners stand, and whether nothing else can be meant.
type Place = (TextRange, bool);

/// `NAME to do`, `NAME will do`, `Ann Ask Bob to come`.
fn before_verb(rest: &str, people: &People) -> Option<Place> {
    // Who is known, and a verb right behind.
    if let Some(end) = people.prefix(rest)
        && rest.get(end..).and_then(|t| t.split_whitespace().next()).is_some_and(is_verb)
    {
        return Some((TextRange::new(0, end), true));
    }
    let head = clip(rest, 120);
    for (i, len, word) in verbs(head) {
        let whole = head.get(..i).unwrap_or("");
        let after = head.get(i + len..).unwrap_or("").trim_start();
        let suffered = after.starts_with("be ");
        // `Budget: Ann Lee to send the figures`: what it is about comes first.
        let topic = [": ", "- ", "– ", "— "].iter().filter_map(|mark| whole.rfind(mark).map(|at| at + mark.len())).max();
        if let Some(at) = topic {
            let names = whole.get(at..).unwrap_or("");
            let letters = (2..=4).contains(&names.len()) && names.bytes().all(|b| b.is_ascii_uppercase() || b == b'/');
            let first = names.split(' ').next().unwrap_or("");
            // Before a name of which nothing is known, what is named first may be the owner: `Ann: Replace Gates to …`
            let head = whole.get(..at).unwrap_or("").trim_end_matches([' ', ':', '-', '–', '—']);
            let strange = || {
                names.contains(' ')
                    && !names.contains('"')
                    && names.starts_with(char::is_uppercase)
                    && !suffered
                    && !is_verb(first)
                    && !known_all(head, people)
                    && names_ok(names, people, false)
            };
            if known_all(names, people) || letters || strange() {
                return Some((TextRange::new(at, i), true));
            }
            continue;
        }
        let before = whole;
        let known = known_all(before, people);
        let asked = before.starts_with("Request ");
        let passive = suffered && !known;
        if matches!(word, "to" | "will") && lower_name(before, after) {
            return Some((TextRange::new(0, i), true));
        }
        if passive || asked || !names_ok(before, people, false) {
            match subject(before, people).filter(|_| !passive) {
                Some(place) => return Some((place, true)),
                None => continue,
            }
        }
        let next = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let no_verb = NOT_AFTER_TO.contains(next) || next.chars().next().is_none_or(|c| !c.is_lowercase());
        let bids = is_verb(before) && !is_body(&fold(before), true);
        if word == "to" && !known && (no_verb || bids) {
            continue;
        }
        return Some((TextRange::new(0, i), true));
    }
    None
}

/// `Ann is updating the list`
fn doing(rest: &str, people: &People) -> Option<Place> {
    let head = clip(rest, 120);
    let i = head.find(" is ")?;
    let (before, after) = (head.get(..i)?, head.get(i + 4..)?);
    let doing = after.split(|c: char| !c.is_alphanumeric()).next().is_some_and(|w| w.ends_with("ing") && w.len() > 4);
    let one = before.split_whitespace().count() == 1 && before.chars().all(char::is_alphabetic);
    (doing && (one && names_ok(before, people, true) || known_all(before, people))).then(|| (TextRange::new(0, i), false))
}

/// `NAME: …`, `NAME - …`
fn before_colon(rest: &str, people: &People) -> Option<Place> {
    let head = clip(rest, 120);
    let colon = head.find(':').filter(|i| !head.get(*i..).is_some_and(|t| t.starts_with("://")));
    let dash = [" - ", " – ", " — ", " -> ", " → "].iter().filter_map(|d| head.find(d)).min();
    // `Ann/Bob- Draft an example`
    let joined = head.find("- ").filter(|i| {
        let names = head.get(..*i).unwrap_or("");
        !names.ends_with(' ')
            && head.get(i + 2..).is_some_and(|t| t.starts_with(char::is_uppercase))
            && known_all(&names.replace('/', ", "), people)
    });
    let i = colon.into_iter().chain(dash).chain(joined).min()?;
    let before = head.get(..i)?;
    // `For the Clerk: …`
    let lead = ["For ", "for "].iter().find(|w| before.starts_with(**w)).map_or(0, |w| w.len());
    let before = before.get(lead..)?;
    // `LCGC (by post): …`
    let plain = before.strip_suffix(')').and_then(|t| t.rfind(" (")).and_then(|n| before.get(..n));
    let before = plain.filter(|_| colon == Some(i)).unwrap_or(before);
    // Where it is written who was there, one word that means none of them is what it is about: `Website: …`
    let stranger = people.are_listed()
        && !before.contains([' ', '@', '/', '+', '&', ','])
        && before.chars().any(char::is_lowercase)
        && !people.knows(before)
        && !OWNERS_ALONE.contains(&fold(before))
        && !is_body(&fold(before), true);
    if stranger {
        return None;
    }
    let short = before.split_whitespace().filter(|w| !matches!(*w, "+" | "&")).count() <= if colon == Some(i) { 6 } else { 3 };
    (short && names_ok(before, people, true) && !is_verb(before))
        .then(|| (TextRange::new(lead, i), colon == Some(i) || known_all(before, people)))
}

/// `ACTION: Michael` names nobody else and nothing to do.
fn alone(rest: &str, people: &People) -> Option<Place> {
    let alone = rest.trim_end().trim_end_matches('.');
    let named = alone.split_whitespace().count() <= 3
        && !alone.contains(':')
        && alone.split_whitespace().all(|w| w.starts_with(char::is_uppercase) || w == "and")
        && names_ok(alone, people, true);
    named.then(|| (TextRange::new(0, alone.len()), true))
}

/// The owner in more words before the verb: `Harbour Office with the board`, `At the request of the chair, Ann Lee`, `Request for Ann Lee`.
fn subject(before: &str, people: &People) -> Option<TextRange> {
    let good = |a: usize, b: usize| {
        let names = before.get(a..b)?.trim();
        let capitals = names.split_whitespace().filter(|w| w.starts_with(char::is_uppercase)).count();
        let named = known_all(names, people) || capitals >= 2 && capitals == names.split_whitespace().count();
        (named && names_ok(names, people, true) && !is_verb(names)).then(|| TextRange::new(a, b))
    };
    if let Some(lead) = ["Request for ", "Request that "].iter().find(|w| before.starts_with(**w)) {
        let names = before.get(lead.len()..)?;
        return (names.starts_with(char::is_uppercase) && names_ok(names, people, true))
            .then(|| TextRange::new(lead.len(), before.len()));
    }
    let with = [" with ", " in consultation", " together with ", " along with "].iter().filter_map(|w| before.find(w)).min();
    if let Some(found) = with.and_then(|end| good(0, end)) {
        return Some(found);
    }
    let comma = before.rfind(", ").map(|i| i + 2)?;
    good(comma, before.len())
        .filter(|_| before.get(..comma).is_some_and(|t| t.split_whitespace().count() > 2 && t.contains(" the ")))
}

pub(super) fn known_all(names: &str, people: &People) -> bool {
    let list = list_of_names(names, 0, names.len());
    !list.is_empty() && list.iter().all(|name| people.knows(name.slice(names)))
}

/// Whether one word in lower case before `to` or `will` is what somebody is called in a chat (`jdoe to ask the printer`): no
/// verb, no thing, and what comes after it is a verb.
pub(super) fn lower_name(before: &str, after: &str) -> bool {
    let next = after.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    (3..=20).contains(&before.len())
        && before.starts_with(|c: char| c.is_ascii_lowercase())
        && before.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'))
        && next.starts_with(|c: char| c.is_ascii_lowercase())
        && is_verb(next)
        && !is_verb(before)
        && !NOT_NICKNAMES.contains(before)
        && !NOT_OWNER_FIRST.contains(before)
        && !NOT_OWNERS.contains(before)
}

/// The words that part an owner from what is to be done, with their places, in order.
pub(super) fn verbs(head: &str) -> Vec<(usize, usize, &'static str)> {
    const WORDS: [(&str, &str); 12] = [
        (" to ", "to"),
        (" will ", "will"),
        (" should ", "should"),
        (" shall ", "shall"),
        (" must ", "must"),
        (" agreed to ", "agreed"),
        (" has agreed to ", "agreed"),
        (" is to ", "is"),
        (" are to ", "are"),
        (" i ", "i"),
        (" undertook to ", "agreed"),
        ("'ll ", "will"),
    ];
    let mut out: Vec<_> = WORDS.iter().filter_map(|(w, key)| head.find(w).map(|i| (i, w.len(), *key))).collect();
    out.sort_unstable();
    out.truncate(4);
    out
}
