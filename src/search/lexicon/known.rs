//! Names that stand in a text bring the other names of the same thing with them.

use super::{GAP, Held, Lexicon, Opens, small};

/// A name, its words looked up.
#[derive(Debug)]
pub(super) struct Known {
    exact: Option<Box<str>>,
    rest: Vec<u32>,
    others: Vec<Vec<u32>>,
}

impl Lexicon<'_> {
    /// Where a name stands at a word, indexes the other names of its group after the text.
    pub(super) fn name(&mut self, text: &str, run: &[Held], at: usize) {
        let Some(first) = run.get(at) else { return };
        let group = match self.words.get(first.word as usize).map(|w| w.opens) {
            Some(Opens::Names(group)) => group,
            Some(Opens::Unread) => self.read_names(first.word),
            _ => return,
        };
        let said = text.get(first.from as usize..first.to as usize).unwrap_or("");
        let stands = |name: &&Known| {
            name.exact.as_deref().is_none_or(|e| e == said)
                && name.rest.iter().enumerate().all(|(n, w)| run.get(at + 1 + n).is_some_and(|h| h.word == *w))
        };
        let groups = std::mem::take(&mut self.groups);
        if let Some(hit) = groups.get(group as usize).and_then(|g| g.iter().find(stands)) {
            for other in &hit.others {
                let start = self.next;
                for (place, n) in (start..).zip(other) {
                    let Some(word) = self.words.get_mut(*n as usize) else { continue };
                    // It counts as a word of the site, so that it is offered while typing.
                    if word.own == 0 {
                        self.own_words.push(*n);
                    }
                    word.own += 1;
                    let term = word.term;
                    self.add(term, place, false);
                }
                self.next = start + small(other.len()) - 1 + GAP;
            }
        }
        self.groups = groups;
    }

    /// Looks up the words of the names that open with a word.
    fn read_names(&mut self, first: u32) -> u32 {
        let names = self.names;
        let mut group = Vec::new();
        for name in names.opening_with(self.word_texts.get(first)) {
            let rest = name.rest.iter().map(|w| self.word(w)).collect();
            let others = name.others.iter().map(|o| o.iter().map(|w| self.word(w)).collect()).collect();
            group.push(Known { exact: name.exact.clone(), rest, others });
        }
        self.groups.push(group);
        let n = small(self.groups.len() - 1);
        if let Some(word) = self.words.get_mut(first as usize) {
            word.opens = Opens::Names(n);
        }
        n
    }
}
