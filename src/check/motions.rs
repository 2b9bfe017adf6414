//! Motions and votes that contradict themselves: numbers that are not those of the names, a result that is not that of the numbers, people
//! who move, second or vote at a meeting that they were not at.

use std::collections::BTreeSet;

use crate::diag::{Code, Diagnostic};
use crate::record::{Meeting, MotionPart, MotionResult, PersonIx, Record, Standing, Vote, VoteChoice, Written};

pub(super) fn check(record: &Record, found: &mut Vec<Diagnostic>) {
    for meeting in record.meetings.iter().filter(|meeting| !meeting.is_to_come) {
        let mut told: BTreeSet<PersonIx> = BTreeSet::new();
        for motion in &meeting.motions {
            seconds_own(motion, found);
            if let Some(vote) = &motion.vote {
                counts(vote, found);
                result(motion, vote, found);
            }
            not_there(meeting, motion, &mut told, found);
        }
    }
}

/// Somebody who moves and seconds.
fn seconds_own(motion: &MotionPart, found: &mut Vec<Diagnostic>) {
    let same = |a: &Written<PersonIx>, b: &Written<PersonIx>| match (a.target, b.target) {
        (Some(a), Some(b)) => a == b,
        _ => a.text == b.text,
    };
    let seconder = motion.seconders.iter().find(|seconder| motion.movers.iter().any(|mover| same(mover, seconder)));
    if let Some(seconder) = seconder {
        found.push(
            Diagnostic::new(Code::OwnSecond, seconder.span, format!("`{}` seconds what they moved", seconder.text))
                .expected("a seconder who is somebody else")
                .remedy("correct the name of the mover or of the seconder"),
        );
    }
}

/// More or fewer names than are counted.
fn counts(vote: &Vote, found: &mut Vec<Diagnostic>) {
    for choice in VoteChoice::ALL {
        let named: Vec<_> = vote.ballots.iter().filter(|ballot| ballot.choice == choice).collect();
        let Some(counted) = vote.tally.of(choice) else { continue };
        // Names may be given of those alone who voted against.
        let Some(first) = named.first().filter(|_| named.len() != counted as usize) else { continue };
        found.push(
            Diagnostic::new(
                Code::VotesDiffer,
                first.voter.span,
                format!("{counted} are counted and {} named as {}", named.len(), choice_words(choice)),
            )
            .expected("as many names as are counted")
            .remedy("correct the number, or the names"),
        );
    }
}

fn choice_words(choice: VoteChoice) -> &'static str {
    match choice {
        VoteChoice::For => "for the motion",
        VoteChoice::Against => "against it",
        VoteChoice::Abstained => "abstaining",
        VoteChoice::Other => "not voting",
    }
}

/// A result that the numbers cannot have.
fn result(motion: &MotionPart, vote: &Vote, found: &mut Vec<Diagnostic>) {
    let named = |choice| u32::try_from(vote.ballots.iter().filter(|b| b.choice == choice).count()).unwrap_or(u32::MAX);
    let count = |choice| vote.tally.of(choice).unwrap_or_else(|| named(choice));
    let (yes, no) = (count(VoteChoice::For), count(VoteChoice::Against));
    let counted = vote.tally.for_it.is_some() || named(VoteChoice::For) > 0;
    let wrong = match motion.result {
        Some(MotionResult::Carried) if counted && no > yes && !vote.has_casting_vote => {
            Some(format!("the motion was carried, and {yes} voted for it and {no} against"))
        }
        Some(MotionResult::Lost) if counted && yes > 0 && no == 0 && vote.tally.against.is_some() => {
            Some(format!("the motion was lost, and {yes} voted for it and nobody against"))
        }
        _ if vote.is_unanimous && no > 0 && yes > 0 => Some(format!("the vote was unanimous, and {no} voted against")),
        _ => None,
    };
    if let Some(message) = wrong {
        found.push(
            Diagnostic::new(Code::ResultDiffers, vote.span, message).expected("a result that the numbers have").remedy(
                "correct the result, or the numbers; where another majority was asked for, say so in a sentence of its own",
            ),
        );
    }
}

/// People who were not there by the minutes themselves. Minutes that record nobody are not asked.
fn not_there(meeting: &Meeting, motion: &MotionPart, told: &mut BTreeSet<PersonIx>, found: &mut Vec<Diagnostic>) {
    let Some(rows) = meeting.attendance.as_deref().filter(|rows| rows.iter().any(|row| row.standing == Standing::Present)) else {
        return;
    };
    let others = motion.vote.iter().flat_map(|vote| &vote.ballots).filter(|b| b.choice == VoteChoice::Other);
    let away: Vec<_> = others.map(|ballot| ballot.voter.span).collect();
    for person in motion.people().filter(|person| !away.contains(&person.span)) {
        let Some(target) = person.target else { continue };
        let is_there = rows.iter().any(|row| row.name.target == Some(target) && row.standing <= Standing::InAttendance);
        if is_there || !told.insert(target) {
            continue;
        }
        found.push(
            Diagnostic::new(
                Code::VoterNotPresent,
                person.span,
                format!("`{}` takes part in a vote and was not there", person.text),
            )
            .expected("somebody who is in the attendance")
            .remedy(format!("add `{}` to those present, or correct the name", person.text)),
        );
    }
}
