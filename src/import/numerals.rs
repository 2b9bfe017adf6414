//! Numbers as lists write them: digits, letters, Roman numerals.

/// A form of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NumeralForm {
    /// `3`.
    Decimal,
    /// `03`.
    TwoDigits,
    /// `c`.
    LowerLetter,
    /// `C`.
    UpperLetter,
    /// `iii`.
    LowerRoman,
    /// `III`.
    UpperRoman,
    /// Nothing is written.
    Empty,
}

impl NumeralForm {
    /// Returns the form that Word calls so; `None` for a bullet.
    pub(crate) fn of_word(name: &str) -> Option<NumeralForm> {
        Some(match name {
            "bullet" => return None,
            "decimalZero" => NumeralForm::TwoDigits,
            "lowerLetter" => NumeralForm::LowerLetter,
            "upperLetter" => NumeralForm::UpperLetter,
            "lowerRoman" => NumeralForm::LowerRoman,
            "upperRoman" => NumeralForm::UpperRoman,
            "none" => NumeralForm::Empty,
            _ => NumeralForm::Decimal,
        })
    }

    /// Returns the form that OpenDocument calls so.
    pub(crate) fn of_open_document(name: &str) -> NumeralForm {
        match name {
            "a" => NumeralForm::LowerLetter,
            "A" => NumeralForm::UpperLetter,
            "i" => NumeralForm::LowerRoman,
            "I" => NumeralForm::UpperRoman,
            "" => NumeralForm::Empty,
            _ => NumeralForm::Decimal,
        }
    }
}

/// Writes a number in a form.
pub(crate) fn write_numeral(n: u32, form: NumeralForm) -> String {
    match form {
        NumeralForm::Decimal => n.to_string(),
        NumeralForm::TwoDigits => format!("{n:02}"),
        NumeralForm::LowerLetter => letters(n),
        NumeralForm::UpperLetter => letters(n).to_uppercase(),
        NumeralForm::LowerRoman => roman(n),
        NumeralForm::UpperRoman => roman(n).to_uppercase(),
        NumeralForm::Empty => String::new(),
    }
}

/// `a` to `z`, then `aa`, `bb`.
fn letters(n: u32) -> String {
    let Some(n) = n.checked_sub(1) else { return String::new() };
    let letter = char::from(b'a' + u8::try_from(n % 26).unwrap_or(0));
    std::iter::repeat_n(letter, (n / 26 + 1).min(8) as usize).collect()
}

fn roman(mut n: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if n > 4999 {
        return n.to_string();
    }
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while n >= value {
            out.push_str(sign);
            n -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form() {
        let all = |n| {
            use NumeralForm::*;
            [Decimal, TwoDigits, LowerLetter, UpperLetter, LowerRoman, UpperRoman, Empty]
                .map(|form| write_numeral(n, form))
                .join(" ")
        };
        assert_eq!(all(4), "4 04 d D iv IV ");
        assert_eq!(all(28), "28 28 bb BB xxviii XXVIII ");
    }
}
