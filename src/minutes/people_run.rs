//! Minutes that are one paragraph from their title on, as a converter leaves them where it keeps no line breaks.

use super::lexicon::SAYS_APOLOGIES;
use super::told_people::item_in_run;
use super::walk::Walk;
use super::words::Label;
use crate::layout::bare::{Bare, clip};
use crate::record::{Standing, TextRange};

/// How far into the paragraph its title may go.
const TITLE: usize = 400;

/// How much of the paragraph is looked through for people, and how many of its items.
const LOOKED: usize = 4000;
const ITEMS: usize = 5;

impl Walk<'_> {
    /// Records who was there and who sent apologies in such a paragraph: `MINUTES OF THE MEETING HELD ON MAY 4TH 2020 Present: Cllr Ann Lee,
    /// … 1. Apologies received from Cllr Bob Ray. 2. …`.
    pub(super) fn people_in_run(&mut self, range: TextRange) -> bool {
        if self.items || self.recorded || !self.attendance.is_empty() || range.len() < 200 {
            return false;
        }
        let bare = Bare::of(self.text, range.start(), range.start() + clip(range.slice(self.text), TITLE + LOOKED).len());
        let head = clip(&bare.text, TITLE).len();
        let found = super::label::inner(&bare.text, 0, head, self.lexicon);
        let Some(found) = found.filter(|f| f.label == Label::People(Standing::Present, true)) else { return false };
        // A sentence before it is for [`Walk::people_told`].
        if bare.text.get(..found.start).is_none_or(|t| t.trim_end().ends_with(['.', ':', '-', '|'])) {
            return false;
        }
        let end = end_of_people(&bare.text, found.content);
        let Some(people) = self.read_people(&bare, found.content, end, Standing::Present) else { return false };
        self.recorded = true;
        self.attendance.extend(people);
        true
    }
}

/// Where what tells of people ends: after the item with the apologies, where one of the first has them, else before the first item.
fn end_of_people(text: &str, from: usize) -> usize {
    let mut items = Vec::new();
    let mut at = from;
    while let Some(item) = item_in_run(text, at, text.len()).filter(|_| items.len() <= ITEMS) {
        items.push(item);
        at = text.get(item..).and_then(|t| t.find(' ')).map_or(text.len(), |i| item + i);
    }
    let ends = items.iter().skip(1).copied().chain([text.len()]);
    let told = items.iter().zip(ends).find(|(item, end)| {
        let own = text.get(**item..*end).unwrap_or("");
        SAYS_APOLOGIES.is_among(&crate::layout::bare::fold(own))
    });
    told.map_or(items.first().copied().unwrap_or(text.len()), |(_, end)| end)
}
