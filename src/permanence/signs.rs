//! Numbers as the signs of a ledger, five bits each.

use std::fmt;

/// The signs of a fingerprint: digits and small letters without those that are taken for each other.
const SIGNS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Writes the lowest bits of a number as so many signs.
pub(super) fn write_signs(f: &mut fmt::Formatter<'_>, number: u64, len: usize) -> fmt::Result {
    (0..len).rev().try_for_each(|n| {
        let sign = usize::try_from(number >> (5 * n) & 31).ok().and_then(|n| SIGNS.get(n));
        fmt::Write::write_char(f, char::from(sign.copied().unwrap_or(b'0')))
    })
}

/// The value of each sign; [`NO_SIGN`] for what is none.
const VALUES: [u8; 256] = {
    let mut values = [NO_SIGN; 256];
    let mut n = 0;
    while n < SIGNS.len() {
        #[expect(clippy::cast_possible_truncation, reason = "there are 32")]
        let value = n as u8;
        values[SIGNS[n] as usize] = value;
        n += 1;
    }
    values
};

const NO_SIGN: u8 = u8::MAX;

/// Reads signs as a number.
pub(super) fn number(text: &str) -> Option<u64> {
    text.bytes().try_fold(0, |number, sign| {
        let value = VALUES.get(usize::from(sign)).copied().filter(|value| *value != NO_SIGN)?;
        Some(number << 5 | u64::from(value))
    })
}
