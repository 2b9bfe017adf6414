//! Names in a row that nothing parts but a title that comes again: `Cllr Ann Lee (Chair) Cllr Bob Ray Cllr Cy Dunn`.
//!
//! Where such a row has words that belong to no title, nothing tells whose they are, and nobody is made of them.

use super::lexicon::{BODY_NOUNS, PARTICLES, TITLES};
use super::names::{list_of_names, matching};
use super::words::is_role;
use crate::layout::bare::fold;
use crate::record::TextRange;

/// How many words a name in such a row has at most, initials and titles aside. More of them may be two people.
const LONGEST_NAME: usize = 3;

/// A word of a piece, outside brackets.
#[derive(Clone, Copy)]
struct PieceWord<'t> {
    text: &'t str,
    range: TextRange,
}

impl PieceWord<'_> {
    fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    fn is_title(&self) -> bool {
        // `M` is more often a middle name.
        // `MS` in capitals is more often a place or an office.
        let shouted = self.text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) && self.text.len() <= 3;
        self.is_capital() && !self.is_initial() && !shouted && self.text.len() <= 12 && TITLES.contains(fold(self.text).as_str())
    }

    fn is_office(&self) -> bool {
        let folded = fold(self.text);
        is_role(&folded) || BODY_NOUNS.contains(folded.as_str())
    }

    fn is_initial(&self) -> bool {
        self.text.chars().filter(|c| c.is_alphabetic()).count() == 1
    }
}

/// Returns where each person stands in a row of names in which a title follows a name with nothing between them; `None` where no title
/// does.
pub(super) fn unparted_names(text: &str, from: usize, to: usize) -> Option<Vec<TextRange>> {
    let pieces: Vec<(TextRange, Vec<PieceWord<'_>>)> =
        list_of_names(text, from, to).into_iter().map(|piece| (piece, words_outside_brackets(text, piece))).collect();
    if !pieces.iter().any(|(_, words)| (1..words.len()).any(|n| is_unparted(words, n))) {
        return None;
    }
    let has_body = pieces.iter().any(|(_, words)| words.iter().any(|w| BODY_NOUNS.contains(fold(w.text).as_str())));
    let mut out = Vec::new();
    for (piece, words) in pieces.iter().filter(|(_, words)| !tells_something(words)) {
        let starts: Vec<usize> = (0..words.len()).filter(|n| begins_name(words, *n)).collect();
        let short = (2..=LONGEST_NAME).contains(&words.len()) && words.iter().all(|w| w.is_capital() && !w.is_office());
        if starts.is_empty() && short && !has_body {
            out.push(*piece);
        }
        for (n, start) in starts.iter().enumerate() {
            let end = starts.get(n + 1).copied().unwrap_or(words.len());
            out.extend(words.get(*start..end).and_then(|own| titled_name(text, *piece, own)));
        }
    }
    Some(out)
}

/// The words of a piece that are not in brackets.
fn words_outside_brackets(text: &str, piece: TextRange) -> Vec<PieceWord<'_>> {
    let part = piece.slice(text);
    let (mut out, mut depth, mut start) = (Vec::new(), 0usize, None);
    for (at, c) in part.char_indices().chain([(part.len(), ' ')]) {
        let bracket = matches!(c, '(' | '[' | ')' | ']');
        if (c.is_whitespace() || bracket)
            && let Some(begin) = start.take()
        {
            let range = TextRange::new(begin, at).shift(piece.start());
            out.push(PieceWord { text: range.slice(text), range });
        }
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 && !c.is_whitespace() => _ = start.get_or_insert(at),
            _ => {}
        }
    }
    out
}

/// Whether the title at `n` is the first of those before a name.
fn begins_name(words: &[PieceWord<'_>], n: usize) -> bool {
    let is_title = |n: usize| words.get(n).is_some_and(PieceWord::is_title);
    let named = words.get(n + 1).is_some_and(PieceWord::is_capital);
    is_title(n) && named && !n.checked_sub(1).is_some_and(is_title)
}

/// Whether a titled name in a piece is followed by a word that belongs to no name and no office: `Mrs Lee welcomed the new clerk Mrs Ray`.
/// The piece is part of a sentence then, which may say anything of those it names.
fn tells_something(words: &[PieceWord<'_>]) -> bool {
    const LONGEST_PARTICLE: usize = 3;
    let is_verb = |w: &PieceWord<'_>| {
        let is_word = w.text.chars().all(char::is_lowercase) && w.text.len() > LONGEST_PARTICLE;
        is_word && !w.is_office() && !PARTICLES.contains(w.text)
    };
    let follows = |start: usize| {
        let own = words.get(start..).unwrap_or(&[]);
        own.iter().find(|w| !w.is_capital()).is_some_and(is_verb)
    };
    (0..words.len()).any(|n| begins_name(words, n) && follows(n))
}

/// Whether the title at `n` follows somebody else's name. After `Chairman`, `Vice Chair` or `Borough` it is of the same person, and after
/// a small word too (`for Mr Ray`).
fn is_unparted(words: &[PieceWord<'_>], n: usize) -> bool {
    let Some(before) = words.get(..n).filter(|_| begins_name(words, n)) else { return false };
    let titled = (0..n).any(|n| begins_name(words, n));
    let plain = before.iter().filter(|w| w.is_capital()).count() >= 2 && !before.iter().any(PieceWord::is_office);
    let parted = |w: &PieceWord<'_>| w.text.ends_with([',', ';', ':', '–', '-', '/', '&']);
    before.last().is_some_and(|w| w.is_capital() && !parted(w)) && (titled || plain)
}

/// The range of a name with its titles and the brackets behind it; `None` where it may be more than one name.
fn titled_name(text: &str, piece: TextRange, words: &[PieceWord<'_>]) -> Option<TextRange> {
    let titles = words.iter().take_while(|w| w.is_title()).count();
    let rest = words.get(titles..)?;
    let count = rest.iter().take_while(|w| w.is_capital() && !w.is_office()).count();
    let name = rest.get(..count)?;
    let long = name.iter().filter(|w| !w.is_initial()).count();
    // `Cllr Jan van Dijk`: a small word may be part of the name.
    let small = rest.get(count).is_some_and(|w| w.text.len() <= 3 && w.text.starts_with(char::is_lowercase));
    let goes_on = small && rest.get(count + 1).is_some_and(PieceWord::is_capital);
    if !(1..=LONGEST_NAME).contains(&long) || goes_on {
        return None;
    }
    let mut end = name.last()?.range.end();
    // A bracket between the words of a name parts two people.
    let within = text.get(words.first()?.range.start()..end)?;
    if within.contains(['(', '[']) {
        let at = words.first()?.range.start() + within.find(['(', '['])?;
        let kept = name.iter().filter(|w| w.range.end() <= at).count();
        end = name.get(kept.checked_sub(1)?)?.range.end();
    }
    loop {
        let after = text.get(end..piece.end())?;
        let open = after.trim_start();
        let Some(c) = open.chars().next().filter(|c| matches!(c, '(' | '[')) else { break };
        let close = if c == '(' { ')' } else { ']' };
        let inner = open.get(1..)?;
        end += after.len() - open.len() + 1 + matching(inner, c, close).map_or(inner.len(), |n| n + 1);
    }
    Some(TextRange::new(words.first()?.range.start(), end))
}
