//! Actions inside a block: in brackets, after a sentence, on a marked line.

use super::marker::number_after;
use super::marks::Mark;
use crate::layout::bare::{Bare, clip, fold};
use crate::layout::line::{lines, trim_end};
use std::collections::BTreeMap;

use super::lexicon::{ACTION_CLOSING, DUE_WORDS};
use super::outcome::Outcome;
use super::walk::{Walk, source, text_start};
use crate::record::TextRange;

/// What a mark inside a block may make; ranges are bytes of the source.
struct Candidate {
    /// Where the word of the mark stands: two candidates with the same are one action.
    mark: usize,
    text: TextRange,
    number: Option<TextRange>,
    names: Option<TextRange>,
    /// How a matter went, where nothing is to be done: whether it was decided.
    outcome: Option<bool>,
    /// By when, where the bracket says so behind the names.
    due: Option<TextRange>,
}

/// A sentence that a mark in brackets closes: `… (Action: names)`.
struct Closing {
    sentence: TextRange,
    names: TextRange,
    number: Option<TextRange>,
}

impl Walk<'_> {
    /// What the words of a block say besides: `(Action: Secretary)` at its end, `ACTION:` in its middle, a marked line.
    pub(super) fn inside(&mut self, range: TextRange, anchor: &str) {
        let Some(text) = self.text.get(range.range()) else { return };
        let bytes = text.as_bytes();
        if !self.may_mark_action(range) {
            return;
        }
        if super::lists::ends_with_todo(bytes) && self.marks.mark(&Bare::within(self.text, range)).is_none() {
            let stop = text.rfind("TODO").unwrap_or(text.len());
            let kept = text.get(..stop).unwrap_or("").trim_end_matches([' ', ':', '-', '(']);
            self.raise_inside(range.until(range.start() + kept.len()), anchor, None, None, None);
            return;
        }
        let places = self.marked_places(text, range.start());
        let mut all = self.at_places(&places, range);
        let first = all.len();
        all.extend(self.brackets(range, &places));
        self.raise_candidates(all, first, anchor);
    }

    /// Raises what the marks of a block make, each mark once: the bracket that a mark stands in says best what belongs to it. `first` is the
    /// number of those that were found without looking at brackets.
    fn raise_candidates(&mut self, mut all: Vec<Candidate>, first: usize, anchor: &str) {
        let mut made: BTreeMap<usize, usize> = BTreeMap::new();
        let brackets = all.split_off(first.min(all.len()));
        let mut again: BTreeMap<usize, Candidate> = brackets.into_iter().map(|c| (c.mark, c)).collect();
        let mut twice = Vec::new();
        for candidate in all {
            let mark = candidate.mark;
            let best = again.remove(&mark).inspect(|_| twice.push(mark)).unwrap_or(candidate);
            made.extend(self.raise_candidate(best, anchor).map(|n| (mark, n)));
        }
        // Those read a second time had ids of their own once, before those of other brackets or after them.
        let mut rest: Vec<(usize, Option<Candidate>)> = again.into_iter().map(|(mark, c)| (mark, Some(c))).collect();
        rest.extend(twice.into_iter().map(|mark| (mark, None)));
        rest.sort_by_key(|(mark, _)| *mark);
        for (mark, candidate) in rest {
            match candidate {
                Some(candidate) => _ = self.raise_candidate(candidate, anchor),
                None => self.raised_again(made.get(&mark).copied(), anchor),
            }
        }
    }

    fn raise_candidate(&mut self, candidate: Candidate, anchor: &str) -> Option<usize> {
        if let Some(decided) = candidate.outcome {
            self.outcome_inside(candidate.text, anchor, decided);
            return None;
        }
        if !self.raised_at.insert(candidate.mark) {
            return None;
        }
        let cells = candidate.due.map(|due| [None, Some(due), None]);
        self.raise_inside(candidate.text, anchor, candidate.number, candidate.names, cells);
        self.actions.len().checked_sub(1)
    }

    /// Where the first letter of a mark stands that begins at a byte of the source, its bracket and emphasis left out.
    pub(super) fn mark_at(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or("");
        at + rest.len() - rest.trim_start_matches(|c: char| !c.is_alphabetic()).len()
    }

    /// What the marks at some places of a block make.
    fn at_places(&self, places: &[usize], range: TextRange) -> Vec<Candidate> {
        let mut out = Vec::new();
        for (n, i) in places.iter().enumerate() {
            let stop = places.get(n + 1).copied().unwrap_or(range.end());
            // What a marked line says ends where the next numbered one begins.
            let stop = lines(self.text, *i, stop).skip(1).map(TextRange::start).find(|at| self.numbered(*at)).unwrap_or(stop);
            let end = trim_end(self.text, *i, stop);
            let bare = Bare::of(self.text, *i, end);
            let mark = self.mark_at(*i);
            match self.marks.mark(&bare) {
                Some(Mark::Action { text: at, number, names }) => {
                    let start = text_start(self.text, &bare, at);
                    let (number, names) = (source(&bare, number), source(&bare, names));
                    let before = n.checked_sub(1).and_then(|n| places.get(n)).copied().unwrap_or(range.start());
                    let matter = if names.is_none() { self.matter_before(&bare, at, TextRange::new(before, *i)) } else { None };
                    let words = TextRange::new(start, end);
                    let (text, names) = matter.map_or((words, names), |matter| (matter, Some(words)));
                    out.push(Candidate { mark, text, number, names, outcome: None, due: None });
                }
                Some(Mark::Outcome { text: at, decided }) => {
                    let text = TextRange::new(text_start(self.text, &bare, at), end);
                    out.push(Candidate { mark, text, number: None, names: None, outcome: Some(decided), due: None });
                }
                _ => {}
            }
        }
        out
    }

    /// What is to be done where a mark names nobody but its owner (`… a first set of guidelines; ACTION: Ann`): the sentence before the mark.
    fn matter_before(&self, bare: &Bare, at: usize, before: TextRange) -> Option<TextRange> {
        let names = bare.text.get(at..)?.trim().trim_end_matches('.');
        const LONGEST: usize = 12;
        let each = super::names::list_of_names(names, 0, names.len());
        let only_names = names.split_whitespace().count() <= LONGEST
            && each.iter().all(|name| super::owner_names::is_owner(name.slice(names).trim(), self.lexicon))
            && names
                .split_whitespace()
                .all(|w| matches!(w, "and" | "&") || w.starts_with(|c: char| c.is_uppercase() || c == '@'));
        let mark = before.end();
        let line = Some(before.slice(self.text)).filter(|_| only_names)?.rsplit('\n').next()?;
        let body = line
            .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ';' | ':' | '-' | '–' | '—' | '*' | '_' | '(' | '['));
        // A long line is cut at its last sentence.
        let cut = if body.len() > 300 { body.trim_end_matches('.').rfind(". ").map_or(0, |i| i + 2) } else { 0 };
        let start = mark - line.len() + cut;
        let start = start + self.text.get(start..mark)?.len() - self.text.get(start..mark)?.trim_start().len();
        let matter = TextRange::new(start, mark - line.len() + body.len());
        (matter.slice(self.text).split_whitespace().count() > 1).then_some(matter)
    }

    /// Actions in brackets, anywhere in a block: `… are out (Action: Secretary).`, `… in it. (Action on Ann: rename it.) Then …`
    fn brackets(&self, range: TextRange, places: &[usize]) -> Vec<Candidate> {
        let mut out = Vec::new();
        let Some(text) = self.text.get(range.range()) else { return out };
        let bytes = text.as_bytes();
        let mut start = range.start();
        // Where the line of the last bracket looked at begins, and how far that was found out.
        let (mut line, mut seen) = (range.start(), 0);
        let ai = !self.marks.ai_speaks;
        for i in memchr::memchr2_iter(b'(', b'[', bytes).filter(|i| opens_action(bytes, *i, ai)) {
            let at = range.start() + i;
            line = bytes.get(seen..i).and_then(|t| memchr::memrchr(b'\n', t)).map_or(line, |n| range.start() + seen + n + 1);
            seen = i;
            let first = crate::layout::line::skip_blanks(self.text, line, at.min(line + 200));
            let numbered = self.numbered(first);
            // What a mark before it says runs over it.
            let before = places.get(places.partition_point(|p| *p <= at).wrapping_sub(1)).copied().filter(|p| *p > range.start());
            // A mark in a bracket of its own says nothing behind that.
            let before = before.filter(|p| !self.text.get(..*p).is_some_and(|t| t.ends_with(['(', '['])));
            if at < start || before.is_some_and(|p| !(numbered && first > p)) {
                continue;
            }
            let Some(end) = self.closed(at, range.end()) else { continue };
            let from = if first >= start && numbered { first } else { start };
            let from = crate::layout::line::skip_blanks(self.text, self.boundary(from.max(at.saturating_sub(2000))), at);
            // Nothing of a row belongs to a mark but the cell that it stands in.
            let cell = self.cell_around(TextRange::new(line, at), range.from(end));
            let from = cell.map_or(from, |cell| from.max(cell.start()));
            if let Some(stop) =
                self.task_behind(TextRange::new(from, at), TextRange::new(end, cell.map_or(range.end(), TextRange::end)))
            {
                let bare = Bare::of(self.text, at, trim_end(self.text, at, stop));
                if let Some(Mark::Action { text: words, number, names }) = self.marks.mark(&bare) {
                    let from = text_start(self.text, &bare, words);
                    let (number, names) = (source(&bare, number), source(&bare, names));
                    let text = TextRange::new(from, trim_end(self.text, from, stop));
                    out.push(Candidate { mark: self.mark_at(at), text, number, names, outcome: None, due: None });
                    start = stop;
                    continue;
                }
            }
            let mark = self.mark_at(at);
            if let Some(Closing { sentence, names, number }) = self.closing(TextRange::new(from, end)) {
                let words = names.slice(self.text);
                // `The budget was presented. [ACTION: Approved]`
                let outcome = match super::outcome::outcome(words) {
                    Some(Outcome::Decided) => Some(true),
                    Some(Outcome::Told) => Some(false),
                    _ => None,
                };
                let text = if outcome.is_some() { sentence.until(end) } else { sentence };
                let (names, due) = self.due_behind(names);
                out.push(Candidate { mark, text, number, names: Some(names), outcome, due });
                start = end;
                continue;
            }
            let bare = Bare::of(self.text, at, end);
            if let Some(Mark::Action { text: words, number, names }) = self.marks.mark(&bare)
                && bare.text.get(words..).is_some_and(|t| t.split_whitespace().count() > 1)
                && at > range.start()
            {
                let from = text_start(self.text, &bare, words);
                let (number, names) = (source(&bare, number), source(&bare, names));
                out.push(Candidate { mark, text: TextRange::new(from, end), number, names, outcome: None, due: None });
                start = end;
            }
        }
        out
    }

    /// The cell of a row of a table that a bracket stands in: `before` runs from the beginning of its line to the bracket, `after` from the
    /// bracket's end on.
    fn cell_around(&self, before: TextRange, after: TextRange) -> Option<TextRange> {
        let head = before.slice(self.text);
        let border = head.rfind('|').filter(|_| head.trim_start().starts_with('|'))?;
        let end = after.slice(self.text).find(['|', '\n']).map_or(after.end(), |n| after.start() + n);
        let start = before.start() + border + 1;
        Some(TextRange::new(start + self.text.get(start..end)?.len() - self.text.get(start..end)?.trim_start().len(), end))
    }

    /// Where the task ends that stands behind a bracket (`[ACTION - Ann] oil the hinges.`), and not before it. A bracket after a sentence
    /// closes that sentence, unless it tells how things are and the one behind does not: `The quay is dry. (Action: Ann) Mend the lamp.`
    fn task_behind(&self, before: TextRange, behind: TextRange) -> Option<usize> {
        let (told, rest) = (before.slice(self.text), behind.slice(self.text));
        let line = rest.split('\n').next().filter(|line| line.starts_with([' ', '*', '_']))?;
        let words = line.trim_start_matches([' ', '*', '_']);
        let is_square = self.text.get(..behind.start()).is_some_and(|t| t.ends_with(']'));
        let is_lower = words.starts_with(char::is_lowercase);
        let told = told.trim().trim_matches(['*', '_', '-', ' ']);
        let is_told = super::marks::only_tells_before(told, words);
        let begins = !told.contains(char::is_alphanumeric);
        let leads = is_lower && is_square || words.starts_with(char::is_uppercase) && (begins || is_told);
        let stop =
            if is_lower { rest.find(". ").map_or(rest.len(), |n| n + 1) } else { line.find(". ").map_or(line.len(), |n| n + 1) };
        leads.then(|| behind.start() + stop)
    }

    /// Where the names of a bracket end before a date (`Ann Lee by 30 April`), and where that stands.
    fn due_behind(&self, names: TextRange) -> (TextRange, Option<TextRange>) {
        let text = names.slice(self.text);
        let found = DUE_WORDS.iter().filter_map(|word| words_at(text, &format!(" {word} "))).min();
        let dated = |at: &TextRange| text.get(at.end()..).is_some_and(|t| t.bytes().any(|b| b.is_ascii_digit()));
        match found.filter(dated) {
            Some(at) => {
                let from = names.start();
                let end = text.get(..at.start()).map_or(0, |t| t.trim_end_matches([',', ' ', '\u{a0}']).len());
                (names.until(from + end), Some(TextRange::new(from + at.end(), names.end())))
            }
            None => (names, None),
        }
    }

    /// The first whole character at or after a byte.
    fn boundary(&self, mut at: usize) -> usize {
        while at < self.text.len() && !self.text.is_char_boundary(at) {
            at += 1;
        }
        at
    }

    /// Where the bracket ends that opens at `at`, its own mark included.
    fn closed(&self, at: usize, to: usize) -> Option<usize> {
        let part = clip(self.text.get(at..to)?, 600);
        let (open, close) = if part.starts_with('(') { ('(', ')') } else { ('[', ']') };
        super::names::matching(part.get(1..)?, open, close).map(|end| at + 1 + end + 1)
    }

    /// Whether a line begins with a number such as `2.1` or `3.`.
    fn numbered(&self, at: usize) -> bool {
        let line = clip(self.text.get(at..).unwrap_or(""), 12);
        let digits = line.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
        digits > 1 && line.starts_with(|c: char| c.is_ascii_digit()) && line.get(..digits).is_some_and(|t| t.contains('.'))
    }

    /// Where in a block a mark may stand: at `ACTION:` after a sentence, and where a line begins, its number left out.
    fn marked_places(&self, text: &str, base: usize) -> Vec<usize> {
        let mut places = Vec::new();
        for i in memchr::memmem::find_iter(text.as_bytes(), b"ACTION:") {
            let before = text.get(..i).unwrap_or("").trim_end_matches(['*', '_', '(', '[']).chars().next_back();
            if before.is_some_and(|c| c.is_whitespace() || matches!(c, '.' | ';')) {
                places.push(base + i);
            }
        }
        // `It was agreed. Action: Ann to write.`
        for word in ["Action:", "Todo:", "TODO:"] {
            for i in memchr::memmem::find_iter(text.as_bytes(), word.as_bytes()) {
                let before = text.get(..i).unwrap_or("").trim_end_matches(['*', '_']);
                if before.ends_with(". ") || before.ends_with("! ") || before.ends_with(") ") || before.ends_with("; ") {
                    places.push(base + i);
                }
            }
        }
        // `The grammar is settled -- TODO(ann): write it down`
        for i in memchr::memmem::find_iter(text.as_bytes(), b"TODO(") {
            let before = text.get(..i).unwrap_or("");
            if [". ", "- ", "– ", "— ", "; "].iter().any(|end| before.ends_with(end)) {
                places.push(base + i);
            }
        }
        for range in lines(self.text, base, base + text.len()).skip(1) {
            let (from, to, line) = (range.start(), range.end(), range.slice(self.text));
            let number = line.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
            let at =
                from + if number > 0 { number + line.get(number..).map_or(0, |t| t.len() - t.trim_start().len()) } else { 0 };
            if self.lexicon.may_mark_action(clip(self.text.get(at..to).unwrap_or(""), 24).as_bytes())
                && matches!(self.marks.mark(&Bare::of(self.text, at, to)), Some(Mark::Action { .. } | Mark::Outcome { .. }))
            {
                places.push(at);
            }
        }
        places.sort_unstable();
        places.dedup();
        places
    }

    /// `… (Action: names)` or `… [ACTION names]` at the end: the sentence, the names, the number.
    fn closing(&self, range: TextRange) -> Option<Closing> {
        let text = self.text.get(range.range())?;
        let body = text.trim_end().trim_end_matches(['.', '*', '_', ' ']);
        let open = body.strip_suffix([')', ']'])?.rfind(['(', '['])?;
        let bare = Bare::within(self.text, TextRange::new(open + 1, body.len() - 1).shift(range.start()));
        let words = fold(clip(&bare.text, 40));
        if bare.text.contains(" to ") {
            return None;
        }
        let word = ACTION_CLOSING.opens(&words)?;
        let number = number_after(&bare.text, word).0;
        let mut at = number.map_or(word, |number| number.end());
        let tail = bare.text.get(at..)?;
        at += tail.len() - tail.trim_start_matches([' ', ':', '-', '–', '—', '.']).len();
        let names = bare.range(at, bare.text.len());
        let named = bare.text.get(at..)?.trim();
        // `Ann to share the paper (ACTION)`: the sentence names its owner itself.
        let whole = named.is_empty() && bare.text.trim() == "ACTION";
        if named.is_empty() && !whole && number.is_none()
            || named.contains([':', '?'])
            || named.len() > 60
            || named.split_whitespace().count() > 8
            || !(named.is_empty() || super::owners::without_article(named).starts_with(|c: char| c.is_uppercase() || c == '@'))
        {
            return None;
        }
        // The sentence that the bracket closes.
        let before = text.get(..open)?;
        // Emphasis that opens before the bracket is the bracket's.
        let before = before.trim_end().trim_end_matches(['*', '_']).trim_end();
        let start = before.trim_end_matches('.').rfind(". ").map_or(0, |i| i + 2);
        // Emphasis that runs over the bracket too is not the sentence's.
        let own = before.get(start..)?;
        let mark = own.len() - own.trim_start_matches('*').len();
        let start = if mark > 0 && !own.get(mark..)?.contains('*') { start + mark } else { start };
        let sentence = TextRange::new(start, before.len()).shift(range.start());
        // A mark that closes nothing says of nothing that it is to be done.
        before.get(start..)?.contains(char::is_alphanumeric).then_some(())?;
        let names = if named.is_empty() { TextRange::empty(names.start()) } else { names };
        Some(Closing { sentence, names, number: source(&bare, number) })
    }
}

/// Whether the bracket at `i` opens with a mark of an action; `ai` says that `AI:` is one.
fn opens_action(bytes: &[u8], i: usize, ai: bool) -> bool {
    let word = bytes.get(i + 1..).unwrap_or(&[]);
    let acts = word.get(..6).is_some_and(|w| w.eq_ignore_ascii_case(b"action"))
        || word.starts_with(b"Gweithredu")
        || word.starts_with(b"gweithredu")
        || word.starts_with(b"AI:") && ai;
    acts && i
        .checked_sub(1)
        .and_then(|n| bytes.get(n))
        .is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'*' | b'_' | b'.' | b'>'))
}

/// Where some words are in a text, whatever blanks are between them: a no-break space is as good as a space.
fn words_at(text: &str, words: &str) -> Option<TextRange> {
    let blank = |c: char| if c.is_whitespace() { ' ' } else { c };
    text.char_indices().find_map(|(at, _)| {
        let mut rest = text.get(at..)?.char_indices();
        let is_there = words.chars().all(|want| rest.next().is_some_and(|(_, c)| blank(c) == want));
        is_there.then(|| TextRange::new(at, rest.next().map_or(text.len(), |(n, _)| at + n)))
    })
}
