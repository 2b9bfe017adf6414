//! What words open that are a label, and the words that a site adds to those of the languages.
//!
//! Everything here compares folded words ([`crate::layout::bare::fold`]): lower case, letters and digits, single spaces.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::lexicon::{
    ACTION_HEADING_WORDS, ACTION_MARKS, ACTIONS_IN_HEADINGS, AFTER_ACTIONS, ATTENDANCE_ABSENT, ATTENDANCE_ABSENT_EARLY,
    ATTENDANCE_ALSO, ATTENDANCE_ALSO_EARLY, ATTENDANCE_APOLOGIES, ATTENDANCE_PRESENT, ATTENDANCE_PRESENT_EARLY, ATTENDANCE_PROXY,
    ATTENDANCE_ROLE, CHAIRS, DECISIONS_IN_HEADINGS, EARLIER, NONE, NOT_ACTION_HEADINGS, NOT_THE_CHAIR, REPORTS_OF_ACTIONS, ROLES,
    SECTION_ACTIONS, SECTION_DATE, SECTION_DECISIONS, SECTION_EARLIER_ACTIONS, SECTION_NEXT_MEETING, TODO_IN_HEADINGS,
    WordFilter, WordList,
};
use super::standing::{denied, people};
use crate::layout::bare::fold;
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

    /// Returns false if no word that marks an action is in a text.
    pub(super) fn may_mark_action(&self, text: &[u8]) -> bool {
        static MARKS: LazyLock<WordFilter> = LazyLock::new(|| WordFilter::of(&[&ACTION_MARKS]));
        let own = |word: &String| memchr::memmem::find(&text.to_ascii_lowercase(), word.as_bytes()).is_some();
        MARKS.may_match(text) || self.action.iter().any(own)
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
    static LABELS: LazyLock<FxHashMap<&str, Label>> = LazyLock::new(|| {
        let lists: [(Label, &WordList); 13] = [
            (Label::People(Standing::Present, true), &ATTENDANCE_PRESENT),
            (Label::People(Standing::InAttendance, true), &ATTENDANCE_ALSO),
            (Label::People(Standing::InAttendance, false), &ATTENDANCE_ALSO_EARLY),
            (Label::People(Standing::Present, false), &ATTENDANCE_PRESENT_EARLY),
            (Label::People(Standing::Apologies, true), &ATTENDANCE_APOLOGIES),
            (Label::People(Standing::Absent, false), &ATTENDANCE_ABSENT_EARLY),
            (Label::People(Standing::Absent, true), &ATTENDANCE_ABSENT),
            (Label::Proxy, &ATTENDANCE_PROXY),
            (Label::Role, &ATTENDANCE_ROLE),
            (Label::Actions, &SECTION_ACTIONS),
            (Label::Previous, &SECTION_EARLIER_ACTIONS),
            (Label::Next, &SECTION_NEXT_MEETING),
            (Label::Date, &SECTION_DATE),
        ];
        lists.iter().flat_map(|(label, words)| words.iter().map(|word| (*word, *label))).collect()
    });
    static LONGEST: LazyLock<usize> = LazyLock::new(|| LABELS.keys().map(|w| w.len()).max().unwrap_or(0));
    // A line of prose needs no looking up.
    (words.len() <= *LONGEST).then(|| LABELS.get(words).copied()).flatten()
}

/// Headings of sections of decisions and of actions with words beside them.
fn sections(words: &str) -> Option<Label> {
    if SECTION_DECISIONS.contains(words) {
        return Some(Label::Decisions);
    }
    // `Minutes and update on action points at last meeting`
    if words.contains("action") && words.split(' ').count() <= 10 && REPORTS_OF_ACTIONS.iter().any(|told| words.contains(told)) {
        return Some(Label::Previous);
    }
    let all: Vec<&str> = words.split(' ').collect();
    let todo = TODO_IN_HEADINGS.is_inside(words);
    let named = ACTIONS_IN_HEADINGS.is_inside(words) || todo;
    let decided = DECISIONS_IN_HEADINGS.is_among(words);
    if all.len() > 8 || !(named || decided) {
        return None;
    }
    if named && EARLIER.is_among(words) {
        return (!todo).then_some(Label::Previous);
    }
    if all.iter().all(|w| ACTION_HEADING_WORDS.contains(w)) {
        return Some(if named { Label::Actions } else { Label::Decisions });
    }
    // `Actions noted for language tags`, `Action points for country codes`: their subject comes after them.
    let led = ACTIONS_IN_HEADINGS.opens(words).and_then(|len| words.get(len..)?.trim_start().split(' ').next());
    if led.is_some_and(|word| AFTER_ACTIONS.contains(word)) {
        return Some(Label::Actions);
    }
    // `6/24 Scrum call action items`: the name of the meeting comes before them.
    let ends = words.ends_with(" action items") || words.ends_with(" action points") && !words.starts_with("points");
    (ends && all.len() <= 6 && !NOT_ACTION_HEADINGS.is_among(words)).then_some(Label::Actions)
}

/// Whether words say that there is nothing to list.
pub(super) fn is_none(words: &str) -> bool {
    words.is_empty() || NONE.contains(words)
}

/// Words of an office or part played, whichever language they are in; anything else in brackets after a name is taken for an organisation.
pub(super) fn is_role(words: &str) -> bool {
    ROLES.is_among(words)
}

/// Whether words name the chair of the meeting itself.
pub(super) fn is_chair(words: &str) -> bool {
    let all: Vec<&str> = words.split(' ').collect();
    all.len() <= 5 && !NOT_THE_CHAIR.is_among(words) && CHAIRS.is_among(words)
}
