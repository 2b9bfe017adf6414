//! Paragraph by paragraph, then word by word.

use std::collections::HashMap;

use super::sequence::{common, rising};

/// A paragraph of one version, as plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Para<'a> {
    /// The author's number, or another lasting name of the place; empty where it has none. One that the tool itself
    /// counts (`3.4-p1`) is no lasting name and is better left out.
    pub anchor: &'a str,
    /// What it says.
    pub text: &'a str,
}

/// What became of one paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParaChange<'a> {
    /// Its place in the earlier version; `None`: added.
    pub before: Option<usize>,
    /// Its place in the later version; `None`: removed.
    pub after: Option<usize>,
    /// What happened.
    pub kind: ParaKind,
    /// It stands elsewhere among the paragraphs that stayed.
    pub moved: bool,
    /// For [`ParaKind::Edited`]: its words, those of both versions in reading order.
    pub words: Vec<Run<'a>>,
}

/// What happened to a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ParaKind {
    /// Was not there before.
    Added,
    /// Is there no more.
    Removed,
    /// Says something else; its number may differ too.
    Edited,
    /// Says the same under another number.
    Renumbered,
    /// The same.
    Unchanged,
}

/// A run of words that fared alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run<'a> {
    /// How they fared.
    pub kind: RunKind,
    /// The words, with the spaces between them.
    pub text: &'a str,
}

/// How a run of words fared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunKind {
    /// In both.
    Same,
    /// Only in the earlier version.
    Removed,
    /// Only in the later version.
    Added,
}

/// What changed between two versions of a text: one change for each paragraph of either, in the order
/// of `after`; what was removed stands behind the paragraph it used to follow.
///
/// Paragraphs are matched, in this order: the same number and words; the same words, once in each
/// (a renumbered paragraph); the same number and words that are alike; the same words in the same
/// order (a phrase that minutes repeat); words that are alike; last, the same number, whatever it says now. Alike means that half of the words of the two are shared.
pub fn compare_text<'a>(before: &[Para<'a>], after: &[Para<'a>]) -> Vec<ParaChange<'a>> {
    let mut pairs = Pairs { of_before: vec![None; before.len()], of_after: vec![None; after.len()] };
    pairs.by_key(before, after, |p| Some((p.anchor, p.text)));
    pairs.by_key(before, after, |p| (!p.text.trim().is_empty()).then_some(p.text));
    pairs.by_key_if(before, after, |p| (!p.anchor.is_empty()).then_some(p.anchor), |a, b| alike(a.text, b.text) >= ALIKE);
    pairs.by_order(before, after);
    pairs.by_likeness(before, after);
    pairs.by_key(before, after, |p| (!p.anchor.is_empty()).then_some(p.anchor));
    pairs.changes(before, after)
}

/// Two paragraphs with this share of common words are versions of one.
const ALIKE: f64 = 0.5;

/// A word in more paragraphs than this says nothing of which is meant ("the", "Group").
const COMMON_WORD: usize = 24;

/// Which paragraph became which.
struct Pairs {
    of_before: Vec<Option<usize>>,
    of_after: Vec<Option<usize>>,
}

impl Pairs {
    /// Matches what is still alone and has one key on both sides. Where a key occurs equally often in both, they
    /// are matched in their order; otherwise nobody can say which is meant, and they are left.
    fn by_key<'a, K: std::hash::Hash + Eq>(
        &mut self,
        before: &'a [Para<'a>],
        after: &'a [Para<'a>],
        key: impl Fn(&'a Para<'a>) -> Option<K>,
    ) {
        self.by_key_if(before, after, key, |_, _| true);
    }

    fn by_key_if<'a, K: std::hash::Hash + Eq>(
        &mut self,
        before: &'a [Para<'a>],
        after: &'a [Para<'a>],
        key: impl Fn(&'a Para<'a>) -> Option<K>,
        fits: impl Fn(&Para<'_>, &Para<'_>) -> bool,
    ) {
        let mut places: HashMap<K, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for (at, para) in before.iter().enumerate().filter(|(at, _)| self.of_before.get(*at) == Some(&None)) {
            if let Some(key) = key(para) {
                places.entry(key).or_default().0.push(at);
            }
        }
        let mut order: Vec<usize> = Vec::new();
        for (at, para) in after.iter().enumerate().filter(|(at, _)| self.of_after.get(*at) == Some(&None)) {
            if let Some((_, later)) = key(para).and_then(|k| places.get_mut(&k)) {
                later.push(at);
                order.push(at);
            }
        }
        for at in order {
            let Some(para) = after.get(at) else { continue };
            let Some((earlier, later)) = key(para).and_then(|k| places.get(&k)) else { continue };
            if earlier.len() != later.len() {
                continue;
            }
            let was = later.iter().position(|l| *l == at).and_then(|i| earlier.get(i));
            if let Some(was) = was.filter(|was| before.get(**was).is_some_and(|b| fits(b, para))) {
                self.join(*was, at);
            }
        }
    }

    /// Matches what is still alone and says the same, in order.
    fn by_order(&mut self, before: &[Para<'_>], after: &[Para<'_>]) {
        let (old, new) = (alone(&self.of_before), alone(&self.of_after));
        let old_texts: Vec<&str> = old.iter().filter_map(|i| before.get(*i)).map(|p| p.text).collect();
        let new_texts: Vec<&str> = new.iter().filter_map(|i| after.get(*i)).map(|p| p.text).collect();
        for (x, y) in common(&old_texts, &new_texts) {
            if let (Some(was), Some(is)) = (old.get(x), new.get(y)) {
                self.join(*was, *is);
            }
        }
    }

    /// Matches what is still alone by shared words, the most alike first. Candidates come from an index of the
    /// rarer words, so that a thousand new paragraphs are not each held against a thousand old ones.
    fn by_likeness(&mut self, before: &[Para<'_>], after: &[Para<'_>]) {
        let (old, new) = (alone(&self.of_before), alone(&self.of_after));
        let mut index: HashMap<&str, Vec<usize>> = HashMap::new();
        for at in &old {
            for word in before.get(*at).map(|p| bag(p.text)).unwrap_or_default().into_keys() {
                index.entry(word).or_default().push(*at);
            }
        }
        let mut likely: Vec<(f64, usize, usize)> = Vec::new();
        for at in new {
            let Some(para) = after.get(at) else { continue };
            let words = bag(para.text);
            let mut near: Vec<usize> =
                words.keys().filter_map(|w| index.get(w)).filter(|p| p.len() <= COMMON_WORD).flatten().copied().collect();
            near.sort_unstable();
            near.dedup();
            for was in near {
                let score = before.get(was).map_or(0.0, |b| overlap(&bag(b.text), &words));
                if score >= ALIKE {
                    likely.push((score, was, at));
                }
            }
        }
        likely.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
        for (_, was, at) in likely {
            if self.of_before.get(was) == Some(&None) && self.of_after.get(at) == Some(&None) {
                self.join(was, at);
            }
        }
    }

    fn join(&mut self, was: usize, is: usize) {
        if let (Some(b), Some(a)) = (self.of_before.get_mut(was), self.of_after.get_mut(is)) {
            (*b, *a) = (Some(is), Some(was));
        }
    }

    fn changes<'a>(&self, before: &[Para<'a>], after: &[Para<'a>]) -> Vec<ParaChange<'a>> {
        let kept: Vec<(usize, usize)> = self.of_after.iter().enumerate().filter_map(|(at, was)| Some(((*was)?, at))).collect();
        let order: Vec<usize> = kept.iter().map(|(was, _)| *was).collect();
        let mut moved = vec![true; after.len()];
        for (_, at) in rising(&order).into_iter().filter_map(|i| kept.get(i)) {
            if let Some(flag) = moved.get_mut(*at) {
                *flag = false;
            }
        }
        // What was removed, behind the paragraph it followed; `None` is the start.
        let mut behind: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
        let mut last = None;
        for (at, to) in self.of_before.iter().enumerate() {
            match to {
                Some(to) => last = Some(*to),
                None => behind.entry(last).or_default().push(at),
            }
        }
        let gone =
            |at: &usize| ParaChange { before: Some(*at), after: None, kind: ParaKind::Removed, moved: false, words: Vec::new() };
        let mut out: Vec<ParaChange<'a>> = behind.get(&None).into_iter().flatten().map(gone).collect();
        for (at, para) in after.iter().enumerate() {
            let was = self.of_after.get(at).copied().flatten();
            out.push(match was.and_then(|was| before.get(was).map(|b| (was, b))) {
                Some((was, old)) => became(was, old, at, para, moved.get(at) == Some(&true)),
                None => ParaChange { before: None, after: Some(at), kind: ParaKind::Added, moved: false, words: Vec::new() },
            });
            out.extend(behind.get(&Some(at)).into_iter().flatten().map(gone));
        }
        out
    }
}

/// The places that have no partner yet.
fn alone(of: &[Option<usize>]) -> Vec<usize> {
    of.iter().enumerate().filter(|(_, other)| other.is_none()).map(|(at, _)| at).collect()
}

fn became<'a>(was: usize, old: &Para<'a>, at: usize, new: &Para<'a>, moved: bool) -> ParaChange<'a> {
    let kind = match (old.text == new.text, old.anchor == new.anchor) {
        (true, true) => ParaKind::Unchanged,
        (true, false) => ParaKind::Renumbered,
        (false, _) => ParaKind::Edited,
    };
    let words = if kind == ParaKind::Edited { compare_words(old.text, new.text) } else { Vec::new() };
    ParaChange { before: Some(was), after: Some(at), kind, moved, words }
}

/// What changed between two texts, word by word: the runs that are not [`RunKind::Added`] make up
/// `before` byte for byte, those that are not [`RunKind::Removed`] make up `after`.
pub fn compare_words<'a>(before: &'a str, after: &'a str) -> Vec<Run<'a>> {
    let (old, new) = (words(before), words(after));
    let pairs = without_islands(&common(&old, &new), &old, &new);
    let (mut was, mut is) = (Rest(before), Rest(after));
    let mut out: Vec<Run<'a>> = Vec::new();
    let mut push = |kind, text: &'a str| {
        if !text.is_empty() {
            out.push(Run { kind, text });
        }
    };
    let (mut x, mut y) = (0, 0);
    let ends = (old.len(), new.len());
    // Runs of pairs that follow each other in both, each with what stands before it in one of the two.
    for run in pairs.chunk_by(|a, b| (a.0 + 1, a.1 + 1) == *b) {
        let Some(first) = run.first() else { continue };
        push(RunKind::Removed, was.take(old.get(x..first.0)));
        push(RunKind::Added, is.take(new.get(y..first.1)));
        (x, y) = (first.0 + run.len(), first.1 + run.len());
        push(RunKind::Same, was.take(old.get(first.0..x)));
        is.take(new.get(first.1..y));
    }
    push(RunKind::Removed, was.take(old.get(x..ends.0)));
    push(RunKind::Added, is.take(new.get(y..ends.1)));
    out
}

/// What is left of a text that is cut at its words.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    /// Takes the next words.
    fn take(&mut self, words: Option<&[&str]>) -> &'a str {
        let length = words.unwrap_or(&[]).iter().map(|w| w.len()).sum();
        let (taken, rest) = self.0.split_at_checked(length).unwrap_or((self.0, ""));
        self.0 = rest;
        taken
    }
}

/// Leaves out common tokens that stand alone between changes and are no word: a change that is broken at every space is hard to read.
fn without_islands(pairs: &[(usize, usize)], old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let joined = |a: (usize, usize), b: (usize, usize)| a.0 + 1 == b.0 && a.1 + 1 == b.1;
    let ends = (old.len(), new.len());
    let mut out = Vec::with_capacity(pairs.len());
    for (i, pair) in pairs.iter().enumerate() {
        let after_change = match i.checked_sub(1).and_then(|i| pairs.get(i)) {
            Some(last) => !joined(*last, *pair),
            None => *pair != (0, 0),
        };
        let before_change = !joined(*pair, pairs.get(i + 1).copied().unwrap_or(ends));
        let blank = old.get(pair.0).is_some_and(|t| t.trim().is_empty());
        if !(after_change && before_change && blank) {
            out.push(*pair);
        }
    }
    out
}

/// Words, the spaces between them, and each other character by itself: all of the text, in order.
fn words(text: &str) -> Vec<&str> {
    let class = |c: char| match c {
        c if c.is_alphanumeric() || c == '\'' || c == '’' => 0,
        c if c.is_whitespace() => 1,
        _ => 2,
    };
    let mut out = Vec::with_capacity(text.len() / 3 + 1);
    let mut start = 0;
    let mut last = None;
    for (at, c) in text.char_indices() {
        let this = class(c);
        if last.is_some_and(|l| l != this || l == 2) {
            out.extend(text.get(start..at));
            start = at;
        }
        last = Some(this);
    }
    out.extend(text.get(start..).filter(|t| !t.is_empty()));
    out
}

/// The words of a text with how often each occurs.
fn bag(text: &str) -> std::collections::BTreeMap<&str, usize> {
    let mut out = std::collections::BTreeMap::new();
    for word in words(text).into_iter().filter(|w| w.chars().any(char::is_alphanumeric)) {
        *out.entry(word).or_insert(0) += 1;
    }
    out
}

/// The share of words two texts have in common (Dice): 0 to 1.
fn alike(a: &str, b: &str) -> f64 {
    overlap(&bag(a), &bag(b))
}

fn overlap(a: &std::collections::BTreeMap<&str, usize>, b: &std::collections::BTreeMap<&str, usize>) -> f64 {
    let shared: usize = a.iter().map(|(word, n)| b.get(word).map_or(0, |m| *n.min(m))).sum();
    let all: usize = a.values().chain(b.values()).sum();
    // Counts of words are far below 2⁵³.
    if all == 0 { 0.0 } else { 2.0 * shared as f64 / all as f64 }
}
