//! Names that mean the same: who searches for one finds what says the other.
//!
//! A name is recognised in running text by its words; a single word (`AGO`, `DH`) only as it is written,
//! so that "two years ago" is not the Attorney General's Office.

use rustc_hash::FxHashMap;

use super::tokens;

/// Groups of names that mean the same.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// By first word: the other words, the name as written where it is one word, and what else to index.
    by_first: FxHashMap<Box<str>, Vec<Name>>,
}

/// One name of a group.
#[derive(Debug, Clone)]
pub(crate) struct Name {
    /// The words after the first.
    pub(crate) rest: Vec<Box<str>>,
    /// A name of one word is recognised in this very form only.
    pub(crate) exact: Option<Box<str>>,
    /// The words of each other name of the group.
    pub(crate) others: Vec<Vec<Box<str>>>,
}

impl Names {
    /// From groups, each the names of one organisation or person. A group of one says nothing and is left out.
    pub fn new<'a>(groups: impl IntoIterator<Item = Vec<&'a str>>) -> Names {
        let mut by_first: FxHashMap<Box<str>, Vec<Name>> = FxHashMap::default();
        for mut group in groups {
            group.sort_unstable();
            group.dedup();
            let words: Vec<Vec<Box<str>>> =
                group.iter().map(|n| tokens::list(n).into_iter().map(String::into_boxed_str).collect()).collect();
            for (n, own) in words.iter().enumerate() {
                let Some((first, rest)) = own.split_first() else { continue };
                let others: Vec<_> = words.iter().filter(|w| !w.is_empty() && *w != own).cloned().collect();
                if others.is_empty() {
                    continue;
                }
                let exact = rest.is_empty().then(|| group[n].trim().into());
                by_first.entry(first.clone()).or_default().push(Name { rest: rest.to_vec(), exact, others });
            }
        }
        #[expect(clippy::iter_over_hash_type, reason = "each list is put in order by itself")]
        for list in by_first.values_mut() {
            // The longest name wins: "Home Office Science" before "Home Office".
            list.sort_by(|a, b| b.rest.len().cmp(&a.rest.len()).then_with(|| (&a.rest, &a.exact).cmp(&(&b.rest, &b.exact))));
        }
        Names { by_first }
    }

    /// The names that open with a word, longest first.
    pub(crate) fn opening_with(&self, word: &str) -> &[Name] {
        self.by_first.get(word).map_or(&[], Vec::as_slice)
    }
}

impl Names {
    /// All of it as text, in one order, for fingerprints.
    pub(crate) fn signature(&self) -> String {
        let mut all: Vec<String> = self.by_first.iter().map(|(first, names)| format!("{first}{names:?}")).collect();
        all.sort_unstable();
        all.concat()
    }
}
