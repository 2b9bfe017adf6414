//! Plural forms: the CLDR category of a number in a language.
//!
//! The rules are in `plural_rules.txt`, in the notation of CLDR. Only whole numbers are counted on a page, so that its operands for
//! decimals are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The plural categories of CLDR.
pub(super) const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// One comparison of a rule: the number or its remainder, and where it must be, or must not.
#[derive(Debug)]
struct PluralRelation {
    divisor: Option<u64>,
    is_within: bool,
    ranges: Vec<(u64, u64)>,
}

/// A rule: one of these must hold in all its parts.
type PluralCondition = Vec<Vec<PluralRelation>>;

/// The rules of each language, in the order in which they are asked.
static RULES: LazyLock<BTreeMap<&'static str, Vec<(&'static str, PluralCondition)>>> = LazyLock::new(|| {
    let mut rules = BTreeMap::new();
    for (languages, categories) in lines() {
        for language in languages.split(' ') {
            rules.insert(language, categories.split(';').filter_map(parse_rule).collect());
        }
    }
    rules
});

/// The lines of the table: languages and their rules.
fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = include_str!("plural_rules.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(':'))
}

/// The category and the condition of `few n % 10 = 2..4 and n % 100 != 12..14`.
fn parse_rule(rule: &'static str) -> Option<(&'static str, PluralCondition)> {
    let (category, condition) = rule.trim().split_once(' ')?;
    let parts = condition.split(" or ").map(|part| part.split(" and ").map(parse_relation).collect());
    Some((category, parts.collect::<Option<_>>()?))
}

/// `n % 10 = 3..4,9`.
fn parse_relation(relation: &str) -> Option<PluralRelation> {
    let (operand, ranges) = relation.split_once('=')?;
    let (operand, is_within) = operand.strip_suffix('!').map_or((operand, true), |operand| (operand, false));
    let divisor = match operand.trim().split_once('%') {
        Some((_, divisor)) => Some(divisor.trim().parse().ok().filter(|n| *n > 0)?),
        None => None,
    };
    let range = |range: &str| match range.trim().split_once("..") {
        Some((first, last)) => Some((first.parse().ok()?, last.parse().ok()?)),
        None => range.trim().parse().ok().map(|n| (n, n)),
    };
    Some(PluralRelation { divisor, is_within, ranges: ranges.split(',').map(range).collect::<Option<_>>()? })
}

impl PluralRelation {
    fn holds(&self, n: u64) -> bool {
        let n = self.divisor.map_or(n, |divisor| n % divisor);
        self.ranges.iter().any(|(first, last)| (*first..=*last).contains(&n)) == self.is_within
    }
}

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
    // The rules are kept by language alone, but for one with a region.
    let Some(rules) = RULES.get(lang).or_else(|| RULES.get(base(lang))) else {
        return if n == 1 { "one" } else { "other" };
    };
    let holds = |condition: &PluralCondition| condition.iter().any(|part| part.iter().all(|relation| relation.holds(n)));
    rules.iter().find(|(_, condition)| holds(condition)).map_or("other", |(category, _)| category)
}

/// The plural categories that a language needs for what a page counts. French and its neighbours have one for whole millions, where `other`
/// serves: a translation is not short of anything without it.
pub(super) fn categories(lang: &str) -> BTreeSet<&'static str> {
    (0..=200).map(|n| category(lang, n)).collect()
}

/// `cy` of `cy-GB`.
pub(super) fn base(lang: &str) -> &str {
    lang.split(['-', '_']).next().unwrap_or(lang)
}

#[cfg(test)]
mod tests {
    use super::{CATEGORIES, RULES, category, lines};

    /// What another implementation of CLDR says (ICU 78): languages, a colon, and the numbers of each category.
    const COUNTED: &str = include_str!("../../tests/suite/views/plurals.txt");

    #[test]
    fn every_rule_is_read() {
        for (languages, rules) in lines() {
            let wanted = rules.split(';').filter(|rule| !rule.is_empty()).count();
            for language in languages.split(' ') {
                let read = RULES.get(language).map_or(&[][..], Vec::as_slice);
                assert_eq!(read.len(), wanted, "{language}");
                assert!(read.iter().all(|(category, _)| CATEGORIES.contains(category)), "{language}");
            }
        }
    }

    #[test]
    fn numbers_are_counted_as_cldr_says() {
        let mut languages_seen = 0;
        for line in COUNTED.lines().filter(|line| !line.starts_with('#')) {
            let (languages, categories) = line.split_once(':').unwrap();
            for part in categories.split(';') {
                let (wanted, numbers) = part.trim().split_once(' ').unwrap();
                for range in numbers.split(' ') {
                    let (first, last) = range.split_once('-').unwrap_or((range, range));
                    for n in first.parse::<u64>().unwrap()..=last.parse().unwrap() {
                        for language in languages.split(' ') {
                            assert_eq!(category(language, n), wanted, "{n} in {language}");
                        }
                    }
                }
            }
            languages_seen += languages.split(' ').count();
        }
        assert!(languages_seen > 200, "{languages_seen}");
        assert_eq!((category("en-GB", 1), category("sco", 1), category("sco", 0)), ("one", "one", "other"));
    }
}
