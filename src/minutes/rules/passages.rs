//! Names of the rules for passages, and for actions whose rules have no examples of their own yet.

use crate::record::{PassageKind, RuleId};

/// A mark at the head of a line: `ACTION: …`.
pub(crate) const ACTION_MARK: RuleId = RuleId("action-mark");
/// An item below a heading of actions.
pub(crate) const ACTION_LIST: RuleId = RuleId("action-list");
/// A mark inside a passage that the head of its line tells.
pub(crate) const ACTION_INSIDE: RuleId = RuleId("action-inside");
/// A row of a table of actions.
pub(crate) const ACTION_TABLE: RuleId = RuleId("action-table");

/// A motion, and the decision that it made.
pub(crate) const MOTION: RuleId = RuleId("motion");
/// A decision told in a sentence: `It was resolved that …`.
pub(crate) const RESOLUTION_TOLD: RuleId = RuleId("resolution-told");

/// Returns the name of the rule that makes passages of a kind.
pub(crate) fn rule_of(kind: &PassageKind) -> RuleId {
    RuleId(match kind {
        PassageKind::Prose => "prose",
        PassageKind::Paragraph(_) => "numbered-paragraph",
        PassageKind::Attendance { label: Some(_), .. } => "attendance-label",
        PassageKind::Attendance { label: None, .. } => "attendance-list",
        PassageKind::Action(..) => "action-mark",
        PassageKind::Update(..) => "report-on-action",
        PassageKind::Decision(..) => "decision-mark",
        PassageKind::Proposal(_) => "proposal-mark",
        PassageKind::Vote(_) => "vote-mark",
        PassageKind::NoActions => "no-actions",
        PassageKind::NextMeeting => "next-meeting",
    })
}
