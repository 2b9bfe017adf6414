//! The names of entries, in the language of the page where the list gives them.

use crate::record::{Country, Entry, List, Revision};
use crate::view::LanguageSite;

/// Returns true if a column holds the names of the entries in a language of the site: `name_cy`.
pub fn is_name(site: &LanguageSite<'_>, field: &str) -> bool {
    field.strip_prefix("name_").is_some_and(|lang| site.record.site.languages.iter().any(|l| **l == *lang))
}

/// The name of an entry in the language of the page and, where there is none, as it stands, with its language.
pub fn entry_name<'d>(site: &'d LanguageSite<'_>, list: &'d List, revision: &Revision, entry: &Entry) -> (String, &'d str) {
    let column = revision.fields.iter().position(|f| f.strip_prefix("name_") == Some(site.lang));
    let name = column.and_then(|n| entry.values.get(n)).filter(|name| !name.is_empty());
    if let Some(name) = name {
        return (name.to_string(), "");
    }
    match country_name(site, list, revision, entry) {
        Some(name) => (name.to_owned(), ""),
        None => (entry.name.to_string(), site.own_text_language(&list.document)),
    }
}

/// What a country was called on the day of a revision in the language of the page, where that is not the list's own. A country that
/// the list calls by a name of its own ("Ireland (north)") keeps it.
fn country_name(site: &LanguageSite<'_>, list: &List, revision: &Revision, entry: &Entry) -> Option<&'static str> {
    let is_foreign = !site.own_text_language(&list.document).is_empty();
    let country = entry.country.filter(|_| is_foreign && Country::has_names_in(site.lang))?;
    let own = list.document.lang.as_deref().unwrap_or(site.own_language());
    let usual = *entry.name == *country.name(own, revision.date) || country.is_called(&entry.name);
    usual.then(|| country.name(site.lang, revision.date))
}

/// The name that an entry had last, in the language of the page where the list gives it.
pub(super) fn last_name<'d>(site: &'d LanguageSite<'_>, list: &'d List, entry: &Entry) -> (String, &'d str) {
    let own = site.own_text_language(&list.document);
    if own.is_empty() {
        return (entry.name.to_string(), "");
    }
    let found = list.revisions.iter().rev().find_map(|r| Some((r, r.entries.iter().find(|e| e.number == entry.number)?)));
    found.map_or_else(|| (entry.name.to_string(), own), |(revision, entry)| entry_name(site, list, revision, entry))
}
