//! Names as parts of addresses: lower case, ASCII, hyphens.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::redaction::is_stand_in;

/// `Ŵyn Ésprit (UK)` is `wyn-esprit-uk`. Letters outside Latin stay as they are, so that a name in
/// another script is never empty; what has no letters or digits at all is `x`. What stands for withheld words is no part of an address.
pub fn slug(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut gap = false;
    for c in name.nfkd().filter(|c| !is_combining_mark(*c)) {
        if c == '\'' || c == '’' {
            continue;
        }
        if is_stand_in(c) {
            gap = true;
            continue;
        }
        if c.is_alphanumeric() {
            if gap && !out.is_empty() {
                out.push('-');
            }
            gap = false;
            match c {
                'ß' => out.push_str("ss"),
                'æ' | 'Æ' => out.push_str("ae"),
                'œ' | 'Œ' => out.push_str("oe"),
                'ø' | 'Ø' => out.push('o'),
                'ł' | 'Ł' => out.push('l'),
                'ı' => out.push('i'),
                _ => out.extend(c.to_lowercase().filter(|c| !is_combining_mark(*c))),
            }
        } else {
            gap = true;
        }
    }
    if out.is_empty() { "x".to_owned() } else { out }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn names_become_addresses() {
        for (name, want) in [
            ("Home Office", "home-office"),
            ("Stephen O’Brien", "stephen-obrien"),
            ("Ŵyn ap Llŷr", "wyn-ap-llyr"),
            ("Çağıl Uluşahin", "cagil-ulusahin"),
            ("  --  ", "x"),
            ("議事録 1", "議事録-1"),
        ] {
            assert_eq!(slug(name), want);
        }
    }
}
