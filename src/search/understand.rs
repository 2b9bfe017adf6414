//! Words of a query that mean more than themselves: states of actions, decisions, meetings to come, and beside them names and years.
//!
//! The words are data of the index, from the messages of its language. What is taken for a filter is said, and can be taken off.

use super::query::{Clause, Facet, Filter, Query};
use super::read::Index;

/// The longest words that mean a filter.
const LONGEST_QUESTION: usize = 4;
/// The longest name of an owner or a body.
const LONGEST_NAME: usize = 8;

/// Words that were taken for a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Understood {
    /// The words as they are folded.
    pub words: String,
    /// `status`, `owner` …
    pub facet: &'static str,
    /// `overdue`, `harbour-office`.
    pub value: String,
}

impl Index<'_> {
    /// Takes words of a query for filters, names and years beside them only `with_names`; nothing where there are none such.
    pub(super) fn understand(&self, query: &Query, with_names: bool) -> Option<(Query, Vec<Understood>)> {
        let mut left: Vec<Option<&Clause>> = query.wanted.iter().map(Some).collect();
        let mut asked: Vec<(Filter, String)> = Vec::new();
        let mut idle: Vec<usize> = Vec::new();
        take_runs(&mut left, LONGEST_QUESTION, |words, at| {
            let phrase = words.join(" ");
            let Some((_, meaning)) = self.root.asks.iter().find(|(known, _)| *known == phrase) else { return false };
            match meaning.split_once(':').and_then(|(facet, value)| Filter::new(facet, value)) {
                Some(filter) => asked.push((filter, phrase)),
                // A word of a question is dropped only beside one that means something.
                None => {
                    idle.extend(at..at + words.len());
                    return false;
                }
            }
            true
        });
        if asked.is_empty() {
            return None;
        }
        for n in idle {
            if let Some(word) = left.get_mut(n) {
                *word = None;
            }
        }
        let of_actions = asked.iter().any(|(filter, _)| filter.facet == Facet::Status);
        take_runs(&mut left, LONGEST_NAME, |words, _| {
            let name = words.join("-");
            let facet = if !with_names {
                return false;
            } else if of_actions && self.names_any(false, &name) {
                Facet::Owner
            } else if self.names_any(true, &name) {
                Facet::Body
            } else if is_year(&name) {
                Facet::Year
            } else {
                return false;
            };
            asked.push((Filter { facet, value: name }, words.join(" ")));
            true
        });
        let mut meant = Query { wanted: left.into_iter().flatten().cloned().collect(), ..query.clone() };
        meant.filters.extend(asked.iter().map(|(filter, _)| filter.clone()));
        let said = asked.into_iter().map(|(filter, words)| Understood { words, facet: filter.facet.key(), value: filter.value });
        Some((meant, said.collect()))
    }

    fn names_any(&self, body: bool, name: &str) -> bool {
        !self.facet_names().find(body, name).is_empty()
    }
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && word.bytes().all(|b| b.is_ascii_digit())
}

/// Hands over runs of single words, the longest first; a run that is taken is taken away.
fn take_runs(left: &mut [Option<&Clause>], longest: usize, mut take: impl FnMut(&[&str], usize) -> bool) {
    let mut at = 0;
    while at < left.len() {
        let run = left[at..].iter().map_while(|clause| match clause.map(|c| c.words.as_slice()) {
            Some([word]) => Some(word.as_str()),
            _ => None,
        });
        let run: Vec<&str> = run.take(longest).collect();
        let taken = (1..=run.len()).rev().find(|len| take(&run[..*len], at));
        if let Some(len) = taken {
            left[at..at + len].fill(None);
        }
        at += taken.unwrap_or(1);
    }
}
