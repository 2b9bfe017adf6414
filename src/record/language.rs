//! Languages by their BCP 47 tags: how a tag is written, in which direction the language is, and what it is called in English and Welsh.
//!
//! The table (`languages.txt`) is that of the Unicode CLDR, version 48: the tag, `rtl` if the usual script of the language is written
//! from right to left, the name in English and the name in Welsh. A language that is not in it is called by its tag.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A line of the table.
struct Language {
    right_to_left: bool,
    english: &'static str,
    welsh: &'static str,
}

static LANGUAGES: LazyLock<HashMap<&'static str, Language>> = LazyLock::new(|| {
    let line = |line: &'static str| {
        let mut cells = line.split('|');
        let (tag, direction, english, welsh) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
        Some((tag, Language { right_to_left: direction == "rtl", english, welsh }))
    };
    include_str!("languages.txt").lines().filter_map(line).collect()
});

/// The scripts that are written from right to left, by their ISO 15924 codes.
const RIGHT_TO_LEFT: [&str; 13] =
    ["Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Nbat", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"];

/// Returns a language tag as BCP 47 writes it (`en-GB`, `zh-Hant`), or `None` if the text does not have the shape of one.
///
/// Two tags that differ in case alone are the same language: everything else compares tags byte by byte.
pub fn language_tag(text: &str) -> Option<String> {
    let mut parts = text.split('-');
    let language = parts.next().filter(|p| (2..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphabetic()))?;
    let mut tag = language.to_ascii_lowercase();
    // What follows a single letter (`-x-`, `-u-`) is neither a script nor a region.
    let mut extended = false;
    for part in parts {
        if !(1..=8).contains(&part.len()) || !part.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return None;
        }
        extended |= part.len() == 1;
        let is_word = part.bytes().all(|b| b.is_ascii_alphabetic());
        tag.push('-');
        match part.len() {
            2 if is_word && !extended => tag.push_str(&part.to_ascii_uppercase()),
            4 if is_word && !extended => {
                tag.push_str(&part[..1].to_ascii_uppercase());
                tag.push_str(&part[1..].to_ascii_lowercase());
            }
            _ => tag.push_str(&part.to_ascii_lowercase()),
        }
    }
    Some(tag)
}

/// Returns the direction of a text on a page in another language, `rtl` or `ltr`; `None` if it is the direction of the page, which
/// left to right is unless a page says otherwise.
pub fn direction(text: &str, page: &str) -> Option<&'static str> {
    match (is_right_to_left(text), is_right_to_left(page)) {
        (true, _) => Some("rtl"),
        (false, true) => Some("ltr"),
        (false, false) => None,
    }
}

/// Returns true if a language is written from right to left: by the script of its tag, else by its usual one.
fn is_right_to_left(tag: &str) -> bool {
    match script(tag) {
        Some(script) => RIGHT_TO_LEFT.contains(&script),
        None => LANGUAGES.get(language(tag)).is_some_and(|l| l.right_to_left),
    }
}

/// Returns true if readers of one language read the other: they differ in region at most (`en`, `en-GB`).
pub fn is_same_language(a: &str, b: &str) -> bool {
    let scripts = (script(a), script(b));
    language(a) == language(b) && !matches!(scripts, (Some(a), Some(b)) if a != b)
}

/// Returns the name of a language in another one; `None` if the table has none.
pub fn language_name(tag: &str, speech: &str) -> Option<&'static str> {
    let with_script = script(tag).map(|script| format!("{}-{script}", language(tag)));
    let tags = [Some(tag), with_script.as_deref(), Some(language(tag))];
    let known = tags.into_iter().flatten().find_map(|tag| LANGUAGES.get(tag))?;
    let name = match language(speech) {
        "cy" => known.welsh,
        "en" => known.english,
        _ => "",
    };
    Some(name).filter(|name| !name.is_empty())
}

/// The language of a tag, without script and region.
fn language(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// The script of a tag, if it names one.
fn script(tag: &str) -> Option<&str> {
    let is_script = |part: &&str| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic());
    tag.split('-').skip(1).take_while(|part| part.len() > 1).find(is_script)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_written_one_way() {
        for (text, tag) in
            [("FR", "fr"), ("en-gb", "en-GB"), ("ZH-hant-tw", "zh-Hant-TW"), ("es-419", "es-419"), ("en-X-GB", "en-x-gb")]
        {
            assert_eq!(language_tag(text).as_deref(), Some(tag));
        }
        for text in ["", "e", "xx_yy!!", "en_GB", "english", "en-", "-en", "fr-é"] {
            assert_eq!(language_tag(text), None, "{text}");
        }
    }

    #[test]
    fn the_script_decides_the_direction() {
        for tag in ["ar", "ar-EG", "he", "ur", "fa", "yi", "dv", "pa-Arab", "pa-Arab-PK", "az-Arab", "ku-Arab"] {
            assert!(is_right_to_left(tag), "{tag}");
        }
        for tag in ["en", "cy", "pa", "ar-Latn", "he-Latn-IL", "zh-Hant", "xx", "ku", "tr"] {
            assert!(!is_right_to_left(tag), "{tag}");
        }
    }

    #[test]
    fn a_page_and_its_texts_differ_in_direction() {
        assert_eq!((direction("ar", "en"), direction("ar", "he")), (Some("rtl"), Some("rtl")));
        assert_eq!((direction("en", "ar"), direction("fr", "en")), (Some("ltr"), None));
    }

    #[test]
    fn names_are_in_the_language_of_the_page() {
        let names = [
            ("fr", "en", Some("French")),
            ("fr", "cy-GB", Some("Ffrangeg")),
            ("fr-CA", "en", Some("Canadian French")),
            ("fr-BE", "en", Some("French")),
            ("no", "en", Some("Norwegian")),
            ("gd", "en-GB", Some("Scottish Gaelic")),
            ("zh-Hant-TW", "en", Some("Traditional Chinese")),
            ("fr", "de", None),
            ("xx", "en", None),
        ];
        for (tag, speech, name) in names {
            assert_eq!(language_name(tag, speech), name, "{tag} in {speech}");
        }
    }

    #[test]
    fn regions_are_one_language_and_scripts_are_two() {
        assert!(is_same_language("en", "en-GB") && is_same_language("en-US", "en-GB") && is_same_language("zh", "zh-Hant"));
        assert!(!is_same_language("zh-Hans", "zh-Hant") && !is_same_language("en", "cy"));
    }

    #[test]
    fn every_line_of_the_table_has_a_tag_and_a_name() {
        for line in include_str!("languages.txt").lines() {
            let tag = line.split('|').next().unwrap_or_default();
            assert_eq!(language_tag(tag).as_deref(), Some(tag), "{line}");
            assert!(language_name(tag, "en").is_some(), "{line}");
        }
    }
}
