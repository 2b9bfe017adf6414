//! A mark of an action before what is to be done.

use super::Rule;
use crate::record::RuleId;

pub(crate) const ACTION_START: Rule = Rule {
    id: RuleId("action-start"),
    reads: &[
        ("AP1: Ann Lee to write to the trust.", "Ann Lee to write to the trust. | Ann Lee"),
        ("Action. Bob Ray to oil the gate.", "Bob Ray to oil the gate. | Bob Ray"),
        ("Action Ann Lee to write to the trust.", "Ann Lee to write to the trust. | Ann Lee"),
        ("Action 3 AL/BR to oil the gate.", "AL/BR to oil the gate. | AL; BR"),
        ("Action 12/25-1: Ann Lee to write to the trust.", "Ann Lee to write to the trust. | Ann Lee"),
        (
            "Aufgabe: Ann Lee und Bob Ray soll die Lampe reparieren.",
            "Ann Lee und Bob Ray soll die Lampe reparieren. | Ann Lee; Bob Ray",
        ),
        ("Gweithredu Ann Lee i drwsio'r lamp.", "Ann Lee i drwsio'r lamp. | Ann Lee"),
        ("The gate is dry. Action 2 – Bob Ray to oil it.", "Bob Ray to oil it. | Bob Ray"),
    ],
    leaves: &[
        "Action plan to be circulated.",
        "Action Fraud to be told of it.",
        "The action Ann Lee took was right.",
        "AI Security Summit on 30 November",
        "Action was taken by the clerk.",
        "Action 30 days before the meeting.",
    ],
};
