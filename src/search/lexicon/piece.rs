//! The pieces of a text between white space: what is kept of each, and how it is written.

use crate::search::code::{self, Table};

/// What is kept of a piece, in one place: a text is read at the speed at which these are found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    /// As the table writes it, where `written` is 1 or 2.
    pub(super) code: [u8; 2],
    /// How many bytes of `code`; 0: the piece itself between `~` and a space; else [`AFRESH`].
    pub(super) written: u8,
    /// Of its only word; else how many words there are, in `Lexicon::held` from `word`.
    pub(super) from: u8,
    pub(super) to: u8,
    /// How many words: 0, 1, or more.
    pub(super) count: u8,
    pub(super) word: u32,
}

/// The piece must be escaped each time it is written.
pub(super) const AFRESH: u8 = 3;

/// A piece of at most 15 bytes as two numbers, by which it is found without following a pointer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Short(u64, u64);

impl std::hash::Hash for Short {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        state.write_u64(self.0);
        state.write_u64(self.1);
    }
}

impl Short {
    /// `None`: the piece is longer.
    pub(super) fn of(piece: &str) -> Option<Short> {
        let bytes = piece.as_bytes();
        let len = bytes.len();
        let eight = |from: usize| Some(u64::from_le_bytes(bytes.get(from..from + 8)?.try_into().ok()?));
        let four = |from: usize| Some(u64::from(u32::from_le_bytes(bytes.get(from..from + 4)?.try_into().ok()?)));
        let (first, rest) = match len {
            0..4 => (bytes.iter().rev().fold(0, |n, b| n << 8 | u64::from(*b)), 0),
            4..8 => (four(0)? | four(len - 4)? << (8 * (len - 4)), 0),
            8 => (eight(0)?, 0),
            9..16 => (eight(0)?, eight(len - 8)? >> (8 * (16 - len))),
            _ => return None,
        };
        Some(Short(first, rest | (len as u64) << 56))
    }
}

impl Piece {
    /// Writes the piece into a string of a text.
    pub(super) fn write(&self, piece: &str, table: &Table, out: &mut String) {
        match (self.written, self.code) {
            (0, _) => {
                out.push('~');
                out.push_str(piece);
                out.push(' ');
            }
            (1, [a, _]) => out.push(char::from(a)),
            (2, [a, b]) => {
                out.push(char::from(a));
                out.push(char::from(b));
            }
            _ => {
                let mut plain = String::new();
                table.encode_one(piece, &mut plain);
                code::escape(&plain, out);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Short;
    use proptest::prelude::*;

    proptest! {
        /// No two pieces are one number.
        #[test]
        fn pieces_are_told_apart(a in "[a-c\0é]{0,9}", b in "[a-c\0é]{0,9}") {
            prop_assert_eq!(Short::of(&a).is_some(), a.len() < 16);
            if let (Some(x), Some(y)) = (Short::of(&a), Short::of(&b)) {
                prop_assert_eq!(x == y, a == b);
            }
        }
    }
}
