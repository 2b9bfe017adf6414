//! What the reader makes of a line of minutes, and by which rule: for a secretary who wonders, and for whoever reports a misreading.

use std::sync::Arc;

use std::fmt::Write as _;

use serde::Serialize;

use crate::record::{Attendee, Meeting, MotionPart, Passage, PassageKind, Span, Standing, VoteChoice};
use crate::source::Sources;

/// The answer for one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LineExplanation {
    /// The file, below the site's folder.
    pub path: Box<str>,
    /// The line, from 1.
    pub line: usize,
    /// The line as written.
    pub text: Box<str>,
    /// What was found in it, in the order of the minutes.
    pub found: Vec<ExplainedFact>,
}

/// One thing that a line was taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExplainedFact {
    /// What it is: `heading`, `paragraph`, `action`, `owner`, `present` …
    pub kind: Box<str>,
    /// Its number, id or name.
    pub name: Box<str>,
    /// The rule that took it for that; empty for what belongs to the fact before it.
    pub rule: Box<str>,
    /// The words that say it, where they are others than the line.
    pub words: Box<str>,
}

impl ExplainedFact {
    fn new(kind: &str, name: &str, rule: &str, words: &str) -> ExplainedFact {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        ExplainedFact { kind: kind.into(), name: name.into(), rule: rule.into(), words: words.into() }
    }
}

/// Explains a line of a file, named by its path or the end of its path. `None`: no minutes have such a file, or it has no such line.
pub fn explain_line(sources: &Sources, meetings: &[Arc<Meeting>], path: &str, line: usize) -> Option<LineExplanation> {
    let typed = path.trim_start_matches("./").replace('\\', "/");
    let is_named = |full: &str| full == typed || full.strip_suffix(typed.as_str()).is_some_and(|rest| rest.ends_with('/'));
    let file = meetings.iter().map(|meeting| meeting.document.file).find(|file| is_named(sources.path(*file)))?;
    let text = sources.text(file)?;
    let words = text.lines().nth(line.checked_sub(1)?)?;
    let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let on_line = Span::new(file, start, start + words.len());
    let mut found = Vec::new();
    for meeting in meetings.iter().filter(|meeting| meeting.document.file == file) {
        explain_meeting(meeting, text, on_line, &mut found);
    }
    Some(LineExplanation { path: sources.path(file).into(), line, text: words.trim().into(), found })
}

/// Returns true if two spans share a byte.
fn meets(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end
}

fn explain_meeting(meeting: &Meeting, text: &str, on_line: Span, found: &mut Vec<ExplainedFact>) {
    for section in &meeting.sections {
        if section.heading.is_some_and(|heading| meets(heading, on_line)) {
            let number = section.number.as_ref().map_or("", |number| number.as_str());
            found.push(ExplainedFact::new("heading", number, "item-heading", &section.title));
        }
        for passage in section.passages.iter().filter(|passage| meets(passage.whole, on_line)) {
            explain_passage(meeting, passage, text, on_line, found);
        }
    }
    for person in meeting.attendance.iter().flatten().filter(|person| meets(person.name.span, on_line)) {
        found.push(explain_person(person));
    }
}

fn explain_passage(meeting: &Meeting, passage: &Passage, text: &str, on_line: Span, found: &mut Vec<ExplainedFact>) {
    found.push(ExplainedFact::new(kind_of(&passage.kind), &passage.anchor, passage.rule.0, ""));
    let own = match passage.kind {
        PassageKind::Action(n, _) => Some(n),
        _ => None,
    };
    let is_only = passage.raises.len() == 1;
    for n in passage.raises.iter().copied().chain(own) {
        let Some(action) = meeting.actions.get(n as usize) else { continue };
        // An action of a long list is explained at its own line.
        let is_here =
            own.is_some() || is_only || meets(action.text, on_line) || action.owners.iter().any(|o| meets(o.span, on_line));
        if !is_here {
            continue;
        }
        let name = action.number.as_deref().unwrap_or(&action.local);
        found.push(ExplainedFact::new("action", name, action.rule.0, text.get(action.text.range()).unwrap_or("")));
        found.extend(action.owners.iter().map(|owner| ExplainedFact::new("owner", &owner.text, "", "")));
        found.extend(
            action
                .due
                .iter()
                .map(|due| ExplainedFact::new("due", &due.text, "", &due.date.map_or_else(String::new, |d| d.to_string()))),
        );
    }
    for decision in
        meeting.decisions.iter().filter(|decision| meets(decision.text, passage.whole) && meets(decision.text, on_line))
    {
        let name = decision.number.as_deref().unwrap_or(&decision.local);
        found.push(ExplainedFact::new("decision", name, decision.rule.0, text.get(decision.text.range()).unwrap_or("")));
    }
    for motion in meeting.motions.iter().filter(|motion| meets(motion.whole, passage.whole) && meets(motion.whole, on_line)) {
        explain_motion(text, motion, found);
    }
    for update in meeting.updates.iter().filter(|update| meets(update.text, passage.whole) && meets(update.text, on_line)) {
        found.push(ExplainedFact::new(
            "report",
            &update.action.text,
            "report-on-action",
            text.get(update.text.range()).unwrap_or(""),
        ));
    }
}

fn explain_motion(text: &str, motion: &MotionPart, found: &mut Vec<ExplainedFact>) {
    let words = motion.text.unwrap_or(motion.whole);
    found.push(ExplainedFact::new(motion.kind.key(), &motion.local, "motion", text.get(words.range()).unwrap_or("")));
    found.extend(motion.movers.iter().map(|mover| ExplainedFact::new("mover", &mover.text, "", "")));
    found.extend(motion.seconders.iter().map(|seconder| ExplainedFact::new("seconder", &seconder.text, "", "")));
    found.extend(motion.result.map(|result| ExplainedFact::new("result", result.key(), "", "")));
    let Some(vote) = &motion.vote else { return };
    let mut facts: Vec<String> = Vec::new();
    facts.extend(vote.is_unanimous.then(|| "unanimous".to_owned()));
    facts.extend(vote.manner.map(|manner| manner.key().to_owned()));
    facts.extend(vote.has_casting_vote.then(|| "casting vote".to_owned()));
    facts.extend(VoteChoice::ALL.iter().filter_map(|choice| Some(format!("{} {}", vote.tally.of(*choice)?, choice.key()))));
    found.push(ExplainedFact::new("vote", "", "vote", &facts.join(", ")));
    found.extend(vote.ballots.iter().map(|ballot| ExplainedFact::new("voter", &ballot.voter.text, "", ballot.choice.key())));
}

fn explain_person(person: &Attendee) -> ExplainedFact {
    let mut facts: Vec<&str> = Vec::new();
    facts.extend(person.organisation.iter().map(|organisation| &*organisation.text));
    facts.extend(person.role.as_deref());
    facts.extend(person.initials.as_deref());
    ExplainedFact::new(standing_words(person.standing), &person.name.text, "", &facts.join(", "))
}

fn standing_words(standing: Standing) -> &'static str {
    match standing {
        Standing::Present => "present",
        Standing::InAttendance => "in attendance",
        Standing::Apologies => "apologies",
        Standing::Absent => "absent",
        Standing::Invited => "invited",
    }
}

fn kind_of(kind: &PassageKind) -> &'static str {
    match kind {
        PassageKind::Prose => "prose",
        PassageKind::Paragraph(_) => "paragraph",
        PassageKind::Attendance { .. } => "attendance",
        PassageKind::Action(..) => "action passage",
        PassageKind::Update(..) => "report passage",
        PassageKind::Decision(..) => "decision passage",
        PassageKind::Proposal(_) => "proposal",
        PassageKind::Vote(_) => "vote",
        PassageKind::NoActions => "no actions",
        PassageKind::NextMeeting => "next meeting",
    }
}

/// The explanation for people: the place, the line, and a row for each fact.
pub fn text(explanation: &LineExplanation) -> String {
    let mut out = format!("{}:{}\n  {}\n", explanation.path, explanation.line, explanation.text);
    let rows: Vec<(String, &ExplainedFact)> =
        explanation.found.iter().map(|fact| (format!("{} {}", fact.kind, fact.name).trim().to_owned(), fact)).collect();
    let first = rows.iter().map(|(row, _)| row.chars().count()).max().unwrap_or(0);
    let second = rows.iter().map(|(_, fact)| fact.rule.chars().count()).max().unwrap_or(0);
    for (row, fact) in &rows {
        let line = format!("  {row:first$}  {:second$}  {}", fact.rule, fact.words);
        let _ = writeln!(out, "{}", line.trim_end());
    }
    if rows.is_empty() {
        out.push_str("  Nothing is read in this line: it is blank, or belongs to no passage.\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::tests::folder;

    #[test]
    fn a_line_is_explained() {
        let minutes = b"# Harbour Board, 9 March 2021\n\nPresent: Ann Lee (AL, Harbour Trust), Bob Ray\n\n## 1. Lamps\n\n\
                        1.1 The map is due. [Action 1: Ann Lee]\n\nNothing more.\n";
        let (sources, parts, _) = folder(&[("content/board/meetings/2021-03-09.md", minutes)]);
        let explained = |line| explain_line(&sources, &parts.meetings, "2021-03-09.md", line).map(|found| text(&found));
        assert_eq!(
            explained(7).unwrap(),
            "content/board/meetings/2021-03-09.md:7\n  1.1 The map is due. [Action 1: Ann Lee]\n  \
             paragraph 1.1  numbered-paragraph\n  action 1       action-inside       The map is due.\n  owner Ann Lee\n"
        );
        assert!(explained(3).unwrap().contains("Ann Lee"));
        assert!(explained(5).unwrap().contains("item-heading"));
        assert_eq!(explained(99), None);
        assert_eq!(explain_line(&sources, &parts.meetings, "2021-03-10.md", 1), None);
    }
}
