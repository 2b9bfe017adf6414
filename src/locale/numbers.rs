//! Numbers and sizes as people of a language write them.

use super::catalogue::{Message, Messages};

/// The signs between the groups of a number and before its decimals.
#[derive(Debug, Clone)]
pub struct Numbers {
    /// `,` in `1,183`.
    pub group: String,
    /// `.` in `5.5`.
    pub point: String,
}

impl Default for Numbers {
    fn default() -> Self {
        Numbers { group: ",".to_owned(), point: ".".to_owned() }
    }
}

impl Numbers {
    /// Returns a number with these signs; `english` is the number as English writes it.
    pub fn show(&self, english: &str) -> String {
        if self.group == "," && self.point == "." {
            return english.to_owned();
        }
        let mut out = String::with_capacity(english.len() + 4);
        for c in english.chars() {
            match c {
                ',' => out.push_str(&self.group),
                '.' => out.push_str(&self.point),
                c => out.push(c),
            }
        }
        out
    }
}

impl Messages {
    /// A number as people of a language write it: `1,183`, `1 183`. `digits` as a program writes it: `-1183.5`.
    pub fn number(&self, lang: &str, digits: &str) -> String {
        self.numbers(lang).show(&thousands(digits))
    }

    /// The signs between the groups of a number and before its decimals.
    pub fn numbers(&self, lang: &str) -> Numbers {
        let sign = |key: &str, plain: &'static str| match self.find(lang, key) {
            Some((_, Message::One(sign))) => sign.clone(),
            _ => plain.to_owned(),
        };
        Numbers { group: sign("number_group", ","), point: sign("number_point", ".") }
    }

    /// A size for people, in decimal units: `845 bytes`, `12 KB`, `1.2 MB`.
    pub fn size(&self, lang: &str, bytes: u64) -> String {
        if bytes < 1000 {
            let n = bytes.to_string();
            return self.text(lang, "n_bytes", Some(bytes), |_| Some(n.clone())).unwrap_or_else(|_| size(bytes));
        }
        let words = size(bytes);
        let (number, unit) = words.split_once(' ').unwrap_or((&words, ""));
        format!("{} {unit}", self.number(lang, number))
    }
}

/// A whole number with commas between thousands.
pub fn thousands(digits: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |d| ("-", d));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    if whole.is_empty() || !whole.bytes().all(|b| b.is_ascii_digit()) {
        return format!("{sign}{digits}");
    }
    let mut out = String::with_capacity(digits.len() + 4);
    out.push_str(sign);
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A size for people, in decimal units: `845 bytes`, `12 KB`, `1.2 MB`.
pub fn size(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["KB", "MB", "GB", "TB", "PB"];
    if bytes < 1000 {
        return format!("{bytes} {}", if bytes == 1 { "byte" } else { "bytes" });
    }
    // In tenths of a unit, so that no rounding depends on floating point.
    let (mut tenths, mut unit) = ((u128::from(bytes) + 50) / 100, 0);
    while tenths >= 9995 && unit + 1 < UNITS.len() {
        tenths = (tenths + 500) / 1000;
        unit += 1;
    }
    let unit = UNITS.get(unit).unwrap_or(&"PB");
    if tenths < 100 && !tenths.is_multiple_of(10) {
        format!("{}.{} {unit}", tenths / 10, tenths % 10)
    } else {
        format!("{} {unit}", (tenths + 5) / 10)
    }
}

/// Writes a whole number at the end of a text, in digits alone: long lists have tens of thousands of them.
pub fn push_digits(out: &mut String, number: u64) {
    let mut divisor = 10_u64.pow(number.checked_ilog10().unwrap_or(0));
    while divisor > 0 {
        // A digit is below ten.
        out.push(char::from(b'0' + (number / divisor % 10) as u8));
        divisor /= 10;
    }
}
