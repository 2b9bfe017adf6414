//! Sketches of words: enough to tell words that were slightly edited from others, and too little to read them back.

use std::fmt;

use super::signs::{number, write_signs};

/// So many words of a text have a part in its sketch.
const CELLS: u32 = 12;

/// The bits of one cell: 0 is a cell without a word.
const BITS: u32 = 5;

/// A sketch of the words of a place: 60 bits, as twelve signs. Words fall into twelve cells by their hashes; each cell keeps five bits of the
/// word with the smallest. Two texts that share most words share most cells, whatever the order of the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordSketch(u64);

impl WordSketch {
    /// The signs that it is written with.
    pub(super) const LEN: usize = 12;

    /// Returns the sketch of a text, whose words are runs of letters and digits; case means nothing.
    pub(super) fn of(text: &[u8]) -> WordSketch {
        let mut cells = [u64::MAX; CELLS as usize];
        let mut word = FIRST;
        for byte in text.iter().chain(b" ") {
            if byte.is_ascii_alphanumeric() || !byte.is_ascii() {
                word = (word ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(PRIME);
            } else if word != FIRST {
                let hash = mixed(std::mem::replace(&mut word, FIRST));
                // The cell by the upper half of the hash, the rank in it by all of it turned around.
                let cell = usize::try_from(((hash >> 32) * u64::from(CELLS)) >> 32).unwrap_or(0);
                if let Some(cell) = cells.get_mut(cell) {
                    *cell = (*cell).min(hash.rotate_left(32));
                }
            }
        }
        WordSketch(
            cells.iter().rev().fold(0, |all, least| all << BITS | if *least == u64::MAX { 0 } else { 1 + mixed(*least) % 31 }),
        )
    }

    /// Reads one as it is written.
    pub(super) fn read(text: &str) -> Option<WordSketch> {
        (text.len() == WordSketch::LEN).then(|| number(text))?.map(WordSketch)
    }

    /// How much two texts have in common, in hundredths of all that either has.
    pub(super) fn likeness(self, other: WordSketch) -> u32 {
        let cell = |sketch: u64, n: u32| sketch >> (n * BITS) & ((1 << BITS) - 1);
        let (mut same, mut all) = (0, 0);
        for n in 0..CELLS {
            let (a, b) = (cell(self.0, n), cell(other.0, n));
            all += u32::from(a != 0 || b != 0);
            same += u32::from(a != 0 && a == b);
        }
        (100 * same).checked_div(all).unwrap_or(0)
    }
}

impl fmt::Display for WordSketch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_signs(f, self.0, WordSketch::LEN)
    }
}

/// Begins the hash of a word (FNV-1a).
const FIRST: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

/// The hash with every bit of it in every bit (the end of SplitMix64).
fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ hash >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ hash >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ hash >> 31
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn likeness(a: &str, b: &str) -> u32 {
        WordSketch::of(a.as_bytes()).likeness(WordSketch::of(b.as_bytes()))
    }

    #[test]
    fn an_edit_is_told_from_other_words() {
        let lamp = "Ann Lee to write to the county about the lamp at the east gate by 30 April.";
        assert_eq!(likeness(lamp, "ann Lee, to WRITE to the county about the lamp (at the east gate) by 30 April"), 100);
        assert!(likeness(lamp, "Ann Lee to write to the county council about the lamp at the east gate by 30 May.") > 50);
        assert!(likeness(lamp, "Bob Ray to read the engineer's report and to bring it to the next meeting.") < 50);
        assert_eq!((likeness("", ""), likeness(lamp, "")), (0, 0));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(text in "\\PC{0,60}") {
            let sketch = WordSketch::of(text.as_bytes());
            prop_assert_eq!(WordSketch::read(&sketch.to_string()), Some(sketch));
        }

        #[test]
        fn likeness_has_no_direction(a in "[a-d ]{0,20}", b in "[a-d ]{0,20}") {
            prop_assert_eq!(likeness(&a, &b), likeness(&b, &a));
        }
    }
}
