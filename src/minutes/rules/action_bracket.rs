//! A mark of an action in a bracket of its own, before or after what is to be done.

use super::Rule;
use crate::record::RuleId;

pub(crate) const ACTION_BRACKET: Rule = Rule {
    id: RuleId("action-bracket"),
    reads: &[
        ("The tap leaks. [AP 3 - AL]", "The tap leaks | AL"),
        ("[Action 1: Ann Lee] Mend the tap.", "Mend the tap. | Ann Lee"),
        ("(Action 2) Mend the tap.", "Mend the tap. | "),
    ],
    leaves: &["The tap leaks (see action plan).", "It was carried (Action taken)."],
};
