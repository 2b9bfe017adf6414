//! A mark of an action with nothing but its owners in a paragraph of its own, below the one that says what is to be done.

use super::Rule;
use crate::record::RuleId;

pub(crate) const ACTION_ABOVE: Rule = Rule {
    id: RuleId("action-above"),
    reads: &[
        ("The quay is to be swept.\n\n**Action: Ann Lee**", "The quay is to be swept | Ann Lee"),
        ("The quay is to be swept.\n\nAction 1 – AL/BR", "The quay is to be swept | AL; BR"),
        ("The quay is to be swept.\n\nAction 12/25-1: AL", "The quay is to be swept | AL"),
        ("The quay is to be swept.\n\n(Action 1. Ann Lee)", "The quay is to be swept | Ann Lee"),
        ("The quay is to be swept.\n\n[Action]", "The quay is to be swept | "),
    ],
    leaves: &["The quay is swept.\n\nAction plan"],
};
