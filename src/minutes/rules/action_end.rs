//! A mark of an action with nothing but its owners, after the sentence that says what is to be done.

use super::Rule;
use crate::record::RuleId;

pub(crate) const ACTION_END: Rule = Rule {
    id: RuleId("action-end"),
    reads: &[
        ("The lamp is to be mended. Action AL", "The lamp is to be mended | AL"),
        ("The map is due. Action – Ann Lee", "The map is due | Ann Lee"),
        ("The book was lost. **Action 4: Ann Lee**", "The book was lost | Ann Lee"),
        ("The yard is wet. It is to be swept. Action 2: Ann Lee and Bob Ray.", "It is to be swept | Ann Lee; Bob Ray"),
    ],
    leaves: &[
        "See the action plan.",
        "The fees stand. Action: Adopted.",
        "We took action. Ann Lee was there.",
        "Who takes action? Nobody did.",
    ],
};
