//! Numbers that stand before a paragraph, as written: `2.`, `2.1`, `1.1.5.`, `3)`, `1/`.

/// A number of more digits is a year or an amount.
const MOST_DIGITS: usize = 3;

/// A number before a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OutlineNumber {
    /// Its parts: `2.1` is 2 and 1.
    pub(crate) parts: Vec<u32>,
    /// The length of the number as written, with the sign that ends it.
    pub(crate) len: usize,
    /// The place where the words begin.
    pub(crate) words: usize,
}

impl OutlineNumber {
    /// Reads the number that a line begins with. One part needs a sign after it: `17 April` has none.
    pub(crate) fn read(line: &str) -> Option<OutlineNumber> {
        let bytes = line.as_bytes();
        let (mut parts, mut at) = (Vec::new(), 0);
        let mut is_closed;
        loop {
            let digits = bytes.get(at..)?.iter().take_while(|b| b.is_ascii_digit()).count();
            if digits == 0 || digits > MOST_DIGITS {
                return None;
            }
            parts.push(line.get(at..at + digits)?.parse().ok()?);
            at += digits;
            is_closed = matches!(bytes.get(at), Some(b'.' | b')' | b'/'));
            let goes_on = bytes.get(at) == Some(&b'.') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
            if !goes_on {
                break;
            }
            at += 1;
        }
        let len = at + usize::from(is_closed);
        let rest = line.get(len..)?;
        let blank = rest.len() - rest.trim_start().len();
        let is_number = (is_closed || parts.len() > 1) && (blank > 0 || rest.is_empty());
        is_number.then_some(OutlineNumber { parts, len, words: len + blank })
    }
}

/// The numbers that a document has given so far.
#[derive(Debug, Default)]
pub(crate) struct OutlineSeries {
    /// The last number of each length.
    last: Vec<Vec<u32>>,
}

impl OutlineSeries {
    /// Takes a number where it goes on from those before: it is the next, or the first below another.
    pub(crate) fn accept(&mut self, number: &OutlineNumber) -> bool {
        let depth = number.parts.len();
        let Some((last, above)) = number.parts.split_last() else { return false };
        let before = self.last.iter().rev().find(|parts| parts.len() == depth);
        let follows = match before {
            Some(parts) if parts.split_last().is_some_and(|(_, head)| head == above) => {
                parts.last().is_some_and(|n| *last > *n && *last - *n <= 2)
            }
            Some(_) => *last == 1,
            None if depth == 1 => *last <= 9,
            None => *last == 1,
        };
        if follows {
            self.last.retain(|parts| parts.len() < depth);
            self.last.push(number.parts.clone());
        }
        follows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_written() {
        let parts = |line| OutlineNumber::read(line).map(|n| n.parts);
        assert_eq!(parts("2. Lamps"), Some(vec![2]));
        assert_eq!(parts("2.1 The lamp"), Some(vec![2, 1]));
        assert_eq!(parts("1.1.5. Ann Lee"), Some(vec![1, 1, 5]));
        assert_eq!(parts("1/ Ouverture"), Some(vec![1]));
        assert_eq!(parts("3) Piers"), Some(vec![3]));
        for text in ["17 April 2012", "2012. It", "10:30", "2.1The", "", "a.", "1.2.3.4444 x"] {
            assert_eq!(parts(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_goes_on_from_those_before() {
        let mut series = OutlineSeries::default();
        let mut accept = |line: &str| OutlineNumber::read(line).is_some_and(|n| series.accept(&n));
        assert!(accept("2. Lamps"));
        assert!(accept("2.1 First"));
        assert!(!accept("10.30 am"));
        assert!(accept("2.2 Second"));
        assert!(accept("3. Piers"));
        assert!(accept("3.1 First"));
        assert!(!accept("3.9 metres"));
        assert!(!accept("12. What is this"));
    }
}
