//! Countries by their ISO 3166 codes, with the names they had and have, in English and Welsh.
//!
//! The table (`countries.txt`) has the 249 codes of ISO 3166-1, the four countries of the United Kingdom by their ISO
//! 3166-2 codes, and Kosovo under the code that its users agreed on. English names are those that the British government uses in
//! running text, where we know it to have one of its own; Welsh ones are those of the Unicode CLDR and BydTermCymru. A name that ended is
//! followed by the day from which the next one holds: that of the law, or of its notice to the United Nations.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::date::Day;
use super::slug::slug;

/// A country, a territory, or a country of the United Kingdom.
#[derive(Debug, PartialEq, Eq)]
pub struct Country {
    /// `AL`, `GB-WLS`.
    pub code: &'static str,
    /// `ALB`; empty: it has none.
    pub alpha3: &'static str,
    english: Vec<Name>,
    welsh: Vec<Name>,
    others: Vec<&'static str>,
}

/// A name, and the day before which it held; `None`: it still does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Name {
    text: &'static str,
    until: Option<Day>,
}

impl Country {
    /// Its name on a day, in Welsh or else in English.
    pub fn name(&self, lang: &str, on: Day) -> &'static str {
        let names = if is_welsh(lang) { &self.welsh } else { &self.english };
        names.iter().find(|n| n.until.is_none_or(|until| on < until)).map_or("", |n| n.text)
    }

    /// Whether countries have names in a language here.
    pub fn has_names_in(lang: &str) -> bool {
        is_welsh(lang) || lang == "en" || lang.starts_with("en-")
    }

    /// The names it had before, oldest first, each with the day from which it had another.
    pub fn earlier(&self, lang: &str) -> impl Iterator<Item = (&'static str, Day)> {
        let names = if is_welsh(lang) { &self.welsh } else { &self.english };
        names.iter().filter_map(|n| Some((n.text, n.until?)))
    }

    /// Every name by which anybody may look for it.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.english.iter().chain(&self.welsh).map(|n| n.text).chain(self.others.iter().copied())
    }

    /// Whether a name is one of its own, capitals and accents apart.
    pub fn is_called(&self, name: &str) -> bool {
        let name = plain(name);
        self.names().any(|n| plain(n) == name)
    }
}

fn is_welsh(lang: &str) -> bool {
    lang == "cy" || lang.starts_with("cy-")
}

/// `The Gambia` and `Gambia`, `St` and `Saint` are one.
fn plain(name: &str) -> String {
    let name = slug(name).replace("saint-", "st-").replace("-and-", "-");
    name.strip_prefix("the-").map(str::to_owned).unwrap_or(name)
}

struct Table {
    countries: Vec<Country>,
    by_code: HashMap<&'static str, usize>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let countries: Vec<Country> = include_str!("countries.txt").lines().filter_map(row).collect();
    let mut by_code = HashMap::with_capacity(2 * countries.len());
    for (at, country) in countries.iter().enumerate() {
        by_code.insert(country.code, at);
        if !country.alpha3.is_empty() {
            by_code.insert(country.alpha3, at);
        }
    }
    Table { countries, by_code }
});

/// `SZ|SWZ|Swaziland<2018-04-19;Eswatini|…|other names`.
fn row(line: &'static str) -> Option<Country> {
    let mut cells = line.split('|');
    let (code, alpha3) = (cells.next()?, cells.next()?);
    let names = |cell: &'static str| {
        let name = |text: &'static str| match text.split_once('<') {
            Some((text, until)) => Name { text, until: until.parse().ok() },
            None => Name { text, until: None },
        };
        cell.split(';').map(name).collect()
    };
    let (english, welsh) = (names(cells.next()?), names(cells.next()?));
    let others = cells.next()?.split(';').filter(|o| !o.is_empty()).collect();
    Some(Country { code, alpha3, english, welsh, others })
}

/// The country of a code (alpha-2, alpha-3, or one of the United Kingdom's), in capitals or not.
pub fn country(code: &str) -> Option<&'static Country> {
    if !matches!(code.len(), 2 | 3 | 6) {
        return None;
    }
    let at = *TABLE.by_code.get(&*code.to_ascii_uppercase())?;
    TABLE.countries.get(at)
}

/// The country that a name is one of.
pub fn country_called(name: &str) -> Option<&'static Country> {
    TABLE.countries.iter().find(|c| c.is_called(name))
}

/// Whether a word says that a thing is a country.
pub fn means_country(word: &str) -> bool {
    let word = word.trim().to_lowercase();
    matches!(
        &*word,
        "country" | "countries" | "territory" | "country or territory" | "nation" | "state" | "source country" | "gwlad"
    )
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_table_is_whole() {
        let table = &TABLE.countries;
        assert_eq!(table.len(), 249 + 4 + 1);
        assert!(table.windows(2).all(|w| w[0].code < w[1].code), "sorted, each once");
        for country in table {
            for names in [&country.english, &country.welsh] {
                assert!(names.last().is_some_and(|n| n.until.is_none() && !n.text.is_empty()), "{}", country.code);
                assert!(names.iter().rev().skip(1).all(|n| n.until.is_some()), "{}", country.code);
                assert!(names.windows(2).all(|w| w[1].until.is_none_or(|u| w[0].until < Some(u))), "{}", country.code);
            }
            let shape = |code: &str, len| code.len() == len && code.bytes().all(|b| b.is_ascii_uppercase());
            assert!(country.code.starts_with("GB-") || shape(country.code, 2) && shape(country.alpha3, 3), "{}", country.code);
            assert_eq!(country_called(country.name("en", date(2026, 1, 1))), Some(country));
        }
    }

    #[test]
    fn names_by_date_and_language() {
        let name = |code: &str, lang: &str, on: Day| country(code).map_or("", |c| c.name(lang, on));
        let (before, after) = (date(2012, 9, 30), date(2024, 1, 1));
        assert_eq!((name("SZ", "en", before), name("SZ", "en", after)), ("Swaziland", "Eswatini"));
        assert_eq!((name("MK", "en", before), name("MKD", "cy", after)), ("Macedonia", "Gogledd Macedonia"));
        assert_eq!((name("CZ", "en", before), name("cz", "en", after)), ("Czech Republic", "Czechia"));
        assert_eq!((name("TR", "en", before), name("TR", "en", after)), ("Turkey", "Türkiye"));
        assert_eq!((name("GB-WLS", "cy", after), name("VN", "cy", after)), ("Cymru", "Fietnam"));
        assert_eq!(name("MK", "en", date(2019, 2, 11)), "Macedonia");
        assert_eq!(name("MK", "en", date(2019, 2, 12)), "North Macedonia");
        assert!(country("GM").is_some_and(|c| c.is_called("gambia")));
        assert_eq!((country("UK"), country_called("UK").map(|c| c.code)), (None, Some("GB")));
    }
}
