//! The words in capitals of some minutes, which tell whether a bracket after a name is initials.

use std::cell::{Cell, OnceCell};
use std::collections::BTreeMap;

/// Words of two to four capitals and how often each stands in a text; counted when somebody first asks.
pub(super) struct Capitals<'a> {
    text: &'a str,
    counts: OnceCell<BTreeMap<[u8; 4], u32>>,
    asked: Cell<usize>,
}

impl<'a> Capitals<'a> {
    pub(super) fn of(text: &'a str) -> Capitals<'a> {
        Capitals { text, counts: OnceCell::new(), asked: Cell::new(0) }
    }

    /// How often somebody asked: who did not ask, read nothing of the minutes.
    pub(super) fn times_asked(&self) -> usize {
        self.asked.get()
    }

    pub(super) fn count(&self, word: &str) -> u32 {
        self.asked.set(self.asked.get() + 1);
        let mut key = [0u8; 4];
        for (slot, b) in key.iter_mut().zip(word.bytes()) {
            *slot = b;
        }
        self.counts.get_or_init(|| capitals(self.text)).get(&key).copied().unwrap_or(0)
    }
}

fn capitals(text: &str) -> BTreeMap<[u8; 4], u32> {
    let mut out = BTreeMap::new();
    let (mut word, mut len, mut clean) = ([0u8; 4], 0usize, true);
    for &b in text.as_bytes().iter().chain(b" ") {
        if b.is_ascii_alphanumeric() || b >= 0x80 {
            if b.is_ascii_uppercase() && len < 4 {
                if let Some(slot) = word.get_mut(len) {
                    *slot = b;
                }
            } else {
                clean = false;
            }
            len += 1;
        } else {
            if clean && (2..=4).contains(&len) {
                *out.entry(word).or_insert(0) += 1;
            }
            (word, len, clean) = ([0; 4], 0, true);
        }
    }
    out
}
