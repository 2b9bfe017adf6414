//! What is odd about the keys of a list: two that are nearly one, a code with the name of another country.

use std::collections::{BTreeSet, HashMap};

use crate::diag::{Code, Diagnostic};
use crate::parse::data::cut;
use crate::record::{Date, Day, Entry, List, country_called, folded};

/// Says where two keys differ only in case, or in how their accents are written: they are two entries, and one of the two is probably a slip.
pub(super) fn alike(list: &List, problems: &mut Vec<Diagnostic>) {
    let mut first: Vec<Option<(&Entry, Day)>> = Vec::new();
    for (revision, entry) in list.revisions.iter().flat_map(|r| r.entries.iter().map(move |e| (r, e))) {
        let at = entry.number as usize;
        if first.len() <= at {
            first.resize(at + 1, None);
        }
        if let Some(slot @ None) = first.get_mut(at) {
            *slot = Some((entry, revision.date));
        }
    }
    let mut seen: HashMap<Box<str>, (&Entry, Day)> = HashMap::new();
    for (entry, day) in first.into_iter().flatten() {
        let Some((other, since)) = seen.get(&folded(entry.key.trim())) else {
            seen.insert(folded(entry.key.trim()), (entry, day));
            continue;
        };
        problems.push(
            Diagnostic::new(
                Code::SimilarKey,
                entry.span,
                format!("the key `{}` differs only in case from `{}`: they are two entries", cut(&entry.key), cut(&other.key)),
            )
            .expected("a key keeps its capitals through every revision")
            .related(other.span, "the other key")
            .remedy(format!(
                "write `{}` here too, as it has been since {}; or, where they are two things, give one a key that differs by more",
                cut(&other.key),
                Date::Day(*since).in_english()
            )),
        );
    }
}

/// Says where the name of a country is that of another: one of the two is a slip. Said once for each key.
pub(super) fn misnamed(list: &List, problems: &mut Vec<Diagnostic>) {
    let mut said: BTreeSet<&str> = BTreeSet::new();
    for entry in list.revisions.iter().flat_map(|r| &r.entries) {
        let Some(country) = entry.country.filter(|c| !entry.by_code && !c.is_called(&entry.name)) else { continue };
        if let Some(other) = country_called(&entry.name).filter(|_| said.insert(&entry.key)) {
            problems.push(
                Diagnostic::new(
                    Code::CountryName,
                    entry.span,
                    format!("`{}` is the code of {}, not of {}", cut(&entry.key), country.name("en", Day::MAX), cut(&entry.name)),
                )
                .expected(format!("the code of {} is {}", cut(&entry.name), other.code))
                .remedy("correct the key or the name"),
            );
        }
    }
}
