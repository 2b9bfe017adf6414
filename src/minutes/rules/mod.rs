//! The rules of the reader, as constants: what each reads and what it leaves alone. The examples are tests, read by the whole reader.
//!
//! Only constants are here; how a rule is applied is in the file that its phrase belongs to.

mod action_above;
mod action_bracket;
mod action_end;
mod action_start;
mod passages;

pub(super) use action_above::ACTION_ABOVE;
pub(super) use action_bracket::ACTION_BRACKET;
pub(super) use action_end::ACTION_END;
pub(super) use action_start::ACTION_START;
pub(super) use passages::{ACTION_INSIDE, ACTION_LIST, ACTION_MARK, ACTION_TABLE, MOTION, RESOLUTION_TOLD, rule_of};

use crate::record::RuleId;

/// A rule of the reader.
#[derive(Debug)]
pub(crate) struct Rule {
    /// Its name, which `minutebook explain` shows.
    pub(crate) id: RuleId,
    /// Lines, and what is read in them: `TEXT | OWNERS` for each action.
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are tests"))]
    pub(crate) reads: &'static [(&'static str, &'static str)],
    /// Lines in which it reads nothing.
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are tests"))]
    pub(crate) leaves: &'static [&'static str],
}

/// The rules that have examples.
#[cfg(test)]
pub(super) const ALL: &[&Rule] = &[&ACTION_START, &ACTION_END, &ACTION_BRACKET, &ACTION_ABOVE];
