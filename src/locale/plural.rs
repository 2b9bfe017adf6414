//! Plural forms: the CLDR category of a number in a language.

use std::collections::BTreeSet;

use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use unic_langid::LanguageIdentifier;

/// The plural categories of CLDR.
pub(super) const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The plural category of a whole number in a language (CLDR, cardinal). A language that CLDR does not know counts as English does.
pub fn category(lang: &str, n: u64) -> &'static str {
    // The two of most sites, without a search.
    match (base(lang), n) {
        ("cy", 0) => return "zero",
        ("cy" | "en", 1) => return "one",
        ("cy", 2) => return "two",
        ("cy", 3) => return "few",
        ("cy", 6) => return "many",
        ("cy" | "en", _) => return "other",
        _ => {}
    }
    let rules = lang.parse::<LanguageIdentifier>().ok().and_then(|mut id| {
        // The rules are kept by language alone, but for a few with a region.
        PluralRules::create(id.clone(), PluralRuleType::CARDINAL).ok().or_else(|| {
            id.clear_variants();
            (id.region, id.script) = (None, None);
            PluralRules::create(id, PluralRuleType::CARDINAL).ok()
        })
    });
    match rules.and_then(|rules| rules.select(n).ok()) {
        Some(PluralCategory::ZERO) => "zero",
        Some(PluralCategory::ONE) => "one",
        Some(PluralCategory::TWO) => "two",
        Some(PluralCategory::FEW) => "few",
        Some(PluralCategory::MANY) => "many",
        Some(PluralCategory::OTHER) => "other",
        None if n == 1 => "one",
        None => "other",
    }
}

/// The plural categories that whole numbers have in a language.
pub(super) fn categories(lang: &str) -> BTreeSet<&'static str> {
    (0..=200).chain([1_000_000]).map(|n| category(lang, n)).collect()
}

/// `cy` of `cy-GB`.
pub(super) fn base(lang: &str) -> &str {
    lang.split(['-', '_']).next().unwrap_or(lang)
}
