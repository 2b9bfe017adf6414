//! Whose an action is, from its words.

use std::collections::{BTreeMap, BTreeSet};

use super::bidden::{bidden, is_verb};
use super::due::{When, due};
use super::marker::{clip, skip};
use super::names::list_of_names;
use super::owner_names::{NOT_FIRST, is_body, names_ok};
use super::status::{closing_status, status_at, status_of};
use super::text::{Bare, fold};
use super::words::Lexicon;
use crate::record::{Attendee, Status};

/// The names by which those of a meeting may be called, folded.
#[derive(Debug, Default)]
pub(super) struct People {
    names: BTreeSet<String>,
    /// Those who speak in the text (`eP: I agree.`), by what they are called there.
    speakers: BTreeSet<String>,
    firsts: BTreeMap<String, u32>,
}

impl People {
    pub(super) fn of(attendance: &[Attendee], lexicon: &Lexicon) -> People {
        let mut out = People::default();
        for person in attendance {
            let name = fold(&person.name.text);
            if let Some(first) = name.split(' ').next().filter(|f| f.len() > 1 && *f != "the" && *f != name) {
                *out.firsts.entry(first.to_owned()).or_insert(0) += 1;
            }
            // `Ray, Bob`: the given name comes last.
            let given = person.name.text.split_once(", ").map(|(_, given)| fold(given));
            if let Some(first) = given.as_deref().and_then(|g| g.split(' ').next()).filter(|f| f.len() > 1) {
                *out.firsts.entry(first.to_owned()).or_insert(0) += 1;
            }
            if !person.unnamed && name != "the" {
                // `annlee to ask`, as a chat calls Ann Lee.
                if name.contains(' ') {
                    out.names.insert(name.replace(' ', ""));
                }
                out.names.insert(name);
            }
            out.names.extend(person.initials.iter().chain(&person.handle).map(|t| fold(t)));
            out.names.extend(person.organisation.iter().map(|o| fold(&o.text)));
        }
        out.names.extend(lexicon.owners.iter().cloned());
        out.names.remove("");
        out
    }

    /// As [`People::of`], with those who speak in the text.
    pub(super) fn with_speakers(attendance: &[Attendee], lexicon: &Lexicon, text: &str) -> People {
        People { speakers: speakers(text), ..People::of(attendance, lexicon) }
    }

    /// Whether a name is one of theirs: whole, a handle, initials, or a first name that only one has.
    pub(super) fn knows(&self, name: &str) -> bool {
        let name = fold(name);
        let name = name.strip_prefix("the ").unwrap_or(&name);
        self.names.contains(name) || self.firsts.contains_key(name) || self.speakers.contains(name)
    }

    /// How many bytes at the start of `text` are a known name of which more follows, or several with commas or `and` between them.
    fn prefix(&self, text: &str) -> Option<usize> {
        let mut end = self.one_name(text, 0)?;
        let said = text.get(end..)?.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        if TELLS.contains(&said) {
            return None;
        }
        loop {
            let rest = text.get(end..)?;
            let joint = [", and ", ", ", " and ", " & ", "/", " + ", "+"].iter().find(|j| rest.starts_with(**j));
            let next = joint.and_then(|j| self.one_name(text, end + j.len()).or_else(|| stranger(text, end + j.len())));
            match next {
                Some(to) => end = to,
                None => return Some(end),
            }
        }
    }

    /// Where the known name ends that begins at byte `from`, with something after it.
    fn one_name(&self, text: &str, from: usize) -> Option<usize> {
        let head = clip(text.get(from..)?, 80);
        let ends = head.char_indices().filter(|(_, c)| c.is_whitespace() || matches!(c, ',' | '&' | '/' | '+'));
        let ends: Vec<usize> = ends.map(|(i, _)| i).take(4).collect();
        ends.into_iter()
            .rev()
            .find(|end| {
                let name = head.get(..*end).unwrap_or("");
                name.starts_with(|c: char| c.is_uppercase() || c == '@') && !name.ends_with([',', '&', ' ']) && self.knows(name)
            })
            .map(|end| from + end)
    }
}

/// Where a single name ends that is beside known ones and before a verb: `Thibaud` in `Saptak & Thibaud Prepare a talk`.
fn stranger(text: &str, from: usize) -> Option<usize> {
    let rest = clip(text.get(from..)?, 60);
    let (name, after) = rest.split_once(' ')?;
    let verb = after.split(' ').next()?;
    let named = name.starts_with(char::is_uppercase) && name.chars().all(char::is_alphabetic) && !is_verb(name);
    (named && is_verb(verb)).then_some(from + name.len())
}

/// Verbs after a name that tell what somebody said, and set nobody a task.
const TELLS: &[&str] = &[
    "suggested",
    "asked",
    "proposed",
    "said",
    "mentioned",
    "noted",
    "reported",
    "explained",
    "pointed",
    "raised",
    "thinks",
    "says",
    "suggests",
    "asks",
    "was",
    "is",
    "has",
    "had",
    "presented",
    "shared",
];

/// Who speaks in a text: initials or names in lower case that open two lines or more with a colon behind them.
fn speakers(text: &str) -> BTreeSet<String> {
    let mut count: BTreeMap<&str, u32> = BTreeMap::new();
    for line in text.lines() {
        let line = line.trim_start_matches([' ', '\t', '*', '-', '+', '_', '>', '<']);
        let head = clip(line, 24);
        let Some((word, after)) = head.split_once(':') else { continue };
        let word = word.trim_end_matches(['*', '_', '>']);
        let initials = (2..=4).contains(&word.len()) && word.bytes().any(|b| b.is_ascii_uppercase());
        let nickname = (3..=20).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        let letters = word.chars().all(char::is_alphanumeric) && word.starts_with(char::is_alphabetic);
        if letters && (initials || nickname) && after.starts_with([' ', '*', '_']) {
            *count.entry(word).or_insert(0) += 1;
        }
    }
    let named = |word: &str| !NOT_FIRST.contains(&word) && !super::not_owners::NOT_OWNERS.contains(&word) && !is_verb(word);
    count.into_iter().filter(|(_, n)| *n >= 2).map(|(word, _)| fold(word)).filter(|word| named(word)).collect()
}

/// What the words of an action say beside what is to be done; ranges are bytes of the bare text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) owners: Vec<(usize, usize)>,
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
        .or_else(|| lone_handle(text, start, own).map(|o| (o, false)));
    if let Some((owners, sure)) = found {
        (out.owners, out.sure) = (owners, sure);
    }
    if out.status == Status::Open {
        out.status = closing_status(text);
    }
    out.due = due(text, day);
    out
}

/// Owners before what is to be done; and whether nothing else can be meant.
fn leading(text: &str, at: usize, people: &People) -> Option<(Vec<(usize, usize)>, bool)> {
    // `FIXME: Ann, please list them`
    let at = if text.get(at..)?.starts_with("FIXME: ") { at + "FIXME: ".len() } else { at };
    let rest = text.get(at..)?;
    if let Some(close) =
        rest.strip_prefix('[').and_then(|r| r.find(']')).or_else(|| rest.strip_prefix('(').and_then(|r| r.find(')')))
    {
        let inner = (at + 1, at + 1 + close);
        let words = text.get(inner.0..inner.1)?;
        return (close <= 80 && names_ok(words, people, true)).then(|| (split(text, inner.0, inner.1), true));
    }
    if rest.starts_with('@') {
        return handles(text, at).map(|o| (o, true));
    }
    let head = clip(rest, 120);
    // `Ann Ask Bob to come`: who is known, and a verb right behind.
    if let Some(end) = people.prefix(rest)
        && rest.get(end..).and_then(|t| t.split_whitespace().next()).is_some_and(is_verb)
    {
        return Some((split(text, at, at + end), true));
    }
    // `NAME to do`, `NAME will do`
    for (i, len, word) in verbs(head) {
        let before = head.get(..i).unwrap_or("");
        let after = head.get(i + len..).unwrap_or("").trim_start();
        let known = list_of_names(before, 0, before.len()).iter().all(|(a, b)| people.knows(before.get(*a..*b).unwrap_or("")));
        let asked = before.starts_with("Request ");
        let passive = after.starts_with("be ") && !known;
        if matches!(word, "to" | "will") && lower_name(before, after) {
            return Some((split(text, at, at + i), true));
        }
        if passive || asked || !names_ok(before, people, false) {
            match subject(before, people).filter(|_| !passive) {
                Some((a, b)) => return Some((split(text, at + a, at + b), true)),
                None => continue,
            }
        }
        let next = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let no_verb = matches!(
            next,
            "the"
                | "a"
                | "an"
                | "all"
                | "them"
                | "him"
                | "her"
                | "us"
                | "this"
                | "that"
                | "these"
                | "those"
                | "our"
                | "their"
                | "his"
                | "my"
                | "your"
                | "me"
        ) || next.chars().next().is_none_or(|c| !c.is_lowercase());
        let bids = is_verb(before) && !is_body(&fold(before), true);
        if word == "to" && !known && (no_verb || bids) {
            continue;
        }
        return Some((split(text, at, at + i), true));
    }
    // `Ann is updating the list`
    if let Some(i) = head.find(" is ") {
        let (before, after) = (head.get(..i).unwrap_or(""), head.get(i + 4..).unwrap_or(""));
        let doing = after.split(|c: char| !c.is_alphanumeric()).next().is_some_and(|w| w.ends_with("ing") && w.len() > 4);
        let one = before.split_whitespace().count() == 1 && before.chars().all(char::is_alphabetic);
        if doing && (one && names_ok(before, people, true) || known_all(before, people)) {
            return Some((split(text, at, at + i), false));
        }
    }
    // `NAME: …`, `NAME - …`
    let colon = head.find(':').filter(|i| !head.get(*i..).is_some_and(|t| t.starts_with("://")));
    let dash = [" - ", " – ", " — ", " -> ", " → "].iter().filter_map(|d| head.find(d)).min();
    if let Some(i) = colon.into_iter().chain(dash).min() {
        let before = head.get(..i).unwrap_or("");
        // `For the Clerk: …`
        let lead = ["For ", "for "].iter().find(|w| before.starts_with(**w)).map_or(0, |w| w.len());
        let before = before.get(lead..).unwrap_or("");
        // `LCGC (by post): …`
        let plain = before.strip_suffix(')').and_then(|t| t.rfind(" (")).and_then(|n| before.get(..n));
        let before = plain.filter(|_| colon == Some(i)).unwrap_or(before);
        let short =
            before.split_whitespace().filter(|w| !matches!(*w, "+" | "&")).count() <= if colon == Some(i) { 6 } else { 3 };
        if short && names_ok(before, people, true) && !is_verb(before) {
            return Some((split(text, at + lead, at + i), colon == Some(i) || known_all(before, people)));
        }
    }
    // `ACTION: Michael` names nobody else and nothing to do.
    let alone = rest.trim_end().trim_end_matches('.');
    if alone.split_whitespace().count() <= 3
        && alone.split_whitespace().all(|w| w.starts_with(char::is_uppercase) || w == "and")
        && names_ok(alone, people, true)
    {
        return Some((split(text, at, at + alone.len()), true));
    }
    people.prefix(rest).map(|end| (split(text, at, at + end), true)).or_else(|| bidden(text, at, people).map(|o| (o, false)))
}

/// The owner in more words before the verb: `Harbour Office with the board`, `At the request of the chair, Ann Lee`, `Request for Ann Lee`.
fn subject(before: &str, people: &People) -> Option<(usize, usize)> {
    let good = |a: usize, b: usize| {
        let names = before.get(a..b)?.trim();
        let capitals = names.split_whitespace().filter(|w| w.starts_with(char::is_uppercase)).count();
        let named = known_all(names, people) || capitals >= 2 && capitals == names.split_whitespace().count();
        (named && names_ok(names, people, true) && !is_verb(names)).then_some((a, b))
    };
    if let Some(lead) = ["Request for ", "Request that "].iter().find(|w| before.starts_with(**w)) {
        let names = before.get(lead.len()..)?;
        return (names.starts_with(char::is_uppercase) && names_ok(names, people, true)).then_some((lead.len(), before.len()));
    }
    let with = [" with ", " in consultation", " together with ", " along with "].iter().filter_map(|w| before.find(w)).min();
    if let Some(found) = with.and_then(|end| good(0, end)) {
        return Some(found);
    }
    let comma = before.rfind(", ").map(|i| i + 2)?;
    good(comma, before.len())
        .filter(|_| before.get(..comma).is_some_and(|t| t.split_whitespace().count() > 2 && t.contains(" the ")))
}

fn known_all(names: &str, people: &People) -> bool {
    let list = list_of_names(names, 0, names.len());
    !list.is_empty() && list.iter().all(|(a, b)| people.knows(names.get(*a..*b).unwrap_or("")))
}

/// Whether one word in lower case before `to` or `will` is what somebody is called in a chat (`jdoe to ask the printer`): no
/// verb, no thing, and what comes after it is a verb.
fn lower_name(before: &str, after: &str) -> bool {
    const OTHERS: &[&str] = &[
        "need",
        "needs",
        "try",
        "continue",
        "want",
        "remember",
        "able",
        "happy",
        "ready",
        "due",
        "agree",
        "agreed",
        "plan",
        "planning",
        "hope",
        "aim",
        "volunteer",
        "begin",
        "decide",
        "forget",
        "back",
        "how",
        "what",
        "when",
        "where",
        "which",
        "who",
        "whether",
        "going",
        "next",
        "also",
        "nothing",
        "something",
        "anything",
        "everything",
        "one",
        "time",
        "website",
        "site",
        "page",
        "document",
        "docs",
        "code",
        "test",
        "tests",
        "meeting",
        "issue",
        "paper",
        "draft",
        "report",
        "email",
        "link",
        "agenda",
        "survey",
        "work",
        "form",
        "list",
        "tool",
        "text",
        "spec",
        "policy",
        "proposal",
        "people",
        "users",
        "others",
        "discussion",
        "project",
        "release",
        "version",
        "script",
        "system",
        "server",
        "budget",
        "letter",
        "poll",
        "way",
        "ways",
        "ability",
        "option",
        "options",
        "support",
        "that",
        "there",
        "and",
        "not",
        "only",
        "then",
        "possible",
        "possibly",
        "maybe",
        "please",
        "someone",
        "somebody",
        "anyone",
    ];
    let next = after.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    (3..=20).contains(&before.len())
        && before.starts_with(|c: char| c.is_ascii_lowercase())
        && before.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'))
        && next.starts_with(|c: char| c.is_ascii_lowercase())
        && is_verb(next)
        && !is_verb(before)
        && !OTHERS.contains(&before)
        && !NOT_FIRST.contains(&before)
        && !super::not_owners::NOT_OWNERS.contains(&before)
}

/// The words that part an owner from what is to be done, with their places, in order.
fn verbs(head: &str) -> Vec<(usize, usize, &'static str)> {
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

/// `@ann`, `@ann and @bob`, `@ann, @bob:`.
fn handles(text: &str, at: usize) -> Option<Vec<(usize, usize)>> {
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
        out.push((i, i + name.len()));
        i = skip(text, i + len);
        for word in [",", "and ", "& ", "/", "+", "&"] {
            if text.get(i..).is_some_and(|t| t.starts_with(word)) {
                i = skip(text, i + word.len());
            }
        }
    }
    (!out.is_empty()).then_some(out)
}

/// Words after which, with a colon or in brackets of their own, owners stand wherever they are.
const FIELDS: &[&str] = &[
    "owner",
    "owners",
    "owner(s)",
    "action owner",
    "assigned to",
    "assignee",
    "assignees",
    "assigned",
    "responsible",
    "person responsible",
    "responsibility",
    "lead",
    "who",
    "wer",
    "verantwortlich",
    "zuständig",
    "responsable",
    "qui",
    "perchennog",
    "cyfrifol",
    "pwy",
];

/// Owners that a field names: `… Owner: Ann`, `… [assignee] Ann, Bob [due] …`, `… assigned to Ann`.
fn field(text: &str, start: usize, end: usize, people: &People) -> Option<Vec<(usize, usize)>> {
    static WORDS: std::sync::LazyLock<Option<aho_corasick::AhoCorasick>> = std::sync::LazyLock::new(|| {
        aho_corasick::AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(aho_corasick::MatchKind::LeftmostLongest)
            .build(FIELDS)
            .ok()
    });
    let body = text.get(start..end)?;
    let mut found = None;
    for m in WORDS.as_ref()?.find_iter(body) {
        let before = body.get(..m.start())?.chars().next_back();
        let after = body.get(m.end()..)?;
        let bracket = before == Some('[') && after.starts_with(']') || before == Some('(') && after.starts_with(')');
        let colon = after.trim_start_matches([')', ']', ' ']).starts_with(':') && !after.starts_with(char::is_alphanumeric);
        let word = FIELDS.get(m.pattern().as_usize()).copied().unwrap_or("");
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
fn lone_handle(text: &str, start: usize, end: usize) -> Option<Vec<(usize, usize)>> {
    let body = text.get(start..end)?;
    let at = body.find("(@").or_else(|| body.find("[@"))? + 1;
    if body.matches('@').count() != 1 {
        return None;
    }
    handles(text, start + at).filter(|h| h.len() == 1)
}

/// Owners after what is to be done: `… (Ann)`, `… [SP]`, `… - Ann Lee`, `… @ann`.
fn trailing(text: &str, start: usize, end: usize, people: &People) -> Option<Vec<(usize, usize)>> {
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
fn asked(text: &str, from: usize, to: usize) -> Option<Vec<(usize, usize)>> {
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
        if !good || NOT_FIRST.contains(&fold(name).split(' ').next().unwrap_or("")) || is_verb(name) {
            return None;
        }
        out.push((start, start + name.len()));
    }
    (!out.is_empty() && out.len() <= 6).then_some(out)
}

/// The names of a list, one by one; a leading article left out.
pub(super) fn split(text: &str, from: usize, to: usize) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for (a, b) in list_of_names(text, from, to) {
        let part = text.get(a..b).unwrap_or("");
        let mut start = a;
        for (i, _) in part.match_indices(['/', '+']).chain([(part.len(), "")]) {
            let end = a + i;
            let piece = text.get(start..end).unwrap_or("");
            let lead = piece.len() - piece.trim_start_matches([' ', '(', '[', '"']).len();
            let body = piece.trim_matches([' ', '(', ')', '[', ']', '"', ':']);
            // `Ann Lee (@ann)`: the name is what stands before the bracket.
            let body = body.find(" (").and_then(|n| body.get(..n)).unwrap_or(body).trim_end();
            let article = ["The ", "the ", "THE "].iter().find(|t| body.starts_with(**t)).map_or(0, |t| t.len());
            if body.len() > article {
                out.push((start + lead + article, start + lead + body.len()));
            }
            start = end + 1;
        }
    }
    out
}
