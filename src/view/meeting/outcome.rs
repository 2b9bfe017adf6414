//! What came of a meeting: decisions, actions, what was said of earlier actions, the next meeting. A reader in a hurry reads no more.

use serde::Serialize;

use crate::record::{ActionIx, DecisionIx, Meeting, MeetingIx, Stage, Turn, UpdatePart};
use crate::site::LanguageSite;
use crate::text::plain;
use crate::view::action::shorten;
use crate::view::common::HoursView;
use crate::view::motions::MotionView;
use crate::view::rows::{DueView, due_view};

/// A group with more lines than this shows one line fewer, and how many there are besides.
const LINES: usize = 6;

/// A line has at most so many letters of its text.
const LETTERS: usize = 120;

/// What came of a meeting.
#[derive(Debug, Clone, Default, Serialize)]
pub struct OutcomeView {
    /// Something came of it that can be said.
    pub any: bool,
    /// What was agreed.
    pub agreed: OutcomeGroup,
    /// Who is to do what.
    pub actions: OutcomeGroup,
    /// `Actions: None` was written.
    pub no_actions: bool,
    /// What was said of earlier actions.
    pub earlier: Option<EarlierActions>,
    /// What the minutes say of the next meeting.
    pub next: Option<NextView>,
}

/// Lines of one kind.
#[derive(Debug, Clone, Default, Serialize)]
pub struct OutcomeGroup {
    /// How many there are.
    pub total: usize,
    /// In the order of the minutes; not all of them where there are many.
    pub lines: Vec<OutcomeLine>,
    /// How many there are besides.
    pub more: usize,
    /// The paragraph of the first that is not among the lines; or empty.
    pub more_anchor: String,
}

/// One line: it leads to its paragraph.
#[derive(Debug, Clone, Serialize)]
pub struct OutcomeLine {
    /// The fragment.
    pub anchor: String,
    /// The number of the paragraph, or empty.
    pub number: String,
    /// The title of the item, for words that do not say what they are about; empty where the line before has it.
    pub subject: String,
    /// The first words, as plain text.
    pub text: String,
    /// The language of subject and text where it is not the page's, else empty.
    pub lang: String,
    /// For an action: by when, now.
    pub due: DueView,
    /// For an action: where it stands now; or empty.
    pub status: &'static str,
    /// Whether it is past due.
    pub overdue: bool,
    /// For a decision: the motion that made it.
    pub motion: Option<MotionView>,
}

/// What the minutes say of the next meeting.
#[derive(Debug, Clone, Serialize)]
pub struct NextView {
    /// ISO 8601, as exact as is said; or empty.
    pub date: String,
    /// The hours.
    pub hours: Option<HoursView>,
    /// The place, or empty.
    pub venue: String,
    /// The paragraph that says so.
    pub anchor: String,
}

/// What was said of earlier actions.
#[derive(Debug, Clone, Serialize)]
pub struct EarlierActions {
    /// The first paragraph that says something.
    pub anchor: String,
    /// How many actions were reported on.
    pub total: usize,
    /// How many of them were said to be where.
    pub statuses: Vec<StatusSum>,
}

/// How many actions have a status.
#[derive(Debug, Clone, Serialize)]
pub struct StatusSum {
    /// `done` …: also a key of the messages, after `n_status_`.
    pub status: &'static str,
    /// How many.
    pub count: usize,
}

impl LanguageSite<'_> {
    /// What came of a meeting; nothing of one that was withdrawn.
    pub fn outcome(&self, at: MeetingIx) -> OutcomeView {
        let meeting = &self.record.meetings[at.ix()];
        if meeting.document.stage == Stage::Withdrawn {
            return OutcomeView::default();
        }
        let mut agreed = group(self.record.decisions_of(at).map(|(ix, _)| ix), |ix| self.agreed_line(ix));
        say_subjects_once(&mut agreed.lines);
        let actions = group(self.record.actions_of(at).map(|(ix, _)| ix), |ix| self.action_line(ix));
        let (earlier, next) = (earlier(meeting), self.next_meeting(meeting));
        let any = agreed.total > 0 || actions.total > 0 || meeting.no_actions || earlier.is_some() || next.is_some();
        OutcomeView { any, agreed, actions, no_actions: meeting.no_actions, earlier, next }
    }

    /// What the decisions of a meeting are about, each item once: `Standard for signs, Visitors' countries`; or empty.
    pub fn subjects(&self, at: MeetingIx) -> String {
        let mut all: Vec<String> = Vec::new();
        for (ix, _) in self.record.decisions_of(at) {
            let line = self.agreed_line(ix);
            let subject = if line.subject.is_empty() { shorten(&line.text, LETTERS / 2) } else { line.subject };
            if !subject.is_empty() && !all.contains(&subject) {
                all.push(subject);
            }
        }
        all.join(", ")
    }

    fn agreed_line(&self, at: DecisionIx) -> OutcomeLine {
        let decision = &self.record.decisions[at.ix()];
        let part = self.record.taken(decision);
        let (text, lang) = self.text_of_decision(at);
        OutcomeLine {
            anchor: part.anchor.to_string(),
            number: number(&part.local),
            subject: self.item_title(decision.meeting, &part.anchor),
            text: first_sentence(plain(self.sources.slice(text)).trim()),
            lang: lang.to_owned(),
            due: DueView::default(),
            status: "",
            overdue: false,
            motion: self.record.motion_of(decision).map(|motion| self.motion(motion)),
        }
    }

    fn action_line(&self, at: ActionIx) -> OutcomeLine {
        let action = &self.record.actions[at.ix()];
        let part = self.record.raised(action);
        OutcomeLine {
            anchor: part.anchor.to_string(),
            number: number(&part.local),
            subject: String::new(),
            text: first_sentence(&self.action_text(at)),
            lang: self.text_of_action(at).2.to_owned(),
            due: due_view(action),
            status: action.status.key(),
            overdue: action.is_overdue(self.today),
            motion: None,
        }
    }

    fn next_meeting(&self, meeting: &Meeting) -> Option<NextView> {
        let next = meeting.next.as_ref().filter(|n| n.date.is_some())?;
        let shown = self.translation(&meeting.document).and_then(|p| p.translation.as_ref()?.minutes.as_ref());
        let words = shown.and_then(|m| m.next.as_ref()).unwrap_or(next);
        Some(NextView {
            date: LanguageSite::iso(next.date),
            hours: next.hours.map(HoursView::from),
            venue: words.venue.as_deref().unwrap_or("").to_owned(),
            anchor: next.anchor.to_string(),
        })
    }
}

/// The lines of a kind; of many, all but the last are left out from the sixth on.
fn group<T: Copy>(all: impl Iterator<Item = T>, line: impl Fn(T) -> OutcomeLine) -> OutcomeGroup {
    let all: Vec<T> = all.collect();
    let shown = if all.len() > LINES { LINES - 1 } else { all.len() };
    OutcomeGroup {
        total: all.len(),
        lines: all.iter().take(shown).map(|at| line(*at)).collect(),
        more: all.len() - shown,
        more_anchor: all.get(shown).map(|at| line(*at).anchor).unwrap_or_default(),
    }
}

/// Takes a subject away from each line that follows one of the same subject.
fn say_subjects_once(lines: &mut [OutcomeLine]) {
    let mut last = String::new();
    for line in lines {
        if line.subject == last {
            line.subject.clear();
        } else {
            last.clone_from(&line.subject);
        }
    }
}

/// Each earlier action once, by the last status that the minutes give it.
fn earlier(meeting: &Meeting) -> Option<EarlierActions> {
    let known = || meeting.updates.iter().filter_map(|u| Some((u.action.target?, u)));
    let first = known().next()?.1;
    let mut last: Vec<(ActionIx, &'static str)> = Vec::new();
    for (action, update) in known() {
        let said = said_status(update);
        match last.iter_mut().find(|(ix, _)| *ix == action) {
            Some((_, status)) if !said.is_empty() => *status = said,
            Some(_) => {}
            None => last.push((action, said)),
        }
    }
    let mut statuses: Vec<StatusSum> = Vec::new();
    for (_, status) in last.iter().filter(|(_, status)| !status.is_empty()) {
        match statuses.iter_mut().find(|known| known.status == *status) {
            Some(known) => known.count += 1,
            None => statuses.push(StatusSum { status, count: 1 }),
        }
    }
    Some(EarlierActions { anchor: first.anchor.to_string(), total: last.len(), statuses })
}

/// The status that some words give an action, or empty.
pub(super) fn said_status(update: &UpdatePart) -> &'static str {
    let status = update.changes.iter().rev().find_map(|turn| match turn {
        Turn::Status(status) => Some(status.key()),
        Turn::SupersededBy(_) => Some("superseded"),
        _ => None,
    });
    status.unwrap_or("")
}

/// A number is shown, and a name that an author gave instead of one is not.
fn number(local: &str) -> String {
    if local.starts_with(|c: char| c.is_ascii_digit()) { local.to_owned() } else { String::new() }
}

/// A text to the end of its first sentence, or cut between words where that is long.
fn first_sentence(text: &str) -> String {
    let is_end = |(at, _): &(usize, &str)| {
        let (before, after) = text.split_at(*at);
        let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        // `Mr. Hale` and `no. 4` are no ends.
        word.chars().count() > 3 && after.get(2..).is_some_and(|rest| rest.starts_with(char::is_uppercase))
    };
    let end = text.match_indices(". ").find(is_end).map_or(text.len(), |(at, _)| at + 1);
    shorten(text.get(..end).unwrap_or(text), LETTERS)
}

#[cfg(test)]
mod tests {
    use super::first_sentence;

    #[test]
    fn a_line_ends_with_its_first_sentence() {
        assert_eq!(first_sentence("Mr. Hale counts the lamps. He is quick."), "Mr. Hale counts the lamps.");
        assert_eq!(first_sentence("the list as revised"), "the list as revised");
        let long = "a word and ".repeat(20);
        assert!(first_sentence(&long).ends_with("…") && first_sentence(&long).chars().count() <= 121);
    }
}
