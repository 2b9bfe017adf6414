//! Many short texts in one allocation, by number.

use super::small;

/// Texts one after the other.
#[derive(Debug, Default)]
pub(super) struct Texts {
    all: String,
    ends: Vec<u32>,
}

impl Texts {
    pub(super) fn push(&mut self, text: &str) {
        self.all.push_str(text);
        self.ends.push(small(self.all.len()));
    }

    pub(super) fn get(&self, n: u32) -> &str {
        let from = (n as usize).checked_sub(1).and_then(|n| self.ends.get(n)).copied().unwrap_or(0);
        let to = self.ends.get(n as usize).copied().unwrap_or(from);
        self.all.get(from as usize..to as usize).unwrap_or("")
    }

    /// Numbers in the order of their texts.
    pub(super) fn sort(&self, numbers: &[u32]) -> Vec<u32> {
        // Most texts differ in their first eight bytes.
        let opening = |n: u32| {
            let text = self.get(n).as_bytes();
            let mut bytes = [0; 8];
            let len = text.len().min(8);
            bytes[..len].copy_from_slice(&text[..len]);
            u64::from_be_bytes(bytes)
        };
        let mut all: Vec<(u64, u32)> = numbers.iter().map(|n| (opening(*n), *n)).collect();
        all.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| self.get(a.1).cmp(self.get(b.1))));
        all.into_iter().map(|(_, n)| n).collect()
    }
}
