//! The words by which minutes are known for what they are, in English, Welsh, German and French, and those a site adds.
//!
//! Everything here compares folded words ([`crate::layout::bare::fold`]): lower case, letters and digits, single spaces.

use crate::layout::bare::fold;
use std::collections::HashMap;
use std::sync::LazyLock;

use super::standing::{denied, people};
use super::word_lists::EXACT;
use crate::record::{Site, Standing};

/// What a label opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// A list of people of this standing; `strong` words mean it anywhere, the others only before the first item.
    People(Standing, bool),
    /// People named with what they did (`Chair`, `Scribe`).
    Role,
    /// Those who were not there, each with whoever held their proxy.
    Proxy,
    /// Actions raised.
    Actions,
    /// What became of earlier actions.
    Previous,
    /// Decisions.
    Decisions,
    /// The next meeting.
    Next,
    /// The day of the meeting.
    Date,
}

/// The words of a site, folded once.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    labels: Vec<(String, Label)>,
    pub(super) action: Vec<String>,
    pub(super) decision: Vec<String>,
    pub(super) owners: Vec<String>,
}

impl Lexicon {
    pub(super) fn of(site: &Site) -> Lexicon {
        let words = &site.vocabulary;
        let lists = [
            (&words.present, Label::People(Standing::Present, true)),
            (&words.in_attendance, Label::People(Standing::InAttendance, true)),
            (&words.apologies, Label::People(Standing::Apologies, true)),
            (&words.absent, Label::People(Standing::Absent, true)),
            (&words.actions, Label::Actions),
        ];
        let folded = |list: &[Box<str>]| list.iter().map(|w| fold(w)).filter(|w| !w.is_empty()).collect::<Vec<_>>();
        Lexicon {
            labels: lists.iter().flat_map(|(list, label)| folded(list).into_iter().map(|w| (w, *label))).collect(),
            action: folded(&words.action),
            decision: folded(&words.decision),
            owners: folded(&words.owners),
        }
    }

    /// What folded words open that are a label as they stand, with nothing beside them.
    pub(super) fn whole(&self, words: &str) -> Option<Label> {
        self.labels.iter().find(|(w, _)| w == words).map(|(_, label)| *label).or_else(|| exact(words))
    }

    /// What a label's folded words open, if they are one. `heading` says that they stand alone, as a heading or a bold line.
    pub(super) fn label(&self, words: &str, heading: bool) -> Option<Label> {
        if words.is_empty() || words.len() > 80 {
            return None;
        }
        if let Some(label) = self.whole(words) {
            return Some(label);
        }
        denied(words)
            .map(|standing| Label::People(standing, true))
            .or_else(|| people(words))
            .or_else(|| heading.then(|| sections(words)).flatten())
    }
}

/// What folded words open that are a label of the lists as they are.
pub(super) fn exact(words: &str) -> Option<Label> {
    static LABELS: LazyLock<HashMap<&str, Label>> =
        LazyLock::new(|| EXACT.iter().flat_map(|(label, words)| words.iter().map(|w| (*w, *label))).collect());
    static LONGEST: LazyLock<usize> = LazyLock::new(|| LABELS.keys().map(|w| w.len()).max().unwrap_or(0));
    // A line of prose needs no looking up.
    (words.len() <= *LONGEST).then(|| LABELS.get(words).copied()).flatten()
}

/// Headings of sections of decisions and of actions with words beside them.
fn sections(words: &str) -> Option<Label> {
    match words {
        "decisions"
        | "decision"
        | "resolutions"
        | "resolution"
        | "conclusion"
        | "conclusions"
        | "conclusion resolution"
        | "summary of resolutions"
        | "agreed"
        | "consensus"
        | "decisions made"
        | "decisions taken"
        | "beschluss"
        | "beschlüsse"
        | "décisions"
        | "décision"
        | "penderfyniadau"
        | "penderfyniad"
        | "conclusion decision"
        | "conclusions resolutions"
        | "summary of decisions"
        | "key decisions"
        | "decision items"
        | "decisions reached"
        | "decisions agreed"
        | "resolutions passed"
        | "conclusion resolutions" => return Some(Label::Decisions),
        _ => {}
    }
    let past = [
        "previous",
        "last",
        "prior",
        "past",
        "outstanding",
        "pending",
        "old",
        "existing",
        "review",
        "arising",
        "earlier",
        "carried",
    ];
    // `Minutes and update on action points at last meeting`
    const TOLD: [&str; 9] = [
        "update on action",
        "updates on action",
        "progress on action",
        "progress against action",
        "report on action",
        "actions update",
        "actions report",
        "minutes and actions",
        "minutes and action points",
    ];
    if words.contains("action") && words.split(' ').count() <= 10 && TOLD.iter().any(|told| words.contains(told)) {
        return Some(Label::Previous);
    }
    let all: Vec<&str> = words.split(' ').collect();
    let todo = all.iter().any(|w| matches!(*w, "todo" | "todos")) || words.contains("to do");
    let named = words.contains("action items") || words.contains("actions") || words.contains("action points") || todo;
    let decided = all.iter().any(|w| matches!(*w, "decisions" | "resolutions"));
    if all.len() > 8 || !(named || decided) {
        return None;
    }
    if named && all.iter().any(|w| past.contains(w)) {
        return (!todo).then_some(Label::Previous);
    }
    let plain = [
        "action",
        "items",
        "actions",
        "points",
        "new",
        "summary",
        "of",
        "the",
        "this",
        "meeting",
        "for",
        "from",
        "and",
        "todo",
        "todos",
        "open",
        "agreed",
        "list",
        "week",
        "today",
        "next",
        "tasks",
        "owners",
        "s",
        "key",
        "our",
        "assigned",
        "steps",
        "follow",
        "ups",
        "up",
        "followups",
        "or",
        "due",
        "dates",
        "deadlines",
        "responsibilities",
        "decisions",
        "resolutions",
        "raised",
        "to",
        "do",
        "dos",
        "my",
        "before",
        "shared",
        "team",
        "joint",
    ];
    if all.iter().all(|w| plain.contains(w)) {
        return Some(if named { Label::Actions } else { Label::Decisions });
    }
    // `6/24 Scrum call action items`: what the meeting is called stands before them.
    const OTHER: &[&str] = &[
        "how",
        "create",
        "track",
        "tracking",
        "manage",
        "managing",
        "assign",
        "write",
        "writing",
        "extract",
        "template",
        "about",
        "example",
        "examples",
        "no",
        "label",
        "with",
        "without",
        "status",
        "on",
        "completed",
        "closed",
        "discuss",
        "some",
        "proposed",
        "possible",
        "potential",
        "suggested",
        "of",
        "what",
        "is",
        "are",
        "a",
        "an",
        "update",
        "add",
        "close",
        "going",
        "through",
        "over",
    ];
    // `Actions noted for language tags`, `Action points for country codes`: what they are about stands after them.
    let led = ["action items ", "action points ", "actions "].iter().find_map(|w| words.strip_prefix(w));
    let about = led.and_then(|rest| rest.split(' ').next());
    if about.is_some_and(|w| matches!(w, "for" | "noted" | "arising" | "on" | "from" | "regarding" | "agreed" | "in" | "raised"))
    {
        return Some(Label::Actions);
    }
    let ends = words.ends_with(" action items") || words.ends_with(" action points") && !words.starts_with("points");
    (ends && all.len() <= 6 && !all.iter().any(|w| OTHER.contains(w))).then_some(Label::Actions)
}

/// Whether words say that there is nothing to list.
pub(super) fn is_none(words: &str) -> bool {
    matches!(
        words,
        "" | "none"
            | "none received"
            | "none recorded"
            | "no apologies"
            | "no apologies received"
            | "there were none"
            | "nil"
            | "n a"
            | "na"
            | "nobody"
            | "no one"
            | "none were received"
            | "no apologies were received"
            | "not recorded"
            | "keine"
            | "niemand"
            | "aucun"
            | "aucune"
            | "néant"
            | "dim"
            | "neb"
            | "dim un"
            | "none today"
            | "none this week"
            | "no regrets"
            | "no actions"
            | "no action items"
            | "no new actions"
            | "none at this time"
            | "no new action items"
            | "tbd"
            | "tbc"
            | "nothing"
            | "none agreed"
            | "none apologies"
    )
}

/// Words of an office or part played, whichever language they are in; anything else in brackets after a name is taken for an organisation.
pub(super) fn is_role(words: &str) -> bool {
    const ROLES: &[&str] = &[
        "chair",
        "vice",
        "deputy",
        "president",
        "secretary",
        "treasurer",
        "director",
        "officer",
        "manager",
        "clerk",
        "member",
        "minutes",
        "scribe",
        "lead",
        "leader",
        "assistant",
        "councillor",
        "observer",
        "host",
        "moderator",
        "facilitator",
        "notes",
        "note",
        "taker",
        "cadeirydd",
        "chairman",
        "chairperson",
        "chairwoman",
        "cochair",
        "editor",
        "guest",
        "head",
        "adviser",
        "advisor",
        "secretariat",
        "coordinator",
        "chief",
        "executive",
        "ceo",
        "cto",
        "trustee",
        "presenter",
        "vorsitz",
        "protokoll",
        "sitzungsleitung",
        "leitung",
        "président",
        "présidente",
        "secrétaire",
        "trésorier",
        "trésorière",
        "ysgrifennydd",
        "clerc",
        "trysorydd",
        "mayor",
        "interim",
        "representative",
        "liaison",
        "maintainer",
        "staff",
        "acting",
        "tsc",
        "board",
        "voting",
        "minister",
        "speaker",
        "convenor",
        "convener",
        "invited",
        "expert",
        "public",
        "non",
        "emeritus",
        "notetaker",
        "minute",
        "recording",
        "cyfarwyddwr",
        "swyddog",
        "aelod",
    ];
    words.split(' ').any(|w| ROLES.contains(&w))
}

/// Whether words name the chair of the meeting itself.
pub(super) fn is_chair(words: &str) -> bool {
    let all: Vec<&str> = words.split(' ').collect();
    let vice = all.iter().any(|w| matches!(*w, "vice" | "deputy" | "past" | "former"));
    !vice
        && all.len() <= 5
        && all.iter().any(|w| {
            matches!(
                *w,
                "chair"
                    | "chairman"
                    | "chairperson"
                    | "chairwoman"
                    | "chairing"
                    | "chaired"
                    | "cadeirydd"
                    | "cochair"
                    | "sitzungsleitung"
                    | "vorsitz"
                    | "président"
                    | "présidente"
                    | "presiding"
                    | "chairs"
                    | "cadeirio"
                    | "yn"
            )
        })
        && !matches!(words, "yn")
}
