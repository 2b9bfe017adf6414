//! Each case of `cases/*.txt`: a few lines of minutes, and who was there, what was decided and what is to be done by them.
//! `MINUTEBOOK_UPDATE=1` writes the readings anew.

use std::fmt::Write as _;
use std::path::Path;

use super::properties::whole;
use super::support::read;
use crate::record::{Attendee, DecisionPart, Meeting, MotionPart, PassageKind, PersonIx, Standing, Status, VoteChoice, Written};

/// What every case is below: the title that gives the day.
const TITLE: &str = "# Harbour Board, 9 March 2021\n\n";

/// One attendee in a few words: `Ann Lee [of Harbour Trust; chair]`.
fn attendee(a: &Attendee) -> String {
    let mut facts: Vec<String> = Vec::new();
    facts.extend(a.organisation.as_ref().map(|o| format!("of {}", o.text)));
    facts.extend(a.role.as_ref().map(ToString::to_string));
    facts.extend(a.chair.then(|| "chair".to_owned()));
    facts.extend(a.deputy_for.iter().map(|d| format!("for {}", d.text)));
    facts.extend(a.part.as_ref().map(|p| format!("part {p}")));
    facts.extend(a.initials.as_ref().map(|i| format!("initials {i}")));
    if facts.is_empty() { a.name.text.to_string() } else { format!("{} [{}]", a.name.text, facts.join("; ")) }
}

fn people(meeting: &Meeting, out: &mut String) {
    let Some(all) = &meeting.attendance else { return };
    if all.is_empty() {
        out.push_str("attendance: empty\n");
    }
    for (name, standing) in [
        ("present", Standing::Present),
        ("in attendance", Standing::InAttendance),
        ("apologies", Standing::Apologies),
        ("absent", Standing::Absent),
    ] {
        let some: Vec<String> = all.iter().filter(|a| a.standing == standing).map(attendee).collect();
        if !some.is_empty() {
            let _ = writeln!(out, "{name}: {}", some.join("; "));
        }
    }
}

/// The items of a meeting, with their numbers.
fn items(meeting: &Meeting, text: &str, out: &mut String) {
    for section in meeting.sections.iter().filter(|s| s.heading.is_some()) {
        let number = section.number.as_ref().map_or(String::new(), |n| format!(" {n}"));
        let _ = writeln!(out, "item{number}: {}", section.title);
        for passage in &section.passages {
            if let PassageKind::Paragraph(number) = &passage.kind {
                let words = text.get(passage.text.range()).unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
                let _ = writeln!(out, "  {number}: {words}");
            }
        }
    }
}

/// What is known of a motion: `| moved Ann Lee | carried | 5-2-1`.
fn motion_facts(motion: &MotionPart, decision: Option<&DecisionPart>) -> String {
    let names = |all: &[Written<PersonIx>]| all.iter().map(|name| name.text.to_string()).collect::<Vec<_>>().join("; ");
    let mut facts: Vec<String> = Vec::new();
    facts.extend((!motion.movers.is_empty()).then(|| format!("moved {}", names(&motion.movers))));
    facts.extend((!motion.seconders.is_empty()).then(|| format!("seconded {}", names(&motion.seconders))));
    facts.extend(motion.result.map(|result| result.key().to_owned()));
    if let Some(vote) = &motion.vote {
        facts.extend(vote.is_unanimous.then(|| "unanimous".to_owned()));
        facts.extend(vote.manner.map(|manner| manner.key().to_owned()));
        facts.extend(vote.has_casting_vote.then(|| "casting vote".to_owned()));
        for choice in VoteChoice::ALL {
            facts.extend(vote.tally.of(choice).map(|count| format!("{count} {}", choice.key())));
            let cast: Vec<&str> = vote.ballots.iter().filter(|b| b.choice == choice).map(|b| &*b.voter.text).collect();
            facts.extend((!cast.is_empty()).then(|| format!("{}: {}", choice.key(), cast.join("; "))));
        }
    }
    facts.extend(decision.map(|decision| format!("decision {}", decision.local)));
    facts.iter().map(|fact| format!(" | {fact}")).collect()
}

/// What a case is read as. Its first line may be the path of a file, of which the case is the whole text; items are told where that
/// is what the file of cases is about.
fn reading(case: &str, about_items: bool) -> String {
    let (path, text) = match case.strip_prefix("path: ").and_then(|rest| rest.split_once('\n')) {
        Some((path, text)) => (path, text.to_owned()),
        None => ("board/meetings/2021-03-09.md", format!("{TITLE}{case}")),
    };
    let is_own = case.starts_with("path: ");
    let text = text.as_str();
    let (meetings, diagnostics) = read(path, text);
    whole(text, &meetings);
    let words = |range: std::ops::Range<usize>| text[range].split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = String::new();
    for meeting in &meetings {
        if is_own {
            let _ = writeln!(out, "day: {}", meeting.date);
        }
        people(meeting, &mut out);
        if about_items {
            items(meeting, text, &mut out);
        }
        if let Some(date) = meeting.next.as_ref().and_then(|next| next.date) {
            let _ = writeln!(out, "next: {date}");
        }
        for action in &meeting.actions {
            let owners: Vec<&str> = action.owners.iter().map(|o| &*o.text).collect();
            let status = if action.status == Status::Open { String::new() } else { format!(" ({})", action.status) };
            let due = action.due.as_ref().map_or(String::new(), |due| match due.date {
                Some(date) => format!(" due {date}"),
                None => format!(" due “{}”", due.text),
            });
            let _ = writeln!(out, "action {}: {} | {}{due}{status}", action.local, words(action.text.range()), owners.join("; "));
        }
        for decision in &meeting.decisions {
            let _ = writeln!(out, "decision {}: {}", decision.local, words(decision.text.range()));
        }
        for motion in &meeting.motions {
            let text = motion.text.map_or_else(|| "no words of its own".to_owned(), |text| words(text.range()));
            let decision = motion.decision.and_then(|n| meeting.decisions.get(n as usize));
            let _ = writeln!(out, "{} {}: {text}{}", motion.kind.key(), motion.local, motion_facts(motion, decision));
        }
    }
    for d in &diagnostics {
        let _ = writeln!(out, "{}: {}", d.code, d.message);
    }
    if out.is_empty() { "nothing\n".to_owned() } else { out }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test reads its own cases")]
fn every_case_is_read_as_written_down() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/minutes/cases");
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let (mut count, mut wrong) = (0, Vec::new());
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        // What a file of cases is about comes before the first: `docs/reference/examples.md` is made of it.
        let (about, cases) = text.split_at(text.find("==== ").unwrap_or(0));
        let mut anew = about.to_owned();
        for case in cases.split("==== ").filter(|case| !case.is_empty()) {
            let (name, rest) = case.split_once('\n').unwrap();
            let (words, expected) = rest.split_once("----\n").unwrap_or_else(|| panic!("{name}: no line of ----"));
            let about_items = file.file_stem().is_some_and(|stem| stem == "items");
            let got = reading(words, about_items);
            let _ = write!(anew, "==== {name}\n{words}----\n{got}");
            count += 1;
            if got != expected {
                wrong.push(format!("--- {name}\nwanted:\n{expected}got:\n{got}"));
            }
        }
        if std::env::var_os("MINUTEBOOK_UPDATE").is_some() {
            std::fs::write(&file, &anew).unwrap();
            wrong.clear();
        }
    }
    assert!(count > 70, "{count} cases");
    assert!(wrong.is_empty(), "{} of {count}\n{}", wrong.len(), wrong.join("\n"));
}
