//! Words in lists of people of which nobody is made, though they look like a name: told once for each meeting, so that nobody is lost in silence.

use super::lexicon::{BEFORE_UNNAMED, BODY_NOUNS, EVERYBODY, NOT_NAMES, PARTICLES, WORDS_FOR_MANY};
use super::row_lead::is_office;
use super::walk::Walk;
use super::words::is_none;
use crate::layout::bare::{Bare, clip, fold};
use crate::record::{Attendee, TextRange};

/// How many of them a note quotes.
const QUOTED: usize = 3;

impl Walk<'_> {
    /// Keeps the names in a range of the text that no row of `people` stands for; the whole of what a label opens, where it names nobody.
    pub(super) fn keep_unread(&mut self, range: TextRange, people: &[Attendee]) {
        let kept = self.unread_names.len();
        self.keep_names_beside(range, people);
        let words = Bare::within(self.text, TextRange::new(range.start(), range.end().min(range.start() + 200)));
        let says = words.text.trim();
        let first = says.chars().next().is_some_and(char::is_alphabetic);
        let folded = fold(says.split(['.', ';', '(']).next().unwrap_or(""));
        if people.is_empty()
            && kept == self.unread_names.len()
            && first
            && !is_none(&folded)
            && BEFORE_UNNAMED.opens(&folded).is_none()
        {
            let line = says.split('\n').next().unwrap_or(says).len();
            let start = words.text.len() - words.text.trim_start().len();
            self.unread_names.push(words.range(start, start + line));
        }
    }

    /// Keeps the names in a range that no row of `people` stands for.
    pub(super) fn keep_names_beside(&mut self, range: TextRange, people: &[Attendee]) {
        let mut lines: Vec<TextRange> =
            people.iter().map(|p| TextRange::new(p.line.start as usize, p.line.end as usize)).collect();
        lines.sort_by_key(|line| line.start());
        let mut at = range.start();
        for line in lines.iter().filter(|line| line.end() > range.start() && line.start() < range.end()) {
            if line.start() > at {
                self.keep_names(TextRange::new(at, line.start()));
            }
            at = at.max(line.end());
        }
        if at < range.end() {
            self.keep_names(TextRange::new(at, range.end()));
        }
    }

    fn keep_names(&mut self, range: TextRange) {
        const LONGEST: usize = 4000;
        if range.len() > LONGEST {
            return;
        }
        let bare = Bare::within(self.text, range);
        for piece in super::names::list_of_names(&bare.text, 0, bare.text.len()) {
            let piece = super::names::trimmed(&bare.text, piece.start(), piece.end());
            let words = piece.slice(&bare.text);
            if looks_like_name(words) && self.lexicon.label(&super::label::unbracketed(words), true).is_none() {
                self.unread_names.push(bare.range(piece.start(), piece.end()));
            }
        }
    }

    /// Notes the names that were kept, all of them at once.
    pub(super) fn tell_unread(&mut self) {
        let unread = std::mem::take(&mut self.unread_names);
        let told = |range: &TextRange| {
            self.doubts.iter().any(|d| d.span.is_some_and(|s| (s.start as usize) < range.end() && range.start() < s.end as usize))
        };
        let unread: Vec<TextRange> = unread.into_iter().filter(|range| !told(range)).collect();
        let Some(first) = unread.first() else { return };
        let quote = |range: &TextRange| format!("“{}”", clip(&Bare::within(self.text, *range).text, 60).trim());
        let quoted: Vec<String> = unread.iter().take(QUOTED).map(quote).collect();
        let (names, count) = (quoted.join(", "), unread.len());
        let message = format!("{names} ({count} in all): nobody is read there, in a list of who was there or was not");
        let remedy =
            format!("{names}: if it is somebody, write the name first and the rest behind a comma; it is published as it is");
        let span = self.span(*first);
        self.doubt(span, &message, "<name>, or <name>, <organisation>", &remedy);
    }
}

/// Whether words beside names look like one more: a few words most of which begin with capitals.
fn looks_like_name(words: &str) -> bool {
    const MOST: usize = 6;
    let name = words.split(['(', '[', '{']).next().unwrap_or("").trim();
    let folded = fold(name);
    let all: Vec<&str> = name.split_whitespace().collect();
    let capitals = all.iter().filter(|w| w.starts_with(char::is_uppercase)).count();
    let first = folded.split(' ').next().unwrap_or("");
    let small = all.iter().filter(|w| w.starts_with(char::is_lowercase));
    (2..=MOST).contains(&all.len())
        && capitals * 2 > all.len()
        && small.clone().all(|w| PARTICLES.contains(w))
        && name.starts_with(char::is_alphabetic)
        && !name.contains("://")
        && !name.contains(':')
        && name.bytes().filter(u8::is_ascii_digit).count() <= 2
        && !is_none(&folded)
        && !is_office(&folded)
        && !NOT_NAMES.contains(first)
        && !EVERYBODY.contains(first)
        && BEFORE_UNNAMED.opens(&folded).is_none()
        && !WORDS_FOR_MANY.is_among(&folded)
        && !BODY_NOUNS.is_among(&folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_name() {
        for words in ["Ivy Jay?", "Eve Gray (tbc)", "Maria do Carmo Souza"] {
            assert!(looks_like_name(words), "{words}");
        }
        for words in
            ["the Clerk", "2 members of the public", "Everybody else", "Meeting ID: 123", "None", "good turnout", "Parish Clerk"]
        {
            assert!(!looks_like_name(words), "{words}");
        }
    }
}
