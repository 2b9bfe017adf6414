//! Those who came in place of others, as a bracket behind the name of whoever did not says: `Bob Ray (represented by Ann Lee)`.
//!
//! Whoever stands in is there, whoever is stood in for is not.

use super::deputy_words::LONGEST;
use super::lexicon::STAND_INS;
use super::names::{is_whole_name, list_of_names, matching};
use super::person::Rows;
use super::words::is_role;
use crate::layout::bare::{Bare, fold};
use crate::record::{Attendee, RowOrder, Standing, TextRange};

/// What a bracket behind a name says of whoever came instead.
enum Instead {
    /// They are named from this byte of the bracket on.
    Named(usize),
    /// That somebody may have come instead.
    Unsure,
}

fn instead_in(bracket: &str) -> Option<Instead> {
    let text = bracket.trim_start();
    let lower = text.get(..text.len().min(LONGEST)).unwrap_or(text).to_lowercase();
    let before = lower.split(':').next().unwrap_or("");
    let len = STAND_INS.opens(&lower).or_else(|| STAND_INS.contains(before).then_some(before.len()))?;
    let rest = text.get(len..)?;
    let colon = rest.trim_start().starts_with(':');
    let name = rest.trim_start_matches([' ', ':', '-', '–']);
    let first = name.split_whitespace().next()?;
    if !name.starts_with(char::is_uppercase) || is_role(&fold(first)) {
        return None;
    }
    let sure = colon || lower.get(..len).is_some_and(|words| words.contains(' '));
    Some(if sure { Instead::Named(bracket.len() - name.len()) } else { Instead::Unsure })
}

impl Rows<'_> {
    /// The row of somebody in whose place another came, as a bracket behind the name says, and that other. `None`: it does not say who of
    /// them was there.
    pub(super) fn with_stand_ins(&self, bare: &Bare, to: usize, mut row: Attendee) -> Option<Vec<Attendee>> {
        let start = bare.to_bare(row.name.span.end as usize);
        let text = bare.text.get(start..to).unwrap_or("");
        let brackets = text.match_indices(['(', '[']).filter_map(|(at, open)| {
            let inner = text.get(at + 1..)?;
            let close = if open == "(" { ')' } else { ']' };
            let end = matching(inner, open.chars().next()?, close).unwrap_or(inner.len());
            Some(TextRange::new(start + at + 1, start + at + 1 + end))
        });
        let found = brackets.filter_map(|range| Some((range, instead_in(range.slice(&bare.text))?))).next();
        let Some((range, instead)) = found else { return Some(vec![row]) };
        let there = row.standing <= Standing::InAttendance;
        let from = match instead {
            Instead::Named(from) => range.start() + from,
            Instead::Unsure if there => return None,
            Instead::Unsure => return Some(vec![row]),
        };
        row.chair &= !there;
        if there {
            row.standing = Standing::Absent;
        }
        let rows = Rows { standing: Standing::Present, ..*self };
        let mut out = vec![row];
        for name in list_of_names(&bare.text, from, range.end()) {
            let Some(mut other) = rows.person(bare, name.start(), name.end(), RowOrder::NameFirst) else { continue };
            if is_whole_name(&other.name.text) {
                other.deputy_for = out.first().map(|row| row.name.clone()).into_iter().collect();
                out.push(other);
            }
        }
        Some(out)
    }
}
