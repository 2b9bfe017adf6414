//! Accents that a page draws over a letter, as signs of their own.
//!
//! TeX's older fonts have no letters with accents: the accent is drawn, the pen goes back, and the letter is drawn below it.

use unicode_normalization::UnicodeNormalization;

/// Accents as signs of their own, and as marks that go onto the letter before them.
const ACCENTS: [(char, char); 11] = [
    ('`', '\u{300}'),
    ('\u{b4}', '\u{301}'),
    ('\u{2c6}', '\u{302}'),
    ('\u{2dc}', '\u{303}'),
    ('\u{af}', '\u{304}'),
    ('\u{2d8}', '\u{306}'),
    ('\u{2d9}', '\u{307}'),
    ('\u{a8}', '\u{308}'),
    ('\u{2da}', '\u{30a}'),
    ('\u{2c7}', '\u{30c}'),
    ('\u{b8}', '\u{327}'),
];

/// Returns the letter that an accent and the letter drawn below it are; `None` where there is none.
pub(super) fn accented(accent: char, letter: char) -> Option<char> {
    let (_, mark) = ACCENTS.iter().find(|(sign, _)| *sign == accent)?;
    // Below an accent a letter has no dot of its own.
    let letter = match letter {
        '\u{131}' => 'i',
        '\u{237}' => 'j',
        letter => letter,
    };
    let mut composed = [letter, *mark].into_iter().nfc();
    match (composed.next(), composed.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_below_accents() {
        for (accent, letter, want) in [
            ('\u{2dc}', 'a', Some('ã')),
            ('\u{b4}', '\u{131}', Some('í')),
            ('\u{b8}', 'c', Some('ç')),
            ('\u{2dc}', '1', None),
            ('x', 'a', None),
        ] {
            assert_eq!(accented(accent, letter), want, "{accent}{letter}");
        }
    }
}
