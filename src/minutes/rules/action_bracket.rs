//! A mark of an action in a bracket of its own, before or after what is to be done.

use super::Rule;
use crate::record::RuleId;

pub(crate) const ACTION_BRACKET: Rule = Rule {
    id: RuleId("action-bracket"),
    reads: &[
        ("The tap leaks. [AP 3 - AL]", "The tap leaks | AL"),
        ("[Action 1: Ann Lee] Mend the tap.", "Mend the tap. | Ann Lee"),
        ("(Action 2) Mend the tap.", "Mend the tap. | "),
        ("The tap is to be mended. [AI: Ann Lee]", "The tap is to be mended. | Ann Lee"),
        ("The tap is to be mended. **[Action – Ann Lee]**", "The tap is to be mended. | Ann Lee"),
        ("(Action 2. Ann Lee) Mend the tap.", "Mend the tap. | Ann Lee"),
        ("The yard is dry. (Action: Ann Lee) Mend the tap.", "Mend the tap. | Ann Lee"),
        ("The yard is dry. (Action: Ann Lee) Bob Ray to mend the tap.", "The yard is dry. | Ann Lee"),
        ("The yard is dry. (Action: Ann Lee) The tap is out.", "The yard is dry. | Ann Lee"),
        ("The tap is to be mended. (Action: Ann Lee) Nobody objected.", "The tap is to be mended. | Ann Lee"),
        ("| Topic | Notes |\n| --- | --- |\n| Taps | (Action: Ann Lee) Mend the tap. |", "Mend the tap. | Ann Lee"),
        ("| Topic | Notes |\n| --- | --- |\n| Taps | The tap leaks. (Action: Ann Lee) |", "The tap leaks | Ann Lee"),
        ("| Topic | Notes |\n| --- | --- |\n| Taps | The yard is dry. [AP 3 - AL] Mend the tap. |", "Mend the tap. | AL"),
    ],
    leaves: &["The tap leaks (see action plan).", "It was carried (Action taken)."],
};
