//! By what names those of a meeting may be called where an action names its owner.

use std::collections::{BTreeMap, BTreeSet};

use super::bidden::is_verb;
use super::lexicon::{NOT_OWNER_FIRST, NOT_OWNERS, TASK_SIGNS, TELLING_VERBS};
use super::words::Lexicon;
use crate::layout::bare::{clip, fold};
use crate::record::{Attendee, TextRange};

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
                out.names.insert(name);
            }
            out.names.extend(person.initials.iter().chain(&person.handle).map(|t| fold(t)));
            out.names.extend(person.organisation.iter().map(|o| fold(&o.text)));
        }
        out.names.extend(lexicon.owners.iter().cloned());
        out.names.remove("");
        out
    }

    /// Whether so many are known that an owner would be one of them.
    pub(super) fn are_listed(&self) -> bool {
        const FEWEST: usize = 2;
        self.firsts.len() >= FEWEST
    }

    /// As [`People::of`], with those who speak in the text.
    pub(super) fn with_speakers(attendance: &[Attendee], lexicon: &Lexicon, text: &str) -> People {
        let mut speakers = speakers(text);
        speakers.extend(subjects(text));
        People { speakers, ..People::of(attendance, lexicon) }
    }

    /// Whether a name is one of theirs: whole, a handle, initials, or a first name that only one has.
    pub(super) fn knows(&self, name: &str) -> bool {
        let name = fold(name);
        let name = name.strip_prefix("the ").unwrap_or(&name);
        // `Chris H`, beside another Chris.
        let initialled = || name.rsplit_once(' ').is_some_and(|(first, last)| last.len() == 1 && self.firsts.contains_key(first));
        // `annlee`, as a chat calls Ann Lee.
        let joined = || {
            let word = name.len() >= 6 && name.bytes().all(|b| b.is_ascii_lowercase());
            word && self.names.iter().any(|n| {
                n.as_bytes().first() == name.as_bytes().first()
                    && n.len() > name.len()
                    && n.bytes().filter(|b| *b != b' ').eq(name.bytes())
            })
        };
        self.names.contains(name) || self.firsts.contains_key(name) || self.speakers.contains(name) || initialled() || joined()
    }

    /// How many bytes at the start of `text` are a known name of which more follows, or several with commas or `and` between them.
    pub(super) fn prefix(&self, text: &str) -> Option<usize> {
        let mut end = self.one_name(text, 0)?;
        let said = text.get(end..)?.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        if TELLING_VERBS.contains(said) {
            return None;
        }
        loop {
            let rest = text.get(end..)?;
            let joint = [", ", " & ", "/", " + ", "+"].iter().find(|j| rest.starts_with(**j)).map(|j| j.len());
            let and = super::names::and_word(text, end + usize::from(rest.starts_with(',')));
            let at = and.map(|len| len + usize::from(rest.starts_with(','))).or(joint).map(|len| end + len);
            let next = at.and_then(|at| self.one_name(text, at).or_else(|| stranger(text, at)));
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

/// Who speaks in a text: initials or names in lower case that open two lines or more with a colon behind them.
fn speakers(text: &str) -> BTreeSet<String> {
    let bytes = text.as_bytes();
    let mut count: BTreeMap<&str, u32> = BTreeMap::new();
    for colon in memchr::memchr_iter(b':', bytes) {
        let Some(word) = before_colon(bytes, colon) else { continue };
        let word = word.slice(text);
        let initials = (2..=4).contains(&word.len()) && word.bytes().any(|b| b.is_ascii_uppercase());
        let nickname = (3..=20).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if (initials || nickname) && word.starts_with(|c: char| c.is_ascii_alphabetic()) {
            *count.entry(word).or_insert(0) += 1;
        }
    }
    let named = |word: &str| !NOT_OWNER_FIRST.contains(word) && !NOT_OWNERS.contains(word) && !is_verb(word);
    count.into_iter().filter(|(_, n)| *n >= 2).map(|(word, _)| fold(word)).filter(|word| named(word)).collect()
}

/// The one word of letters and digits between the beginning of a line, its list mark and emphasis, and a colon that ends it.
fn before_colon(bytes: &[u8], colon: usize) -> Option<TextRange> {
    const LONGEST: usize = 24;
    if !bytes.get(colon + 1).is_some_and(|b| matches!(b, b' ' | b'*' | b'_')) {
        return None;
    }
    let head = bytes.get(colon.saturating_sub(LONGEST)..colon)?;
    let end = head.len() - head.iter().rev().take_while(|b| matches!(b, b'*' | b'_' | b'>')).count();
    let word = head.get(..end)?.iter().rev().take_while(|b| b.is_ascii_alphanumeric()).count();
    let mut before = head.get(..end - word)?.iter().rev();
    let marked = before.find(|b| !matches!(b, b' ' | b'\t' | b'*' | b'-' | b'+' | b'_' | b'>' | b'<'));
    let opens = match marked {
        Some(b) => *b == b'\n',
        None => colon <= LONGEST,
    };
    (word > 0 && opens).then(|| TextRange::new(end - word, end).shift(colon - head.len()))
}
/// Those of whom a text says that they will do something, by one word: `Kelly will get the card.`
fn subjects(text: &str) -> BTreeSet<String> {
    let signs = || TASK_SIGNS.iter().filter(|sign| !sign.contains(' '));
    let mut out = BTreeSet::new();
    for sign in signs() {
        let sign = [" ", sign, " "].concat();
        for at in memchr::memmem::find_iter(text.as_bytes(), sign.as_bytes()) {
            let before = text.get(..at).unwrap_or("");
            let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
            let opens = before.strip_suffix(word).is_some_and(|t| t.is_empty() || t.ends_with(['\n', ' ', '*']));
            let first = before.strip_suffix(word).map_or("", |t| t.trim_end_matches([' ', '*']));
            // A sentence begins with any word in a capital.
            let next = text.get(at + sign.len()..).and_then(|t| t.split(|c: char| !c.is_alphabetic()).next()).unwrap_or("");
            let name = word.starts_with(char::is_uppercase) && word.chars().skip(1).any(char::is_lowercase);
            let sentence = first.is_empty() || first.ends_with(['.', '\n', '-', '•', ':', ';', '!', '?']);
            if name && opens && sentence && is_verb(next) && !NOT_OWNER_FIRST.contains(fold(word).as_str()) && !is_verb(word) {
                out.insert(fold(word));
            }
        }
    }
    out
}
