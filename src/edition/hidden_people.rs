//! People who appear under a public name, and the forms of their names by which a record can mean them.
//!
//! Jane Quorvane is meant by `Jane Quorvane`, `Quorvane, Jane` and `J. Quorvane`; by `Mr Quorvane` and `Quorvane` where nobody else has that
//! surname; by `Jane` and `JQ` where nobody else can be meant by them. In attendance and owners such a form becomes the public name; wherever
//! else it is found, it is a leak.

use std::collections::BTreeSet;

use crate::parse::Parts;
use crate::record::{Person, Span, without_post_nominals};
use crate::source::{Sources, ending};

/// The people whose names an edition does not say.
pub(super) struct HiddenPeople {
    people: Vec<HiddenPerson>,
}

struct HiddenPerson {
    id: Box<str>,
    public_name: Box<str>,
    listed: Option<Span>,
    names: Vec<HiddenName>,
}

/// One name of a person, in its parts.
struct HiddenName {
    whole: Box<str>,
    first: Box<str>,
    last: Box<str>,
    /// The first letters of all its words.
    initials: String,
    /// Nobody else of the record, and no organisation, has the first name, the surname or the initials.
    is_only_first: bool,
    is_only_last: bool,
    are_only_initials: bool,
}

impl HiddenPeople {
    /// Gathers the people of a directory that have a public name. Everybody else whom the parts name decides which forms can mean nobody else.
    pub(super) fn of(parts: &Parts) -> HiddenPeople {
        let hidden = || parts.people.iter().filter(|p| p.public_name.is_some());
        if hidden().next().is_none() {
            return HiddenPeople { people: Vec::new() };
        }
        let whole: BTreeSet<String> = hidden().flat_map(names_of).map(|name| name.to_lowercase()).collect();
        let others = OtherNames::of(parts, &whole);
        let people = hidden().filter_map(|person| {
            let names = names_of(person).filter_map(|name| HiddenName::of(name, &others)).collect();
            Some(HiddenPerson { id: person.id.clone(), public_name: person.public_name.clone()?, listed: person.listed, names })
        });
        HiddenPeople { people: people.collect() }
    }

    /// Returns the public name of the person whom a name as it is written means; `None` where it means nobody who is hidden.
    pub(super) fn public_name(&self, written: &str) -> Option<Box<str>> {
        let (name, _) = without_post_nominals(written);
        let is_meant =
            |person: &&HiddenPerson| *person.id == *written || person.names.iter().any(|hidden| hidden.is_meant_by(name));
        self.people.iter().find(is_meant).map(|person| person.public_name.clone())
    }

    /// Returns the words that may be nowhere in the edition, and where each person is listed. A form that the texts have as another word
    /// too, without its capital (`may`, `green`), is left out: it cannot be told from that word.
    pub(super) fn secrets(&self, texts: &Sources) -> Vec<(String, Span)> {
        let mut secrets = Vec::new();
        for person in &self.people {
            let Some(listed) = person.listed else { continue };
            for name in &person.names {
                let forms =
                    name.certain_forms().into_iter().chain(name.short_forms().filter(|form| !is_common_word(form, texts)));
                secrets.extend(forms.map(|form| (form, listed)));
            }
        }
        secrets
    }
}

impl HiddenName {
    /// `None` for a name without a word.
    fn of(name: &str, others: &OtherNames) -> Option<HiddenName> {
        let words: Vec<&str> = name.split_whitespace().collect();
        let (first, last) = (*words.first()?, *words.last()?);
        let initials: String = words.iter().filter_map(|word| word.chars().next()).collect();
        let is_only = |word: &str| letters(word) > 1 && !others.words.contains(&word.to_lowercase());
        Some(HiddenName {
            whole: name.into(),
            first: first.into(),
            last: last.into(),
            is_only_first: is_only(first),
            is_only_last: is_only(last),
            are_only_initials: words.len() > 1 && !others.initials.contains(&initials),
            initials,
        })
    }

    /// Whether a name as it is written means this person.
    fn is_meant_by(&self, written: &str) -> bool {
        let same = |a: &str, b: &str| a.to_lowercase() == b.to_lowercase();
        if same(written, &self.whole) {
            return true;
        }
        let inverted = written.split_once(',').map(|(last, first)| format!("{} {}", first.trim(), last.trim()));
        let written = inverted.as_deref().unwrap_or(written);
        let words: Vec<&str> = written.split_whitespace().map(|word| word.trim_end_matches('.')).collect();
        match words.as_slice() {
            [] => false,
            [only] => {
                self.is_only_first && same(only, &self.first)
                    || self.is_only_last && same(only, &self.last)
                    || self.are_only_initials && *only == self.initials
            }
            [before @ .., last] => {
                let is_named = before.iter().any(|word| same(word, &self.first));
                let initial = before.iter().find(|word| letters(word) == 1).map(|word| word.to_lowercase());
                let is_initial = initial.is_some_and(|initial| self.first.to_lowercase().starts_with(&initial));
                same(last, &self.last) && (self.is_only_last || is_named || is_initial)
            }
        }
    }

    /// The forms that mean this person whoever else there is.
    fn certain_forms(&self) -> Vec<String> {
        let mut forms = vec![self.whole.to_string()];
        if self.first != self.last {
            forms.push(format!("{}, {}", self.last, self.first));
            forms.push(format!("{} {}", self.first, self.last));
            let initial = self.first.chars().next().filter(|_| self.is_only_last || self.are_only_initials);
            forms.extend(initial.map(|initial| format!("{initial}. {}", self.last)));
        }
        forms
    }

    /// The single words that mean this person, for nobody else has them.
    fn short_forms(&self) -> impl Iterator<Item = String> {
        let first = self.is_only_first.then(|| self.first.to_string());
        let last = self.is_only_last.then(|| self.last.to_string());
        first.into_iter().chain(last)
    }
}

/// The words of all names that are said in the edition.
struct OtherNames {
    /// In small letters.
    words: BTreeSet<String>,
    initials: BTreeSet<String>,
}

impl OtherNames {
    /// `hidden` are the whole names of those who are not said, in small letters.
    fn of(parts: &Parts, hidden: &BTreeSet<String>) -> OtherNames {
        let mut others = OtherNames { words: BTreeSet::new(), initials: BTreeSet::new() };
        parts.people.iter().filter(|p| p.public_name.is_none()).flat_map(names_of).for_each(|name| others.add_person(name));
        for organisation in &parts.organisations {
            let names = organisation.names.iter().map(|n| &*n.name);
            names.chain([&*organisation.name]).for_each(|name| others.add_words(name));
        }
        parts.bodies.iter().for_each(|body| others.add_words(&body.name));
        for row in parts.meetings.iter().filter_map(|m| m.attendance.as_ref()).flatten() {
            let (name, _) = without_post_nominals(&row.name.text);
            let is_whole = name.contains(' ') && !name.contains(['.', ',']);
            // What may be a short form of a hidden name tells nothing of somebody else.
            if is_whole && !hidden.contains(&name.to_lowercase()) && !hidden.iter().any(|whole| may_be_short_for(name, whole)) {
                others.add_person(name);
            }
            row.organisation.iter().for_each(|o| others.add_words(&o.text));
        }
        others
    }

    fn add_words(&mut self, name: &str) {
        self.words.extend(name.split_whitespace().map(str::to_lowercase));
    }

    fn add_person(&mut self, name: &str) {
        self.add_words(name);
        self.initials.insert(name.split_whitespace().filter_map(|word| word.chars().next()).collect());
    }
}

/// `Mr Quorvane`, `J Quorvane` and `Jane M Quorvane` may be Jane Quorvane. `whole` is in small letters.
fn may_be_short_for(name: &str, whole: &str) -> bool {
    let name = name.to_lowercase();
    let (mut words, mut own) = (name.split_whitespace(), whole.split_whitespace());
    let (Some(first), Some(last)) = (words.next(), words.next_back()) else { return false };
    let (own_first, own_last) = (own.next().unwrap_or(""), own.next_back().unwrap_or(""));
    last == own_last && (first == own_first || letters(first) <= 3)
}

fn names_of(person: &Person) -> impl Iterator<Item = &str> {
    let earlier = person.names.iter().map(|name| &*name.name);
    std::iter::once(&*person.name).chain(earlier).chain(person.translated.iter().map(|(_, name)| &**name))
}

/// Whether the texts have a word without its capital too.
fn is_common_word(word: &str, texts: &Sources) -> bool {
    let lower = word.to_lowercase();
    if lower == word {
        return true;
    }
    texts.iter().filter(|(_, file)| matches!(&*ending(&file.path), "md" | "markdown")).any(|(id, _)| {
        let text = texts.text(id).unwrap_or("");
        text.match_indices(&lower).any(|(at, found)| {
            let before = text.get(..at).and_then(|t| t.chars().next_back());
            let after = text.get(at + found.len()..).and_then(|t| t.chars().next());
            let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '@' | '/' | '_' | '-'));
            !is_part(before) && !is_part(after)
        })
    })
}

fn letters(word: &str) -> usize {
    word.chars().filter(|c| c.is_alphabetic()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(others: &[&str]) -> HiddenName {
        let mut known = OtherNames { words: BTreeSet::new(), initials: BTreeSet::new() };
        others.iter().for_each(|other| known.add_person(other));
        HiddenName::of("Jane Quorvane", &known).expect("a name")
    }

    #[test]
    fn a_form_means_a_person_where_it_can_mean_nobody_else() {
        let meant = [
            "Jane Quorvane",
            "jane quorvane",
            "Quorvane, Jane",
            "J. Quorvane",
            "J Quorvane",
            "Ms Jane Quorvane",
            "Jane M. Quorvane",
        ];
        let only = ["Jane", "Quorvane", "Mr Quorvane", "JQ"];
        for (others, meant, not_meant) in [
            (&["Ann Lee"][..], [&meant[..], &only[..]].concat(), vec!["Ann Lee", "Jan", "Quorvanes", "jq", ""]),
            (&["Jane Lee"], meant.to_vec(), vec!["Jane", "Jane Lee"]),
            (&["Bob Quorvane"], meant.to_vec(), vec!["Quorvane", "Mr Quorvane", "Bob Quorvane", "B. Quorvane"]),
            (&["Jim Quill"], meant.to_vec(), vec!["JQ", "Jim Quill"]),
        ] {
            let hidden = name(others);
            meant.iter().for_each(|form| assert!(hidden.is_meant_by(form), "{form} beside {others:?}"));
            not_meant.iter().for_each(|form| assert!(!hidden.is_meant_by(form), "{form} beside {others:?}"));
        }
    }
}
