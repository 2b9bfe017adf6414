//! What comes after a name in a row of people: brackets, handles, whom they are from, what they do, for whom they came.

use super::deputy_words::{Principal, is_stand_in, principal_after};
use super::lexicon::{
    BEFORE_UNNAMED, BODY_NOUNS, IN_OFFICES, NOT_BODIES, POST_NOMINALS, PRONOUNS, PROXY_BRACKETS, REMARKS, STAND_INS, TITLES,
};
use super::names::{
    address, dash, gap, initials_of, is_domain, list_of_names, matching, people_uncounted, pieces, trimmed, untitled,
};
use super::person::Rows;
use super::presence::{is_part, is_reason, mode_of};
use super::row_lead::{is_call_sign, is_office, is_short_form, names_somebody};
use super::words::{is_chair, is_none, is_role};
use crate::layout::bare::{Bare, fold};
use crate::record::Attendee;

impl Rows<'_> {
    /// Everything after the name: brackets, handles, what follows a comma or a dash.
    pub(super) fn rest(&self, bare: &Bare, from: usize, to: usize, out: &mut Attendee) {
        let text = &bare.text;
        let mut i = from;
        while i < to {
            let Some(c) = text.get(i..to).and_then(|t| t.chars().next()) else { break };
            if let Some(len) = address(text.get(i..to).unwrap_or("")) {
                i += len;
                continue;
            }
            match c {
                '(' | '[' => {
                    let close = if c == '(' { ')' } else { ']' };
                    let end = text.get(i + 1..to).and_then(|t| matching(t, c, close)).map_or(to, |n| i + 1 + n);
                    self.bracket(bare, i + 1, end, out);
                    i = end + 1;
                }
                '@' => {
                    let len = text
                        .get(i + 1..to)
                        .unwrap_or("")
                        .bytes()
                        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
                        .count();
                    let after = text.get(i + 1 + len..to).unwrap_or("");
                    // `@ann@example.social` is an address of another place.
                    if after.starts_with('@') {
                        i += 1 + len + after.find(char::is_whitespace).unwrap_or(after.len());
                        continue;
                    }
                    if len > 0 {
                        out.handle = text.get(i + 1..i + 1 + len).map(Into::into);
                    }
                    i += 1 + len;
                }
                '<' => i += text.get(i..to).map_or(1, |t| t.find('>').map_or(t.len(), |n| n + 1)),
                _ if text.get(i..to).is_some_and(|t| t.split(char::is_whitespace).next().is_some_and(|w| w.contains("://"))) => {
                    i += text.get(i..to).map_or(1, |t| t.find(char::is_whitespace).unwrap_or(t.len()));
                }
                c if c.is_whitespace() || matches!(c, ',' | '-' | '–' | '—' | '/' | '|' | ';' | ')' | ']' | ':') => {
                    i += c.len_utf8()
                }
                _ => {
                    let part = text.get(i..to).unwrap_or("");
                    let len = part
                        .find(['(', '[', '@', ',', ';'])
                        .into_iter()
                        .chain(dash(part))
                        .chain(gap(part))
                        .min()
                        .unwrap_or(part.len())
                        .max(1);
                    self.fact(bare, i, i + len, out, false);
                    i += len;
                }
            }
        }
    }

    /// What the cell of somebody's organisation says: it may have a part played, a condition or nothing instead.
    pub(super) fn organisation_cell(&self, bare: &Bare, out: &mut Attendee) {
        let words = trimmed(&bare.text, 0, bare.text.len());
        let text = words.slice(&bare.text);
        let bracket = text.find(" (").filter(|_| text.ends_with(')'));
        let (name, beside) = text.split_at(bracket.unwrap_or(text.len()));
        let folded = fold(name);
        let office = folded.split(' ').all(|w| is_role(w) || IN_OFFICES.contains(w));
        let condition = mode_of(&folded).is_some() || is_part(&folded) || Self::is_no_body(name, &folded, out);
        if office || condition && !is_office(&folded) {
            self.rest(bare, words.start(), words.end(), out);
            return;
        }
        let inner = fold(beside);
        let apart = mode_of(&inner).is_some() || is_part(&inner) || is_office(&inner) || PRONOUNS.contains(&inner);
        let end = if apart { words.start() + name.len() } else { words.end() };
        out.organisation = Some(self.written(bare, words.start(), end));
        if apart {
            self.rest(bare, end, words.end(), out);
        }
    }

    /// What stands in one pair of brackets.
    fn bracket(&self, bare: &Bare, from: usize, to: usize, out: &mut Attendee) {
        // `[sic: a peer is not an MP]` is the editor's word on the row, and no fact about the person.
        if bare.text.get(from..to).is_some_and(|t| REMARKS.opens(&fold(t)).is_some()) {
            return;
        }
        let mut deputy = false;
        for piece in pieces(&bare.text, from, to) {
            deputy = self.fact(bare, piece.start(), piece.end(), out, deputy);
        }
    }

    /// One fact about a person; gives whether it named a principal, so that the next name is another one.
    fn fact(&self, bare: &Bare, from: usize, to: usize, out: &mut Attendee, deputy: bool) -> bool {
        let words = trimmed(&bare.text, from, to);
        let (from, to) = (words.start(), words.end());
        let Some(text) = bare.text.get(from..to).filter(|t| !t.is_empty()) else { return deputy };
        // `(LBL: sick)`: whom somebody is from, and why they did not come.
        let text = match text.split_once(": ") {
            Some((body, reason)) if is_reason(&fold(reason)) => body.trim_end(),
            Some(_) => return deputy,
            _ => text,
        };
        let to = from + text.len();
        let words = fold(text);
        if BEFORE_UNNAMED.opens(&words).is_some()
            || words.starts_with(|c: char| c.is_ascii_digit()) && people_uncounted(&[" ", &words].concat()).is_some()
        {
            return deputy;
        }
        if let Some(handle) = text.strip_prefix('@') {
            out.handle = Some(handle.split_whitespace().next().unwrap_or(handle).into());
            return false;
        }
        if let Some((len, principal)) = principal_after(text) {
            match principal {
                Principal::Person => self.principals(bare, from + len, to, out),
                Principal::Body => _ = out.organisation.get_or_insert_with(|| self.written(bare, from + len, to)),
                Principal::Unsure => {}
            }
            return principal == Principal::Person;
        }
        // Whoever came instead is read with the row: see `with_stand_ins`.
        if STAND_INS.opens(&words).is_some_and(|len| words.len() > len) && !is_role(words.rsplit(' ').next().unwrap_or("")) {
            return deputy;
        }
        // `(pouvoir à Ann Lee)` is no body.
        if PROXY_BRACKETS.iter().any(|w| words.strip_prefix(w).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))) {
            return deputy;
        }
        if let Some(mode) = mode_of(&words) {
            out.mode = mode;
            return deputy;
        }
        if is_part(&words) {
            out.part = Some(text.into());
            return deputy;
        }
        if deputy {
            self.principals(bare, from, to, out);
            return true;
        }
        let letters = (2..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_uppercase());
        let own = untitled(&out.name.text).chars().next() == text.chars().next();
        let short = text.chars().count() <= 4 && initials_of(&out.name.text, &text.to_uppercase());
        let initials = letters && own && self.capitals.count(text) >= 2 || short;
        if out.initials.is_none() && (initials || is_call_sign(text) && text.len() > 4) {
            out.initials = Some(text.into());
        } else if is_chair(&words) {
            out.chair = true;
            out.role.get_or_insert_with(|| text.into());
        } else if out.role.is_none() && is_role(&words) {
            out.role = Some(text.into());
        } else if out.organisation.is_none() && !Self::is_no_body(text, &words, out) {
            out.organisation = Some(self.written(bare, from, to));
        }
        false
    }

    /// Whether what is said of somebody is no organisation: a reason, a pronoun, an office beside another, a short form of the name.
    fn is_no_body(text: &str, words: &str, out: &Attendee) -> bool {
        let counted = || NOT_BODIES.opens(words).is_some() && words.bytes().any(|b| b.is_ascii_digit());
        let letters = |w: &str| POST_NOMINALS.capitals().any(|post| post.eq_ignore_ascii_case(w));
        is_reason(words)
            || is_none(words)
            || counted()
            || words.split(' ').all(|w| letters(w) && !BODY_NOUNS.contains(w))
            || words.split(' ').all(|w| TITLES.contains(w))
            || is_stand_in(text)
            || is_domain(text)
            || NOT_BODIES.contains(words)
            || PRONOUNS.contains(words)
            || !words.chars().any(char::is_alphabetic)
            || is_short_form(&out.name.text, text)
            || out.role.is_some() && is_office(words)
            || names_somebody(text)
            || super::standing::people(words).is_some()
    }

    fn principals(&self, bare: &Bare, from: usize, to: usize, out: &mut Attendee) {
        for name in list_of_names(&bare.text, from, to) {
            if !name.slice(&bare.text).trim().is_empty() {
                out.deputy_for.push(self.written(bare, name.start(), name.end()));
            }
        }
    }
}
