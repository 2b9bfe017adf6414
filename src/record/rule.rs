//! The name of a rule of the reader of minutes.

use std::fmt;

/// The name of the rule by which the reader of minutes took some words for what they are: `minutebook explain` shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub &'static str);

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}
