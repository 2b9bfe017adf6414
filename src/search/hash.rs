//! A small fast hash for the maps of the index. Not proof against chosen keys: its maps live for one build of
//! content the author wrote, and nothing is ever written in their order.

use std::hash::{BuildHasherDefault, Hasher};

/// For `HashMap`.
pub(crate) type Hash = BuildHasherDefault<Words>;

/// A map with it.
pub(crate) type Map<K, V> = std::collections::HashMap<K, V, Hash>;

/// Multiplies and turns, eight bytes at a time.
#[derive(Debug, Default, Clone)]
pub(crate) struct Words(u64);

/// 2⁶⁴ over the golden ratio, made odd.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

impl Words {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(FACTOR);
    }
}

impl Hasher for Words {
    fn write(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            self.add(chunk.iter().fold(0, |n, b| n << 8 | u64::from(*b)));
        }
        let rest = chunks.remainder();
        if !rest.is_empty() {
            self.add(rest.iter().fold(rest.len() as u64, |n, b| n << 8 | u64::from(*b)));
        }
    }

    fn write_u8(&mut self, n: u8) {
        self.add(u64::from(n));
    }

    fn write_u32(&mut self, n: u32) {
        self.add(u64::from(n));
    }

    fn write_u64(&mut self, n: u64) {
        self.add(n);
    }

    fn write_usize(&mut self, n: usize) {
        self.add(n as u64);
    }

    fn finish(&self) -> u64 {
        // The map takes its place from the low bits, which the last multiplication mixes least.
        self.0 ^ self.0 >> 29
    }
}

/// A hash of a text that is the same in every build: for sampling and for cutting the documents into segments.
pub(crate) fn of(text: &str) -> u64 {
    let mut hash = Words::default();
    hash.write(text.as_bytes());
    hash.finish().wrapping_mul(FACTOR) >> 8
}
